"""What a worker does before it is asked anything, so that the first derivative is quick: it imports and tries all."""

from __future__ import annotations

import gc


def warm() -> None:
    """One of each."""
    from lemmata.web.api.accuracy import lost
    from lemmata.web.api.answer import judged
    from lemmata.web.api.check import report
    from lemmata.web.api.code import source
    from lemmata.web.api.derive import derived
    from lemmata.web.api.equal import equality
    from lemmata.web.api.parse import parsed
    from lemmata.web.api.picture import drawn
    from lemmata.web.api.search import hits

    formula = "sum((X @ w - y)**2) + norm(w)"
    parsed(r"\sum_{i=1}^n x_i^2", None, "latex")
    derived(formula, None, "w", 1, None, "python")
    drawn("a*x**2", None, "python")
    source(formula, None, "numpy", "f", "gradient", "w", None, "python")
    equality("x**2", "x**3", None, "python")
    lost("log(1 + exp(x))", None, "float64", None, 50, "written", "", "python")
    hits("gradient")
    judged("dot-product", "1", 0, None)
    report("Let $x$ be real: $(x + 1)^2 = x^2 + 2x + 1$.", "notes.md")
    gc.collect()
    gc.freeze()  # what was imported stays: it is not looked through again and again
