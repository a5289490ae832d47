"""Loops and comprehensions over ranges and arrays: as sums, products, extrema and arrays."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import (
    Apply,
    Expr,
    Local,
    Number,
    Size,
    at,
    bind,
    fresh_index,
    fresh_local,
    integer,
    number,
    substitute,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import statements
from lemmata.engine.readers.functions.values import Unread, Written
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env

if TYPE_CHECKING:
    from lemmata.engine.readers.functions.reader import FunctionReader

UNROLLED = 12  # runs of a loop up to which it is written out, step by step
OVER_LISTS = ("sum", "prod", "max", "min", "mean", "fsum")
_LEAST = {"sum": 0, "fsum": 0, "prod": 1}


class Outer(list[Any]):
    """A list from before a loop, which the loop may append to."""


@dataclass(frozen=True)
class Run:
    """What a loop goes through: an index from `low` to before `high`, and the value of the target at it."""

    index: Size
    low: Size
    high: Size
    value: Any


def runs(reader: FunctionReader, node: ast.expr, env: Env) -> Run:
    """range(a, b), an array, zip and enumerate of them."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in env and not node.keywords:
        name = node.func.id
        if name == "range" and 1 <= len(node.args) <= 2:
            ends = [size_of(reader.value(a, env)) for a in node.args]
            index = fresh_index()
            return Run(index, Size.of(0) if len(ends) == 1 else ends[0], ends[-1], index)
        if name in ("zip", "enumerate") and node.args and (name == "zip" or len(node.args) == 1):
            inner = [runs(reader, a, env) for a in node.args]
            first = inner[0]
            for other in inner[1:]:
                if (other.low, other.high) != (first.low, first.high):
                    raise ReadError("arrays of different lengths side by side")
            values = [_moved(r.value, r.index, first.index) for r in inner]
            return Run(first.index, first.low, first.high, tuple(values) if name == "zip" else (
                first.index, values[0]))
    array = reader.expression(reader.value(node, env))
    if not array.rank:
        raise reader.error("a loop over what is no array", node)
    index = fresh_index()
    return Run(index, Size.of(0), array.shape[0], at(array, index))


def _moved(value: Any, old: Size, new: Size) -> Any:
    """A value that depends on an index, at another one."""
    if isinstance(value, tuple):
        return tuple(_moved(v, old, new) for v in value)
    sizes = {str(old.atom): new}
    return value.substitute(sizes) if isinstance(value, Size) else substitute(value, sizes=sizes)


# comprehensions


def listed(reader: FunctionReader, node: ast.ListComp | ast.GeneratorExp, env: Env) -> Any:
    """[f(i) for i in range(n)] as an array."""
    if len(node.generators) != 1 or node.generators[0].ifs:
        raise reader.error("several ranges, or a condition, in a list", node)
    run = runs(reader, node.generators[0].iter, env)
    inner = {**env}
    statements.assign(reader, node.generators[0].target, run.value, inner)
    body = reader.value(node.elt, inner)
    return bind("array", run.index, reader.expression(body), run.low, run.high)


def reduced(reader: FunctionReader, name: str, node: ast.GeneratorExp, env: Env) -> Expr:
    """sum(f(i, j) for i in range(n) for j in range(m) if i < j)"""
    inner = {**env}
    found: list[Run] = []
    tests: list[Any] = []
    for part in node.generators:
        run = runs(reader, part.iter, inner)
        statements.assign(reader, part.target, run.value, inner)
        found.append(run)
        tests += [statements.truth(reader, test, inner) for test in part.ifs]
    body = reader.expression(reader.value(node.elt, inner))
    if tests:
        if name not in _LEAST or any(isinstance(t, bool) for t in tests):
            raise reader.error("a condition in a reduction that is no sum", node)
        for test in tests:
            body = apply("where", test, body, _LEAST[name])
    binder = {"fsum": "sum", "mean": "sum"}.get(name, name)
    for run in reversed(found):
        body = bind(binder, run.index, body, run.low, run.high)
        if name == "mean":
            body = reader.binary("div", body, _count(run))
    return body


def _count(run: Run) -> Expr:
    return integer(run.high - run.low)


# loops


def loop(reader: FunctionReader, node: ast.For, env: dict[str, Any]) -> None:
    """A loop that adds, multiplies, takes extrema, or fills an array entry by entry."""
    if node.orelse or any(isinstance(inner, ast.Return | ast.Break | ast.Continue | ast.While)
                          for part in node.body for inner in ast.walk(part)):
        raise reader.error("a loop that may end early", node)
    run = runs(reader, node.iter, env)
    count = (run.high - run.low).constant
    if count is not None and count <= UNROLLED and run.low.constant is not None:
        for step in range(count):
            place = Size.of(run.low.constant + step)
            statements.assign(reader, node.target, _moved(run.value, run.index, place), env)
            if statements.block(reader, node.body, env) is not None:
                raise reader.error("a loop that may end early", node)
        return
    changed = _assigned(node.body)
    inner, marks = dict(env), {}
    for name in sorted(changed & set(env)):
        old = env[name]
        if isinstance(old, Expr):
            inner[name] = marks[name] = fresh_local(old.shape)
        elif type(old) is list:
            inner[name] = Outer(old)
        elif not isinstance(old, Written):
            inner[name] = Unread("changed by a loop")
    statements.assign(reader, node.target, run.value, inner)
    statements.block(reader, node.body, inner)
    targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    for name in sorted(changed | targets):
        env[name] = Unread("it holds the value of the last run of a loop") if name in targets or (
            name not in env) else _after(reader, env[name], inner[name], marks, name, run)


