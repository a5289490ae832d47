"""Quotients of an array by a smaller one, as products with its reciprocal: one division a row, not one an entry.

Compiled loops, which keep all else in registers, wait for their divisions. Each product is rounded twice, so this is
not for code that is shown, or that others are measured against.
"""

from __future__ import annotations

from lemmata.engine.ops.structure import volume
from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Instructions, Value, is_map


def by_reciprocals(program: Program) -> Program:
    """The program with reciprocals.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.programs import program
    >>> X, s = symbol("X", ["m", "n"]), symbol("s", ["n"])
    >>> [v.get("name") or v.op for v in by_reciprocals(program([X / s], [X, s], lambda name: True)).values()]
    ['input', 'number', 'input', 'div', 'mul']
    """
    make = Instructions()
    found: dict[Value, Value] = {}
    for value in program.values():
        args = [found[a] for a in value.args]
        if is_map(value, "div") and value.kind == "real" and not any(a.weak for a in args) and (
                volume(args[1].shape) != volume(value.shape)):
            found[value] = make.map("mul", args[0], make.map("div", make.number(1), args[1]))
        else:
            found[value] = make.make(value.op, args, value.shape, value.kind, value.weak, **dict(value.params))
    return Program(program.inputs, tuple(found[v] for v in program.outputs))
