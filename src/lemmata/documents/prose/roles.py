"""From what the prose says of a symbol to its role in the scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lemmata.documents.language.symbols import Mention, Named, symbol_list
from lemmata.documents.prose.said import About
from lemmata.engine.expr import DOMAINS, Apply, Expr, Shape, Symbol, implied, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import assumed
from lemmata.engine.readers.latex.lifting import bit
from lemmata.engine.readers.latex.turned import PRIMED
from lemmata.engine.readers.scope import Role, Scope

_SIGNS = {"positive": "gt", "nonnegative": "ge", "negative": "lt", "nonzero": "ne"}
_LOOKS = {"symmetric", "diagonal", "diagonalizable"}
# x', x' = ..., x' \in S, but not x' b = ...
_PRIMED = re.compile(
    r"\s*((?:\\[A-Za-z]+\s*)?\{?\s*\\?[A-Za-z]*\s*\}?)(?:_\{?\w+\}?)?\s*(?:'+|\^\s*\{?\s*(?:\\prime\s*|')+\}?)"
    r"\s*(?:$|[=,.;]|:|\\(?:in|leftarrow|gets|coloneqq|sim|mapsto|to|neq?)\b)")
_LOOSE = ("real", "function")  # what is said of a value, or of how smooth a thing is, clashes with nothing


def with_said(scope: Scope, said: Mapping[str, About]) -> Scope:
    """The scope with what a sentence says of symbols; a name that is a size stays one."""
    sizes = {atom for role in scope.roles.values() for size in role.shape or () for atom in size.atoms}
    sizes |= {part for one in said.values() for part in one.shape or ()}
    for name, one in said.items():
        if name in sizes and one.domain in ("", "integer", "natural", "positive", "real"):
            continue
        old = scope.lookup(name)
        role = role_of(name, one, old)
        if role is not None:
            scope = (scope.forget(name) if old is not None and _guessed(old, one, role) else scope).declare(name, role)
    return scope


def _guessed(old: Role, said: About, now: Role) -> bool:
    """Whether a formula only looked as if a name were what the words now say otherwise: "for all $b \\in [0, 1]$"."""
    if old.source != "formula" or old.definition is not None or old.family is not None:
        return False
    other = said.shape is not None and old.shape is not None and len(said.shape) != len(old.shape)
    return other or (old.domain in ("", "real") and now.domain not in ("", "real"))


def counted_from(scope: Scope, names: Sequence[Named]) -> Scope:
    """The scope that knows which lists begin with an entry 0: `x_0, ..., x_n`."""
    old = scope.options.get("from_zero", frozenset())
    new = old.union(one.name for one in names if one.zero) - {one.name for one in names if one.last and not one.zero}
    return scope if new == old else scope.with_options(from_zero=new)


def with_primed(scope: Scope, sources: Sequence[str]) -> Scope:
    """The scope that knows of which names the text names another one by a prime: "the next state $s'$"."""
    old: frozenset[str] = scope.options.get(PRIMED, frozenset())
    new = old.union(one.name for source in sources if (found := _PRIMED.match(source)) for one in symbol_list(found[1]))
    return scope if new == old else scope.with_options(**{PRIMED: new})


def clashing(scope: Scope, said: Mapping[str, About]) -> set[str]:
    """Names of which a text says two things that no domain expresses together: "invertible" of a symmetric matrix."""
    found = set()
    for name, one in said.items():
        old = scope.lookup(name)
        if old is None or old.source not in ("prose", "declared") or not one.domain or not old.domain:
            continue
        both = (old.domain, one.domain)
        if one.domain in _LOOSE or old.domain in _LOOSE or implied(*both) or implied(*both[::-1]):
            continue
        if (old.domain == "variable" and one.domain in _SIGNS) or _regular(*both):
            continue
        found.add(name)
    return found


def signs_of_variables(scope: Scope, said: Mapping[str, About]) -> list[Expr]:
    """"If $X$ is positive" of a random variable: it stays one, with a bound."""
    found = []
    for name, one in said.items():
        role = scope.lookup(name)
        if role is not None and role.domain == "variable" and one.domain in _SIGNS:
            found.append(apply(_SIGNS[one.domain], role.symbol(name), 0))
    return found


def bits_of_variables(scope: Scope, mentions: Iterable[Mention]) -> list[Expr]:
    """"Let $X \\in \\{0, 1\\}$ be a random variable": it stays one, of which the values are known."""
    names = (one.name for m in mentions if m.kind == "member" and m.domain == "binary" for one in m.names)
    roles = ((name, scope.lookup(name)) for name in names)
    return [bit(role.symbol(name)) for name, role in roles if role is not None and role.domain == "variable"
            and role.shape == () and role.definition is None]


def _regular(one: str, other: str) -> bool:
    """Whether one domain says that a matrix is invertible, and the other what it looks like."""
    return {one, other} & {"invertible"} != set() and bool({one, other} & _LOOKS)


def regular_matrices(before: Scope, after: Scope, said: Mapping[str, About]) -> list[Expr]:
    """"invertible" of a symmetric matrix: it stays symmetric, and its determinant is not zero."""
    found = []
    for name, one in said.items():
        old, new = before.lookup(name), after.lookup(name)
        if new is None or new.shape is None or len(new.shape) != 2 or new.shape[0] != new.shape[1]:
            continue
        if one.regular or (old is not None and _regular(old.domain, one.domain)):
            found.append(apply("ne", apply("det", new.symbol(name)), 0))
    return found


def with_sizes_of(scope: Scope, before: Scope, said: Mapping[str, About]) -> Scope:
    """"If $A$ is invertible" makes an oblong A square for its sentence; behind it A has its sizes again."""
    for name in said:
        old, now = before.lookup(name), scope.lookup(name)
        if old is not None and now is not None and old.shape is not None and now.shape is not None and (
                len(old.shape) == len(now.shape) == 2 and old.shape[0] != old.shape[1] and old.shape != now.shape):
            scope = scope.forget(name).declare(name, old)
    return scope


def without_laws(scope: Scope, relations: Sequence[Expr]) -> Scope:
    """The scope without what was said of variables that get another law now: the later law replaces the first."""
    again = set()
    for relation in relations:
        if isinstance(relation, Apply) and relation.op == "distributed" and isinstance(relation.args[0], Symbol):
            name = relation.args[0].name
            if any(law is not relation and law.args[0] is relation.args[0] for law in scope.laws):
                again.add(name)
    kept = tuple(p for p in scope.premises if not again & {s.name for s in symbols(p)})
    return replace(scope, premises=kept) if again else scope


def role_of(name: str, said: About, old: Role | None) -> Role | None:
    """What the prose says of a symbol as a role; what it leaves open stays as it was.

    >>> str(role_of("A", About(("n", "n"), 2, "posdef"), None))
    'posdef[n n] (prose)'
    """
    shape = None
    if said.shape is not None:
        shape = _shape(said.shape)
    domain = said.domain if said.domain in DOMAINS else ""
    if old is not None and old.domain == "variable" and domain in _SIGNS:
        domain = "variable"
    if old is not None and domain and old.domain and implied(old.domain, domain):
        domain = old.domain  # what was said before says more
    if old is not None and domain == "invertible" and old.domain in _LOOKS:
        domain = old.domain
    counted = shape if shape or old is None or not old.entries else old.shape
    if each := _shape(said.each):
        if not counted and (old is None or old.shape is None) and shape is None:
            counted = assumed(name, 1, "real").shape  # x_i in R^d, for as many i as there are
        if counted:
            shape = (*counted[:1], *each)  # x_1, ..., x_n, each in R^d
    if shape is None and said.rank is not None and (old is None or old.shape is None or len(old.shape) != said.rank):
        shape = assumed(name, said.rank, domain or ("invertible" if said.square else "real")).shape
    if old is not None:
        if shape is None or (old.shape is not None and len(shape) == len(old.shape) and said.shape is None):
            shape = old.shape
        if not domain and (old.shape is None or shape is None or len(shape) == len(old.shape)):
            domain = old.domain
    oblong = old is not None and old.shape is not None and len(old.shape) == 2 and old.shape[0] != old.shape[1]
    if said.shape is None and oblong and (said.square or (domain and implied(domain, "square"))):
        shape = assumed(name, 2, domain or "invertible").shape  # whatever sizes it had, it is square now
    if domain and shape is not None:
        rank = DOMAINS[domain].rank
        square = len(shape) == 2 and (shape[0] == shape[1] or any(a[0] == "?" for s in shape for a in s.atoms))
        if (rank is not None and len(shape) != rank) or (implied(domain, "square") and not square):
            domain = ""
    if shape is None and not domain:
        return None
    params: tuple[Any, ...] = ()
    if domain == "function":
        if said.argument is None:
            params = old.params if old is not None else ()
        else:
            params = (_shape(said.argument) or (),)
    if old is not None and old.definition is not None and (shape, domain) == (old.shape, old.domain):
        return old  # nothing new: "the covariance matrix $V$" of one that is known
    return Role(shape, domain, params, source="prose",
                entries=(said.entries or bool(said.each)) and (old is None or old.entries))


def _shape(sizes: tuple[str, ...]) -> Shape | None:
    """Sizes in words as a shape; None where one can't be read."""
    try:
        return parse_declarations(f"x: real[{' '.join(sizes)}]")["x"].shape if sizes else ()
    except ReadError:
        return None
