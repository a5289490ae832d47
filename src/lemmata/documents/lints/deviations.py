"""Variances divided by n beside covariances divided by n - 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.variances import AWARE, TORCH, Moment, by_hand, library_of, moment
from lemmata.documents.lints.words import comments, shown_as

CODE = "M203"
_SAID = re.compile(r"population|correction|divid")  # beside the numbers


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
    root = var.root or (library_of(program, function.value) if isinstance(function, ast.Attribute) else "")
    keyword = "correction" if root in TORCH else "ddof"
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
                if not AWARE.search(f"{words} {part.said.lower()}") and not _SAID.search(words):
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
