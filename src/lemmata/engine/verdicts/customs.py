"""Side conditions that a field takes for granted beside its closed list: they refute nothing and restore nothing.

Hoeffding's inequality needs variables between bounds, Chernoff's a positive threshold, Hölder's two exponents
that belong together. A text that leaves such conditions unsaid is not false in every plausible reading.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, at, integer, postorder, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.question import Question, with_domain
from lemmata.engine.verdicts.showing import listed

ORDERS = ("lt", "le", "gt", "ge")
# How a text names the mean and the spread of its random variable.
MEANS, DEVIATIONS, VARIANCES = ("mu", "m"), ("sigma", "s"), ("sigma2", "v")
MOMENTS = {"expectation", "variance", "standard_deviation"}
SIZES = ("n", "m", "N", "M", "d", "k", "T")
Conditions = tuple[str, tuple[Expr, ...]]


def customary(question: Question) -> Iterator[tuple[str, Question]]:
    """Sets of side conditions, said in words, with the question under them."""
    yield from _of_sizes(question)
    if any(s.sort == "variable" for s in question.symbols) and question.op in (*ORDERS, "eq"):
        yield from _of_variables(question)
    elif question.op in ORDERS:
        yield from _of_numbers(question)


def named(question: Question) -> Iterator[tuple[str, Question]]:
    """The question with `mu`, `sigma` and `n` as they are named for, where a text leaves them free."""
    variables = [s for s in question.symbols if s.sort == "variable"]
    numbers = [s for s in question.symbols if s.sort == "real" and s.rank < 2]
    yield from _of_sizes(question)
    words, premises = _moments(question, variables, numbers)
    if words:
        yield words, replace(question, premises=(*question.premises, *premises))


def _of_sizes(question: Question) -> Iterator[tuple[str, Question]]:
    """A number with the name of a size as the number of entries along an axis: `n` in `(n - 1) / n` beside x."""
    arrays = [s for s in question.symbols if s.shape and s.sort == "real"]
    for s in (s for s in question.symbols if s.name in SIZES and not s.shape and s.sort in ("real", "integer")):
        for size in dict.fromkeys(d for x in arrays for d in x.shape):
            names = listed(x.name for x in arrays if size in x.shape)
            known = question.replaced({s: integer(size)})
            yield f"{s.name} is the number of entries of {names}", known
            laws = [x for x in arrays if x.shape == (size,) and x.domain == "simplex"]
            for u in laws if len(laws) > 1 else ():  # one of them is what the other is compared with
                even = apply("full", 1 / integer(size), shape=(size,))
                yield f"{u.name} is uniform on {s.name} values", known.replaced({u: even})


def _of_numbers(question: Question) -> Iterator[tuple[str, Question]]:
    """Weights of a mixture: `a f + (1 - a) g`; exponents."""
    for s in _free(question):
        if _is_weight(s, question):
            yield f"{s.name} lies between 0 and 1", question.replaced({s: with_domain(s, "unit")})
    yield from _of_exponents(question)


def _of_exponents(question: Question) -> Iterator[tuple[str, Question]]:
    """Exponents that are conjugate as Hölder's are, in order, at least 1; each also with the rest above 0."""
    exponents = [s for s in _free(question) if _is_exponent(s, question)]
    found: list[tuple[str, dict[Expr, Expr], tuple[Expr, ...]]] = []
    for p, q in itertools.combinations(exponents, 2):
        if p.domain == q.domain == "real":
            found.append((f"{p.name} > 1 and 1/{p.name} + 1/{q.name} = 1", {q: p / (p - 1)}, (apply("gt", p, 1),)))
    for p, q in itertools.permutations(exponents, 2):
        found.append((f"1 <= {p.name} <= {q.name}", {}, (apply("ge", p, 1), apply("le", p, q))))
    found += [(f"{s.name} >= 1", {}, (apply("ge", s, 1),)) for s in exponents]
    others: dict[Expr, Expr] = {s: with_domain(s, "positive") for s in question.symbols if s.rank < 2
                                and s.sort == "real" and s.domain == "real" and s not in exponents}
    above = f" and {', '.join(s.name for s in question.symbols if s in others)} > 0"
    for words, values, premises in found:
        known = replace(question.replaced(values), premises=(*question.premises, *premises))
        yield words, known
        if others:
            yield words + above, known.replaced(others)


