"""The door of this room: LaTeX and a scope to readings of claims, or to one expression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Size, Symbol, bind, dims, fresh_local, integer, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import DIM_NAMES
from lemmata.engine.readers.latex.chance import Chance
from lemmata.engine.readers.latex.clauses import Clause, clauses, names_in, one_word
from lemmata.engine.readers.latex.definitions import after_definition
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.search import Choices, search
from lemmata.engine.readers.latex.statements import Statements
from lemmata.engine.readers.latex.subscripts import items_of, label, plain
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.latex.tables import tables_of
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import as_known, plain_name, with_label

EMPTY = Scope()
STEPS = ("t", "k", "n", "i", "j", "s", "tau")


def read_latex(source: str, scope: Scope = EMPTY, label: str = "") -> list[Reading]:
    """The readings of a formula, the most usual first; `label` is the word that the text gives it.

    Raises Unreadable with the place and what was expected.

    >>> reading = read_latex(r"(a + b)^2 = a^2 + 2ab + b^2")[0]
    >>> reading.claims[0].kind, len(reading.claims[0].relations)
    ('claim', 1)
    """
    tree = parse_latex(source, scope.macros)
    found, remarks = clauses(tree)
    try:
        one_word(remarks, tree)
        try:
            return _readings(tree, found, scope, label)
        except (ValueError, TypeError, KeyError) as error:
            fresh = without_guesses(tree, scope)
            if fresh is None or (isinstance(error, ReadError) and not isinstance(error, Unreadable)):
                raise
            try:
                return _readings(tree, found, fresh, label)
            except (ValueError, TypeError, KeyError):
                raise error from None
    except Unreadable as error:
        raise Unreadable(
            error.message.split("; expected")[0],
            min(error.position or 0, len(source)),
            error.expected,
            text=source,
            end=error.end,
            kind=error.kind,
        ) from None
    except ReadError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        kind = "mismatch" if _all_declared(tree, scope) else "shapes"
        raise Unreadable(
            f"no sizes make it fit: {error}", tree.span[0], "", text=source, end=tree.span[1], kind=kind
        ) from None


def read_expression(source: str, scope: Scope = EMPTY) -> Expr:
    """The expression that a formula without relation is; free indices become axes.

    >>> from lemmata.engine.expr import shape_of
    >>> read_expression("x^T A x", Scope().declare("A", Role(shape_of(["n", "n"])))).shape
    ()
    """
    tree = parse_latex(source, scope.macros)
    if isinstance(tree, Relation):
        raise Unreadable(
            "a relation where an expression belongs", tree.span[0], "an expression", text=source, end=tree.span[1]
        )

    def build(choices: Choices) -> Expr:
        e = Elaborator(scope, Scan(tree, scope.roles), choices, size_names(tree, scope))
        expr = e.expr(tree)
        expr = e.close(expr, [n for n, index in e.free.items() if index.atom.atom in expr.free])
        e.settle_literals()
        return expr

    try:
        expr = search(build, 0, 1)[0][1]
    except Unreadable as error:
        raise Unreadable(
            error.message.split("; expected")[0],
            min(error.position or 0, len(source)),
            error.expected,
            text=source,
            end=error.end,
            kind=error.kind,
        ) from None
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"no sizes make it fit: {error}", 0, "", text=source, kind="shapes") from None
    return substitute(expr, sizes=_readable([expr], taken_names(tree, scope)))


def scope_after(scope: Scope, reading: Reading) -> Scope:
    """The scope after a formula: what it defines, and the shapes of its symbols."""
    for claim in reading.claims:
        for s in symbols(*claim.relations, *claim.premises):
            old = scope.lookup(s.name)
            if (
                s is not claim.defines
                and not s.name.endswith("_point")
                and not (old is not None and old.source == "prose" and old.shape is not None)
            ):
                scope = scope.declare(s.name, Role(s.shape, s.domain, s.params, source="formula"))
        if claim.defines is not None:
            found = after_definition(claim)
            name = claim.defines.name
            if found is None:
                role = Role(claim.defines.shape, claim.defines.domain, claim.defines.params, source="formula")
                scope = scope.declare(name, role).assume(*(_for_every_step(r) for r in claim.relations))
                continue
            old = scope.lookup(name)
            if old is not None and old.source in ("formula", "habit"):
                scope = scope.forget(name)
            scope = scope.define(name, found[1], "" if found[2] else claim.defines.domain)
            if found[2]:
                known = dict(scope.options.get("parameters", {}))
                scope = scope.with_options(parameters={**known, name: found[2]})
    for relation in (r for c in reading.claims if c.kind == "condition" for r in c.relations):
        if getattr(relation, "op", "") == "distributed":
            target, law = relation.children
            if isinstance(target, Symbol):
                scope = scope.declare(target.name, Role(target.shape, "variable", family=law, source="formula"))
    return scope


def _all_declared(tree: Node, scope: Scope) -> bool:
    """Whether the text says of every name what it is, so that sizes that don't fit are the formula's mistake."""
    return all(
        ((role := scope.lookup(n)) is not None and role.source in ("declared", "prose") and role.shape is not None)
        or n in ("e", "pi", "I", "i", "j", "k")
        or n in size_names(tree, scope)
        for n in names_in(tree)
    )


def without_guesses(tree: Node, scope: Scope) -> Scope | None:
    """The scope without what only earlier formulas say of this one's names; None where that changes nothing."""
    present = {n.text for n in walk(tree) if isinstance(n, Name)}
    weak = [
        name
        for name, role in scope.roles.items()
        if role.source in ("formula", "habit") and (name in present or plain_name(name.split("_")[0]) in present)
    ]
    for name in weak:
        scope = scope.forget(name)
    return scope if weak else None


