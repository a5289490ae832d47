"""Calculus: derivatives, gradients, integrals, Taylor, constrained optima."""

__all__: list[str] = []
