"""Arrays that a text gives as examples: "for $A = [[2, 1], [1, 2]]$ the determinant is 3".

What $A$ was before, a general matrix or another example, is shadowed from there to the end of the section. What is
false of the example and true of the general one may be meant of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Apply, Size, substitute, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.syntax import (
    Group,
    Matrix,
    Name,
    Node,
    Num,
    Product,
    Relation,
    Script,
    Statements,
    walk,
)
from lemmata.engine.readers.scope import Role, Scope

_TRANSPOSED = ("top", "T", "intercal", "prime")
_CONSTANTS = ("pi", "e", *_TRANSPOSED)

_ALL = re.compile(r"\b(?:in general|generally|for (?:all|any|every|each|general|arbitrary)|always|of (?:any|every) )\b",
                  re.IGNORECASE)


def examples(source: str, scope: Scope) -> tuple[str, ...]:
    """The names to which a formula, or each of several side by side, gives an array of numbers; () where one does not.

    >>> examples(r"A = \\begin{bmatrix}1 & 2\\end{bmatrix}", Scope()), examples("x = (1, 2)^T, y = (2, 3)", Scope())
    (('A',), ('x', 'y'))
    >>> examples("x = (a_1, 2)", Scope()), examples("f(0, 1) = (1, 2)", Scope())
    ((), ())
    """
    if "=" not in source:
        return ()
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return ()
    several = isinstance(tree, Statements) and not set(tree.connectives) - {"", ",", ";", "and"}
    names = tuple(_example(one) for one in (tree.items if several and isinstance(tree, Statements) else (tree,)))
    return names if all(names) else ()


def is_general(role: Role | None) -> bool:
    """Whether a letter had a meaning that is no example: "$x = (x_1, x_2)$", and not "$x = (3, 4)$"."""
    return role is not None and (role.definition is None or bool(symbols(role.definition)))


def _example(tree: Node) -> str:
    if not isinstance(tree, Relation) or len(tree.operands) != 2 or tree.relations[0] not in ("=", ":="):
        return ""
    head, right = tree.operands
    name = next(_named(head), "")
    return name if name and _is_array(right) and all(
        n.text in _CONSTANTS for n in walk(right) if isinstance(n, Name)) else ""


def _named(head: Node) -> Iterator[str]:
    if isinstance(head, Name):
        yield head.text
    elif isinstance(head, Script) and head.sup is None and isinstance(head.base, Name) and isinstance(head.sub, Num):
        yield f"{head.base.text}_{head.sub.text}"


def _is_array(node: Node) -> bool:
    if isinstance(node, Script):
        return node.sub is None and isinstance(node.sup, Name) and node.sup.text in _TRANSPOSED and _is_array(node.base)
    if isinstance(node, Product):
        return sum(map(_is_array, node.factors)) == 1
    return isinstance(node, Matrix) or (
        isinstance(node, Group) and len(node.items) > 1 and set(node.separators) == {","} and node.open in "([")


def shadowed(source: str, here: Section, role: str, stance: str) -> tuple[str, ...]:
    """The names that stand for examples from here on; what they were before is forgotten, but kept as the general."""
    names = [(name, here.scope.lookup(name)) for name in examples(source, here.scope)]
    return tuple(name for name, known in names if _shadows(name, known, here, role, stance))


def _shadows(name: str, known: Role | None, here: Section, role: str, stance: str) -> bool:
    if known is None:
        return role == "local"
    if known.definition is None:
        general = known.source in ("prose", "declared", "formula") and not (role == "claim" and stance == ASSERTED)
        if general and here.general is None:
            here.general = here.scope
        if not general:
            return False
    elif role == "claim" or not _literal(known.definition):
        return False
    here.renew({name})
    here.scope = here.scope.forget(name)
    return True


def examples_in(source: str, here: Section) -> set[str]:
    """The names of a formula that stand for an example in place of a general meaning."""
    if here.general is None:
        return set()
    general = here.general.roles
    return {name for name in names_in(source) if name in general and (role := here.scope.lookup(name)) is not None
            and role.definition is not general[name].definition}


def renamed_constants(source: str, scope: Scope) -> set[str]:
    """The constants of a formula whose letters the text has given another meaning."""
    named = names_in(source)
    return {name for name in ("pi", "e") if name in named and (role := scope.lookup(name)) is not None
            and role.definition is not None}


def general_again(members: Iterable[str], scope: Scope) -> set[str]:
    """The names of a sentence that stand for examples, and of which it says only where they lie: "for $A \\in ...$"."""
    return {name for name in members if (role := scope.lookup(name)) is not None and role.definition is not None
            and _literal(role.definition)}


def speaks_of_all(words: str) -> bool:
    """Whether the words of a sentence leave the examples: "in general", "for any square matrix"."""
    return _ALL.search(words) is not None


def _literal(definition: object) -> bool:
    return isinstance(definition, Apply) and (definition.op == "stack" or (
        definition.op in ("mul", "div", "transpose") and any(_literal(c) for c in definition.children)))


def with_sizes_of_example(name: str, here: Section) -> None:
    """The sizes of the general array are those of the example, for all else that the text said of this size."""
    general = here.general.lookup(name) if here.general is not None else None
    found = here.scope.lookup(name)
    if here.general is None or general is None or found is None or not general.shape or found.shape is None:
        return
    sizes = {size.atom: now for size, now in zip(general.shape, found.shape) if size.atom and size != now}
    if not sizes:
        return
    roles = dict(here.scope.roles)
    for other, role in here.general.roles.items():
        now = roles.get(other)
        if now is not None and now.definition is None and role.shape and any(s.atom in sizes for s in role.shape):
            shape = tuple(sizes.get(s.atom, s) if s.atom else s for s in role.shape)
            roles[other] = replace(now, shape=shape)
    named: dict[str, Size] = {atom: size for atom, size in sizes.items() if atom}
    premises = tuple(substitute(p, sizes=named) for p in here.scope.premises)
    here.scope = replace(here.scope, roles=MappingProxyType(roles), premises=premises)
