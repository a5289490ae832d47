"""Entropies, mutual information, divergences."""

from __future__ import annotations

from lemmata.engine.expr import Expr
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.conditions import SEMICOLON, split_given
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Group, Name, Node
from lemmata.engine.readers.latex.values import Value

DIVERGENCES = {
    "KL": "kl_divergence",
    "DKL": "kl_divergence",
    "D": "kl_divergence",
    "JS": "js_divergence",
    "JSD": "js_divergence",
    "CE": "cross_entropy",
}


def entropy(e: State, head: Name, group: Group) -> Value:
    """H(X), H(X | Y), H(X, Y), H(p, q), I(X; Y), I(X; Y | Z), h(X)."""
    params = base_params(e)
    before, after = split_given(group, e, keep=";")
    if head.text == "I":
        sides: list[list[Node]] = [[]]
        for node in before:
            if node is SEMICOLON:
                sides.append([])
            else:
                sides[-1].append(node)
        if len(sides) == 1 and len(sides[0]) == 2:
            sides = [[sides[0][0]], [sides[0][1]]]
        table = e.table_entropy("I", sides, after) if e.tables else None
        if table is not None:
            return Value(table)
        if len(sides) != 2:
            raise e.error(group, "mutual information is of two sides", "I(X; Y)")
        x, y = (joint(e, s) for s in sides)
        given = [joint(e, after)] if after else []
        return Value(apply("mutual_information", x, y, *given, **params))
    nodes = [n for n in before if n is not SEMICOLON]
    table = e.table_entropy("H", [nodes], after) if e.tables and head.text == "H" else None
    if table is not None:
        return Value(table)
    values = [e.value(n).expr for n in nodes]
    if all(v.sort == "variable" for v in values):
        given = [joint(e, after)] if after else []
        op = "differential_entropy" if head.text == "h" else "entropy"
        return Value(apply(op, joint_of(values), *given, **params))
    if len(values) == 2 and not after:
        return Value(apply("cross_entropy", *values, **params))
    if len(values) == 1 and not after:
        if values[0].rank == 0 and values[0].sort in ("real", "integer"):
            return Value(apply("binary_entropy", values[0]))
        return Value(apply("entropy", values[0], **params))
    raise e.error(group, "an entropy of these", "random variables or probabilities")


def base_params(e: State) -> dict[str, int]:
    option = str(e.scope.options.get("log", "e"))
    return {} if option == "e" else {"base": int(option)}


def joint(e: State, nodes: list[Node]) -> Expr:
    return joint_of([e.value(n).expr for n in nodes])


def joint_of(values: list[Expr]) -> Expr:
    return values[0] if len(values) == 1 else apply("joint", *values)


def divergence(e: State, name: str, group: Group) -> Value:
    """KL(p || q), D_{KL}(p || q): of vectors of probabilities or of distributions."""
    if len(group.items) != 2:
        raise e.error(group, "a divergence is of two distributions", "p \\| q")
    p, q = (side(e, i) for i in group.items)
    return Value(apply(DIVERGENCES[name], p, q, **base_params(e)))


def side(e: State, node: Node) -> Expr:
    """p, or \\mathcal{N}(\\mu, \\Sigma), in a divergence."""
    table = e.table_side(node) if e.tables else None
    if table is not None:
        return table
    inner = plain(node)
    if isinstance(inner, Name) and e.scope.lookup(inner.text) is None:
        e.scan[inner.text].simplex = True
        e.scan[inner.text].event = False
    return e.value(inner).expr