def _assigned(body: Sequence[ast.stmt]) -> set[str]:
    """Names that a body changes: assigned to, entries of which are, appended to."""
    found: set[str] = set()
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(
                    node.value, ast.Name):
                found.add(node.value.id)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(
                    node.func.value, ast.Name) and node.func.attr == "append":
                found.add(node.func.value.id)
    return found


def _after(reader: FunctionReader, old: Any, new: Any, marks: dict[str, Local], name: str, run: Run) -> Any:
    """What a name stands for after a loop, from its value in one run in terms of that before it."""
    if isinstance(new, Written):
        return _filled(old, new, marks, name, run)
    mark = marks.get(name)
    if isinstance(new, Outer):
        return old
    if mark is None or not isinstance(new, Expr):
        return Unread(new.reason if isinstance(new, Unread) else "changed by a loop")
    if new is mark:
        return old
    for binder, split, join in _ACCUMULATED:
        step = split(new, mark)
        if step is not None and not _uses(step, marks.values()):
            return join(reader, old, bind(binder, run.index, step, run.low, run.high))
    return Unread("each run of the loop depends on the one before")


def _uses(expr: Expr, marks: Any) -> bool:
    return bool({m.name for m in marks} & expr.free)


def _added(expr: Expr, mark: Local) -> Expr | None:
    """The rest of a sum in which the mark stands once."""
    if expr is mark:
        return number(0)
    if not isinstance(expr, Apply):
        return None
    if expr.op == "add":
        left, right = expr.args
        inner, other = (left, right) if mark.name in left.free else (right, left)
        rest = _added(inner, mark)
        return None if rest is None else other if isinstance(rest, Number) and not rest.value else rest + other
    if expr.op == "where" and mark.name not in expr.args[0].free:
        first, second = (_added(e, mark) for e in expr.args[1:])
        return None if first is None or second is None else apply("where", expr.args[0], first, second)
    return None


def _multiplied(expr: Expr, mark: Local) -> Expr | None:
    if expr is mark:
        return number(1)
    if not isinstance(expr, Apply) or expr.op not in ("mul", "div"):
        return None
    left, right = expr.args
    if expr.op == "div":
        rest = _multiplied(left, mark)
        return None if rest is None else rest / right
    inner, other = (left, right) if mark.name in left.free else (right, left)
    rest = _multiplied(inner, mark)
    return None if rest is None else other if isinstance(rest, Number) and rest.value == 1 else rest * other


def _extreme(op: str) -> Callable[[Expr, Local], Expr | None]:
    def split(expr: Expr, mark: Local) -> Expr | None:
        if isinstance(expr, Apply) and expr.op == op and mark in expr.args and not expr.shape:
            return next((a for a in expr.args if a is not mark), None)
        return None
    return split


_ACCUMULATED: tuple[tuple[str, Callable[[Expr, Local], Expr | None], Callable[[Any, Expr, Expr], Expr]], ...] = (
    ("sum", _added, lambda reader, old, new: reader.binary("add", old, new)),
    ("prod", _multiplied, lambda reader, old, new: reader.binary("mul", old, new)),
    ("max", _extreme("maximum"), lambda reader, old, new: apply("maximum", old, new)),
    ("min", _extreme("minimum"), lambda reader, old, new: apply("minimum", old, new)),
)


def _filled(old: Any, new: Written, marks: dict[str, Local], name: str, run: Run) -> Any:
    """An array after a loop that wrote an entry in each run."""
    mark = marks.get(name)
    if _uses(new.value, marks.values()):
        return Unread("each run of the loop depends on the one before")
    if new.kind == "append":
        if list(old):
            return Unread("appended to a list that is not empty")
        return bind("array", run.index, new.value, run.low, run.high)
    indices = list(new.indices)
    if not isinstance(old, Expr) or new.before is not mark:
        return Unread("an array that a loop changes in several ways")
    if run.index in indices:
        axis = indices.index(run.index)
        if axis != len(indices) - 1 or indices.count(run.index) > 1 or run.low != Size.of(0) or (
                run.high != old.shape[axis]):
            return Unread("a loop that leaves some entries")
        indices.pop()
        value = bind("array", run.index, new.value, run.low, run.high)
    elif any(run.index.atom in i.atoms for i in indices):
        return Unread("entries at places that are computed")
    elif new.kind == "add":
        value = bind("sum", run.index, new.value, run.low, run.high)
    else:
        return Unread("an entry is written again and again")
    if indices:
        return Written(new.kind, tuple(indices), value, old)
    return value if new.kind == "set" else old + value


