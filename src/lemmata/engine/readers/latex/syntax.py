"""The syntax tree of a formula: what stands where, before anything is known of its meaning.

Every node has the span of source characters that it covers. Products stay flat lists of factors,
because whether `f(x)` is a call and how far `\\log x y` reaches depends on the roles of the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Node:
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Num(Node):
    """A numeral as it was printed."""

    text: str


@dataclass(frozen=True)
class Name(Node):
    """A letter or word; `style` is italic, bold, upright, cal, bb, frak; accents are part of the text."""

    text: str
    style: str = "italic"


@dataclass(frozen=True)
class Dots(Node):
    """\\ldots, \\cdots, \\vdots: what was left out."""


@dataclass(frozen=True)
class Blank(Node):
    """A placeholder: nothing, or the dot of f(\\cdot)."""


@dataclass(frozen=True)
class Script(Node):
    """base_sub^sup with primes; `sup` may be a star, dagger, top, or a parenthesized superscript.

    weight: whether it is the probability of an index.
    """

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0
    weight: bool = False


@dataclass(frozen=True)
class Group(Node):
    """Items between delimiters, with the separators between them ( , ; | || : ).

    open and close are one of ( [ { | || < floor ceil . and the like; "" for braces that only group.
    """

    open: str
    close: str
    items: tuple[Node, ...]
    separators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frac(Node):
    num: Node
    den: Node


@dataclass(frozen=True)
class Binom(Node):
    top: Node
    bottom: Node


@dataclass(frozen=True)
class Root(Node):
    arg: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Matrix(Node):
    """kind: matrix, bmatrix, pmatrix, vmatrix, Vmatrix, array, ..."""

    kind: str
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Cases(Node):
    """Rows of value and condition; None for "otherwise"."""

    rows: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True)
class Function(Node):
    """A named function as an operator waiting for its argument: \\sin, \\log_2, \\det, \\operatorname{tr}^2."""

    name: str
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0


@dataclass(frozen=True)
class Nabla(Node):
    """\\nabla_x^2 or \\partial_x: the operator alone. kind: nabla, partial."""

    kind: str
    sub: Node | None = None
    order: int = 1
    sup: Node | None = None


@dataclass(frozen=True)
class Slope(Node):
    """d/dx or \\partial^2/\\partial x\\partial y; `arg` is None for the operator alone.

    over: variables with their orders.
    """

    kind: str
    arg: Node | None
    over: tuple[tuple[Node, int], ...]
    order: int


@dataclass(frozen=True)
class Differential(Node):
    """dx, d(xy): the change of an operand; `along`: the names whose changes make it up, none for a name's own."""

    arg: Node
    along: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Big(Node):
    """\\sum, \\prod, \\int, \\lim, \\max, \\arg\\max, \\mathbb{E} with limits, over a body (None: bare).

    over: differentials of an integral.
    """

    name: str
    sub: Node | None
    sup: Node | None
    body: Node | None
    over: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Product(Node):
    """Factors side by side."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Chain(Node):
    """Operands of one level with the operators between them: + -, * / \\cdot \\odot ..., \\cup \\cap."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True)
class Prefix(Node):
    """-x, +x, \\pm x, \\neg A, \\forall x."""

    op: str
    arg: Node


@dataclass(frozen=True)
class Postfix(Node):
    """n!, 5\\%."""

    op: str
    arg: Node


@dataclass(frozen=True)
class Evaluated(Node):
    """expr |_{x = 0}, expr |_a^b."""

    arg: Node
    at: Node
    upper: Node | None = None


@dataclass(frozen=True)
class Relation(Node):
    """a = b <= c: operands and the relations between them."""

    operands: tuple[Node, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Words(Node):
    """A connective between statements (if, where, for, and, iff, implies, comma, space, newline)."""

    text: str


@dataclass(frozen=True)
class Statements(Node):
    """Statements and the connectives before each (the first one's is "")."""

    items: tuple[Node, ...]
    connectives: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in order; kept beside the fields, because every pass of a reader asks for them."""
    known = node.__dict__.get("below")
    if known is None:
        found: list[Node] = []
        stack = [getattr(node, field.name) for field in reversed(fields(node))]
        while stack:
            value = stack.pop()
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple):
                stack.extend(reversed(value))
        known = node.__dict__["below"] = tuple(found)
    return known


def walk(root: Node) -> Iterator[Node]:
    """Every node, parents before children, in the order of the source."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def show(node: Node) -> str:
    """The tree as one line, for tests and messages."""
    if isinstance(node, (Num, Name, Words)):
        return node.text
    inner = " ".join(show(child) for child in children(node))
    tags = [str(v) for f in fields(node) if isinstance(v := getattr(node, f.name), (str, int)) and v not in ("", 0)]
    for f in fields(node):
        value = getattr(node, f.name)
        if f.name != "span" and isinstance(value, tuple) and value and all(isinstance(v, str) for v in value):
            tags.append("".join(value))
    return f"({' '.join([type(node).__name__, *tags])}{' ' + inner if inner else ''})"
