"""Variables that vary freely whatever words call them: what a formula differentiates by, gradients of nothing named.

A slope exists where the variable may move. So an equation of slopes that is analytic and fails at one place fails at
almost all, and a word of which part the variable plays in a model saves none of them.
"""

from __future__ import annotations

import re

from lemmata.documents.judgement.links import Link
from lemmata.documents.language.namingwords import Naming
from lemmata.engine.derivatives import NoDerivative, unfold
from lemmata.engine.expr import Apply, Bind, Constant, Expr, Int, Number, Symbol, postorder

PIECEWISE = frozenset((
    "abs", "sign", "floor", "ceil", "maximum", "minimum", "max", "min", "relu", "leaky_relu", "where", "elu", "argmax",
    "argmin", "rank", "pinv", "norm"))
# Places in a model or a graph, which interpolation and geometry know too.
_PLACES = frozenset(("node", "nodes", "vertex", "net", "edge"))
_SLOPES = frozenset(("gradient", "gradients", "subgradient", "iterate", "iterates"))
# Where a gradient is none of any vector.
_FLAT = re.compile(r"\b(?:optim(?:um|a|al)|minim\w+|maxim\w+|stationary|critical|saddle|converge\w*|vanish\w*|"
                   r"equilibri\w+|fixed|quadratic|linear|affine|constant|solution|normali[sz]ed|unit|clipped)\b",
                   re.IGNORECASE)
# What holds of data in an open set of them: strict inequalities.
_OPENLY = re.compile(
    r"(?:if|when|whenever|as long as|provided(?: that)?|assuming(?: that)?) (?:the |our |all )?(?:two |training )*"
    r"(?:data(?: ?sets?| points)?|class(?:es)?|points|samples|examples|inputs|targets|labels|observations) (?:is|are) "
    r"(?:linearly |perfectly |completely |strictly |not |still |very )*"
    r"(?:separable|separated|inseparable|overlapping|distinct|different|noisy|imbalanced|unbalanced)", re.IGNORECASE)

_TO_ORDER = re.compile(r"to (?:first|second|leading|lowest) order", re.IGNORECASE)


def differentiated(words: str, found: Symbol, link: Link) -> bool:
    """Whether words only name a variable by which the formula differentiates, in an equation of analytic sides."""
    if found.sort != "real" or not (isinstance(words, Naming) or _PLACES.issuperset(words.lower().split())):
        return False
    return _differentiates(found, link) and analytic(link)


def _differentiates(found: Symbol, link: Link) -> bool:
    """Whether a derivative by the symbol itself, or at it, stands in the equation."""
    for node in (n for side in link.sides for n in postorder(side)):
        by = node.args[1:] if isinstance(node, Apply) and node.op == "derivative" else ()
        at = node.args[1:] if isinstance(node, Apply) and node.op == "call" and isinstance(node.args[0], Apply) and (
            node.args[0].op == "derivative") else ()
        if found in by or found in at:
            return True
    return False


def analytic(link: Link) -> bool:
    """Whether both sides of an equation are analytic, with slopes worked out."""
    try:
        worked = [unfold(side) for side in link.sides]
    except NoDerivative:
        return False
    nodes = [n for side in worked for n in postorder(side)]
    return bool(nodes) and all(_plain(n) for n in nodes)


def _plain(node: Expr) -> bool:
    if isinstance(node, Bind):
        return node.binder in ("function", "array", "sum")
    return not isinstance(node, Apply) or node.op not in PIECEWISE


def any_vector(words: str, found: Symbol, link: Link) -> bool:
    """Whether words call a vector of a given size a gradient, of a function that the text nowhere gives.

    The entries of some gradients sum to zero and others have length one: both sides must grow alike with it.
    """
    role = link.known.scope.lookup(found.name)
    given = any(other.definition is not None or other.domain == "function" for other in link.known.scope.roles.values())
    return (_SLOPES.issuperset(words.lower().split()) and role is not None and role.source == "prose"
            and role.shape is not None and role.definition is None and not given
            and not any(isinstance(n, Bind) for side in link.sides for n in postorder(side))
            and _same_degrees(link) and not _FLAT.search(link.known.words))


def holds_openly(words: str, link: Link) -> bool:
    """Whether a condition on data leaves an open set of them, in which an equation of analytic sides fails too."""
    return bool(_OPENLY.fullmatch(words.strip())) and link.verdict.kind == "refuted" and analytic(link) and all(
        isinstance(n, Apply | Symbol | Number | Int | Constant) for side in link.sides for n in postorder(side))


def of_one_order(words: str, link: Link) -> bool:
    """Whether "to first order" drops nothing: both sides have the same degree in each of their symbols."""
    return _TO_ORDER.fullmatch(words.strip()) is not None and _same_degrees(link)


def _same_degrees(link: Link) -> bool:
    degrees = [_degrees(side) for side in link.sides]
    return len(degrees) == 2 and bool(degrees[0]) and degrees[0] == degrees[1]


def _degrees(expr: Expr) -> dict[str, int] | None:
    """The degree of an expression in each symbol where all its terms have the same ones, else None."""
    if isinstance(expr, Number | Constant):
        return {}
    if isinstance(expr, Symbol):
        return {expr.name: 1} if expr.sort == "real" else None
    if not isinstance(expr, Apply):
        return None
    parts = [_degrees(a) for a in expr.args]
    if any(p is None for p in parts):
        return None
    if expr.op in ("neg", "transpose", "norm", "sum", "trace"):
        return parts[0]
    if expr.op == "add":
        return parts[0] if all(p == parts[0] for p in parts) else None
    if expr.op in ("mul", "matmul", "outer"):
        return {n: sum(p.get(n, 0) for p in parts if p) for n in {n for p in parts if p for n in p}}
    if expr.op == "pow" and isinstance(expr.args[1], Number) and expr.args[1].value.denominator == 1 and parts[0]:
        return {n: k * int(expr.args[1].value) for n, k in parts[0].items()}
    return None
