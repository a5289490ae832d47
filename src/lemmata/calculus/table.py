"""The table of common derivatives: data, each pair proved by the engine."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.calculus.given import formula_of
from lemmata.engine.verdicts import Verdict
from lemmata.formulas import Formula


@dataclass(frozen=True)
class CommonDerivative:
    """A function and its derivative, as texts.

    name       what the rule is called
    function   of x, and of letters for numbers or other functions
    derivative by x
    vars       where it holds: the domains of its letters

    >>> CommonDerivative("square", "x**2", "2*x").proof().kind
    'proved'
    """

    name: str
    function: str
    derivative: str
    vars: str = "x: real"

    @property
    def formula(self) -> Formula:
        """The function as a formula."""
        return formula_of(self.function, self.vars)

    def proof(self) -> Verdict:
        """The verdict on the pair: the engine's own derivative of the function beside the one of the table."""
        return self.formula.derivative("x").equals(self.derivative)

    def latex(self) -> str:
        """The pair as an equation in LaTeX."""
        right = formula_of(self.derivative, self.vars).latex()
        return f"\\frac{{d}}{{dx}} \\left({self.formula.latex()}\\right) = {right}"


_POSITIVE, _BOTH = "x: positive", "f: function, g: function, x: real"
_ROWS = (
    ("constant", "c", "0", "c: real, x: real"),
    ("identity", "x", "1"),
    ("linear", "a*x + b", "a", "a: real, b: real, x: real"),
    ("power", "x**n", "n*x**(n - 1)", "x: positive, n: real"),
    ("square", "x**2", "2*x"),
    ("reciprocal", "1/x", "-1/x**2", "x: nonzero"),
    ("square root", "sqrt(x)", "1/(2*sqrt(x))", _POSITIVE),
    ("exponential", "exp(x)", "exp(x)"),
    ("exponential of another base", "a**x", "a**x*log(a)", "a: positive, x: real"),
    ("natural logarithm", "log(x)", "1/x", _POSITIVE),
    ("logarithm to the base 2", "log2(x)", "1/(x*log(2))", _POSITIVE),
    ("power of itself", "x**x", "x**x*(log(x) + 1)", _POSITIVE),
    ("sine", "sin(x)", "cos(x)"),
    ("cosine", "cos(x)", "-sin(x)"),
    ("tangent", "tan(x)", "1 + tan(x)**2"),
    ("inverse sine", "arcsin(x)", "1/sqrt(1 - x**2)", "x: unit"),
    ("inverse cosine", "arccos(x)", "-1/sqrt(1 - x**2)", "x: unit"),
    ("inverse tangent", "arctan(x)", "1/(1 + x**2)"),
    ("hyperbolic sine", "sinh(x)", "cosh(x)"),
    ("hyperbolic cosine", "cosh(x)", "sinh(x)"),
    ("hyperbolic tangent", "tanh(x)", "1 - tanh(x)**2"),
    ("inverse hyperbolic sine", "arcsinh(x)", "1/sqrt(1 + x**2)"),
    ("absolute value", "abs(x)", "sign(x)", "x: nonzero"),
    ("sigmoid", "1/(1 + exp(-x))", "sigmoid(x)*(1 - sigmoid(x))"),
    ("softplus", "log(1 + exp(x))", "sigmoid(x)"),
    ("rectified linear unit", "relu(x)", "where(x > 0, 1, 0)"),
    ("error function", "erf(x)", "2*exp(-x**2)/sqrt(pi)"),
    ("bell curve", "exp(-x**2/2)", "-x*exp(-x**2/2)"),
    ("entropy of one outcome", "-x*log(x)", "-log(x) - 1", _POSITIVE),
    ("log-gamma", "gammaln(x)", "digamma(x)", _POSITIVE),
    ("sum rule", "f(x) + g(x)", "derivative(f)(x) + derivative(g)(x)", _BOTH),
    ("product rule", "f(x)*g(x)", "derivative(f)(x)*g(x) + f(x)*derivative(g)(x)", _BOTH),
    ("quotient rule", "f(x)/g(x)", "(derivative(f)(x)*g(x) - f(x)*derivative(g)(x))/g(x)**2", _BOTH),
    ("chain rule", "f(g(x))", "derivative(f)(g(x))*derivative(g)(x)", _BOTH),
)


def common_derivatives() -> tuple[CommonDerivative, ...]:
    """The table: powers, exponentials, logarithms, trigonometric and hyperbolic functions, those of networks, rules.

    >>> sine = next(row for row in common_derivatives() if row.name == "sine")
    >>> sine.derivative, sine.proof().kind, sine.latex()
    ('cos(x)', 'proved', '\\\\frac{d}{dx} \\\\left(\\\\sin(x)\\\\right) = \\\\cos(x)')

    Abramowitz and Stegun, Handbook of Mathematical Functions, sections 3.3, 4.1 to 4.6.
    """
    return tuple(CommonDerivative(*row) for row in _ROWS)
