"""Lints of numerical mathematics: inverses, differences of moments, losses of what is already a probability."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.constants import constant
from lemmata.documents.lints.patterns import Found, matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.rows import STABLE, Row, Words, by_rows
from lemmata.documents.lints.terms import Term, num, pow_, show
from lemmata.documents.lints.values import values

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
    rest = " @ ".join(_factor(part) for part in _following(program, node))
    if not rest:
        return words
    first = f"({words['b']})" if re.search(r" [-+*/] ", words["b"]) else words["b"]
    return {**words, "b": f"{first} @ {rest}", "before": f"{first} @ ", "rest": rest}


def _following(program: Program, node: ast.expr) -> Iterator[ast.expr]:
    """What a product is multiplied by on its right, in order."""
    while (up := program.parent(node)) is not None:
        if isinstance(up, ast.BinOp) and isinstance(up.op, ast.MatMult) and up.left is node:
            yield up.right
        elif isinstance(up, ast.Attribute) and up.attr in ("dot", "matmul", "mm", "mv") and isinstance(
                call := program.parent(up), ast.Call) and call.func is up and len(call.args) == 1:
            yield call.args[0]
            up = call
        elif isinstance(up, ast.Call) and len(up.args) == 2 and up.args[0] is node and program.name(up) in (
                "dot", "matmul"):
            yield up.args[1]
        else:
            return
        assert isinstance(up, ast.expr)
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


def small_steps(program: Program) -> Iterator[Remark]:
    """Difference quotients whose step is lost in rounding."""
    for node in program.nodes(ast.BinOp):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
            continue
        difference = program.meaning(node.left)
        if not (isinstance(difference, ast.BinOp) and isinstance(difference.op, ast.Sub)):
            continue
        high, low = program.meaning(difference.left), program.meaning(difference.right)
        if not (isinstance(high, ast.Call) and isinstance(low, ast.Call)
                and ast.dump(high.func) == ast.dump(low.func) and high.args and len(high.args) == len(low.args)):
            continue
        if not any(isinstance(a, ast.BinOp) and isinstance(a.op, ast.Add | ast.Sub) and ast.dump(a) != ast.dump(b)
                   for a, b in (*zip(high.args, low.args), *zip(low.args, high.args))):
            continue
        step = _step(program, node.right)
        if step is not None and 0 < abs(step) <= 1e-12:
            yield program.remark(
                "M114", node, f"the step of this difference quotient is {step:g}: the values differ in their last "
                "digits, which are rounding errors" + (", or not at all" if abs(step) < 1e-15 else ""),
                "use a step near 1e-8 for a forward and 1e-5 for a central difference")


def _step(program: Program, node: ast.expr) -> float | None:
    known = constant(node, lambda name: _default(program, name))
    return None if known is None else known[0]


def _default(program: Program, name: ast.AST) -> ast.expr | None:
    """What a name stands for; a parameter for its default."""
    binding = program.binding(name)
    if binding is not None and binding.kind == "parameter":
        return binding.value
    return program.meaning(name)


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
                    probabilities := _with_a_zero(program, term)) is not None and not _chosen(program, term.node):
                said.update((id(node), id(term.node)))
                yield program.remark(
                    "M115", node, f"{_called(program, probabilities, node)} has an entry 0, and 0 * log(0) is nan in "
                    "floating point where its limit is 0",
                    "use scipy.special.entr, xlogy or rel_entr, or leave out the entries that are 0")
                break


def _with_a_zero(program: Program, term: Term) -> Term | None:
    """The probabilities `p` of `p * log(p)`, where one of them is 0: as the text says, or as was seen."""
    for pattern in ("_p * log(_p)", "_p * log(_p / _q)", "_p * log2(_p)", "_p * log2(_p / _q)",
                    "_p * (log(_p) - log(_q))"):
        found = next(matches(pattern, term), None)
        known = values(found["_p"]) if found is not None else None
        if found is None:
            continue
        if (known is not None and len(known) > 1 and 0.0 in known) or _zero_seen(program, term.node, found["_p"]):
            return found["_p"]
    return None


def _zero_seen(program: Program, node: ast.expr | None, term: Term) -> bool:
    """Whether an entry was 0 when the product ran, and the product had entries that are no numbers."""
    if node is None or not program.has(node):
        return False
    products = program.watching.see(node).values
    factors = [value for part in ast.walk(node) if isinstance(part, ast.Name) and program.term(part) == term
               for value in program.watching.see(part).values]
    return any(v.size and v.finite < v.size for v in products) and any(v.zeros and v.size > 1 for v in factors)


def _chosen(program: Program, node: ast.expr) -> bool:
    """Whether a condition chooses where the product counts: `where(p > 0, p * log(p), 0)`, a `nansum`."""
    return any(isinstance(up, ast.IfExp) or (isinstance(up, ast.Call) and (
        program.name(up) == "where" or "nan" in ast.unparse(up.func))) for up in program.above(node))


def _called(program: Program, term: Term, node: ast.expr) -> str:
    return program.named(term, node) or show(term)


ALGEBRA = (
    by_rows(
        "M109", "inverse-times", "A matrix inverted in order to be multiplied by it.",
        "The product with an inverse is less accurate than the solution of the system, and costs three times as much; "
        "for an ill-conditioned matrix it may have no right digit.",
        "Use solve(A, b); b @ inv(A) is solve(A.T, b.T).T.",
        _START + "def weights(X, y):\n    return np.linalg.inv(X.T @ X) @ (X.T @ y)\n```\n",
        _START + "def weights(X, y):\n    return np.linalg.solve(X.T @ X, X.T @ y)\n```\n",
        Row(("matmul(inv(_A), _b)",), "the inverse of {A} is made only to be multiplied by it", "use {stable}", "solve",
            _solves, _with_the_rest),
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
            "use {stable}, or the mean of (x - mean(x))**2", "var"),
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
    Lint(
        "M114", "step-too-small", "A difference quotient with a step at the size of rounding errors.",
        "f(x + h) and f(x) are rounded to 16 digits; with h = 1e-15 their difference has at most one right digit.",
        "Use h = 1e-8 for (f(x + h) - f(x)) / h, and h = 1e-5 for (f(x + h) - f(x - h)) / (2 * h).",
        _START + "def slope(f, x, h=1e-15):\n    return (f(x + h) - f(x)) / h\n```\n",
        _START + "def slope(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2 * h)\n```\n", small_steps),
    Lint(
        "M115", "zero-times-log-of-zero", "p log p of probabilities of which one is 0.",
        "log(0) is -inf and 0 * -inf is nan, so that the whole sum is nan; the limit of p log p is 0.",
        "Use scipy.special.entr(p), xlogy(p, p) or rel_entr(p, q), or leave out the entries that are 0.",
        _START + "p = np.array([0.5, 0.5, 0.0])\nprint(-np.sum(p * np.log(p)))\n```\n",
        _START + "from scipy.special import entr\np = np.array([0.5, 0.5, 0.0])\nprint(np.sum(entr(p)))\n```\n",
        zero_times_log),
)

