"""Information theory: entropies, divergences, mutual information, codes."""

__all__: list[str] = []
