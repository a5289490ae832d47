"""Values of every record: floats against balls, definitions against primitives, batch axes, dtypes, shapes."""

from __future__ import annotations

import numpy as np
import pytest
from tests.ops.typical import TypicalCall, centre, in_balls, integers

from lemmata.engine.evaluation import FLOATS, Unsupported, evaluate
from lemmata.engine.expr import Size, array_of, at, fresh_index, symbol
from lemmata.engine.ops import apply

STYLES = ("random", "special")


def close(floats: object, truth: object, call: TypicalCall, seed: object) -> None:
    np.testing.assert_allclose(
        np.asarray(floats, dtype=float), truth, rtol=1e-7, atol=1e-9, err_msg=f"{call} at the point of seed {seed}"
    )


@pytest.mark.parametrize("style", STYLES)
def test_floats_agree_with_balls(call: TypicalCall, style: str) -> None:
    if call.record.numpy is None:
        return
    points = call.points(style=style)
    assert points or style != "random", f"no point of {call} is inside its condition"
    for point in points:
        value = evaluate(call.node, point, FLOATS)
        assert np.shape(value) == integers(call.node, point), f"{call}: the shape rule disagrees"
        truth = centre(in_balls(call.node, point))
        known = np.isfinite(truth)
        close(np.asarray(value, dtype=float)[known], truth[known], call, point.seed)


def test_definition_agrees(call: TypicalCall) -> None:
    if call.record.body is None:
        return
    body = call.record.body(*call.args, **call.params)
    for point in call.points():
        primitive, defined = centre(in_balls(call.node, point)), centre(in_balls(body, point))
        known = np.isfinite(defined) & np.isfinite(primitive)
        close(primitive[known], defined[known], call, point.seed)


def test_entries_agree(call: TypicalCall) -> None:
    record = call.record
    indices = [fresh_index() for _ in call.node.shape]
    if record.entry is None or record.entry(indices, *call.args, **call.params) is None:
        return
    entries = array_of(call.node.shape, lambda *indices: record.entry(indices, *call.args, **call.params))
    for point in call.points():
        try:
            truth = centre(in_balls(call.node, point))
        except Unsupported:
            truth = np.asarray(evaluate(call.node, point, FLOATS), dtype=float)
        close(centre(in_balls(entries, point)), truth, call, point.seed)


def test_batch_axes_pass_through(whole_call: TypicalCall) -> None:
    """An opened index before the own axes: the same as one call at a time."""
    size = 3
    batched = [symbol(s.name, (Size.of(size), *s.shape), s.domain, s.params) for s in whole_call.args]
    points = [p for p in whole_call.points(6) if p.sizes == whole_call.points(1)[0].sizes][:1] * size
    if not batched or not all(s.domain in ("real", "positive", "nonnegative", "unit") for s in whole_call.args):
        return
    rng = np.random.default_rng(0)
    for point in points[:1]:
        values = {
            s.name: np.abs(rng.integers(-8, 9, (size, *integers(s, point))) / 8)
            + (0 if s.domain in ("unit", "real") else 0.125) for s in whole_call.args
        }
        each = array_of(
            (Size.of(size),), lambda i: apply(whole_call.name, *(at(b, i) for b in batched), **whole_call.params)
        )
        together = evaluate(each, values, FLOATS, sizes=point.sizes)
        for row in range(size):
            one = {name: value[row] for name, value in values.items()}
            alone = evaluate(whole_call.node, one, FLOATS, sizes=point.sizes)
            close(together[row], np.asarray(alone, dtype=float), whole_call, point.seed)


def test_single_precision_stays(elementwise_call: TypicalCall) -> None:
    if any(s.sort == "integer" for s in elementwise_call.args):
        return
    for point in elementwise_call.points(1):
        arrays = {name: np.asarray(v).astype(np.float32).reshape(np.shape(v) or (1,))[:1] for name, v in
                  point.values.items()}
        args = [symbol(s.name, ["k"], s.domain) for s in elementwise_call.args]
        value = evaluate(apply(elementwise_call.name, *args, **elementwise_call.params), arrays, FLOATS)
        assert value.dtype in (np.float32, np.bool_), f"{elementwise_call} gives {value.dtype} for float32"
