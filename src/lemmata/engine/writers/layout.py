"""What writers share: pieces of text with a precedence, names for bound variables, sharing.

A piece is a rope: it refers to the pieces of its operands, so a chain of 20,000 terms is written in
linear time. A writer is one generator a node: it yields the nodes that it needs and is sent their pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, count

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Size,
    Symbol,
    as_size,
    dims,
    is_size,
    number,
    open_binder,
    postorder,
    substitute,
    symbols,
)

MAX_LENGTH = 2_000_000
SHORT, LONG = 22, 24  # characters of a decimal with an exponent, and of the digits that it is written for
SHARED_LENGTH = 4_000  # from here on, what is written again and again gets a name
MAX_DEPTH = 60  # brackets inside of brackets before a part gets a name of its own

INDICES = ("i", "j", "k", "l", "p", "q", "r", "s", "a", "b", "c")
SCALARS = ("x", "y", "z", "t", "u", "v", "w", "s", "r")
MATRICES = ("X", "Y", "Z", "U", "V", "W")
FUNCTIONS = ("f", "g", "h")
_ZERO = number(0)


class Piece:
    """A text with the precedence of its outermost operator and the depth of its brackets."""

    __slots__ = ("depth", "length", "parts", "precedence")
    length: int
    depth: int

    def __init__(self, parts: Sequence[str | Piece], precedence: int, depth: int | None = None):
        self.parts, self.precedence = parts, precedence
        self.length = sum(len(p) if isinstance(p, str) else p.length for p in parts)
        inner = max((p.depth for p in parts if isinstance(p, Piece)), default=0)
        self.depth = inner if depth is None else inner + depth

    def __str__(self) -> str:
        out: list[str] = []
        stack: list[str | Piece] = [self]
        while stack:
            part = stack.pop()
            if isinstance(part, str):
                out.append(part)
            else:
                stack.extend(reversed(part.parts))
        return "".join(out)


Render = Generator[Expr, Piece, Piece | None]  # None: this special way does not fit


class Writer:
    """Walks an expression once and keeps the piece of every node.

    Subclasses give `render(node)`, and `brackets`, which close a piece.
    """

    brackets = ("(", ")")
    atom = 20

    def __init__(self, root: Expr, named: Sequence[Expr] = (), given: Mapping[str, Expr] | None = None):
        self.root = root
        given = given or {}
        self.taken = {s.name for s in symbols(root)} | set(dims(root)) | self.reserved() | set(given)
        self.names: dict[str, str] = {}  # an opened variable -> its name in the text
        self.opened: dict[Expr, tuple[Size | Local, Expr]] = {}
        self.indices: tuple[str, ...] = ()  # letters that are taken before the usual ones
        self.named: dict[Expr, str] = {**dict.fromkeys(named, ""), **{node: name for name, node in given.items()}}
        self.definitions: list[tuple[str, Piece]] = []
        self.done: dict[Expr, Piece] = {}
        self.length = 0  # of the definitions
        self.applied: dict[Expr, Expr | None] = {}  # a function of which the derivative is taken: its body at x
        self.stack: list[tuple[Expr, Render]] = []  # the nodes that are being written, outermost first
        self.beside: list[str] = []  # names that were just given in the same clause
        self._labels = (label for k in count(1) if (label := f"t{k}") not in self.taken)

    def reserved(self) -> frozenset[str]:
        """Names that a bound variable must not have."""
        return frozenset()

    def render(self, node: Expr) -> Render:
        raise NotImplementedError

    def piece(self) -> Piece:
        """The piece of the root."""
        stack = self.stack
        stack.append((self.root, self.render(self.root)))
        value: Piece | None = None
        while stack:
            node, step = stack[-1]
            try:
                wanted = step.send(value)  # type: ignore[arg-type]
            except StopIteration as stop:
                stack.pop()
                assert stop.value is not None
                value = self.done[node] = self._finish(node, stop.value)
                continue
            value = self.done.get(wanted)
            if value is None:
                stack.append((wanted, self.render(wanted)))
        whole = self.done[self.root]
        if self.length + whole.length > MAX_LENGTH:
            raise ValueError(f"the expression takes {self.length + whole.length} characters; at most {MAX_LENGTH} "
                             "are written; write its parts")
        return whole

    def piece_or_none(self) -> Piece | None:
        """The piece, or None where it is too long without names for what is repeated."""
        try:
            return self.piece()
        except ValueError:
            return None

    def _finish(self, node: Expr, piece: Piece) -> Piece:
        if node is self.root or node.free or (node not in self.named and piece.depth <= MAX_DEPTH):
            return piece
        label = self.named.get(node) or next(self._labels)
        self.definitions.append((label, piece))
        self.length += piece.length
        return Piece([self.label(label)], self.atom)

    def label(self, name: str) -> str:
        return name

    def closed(self, piece: Piece, least: int) -> Piece:
        """The piece in brackets, where its operator binds less tightly than `least`."""
        if piece.precedence >= least:
            return piece
        return Piece([self.brackets[0], piece, self.brackets[1]], self.atom, 1)

    def unbound(self, node: Bind) -> tuple[Size | Local, Expr]:
        """The variable of a binder, which now has a name, and the body over it."""
        if node not in self.opened:
            variable, body = open_binder(node)
            atom = variable.atom if isinstance(variable, Size) else variable.name
            assert atom is not None
            self.names[atom] = self._choose(node, variable)
            self.opened[node] = variable, body
        return self.opened[node]

    def _choose(self, node: Bind, variable: Size | Local) -> str:
        """The first usual name that is not a symbol's and not that of a variable around it."""
        around = {self.name_of(atom) for atom in node.free} | set(self.beside)
        for outer, _ in self.stack:
            if outer in self.opened:
                found = self.opened[outer][0]
                around.add(self.name_of((found.atom if isinstance(found, Size) else found.name) or ""))
        preferred = self.indices if isinstance(variable, Size) else ()
        return next(name for name in chain(preferred, _usual(variable))
                    if name not in self.taken and name not in around)

    def derivative_at(self, function: Expr, args: Sequence[Expr]) -> tuple[Expr, Symbol, int] | None:
        """body, x and order where the call is the derivative of an expression by a symbol in it."""
        order = 0
        while isinstance(function, Apply) and function.op == "derivative" and function.params["arg"] == 0:
            function, order = function.args[0], order + 1
        if not (1 <= order <= 8 and len(args) == 1 and isinstance(args[0], Symbol) and isinstance(function, Bind)):
            return None
        x = args[0]
        if function.data[2] != x.shape or function.domain != ("real" if x.domain == "variable" else x.domain):
            return None
        if function not in self.applied:
            self.applied[function] = None
            variable, body = self.unbound(function)
            inner = substitute(body, {variable: x})  # type: ignore[dict-item]
            if substitute(inner, {x: variable}) is body:  # type: ignore[dict-item]
                self.applied[function] = inner
        found = self.applied[function]
        return None if found is None else (found, x, order)

    def name_of(self, atom: str) -> str:
        """The name of a dim, or of an opened variable."""
        if atom[0] not in "#%":
            return atom
        if atom not in self.names:
            self.names[atom] = next(n for n in _usual(Size.of(atom))
                                    if n not in self.taken and n not in self.names.values())
        return self.names[atom]


