"""From what the prose says of a symbol to its role in the scope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lemmata.documents.prose import Said
from lemmata.engine.expr import DOMAINS, implied
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import assumed
from lemmata.engine.readers.scope import Role, Scope


def with_said(scope: Scope, said: Mapping[str, Said]) -> Scope:
    """The scope with what a sentence says of symbols; a name that is a size stays one."""
    sizes = {atom for role in scope.roles.values() for size in role.shape or () for atom in size.atoms}
    sizes |= {part for one in said.values() for part in one.shape or ()}
    for name, one in said.items():
        if name in sizes and one.domain in ("", "integer", "natural", "positive", "real"):
            continue
        role = role_of(name, one, scope.lookup(name))
        if role is not None:
            scope = scope.declare(name, role)
    return scope


def role_of(name: str, said: Said, old: Role | None) -> Role | None:
    """What the prose says of a symbol as a role; what it leaves open stays as it was.

    >>> str(role_of("A", Said(("n", "n"), 2, "posdef"), None))
    'posdef[n n] (prose)'
    """
    shape = None
    if said.shape is not None:
        try:
            shape = parse_declarations(f"x: real[{' '.join(said.shape)}]")["x"].shape if said.shape else ()
        except ReadError:
            shape = None
    domain = said.domain if said.domain in DOMAINS else ""
    if shape is None and said.rank is not None and (old is None or old.shape is None or len(old.shape) != said.rank):
        shape = assumed(name, said.rank, domain or "real").shape
    if old is not None:
        if shape is None or (old.shape is not None and len(shape) == len(old.shape) and said.shape is None):
            shape = old.shape
        if not domain and (old.shape is None or shape is None or len(shape) == len(old.shape)):
            domain = old.domain
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
            argument = parse_declarations(f"x: real[{' '.join(said.argument)}]")["x"].shape if said.argument else ()
            params = (argument,)
    return Role(shape, domain, params, source="prose")
