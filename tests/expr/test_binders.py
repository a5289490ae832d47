"""Binders: what may stand below one."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import bind, fresh_index
from lemmata.engine.ops import apply


def test_what_is_summed_keeps_its_size():
    i = fresh_index()
    with pytest.raises(ValueError, match="size that changes with its index"):
        bind("sum", i, apply("eye", n=i), 1, "n")
    assert bind("sum", i, apply("trace", apply("eye", n=i)), 1, "n").shape == ()
