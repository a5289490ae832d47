"""Functions of numbers as NumPy, SciPy and PyTorch spell them."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.operations import expression, param
from lemmata.engine.readers.spellings.record import refused, spelled

NUMPY = "numpy jax.numpy"
ALL = "numpy jax.numpy torch scipy jax math - ."
LIBRARIES = "numpy jax.numpy torch"


def _renamed(names: str, modules: str, op: str, arity: int) -> None:
    @spelled(names, modules, ", ".join("abc"[:arity]))
    def build(**args: Expr) -> Expr:
        return apply(op, *args.values())


for _names, _op, _arity in (
    ("not_equal", "ne", 2), ("less", "lt", 2), ("less_equal", "le", 2), ("greater", "gt", 2),
    ("greater_equal", "ge", 2), ("clamp_min", "maximum", 2), ("clamp_max", "minimum", 2),
):
    _renamed(_names, LIBRARIES + " - .", _op, _arity)
_renamed("equal", "numpy jax.numpy - .", "eq", 2)
refused("equal", "torch", "torch.equal is one answer for whole arrays; write all entries' with torch.eq")


def truth(x: Expr) -> Expr:
    """A number is true where it is not 0."""
    return x if x.sort in ("boolean", "event") else apply("ne", x, 0)


@spelled("logical_and logical_or logical_xor", LIBRARIES + " - .", "a, b")
def _logic(name: str, a: Expr, b: Expr) -> Expr:
    return apply({"logical_and": "and", "logical_or": "or"}.get(name, "ne"), truth(a), truth(b))


@spelled("logical_not", LIBRARIES + " - .", "a")
def _negation(a: Expr) -> Expr:
    return apply("not", truth(a))


@spelled("subtract sub", LIBRARIES + " - .", "a, b, *, alpha=1")
@spelled("add", "torch", "a, b, *, alpha=1")
def _sum(name: str, a: Expr, b: Expr, alpha: Any) -> Expr:
    b = b if alpha == 1 else alpha * b
    return a + b if name == "add" else a - b


def quotient_floor(a: Expr, b: Expr) -> Expr:
    """a // b"""
    return apply("floor", apply("div", a, b))


def remainder(a: Expr, b: Expr) -> Expr:
    """a % b, with the sign of b."""
    return a - b * quotient_floor(a, b)


@spelled("floor_divide", LIBRARIES + " - .", "a, b")
def _floor_divide(a: Expr, b: Expr) -> Expr:
    return quotient_floor(a, b)


@spelled("mod remainder", NUMPY + " - .", "a, b")
@spelled("remainder", "torch", "a, b")
def _remainder(a: Expr, b: Expr) -> Expr:
    return remainder(a, b)


@spelled("fmod", LIBRARIES + " math - .", "a, b")
def _fmod(a: Expr, b: Expr) -> Expr:
    """With the sign of a."""
    return a - b * truncated(apply("div", a, b))


@spelled("trunc fix", LIBRARIES + " math - .", "x")
def _trunc(x: Expr) -> Expr:
    return truncated(x)


def truncated(x: Expr) -> Expr:
    return apply("where", apply("ge", x, 0), apply("floor", x), apply("ceil", x))


refused("remainder", "math", "math.remainder rounds to the nearest integer; write x % y, or x - y*round(x / y)")


@spelled("hypot", ALL, "a, b")
def _hypot(a: Expr, b: Expr) -> Expr:
    return apply("hypot", a, b)


@spelled("reciprocal", ALL, "x")
def _reciprocal(x: Expr) -> Expr:
    return 1 / x


@spelled("rsqrt", ALL, "x")
def _rsqrt(x: Expr) -> Expr:
    return 1 / apply("sqrt", x)


@spelled("exp2", ALL, "x")
def _exp2(x: Expr) -> Expr:
    return number(2) ** x


@spelled("exp10", "scipy", "x")
def _exp10(x: Expr) -> Expr:
    return number(10) ** x


@spelled("float_power", LIBRARIES + " -", "a, b")
def _power(a: Expr, b: Expr) -> Expr:
    return a**b


@spelled("positive", LIBRARIES + " -", "x")
def _positive(x: Expr) -> Expr:
    return x


@spelled("deg2rad radians", LIBRARIES + " math -", "x")
def _radians(x: Expr) -> Expr:
    return x * constant("pi") / 180


@spelled("rad2deg degrees", LIBRARIES + " math -", "x")
def _degrees(x: Expr) -> Expr:
    return x * 180 / constant("pi")


@spelled("sinc", LIBRARIES + " -", "x")
def _sinc(x: Expr) -> Expr:
    scaled = constant("pi") * x
    return apply("where", apply("eq", x, 0), 1, apply("sin", scaled) / scaled)


