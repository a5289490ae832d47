"""Expressions as LaTeX: indices from 1, fractions, minimal brackets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    apply_at,
    as_size,
    integer,
    is_size,
    number,
    postorder,
)
from lemmata.engine.ops import OPS
from lemmata.engine.writers.latex_names import function_latex, symbol_latex
from lemmata.engine.writers.layout import SHARED_LENGTH, Piece, Render, Writer, repeated, size_text
from lemmata.engine.writers.text import BEFORE_GIVEN, plain_axis

# what binds tighter has the larger number; BIG is a sum sign, which reaches to the right as far as it can
# and OPTIMUM is \max_x, which reaches over sums too
ARROW, LOGIC, RELATION, OPTIMUM, SUM, BIG, PRODUCT, FRACTION, POWER, ATOM = range(10)
_SIZE = {"sum": SUM, "product": PRODUCT, "power": POWER, "atom": ATOM}
_CONSTANTS = {"pi": r"\pi", "e": "e", "inf": r"\infty", "euler_gamma": r"\gamma"}
_RELATIONS = {"eq": "=", "ne": r"\neq", "lt": "<", "le": r"\le", "gt": ">", "ge": r"\ge", "approx": r"\approx",
              "propto": r"\propto", "distributed": r"\sim", "member": r"\in", "subset": r"\subset",
              "tends": r"\to", "iff": r"\iff", "implies": r"\implies"}
_CHAINED = {"eq", "lt", "le", "gt", "ge"}
_FENCES = {"abs": (r"\lvert ", r" \rvert"), "floor": (r"\lfloor ", r" \rfloor"), "ceil": (r"\lceil ", r" \rceil")}
_NORMS = {None: "", 1: "_{1}", 2: "_{2}", "inf": r"_{\infty}", "fro": "_{F}", "nuc": "_{*}", "nuclear": "_{*}",
          "spectral": "_{2}"}
_BIG = {"sum": r"\sum", "prod": r"\prod", "max": r"\max", "min": r"\min", "argmax": r"\arg\max", "argmin": r"\arg\min"}
_TALL = ("\\frac", "\\sum", "\\prod", "\\int", "\\begin", "\\left", "\\binom")
ZERO, ONE = number(0), Size.of(1)


def to_latex(expr: Expr) -> str:
    """LaTeX of an expression, without dollar signs. Indices count from 1: `x[0]` is x_{1}.

    Raises ValueError where it would be longer than 2,000,000 characters.

    >>> from lemmata.engine.expr import symbol, bind, fresh_index, at
    >>> x, i = symbol("x", ["n"]), fresh_index()
    >>> print(to_latex(bind("sum", i, at(x, i) ** 2, 0, "n") / 2))
    \\frac{\\sum_{i=1}^{n} x_{i}^{2}}{2}
    """
    writer = LatexWriter(expr)
    piece = writer.piece_or_none()
    if piece is None or piece.length > SHARED_LENGTH:
        again = repeated(expr)
        writer = LatexWriter(expr, again)
        piece = writer.piece()
    if not writer.definitions:
        return str(piece)
    rest = r",\; ".join(f"{symbol_latex(name)} = {part}" for name, part in writer.definitions)
    return rf"{piece} \quad\text{{where }} {rest}"


class LatexWriter(Writer):
    """One method a kind of node and a special notation."""

    atom = ATOM

    def __init__(self, root: Expr, named: Sequence[Expr] = ()):
        super().__init__(root, named)
        self.from_one: set[str] = set()  # opened indices whose name counts from 1

    def reserved(self) -> frozenset[str]:
        return frozenset(("e", "d"))

    def label(self, name: str) -> str:
        return symbol_latex(name)

    def closed(self, piece: Piece, least: int) -> Piece:
        return piece if piece.precedence >= least else _round(piece)

    def render(self, node: Expr) -> Render:
        return getattr(self, f"_{node.kind}")(node)

    def _number(self, node: Number) -> Render:
        yield from ()
        value = node.value
        if value.denominator == 1:
            return Piece([str(value)], ATOM if value >= 0 else SUM)
        sign = "-" if value < 0 else ""
        return Piece([f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"], SUM if sign else FRACTION)

    def _constant(self, node: Constant) -> Render:
        yield from ()
        return Piece([_CONSTANTS[node.name]], ATOM)

    def _symbol(self, node: Symbol) -> Render:
        yield from ()
        return Piece([symbol_latex(node.name)], ATOM)

    def _local(self, node: Local) -> Render:
        yield from ()
        return Piece([symbol_latex(self.name_of(node.name))], ATOM)

    def _int(self, node: Int) -> Render:
        yield from ()
        return self._size(node.size, 0)

    def _size(self, size: Size, offset: int) -> Piece:
        """A size; an index that counts from 1 in the text is one less than its name."""
        shifted = size.substitute({a: Size.of(a) - 1 for a in size.atoms if a in self.from_one}) + offset
        text, kind = size_text(shifted, lambda a: symbol_latex(self.name_of(a)), "{}^{{{}}}", " ")
        return Piece([text], _SIZE[kind])

    def _at(self, node: At) -> Render:
        array, indices = apply_at(node)
        if _is_column(array) and len(indices) == 1 and is_size(indices[0]):
            inner = self.closed((yield array.children[0]), ATOM)
            place = self._size(as_size(indices[0]), 1)
            return Piece([self._bare(array.children[0], inner), "_{:, ", place, "}"], POWER)
        base = self.closed((yield array), ATOM)
        parts: list[Piece] = []
        for item in indices:
            if is_size(item):
                parts.append(self._size(as_size(item), 1))
            else:
                parts.append(Piece([self.closed((yield item), SUM), " + 1"], SUM))
        dots = [":"] * node.rank
        texts: list[str | Piece] = [*parts, *dots]
        tight = all(len(str(t)) == 1 for t in texts) and ":" not in dots
        inside: list[str | Piece] = []
        for k, text in enumerate(texts):
            inside += ["" if tight else ", "] * (k > 0) + [text]
        return Piece([self._bare(array, base), "_{", *inside, "}"], ATOM)

    def _bare(self, array: Expr, base: Piece) -> Piece:
        """The array, in brackets where its name has an index of its own."""
        return _round(base) if isinstance(array, Symbol) and "_" in str(base) else base

    def _slice(self, node: Apply) -> Render:
        """A_{2:m, :}, both ends included"""
        array, parts = node.args[0], node.params["slices"]
        if any(step != 1 for _, _, step in parts):
            return None
        base = self._bare(array, self.closed((yield array), ATOM))
        inside: list[str | Piece] = []
        for k, ((start, count, _), size) in enumerate(zip(parts, array.shape)):
            inside.append(", " if k else "")
            whole = start == 0 and count == size
            inside += [":"] if whole else [self._size(start, 1), ":", self._size(start + count, 0)]
        return Piece([base, "_{", *inside, "}"], POWER)  # it can't take another index

    def _list(self, nodes: Sequence[Expr], separator: str = ", ", least: int = ARROW) -> Any:
        parts: list[str | Piece] = []
        for k, item in enumerate(nodes):
            parts += [separator] * (k > 0) + [self.closed((yield item), least)]
        return parts

    # operations

    def _apply(self, node: Apply) -> Render:
        special = getattr(self, f"_{node.op}", None)
        if node.op == "exp" and node.rank == 2:  # \exp(A) would be the matrix exponential
            return Piece([r"e^{\circ ", (yield node.args[0]), "}"], POWER)
        if special is not None:
            written = yield from special(node)
            if written is not None:
                return written
        if node.op in _RELATIONS:
            parts = yield from self._list(node.args, f" {_RELATIONS[node.op]} ", OPTIMUM if node.op not in (
                "iff", "implies") else RELATION)
            return Piece(parts, RELATION)
        if node.op in _FENCES and not node.rank:
            left, right = _FENCES[node.op]
            return Piece([left, (yield node.args[0]), right], ATOM)
        return (yield from self._called(node))

    def _called(self, node: Apply) -> Render:
        """name(args; param = value)"""
        args, given = list(node.args), []
        if node.op in BEFORE_GIVEN:
            count = BEFORE_GIVEN[node.op]
            args, given = args[:count], args[count:]
        if args and isinstance(args[0], Apply) and args[0].op == "joint" and "entropy" in node.op:
            args = list(args[0].args)
        separator = {"mutual_information": "; ", "kl_divergence": r" \,\|\, "}.get(node.op, ", ")
        parts = yield from self._list(args, separator)
        if given:
            parts += [r" \mid ", *(yield from self._list(given))]
        defaults = OPS[node.op].params
        for name, value in node.params.items():
            if value != defaults[name] and not _all_axes(node, name, value):
                if name == "axis":
                    value = plain_axis(node, node.params, name)
                shown = symbol_latex(name), self._param(value)
                parts += [", " if parts else "", f"{shown[0]} = {shown[1]}"]
        if not parts:
            return Piece([function_latex(node.op)], ATOM)
        inside = Piece(parts, ARROW)
        closed = _square(inside) if node.op == "expectation" else _round(inside)
        return Piece([function_latex(node.op), closed], ATOM)

    def _param(self, value: Any) -> str:
        if isinstance(value, Size):
            return str(self._size(value, 0))
        if isinstance(value, tuple):
            return "(" + ", ".join(map(self._param, value)) + ")"
        if isinstance(value, Fraction) and value.denominator != 1:
            return f"\\frac{{{value.numerator}}}{{{value.denominator}}}"
        return str(value) if isinstance(value, (int, Fraction)) else f"\\text{{{value}}}"

    def _add(self, node: Apply) -> Render:
        a, b = node.args
        left = self.closed((yield a), SUM)
        if isinstance(b, Apply) and b.op == "neg":
            return Piece([left, " - ", self.closed((yield b.args[0]), BIG)], SUM)
        if isinstance(b, Number) and b.value < 0:
            return Piece([left, " - ", (yield number(-b.value))], SUM)
        return Piece([left, " + ", self.closed((yield b), BIG)], SUM)

    def _neg(self, node: Apply) -> Render:
        return Piece(["-", self.closed((yield node.args[0]), BIG)], SUM)

    def _mul(self, node: Apply) -> Render:
        a, b = node.args
        left, right = self.closed((yield a), PRODUCT), self.closed((yield b), BIG)
        if right.precedence == PRODUCT:
            right = _round(right)
        if a.rank and b.rank:
            sign = r" \odot "
            left = _round(left) if _is_loose(left) and r" \odot " not in left.parts else left
        else:
            loose = _starts_with_digit(right) or _is_function(a) or _is_loose(left)
            sign = r" \cdot " if loose else r" "
        return Piece([left, sign, right], min(right.precedence, PRODUCT))

    def _div(self, node: Apply) -> Render:
        return Piece([r"\frac{", (yield node.args[0]), "}{", (yield node.args[1]), "}"], FRACTION)

    def _pow(self, node: Apply) -> Render:
        a, b = node.args
        base = self.closed((yield a), ATOM)
        if isinstance(a, Apply) and a.op == "call":
            base = _round(base)
        # A matrix squared would be its product with itself.
        exponent = [r"\circ " if a.rank > 1 or b.rank else "", (yield b)]
        return Piece([base, "^{", *exponent, "}"], POWER)

    def _sqrt(self, node: Apply) -> Render:
        if node.rank == 2:  # \sqrt{A} would be the root of the matrix
            return (yield from self._called(node))
        return Piece([r"\sqrt{", (yield node.args[0]), "}"], ATOM)

    def _cbrt(self, node: Apply) -> Render:
        return Piece([r"\sqrt[3]{", (yield node.args[0]), "}"], ATOM)

    def _factorial(self, node: Apply) -> Render:
        (x,) = node.args
        base = yield x
        return Piece([_round(base) if isinstance(x, Apply) else self.closed(base, ATOM), "!"], POWER)

    def _binomial(self, node: Apply) -> Render:
        return Piece([r"\binom{", (yield node.args[0]), "}{", (yield node.args[1]), "}"], ATOM)

    def _where(self, node: Apply) -> Render:
        condition, a, b = (yield node.args[0]), (yield node.args[1]), (yield node.args[2])
        return Piece([r"\begin{cases} ", a, r" & \text{if } ", condition, r" \\ ", b,
                      r" & \text{otherwise} \end{cases}"], ATOM)

    def _decimal(self, node: Apply) -> Render:
        yield from ()
        (value,), digits = node.args, node.params["digits"]
        if not isinstance(value, Number) or digits < 0:
            return None
        return Piece([f"{float(value.value):.{digits}f}"], ATOM if value.value >= 0 else SUM)

    # logic and events

    def _and(self, node: Apply) -> Render:
        a, b = node.args
        if isinstance(a, Apply) and isinstance(b, Apply) and {a.op, b.op} <= _CHAINED and a.args[1] is b.args[0]:
            right = self.closed((yield b.args[1]), SUM)
            return Piece([(yield a), f" {_RELATIONS[b.op]} ", right], RELATION)
        sign = r" \cap " if node.sort == "event" and all(a.sort == "event" for a in node.args) else r" \land "
        return Piece((yield from self._list(node.args, sign, RELATION)), LOGIC)

    def _or(self, node: Apply) -> Render:
        sign = r" \cup " if node.sort == "event" and all(a.sort == "event" for a in node.args) else r" \lor "
        return Piece((yield from self._list(node.args, sign, RELATION)), LOGIC)

    def _not(self, node: Apply) -> Render:
        inside = yield node.args[0]
        if node.sort == "event":
            return Piece([self.closed(inside, ATOM), "^{c}"], POWER)
        return Piece([r"\lnot ", self.closed(inside, ATOM)], RELATION)

    # matrices

    def _matmul(self, node: Apply) -> Render:
        row = yield from self._product(node)
        if _is_row(node) and node is not self.root:
            return Piece([self.closed(row, ATOM), r"^{\top}"], POWER)  # it stands as a column, as any vector
        return row

    def _product(self, node: Apply) -> Any:
        a, b = node.args
        left = self._tight((yield from self._as_row(a) if a.rank == 1 else self._factor(a)))
        right = self.closed((yield b), PRODUCT)
        if right.precedence == PRODUCT:
            right = _round(right)
        return Piece([left, " ", right], PRODUCT)

    def _tight(self, piece: Piece) -> Piece:
        """In brackets where a sign between its factors binds less tightly than standing side by side."""
        return _round(piece) if _is_loose(piece) else piece

    def _factor(self, node: Expr) -> Any:
        return self.closed((yield node), PRODUCT)

    def _as_row(self, node: Expr) -> Any:
        if isinstance(node, Apply) and _is_row(node):
            return self.closed((yield from self._product(node)), PRODUCT)
        if isinstance(node, Apply) and node.op == "transpose":
            return self.closed((yield node), PRODUCT)
        return Piece([self.closed((yield node), ATOM), r"^{\top}"], POWER)

    def _transpose(self, node: Apply) -> Render:
        if node.params["axes"] is not None:
            return None
        return Piece([self.closed((yield node.args[0]), ATOM), r"^{\top}"], POWER)

    def _inv(self, node: Apply) -> Render:
        return Piece([self.closed((yield node.args[0]), ATOM), "^{-1}"], POWER)

    def _pinv(self, node: Apply) -> Render:
        return Piece([self.closed((yield node.args[0]), ATOM), "^{+}"], POWER)

    def _matrix_power(self, node: Apply) -> Render:
        return Piece([self.closed((yield node.args[0]), ATOM), "^{", (yield node.args[1]), "}"], POWER)

    def _outer(self, node: Apply) -> Render:
        a, b = node.args
        left = self._tight(self.closed((yield a), PRODUCT))
        return Piece([left, " ", self.closed((yield from self._as_row(b)), FRACTION)], PRODUCT)

    def _kron(self, node: Apply) -> Render:
        a, b = node.args
        left = self.closed((yield a), PRODUCT)
        return Piece([left, r" \otimes ", self.closed((yield b), FRACTION)], PRODUCT)

    def _eye(self, node: Apply) -> Render:
        yield from ()
        return Piece(["I_{", self._size(Size.of(node.params["n"]), 0), "}"], POWER)

    def _ones(self, node: Apply) -> Render:
        return (yield from self._filled(r"\mathbf{1}", node))

    def _zeros(self, node: Apply) -> Render:
        return (yield from self._filled(r"\mathbf{0}", node))

    def _filled(self, head: str, node: Apply) -> Render:
        yield from ()
        sizes = r" \times ".join(str(self._size(size, 0)) for size in node.shape)
        return Piece([f"{head}_{{{sizes}}}"], POWER)

    def _norm(self, node: Apply) -> Render:
        x, order, axis = node.args[0], node.params["ord"], node.params["axis"]
        if order is None and x.rank == 2:
            order = "fro"
        if order not in _NORMS or not _all_axes(node, "axis", axis):
            return None
        return Piece([r"\lVert ", (yield x), r" \rVert" + _NORMS[order]], ATOM)

    def _stack(self, node: Apply) -> Render:
        """A literal: entries below each other, or rows."""
        if node.rank > 2 or node.params["axis"] != -node.rank:
            return None
        rows = []
        for part in node.args:
            if isinstance(part, Apply) and part.op == "stack" and part.rank == 1:
                rows.append((yield from self._list(part.args, " & ")))
            elif part.rank == 0:
                rows.append([(yield part)])
            else:
                return None
        inside: list[str | Piece] = []
        for k, row in enumerate(rows):
            inside += [r" \\ "] * (k > 0) + row
        return Piece([r"\begin{bmatrix} ", *inside, r" \end{bmatrix}"], ATOM)

    # functions

    def _call(self, node: Apply) -> Render:
        function, *args = node.args
        at = self.derivative_at(function, args)
        if at is not None:
            body, x, order = at
            sign, power = "d" if not x.rank and not body.rank else r"\partial", f"^{{{order}}}" if order > 1 else ""
            inner = self.closed((yield body), PRODUCT)
            return Piece([rf"\frac{{{sign}{power}}}{{{sign} ", (yield x), power, "} ", inner], BIG)
        inside = Piece((yield from self._list(args)), ARROW)
        slope = yield from self._slope(function)
        head = slope or self.closed((yield function), ATOM)
        return Piece([head, _round(inside)], ATOM)

    def _derivative(self, node: Apply) -> Render:
        return (yield from self._slope(node))

    def _slope(self, function: Expr) -> Any:
        """f' of a function of one number, else \\nabla f, \\partial_{2} f."""
        order, base = 0, function
        places = []
        while isinstance(base, Apply) and base.op == "derivative":
            places.append(base.params["arg"])
            base, order = base.args[0], order + 1
        if not order:
            return None
        inner = self.closed((yield base), ATOM)
        one = (isinstance(base, Symbol) and len(base.params) == 1) or isinstance(base, Bind)
        if one and function.shape == base.shape:
            return Piece([inner, "'" * order if order < 4 else f"^{{({order})}}"], ATOM)
        if one:
            return Piece([r"\nabla " if order == 1 else f"\\nabla^{{{order}}} ", inner], ATOM)
        return Piece([*(f"\\partial_{{{p + 1}}} " for p in places), inner], ATOM)

    def _compose(self, node: Apply) -> Render:
        return Piece((yield from self._list(node.args, r" \circ ", ATOM)), PRODUCT)

    # binders

    def _bind(self, node: Bind) -> Render:
        return (yield from getattr(self, f"_bind_{node.binder}", self._bind_big)(node))

    def _opened(self, node: Bind) -> tuple[str, str, Expr]:
        """The variable's atom, its name in LaTeX, and the body."""
        variable, body = self.unbound(node)
        atom = (variable.atom if isinstance(variable, Size) else variable.name) or ""
        if isinstance(variable, Size) and (node.binder == "array" or _is_index(atom, body)):
            self.from_one.add(atom)
        return atom, symbol_latex(self.names[atom]), body

    def _ends(self, node: Bind, atom: str) -> Any:
        """Lower and upper limit as they are written, both included."""
        low, high = node.range
        first = self._size(as_size(low), int(atom in self.from_one)) if is_size(low) else (yield low)
        last = self._size(as_size(high), int(atom in self.from_one) - 1) if is_size(high) else (yield high)
        return first, last

    def _bind_big(self, node: Bind) -> Render:
        atom, name, body = self._opened(node)
        if node.domain != "index":
            below: list[str | Piece] = [name]
            above: list[str | Piece] = []
        else:
            first, last = yield from self._ends(node, atom)
            above = ["^{", last, "}"]
            below = [name, "=", first]
        if node.binder in ("max", "min", "argmax", "argmin") and above:
            low = [] if _covers(node, atom, body) else [below[2], r" \le "]
            below, above = [*low, name, *([r" \le ", above[1]] if low else [])], []
        inner = self.closed((yield body), BIG)
        reach = OPTIMUM if node.domain != "index" and node.binder not in ("sum", "prod") else BIG
        return Piece([_BIG[node.binder], "_{", *below, "}", *above, " ", inner], reach)

    def _bind_array(self, node: Bind) -> Render:
        atom, name, body = self._opened(node)
        first, last = yield from self._ends(node, atom)
        return Piece([_round((yield body)), f"_{{{name}=", first, "}^{", last, "}"], POWER)

    def _bind_integral(self, node: Bind) -> Render:
        _, name, body = self._opened(node)
        low, high = (yield node.range[0]), (yield node.range[1])
        return Piece([r"\int_{", low, "}^{", high, "} ", self.closed((yield body), BIG), rf" \, d{name}"], BIG)

    def _bind_limit(self, node: Bind) -> Render:
        atom, name, body = self._opened(node)
        self.from_one.discard(atom)
        point, side = node.range
        sign = "" if side is ZERO else "^{+}" if isinstance(side, Number) and side.value > 0 else "^{-}"
        return Piece([rf"\lim_{{{name} \to ", (yield point), sign, "} ", self.closed((yield body), BIG)], BIG)

    def _bind_function(self, node: Bind) -> Render:
        names, inner = [], node
        while isinstance(inner, Bind) and inner.binder == "function":
            _, name, body = self._opened(inner)
            self.beside.append(name)
            names.append(name)
            inner = body  # type: ignore[assignment]
        del self.beside[len(self.beside) - len(names) :]
        head = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return Piece([head, r" \mapsto ", (yield inner)], ARROW)

    def _bind_expectation(self, node: Bind) -> Render:
        _, name, body = self._opened(node)
        return Piece([rf"\mathbb{{E}}_{{{name} \sim ", (yield node.range[0]), "}", _square((yield body))], ATOM)


