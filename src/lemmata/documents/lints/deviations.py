"""Variances divided by n beside covariances divided by n - 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.lints.patterns import Found, matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import comments, shown_as

CODE = "M203"
_BOTH = ("matmul(_x - mean(_x), _y - mean(_y))", "sum((_x - mean(_x)) * (_y - mean(_y)))")
_SPELLED = (("mean((_x - mean(_x)) * (_y - mean(_y)))", 0.0), *((f"{both} / _n", 0.0) for both in _BOTH),
            *((f"{both} / (_n - 1)", 1.0) for both in _BOTH))  # covariances, and what is taken off the number
_AWARE = re.compile(r"ddof|bessel|n\s*-\s*1|unbiased|biased|degrees? of freedom")
_SAID = re.compile(r"population|correction|divid")  # beside the numbers
_TORCH = ("torch",)
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
        return 1.0 if root in _TORCH else 0.0
    assert isinstance(node.func, ast.Attribute)
    of = _library_of(program, node.func.value) or (
        _only_library(program) if isinstance(node.func.value, ast.Name) else "")
    return {"numpy": 0.0, "jax": 0.0, "torch": 1.0, "pandas": 1.0}.get(of)


def _only_library(program: Program) -> str:
    """Whose all arrays of a program are, where it imports NumPy and no other library that has arrays."""
    return "numpy" if "numpy" in program.scopes.roots and not _OTHERS & program.scopes.roots else ""


def _library_of(program: Program, node: ast.expr) -> str:
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
            return _library_of(program, made.left) or _library_of(program, made.right)
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


def _conflict(left: Moment, right: Moment) -> bool:
    """Of the same data, one by n and one by n - 1: a covariance and a variance, or variances of two libraries."""
    same = any(a == b for a in left.data for b in right.data)
    if left.ddof == right.ddof or not same or left.kind == right.kind == "cov":
        return False
    return "cov" in (left.kind, right.kind) or (left.root != right.root and not left.told and not right.told)


def find(program: Program) -> Iterator[Remark]:
    found = {id(m.node): m for call in program.calls() if (m := moment(program, call)) is not None}
    for one in found.values():
        program.watching.see(one.node)
        program.watching.see(one.node.args[0] if one.node.args else one.node)
    pairs = [*_in_one_computation(program, found), *_side_by_side(program, found)]
    said: set[int] = set()
    for var, cov, where in pairs:
        statement = program.statement(var.node)
        if id(statement) in said:
            continue
        said.add(id(statement))
        yield program.remark(
            CODE,
            var.node,
            f"{ast.unparse(var.node)} divides by {_divisor(var)}, {ast.unparse(cov.node)} by "
            f"{_divisor(cov)}, and they are {where}",
            _hint(program, var, cov),
            _seen(program, var, cov),
        )


def _divisor(one: Moment) -> str:
    return "n" if one.ddof == 0 else f"n - {one.ddof:g}"


def _hint(program: Program, var: Moment, cov: Moment) -> str:
    assert isinstance(var.node, ast.Call)
    function = var.node.func
    root = var.root or (_library_of(program, function.value) if isinstance(function, ast.Attribute) else "")
    keyword = "correction" if root in _TORCH else "ddof"
    return (
        f"take both by n - 1: {keyword}={cov.ddof:g} in {ast.unparse(function)}"
        if cov.ddof == 1
        else (f"give both the same {keyword}: {keyword}={cov.ddof:g}")
    )


def _seen(program: Program, var: Moment, cov: Moment) -> str:
    values = [program.watching.see(m.node) for m in (var, cov)]
    if not all(values) or values[0].last.number is None or not values[1].last.values:
        return ""
    variance = values[0].last.number if var.kind == "var" else values[0].last.number ** 2
    near = min(values[1].last.values, key=lambda v: abs(v - variance))
    return f"seen: variance {variance:.6g} beside {near:.6g}" if near != variance else ""


def _in_one_computation(program: Program, found: dict[int, Moment]) -> Iterator[tuple[Moment, Moment, str]]:
    """cov(x, y)[0, 1] / var(x), cov / (std * std), cov / sqrt(var * var), diag(1 / std) @ cov @ diag(1 / std)"""
    for node in program.nodes(ast.BinOp):
        assert isinstance(node, ast.BinOp)
        term = program.term(node)
        if isinstance(node.op, ast.MatMult):
            yield from ((var, cov, "multiplied together") for var, cov in _scaled(term, found))
        if term.head != "mul" or term.node is not node:
            continue
        hand = by_hand(program, node.left) if isinstance(node.op, ast.Div) else None
        over = [f for f in term.args if f.head == "pow" and (f.args[1].number or 0) < 0]
        below = [m for f in over for m in _moments(f, found)]
        above = [m for f in term.args if f not in over for m in _moments(f, found)]
        for cov in [*above, *([hand] if hand is not None else [])]:
            for var in below:
                if cov.kind == "cov" and _conflict(var, cov):
                    yield var, cov, "divided by each other"


def _scaled(term: Term, found: dict[int, Moment]) -> Iterator[tuple[Moment, Moment]]:
    """Standard deviations by which the covariances in a product of matrices are divided."""
    over = [part for part in term.walk() if part.head == "pow" and (part.args[1].number or 0) < 0]
    below = [m for part in over for m in _moments(part, found)]
    covs = [m for part in term.walk() for m in _moments(part, found) if m.kind == "cov"]
    yield from ((var, cov) for var in below for cov in covs if _conflict(var, cov))


def _moments(term: Term, found: dict[int, Moment]) -> Iterator[Moment]:
    """The moments that are factors of a term, or of what it is a power of."""
    term = term.whole
    if term.node is not None and id(term.node) in found:
        yield found[id(term.node)]
    elif term.head in ("mul", "pow", "outer"):
        for part in term.args:
            yield from _moments(part, found)


def _side_by_side(program: Program, found: dict[int, Moment]) -> Iterator[tuple[Moment, Moment, str]]:
    shown = [m for m in found.values() if not m.told and _is_shown(program, m.node)]
    for var in shown:
        for cov in shown:
            part = program.part(var.node)
            if var.kind == "cov" or program.part(cov.node) is not part:
                continue
            if _conflict(var, cov) and (cov.kind == "cov" or var.ddof < cov.ddof):
                words = " ".join(
                    (
                        comments(program, var.node),
                        comments(program, cov.node),
                        shown_as(program, var.node),
                        shown_as(program, cov.node),
                    )
                )
                if not _AWARE.search(f"{words} {part.said.lower()}") and not _SAID.search(words):
                    yield var, cov, "shown side by side"


def _is_shown(program: Program, node: ast.expr) -> bool:
    """Whether a value is printed, or ends a block."""
    statement = program.statement(node)
    if isinstance(statement, ast.Expr):
        return _prints(program, statement)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        binding = program.scopes.targets.get(id(statement.targets[0]))
        if binding is not None and _only_indexed(program, statement.value, node):
            return any(
                isinstance(s := program.statement(use), ast.Expr) and _prints(program, s)
                for use in program.uses(binding)
            )
    return False


def _only_indexed(program: Program, value: ast.expr, node: ast.expr) -> bool:
    """Whether the value is the moment itself, or an entry of it."""
    return program.term(value).whole.node is node or value is node


def _prints(program: Program, statement: ast.Expr) -> bool:
    if isinstance(statement.value, ast.Call):
        name = program.qualified(statement.value.func)
        return name in ("builtins.print", "IPython.display.display") or name.endswith(".display")
    return True


DEVIATIONS = Lint(
    CODE,
    "mixed-ddof",
    "A variance divided by n stands beside a covariance divided by n - 1.",
    "np.var and np.std divide by n, np.cov, PyTorch, pandas and the statistics module by n - 1. The diagonal of cov is "
    "then not the variance shown, and cov(x, y) / var(x) or cov(x, y) / (std(x) std(y)) is off by n / (n - 1).",
    "Give ddof=1 to var and std, or ddof=0 to cov.",
    "```python\nimport numpy as np\nx = np.array([1.0, 2.0, 4.0])\ny = np.array([1.0, 3.0, 4.0])\n"
    "slope = np.cov(x, y)[0, 1] / np.var(x)\nprint(slope)\n```\n",
    "```python\nimport numpy as np\nx = np.array([1.0, 2.0, 4.0])\ny = np.array([1.0, 3.0, 4.0])\n"
    "slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1)\nprint(slope)\n```\n",
    find,
)
