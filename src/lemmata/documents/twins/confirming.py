"""With a run: what a function really gives where it seems to differ from its formula."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lemmata.documents.code.probes import Given, Question, Watched
from lemmata.documents.lints.record import Remark
from lemmata.documents.twins.names import is_square_of
from lemmata.documents.twins.pairs import Pair
from lemmata.engine.expr import Expr, Symbol

FIRST = 1 << 40  # the numbers of these questions: no lint has one of them
_PLAIN = re.compile(r"[\d\s\[\],./+-]+")
_NEAR = 1e-4  # values are shown with six digits


@dataclass(frozen=True)
class Trial:
    """A call of a function at a counterexample; formula, code: what both give there, as far as was read."""

    function: str
    arguments: tuple[str, ...]
    formula: tuple[float, ...]
    code: tuple[float, ...]

    def question(self, number: int) -> Question:
        return Question(number, "call", Given(source=self.function), tuple(Given(source=a) for a in self.arguments))

    def judged(self, answer: object, remark: Remark) -> Remark | None:
        """The remark with what was seen; None where the function gives what the formula does."""
        found = [row for row in answer if isinstance(row, list)] if isinstance(answer, list) else []
        if any(_same(row, self.formula) for row in found):
            return None
        if any(_same(row, self.code) for row in found):
            return replace(remark, seen="run there, it gives that")
        return remark


def trial_of(pair: Pair, given: Mapping[str, Expr], values: Mapping[str, str]) -> Trial | None:
    """The call at a counterexample; None where its arguments are not all known."""
    function = pair.place.function
    sides = [_numbers(values.get(side, "")) for side in ("left side", "right side")]
    if function.owner or pair.place.code.functions.get(function.name) is not function or None in sides:
        return None
    arguments: list[str] = []
    for parameter in function.parameters:
        symbol = given.get(parameter.name)
        if symbol is None and parameter.default is not None:
            break
        if not isinstance(symbol, Symbol) or is_square_of(parameter.name, symbol.name):
            return None
        text = values.get(symbol.name, "")
        if not _PLAIN.fullmatch(text):
            return None
        arguments.append(text)
    if set(given) - {p.name for p in function.parameters[: len(arguments)]}:
        return None
    formula, code = sides
    assert formula is not None and code is not None
    return Trial(function.name, tuple(arguments), formula, code)


def watched(trials: Mapping[int, tuple[int, Trial]]) -> dict[int, Watched]:
    """The questions by block; `trials` by number, each with its block."""
    blocks = sorted({block for block, _ in trials.values()})
    return {block: Watched((), tuple(t.question(number) for number, (b, t) in trials.items() if b == block))
            for block in blocks}


def _numbers(text: str) -> tuple[float, ...] | None:
    """The numbers of a value as it is shown: `0.5`, `[[0, 0.5], [0, 1]]`."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return tuple(_flat(value))


def _flat(value: object) -> list[float]:
    if isinstance(value, list):
        return [number for part in value for number in _flat(part)]
    return [float(value)] if isinstance(value, int | float) else [math.nan]


def _same(seen: Sequence[float], wanted: Sequence[float]) -> bool:
    return len(seen) == len(wanted) and all(
        math.isclose(a, b, rel_tol=_NEAR, abs_tol=1e-6) for a, b in zip(seen, wanted))
