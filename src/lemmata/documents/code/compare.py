"""What a document states against what its code gives: numbers to the digits written, words in outputs."""

from __future__ import annotations

import doctest
import re
from collections.abc import Sequence

from lemmata.documents.code.values import Token, agree, plain, tokens

# What differs from run to run, machine to machine or year to year, and says nothing of the mathematics.
_VOLATILE = re.compile(
    r"\bat 0x[0-9a-f]+|\b0x[0-9a-f]{6,}|<[\w.][^<>]*>"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\bv?\d+\.\d+\.\d+\b|\bversion\b|\bid=\d"
    r"|\b\d+(?:\.\d+)?(?:e[-+]?\d+)?\s*(?:[mµun]?s|sec|secs|seconds?|minutes?|hours?|[KMG]i?B)\b"
    r"|\belapsed\b|\b(?:wall|cpu) times?\b|\bETA\b|\bloops?\b.{0,80}\beach\b|[█▏▎▍▌▋▊▉━╸]|\d%\|| it/s\b|\bs/it\b"
    r"|\b(?:cuda|gpu|cpu|mps|tpu)\b|(?:^|\s)[/~][\w.-]+/|[A-Z]:\\|\bWarning\b|\bdownload", re.IGNORECASE | re.MULTILINE)
MAY_VARY = re.compile(r"#\s*(?:\w+\s+)?(?:may (?:vary|differ)|random|vary|varies|different)\b", re.IGNORECASE)
_FEW = 70  # characters of a value in a message
_CONSTANTS = ("True", "False", "None")


def comment_differs(text: str, seen: str, sizes: Sequence[int] | None = None, *, near: bool = False,
                    interval: bool = False) -> bool:
    """Whether the value of a comment is not what the code gave; in doubt it is.

    sizes: of an array, which a comment may state instead; interval: whether two bounds may be meant

    >>> comment_differs("3.14", "3.14159"), comment_differs("[1 2]", "array([1, 3])")
    (False, True)
    """
    if any(t.kind == "word" for t in tokens(text)) and text.strip() not in _CONSTANTS:
        return same_words(text, seen) and answer_differs(text, seen) is not None
    if text.strip() in _CONSTANTS:
        found = [t.text for t in tokens(seen) if t.text in _CONSTANTS]
        return len(found) == 1 and found[0] != text.strip()
    stated, given = _numbers(text), _numbers(seen)
    if not stated or not given or _VOLATILE.search(seen) or re.search(r"\.{3}|…", plain(seen)):
        if sizes and stated and _is_shape(text, stated):
            return len(stated) == len(sizes) and [t.number for t in stated] != list(sizes)
        return False
    if sizes and [t.number for t in stated] == list(sizes):
        return False
    gap = re.search(r"\.{3}|…", text)
    if gap is not None and len(stated) > 1:
        head = len(_numbers(text[:gap.start()]))
        tail = len(stated) - head
        ends = _all_agree(stated[:head], given[:head], near), _all_agree(stated[head:], given[len(given) - tail:], near)
        return len(given) > len(stated) and not all(ends)
    width = len(stated)
    if any(_all_agree(stated, given[at:at + width], near) for at in range(len(given) - width + 1)):
        return False
    if sizes and _is_shape(text, stated) and width == len(sizes) > 1:
        return True
    if interval and width == 2 and all(t.whole for t in stated) and stated[0].number.real < stated[1].number.real:
        return False
    if width == len(given):
        return _brackets(text) <= 1 or _brackets(plain(seen)) > 0
    return _brackets(text) > 0 and _brackets(plain(seen)) == _brackets(text) and not (
        sizes and width == len(sizes)) and width > 1


def _is_shape(text: str, numbers: Sequence[Token]) -> bool:
    return text.strip().startswith("(") and all(t.whole for t in numbers)


def _brackets(text: str) -> int:
    """How deeply a value as a whole is bracketed."""
    text = text.strip()
    depth = 0
    while text[depth:depth + 1] in ("[", "("):
        depth += 1
    return depth if text[-1:] in ("]", ")") else 0