def _readings(tree: Node, found: list[Clause], scope: Scope, word: str) -> list[Reading]:
    document = bool(scope.options.get("document"))
    local, ranges = declarations(tree, found, scope)
    names = size_names(tree, local) | {s.atom for s in ranges.values() if s.atom}

    def build(choices: Choices) -> tuple[tuple[Claim, ...], dict[str, tuple[Symbol, str]]]:
        scan = Scan(tree, local.roles)
        for clause in found:
            if isinstance(clause.node, Relation):
                scan.heads.update(_function_heads(clause.node))
        scan.tables = tables_of(tree, _settled(local))
        e = Elaborator(local, scan, choices, frozenset(names), ranges)
        stated = Statements(e, local, word, document).read(found)
        e.settle_literals()
        return tuple(stated.claims), dict(e.symbols)

    results = search(build)
    readings: list[Reading] = []
    for cost, (claims, roles), _ in results:
        exprs = [r for c in claims for r in (*c.relations, *c.premises)]
        shown = [*exprs, *(s for s, _ in roles.values())]
        sizes = _readable(shown, taken_names(tree, local))
        claims = tuple(_with_premises(_resize(c, sizes), local, names) for c in claims)
        texts = {name: _role_text(substitute(s, sizes=sizes), source) for name, (s, source) in roles.items()}  # type: ignore[arg-type]
        reading = Reading(claims, cost, texts)
        if all(reading.claims != other.claims for other in readings):
            readings.append(reading)
    return readings