def _free(question: Question) -> list[Symbol]:
    return [s for s in question.symbols
            if s.domain in ("real", "positive", "nonnegative", "nonzero") and not s.shape]


def _is_weight(s: Symbol, question: Question) -> bool:
    rest = 1 - s
    return any(node is rest for node in postorder(question.left, question.right))


def _is_exponent(s: Symbol, question: Question) -> bool:
    return any(isinstance(n, Apply) and ((n.op == "pow" and s in postorder(n.args[1])) or s in n.params.values())
               for n in postorder(question.left, question.right))


def _of_variables(question: Question) -> Iterator[tuple[str, Question]]:
    """Bounds and laws of the variables, each alone, with what else is usual, and with thresholds above 0."""
    variables = [s for s in question.symbols if s.sort == "variable"]
    numbers = [s for s in question.symbols if s.sort == "real" and s.rank < 2]
    said, usual = _usual(question, variables, numbers)
    order = question.op in ORDERS
    yield from _of_sums(question, variables)
    tied = {s for premise in usual for s in premise.children}
    alone: list[Conditions] = [("", ()), *_bounded(variables, numbers)] if order else []
    laws = list(_normal(question, variables))
    if order and _bounds_by_moments(question):
        alone, laws = [alone[0], alone[-1]], []
    for words, premises in (*alone, *laws):
        ends = tied | {s for premise in premises for s in premise.children}
        free = [s for s in numbers if order and s not in ends and s.domain in ("real", "nonnegative", "nonzero")]
        weights = [s for s in free if not s.shape and _is_weight(s, question)]
        signs: dict[Expr, Expr] = {s: with_domain(s, "unit" if s in weights else "positive") for s in free}
        above = f"{', '.join(s.name for s in free if s not in weights)} > 0" if len(free) > len(weights) else ""
        parts = f"0 <= {', '.join(s.name for s in weights)} <= 1" if weights else ""
        known = replace(question, premises=(*question.premises, *usual, *premises)).replaced(signs)
        if known != question:
            yield " and ".join(w for w in (words, said, above, parts) if w), known
    if order:
        yield from _of_exponents(question)


def _of_sums(question: Question, variables: list[Symbol]) -> Iterator[tuple[str, Question]]:
    """What the largest of several is bounded by moments for: partial sums of independent variables with mean 0.

    Of any variables no bound by the moments of the last holds. The thresholds of the event are above 0.
    """
    nodes = list(postorder(question.left, question.right))
    largest = [n for n in nodes if (n.binder if isinstance(n, Bind) else n.op if isinstance(n, Apply) else "") == "max"]
    events = [n.args[0] for n in nodes if isinstance(n, Apply) and n.op == "probability"]
    for s in (s for s in variables if s.rank == 1 and s in symbols(*largest)):
        if not _bounds_by_moments(question):
            return
        steps = symbol(f"steps of {s.name}", s.shape, "variable")
        centred = apply("eq", apply("expectation", steps), apply("zeros", shape=s.shape))
        premises = (apply("independent", steps), centred)
        known = question.replaced({s: apply("cumsum", steps)})
        free: dict[Expr, Expr] = {x: with_domain(x, "positive") for x in symbols(*events)
                                  if x.sort == "real" and x.domain == "real" and not x.shape}
        known = replace(known.replaced(free), premises=(*known.premises, *premises))
        above = f" and {', '.join(x.name for x in free if isinstance(x, Symbol))} > 0" if free else ""
        yield f"{s.name} are sums of independent variables with mean 0{above}", known


