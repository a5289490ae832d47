"""Random pairs of formulas: no proof contradicts a float, a counterexample is one for NumPy too, kinds are stable."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide

# A tree is a name, a number, or an operation with its trees; Python's own arithmetic gives it a value.
Tree = Any
DOMAINS = {"x": "real", "y": "real", "a": "positive", "c": "nonnegative", "u": "unit", "k": "integer"}
PLACES: dict[str, tuple[float, ...]] = {
    "x": (-2.0, -0.7, 0.0, 0.4, 3.0), "y": (-1.3, 0.6, 2.0), "a": (0.3, 1.7), "c": (0.0, 2.2), "u": (0.0, 0.8),
    "k": (-3.0, -1.0, 0.0, 2.0),
}
SCALARS: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b, "mul": lambda a, b: a * b, "neg": lambda a: -a, "div": lambda a, b: a / b,
    "pow": lambda a, b: math.pow(a, b), "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs,
    "sin": math.sin, "cos": math.cos, "tanh": math.tanh, "maximum": max, "relu": lambda a: max(a, 0.0),
    "sign": lambda a: float(np.sign(a)), "square": lambda a: a * a,
}
BINARY = ("add", "mul", "div", "pow", "maximum")
NUMBERS = tuple(Fraction(p, q) for p, q in ((0, 1), (1, 1), (2, 1), (-1, 1), (3, 1), (1, 2), (-1, 2), (1, 3)))


def scalars() -> st.SearchStrategy[Tree]:
    leaves = st.one_of(st.sampled_from(sorted(DOMAINS)), st.sampled_from(NUMBERS))
    unary = st.sampled_from(sorted(set(SCALARS) - set(BINARY)))
    return st.recursive(leaves, lambda inner: st.one_of(
        st.tuples(st.sampled_from(BINARY), inner, inner), st.tuples(unary, inner),
        st.tuples(st.just("pow"), inner, st.sampled_from(NUMBERS)),
    ), max_leaves=6)


def to_expr(tree: Tree, prefix: str = "") -> Expr:
    if isinstance(tree, str):
        return symbol(prefix + tree, (), DOMAINS[tree])
    return number(tree) if isinstance(tree, Fraction) else apply(tree[0], *(to_expr(t, prefix) for t in tree[1:]))


def value(tree: Tree, point: dict[str, float]) -> float:
    """The value in floats; ValueError where it is not real, or too large or small for floats to compare."""
    if isinstance(tree, str):
        return point[tree]
    if isinstance(tree, Fraction):
        return float(tree)
    result = SCALARS[tree[0]](*(value(part, point) for part in tree[1:]))
    if not 1e-6 < abs(result) < 1e6 and result != 0:
        raise ValueError(f"{result} is too large or small")
    return result


# Changes that authors make; about half of them are wrong for some signs.
CHANGES: tuple[Callable[[Tree], Tree], ...] = (
    lambda e: ("sqrt", ("pow", e, Fraction(2))), lambda e: ("pow", ("sqrt", e), Fraction(2)),
    lambda e: ("abs", e), lambda e: ("exp", ("log", e)), lambda e: ("log", ("exp", e)),
    lambda e: ("pow", ("pow", e, Fraction(3)), Fraction(1, 3)), lambda e: ("neg", ("neg", e)),
    lambda e: ("div", ("mul", e, "x"), "x"), lambda e: ("mul", ("sign", e), ("abs", e)),
    lambda e: ("add", ("maximum", e, "y"), ("neg", ("relu", ("add", "y", ("neg", e))))),
    lambda e: (e[0], e[2], e[1]) if isinstance(e, tuple) and len(e) == 3 else e,
    lambda e: ("add", ("log", e[1]), ("log", e[2])) if isinstance(e, tuple) and e[0] == "mul" else ("log", e),
)


def changed(tree: Tree, change: Callable[[Tree], Tree], place: int) -> Tree:
    """The tree with one of its parts changed."""
    if not isinstance(tree, tuple) or place % 3 == 0:
        return change(tree)
    part = 1 + place % (len(tree) - 1)
    return (*tree[:part], changed(tree[part], change, place // 3), *tree[part + 1 :])


def close(left: Any, right: Any) -> bool:
    return bool(np.allclose(left, right, rtol=1e-6, atol=1e-7))


def verdict(left: Tree, right: Tree, build: Callable[[Tree, str], Expr]) -> Verdict:
    """The verdict, which must be of one kind whatever the names are and whichever side comes first."""
    found = decide(Claim((apply("eq", build(left, ""), build(right, "")),)))
    again = decide(Claim((apply("eq", build(right, "z_"), build(left, "z_")),)))
    assert found.kind == again.kind, (left, right, found, again)
    return found


@settings(max_examples=120)
@given(scalars(), st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 80)), min_size=1, max_size=3))
def test_numbers(left: Tree, changes: list[tuple[Callable[[Tree], Tree], int]]) -> None:
    right = left
    for change, place in changes:
        right = changed(right, change, place)
    assume(left != right)
    found = verdict(left, right, to_expr)
    if found.kind == "proved":
        for place in product(*PLACES.values()):
            point = dict(zip(PLACES, place))
            try:
                pair = value(left, point), value(right, point)
            except (ValueError, ZeroDivisionError, OverflowError):
                continue
            assert close(*pair), (left, right, point, pair, found)
    if found.kind in ("refuted", "conditional"):
        point = {name: float(Fraction(text)) for name, text in found.counterexample.items() if name in DOMAINS}
        try:
            pair = value(left, point), value(right, point)
        except (ValueError, ZeroDivisionError, OverflowError):
            return
        assert pair[0] != pair[1], (left, right, point, pair, found)


MATRICES = {"A": "real", "B": "real", "S": "symmetric", "Q": "orthogonal", "P": "posdef"}
PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "matmul": lambda a, b: a @ b, "add": lambda a, b: a + b, "mul": lambda a, b: a * b}
SINGLES: dict[str, Callable[[Any], Any]] = {"transpose": np.transpose, "inv": np.linalg.inv, "neg": np.negative}
ENDS: dict[str, Callable[[Any], Any]] = {
    "trace": np.trace, "det": np.linalg.det, "sum": np.sum, "transpose": np.transpose, "norm": np.linalg.norm}


def matrices() -> st.SearchStrategy[Tree]:
    return st.recursive(st.sampled_from(sorted(MATRICES)), lambda inner: st.one_of(
        st.tuples(st.just("matmul"), inner, inner), st.tuples(st.sampled_from(sorted(PAIRS)), inner, inner),
        st.tuples(st.sampled_from(sorted(SINGLES)), inner)), max_leaves=4)


def to_matrix(tree: Tree, prefix: str = "") -> Expr:
    if isinstance(tree, str):
        return symbol(prefix + tree, ["n", "n"], MATRICES[tree])
    return apply(tree[0], *(to_matrix(t, prefix) for t in tree[1:]))


def array(tree: Tree, point: dict[str, Any]) -> Any:
    if isinstance(tree, str):
        return point[tree]
    return {**PAIRS, **SINGLES}[tree[0]](*(array(part, point) for part in tree[1:]))


def draw(seed: int, n: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    a, b, c, d = rng.normal(size=(4, n, n))
    return {"A": a, "B": b, "S": c + c.T, "Q": np.linalg.qr(d)[0], "P": c @ c.T + np.eye(n)}


# Right and wrong ways to write a product, a transpose or an inverse again.
REWRITTEN: tuple[Callable[[Tree], Tree], ...] = (
    lambda e: ("transpose", e), lambda e: ("inv", ("inv", e)), lambda e: ("transpose", ("transpose", e)),
    lambda e: (e[0], e[2], e[1]) if len(e) == 3 else e,
    lambda e: ("transpose", (e[0], ("transpose", e[2]), ("transpose", e[1]))) if len(e) == 3 else e,
    lambda e: ("inv", (e[0], ("inv", e[2]), ("inv", e[1]))) if len(e) == 3 else e,
    lambda e: ("matmul", ("matmul", e, "Q"), ("transpose", "Q")), lambda e: ("matmul", e, ("matmul", "Q", "Q")),
    lambda e: ("matmul", "P", ("matmul", ("inv", "P"), e)), lambda e: ("matmul", ("matmul", "P", e), ("inv", "P")),
)


@settings(max_examples=60)
@given(matrices(), st.sampled_from(sorted(ENDS)),
       st.lists(st.tuples(st.sampled_from(REWRITTEN), st.integers(0, 30)), min_size=1, max_size=2))
def test_matrices(left: Tree, end: str, changes: list[tuple[Callable[[Tree], Tree], int]]) -> None:
    right = left
    for change, place in changes:
        right = changed(right, change, place)
    assume(left != right)
    found = verdict(left, right, lambda tree, prefix: apply(end, to_matrix(tree, prefix)))
    if found.kind == "proved":
        for n in (1, 2, 3):
            point = draw(n, n)
            pair = ENDS[end](array(left, point)), ENDS[end](array(right, point))
            size = np.max(np.abs(pair[0]))
            assert np.allclose(*pair, rtol=1e-5, atol=1e-5 * max(1.0, size)), (left, right, end, n, pair, found)
    if found.kind in ("refuted", "conditional"):
        entries = {name: _entries(text) for name, text in found.counterexample.items() if name in MATRICES}
        try:
            pair = ENDS[end](array(left, entries)), ENDS[end](array(right, entries))
        except np.linalg.LinAlgError:
            return
        assert np.max(np.abs(pair[0] - pair[1])) > 1e-12, (left, right, end, entries, pair, found)


def _entries(text: str) -> Any:
    """The matrix that a counterexample shows, such as "[[1, 1/2], [0, 3]]"."""
    quoted = text.replace("[", "['").replace("]", "']").replace(", ", "', '").replace("'[", "[").replace("]'", "]")
    return np.array([[float(Fraction(v)) for v in row] for row in ast.literal_eval(quoted)])
