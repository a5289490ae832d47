"""The rows of lemmata.optimization."""

from __future__ import annotations

from tests.foundations.row import Row

ROWS: list[Row] = []
