"""Lemmata: the mathematics of deep learning, live."""

__version__ = "0.1.0"
