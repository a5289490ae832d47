"""The walk over a syntax tree of Python text, against a whitelist, that builds its expression.

The walk is a stack of generators, one a node that waits for its children, so depth is no matter.
A value on the way is an expression, or what only shapes one: a tuple, a list, a string, a slice.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from math import gcd
from typing import Any

from lemmata.engine.expr import Expr, Local, Number, Size, Symbol, bind, constant, fresh_local, integer, number
from lemmata.engine.expr import dims as dims_of
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers import calls
from lemmata.engine.readers.comprehensions import comprehension, domain_of
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.literals import decimal, is_literal
from lemmata.engine.readers.operations import as_function, expression
from lemmata.engine.readers.sizes import fold
from lemmata.engine.readers.spellings import Several
from lemmata.engine.readers.spellings.elementary import quotient_floor, remainder
from lemmata.engine.readers.subscripts import subscripted
from lemmata.engine.readers.syntax import Env, Source, Visit, words

CONSTANTS = {"pi": "pi", "e": "e", "inf": "inf", "infinity": "inf", "Infinity": "inf", "euler_gamma": "euler_gamma"}
MODULES = words(
    "np numpy jnp jax torch F nn functional linalg special scipy math stats lax fft lemmata lm random")
_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow", ast.MatMult: "matmul",
           ast.BitAnd: "and", ast.BitOr: "or"}
_ROUNDING = {ast.FloorDiv: quotient_floor, ast.Mod: remainder}
_COMPARE = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}


class Builder:
    """Builds the expression of a source under an assignment of symbols."""

    def __init__(self, source: Source, symbols: Mapping[str, Symbol], sizes: frozenset[str] | set[str] = frozenset()):
        self.source, self.text, self.symbols = source, source.text, symbols
        self.sizes = {*sizes, *(d for name in symbols for d in _own_dims(symbols, name))}
        self.definitions: dict[str, Any] = {}
        self.ranges: dict[str, Size] = {}  # high end of the range of an opened index
        self.needed: dict[Size, list[Size]] = {}  # flexible size of an axis -> one more than its largest index

    def build(self) -> Expr:
        for name, tree in self.source.definitions:
            self.definitions[name] = self.run(self.visit(tree, {}))
        result = self.expression(self.run(self.visit(self.source.main, {})))
        for size, found in self.needed.items():
            largest = found[0]
            for other in found[1:]:
                largest = other if ((other - largest).constant or 0) > 0 else largest
            raise ShapeError(f"the indices of an axis of size {size} run to {largest}", size, largest)
        return result

    def run(self, first: Visit) -> Any:
        """Drive generators: each yields the visits that it waits for and is sent their values."""
        stack, value = [first], None
        while stack:
            try:
                stack.append(stack[-1].send(value))
                value = None
            except StopIteration as stop:
                stack.pop()
                value = stop.value
        return value

    def visit(self, node: ast.AST, env: Env, expected: Sequence[tuple[Size, ...]] = ()) -> Visit:
        """The value of a node; `expected` are the shapes of the arguments that a function will be given."""
        method: Callable[..., Visit] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.error(f"{type(node).__name__} has no meaning in a formula", node)
        try:
            return (yield from method(node, env, expected))
        except (ValueError, TypeError, KeyError) as error:
            if not isinstance(error, ReadError) and not hasattr(error, "place"):
                error.place = node.start, node.stop  # type: ignore[union-attr, attr-defined]
            raise

    def error(self, message: str, node: ast.AST) -> ReadError:
        return ReadError(message, self.text, getattr(node, "start", None), getattr(node, "stop", None))

    def expression(self, value: Any) -> Expr:
        """A value as an expression; nested lists are literal arrays."""
        return expression(value)

    def known(self, name: str, env: Env) -> bool:
        """Whether a name has a meaning of its own, so that it is no function's or module's name."""
        return name in env or name in self.definitions or name in self.symbols or name in self.sizes

    # names and numbers

    def _name(self, node: ast.Name, env: Env, expected: Any) -> Visit:
        if hasattr(node, "terms"):
            return (yield from self._chain(node.terms, env))
        name = node.id
        if name in env:
            value = env[name]
            return integer(value) if isinstance(value, Size) else value
        if name in self.definitions:
            return self.definitions[name]
        if name in self.symbols:
            return self.symbols[name]
        if name in self.sizes:
            return integer(name)
        if name in CONSTANTS:
            return constant(CONSTANTS[name])
        if name in PYTHON_NAMES:
            return as_function(PYTHON_NAMES[name], expected)
        raise self.error(self._unknown(name, env), node)

    def _unknown(self, name: str, env: Env) -> str:
        near = get_close_matches(name, [*env, *self.symbols, *self.sizes, *self.definitions, *CONSTANTS], 1, 0.75)
        hint = f"did you mean {near[0]!r}?" if near else f"declare it, for example `{name}: real`"
        return f"no name {name!r}; {hint}"

    def _chain(self, terms: Sequence[tuple[str, ast.expr]], env: Env) -> Visit:
        total = None
        for sign, tree in terms:
            term = self.expression((yield self.visit(tree, env)))
            total = term if total is None else self.binary("add" if sign == "+" else "sub", total, term)
        return total

    def _constant(self, node: ast.Constant, env: Env, expected: Any) -> Visit:
        yield from ()
        value = node.value
        if isinstance(value, bool) or value is None or value is Ellipsis or isinstance(value, str):
            return value
        if isinstance(value, int):
            return number(value)
        if isinstance(value, float):
            return number(decimal(self.text[node.start : node.stop]))
        raise self.error("complex numbers are not written in formulas; work with real and imaginary parts", node)

    def _tuple(self, node: ast.Tuple, env: Env, expected: Any) -> Visit:
        values = []
        for item in node.elts:
            values.append((yield self.visit(item, env)))
        return tuple(values)

    def _list(self, node: ast.List, env: Env, expected: Any) -> Visit:
        if not node.elts:
            raise self.error("an empty array; write at least one entry", node)
        return list((yield from self._tuple(node, env, expected)))  # type: ignore[arg-type]

    # operators

    def binary(self, op: str, left: Expr, right: Expr) -> Expr:
        folded = fold(op, left, right)
        if folded is not None:
            return folded
        return apply("add", left, apply("neg", right)) if op == "sub" else apply(op, left, right)

    def _binop(self, node: ast.BinOp, env: Env, expected: Any) -> Visit:
        if isinstance(node.op, ast.BitXor):
            raise self.error("^ is no power in Python; write **", node)
        op, rounding = _BINARY.get(type(node.op)), _ROUNDING.get(type(node.op))
        if op is None and rounding is None:
            raise self.error(f"the operator {type(node.op).__name__} has no meaning in a formula", node)
        left = self.expression((yield self.visit(node.left, env)))
        right = self.expression((yield self.visit(node.right, env)))
        if rounding is not None:
            return rounding(left, right)
        assert op is not None
        if op == "div" and is_literal(node.left) and is_literal(node.right):
            a, b = left.value, right.value
            if b > 1 and gcd(int(a), int(b)) == 1:
                return number(Fraction(a, b))
        return self.binary(op, left, right)

    def _unaryop(self, node: ast.UnaryOp, env: Env, expected: Any) -> Visit:
        value = self.expression((yield self.visit(node.operand, env)))
        if isinstance(node.op, ast.UAdd):
            return value
        if isinstance(node.op, ast.USub):
            if isinstance(value, Number) and isinstance(node.operand, ast.Constant):
                return number(-value.value)
            return fold("neg", value) or apply("neg", value)
        return apply("not", value)

    def _boolop(self, node: ast.BoolOp, env: Env, expected: Any) -> Visit:
        op = "and" if isinstance(node.op, ast.And) else "or"
        total = None
        for item in node.values:
            value = self.expression((yield self.visit(item, env)))
            total = value if total is None else apply(op, total, value)
        return total

    def _compare(self, node: ast.Compare, env: Env, expected: Any) -> Visit:
        left = self.expression((yield self.visit(node.left, env)))
        total = None
        for sign, item in zip(node.ops, node.comparators):
            op = _COMPARE.get(type(sign))
            if op is None:
                raise self.error("`in` and `is` have no meaning in a formula; write a comparison", node)
            right = self.expression((yield self.visit(item, env)))
            link = apply(op, left, right)
            total = link if total is None else apply("and", total, link)
            left = right
        return total

    def _ifexp(self, node: ast.IfExp, env: Env, expected: Any) -> Visit:
        parts = []
        for item in (node.test, node.body, node.orelse):
            parts.append(self.expression((yield self.visit(item, env))))
        return apply("where", *parts)

    # functions and calls

    def _lambda(self, node: ast.Lambda, env: Env, expected: Sequence[tuple[Size, ...]]) -> Visit:
        a = node.args
        if a.vararg or a.kwarg or a.kwonlyargs or a.posonlyargs or not a.args:
            raise self.error("a function takes named arguments only: lambda x, y: x*y", node)
        kinds: list[ast.expr | None] = [None] * (len(a.args) - len(a.defaults)) + list(a.defaults)
        variables: list[Local] = []
        for place, kind in enumerate(kinds):
            shape, domain = expected[place] if place < len(expected) else (), "real"
            if kind is not None:
                shape, domain = yield from domain_of(self, kind, env)
            variables.append(fresh_local(shape, domain))
        inner = {**env, **{arg.arg: v for arg, v in zip(a.args, variables)}}
        body = self.expression((yield self.visit(node.body, inner)))
        for variable in reversed(variables):
            body = bind("function", variable, body)
        return body

    def _call(self, node: ast.Call, env: Env, expected: Any) -> Visit:
        return (yield from calls.call(self, node, env))

    def _attribute(self, node: ast.Attribute, env: Env, expected: Any) -> Visit:
        path = self.path(node, env)
        if path is not None:
            if path[-1] == "newaxis":
                return None
            if path[-1] in CONSTANTS:
                return constant(CONSTANTS[path[-1]])
            if path[-1] in PYTHON_NAMES:
                return as_function(PYTHON_NAMES[path[-1]], expected)
            raise self.error(f"no constant {path[-1]!r}; known: {', '.join(CONSTANTS)}", node)
        value = yield self.visit(node.value, env)
        if isinstance(value, Several) and node.attr in value.names:
            return value[value.names.index(node.attr)]
        return calls.attribute(self, self.expression(value), node)

    def path(self, node: ast.expr, env: Env) -> list[str] | None:
        """`np.linalg.norm` as its names, where it starts with a library's name."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or self.known(node.id, env) or node.id not in MODULES:
            return None
        names.append(node.id)
        names.reverse()
        return names if all(name in MODULES for name in names[:-1]) else None

    def _subscript(self, node: ast.Subscript, env: Env, expected: Any) -> Visit:
        return (yield from subscripted(self, node, env))

    def _listcomp(self, node: ast.ListComp, env: Env, expected: Any) -> Visit:
        if len(node.generators) > 1:
            raise self.error("a list of several ranges is flat in Python; nest lists: [[... for j in range(n)] "
                             "for i in range(m)]", node)
        return (yield from comprehension(self, "array", node, env))

    def _generatorexp(self, node: ast.GeneratorExp, env: Env, expected: Any) -> Visit:
        raise self.error("a generator stands inside of sum, prod, max, min, argmax, argmin or E; "
                         "an array is written with square brackets", node)
        yield


def _own_dims(symbols: Mapping[str, Symbol], name: str) -> tuple[str, ...]:
    """Dims of a symbol, without counting it as used."""
    store = getattr(symbols, "symbols", symbols)
    return dims_of(store[name])
