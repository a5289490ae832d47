"""The rows of lemmata.linear_algebra."""

from __future__ import annotations

from tests.foundations.row import Row

ROWS: list[Row] = []
