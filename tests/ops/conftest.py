"""Loops over all records: `record`, `call`, `elementwise_call` and `whole_call` run through the registry."""

from __future__ import annotations

import pytest
from tests.ops.typical import numeric_calls

from lemmata.engine.ops import OPS, Op


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = {
        "call": numeric_calls,
        "elementwise_call": lambda: [c for c in numeric_calls() if c.record.elementwise],
        "whole_call": lambda: [c for c in numeric_calls() if not c.record.elementwise],
        "record": lambda: [OPS[name] for name in sorted(OPS)],
    }
    for name, values in wanted.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values(), ids=lambda v: v.name if isinstance(v, Op) else str(v))