def _is_index(atom: str, body: Expr) -> bool:
    """Whether the variable stands as an index of an array, so that it counts from 1 on paper."""
    return any(isinstance(node, At) and any(atom in i.free for i in node.indices) for node in postorder(body))


def _covers(node: Bind, atom: str, body: Expr) -> bool:
    """Whether the range is that of an axis which the variable indexes, so that it need not be written."""
    index = integer(atom)
    return node.range[0] is ZERO and any(
        isinstance(inner, At) and any(i is index and integer(d) is node.range[1]
                                      for i, d in zip(inner.indices, inner.array.shape))
        for inner in postorder(body))


def _all_axes(node: Apply, name: str, value: Any) -> bool:
    """Whether an axis parameter names all the axes there are."""
    if name != "axis" or not node.args:
        return False
    axes = value if isinstance(value, tuple) else (value,)
    return value is None or (len(axes) == node.args[0].rank)


def _is_loose(piece: Piece) -> bool:
    """Whether it is a product with a sign: a \\cdot b."""
    signs = (r" \cdot ", r" \odot ", r" \otimes ")
    return piece.precedence <= PRODUCT and any(part in signs for part in piece.parts if isinstance(part, str))


def _is_row(node: Apply) -> bool:
    """Whether it is a row times a matrix."""
    return node.op == "matmul" and node.rank == 1 and node.args[0].rank == 1


