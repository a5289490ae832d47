"""Optimization: update rules, learning-rate schedules, gradient clipping, minimization."""

__all__: list[str] = []
