"""What no program can be made of."""

from __future__ import annotations


class NoProgram(ValueError):
    """A formula has a part that no array code computes; says which, and what to do."""
