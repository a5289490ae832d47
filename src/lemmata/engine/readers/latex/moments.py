"""What a text gives of random variables: Var[w_j] = \\sigma^2 names a moment, \\Pr(m = 1) = p a law."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, apply_at, number, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.lifting import bit
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Num, Product, Relation, Script
from lemmata.engine.readers.scope import Role, Scope

MOMENTS = {"E": "expectation", "Var": "variance", "var": "variance", "Std": "standard_deviation"}


def names_moment(run: Stated, node: Relation) -> bool:
    """State that a new name is a moment of a variable that is nothing else: E[X] = \\mu, Var[w_j] = \\sigma^2."""
    if node.relations != ("=",):
        return False
    head, target = _moment_head(node.operands[0]), node.operands[1]
    squared = isinstance(target, Script) and isinstance(target.sup, Num) and target.sup.text == "2"
    bare = target.base if squared and isinstance(target, Script) and target.sub is None else target
    if head is None or not isinstance(bare, Name) or (squared and head[0] != "variance"):
        return False
    if run.scope.lookup(bare.text) is not None or bare.text in run.e.dims or bare.text in run.e.scan.bound:
        return False
    role = run.scope.lookup(head[1])
    if role is not None and (role.domain not in ("", "real", "variable") or role.definition is not None or role.family):
        return False
    if head[1].endswith(("_bar", "_hat")) or any(
            getattr(n, "op", "") == head[0] and head[1] in {s.name for s in symbols(n)}
            for p in run.scope.premises for n in postorder(p)):
        return False
    found = run.e.value(node.operands[0])
    expr = found.expr
    variable = apply_at(expr.children[0])[0] if expr.children else None  # the mean of a constant is that
    if not isinstance(variable, Symbol) or variable.sort != "variable":
        return False
    open_places = {index.atom.atom: index for index in run.e.free.values() if index.atom.atom in expr.free}
    if open_places:  # of X_1, ..., X_n: one name for all, so they are alike
        expr = substitute(expr, sizes={atom: 0 for atom in open_places})
        run.e.assumed.append(apply("identically_distributed", variable))
        run.e.free = {}
    if squared:
        expr = apply("sqrt", expr)
    defined = symbol(bare.text, expr.shape, "nonnegative" if head[0] != "expectation" else "real")
    run.claim((apply("eq", defined, expr),), node, kind="definition", defines=defined)
    return True


def _moment_head(node: Node) -> tuple[str, str] | None:
    """The moment and the name in E[X], \\operatorname{Var}(X_j)."""
    inner = plain(node)
    if not isinstance(inner, Product) or len(inner.factors) != 2 or not isinstance(inner.factors[1], Group):
        return None
    head, group = inner.factors
    assert isinstance(group, Group)
    if isinstance(head, Name) and chance_head(head, group, head) != "E":
        return None
    name = head.name if isinstance(head, Function) else head.text if isinstance(head, Name) else ""
    subject = plain(group.items[0]) if len(group.items) == 1 else group
    if isinstance(subject, Script) and (subject.sup is not None or subject.primes or isinstance(subject.sub, Num)):
        return None
    base = subject.base if isinstance(subject, Script) else subject
    return (MOMENTS[name], base.text) if name in MOMENTS and isinstance(base, Name) else None


def with_laws(scope: Scope, claim: Claim, before: Scope) -> Scope:
    """The scope with what a claim gives of random variables, and with the laws that they had before it."""
    for s in symbols(*claim.relations, *claim.premises):
        old, new = before.lookup(s.name), scope.lookup(s.name)
        if old is not None and old.family is not None and new is not None and new.family is None and (
                s.sort == "variable" and new.shape == old.shape and claim.defines is not s):
            scope = scope.declare(s.name, replace(new, family=old.family))
    if claim.kind == "definition":
        return scope.assume(*(p for p in claim.premises if getattr(p, "op", "") == "identically_distributed"))
    if claim.kind != "condition" or len(claim.relations) != 1:
        return scope
    found = _mass_at(claim.relations[0])
    if found is None or not is_bit(found[0], claim.premises):
        return scope
    variable, place, value = found
    for s in symbols(value):  # a probability, so between 0 and 1
        if not s.rank and s.domain == "real" and (value is s or value is 1 - s):
            scope = scope.assume(apply("ge", s, 0), apply("le", s, 1))
    law = apply("bernoulli", value if place == 1 else 1 - value)
    return scope.declare(variable.name, Role((), "variable", family=law, source="formula"))


def gives_law(run: Stated, relations: list[Expr]) -> bool:
    """Whether P(m = 1) = p says with which probability m, of which only the values were known, is 1."""
    found = _mass_at(relations[0]) if len(relations) == 1 else None
    return found is not None and is_bit(found[0], run.e.assumed) and found[0] not in symbols(found[2])


def is_bit(variable: Symbol, premises: Collection[Expr]) -> bool:
    """Whether it is a random number of which the text says that it is 0 or 1, and not with which probability."""
    return not variable.rank and bit(variable) in premises


def _mass_at(relation: Expr) -> tuple[Symbol, int, Expr] | None:
    """The variable, 0 or 1, and the probability in P(m = 1) = p."""
    if not isinstance(relation, Apply) or relation.op != "eq" or relation.shape:
        return None
    left, right = relation.args
    if not isinstance(left, Apply) or left.op != "probability" or len(left.args) != 1 or right.sort not in (
            "real", "integer"):
        return None
    event = left.args[0]
    if not isinstance(event, Apply) or event.op != "eq" or not isinstance(event.args[0], Symbol):
        return None
    for place in (0, 1):
        if event.args[1] is number(place) and event.args[0].sort == "variable":
            return event.args[0], place, right
    return None
