"""Floats compared with ==: what two roundings make of numbers that are equal on paper."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from lemmata.documents.lints.constants import constant
from lemmata.documents.lints.counting import entries
from lemmata.documents.lints.flow import given_to, origins
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.values import values

_EIGENVALUES = ("eig", "eigh", "eigvals", "eigvalsh", "svd")
_INEXACT = ("exp", "log", "log2", "log10", "log1p", "expm1", "sin", "cos", "tan", "tanh", "sigmoid", "softmax", "inv",
            "solve", "det", "cholesky", "eigvals", "eigvalsh", "norm", "std", "var", "logsumexp", "log_softmax",
            "hypot", "sinh", "cosh", "softplus", *_EIGENVALUES)
_SUMMED = ("mean", "matmul", "std", "var", "norm")  # rounded, unless all entries are small integers
_CHOSEN = ("max", "min", "maximum", "minimum", "median", "argmax", "argmin", "sort", "unique", "percentile")
_SHARES = re.compile(r"(?i)p|q|pi|w|\w*(prob|weight|softmax|dist|share|belief|posterior|prior|attention|attn)\w*")
_SHOWN_FALSE = re.compile(r"(?i)\bfalse\b|\btrue\b|surpris|not equal|never")
_WITHIN_ONE = ("sin", "cos", "tanh", "sigmoid")
_FACTORS = ("qr", "cholesky", "svd", "eigh", "eig", "lu", "ldl", "schur")
_TOLERANT = ("approx", "isclose", "allclose", "Approx")
_INVERSE = tuple(map(set, (
    ("exp", "log"), ("exp2", "log2"), ("expm1", "log1p"), ("sigmoid", "logit"), ("fft", "ifft"), ("rfft", "irfft"),
    ("fft2", "ifft2"), ("sin", "arcsin"), ("tan", "arctan"), ("tanh", "arctanh"), ("sin", "asin"), ("tan", "atan"),
    ("radians", "degrees"), ("deg2rad", "rad2deg"), ("tanh", "atanh"))))


def floats_compared(program: Program) -> Iterator[Remark]:
    for node in program.nodes(ast.Compare, ast.Call):
        if isinstance(node, ast.Compare):
            if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
                continue
            left, right = node.left, node.comparators[0]
        elif isinstance(node, ast.Call) and program.qualified(node.func).rpartition(".")[2] in (
                "array_equal", "array_equiv", "equal", "not_equal") and len(node.args) >= 2:
            left, right = node.args[:2]
        else:
            continue
        if _tolerant(left) or _tolerant(right) or _shown(program, node):
            continue
        if isinstance(node, ast.Call) and _alike(program.term(left), program.term(right)):
            continue
        why = _unequal(program, left, right) or _computed(program, left, right) or _computed(program, right, left) or (
            _stepped(program, node, left, right) or _stepped(program, node, right, left))
        if why:
            yield program.remark("M111", node, why, "use np.isclose or math.isclose with a tolerance")


def _alike(one: Term, other: Term) -> bool:
    """Whether two terms are the same operations on other arrays, which give the same where the arrays are equal."""
    if "name" in (one.head, other.head) or "index" in (one.head, other.head):
        return {one.head, other.head} <= {"name", "index"}
    return one.head == other.head and one.value == other.value and len(one.args) == len(other.args) and all(
        map(_alike, one.args, other.args))


def _tolerant(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
        *_TOLERANT, "round", "rint", "floor", "ceil", "int", "sign")


def _shown(program: Program, node: ast.AST) -> bool:
    """Whether the text itself says beside it what comes out: then it is there to show just this."""
    part = program.part(node)
    assert isinstance(node, ast.expr)
    if isinstance(statement := program.statement(node), ast.Assert) and _denies(statement.test, node):
        return True
    rows = part.block.source.split("\n")
    last = (node.end_lineno or node.lineno) - 1
    after = rows[last + 1].strip() if last + 1 < len(rows) else ""
    answer = after if after in ("False", "True") or (after.startswith("#") and len(after) < 40) else ""
    return bool(_SHOWN_FALSE.search(part.comments.get(last + 1, "") + " " + answer)) and isinstance(
        program.statement(node), ast.Expr)


def _denies(test: ast.expr, node: ast.expr) -> bool:
    """Whether what is asserted is that two numbers are not equal."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand is node and not _is_unequal(node)
    return test is node and _is_unequal(node)


def _is_unequal(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq)


