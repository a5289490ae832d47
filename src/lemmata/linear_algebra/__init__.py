"""Linear algebra: vectors, matrices, decompositions, projections, transformations of space."""

__all__: list[str] = []
