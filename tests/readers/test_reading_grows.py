"""Reading a long formula takes work that grows about linearly with its length, counted in calls of functions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from math import log

import pytest

from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.search import Choices, search
from lemmata.engine.readers.latex.syntax import Relation, children, walk
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.scope import Scope


def calls(run: Callable[[], object]) -> int:
    """How many functions a run calls: the same on every machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def numbered_sum(terms: int) -> str:
    return " + ".join(f"x_{{{k}}}" for k in range(terms)) + " = 0"


def fourier_sum(terms: int) -> str:
    return "f(t) = " + " + ".join(rf"a_{{{k}}} \sin({k} t)" for k in range(terms))


def product_of_matrices(terms: int) -> str:
    return " ".join(f"W_{{{k}}}" for k in range(terms)) + r" \mathbf{x} = \mathbf{y}"


def aligned(terms: int) -> str:
    rows = [rf"&= 2 X^\top (X w - y) + {k} w - {k} w \\" for k in range(terms)]
    return r"\begin{align} \nabla_w \lVert X w - y \rVert^2 " + "\n".join(rows) + r"\end{align}"


LONG = [(numbered_sum, (100, 400)), (fourier_sum, (100, 400)), (product_of_matrices, (60, 240)), (aligned, (10, 40))]


@pytest.mark.parametrize("write, sizes", LONG, ids=[case[0].__name__ for case in LONG])
def test_the_work_grows_about_linearly(write: Callable[[int], str], sizes: tuple[int, int]) -> None:
    read_latex(write(2), Scope())  # tables that are made once
    counts = [calls(lambda size=size: read_latex(write(size), Scope())) for size in sizes]
    assert log(counts[1] / counts[0]) / log(sizes[1] / sizes[0]) <= 1.2, counts


def test_a_search_for_other_readings_stops_at_its_work() -> None:
    """As many readings of one cost as names: a short formula tries them all, a long one some."""
    def built(work: int) -> int:
        tried: list[list[bool]] = []

        def build(choices: Choices) -> None:
            tried.append([choices.choose(f"role:{k}", [(0, True), (1, False)]) for k in range(100)])
            if not all(tried[-1]):
                raise ValueError("this role does not fit")

        search(build, work=work)
        return len(tried)

    assert built(1) == 101
    assert 1 < built(4_000) < 20


def test_children_are_those_of_the_fields() -> None:
    tree = parse_latex("a + b = c", {})
    assert isinstance(tree, Relation)
    names = [n.text for n in walk(tree) if hasattr(n, "text")]
    assert names == ["a", "b", "c"]
    other = replace(tree, operands=tree.operands[:1])
    assert len(children(other)) == 1 and len(children(tree)) == 2 and other != tree


def test_what_one_run_finds_stays_in_it() -> None:
    scan = Scan(parse_latex("f(x) = x"), {})
    run = scan.copied()
    run["x"].random = True
    run["x"].ranks.add(1)
    run.depends.setdefault("f", []).append("x")
    run.bound.add("x")
    assert not scan["x"].random and not scan["x"].ranks and not scan.depends and not scan.bound