def short_decimal(value: Fraction) -> str:
    """A number far from 1 with an exponent, 3e-220, where it is exactly that; else nothing.

    >>> short_decimal(Fraction(3, 10**220)), short_decimal(Fraction(1, 3)), short_decimal(Fraction(10**6))
    ('3e-220', '', '')
    """
    if max(len(str(value.numerator)), len(str(value.denominator))) < LONG:
        return ""
    try:
        found = repr(float(value))
    except OverflowError:
        return ""
    return found if "e" in found and len(found) <= SHORT and Fraction(found) == value else ""


def array_chain(w: Writer, node: Bind) -> list[Bind]:
    """Arrays of arrays over whole ranges of their own, the outermost first: they are one array of all their indices."""
    chain: list[Bind] = []
    own: set[str] = set()
    inner: Expr = node
    while isinstance(inner, Bind) and inner.binder == "array" and inner.range[0] is _ZERO and is_size(inner.range[1]):
        if own & as_size(inner.range[1]).atoms:
            break
        chain.append(inner)
        variable, inner = w.unbound(inner)
        assert isinstance(variable, Size)
        w.beside.append(w.name_of(variable.atom or ""))
        own |= variable.atoms
    del w.beside[len(w.beside) - len(chain) :]
    return chain


def _usual(variable: Size | Local) -> Iterator[str]:
    """Names by habit for a bound variable."""
    pool: tuple[str, ...]
    if isinstance(variable, Size):
        pool = INDICES
    elif variable.domain == "function":
        pool = FUNCTIONS
    else:
        pool = MATRICES if variable.rank > 1 else SCALARS
    yield from pool
    for k in count(1):
        yield from (f"{name}{k}" for name in pool[:3])


def size_text(size: Size, name: Callable[[str], str], power: str = "{}**{}", times: str = "*") -> tuple[str, str]:
    """A size and its kind: atom, power, product, sum."""
    terms = sorted(size.terms, key=lambda t: (t[1] < 0, -sum(p for _, p in t[0]), [name(a) for a, _ in t[0]]))
    parts = []
    for monomial, factor in terms:
        factors = [name(a) if p == 1 else power.format(name(a), p) for a, p in monomial]
        if abs(factor) != 1 or not factors:
            factors.insert(0, str(abs(factor)))
        parts.append(("-" if factor < 0 else "+", times.join(factors)))
    text = " ".join(f"{sign} {term}" for sign, term in parts) or "+ 0"
    text = text[2:] if text[0] == "+" else "-" + text[2:]
    if len(terms) > 1 or text[0] == "-":
        return text, "sum"
    (monomial, factor), = terms or (((), 0),)
    kind = "product" if len(monomial) + (factor != 1) > 1 else "power" if any(p > 1 for _, p in monomial) else "atom"
    return text, kind


def repeated(root: Expr) -> list[Expr]:
    """Closed parts of some size that occur more than once, children first."""
    parents: dict[Expr, int] = {}
    sizes: dict[Expr, int] = {}
    for node in postorder(root):
        sizes[node] = 1 + sum(min(sizes[c], 1000) for c in node.children)
        for child in node.children:
            parents[child] = parents.get(child, 0) + 1
    return [n for n in sizes if parents.get(n, 0) > 1 and sizes[n] >= 3 and not n.free and n.sort != "boolean"]
