"""Where in the code of a function the parts of its formula are computed."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.text import read
from lemmata.engine.readers.tracing import Places, trace_function


def shares(z):
    return np.exp(z) / np.exp(z).sum()


def loss(z, y):
    p = shares(z)
    p += 1e-8
    return -np.sum(
        y * np.log(p), axis=0
    )


def test_each_part_is_found_in_the_code():
    places: Places = {}
    expr, known = trace_function(loss, "z: real[n], y: real[n]", places=places)
    p = "exp(z)/sum(exp(z))"
    for text, sources in {
        "exp(z)": ["np.exp(z)", "np.exp(z)"],
        "sum(exp(z))": ["np.exp(z).sum()"],
        p: ["np.exp(z) / np.exp(z).sum()"],
        f"{p} + 1e-8": ["p += 1e-8"],
        f"log({p} + 1e-8)": ["np.log(p)"],
        f"-sum(y * log({p} + 1e-8), axis=0)": ["-np.sum(\n        y * np.log(p), axis=0\n    )"],
    }.items():
        found = places[read(text, known)[0]]
        assert [place.text for place in found] == sources
        assert {place.function for place in found} <= {"shares", "loss"} and all(p.file == __file__ for p in found)
    (place,) = places[read(f"log({p} + 1e-8)", known)[0]]
    assert place.names == {known["z"]: "z", known["y"]: "y", read(f"{p} + 1e-8", known)[0]: "p"}
    assert not set(known.values()) & set(places), "arguments are computed nowhere"
    assert trace_function(loss, "z: real[n], y: real[n]")[0] is expr
