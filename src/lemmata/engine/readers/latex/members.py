"""Sets that the text gives by their members: S = \\{2, 3, 5\\}, and what is read of them later.

A set of numbers that the text names only in words, or with an ellipsis, is a set all the same: what is said of its
numbers or of their count then rests on what the reader does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from lemmata.engine.expr import At, Expr, Int, Number, number, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import items_of, plain
from lemmata.engine.readers.latex.syntax import Big, Dots, Group, Name, Node, Num, Relation, Script
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.scope import Scope

if TYPE_CHECKING:
    from lemmata.engine.expr.claims import Claim

KEY = "sets"  # an option of the scope: the members by the names of the sets, () where they are not known one by one
_TOGETHER = {"sum": "add", "prod": "mul", "max": "maximum", "min": "minimum"}


def given_set(e: State, node: Relation) -> tuple[str, tuple[Expr, ...]] | None:
    """The name and the members of S = \\{1, 2, 3\\}; None of what is no definition of a set."""
    if len(node.operands) != 2 or node.relations[0] not in ("=", ":=", "equiv", "triangleq"):
        return None
    target, braces = plain(node.operands[0]), node.operands[1]
    if not isinstance(target, (Name, Script)) or not isinstance(braces, Group) or (braces.open, braces.close) != (
            "{", "}"):
        return None
    members = numbers_in(e, braces)
    counted = any(isinstance(i, Dots) for i in braces.items) and isinstance(braces.items[0], Num)
    if len(members) < 2 and not counted and not any(isinstance(i, Relation) for i in braces.items):
        return None  # a list of names, as data are
    return e.set_name(target), members


def numbers_in(e: State, braces: Group) -> tuple[Expr, ...]:
    if any(isinstance(i, (Dots, Relation)) for i in braces.items) or any(s != "," for s in braces.separators):
        return ()
    try:
        found = [e.expr(i) for i in braces.items]
    except (Unreadable, ShapeError):
        return ()
    known = all(not x.shape and x.sort in ("real", "integer") and not symbols(x) for x in found)
    return tuple(dict.fromkeys(found)) if known else ()


def _in_a_row(members: Sequence[Expr]) -> bool:
    """Whether these are numbers such as 1, 2, 3, which an index counts."""
    first = members[0] if members else None
    return isinstance(first, Number) and list(members) == [number(first.value + k) for k in range(len(members))]


def after_sets(scope: Scope, claim: Claim) -> Scope:
    """The scope that knows a set that a claim defines; its name has no other meaning then."""
    if claim.members is None:
        return scope
    name, members = claim.members
    return with_set(scope.forget(name), name, members)


def with_set(scope: Scope, name: str, members: tuple[Expr, ...] = ()) -> Scope:
    """The scope that knows a set by its name; what has another meaning keeps it."""
    return scope.with_options(**{KEY: {**scope.options.get(KEY, {}), name: members}})


def members_of(e: State, node: Node) -> tuple[Expr, ...] | None:
    """The members of a set known by name: () where the text gives them, but not one by one; None of other names."""
    node = plain(node)
    if not isinstance(node, (Name, Script)):
        return None
    name = e.set_name(node)
    return None if e.scope.lookup(name) is not None else e.scope.options.get(KEY, {}).get(name)


def over_members(e: State, node: Big) -> Value | None:
    """\\sum_{s \\in S}, \\sum_{s \\in \\{-1, 1\\}} of known numbers; None where it is no such sum.

    Numbers in a row are counted by an index, and the letters of a table count its places.
    """
    part = node.sub
    while isinstance(part, Group) and len(part.items) == 1:
        part = part.items[0]
    if not isinstance(part, Relation) or part.relations != ("in",) or node.name not in _TOGETHER or node.body is None:
        return None
    targets = items_of(part.operands[0])
    where = plain(part.operands[1])
    braced = isinstance(where, Group) and (where.open, where.close) == ("{", "}")
    members = numbers_in(e, where) if braced and isinstance(where, Group) else members_of(e, where)
    if not members or len(targets) != 1 or not isinstance(targets[0], Name):
        return None
    if braced and (_in_a_row(members) or any(targets[0].text in letters for letters in e.tables.values())):
        return None
    saved, found = dict(e.locals), []
    try:
        for member in members:
            e.locals[targets[0].text] = value(member)
            found.append(e.value(node.body))
    finally:
        e.locals = saved
    whole = reduce(lambda a, b: apply(_TOGETHER[node.name], a, b), [v.expr for v in found])
    return Value(whole, found[0].orient)


def counts_members(body: Expr, atom: str) -> bool:
    """Whether an index stands for a number, and not only for the place of an entry."""
    stack: list[Expr] = [body]
    seen: set[Expr] = set()
    while stack:
        here = stack.pop()
        if here in seen:
            continue
        seen.add(here)
        if isinstance(here, Int) and atom in here.size.atoms:
            return True
        stack.extend(here.children[:1] if isinstance(here, At) else here.children)
    return False
