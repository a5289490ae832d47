"""p log p of probabilities of which one is 0."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lemmata.documents.lints.patterns import matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term, show
from lemmata.documents.lints.values import values

_CODE = "M115"
_PATTERNS = ("_p * log(_r)", "_p * log2(_r)", "_p * (log(_p) - log(_q))")  # where _p is a factor of _r


def zero_times_log(program: Program) -> Iterator[Remark]:
    """`p * log(p)` of numbers of which one is 0, also where a function is given them."""
    said: set[int] = set()
    for node in (*program.nodes(ast.BinOp), *program.nodes(ast.Call)):
        assert isinstance(node, ast.BinOp | ast.Call)
        if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mult):
            continue
        own = program.function(node.func) is not None if isinstance(node, ast.Call) else False
        for term in program.term(node).walk() if own else [program.term(node)]:
            if term.head == "mul" and term.node is not None and id(term.node) not in said and (
                    name := _with_a_zero(program, term, node)) and not _chosen(program, term.node):
                said.update((id(node), id(term.node)))
                yield program.remark(
                    _CODE, node, f"{name} has an entry 0, and 0 * log(0) is nan in floating point where its limit is 0",
                    "use scipy.special.entr, xlogy or rel_entr, or leave out the entries that are 0")
                break


def _with_a_zero(program: Program, term: Term, at: ast.expr) -> str:
    """What the probabilities `p` of `p * log(p)` are called, where one of them is 0: as the text says, or was seen."""
    for found in (found for text in _PATTERNS for found in matches(text, term)):
        inside = found.get("_r", found["_p"]).whole
        if found["_p"] not in (inside, *(inside.args if inside.head == "mul" else ())):
            continue
        known = values(found["_p"])
        if known is not None and len(known) > 1 and 0.0 in known:
            return program.named(found["_p"], at) or show(found["_p"])
        if name := _zero_seen(program, term.node, found["_p"]):
            return name
    return ""


def _zero_seen(program: Program, node: ast.expr | None, term: Term) -> str:
    """The name of what had an entry 0 when the product ran, and the product had entries that are no numbers."""
    if not isinstance(node, ast.BinOp) or not program.has(node):
        return ""
    products = program.watching.see(node).values
    sides = [{part.id for part in ast.walk(side) if isinstance(part, ast.Name)} for side in (node.left, node.right)]
    factors = [(part.id, value) for part in ast.walk(node) if isinstance(part, ast.Name)
               and (part.id in sides[0] & sides[1] or program.term(part) == term)
               for value in program.watching.see(part).values]
    if not any(v.size and v.finite < v.size for v in products):
        return ""
    return next((name for name, v in factors if v.zeros and v.size > 1), "")


def _chosen(program: Program, node: ast.expr) -> bool:
    """Whether a condition chooses where the product counts: `where(p > 0, p * log(p), 0)`, a `nansum`."""
    return any(isinstance(up, ast.IfExp) or (isinstance(up, ast.Call) and (
        program.name(up) == "where" or "nan" in ast.unparse(up.func))) for up in program.above(node))


ZEROS = Lint(
    _CODE, "zero-times-log-of-zero", "p log p of probabilities of which one is 0.",
    "log(0) is -inf and 0 * -inf is nan, so that the whole sum is nan; the limit of p log p is 0.",
    "Use scipy.special.entr(p), xlogy(p, p) or rel_entr(p, q), or leave out the entries that are 0.",
    "```python\nimport numpy as np\np = np.array([0.5, 0.5, 0.0])\nprint(-np.sum(p * np.log(p)))\n```\n",
    "```python\nimport numpy as np\nfrom scipy.special import entr\np = np.array([0.5, 0.5, 0.0])\n"
    "print(np.sum(entr(p)))\n```\n", zero_times_log)
