"""Numbers used as the probabilities of a distribution that don't add up to 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.code.probes import Value
from lemmata.documents.lints.flow import gone_through
from lemmata.documents.lints.patterns import first_match, matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import called, comments, said_of, shown_as, spaced

CODE = "M207"
_OFF = 0.015  # what rounding to two digits may leave out
_ENTROPIES = (
    "sum(_p * log(_p))", "sum(_p * log2(_p))", "sum(_p * log(_p / _q))", "sum(_p * log2(_p / _q))",
    "sum(_p * (log(_p) - log(_q)))", "matmul(_p, log(_p))", "matmul(_p, log2(_p))")
_BY = {"exp(_x) / max(exp(_x))": "largest of them", "exp(_x) / mean(exp(_x))": "mean of them"}
_PROBABILITIES = re.compile(r"\b(probs|probabilities|softmax)\b")
_TRANSITION = re.compile(r"\btransitions?\b|\bmarkov\b|\bstochastic matrix\b")
_NAMED = re.compile(r"^(p|ps|pmf|prob|probs|probability|probabilities|.* (pmf|probs|probabilities))$")
_EXPECTED = re.compile(r"\b(expected|expectation|expectations)\b|^(e|ev|e x)$")
_WEIGHTS = re.compile(r"\b(posterior|prior|pmf|probs|probabilities|weights)\b")
_CHANCE = re.compile(r"(?:^|\W)p\s?\(|\bprobability\b|\bchance\b")
_FREE = re.compile(r"un-?normali[sz]|not normali[sz]|add up|sum to|counts|partial")


def find(program: Program) -> Iterator[Remark]:
    yield from _divided(program)
    yield from _transitions(program)
    yield from _parts(program)
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


def _divided(program: Program) -> Iterator[Remark]:
    """Exponentials that are named probabilities, and were divided by the largest one, or by their mean."""
    for node in program.nodes(ast.Assign, ast.Return):
        assert isinstance(node, ast.Assign | ast.Return)
        bindings = [program.binding(t) for t in getattr(node, "targets", ())]
        compared = any(isinstance(program.parent(use), ast.Compare) for b in bindings if b is not None
                       for use in program.uses(b))  # with random numbers: chances to accept, which need no sum
        if node.value is None or compared or not _PROBABILITIES.search(called(program, node)):
            continue
        program.watching.see(node.value)
        for text, way in _BY.items():
            if any(True for _ in matches(text, program.term(node.value))) and not _FREE.search(said_of(program, node)):
                values = program.watching.see(node.value).values
                if program.watching.was_run(node) and not any((v.sum or 0) > 1 + _OFF for v in values):
                    continue
                yield program.remark(
                    CODE, node.value, f"{ast.unparse(node.value)} divides by the {way}: these probabilities don't add "
                    "up to 1", "divide by the sum, over the outcomes of one distribution",
                    next((f"they add up to {v.sum:.4g}" for v in values if v.sum is not None), ""))
                break


def _parts(program: Program) -> Iterator[Remark]:
    """The sum of a part of some weights, shown as a probability, where all of them don't add up to 1."""
    for node in program.calls():
        term = program.term(node)
        inner = node.args[0] if node.args else getattr(node.func, "value", None)
        if term.node is not node or term.head != "sum" or not isinstance(inner, ast.Subscript) or not isinstance(
                inner.value, ast.Name) or not _WEIGHTS.search(spaced(inner.value.id)):
            continue
        up = program.parent(node)  # times the width of a cell it is an integral; in a quotient it is made one
        seen = next((why for v in program.watching.see(inner.value).values if (why := _off((v,)))), "")
        if seen and not isinstance(up, ast.BinOp) and _CHANCE.search(shown_as(program, node).lower()) and (
                not _FREE.search(said_of(program, node))):
            yield program.remark(
                CODE, node, f"{ast.unparse(node)} is shown as a probability, but {inner.value.id} does not add up to 1",
                "divide by the sum", seen)


def _transitions(program: Program) -> Iterator[Remark]:
    """Matrices of transition probabilities, used as such, of which neither rows nor columns add up to 1."""
    said: set[object] = set()
    for name in program.nodes(ast.Name):
        assert isinstance(name, ast.Name)
        binding = program.binding(name)
        if binding is None or binding in said or not isinstance(name.ctx, ast.Load) or not _steps(program, name):
            continue
        if not _TRANSITION.search(f"{spaced(name.id)} {comments(program, binding.node)}"):
            continue
        values = program.watching.see(name).values
        rows = _table(program.term(name)) if not program.watching.was_run(name) else next(
            (table for v in values if (table := _shaped(v)) is not None), None)
        if rows is None or len(rows) != len(rows[0]) or any(not 0 <= x <= 1 for row in rows for x in row):
            continue
        if any(all(abs(sum(row) - 1) <= _OFF for row in way) for way in (rows, [*zip(*rows)])):
            continue
        wrong = [i for i, row in enumerate(rows) if abs(sum(row) - 1) > _OFF]
        if len(wrong) * 2 > len(rows) or _FREE.search(said_of(program, name)):
            continue  # not meant as one at all
        said.add(binding)
        yield program.remark(
            CODE, name, f"{name.id} is used as the transition probabilities of a chain, but its row {wrong[0] + 1} "
            f"adds up to {sum(rows[wrong[0]]):.4g}", "let each row add up to 1")


def _steps(program: Program, name: ast.Name) -> bool:
    """Whether a matrix is multiplied by something, or taken to a power."""
    up = program.parent(name)
    if isinstance(up, ast.Attribute):
        up = program.parent(up)
    return (isinstance(up, ast.BinOp) and isinstance(up.op, ast.MatMult)) or (
        isinstance(up, ast.Call) and program.name(up) in ("matmul", "dot", "matrix_power"))


def _table(term: Term) -> list[list[float]] | None:
    """The rows of a matrix that stands in the text."""
    rows = [[x.number for x in row.args] for row in term.args if row.head == "list"] if term.head == "list" else []
    found = [[x for x in row if x is not None] for row in rows]
    return found if len(found) == len(term.args) > 1 and found == rows and len({len(r) for r in found}) == 1 and (
        found[0]) else None


def _shaped(value: Value) -> list[list[float]] | None:
    """The rows of a matrix that was seen."""
    numbers = value.values or ()  # of large ones none are told
    if len(value.shape or ()) != 2 or len(numbers) < 4:
        return None
    width = value.shape[1]
    return [list(numbers[i:i + width]) for i in range(0, len(numbers), width)]


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
    elif term.node is node and term.head in ("sum", "matmul") and (_EXPECTED.search(called(program, node)) or (
            (term.head == "matmul" or term.args[0].head == "mul") and _EXPECTED.search(shown_as(program, node)))):
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and _NAMED.match(spaced(part.id)):
                yield part


def _whole(program: Program, node: ast.expr) -> ast.expr:
    """What a comprehension goes through, for one entry of it."""
    binding = program.binding(node) if isinstance(node, ast.Name) else None
    if binding is None or binding.kind != "each" or binding.value is None:
        return node
    source = gone_through(program, binding)
    return node if binding.path and source is binding.value else source


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
