"""Quantities that words name, as claims: "the trace of $A$ is 7" of what A is, in each of the ways it may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in
from lemmata.documents.prose.numbers import Number as Stated
from lemmata.documents.prose.numbers import SpokenNumber
from lemmata.engine.expr import Apply, Expr, Number, number, postorder, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.expressions import read_expression
from lemmata.engine.readers.latex.parameterisations import ambiguous_laws, meanings
from lemmata.engine.readers.scope import Role, Scope

DEEP = 5  # definitions that rest on others
_NAME = re.compile(r"\\?[A-Za-z]+(?:_\{?\w\}?)?")
_OF_ARRAYS = {"inverse": "{0}^{{-1}}", "transpose": "{0}^\\top"}
_OF_FUNCTIONS = {"derivative": "{0}'({1})", "second derivative": "{0}''({1})", "gradient": "\\nabla {0}({1})",
                 "hessian": "\\nabla^2 {0}({1})"}


def claims_of(spoken: SpokenNumber, subject: str, here: Section) -> Iterator[Claim]:
    """The claims that words may make of a subject; none where they can't speak of it."""
    if spoken.quantity == "value":
        yield from _of_formula(spoken, here)
        return
    role = here.scope.lookup(subject)
    more = any(name in here.opaque for name in names_in(subject))  # is known of it, which was not understood
    if spoken.quantity in _OF_FUNCTIONS:
        yield from _of_function(spoken, subject, role, here)
        return
    if role is not None and role.domain == "variable" and role.family is not None:
        if len(spoken.numbers) == 1 and not more:
            yield from _laws(spoken, role.symbol(subject), role.family, here)
        return
    if role is not None and role.definition is not None and role.definition.sort == "variable":
        if len(spoken.numbers) == 1 and not more:
            yield from _of_random(spoken, role.definition, here)
        return
    value = _value(subject, role, here.scope)
    if value is None or not value.rank:
        return
    if spoken.quantity in ("eigenvalues", "eigenvalue"):
        yield from _eigenvalues(value, spoken)
    elif spoken.quantity in _OF_ARRAYS:
        left = _OF_ARRAYS[spoken.quantity].format(subject if len(subject) == 1 else f"({subject})")
        yield from _read(f"{left} = {spoken.numbers[0]}", here) if isinstance(spoken.numbers[0], str) else ()
    elif len(spoken.numbers) == 1:
        for quantity in _of_array(spoken, value):
            yield Claim((apply("eq", quantity, _stated(spoken.numbers[0], here.scope)),))


def open_to(subject: str, here: Section) -> bool:
    """Whether a quantity may be one of a subject of which that can't be said: of a matrix that has no value."""
    role = here.scope.lookup(subject)
    if role is not None and role.definition is not None:
        return role.definition.sort not in ("real", "integer", "function") or (
            bool(role.definition.rank) and _value(subject, role, here.scope) is None)
    if role is not None:
        return role.shape != () and role.domain != "function"
    if _NAME.fullmatch(subject):
        return False
    return bool(read_expression(subject, here.scope).rank) and _value(subject, None, here.scope) is None


def _value(subject: str, role: Role | None, scope: Scope) -> Expr | None:
    """What a subject is in numbers, None where it has letters left."""
    value = role.definition if role is not None else read_expression(subject, scope)
    for _ in range(DEEP):
        if value is None or not symbols(value):
            break
        known: dict[Expr, Expr] = {s: r.definition for s in symbols(value) if (r := scope.lookup(s.name)) is not None
                 and r.definition is not None and r.definition.shape == s.shape}
        value = substitute(value, known) if known else None
    return value if value is not None and value.sort in ("real", "integer") and not symbols(value) else None


def _laws(spoken: SpokenNumber, variable: Expr, family: Expr, here: Section) -> Iterator[Claim]:
    for law in _meanings(family, here.scope):
        for quantity in _of_variable(spoken, variable):
            stated = apply("eq", quantity, _stated(spoken.numbers[0], here.scope))
            own = set(symbols(law, stated))
            known = (p for p in here.scope.premises if isinstance(p, Apply) and p.op in ("gt", "ge", "lt", "le")
                     and set(symbols(p)) <= own)
            yield Claim((stated,), (apply("distributed", variable, law), *known))


def _of_random(spoken: SpokenNumber, value: Expr, here: Section) -> Iterator[Claim]:
    """Of a variable that is given by others with known laws."""
    laws = [apply("distributed", s, role.family) for s in symbols(value) if s.domain == "variable" and (
        role := here.scope.lookup(s.name)) is not None and role.family is not None]
    if len(laws) == len([s for s in symbols(value) if s.domain == "variable"]):
        for quantity in _of_variable(spoken, value):
            yield here.premised(Claim((apply("eq", quantity, _stated(spoken.numbers[0], here.scope)),), tuple(laws)))


def _meanings(law: Expr, scope: Scope) -> Iterator[Expr]:
    """The laws that the notation may mean: N(1, 4) by its variance, or by its deviation."""
    ways = ambiguous_laws(law)
    if law not in ways:
        yield law
        return
    assert isinstance(law, Apply)
    for k in meanings(law, scope):
        yield FAMILIES[law.op].meanings[k].of(law)


def _stated(stated: Stated | str, scope: Scope) -> Expr:
    if isinstance(stated, str):
        return read_expression(stated, scope)
    value, digits = stated
    return number(value) if digits is None else apply("decimal", number(value), digits=digits)


