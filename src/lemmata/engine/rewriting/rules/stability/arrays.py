"""Reductions and linear algebra."""

from __future__ import annotations

from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

ARRAYS: tuple[Rule, ...] = ()
