"""Expressions as Python text."""

from lemmata.engine.writers.text.writer import to_text as to_text
