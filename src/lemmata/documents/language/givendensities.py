"""The density that a text gives a variable, as an option of the scope: prose tells it, judgement works with it."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.expr import Expr

DENSITIES = "densities of variables"  # the option with the density of each variable, by its name


@dataclass(frozen=True)
class Density:
    """The density of a variable: its name, or "" where only a formula in a letter gives it; its ends as far as given.

    spelled: whether a formula gives it, here or where its name was defined
    """

    name: str
    letter: str
    source: str
    low: Expr | None
    high: Expr | None
    spelled: bool
