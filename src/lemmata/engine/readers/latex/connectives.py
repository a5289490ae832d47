"""Words between statements: what they connect."""

from __future__ import annotations

from lemmata.engine.readers.latex.notation import CONNECTIVES, NOUNS


def connective_of(text: str) -> tuple[str, str] | None:
    """What a piece of text connects, and the words after the connective; None where it is a name.

    >>> connective_of(" for all "), connective_of("softmax"), connective_of("for any integer")
    (('for', ''), None, ('for', 'integer'))
    """
    words = text.replace("~", " ").replace(",", " ").replace(":", " ").lower().split()
    if words and words[-1].endswith(".") and words[-1] != "s.t.":
        words[-1] = words[-1][:-1]
    words = [w for w in words if w]
    if not words:
        return " ", ""
    for count in range(min(3, len(words)), 0, -1):
        head = " ".join(words[:count])
        if head in CONNECTIVES:
            rest = words[count:]
            while rest and rest[0] in NOUNS and not NOUNS[rest[0]]:
                rest = rest[1:]
            if rest and " ".join(rest) in CONNECTIVES:
                return CONNECTIVES[" ".join(rest)], ""
            return CONNECTIVES[head], " ".join(rest)
    if len(words) > 1:
        return " ", " ".join(words)
    return None


def stronger(old: str, new: str) -> str:
    """Of two connectives in a row, the one that says more."""
    order = ("", " ", ",", "\n")
    if old not in order and new not in order:
        return new if old in ("and", "hence") else old if new == "and" else new
    return max(old, new, key=lambda c: order.index(c) if c in order else 9)
