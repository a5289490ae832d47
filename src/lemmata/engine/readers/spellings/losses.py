"""Losses of torch.nn.functional, with PyTorch's reductions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lemmata.engine.expr import Expr, constant, integer, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.readers.spellings.arrays import need_classes
from lemmata.engine.readers.spellings.norms import vector_norm
from lemmata.engine.readers.spellings.record import spelled

TORCH = "torch.nn.functional"
_OLD = "size_average=None, reduce=None, "  # which PyTorch keeps for old programs


def exact(eps: Any) -> Expr:
    """A number as it is written: 1e-12 is a power of ten."""
    return number(eps if isinstance(eps, (int, Fraction)) else Fraction(str(eps)))


def averaged(losses: Expr, reduction: Any, count: Expr | None = None) -> Expr:
    """The mean, the sum, or the losses themselves."""
    if reduction == "none":
        return losses
    if reduction == "sum":
        return apply("sum", losses) if losses.rank else losses
    if reduction != "mean":
        raise TypeError(f"no reduction {reduction!r}; there are 'mean', 'sum', 'none'")
    if count is not None:
        return apply("sum", losses) / count
    return apply("mean", losses) if losses.rank else losses


def _same_shape(name: str, input: Expr, target: Expr) -> None:
    if input.shape != target.shape:
        for a, b in zip(input.shape, target.shape):
            if len(input.shape) == len(target.shape) and a != b:
                raise ShapeError(f"{name}: shapes {show(input.shape)} and {show(target.shape)} must be equal", a, b)
        raise ShapeError(f"{name}: shapes {show(input.shape)} and {show(target.shape)} must be equal")


def _weighted(losses: Expr, weight: Expr | None) -> Expr:
    return losses if weight is None else weight * losses


# regression


@spelled("mse_loss l1_loss", TORCH, f"input, target, {_OLD}reduction='mean', weight: array = None")
@spelled("mse_loss l1_loss", "-", "input, target, reduction='mean'")
def _powers(name: str, input: Expr, target: Expr, reduction: Any, weight: Expr | None = None, **_: Any) -> Expr:
    _same_shape(name, input, target)
    if weight is not None:
        raise TypeError(f"{name} with weights; write the weighted mean out")
    gap = input - target
    return averaged(gap**2 if name == "mse_loss" else apply("abs", gap), reduction)


@spelled("huber_loss", TORCH + " -", "input, target, reduction='mean', delta=1, weight: array = None")
def _huber(input: Expr, target: Expr, reduction: Any, delta: Any, weight: Expr | None) -> Expr:
    _same_shape("huber_loss", input, target)
    if weight is not None:
        raise TypeError("huber_loss with weights; write the weighted mean out")
    gap, edge = apply("abs", input - target), number(delta)
    inside, outside = gap**2 / 2, edge * (gap - edge / 2)
    return averaged(apply("where", apply("le", gap, edge), inside, outside), reduction)


@spelled("smooth_l1_loss", TORCH + " -", f"input, target, {_OLD}reduction='mean', beta=1")
def _smooth_l1(input: Expr, target: Expr, reduction: Any, beta: Any, **_: Any) -> Expr:
    _same_shape("smooth_l1_loss", input, target)
    gap, edge = apply("abs", input - target), number(beta)
    if beta == 0:
        return averaged(gap, reduction)
    return averaged(apply("where", apply("lt", gap, edge), gap**2 / (2 * edge), gap - edge / 2), reduction)


@spelled("poisson_nll_loss", TORCH, "input, target, log_input=True, full=False, size_average=None, eps=1e-08, "
         "reduce=None, reduction='mean'")
def _poisson(input: Expr, target: Expr, log_input: bool, full: bool, eps: Any, reduction: Any, **_: Any) -> Expr:
    if full:
        raise TypeError("poisson_nll_loss with Stirling's term; write it out")
    if log_input:
        return averaged(apply("exp", input) - target * input, reduction)
    return averaged(input - target * apply("log", input + exact(eps)), reduction)


@spelled("gaussian_nll_loss", TORCH, "input, target, var, full=False, eps=1e-06, reduction='mean'")
def _gaussian(input: Expr, target: Expr, var: Expr, full: bool, eps: Any, reduction: Any) -> Expr:
    spread = apply("maximum", var, exact(eps))
    value = (apply("log", spread) + (input - target) ** 2 / spread) / 2
    return averaged(value + apply("log", 2 * constant("pi")) / 2 if full else value, reduction)


# classes


@spelled("binary_cross_entropy", TORCH + " -", f"input, target, weight: array = None, {_OLD}reduction='mean'")
def _binary(input: Expr, target: Expr, weight: Expr | None, reduction: Any, **_: Any) -> Expr:
    _same_shape("binary_cross_entropy", input, target)
    losses = -(apply("xlogy", target, input) + apply("xlogy", 1 - target, 1 - input))
    return averaged(_weighted(losses, weight), reduction)


@spelled("binary_cross_entropy_with_logits", TORCH + " -",
         f"input, target, weight: array = None, {_OLD}reduction='mean', pos_weight: array = None")
def _binary_logits(input: Expr, target: Expr, weight: Expr | None, reduction: Any, pos_weight: Expr | None,
                   **_: Any) -> Expr:
    _same_shape("binary_cross_entropy_with_logits", input, target)
    positive = target * apply("softplus", -input)
    positive = positive if pos_weight is None else pos_weight * positive
    return averaged(_weighted(positive + (1 - target) * apply("softplus", input), weight), reduction)


def _picked(rows: Expr, target: Expr) -> Expr:
    """The entry of each row at its label; the classes stand on the last axis."""
    if rows.rank != target.rank + 1:
        raise ShapeError(f"a loss of classes takes [m k] and labels [m], not {show(rows.shape)} and "
                         f"{show(target.shape)}")
    for have, want in zip(rows.shape, target.shape):
        if have != want:
            raise ShapeError(f"axes of size {have} and {want} must be equal", have, want)
    need_classes(target, rows.shape[-1])
    if rows.rank == 1:
        return apply("pick", rows, target)
    if rows.rank == 2:
        return apply("pick", rows, apply("arange", start=rows.shape[0]), target)
    return apply("squeeze", apply("take_along", rows, apply("expand_dims", target, axis=-1), axis=-1), axis=-1)


def _classes_last(rows: Expr) -> Expr:
    """PyTorch has the classes of images on the second axis."""
    return apply("moveaxis", rows, source=1, destination=-1) if rows.rank > 2 else rows


LEFT_OUT = -100  # the label that PyTorch leaves out unless told otherwise; no class has it


def _kept(target: Expr, ignore_index: int) -> tuple[Expr, Expr | None]:
    """Labels that are classes, and which of them count, where some label is left out."""
    if ignore_index == LEFT_OUT:
        return target, None
    kept = apply("ne", target, ignore_index)
    return apply("where", kept, target, 0), kept


def _class_weights(target: Expr, weight: Expr) -> Expr:
    return apply("take", weight, target) if target.rank else apply("pick", weight, target)


def _of_classes(losses: Expr, kept: Expr | None, weights: Expr | None, reduction: Any) -> Expr:
    """Losses of the labels that count, weighted; their mean is by the weights."""
    if weights is not None:
        losses = weights * losses
    if kept is not None:
        losses = apply("where", kept, losses, 0)
    if kept is None and weights is None:
        return averaged(losses, reduction)
    each = apply("where", kept, 1 if weights is None else weights, 0) if kept is not None else weights
    assert each is not None
    return averaged(losses, reduction, apply("sum", each)) if losses.rank else losses / each if (
        reduction == "mean") else losses


@spelled("nll_loss", TORCH + " -", "input, target, weight: array = None, size_average=None, ignore_index=-100, "
         "reduce=None, reduction='mean'")
def _nll(input: Expr, target: Expr, weight: Expr | None, reduction: Any, ignore_index: int, **_: Any) -> Expr:
    need_classes(target, _classes_last(input).shape[-1])
    labels, kept = _kept(target, ignore_index)
    weights = None if weight is None else _class_weights(labels, weight)
    return _of_classes(-_picked(_classes_last(input), labels), kept, weights, reduction)


@spelled("cross_entropy", TORCH, "input, target, weight: array = None, size_average=None, ignore_index=-100, "
         "reduce=None, reduction='mean', label_smoothing=0")
def _cross_entropy(input: Expr, target: Expr, weight: Expr | None, ignore_index: int, reduction: Any,
                   label_smoothing: Any, **_: Any) -> Expr:
    """Of logits and labels, or of logits and probabilities of the classes."""
    if input.rank > 2 and target.rank not in (input.rank, input.rank - 1):
        raise ShapeError("cross_entropy of more than two axes has its classes on the second; move them to the last")
    smooth = number(label_smoothing)
    if target.sort == "integer" and target.rank == input.rank - 1:
        logs = apply("log_softmax", _classes_last(input), axis=-1)
        need_classes(target, logs.shape[-1])
        labels, kept = _kept(target, ignore_index)
        weights = None if weight is None else _class_weights(labels, weight)
        losses = -_picked(logs, labels)
        if label_smoothing != 0:
            if weight is not None:
                raise TypeError("cross_entropy with weights and smoothing; write the sum out")
            losses = -((1 - smooth) * -losses + smooth * apply("mean", logs, axis=-1))
        return _of_classes(losses, kept, weights, reduction)
    _same_shape("cross_entropy", input, target)
    input, target = _classes_last(input), _classes_last(target)
    logs = apply("log_softmax", input, axis=-1)
    if label_smoothing != 0:
        target = (1 - smooth) * target + smooth / integer(input.shape[-1])
    losses = -apply("sum", _weighted(target * logs, weight), axis=-1)
    return averaged(losses, reduction)


@spelled("kl_div", TORCH, f"input, target, {_OLD}reduction='mean', log_target=False")
def _kl_div(input: Expr, target: Expr, reduction: Any, log_target: bool, **_: Any) -> Expr:
    """The first argument holds logarithms; 'mean' is over all entries, 'batchmean' over the first axis."""
    if log_target:
        losses = apply("exp", target) * (target - input)
    else:
        losses = apply("xlogy", target, target) - target * input
    if reduction == "batchmean":
        return apply("sum", losses) / integer(losses.shape[0])
    return averaged(losses, reduction)


def _distance(a: Expr, b: Expr, p: Any, eps: Any) -> Expr:
    return vector_norm(a - b + exact(eps), p, -1, False)


@spelled("triplet_margin_loss", TORCH, "anchor, positive, negative, margin=1, p=2, eps=1e-06, swap=False, "
         "size_average=None, reduce=None, reduction='mean'")
def _triplet(anchor: Expr, positive: Expr, negative: Expr, margin: Any, p: Any, eps: Any, swap: bool, reduction: Any,
             **_: Any) -> Expr:
    near, far = _distance(anchor, positive, p, eps), _distance(anchor, negative, p, eps)
    far = apply("minimum", far, _distance(positive, negative, p, eps)) if swap else far
    return averaged(apply("relu", near - far + number(margin)), reduction)


@spelled("margin_ranking_loss", TORCH, "input1, input2, target, margin=0, size_average=None, reduce=None, "
         "reduction='mean'")
def _ranking(input1: Expr, input2: Expr, target: Expr, margin: Any, reduction: Any, **_: Any) -> Expr:
    return averaged(apply("relu", -target * (input1 - input2) + number(margin)), reduction)


@spelled("hinge_embedding_loss", TORCH, "input, target, margin=1, size_average=None, reduce=None, reduction='mean'")
def _hinge(input: Expr, target: Expr, margin: Any, reduction: Any, **_: Any) -> Expr:
    far = apply("where", apply("ne", target, 1), apply("relu", number(margin) - input), 0)
    return averaged(far + apply("where", apply("ne", target, -1), input, 0), reduction)


@spelled("soft_margin_loss", TORCH, "input, target, size_average=None, reduce=None, reduction='mean'")
def _soft_margin(input: Expr, target: Expr, reduction: Any, **_: Any) -> Expr:
    return averaged(apply("softplus", -target * input), reduction)


@spelled("cosine_embedding_loss", TORCH, "input1, input2, target, margin=0, size_average=None, reduce=None, "
         "reduction='mean'")
def _cosine_embedding(input1: Expr, input2: Expr, target: Expr, margin: Any, reduction: Any, **_: Any) -> Expr:
    """PyTorch adds 1e-12 to the squares of both lengths."""
    squares = [apply("sum", x**2, axis=-1) + exact("1e-12") for x in (input1, input2)]
    cosine = apply("sum", input1 * input2, axis=-1) / apply("sqrt", squares[0] * squares[1])
    apart = apply("relu", cosine - number(margin))
    zero = apply("where", apply("eq", target, -1), apart, 0)
    return averaged(apply("where", apply("eq", target, 1), 1 - cosine, zero), reduction)
