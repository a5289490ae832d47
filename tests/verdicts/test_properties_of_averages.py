"""Random formulas of sums and of random variables: proofs against NumPy, counterexamples recomputed, stable kinds."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide

Tree = Any
Change = Callable[[Tree], Tree]
Values = Mapping[str, Any]
FLIPPED = {"eq": "eq", "le": "ge", "ge": "le"}
NUMBERS = (Fraction(2), Fraction(-1), Fraction(1, 2))
RELATIONS: dict[str, Callable[[float, float, float], bool]] = {  # clearly false, beyond a tolerance
    "eq": lambda a, b, e: abs(a - b) > e, "le": lambda a, b, e: a > b + e, "ge": lambda a, b, e: a < b - e}


def parts_of(tree: Tree, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """The places of all parts of a tree."""
    below = range(1, len(tree)) if isinstance(tree, tuple) else ()
    return [path, *(place for k in below for place in parts_of(tree[k], (*path, k)))]


def at_place(tree: Tree, path: tuple[int, ...], change: Change) -> Tree:
    if not path:
        return change(tree)
    k = path[0]
    return (*tree[:k], at_place(tree[k], path[1:], change), *tree[k + 1:])


def changed(tree: Tree, table: Sequence[Change], start: int) -> Tree:
    """The tree with one change that changes something, the choice of which `start` makes."""
    ways = [(change, place) for change in table for place in parts_of(tree)]
    for k in range(len(ways)):
        change, place = ways[(start + 7 * k) % len(ways)]
        new = at_place(tree, place, change)
        if new != tree:
            return new
    return tree


def is_op(tree: Tree, *ops: str) -> bool:
    return isinstance(tree, tuple) and tree[0] in ops


def rows(text: str) -> Any:
    """The numbers that a counterexample shows, such as "[[1, 1/2], [0, 3]]"."""
    quoted = text.replace("[", "['").replace("]", "']").replace(", ", "', '").replace("'[", "[").replace("]'", "]")
    return np.array(ast.literal_eval(quoted), dtype=object) if "[" in text else text


def numbers(text: str) -> Any:
    return np.vectorize(lambda v: float(Fraction(v)), otypes=[float])(rows(text))


def judged(op: str, left: Tree, right: Tree, build: Callable[[Tree, str], Expr]) -> Verdict:
    """The verdict, which must be of one kind whatever the names are and whichever side comes first."""
    found = decide(Claim((apply(op, build(left, ""), build(right, "")),)))
    again = decide(Claim((apply(FLIPPED[op], build(right, "z_"), build(left, "z_")),)))
    assert found.kind == again.kind, (op, left, right, found, again)
    return found


def reachable(value: Callable[[Tree, Values], Any], *trees: Tree, at: Values) -> list[float] | None:
    """Finite values of moderate size; None where floats can't tell."""
    with np.errstate(all="ignore"):
        found = [float(value(tree, at)) for tree in trees]
    return found if all(np.isfinite(v) and abs(v) < 1e6 for v in found) else None


def holds_everywhere(op: str, pairs: list[list[float] | None]) -> bool:
    return not any(RELATIONS[op](a, b, 1e-7 * (1 + abs(a) + abs(b))) for pair in pairs if pair for a, b in [pair])


# -- sums over arrays ---------------------------------------------------------------------------

ARRAYS = {"x": "real", "y": "real", "w": "positive", "p": "simplex"}
ENTRIES: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "mul": lambda a, b: a * b, "neg": lambda a: -a, "square": lambda a: a * a,
    "abs": np.abs, "exp": np.exp, "relu": lambda a: np.maximum(a, 0),
}
REDUCED: dict[str, Callable[[Any], Any]] = {"sum": np.sum, "mean": np.mean, "max": np.max, "norm": np.linalg.norm}


def arrays() -> st.SearchStrategy[Tree]:
    return st.recursive(st.sampled_from(sorted(ARRAYS)), lambda inner: st.one_of(
        st.tuples(st.sampled_from(("add", "mul")), inner, inner),
        st.tuples(st.sampled_from(("neg", "square", "abs", "relu")), inner),
        st.tuples(st.just("mul"), st.sampled_from(NUMBERS), inner)), max_leaves=3)


def reductions() -> st.SearchStrategy[Tree]:
    one = st.tuples(st.sampled_from(sorted(REDUCED)), arrays())
    return st.one_of(one, st.tuples(st.sampled_from(("add", "mul")), one, one), st.tuples(st.just("square"), one))


