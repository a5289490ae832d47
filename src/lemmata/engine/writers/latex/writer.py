"""Expressions as LaTeX: indices from 1, fractions, minimal brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    is_size,
)
from lemmata.engine.ops.families.record import FAMILIES
from lemmata.engine.writers.latex.arithmetic import ARITHMETIC
from lemmata.engine.writers.latex.binders import write_bind
from lemmata.engine.writers.latex.brackets import (
    ARROW,
    ATOM,
    BIG,
    FRACTION,
    OPTIMUM,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    in_round,
    in_square,
)
from lemmata.engine.writers.latex.calculus import CALCULUS
from lemmata.engine.writers.latex.logic import LOGICAL, RELATIONS
from lemmata.engine.writers.latex.matrices import MATRICES, is_class, is_column
from lemmata.engine.writers.latex.names import family_latex, function_latex, is_named, own_name, own_word, symbol_latex
from lemmata.engine.writers.layout import SHARED_LENGTH, Piece, Render, Writer, repeated, short_decimal, size_text
from lemmata.engine.writers.parameters import BEFORE_GIVEN, shown

_SIZE = {"sum": SUM, "product": PRODUCT, "power": POWER, "atom": ATOM}
_CONSTANTS = {"pi": r"\pi", "e": "e", "inf": r"\infty", "euler_gamma": r"\gamma"}
# operations that have a notation of their own
_SPECIAL = {**ARITHMETIC, **LOGICAL, **MATRICES, **CALCULUS}
EMPTY = r"\emptyset"
_FENCES = {"abs": (r"\lvert ", r" \rvert"), "floor": (r"\lfloor ", r" \rfloor"), "ceil": (r"\lceil ", r" \rceil")}


@dataclass(frozen=True)
class Notation:
    """How an author writes: LaTeX of whole parts with how tightly they bind, and of names; letters of indices.

    opened       names of the free indices, which count from 1
    exponential  whether e^x is written, not \\exp(x)
    functions    operations that have a sign of their own: \\sigma for sigmoid
    loose        what is read as the same may be written the same: -x y for (-x) y, |x| for abs(x) of an array
    """

    parts: Mapping[Expr, tuple[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    indices: tuple[str, ...] = ()
    opened: Mapping[str, str] = field(default_factory=dict)
    exponential: bool = False
    functions: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False


PLAIN = Notation()
LONGEST_POWER = 60  # characters of an exponent that is read without effort
_TIGHTNESS = {"sum": SUM, "big": BIG, "product": PRODUCT, "fraction": FRACTION, "power": POWER, "atom": ATOM}


def to_latex(expr: Expr, notation: Notation = PLAIN, names: Mapping[str, Expr] | None = None) -> str:
    """LaTeX of an expression, without dollar signs. Indices count from 1: `x[0]` is x_{1}.

    The parts that `names` names are written behind it.

    Raises ValueError where it would be longer than 2,000,000 characters.

    >>> from lemmata.engine.expr import symbol, bind, fresh_index, at
    >>> x, i = symbol("x", ["n"]), fresh_index()
    >>> print(to_latex(bind("sum", i, at(x, i) ** 2, 0, "n") / 2))
    \\frac{\\sum_{i=1}^{n} x_{i}^{2}}{2}
    """
    writer = LatexWriter(expr, (), notation, names)
    piece = writer.piece_or_none()
    if piece is None or piece.length > SHARED_LENGTH:
        again = repeated(expr)
        writer = LatexWriter(expr, again, notation, names)
        piece = writer.piece()
    if not writer.definitions:
        return str(piece)
    rest = r",\; ".join(f"{symbol_latex(name)} = {part}" for name, part in writer.definitions)
    return rf"{piece} \quad\text{{where }} {rest}"


class LatexWriter(Writer):
    """One method a kind of node; what has a notation of its own stands in the tables of its kind."""

    atom = ATOM

    def __init__(self, root: Expr, named: Sequence[Expr] = (), notation: Notation = PLAIN,
                 given: Mapping[str, Expr] | None = None):
        super().__init__(root, named, given)
        self.notation = notation
        self.indices = notation.indices
        self.names.update(notation.opened)
        self.taken |= set(notation.opened.values())
        self.from_one: set[str] = set(notation.opened)  # opened indices whose name counts from 1
        taken = {symbol_latex(name) for name in self.taken}
        self._labels = (label for label in self._labels if symbol_latex(label) not in taken)

    def reserved(self) -> frozenset[str]:
        return frozenset(("e", "d"))

    def label(self, name: str) -> str:
        return symbol_latex(name)

    def closed(self, piece: Piece, least: int) -> Piece:
        return piece if piece.precedence >= least else in_round(piece)

    def render(self, node: Expr) -> Render:
        if node in self.notation.parts:
            return self._as_written(*self.notation.parts[node])
        return write_bind(self, node) if isinstance(node, Bind) else getattr(self, f"_{node.kind}")(node)

    def _as_written(self, text: str, kind: str) -> Render:
        yield from ()
        return Piece([text], _TIGHTNESS[kind])

    def name(self, name: str) -> str:
        return self.notation.names.get(name) or symbol_latex(name)

    def _number(self, node: Number) -> Render:
        yield from ()
        value = node.value
        decimal = short_decimal(value)
        if decimal:
            digits, _, exponent = decimal.partition("e")
            return Piece([rf"{digits} \cdot 10^{{{int(exponent)}}}"], SUM if value < 0 else PRODUCT)
        if value.denominator == 1:
            return Piece([str(value)], ATOM if value >= 0 else SUM)
        sign = "-" if value < 0 else ""
        return Piece([f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"], SUM if sign else FRACTION)

    def _constant(self, node: Constant) -> Render:
        yield from ()
        return Piece([_CONSTANTS[node.name]], ATOM)

    def _symbol(self, node: Symbol) -> Render:
        yield from ()
        return Piece([self.name(node.name)], ATOM)

    def _local(self, node: Local) -> Render:
        yield from ()
        return Piece([symbol_latex(self.name_of(node.name))], ATOM)

    def _int(self, node: Int) -> Render:
        yield from ()
        return self.size(node.size, 0)

    def size(self, size: Size, offset: int) -> Piece:
        """A size; an index that counts from 1 in the text is one less than its name."""
        shifted = size.substitute({a: Size.of(a) - 1 for a in size.atoms if a in self.from_one}) + offset
        text, kind = size_text(shifted, lambda a: self.name(self.name_of(a)), "{}^{{{}}}", " ")
        return Piece([text], _SIZE[kind])

    def _at(self, node: At) -> Render:
        array, indices = apply_at(node)
        if is_column(array) and len(indices) == 1 and is_size(indices[0]):
            inner = self.closed((yield array.children[0]), ATOM)
            place = self.size(as_size(indices[0]), 1)
            return Piece([self.bare(array.children[0], inner), "_{:, ", place, "}"], POWER)
        base = self.closed((yield array), ATOM)
        parts: list[Piece] = []
        for item in indices:
            if is_size(item):
                parts.append(self.size(as_size(item), 1))
            elif is_class(item):
                parts.append((yield item))
            else:
                parts.append(Piece([self.closed((yield item), SUM), " + 1"], SUM))
        dots = [":"] * node.rank
        texts: list[str | Piece] = [*parts, *dots]
        tight = all(len(str(t)) == 1 for t in texts) and ":" not in dots
        inside: list[str | Piece] = []
        for k, text in enumerate(texts):
            inside += ["" if tight else ", "] * (k > 0) + [text]
        return Piece([self.bare(array, base), "_{", *inside, "}"], ATOM)

    def bare(self, array: Expr, base: Piece) -> Piece:
        """The array, in brackets where its name has an index of its own."""
        return in_round(base) if isinstance(array, Symbol) and "_" in str(base) else base

    def listed(self, nodes: Sequence[Expr], separator: str = ", ", least: int = ARROW) -> Any:
        parts: list[str | Piece] = []
        for k, item in enumerate(nodes):
            parts += [separator] * (k > 0) + [self.closed((yield item), least)]
        return parts

    def _apply(self, node: Apply) -> Render:
        if node.op == "exp" and self.notation.exponential and node.rank < 2:
            raised = yield node.args[0]
            tall = raised.length > LONGEST_POWER
            return Piece([r"\exp", in_round(raised)], ATOM) if tall else Piece(["e^{", raised, "}"], POWER)
        special = _SPECIAL.get(node.op)
        if node.op == "exp" and node.rank == 2:  # \exp(A) would be the matrix exponential
            return Piece([r"e^{\circ ", (yield node.args[0]), "}"], POWER)
        if special is not None:
            written = yield from special(self, node)
            if written is not None:
                return written
        if node.op in RELATIONS:
            parts = yield from self.listed(node.args, f" {RELATIONS[node.op]} ", OPTIMUM if node.op not in (
                "iff", "implies") else RELATION)
            return Piece(parts, RELATION)
        if node.op in _FENCES and (not node.rank or self.notation.loose):
            left, right = _FENCES[node.op]
            return Piece([left, (yield node.args[0]), right], ATOM)
        return (yield from self.called(node))

    def called(self, node: Apply) -> Render:
        """name(args, param = value); the own name of the operation where its short one says less."""
        args, given = list(node.args), []
        params = shown(node)
        if node.op == "var" and node.sort == "variable":  # of random numbers the bare name would be their variance
            params = params or {"ddof": node.params["ddof"]}
        if node.op in BEFORE_GIVEN:
            count = BEFORE_GIVEN[node.op]
            args, given = args[:count], args[count:]
        if args and isinstance(args[0], Apply) and args[0].op == "joint" and "entropy" in node.op:
            args = list(args[0].args)
        if node is self.root and not node.args:  # alone \\Omega would be a number
            return (yield from self.by_name(node, params))
        if node.op in FAMILIES:
            return (yield from self.law(node, False))
        if is_named(node, params):
            return (yield from self.by_name(node, params))
        separator = {"mutual_information": "; ", "kl_divergence": r" \,\|\, "}.get(node.op, ", ")
        parts = yield from self.listed(args, separator)
        if given:
            parts += [r" \mid ", *(yield from self.listed(given))]
        parts += self.settings(params, bool(parts))
        if not parts:
            return Piece([function_latex(node.op)], ATOM)
        inside = Piece(parts, ARROW)
        closed = in_square(inside) if node.op == "expectation" else in_round(inside)
        return Piece([self.notation.functions.get(node.op) or function_latex(node.op), closed], ATOM)

    def by_name(self, node: Apply, params: dict[str, Any] | None = None) -> Render:
        """The operation by its own name, all that it takes in a row."""
        params = shown(node) if params is None else params
        if not node.args:
            params = params or dict(node.params)
        parts = yield from self.listed(node.args)
        parts += self.settings(params, bool(parts))
        return Piece([own_name(node.op), in_round(Piece(parts, ARROW))], ATOM)

    def law(self, node: Expr, sure: bool = True) -> Any:
        """A distribution; `sure` where nothing else can stand."""
        if not (isinstance(node, Apply) and node.op in FAMILIES):
            return (yield node)
        head = family_latex(node.op, sure) if node.args else None
        if head is None:
            return (yield from self.by_name(node))
        return Piece([head, in_round(Piece((yield from self.listed(node.args)), ARROW))], ATOM)

    def settings(self, params: dict[str, Any], after: bool) -> list[str | Piece]:
        parts: list[str | Piece] = []
        for name, value in params.items():
            parts += [", " if after or parts else "", f"{own_word(name)} = ", self.setting(value)]
        return parts

    def setting(self, value: Any) -> str | Piece:
        """The value of a parameter."""
        if isinstance(value, Size):
            return self.size(value, 0)
        if isinstance(value, tuple):
            parts: list[str | Piece] = []
            for k, item in enumerate(value):
                parts += [", " if k else "", self.setting(item)]
            return Piece(["[" if len(value) < 2 else "(", *parts, "]" if len(value) < 2 else ")"], ATOM, 1)
        if isinstance(value, str) and "->" in value:
            inputs, output = value.split("->")
            return "(" + ", ".join(w or EMPTY for w in inputs.split(",")) + r" \to " + (output or EMPTY) + ")"
        if isinstance(value, Fraction) and value.denominator != 1:
            sign = "-" if value < 0 else ""
            return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
        if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            return str(value)
        return r"\infty" if value == "inf" else f"\\text{{{value if isinstance(value, str) else str(value).lower()}}}"
