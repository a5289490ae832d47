"""What a formula says of its own names before it is read: sets, maps, sizes, ranges of indices."""

from __future__ import annotations

from lemmata.engine.expr import Size, dims
from lemmata.engine.readers.latex.clauses import Clause, names_in
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.identities import identity_sizes
from lemmata.engine.readers.latex.search import Choices
from lemmata.engine.readers.latex.sets import dimension, space
from lemmata.engine.readers.latex.state import EQUAL_SIZES, State
from lemmata.engine.readers.latex.subscripts import items_of, label, plain
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import as_known, plain_name, with_label


def is_squashing(tree: Node, scope: Scope) -> bool:
    """Whether \\sigma is a function here, as in \\hat y = \\sigma(z), though a deviation had that name before.

    Nobody writes a product with parentheses around one letter.
    """
    role = scope.lookup("sigma")
    if role is None or role.shape or role.domain == "function" or role.definition is not None or (
            role.source not in ("habit", "formula")):
        return False
    called = {
        id(f) for p in walk(tree) if isinstance(p, Product) for f, g in zip(p.factors, p.factors[1:])
        if isinstance(f, Name) and f.text == "sigma" and isinstance(g, Group) and g.open == "("
        and len(g.items) == 1 and isinstance(plain(g.items[0]), (Name, Script))}
    return bool(called) and all(id(n) in called for n in walk(tree) if isinstance(n, Name) and n.text == "sigma")


def declarations(tree: Node, found: list[Clause], scope: Scope) -> tuple[Scope, dict[str, Size]]:
    """The scope with what the formula itself declares (x \\in \\mathbb{R}^n), and ranges of free indices."""
    ranges: dict[str, Size] = {}
    if is_squashing(tree, scope):
        scope = scope.forget("sigma")
    e = Elaborator(scope, Scan(tree, scope.roles), Choices({}, {}), frozenset())
    for clause in found:
        node = clause.node
        if not isinstance(node, Relation):
            continue
        if clause.kind == "range":
            target, _, end = node.operands
            if isinstance(target, Name) and not (isinstance(end, Name) and end.text == "infty"):
                ranges[target.text] = dimension(e, end)
            continue
        for k, relation in enumerate(node.relations):
            if relation == "in" and k == 0:
                scope = _declare_member(e, node.operands[0], node.operands[1], scope)
            elif relation == "in" and k == len(node.relations) - 1 and k:
                continue
        if node.relations[:1] == (":",) and len(node.operands) == 3 and node.relations[1] == "->":
            scope = _declare_function(e, node, scope)
    return scope, ranges


def _declare_member(e: State, target: Node, where: Node, scope: Scope) -> Scope:
    try:
        known = space(e, where)
    except Unreadable:
        return scope
    if known is None:
        return scope
    shape, domain = known
    if isinstance(plain(target), Product):
        return scope  # a claim about the shape of a product
    for part in items_of(plain(target)):
        name = None
        if isinstance(part, Name):
            name = part.text
        elif (
            isinstance(part, Script)
            and isinstance(part.base, Name)
            and part.sub is not None
            and (part.sup is None or isinstance(part.sup, Name))
        ):
            parts = items_of(part.sub)
            name = as_known(with_label(part.base.text, label(part.sub)), scope.roles)
            if all(isinstance(p, Name) and p.text in "ijklt" for p in parts):
                continue
            if all(isinstance(p, Num) for p in parts) and scope.lookup(part.base.text) is not None:
                continue
        if name is None:
            continue
        old = scope.lookup(name)
        if (
            old is not None
            and old.source in ("declared", "prose")
            and old.domain not in ("", "real")
            and domain == "real"
        ):
            continue
        if old is not None and old.definition is not None:
            continue
        scope = scope.declare(name, Role(shape, domain, source="declared"))
    return scope


def _declare_function(e: State, node: Relation, scope: Scope) -> Scope:
    target, source, goal = node.operands
    if not isinstance(target, Name):
        return scope
    try:
        start, end = space(e, source), space(e, goal)
    except Unreadable:
        return scope
    if start is None or end is None:
        return scope
    return scope.declare(target.text, Role(end[0], "function", (start[0],), source="declared"))


def size_names(tree: Node, scope: Scope) -> frozenset[str]:
    """Names that are sizes: of declared arrays, ends of sums, exponents of \\mathbb{R}, of identities."""
    scan = Scan(tree, scope.roles)
    found = {n for n in scan.sizes if n not in scan.bound or n in "nmNMdKT"}
    found |= (identity_sizes(tree, scope) | {*scan.ones.values()}) - scan.bound
    if scan.mean_size:
        found.add(scan.mean_size)
    present = {n.text for n in walk(tree) if isinstance(n, Name)}
    for name, role in scope.roles.items():
        shape = (
            role.definition.shape if role.definition is not None and role.definition.sort != "function" else role.shape
        )
        if shape and (role.source in ("declared", "prose") or name in present):
            for size in shape:
                found.update(a for a in size.atoms if a[0] not in "?%#")
        if role.definition is not None and any(name == n or name.startswith(f"{n}_") for n in present):
            found.update(a for a in dims(role.definition) if a[0] not in "?%#")
    found |= scope.options.get(EQUAL_SIZES, {}).keys()
    return frozenset(found - {name for name, role in scope.roles.items() if role.definition is not None})


def taken_names(tree: Node) -> set[str]:
    """Names that a size must not get."""
    return {n.text for n in walk(tree) if isinstance(n, Name)}


def without_guesses(tree: Node, scope: Scope) -> Scope | None:
    """The scope without what only earlier formulas say of this one's names; None where that changes nothing."""
    present = names_in(tree) | {n.text for n in walk(tree) if isinstance(n, Name)}
    weak = [
        name
        for name, role in scope.roles.items()
        if role.source in ("formula", "habit") and (name in present or plain_name(name.split("_")[0]) in present)
    ]
    for name in weak:
        scope = scope.forget(name)
    return scope if weak else None


def rests_on_definitions(tree: Node, scope: Scope) -> bool:
    """Whether a formula speaks of a defined name: its sizes are known then, and what doesn't fit is a mistake."""
    present = names_in(tree) | {n.text for n in walk(tree) if isinstance(n, Name)}
    return any(role.definition is not None and name in present for name, role in scope.roles.items())


def settled(scope: Scope) -> set[str]:
    """Names that the text declares or defines, so that they are no densities by habit.

    Words that call P a distribution leave open whether P(x) is one of its probabilities.
    """
    return {n for n, role in scope.roles.items() if role.definition is not None or role.source == "declared" or (
        role.source == "prose" and role.domain != "simplex")}


def function_heads(node: Relation) -> set[str]:
    """Names that stand as f(x) on the left of an equation."""
    found = set()
    for operand in node.operands[:1]:
        if (
            isinstance(operand, Product)
            and len(operand.factors) == 2
            and isinstance(operand.factors[0], Name)
            and isinstance(operand.factors[1], Group)
            and all(isinstance(i, (Name, Script)) for i in operand.factors[1].items)
        ):
            found.add(operand.factors[0].text)
    return found
