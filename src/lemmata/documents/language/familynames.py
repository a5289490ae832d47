"""What texts call the families of laws."""

from __future__ import annotations

import re

from lemmata.engine.ops.families import FAMILIES, Family


def _names(family: Family) -> list[str]:
    plain = family.name.removesuffix("_distribution")
    words = (plain, *(s for s in family.spelled if len(s) > 3 and s.isalpha()), *family.words.split("|"))
    return [re.sub("[-_]", " ", word.lower()) for word in words if word]


OF_NUMBERS = [f for f in FAMILIES.values() if f.params and not any("[" in domain for _, domain in f.params)]
BY_NAME = {name: family for family in OF_NUMBERS for name in _names(family)}


def family_named(words: str) -> Family | None:
    """The family that words name, where they are its name and nothing else.

    >>> family_named("Poisson").name, family_named("heavy-tailed normal")
    ('poisson', None)
    """
    return BY_NAME.get(words.lower().replace("-", " ").replace("’", "'"))
