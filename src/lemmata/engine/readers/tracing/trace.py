"""An existing Python function, run once with symbolic arrays, as an expression."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.ops.shapes import ShapeError
from lemmata.engine.readers.declarations import Declarations
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.tracing.arguments import Arguments, arguments_of, call
from lemmata.engine.readers.tracing.calling import lifted
from lemmata.engine.readers.tracing.checking import check
from lemmata.engine.readers.tracing.errors import MET, TraceError, located
from lemmata.engine.readers.tracing.homes import loaded_names
from lemmata.engine.readers.tracing.kinds import KINDS
from lemmata.engine.readers.tracing.places import Places, noting
from lemmata.engine.readers.tracing.surroundings import Surroundings


def trace_function(
    function: Callable[..., Any], vars: Declarations | Mapping[str, Any], library: str | None = None,
    places: Places | None = None, examples: Mapping[str, Any] | None = None
) -> tuple[Expr, dict[str, Symbol]]:
    """The expression that a function computes, and the declared symbols.

    library: whose arrays the function is given, "numpy", "torch" or "jax"; the one that its code uses.
    examples: arrays by name like which those are at which it is tried out; without them random ones.
    places: takes up where in the code each part of the expression is computed.

    Raises TraceError, with the line, for what can't be read, and where the function itself gives other values.

    >>> import numpy as np
    >>> expr, symbols = trace_function(lambda x: np.sum(x**2) / len(x), "x: real[n]")
    >>> expr.shape, list(symbols)
    ((), ['x'])
    """
    if not callable(function):
        raise TypeError(f"{function!r} is no function")
    if library is not None and library not in KINDS:
        raise ValueError(f"no library {library!r}; there are {', '.join(KINDS)}")
    arguments = arguments_of(function, vars)
    named = library_of(function) if library is None else library
    errors: list[TraceError] = []
    for one in [named] if named else ["numpy", *(name for name in ("torch", "jax") if name in sys.modules)]:
        try:
            with noting(places):
                expr = _run(function, arguments, one)
            check(function, expr, arguments, one, examples)
            used = {s.name for s in symbols(expr)}
            return expr, {n: s for n, s in arguments.symbols.items() if n in used or n not in arguments.held.parameters}
        except TraceError as error:
            errors.append(error)
            if not isinstance(error.__cause__, (AttributeError, TypeError)):
                break  # the code is this library's
    # where code names no library, the one whose arrays came furthest says most
    raise max(errors, key=lambda e: (not isinstance(e.__cause__, (AttributeError, TypeError)), e.line))


def _run(function: Callable[..., Any], arguments: Arguments, library: str) -> Expr:
    kind, met = KINDS[library], list[TraceError]()
    before = MET.set(met)
    try:
        with _gradients(library):
            value = call(Surroundings(kind, arguments.beside(kind)).view(function), arguments.made(kind))
            if met:
                raise met[0]
            return _returned(value)
    except TraceError:
        raise
    except RecursionError as error:
        raise located(error, "the function calls itself without end on symbolic arrays") from error
    except Exception as error:
        text = str(error.args[0]) if error.args else str(error)
        if isinstance(error, ShapeError) and arguments.held:
            text += (f"; the module has {', '.join(f'{n}: {t}' for n, t in arguments.held.declarations().items())}: "
                     "declare arguments of such sizes, or declare these names too, in sizes with names")
        raise located(error, text or type(error).__name__) from error
    finally:
        MET.reset(before)


def _returned(value: Any) -> Expr:
    if value is None:
        raise TraceError("the function returns nothing; return the value")
    if isinstance(value, (tuple, dict)):
        one = "value[0]" if isinstance(value, tuple) else "value['loss']"
        raise TraceError(f"the function returns {len(value)} values, a formula is one; trace a function that "
                         "returns one "
                         f"of them, {one}")
    return expression(lifted(value))


@contextmanager
def _gradients(library: str) -> Iterator[None]:
    """Tracing itself asks for derivatives, wherever it is called from; distributions don't look at values."""
    if library != "torch":
        yield
        return
    import torch

    laws = torch.distributions.Distribution
    asked = laws._validate_args
    laws.set_default_validate_args(False)
    try:
        with torch.enable_grad():
            yield
    finally:
        laws.set_default_validate_args(asked)


def library_of(function: Any) -> str:
    """The library whose arrays the code of a function works on; "" where it names none."""
    seen: set[int] = set()
    waiting, found = [function], set[str]()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if getattr(value, "handles_traced", False):  # a definition: its own code says it, not what runs it
            waiting.append(value.__wrapped__)
            continue
        inner = getattr(value, "__wrapped__", None) or getattr(value, "func", None) or getattr(value, "__func__", None)
        found.add(_root(value))
        if inner is not None:
            waiting.append(inner)
        if isinstance(value, FunctionType) and _root(value) not in KINDS:
            waiting.extend(_meant(value))
        elif not isinstance(value, (type, ModuleType, FunctionType)) and _root(type(value)) not in KINDS:
            waiting.extend(f for base in type(value).__mro__ for f in vars(base).values()
                           if isinstance(f, FunctionType) and callable(value))
            owner = getattr(value, "__self__", None)
            if owner is not None and not isinstance(owner, ModuleType):
                waiting.append(type(owner))
                waiting.extend(f for f in vars(type(owner)).values() if isinstance(f, FunctionType))
        if isinstance(value, type):
            found.update(_root(base) for base in value.__mro__)
    found.update({"numpy"} if "scipy" in found else ())
    return next((name for name in ("torch", "jax", "numpy") if name in found), "")


def _root(value: Any) -> str:
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    if not isinstance(name, str):
        name = ""
    root = name.partition(".")[0]
    return "jax" if root == "jaxlib" else root


def _meant(function: FunctionType) -> list[Any]:
    """What the names in the code of a function stand for."""
    found = []
    for name in loaded_names(function):
        if name in function.__globals__:
            found.append(function.__globals__[name])
        elif name in ("torch", "jax") and name in sys.modules:
            found.append(sys.modules[name])
    for cell in function.__closure__ or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:
            continue
    return found
