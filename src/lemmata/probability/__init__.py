"""Probability: sample spaces, distributions, expectation, limit theorems."""

__all__: list[str] = []
