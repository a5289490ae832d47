"""A function beside a formula of its name: whether they say the same, decided by the checker itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lemmata.documents.twins.customs import approximates, customary, in_other_units, where_logarithms_are
from lemmata.documents.twins.pairs import Pair
from lemmata.documents.twins.plans import (
    Both,
    directly,
    in_batches,
    matched,
    of_value,
    turned,
    with_labels,
    without_extras,
)
from lemmata.documents.twins.stated import Statement
from lemmata.engine.expr import Apply, Expr, Symbol, postorder, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.functions import Code, Function
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

MOST_DECIDED = 60  # relations for one function
Way = Callable[[Code, Function, Statement, Mapping[str, Symbol]], list[Both]]


@dataclass(frozen=True)
class Comparison:
    """What came out: `same`, `custom` (the same but for a custom, which `words` name), `differs`, `open`.

    verdict  of the relation that settled it; given: which symbols stood for the parameters of the function
    """

    kind: str
    statement: Statement
    verdict: Verdict
    words: str = ""
    given: Mapping[str, Expr] = field(default_factory=dict)


class _Enough(Exception):
    """More relations than one function is worth."""


def compare(pair: Pair, seed: int = 0) -> Comparison | None:
    """The comparison of a function with its formulas; None where nothing of them could be compared.

    It differs only if it does from each formula, under each reading of its parameters that fits.
    """
    settle = _Settled(seed)
    differs: Comparison | None = None
    unsure: Comparison | None = None
    arrays: Comparison | None = None  # it differs, but goes over entries of what the formula has as one number
    reached: set[int] = set()  # lines of the formulas that could be compared
    try:
        for statement in pair.statements:
            for side in (_of_premises(side, statement) for side in _sides(pair, statement)):
                reached.add(statement.formula.line)
                found = _compared(side, statement, pair.called.name, settle)
                if found.kind in ("same", "custom"):
                    if not _of_arrays(side.both.code):  # else of one entry only, which is its own mean
                        return found
                    arrays = arrays or replace(found, kind="open", words="the code is written for arrays")
                    continue
                if side.excuse:
                    continue
                if found.kind == "open":
                    unsure = unsure or found
                elif approximates(side.both):
                    unsure = unsure or replace(found, kind="open", words="the code approximates")
                elif statement.stated.approximate:
                    unsure = unsure or replace(found, kind="open", words="the text calls the formula approximate")
                elif in_other_units(pair.place.function):
                    unsure = unsure or replace(found, kind="open", words="the code may count in other units")
                elif _of_arrays(side.both.code):
                    arrays = arrays or replace(found, kind="open", words="the code is written for arrays")
                elif differs is None or (_rank(differs.given) > 1 and not _rank(side.given)):
                    differs = replace(found, given=side.given)  # shown with numbers, where it takes numbers too
    except _Enough:
        return unsure or arrays
    if pair.called.generic and pair.statements[0].formula.line not in reached:
        return None  # the nearest formula of the name, which may be another thing
    return unsure or differs or arrays


def _rank(given: Mapping[str, Expr]) -> int:
    return max((value.rank for value in given.values()), default=0)


class _Settled:
    """The checker, for as many relations as one function is worth."""

    def __init__(self, seed: int):
        self.seed, self.left = seed, MOST_DECIDED

    def __call__(self, both: Both, premises: tuple[Expr, ...]) -> Verdict:
        if not self.left:
            raise _Enough
        self.left -= 1
        relation = apply("eq", *where_logarithms_are(both.formula, both.code))
        assert isinstance(relation, Apply)
        return decide(Claim((relation,), premises), self.seed)


def _compared(side: _Side, statement: Statement, name: str, settle: _Settled) -> Comparison:
    """The comparison of one formula and one call: as they are, then up to each custom."""
    premises = tuple(p for p in statement.premises if not _of_other_shapes(p, side.both))
    verdict = settle(side.both, premises)
    if verdict.kind in HOLDS:
        return Comparison("same", statement, verdict)
    doubt = None if _differs(verdict, side.both) else verdict
    for words, changed in customary(side.both, name, side.lengths):
        again = settle(changed, premises)
        if again.kind in HOLDS:
            return Comparison("custom", statement, again, words)
        if doubt is None and not _differs(again, changed):
            doubt = again
    return Comparison("differs", statement, verdict) if doubt is None else Comparison("open", statement, doubt)


def _of_premises(side: _Side, statement: Statement) -> _Side:
    """The side; where a premise speaks of one number and the code takes many, it can only show that they agree."""
    return replace(side, excuse=True) if any(_of_other_shapes(p, side.both) for p in statement.premises) else side


def _of_other_shapes(premise: Expr, both: Both) -> bool:
    shapes = {s.name: s.shape for s in symbols(premise)}
    return any(shapes.get(s.name, s.shape) != s.shape for s in symbols(both.formula, both.code))


def _differs(verdict: Verdict, both: Both) -> bool:
    """Whether the sides are known to differ: also for negative numbers only, where one side asks for the sign, and
    but for vectors at which their products are all zero."""
    if verdict.kind == "conditional" and verdict.counterexample and verdict.certified:
        signs = any(isinstance(n, Apply) and n.op in _OF_SIGNS for n in postorder(both.formula, both.code))
        return bool(_ORTHOGONAL.search(verdict.hint) or (signs and _SIGN.search(verdict.hint)))
    return verdict.kind == "refuted" and verdict.certified


_SIGN = re.compile(r"(?:is|are) not negative|is positive|has no negative entry")
_OVER_ENTRIES = ("sum", "mean", "prod", "max", "min", "norm", "var", "std", "logsumexp", "softmax", "argmax")


def _of_arrays(code: Expr) -> bool:
    """Whether the code goes over the entries of what is one number here: it is written for arrays."""
    return any(isinstance(n, Apply) and n.op in _OVER_ENTRIES and not n.args[0].shape for n in postorder(code))


def _contracts(code: Expr) -> bool:
    """Whether entries are summed up against each other: what the formula has as numbers are vectors to the code."""
    return any(isinstance(n, Apply) and n.op in ("matmul", "norm", "outer", "trace") for n in postorder(code))


_ORTHOGONAL = re.compile(r"\w+ and \w+ are orthogonal")
_OF_SIGNS = ("maximum", "minimum", "where", "abs", "sign", "relu")


@dataclass(frozen=True)
class _Side:
    """What is compared; lengths: whether a mean may stand for a sum; excuse: it can only show that they agree; given:
    what stands for the parameters, where that is known."""

    both: Both
    lengths: bool = True
    excuse: bool = False
    given: Mapping[str, Expr] = field(default_factory=dict)


def _sides(pair: Pair, statement: Statement) -> Iterator[_Side]:
    """Both sides under each plausible reading of the parameters.

    As they are; where no shape fits so, turned, with labels, in batches.
    """
    code, function = pair.place.code, pair.place.function
    orders = matched(function, statement)
    direct = [(both, given) for given in orders for both in directly(code, function, statement, given)]
    for both, given in direct:
        yield _Side(both, given=given)
    if direct:
        for given in orders:
            for both in of_value(code, function, statement, given, pair.bases):
                yield _Side(both, excuse=True)
            for both in without_extras(code, function, statement, given):
                yield _Side(both, excuse=True)
            for both in in_batches(code, function, statement, given, columns=False):
                yield _Side(both, lengths=False, excuse=True)
        return
    ways: tuple[Way, ...] = (turned, with_labels, in_batches)
    for way in ways:
        found = [(both, given) for given in orders for both in way(code, function, statement, given)]
        for both, given in found:
            mixed = way is in_batches and not any(s.rank for s in given.values()) and _contracts(both.code)
            yield _Side(both, lengths=way is not in_batches, excuse=mixed)
        if found:
            return


def nearest_words(hint: str) -> str:
    """The hint of the checker about the right side, which is the code here."""
    match = re.fullmatch(r"it holds with (.*) on the right side \((.*)\)", hint, re.DOTALL)
    return f"the formula is {match[1]} ({match[2]})" if match and "root" not in match[2] else ""
