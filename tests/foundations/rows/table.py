"""All rows."""

from __future__ import annotations

from importlib import import_module

from tests.foundations.row import ROOMS, Row

ROWS: list[Row] = [row for room in ROOMS for row in import_module(f"tests.foundations.rows.{room}").ROWS]
