"""Python text to an expression: the syntax tree is walked against a whitelist, never evaluated.

The walk is a stack of generators, one a node that waits for its children, so depth is no matter.
A value on the way is an expression, or what only shapes one: a tuple, a list, a string, a slice.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from math import gcd
from typing import Any

from lemmata.engine.expr import (
    DOMAINS,
    Apply,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    bind,
    constant,
    fresh_index,
    fresh_local,
    implied,
    integer,
    number,
)
from lemmata.engine.expr import dims as dims_of
from lemmata.engine.ops import OPS, ShapeError, apply, indexing
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers import calls
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.evidence import candidates_of, size_names
from lemmata.engine.readers.inference import infer_shapes
from lemmata.engine.readers.sizes import as_index, fold, size_of
from lemmata.engine.readers.syntax import Source, parse_text, words

Env = Mapping[str, Any]  # bound names: Size (an index) or Expr
Visit = Generator[Any, Any, Any]

CONSTANTS = {"pi": "pi", "e": "e", "inf": "inf", "infinity": "inf", "Infinity": "inf", "euler_gamma": "euler_gamma"}
MODULES = words(
    "np numpy jnp jax torch F nn functional linalg special scipy math stats lax fft lemmata lm random")
_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow", ast.MatMult: "matmul",
           ast.BitAnd: "and", ast.BitOr: "or", ast.FloorDiv: "floor_divide", ast.Mod: "remainder"}
_COMPARE = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
MAX_EXPONENT = 5000


def read_text(text: str, declarations: Declarations = None) -> Expr:
    """The expression that a text in Python's notation stands for.

    Without declarations, the shapes of its names are inferred (see `read`).

    Raises ReadError: not Python, a name that is not declared, shapes that don't fit.

    >>> read_text("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]").shape
    ()
    """
    return read(text, declarations)[0]


def infer(text: str, declarations: Declarations = None) -> dict[str, Symbol]:
    """The symbols of a text, their shapes worked out from how they are used; declared ones stay.

    >>> [(s.name, s.shape) for s in infer("sum((X @ w - y)**2)").values()]
    [('X', (m, n)), ('w', (n,)), ('y', (m,))]
    """
    return read(text, declarations, strict=False)[1]


def read(
    text: str, declarations: Declarations = None, strict: bool | None = None, dims: Iterable[str] = ()
) -> tuple[Expr, dict[str, Symbol]]:
    """The expression and its symbols by name.

    dims: names that are sizes, beside those of the declared shapes.
    strict: an undeclared name is an error (the default where anything is declared); otherwise its role is
    inferred: by use first, then by the field's habits (`X` a matrix, `x` a vector, `t` a number).
    """
    known = declared(declarations)
    source = parse_text(text)
    if declarations is None if strict is None else not strict:
        candidates, sizes = candidates_of(source, known, frozenset(dims))
        known = {name: s for name, s in known.items() if name not in sizes}
    else:
        candidates = {name: [s] for name, s in known.items()}
        sizes = size_names(source) | frozenset(dims)
        for name in sorted(sizes & set(candidates)):
            if known[name].shape or not implied(known[name].domain, "integer"):
                sizes = sizes - {name}
            else:
                del candidates[name]
    try:
        expr, found = infer_shapes(lambda symbols: Builder(source, symbols, sizes).build(), candidates,
                                   sorted(sizes))
    except ReadError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        start, stop = getattr(error, "place", (None, None))
        message = error.args[0] if error.args else str(error)
        raise ReadError(str(message), text, start, stop) from error
    return expr, found


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
        if isinstance(value, Expr):
            return value
        if isinstance(value, list):
            return calls.literal([self.expression(v) for v in value])
        if isinstance(value, bool):
            raise TypeError(f"{value} is no number; write {int(value)}")
        what = "a tuple; write an array with square brackets" if isinstance(value, tuple) else repr(value)
        raise TypeError(f"expected a number or an array, found {what}")

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
            return calls.as_function(PYTHON_NAMES[name], expected)
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
            return number(_decimal(self.text[node.start : node.stop]))  # type: ignore[attr-defined]
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
        op = _BINARY.get(type(node.op))
        if op is None or (op != "sub" and op not in OPS):
            raise self.error(f"the operator {type(node.op).__name__} has no meaning in a formula", node)
        left = self.expression((yield self.visit(node.left, env)))
        right = self.expression((yield self.visit(node.right, env)))
        if op == "div" and _is_literal(node.left) and _is_literal(node.right):
            a, b = left.value, right.value  # type: ignore[attr-defined]
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
                shape, domain = yield from self.domain(kind, env)
            variables.append(fresh_local(shape, domain))
        inner = {**env, **{arg.arg: v for arg, v in zip(a.args, variables)}}
        body = self.expression((yield self.visit(node.body, inner)))
        for variable in reversed(variables):
            body = bind("function", variable, body)
        return body

    def domain(self, node: ast.expr, env: Env) -> Visit:
        """`real`, `positive[m, n]`: shape and domain of a bound variable."""
        base = node.value if isinstance(node, ast.Subscript) else node
        if not isinstance(base, ast.Name) or base.id not in DOMAINS or self.known(base.id, env):
            raise self.error("expected a domain such as real, positive or real[n]", node)
        shape: list[Size] = []
        if isinstance(node, ast.Subscript):
            for item in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
                shape.append(size_of((yield self.visit(item, env))))
        return tuple(shape), base.id

    def _call(self, node: ast.Call, env: Env, expected: Any) -> Visit:
        return (yield from calls.call(self, node, env))

    def _attribute(self, node: ast.Attribute, env: Env, expected: Any) -> Visit:
        path = self.path(node, env)
        if path is not None:
            if path[-1] in CONSTANTS:
                return constant(CONSTANTS[path[-1]])
            if path[-1] in PYTHON_NAMES:
                return calls.as_function(PYTHON_NAMES[path[-1]], expected)
            raise self.error(f"no constant {path[-1]!r}; known: {', '.join(CONSTANTS)}", node)
        value = self.expression((yield self.visit(node.value, env)))
        return calls.attribute(self, value, node)

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

    # arrays

    def _subscript(self, node: ast.Subscript, env: Env, expected: Any) -> Visit:
        inside = calls.in_brackets(self, node, env)
        if inside is not None:
            return (yield self.visit(inside, env))
        value = yield self.visit(node.value, env)
        items = []
        for item in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
            items.append((yield from self._item(item, env)))
        if isinstance(value, tuple):
            return value[int(size_of(items[0]).constant or 0)]
        array = self.expression(value)
        self._need(array, items)
        return indexing.index(array, *items)

    def _need(self, array: Expr, items: Sequence[Any]) -> None:
        """Note how far the indices of a flexible axis run: `x[i + 1]` for `i in range(n)` needs n + 1."""
        for size, item in zip(array.shape, items):
            if item is None or item is Ellipsis:
                return
            if size.atom is None or size.atom[0] != "?":
                continue
            if isinstance(item, Apply) and item.op == "arange" and item.params["step"] == 1:
                self.needed.setdefault(size, []).append(item.params["stop"])
            if isinstance(item, Int):
                bound = [a for a in item.size.atoms if a in self.ranges]
                if bound and all(item.size.coefficient(a) == 1 for a in bound):
                    ends = {a: self.ranges[a] - 1 for a in bound}
                    self.needed.setdefault(size, []).append(item.size.substitute(ends) + 1)

    def _item(self, node: ast.expr, env: Env) -> Visit:
        if not isinstance(node, ast.Slice):
            value = yield self.visit(node, env)
            return value if value is None or value is Ellipsis else as_index(self.expression(value))
        ends: list[Size | None] = []
        for end in (node.lower, node.upper, node.step):
            ends.append(None if end is None else size_of((yield self.visit(end, env))))
        return slice(*(None if end is None else integer(end) for end in ends))

    def _listcomp(self, node: ast.ListComp, env: Env, expected: Any) -> Visit:
        if len(node.generators) > 1:
            raise self.error("a list of several ranges is flat in Python; nest lists: [[... for j in range(n)] "
                             "for i in range(m)]", node)
        return (yield from self.binder("array", node, env))

    def _generatorexp(self, node: ast.GeneratorExp, env: Env, expected: Any) -> Visit:
        raise self.error("a generator stands inside of sum, prod, max, min, argmax, argmin or E; "
                         "an array is written with square brackets", node)
        yield

    def binder(self, binder: str, node: ast.ListComp | ast.GeneratorExp, env: Env) -> Visit:
        """`body for i in range(a, b) for x in real[n]`: the first one is the outermost."""
        variables: list[tuple[Size | Local, tuple[Any, ...]]] = []
        for part in node.generators:
            if not isinstance(part.target, ast.Name) or part.is_async:
                raise self.error("the variable of a sum is a single name: for i in range(n)", part.target)
            if part.ifs:
                raise self.error("no `if` here; multiply by an indicator: (f if c else 0)", part.ifs[0])
            variable, ends = yield from self._range(binder, part.iter, env)
            variables.append((variable, ends))
            env = {**env, part.target.id: variable}
        body = self.expression((yield self.visit(node.elt, env)))
        for variable, ends in reversed(variables):
            body = bind(binder, variable, body, *ends)
        return body

    def _range(self, binder: str, node: ast.expr, env: Env) -> Visit:
        """Variable and ends of `range(a, b)`, of a domain (extrema), a law (expectations), a random variable (sums)."""
        is_range = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
        if binder == "expectation" and not is_range:
            law = self.expression((yield self.visit(node, env)))
            return fresh_local(law.shape, "real"), (law,)
        if not is_range:
            if binder == "sum" and not (isinstance(node, ast.Name) and node.id in DOMAINS):
                found = self.expression((yield self.visit(node, env)))
                if found.sort == "variable":
                    return fresh_local(found.shape), (found,)
            if binder not in ("max", "min", "argmax", "argmin"):
                raise self.error("expected range(n) or range(a, b)", node)
            shape, domain = yield from self.domain(node, env)
            return fresh_local(shape, domain), ()
        ends: list[Any] = []
        for end in node.args:  # type: ignore[attr-defined]
            value = yield self.visit(end, env)
            ends.append(value if isinstance(value, Constant) else size_of(value))
        if not 1 <= len(ends) <= 2 or node.keywords:  # type: ignore[attr-defined]
            raise self.error("range takes one or two ends: range(n), range(a, b)", node)
        variable = fresh_index()
        if isinstance(ends[-1], Size) and variable.atom is not None:
            self.ranges[variable.atom] = ends[-1]
        return variable, tuple(ends) if len(ends) == 2 else (0, *ends)


def _own_dims(symbols: Mapping[str, Symbol], name: str) -> tuple[str, ...]:
    """Dims of a symbol, without counting it as used."""
    store = getattr(symbols, "symbols", symbols)
    return dims_of(store[name])


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int


def _decimal(digits: str) -> Fraction:
    """The exact value of a decimal as it is written."""
    exponent = re.search(r"[eE]([+-]?\d+)$", digits)
    if exponent and abs(int(exponent[1])) > MAX_EXPONENT:
        raise ValueError(f"the exponent of {digits} is beyond {MAX_EXPONENT}; write a power")
    return Fraction(digits.replace("_", ""))
