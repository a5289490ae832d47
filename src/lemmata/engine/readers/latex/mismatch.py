"""Declared sizes that don't fit: the formula is read as if they were equal, and says so."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, Size, dims, integer, substitute, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.latex.clauses import names_in
from lemmata.engine.readers.latex.declared import size_names
from lemmata.engine.readers.latex.ranges import bound_names
from lemmata.engine.readers.latex.state import EQUAL_SIZES
from lemmata.engine.readers.latex.syntax import Node
from lemmata.engine.readers.scope import Role, Scope


def all_declared(tree: Node, scope: Scope) -> bool:
    """Whether the text says of every name what it is, so that sizes that don't fit are the formula's mistake."""
    bound = bound_names(tree)
    return all(
        ((role := scope.lookup(n)) is not None and role.source in ("declared", "prose") and role.shape is not None)
        or n in ("e", "pi", "I", "i", "j", "k")
        or n in bound
        or n in size_names(tree, scope)
        for n in names_in(tree)
    )


def clashes(reading: Reading) -> bool:
    """Whether a name stands for arrays of different shapes in one claim."""
    for claim in reading.claims:
        shapes: dict[str, object] = {}
        if any(shapes.setdefault(s.name, s.shape) != s.shape for s in symbols(*claim.relations, *claim.premises)):
            return True
    return False


def merged(error: Exception, scope: Scope, said: set[str], ends: frozenset[str]) -> tuple[str, Scope] | None:
    """The equality of two declared sizes that the formula takes for granted, and the scope under it.

    A size that the text leaves open (it has no name) may be any: of it nothing is taken for granted. Nor of one that
    only formulas gave, beside one of another array: `w^\\top x_i` says that w has some size, and `Xw` which it is.
    """
    if not isinstance(error, ShapeError) or error.left is None or error.right is None:
        error = getattr(error, "mismatch", None) or error
    if not isinstance(error, ShapeError) or error.left is None or error.right is None:
        return None
    one, other = error.left.atom, error.right.atom
    declared = {a for role in scope.roles.values() for size in role.shape or () for a in size.atoms}
    if one is None or other is None or one == other or not {one, other} & declared:
        return None
    kept_name, lost = sorted((one, other), key=lambda name: (name in declared, name[0] == "?", name))
    if kept_name not in declared and (kept_name not in ends or lost in said):
        return None  # else a sum of the formula ends where an earlier one left it open: `\\sum_{n=1}^N z_n`
    sizes = {lost: Size.of(kept_name)}
    roles = {name: _role(role, sizes) for name, role in scope.roles.items()}
    premises = (_premise(p, sizes) for p in scope.premises)
    kept = tuple(p for p in premises if symbols(p) or not set(dims(p)) & {one, other})
    together = any({one, other} <= {a for s in role.shape or () for a in s.atoms} for role in scope.roles.values())
    guessed = lost[0] == "?" or kept_name not in declared or not (together or {one, other} <= said)
    if lost[0] != "?":
        scope = scope.with_options(**{EQUAL_SIZES: {**scope.options.get(EQUAL_SIZES, {}), **sizes}})
    return "" if guessed else f"{kept_name} = {lost}", replace(scope, roles=roles, premises=kept)


def said_sizes(scope: Scope) -> set[str]:
    """The sizes that the text itself names: of arrays that it declares."""
    return {a for role in scope.roles.values() if role.source in ("declared", "prose") for size in role.shape or ()
            for a in size.atoms}


def _role(role: Role, sizes: dict[str, Size]) -> Role:
    return replace(
        role,
        shape=None if role.shape is None else tuple(s.substitute(sizes) for s in role.shape),
        definition=None if role.definition is None else substitute(role.definition, sizes=sizes),
        family=None if role.family is None else substitute(role.family, sizes=sizes),
    )


def _premise(premise: Expr, sizes: dict[str, Size]) -> Expr:
    """With a size for numbers of its name too: `m < d` may have been read as one of numbers."""
    meant = {*sizes, *(str(s) for s in sizes.values())}
    values: dict[Expr, Expr] = {s: integer(s.name) for s in symbols(premise) if not s.rank and s.name in meant}
    return substitute(substitute(premise, values), sizes=sizes)
