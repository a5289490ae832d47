"""Neural networks: layers, activations, losses, attention, backpropagation."""

__all__: list[str] = []
