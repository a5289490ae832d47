"""Formulas as functions of arrays, and as source code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.engine.backends import Compiled, value_of
from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.expr import Expr, bind, fresh_local, postorder, substitute
from lemmata.engine.notation import readable, whole
from lemmata.engine.programs import stable
from lemmata.formulas.base import Base
from lemmata.targets import TARGETS

MOST_READ = 400  # nodes of derivatives that are tried in their form for reading, too; many layers only share parts


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

    def code(self, target: str = "numpy", *, grad: str | Sequence[str] = (), name: str = "",
             sizes: Mapping[str, int] | None = None) -> str:
        """Source code of a self-contained function: of the value, or of the value and its derivatives by `grad`.

        target  numpy, jax, torch; python and js need no library and take nested lists; latex gives the formula
        name    of the function
        sizes   what the sizes are like (`{"n": 1000}`), to choose the order of products by

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
        """
        if target == "latex":
            return self.latex()
        if target not in TARGETS:
            raise ValueError(f"no target {target!r}; choose from {', '.join(TARGETS)}, latex")
        return str(self._compiled("numpy", grad, name, sizes).source(target))

    def compile(self, engine: str = "auto", *, grad: str | Sequence[str] = (), name: str = "",
                sizes: Mapping[str, int] | None = None) -> Compiled:
        """The value, or the value and its derivatives by `grad`, as a function of arrays by place or by name.

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
        return self._compiled(engine, grad, name, sizes)

    def _compiled(self, engine: str, grad: str | Sequence[str], name: str, sizes: Mapping[str, int] | None) -> Compiled:
        names = [grad] if isinstance(grad, str) else list(grad)
        base = stable(whole(unfold(self.expr)))
        slopes = [derivative(base if self.source is None else stable(self.source), self._variable(n)) for n in names]
        forms = [[base, *map(stable, slopes)]]
        if len(list(postorder(*slopes))) <= MOST_READ:
            forms.append([base, *(stable(readable(s)) for s in slopes)])
        if self.source is not None and not names:
            forms.append([stable(self.source)])
        derived = ", and its derivative by " + ", ".join(names) if names else ""
        return Compiled(forms, list(self.declarations.values()), engine, name or "f",
                        ["value", *(f"grad_{re.sub(r'[^A-Za-z0-9]+', '_', n).strip('_')}" for n in names)],
                        sizes or {}, about=f"{self.text}{derived}")
