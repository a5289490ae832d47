"""Every function of the foundations against an independent truth: values, ends, gradients, libraries, batches."""

from __future__ import annotations

import doctest
import importlib
import inspect
from typing import Any

import numpy as np
import pytest
from tests.foundations.libraries import of
from tests.foundations.row import ROOMS, Arrays, Row, moved
from tests.foundations.rows.refusals import REFUSED
from tests.foundations.rows.table import ROWS
from tests.optional import need_target

SEEDS = 3
STEP = 1e-4
OTHERWISE = {("jax", "linear_algebra.log_determinant")}  # JAX's own slogdet multiplies: 1e-400 is 0 to it
WITH_ENDS = [row for row in ROWS if row.ends or row.slopes]
all_rows = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


def close(found: Any, wanted: Any, rtol: float, about: str) -> None:
    if isinstance(wanted, (str, bool, tuple, dict)) or wanted is None:
        assert found == wanted, about
        return
    found, wanted = np.asarray(found), np.asarray(wanted)
    assert found.shape == wanted.shape, f"{about}: shape {found.shape}, wanted {wanted.shape}"
    np.testing.assert_allclose(found, wanted, rtol=rtol, atol=rtol, err_msg=about)


@all_rows
def test_values(row: Row):
    for seed in range(SEEDS):
        arguments = row.arguments(seed)
        wanted = row.truth(**arguments, **row.options)
        close(row.pick(row.function(**arguments, **row.options)), wanted, row.rtol, f"seed {seed}: {arguments}")


def at_an_end(found: Any, wanted: Any, rtol: float, about: str) -> None:
    """As `close`, also where all is tiny; and a zero has no sign."""
    if isinstance(wanted, (str, bool, tuple, dict)) or wanted is None or np.asarray(wanted).dtype.kind not in "fi":
        close(found, wanted, rtol, about)
        return
    close(found, wanted, rtol, about)
    found, wanted = np.real(np.asarray(found)), np.asarray(wanted, float)
    some = (wanted != 0) & np.isfinite(wanted)
    np.testing.assert_allclose(found[some], wanted[some], rtol=rtol, err_msg=about)


@all_rows
def test_ends(row: Row):
    for arguments, wanted in row.ends:
        found = row.pick(row.function(**arguments, **row.options))
        at_an_end(found, wanted, max(row.rtol, 1e-12), f"{dict(arguments)}")
        if row.definition is not None and np.ndim(found) == 0:
            assert found != 0 or not np.signbit(found), f"-0.0 at {dict(arguments)}"
    for arguments, slopes in row.slopes:
        for name, wanted in slopes.items():
            found = row.definition.derivative(name)(**arguments)  # type: ignore[union-attr]
            at_an_end(found, wanted, max(row.rtol, 1e-12), f"derivative by {name} at {dict(arguments)}")


@pytest.mark.slow
@pytest.mark.parametrize("row", WITH_ENDS, ids=[row.id for row in WITH_ENDS])
@pytest.mark.parametrize("library", ["jax", "torch"])
def test_ends_of_libraries(row: Row, library: str):
    """What NumPy's arrays give at the ends of the domain, those of the others give too: values and derivatives.

    But for what has no value, such as the inverse of a singular matrix: there each library does as it likes.
    """
    need_target(library)
    if library not in row.libraries or (library, row.name) in OTHERWISE:
        return
    for arguments, wanted in row.ends:
        if np.any(np.isnan(wanted)):
            continue
        given = {n: np.asarray(v, float) if _real(row, n, v) else v for n, v in arguments.items()}
        at_an_end(_with(library, row, given)[0], wanted, max(row.rtol, 1e-7), f"{library}: {dict(arguments)}")
    for arguments, slopes in row.slopes:
        for name, wanted in slopes.items():
            given = {n: np.asarray(v, float) for n, v in arguments.items()}
            found = of(library, row.definition.derivative(name), given)
            at_an_end(found, wanted, max(row.rtol, 1e-7), f"{library}: derivative by {name} at {dict(arguments)}")


def _real(row: Row, name: str, value: Any) -> bool:
    """Whether an argument is an array of real numbers: as it is declared, or a procedure's list of them."""
    if isinstance(value, np.ndarray):
        return False
    if row.definition is None:
        return isinstance(value, list) and np.asarray(value).dtype.kind == "f"
    return name in row.definition.declarations and row.definition.declarations[name].sort == "real"


def _along(row: Row, arguments: Arrays, direction: Arrays, weights: Any, step: float) -> Any:
    moved_to = {name: v + step * direction[name] if name in direction else v for name, v in arguments.items()}
    return np.sum(weights * np.asarray(row.truth(**moved_to, **row.options)))