def _bounds_by_moments(question: Question) -> bool:
    """A probability against a mean or a variance, as Markov's inequality: that is meant for all laws."""
    sides = [{n.op for n in postorder(side) if isinstance(n, Apply)} for side in (question.left, question.right)]
    return any("probability" in one and "probability" not in other and bool(other & MOMENTS)
               for one, other in (sides, reversed(sides)))


def _usual(question: Question, variables: list[Symbol], numbers: list[Symbol]) -> Conditions:
    """Several variables independent, those of an array also of one law; `mu` and `sigma` what they are named for."""
    premises: list[Expr] = [apply("independent", *variables)] if len(variables) > 1 else []
    for x in variables:
        if x.rank == 1:
            premises += [apply("independent", x), apply("identically_distributed", x)]
    words, moments = _moments(question, variables, numbers)
    names = listed(x.name for x in variables)
    apart = "" if not premises else f"{names} are independent" if len(variables) > 1 else (
        f"the entries of {names} are independent")
    return " and ".join(w for w in (apart, words) if w), (*premises, *moments)


def _moments(question: Question, variables: list[Symbol], numbers: list[Symbol]) -> Conditions:
    if len(variables) != 1 or variables[0].rank > 1:
        return "", ()
    x = variables[0]
    premises: list[Expr] = [apply("identically_distributed", x)] if x.rank else []
    words: list[str] = []
    one = at(x, *([0] * x.rank))
    stated = {s for premise in question.premises for s in postorder(premise)}
    for names, moment, what in ((MEANS, "expectation", "mean"), (DEVIATIONS, "standard_deviation", "deviation"),
                                (VARIANCES, "variance", "variance")):
        for s in (s for s in numbers if s.name in names and not s.shape and s not in stated):
            premises.append(apply("eq", s, apply(moment, one)))
            words.append(f"{s.name} is the {what} of {x.name}")
    return " and ".join(words), tuple(premises) if words else ()


def _bounded(variables: list[Symbol], numbers: list[Symbol]) -> Iterator[Conditions]:
    """Between two stated ends, below a stated bound in size, between 0 and 1, above 0."""
    names = ", ".join(x.name for x in variables)
    rank = min(x.rank for x in variables)
    fitting = sorted((s for s in numbers if s.rank <= rank), key=lambda s: s.name)
    for a, b in itertools.combinations(fitting, 2):
        if a.shape == b.shape:
            yield f"{a.name} <= {names} <= {b.name}", tuple(
                apply(op, x, end) for x in variables for op, end in (("ge", a), ("le", b)))
    for s in fitting:
        yield f"|{names}| <= {s.name}", tuple(apply("le", apply("abs", x), s) for x in variables)
    yield f"0 <= {names} <= 1", tuple(apply(op, x, end) for x in variables for op, end in (("ge", 0), ("le", 1)))
    yield f"{names} >= 0", tuple(apply("ge", x, 0) for x in variables)


def _normal(question: Question, variables: list[Symbol]) -> Iterator[Conditions]:
    """Normal of any mean and variance; standard normal where an inequality is about tails."""
    names = listed(x.name for x in variables)
    own = [(symbol(f"mean of {x.name}"), symbol(f"variance of {x.name}", (), "positive")) for x in variables]
    laws = [("normal", [apply("normal", mean, variance) for mean, variance in own])]
    ops = {n.op for n in postorder(question.left, question.right) if isinstance(n, Apply)}
    if question.op in ORDERS and "probability" in ops and not ops & MOMENTS:
        laws.insert(0, ("standard normal", [apply("normal", 0, 1)] * len(own)))
        laws.insert(1, ("normal with mean 0", [apply("normal", 0, variance) for _, variance in own]))
    for words, each in laws:
        yield f"{names} is {words}", tuple(apply("distributed", x, law) for x, law in zip(variables, each))
