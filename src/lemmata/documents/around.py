"""What a sentence says of one of its formulas, as it is handed to the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.values import Numbers
from lemmata.documents.language.premises import Bound
from lemmata.documents.language.stationarity import ZeroSlope
from lemmata.documents.prose.kinds import Kind
from lemmata.engine.expr import Expr


@dataclass(frozen=True)
class Around:
    """What a sentence says of one of its formulas.

    role     given, property, local, near or claim; binds: the premises that bind it
    stance   asserted, posed, open or alone; denied: what the words say against it; defining: "we define"
    place    among the segments; words: the text of the sentence; concluding: its formulas follow from what was before
    unsaid   restricting words that were not understood; kinds: what all arrays of a rank are
    last_named  names in the sentence before
    subjects names that the sentence so far speaks of; meant: those that its subject stands for ("it satisfies")
    ahead    names of the formula that are explained behind it, with the formulas that do
    fixed    the values under which it stands, empty for the formula that gives them, None without any
    numbers  the numbers that the sentence gives to names
    partly   names that it gives different values in different cases
    lead     the words between the formula before and this one; before: that formula, "" for the first one
    grounds  what the sentence gives as reasons: "since $P$"; tending: what it lets go to a limit, "as $n \\to \\infty$"
    examples names that the sentence gives arrays of numbers; behind: those that it gives behind the formula, for it
    foreign  whether its words, or those before where it has none, are in a language that is not read
    heard    whether a condition is said to hold, and not only supposed, asked or denied
    zero     the slope that is said to be zero where the formula holds, None without such words
    at_value whether it is said under a value of something: "for $n = 1$"; opening: whether it opens a case: "With $P$,"
    maybe    what the sentence before only supposed; taken_up: whether this one goes on with that ("Then", "for such x")
    """

    role: str
    binds: Bound
    stance: str
    denied: str
    defining: bool
    place: int
    words: str
    concluding: bool
    unsaid: tuple[str, ...]
    kinds: tuple[Kind, ...]
    subjects: frozenset[str]
    meant: frozenset[str]
    last_named: frozenset[str]
    ahead: tuple[tuple[str, str], ...]
    fixed: dict[str, str] | None
    numbers: Numbers
    partly: frozenset[str]
    lead: str
    before: str
    grounds: tuple[Expr, ...]
    tending: tuple[Expr, ...]
    examples: frozenset[str]
    behind: tuple[Formula, ...]
    foreign: bool
    heard: bool
    maybe: tuple[Expr, ...]
    taken_up: bool
    zero: ZeroSlope | None
    at_value: bool
    opening: bool
