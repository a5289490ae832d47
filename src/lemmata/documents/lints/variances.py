"""Variances, deviations and covariances in code, and what they divide by."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.lints.patterns import Found, matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.terms import Term

_BOTH = ("matmul(_x - mean(_x), _y - mean(_y))", "sum((_x - mean(_x)) * (_y - mean(_y)))")
_SPELLED = (("mean((_x - mean(_x)) * (_y - mean(_y)))", 0.0), *((f"{both} / _n", 0.0) for both in _BOTH),
            *((f"{both} / (_n - 1)", 1.0) for both in _BOTH))  # covariances, and what is taken off the number


AWARE = re.compile(r"ddof|bessel|n\s*-\s*1|unbiased|biased|degrees? of freedom")
TORCH = ("torch",)
_OTHERS = {"torch", "pandas", "tensorflow", "polars", "xarray", "sympy"}  # whose arrays have the same methods


@dataclass(frozen=True)
class Moment:
    """A variance or covariance: where it is taken, of what, and what is taken off the number of values.

    told: whether the code says it; root: whose function it is
    """

    node: ast.expr
    kind: str
    data: tuple[Term, ...]
    ddof: float
    told: bool
    root: str


def moment(program: Program, node: ast.AST) -> Moment | None:
    """np.var(x), x.std(), np.cov(x, y), torch.var(t), statistics.stdev(x), Series.var()"""
    if not isinstance(node, ast.Call):
        return None
    qualified = program.qualified(node.func)
    root, name = qualified.split(".")[0], (qualified or getattr(node.func, "attr", "")).rpartition(".")[2]
    kinds = {
        "var": "var",
        "std": "std",
        "nanvar": "var",
        "nanstd": "std",
        "variance": "var",
        "stdev": "std",
        "pvariance": "var",
        "pstdev": "std",
        "cov": "cov",
        "covariance": "cov",
    }
    method = not qualified and isinstance(node.func, ast.Attribute)
    if name not in kinds or (qualified and root not in ("numpy", "jax", "torch", "statistics", "cupy")):
        return None
    if name in ("variance", "stdev", "pvariance", "pstdev", "covariance") and root != "statistics":
        return None
    named = {k.arg: k.value for k in node.keywords}
    given = next((named[k] for k in ("ddof", "correction") if k in named), None)
    sign = next((named[k] for k in ("bias", "unbiased") if k in named), None)
    ddof = _default(program, node, name, root, method)
    if given is not None:
        number = program.term(given).number
        ddof = number
    elif sign is not None:
        value = getattr(sign, "value", None)
        ddof = None if not isinstance(value, bool) else float(value != ("bias" in named))
    if ddof is None:
        return None
    values = [a for a in node.args if not (isinstance(a, ast.Constant))]
    if method:
        values.insert(0, node.func.value)  # type: ignore[attr-defined]
    if kinds[name] != "cov":
        values = values[:1]
    data = tuple(_same(part) for v in values[:2] for part in _rows(program.term(v)))
    return Moment(node, kinds[name], data, ddof, given is not None or sign is not None, root) if data else None


def by_hand(program: Program, node: ast.expr) -> Moment | None:
    """A covariance that is spelled out: the mean of (x - mean(x)) (y - mean(y)), or their sum over n or n - 1."""
    term = program.term(node)
    for text, ddof in _SPELLED:
        for found in matches(text, term):
            if found["_x"] != found["_y"] and ("_n" not in found or _counts(found["_n"], found)):
                return Moment(node, "cov", tuple(_same(found[name]) for name in ("_x", "_y")), ddof, True, "")
    return None


def _counts(term: Term, found: Found) -> bool:
    """Whether a term is the number of the values."""
    return term.head in ("len", "size", "shape", "attribute", "index") and any(
        found[name] in term.walk() for name in ("_x", "_y"))


def _default(program: Program, node: ast.Call, name: str, root: str, method: bool) -> float | None:
    """What is taken off the number of values where the call does not say it; None where one can't tell."""
    if root == "statistics":
        return 0.0 if name.startswith("p") else 1.0
    if name == "cov":
        return 1.0
    if not method:
        return 1.0 if root in TORCH else 0.0
    assert isinstance(node.func, ast.Attribute)
    of = library_of(program, node.func.value) or (
        _only_library(program) if isinstance(node.func.value, ast.Name) else "")
    return {"numpy": 0.0, "jax": 0.0, "torch": 1.0, "pandas": 1.0}.get(of)


def _only_library(program: Program) -> str:
    """Whose all arrays of a program are, where it imports NumPy and no other library that has arrays."""
    return "numpy" if "numpy" in program.scopes.roots and not _OTHERS & program.scopes.roots else ""


def library_of(program: Program, node: ast.expr) -> str:
    """Whose array an expression is, where the call that made it says so."""
    made: ast.AST | None = program.maker(node) or node
    for _ in range(20):
        if isinstance(made, ast.Call):
            root = program.qualified(made.func).split(".")[0]
            if root:
                return "numpy" if root == "scipy" else root
            if isinstance(made.func, ast.Attribute):
                if made.func.attr in (
                    "rvs",
                    "numpy",
                    "to_numpy",
                    "normal",
                    "standard_normal",
                    "uniform",
                    "exponential",
                ):
                    return "numpy"
                made = program.maker(made.func.value) or made.func.value
                continue
        if isinstance(made, ast.Subscript | ast.Attribute):
            made = program.maker(made.value) or made.value
            continue
        if isinstance(made, ast.BinOp):
            return library_of(program, made.left) or library_of(program, made.right)
        break
    return ""


def _rows(term: Term) -> Iterator[Term]:
    """The variables of an argument: `[x, y]`, `np.stack([x, y])`, `np.vstack((x, y))`, `X.T`."""
    if term.head == "list" and all(part.number is None for part in term.args):
        for part in term.args:
            yield from _rows(part)
    elif (term.head in ("stack", "vstack", "transpose", "column_stack", "concatenate") and term.args) or (
        term.head == "call" and isinstance(term.value, str) and term.value.endswith(("stack", "array")) and term.args
    ):
        yield from _rows(term.args[0])
    else:
        yield term


def _same(term: Term) -> Term:
    return term.args[0] if term.head == "transpose" else term
