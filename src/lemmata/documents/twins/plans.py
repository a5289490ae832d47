"""How the parameters of a function may stand for the symbols of a formula."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations, product

from lemmata.documents.twins.names import by_place, is_square_of, same_parameter
from lemmata.documents.twins.stated import Statement
from lemmata.engine.expr import (
    Expr,
    Size,
    Symbol,
    at,
    bind,
    dims,
    fresh_index,
    implied,
    integer,
    number,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.indexing import one_hot
from lemmata.engine.ops.shapes import ShapeError
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import Code, Function, read_call, read_constant

MOST_ORDERS = 24
MOST_SIZES = 8
_SIZES = ("n", "m", "N", "M", "k", "K", "d", "D", "p", "T", "B", "C", "d_k", "d_model", "n_k")
LABELS = ("y", "label", "target", "t")
_WEIGHTS = ("w", "W", "b", "theta", "beta", "weights", "bias", "A", "mu", "sigma", "gamma", "eta", "lambda_", "alpha",
            "lambda")


@dataclass(frozen=True)
class Both:
    """What the formula and the code say is the same, under one reading of the parameters."""

    formula: Expr
    code: Expr


def matched(function: Function, statement: Statement) -> list[dict[str, Symbol]]:
    """The plausible assignments of symbols to parameters: by names, the rest by order; all orders are plausible.

    Empty where a parameter has no default and no symbol is left for it. A parameter with a default may also be any one
    symbol that is left.
    """
    found = _by_names(function, statement)
    free = [*statement.arguments, *(s for s in symbols(statement.right) if s not in statement.arguments)]
    more = [{**given, p.name: s} for given in found[:2] for p in function.parameters if p.default is not None
            for s in free if p.name not in given and s not in given.values() and by_place(p.name, s.name)]
    return [*found, *more[:MOST_ORDERS - len(found)]]


def _by_names(function: Function, statement: Statement) -> list[dict[str, Symbol]]:
    free = [*statement.arguments, *(s for s in symbols(statement.right) if s not in statement.arguments)]
    chosen: dict[str, Symbol] = {}
    for level in (2, 1):
        for parameter in function.parameters:  # in their order, so that what is chosen is too
            fits = [s for s in free if s not in chosen.values() and same_parameter(parameter.name, s.name) == level]
            if parameter.name not in chosen and len(fits) == 1:
                chosen[parameter.name] = fits[0]
    if any(p.name not in chosen and p.name.endswith("0") and s.name == p.name[:-1].rstrip("_")
           and (s.rank or s.domain == "function") for p in function.parameters for s in free):
        return []  # it begins the sequence that the formula is about: eta_0 of eta_t, of which the code has one value
    need = [p.name for p in function.parameters if p.default is None and p.name not in chosen]
    left = [s for s in free if s not in chosen.values()]
    sizes = {d for s in free for d in s.shape}
    need = [n for n in need if all(str(size) != n for size in sizes)]  # not the length of an array, given beside it
    if not need:
        return [chosen, *_in_order(chosen, statement, [p.name for p in function.parameters if p.name in chosen])]
    if len(left) < len(need):
        return []
    exact = [s for s in left if s in statement.arguments]
    rest = exact if len(exact) >= len(need) else left
    if len(rest) > len(need) and not all(_is_size(s) for s in rest[len(need):]):
        return []
    return [{**chosen, **dict(zip(need, order))} for order in islice(permutations(rest, len(need)), MOST_ORDERS)
            if all(by_place(name, s.name) for name, s in zip(need, order))]


def _in_order(chosen: Mapping[str, Symbol], statement: Statement, order_of: Sequence[str]) -> list[dict[str, Symbol]]:
    """The arguments of the formula by their places too, where the function has their names in another order."""
    names = [name for name in order_of if chosen[name] in statement.arguments]
    order = dict(zip(names, statement.arguments))
    if len(names) != len(statement.arguments) or all(chosen[name] is s for name, s in order.items()):
        return []
    return [{**chosen, **order}]


def without_extras(code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol]) -> list[Both]:
    """Both sides where a number that only the code knows, such as a weight decay, has no effect."""
    extras = [p.name for p in function.parameters if p.name not in given and isinstance(p.default, ast.Constant)
              and type(p.default.value) in (int, float)]
    return [both for name in extras for value in (0, 1)
            for both in _called(code, function, statement.right, {**given, name: number(value)})]


def covers(function: Function, statement: Statement, level: int) -> bool:
    """Whether every parameter has its symbol by its name, at least so surely, and every symbol its parameter."""
    free = {*statement.arguments, *symbols(statement.right)}
    found: set[Symbol] = set()
    for parameter in function.parameters:
        fits = {s for s in free if same_parameter(parameter.name, s.name) >= level}
        if parameter.default is None and not fits:
            return False
        found |= fits
    made = {n.id for part in function.body for n in ast.walk(part)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return bool(found) and all(_is_size(s) or any(same_parameter(name, s.name) for name in made) for s in free - found)


def _is_size(s: Symbol) -> bool:
    return not s.shape and (implied(s.domain, "integer") or s.name in _SIZES)


def directly(code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol]) -> list[Both]:
    """Both sides where the function takes what the formula speaks of; empty where their shapes don't fit."""
    return _called(code, function, statement.right, dict(given))


