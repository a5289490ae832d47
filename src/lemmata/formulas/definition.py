"""Formulas that functions define: @formula."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from pickle import PicklingError
from types import MappingProxyType
from typing import Any

import numpy as np

from lemmata.engine.backends import rank_of
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import DOMAINS, Shape, Size, Symbol, symbol
from lemmata.engine.ops.definitions import applied
from lemmata.engine.programs import stable
from lemmata.engine.readers.tracing import Traced, TraceError, as_expression, declared_by, trace_function
from lemmata.formulas.object import Formula
from lemmata.formulas.options import key_of, under_options

Pattern = tuple[tuple[str, tuple[bool, ...]], ...]  # for each array, which axes of the batch stretch (length 1)


class Definition(Formula):
    """A formula that a function defines: it takes arguments by place too, and has the function's name and words.

    defaults    values of declared parameters that may be left out
    options     parameters without a declaration: plain values that choose among formulas, such as `base=2`

    Arrays may have further axes in front, which are a batch, as with NumPy's generalized ufuncs.
    """

    defaults: Mapping[str, Any] = MappingProxyType({})
    options: Mapping[str, Any] = MappingProxyType({})
    handles_traced = True  # a traced function that calls it meets this object, not the code behind it

    def __call__(self, /, *args: Any, **arrays: Any) -> Any:
        """The value at arrays, by place in the order of the parameters or by name, with the function's defaults."""
        given = self._by_name(args, arrays)
        chosen = {name: given.pop(name) for name in self.options if name in given}
        if chosen:
            return self.given(**chosen)(**given)
        given = {**self.defaults, **given}
        self._refuse_unknown(given)
        traced = next((v for v in given.values() if isinstance(v, Traced)), None)
        if traced is not None:
            self._refuse_missing(given)
            return traced.like(applied(self.expr, self.declarations, {n: as_expression(v) for n, v in given.items()}))
        ranks = {name: rank_of(v) - self.declarations[name].rank for name, v in given.items()
                 if name in self.declarations and self.declarations[name].sort != "function"}
        if any(rank > 0 for rank in ranks.values()):
            return Formula.__call__(self._batched(given, ranks), **given)
        return super().__call__(**given)

    def given(self, **options: Any) -> Definition:
        """The formula under these options.

        Raises TypeError for a name that is no option, and for an array; ValueError where the function refuses a value.

        >>> from lemmata import Simplex
        >>> import numpy as np
        >>> @formula
        ... def entropy(p: Simplex["n"], base=None):
        ...     nats = -np.sum(p * np.log(p))
        ...     return nats if base is None else nats / np.log(base)
        >>> entropy.given(base=2).text, float(entropy([0.5, 0.5], base=2))
        ('-sum(p*log(p)) / log(2)', 1.0)
        """
        unknown = [name for name in options if name not in self.options]
        if unknown:
            raise TypeError(f"no option {unknown[0]!r}; {self._name} has {', '.join(self.options) or 'no options'}")
        chosen = {**self.options, **options}
        known: dict[Any, Definition] = self.__dict__.setdefault("_variants", {key_of(self.options, self._name): self})
        key = key_of(chosen, self._name)
        if key not in known:
            try:
                known[key] = _define(self.__dict__["__wrapped__"], chosen)
            except TraceError as error:  # what the function says of its options, without the line of its code
                if type(error.__cause__) is ValueError:
                    raise ValueError(str(error.__cause__)) from None
                raise
            known[key].__dict__["_variants"] = known
        return known[key]

    def __reduce__(self) -> tuple[Any, ...]:
        """As functions are pickled: by their name, which is imported again."""
        place = str(self.__dict__["__module__"]), str(self.__dict__["__qualname__"])
        try:
            found = _imported(*place, dict(self.options))
        except (ImportError, AttributeError):
            found = None
        if found is not self:
            raise PicklingError(f"{'.'.join(place)} is not what is imported under this name; define it at the top of a "
                                "module")
        return _imported, (*place, dict(self.options))

    def __copy__(self) -> Definition:
        return self

    def __deepcopy__(self, memo: object) -> Definition:
        return self

    @property
    def _name(self) -> str:
        return str(self.__dict__.get("__name__", "the formula"))

    def _by_name(self, args: tuple[Any, ...], arrays: Mapping[str, Any]) -> dict[str, Any]:
        names: list[str] = list(self.__dict__.get("_parameters", self.declarations))
        if len(args) > len(names):
            raise TypeError(f"{len(args)} arguments for {len(names)} parameters: {', '.join(names)}")
        twice = [name for name in names[: len(args)] if name in arrays]
        if twice:
            raise TypeError(f"{twice[0]!r} is given by place and by name")
        return {**dict(zip(names, args)), **arrays}

    def _refuse_unknown(self, names: Any) -> None:
        unknown = [name for name in names if name not in self.declarations and name not in self.dims]
        if unknown and self.options:
            raise ValueError(f"{self._name} has no {unknown[0]!r}; it has "
                             f"{', '.join([*self.declarations, *self.dims])}, and the options "
                             f"{', '.join(self.options)}")
        super()._refuse_unknown(names)

    def _refuse_missing(self, given: Mapping[str, Any]) -> None:
        missing = [name for name in self.declarations if name not in given]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}; pass {missing[0]}=array")

    def _batched(self, given: Mapping[str, Any], ranks: Mapping[str, int]) -> Formula:
        """The formula of arrays with further axes in front, broadcast."""
        self._refuse_missing(given)
        leads = {name: tuple(np.shape(given[name])[:rank]) for name, rank in ranks.items() if rank > 0}
        deepest = max(map(len, leads.values()))
        lengths = [max((lead[axis] for lead in leads.values() if len(lead) >= -axis), key=lambda n: n != 1)
                   for axis in range(-deepest, 0)]
        for name, lead in leads.items():
            if any(n not in (1, full) for n, full in zip(lead, lengths[deepest - len(lead):])):
                shapes = ", ".join(f"{n}: {tuple(np.shape(given[n]))}" for n in ranks)
                raise ValueError(f"the leading axes of {name} don't broadcast with the others ({shapes}); declared are "
                                 f"{', '.join(f'{n}: {kind}' for n, kind in self.vars.items())}")
        pattern = tuple((name, tuple(n == 1 != full for n, full in zip(lead, lengths[deepest - len(lead):])))
                        for name, lead in leads.items())
        known: dict[tuple[int, Pattern], Formula] = self.__dict__.setdefault("_batches", {})
        key = deepest, pattern
        if key not in known:
            known[key] = self._with_batch(deepest, dict(pattern))
        return known[key]

    def _with_batch(self, rank: int, stretched: Mapping[str, tuple[bool, ...]]) -> Formula:
        taken = {*self.declarations, *self.dims}
        free = (name for i in range(1, len(taken) + rank + 2) if (name := f"b{i}") not in taken)
        batch = [Size.of(next(free)) for _ in range(rank)]
        arguments = {}
        for name, own in self.declarations.items():
            ones = stretched.get(name, ())
            lead = [Size.of(1) if one else size for one, size in zip(ones, batch[rank - len(ones):])]
            arguments[name] = _lead(own, tuple(lead))
        return Formula(applied(stable(unfold(self.expr)), self.declarations, arguments), arguments)


