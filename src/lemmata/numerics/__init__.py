"""Numerical computing: stable forms, compensated sums, conditioning, constant memory."""

__all__: list[str] = []