def _is_column(array: Expr) -> bool:
    """Whether entries of it are columns of a matrix."""
    return (
        isinstance(array, Apply) and array.op == "moveaxis" and array.rank == 2
        and (array.params["source"], array.params["destination"]) == (-1, -2)
    )


def _is_function(node: Expr) -> bool:
    return node.sort == "function" or (isinstance(node, Symbol) and node.domain == "function")


def _first(piece: Piece) -> str:
    """The first part of the text."""
    part: str | Piece = piece
    while isinstance(part, Piece):
        part = next((p for p in part.parts if not isinstance(p, str) or p), "")
    return part


def _starts_with_digit(piece: Piece) -> bool:
    return _first(piece)[:1].isdigit()


def _tall(piece: Piece) -> bool:
    """Whether brackets around it must grow; looks at what stands directly in it."""
    level: list[str | Piece] = [piece]
    for _ in range(6):
        if any(isinstance(p, str) and any(word in p for word in _TALL) for p in level):
            return True
        level = [part for p in level if isinstance(p, Piece) for part in p.parts][:50]
    return False


def _round(piece: Piece) -> Piece:
    left, right = (r"\left(", r"\right)") if _tall(piece) else ("(", ")")
    return Piece([left, piece, right], ATOM, 1)


def _square(piece: Piece) -> Piece:
    left, right = (r"\left[", r"\right]") if _tall(piece) else ("[", "]")
    return Piece([left, piece, right], ATOM, 1)
