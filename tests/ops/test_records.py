"""Every record is whole: a loop names the pieces that one lacks."""

from __future__ import annotations

import pytest

from lemmata.engine.expr import array_of, fresh_index, symbol
from lemmata.engine.ops import OPS, Op, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.ops.validity import check_expr
from lemmata.engine.readers.declarations import parse_declarations

# Groups whose operations have no value in arrays: their `about` says how they are decided.
UNVALUED = ("relations", "distribution", "probability", "calculus", "functions")


def missing_pieces(record: Op) -> list[str]:
    given = {name: getattr(record, name) is not None for name in ("numpy", "body", "entry", "arb", "partials", "vjp")}
    valued = record.group not in UNVALUED
    checks = {
        "about": bool(record.about),
        "group": bool(record.group),
        "samples (one declaration an argument)": len(record.samples) == record.arity
        or (record.arity is None and bool(record.samples)),
        "a value: numpy, body or entry": not valued or given["numpy"] or given["body"] or given["entry"],
        "a value in balls: arb, generic, body or entry": not valued or given["arb"] or given["body"]
        or given["entry"] or (record.generic and given["numpy"]),
        "a derivative: partials, vjp, body, entry, or a reason in `constant`": not valued or bool(record.constant)
        or any(given[p] for p in ("partials", "vjp", "body", "entry")),
        "one partial an argument": record.partials is None or len(record.partials) == record.arity,
        "partials only where elementwise": record.partials is None or record.elementwise,
        "cases (params of typical calls)": bool(record.cases),
    }
    return [piece for piece, there in checks.items() if not there]


def test_record_lacks_nothing(record: Op) -> None:
    assert not missing_pieces(record), f"{record.name} lacks {'; '.join(missing_pieces(record))}"


def test_a_record_that_lacks_pieces_is_named() -> None:
    lacking = Op(name="lacking", about="", group="elementary", elementwise=True, partials=())
    assert len(missing_pieces(lacking)) >= 5


def test_typical_calls_are_valid(record: Op) -> None:
    """The call on the samples, its definition, its entries and its condition are valid expressions."""
    args = tuple(parse_declarations(", ".join(record.samples)).values())
    for case in record.cases:
        node = apply(record.name, *args, **case)
        params = node.params
        check_expr(node)
        if record.where is not None:
            check_expr(record.where(*args, **params))
        if record.body is not None:
            body = record.body(*args, **params)
            check_expr(body)
            assert body.shape == node.shape
        indices = [fresh_index() for _ in node.shape]
        if record.entry is not None and record.entry(indices, *args, **params) is not None:
            entries = array_of(node.shape, lambda *indices: record.entry(indices, *args, **params))
            check_expr(entries)
            assert entries.shape == node.shape
        if record.vjp is not None:
            cotangents = record.vjp(symbol("cotangent", node.shape), node, *args, **params)
            assert len(cotangents) == len(args)
            for cotangent, arg in zip(cotangents, args):
                if cotangent is not None:
                    check_expr(cotangent)
                    assert cotangent.shape == arg.shape, f"cotangent of {arg.name}"


@pytest.mark.parametrize("names", [PYTHON_NAMES, LATEX_NAMES], ids=["python", "latex"])
def test_names_lead_to_records(names: dict[str, str]) -> None:
    assert set(names.values()) <= set(OPS)


def test_a_taken_name_is_refused() -> None:
    from lemmata.engine.ops import register

    with pytest.raises(ValueError, match="two operations are named 'exp'"):
        register(Op(name="exp", about="again"))
