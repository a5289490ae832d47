"""Claims about sequences that premises define step by step: induction, unrolled counterexamples, doubts."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from lemmata.engine.expr import Expr, Size, bind, fresh_index, fresh_local, integer, number, symbol
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide

t, n = symbol("t", (), "natural"), Size.of("t")
m, g, x = (symbol(name, (), "function", ((),)) for name in "mgx")
k = symbol("k", (), "natural")
beta, eta, r, a, b, c = (symbol(name) for name in ("beta", "eta", "r", "a", "b", "c"))


def call(f: Expr, place: object) -> Expr:
    return apply("call", f, place)


def eq(left: object, right: object) -> Expr:
    return apply("eq", left, right)


def summed(body: Callable[[Size], Expr], high: Size = n) -> Expr:
    index = fresh_index()
    return bind("sum", index, body(index), 0, high)


def averaged(power: int) -> Expr:
    """(1 - beta) sum_i beta^(t - i - power) g_(i + 1)."""
    return (1 - beta) * summed(lambda i: beta ** integer(n - power - i) * call(g, integer(i + 1)))


def as_function(left: Callable[[Expr], Expr], right: Callable[[Expr], Expr]) -> Expr:
    """The premise that a document's definition of a sequence becomes."""
    k, j = fresh_local(), fresh_local()
    return eq(bind("function", k, left(k)), bind("function", j, right(j)))


AVERAGE = eq(call(m, t), beta * call(m, t - 1) + (1 - beta) * call(g, t))
STEP = eq(call(x, t + 1), (1 - eta) * call(x, t))
ZERO = eq(call(m, 0), 0)
CASES: dict[str, tuple[Expr, tuple[Expr, ...], str]] = {
    "moving average": (eq(call(m, t), averaged(1)), (AVERAGE, ZERO), "proved"),
    "its start at the end": (eq(averaged(1), call(m, t)), (ZERO, AVERAGE), "proved"),
    "with a first value": (eq(call(m, t), beta**t * call(m, 0) + averaged(1)), (AVERAGE,), "proved"),
    "a wrong power": (eq(call(m, t), averaged(0)), (AVERAGE, ZERO), "refuted"),
    "a start that nobody gives": (eq(call(m, t), averaged(1)), (AVERAGE,), "undecided"),
    "geometric": (eq(call(x, t), (1 - eta) ** t * call(x, 0)), (STEP,), "proved"),
    "geometric, one step too far": (eq(call(x, t), (1 - eta) ** (t + 1) * call(x, 0)), (STEP,), "refuted"),
    "geometric sum": (eq(call(x, t), (1 - r**t) / (1 - r)), (eq(call(x, t + 1), r * call(x, t) + 1),
                                                            eq(call(x, 0), 0)), "proved"),
    "bias of a moving average": (eq(call(m, t), (1 - beta**t) * a),
                                 (eq(call(m, t), beta * call(m, t - 1) + (1 - beta) * a), ZERO), "proved"),
    "descent on a parabola": (eq(call(x, t), b / a + (1 - eta * a) ** t * (call(x, 0) - b / a)),
                              (eq(call(x, t + 1), call(x, t) - eta * (a * call(x, t) - b)),), "agrees"),
    "running sum": (eq(call(x, t), summed(lambda i: call(g, integer(i + 1)))),
                    (eq(call(x, t), call(x, t - 1) + call(g, t)), eq(call(x, 0), 0)), "proved"),
    "from 1 on": (eq(call(x, t), number(2) ** (t - 1)), (eq(call(x, t), 2 * call(x, t - 1)), eq(call(x, 1), 1)),
                  "proved"),
    "a wrong start": (eq(call(x, t), 2**t), (eq(call(x, t), 2 * call(x, t - 1)), eq(call(x, 0), 3)), "refuted"),
    "an order": (apply("le", apply("abs", call(x, t)), apply("abs", call(x, 0))),
                 (eq(call(x, t + 1), call(x, t) / 2),), "agrees"),
    "a wrong order": (apply("lt", call(x, t), call(x, 0)), (eq(call(x, t + 1), 2 * call(x, t)),), "refuted"),
    # For a negative r a root is no power, so what holds for positive bases is no proof.
    "a root of a power": (eq(call(x, t), apply("sqrt", r ** (2 * t))),
                          (eq(call(x, t + 1), r * call(x, t)), eq(call(x, 0), 1)), "conditional"),
    "as a document defines it": (eq(call(x, t), (1 - eta) ** t * call(x, 0)), (
        as_function(lambda k: call(x, k + 1), lambda k: (1 - eta) * call(x, k)),), "proved"),
    # c is what the recurrence makes of it, which no sampled sequence shows.
    "a value that is named": (eq(c, 9), (as_function(lambda k: call(x, k), lambda k: k**2), eq(call(x, 3), c)),
                              "undecided"),
    "two values at one place": (eq(c, 9), (eq(call(x, 3), 9), eq(call(x, 3), c)), "undecided"),
    "a value further on": (eq(c, 4), (eq(call(x, t + 1), 2 * call(x, t)), eq(call(x, 0), 1), eq(call(x, 2), c)),
                           "undecided"),
    "a false claim beside a sequence": (eq(2 * c, c), (eq(call(x, t + 1), c * call(x, t)), eq(call(x, 0), c)),
                                        "refuted"),
    # One k is not every k.
    "a closed form at one place": (eq(call(x, t), 5), (eq(call(x, k), 5), eq(call(x, 0), 5)), "undecided"),
    "a closed form at every place": (eq(call(x, t), 5), (as_function(lambda k: call(x, k), lambda k: number(5)),),
                                     "proved"),
    "names of the text's own": (eq(call(x, t + 1) - symbol("x_at_0"), call(x, t) - call(x, t - 1)),
                                (eq(call(x, t), 2 * call(x, t - 1) - call(x, t - 2)),), "refuted"),
    "the text's own x_0": (eq(call(x, t), symbol("x_0") + t), (eq(call(x, t), call(x, t - 1) + 1),), "undecided"),
    # What holds at every place but the start is not false where the text means the others.
    "but for its start": (eq(call(x, t), number(0) ** t), (eq(call(x, t + 1), 0 * call(x, t)), eq(call(x, 0), 5)),
                          "undecided"),
}


@pytest.mark.parametrize("name", CASES)
def test_sequences(name: str) -> None:
    claim, premises, kind = CASES[name]
    found = decide(Claim((claim,), premises))
    assert found.kind == kind, found
    assert (found.method == "induction") == (kind == "proved")


def test_the_counterexample_is_one_for_the_unrolled_sequence() -> None:
    claim, premises, _ = CASES["a wrong power"]
    shown = decide(Claim((claim,), premises)).counterexample
    place, factor = int(shown["t"]), Fraction(shown["beta"])
    inputs = [Fraction(shown.get(f"g({k})", "0")) for k in range(1, place + 1)]
    value, wrong = Fraction(0), Fraction(0)
    for k, new in enumerate(inputs, 1):
        value = factor * value + (1 - factor) * new
        wrong += (1 - factor) * factor ** (place - k + 1) * new
    assert value != wrong
    assert Fraction(shown["left side"]) == value
    assert Fraction(shown["right side"]) == wrong
