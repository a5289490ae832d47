"""Primes on expressions: (fg)' = f'g + fg', (\\log f)' = f'/f, (x^n)' = nx^{n-1}."""

from __future__ import annotations

from lemmata.engine.expr import bind, fresh_local
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.habits import VARIABLES
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Group, Name, Script, walk
from lemmata.engine.readers.latex.usage import FIELDS
from lemmata.engine.readers.latex.values import Value, value


def primed(e: State, node: Script) -> Value | None:
    """The derivative of an expression in parentheses by its one variable; None where a prime means something else."""
    base = node.base
    if not isinstance(base, Group) or base.open != "(" or len(base.items) != 1 or node.sub is not None:
        return None
    inside = plain(base)
    names = {n.text for n in walk(inside) if isinstance(n, Name)}
    if any(isinstance(n, Script) and n.primes for n in walk(inside)) or any(
            n[:1].isupper() and n not in FIELDS for n in names):
        return None
    function = e.pointwise(inside)
    if function is None:
        letter = next((v for v in VARIABLES if v in names), None)
        if letter is None:
            return None
        point = e.name(Name(letter, span=base.span))
        if point.rank:
            return None
        local = fresh_local(())
        saved, e.locals = e.locals, {**e.locals, letter: Value(local)}
        function = bind("function", local, e.value(inside).expr)
        e.locals = saved
    else:
        point = Value(e.generic_argument())
    for _ in range(node.primes):
        function = apply("derivative", function, arg=0)
    return value(apply("call", function, point.expr))