def turned(code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol]) -> list[Both]:
    """The same with matrices transposed: rows for columns."""
    matrices = [n for n, s in given.items() if s.rank == 2]
    found: list[Both] = []
    for count in range(1, len(matrices) + 1):
        for names in combinations(matrices, count):
            arguments = {n: s.T if n in names else s for n, s in given.items()}
            found += _called(code, function, statement.right, arguments)
    return found


def in_batches(
    code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol], columns: bool = True
) -> list[Both]:
    """Both sides where the function takes many examples at once: in rows or columns, with all results, their mean
    or their sum."""
    data = [n for n, s in given.items() if s.name not in _WEIGHTS and s.rank < 2] or list(given)
    groups = [tuple(data), *((n,) for n in data if len(data) > 1 and columns)]
    batch = Size.of(_fresh_name("batch", statement.right, *given.values()))
    found: list[Both] = []
    for names, last in product(groups, (False, True) if columns else (False,)):
        if last and all(not given[n].rank for n in names):
            continue
        try:
            found += _with_batch(code, function, statement.right, given, names, batch, last)
        except (ShapeError, ValueError, TypeError):  # the formula has no meaning for these rows
            continue
    return found


def _with_batch(code: Code, function: Function, right: Expr, given: Mapping[str, Symbol], names: Sequence[str],
                batch: Size, last: bool) -> list[Both]:
    """Both sides where some arguments have an axis more, in front or `last`."""
    index = fresh_index()
    arguments: dict[str, Expr] = dict(given)
    rows: dict[Expr, Expr] = {}
    for name in names:
        s = given[name]
        shape = (*s.shape, batch) if last and s.rank else (batch, *s.shape)
        many = symbol(s.name, shape, "positive" if last and s.domain == "simplex" else s.domain, s.params)
        arguments[name] = many
        rows[s] = at(many.T if last and s.rank == 1 else many, index)
    one = substitute(right, rows)
    stack, total = bind("array", index, one, 0, batch), bind("sum", index, one, 0, batch)
    ways = [stack, *([stack.T] if last and stack.rank == 2 else []), total / integer(batch), total]
    return [both for way in ways for both in _called(code, function, way, arguments)]


def of_value(
    code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol], bases: Sequence[Statement]
) -> list[Both]:
    """Both sides where a derivative takes not the argument but the value there: s * (1 - s) of the sigmoid."""
    if len(given) != 1:
        return []
    (name, x), = given.items()
    values = [substitute(b.right, {b.arguments[0]: x}) for b in bases if b.arguments[0].shape == x.shape]
    for names in (n for b in bases for n in b.names):
        if names.name in OPS and OPS[names.name].arity == 1:
            values.append(apply(names.name, x))
    return [both for value in values for both in _called(code, function, statement.right, {name: value})]


