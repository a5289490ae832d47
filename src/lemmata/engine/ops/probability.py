"""Expectation, probability, density: of random variables, events, distributions.

Random variables and events live on the probability space of a point. Three operations are primitive
there: `expectation`, `density` and `cdf`; the others carry a body in terms of them. An operation that
takes a condition takes it last: an event gives a number, a random variable gives a random variable
(`E[X | Y]` is a function of `Y`).
"""

from __future__ import annotations

from lemmata.engine.expr import Expr, Shape, Size
from lemmata.engine.ops.families.record import FAMILIES, Family
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, need_count, need_rank, same_size, scalar, show

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


def _given(count: int):  # type: ignore[no-untyped-def]
    """Sort of an operation whose first `count` arguments are averaged over, the rest are conditions."""

    def sort(*args: Expr) -> str:
        return "variable" if any(a.sort == "variable" for a in args[count:]) else "real"

    return sort


def _expectation_shape(*args: Expr) -> Shape:
    need_count("expectation", args, 1, 2)
    return args[0].shape


def _variance_shape(*args: Expr) -> Shape:
    need_count("variance", args, 1, 2)
    need_rank("variance", args[0], 0, 1)
    return args[0].shape * 2


def _covariance_shape(*args: Expr) -> Shape:
    need_count("covariance", args, 2, 3)
    return args[0].shape + args[1].shape


def _scalars_shape(op: str, low: int, high: int):  # type: ignore[no-untyped-def]
    def shape(*args: Expr, **params: object) -> Shape:
        need_count(op, args, low, high)
        for arg in args:
            need_rank(op, arg, 0)
        return ()

    return shape


def _probability_shape(*args: Expr) -> Shape:
    need_count("probability", args, 1, 2)
    if args[0].sort not in ("event", "boolean"):
        raise TypeError("probability takes an event; of a random variable use density(X, x)")
    return args[0].shape


def _point_shape(op: str):  # type: ignore[no-untyped-def]
    def shape(*args: Expr) -> Shape:
        need_count(op, args, 2, 3)
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
