"""Lints of numerical mathematics: inverses, differences of moments, losses of what is already a probability."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.losses import Naive
from lemmata.documents.lints.patterns import Found, matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.rows import STABLE, Row, Words, by_rows
from lemmata.documents.lints.terms import Term, num, pow_

_START = "```python\nimport numpy as np\n"
_LOSSES = {  # where a loss takes the scores: place, and name
    "torch.nn.functional.cross_entropy": (0, "input"),
    "torch.nn.functional.binary_cross_entropy_with_logits": (0, "input"),
    "tensorflow.nn.softmax_cross_entropy_with_logits": (1, "logits"),
    "tensorflow.nn.sparse_softmax_cross_entropy_with_logits": (1, "logits"),
    "tensorflow.nn.sigmoid_cross_entropy_with_logits": (1, "logits"),
    "optax.softmax_cross_entropy": (0, "logits"),
    "optax.softmax_cross_entropy_with_integer_labels": (0, "logits"),
    "optax.losses.softmax_cross_entropy": (0, "logits"),
    "optax.losses.softmax_cross_entropy_with_integer_labels": (0, "logits"),
    "optax.sigmoid_binary_cross_entropy": (0, "logits"),
    "optax.losses.sigmoid_binary_cross_entropy": (0, "logits"),
}
_MADE = {"torch.nn.CrossEntropyLoss": "torch.nn.functional.cross_entropy",
         "torch.nn.BCEWithLogitsLoss": "torch.nn.functional.binary_cross_entropy_with_logits"}
_KERAS = ("CategoricalCrossentropy", "SparseCategoricalCrossentropy", "BinaryCrossentropy")


def _solves(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether an inverse is applied to something else: `inv(A) @ A` shows what an inverse is."""
    matrix, other = found["_A"], found["_b"]
    inside = node
    for up in program.above(node):  # inv(T) @ M @ T is a change of basis
        if not isinstance(up, ast.BinOp | ast.Call):
            break
        beside = [up.left, up.right] if isinstance(up, ast.BinOp) else up.args
        if any(matrix in program.term(part).walk() for part in beside if part is not inside):
            return False
        inside = up
    return not _itself_wanted(program, node, matrix) and not any(
        matrix == part or Term("transpose", (matrix,)) == part or part.head == "inv" for part in other.walk())


def _with_the_rest(program: Program, node: ast.expr, words: Words) -> Words:
    """The words for a product that goes on: of `inv(A) @ b @ c` the whole of `b @ c` is solved for."""
    rest = " @ ".join(_factor(part) for part, _ in _following(program, node))
    if not rest:
        return words
    first = f"({words['b']})" if re.search(r" [-+*/] ", words["b"]) else words["b"]
    return {**words, "b": f"{first} @ {rest}", "before": f"{first} @ ", "rest": rest}


def _product(program: Program, node: ast.expr) -> ast.expr:
    """The same with all that it is multiplied by on its right."""
    return [node, *(product for _, product in _following(program, node))][-1]


