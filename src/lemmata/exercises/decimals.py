"""Numbers as answers: right to the digits that are asked for."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor, isfinite, log10
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, BudgetError, Undefined, Unsupported, evaluate
from lemmata.engine.expr import dims, symbols
from lemmata.exercises.assessment import Assessment
from lemmata.formulas import Formula

BITS, WHOLE = 128, 12  # digits of a whole number: all of them, but for what floats lose
_INTEGER = re.compile(r"\s*[-−+]?\d+\s*")
_DECIMAL = re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?(?![\w.])")
# What numbers are multiplied with by mistake: units above all.
FACTORS = ((Fraction(2), "2"), (Fraction(1, 2), "1/2"), (Fraction(100), "100 (per cent)"),
           (Fraction(1, 100), "1/100 (per cent)"), (Fraction(10), "10"), (Fraction(1, 10), "1/10"))
_BITS_FOR_NATS, _NATS_FOR_BITS = "1/log(2) (bits for nats)", "log(2) (nats for bits)"


def assess_number(given: Formula, text: str, answer: Formula, digits: int) -> Assessment | None:
    """What is found of decimals, and of whole numbers for one that is none; None where either has symbols."""
    if symbols(answer.expr, given.expr) or dims(answer.expr, given.expr):
        return None
    few = _written(text) or (len(text.strip(" -−+").lstrip("0")) if _INTEGER.fullmatch(text) else 0)
    if not few:
        return None
    try:
        right, mine = (np.asarray(evaluate(f.expr, {}, Balls(BITS)), dtype=object) for f in (answer, given))
    except (Undefined, Unsupported, BudgetError, ValueError):
        return None
    if right.shape != mine.shape or not all(isfinite(float(v)) for a in (right, mine) for v in a.flat):
        return None
    whole = all(v.is_exact() and v.is_integer() for v in right.flat)
    if whole and not _written(text):
        return None
    wanted, digits = ("all of a whole number", max(digits, WHOLE)) if whole else (str(digits), digits)
    rights, mines = ([Fraction(float(v)) for v in a.flat] for a in (right, mine))
    if all(_near(m, r, digits) for m, r in zip(mines, rights)):
        return Assessment("correct", "the number" if whole else f"right to {_digits(digits)}")
    if few < digits and all(_near(m, r, few) for m, r in zip(mines, rights)):
        return Assessment("rounded", f"right as far as it goes, but rounded to {_digits(few)}; give {wanted}",
                          _digits(few))
    if all(_near(-m, r, min(digits, few)) for m, r in zip(mines, rights)):
        return Assessment("wrong sign", "the number is right but for its sign")
    factors: list[tuple[Any, str]] = [*FACTORS, (Fraction(1 / np.log(2)), _BITS_FOR_NATS),
                                      (Fraction(np.log(2)), _NATS_FOR_BITS)]
    for factor, words in factors:  # one digit is too little to tell a factor: 4 is not 8/3 in bits
        if all(r and _near(m, r * factor, max(min(digits, few), 2)) for m, r in zip(mines, rights)):
            return Assessment("constant factor", f"what you give is the number times {words}", words)
    if len(rights) > 1:
        wrong = [k for k, (m, r) in enumerate(zip(mines, rights)) if not _near(m, r, digits)]
        where = ", ".join(str(tuple(map(int, np.unravel_index(k, right.shape)))).replace(",)", ")") for k in wrong[:4])
        return Assessment("different", f"another number at {where}", where)
    return Assessment("different", "another number")


def _digits(count: int) -> str:
    return f"{count} digit" + ("s" if count != 1 else "")


def _written(text: str) -> int:
    """To how many digits the roughest decimal of a text is given; 0 where it has none.

    >>> _written("0.69"), _written("[0.250, 12.]"), _written("log(2)")
    (2, 2, 0)
    """
    counts = []
    for whole, power in _DECIMAL.findall(text):
        if "." in whole or power:
            figures = whole.replace(".", "").lstrip("0")
            counts.append(max(len(figures), 1))
    return min(counts, default=0)


def _near(given: Fraction, right: Fraction, digits: int) -> bool:
    """Whether a number is another one to so many significant digits: half a unit of the last one away at most.

    >>> _near(Fraction("0.69"), Fraction("0.6931"), 2), _near(Fraction("0.70"), Fraction("0.6931"), 2)
    (True, False)
    """
    if right == 0:
        return abs(given) <= Fraction(1, 2 * 10**digits)
    unit = Fraction(10) ** (floor(log10(abs(right))) + 1 - digits)
    return abs(given - right) <= unit * Fraction(1, 2) + abs(right) * Fraction(1, 10**14)
