"""Layers of torch.nn.functional: normalisation, linear maps, attention."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, Size, constant, integer
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import ShapeError, broadcast, show
from lemmata.engine.ops.structure import quotient
from lemmata.engine.readers.spellings.losses import exact
from lemmata.engine.readers.spellings.record import refused, spelled

TORCH = "torch.nn.functional"
DRAWN = "it draws at random, which no formula says; pass the mask as an argument"


@spelled("normalize", TORCH, "input, p=2, dim=1, eps=1e-12")
def _normalize(input: Expr, p: Any, dim: int, eps: Any) -> Expr:
    size = apply("norm", input, ord=p, axis=dim, keepdims=True)
    return input / apply("maximum", size, exact(eps))


@spelled("cosine_similarity", "torch", "x1, x2, dim=1, eps=1e-08")
def _cosine(x1: Expr, x2: Expr, dim: int, eps: Any) -> Expr:
    """Of what stretches to one shape, each with its own lengths."""
    shape = broadcast("cosine_similarity", x1.shape, x2.shape)
    axis = dim - len(shape) if dim >= 0 else dim
    pair = [x if x.rank >= -axis and x.shape[axis] == shape[axis] else apply("broadcast_to", x, shape=shape)
            for x in (x1, x2)]
    sizes = [apply("maximum", apply("norm", x, axis=axis), exact(eps)) for x in pair]
    return apply("sum", pair[0] * pair[1], axis=axis) / (sizes[0] * sizes[1])


def standardized(x: Expr, axes: tuple[int, ...], eps: Any) -> Expr:
    gap = x - apply("mean", x, axis=axes, keepdims=True)
    return gap / apply("sqrt", apply("var", x, axis=axes, keepdims=True) + exact(eps))


@spelled("layer_norm", TORCH, "input, normalized_shape: param, weight: array = None, bias: array = None, eps=1e-05")
def _layer_norm(input: Expr, normalized_shape: Any, weight: Expr | None, bias: Expr | None, eps: Any) -> Expr:
    shape = normalized_shape if isinstance(normalized_shape, tuple) else (normalized_shape,)
    sizes = tuple(Size.of(s) for s in shape)
    if input.shape[input.rank - len(sizes) :] != sizes:
        raise ShapeError(f"layer_norm: {show(input.shape)} does not end with {show(sizes)}")
    value = standardized(input, tuple(range(-len(sizes), 0)), eps)
    value = value if weight is None else value * weight
    return value if bias is None else value + bias


@spelled("rms_norm", TORCH, "input, normalized_shape: param, weight: array = None, eps=None")
def _rms_norm(input: Expr, normalized_shape: Any, weight: Expr | None, eps: Any) -> Expr:
    if eps is None:
        raise TypeError("rms_norm: the default of eps is that of the floats; say which one")
    count = len(normalized_shape) if isinstance(normalized_shape, tuple) else 1
    mean = apply("mean", input**2, axis=tuple(range(-count, 0)), keepdims=True)
    value = input / apply("sqrt", mean + exact(eps))
    return value if weight is None else value * weight


@spelled("linear", TORCH + " -", "input, weight, bias: array = None")
def _linear(input: Expr, weight: Expr, bias: Expr | None) -> Expr:
    """x @ W.T + b"""
    value = apply("matmul", input, apply("transpose", weight))
    return value if bias is None else value + bias


@spelled("scaled_dot_product_attention", TORCH, "query, key, value, attn_mask: array = None, dropout_p=0, "
         "is_causal=False, scale: array = None")
def _attention(query: Expr, key: Expr, value: Expr, attn_mask: Expr | None, dropout_p: Any, is_causal: Any,
               scale: Expr | None) -> Expr:
    if dropout_p != 0:
        raise TypeError("attention with dropout draws at random; write the weights out and pass the mask as an "
                        "argument")
    factor = 1 / apply("sqrt", integer(query.shape[-1])) if scale is None else scale
    scores = apply("matmul", query, apply("transpose", key)) * factor
    if is_causal:
        rows, columns = apply("arange", start=query.shape[-2]), apply("arange", start=key.shape[-2])
        attn_mask = apply("le", apply("expand_dims", columns, axis=0), apply("expand_dims", rows, axis=1))
    if attn_mask is not None and attn_mask.sort == "boolean":
        scores = apply("where", attn_mask, scores, apply("neg", constant("inf")))
    elif attn_mask is not None:
        scores = scores + attn_mask
    return apply("matmul", apply("softmax", scores, axis=-1), value)


@spelled("batch_norm", TORCH, "input, running_mean: array = None, running_var: array = None, weight: array = None, "
         "bias: array = None, training=False, momentum=0.1, eps=1e-05")
def _batch_norm(input: Expr, running_mean: Expr | None, running_var: Expr | None, weight: Expr | None,
                bias: Expr | None, training: Any, momentum: Any, eps: Any) -> Expr:
    """Each channel (axis 1) by its own mean and variance, or by those that are given."""
    def along(x: Expr) -> Expr:
        return apply("expand_dims", x, axis=tuple(range(1, input.rank - 1))) if input.rank > 2 else x

    if training:
        value = standardized(input, (0, *range(2, input.rank)), eps)
    elif running_mean is None or running_var is None:
        raise TypeError("batch_norm has neither statistics nor training=True; say which")
    else:
        value = (input - along(running_mean)) / apply("sqrt", along(running_var) + exact(eps))
    value = value if weight is None else value * along(weight)
    return value if bias is None else value + along(bias)


@spelled("group_norm", "torch", "input, num_groups: param, weight: array = None, bias: array = None, eps=1e-05, "
         "cudnn_enabled=True")
def _group_norm(input: Expr, num_groups: Any, weight: Expr | None, bias: Expr | None, eps: Any,
                cudnn_enabled: Any) -> Expr:
    """Groups of channels (axis 1), each by its own mean and variance."""
    groups = Size.of(num_groups)
    width = quotient(input.shape[1], groups)
    if width is None:
        raise ShapeError(f"group_norm: {show(input.shape)} has no axis 1 of a multiple of {groups}")
    apart = apply("reshape", input, shape=(input.shape[0], groups, width, *input.shape[2:]))
    value = apply("reshape", standardized(apart, tuple(range(2, apart.rank)), eps), shape=input.shape)
    for given, op in ((weight, "mul"), (bias, "add")):
        if given is not None:
            value = apply(op, value, apply("expand_dims", given, axis=tuple(range(1, input.rank - 1)))
                          if input.rank > 2 else given)
    return value


@spelled("dropout dropout1d dropout2d dropout3d alpha_dropout", TORCH, "input, p=0.5, training=True, inplace=False")
def _dropout(input: Expr, p: Any, training: Any) -> Expr:
    if training and p != 0:
        raise TypeError(DRAWN)
    return input


refused("gumbel_softmax rrelu", TORCH, DRAWN)
