"""Letters that the text knows by their entries alone, `\\sigma_1, \\dots, \\sigma_r`: bare, one may be another.

Letters that it knows as arrays, beside numbered ones that are no entries of them: `R = R_1 + R_2`, `x = x_1 + x_2`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.latex.relations import FORCED
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.scope import Scope


def by_any_letters(read: Callable[[Scope], list[Reading]], tree: Node, scope: Scope) -> list[Reading]:
    """The readings of a tree; such a letter is another thing where it stands without index and fits better so."""
    functions, others = other_letters(tree, scope)
    scope = without_letters(scope, functions | own_parameters(tree, scope))
    numbered = numbered_arrays(tree, scope)
    if not others and not numbered:
        return read(scope)
    guessed = {name for name in numbered if scope.roles[name].source in ("formula", "habit")}
    apart = (*scope.options.get("apart", ()), *sorted(numbered))
    fresh = without_letters(scope, others | guessed).with_options(apart=apart)
    try:
        known = read(scope)
    except (ValueError, TypeError, KeyError) as error:
        try:
            return read(fresh)
        except (ValueError, TypeError, KeyError):
            raise error from None
    if known[0].cost < FORCED:
        return known
    try:
        return min(read(fresh), known, key=lambda readings: readings[0].cost)
    except (ValueError, TypeError, KeyError):
        return known


def numbered_arrays(tree: Node, scope: Scope) -> set[str]:
    """The letters known as arrays that stand here as a whole, and with numbers: R and R_1, R_2."""
    numbered = {n.base.text for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name)
                and isinstance(n.sub, Num) and n.sub.text != "1"}
    arrays = {name for name in numbered if (role := scope.lookup(name)) is not None
              and role.shape and role.definition is None and not role.entries}
    if not arrays:
        return set()
    usage = Scan(tree, scope.roles).usage
    return {name for name in arrays & usage.keys() if usage[name].bare and not usage[name].ranks}


def other_letters(tree: Node, scope: Scope) -> tuple[set[str], set[str]]:
    """The letters known by entries that stand here without index: as functions, `\\sigma(z)`; as whole things."""
    known = {name for name, role in scope.roles.items() if role.entries}
    if not known:
        return set(), set()
    usage = Scan(tree, scope.roles).usage
    here = {name for name in known & usage.keys() if not usage[name].ranks}
    functions = {name for name in here if usage[name].called or usage[name].primes}
    return functions, {name for name in here - functions if usage[name].bare}


def own_parameters(tree: Node, scope: Scope) -> set[str]:
    """The parameters of a function that are no more than that: x of h(x) = w^T x, where the text has vectors x_i."""
    if not isinstance(tree, Relation) or not isinstance(call := tree.operands[0], Product) or len(call.factors) != 2:
        return set()
    group = call.factors[1]
    if not isinstance(group, Group) or not all(isinstance(item, Name) for item in group.items):
        return set()
    names = {item.text for item in group.items if isinstance(item, Name) and item.text.islower()}
    indexed = {n.base.text for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name) and n.sub}
    return {name for name in names - indexed if (role := scope.lookup(name)) is not None and role.definition is None
            and role.source in ("formula", "habit") and role.shape is not None and len(role.shape) == 2}


def without_letters(scope: Scope, names: Collection[str]) -> Scope:
    """The scope without these letters, and without what it knows of them."""
    for name in names:
        scope = scope.forget(name)
    kept = tuple(p for p in scope.premises if not {s.name for s in symbols(p)} & set(names))
    return replace(scope, premises=kept) if names else scope
