"""A function of the user's as it runs while it is traced: the names that it means, with the libraries seen through.

NumPy's `arange(n)`, `math.sqrt(n)`, Python's `len(x)` and SciPy's functions take no arrays but their own, so a traced
function runs with names of its own, in which each function of a library first asks whether something traced is among
its arguments. The code is the user's, its lines are in errors; nothing outside of the traced function changes.
"""

from __future__ import annotations

import builtins
import copy
import functools
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, CellType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import Any

import numpy as np

from lemmata.engine.expr import constant
from lemmata.engine.readers.tracing.arrays import Traced
from lemmata.engine.readers.tracing.calling import call_library
from lemmata.engine.readers.tracing.constants import NAMED
from lemmata.engine.readers.tracing.errors import is_users, untraceable
from lemmata.engine.readers.tracing.forms import MAKERS
from lemmata.engine.readers.tracing.homes import DRAWING, home, is_library
from lemmata.engine.readers.tracing.kinds import kind_of
from lemmata.engine.readers.tracing.modules import holds_module, is_module
from lemmata.engine.readers.tracing.numbers import known_value
from lemmata.engine.readers.tracing.transforms import TRANSFORMS

_MAKING = ("numpy", "torch", "jax.numpy", "math")
_PYTREES = ("jax.tree_util", "jax.tree", "torch.utils._pytree")