def _following(program: Program, node: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a product is multiplied by on its right, in order, each with the product that this gives."""
    while (up := program.parent(node)) is not None:
        if isinstance(up, ast.BinOp) and isinstance(up.op, ast.MatMult) and up.left is node:
            factor = up.right
        elif isinstance(up, ast.Attribute) and up.attr in ("dot", "matmul", "mm", "mv") and isinstance(
                call := program.parent(up), ast.Call) and call.func is up and len(call.args) == 1:
            factor, up = call.args[0], call
        elif isinstance(up, ast.Call) and len(up.args) == 2 and up.args[0] is node and program.name(up) in (
                "dot", "matmul"):
            factor = up.args[1]
        else:
            return
        assert isinstance(up, ast.expr)
        yield factor, up
        node = up


def _factor(node: ast.expr) -> str:
    return ast.unparse(node) if not isinstance(node, ast.BinOp | ast.UnaryOp) else f"({ast.unparse(node)})"


def _instead_of_right(program: Program, node: ast.expr, words: Words) -> Words:
    """What to write for `b @ inv(A)`: where the product goes on, the rest is what is solved for."""
    words = _with_the_rest(program, node, words)
    if "rest" not in words:
        return {**words, "instead": "b @ inv(A) is solve(A.T, b.T).T: use that"}
    solve = STABLE["solve"].get(program.library(node), STABLE["solve"]["numpy"])
    return {**words, "instead": f"use {words['before']}{solve.format(A=words['A'], b=words['rest'])}"}


def _itself_wanted(program: Program, node: ast.expr, matrix: Term) -> bool:
    """Whether an inverse has a name that is also used otherwise than in products: its diagonal, as a covariance."""
    for name in (n for n in ast.walk(node) if isinstance(n, ast.Name)):
        term, binding = program.term(name), program.binding(name)
        if binding is not None and term.head == "inv" and term.args[0] == matrix:
            return any(not _multiplied(program, use) for use in program.uses(binding))
    return False


def _multiplied(program: Program, node: ast.expr) -> bool:
    """Whether an expression, or its transpose, is a factor of a matrix product."""
    up = program.parent(node)
    while isinstance(up, ast.Attribute) and up.attr in ("T", "mT"):
        up = program.parent(up)
    if isinstance(up, ast.Attribute):  # P.dot(v)
        up = program.parent(up)
    return (isinstance(up, ast.BinOp) and isinstance(up.op, ast.MatMult)) or (
        isinstance(up, ast.Call) and program.term(up).head == "matmul")


def _squares_gathered(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether an instance adds up `x**2` in `_a` and `x` in `_b`, value by value."""
    added: dict[object, list[Term]] = {}
    for step in program.nodes(ast.AugAssign):
        if isinstance(step, ast.AugAssign) and isinstance(step.op, ast.Add) and isinstance(step.target, ast.Attribute):
            added.setdefault(step.target.attr, []).append(program.term(step.value))
    one, other = found["_a"], found["_b"]
    return one.head == other.head == "attribute" and any(
        square == pow_(plain, num(2)) for square in added.get(one.value, ()) for plain in added.get(other.value, ()))


def losses_of_probabilities(program: Program) -> Iterator[Remark]:
    """Losses that apply the softmax or sigmoid themselves, called with what has been through it."""
    for call in program.calls():
        name = _loss(program, call)
        if not name:
            continue
        place, keyword = _LOSSES.get(name, (1, "y_pred"))
        scores = next((k.value for k in call.keywords if k.arg == keyword), None) or (
            call.args[place] if len(call.args) > place and not isinstance(call.args[place], ast.Starred) else None)
        if scores is None:
            continue
        squash = "sigmoid" if "binary" in name or "sigmoid" in name else "softmax"
        if _squashed(program.term(scores), squash):
            yield program.remark(
                "M112", call, f"{name.rpartition('.')[2]} applies the {squash} itself, and {_short(scores)} has been "
                f"through it: the {squash} is applied twice", "give it the scores (logits) as they are")
    yield from _compiled(program)


def _compiled(program: Program) -> Iterator[Remark]:
    """Keras: a last layer with a softmax, and a loss that is told to expect scores."""
    for call in program.calls():
        if not (isinstance(call.func, ast.Attribute) and call.func.attr == "compile"):
            continue
        loss = program.meaning(next((k.value for k in call.keywords if k.arg == "loss"), call))
        layers = program.maker(call.func.value)
        if not (isinstance(loss, ast.Call) and layers is not None and _expects_scores(loss)):
            continue
        last = layers.args[0] if layers.args else None
        last = last.elts[-1] if isinstance(last, ast.List) and last.elts else None
        for word in last.keywords if isinstance(last, ast.Call) else ():
            if word.arg == "activation" and isinstance(word.value, ast.Constant) and word.value.value in (
                    "softmax", "sigmoid"):
                yield program.remark(
                    "M112", loss, f"the loss applies the {word.value.value} itself (from_logits=True), and the last "
                    f"layer has been through it: the {word.value.value} is applied twice",
                    "leave out the activation of the last layer, or from_logits=True")


def _expects_scores(made: ast.Call) -> bool:
    return any(k.arg == "from_logits" and isinstance(k.value, ast.Constant) and k.value.value is True
               for k in made.keywords)


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else "its argument"


def _loss(program: Program, call: ast.Call) -> str:
    """The name of the loss that a call computes from scores, "" for another call."""
    qualified = program.qualified(call.func)
    if qualified:
        return qualified if qualified in _LOSSES else ""
    made = program.maker(call.func)
    if made is None:
        return ""
    maker = program.qualified(made.func)
    if maker.rpartition(".")[2] in _KERAS:
        kind = "binary" if "Binary" in maker else "categorical"
        return f"keras.{kind}_cross_entropy" if _expects_scores(made) else ""
    return _MADE.get(maker, "")


def _squashed(term: Term, squash: str) -> bool:
    patterns = {"softmax": ("softmax(_x)", "exp(_x) / sum(exp(_x))"),
                "sigmoid": ("sigmoid(_x)", "1 / (1 + exp(-_x))")}[squash]
    term = term.whole
    if term.head in ("softmax", "sigmoid"):
        return term.head == squash
    return any(next(matches(pattern, term), None) is not None for pattern in patterns)


ALGEBRA = (
    by_rows(
        "M109", "inverse-times", "A matrix inverted in order to be multiplied by it.",
        "The product with an inverse is less accurate than the solution of the system, and costs three times as much; "
        "for an ill-conditioned matrix it may have no right digit.",
        "Use solve(A, b); b @ inv(A) is solve(A.T, b.T).T.",
        _START + "def weights(X, y):\n    return np.linalg.inv(X.T @ X) @ (X.T @ y)\n```\n",
        _START + "def weights(X, y):\n    return np.linalg.solve(X.T @ X, X.T @ y)\n```\n",
        Row(("matmul(inv(_A), _b)",), "the inverse of {A} is made only to be multiplied by it", "use {stable}", "solve",
            _solves, _with_the_rest, whole=_product),
        Row(("matmul(_b, inv(_A))",), "the inverse of {A} is made only to be multiplied by it", "{instead}", "solve",
            _solves, _instead_of_right)),
    by_rows(
        "M110", "variance-by-difference", "A variance as E[x^2] - E[x]^2.",
        "Where the mean is large beside the spread, the two cancel: with a mean of 1e8 and a variance of 1 no digit is "
        "right, and the result may be negative.",
        "Use var, or the mean of (x - mean(x))**2.",
        _START + "def variance(x):\n    return np.mean(x**2) - np.mean(x)**2\n```\n",
        _START + "def variance(x):\n    return np.mean((x - np.mean(x))**2)\n```\n",
        Row(("mean(_x**2) - mean(_x)**2", "sum(_x**2) / _n - (sum(_x) / _n)**2", "sum(_x**2) / _n - mean(_x)**2",
             "mean(_x**2) - (sum(_x) / _n)**2", "sum(_x**2) - sum(_x)**2 / _n", "sum(_x**2) - _n * mean(_x)**2",
             "matmul(_x, _x) / _n - mean(_x)**2", "matmul(_x, _x) / _n - (sum(_x) / _n)**2"),
            "E[x^2] - E[x]^2 cancels where the mean of {x} is large beside its spread, and may be negative",
            "use {stable}, or the mean of (x - mean(x))**2", "var",
            naive=Naive("mean(x**2) - mean(x)**2", x=(1e8 + 1, 1e8 + 2, 1e8 + 3))),
        Row(("_a / _n - (_b / _n)**2", "_a - _b**2 / _n"),
            "a mean of squares less the square of the mean cancels where the mean is large beside the spread, and may "
            "be negative",
            "keep the mean and the sum of (x - mean)**2 as values come in (Welford)", when=_squares_gathered),
        Row(("mean(_x * _y) - mean(_x) * mean(_y)",), "E[xy] - E[x] E[y] cancels where the means are large beside the "
            "spread", "use cov, or the mean of (x - mean(x)) * (y - mean(y))")),
    Lint(
        "M112", "loss-of-probabilities", "A loss that takes scores gets probabilities.",
        "The loss applies the softmax (or sigmoid) itself. Applied twice, it squeezes the probabilities together: with "
        "ten classes none can be above 0.232, the loss never comes near 0, and gradients are small.",
        "Give the loss the scores (logits); apply softmax only where probabilities are shown.",
        "```python\nimport torch\nimport torch.nn.functional as F\ndef loss(scores, y):\n"
        "    return F.cross_entropy(torch.softmax(scores, dim=1), y)\n```\n",
        "```python\nimport torch\nimport torch.nn.functional as F\ndef loss(scores, y):\n"
        "    return F.cross_entropy(scores, y)\n```\n", losses_of_probabilities),
)
