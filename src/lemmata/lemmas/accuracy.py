"""How many bits the functions of the lemmas lose in float64, beside the formulas of their pages: measured once, kept.

    python -m lemmata.lemmas.accuracy > accuracy.toml
    mv accuracy.toml src/lemmata/book/
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from lemmata.lemmas.book import BOOK, lemmas
from lemmata.lemmas.lemma import Lemma

KEPT = BOOK / "accuracy.toml"
DTYPE, POINTS = "float64", 2000
_HEAD = f"""\
# Bits that the functions of the lemmas lose in {DTYPE}, as they are called; `naive`: that the formula of the page
# loses, each operation by itself. Means, against certified values, at up to {POINTS} points: all floats of the domains,
# and what data look like. Where a page has several forms, the naive one is that which loses most.
# Written by `python -m lemmata.lemmas.accuracy`.
"""


@dataclass(frozen=True)
class Measured:
    """Bits that a lemma's function loses.

    bits, worst   of the function as it is called: the mean, and the worst point
    naive         mean of the naive form, Python text: `form`, with its declarations `variables`
    points        at which it was measured
    reason        why nothing was measured; then all else is empty
    """

    bits: float = 0.0
    worst: float = 0.0
    naive: float = 0.0
    form: str = ""
    variables: str = ""
    points: int = 0
    reason: str = ""

    @property
    def text(self) -> str:
        """In short.

        >>> Measured(0.4, 2.0, 31.2).text, Measured(0.1, 1.0, 0.1).text, Measured(0.0, 0.0, 12.0).text
        ('0.4 bits; naive form 31', '0.1 bits; naive form 0.1', 'no bits; naive form 12')
        """
        if self.reason:
            return f"not measured: {self.reason}"
        return f"{'no' if self.bits < 0.05 else _short(self.bits)} bits; naive form {_short(self.naive)}"


def _short(bits: float) -> str:
    return f"{bits:.0f}" if bits >= 9.95 or bits < 0.05 else f"{bits:.1f}"


@cache
def kept() -> dict[str, Measured]:
    """What was measured, by the id of the lemma."""
    return {id: Measured(**row) for id, row in tomllib.loads(KEPT.read_text(encoding="utf-8")).items()}


def accuracy(lemma: Lemma) -> Measured | None:
    """What the lemma's function loses; None where it is no formula, but an algorithm."""
    return kept().get(lemma.id)


def measure(lemma: Lemma) -> Measured | None:
    """The same, measured now."""
    from lemmata.engine.derivatives import unfold
    from lemmata.engine.stability import FORMATS, measured, sampled
    from lemmata.engine.stability.stabilizing import FRESH
    from lemmata.engine.writers import to_declarations
    from lemmata.lemmas.binding import page_value, proved

    ours = page_value(lemma)
    if ours is None:
        return None
    try:
        known = sampled([ours.expr], ours.declarations, FORMATS[DTYPE], None, POINTS, FRESH)
    except ValueError as error:  # what no floats come to: integrals, expectations
        return Measured(reason=str(error))
    if not known.count:
        return Measured(reason="no precision tells its values")
    own = measured(ours.expr, known, "program")
    naive, form = max((float(measured(unfold(side.expr), known).mean()), side.text) for side in proved(lemma) or [ours])
    return Measured(round(float(own.mean()), 2), round(float(own.max()), 1), round(naive, 2), form,
                    to_declarations(ours.declarations.values()), known.count)


def table() -> str:
    """All of them as TOML, in the order of their ids."""
    lines = [_HEAD]
    for lemma in sorted(lemmas(), key=lambda one: one.id):
        found = measure(lemma)
        if found is not None:
            row = {"reason": found.reason} if found.reason else vars(found)
            told = ", ".join(f"{name} = {_toml(value)}" for name, value in row.items() if name != "reason" or value)
            lines.append(f"{lemma.id} = {{{told}}}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    return repr(value) if isinstance(value, int | float) else json.dumps(value)  # a text of JSON is one of TOML


if __name__ == "__main__":
    print(table(), end="")
