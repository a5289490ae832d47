"""The declared domains, one row each: what its entries are, its rank, and what it implies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Domain:
    """A set that a symbol is declared to lie in.

    `sort` is the kind of its entries; `rank` is fixed where the domain is one of vectors or
    matrices; `implies` names the properties (and wider domains) that its members have.
    """

    name: str
    sort: str = "real"
    rank: int | None = None
    implies: tuple[str, ...] = ()
    about: str = ""


_ROWS = (
    Domain("real", about="all real numbers"),
    Domain("positive", implies=("real", "nonnegative", "nonzero"), about="x > 0"),
    Domain("nonnegative", implies=("real",), about="x >= 0"),
    Domain("negative", implies=("real", "nonpositive", "nonzero"), about="x < 0"),
    Domain("nonzero", implies=("real",), about="x != 0"),
    Domain("unit", implies=("real", "nonnegative"), about="0 <= x <= 1"),
    Domain("integer", sort="integer", implies=("real",), about="..., -1, 0, 1, ..."),
    Domain("natural", sort="integer", implies=("real", "integer", "nonnegative"), about="0, 1, 2, ..."),
    Domain("binary", sort="integer",
           implies=("real", "integer", "natural", "nonnegative", "unit"), about="0 or 1"),
    Domain("labels", sort="integer", rank=1,
           implies=("real", "integer", "natural", "nonnegative"), about="classes 0, ..., k - 1"),
    Domain("simplex", rank=1, implies=("real", "nonnegative", "unit"),
           about="nonnegative entries that sum to 1"),
    Domain("onehot", rank=1, implies=("real", "nonnegative", "unit", "simplex"),
           about="one entry 1, the others 0"),
    Domain("symmetric", rank=2, implies=("real", "diagonalizable", "square"), about="A.T = A"),
    Domain("semidefinite", rank=2, implies=("real", "symmetric", "diagonalizable", "square"),
           about="symmetric without negative eigenvalues"),
    Domain("posdef", rank=2,
           implies=("real", "symmetric", "invertible", "diagonalizable", "square", "semidefinite"),
           about="symmetric with positive eigenvalues"),
    Domain("orthogonal", rank=2, implies=("real", "invertible", "square", "semiorthogonal"), about="A.T @ A = I"),
    Domain("semiorthogonal", rank=2, implies=("real",), about="orthonormal columns: A.T @ A = I"),
    Domain("invertible", rank=2, implies=("real", "square"), about="det(A) != 0"),
    Domain("fullrank", rank=2, implies=("real",), about="full column rank"),
    Domain("diagonal", rank=2, implies=("real", "symmetric", "diagonalizable", "square"),
           about="zero off the diagonal"),
    Domain("lower", rank=2, implies=("real", "square"), about="zero above the diagonal"),
    Domain("upper", rank=2, implies=("real", "square"), about="zero below the diagonal"),
    Domain("cholesky", rank=2, implies=("real", "invertible", "lower", "square"),
           about="zero above the diagonal, positive on it"),
    Domain("diagonalizable", rank=2, implies=("real", "square"), about="a basis of eigenvectors"),
    Domain("event", sort="event", rank=0, about="a set of outcomes"),
    Domain("variable", sort="variable", implies=("real",), about="a random variable"),
    Domain("function", sort="function", about="a smooth function"),
    Domain("complex", sort="complex", about="only where eigenvalues and roots bring them"),
)

DOMAINS: dict[str, Domain] = {row.name: row for row in _ROWS}


def implied(domain: str, fact: str) -> bool:
    """Whether every member of the domain has the property.

    >>> implied("posdef", "invertible"), implied("real", "positive")
    (True, False)
    """
    return domain == fact or fact in DOMAINS[domain].implies
