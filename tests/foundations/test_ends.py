"""Procedures at the ends of their domains; which functions have ends; what the libraries do with subnormal numbers."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from tests.foundations.exact import DEFINED
from tests.foundations.libraries import array_of, arrays_of, float64
from tests.foundations.rows.ends.end import End, Refused
from tests.foundations.rows.ends.table import ENDS, NO_END
from tests.foundations.rows.table import ROWS
from tests.foundations.test_rows import at_an_end
from tests.optional import need_target

LIBRARIES = {row.name: row.libraries for row in ROWS}
FUNCTIONS = {row.name: row.function for row in ROWS}
OF_OTHERS = [(end, library) for end in ENDS for library in ("jax", "torch") if library in LIBRARIES[end.name]]


def _compare(end: End, library: str) -> None:
    with float64(library), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        given, options = arrays_of(library, end.given), arrays_of(library, end.options)
        about = f"{end.name} of {library} at {end.given} {dict(end.options)}"
        if isinstance(end.wanted, Refused):
            with pytest.raises((ValueError, RuntimeError, TypeError), match=end.wanted):
                end.pick(FUNCTIONS[end.name](*given, **options))
            return
        found: Any = end.pick(FUNCTIONS[end.name](*given, **options))
        at_an_end(found, end.wanted, end.rtol if library == "numpy" else max(end.rtol, 1e-7), about)


@pytest.mark.parametrize("name", dict.fromkeys(end.name for end in ENDS))
def test_ends_of_procedures(name: str):
    for end in ENDS:
        if end.name == name:
            _compare(end, "numpy")


@pytest.mark.slow
@pytest.mark.parametrize("name, library", dict.fromkeys((end.name, library) for end, library in OF_OTHERS))
def test_ends_of_procedures_on_libraries(name: str, library: str):
    need_target(library)
    for end, of in OF_OTHERS:
        if end.name == name and of == library:
            _compare(end, library)


def test_every_function_has_ends():
    """In its row, in the table of procedures, or as a definition by the generic checks; else a reason."""
    have = {row.name for row in [*DEFINED, *(row for row in ROWS if row.ends or row.slopes)]} | {e.name for e in ENDS}
    missing = sorted(set(FUNCTIONS) - have - set(NO_END))
    assert not missing, f"give ends in rows/ends, or a reason in NO_END, for {', '.join(missing)}"
    assert not have & set(NO_END), f"these have ends by now: {', '.join(have & set(NO_END))}"
    assert set(NO_END) <= set(FUNCTIONS)


LEAST = 5e-324


def test_xla_has_no_subnormal_numbers():
    """What is below 2**-1022 is 0 to XLA on a processor: no test on JAX's arrays can ask for more than 1e-300."""
    with float64("jax"):
        least = array_of("jax", np.float64(LEAST))
        assert float(least) == LEAST and float(least * 1.0) == 0.0
        assert float(array_of("jax", np.float64(1e-308)) / 2) == 0.0
        assert float(array_of("jax", np.float64(2.0**-1021)) / 2) == 2.0**-1022


def test_torch_has_subnormal_numbers():
    """PyTorch computes with them, unless a program asks for zeros (`torch.set_flush_denormal`)."""
    need_target("torch")
    assert float(array_of("torch", np.float64(LEAST)) * 1.0) == LEAST
    assert float(array_of("torch", np.float64(1e-308)) / 2) == 5e-309
