"""Convex by proof: rules of composition, and a Hessian that is semidefinite by proof where the function is smooth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import Apply, At, Bind, Expr, Number, Symbol, open_binder, operands, postorder
from lemmata.engine.notation import readable
from lemmata.engine.notation.terms import Factor
from lemmata.engine.ops.facts import known
from lemmata.engine.structure.definite import Definite, definite
from lemmata.engine.structure.derived import found
from lemmata.engine.structure.entries import Entries, in_order

# Sets that hold all points between two of theirs.
CONVEX_DOMAINS = frozenset(("real", "positive", "nonnegative", "negative", "unit", "simplex", "symmetric", "posdef",
                            "semidefinite", "diagonal"))
MATRICES = frozenset(("symmetric", "posdef", "semidefinite", "diagonal"))
# Linear in each of their arguments.
LINEAR = frozenset(("sum", "mean", "trace", "transpose", "swapaxes", "moveaxis", "expand_dims", "squeeze", "reshape",
                    "broadcast_to", "diag", "slice", "cumsum", "flip", "tril", "triu"))
PRODUCTS = frozenset(("mul", "matmul", "dot", "inner", "outer"))
SMOOTH = LINEAR | PRODUCTS | frozenset((
    "add", "neg", "exp", "expm1", "tanh", "sigmoid", "softplus", "logsumexp", "softmax", "log_softmax", "sin", "cos",
    "sinh", "cosh", "atan", "asinh", "erf", "eye", "ones", "zeros", "einsum", "var", "square", "decimal"))
# Convex and not falling in every entry; concave and not falling.
RISING_CONVEX = frozenset(("exp", "expm1", "softplus", "relu", "logsumexp", "max", "maximum"))
RISING_CONCAVE = frozenset(("log", "log1p", "sqrt", "min", "minimum"))
OPPOSITE = {"convex": "concave", "concave": "convex", "affine": "affine"}


@dataclass(frozen=True)
class Curvature:
    """How a number bends in a variable, by proof."""

    kind: str  # affine, convex, strictly convex, concave, strictly concave
    variable: str
    reason: str

    @property
    def convex(self) -> bool:
        return self.kind in ("affine", "convex", "strictly convex")

    @property
    def concave(self) -> bool:
        return self.kind in ("affine", "concave", "strictly concave")

    def __str__(self) -> str:
        return f"{self.kind} in {self.variable}: {self.reason}"


def curvature(expr: Expr, variable: Symbol) -> Curvature | None:
    """Whether a number is convex or concave in a variable, over its domain; None where no rule shows it.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x", ["n"])
    >>> str(curvature(apply("logsumexp", x), x))
    'convex in x: logsumexp of what is affine'
    >>> curvature(apply("sin", apply("sum", x)), x) is None
    True
    """
    if expr.shape or variable.domain not in CONVEX_DOMAINS:
        return None
    by_hessian = _by_hessian(expr, variable)
    if by_hessian is not None and by_hessian.kind.startswith("strictly"):
        return by_hessian
    kind, reason = _Composed(variable).of(expr)
    if kind is not None:
        return Curvature(kind, variable.name, reason)
    return by_hessian


def _by_hessian(expr: Expr, variable: Symbol) -> Curvature | None:
    if not _smooth(expr, variable):
        return None
    try:
        hessian = readable(derivative(derivative(expr, variable), variable))
    except NoDerivative:
        return None
    form, _ = found(hessian, variable.rank)
    if form is None:
        return None
    proof = definite(form)
    if proof is None and variable.domain in MATRICES:
        proof = _along_symmetric(form)
    if proof is None:
        return None
    if proof.kind == "zero":
        return Curvature("affine", variable.name, "its Hessian is zero")
    sign, kind = proof.kind.split()
    strictly = "strictly " if kind == "definite" else ""
    return Curvature(strictly + ("convex" if sign == "positive" else "concave"), variable.name,
                     f"its Hessian is {proof.kind}, {proof.reason}")


def _along_symmetric(form: Entries) -> Definite | None:
    """Of symmetric changes, whose two axes may be exchanged."""
    if len(form.columns) != 2:
        return None
    one, other = form.columns
    swap = {one: other, other: one}
    terms = [in_order(replace(t, powers={
        Factor(f.array, tuple(swap.get(i, i) for i in f.indices)): p for f, p in t.powers.items()}, deltas={
        frozenset(swap.get(i, i) for i in pair) for pair in t.deltas})) for t in form.terms]
    return definite(replace(form, terms=tuple(terms)))


def _smooth(expr: Expr, variable: Symbol) -> bool:
    """Whether it has continuous second derivatives all over the domain."""
    inside: set[Expr] = set()
    for node in postorder(expr):
        if node is not variable and not any(c in inside for c in node.children):
            continue
        inside.add(node)
        if node is variable or isinstance(node, At):
            continue
        if isinstance(node, Bind):
            if node.binder not in ("sum", "array"):
                return False
        elif not (isinstance(node, Apply) and (node.op in SMOOTH or _smooth_here(node))):
            return False
    return True


def _smooth_here(node: Apply) -> bool:
    """Of operations that are smooth for some arguments."""
    if node.op in ("log", "sqrt", "lgamma", "digamma"):
        return known(node.args[0], "positive") is True
    if node.op == "log1p":
        return known(node.args[0], "nonnegative") is True
    if node.op == "div":
        return known(node.args[1], "positive") is True or known(node.args[1], "negative") is True
    if node.op in ("inv", "logdet"):
        return known(node.args[0], "posdef") is True
    if node.op == "pow":
        base, power = node.args
        whole = isinstance(power, Number) and power.value.denominator == 1 and power.value >= 0
        return whole or (known(base, "positive") is True)
    return False


class _Composed:
    """Curvature of every entry, from the parts inwards."""

    def __init__(self, variable: Symbol):
        self.variable = variable
        self.inside: dict[Expr, bool] = {}

    def depends(self, node: Expr) -> bool:
        if node not in self.inside:
            self.inside[node] = any(n is self.variable for n in postorder(node))
        return self.inside[node]

    def of(self, node: Expr) -> tuple[str | None, str]:
        if not self.depends(node):
            return "affine", f"it has no {self.variable.name}"
        if node is self.variable:
            return "affine", "linear"
        kind, reason = self.composed(node)
        if kind is None and not node.shape and not node.free:
            proof = _by_hessian(node, self.variable)
            if proof is not None:
                return proof.kind.removeprefix("strictly "), proof.reason
        return kind, reason

    def composed(self, node: Expr) -> tuple[str | None, str]:
        if isinstance(node, At):
            return self.of(node.array) if not any(map(self.depends, node.indices)) else (None, "")
        if isinstance(node, Bind) and node.binder in ("sum", "array", "max") and not any(map(self.depends, node.range)):
            kind, reason = self.of(open_binder(node)[1])
            if node.binder == "max":
                return ("convex", "a maximum of convex functions") if kind in ("affine", "convex") else (None, "")
            return kind, reason
        if not isinstance(node, Apply):
            return None, ""
        if node.op == "add":
            return self.added([self.of(part) for part in operands(node, "add")])
        if node.op == "neg":
            kind, reason = self.of(node.args[0])
            return (None if kind is None else OPPOSITE[kind]), reason
        if node.op in LINEAR and not any(self.depends(a) for a in node.args[1:]):
            return self.of(node.args[0])
        if node.op in PRODUCTS or node.op == "div":
            return self.scaled(node)
        rule = _RULES.get(node.op)
        if rule is not None:
            return rule(self, node)
        if node.op in RISING_CONVEX | RISING_CONCAVE:
            return self.rising(node)
        return None, ""

    def added(self, parts: list[tuple[str | None, str]]) -> tuple[str | None, str]:
        kinds = {kind for kind, _ in parts} - {"affine"}
        reasons = list(dict.fromkeys(reason for kind, reason in parts if kind != "affine"))
        if not kinds:
            return "affine", "linear"
        if len(kinds) > 1 or None in kinds:
            return None, ""
        return kinds.pop(), reasons[0] if len(reasons) == 1 else "a sum of " + ", ".join(reasons)

    def scaled(self, node: Apply) -> tuple[str | None, str]:
        """A product in which one factor has the variable."""
        varying = [a for a in node.args if self.depends(a)]
        if len(varying) != 1 or (node.op == "div" and varying[0] is not node.args[0]):
            return None, ""
        kind, reason = self.of(varying[0])
        (other,) = [a for a in node.args if a is not varying[0]]
        if kind in (None, "affine"):
            return kind, reason
        if known(other, "nonnegative") is True:
            return kind, reason
        return (OPPOSITE[str(kind)], reason) if known(other, "nonpositive") is True else (None, "")

    def rising(self, node: Apply) -> tuple[str | None, str]:
        """A function that does not fall, of what bends the same way."""
        way = "convex" if node.op in RISING_CONVEX else "concave"
        kinds = [self.of(a)[0] for a in node.args]
        if not all(kind in ("affine", way) for kind in kinds):
            return None, ""
        return way, f"{node.op} of what is {'affine' if set(kinds) == {'affine'} else way}"

    def logarithm(self, node: Apply) -> tuple[str | None, str]:
        """log of sums of exponentials is convex, of what is concave it is concave."""
        if self.log_convex(node.args[0]):
            return "convex", "log of a sum of exponentials"
        return self.rising(node)

    def log_convex(self, node: Expr) -> bool:
        """Whether the log of a positive array is convex, by rules: exponentials, their sums and products."""
        if not self.depends(node):
            return known(node, "positive") is True
        if not isinstance(node, Apply):
            return False
        if node.op == "exp":
            return self.of(node.args[0])[0] in ("affine", "convex")
        if node.op in ("add", "mul"):
            return all(map(self.log_convex, node.args))
        return node.op in ("sum", "mean") and self.log_convex(node.args[0])

    def even(self, node: Apply) -> tuple[str | None, str]:
        """abs, norms and even powers: convex of what is affine, and of what is convex and not negative."""
        inner = node.args[0]
        if node.op == "norm" and not _is_norm(node):
            return None, ""
        kind, _ = self.of(inner)
        if kind == "affine" or (kind == "convex" and known(inner, "nonnegative") is True):
            return "convex", f"{node.op} of what is {kind}"
        return None, ""

    def power(self, node: Apply) -> tuple[str | None, str]:
        base, power = node.args
        if not isinstance(power, Number):
            return None, ""
        if power.value.denominator == 1 and power.value > 0 and power.value.numerator % 2 == 0:
            return self.even(node)
        kind, _ = self.of(base)
        if power.value >= 1 and kind in ("affine", "convex") and known(base, "nonnegative") is True:
            return "convex", f"a power of what is {kind} and not negative"
        if power.value < 0 and kind in ("affine", "concave") and known(base, "positive") is True:
            return "convex", f"a negative power of what is {kind} and positive"
        return None, ""


def _is_norm(node: Apply) -> bool:
    order = node.params.get("ord")
    return order in (None, "fro", "nuc", "spectral", "inf", 1, 2) or (isinstance(order, int) and order >= 1)


_RULES: dict[str, Callable[[_Composed, Apply], tuple[str | None, str]]] = {
    "log": _Composed.logarithm, "abs": _Composed.even, "norm": _Composed.even, "square": _Composed.even,
    "pow": _Composed.power,
}
