"""The rules of differentiation under the field's names, with a hint for who wants to find the step alone."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from lemmata.engine.expr import Apply, At, Bind, Expr, Number, symbol
from lemmata.engine.ops import OPS, apply, as_expr
from lemmata.engine.writers import to_text


@dataclass(frozen=True)
class Rule:
    """The name of a rule, and what a learner should try."""

    name: str
    hint: str


_MATRICES = "The derivative by one factor is the derivative by the product, times the other factors, each transposed " \
            "and on its own side."
_RULES = {
    "matmul": Rule("derivative of a matrix product", _MATRICES),
    "dot": Rule("derivative of a matrix product", _MATRICES),
    "inner": Rule("derivative of an inner product", "The derivative of u'v by u is v."),
    "inner_product": Rule("derivative of an inner product", "The derivative of u'v by u is v."),
    "outer": Rule("derivative of an outer product", "The derivative by one vector sums over the entries of the other."),
    "einsum": Rule("derivative of a sum of products", "Leave the factor out, and sum over the indices that it "
                                                      "does not have."),
    "kron": Rule("derivative of a Kronecker product", "Each entry of one factor multiplies all of the other."),
    "trace": Rule("derivative of a trace", "The derivative of tr(A) by A is the identity matrix."),
    "inv": Rule("derivative of an inverse", "The inverse changes by -inv(A) dA inv(A)."),
    "solve": Rule("derivative of a solution", "From A x = b follows dA x + A dx = db."),
    "det": Rule("derivative of a determinant", "Jacobi: the derivative of det(A) is det(A) times the inverse, "
                                               "transposed."),
    "logdet": Rule("derivative of a log-determinant", "The derivative of log det A is the inverse of A, transposed."),
    "cholesky": Rule("derivative of a Cholesky factor", "Differentiate L L' = A, and take the lower triangle."),
    "expm": Rule("derivative of the matrix exponential", "Differentiate the series term by term."),
    "matrix_power": Rule("derivative of a matrix power", "The product rule, once for each factor."),
    "eigvalsh": Rule("derivative of eigenvalues", "An eigenvalue changes by v' dA v, v being its eigenvector."),
    "svdvals": Rule("derivative of singular values", "A singular value changes by u' dA v."),
    "softmax": Rule("derivative of softmax", "With p = softmax(z): dp_i/dz_j is p_i (1 - p_i) where i = j, and "
                                             "-p_i p_j elsewhere."),
    "log_softmax": Rule("derivative of log-softmax", "The derivative of z_i - log(sum(exp(z))) by z_j is 1 where "
                                                     "i = j, less softmax(z)_j."),
    "logsumexp": Rule("derivative of log-sum-exp", "The derivative of log(sum(exp(z))) is softmax(z)."),
    "norm": Rule("derivative of a norm", "The derivative of the length of r is r over its length."),
    "var": Rule("derivative of a variance", "Deviations from the mean, doubled, over their number: the mean's own "
                                            "change adds nothing."),
    "std": Rule("derivative of a standard deviation", "It is the root of the variance."),
    "prod": Rule("derivative of a product of entries", "By one entry: the product of all the others."),
    "max": Rule("derivative of a maximum", "Only the largest entry counts; several that are equal share it."),
    "min": Rule("derivative of a minimum", "Only the smallest entry counts; several that are equal share it."),
    "maximum": Rule("derivative of the larger of two", "Where one of the two is larger, only it counts."),
    "minimum": Rule("derivative of the smaller of two", "Where one of the two is smaller, only it counts."),
    "cumsum": Rule("derivative of running sums", "An entry stands in its own sum and in all that follow."),
    "where": Rule("derivative of cases", "Differentiate each case where it holds."),
    "pow": Rule("power rule", "The derivative of x**a is a x**(a - 1)."),
    "div": Rule("quotient rule", "The derivative of u/v is du/v - u dv/v**2."),
    "mul": Rule("product rule", "The derivative of u v is du v + u dv."),
    "xlogy": Rule("derivative of x log y", "By x it is log y, by y it is x/y; 0 log 0 counts as 0."),
    "call": Rule("chain rule through a function", "The derivative of g(u) is g'(u) times that of u."),
    "expectation": Rule("derivative of an expectation", "The expectation of the derivative."),
}
CONSTANT = Rule("derivative of a constant", "Does it change with the variable?")
ITSELF = Rule("derivative of the variable itself", "It changes as the variable does.")
_FACTOR = Rule("constant factor", "What does not change stays as a factor.")
_LINEAR = {
    "sum": Rule("derivative of a sum", "Every entry counts once."),
    "mean": Rule("derivative of a mean", "Every entry counts 1/n."),
    "add": Rule("sum rule", "The derivative of a sum is the sum of the derivatives."),
    "transpose": Rule("derivative of a transpose", "The transpose of the derivative."),
    "diag": Rule("derivative of a diagonal", "Only the diagonal counts."),
    "broadcast_to": Rule("derivative of a repetition", "What is repeated counts once for each time."),
}
_BINDERS = {
    "sum": Rule("derivative of a sum", "Differentiate the terms one by one."),
    "prod": Rule("derivative of a product of terms", "By one factor: the product of all the others."),
    "array": Rule("entry by entry", "Differentiate each entry."),
    "integral": Rule("derivative under the integral", "Differentiate what stands below the integral sign, and add the "
                                                      "values at ends that move."),
    "expectation": Rule("derivative of an expectation", "The expectation of the derivative."),
    "max": Rule("derivative of a maximum", "Only where it is taken (the envelope theorem)."),
    "min": Rule("derivative of a minimum", "Only where it is taken (the envelope theorem)."),
}
# Linear in what they are given: they move, repeat or add entries.
STRUCTURE = frozenset(("add", "neg", "sum", "mean", "transpose", "trace", "diag", "tril", "triu"))
PRODUCTS = ("matmul", "mul")


def is_linear(node: Expr, active: Set[Expr]) -> bool:
    """Whether a step through it is one that a reader takes without a thought."""
    if isinstance(node, At):
        return True
    if isinstance(node, Bind):
        return node.binder in ("sum", "array")
    if not isinstance(node, Apply):
        return True
    if node.op == "mul":
        return sum(a in active for a in node.args) == 1
    if node.op == "div":
        return node.args[1] not in active
    return node.op in STRUCTURE or (OPS[node.op].group == "structure" and node.op != "delta")


def is_rule(node: Expr, active: Set[Expr]) -> bool:
    return isinstance(node, (Apply, Bind)) and not is_linear(node, active)


def is_own(node: Expr) -> bool:
    """Whether it is more than a variable seen another way (turned, an entry, with a sign)."""
    return isinstance(node, Apply) and node.op != "neg" and OPS[node.op].group != "structure"


def same_rule(above: Expr, node: Expr) -> bool:
    """Whether one rule takes both at once: a product in a product of several factors."""
    return isinstance(above, Apply) and isinstance(node, Apply) and above.op == node.op and above.op in PRODUCTS


def rule_of(used: Sequence[Expr], paths: int, active: Set[Expr]) -> Rule:
    """The rule of a step that went through these operations."""
    strong = list(dict.fromkeys(_rule(node) for node in used if is_rule(node, active)))
    weak = list(dict.fromkeys(_LINEAR.get(node.op) for node in used if isinstance(node, Apply)))
    found = strong or [rule for rule in weak if rule is not None] or [
        _FACTOR if any(isinstance(node, Apply) and node.op in ("mul", "div", "neg") for node in used)
        else Rule("derivative of an entry", "Only that entry counts.")]
    kept = [rule for rule in found if rule is not None]
    name, hint = ", ".join(r.name for r in kept), " ".join(r.hint for r in kept)
    if paths > 1:
        name = f"sum over {paths} ways" + (f": {name}" if kept else "")
        hint = f"It stands at {paths} places: add what comes from each. {hint}"
    return Rule(name, hint.strip())


def _rule(node: Expr) -> Rule | None:
    if isinstance(node, Bind):
        return _BINDERS.get(node.binder)
    if not isinstance(node, Apply):
        return None
    if node.op == "pow":
        return _power(node)
    if node.op in _RULES:
        return _RULES[node.op]
    record = OPS[node.op]
    if record.elementwise and record.arity == 1 and record.partials is not None:
        x = symbol("x")
        slope = to_text(as_expr(record.partials[0](apply(node.op, x, **node.params), x, **node.params)))
        return Rule(f"chain rule through {node.op}", f"The derivative of {node.op}(x) is {slope}.")
    return Rule(f"derivative of {node.op.replace('_', ' ')}", f"{record.about}.")


def _power(node: Apply) -> Rule:
    base, exponent = node.args
    if isinstance(exponent, Number):
        if exponent.value == 2:
            return Rule("derivative of a square", "The derivative of x**2 is 2 x.")
        return _RULES["pow"]
    if isinstance(base, Number):
        return Rule("derivative of an exponential", "The derivative of a**x is a**x log(a).")
    return Rule("derivative of a power", "Write u**v as exp(v log(u)): both u and v count.")
