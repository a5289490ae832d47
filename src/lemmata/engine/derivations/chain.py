"""The chain rule as a table, as backpropagation does it: values forwards, then derivatives backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np

from lemmata.engine.derivations.steps import beginning, stage
from lemmata.engine.derivations.writing import Shown, as_latex, as_text, folded_latex, folded_text, quotient
from lemmata.engine.derivations.written import Written
from lemmata.engine.expr import Expr, Shape, Symbol, substitute
from lemmata.engine.ops.shapes import show
from lemmata.engine.writers import html

MOST_NUMBERS = 6  # of an array that are shown


@dataclass(frozen=True)
class Row:
    """A name, its formula in the names above it, and in the variables; with its value where arrays are given."""

    symbol: Symbol
    formula: Expr
    whole: Expr
    value: Any = None

    @property
    def name(self) -> str:
        return self.symbol.name

    @property
    def shape(self) -> Shape:
        return self.symbol.shape


@dataclass(frozen=True, repr=False)
class Chain(Written):
    """Forward values in their order, then the derivative by each, from the last one back to the variable."""

    forward: tuple[Row, ...]
    backward: tuple[Row, ...]
    shown: Shown = field(repr=False)
    header = ("name", "formula", "shape", "value")

    def __iter__(self) -> Iterator[Row]:
        yield from self.forward
        yield from self.backward

    def __getitem__(self, name: str) -> Row:
        """The row of a name: z, or df/dz."""
        for row in self:
            if name in (row.name, quotient(row.name, self.shown)):
                return row
        raise KeyError(f"no row {name!r}; there are {', '.join(quotient(r.name, self.shown) for r in self)}")

    @property
    def text(self) -> str:
        """One line a row: name, formula, shape, value."""
        lines: list[tuple[str, ...]] = []
        for head, rows in (("forward", self.forward), ("backward", self.backward)):
            lines.append((head,))
            for row in rows:
                value = [] if row.value is None else [_numbers(row.value)]
                lines.append((f"  {quotient(row.name, self.shown)}", f"= {folded_text(row.formula, self.shown)}",
                              show(row.shape), *value))
        widths = [min(max((len(line[k]) for line in lines if len(line) > k + 1), default=0), 60) for k in range(3)]
        return "\n".join("  ".join(f"{cell:<{width}}" for cell, width in zip(line, [*widths, 0])).rstrip()
                         for line in lines)

    def latex(self) -> str:
        """An aligned environment, one line a row."""
        lines = [f"{as_latex(row.symbol, self.shown)} &= {folded_latex(row.formula, self.shown)}" for row in self]
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def data(self) -> dict[str, Any]:
        """The rows as plain values."""
        return {side: [{"name": row.name, "text": as_text(row.formula, {}), "latex": as_latex(row.formula, self.shown),
                        "shape": [str(size) for size in row.shape],
                        **({} if row.value is None else {"value": np.asarray(row.value).tolist()})} for row in rows]
                for side, rows in (("forward", self.forward), ("backward", self.backward))}

    def _rows(self) -> Iterator[str]:
        return (html.row((html.math(as_latex(row.symbol, self.shown)), html.math(folded_latex(row.formula, self.shown)),
                          escape(show(row.shape)), "" if row.value is None else escape(_numbers(row.value))))
                for row in self)


def chain(expr: Expr, wrt: Symbol, given: Mapping[str, Expr] | None = None,
          value: Callable[[Expr], Any] | None = None, source: Expr | None = None) -> Chain:
    """The table of one derivative; `value` gives the numbers of an expression, the others are those of `derive`.

    >>> from lemmata.engine.readers.text import read
    >>> f, found = read("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    >>> print(chain(f, found["w"]))
    forward
      r      = X @ w - y    [m]
      f      = sum(r**2)    a scalar
    backward
      df/dr  = 2*r          [m]
      df/dw  = X.T @ df/dr  [n]
    """
    done = stage(expr if source is None else beginning(expr, source, wrt), wrt, given or {})
    wholes: dict[Expr, Expr] = {}

    def row(symbol: Symbol, formula: Expr, whole: Expr | None = None) -> Row:
        wholes[symbol] = substitute(formula, wholes) if whole is None else whole
        return Row(symbol, formula, wholes[symbol], None if value is None else value(wholes[symbol]))

    forward = [row(part.symbol, part.inside, part.whole) for part in done.parts]
    forward.append(row(done.symbol, done.inside, done.formula))
    return Chain(tuple(forward), tuple(row(slope.symbol, slope.value) for slope in done.slopes), done.shown)


def _numbers(value: Any) -> str:
    """A value in a few characters."""
    array = np.asarray(value)
    if not array.ndim:
        return f"{float(array):.6g}"
    if array.size <= MOST_NUMBERS:
        return np.array2string(array, precision=4, separator=", ", floatmode="maxprec").replace("\n", "")
    flat = ", ".join(f"{float(x):.4g}" for x in array.ravel()[:MOST_NUMBERS // 2])
    return f"[{flat}, ... ({array.size} numbers)]"
