"""A call that JAX or PyTorch differentiates: by the derivatives of the formula, not by those of the code it runs as.

Code chooses (`where`), scales and cancels, which leaves its values right and its slopes 0 times infinity; a derivative
of the formula is a formula, and its values are looked at as those of any other one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from lemmata.engine.backends.arrays import library_of, namespace
from lemmata.engine.backends.ends import SMALL
from lemmata.engine.backends.kept import together
from lemmata.engine.derivatives import NoDerivative, derivative, jvp, vjp
from lemmata.engine.expr import Expr, Symbol, postorder, symbol
from lemmata.engine.notation import readable
from lemmata.engine.programs import NoProgram

MOST_READ = 400  # nodes of derivatives that are brought to their form for reading; of many layers they only share parts
Arrays = Mapping[str, Any]
Values = Callable[[Sequence[Expr], Mapping[str, Symbol], Arrays], Sequence[Any]]


def differentiable(expr: Expr, declarations: Mapping[str, Symbol], arrays: Arrays, values: Values) -> Any:
    """The value at arrays of JAX or PyTorch, to which the library's own differentiation applies.

    values  those of several expressions at arrays, as their code runs
    """
    real = {n: declarations[n] for n in arrays if n in declarations and declarations[n].sort == "real"}
    library = library_of(list(arrays.values()))
    moving = {n: s for n, s in real.items() if _moves(library, arrays[n])}
    if expr.sort != "real" or not moving:
        return values([expr], declarations, arrays)[0]
    call = _Call(expr, declarations, arrays, values)
    return call.in_jax() if library == "jax" else call.in_torch(list(moving))


def _moves(library: str, value: Any) -> bool:
    """Whether the library may be differentiating by an array."""
    if library == "torch":
        import torch

        return isinstance(value, torch.Tensor) and value.requires_grad and torch.is_grad_enabled()
    if library == "numpy":
        return False
    import jax

    return isinstance(value, jax.core.Tracer) and jax.numpy.issubdtype(value.dtype, jax.numpy.floating)


class _Call:
    def __init__(self, expr: Expr, declarations: Mapping[str, Symbol], arrays: Arrays, values: Values):
        self.expr, self.declarations, self.arrays, self.values = expr, declarations, arrays, values

    def at(self, exprs: Sequence[Expr], given: Arrays, more: Sequence[tuple[Symbol, Any]] = ()) -> Sequence[Any]:
        """Values of expressions at the call's arrays, with some of them, and some symbols more, given anew."""
        return self.values(exprs, {**self.declarations, **{s.name: s for s, _ in more}},
                           {**self.arrays, **given, **{s.name: v for s, v in more}})

    def again(self, exprs: Sequence[Expr], given: Arrays, more: Sequence[tuple[Symbol, Any]] = ()) -> Sequence[Any]:
        """As `at`, of what may be differentiated once more."""
        arrays = {**self.arrays, **given, **{s.name: v for s, v in more}}
        known = {**self.declarations, **{s.name: s for s, _ in more}}
        if not any(_moves(library_of([v]), v) for v in arrays.values()):
            return self.values(exprs, known, arrays)
        return [differentiable(expr, known, arrays, self.values) for expr in exprs]

    def forward(self, value: Any, given: Arrays, along: Arrays) -> Any:
        """The change of the value along a change of some arrays.

        Where it has few slopes all are worked out: with numbers for arrays, where there are numbers, while the change
        is never one.
        """
        names = tuple(along)
        if math.prod(value.shape) * sum(math.prod(t.shape) for t in along.values()) <= SMALL or not value.shape:
            slopes = self.again(_slopes(self.expr, self._symbols(names)), given)
            return sum(namespace(value).tensordot(slope, along[n], axes=along[n].ndim)
                       for n, slope in zip(names, slopes))
        change, directions = _pushed(self.expr, self._symbols(names))
        return self.at([change], given, list(zip(directions, along.values())))[0]

    def backward(self, names: Sequence[str], given: Arrays, cotangent: Any) -> Sequence[Any]:
        """What a change of the value asks of arrays; what asks for nothing gets 0, also where a slope is infinite."""
        if not self.expr.shape:
            slopes = self.again(_slopes(self.expr, self._symbols(names)), given)
            return [(slope * cotangent).where(cotangent != 0, 0.0) for slope in slopes]
        found, (asked,) = _pulled(self.expr, self._symbols(names))
        return self.again(found, given, [(asked, cotangent)])

    def _symbols(self, names: Sequence[str]) -> tuple[Symbol, ...]:
        return tuple(self.declarations[n] for n in names)

    def in_jax(self) -> Any:
        import jax

        def plain(given: Arrays) -> Any:
            return self.at([self.expr], given)[0]

        def rule(primals: tuple[Arrays], tangents: tuple[Arrays]) -> tuple[Any, Any]:
            (given,), (changes,) = primals, tangents
            along = {n: t for n, t in changes.items() if not isinstance(t, jax.custom_derivatives.SymbolicZero)}
            value = call(given)
            try:
                return value, self.forward(value, given, along).astype(value.dtype)
            except (NoDerivative, NoProgram):
                fixed = {n: v for n, v in given.items() if n not in along}
                moved = {n: given[n] for n in along}
                return jax.jvp(lambda some: plain({**fixed, **some}), (moved,), (along,))

        call = jax.custom_jvp(plain)
        call.defjvp(rule, symbolic_zeros=True)
        return call({n: v for n, v in self.arrays.items() if isinstance(v, jax.Array)})

    def in_torch(self, names: Sequence[str]) -> Any:
        try:
            wrt = self._symbols(names)
            found, more = (_slopes(self.expr, wrt), ()) if not self.expr.shape else _pulled(self.expr, wrt)
            together(found, (*self.declarations.values(), *more))
            return _torch_call().apply(self, names, *(self.arrays[n] for n in names))
        except (NoDerivative, NoProgram, RuntimeError):  # under vmap, or forwards: only its own functions go through
            return self.at([self.expr], {})[0]


