"""Formulas as functions of arrays, and as source code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.engine.backends import Compiled, value_of
from lemmata.engine.backends.derived import derived_forms
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, bind, fresh_local, substitute
from lemmata.engine.programs import stable
from lemmata.formulas.base import Base
from lemmata.targets import TARGETS


def _function(name: str, value: Any) -> Expr:
    """The expression of a function: of a formula of one variable, or its text."""
    from lemmata.formulas.reading import parse

    if isinstance(value, Expr):
        return value
    found = parse(value) if isinstance(value, str) else value
    if not isinstance(found, Base) or len(found.declarations) != 1:
        raise ValueError(f"{name} is {value!r}; give a function as a formula of one variable, or its text: 'sin(x)'")
    (own,) = found.declarations.values()
    inner = fresh_local(own.shape)
    return bind("function", inner, substitute(unfold(found.expr), {own: inner}))


class Running(Base):
    """Values at arrays; code."""

    def __call__(self, /, **arrays: Any) -> Any:
        """The value at NumPy arrays (or what converts to them); the dtype is kept.

        A size that stands in no array's shape is given by its name: `f(x=3.0, n=10)`. A function is given as a formula
        of one variable, or its text.

        Raises ValueError where a name is missing or unknown, or shapes don't fit.
        """
        self._refuse_unknown(arrays)
        functions = {name: _function(name, value) for name, value in arrays.items()
                     if name in self.declarations and self.declarations[name].sort == "function"}
        return value_of(self.expr, self.declarations, self.dims, {**arrays, **functions})

    def code(self, target: str = "numpy", *, grad: str | Sequence[str] = (), hessian: str | Sequence[str] = (),
             name: str = "", sizes: Mapping[str, int] | None = None) -> str:
        """Source code of a self-contained function: of the value, or of the value and its derivatives.

        target   numpy, jax, torch; python and js need no library and take nested lists; latex gives the formula
        grad     variables by which the first derivatives are given too, after the value
        hessian  variables by which the second ones are, after these: of several every block d^2 f / d v d w once, `v`
                 not after `w`
        name     of the function
        sizes    what the sizes are like (`{"n": 1000}`), to choose the order of products by

        Raises ValueError for an unknown target; NoProgram, with the reason, for what has no array code (integrals,
        random variables).

        >>> print(parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").code(grad="w", name="loss"))
        import numpy as np
        <BLANKLINE>
        <BLANKLINE>
        def loss(X: np.ndarray, w: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
            \"\"\"sum((X @ w - y)**2), and its derivative by w
        <BLANKLINE>
            X: real[m n], w: real[n], y: real[m]
            \"\"\"
            r = X @ w - y
            value = r @ r
            grad_w = 2 * (X.T @ r)
            return value, grad_w
        <BLANKLINE>
        >>> print(parse("x**3", "x: real").code("python", grad="x", hessian="x"))
        def f(x: float) -> tuple[float, float, float]:
            \"\"\"x**3, and its derivative by x and its second derivative by x
        <BLANKLINE>
            x: real
            \"\"\"
            value = x**3
            grad_x = 3 * x**2
            hessian_x = 6 * x
            return value, grad_x, hessian_x
        <BLANKLINE>
        """
        if target == "latex":
            return self.latex()
        if target not in TARGETS:
            raise ValueError(f"no target {target!r}; choose from {', '.join(TARGETS)}, latex")
        return str(self._compiled("numpy", grad, hessian, name, sizes).source(target))

    def compile(self, engine: str = "auto", *, grad: str | Sequence[str] = (), hessian: str | Sequence[str] = (),
                name: str = "", sizes: Mapping[str, int] | None = None) -> Compiled:
        """The value, or the value and its derivatives as `code` has them, as a function of arrays by place or by name.

        engine  what computes with NumPy's arrays: numpy, jax, torch; auto takes XLA where JAX is installed and
                the work is large enough; best tries each that is installed, and PyTorch's compiler, on the first
                arrays of each size (within a factor of two) and dtype, which takes seconds where something has to be
                compiled, and keeps the fastest (`.choices` says what it measured). Arrays of JAX and tensors are
                computed with by their own library.

        Raises NoProgram, with the reason, for what has no array code.

        >>> loss = parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").compile(grad="w")
        >>> value, slope = loss([[1.0, 2.0]], [1.0, 1.0], [1.0])
        >>> float(value), slope.tolist()
        (4.0, [4.0, 8.0])
        """
        return self._compiled(engine, grad, hessian, name, sizes)

    def _compiled(self, engine: str, grad: str | Sequence[str], hessian: str | Sequence[str], name: str,
                  sizes: Mapping[str, int] | None) -> Compiled:
        first, second = _names(grad), _names(hessian)
        blocks = [(v, w) for k, v in enumerate(second) for w in second[k:]]
        wanted = [*((self._variable(v),) for v in first), *((self._variable(v), self._variable(w)) for v, w in blocks)]
        known = self._stable_slopes()
        if wanted and all(path in known for path in wanted):
            forms = [[stable(unfold(e), last=True) for e in (self.expr, *(known[path] for path in wanted))]]
        else:
            forms = derived_forms(self.expr, self.source, [p[0] for p in wanted if len(p) == 1],
                                  [(p[0], p[1]) for p in wanted if len(p) == 2])
        about = [f"its {kind} by {', '.join(names)}" for kind, names in (
            (f"derivative{'s' * (len(first) > 1)}", first), (f"second derivative{'s' * (len(blocks) > 1)}", second))
            if names]
        return Compiled(forms, list(self.declarations.values()), engine, name or "f",
                        ["value", *(f"grad_{_identifier(n)}" for n in first),
                         *("_".join(["hessian", _identifier(v), *([_identifier(w)] if w != v else [])])
                           for v, w in blocks)],
                        sizes or {}, about=f"{self.text}{', and ' if about else ''}{' and '.join(about)}")


def _names(given: str | Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _identifier(name: str) -> str:
    """Of an entry too: `w[0]` is w_0."""
    return re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
