"""Derivatives of formulas as linear maps: what they are made of, as operators, their signs."""

from __future__ import annotations

from typing import Any

from lemmata.engine.backends import real_array, value_of
from lemmata.engine.evaluation import solve_sizes
from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.shapes import show
from lemmata.engine.structure import Curvature, Definite, Operator, Structure, curvature, definite, operator, structure
from lemmata.formulas.base import Base


class LinearMaps(Base):
    """Structure, operators, definiteness, curvature."""

    @property
    def structure(self) -> Structure:
        """What a derivative is made of, as a map from changes of the variable: diagonal, Kronecker, low rank ...

        It is proved from the expression; `dense` says that nothing was found. A matrix is a map as it stands.

        >>> f = parse("sum((R - U @ V.T)**2)", "R: real[m n], U: real[m k], V: real[n k]")
        >>> str(f.hessian("U").structure)
        'Kronecker: eye(m) ⊗ (2*(V.T @ V))'
        """
        return structure(self.expr, self._columns()).mapped(self._made)

    def operator(self, /, **arrays: Any) -> Operator:
        """The derivative at arrays as a linear operator: `op @ v`, `op.T @ u`, `op.solve(b)`; it builds no matrix.

        >>> f = parse("sum((X @ w - y)**2) + w @ w", "X: real[m n], w: real[n], y: real[m]")
        >>> X, w, y = [[1.0, 2.0]], [0.0, 0.0], [1.0]
        >>> f.hessian("w").operator(X=X, w=w, y=y).solve(f.grad("w")(X=X, w=w, y=y))
        array([-0.16666667, -0.33333333])
        """

        self._refuse_unknown(arrays)
        named = {name: int(a) for name, a in arrays.items() if name not in self.declarations}
        given = {name: real_array(self.declarations[name], a) for name, a in arrays.items()
                 if name not in named and not isinstance(a, Expr)}

        def value(expr: Expr, **more: Any) -> Any:
            if isinstance(expr, Symbol) and expr.name in given:
                return given[expr.name]
            extra = {s.name: s for s in symbols(expr) if s.name in more}
            return value_of(expr, {**self.declarations, **extra}, (*named,), {**arrays, **more})

        sizes = solve_sizes([(self.declarations[name], a) for name, a in given.items()], named)
        return operator(self.expr, self._columns(), value, sizes, self.last)

    @property
    def definite(self) -> Definite | None:
        """Positive or negative (semi)definite at all values, with the reason, where rules prove it; else None.

        >>> f = parse("sum(softplus(X @ w) - y*(X @ w))", "X: real[m n], w: real[n], y: real[m]")
        >>> str(f.hessian("w").definite)
        'positive semidefinite: a Gram matrix with weights that are not negative'
        """
        return definite(self.expr, self._columns())

    def curvature(self, wrt: str) -> Curvature | None:
        """Convex, concave or affine in a variable over its domain, with the reason, where rules prove it; else None.

        >>> f = parse("norm(X @ w - y) + lam*sum(abs(w))", "X: real[m n], w: real[n], y: real[m], lam: positive")
        >>> print(f.curvature("w"))
        convex in w: a sum of norm of what is affine, abs of what is affine
        """
        if self.shape:
            raise ShapeError(f"a number bends in a variable, this formula has shape {show(self.shape)}; sum it up")
        return curvature(self.expr, self._symbol(wrt))

    def _columns(self) -> int:
        if self.last is not None:
            return self.last[1].rank
        if self.expr.rank % 2:
            raise ShapeError(f"an array of shape {show(self.shape)} is no linear map; take a jacobian or hessian")
        return self.expr.rank // 2
