"""Expectation, probability, entropy: of random variables, events, distributions, probability vectors.

Random variables and events live on the probability space of a point. Three operations are primitive
there: `expectation`, `density` and `cdf`; the others carry a body in terms of them. Entropies are in
nats unless `base` says otherwise. An operation that takes a condition takes it last: an event gives a
number, a random variable gives a random variable (`E[X | Y]` is a function of `Y`).
"""

from __future__ import annotations

from lemmata.engine.expr import Expr, Shape, Size, number
from lemmata.engine.ops.families.record import FAMILIES, Family, NoClosedForm
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, need_rank, same_size, scalar, show

GROUP = "probability"
RANDOM = ("variable", "event")


def family_of(law: Expr) -> tuple[Family, tuple[Expr, ...]]:
    """The family and the parameters of a distribution.

    >>> family, params = family_of(apply("normal", 0, 1))
    >>> family.name, len(params)
    ('normal', 2)
    """
    name = getattr(law, "op", None)
    if law.sort != "distribution" or name not in FAMILIES:
        raise TypeError("a distribution of a known family is needed, such as normal(0, 1)")
    return FAMILIES[name], law.children


def is_random(*args: Expr) -> bool:
    """Whether any argument depends on the outcome."""
    return any(a.sort in RANDOM for a in args)


def _count(op: str, args: tuple[Expr, ...], low: int, high: int) -> None:
    if not low <= len(args) <= high:
        raise TypeError(f"{op} takes {low} to {high} arguments, {len(args)} given")


def _given(count: int):  # type: ignore[no-untyped-def]
    """Sort of an operation whose first `count` arguments are averaged over, the rest are conditions."""

    def sort(*args: Expr) -> str:
        return "variable" if any(a.sort == "variable" for a in args[count:]) else "real"

    return sort


def _expectation_shape(*args: Expr) -> Shape:
    _count("expectation", args, 1, 2)
    return args[0].shape


def _variance_shape(*args: Expr) -> Shape:
    _count("variance", args, 1, 2)
    need_rank("variance", args[0], 0, 1)
    return args[0].shape * 2


def _covariance_shape(*args: Expr) -> Shape:
    _count("covariance", args, 2, 3)
    return args[0].shape + args[1].shape


def _scalars_shape(op: str, low: int, high: int):  # type: ignore[no-untyped-def]
    def shape(*args: Expr, **params: object) -> Shape:
        _count(op, args, low, high)
        for arg in args:
            need_rank(op, arg, 0)
        return ()

    return shape


def _probability_shape(*args: Expr) -> Shape:
    _count("probability", args, 1, 2)
    if args[0].sort not in ("event", "boolean"):
        raise TypeError("probability takes an event; of a random variable use density(X, x)")
    return args[0].shape


def _point_shape(op: str):  # type: ignore[no-untyped-def]
    def shape(*args: Expr) -> Shape:
        _count(op, args, 2, 3)
        if args[0].rank == args[1].rank:
            for mine, other in zip(args[0].shape, args[1].shape):
                same_size(op, mine, other)
        if args[0].shape != args[1].shape:
            raise ShapeError(
                f"{op}: the variable has shape {show(args[0].shape)}, the value {show(args[1].shape)}; "
                "they must be equal"
            )
        return ()

    return shape


def _joint_shape(*args: Expr) -> Shape:
    if not args:
        raise TypeError("joint takes at least one random variable")
    total = Size.of(0)
    for arg in args:
        size = Size.of(1)
        for dim in arg.shape:
            size = size * dim
        total = total + size
    return (total,)


def outer(a: Expr, b: Expr) -> Expr:
    """a[i..] * b[j..] at [i.., j..]; the product of two numbers."""
    if not a.rank or not b.rank:
        return a * b
    return apply("outer", a, b)


def _centered(x: Expr, given: tuple[Expr, ...]) -> Expr:
    return x - apply("expectation", x, *given)


def _covariance_body(a: Expr, b: Expr, *given: Expr) -> Expr:
    return apply("expectation", outer(_centered(a, given), _centered(b, given)), *given)


def _variance_body(x: Expr, *given: Expr) -> Expr:
    if x.sort == "distribution":
        family, params = family_of(x)
        return family.need("variance")(*params)
    if x.rank:
        return _covariance_body(x, x, *given)
    return apply("expectation", _centered(x, given) ** 2, *given)


