"""Primes on expressions: (fg)' = f'g + fg', (\\log f)' = f'/f, (x^n)' = nx^{n-1}."""

from __future__ import annotations

from itertools import pairwise

from lemmata.engine.expr import bind, fresh_local
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.habits import VARIABLES
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Product, Script, walk
from lemmata.engine.readers.latex.usage import FIELDS
from lemmata.engine.readers.latex.values import Value, value


def _has_arguments(inside: Node, letter: str) -> bool:
    """Whether the functions of an expression stand with their arguments: (f(x)^2)', and not (f^2)'."""
    return any(isinstance(head, (Name, Script)) and isinstance(group := base_of(behind), Group) and group.open == "("
               and any(isinstance(n, Name) and n.text == letter for n in walk(group))
               for product in walk(inside) if isinstance(product, Product)
               for head, behind in pairwise(product.factors))


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
    letter = next((v for v in VARIABLES if v in names), None)
    function = None if letter is not None and _has_arguments(inside, letter) else e.pointwise(inside)
    if function is None:
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
