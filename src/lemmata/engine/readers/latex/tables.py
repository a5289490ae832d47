"""Finite distributions in density notation: p(x, y), p(x), p(x | y) are one table and its margins."""

from __future__ import annotations

from lemmata.engine.readers.latex.habits import Scan


class Tables:
    """Which heads (p, q) stand for distributions over named values."""

    def __init__(self, scan: Scan):
        self.scan = scan
