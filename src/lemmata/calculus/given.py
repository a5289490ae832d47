"""What the functions of this room are given: formulas, texts, Python functions; one variable or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lemmata.engine.expr import Symbol
from lemmata.engine.readers.declarations import Declarations
from lemmata.engine.readers.tracing import declared_by
from lemmata.formulas import Formula, parse, trace

Given = Formula | str | Callable[..., Any]


def formula_of(f: Given, vars: Declarations = None) -> Formula:
    """The formula of what was given: itself, a text in Python's notation, a function (traced).

    vars    declarations of a text or a function; a function may have them as annotations

    Raises ReadError for what cannot be read.

    >>> formula_of("x**2 + y"), formula_of(lambda x: x**2, "x: real")
    (Formula('x**2 + y', 'x: real, y: real'), Formula('x**2', 'x: real'))
    """
    if isinstance(f, Formula):
        return f
    if isinstance(f, str):
        return parse(f, vars)
    return trace(f, declared_by(f) if vars is None else vars)  # type: ignore[arg-type]


def only_variable(f: Formula) -> str:
    """The variable of a formula that has one.

    Raises ValueError where there are several or none.

    >>> only_variable(parse("sin(x)"))
    'x'
    """
    if len(f.declarations) != 1:
        raise ValueError(f"the formula has the variables {', '.join(f.declarations) or '(none)'}; "
                         "say which one is meant: wrt=...")
    return next(iter(f.declarations))


def scalar_variables(f: Formula, names: Sequence[str]) -> list[Symbol]:
    """The symbols of these names, all of them numbers.

    Raises ValueError for a name that the formula does not have, or that stands for an array.
    """
    found = []
    for name in names:
        if name not in f.declarations:
            raise ValueError(f"the formula has no {name!r}; it has {', '.join(f.declarations)}")
        if f.declarations[name].shape:
            raise ValueError(f"{name!r} is {f.vars[name]}; a list of variables names numbers, an array stands alone")
        found.append(f.declarations[name])
    return found