def _for_every_step(relation: Expr) -> Expr:
    """A recurrence holds at every step: as an equation between functions of the step."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return relation
    steps = [s for s in symbols(relation) if s.domain == "natural" and not s.rank and s.name in STEPS]
    if len(steps) != 1:
        return relation
    local = fresh_local((), "natural")
    left, right = (bind("function", local, substitute(side, {steps[0]: local})) for side in relation.args)
    return apply("eq", left, right)


def _settled(scope: Scope) -> set[str]:
    """Names that the text declares or defines, so that they are no densities by habit."""
    return {n for n, role in scope.roles.items() if role.source in ("declared", "prose") or role.definition is not None}


def _role_text(s: Symbol, source: str) -> str:
    return str(Role(s.shape, s.domain, source=source if source in ("declared", "prose", "formula") else "habit"))


def _resize(claim: Claim, sizes: dict[str, Size]) -> Claim:
    if not sizes:
        return claim
    defines = claim.defines
    return replace(
        claim,
        relations=tuple(substitute(r, sizes=sizes) for r in claim.relations),
        premises=tuple(substitute(p, sizes=sizes) for p in claim.premises),
        defines=substitute(defines, sizes=sizes) if defines is not None else None,  # type: ignore[arg-type]
    )


def _with_premises(claim: Claim, scope: Scope, names: Iterable[str]) -> Claim:
    """The premises of the scope that share a symbol with the claim, and the laws of its variables."""
    if claim.kind in ("notation", "condition") or not claim.relations:
        return claim
    sized = {n: integer(n) for n in names}
    pool: list[Expr] = []
    for premise in scope.premises:
        values: dict[Expr, Expr] = {s: sized[s.name] for s in symbols(premise) if s.name in sized and not s.rank}
        pool.append(substitute(premise, values) if values else premise)
    chosen = list(claim.premises)
    here = {s.name: s for s in symbols(*claim.relations, *claim.premises)}
    atoms = set(dims(*claim.relations, *claim.premises))
    changed = True
    while changed:
        changed = False
        for premise in pool:
            own = symbols(premise)
            if premise in chosen or any(s.name in here and here[s.name] is not s for s in own):
                continue
            if any(s.name in here for s in own) or (not own and set(dims(premise)) & atoms):
                chosen.append(premise)
                here.update({s.name: s for s in own})
                changed = True
        for name in sorted(here):
            role = scope.lookup(name)
            if role is not None and role.family is not None and here[name].domain == "variable":
                law = apply("distributed", here[name], role.family)
                if law not in chosen and here[name].shape == role.family.shape:
                    chosen.append(law)
                    here.update({s.name: s for s in symbols(law) if s.name not in here})
                    changed = True
    return replace(claim, premises=tuple(chosen))


def _readable(exprs: list[Expr], taken: set[str]) -> dict[str, Size]:
    """Names for sizes that stayed open: n, m, k, ..."""
    found: list[str] = []
    for expr in exprs:
        for s in symbols(expr):
            for size in (*s.shape, *(d for p in s.params if isinstance(p, tuple) for d in p)):
                found.extend(a for a in sorted(size.atoms) if a[0] == "?" and a not in found)
    everything = dims(*exprs)
    found.extend(a for a in everything if a[0] == "?" and a not in found)
    used = {*taken, *everything}
    pool = [name for name in DIM_NAMES if name not in used]
    return {name: Size.of(new) for name, new in zip(found, pool)}


def taken_names(tree: Node, scope: Scope) -> set[str]:
    """Names that a size must not get."""
    return {n.text for n in walk(tree) if isinstance(n, Name)}


def size_names(tree: Node, scope: Scope) -> frozenset[str]:
    """Names that are sizes: of declared arrays, ends of sums, exponents of \\mathbb{R}."""
    scan = Scan(tree, scope.roles)
    found = {n for n in scan.sizes if n not in scan.bound or n in "nmNMdKT"}
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
    return frozenset(found - {name for name, role in scope.roles.items() if role.definition is not None})


def declarations(tree: Node, found: list[Clause], scope: Scope) -> tuple[Scope, dict[str, Size]]:
    """The scope with what the formula itself declares (x \\in \\mathbb{R}^n), and ranges of free indices."""
    ranges: dict[str, Size] = {}
    e = Elaborator(scope, Scan(tree, scope.roles), Choices({}, {}), frozenset())
    for clause in found:
        node = clause.node
        if not isinstance(node, Relation):
            continue
        if clause.kind == "range":
            target, _, end = node.operands
            if isinstance(target, Name) and not (isinstance(end, Name) and end.text == "infty"):
                ranges[target.text] = e.dimension(end)
            continue
        for k, relation in enumerate(node.relations):
            if relation == "in" and k == 0:
                scope = _declare_member(e, node.operands[0], node.operands[1], scope)
            elif relation == "in" and k == len(node.relations) - 1 and k:
                continue
        if node.relations[:1] == (":",) and len(node.operands) == 3 and node.relations[1] == "->":
            scope = _declare_function(e, node, scope)
    return scope, ranges


def _declare_member(e: Chance, target: Node, where: Node, scope: Scope) -> Scope:
    try:
        space = e.space(where)
    except Unreadable:
        return scope
    if space is None:
        return scope
    shape, domain = space
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


def _declare_function(e: Chance, node: Relation, scope: Scope) -> Scope:
    target, source, goal = node.operands
    if not isinstance(target, Name):
        return scope
    try:
        start, end = e.space(source), e.space(goal)
    except Unreadable:
        return scope
    if start is None or end is None:
        return scope
    return scope.declare(target.text, Role(end[0], "function", (start[0],), source="declared"))


def _function_heads(node: Relation) -> set[str]:
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
