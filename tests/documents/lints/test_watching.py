"""Lints are asked twice: what they want to see before the run, what they say after it."""

import ast

import pytest
from tests.documents.code.blocks import block

from lemmata.documents.code.run import run_blocks
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.lints.catalogue import Linting
from lemmata.documents.lints.record import Lint

TEXT = block("def f(v):\n    return v * 3") + block("y = f(2)\nprint(y)\nz = f(y)")


def values_of(expression: str, text: str, run: bool = True):
    """What is seen of an expression of a document, by a lint that asks for it."""
    found = []

    def find(program):
        nodes = [n for n in program.nodes(ast.expr) if ast.unparse(n) == expression and not isinstance(
            getattr(n, "ctx", ast.Load()), ast.Store)]
        found[:] = [program.watching.see(node) for node in nodes]
        return ()

    lint = Lint("M299", "seen", "", "", "", "", "", find)
    blocks = parse_markdown(text).code
    linting = Linting(blocks, (), [lint])
    plan = linting.watched()
    linting.remarks(run_blocks(blocks, watched=plan) if run else None)
    return found


@pytest.mark.parametrize("expression, count, last", [("v * 3", 2, 18.0), ("f(2)", 1, 6.0), ("y", 1, 6.0)])
def test_expressions_are_seen_across_blocks(expression, count, last):
    first = values_of(expression, TEXT)[0]
    assert (first.count, first.last.number) == (count, last)


def test_nothing_is_seen_without_a_run_and_in_blocks_that_are_not_reached():
    assert not values_of("v * 3", TEXT, run=False)[0]
    assert not values_of("1 + 1", block("raise ValueError\nx = 1 + 1"))[0]


def test_the_plan_names_only_blocks_with_something_to_see():
    blocks = parse_markdown(block("x = 1") + block("import numpy as np\ny = np.prod([0.1, 0.2])")).code
    assert set(Linting(blocks).watched()) == {1}
    assert not Linting(parse_markdown(block("x = 1")).code).watched()


CERTAIN = [  # what is said without a run, and what only with one
    ("def density(x):\n    return math.exp(-x**2)\n", "M204", True),
    ("def pdf(x):\n    return math.exp(-x**4)\n", "M204", False),
    ("def f(x):\n    return x**2\ndef df(x):\n    return x\n", "M208", False),
]


@pytest.mark.parametrize("source, code, without", CERTAIN, ids=[c[1] + c[0][:30] for c in CERTAIN])
def test_without_a_run_only_what_is_certain(source, code, without):
    blocks = parse_markdown(block("import math\n" + source)).code
    linting = Linting(blocks)
    static = {r.code for found in linting.remarks().values() for r in found}
    assert (code in static) is without
    outcomes = run_blocks(blocks, watched=linting.watched())
    assert code in {r.code for found in linting.remarks(outcomes).values() for r in found}


def test_what_was_seen_is_told():
    blocks = parse_markdown(block("def f(x):\n    return x**2\ndef df(x):\n    return 3 * x")).code
    linting = Linting(blocks)
    ((remark,),) = linting.remarks(run_blocks(blocks, watched=linting.watched())).values()
    assert "1.5 times the derivative" in remark.seen and (remark.line, remark.column) == (4, 12)


def test_a_product_for_each_parameter_is_told_by_its_own_factors():
    source = ("import numpy as np\nfrom scipy.stats import expon\nwaits = np.full((700, 1), 2.0)\n"
              "rates = np.linspace(0.1, 2, 20)\nlikelihood = np.prod(expon.pdf(waits, scale=1 / rates), axis=0)")
    blocks = parse_markdown(block(source)).code
    linting = Linting(blocks)
    ((remark,),) = linting.remarks(run_blocks(blocks, watched=linting.watched())).values()
    assert "700 densities" in remark.seen and "logs" not in remark.seen
