"""Modules of PyTorch that a function reaches: their parameters are variables, named as in the module."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from keyword import iskeyword
from types import FunctionType, ModuleType
from typing import Any

from lemmata.engine.readers.tracing.homes import is_library, loaded_names


@dataclass(frozen=True)
class Held:
    """Parameters by the names of their variables, and the modules and tensors that have them."""

    parameters: dict[str, Any] = field(default_factory=dict)
    modules: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parameters)

    def declarations(self) -> dict[str, str]:
        """What they are where nobody says it in sizes with names."""
        return {name: f"real[{' '.join(map(str, p.shape))}]" if p.ndim else "real"
                for name, p in self.parameters.items()}

    def names(self) -> dict[int, str]:
        """The names by the identity of the parameters."""
        return {id(p): name for name, p in self.parameters.items()}

    def run(self, function: Callable[[], Any], values: Mapping[str, Any]) -> Any:
        """What the function gives while the parameters have these values; afterwards they have their own again."""
        own = self.names()
        precision = next((v.dtype for v in values.values()), None)
        parts = {id(part): part for module in self.modules for part in module.modules()}.values()
        before = [(part, dict(part._parameters), dict(part._buffers)) for part in parts]
        try:
            for part, parameters, buffers in before:
                part._parameters.update({n: values[own[id(p)]] for n, p in parameters.items() if p is not None})
                # statistics are as exact as the arrays, and no run changes those of the module
                part._buffers.update({n: b.to(precision if b.is_floating_point() else b.dtype, copy=True)
                                      for n, b in buffers.items() if b is not None})
            return function()
        finally:
            for part, parameters, buffers in before:
                part._parameters.update(parameters)
                part._buffers.update(buffers)


def is_module(value: Any) -> bool:
    """Whether something is a module of PyTorch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.nn.Module)


def holds_module(value: Any) -> bool:
    """Whether something is a module, or a list or mapping in which there is one."""
    if type(value) in (list, tuple, dict):
        return any(holds_module(part) for part in (value.values() if isinstance(value, dict) else value))
    return is_module(value)


def held_by(function: Any, taken: Iterator[str] | tuple[str, ...] = ()) -> Held:
    """The parameters of the modules that a function is, or that its code names; `taken` are names of others.

    `linear.weight` is linear_weight; where there are several modules, each has its own name in front.
    """
    if "torch" not in sys.modules:
        return Held()
    found: dict[int, tuple[str, Any]] = {}
    for name, module in _reached(function):
        found.setdefault(id(module), (name, module))
    inner = {id(part) for _, module in found.values() for part in list(module.modules())[1:]}
    modules = [(name, module) for key, (name, module) in found.items() if key not in inner]
    used, parameters, seen = set(taken), dict[str, Any](), set[int]()
    for name, module in modules:
        for path, parameter in module.named_parameters():
            if id(parameter) in seen:
                continue
            seen.add(id(parameter))
            full = f"{name}.{path}" if len(modules) > 1 else path
            parameters[_legal(full, used)] = parameter
    return Held(parameters, tuple(module for _, module in modules))


def _legal(path: str, used: set[str]) -> str:
    """A name of the language that nothing else has."""
    name = re.sub(r"\W", "_", path)
    if name[0].isdigit() or name[0] == "_":
        name = f"layer_{name.lstrip('_')}"
    if iskeyword(name):
        name += "_"
    found, count = name, 1
    while found in used:
        count += 1
        found = f"{name}_{count}"
    used.add(found)
    return found


def _reached(function: Any) -> Iterator[tuple[str, Any]]:
    """Modules with the names under which code reaches them."""
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("model", function)]
    while waiting:
        name, value = waiting.pop(0)
        if id(value) in seen or isinstance(value, (ModuleType, type)):
            continue
        seen.add(id(value))
        if is_module(value):
            yield name, value
        elif isinstance(value, FunctionType):
            if not is_library(value.__module__ or ""):
                waiting += _named(value)
        elif isinstance(value, (list, tuple)):
            waiting += [(f"{name}_{k}", part) for k, part in enumerate(value)]
        elif isinstance(value, dict):
            waiting += [(str(key), part) for key, part in value.items()]
        else:
            for attribute in ("__wrapped__", "func", "__func__", "__self__"):
                inner = getattr(value, attribute, None)
                waiting += [] if inner is None else [(name, inner)]
            if isinstance(value, partial):
                waiting += [("model", part) for part in value.args] + list(value.keywords.items())
            if not is_library(type(value).__module__) and type(value).__module__ != "builtins":
                waiting += list(getattr(value, "__dict__", {}).items())
                waiting += [(name, f) for f in vars(type(value)).values() if isinstance(f, FunctionType)]


def _named(function: FunctionType) -> list[tuple[str, Any]]:
    """What the names of a function's code stand for."""
    found = [(name, function.__globals__[name]) for name in sorted(loaded_names(function))
             if name in function.__globals__]
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        try:
            found.append((name, cell.cell_contents))
        except ValueError:
            continue
    return found + [("default", value) for value in function.__defaults__ or ()]