register(
    Op(name="expectation", about="expected value E[X], E[X | Y] or E[X | A]; of a distribution its mean", arity=None,
       python=("E",), latex=("E",), group=GROUP, shape=_expectation_shape, sort=_given(1), samples=("X: variable",)),
    Op(name="variance", about="E[(X - E[X])**2]; of a vector the covariance matrix", arity=None, python=("Var",),
       latex=("Var",), group=GROUP, shape=_variance_shape, sort=_given(1), body=_variance_body,
       samples=("X: variable",)),
    Op(name="covariance", about="E[(X - E[X]) (Y - E[Y])], of vectors the matrix over both", arity=None,
       python=("Cov",), latex=("Cov",), group=GROUP, shape=_covariance_shape, sort=_given(2),
       body=_covariance_body, samples=("X: variable", "Y: variable")),
    Op(name="standard_deviation", about="root of the variance", arity=None, latex=("Std",), group=GROUP,
       shape=_scalars_shape("standard_deviation", 1, 2), sort=_given(1),
       body=lambda x, *given: apply("sqrt", apply("variance", x, *given)), samples=("X: variable",)),
    Op(name="correlation", about="Cov(X, Y) / sqrt(Var(X) Var(Y))", arity=None, python=("Corr",), latex=("Corr",),
       group=GROUP, shape=_scalars_shape("correlation", 2, 3), sort=_given(2),
       body=lambda a, b, *given: apply("covariance", a, b, *given)
       / apply("sqrt", apply("variance", a, *given) * apply("variance", b, *given)),
       samples=("X: variable", "Y: variable")),
)


# Events and the law of a variable


def _probability_body(event: Expr, *given: Expr) -> Expr:
    return apply("expectation", apply("indicator", event), *given)


register(
    Op(name="indicator", about="1 where the event (or condition) holds, else 0", latex=("mathbb1",),
       group="random", elementwise=True, sort=None, body=lambda a: apply("where", a, 1, 0),
       facts=("nonnegative", "integer", "unit"), samples=("a: event",)),
    Op(name="probability", about="P(A), P(A | B) or P(A | Y)", arity=None, python=("P", "Pr"), latex=("Pr", "P"),
       group=GROUP, shape=_probability_shape, sort=_given(1), body=_probability_body,
       facts=("nonnegative", "unit"), samples=("A: event", "B: event")),
    Op(name="density", about="density or mass p_X(x), p_X(x | Y = y), or of a distribution at x", arity=None,
       python=("pdf", "pmf"), group=GROUP, shape=_point_shape("density"), sort=_given(1), facts=("nonnegative",),
       samples=("X: variable", "x: real")),
    Op(name="cdf", about="P(X <= x), P(X <= x | A), or of a distribution at x", arity=None, group=GROUP,
       shape=_point_shape("cdf"), sort=_given(1), facts=("nonnegative", "unit"), samples=("X: variable", "x: real")),
    Op(name="joint", about="random variables together, flattened into one vector", arity=None, group=GROUP,
       shape=_joint_shape, sort="variable", samples=("X: variable", "Y: variable")),
    Op(name="omega", about="the sure event, all outcomes", arity=0, latex=("Omega",), group=GROUP, shape=scalar,
       sort="event"),
    Op(name="empty_event", about="the impossible event, no outcome", arity=0, latex=("emptyset", "varnothing"),
       group=GROUP, shape=scalar, sort="event"),
    Op(name="independent", about="the variables (or events) are mutually independent", arity=None, latex=("perp",),
       group=GROUP, shape=scalar, sort="boolean", samples=("X: variable", "Y: variable")),
    Op(name="conditionally_independent", about="the first two are independent given the third", arity=3, group=GROUP,
       shape=scalar, sort="boolean", samples=("X: variable", "Y: variable", "Z: variable")),
    Op(name="disjoint", about="no two of the events (or entries of one vector of events) happen together", arity=None,
       group=GROUP, shape=scalar, sort="boolean", samples=("A: event", "B: event")),
    Op(name="partition", about="exactly one of the events (or entries of one vector of events) happens", arity=None,
       group=GROUP, shape=scalar, sort="boolean", samples=("A: event", "B: event")),
    Op(name="identically_distributed", about="the variables have the same law", arity=None, group=GROUP,
       shape=scalar, sort="boolean", samples=("X: variable", "Y: variable")),
)


# Entropies

_BASE = {"base": None}


def _in_base(value: Expr, base: int | None) -> Expr:
    return value if base is None else value / apply("log", number(base))


def _total(value: Expr) -> Expr:
    return apply("sum", value, axis=-1)


def _kind(op: str, args: tuple[Expr, ...]) -> str:
    """What an entropy is of: variables, distributions, or vectors of probabilities."""
    if is_random(*args):
        return "variable"
    if any(a.sort == "distribution" for a in args):
        return "distribution"
    if any(a.rank == 0 for a in args):
        raise ShapeError(f"{op} takes random variables, distributions or vectors of probabilities, not numbers")
    return "vector"


def _entropy_shape(*args: Expr, **params: object) -> Shape:
    _count("entropy", args, 1, 2)
    kind = _kind("entropy", args)
    if kind == "vector" and len(args) == 2:
        raise TypeError("entropy of a vector takes no condition; for H(p, q) use cross_entropy(p, q)")
    return args[0].shape[:-1] if kind == "vector" else ()


def _entropy_body(x: Expr, *given: Expr, base: int | None = None) -> Expr:
    kind = _kind("entropy", (x, *given))
    if kind == "variable":
        value = apply("expectation", -apply("log", apply("density", x, x, *given)), *_events(given))
    elif kind == "distribution":
        family, params = family_of(x)
        value = family.need("entropy")(*params)
    else:
        value = -_total(apply("xlogy", x, x))
    return _in_base(value, base)


