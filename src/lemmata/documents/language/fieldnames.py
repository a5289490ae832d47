"""Functions that have a name in the field: what words call them, the letter that says it alone, and their value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lemmata.engine.expr import Expr, bind, constant, fresh_local, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Scope

NAMED = "functions of the field"  # the option with the letters that words call so, whatever formulas say of them

Value = Callable[[Sequence[Expr]], Expr]


@dataclass(frozen=True)
class FieldFunction:
    """A function of numbers in `domain`, or of one array.

    words   what calls it; letter: a name that means it without words; called: the only name that words mean it by
    others  what it is by other conventions; with these its name alone does not say which one is meant
    """

    words: str
    value: Value
    arity: int = 1
    letter: str = ""
    domain: str = "real"
    called: str = ""
    others: tuple[Value, ...] = ()
    of_array: bool = False


def _op(name: str) -> Value:
    return lambda args: apply(name, *args)


def _normal_cdf(args: Sequence[Expr]) -> Expr:
    return (1 + apply("erf", args[0] / apply("sqrt", number(2)))) / 2


def _normal_density(args: Sequence[Expr]) -> Expr:
    return apply("exp", -(args[0] ** 2) / 2) / apply("sqrt", 2 * constant("pi"))


def _gelu(args: Sequence[Expr]) -> Expr:
    return args[0] * _normal_cdf(args)


def _silu(args: Sequence[Expr]) -> Expr:
    return args[0] * apply("sigmoid", args[0])


def _sinc(scale: Expr) -> Value:
    return lambda args: apply("sin", scale * args[0]) / (scale * args[0])


def _integral_up_to(body: Callable[[Expr], Expr]) -> Value:
    """The integral of something from 0 to the argument."""
    def value(args: Sequence[Expr]) -> Expr:
        place = fresh_local()
        return bind("integral", place, body(place), number(0), args[0])

    return value


def _fresnel(op: str) -> tuple[Value, Value]:
    return (_integral_up_to(lambda t: apply(op, constant("pi") * t ** 2 / 2)),
            _integral_up_to(lambda t: apply(op, t ** 2)))


def _bessel(args: Sequence[Expr]) -> Expr:
    place, pi = fresh_local(), constant("pi")
    return bind("integral", place, apply("cos", args[0] * apply("sin", place)), number(0), pi) / pi


_STANDARD = r"(?:standard|unit) (?:normal|Gaussian)"
_LAW = r"(?: ⟦\d*⟧)? of (?:the|a) " + _STANDARD + r"(?: (?:distribution|variable|law))?"
_CDF = r"(?:(?:cumulative )?distribution function|cdf)"
_DENSITY = r"(?:(?:probability )?density(?: function)?|pdf)"
FIELD_FUNCTIONS = (
    FieldFunction("(?:Gauss(?:ian)? )?error function", _op("erf"), letter="erf"),
    FieldFunction("complementary error function", _op("erfc"), letter="erfc"),
    FieldFunction(rf"{_STANDARD} {_CDF}|{_CDF}{_LAW}", _normal_cdf),
    FieldFunction(rf"{_STANDARD} {_DENSITY}|{_DENSITY}{_LAW}", _normal_density),
    FieldFunction("gamma function", _op("gamma"), domain="positive"),
    FieldFunction("digamma function", _op("digamma"), domain="positive"),
    FieldFunction("beta function", _op("beta"), arity=2, domain="positive"),
    FieldFunction("(?:logistic )?sigmoid(?: function)?|(?:standard )?logistic function", _op("sigmoid")),
    FieldFunction("softplus(?: function)?", _op("softplus")),
    FieldFunction("hyperbolic tangent(?: function)?", _op("tanh"), letter="tanh"),
    FieldFunction("(?:ReLU|rectified linear unit|rectifier)(?: function)?", _op("relu"), letter="ReLU"),
    FieldFunction("(?:GELU|Gaussian error linear unit)(?: function)?", _gelu, letter="GELU"),
    FieldFunction("(?:SiLU|swish|sigmoid linear unit)(?: function)?", _silu, letter="SiLU"),
    FieldFunction("logit(?: function)?", _op("logit"), domain="unit"),
    FieldFunction("softmax(?: function)?", _op("softmax"), of_array=True),
    FieldFunction("sinc(?: function)?", _sinc(number(1)), others=(_sinc(constant("pi")),)),
    FieldFunction("sine integral", _integral_up_to(lambda t: apply("sin", t) / t)),
    FieldFunction("Fresnel (?:sine )?integrals?", _fresnel("sin")[0], called="S", others=_fresnel("sin")[1:]),
    FieldFunction("Fresnel (?:cosine )?integrals?", _fresnel("cos")[0], called="C", others=_fresnel("cos")[1:]),
    FieldFunction("Bessel function", _bessel, called="J_0"),
)
# What words call an operation that a notation of its own says: `\\operatorname{Cov}(X, Y) := ...`.
OPERATIONS = {op: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for op, words in (
    ("gamma", "gamma function"), ("beta", "beta function"), ("digamma", "digamma function"), ("erf", "error function"),
    ("erfc", "complementary error function"), ("factorial", "factorial"), ("binomial", "binomial coefficients?"),
    ("cosh", "hyperbolic (?:cosine|functions)"), ("sinh", "hyperbolic (?:sine|functions)"),
    ("tanh", "hyperbolic (?:tangent|functions)"), ("logit", "logit|log[- ]odds"), ("softmax", "softmax"),
    ("sigmoid", "sigmoid|logistic function"), ("relu", "ReLU|rectifi\\w+"), ("softplus", "softplus"),
    ("entropy", "entropy"), ("cross_entropy", "cross[- ]entropy"),
    ("kl_divergence", "KL|Kullback|relative entropy"), ("variance", "variance"), ("covariance", "covariance"),
    ("correlation", "correlation"), ("norm", "(?:Euclidean|Frobenius) norm"), ("trace", "trace"))}
# Where another function may be meant.
VARIANT = re.compile(
    r"\b(?:(?:re|un)?scaled|modified|variants?|versions?|shifted|generali[sz]ed|approximat\w*|alternative\w*|other|another|"
    r"instead|our|own|(?:un)?normali[sz]ed|incomplete|sometimes|authors?|inverse|derivative|reflected|mirrored|flipped|hard|"
    r"piecewise|conventions?|not|steepness|wrong\w*|incorrect\w*|leaky|parametric)\b", re.IGNORECASE)


def function_of(one: FieldFunction) -> Expr:
    """A function of the field as an expression."""
    places = [fresh_local((), one.domain) for _ in range(one.arity)]
    value = one.value(places)
    for place in reversed(places):
        value = bind("function", place, value)
    return value


def functions_named(scope: Scope) -> Mapping[str, FieldFunction]:
    """The functions that words before called by their names in the field, by their letters."""
    known: Mapping[str, FieldFunction] = scope.options.get(NAMED, {})
    return known