def of_arrays(tree: Tree, prefix: str) -> Expr:
    if isinstance(tree, str):
        return symbol(prefix + tree, ["n"], ARRAYS[tree])
    return number(tree) if isinstance(tree, Fraction) else apply(tree[0], *(of_arrays(t, prefix) for t in tree[1:]))


def in_numpy(tree: Tree, point: Values) -> Any:
    if isinstance(tree, str):
        return point[tree]
    if isinstance(tree, Fraction):
        return float(tree)
    return {**ENTRIES, **REDUCED}[tree[0]](*(in_numpy(part, point) for part in tree[1:]))


def vectors(seed: int, n: int) -> Values:
    rng = np.random.default_rng(seed)
    return {"x": rng.normal(size=n), "y": rng.normal(size=n), "w": rng.exponential(size=n),
            "p": rng.dirichlet(np.ones(n))}


SUMMED: tuple[Change, ...] = (
    lambda e: ("add", (e[0], e[1][1]), (e[0], e[1][2])) if is_op(e, *REDUCED) and is_op(e[1], "add") else e,
    lambda e: ("mul", (e[0], e[1][1]), (e[0], e[1][2])) if is_op(e, *REDUCED) and is_op(e[1], "mul")
    and not isinstance(e[1][1], Fraction) else e,
    lambda e: ("mul", e[1][1], (e[0], e[1][2])) if is_op(e, *REDUCED) and is_op(e[1], "mul")
    and isinstance(e[1][1], Fraction) else e,
    lambda e: ("neg", (e[0], e[1][1])) if is_op(e, *REDUCED) and is_op(e[1], "neg") else e,
    lambda e: ("square", ("sum", e[1][1])) if is_op(e, "sum") and is_op(e[1], "square") else e,
    lambda e: ("sum", ("mul", "p", e[1])) if is_op(e, "mean") else e,
    lambda e: ("mul", e, ("sum", "p")) if is_op(e, *REDUCED) else e,
    lambda e: ("sum", ("square", e[1][1])) if is_op(e, "square") and is_op(e[1], "norm") else e,
    lambda e: e[1] if is_op(e, "abs") else ("abs", e), lambda e: ("abs", e[1]) if is_op(e, "relu") else e,
    lambda e: (e[0], e[2], e[1]) if is_op(e, "add", "mul") else e, lambda e: ("neg", ("neg", e)),
)


@settings(max_examples=80)
@given(reductions(), st.sampled_from(("eq", "eq", "le", "ge")),
       st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_sums(left: Tree, op: str, changes: list[int]) -> None:
    right = left
    for start in changes:
        right = changed(right, SUMMED, start)
    found = judged(op, left, right, of_arrays)
    if found.kind in ("proved", "agrees"):
        points = [vectors(seed, n) for n in (2, 3, 5) for seed in range(4 if found.kind == "proved" else 0)]
        assert holds_everywhere(op, [reachable(in_numpy, left, right, at=p) for p in points]), (left, op, right, found)
    if found.kind in ("refuted", "conditional"):
        point = {name: numbers(text) for name, text in found.counterexample.items() if name in ARRAYS}
        pair = reachable(in_numpy, left, right, at=point)
        assert pair is None or RELATIONS[op](*pair, 1e-12), (left, op, right, point, pair, found)


# -- random variables on finite spaces ----------------------------------------------------------

VARIABLES = ("X", "Y")
MOMENTS = ("expectation", "variance", "covariance", "probability", "entropy")


def outcomes() -> st.SearchStrategy[Tree]:
    return st.recursive(st.sampled_from(VARIABLES), lambda inner: st.one_of(
        st.tuples(st.sampled_from(("add", "mul")), inner, inner), st.tuples(st.sampled_from(("neg", "square")), inner),
        st.tuples(st.just("mul"), st.sampled_from(NUMBERS), inner)), max_leaves=3)


def moments() -> st.SearchStrategy[Tree]:
    one = st.one_of(
        st.tuples(st.sampled_from(("expectation", "variance", "entropy")), outcomes()),
        st.tuples(st.just("covariance"), outcomes(), outcomes()),
        st.tuples(st.just("probability"), st.tuples(st.sampled_from(("ge", "gt")), outcomes(),
                                                    st.sampled_from(NUMBERS))))
    return st.one_of(one, st.tuples(st.sampled_from(("add", "mul")), one, one), st.tuples(st.just("square"), one))


def of_variables(tree: Tree, prefix: str) -> Expr:
    if isinstance(tree, str):
        return symbol(prefix + tree, (), "variable")
    return number(tree) if isinstance(tree, Fraction) else apply(tree[0], *(of_variables(t, prefix) for t in tree[1:]))


def on_table(tree: Tree, table: Values) -> Any:
    """The value on a table of outcomes by NumPy."""
    if isinstance(tree, str):
        return table[tree]
    if isinstance(tree, Fraction):
        return float(tree)
    weights = table["weights"]
    if tree[0] in ("ge", "gt"):
        return (np.greater_equal if tree[0] == "ge" else np.greater)(on_table(tree[1], table), float(tree[2]))
    parts = [on_table(part, table) for part in tree[1:]]
    if tree[0] in ("expectation", "probability"):
        return np.sum(weights * parts[0])
    if tree[0] == "variance":
        return np.sum(weights * parts[0] ** 2) - np.sum(weights * parts[0]) ** 2
    if tree[0] == "covariance":
        return np.sum(weights * parts[0] * parts[1]) - np.sum(weights * parts[0]) * np.sum(weights * parts[1])
    if tree[0] == "entropy":
        masses = np.array([np.sum(weights[np.isclose(parts[0], v)]) for v in np.unique(np.round(parts[0], 9))])
        return -np.sum(masses * np.log(masses))
    return ENTRIES[tree[0]](*parts)


def tables(seed: int) -> Values:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 7))
    return {"weights": rng.dirichlet(np.ones(count)), "X": rng.integers(-3, 4, count).astype(float),
            "Y": rng.integers(-3, 4, count).astype(float)}


