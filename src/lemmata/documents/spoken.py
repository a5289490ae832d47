"""Numbers in words, decided: of names with a value, of laws with known parameters, of formulas without letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lemmata.documents.judgement.section import Section
from lemmata.documents.prose.numbers import QUANTITIES, SpokenNumber
from lemmata.engine.expr import Apply, Expr, number, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.parameterisations import ambiguous_laws, meanings
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

_NORMS = ("fro", "spectral")
_SHOWN = {quantity: words for words, quantity in reversed(QUANTITIES.items())}


def decide_spoken(spoken: SpokenNumber, here: Section, seed: int) -> Verdict | None:
    """The verdict on a number in words; None where it isn't sure what the words are about.

    A quantity with several conventions is refuted where none of them has this value.
    """
    try:
        ways = list(_ways(spoken, here))
    except (ShapeError, ReadError, ValueError):
        return None
    found = [decide(claim, seed) for claim in ways]
    held = next((v for v in found if v.kind in HOLDS), None)
    if held is not None or not found:
        return held
    return _told(spoken, found[0]) if all(v.kind == "refuted" for v in found) else None


def _told(spoken: SpokenNumber, found: Verdict) -> Verdict:
    """What it is instead."""
    if spoken.quantity == "eigenvalues":
        message = f"the sums of the powers of these numbers are not the traces of the powers of {spoken.name}"
    else:
        what = "the value" if spoken.quantity == "value" else f"the {_SHOWN[spoken.quantity]} of {spoken.name}"
        message = f"{what} is {found.counterexample['left side']}"
    return replace(found, message=message)


def _ways(spoken: SpokenNumber, here: Section) -> Iterator[Claim]:
    """The claims that the words may make."""
    if spoken.quantity == "value":
        yield from _of_formula(spoken, here)
        return
    role = here.scope.lookup(spoken.name)
    if role is None:
        return
    value = role.definition
    if value is not None and value.sort in ("real", "integer") and value.rank and not symbols(value):
        if spoken.quantity == "eigenvalues":
            yield from _eigenvalues(value, spoken)
        elif len(spoken.numbers) == 1:
            for quantity in _of_array(spoken, value):
                yield Claim((apply("eq", quantity, _stated(*spoken.numbers[0])),))
    elif role.domain == "variable" and role.family is not None and not symbols(role.family) and (
            len(spoken.numbers) == 1 and spoken.name not in here.opaque):
        variable = role.symbol(spoken.name)
        for law in _meanings(role.family, here.scope):
            for quantity in _of_variable(spoken, variable):
                stated = apply("eq", quantity, _stated(*spoken.numbers[0]))
                yield Claim((stated,), (apply("distributed", variable, law),))


def _meanings(law: Expr, scope: Scope) -> Iterator[Expr]:
    """The laws that the notation may mean: N(1, 4) by its variance, or by its deviation."""
    ways = ambiguous_laws(law)
    if law not in ways:
        yield law
        return
    assert isinstance(law, Apply)
    for k in meanings(law, scope):
        yield FAMILIES[law.op].meanings[k].of(law)


def _stated(value: Fraction, digits: int | None) -> Expr:
    return number(value) if digits is None else apply("decimal", number(value), digits=digits)


def _of_array(spoken: SpokenNumber, a: Expr) -> Iterator[Expr]:
    what, square = spoken.quantity, a.rank == 2 and a.shape[0] == a.shape[-1]
    if what in ("determinant", "trace") and square:
        yield apply("det" if what == "determinant" else "trace", a)
    elif what == "rank" and a.rank == 2:
        yield apply("rank", a)
    elif what == "norm" and a.rank == 1:
        yield apply("norm", a)
    elif what == "norm" and a.rank == 2:
        yield from (apply("norm", a, ord=order) for order in _NORMS)
    elif what == "condition" and square:
        yield from (apply("norm", a, ord=order) * apply("norm", apply("inv", a), ord=order)
                    for order in ("spectral", "fro", 1, "inf"))
    elif what in ("mean", "sum") and a.rank == 1:
        yield apply(what, a)
    elif what in ("variance", "deviation") and a.rank == 1 and a.shape[0].constant not in (None, 0, 1):
        count = a.shape[0].constant
        assert count is not None
        for divisor in (count, count - 1):
            value = apply("sum", (a - apply("mean", a)) ** 2) / divisor
            yield value if what == "variance" else apply("sqrt", value)
    elif what == "entropy" and a.rank == 1:
        yield from _in_units(apply("sum", -a * apply("log", a)), spoken.unit)


def _of_variable(spoken: SpokenNumber, x: Expr) -> Iterator[Expr]:
    ops = {"mean": "expectation", "variance": "variance"}
    if spoken.quantity in ops:
        yield apply(ops[spoken.quantity], x)
    elif spoken.quantity == "deviation":
        yield apply("sqrt", apply("variance", x))


def _in_units(nats: Expr, unit: str) -> Iterator[Expr]:
    if not unit.startswith("bit"):
        yield nats
    if not unit.startswith("nat"):
        yield nats / apply("log", number(2))


def _eigenvalues(a: Expr, spoken: SpokenNumber) -> Iterator[Claim]:
    """All of them, exact: their power sums are the traces of the powers, which says which numbers they are."""
    values = [value for value, _ in spoken.numbers]
    square = a.rank == 2 and a.shape[0] == a.shape[1]
    if not square or a.shape[0].constant != len(values) or any(digits is not None for _, digits in spoken.numbers):
        return
    power: Expr = a
    relations = []
    for k in range(1, len(values) + 1):
        relations.append(apply("eq", apply("trace", power), number(sum((v**k for v in values), Fraction(0)))))
        power = power @ a
    yield Claim((apply("and", *relations),) if len(relations) > 1 else tuple(relations))


def _of_formula(spoken: SpokenNumber, here: Section) -> Iterator[Claim]:
    """`$\\ln 2$ (about 0.693)`: what stands behind the last sign of equality."""
    (value, digits), = spoken.numbers
    last = spoken.source.replace("\\approx", "=").split("=")[-1].strip().rstrip(".,;")
    decimal = f"{float(value):.{digits or 0}f}"
    for reading in read_latex(f"{last} = {decimal}", here.scope)[:1]:
        if len(reading.claims) == 1 and reading.claims[0].kind == "claim" and not symbols(*reading.claims[0].relations):
            yield reading.claims[0]