def _imported(module: str, name: str, options: Mapping[str, Any]) -> Any:
    return attrgetter(name)(import_module(module)).given(**options)


def _lead(own: Symbol, lead: Shape) -> Symbol:
    """The symbol with axes in front. What a domain says of a whole array no longer holds of the batch of them."""
    if not lead:
        return own
    kept = own.domain == "labels" or DOMAINS[own.domain].rank is None
    return symbol(own.name, lead + own.shape, own.domain if kept else "real", own.params if kept else ())


def formula(fn: Callable[..., Any]) -> Definition:
    """The function's formula, from its annotations; parameters without one keep their default, or are its options.

    Raises ReadError as `trace` does; TypeError where a parameter has neither annotation nor default.

    >>> from lemmata import Real
    >>> @formula
    ... def mean_square(X: Real["m n"], w: Real["n"]):
    ...     return ((X @ w)**2).mean()
    >>> mean_square.grad("w").equals("2*X.T @ X @ w / m").kind
    'proved'
    """
    return _define(fn, {})


def _define(fn: Callable[..., Any], chosen: Mapping[str, Any]) -> Definition:
    declared = declared_by(fn)
    parameters = inspect.signature(fn).parameters
    defaults = {name: p.default for name, p in parameters.items() if p.default is not p.empty}
    options = {name: value for name, value in defaults.items() if name not in declared}
    traced = fn if not chosen else under_options(fn, chosen)
    made = Definition(*trace_function(traced, declared))
    kept = {name: getattr(fn, name, None) for name in ("__name__", "__qualname__", "__doc__", "__module__")}
    own = {"defaults": {name: v for name, v in defaults.items() if name in made.declarations},
           "options": MappingProxyType({**options, **chosen}), "_parameters": tuple(parameters)}
    for name, value in {**kept, "__wrapped__": fn, **own}.items():
        object.__setattr__(made, name, value)
    return made