AVERAGED: tuple[Change, ...] = (
    lambda e: ("add", (e[0], e[1][1]), (e[0], e[1][2])) if is_op(e, "expectation", "variance") and is_op(e[1], "add")
    else e,
    lambda e: ("mul", ("expectation", e[1][1]), ("expectation", e[1][2])) if is_op(e, "expectation")
    and is_op(e[1], "mul") and not isinstance(e[1][1], Fraction) else e,
    lambda e: ("mul", e[1][1], (e[0], e[1][2])) if is_op(e, "expectation", "variance", "entropy")
    and is_op(e[1], "mul") and isinstance(e[1][1], Fraction) else e,
    lambda e: ("mul", ("square", e[1][1]), ("variance", e[1][2])) if is_op(e, "variance") and is_op(e[1], "mul")
    and isinstance(e[1][1], Fraction) else e,
    lambda e: ("add", ("expectation", ("square", e[1])), ("neg", ("square", ("expectation", e[1]))))
    if is_op(e, "variance") else e,
    lambda e: ("square", ("expectation", e[1][1])) if is_op(e, "expectation") and is_op(e[1], "square") else e,
    lambda e: ("add", ("expectation", ("mul", e[1], e[2])),
               ("neg", ("mul", ("expectation", e[1]), ("expectation", e[2]))))
    if is_op(e, "covariance") else e,
    lambda e: ("covariance", e[1], e[1]) if is_op(e, "variance") else e,
    lambda e: ("expectation", ("mul", e[1], e[2])) if is_op(e, "covariance") else e,
    lambda e: (e[0], ("neg", e[1])) if is_op(e, "variance", "entropy", "expectation") else e,
    lambda e: ("add", Fraction(1), ("neg", ("probability",
               ("ge" if e[1][0] == "gt" else "gt", ("neg", e[1][1]), -e[1][2]))))
    if is_op(e, "probability") else e,
    lambda e: ("probability", ("gt", *e[1][1:])) if is_op(e, "probability") else e,
    lambda e: (e[0], e[2], e[1]) if is_op(e, "add", "mul", "covariance") else e,
)


@settings(max_examples=70)
@given(moments(), st.sampled_from(("eq", "eq", "le", "ge")),
       st.lists(st.integers(0, 400), min_size=1, max_size=2))
def test_moments(left: Tree, op: str, changes: list[int]) -> None:
    right = left
    for start in changes:
        right = changed(right, AVERAGED, start)
    found = judged(op, left, right, of_variables)
    if found.kind == "proved":
        pairs = [reachable(on_table, left, right, at=tables(seed)) for seed in range(12)]
        assert holds_everywhere(op, pairs), (left, op, right, found)
    weights = found.counterexample.get("probabilities of the outcomes")
    if found.kind in ("refuted", "conditional") and weights:
        table = {"weights": numbers(weights), **{
            name: numbers(found.counterexample[name]) for name in VARIABLES if name in found.counterexample}}
        pair = reachable(on_table, left, right, at=table)
        assert pair is None or RELATIONS[op](*pair, 1e-12), (left, op, right, table, pair, found)