class Surroundings:
    """The names of one traced function and of all that it calls, for arrays of one kind."""

    def __init__(self, kind: type[Traced], beside: Mapping[int, Traced] = MappingProxyType({})):
        self.kind, self.beside = kind, beside  # what stands for the parameters of modules
        self.known: dict[int, tuple[Any, Any]] = {}  # id -> the object itself, which keeps the id taken, and its view
        self.builtins = {**vars(builtins), "len": _length, "range": self._range, "float": _Float, "int": _Int,
                         "isinstance": _isinstance, "__import__": self._import}

    def _range(self, *ends: Any) -> Any:
        """range(n) of an open size, which is no loop but places in brackets: x[range(n), y]."""
        if any(isinstance(end, Traced) and known_value(end.expr) is None for end in ends):
            return call_library("numpy", "arange", ends, {}, self.kind)
        return range(*ends)

    def view(self, value: Any) -> Any:
        """A value of the user's names as traced code sees it."""
        found = self.known.get(id(value))
        if found is None:
            found = self.known[id(value)] = value, self._made(value)
        return found[1]

    def _made(self, value: Any) -> Any:
        if id(value) in self.beside:
            return self.beside[id(value)]
        if getattr(type(value), "handles_traced", False):
            return value
        if isinstance(value, ModuleType):
            return _Module(self, value)
        if isinstance(value, MethodType):
            return MethodType(self.view(value.__func__), self.view(value.__self__))
        if isinstance(value, functools.partial):
            given = {name: self.view(v) for name, v in value.keywords.items()}
            return functools.partial(self.view(value.func), *map(self.view, value.args), **given)
        if isinstance(value, (type, Traced, _Module)) or isinstance(getattr(value, "__globals__", None), _Names):
            return value
        if type(value) in (list, tuple, dict) and self.beside and holds_module(value):
            return {k: self.view(v) for k, v in value.items()} if isinstance(value, dict) else type(value)(
                self.view(part) for part in value)
        if not callable(value):
            return self._object(value)
        place = home(value)
        if place is not None:
            return self.function(value, *place)
        inner = value if isinstance(value, FunctionType) else getattr(value, "__wrapped__", None)
        if isinstance(inner, FunctionType) and is_users(inner.__code__):
            return self._function(inner, value)
        return value if isinstance(value, (BuiltinFunctionType, FunctionType)) else self._object(value)

    def _function(self, function: FunctionType, known: Any) -> Callable[..., Any]:
        """The same code over names as they are seen."""
        cells = tuple(CellType() for _ in function.__closure__ or ())
        made = FunctionType(function.__code__, _Names(self, function.__globals__), function.__name__,
                            function.__defaults__, cells)
        made.__kwdefaults__ = function.__kwdefaults__
        made.__dict__.update(function.__dict__)
        self.known[id(function)], self.known[id(known)] = (function, made), (known, made)
        shared = []
        for cell in function.__closure__ or ():
            try:
                seen = self.view(cell.cell_contents)
                shared.append(cell if seen is cell.cell_contents else CellType(seen))
            except ValueError:  # not set yet
                shared.append(cell)
        if cells:
            full = FunctionType(function.__code__, made.__globals__, function.__name__, function.__defaults__,
                                tuple(shared))
            full.__kwdefaults__ = function.__kwdefaults__
            self.known[id(function)], self.known[id(known)] = (function, full), (known, full)
            return full
        return made

    def _object(self, value: Any) -> Any:
        """An object of the user's own class, with the methods of its class as they are seen."""
        cls = type(value)
        if is_module(value):
            return self._torch_module(value)
        if is_library(cls.__module__) or cls.__module__ == "builtins" or not hasattr(value, "__dict__"):
            return value
        methods = self._methods(cls)
        if not methods:
            return value
        twin = copy.copy(value)
        try:
            twin.__class__ = type(cls.__name__, (cls,), {**methods, "__module__": cls.__module__})
        except TypeError:
            return value
        self.known[id(value)] = value, twin
        vars(twin).update({name: self.view(part) for name, part in vars(value).items() if holds_module(part)})
        return twin

    def _torch_module(self, value: Any) -> Any:
        """A module with its parameters as variables, and buffers of its own, which it may change."""
        cls: Any = type(value)
        twin, methods = cls.__new__(cls), self._methods(cls)
        vars(twin).update(vars(value))
        if methods:
            twin.__class__ = type(cls.__name__, (cls,), {**methods, "__module__": cls.__module__})
        self.known[id(value)] = value, twin
        parts = vars(twin)
        parts["_buffers"] = {name: b if b is None else b.clone() for name, b in value._buffers.items()}
        for kind in ("_modules", "_parameters"):
            parts[kind] = {name: part if part is None else self.view(part) for name, part in parts[kind].items()}
        return twin

    def _methods(self, cls: type) -> dict[str, Any]:
        """The methods of a user's class as they are seen."""
        return {name: self._member(f) for base in reversed(cls.__mro__) if not is_library(base.__module__)
                for name, f in vars(base).items() if isinstance(f, (FunctionType, property, staticmethod))}

    def _member(self, member: Any) -> Any:
        if isinstance(member, property):
            return property(*(None if f is None else self.view(f) for f in (member.fget, member.fset)))
        return staticmethod(self.view(member.__func__)) if isinstance(member, staticmethod) else self.view(member)

    def function(self, real: Any, module: str, name: str) -> Any:
        """A function of a library."""
        transform = TRANSFORMS.get((module, name))
        if transform is not None:
            return functools.partial(transform, self)
        kind = kind_of(module) or self.kind
        if module == "math":
            kind = self.kind

        @functools.wraps(real, updated=())
        def seen(*args: Any, **keywords: Any) -> Any:
            if not _traced(args) and not _traced(keywords.values()) and not _makes(module, name, args):
                return real(*args, **keywords)
            return call_library(module, name, args, keywords, _kind_among(args) or kind)

        for name_of_ufunc in ("at", "reduce", "outer", "accumulate") if isinstance(real, np.ufunc) else ():
            setattr(seen, name_of_ufunc, getattr(real, name_of_ufunc))  # which ask the array by themselves
        return seen

    def _import(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        return self.view(builtins.__import__(name, globals, locals, fromlist, level))


def _makes(module: str, name: str, args: tuple[Any, ...]) -> bool:
    """Whether a function makes an array of Python's values, which may change or meet traced ones later."""
    if module not in _MAKING:
        return False
    if name in MAKERS:
        return all(_plain(v) for v in args)
    return bool(args) and all(type(v) in (int, float) for v in args)


def _plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return len(value) <= 64 and all(_plain(v) for v in value)
    return type(value) in (int, float, bool) or value is None or isinstance(value, type)


def _traced(values: Any) -> bool:
    for value in values:
        if isinstance(value, Traced):
            return True
        if isinstance(value, (list, tuple)) and _traced(value):
            return True
        if isinstance(value, slice) and _traced((value.start, value.stop)):
            return True
    return False


def _kind_among(args: tuple[Any, ...]) -> type[Traced] | None:
    for value in args:
        if isinstance(value, Traced):
            return type(value)
        if isinstance(value, (list, tuple)):
            found = _kind_among(tuple(value))
            if found is not None:
                return found
    return None


class _Names(dict[str, Any]):
    """The names of a module as traced code sees them."""

    def __init__(self, surroundings: Surroundings, names: Mapping[str, Any]):
        super().__init__(__builtins__=surroundings.builtins)
        self._surroundings, self._names = surroundings, names

    def __getitem__(self, name: str) -> Any:
        if name == "__builtins__":
            return self._surroundings.builtins
        if super().__contains__(name):
            return super().__getitem__(name)
        return self._surroundings.view(self._names[name])

    def __contains__(self, name: object) -> bool:
        return name in self._names


class _Module:
    """A module as traced code sees it."""

    def __init__(self, surroundings: Surroundings, module: ModuleType):
        self.__dict__.update(_surroundings=surroundings, _module=module)

    def __getattr__(self, name: str) -> Any:
        module, value = self._module, getattr(self._module, name)
        if module.__name__.startswith(DRAWING) and callable(value):
            def drawn(*args: Any, **keywords: Any) -> Any:
                raise untraceable(f"{module.__name__}.{name} draws at random, which no formula says; pass what is "
                                  "drawn "
                                  "(a mask, the noise) as an argument")
            return drawn
        if is_library(module.__name__) and isinstance(value, float) and value in NAMED:
            return self._surroundings.kind(constant(NAMED[value])) if value < float("inf") else value
        if module.__name__.startswith(_PYTREES):
            return value
        return self._surroundings.view(value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise untraceable(f"an attribute of the module {self._module.__name__} is set; a traced function changes "
                          "nothing "
                          "outside")


# Python's own functions that give plain numbers


def _length(value: Any) -> Any:
    return value.length() if isinstance(value, Traced) else len(value)


class _OfNumbers(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, cls.__mro__[1])

    def __subclasscheck__(cls, other: Any) -> bool:
        return issubclass(other, cls.__mro__[1])


class _Float(float, metaclass=_OfNumbers):
    """float(size) is the size."""

    def __new__(cls, value: Any = 0.0) -> Any:
        return value.item() if isinstance(value, Traced) and not value.ndim else float(value)


class _Int(int, metaclass=_OfNumbers):
    """int(size) is the size."""

    def __new__(cls, value: Any = 0, *base: Any) -> Any:
        whole = isinstance(value, Traced) and not value.ndim and value.expr.sort == "integer"
        return value.item() if whole else int(value, *base)


def _isinstance(value: Any, kinds: Any) -> bool:
    if isinstance(value, _Module):
        value = value._module
    if isinstance(kinds, MethodType):  # what `range` means to traced code
        kinds = range
    if isinstance(value, Traced):
        given = kinds if isinstance(kinds, tuple) else (kinds,)
        names = {f"{getattr(k, '__module__', '')}.{getattr(k, '__name__', '')}" for k in given}
        own = {"numpy": {"numpy.ndarray"}, "torch": {"torch.Tensor"}, "jax.numpy": {"jax.Array", "jax.jaxlib.Array"}}
        return bool(names & own[value.module]) or isinstance(value, kinds)
    return isinstance(value, kinds)