def _of_array(spoken: SpokenNumber, a: Expr) -> Iterator[Expr]:
    what, square = spoken.quantity, a.rank == 2 and a.shape[0] == a.shape[-1]
    if what in ("determinant", "trace") and square:
        yield apply("det" if what == "determinant" else "trace", a)
    elif what == "rank" and a.rank == 2:
        yield apply("rank", a)
    elif what in ("norm", "length") and a.rank == 1:
        yield apply("norm", a)
        if what == "length" and a.shape[0].constant is not None:
            yield number(a.shape[0].constant)
    elif what in ("norm", "frobenius", "spectral") and a.rank == 2:
        orders = {"norm": ("fro", "spectral"), "frobenius": ("fro",), "spectral": ("spectral",)}[what]
        yield from (apply("norm", a, ord=order) for order in orders)
    elif what in ("largest", "smallest") and square and _symmetric(a):
        yield apply("max" if what == "largest" else "min", apply("eigvalsh", a))
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


def _symmetric(a: Expr) -> bool:
    """Whether the entries of a matrix of numbers are seen to be symmetric."""
    if not isinstance(a, Apply) or a.op != "stack" or not all(isinstance(r, Apply) and r.op == "stack" for r in a.args):
        return False
    rows = [r.children for r in a.args]
    return all(rows[i][k] is rows[k][i] for i in range(len(rows)) for k in range(i))


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
    """All of them: their power sums are the traces of the powers, which says which numbers they are.

    Where they are known to some digits, or the entries are, the sums are so too.
    """
    square = a.rank == 2 and a.shape[0] == a.shape[1]
    count = a.shape[0].constant if square else None
    values = [] if spoken.quantity == "eigenvalues" and len(spoken.numbers) != count else [
        one for one in spoken.numbers if not isinstance(one, str)]
    if spoken.quantity == "eigenvalue" and len(values) == 1 and count is not None:
        values *= count
    if count is None or count != len(values) or len(spoken.numbers) not in (1, count):
        return
    units = [Fraction(0) if digits is None else Fraction(1, 10**digits) for _, digits in values]
    rounded = [n for n in postorder(a) if isinstance(n, Apply) and n.op == "decimal"]
    entries = _entries(a) if any(units) or rounded else []
    if entries is None:
        return
    off = max((Fraction(1, 2 * 10**n.params["digits"]) for n in rounded), default=Fraction(0))  # of each entry
    size = max((sum(abs(v) + off for v in row) for row in entries), default=Fraction(0))
    power: Expr = a
    relations = []
    for k in range(1, count + 1):
        total = sum((v**k for v, _ in values), Fraction(0))
        slack = sum(((abs(v) + unit)**k - abs(v)**k for (v, _), unit in zip(values, units)), Fraction(0))
        slack += k * count * off * size**(k - 1)  # |tr(B^k) - tr(A^k)| <= k n max |B - A| max(|A|, |B|)^(k - 1)
        gap = apply("abs", apply("trace", power) - number(total))
        exact = apply("eq", apply("trace", power), number(total))
        relations.append(apply("le", gap, number(slack)) if slack else exact)
        power = power @ a
    yield Claim((reduce(lambda a, b: apply("and", a, b), relations),))


def _entries(a: Expr) -> list[list[Fraction]] | None:
    """The entries of a matrix of numbers; None of any other."""
    rows = a.children if isinstance(a, Apply) and a.op == "stack" else ()
    lines = [row.children if isinstance(row, Apply) and row.op == "stack" else () for row in rows]
    found = [[_number(entry) for entry in line] for line in lines]
    return None if not found or any(not line or None in line for line in found) else [
        [v for v in line if v is not None] for line in found]


def _number(entry: Expr) -> Fraction | None:
    """What a number, a decimal or the negative of one is."""
    if isinstance(entry, Number):
        return entry.value
    if isinstance(entry, Apply) and entry.op in ("decimal", "neg"):
        inner = _number(entry.children[0])
        return None if inner is None else -inner if entry.op == "neg" else inner
    return None


def _of_function(spoken: SpokenNumber, subject: str, role: Role | None, here: Section) -> Iterator[Claim]:
    """"The derivative of $f$ is $2x$": of an f that the text defines, in the letter that it took there."""
    letters = here.scope.options.get("parameters", {}).get(subject, ())
    stated = spoken.numbers[0]
    if role is None or role.definition is None or len(letters) != 1 or len(spoken.numbers) != 1:
        return
    value = stated if isinstance(stated, str) else str(stated[0])
    letter = letters[0] if len(letters[0]) == 1 else f"\\{letters[0]}"
    name = subject if len(subject) == 1 else f"\\{subject}"
    ways = [spoken.quantity]
    if spoken.quantity == "derivative" and not spoken.explicit:  # "its derivative", of the derivative before
        ways.append("second derivative")
    for way in ways:
        yield from _read(f"{_OF_FUNCTIONS[way].format(name, letter)} = {value}", here)


def _read(source: str, here: Section) -> Iterator[Claim]:
    for reading in read_latex(source, here.scope):
        if len(reading.claims) == 1 and reading.claims[0].kind == "claim":
            yield here.premised(reading.claims[0])


def _of_formula(spoken: SpokenNumber, here: Section) -> Iterator[Claim]:
    """`$\\ln 2$ (about 0.693)`: what stands behind the last sign of equality."""
    (stated,) = spoken.numbers
    assert not isinstance(stated, str)
    last = spoken.source.replace("\\approx", "=").split("=")[-1].strip().rstrip(".,;")
    decimal = f"{float(stated[0]):.{stated[1] or 0}f}"
    for reading in read_latex(f"{last} = {decimal}", here.scope)[:1]:
        if len(reading.claims) == 1 and reading.claims[0].kind == "claim" and not symbols(*reading.claims[0].relations):
            yield reading.claims[0]