def with_labels(code: Code, function: Function, statement: Statement, given: Mapping[str, Symbol]) -> list[Both]:
    """Both sides where the function takes the number of a class for a vector with a 1 at its place: of one example,
    or of many, with all results, their mean or their sum."""
    found: list[Both] = []
    for name in [n for n, s in given.items() if s.rank == 1 and s.name in LABELS]:
        s, classes = given[name], given[name].shape[0]
        label = symbol(s.name, (), "labels", (classes,))
        hot = substitute(statement.right, {s: one_hot(label, classes)})
        found += _called(code, function, hot, {**given, name: label})
        batch, index = Size.of(_fresh_name("batch", statement.right, *given.values())), fresh_index()
        labels = symbol(s.name, (batch,), "labels", (classes,))
        arguments: dict[str, Expr] = {**given, name: labels}
        rows: dict[Expr, Expr] = {s: one_hot(at(labels, index), classes)}
        for other in (n for n, o in given.items() if o is not s and o.shape == s.shape and o.name not in _WEIGHTS):
            o = given[other]
            arguments[other] = many = symbol(o.name, (batch, *o.shape), o.domain, o.params)
            rows[o] = at(many, index)
        one = substitute(statement.right, rows)
        stack, total = bind("array", index, one, 0, batch), bind("sum", index, one, 0, batch)
        found += [b for way in (stack, total / integer(batch), total) for b in _called(code, function, way, arguments)]
    return found


def _called(code: Code, function: Function, right: Expr, arguments: dict[str, Expr]) -> list[Both]:
    """Both sides where the call is understood, its shape that of the formula, and every symbol known."""
    sizes = {str(d): d for a in arguments.values() for d in a.shape}
    arguments = {name: a**2 if isinstance(a, Symbol) and is_square_of(name, a.name) else a
                 for name, a in arguments.items()}
    for parameter in function.parameters:
        if parameter.name not in arguments and parameter.default is None and parameter.name in sizes:
            arguments[parameter.name] = integer(sizes[parameter.name])
    try:
        called = read_call(code, function, arguments)
        value = called.value
    except (ReadError, ShapeError, ValueError, TypeError, KeyError):
        return []
    if value.shape != right.shape:
        return []
    covered = set(symbols(*arguments.values()))
    choices: list[tuple[Symbol, list[Expr]]] = []
    for missing in (s for s in symbols(right) if s not in covered):
        choices.append((missing, _values_of(missing, code, called.names, sizes.values())))
    found = []
    for picked in islice(product(*(values for _, values in choices)), MOST_SIZES):
        try:
            found.append(Both(substitute(right, dict(zip((s for s, _ in choices), picked))), value))
        except (ShapeError, ValueError, TypeError):
            continue
    return found


def _values_of(missing: Symbol, code: Code, names: Mapping[str, Expr], sizes: Collection[Size]) -> list[Expr]:
    """What a symbol of the formula that is no parameter may be in the code: a name of its own, a constant, a size."""
    alike = sorted((n for n in (*names, *code.constants) if same_parameter(n, missing.name)),
                   key=lambda n: -same_parameter(n, missing.name))
    alike += [n for n in names if is_square_of(n, missing.name)]
    for name in alike:
        value = names.get(name)
        if value is None:
            try:
                value = read_constant(code, name)
            except (ReadError, ShapeError, ValueError, TypeError, KeyError):
                continue
        if value.shape == missing.shape and missing not in symbols(value):
            return [apply("sqrt", value) if is_square_of(name, missing.name) else value]
    if _is_size(missing):
        return [integer(d) for d in sizes]
    return []


def _fresh_name(name: str, *exprs: Expr) -> str:
    taken = {*dims(*exprs), *(s.name for s in symbols(*exprs))}
    while name in taken:
        name += "_"
    return name
