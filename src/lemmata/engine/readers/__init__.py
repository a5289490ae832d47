"""Readers: Python text and LaTeX to expressions and claims. Text is parsed, never evaluated."""