def _meaning(program: Program, node: ast.AST) -> ast.expr | None:
    """What a name stands for; a parameter for what all calls give it."""
    binding = program.binding(node)
    if binding is not None and binding.kind == "parameter":
        given = [value for _, value in given_to(program, binding)]
        return given[0] if len(set(map(ast.dump, given))) == 1 else None
    return program.meaning(node)


def _unequal(program: Program, left: ast.expr, right: ast.expr) -> str:
    """Numbers that are equal on paper, and not in the computer."""
    a, b = constant(left, partial(_meaning, program)), constant(right, partial(_meaning, program))
    if a is None or b is None or a[0] == b[0]:
        return ""
    on_paper = a[1] == b[1] if a[1] is not None and b[1] is not None else abs(a[0] - b[0]) <= 1e-9 * abs(b[0])
    return f"{ast.unparse(left)} is {a[0]!r} and {ast.unparse(right)} is {b[0]!r} in floating point: they are equal " \
        "only on paper" if on_paper else ""


def _computed(program: Program, side: ast.expr, other: ast.expr) -> str:
    """The result of rounded operations, compared with a number or with another such result."""
    if constant(side, program.meaning) is not None and constant(other, program.meaning) is not None:
        return ""
    term, against = program.term(side), program.term(other)
    if _summed(term) and not term.contains("compare") and (
            (against.number is not None and not _integer(against.number)) or _summed(against)
            or against.head in ("eye", "identity")):
        return f"{_short(side)} is rounded, and only by chance equal to {_short(other)}"
    if term.head == "index" and term.args[0].head in ("arange", "linspace") and any(
            not _dyadic(number) for number in _compared_with(program, other)) and any(
            a.number is not None and not _dyadic(a.number) for a in term.args[0].args[2:]):
        return f"the steps from which {_short(side)} comes add up with rounding errors: it may never be {_short(other)}"
    product = _multiplied_out(program, side)
    if not (product or _rounded(term) or _undone(term, against)) or isinstance(side, ast.Constant):
        return ""
    number = against.number
    if number is None and (known := constant(other, partial(_meaning, program))) is not None and not _integer(known[0]):
        number = known[0]  # of a parameter, what all calls give
    sized = term.whole.args[0] if term.whole.head == "abs" else term
    if (number == 0 and sized.whole.head not in ("det", *_EIGENVALUES)) or term == against or (
            any(side.contains(*_CHOSEN) for side in (term, against))):  # what is chosen is an entry of an array
        return ""
    if number in (1.0, -1.0) and _bounded(term):  # a guard at the end of its range: `if cos(x) != -1: log1p(cos(x))`
        return ""
    back = product or (term.head == "matmul" and term.contains("solve", "inv")) or (
        _undone(term, against))  # A @ solve(A, b), compared with b
    if number is None and not back and not (_rounded(term) and _rounded(against)) and against.head not in (
            "eye", "identity", "ones", "transpose", "inv"):
        return ""
    return f"{_short(side)} is a result of rounded operations, and only by chance equal to {_short(other)}"


def _compared_with(program: Program, other: ast.expr) -> list[float]:
    """The numbers with which something is compared: of a parameter, all that calls give."""
    binding = program.binding(other)
    given = [value for _, value in given_to(program, binding)] if binding is not None else []
    return [number for one in given or [other] for number in values(entries(program.term(one))) or ()]


def _multiplied_out(program: Program, side: ast.expr) -> bool:
    """Whether a product has the factors of a matrix that one call gave: Q @ R of np.linalg.qr, L @ L.T of cholesky."""
    if not isinstance(side, ast.BinOp) or not isinstance(side.op, ast.MatMult):
        return False
    makers = [id(made) for part in ast.walk(side) if isinstance(part, ast.Name) for made in origins(
        program, part, lambda _: False) if program.qualified(made.func).rpartition(".")[2] in _FACTORS]
    return len(makers) > 1 and len({*makers}) == 1


def _undone(term: Term, against: Term) -> bool:
    """Whether a term is another one after two roundings that undo each other on paper: exp(log(x)), Q.T @ (Q @ v)."""
    term = term.whole
    if term.head == "attribute" and term.value in ("real", "T"):
        term = term.args[0]
    inner = term.args[-1] if term.args else term
    if inner.head == "matmul" and term.head == "matmul":
        matrix = term.args[0]
        return inner.args[1] == against and (_rounded(matrix) or any(
            t.number is not None and not _dyadic(t.number) for t in matrix.walk()))
    if term.head == inner.head == "pow" or (term.head == "pow" and term.args[0].head == "pow"):
        inner = term.args[0]
        numbers = [part.args[1].number for part in (term, inner)]
        return inner.args[0] == against and None not in numbers and abs(math.prod(n or 0 for n in numbers) - 1) < 1e-12
    names = {_called(term), _called(inner)}
    return len(names) == 2 and names in _INVERSE and bool(inner.args) and inner.args[0] == against


