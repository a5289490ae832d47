"""The arguments of a function from declarations: arrays by name, sizes by name, mappings and records of arrays."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from lemmata.engine.expr import Symbol, dims, integer
from lemmata.engine.readers.annotations import Declared
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.tracing.errors import TraceError
from lemmata.engine.readers.tracing.modules import Held, held_by, is_module

Make = Callable[[Any], Any]


@dataclasses.dataclass(frozen=True)
class Arguments:
    """What a function is called with.

    symbols    every declared name, those inside of mappings as outer_inner
    given      parameter -> a symbol, a size's name as an expression, or a structure of them
    held       the parameters of modules that it reaches, which are symbols too
    """

    symbols: dict[str, Symbol]
    given: dict[str, Any]
    held: Held = dataclasses.field(default_factory=Held)

    def made(self, make: Make) -> dict[str, Any]:
        """The arguments, each symbol and size turned into a value."""
        return {name: _rebuilt(value, make) for name, value in self.given.items()}

    def beside(self, make: Make) -> dict[int, Any]:
        """What stands for the parameters of modules, by their identity."""
        return {id(p): make(self.symbols[name]) for name, p in self.held.parameters.items()}


def arguments_of(function: Callable[..., Any], vars: Declarations | Mapping[str, Any]) -> Arguments:
    """The arguments that declarations give to a function.

    Raises TraceError where a parameter is not declared or a declared name is no parameter.
    """
    if isinstance(vars, Mapping) and any(not isinstance(v, (str, Symbol)) for v in vars.values()):
        flat: dict[str, str | Symbol] = {}
        tree = {name: _flattened(value, name, flat) for name, value in vars.items()}
        symbols = declared(flat)
        structure = {name: _rebuilt(value, lambda key: symbols[key]) for name, value in tree.items()}
    else:
        symbols = declared(vars)
        structure = dict(symbols)
    parameters = _parameters(function)
    held = held_by(function, tuple(parameters or ()))
    structure = {name: value for name, value in structure.items() if name not in held.parameters}
    symbols |= declared({name: text for name, text in held.declarations().items() if name not in symbols})
    sizes = set(dims(*symbols.values()))
    if parameters is None or (is_module(function) and structure and not set(structure) & set(parameters)):
        # what doesn't say, or calls its one argument `input`: by place, in the order of the declarations
        names = structure if parameters is None else list(parameters)[: len(structure)]
        return Arguments(symbols, dict(zip(names, structure.values())), held)
    given = {}
    for name, parameter in parameters.items():
        plain = "lambda_" if name == "lambda" else name
        if plain in structure:
            given[name] = structure[plain]
        elif name in sizes:
            given[name] = integer(name)
        elif parameter.default is parameter.empty:
            raise TraceError(f"the parameter {name!r} is not declared; add it, such as {name}: real[n], or give it a "
                             "default")
    missing = [name for name in structure if name not in given]
    if missing:
        raise TraceError(f"the function has no parameter {missing[0]!r}; it has "
                         f"{', '.join(parameters) or 'no parameters'}")
    return Arguments(symbols, given, held)


def declared_by(function: Callable[..., Any]) -> dict[str, str]:
    """The declarations that stand in the annotations of a function.

    >>> from lemmata.engine.readers.annotations import Declared
    >>> def f(x, a=1): ...
    >>> f.__annotations__["x"] = Declared("Real")["n"]
    >>> declared_by(f)
    {'x': 'real[n]'}
    """
    found: dict[str, str] = {}
    parameters = inspect.signature(function, eval_str=True).parameters
    sizes = {size for parameter in parameters.values() for size in _sizes(parameter.annotation)}
    for name, parameter in parameters.items():
        kind = parameter.annotation
        if isinstance(kind, Declared):
            found[name] = str(kind)
        elif parameter.default is parameter.empty and name not in sizes:
            raise TypeError(f'the parameter {name!r} has no declaration; write {name}: Real["n"], or give it a default')
    return found


def _sizes(annotation: Any) -> tuple[str, ...]:
    return dims(*declared(f"x: {annotation}").values()) if isinstance(annotation, Declared) else ()


def _parameters(function: Callable[..., Any]) -> dict[str, inspect.Parameter] | None:
    try:
        found = inspect.signature(function.forward if is_module(function) else function).parameters
    except (ValueError, TypeError):
        return None
    return {name: p for name, p in found.items() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)}


def call(function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    """The function at its arguments, each in the way that the signature allows."""
    parameters = _parameters(function)
    if parameters is None:
        return function(*values.values())
    places = [values[name] for name, p in parameters.items() if p.kind is p.POSITIONAL_ONLY and name in values]
    named = {name: values[name] for name, p in parameters.items()
             if p.kind is not p.POSITIONAL_ONLY and name in values}
    return function(*places, **named)


def _flattened(value: Any, name: str, flat: dict[str, Any]) -> Any:
    """A structure of declarations as one of names, and the names with what they declare."""
    if isinstance(value, (str, Symbol)):
        flat[name] = value
        return _Name(name)
    parts = _parts(value)
    if parts is None:
        raise TraceError(f"the declaration of {name} is {value!r}; write a text such as 'real[n]', or a mapping, a "
                         "list "
                         "or a record of such")
    return _with_parts(value, {key: _flattened(part, f"{name}_{key}", flat) for key, part in parts.items()})


class _Name(str):
    """The name of a declared symbol inside of a structure."""

    __slots__ = ()


def _rebuilt(value: Any, make: Make) -> Any:
    parts = None if isinstance(value, (str, Symbol)) else _parts(value)
    return make(value) if parts is None else _with_parts(value, {k: _rebuilt(v, make) for k, v in parts.items()})


def _parts(value: Any) -> dict[Any, Any] | None:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return dict(zip(getattr(value, "_fields", range(len(value))), value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    return None


def _with_parts(value: Any, parts: dict[Any, Any]) -> Any:
    if isinstance(value, Mapping):
        return parts
    if hasattr(value, "_fields"):
        return type(value)(**parts)
    if isinstance(value, (list, tuple)):
        return type(value)(parts.values())
    return dataclasses.replace(value, **parts)
