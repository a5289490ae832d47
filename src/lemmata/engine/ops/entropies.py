"""Entropies and divergences, of random variables, distributions, vectors of probabilities; in nats without a `base`."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Shape, number
from lemmata.engine.ops.families.record import NoClosedForm
from lemmata.engine.ops.probability import GROUP, family_of, is_random
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, need_count, need_rank, same_size

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
    need_count("entropy", args, 1, 2)
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
    need_count("mutual_information", args, 1, 3)
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