def _numbers(text: str) -> list[Token]:
    fraction = re.fullmatch(r"\s*([-+]?\d{1,15})\s*/\s*(0*[1-9]\d{0,14})\s*", text)
    if fraction is not None:
        return [Token(text.strip(), "number", int(fraction[1]) / int(fraction[2]))]
    return [t for t in tokens(text) if t.kind == "number"]


def _all_agree(stated: Sequence[Token], given: Sequence[Token], near: bool = False) -> bool:
    return len(stated) == len(given) and all(agree(a, b, near) for a, b in zip(stated, given))


def answer_differs(stated: str, seen: str, flags: Sequence[int] = ()) -> tuple[str, str] | None:
    """Where an answer or output is another one than stated: the first lines that differ; None where none does.

    Words and numbers count; where all numbers agree, further words do not, as `Result(x=1, y=2)` for `(1, 2)`.

    >>> answer_differs("loss: 0.50", "loss:  0.498"), answer_differs("b = 2", "b = 3")
    (None, ('b = 2', 'b = 3'))
    """
    if MAY_VARY.search(stated):
        return None
    stated = re.sub(r"(?m)(?<!\s)\s+#\s.*$", "", stated)
    bits = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    for flag in flags:
        bits |= flag
    if doctest.OutputChecker().check_output(stated, seen, bits):
        return None
    wanted, given = _lines(stated), _lines(seen)
    if len(wanted) == len(given):
        pairs = [(a, b) for a, b in zip(wanted, given) if not (_VOLATILE.search(a) or _VOLATILE.search(b))]
    elif any(_VOLATILE.search(line) for line in (*wanted, *given)):
        return None
    else:
        pairs = []
    left, right = (_meant("\n".join(rows)) for rows in (
        ([a for a, _ in pairs], [b for _, b in pairs]) if len(wanted) == len(given) else (wanted, given)))
    if _same(left, right) or _same_numbers(left, right):
        return None
    for a, b in pairs:
        if not _same(_meant(a), _meant(b)):
            return a.strip(), b.strip()
    return " ".join(wanted), " ".join(given)


def _lines(text: str) -> list[str]:
    return [line for line in plain(text.replace("<BLANKLINE>", "")).split("\n") if line.strip()]


def _meant(text: str) -> list[Token]:
    """The tokens that count: signs and brackets differ with the library, and say nothing of the value."""
    return [t for t in tokens(text) if t.kind != "sign"]


def _same_numbers(stated: Sequence[Token], given: Sequence[Token]) -> bool:
    """Whether all numbers agree and every word of the stated answer is in the given one."""
    numbers = [[t for t in row if t.kind == "number"] for row in (stated, given)]
    words = {t.text for t in given}
    return bool(numbers[0]) and len(numbers[0]) == len(numbers[1]) and all(map(agree, *numbers)) and all(
        t.text in words for t in stated if t.kind == "word")


def _same(stated: Sequence[Token], given: Sequence[Token]) -> bool:
    """Whether two rows of tokens agree, where `...` stands for any number of them."""
    if not any(t.kind == "gap" for t in stated):
        return len(stated) == len(given) and all(map(_one, stated, given))
    parts: list[list[Token]] = [[]]
    for token in stated:
        if token.kind == "gap":
            parts.append([])
        else:
            parts[-1].append(token)
    first, *inner, last = parts
    if not all(map(_one, first, given)) or len(given) < sum(map(len, parts)):
        return False
    at, end = len(first), len(given) - len(last)
    for part in inner:
        while at + len(part) <= end and not all(map(_one, part, given[at:])):
            at += 1
        if at + len(part) > end:
            return False
        at += len(part)
    return all(map(_one, last, given[end:]))


def _one(stated: Token, given: Token) -> bool:
    if stated.kind == "number" and given.kind == "number":
        return agree(stated, given)
    return stated.text == given.text


def same_words(stated: str, seen: str) -> bool:
    """Whether two texts differ in nothing but their numbers."""
    left, right = ([t.kind if t.kind == "number" else t.text for t in _meant(text)] for text in (stated, seen))
    return left == right


def shortly(text: str) -> str:
    """A value in a message: on one line, cut where it is long."""
    text = " ".join(plain(text).split())
    return text if len(text) <= _FEW else text[:_FEW - 1].rstrip() + "…"
