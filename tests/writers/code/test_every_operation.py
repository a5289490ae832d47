"""Every operation that has code, on its typical arguments, in each target against the evaluator."""

from __future__ import annotations

import random
from importlib.util import find_spec

import numpy as np
import pytest
from tests.writers.code.running import TARGETS, run

from lemmata.engine.evaluation import evaluate, sample
from lemmata.engine.expr import dims
from lemmata.engine.ops import OPS, apply
from lemmata.engine.programs import NoProgram
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.writers.code import write_source

# What no array code computes: laws and events, functions that are left open, relations of documents, complex values.
WITHOUT = {"probability", "distribution", "random", "calculus"}
OTHERS = {"eigvals", "eig_vectors", "adjugate", "matrix_power", "approx", "propto", "distributed", "member", "subset",
          "big_o", "little_o", "tends"}
NAMES = [name for name, op in OPS.items() if op.group not in WITHOUT and op.samples
         and not any(": event" in sample or ": variable" in sample for sample in op.samples)]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", NAMES)
def test_code_of_an_operation(name: str, target: str) -> None:
    if target == "torch" and find_spec("torch") is None:
        pytest.skip("torch not installed")
    symbols = list(parse_declarations(", ".join(OPS[name].samples)).values())
    for case in OPS[name].cases:
        expr = apply(name, *symbols, **case)
        if name in OTHERS:
            with pytest.raises((NoProgram, KeyError)):
                write_source([expr], symbols, target)
            continue
        sizes = dict(zip(dims(expr, *symbols), (4, 3, 5, 2)))
        point = sample(symbols, sizes, random.Random(1), "random")
        arrays = {s.name: np.array(point.values[s.name].tolist(), dtype=int if s.sort == "integer" else float)
                  for s in symbols}
        want = np.asarray(evaluate(expr, arrays, sizes=sizes))
        source = write_source([expr], symbols, target)
        found = run(str(source), "f", target, arrays | {n: sizes[n] for n in source.sizes})[0]
        assert found.shape == want.shape, (case, str(source))
        np.testing.assert_allclose(found.astype(float), want.astype(float), rtol=1e-6, atol=1e-9,
                                   err_msg=f"{case}\n{source}")
