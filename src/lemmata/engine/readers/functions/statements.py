"""Statements of a function: what names stand for after them, what is returned."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Expr, Number, at, is_size
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import loops
from lemmata.engine.readers.functions.code import imported
from lemmata.engine.readers.functions.records import function_of
from lemmata.engine.readers.functions.values import Closure, Library, Unread, Written
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.syntax import Env

if TYPE_CHECKING:
    from lemmata.engine.readers.functions.reader import FunctionReader

_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow", ast.MatMult: "matmul"}
_ORDERS = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
_TURNS = {"eq": lambda d: d == 0, "ne": lambda d: d != 0, "lt": lambda d: d < 0, "le": lambda d: d <= 0,
          "gt": lambda d: d > 0, "ge": lambda d: d >= 0}
_SILENT = ("print", "display", "warn", "zero_grad")  # calls that change no value
_VIEWS = (ast.Name, ast.Attribute, ast.Subscript)


@dataclass(frozen=True)
class Returned:
    """What a block returns."""

    value: Any


class Raised(Exception):
    """A branch that ends with an error: it is outside of where the function is defined."""


def block(reader: FunctionReader, body: Sequence[ast.stmt], env: dict[str, Any]) -> Returned | None:
    """Run statements in `env`, which they change; None where they go on behind the block."""
    for place, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            if statement.value is None:
                raise ReadError("a return of nothing")
            return Returned(reader.value(statement.value, env))
        if isinstance(statement, ast.If):
            done, result = _branch(reader, statement, body[place + 1 :], env)
            if done:
                return result
            continue
        if isinstance(statement, ast.With):
            result = block(reader, statement.body, env)
            if result is not None:
                return result
            continue
        _statement(reader, statement, env)
    return None


def _statement(reader: FunctionReader, node: ast.stmt, env: dict[str, Any]) -> None:
    if isinstance(node, ast.Assign):
        value = _read(reader, node.value, env)
        for target in node.targets:
            assign(reader, target, value, env)
    elif isinstance(node, ast.AnnAssign):
        if node.value is not None:
            assign(reader, node.target, _read(reader, node.value, env), env)
    elif isinstance(node, ast.AugAssign):
        _augmented(reader, node, env)
    elif isinstance(node, ast.For):
        loops.loop(reader, node, env)
    elif isinstance(node, ast.FunctionDef):
        if node.decorator_list:
            raise reader.error(f"the decorated function {node.name} inside of another one", node)
        env[node.name] = Closure(function_of(node), env)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        env.update((name, Library(path)) for name, path in imported(node).items())
    elif isinstance(node, ast.Raise):
        raise Raised
    elif isinstance(node, ast.Expr):
        _expression(reader, node.value, env)
    elif not isinstance(node, ast.Pass | ast.Assert):
        raise reader.error(f"{type(node).__name__} is not read", node)


def _expression(reader: FunctionReader, node: ast.expr, env: dict[str, Any]) -> None:
    """A statement that is an expression: a docstring, a print, an append."""
    if isinstance(node, ast.Constant):
        return
    if isinstance(node, ast.Call):
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        if name in _SILENT or (name == "zero_" and ast.unparse(func).endswith(".grad.zero_")):
            return
        if name == "append" and isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and (
                len(node.args) == 1 and isinstance(env.get(func.value.id), list)):
            value = reader.value(node.args[0], env)
            before = env[func.value.id]
            looped = isinstance(before, loops.Outer)
            env[func.value.id] = Written("append", (), reader.expression(value), before) if looped else [*before, value]
            return
    raise reader.error("a call for its effects is not read", node)


def _read(reader: FunctionReader, node: ast.expr, env: Env) -> Any:
    """A value; what is not understood stays so until it is used."""
    try:
        return reader.value(node, env)
    except (ValueError, TypeError, KeyError) as error:
        return Unread(error.message if isinstance(error, ReadError) else str(error))


def assign(reader: FunctionReader, target: ast.expr, value: Any, env: dict[str, Any]) -> None:
    """Bind the names of a target."""
    if isinstance(target, ast.Name):
        env[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        for part, one in zip(target.elts, parts(value, len(target.elts))):
            if isinstance(part, ast.Starred):
                raise reader.error("a target with * is not read", target)
            assign(reader, part, one, env)
    elif isinstance(target, ast.Subscript):
        _write(reader, "set", target, value, env)
    else:
        raise reader.error("an attribute is changed, which is not read", target)


def parts(value: Any, count: int) -> Sequence[Any]:
    """A value as so many parts."""
    if isinstance(value, Unread):
        return [value] * count
    if isinstance(value, tuple | list) and len(value) == count:
        return value
    if isinstance(value, Expr) and value.rank and value.shape[0].constant == count:
        return [at(value, k) for k in range(count)]
    raise ReadError(f"expected {count} values")


def _augmented(reader: FunctionReader, node: ast.AugAssign, env: dict[str, Any]) -> None:
    op = _BINARY.get(type(node.op))
    if op is None:
        raise reader.error(f"the operator {type(node.op).__name__}= is not read", node)
    value = _read(reader, node.value, env)
    target = node.target
    if isinstance(target, ast.Subscript) and op in ("add", "sub"):
        added = reader.expression(value)
        _write(reader, "add", target, added if op == "add" else -added, env)
        return
    if not isinstance(target, ast.Name):
        raise reader.error("this change in place is not read", node)
    old = reader.value(ast.copy_location(_loaded(target), target), env)
    if isinstance(old, Expr) and old.rank:
        _need_own(reader, target.id, node)
    if isinstance(value, Unread) or not isinstance(old, Expr):
        env[target.id] = value if isinstance(value, Unread) else Unread("a change of what is no number")
        return
    env[target.id] = reader.binary(op, old, reader.expression(value))


def _loaded(target: ast.Name) -> ast.Name:
    made = ast.Name(target.id, ast.Load())
    made.start, made.stop = target.start, target.stop  # type: ignore[attr-defined]
    return made


def _need_own(reader: FunctionReader, name: str, node: ast.stmt) -> None:
    """An array that has a second name, or is a view of one, must not be changed in place: the other would change."""
    for statement in reader.active[-1].body:
        for inner in ast.walk(statement):
            if not isinstance(inner, ast.Assign) or not isinstance(inner.value, _VIEWS):
                continue
            names = {n.id for n in ast.walk(inner) if isinstance(n, ast.Name)}
            if name in names:
                raise reader.error(f"{name} has another name or is a part of another array, and is changed", node)


def _write(reader: FunctionReader, kind: str, target: ast.Subscript, value: Any, env: dict[str, Any]) -> None:
    """`a[i] = value` inside of a loop."""
    if not isinstance(target.value, ast.Name) or isinstance(value, Unread):
        raise reader.error("this change of an entry is not read", target)
    name = target.value.id
    before = env.get(name)
    if not isinstance(before, Expr) or not before.rank:
        raise reader.error(f"entries of {name} are changed in more than one way", target)
    _need_own(reader, name, target)  # type: ignore[arg-type]
    nodes = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
    if any(isinstance(n, ast.Slice) for n in nodes):
        raise reader.error("slices are changed, which is not read", target)
    indices = tuple(size_of(reader.value(n, env)) for n in nodes)
    written = reader.expression(value)
    if len(indices) > before.rank or written.rank != before.rank - len(indices):
        raise reader.error("the entry and its value have different shapes", target)
    env[name] = Written(kind, indices, written, before)


# conditions


def truth(reader: FunctionReader, node: ast.expr, env: Env) -> Any:
    """A condition as True, False, or an expression."""
    value = reader.value(node, env)
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str | tuple | list):
        return bool(value)
    if isinstance(value, Number):
        return value.value != 0
    if isinstance(value, Expr) and value.sort == "boolean" and not value.rank:
        return value
    raise reader.error("a condition that is neither true nor false", node)


def compared(reader: FunctionReader, sign: ast.cmpop, left: Any, right: Any, node: ast.AST) -> Any:
    """One comparison: decided where both values are known, sizes are at least 1."""
    if isinstance(sign, ast.Is | ast.IsNot):
        if (left is None) != (right is None) or left is right is None or isinstance(left, bool):
            return (left is right) is isinstance(sign, ast.Is)
        raise reader.error("`is` between values is not read", node)
    plain = (str, bool, type(None))
    if isinstance(sign, ast.In | ast.NotIn) and isinstance(left, str) and isinstance(right, tuple | list):
        return (left in right) is isinstance(sign, ast.In)
    op = _ORDERS.get(type(sign))
    if op is None:
        raise reader.error("this comparison is not read", node)
    if isinstance(left, plain) or isinstance(right, plain):
        if op not in ("eq", "ne") or not (isinstance(left, plain) and isinstance(right, plain)):
            raise reader.error("values of different kinds are compared", node)
        return (left == right) is (op == "eq")
    if isinstance(left, tuple | list) and isinstance(right, tuple | list) and op in ("eq", "ne"):
        same = len(left) == len(right) and all(a is b for a, b in zip(left, right))
        if not same and len(left) == len(right):
            raise reader.error("shapes that may be equal are compared", node)
        return same is (op == "eq")
    a, b = reader.expression(left), reader.expression(right)
    if isinstance(a, Number) and isinstance(b, Number):
        return _TURNS[op](a.value - b.value)
    if is_size(a) and is_size(b):
        known = _of_sizes(op, a, b)
        if known is not None:
            return known
    return apply(op, a, b)


def _of_sizes(op: str, a: Expr, b: Expr) -> bool | None:
    """A comparison of sizes, where it is the same for all of them."""
    rest = size_of(a) - size_of(b)
    if rest.constant is not None:
        return bool(_TURNS[op](rest.constant))
    if any(atom[0] in "#%" for atom in rest.atoms) or any(factor < 0 for m, factor in rest.terms if m):
        return None
    least = sum(factor for _, factor in rest.terms)  # where every size is 1
    if least > 0:
        return op in ("ne", "gt", "ge")
    return {"ge": True, "lt": False}.get(op) if least == 0 else None


def _branch(
    reader: FunctionReader, node: ast.If, rest: Sequence[ast.stmt], env: dict[str, Any]
) -> tuple[bool, Returned | None]:
    """An `if`: whether everything behind it is done too, and what it returns."""
    test = truth(reader, node.test, env)
    if isinstance(test, bool):
        result = block(reader, node.body if test else node.orelse, env)
        return result is not None, result
    returns = any(isinstance(inner, ast.Return) for part in (*node.body, *node.orelse) for inner in ast.walk(part))
    tail = rest if returns else ()
    found = []
    for body in (node.body, node.orelse):
        inner = dict(env)
        try:
            found.append((block(reader, [*body, *tail], inner), inner))
        except Raised:
            continue
    if not found:
        raise Raised
    if len(found) == 1:
        result, inner = found[0]
        env.update(inner)
        return returns, result
    (first, one), (second, two) = found
    if returns:
        if first is None or second is None:
            raise reader.error("a branch returns nothing", node)
        return True, Returned(_either(test, first.value, second.value))
    for name in {*one, *two}:
        a, b = one.get(name, Unread("not set in every branch")), two.get(name, Unread("not set in every branch"))
        if a is not b:
            env[name] = _merged(test, a, b)
        else:
            env[name] = a
    return False, None


def _merged(test: Expr, a: Any, b: Any) -> Any:
    try:
        return _either(test, a, b)
    except (ValueError, TypeError) as error:
        return Unread(str(error))


def _either(test: Expr, a: Any, b: Any) -> Any:
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return tuple(_either(test, x, y) for x, y in zip(a, b))
    if not isinstance(a, Expr) or not isinstance(b, Expr):
        raise ReadError("branches whose values are no numbers or arrays")
    if a.shape != b.shape and a.rank and b.rank:
        raise ReadError("branches with values of different shapes")
    return apply("where", test, a, b)


def item(reader: FunctionReader, value: Sequence[Any], node: ast.Subscript, env: Env) -> Any:
    """An entry or a slice of a tuple or list."""
    def place(part: ast.expr | None) -> int | None:
        if part is None:
            return None
        found = reader.value(part, env)
        if not isinstance(found, Number) or found.value.denominator != 1:
            raise reader.error("the place in a list is not known", node)
        return int(found.value)

    if isinstance(node.slice, ast.Slice):
        return value[place(node.slice.lower) : place(node.slice.upper) : place(node.slice.step)]
    index = place(node.slice)
    if index is None or not -len(value) <= index < len(value):
        raise reader.error("a place outside of the list", node)
    return value[index]