def _events(given: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Conditions that stay on the average: H(X | Y) averages over Y, H(X | A) does not."""
    return tuple(g for g in given if g.sort != "variable")


def _pair_shape(op: str):  # type: ignore[no-untyped-def]
    def shape(p: Expr, q: Expr, **params: object) -> Shape:
        kind = _kind(op, (p, q))
        if kind == "variable":
            raise TypeError(f"{op} takes two distributions or two vectors of probabilities, not random variables")
        if kind == "distribution":
            if p.sort != q.sort:
                raise TypeError(f"{op} takes two distributions or two vectors, not one of each")
            return ()
        same_size(op, p.shape[-1], q.shape[-1])
        return p.shape[:-1] if p.rank >= q.rank else q.shape[:-1]

    return shape


def _cross_entropy_body(p: Expr, q: Expr, base: int | None = None) -> Expr:
    if p.sort == "distribution":
        value = _kl_body(p, q) + _entropy_body(p)
    else:
        value = -_total(apply("xlogy", p, q))
    return _in_base(value, base)


def _kl_body(p: Expr, q: Expr, base: int | None = None) -> Expr:
    if p.sort == "distribution":
        (family, left), (other, right) = family_of(p), family_of(q)
        if family is not other:
            raise NoClosedForm(f"no closed divergence of {family.name} from {other.name}")
        value = family.need("kl")(left, right)
    else:
        value = _total(apply("xlogy", p, p) - apply("xlogy", p, q))
    return _in_base(value, base)


def _js_body(p: Expr, q: Expr, base: int | None = None) -> Expr:
    middle = (p + q) / 2
    return (_kl_body(p, middle, base=base) + _kl_body(q, middle, base=base)) / 2


def _js_shape(p: Expr, q: Expr, **params: object) -> Shape:
    if _kind("js_divergence", (p, q)) != "vector":
        raise TypeError("js_divergence takes two vectors of probabilities")
    return _pair_shape("js_divergence")(p, q)


def _information_shape(*args: Expr, **params: object) -> Shape:
    _count("mutual_information", args, 1, 3)
    if len(args) == 1:
        need_rank("mutual_information of a joint table", args[0], 2)
    elif any(a.sort in ("variable", "event") for a in args) and any(a.sort == "real" and a.rank for a in args):
        raise TypeError("mutual_information takes random variables; an array of numbers is none")
    return ()


def _information_body(x: Expr, *rest: Expr, base: int | None = None) -> Expr:
    if not rest:  # a table of joint probabilities
        rows, columns = apply("sum", x, axis=-1), apply("sum", x, axis=-2)
        value = _entropy_body(rows) + _entropy_body(columns) + apply("sum", apply("xlogy", x, x))
    else:
        y, given = rest[0], rest[1:]
        value = (apply("entropy", x, *given) + apply("entropy", y, *given)
                 - apply("entropy", apply("joint", x, y), *given))
    return _in_base(value, base)


register(
    Op(name="entropy", about="H(X) = -E[log p(X)], H(X | Y), of a distribution, or -sum(p log p) over the last axis",
       arity=None, python=("H",), latex=("H",), group=GROUP, shape=_entropy_shape, params=_BASE, body=_entropy_body,
       samples=("p: simplex[n]",)),
    Op(name="differential_entropy", about="h(X) = -E[log p(X)] of a variable with a density", arity=None, group=GROUP,
       shape=_entropy_shape, params=_BASE, body=_entropy_body, samples=("X: variable",)),
    Op(name="binary_entropy", about="-p log p - (1 - p) log(1 - p)", elementwise=True, group="random",
       body=lambda p: -(apply("xlogy", p, p) + apply("xlogy", 1 - p, 1 - p)),
       where=lambda p: apply("and", apply("ge", p, 0), apply("le", p, 1)), samples=("p: unit",)),
    Op(name="cross_entropy", about="-sum(p log q) (last axis), or of two distributions", arity=2, group=GROUP,
       shape=_pair_shape("cross_entropy"), params=_BASE, body=_cross_entropy_body,
       samples=("p: simplex[n]", "q: simplex[n]")),
    Op(name="kl_divergence", about="sum(p log(p / q)) (last axis), or of two distributions", arity=2, group=GROUP,
       python=("KL",), latex=("KL", "DKL"), shape=_pair_shape("kl_divergence"), params=_BASE, body=_kl_body,
       samples=("p: simplex[n]", "q: simplex[n]")),
    Op(name="js_divergence", about="(KL(p, m) + KL(q, m)) / 2 with m = (p + q) / 2", arity=2, group=GROUP,
       python=("JS",), latex=("JS", "JSD"), shape=_js_shape, params=_BASE, body=_js_body,
       samples=("p: simplex[n]", "q: simplex[n]")),
    Op(name="mutual_information", about="I(X; Y) = H(X) + H(Y) - H(X, Y), also given Z, or of a joint table",
       arity=None, group=GROUP, shape=_information_shape, params=_BASE, body=_information_body,
       samples=("X: variable", "Y: variable")),
)
