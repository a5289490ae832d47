"""Functions that make functions: `jit`, `vmap`, `checkpoint`, `einsum` of einops are read through, others refused."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Expr, Size, at, bind, fresh_index
from lemmata.engine.ops import apply
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.tracing.calling import Held, lifted
from lemmata.engine.readers.tracing.errors import untraceable

if TYPE_CHECKING:
    from lemmata.engine.readers.tracing.surroundings import Surroundings


def _itself(surroundings: Surroundings, function: Callable[..., Any] | None = None, **_: Any) -> Callable[..., Any]:
    if function is None:
        return lambda inner: surroundings.view(inner)  # type: ignore[no-any-return]
    return surroundings.view(function)  # type: ignore[no-any-return]


def _vmap(surroundings: Surroundings, function: Callable[..., Any], in_axes: Any = 0, out_axes: Any = 0,
          in_dims: Any = None, out_dims: Any = None, **_: Any) -> Callable[..., Any]:
    """vmap(f)(x) is the array of f(x[i])."""
    axes, after = in_axes if in_dims is None else in_dims, out_axes if out_dims is None else out_dims
    inner = surroundings.view(function)

    @functools.wraps(function)
    def mapped(*args: Any) -> Any:
        own = axes if isinstance(axes, (list, tuple)) else (axes,) * len(args)
        if after != 0 or any(not isinstance(a, int) and a is not None for a in own):
            raise untraceable("vmap over parts of an argument, or with out_axes, is not known; map over the first axis")
        index, size, inside = fresh_index(), None, []
        for value, axis in zip(args, own):
            if axis is None:
                inside.append(value)
                continue
            if not isinstance(value, Held):
                raise untraceable("vmap over what is no array; give the arrays one by one")
            moved = apply("moveaxis", value.expr, source=axis, destination=0) if axis else value.expr
            size = moved.shape[0]
            inside.append(surroundings.kind(at(moved, index)))
        if size is None:
            raise untraceable("vmap over no axis")
        return _gathered(inner(*inside), index, size, surroundings.kind)
    return mapped


def _gathered(result: Any, index: Size, size: Size, kind: Any) -> Any:
    if isinstance(result, tuple):
        return tuple(_gathered(r, index, size, kind) for r in result)
    body: Expr = expression(lifted(result))
    return kind(bind("array", index, body, 0, size))


def _refused(what: str) -> Callable[..., Any]:
    def refuse(surroundings: Surroundings, *_: Any, **__: Any) -> Any:
        raise untraceable(f"{what} is not read; {_REMEDIES[what]}")
    return refuse


_REMEDIES = {
    "grad": "trace the function itself and take lm.trace(...).grad(...)",
    "a loop of jax.lax": "write the loop in Python over an axis with a declared number",
    "cond": "write jnp.where(condition, a, b)",
}
TRANSFORMS: dict[tuple[str, str], Callable[..., Any]] = {
    ("jax", "jit"): _itself, ("jax", "checkpoint"): _itself, ("jax", "remat"): _itself, ("torch", "compile"): _itself,
    ("jax", "vmap"): _vmap, ("torch", "vmap"): _vmap,
    **{("jax", name): _refused("grad") for name in ("grad", "value_and_grad", "jacobian", "jacfwd", "jacrev", "hessian",
                                                    "jvp", "vjp", "linearize")},
    **{("jax.lax", name): _refused("a loop of jax.lax") for name in ("scan", "while_loop", "fori_loop", "map",
                                                                     "associative_scan")},
    **{("jax.lax", name): _refused("cond") for name in ("cond", "switch")},
}
