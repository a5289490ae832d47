"""Every operation that has code, on its typical arguments, in each target against the evaluator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest
from tests.optional import need_target
from tests.writers.code.running import Arrays, run, run_js

from lemmata.engine.evaluation import evaluate, sample
from lemmata.engine.expr import Expr, Symbol, dims
from lemmata.engine.ops import OPS, apply
from lemmata.engine.programs import NoProgram
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.writers.code import TARGETS, write_source

# What no array code computes: laws and events, functions that are left open, relations of documents, complex values.
WITHOUT = {"probability", "distribution", "random", "calculus"}
OTHERS = {"eigvals", "eig_vectors", "adjugate", "matrix_power", "approx", "propto", "distributed", "member", "subset",
          "big_o", "little_o", "tends"}
NAMES = [name for name, op in OPS.items() if op.group not in WITHOUT and op.samples
         and not any(": event" in sample or ": variable" in sample for sample in op.samples)]


class Case(NamedTuple):
    expr: Expr
    symbols: list[Symbol]
    arrays: dict[str, Any]
    sizes: dict[str, int]

    def source(self, target: str) -> tuple[str, str, dict[str, Any]]:
        """The code, the name of its function, and its arguments."""
        source = write_source([self.expr], self.symbols, target)
        return str(source), "f", self.arrays | {n: self.sizes[n] for n in source.sizes}


def cases(name: str) -> Iterator[Case]:
    symbols = list(parse_declarations(", ".join(OPS[name].samples)).values())
    for given in OPS[name].cases:
        expr = apply(name, *symbols, **given)
        sizes = dict(zip(dims(expr, *symbols), (4, 3, 5, 2)))
        point = sample(symbols, sizes, random.Random(1), "random")
        arrays = {s.name: np.array(point.values[s.name].tolist(), dtype=int if s.sort == "integer" else float)
                  for s in symbols}
        yield Case(expr, symbols, arrays, sizes)


@pytest.fixture(scope="module")
def in_node() -> dict[str, Arrays | str]:
    """The values of all cases, by their code in JavaScript."""
    need_target("js")
    sources = [case.source("js") for name in NAMES if name not in OTHERS for case in cases(name)]
    return dict(zip((s[0] for s in sources), run_js(sources), strict=True))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", NAMES)
def test_code_of_an_operation(name: str, target: str, request: pytest.FixtureRequest) -> None:
    need_target(target)
    for case in cases(name):
        if name in OTHERS:
            with pytest.raises((NoProgram, KeyError)):
                case.source(target)
            continue
        want = np.asarray(evaluate(case.expr, case.arrays, sizes=case.sizes))
        source, function, arrays = case.source(target)
        if target == "python" and not np.isfinite(want).all():
            with pytest.raises(ValueError, match="math domain error"):  # as Python's own functions
                run(source, function, target, arrays)
            continue
        ran = request.getfixturevalue("in_node")[source] if target == "js" else run(source, function, target, arrays)
        assert not isinstance(ran, str), f"{ran}\n{source}"
        found = ran[0]
        assert found.shape == want.shape, source
        loops = target in ("python", "js")
        np.testing.assert_allclose(found.astype(float), want.astype(float), rtol=1e-10 if loops else 1e-6,
                                   atol=1e-13 if loops else 1e-9, err_msg=source)
