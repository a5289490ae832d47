"""What is supposed of a name that is made of others, "suppose that $s > 0$", is said of these: it is no new name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lemmata.documents.prose.said import About
from lemmata.engine.expr import Apply, Expr, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.scope import Scope

_SPELLED: dict[str, Callable[[Expr], tuple[Expr, ...]]] = {
    "positive": lambda x: (apply("gt", x, 0),),
    "nonnegative": lambda x: (apply("ge", x, 0),),
    "negative": lambda x: (apply("lt", x, 0),),
    "nonzero": lambda x: (apply("ne", x, 0),),
    "invertible": lambda a: (apply("ne", apply("det", a), 0),),
    "symmetric": lambda a: (apply("eq", a, apply("transpose", a)),),
    "posdef": lambda a: (apply("eq", a, apply("transpose", a)), apply("gt", apply("min", apply("eigvalsh", a)), 0)),
    "orthogonal": lambda a: (apply("eq", apply("transpose", a) @ a, apply("eye", n=a.shape[0])),),
}
_OF_NUMBERS = ("positive", "nonnegative", "negative", "nonzero")


@dataclass(frozen=True)
class Supposed:
    """The conditions that words spell out, and the names that they restrict in a way that is not spelled out here."""

    premises: tuple[Expr, ...] = ()
    unspelled: frozenset[str] = frozenset()


def of_made(before: Scope, after: Scope, said: Mapping[str, About], names: Collection[str]) -> Supposed:
    """What a sentence supposes of names that keep their definitions.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> scope = Scope().define("m", symbol("a") + symbol("b"))
    >>> [to_text(p) for p in of_made(scope, scope, {"m": About(domain="positive")}, ["m"]).premises]
    ['a + b > 0']
    """
    premises: tuple[Expr, ...] = ()
    unspelled: frozenset[str] = frozenset()
    for name in sorted({*names} & {*said}):
        domain, old, new = said[name].domain, before.lookup(name), after.lookup(name)
        made = None if old is None or new is None or new.definition is not old.definition else old.definition
        if made is None or not symbols(made) or made.sort != "real" or domain in ("", "real") or known(made, domain):
            continue
        square = made.rank == 2 and made.shape[0] == made.shape[1]
        if domain in _SPELLED and (square or domain in _OF_NUMBERS):
            premises += _SPELLED[domain](made)
        else:
            unspelled |= {name, *(s.name for s in symbols(made))}
    return Supposed(premises, unspelled)


def tied(scope: Scope, name: str) -> bool:
    """Whether a name is made of others, by its definition or by an equation with them."""
    role = scope.lookup(name)
    made = () if role is None or role.definition is None else symbols(role.definition)
    equations = (symbols(p) for p in scope.premises if isinstance(p, Apply) and p.op == "eq")
    return bool(made) or any(len(found) > 1 and name in {s.name for s in found} for found in equations)
