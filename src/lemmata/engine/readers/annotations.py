"""Declarations as annotations of a function's parameters: `Real["m n"]`, `Labels["m k"]`, `Positive`."""

from __future__ import annotations

from typing import Any

# the name in annotations -> the domain that it declares
NAMES = {
    "Real": "real", "Positive": "positive", "Nonnegative": "nonnegative", "Negative": "negative", "Nonzero": "nonzero",
    "Unit": "unit", "Integer": "integer", "Natural": "natural", "Binary": "binary", "Labels": "labels",
    "Simplex": "simplex", "OneHot": "onehot", "Symmetric": "symmetric", "Semidefinite": "semidefinite",
    "PosDef": "posdef", "Orthogonal": "orthogonal", "Semiorthogonal": "semiorthogonal", "Invertible": "invertible",
    "FullRank": "fullrank", "Diagonal": "diagonal", "Lower": "lower", "Upper": "upper", "Cholesky": "cholesky",
    "Diagonalizable": "diagonalizable", "Function": "function",
}


class Declared:
    """A domain with the sizes of the axes.

    >>> str(Declared("Real")["m n"]), str(Declared("Real")), str(Declared("Labels")["m k"])
    ('real[m n]', 'real', 'labels[m k]')
    """

    def __init__(self, name: str, sizes: str = ""):
        self.name, self.sizes = name, sizes

    def __getitem__(self, sizes: Any) -> Declared:
        parts = sizes if isinstance(sizes, tuple) else (sizes,)
        if not all(isinstance(part, (str, int)) for part in parts):
            raise TypeError(f'sizes are a text: {self.name}["m n"]')
        return Declared(self.name, " ".join(map(str, parts)))

    def __str__(self) -> str:
        return NAMES[self.name] + (f"[{self.sizes}]" if self.sizes else "")

    def __repr__(self) -> str:
        return self.name + (f'["{self.sizes}"]' if self.sizes else "")

    def __call__(self, *_: Any) -> Any:
        raise TypeError(f"{self!r} declares a parameter; it makes no array")


def __getattr__(name: str) -> Declared:
    if name not in NAMES:
        raise AttributeError(f"no annotation {name!r}; there are {', '.join(NAMES)}")
    return Declared(name)
