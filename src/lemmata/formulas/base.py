"""What a formula holds: an expression, the declarations of its symbols, names for its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from lemmata.engine.expr import At, Expr, Shape, Symbol, dims, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import read
from lemmata.engine.writers import displayed, html, to_declarations, to_latex, to_text
from lemmata.engine.writers.latex.hand import by_hand
from lemmata.engine.writers.latex.writer import PLAIN, Notation

if TYPE_CHECKING:
    from lemmata.formulas.object import Formula


@dataclass(frozen=True, repr=False)
class Base:
    """What a formula holds, and what its methods share."""

    expr: Expr
    declarations: Mapping[str, Symbol] = field(default_factory=dict)
    # What further derivatives are taken of, where `expr` uses facts such as sum(p) = 1, which do not hold beside p.
    source: Expr | None = field(default=None, compare=False)
    # Names for parts of it, under which they are written and derived.
    parts: Mapping[str, Expr] = field(default_factory=dict, compare=False)
    # Which way round a derivative stands, where that was asked for.
    layout: str | None = field(default=None, compare=False)
    # Of a derivative: what was derived last, and by which variable, whose axes come last.
    last: tuple[Expr, Expr] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        known = dict(self.declarations)
        for found in symbols(self.expr):
            if known.setdefault(found.name, found) is not found:
                raise ValueError(f"{found.name!r} is {to_declarations([known[found.name]])} and "
                                 f"{to_declarations([found])}; rename one")
        for name in dims(self.expr, *known.values()):
            if name in known:
                raise ValueError(f"{name!r} is the size of an axis and {to_declarations([known[name]])}; rename one")
        object.__setattr__(self, "declarations", MappingProxyType(known))

    def __hash__(self) -> int:
        return hash((self.expr, frozenset(self.declarations.items())))

    @property
    def vars(self) -> dict[str, str]:
        """The declared names and what they are: {"X": "real[m n]"}."""
        return {name: to_declarations([s]).split(": ", 1)[1] for name, s in self.declarations.items()}

    @property
    def dims(self) -> tuple[str, ...]:
        """The names of the sizes."""
        return dims(self.expr, *self.declarations.values())

    @property
    def shape(self) -> Shape:
        """The sizes of the axes of the value; () for a number."""
        return self.expr.shape

    @property
    def text(self) -> str:
        """Python text, which `parse` reads as the same formula."""
        return to_text(self.expr, self.parts)

    def latex(self) -> str:
        """LaTeX, without dollar signs."""
        return to_latex(self.expr, names=self.parts)

    def _made(self, expr: Expr, declarations: Mapping[str, Symbol] | None = None, source: Expr | None = None,
              parts: Mapping[str, Expr] = MappingProxyType({}), layout: str | None = None,
              last: tuple[Expr, Expr] | None = None) -> Formula:
        """Another formula, with these declarations where they are not given."""
        raise NotImplementedError

    def _stable_slopes(self) -> dict[tuple[Expr, ...], Expr]:
        """The derivatives that were made stable together with the formula, by the variables one after the other."""
        return self.__dict__.get("_slopes", {})

    def _refuse_unknown(self, names: Iterable[str]) -> None:
        unknown = [name for name in names if name not in self.declarations and name not in self.dims]
        if unknown:
            raise ValueError(f"the formula has no {unknown[0]!r}; it has "
                             f"{', '.join([*self.declarations, *self.dims]) or 'no symbols'}")

    def _variable(self, wrt: str) -> Expr:
        found: Expr | None = self.declarations.get(wrt)
        if found is None:
            try:
                found = read(wrt, self.declarations, strict=True)[0]
            except ReadError:
                found = None
        if not isinstance(found, (Symbol, At)):
            raise ValueError(f"no variable {wrt!r} to differentiate by; the formula has "
                             f"{', '.join(self.declarations) or 'no symbols'}")
        return found

    def _symbol(self, wrt: str) -> Symbol:
        found = self._variable(wrt)
        if not isinstance(found, Symbol):
            raise ValueError(f"{wrt!r} is an entry; name a variable of its own")
        return found

    def _read(self, value: Formula | str | int) -> Expr:
        if isinstance(value, Base):
            return value.expr
        return read(str(value), self.declarations, strict=False, dims=self.dims)[0]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 500 else self.text[:500] + "..."
        layout = f", layout={self.layout!r}" if self.layout else ""
        return f"Formula({text!r}, {to_declarations(self.declarations.values())!r}{layout})"

    def _repr_latex_(self) -> str:
        layout = f" \\quad \\text{{({self.layout} layout)}}" if self.layout else ""
        return f"$\\displaystyle {self._shown_latex()}{layout}$"

    def _shown_latex(self, notation: Notation = PLAIN) -> str:
        return to_latex(displayed(self.expr), notation, {name: displayed(part) for name, part in self.parts.items()})

    def shown(self) -> str:
        r"""LaTeX as in books, to be looked at: e^{-x}, \sigma(x), |x|; `latex()` can be read back.

        >>> from lemmata.formulas import parse
        >>> print(parse("exp(-x) + sigmoid(x)").shown())
        e^{-x} + \sigma(x)
        """
        return self._shown_latex(by_hand(self.expr))

    def _repr_html_(self) -> str:
        about = html.line(escape(to_declarations(self.declarations.values())), "color: gray") if self.vars else ""
        return html.block(html.line(html.math(self._shown_latex())), about)
