"""No closed form, with the reason and a remedy."""

from __future__ import annotations


class NoClosedForm(ValueError):
    """What was asked for has no closed form that could be found and borne out."""

    def __init__(self, why: str, remedy: str):
        super().__init__(f"{why}; {remedy}")
