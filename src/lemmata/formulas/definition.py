"""Formulas that functions define: @formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lemmata.formulas.object import Formula


class Definition(Formula):
    """A formula that a function defines: it takes arguments by place too, and has the function's name and words."""

    defaults: Mapping[str, Any] = MappingProxyType({})

    def __call__(self, /, *args: Any, **arrays: Any) -> Any:
        """The value at arrays, by place in the order of the parameters or by name, with the function's defaults."""
        names = list(self.declarations)
        if len(args) > len(names):
            raise TypeError(f"{len(args)} arguments for {len(names)} parameters: {', '.join(names)}")
        twice = [name for name in names[: len(args)] if name in arrays]
        if twice:
            raise TypeError(f"{twice[0]!r} is given by place and by name")
        return super().__call__(**{**self.defaults, **dict(zip(names, args)), **arrays})


def formula(fn: Callable[..., Any]) -> Definition:
    """The function's formula, from its annotations; parameters without one keep their default.

    Raises ReadError as `trace` does; TypeError where a parameter has neither annotation nor default.

    >>> from lemmata import Real
    >>> @formula
    ... def mean_square(X: Real["m n"], w: Real["n"]):
    ...     return ((X @ w)**2).mean()
    >>> mean_square.grad("w").equals("2*X.T @ X @ w / m").kind
    'proved'
    """
    from lemmata.engine.readers.tracing import declared_by, defaults_of, trace_function

    made = Definition(*trace_function(fn, declared_by(fn)))
    kept = {name: getattr(fn, name, None) for name in ("__name__", "__qualname__", "__doc__", "__module__")}
    defaults = {name: v for name, v in defaults_of(fn).items() if name in made.declarations}
    for name, value in {**kept, "__wrapped__": fn, "defaults": defaults}.items():
        object.__setattr__(made, name, value)
    return made
