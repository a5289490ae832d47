"""The rows of lemmata.numerics."""

from __future__ import annotations

from tests.foundations.row import Row

ROWS: list[Row] = []
