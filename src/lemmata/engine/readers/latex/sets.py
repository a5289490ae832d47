"""Sets of values: the shape and domain that x \\in \\mathbb{R}^n gives to x."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Shape, Size, constant
from lemmata.engine.readers.latex.limits import is_minus_infinity
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.syntax import Chain, Group, Name, Node, Num, Prefix, Relation, Script, show
from lemmata.engine.readers.latex.values import negate
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

SPACES = "spaces"  # an option of the scope: the sizes of the members of spaces that the text names


def with_space(scope: Scope, name: str, sizes: tuple[str, ...]) -> Scope:
    """The scope that knows a real space by its name."""
    return scope.with_options(**{SPACES: {**scope.options.get(SPACES, {}), name: sizes}})


def space(e: State, node: Node) -> tuple[tuple[Size, ...], str] | None:
    """Shape and domain of \\mathbb{R}^{m \\times n}, [0, 1], \\mathbb{N}, \\{0, 1\\}; None for other sets."""
    node = plain(node) if not (isinstance(node, Group) and node.open == "(") else node
    if isinstance(node, Name) and node.text in (named := e.scope.options.get(SPACES, {})):
        return tuple(Size.of(size) for size in named[node.text]), "real"
    sup: Node | None = None
    domain = "real"
    if isinstance(node, Script):
        sup, sub = node.sup, node.sub
        node = node.base
        if (
            isinstance(sub, Prefix)
            or (isinstance(sup, Name) and sup.text == "plus")
            or (isinstance(sub, Name) and sub.text == "plus")
        ):
            domain = "nonnegative"
        if isinstance(sub, Relation):
            domain = "positive" if sub.relations[0] == ">" else "nonnegative"
        if isinstance(sub, Name) and sub.text == "plus" and isinstance(sup, Name) and sup.text == "plus":
            domain = "positive"
        if isinstance(sup, Name) and sup.text in ("plus", "star"):
            sup = None
    if isinstance(node, Name) and node.style in ("bb",) and node.text in ("R", "N", "Z", "Q", "C"):
        kind = {"R": domain, "N": "natural", "Z": "integer", "Q": "real", "C": "complex"}[node.text]
        if node.text == "Z" and domain != "real":
            kind = "natural"
        return (dimensions(e, sup), kind)
    if (
        isinstance(node, Group)
        and len(node.items) == 2
        and node.open in ("[", "(")
        and all(isinstance(i, Num) for i in node.items)
        and [i.text for i in node.items] == ["0", "1"]
    ):  
        return (dimensions(e, sup), "unit")
    if isinstance(node, Group) and node.open == "{" and [show(i) for i in node.items] == ["0", "1"]:
        return (dimensions(e, sup), "binary")
    if isinstance(node, Name) and node.text == "Delta" and sup is not None:
        below = isinstance(sup, Chain) and sup.operators == ("-",) and show(sup.operands[1]) == "1"
        if below:  # of K - 1 dimensions: K probabilities
            return (dimensions(e, sup.operands[0]), "simplex")
        return (dimensions(e, sup), "simplex")
    if (
        isinstance(node, Group)
        and len(node.items) == 2
        and node.open in ("[", "(")
        and [show(i) for i in node.items] == ["0", "infty"]
    ):
        return (dimensions(e, sup), "nonnegative" if node.open == "[" else "positive")
    return None


def leaves_out_an_end(node: Node) -> bool:
    """Whether it is (0, 1), [0, 1) or (0, 1]: numbers of the unit interval of which more is said than their domain."""
    ends = isinstance(node, Group) and len(node.items) == 2 and [show(i) for i in node.items] == ["0", "1"]
    return ends and (node.open, node.close) in (("(", ")"), ("[", ")"), ("(", "]"))  # type: ignore[attr-defined]


def dimensions(e: State, sup: Node | None) -> Shape:
    if sup is None:
        return ()
    if isinstance(sup, Chain) and set(sup.operators) <= {"times"}:
        return tuple(dimension(e, o) for o in sup.operands)
    return (dimension(e, sup),)


def dimension(e: State, node: Node) -> Size:
    """A size in an exponent of \\mathbb{R}: n, 3, 2n, d_k."""
    if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None:
        return Size.of(with_label(node.base.text, label(node.sub)))
    if isinstance(node, Group) and node.open == "|":
        return Size.of(e.set_size(plain(node.items[0])))
    if isinstance(node, Name):
        return Size.of(node.text)
    return e.index_size(node)


ORDERS = ("<", "<=", ">", ">=")


def is_continuum(node: Node) -> bool:
    """Whether a set is one of real numbers, that nothing counts: \\mathbb{R}, [0, 1], (0, \\infty)."""
    node = node.base if isinstance(node, Script) else node
    if isinstance(node, Group):
        return node.open in ("[", "(") and len(node.items) == 2 and node.separators == (",",)
    return isinstance(node, Name) and node.style == "bb" and node.text in ("R", "C", "Q")


def interval(e: State, node: Node) -> tuple[Expr, ...]:
    """The ends of [a, b]; () of what is none. Extrema are the same over its interior, where there is one."""
    if not isinstance(node, Group) or not is_continuum(node):
        return ()
    low, high = node.items
    return (negate(constant("inf")) if is_minus_infinity(low) else e.expr(low)), e.expr(high)


def half_line(e: State, part: Relation) -> tuple[Expr, ...]:
    """The ends of what \\alpha \\ge 0 below an extremum lets alpha be."""
    end = e.expr(part.operands[1])
    return (end, constant("inf")) if part.relations[0][0] == ">" else (negate(constant("inf")), end)
