"""The rows of lemmata.information_theory."""

from __future__ import annotations

from tests.foundations.row import Row

ROWS: list[Row] = []
