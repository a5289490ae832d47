"""The notation of books and blackboards, for reading: it says the same, and need not be read back as the same tree."""

from __future__ import annotations

from lemmata.engine.expr import Expr, symbols
from lemmata.engine.writers.latex.writer import Notation

SIGNS = {"sigmoid": r"\sigma", "norm_cdf": r"\Phi", "digamma": r"\psi"}
WORDS = {"log_softmax": r"\log\operatorname{softmax}", "gammaln": r"\log\Gamma"}


def by_hand(expr: Expr) -> Notation:
    r"""How one would write an expression, and what is derived from it: e^{-x}, \sigma(x), |x|.

    A sign that is a name in the expression stays that name's: beside a symbol sigma it is \operatorname{sigmoid}.

    >>> from lemmata.engine.expr import symbol
    >>> by_hand(symbol("x")).functions["sigmoid"], by_hand(symbol("sigma")).functions.get("sigmoid")
    ('\\sigma', None)
    """
    taken = {s.name.partition("_")[0] for s in symbols(expr)}
    signs = {op: sign for op, sign in SIGNS.items() if sign.removeprefix("\\") not in taken}
    return Notation(exponential=True, functions={**WORDS, **signs}, loose=True)
