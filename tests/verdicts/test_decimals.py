"""Decimals: exact as data, known to their last digit as results; truth from exact rationals, Arb and SciPy."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings


def verdict(source: str) -> Verdict:
    return decide_readings(read_latex(source, Scope().with_options(document=True)))[0]


CASES = [
    (r"100\cdot0.3=30", "proved"), (r"100\cdot0.3=33", "refuted"), (r"1000\cdot0.5=540", "refuted"),
    (r"0.3\cdot100=33", "refuted"), (r"0.3/100=0.0033", "refuted"), (r"1-0.05/2=97.5\%", "proved"),
    (r"0.9-0.1=0.8", "proved"), (r"0.9-0.1=0.7", "refuted"), (r"0.1+0.2=0.3", "proved"),
    (r"\frac{0.01}{0.3}=0.03", "agrees"), (r"\frac{0.01}{0.3}=0.05", "refuted"),
    (r"\frac{0.9\cdot0.01}{0.9\cdot0.01+0.09\cdot0.99}=0.092", "agrees"),
    (r"\frac{0.9\cdot0.01}{0.9\cdot0.01+0.09\cdot0.99}=0.12", "refuted"),
    (r"\frac{0.9\cdot0.01}{0.9\cdot0.01+0.09\cdot0.99}\approx0.12", "refuted"),
    # rounded, cut off, neither
    (r"\sqrt2=1.4142", "agrees"), (r"2\pi/2=3.1415", "agrees"), (r"2\pi/2=3.1417", "refuted"),
    (r"-\sqrt2=-1.4142", "agrees"), (r"\sqrt2=-1.4142", "refuted"), (r"\ln2=0.693", "agrees"),
    (r"\ln2=0.639", "refuted"), (r"\exp(1)=2.71", "agrees"), (r"\exp(1)=2.73", "refuted"),
    (r"2^{15}=3.3\cdot10^4", "agrees"), (r"2^{15}=3.5\cdot10^4", "refuted"),
    (r"\frac13=0.333=0.33", "agrees"), (r"\frac13=0.333=0.34", "refuted"),
    # orders have no digits
    (r"\ln2<0.69", "refuted"), (r"\ln2\le0.7", "agrees"), (r"0.049<0.05", "proved"),
    # lists: all entries are exact as data, all have digits as results
    (r"\begin{pmatrix}0.5&0.5\\0.2&0.8\end{pmatrix}\begin{pmatrix}0.4\\0.6\end{pmatrix}"
     r"=\begin{pmatrix}0.5\\0.6\end{pmatrix}", "agrees"),
    (r"\begin{pmatrix}0.5&0.5\\0.2&0.8\end{pmatrix}\begin{pmatrix}0.4\\0.6\end{pmatrix}"
     r"=\begin{pmatrix}0.5\\0.66\end{pmatrix}", "refuted"),
    # data that look rounded
    (r"\sqrt2\sqrt3=1.414\cdot1.732=2.449", "agrees"), (r"\sqrt2\sqrt3=1.414\cdot1.832=2.590", "refuted"),
    (r"3\cdot\frac23=3\cdot0.667=2", "agrees"), (r"3\cdot\frac23=3\cdot0.767=2.3", "refuted"),
    (r"\frac{9}{16}=0.5", "refuted"), (r"\pi=3.1415", "agrees"),  # cut off: with three digits or more
    (r"0.667\cdot3=2.001\approx2", "agrees"), (r"1.96\cdot1.41=2.77", "undecided"),
    (r"1.96\cdot1.41=2.85", "refuted"), (r"0.33+0.33+0.33=1", "undecided"), (r"0.3+0.3+0.3=1", "refuted"),
    # letters at the front change nothing
    (r"x=\frac{3.689}{0.0008}\approx4611.1", "undecided"), (r"x=\frac{3.689}{0.0008}\approx4621.1", "refuted"),
    (r"n\ge\frac{\ln40}{0.0008}=\frac{3.689}{0.0008}=4615.1", "refuted"), (r"x=0.6\cdot0.4=0.25", "refuted"),
    (r"0.125\cdot8=1.001", "refuted"), (r"1.1^2\approx1+2\cdot0.1", "agrees"), (r"1.1^2\approx4", "refuted"),
]


@pytest.mark.parametrize(("source", "kind"), CASES, ids=[c[0] for c in CASES])
def test_data_are_exact_and_results_have_digits(source: str, kind: str) -> None:
    found = verdict(source)
    assert found.kind == kind, found


def test_the_message_says_what_was_rounded() -> None:
    assert "if the data are rounded" in verdict(r"3\cdot\frac23=3\cdot0.667=2").message
    assert "1.96, 1.41" in verdict(r"1.96\cdot1.41=2.77").message
    assert verdict(r"0.9-0.1=0.7").counterexample["right side"] == "0.7"


# Thirds and sixths have no end, so that 0.33 may stand for one.
ROUNDED = {round(Fraction(k, 6), 2) for k in range(6) if k % 3}


@given(st.integers(1, 99), st.integers(2, 99), st.integers(-3, 3))
def test_a_product_of_data_is_what_rational_numbers_say(a: int, b: int, off: int) -> None:
    left, right = Decimal(a).scaleb(-2), Decimal(b).scaleb(-1)
    exact, stated = Fraction(a * b, 1000), Decimal((a * b + 5) // 10 + off).scaleb(-2)
    found = verdict(rf"{left}\cdot{right}={stated}").kind
    distance = exact - Fraction(stated)
    close = abs(distance) <= Fraction(1, 200) or (stated >= 1 and 0 <= distance < Fraction(1, 100))
    if distance == 0 or close:
        assert found == ("proved" if distance == 0 else "agrees")
    else:
        assert found == "refuted" or (found == "undecided" and Fraction(left) in ROUNDED)


@given(st.integers(2, 400), st.integers(1, 6), st.integers(-12, 12))
def test_a_result_agrees_with_arb_to_its_last_digit(n: int, digits: int, off: int) -> None:
    value = arb(n).sqrt() * 10**digits
    stated = int(float(value)) + off
    if stated <= 0:
        stated = 1
    distance = value - stated
    agrees = abs(distance) < 0.5 or (stated >= 100 and distance > 0 and distance < 1)
    if arb(n).sqrt().is_exact():
        return  # there is nothing to round
    source = rf"\sqrt{{{n}}}={Decimal(stated).scaleb(-digits):f}"
    assert verdict(source).kind == ("agrees" if agrees else "refuted"), source
