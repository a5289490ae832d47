"""What derivations and chains share: shown as text in terminals, as LaTeX and as a table in notebooks."""

from __future__ import annotations

from collections.abc import Iterable

from lemmata.engine.writers import html


class Written:
    """An object that has a text, LaTeX and rows of HTML."""

    header: tuple[str, ...] = ()  # of its table

    @property
    def text(self) -> str:
        raise NotImplementedError

    def latex(self) -> str:
        raise NotImplementedError

    def _rows(self) -> Iterable[str]:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_latex_(self) -> str:
        return self.latex()

    def _repr_html_(self) -> str:
        return html.block(html.table(self._rows(), self.header))
