"""Source code run on arrays, as somebody would who pasted it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

import numpy as np
from tests.optional import node

LIBRARIES = ("numpy", "jax", "torch")
TARGETS = (*LIBRARIES, "python", "js")
Arrays = list[np.ndarray[Any, Any]]


def run(source: str, name: str, target: str, arrays: dict[str, Any]) -> Arrays:
    """The values of the function of that name at arrays of the target's library, as NumPy's."""
    if target == "js":
        (found,) = run_js([(source, name, arrays)])
        if isinstance(found, str):
            raise RuntimeError(found)
        return found
    space: dict[str, Any] = {}
    exec(compile(source, f"<{target}>", "exec"), space)
    if target == "torch":
        import torch

        floats = next((a.dtype for a in arrays.values() if isinstance(a, np.ndarray) and a.dtype.kind == "f"), float)
        given = {n: torch.as_tensor(np.asarray(a, floats if isinstance(a, float) else None)) for n, a in arrays.items()}
    elif target == "jax":
        import jax

        with jax.enable_x64(True):
            found = space[name](**{n: jax.numpy.asarray(a) for n, a in arrays.items()})
            return [np.asarray(f) for f in (found if isinstance(found, tuple) else (found,))]
    else:
        given = {n: np.asarray(a).tolist() for n, a in arrays.items()} if target == "python" else arrays
    with np.errstate(all="ignore"):
        found = space[name](**given)
    return [np.asarray(f) for f in (found if isinstance(found, tuple) else (found,))]


# Numbers that JSON has not are written as words.
SCRIPT = """
const show = (key, x) => typeof x === "number" && !Number.isFinite(x) ? String(x) : x === undefined ? "undefined" : x;
const results = CASES.map((run) => {
  try { return { value: run() }; } catch (error) { return { error: String(error) }; }
});
console.log(JSON.stringify(results, show));
"""


def run_js(cases: Sequence[tuple[str, str, dict[str, Any]]]) -> list[Arrays | str]:
    """The values of functions in JavaScript at arrays by name (in the order of the parameters), or the error of each.

    All of them run in one process, each in a scope of its own.
    """
    parts = []
    for source, name, arrays in cases:
        given = ", ".join(json.dumps(np.asarray(a).tolist()) for a in arrays.values())  # NaN is NaN in JavaScript
        several = "@returns {[" in source
        call = f"{name}({given})"
        parts.append(f"() => {{ 'use strict';\n{source}\nreturn {call if several else f'[{call}]'}; }}")
    script = SCRIPT.replace("CASES", "[" + ",\n".join(parts) + "]")
    done = subprocess.run([node() or "node", "-"], input=script, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[:2000]
    return [one["error"] if "error" in one else [_array(v) for v in one["value"]] for one in json.loads(done.stdout)]


def _array(value: Any) -> np.ndarray[Any, Any]:
    found = np.array(value)
    return np.vectorize(float)(found) if found.dtype.kind in "US" else found
