"""Logarithms of what exponentials are in: of sums, means and products of them, with weights and divisors."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Apply, At, Expr, apply_at, at, number, operands, postorder
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.ops.reductions import count
from lemmata.engine.programs.quotients import ONE, factors_of, is_op

MOVING = ("pick", "reshape", "transpose", "squeeze", "expand_dims")  # ops that only put entries in other places
LOGARITHMS = {"softmax": "log_softmax", "sigmoid": "log_sigmoid", "norm_cdf": "norm_logcdf", "gamma": "lgamma",
              "beta": "betaln"}


def log_of(x: Expr) -> Expr | None:
    """log(x), x > 0, where x is made of exponentials, so that it may leave the range of floats when log(x) does not.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> x, w = symbol("x", ["n"]), symbol("w", ["n"], "positive")
    >>> to_text(log_of(apply("sum", w * apply("exp", x))))
    'logsumexp(x + log(w))'
    """
    if isinstance(x, At):
        array, indices = apply_at(x)
        whole = log_of(array)
        return None if whole is None else at(whole, *indices)
    if not isinstance(x, Apply):
        return None
    if x.op == "exp":
        return x.args[0]
    if x.op in ("softmax", "sigmoid", "norm_cdf"):
        return apply(LOGARITHMS[x.op], *x.args, **x.params)
    if x.op in MOVING:
        whole = log_of(x.args[0])
        return None if whole is None else apply(x.op, whole, *x.args[1:], **x.params)
    if x.op in ("sum", "mean", "prod"):
        return _over_axes(x)
    if x.op == "add":
        return _of_sum(x)
    return _of_product(x) if x.op in ("mul", "div", "pow") else None


def _over_axes(x: Apply) -> Expr | None:
    inner = log_of(x.args[0])
    if inner is None:
        return apply("sum", apply("log", x.args[0]), **x.params) if (
            x.op == "prod" and known(x.args[0], "nonnegative")) else None
    if x.op == "prod":
        return apply("sum", inner, **x.params)
    total = apply("logsumexp", inner, **x.params)
    return total if x.op == "sum" else total - apply("log", count(x.args[0], x.params["axis"]))


def _of_sum(x: Apply) -> Expr | None:
    """Of terms that are exponentials, or never negative; 1 and one of them is a softplus."""
    terms = operands(x, "add")
    logs = [log_of(t) if t.shape == x.shape else None for t in terms]
    if all(log is None for log in logs) or not all(
            t.shape == x.shape or not t.shape for t in terms) or not all(map(_nonnegative, terms)):
        return None
    if len(terms) == 2 and ONE in terms:
        return apply("softplus", next(log for log in logs if log is not None))
    found = [apply("log", t) if log is None else log for t, log in zip(terms, logs)]
    total = reduce(lambda a, b: apply("logaddexp", a, b), found)
    return total if total.shape == x.shape else None


def _of_product(x: Apply) -> Expr | None:
    """Of factors of which one or more are exponentials; no two others may be negative together."""
    powers: dict[Expr, int] = {}
    factors_of(x, 1, powers)
    if x in powers:  # a power that is no whole number
        log = log_of(x.args[0])
        return None if log is None or (x.args[1] * log).shape != x.shape else x.args[1] * log
    logs = {factor: log_of(factor) for factor in powers}
    others = [factor for factor, log in logs.items() if log is None]
    if len(others) == len(logs) or sum(not _nonnegative(factor) for factor in others) > 1:
        return None
    terms = [_times(power, log) for factor, power in powers.items() if (log := logs[factor]) is not None]
    terms += [_times(power, apply("log", factor)) for factor, power in powers.items() if logs[factor] is None]
    total = reduce(lambda a, b: a + b, terms)
    return total if total.shape == x.shape else None


def _times(power: int, term: Expr) -> Expr:
    return term if power == 1 else -term if power == -1 else number(power) * term


def _nonnegative(term: Expr) -> bool:
    return known(term, "nonnegative") is True


def entry_of_shares(node: Expr) -> Expr | None:
    """x_i - logsumexp(x) as an entry of log_softmax(x): the difference of what is nearly equal has few digits.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> x, t = symbol("x", ["n"]), symbol("t")
    >>> to_text(entry_of_shares(at(x, 0) / t - apply("logsumexp", x / t)))
    'log_softmax(x/t)[0]'
    """
    terms = operands(node, "add")
    for k, minus in enumerate(terms):
        total = minus.children[0] if is_op(minus, "neg") else minus
        if total is minus or not is_op(total, "logsumexp") or total.rank or total.children[0].rank != 1:
            continue
        x = total.children[0]
        for j, term in enumerate(terms):
            for part in postorder(term):
                if isinstance(part, At) and not part.rank and j != k and _entry(x, part) is term:
                    share = at(apply("log_softmax", x, axis=(-1,)), *apply_at(part)[1])
                    return reduce(lambda a, b: a + b, [t for i, t in enumerate(terms) if i not in (j, k)], share)
    return None


def _entry(x: Expr, place: At) -> Expr:
    """The entry of a vector at the place of an entry, entry by entry."""
    if not x.rank:
        return x
    if isinstance(x, Apply) and OPS[x.op].elementwise:
        return apply(x.op, *(_entry(a, place) for a in x.args), **x.params)
    return at(x, *apply_at(place)[1])