def _called(term: Term) -> str:
    return str(term.value).rpartition(".")[2] if term.head == "call" else term.head


def _bounded(term: Term) -> bool:
    """Whether a term is never beyond 1 or -1."""
    term = term.whole
    return term.head in _WITHIN_ONE or (term.head == "mean" and _bounded(term.args[0]))


def _integer(number: float) -> bool:
    return number % 1 == 0


def _summed(term: Term) -> bool:
    """A sum or mean of what may be no integers, or of decimals that are written there."""
    if term.head not in (*_SUMMED, "sum") or (isinstance(term.node, ast.Call) and "fsum" in ast.unparse(
            term.node.func)):  # which rounds once
        return False
    written = values(term.args[0])
    return term.head != "sum" if written is None else any(not _dyadic(number) for number in written)


def _rounded(term: Term) -> bool:
    """Whether the last digits of a term are rounding errors, whatever its values are."""
    term = term.whole
    if term.head in ("index", "call", "name", "compare", "text", "where"):
        return False
    if term.head == "list":
        return any(map(_rounded, term.args))
    if term.head == "sum":
        inner = term.args[0].whole
        name = getattr(inner.value, "name", inner.value) if inner.head == "name" else ""
        return inner.head in ("softmax", "sigmoid") or (isinstance(name, str) and bool(_SHARES.fullmatch(name))) or (
            _rounded(inner))
    if term.head in _INEXACT:
        return True
    if term.head == "pow" and (k := term.args[1].number) is not None:
        return k % 1 != 0 or _rounded(term.args[0])
    if term.number is not None:
        return False
    if term.head in ("add", "mul", "matmul", "transpose", "abs", "mean"):
        variable = any(not a.number for a in term.args)
        decimal = any(a.number is not None and not _dyadic(a.number) for a in term.args)
        return (variable and decimal and term.head in ("add", "mul")) or any(_rounded(a) for a in term.args)
    return False


def _dyadic(number: float) -> bool:
    """Whether a number has an exact float of few digits: 2, 0.5, 0.25."""
    return math.isfinite(number) and Fraction(number).denominator <= 1024


def _stepped(program: Program, node: ast.AST, side: ast.expr, other: ast.expr) -> str:
    """A variable that goes in steps such as 0.1, compared with where it should arrive."""
    loop = next((up for up in program.above(node) if isinstance(up, ast.While)), None)
    if loop is None or not isinstance(side, ast.Name) or (isinstance(other, ast.Constant) and not isinstance(
            other.value, int | float)):
        return ""
    known = constant(other, partial(_meaning, program))
    ends = any(part is node for part in ast.walk(loop.test))  # `if t == 0` in a loop asks for its first round
    if not ends and (known is None or known[0] == 0):
        return ""
    for step in ast.walk(loop):
        value = _step_of(step, side.id)
        if value is None:
            continue
        binding = program.binding(value)
        given = [one for _, one in given_to(program, binding)] if binding is not None else []
        for size in (constant(one, program.meaning) for one in given or [value]):
            if size is not None and not _dyadic(size[0]):
                return f"{side.id} goes in steps of {size[0]:g}, which add up with rounding errors: it may never be " \
                    f"{_short(other)}"
    return ""


def _step_of(node: ast.AST, name: str) -> ast.expr | None:
    """What a statement adds to a name: `x += 0.1`, `x = x + 0.1`."""
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name and isinstance(
            node.op, ast.Add | ast.Sub):
        return node.value
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name and (
            isinstance(sum_ := node.value, ast.BinOp) and isinstance(sum_.op, ast.Add | ast.Sub)
            and isinstance(sum_.left, ast.Name) and sum_.left.id == name):
        return sum_.right
    return None


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else "the other side"


EQUALITY = (
    Lint(
        "M111", "floats-compared", "Floats that are results of computations compared with == or !=.",
        "Rounding makes numbers unequal that are equal on paper: 0.1 + 0.2 is 0.30000000000000004, and a determinant "
        "of a singular matrix is 1e-17.",
        "Compare with a tolerance: np.isclose, math.isclose, torch.allclose.",
        "```python\nx = 0.1 + 0.2\nif x == 0.3:\n    print('equal')\n```\n",
        "```python\nimport math\nx = 0.1 + 0.2\nif math.isclose(x, 0.3):\n    print('equal')\n```\n", floats_compared),
)