@all_rows
def test_gradients(row: Row):
    """One random inner product: the change of the truth along a direction, by differences of fourth order."""
    definition = row.definition
    wanted = definition is not None if row.gradient is None else row.gradient
    if not wanted:
        assert definition is None or row.why, f"{row.name} has no gradient row and no reason"
        return
    assert definition is not None
    for seed in range(SEEDS):
        arguments, rng = row.arguments(seed), np.random.default_rng(seed)
        direction = {name: rng.normal(size=np.shape(v)) for name, v in arguments.items() if moved(v)}
        if not direction:
            continue
        value = np.asarray(row.truth(**arguments, **row.options))
        weights = rng.normal(size=value.shape)
        scale = STEP * min([1.0, *(float(np.min(np.abs(v))) for v in map(arguments.get, direction)
                                   if np.size(v) and np.min(np.abs(v)) > 0)])
        near = [_along(row, arguments, direction, weights, k * scale) for k in (-2, -1, 1, 2)]
        differences = (near[0] - 8 * near[1] + 8 * near[2] - near[3]) / (12 * scale)
        total = 0.0
        for name, along in direction.items():
            jacobian = np.asarray(definition.derivative(name)(**arguments))
            total += np.sum(weights * np.tensordot(jacobian, along, axes=np.ndim(along)))
        size = max(1.0, abs(differences), float(np.max(np.abs(value), initial=0.0)))
        assert abs(total - differences) <= 1e-5 * size + 1e-12 / scale * size, (
            f"seed {seed}, derivative {total}, differences {differences}, {arguments}, {direction}")


@all_rows
@pytest.mark.parametrize("library", ["jax", "torch"])
def test_libraries(row: Row, library: str):
    if library not in row.libraries:
        assert row.why, f"{row.name} does not take arrays of {library}, and no reason is given"
        return
    need_target(library)
    arguments = row.arguments(0)
    wanted = row.pick(row.function(**arguments, **row.options))
    found, kind = _with(library, row, arguments)
    assert isinstance(found, kind), f"{type(found)} for arrays of {library}"
    close(found, wanted, max(row.rtol, 1e-7), f"{library}: {arguments}")


def _with(library: str, row: Row, arguments: Arrays) -> tuple[Any, Any]:
    import jax

    found = of(library, lambda **given: row.pick(row.function(**given, **row.options)), arguments)
    if library == "jax":
        return found, jax.Array
    import torch

    return found, torch.Tensor


@all_rows
def test_batches(row: Row):
    """Leading axes against a loop."""
    wanted = row.definition is not None if row.batch is None else row.batch
    if not wanted:
        assert row.definition is None or row.why, f"{row.name} has no batch row and no reason"
        return
    first = row.arguments(0)
    several = [first, *(a for seed in range(4, 40, 4) if (a := row.arguments(seed)) and _same(a, first))][:3]
    stacked = {name: np.stack([np.asarray(a[name]) for a in several]) if moved(v) or isinstance(v, (np.ndarray,
               np.integer)) else v for name, v in first.items()}
    found = row.pick(row.function(**stacked, **row.options))
    close(found, np.stack([row.pick(row.function(**a, **row.options)) for a in several]), row.rtol, f"{stacked}")


def _same(a: Arrays, b: Arrays) -> bool:
    return all(np.shape(a[n]) == np.shape(b[n]) for n in b)


@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_ in REFUSED))
def test_refusals(name: str):
    """Wrong shapes, domains and options: what is wrong, its value, what to give instead."""
    room, function = name.split(".")
    for arguments, options, said in [case[1:] for case in REFUSED if case[0] == name]:
        with pytest.raises(ValueError, match=said) as raised:
            getattr(importlib.import_module(f"lemmata.{room}"), function)(*arguments, **options)
        assert len(str(raised.value).splitlines()) == 1, f"{name}: a line of the engine's code is no help"


def public(room: str) -> dict[str, Any]:
    module = importlib.import_module(f"lemmata.{room}")
    return {name: getattr(module, name) for name in module.__all__}


@pytest.mark.parametrize("room", ROOMS)
def test_every_function_has_a_row(room: str):
    """Functions and definitions; classes and records are met through them, and have tests of their own."""
    covered = {row.name.split(".")[1] for row in ROWS if row.name.startswith(f"{room}.")}
    missing = [name for name, value in public(room).items() if not inspect.isclass(value) and name not in covered]
    assert not missing, f"no row for {', '.join(missing)}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_function_is_explained(room: str):
    """A docstring with an example that runs; `pytest --doctest-modules` runs those of plain functions."""
    for name, value in public(room).items():
        text = inspect.getdoc(value) or ""
        examples = doctest.DocTestParser().get_examples(text)
        assert examples, f"lemmata.{room}.{name} has no example in its docstring"
        if not inspect.isfunction(value) and not inspect.isclass(value):
            test = doctest.DocTestParser().get_doctest(text, {**vars(importlib.import_module(f"lemmata.{room}"))},
                                                       name, None, 0)
            assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0, name


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_sorted(room: str):
    names = importlib.import_module(f"lemmata.{room}").__all__
    assert names == sorted(names)
