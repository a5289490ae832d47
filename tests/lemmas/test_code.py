"""The code of other libraries that a lemma's page shows, run: it gives what the function gives with NumPy's arrays."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from tests.foundations.row import Row
from tests.foundations.rows.table import ROWS
from tests.optional import need_target

from lemmata.formulas.definition import Definition
from lemmata.lemmas import Lemma, lemmas
from lemmata.lemmas.page import code

SEEDS = 2
NO_CODE = "# no array code"
WITH_FORMULAS = [lemma for lemma in lemmas() if any(isinstance(f, Definition) for f in lemma.functions)]


def row_of(name: str) -> Row:
    """How the table of the foundations draws the arguments, without options."""
    rows = (row for row in ROWS if row.name == name and not row.options)
    return next(rows, Row(name=name, truth=lambda **_: None))


def shown(lemma: Lemma, target: str) -> dict[str, Any]:
    """The functions that the code on the page defines."""
    space: dict[str, Any] = {}
    exec(compile(code(lemma, target), f"<{lemma.id}: {target}>", "exec"), space)
    return space


def run(target: str, function: Any, arguments: dict[str, Any]) -> Any:
    """The value of shown code at NumPy's arguments, made arrays of the library."""
    wanted = {name: arguments[name] for name in inspect.signature(function).parameters}
    if target == "jax":
        import jax

        with jax.enable_x64(True):
            return np.asarray(function(**{n: jax.numpy.asarray(v) if _is_array(v) else v for n, v in wanted.items()}))
    import torch

    return np.asarray(function(**{n: torch.as_tensor(np.asarray(v)) if _is_array(v) else v for n, v in wanted.items()}))


def _is_array(value: Any) -> bool:
    return isinstance(value, (np.ndarray, np.generic, float))


@pytest.mark.slow
@pytest.mark.parametrize("target", ["jax", "torch"])
@pytest.mark.parametrize("lemma", WITH_FORMULAS, ids=[lemma.id for lemma in WITH_FORMULAS])
def test_the_code_on_the_page_runs(lemma: Lemma, target: str):
    need_target(target)
    space = shown(lemma, target)
    for name, definition in zip(lemma.names, lemma.functions):
        if not isinstance(definition, Definition):
            continue
        function = space.get("_".join(name.split(".")[1:]))
        if function is None:
            assert NO_CODE in code(lemma, target), f"{name} has no code for {target}, and no reason"
            continue
        for seed in range(SEEDS):
            arguments = {**definition.defaults, **row_of(name).arguments(seed)}
            wanted = np.asarray(definition(**arguments))
            found = run(target, function, arguments)
            assert found.shape == wanted.shape, f"{name}: shape {found.shape}, wanted {wanted.shape}"
            np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9, err_msg=f"{name} at {arguments}")