@spelled("heaviside", LIBRARIES + " -", "x, h")
def _heaviside(x: Expr, h: Expr) -> Expr:
    return apply("where", apply("gt", x, 0), 1, apply("where", apply("lt", x, 0), 0, h))


@spelled("round around", LIBRARIES + " - .", "a, decimals=0")
def _round(a: Expr, decimals: int) -> Expr:
    if decimals == 0:
        return apply("round", a)
    return apply("round", a * number(10) ** decimals) / number(10) ** decimals


@spelled("clip clamp", "numpy jax.numpy jax torch - .",
         "a, low: array = None, high: array = None, *, min: array = None, "
         "max: array = None, a_min: array = None, a_max: array = None")
def _clip(a: Expr, **bounds: Any) -> Expr:
    """The nearest number of an interval."""
    given = {name: next((bounds[n] for n in names if bounds[n] is not None), None)
             for name, names in (("low", ("low", "min", "a_min")), ("high", ("high", "max", "a_max")))}
    if given["low"] is None and given["high"] is None:
        raise TypeError("clip needs an end: clip(x, low, high)")
    low, high = given["low"], given["high"]
    result = a if low is None else apply("maximum", a, low)
    return result if high is None else apply("minimum", result, high)


@spelled("clip", "jax.lax", "low, a, high")
@spelled("clamp", "jax.lax", "low, a, high")
def _lax_clamp(low: Expr, a: Expr, high: Expr) -> Expr:
    return apply("minimum", apply("maximum", a, low), high)


@spelled("lerp", "torch .", "input, end, weight")
def _lerp(input: Expr, end: Expr, weight: Expr) -> Expr:
    """From the first to the second, as far as the weight says."""
    return input + weight * (end - input)


@spelled("addcmul addcdiv", "torch .", "input, first, second, *, value=1")
def _addc(name: str, input: Expr, first: Expr, second: Expr, value: Any) -> Expr:
    both = first * second if name == "addcmul" else first / second
    return input + (both if value == 1 else number(value) * both)


# jax.lax has its own names, of exactly two arrays

for _names, _op, _arity in (
    ("max", "maximum", 2), ("min", "minimum", 2), ("div", "div", 2), ("logistic", "sigmoid", 1),
    ("select", "where", 3),
):
    _renamed(_names, "jax.lax", _op, _arity)


@spelled("sub", "jax.lax", "a, b")
def _difference(a: Expr, b: Expr) -> Expr:
    return a - b


@spelled("integer_pow", "jax.lax", "x, y")
def _integer_pow(x: Expr, y: Expr) -> Expr:
    return x**y


# special functions


@spelled("polygamma", "scipy torch jax", "n: param, x")
def _polygamma(n: int, x: Expr) -> Expr:
    return apply("polygamma", x, order=n)


@spelled("polygamma", "-", "n: raw, x: raw = None, order=None")
def _own_polygamma(n: Any, x: Any, order: Any) -> Expr:
    """polygamma(x, order=2), as it is written; by place the order stands first, as in the libraries."""
    if x is None:
        return apply("polygamma", expression(n), order=1 if order is None else order)
    return apply("polygamma", expression(x), order=param(n))


@spelled("betaln", "scipy jax -", "a, b")
def _betaln(a: Expr, b: Expr) -> Expr:
    return apply("betaln", a, b)


@spelled("entr", "scipy torch jax -", "x")
def _entr(x: Expr) -> Expr:
    return -apply("xlogy", x, x)


@spelled("rel_entr", "scipy jax -", "x, y")
def _rel_entr(x: Expr, y: Expr) -> Expr:
    return apply("xlogy", x, x) - apply("xlogy", x, y)


@spelled("kl_div", "scipy jax", "x, y")
def _kl_div(x: Expr, y: Expr) -> Expr:
    return apply("xlogy", x, x) - apply("xlogy", x, y) - x + y


@spelled("xlog1py", "scipy torch jax -", "x, y")
def _xlog1py(x: Expr, y: Expr) -> Expr:
    return apply("xlogy", x, 1 + y)


@spelled("erfcx", "scipy torch -", "x")
def _erfcx(x: Expr) -> Expr:
    return apply("erfcx", x)


@spelled("comb", "math scipy -", "n, k, exact=False, repetition=False")
def _comb(n: Expr, k: Expr, exact: bool, repetition: bool) -> Expr:
    return apply("binomial", n + k - 1 if repetition else n, k)


@spelled("perm", "math scipy -", "n, k")
def _perm(n: Expr, k: Expr) -> Expr:
    return apply("factorial", n) / apply("factorial", n - k)
