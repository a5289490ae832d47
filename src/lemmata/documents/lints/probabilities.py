"""Numbers used as the probabilities of a distribution that don't add up to 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.code.probes import Value
from lemmata.documents.lints.patterns import first_match
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import called, said_of, spaced

CODE = "M207"
_OFF = 0.015  # what rounding to two digits may leave out
_ENTROPIES = (
    "sum(_p * log(_p))", "sum(_p * log2(_p))", "sum(_p * log(_p / _q))", "sum(_p * log2(_p / _q))",
    "sum(_p * (log(_p) - log(_q)))", "matmul(_p, log(_p))", "matmul(_p, log2(_p))")
_NAMED = re.compile(r"^(p|ps|pmf|prob|probs|probability|probabilities|.* (pmf|probs|probabilities))$")
_EXPECTED = re.compile(r"\b(expected|expectation|expectations)\b")
_FREE = re.compile(r"un-?normali[sz]|not normali[sz]|add up|sum to|counts|partial")


def find(program: Program) -> Iterator[Remark]:
    said: set[int] = set()
    for node in program.nodes(ast.Call, ast.BinOp):
        assert isinstance(node, ast.expr)
        for part in _used(program, node):
            values = program.watching.see(part).values
            seen = _off(values)
            if not seen and not (program.watching.was_run(node) and any(v.kind == "array" for v in values)):
                seen = _written(program.term(part).whole)
            if seen and id(node) not in said and not _FREE.search(said_of(program, node)):
                said.add(id(node))
                yield program.remark(
                    CODE, node, f"{ast.unparse(part)} is used as the probabilities of a distribution, but they don't "
                    "add up to 1", "divide by the sum, or add the outcome that is missing", seen)


def _used(program: Program, node: ast.expr) -> Iterator[ast.expr]:
    """The expressions that an entropy, a divergence or an expected value takes for probabilities."""
    term = program.term(node)
    if term.node is node and term.head in ("sum", "matmul") and first_match(_ENTROPIES, term) is not None:
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and program.name(part) in ("log", "log2"):
                inner = part.args[0] if part.args else getattr(part.func, "value", None)
                parts = (inner.left, inner.right) if isinstance(inner, ast.BinOp) and isinstance(
                    inner.op, ast.Div) else (inner,)
                yield from (_whole(program, p) for p in parts if isinstance(
                    p, ast.Name | ast.Subscript | ast.Attribute))
    elif term.node is node and term.head in ("sum", "matmul") and _EXPECTED.search(called(program, node)):
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and _NAMED.match(spaced(part.id)):
                yield part


def _whole(program: Program, node: ast.expr) -> ast.expr:
    """What a comprehension goes through, for one entry of it."""
    binding = program.binding(node) if isinstance(node, ast.Name) else None
    if binding is None or binding.kind != "each" or binding.value is None:
        return node
    source, path = binding.value, binding.path
    if path and isinstance(source, ast.Call) and program.name(source) == "zip" and path[0] < len(source.args):
        return source.args[path[0]]
    return source if not path else node


def _off(values: tuple[Value, ...]) -> str:
    for value in values:
        if value.kind == "array" and len(value.shape) == 1 and value.size > 1 and value.finite == value.size and (
                not value.negative and value.high <= 1 and abs(value.sum - 1) > _OFF):
            return f"the {value.size} numbers seen add up to {value.sum:.4g}"
    return ""


def _written(term: Term) -> str:
    """The same for numbers that stand in the text."""
    numbers = [part.number for part in term.args] if term.head == "list" else []
    known = [n for n in numbers if n is not None and 0 <= n <= 1]
    if len(known) > 1 and len(known) == len(numbers) and abs(sum(known) - 1) > _OFF:
        return f"they add up to {sum(known):.4g}"
    return ""


PROBABILITIES = Lint(
    CODE, "probabilities-off-one", "Numbers are used as the probabilities of a distribution and don't add up to 1.",
    "Entropies, divergences and expected values of them mean nothing: a divergence may even be negative.",
    "Divide them by their sum, or add the outcome that is missing.",
    "```python\nimport numpy as np\np = np.array([0.2, 0.3, 0.4])\nentropy = -np.sum(p * np.log(p))\n"
    "print(entropy)\n```\n",
    "```python\nimport numpy as np\np = np.array([0.2, 0.3, 0.5])\nentropy = -np.sum(p * np.log(p))\n"
    "print(entropy)\n```\n",
    find)