@cache
def _torch_call() -> Any:
    import torch

    class Call(torch.autograd.Function):
        @staticmethod
        def forward(call: _Call, names: Sequence[str], *tensors: Any) -> Any:
            return call.at([call.expr], dict(zip(names, tensors)))[0]

        @staticmethod
        def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
            ctx.call, ctx.names, *tensors = inputs
            ctx.save_for_backward(*tensors)

        @staticmethod
        def backward(ctx: Any, cotangent: Any) -> Any:
            return None, None, *ctx.call.backward(ctx.names, dict(zip(ctx.names, ctx.saved_tensors)), cotangent)

    return Call


@lru_cache(maxsize=256)
def _slopes(expr: Expr, wrt: tuple[Symbol, ...]) -> tuple[Expr, ...]:
    return tuple(_read(derivative(expr, s)) for s in wrt)


@lru_cache(maxsize=256)
def _pulled(expr: Expr, wrt: tuple[Symbol, ...]) -> tuple[tuple[Expr, ...], tuple[Symbol]]:
    asked = _another("cotangent", expr, expr)
    return tuple(_read(vjp(expr, s, asked)) for s in wrt), (asked,)


@lru_cache(maxsize=256)
def _pushed(expr: Expr, wrt: tuple[Symbol, ...]) -> tuple[Expr, tuple[Symbol, ...]]:
    directions = tuple(_another(f"along_{s.name}", s, expr) for s in wrt)
    change = jvp(expr, wrt[0], directions[0])
    for s, direction in zip(wrt[1:], directions[1:]):
        change = change + jvp(expr, s, direction)
    return _read(change), directions


def _read(found: Expr) -> Expr:
    return readable(found) if len(list(postorder(found))) <= MOST_READ else found


def _another(name: str, like: Expr, beside: Expr) -> Symbol:
    """A symbol of that shape, of a name that the expression has not."""
    taken = {s.name for s in postorder(beside) if isinstance(s, Symbol)}
    while name in taken:
        name += "_"
    return symbol(name, like.shape)
