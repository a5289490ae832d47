"""What symbols mean at a place of a document: roles, premises, macros, conventions.

A `Scope` is a value: `declare`, `define`, `assume` return a new one. So a section's scope is its
parent's, and what a section added is dropped by going back to the scope from before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from lemmata.engine.expr import (
    DOMAINS,
    Apply,
    Bind,
    Expr,
    Local,
    Shape,
    Symbol,
    implied,
    open_binder,
    substitute,
    symbol,
    symbols,
)

MOST_STEPS = 20  # of names that abbreviate names; a circle ends there
SOURCES = ("habit", "prose", "formula", "declared")  # by rising strength

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Role:
    """What a name stands for; a field that is not known is empty.

    shape       sizes of the axes, () for a scalar, None where only the domain is known
    domain      a row of `DOMAINS`, "" where only the shape is known
    params      the number of classes of labels, the argument shapes of a function
    definition  what the name abbreviates: an expression, or a `Bind("function")`
    family      its distribution, where it is random
    source      declared, formula, prose or habit: by falling strength
    entries     whether the text named its entries alone, `x_1, ..., x_n`: then x may be something else

    >>> from lemmata.engine.expr import shape_of
    >>> print(Role(shape_of(["n", "n"]), "posdef", source="declared"))
    posdef[n n] (declared)
    """

    shape: Shape | None = None
    domain: str = ""
    params: tuple[Any, ...] = ()
    definition: Expr | None = None
    family: Expr | None = None
    source: str = "declared"
    entries: bool = False

    def __post_init__(self) -> None:
        if self.domain and self.domain not in DOMAINS:
            raise ValueError(f"no domain {self.domain!r}; known: {', '.join(DOMAINS)}")
        if self.source not in SOURCES:
            raise ValueError(f"no source {self.source!r}; known: {', '.join(SOURCES)}")

    def symbol(self, name: str) -> Symbol:
        """The free variable of this role; a scalar real where nothing else is known."""
        return symbol(name, self.shape or (), self.domain or "real", self.params)

    def __str__(self) -> str:
        sizes = "" if self.shape is None else "[" + " ".join(map(str, self.shape)) + "]" if self.shape else ""
        return f"{self.domain or 'real'}{sizes} ({self.source})"


def _narrows(role: Role, old: Role) -> bool:
    """Whether a role says more than the use of a name in formulas has shown: it is real, and symmetric too."""
    if old.source != "formula" or old.definition is not None or not role.domain or not old.domain:
        return False
    alike = DOMAINS[role.domain].sort == DOMAINS[old.domain].sort == "real"
    fits = role.shape is None or old.shape is None or len(role.shape) == len(old.shape)
    return alike and fits and (old.domain == "real" or implied(role.domain, old.domain))


def meant(s: Symbol, definition: Expr) -> Expr | None:
    """The definition of a name as the meaning of this symbol: of the same shape, a function of the same arguments."""
    if definition.shape != s.shape or (definition.sort == "function") != (s.domain == "function"):
        return None
    body = definition
    for shape in s.params if s.domain == "function" else ():
        if not isinstance(body, Bind) or not isinstance(local := open_binder(body)[0], Local) or local.shape != shape:
            return None
        body = body.body
    return None if body.sort == "function" else definition


@dataclass(frozen=True)
class Scope:
    """Roles by name, premises, macros and conventions; immutable.

    options: `document` (a decimal means its last printed digit), `log` (base of a plain log: "e", "2",
    "10"), `ddof`, `layout` ("row": numerator, "column": denominator); `settled`: those that are fixed, so that no
    other is tried; `apart`: letters whose numbered ones are no entries of theirs; a reader notes those that it used.

    >>> scope = Scope().declare("s", Role((), "positive"))
    >>> str(scope.lookup("s")), scope.lookup("t")
    ('positive (declared)', None)
    """

    roles: Mapping[str, Role] = field(default_factory=lambda: _EMPTY)
    premises: tuple[Expr, ...] = ()
    macros: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    options: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    def lookup(self, name: str) -> Role | None:
        return self.roles.get(name)

    def declare(self, name: str, role: Role) -> Scope:
        """Add a role. A weaker source fills only what a stronger one left open; an equal one replaces.

        A formula shows what a symbol is, not all that holds of it: words may say that a real number is positive.
        """
        old = self.roles.get(name)
        if old is not None and SOURCES.index(old.source) > SOURCES.index(role.source):
            more = _narrows(role, old)
            role = replace(
                old,
                shape=role.shape if old.shape is None or (more and role.shape is not None) else old.shape,
                domain=role.domain if more else old.domain or role.domain,
                params=old.params or role.params,
                definition=old.definition or role.definition,
                family=old.family or role.family,
            )
        return replace(self, roles=MappingProxyType({**self.roles, name: role}))

    def define(self, name: str, definition: Expr, domain: str = "") -> Scope:
        """Record what a name abbreviates; a later definition replaces an earlier one."""
        old = self.roles.get(name, Role(source="formula"))
        shape = old.shape if old.shape is not None and len(old.shape) == definition.rank else definition.shape
        known = domain or (old.domain if old.shape == shape else "")
        role = Role(shape, known, old.params, definition, old.family, old.source, old.entries)
        return replace(self, roles=MappingProxyType({**self.roles, name: role}))

    def meaning(self, s: Symbol) -> Expr | None:
        """What a symbol abbreviates; None of a name that has none, or one of another shape or other arguments."""
        role = self.lookup(s.name)
        return None if role is None or role.definition is None else meant(s, role.definition)

    def expanded(self, expr: Expr) -> Expr:
        """The expression with the names written out that abbreviate something.

        >>> from lemmata.engine.expr import number
        >>> scope = Scope().define("a", number(2))
        >>> scope.expanded(symbol("a")) is number(2)
        True
        """
        return written_out(expr, self.meaning)

    def whole(self) -> Scope:
        """With every name that was known by its entries meant as the list of them."""
        return replace(self, roles=MappingProxyType({k: replace(v, entries=False) for k, v in self.roles.items()}))

    def forget(self, name: str) -> Scope:
        """Without the name: it starts a new meaning."""
        return replace(self, roles=MappingProxyType({k: v for k, v in self.roles.items() if k != name}))

    def assume(self, *premises: Expr) -> Scope:
        """Add boolean expressions that the text states."""
        new = tuple(p for p in premises if p not in self.premises)
        return replace(self, premises=self.premises + new)

    @property
    def laws(self) -> tuple[Apply, ...]:
        """The laws that the text states: `X \\sim \\mathcal N(0, 1)`, also of several variables together."""
        return tuple(p for p in self.premises if isinstance(p, Apply) and p.op == "distributed")

    def laws_of(self, name: str) -> list[Expr]:
        """The laws that the text gives one name by itself."""
        return [law.args[1] for law in self.laws if isinstance(law.args[0], Symbol) and law.args[0].name == name]

    def with_macros(self, macros: Mapping[str, Any]) -> Scope:
        return replace(self, macros=MappingProxyType({**self.macros, **macros}))

    def settled(self, option: str) -> Any:
        """The value of a convention that is fixed, None where it is open."""
        return self.options.get(option) if option in self.options.get("settled", ()) else None

    def with_options(self, **options: Any) -> Scope:
        return replace(self, options=MappingProxyType({**self.options, **options}))


def written_out(expr: Expr, meaning: Callable[[Symbol], Expr | None], keep: Expr | None = None) -> Expr:
    """The expression with symbols replaced by what they abbreviate, all but `keep`."""
    for _ in range(MOST_STEPS):
        inside: dict[Expr, Expr] = {
            s: found for s in symbols(expr) if s is not keep and (found := meaning(s)) is not None}
        if not inside:
            break
        expr = substitute(expr, inside)
    return expr
