"""Why a derivative has no closed form here."""

from __future__ import annotations


class NoDerivative(ValueError):
    """The fact, and what could be done about it."""

    def __init__(self, fact: str, remedy: str):
        super().__init__(f"{fact}; {remedy}")
        self.fact, self.remedy = fact, remedy
