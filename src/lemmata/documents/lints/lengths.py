"""Lengths that depend on the values of what they are the length of: of parts chosen by a condition, of sets."""

from __future__ import annotations

import ast

from lemmata.documents.lints.flow import origins
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Binding, Function

_CHOOSING = ("filter", "nonzero", "flatnonzero", "argwhere", "compress", "extract", "masked_select", "where")
_DISTINCT = ("set", "frozenset", "unique", "Counter", "intersection", "union", "intersect1d", "setdiff1d")
_SAME_LENGTH = ("list", "tuple", "sorted", "array", "asarray", "tensor")
_REPEATING = ("randrange", "randint", "choice", "choices", "integers", "poisson", "binomial", "geometric",
              "multinomial", "random_integers", "getrandbits", "round")  # draw a value that may come again


def deciding(program: Program, node: ast.expr) -> list[ast.expr]:
    """The expressions whose values say how many entries there are; none where their number is fixed.

    `x > 2` of `x[x > 2]`, the conditions of `[v for v in x if ...]`, all of `set(draws)`
    """
    found = program.meaning(node)
    if found is None:
        binding = program.binding(node)
        return _conditions(program, binding) if binding is not None else []
    if isinstance(found, ast.SetComp | ast.DictComp | ast.ListComp | ast.GeneratorExp):
        distinct = isinstance(found, ast.SetComp | ast.DictComp) and _may_repeat(program, found)
        return [found] if distinct else [test for g in found.generators for test in g.ifs]
    if isinstance(found, ast.Subscript):
        places = found.slice.elts if isinstance(found.slice, ast.Tuple) else [found.slice]
        return [place for place in places if _is_condition(program, place)]
    if isinstance(found, ast.Call):
        name = getattr(found.func, "attr", getattr(found.func, "id", ""))
        if name in _SAME_LENGTH and found.args:
            return deciding(program, found.args[0])
        if (name in _CHOOSING and len(found.args) < 3) or (name in _DISTINCT and _may_repeat(program, found)):
            return [found]
    return []


def _is_condition(program: Program, place: ast.expr) -> bool:
    found = program.meaning(place)
    if isinstance(found, ast.UnaryOp):
        return isinstance(found.op, ast.Invert) and _is_condition(program, found.operand)
    if isinstance(found, ast.BinOp):
        return isinstance(found.op, ast.BitAnd | ast.BitOr) and _is_condition(program, found.left)
    return isinstance(found, ast.Compare)


def _may_repeat(program: Program, node: ast.expr) -> bool:
    """Whether what is drawn are whole numbers or choices, of which two may be the same."""
    return any(getattr(call.func, "attr", getattr(call.func, "id", "")) in _REPEATING
               for call in origins(program, node, lambda part: False))


def _conditions(program: Program, binding: Binding) -> list[ast.expr]:
    """On what it depends whether entries were appended in a round of a loop."""
    steps = [binding]
    for one in steps:
        steps += [before for before in one.before if before not in steps]
    found = []
    for one in steps:
        for up in program.above(one.node) if one.kind == "changed" else ():
            if isinstance(up, Function | ast.For | ast.While):
                break
            if isinstance(up, ast.If):
                found.append(up.test)
    return found
