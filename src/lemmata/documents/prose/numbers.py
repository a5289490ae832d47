"""Numbers that words state: "the eigenvalues of $A$ are 1 and 3", "its determinant is $5$", "$\\ln 2$ (about 0.693)".

Only whole phrases are understood: a quantity, of what, and the number behind it. What is supposed, wished for or
denied states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.numerals import NUMERAL, PLAIN, WORDS, number_of
from lemmata.documents.language.symbols import names_in
from lemmata.documents.language.vocabulary import MARK
from lemmata.documents.prose.measures import LOOSE, VALUED, any_of

_QUANTITY = any_of(VALUED)
_BARE = any_of(VALUED.keys() - LOOSE)
_NUMBER = rf"(?:{NUMERAL}|{MARK})"
_PLAIN = re.compile(PLAIN)
_ABOUT = r"(?P<about>(?:about|approximately|roughly|around|nearly|≈)\s+)?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s*,?\s+and\s+){_NUMBER})*)"
_END = (r"(?P<unit>\s+(?:bits?|nats?))?"
        r"(?=\s*(?:[.,;:)!?]|$|(?:and|but|so|which|while|hence|thus|because|since)\b))(?!\s*[.,]\d)")
_IS = r"\s+(?:is|are|equals?|becomes?)\s+(?:therefore |thus |then |again |just |exactly |equal to |given by )?"
_PATTERNS = (
    re.compile(rf"\b[Tt]he (?P<what>{_QUANTITY}) of (?:(?:the )?(?:matrix|vector|variable|function) )?(?P<of>{MARK})"
               rf"{_IS}{_ABOUT}{_NUMBERS}{_END}"),
    re.compile(rf"(?P<of>{MARK})(?:,? which)? (?:has|have) (?:the |an? )?(?P<what>{_QUANTITY})\s+(?:of )?{_ABOUT}"
               rf"{_NUMBERS}{_END}"),
    re.compile(rf"(?P<of>{MARK})(?:,? which)? (?:has|have) (?:the |an? )?(?:{_QUANTITY})\s+(?:of )?{_NUMBER},? and "
               rf"(?:the |an? )?(?P<what>{_QUANTITY})\s+(?:of )?{_ABOUT}{_NUMBERS}{_END}"),
    re.compile(rf"(?P<of>{MARK}),? whose (?P<what>{_QUANTITY}){_IS}{_ABOUT}{_NUMBERS}{_END}"),
    re.compile(rf"(?<!\bof )\b(?P<its>[Ii]ts) (?P<what>{_QUANTITY}){_IS}{_ABOUT}{_NUMBERS}{_END}"),
    re.compile(rf"(?<!\bof )\b[Tt]he (?P<what>{_BARE}){_IS}{_ABOUT}{_NUMBERS}{_END}"),
)
_VALUE = re.compile(rf"(?P<of>{MARK})\s*\(\s*{_ABOUT.rstrip('?')}(?P<numbers>-?\d+(?:\.\d+)?)\s*\)")
# Under these words nothing is stated.
SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|unless|suppose|assume|assuming|such that|so that|would|should|must|may|might|could|can|"
    r"cannot|wish|want|choose|chosen|require\w*|not|never|no longer|until|whether|wrong\w*|false\w*|"
    r"mistak\w*|try|tempt\w*|guess\w*|instead|claim\w*|"
    r"provided|imagine|otherwise)\b|\blet\b(?!.*\bthen\b)", re.IGNORECASE)
# Words before a bare "the trace is" that leave it a trace of what was named; any other may have changed that.
_LEADING = re.compile(
    rf"\b(?:the|an?|and|then|so|thus|hence|therefore|while|but|also|here|now|we|have|see|find|get|that|for|if|let|suppose|"
    rf"consider|take|with|of|its|is|are|has|have|in|fact|matri(?:x|ces)|vectors?|data|variables?|functions?|note|again|"
    rf"which|clearly|moreover|furthermore|particular|indeed|two|days|steps|after|it|{_QUANTITY}|{'|'.join(WORDS)})\b",
    re.IGNORECASE)
_BOUND = re.compile(r"[<>]|\\(?:[gln]eq?|in|to)(?![A-Za-z])")
_ACTS = re.compile(r"[A-Za-z]{2,}")
Number = tuple[Fraction, int | None]  # a value and its digits
SEVERAL = 6  # things of which a bare quantity may be said


@dataclass(frozen=True)
class SpokenNumber:
    """What words state of a quantity.

    subjects  LaTeX of what it may be a quantity of, the most likely first; () of the value of the formula `source`
    numbers   values with their digits, or LaTeX
    explicit  whether the words say of what: "the trace of $A$"
    after     the place of the last formula up to it, -1 where there is none: what is known then counts
    formulas  the places of the values that are formulas: "its rank is $2$"
    """

    quantity: str
    subjects: tuple[str, ...]
    source: str
    numbers: tuple[Number | str, ...]
    unit: str
    words: str
    formulas: tuple[int, ...] = ()
    explicit: bool = True
    after: int = -1


def spoken_numbers(sentence: Marked, before: Sequence[str] = ()) -> list[SpokenNumber]:
    """The numbers that a sentence states in words; `before`: what the sentences before spoke of, the last first.

    >>> text = "The trace of ⟦0⟧ is 7, and its rank is two."
    >>> [(n.quantity, n.subjects, n.numbers) for n in spoken_numbers(Marked(text, text, {0: "A"}))]
    [('trace', ('A',), ((Fraction(7, 1), None),)), ('rank', ('A',), ((Fraction(2, 1), None),))]
    """
    text = sentence.text
    if text.rstrip().endswith("?"):
        return []
    found: dict[int, SpokenNumber] = {}
    values_of = {int(mark) for pattern in _PATTERNS for match in pattern.finditer(text)
                 for mark in re.findall(r"⟦(\d+)⟧", match["numbers"])}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = match.start("what")
            clause = re.split(r"[.;:]\s", text[:match.start()])[-1]
            if start in found or SUPPOSED.search(_without_examples(clause, sentence)):
                continue
            named = match.groupdict().get("of")
            if not named and "its" not in match.groupdict() and _ACTS.search(_LEADING.sub(" ", clause)):
                continue  # "adding the identity, the determinant is 6"
            if not named and any(_BOUND.search(sentence.source(mark)) for mark in re.findall(MARK, clause)):
                continue  # "for $x < 0$ the derivative is -1"
            subjects = (_head(sentence.source(named)),) if named else tuple(
                dict.fromkeys((*subjects_of(sentence, match.start(), values_of), *before)))[:SEVERAL]
            values, formulas = _numbers(match["numbers"], match["about"], sentence)
            if subjects and values:
                unit = (match["unit"] or "").strip()
                found[start] = SpokenNumber(VALUED[match["what"]], subjects, "", values, unit, match[0], formulas,
                                            named is not None, _last_mark(text[:match.end()]))
    for match in _VALUE.finditer(text):
        value = sentence.source(match["of"])
        if SUPPOSED.search(re.split(r"[.;:]\s", text[:match.start()])[-1]) is None:
            values, _ = _numbers(match["numbers"], "about", sentence)
            found[-1 - match.start()] = SpokenNumber("value", (), value, values, "", match[0],
                                                         after=_last_mark(text[:match.end()]))
    return list(found.values())


def _last_mark(text: str) -> int:
    marks = re.findall(r"⟦(\d+)⟧", text)
    return int(marks[-1]) if marks else -1


def _without_examples(clause: str, sentence: Marked) -> str:
    """A clause without "if $A = ...$": a name that gets a value there is supposed, and what is said of it is not."""
    return re.sub(rf"\b(?:if|when|suppose|assume)\s+(?={MARK})", lambda m: "" if "=" in sentence.source(
        clause[m.end():].split("⟧")[0] + "⟧") else m[0], clause, flags=re.IGNORECASE)


def subjects_of(sentence: Marked, end: int | None = None, values: Collection[int] = ()) -> list[str]:
    """What the formulas before a place may speak of, the last first: their left sides, and the names in these.

    `values`: the formulas that are values of something.
    """
    found: list[str] = []
    for mark in reversed(re.findall(MARK, sentence.text[:end])):
        head = "" if int(mark.strip("⟦⟧")) in values else _head(sentence.source(mark))
        if "\\begin" not in head and (names := [name for name in names_in(head) if name not in ("pi", "e")]):
            found += [head, *(name for name in names if name != head)]
    return list(dict.fromkeys(found))


def _head(source: str) -> str:
    """The left side of `A = ...`, `X \\sim ...`."""
    return re.split(r":?=|\\sim\b|\\in\b|\\approx\b|[<>]|\\[gln]eq?\b", source)[0].strip().rstrip(".,;")


def _numbers(text: str, about: str | None, sentence: Marked) -> tuple[tuple[Number | str, ...], tuple[int, ...]]:
    """Numbers with the digits that are shown of them (None: exact), and the marks of those that are formulas."""
    found: list[Number | str] = []
    formulas: list[int] = []
    for part in re.findall(_NUMBER, text):
        if part.startswith("⟦"):
            formulas.append(int(part.strip("⟦⟧")))
            source = sentence.source(part).strip().rstrip(".,;")
            if not source or re.search(r"=|\\approx|\\sim\b|<|>|\\[gl]eq?\b", source):
                return (), ()
        else:
            source = part
        for one in _listed(source):
            value = number_of(one) if one in WORDS or _PLAIN.fullmatch(one) else None
            if value is None:
                found.append(one)
                continue
            digits = len(one.partition(".")[2]) if "." in one else 0 if about else None
            found.append((value, digits))
    return tuple(found), tuple(formulas)


def _listed(source: str) -> Iterator[str]:
    """The members of `1, 3` and `1 \\text{ and } 3`, else the source itself."""
    parts = re.split(r"\s*,\s*(?:\\[;,! ]\s*)*|\s*\\text\{\s*and\s*\}\s*", source)
    yield from parts if all(_PLAIN.fullmatch(p) for p in parts) else (source,)
