"""Scopes are values: what a section adds is gone when the reader goes back."""

import pytest

from lemmata.engine.expr import shape_of, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope


def test_a_section_leaves_its_parent_alone():
    outer = Scope().declare("A", Role(shape_of(["n", "n"]), "symmetric"))
    inner = outer.declare("A", Role(shape_of(["m", "n"]))).assume(apply("gt", symbol("s"), 0))
    assert outer.lookup("A").domain == "symmetric" and not outer.premises
    assert inner.lookup("A").domain == "" and len(inner.premises) == 1


@pytest.mark.parametrize(
    "first, second, domain, rank",
    [
        (Role((), "positive", source="declared"), Role((), "unit", source="habit"), "positive", 0),
        (Role(None, "positive", source="prose"), Role(shape_of(["n"]), "", source="habit"), "positive", 1),
        (Role((), "real", source="habit"), Role(shape_of(["n"]), "simplex", source="formula"), "simplex", 1),
        (Role((), "real", source="declared"), Role((), "unit", source="declared"), "unit", 0),
    ],
)
def test_a_weaker_source_only_fills_gaps(first, second, domain, rank):
    role = Scope().declare("x", first).declare("x", second).lookup("x")
    assert (role.domain, len(role.shape)) == (domain, rank)


def test_a_later_definition_replaces_an_earlier_one():
    a, b = symbol("a"), symbol("b", ["n"])
    scope = Scope().define("c", a + 1).define("c", b + b)
    assert scope.lookup("c").definition is b + b
    assert scope.lookup("c").shape == b.shape


def test_unknown_names_of_domains_and_sources_are_refused():
    with pytest.raises(ValueError, match="no domain"):
        Role((), "reel")
    with pytest.raises(ValueError, match="no source"):
        Role((), "real", source="guess")
