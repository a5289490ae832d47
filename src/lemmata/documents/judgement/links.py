"""What is known where a formula stands, a link of it that fails, and what such a link consists of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lemmata.documents.judgement.equations import ALONE
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    Size,
    Symbol,
    dims,
    number,
    open_binder,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import proved_quickly
from lemmata.engine.verdicts.verdict import Verdict

_ENTROPY = re.compile(r"(?<![A-Za-z\\])H\s*(?:\\left\s*)?\(")
_ENTROPIES = ("entropy", "binary_entropy")
# What a reading notes of a law that it takes for a table.
TABLE = re.compile(r"(?P<name>\S+) is read as a finite table over (?P<letters>.+)$")
_BOUNDS = ("le", "lt", "ge", "gt", "and")


@dataclass(frozen=True)
class Known:
    """What a text has said before a formula.

    opaque  names of which it says what was not understood, with the words
    stated  conditions that bind the formula
    unread  sources of conditions that bind it and were not understood
    unsaid  words that restrict where it holds and were not understood
    stance  whether the text asserts the formula, or poses it as an equation
    denied  what the text itself says against the formula
    words   of its sentence; source: the formula itself
    everywhere  whether the words say that it holds for all values
    elsewhere names of which other formulas state something, but for definitions that are used
    spoken  the words of the sentences before, in small letters
    deduced whether they deduce it: what follows from a clause in words may be the equation that these say
    """

    scope: Scope
    opaque: Mapping[str, str] = field(default_factory=dict)
    stated: tuple[Expr, ...] = ()
    unread: tuple[str, ...] = ()
    denied: str = ""
    unsaid: tuple[str, ...] = ()
    stance: str = ALONE
    words: str = ""
    source: str = ""
    everywhere: bool = False
    deduced: bool = False
    elsewhere: frozenset[str] = frozenset()
    spoken: str = ""


@dataclass(frozen=True)
class Link:
    """One relation of a claim that fails."""

    verdict: Verdict
    relation: Expr
    claim: Claim
    known: Known

    @property
    def names(self) -> set[str]:
        found = {s.name for s in symbols(self.relation)}
        if _ENTROPY.search(self.known.source) and any(
                isinstance(n, Apply) and n.op in _ENTROPIES for n in postorder(self.relation)):
            found.add("H")  # which the text may use for something else
        return found | {n[:-3] for n in found if n.endswith(("_re", "_im"))}  # z of its real and imaginary parts

    @property
    def told(self) -> list[Symbol]:
        """The letters of which words say what they are."""
        return [s for s in symbols(self.relation) if (role := self.known.scope.lookup(s.name)) is not None and (
            role.source in ("prose", "declared"))]

    @property
    def sides(self) -> tuple[Expr, ...]:
        """Both sides of an equation, else nothing."""
        equation = isinstance(self.relation, Apply) and self.relation.op in ("eq", "approx")
        return self.relation.children if equation else ()


def new_names(relation: Expr, scope: Scope) -> list[str]:
    if not isinstance(relation, Apply) or relation.op != "eq":
        return []
    found: list[str] = []
    left, right = ({s.name for s in symbols(side)} for side in relation.children)
    for side, other, expr in ((left, right, relation.children[0]), (right, left, relation.children[1])):
        new = {name for name in side - other if scope.lookup(name) is None} - places(expr)
        behind = relation.children[expr is relation.children[0]]
        counted = not expr.rank and not behind.rank and dims(behind)  # E[T] = n H_n
        if new and (other or counted) and (side <= new or not side & other or heads(expr) & new):
            found.extend(n for n in sorted(new) if n not in found)
    return found


def places(expr: Expr) -> set[str]:
    """The names that only say where a sequence is taken: the t of m(t)."""
    calls = [n for n in postorder(expr) if isinstance(n, Apply) and n.op == "call"]
    return {s.name for c in calls for s in symbols(*c.children[1:]) if s.sort == "integer"}


def heads(expr: Expr) -> set[str]:
    """The names that an expression is an entry, a value, a power, a multiple or the image under a matrix of."""
    found: set[str] = set()
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            found.add(node.name)
        elif isinstance(node, Bind) and node.binder == "array":
            stack.append(open_binder(node)[1])
        elif isinstance(node, At):
            stack.append(node.array)
        elif isinstance(node, Apply) and node.op in ("call", "pow", "mul"):
            stack.append(node.children[0])
        elif isinstance(node, Apply) and node.op == "matmul":
            stack.extend((node.children[0], node.children[-1]))
    return found


def terms(expr: Expr) -> list[Expr]:
    """The terms of a sum."""
    found, stack = [], [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op in ("add", "sub"):
            stack.extend(node.children)
        else:
            found.append(node)
    return found


def multiple(term: Expr, name: Symbol) -> bool:
    """Whether a term is a name, or a number times it."""
    while isinstance(term, Apply) and term.op == "mul":
        factors = [c for c in term.children if name in symbols(c)]
        if len(factors) != 1 or any(c.rank for c in term.children if c is not factors[0]):
            return False
        term = factors[0]
    return term is name


def only_angle(relation: Expr, s: Symbol) -> bool:
    """Whether a symbol stands only inside sines, cosines and tangents."""
    stack, inside = [relation], 0
    while stack:
        node = stack.pop()
        if node is s:
            return False
        if isinstance(node, Apply) and node.op in ("sin", "cos", "tan"):
            inside += s in symbols(node)
        else:
            stack.extend(node.children)
    return inside > 0


def bare_symbol(side: Expr) -> Symbol | None:
    """The symbol that a side consists of: `s`, `s^2`, `f(x)`."""
    if isinstance(side, Apply) and (side.op == "call" or (side.op == "pow" and isinstance(side.args[1], Number))):
        side = side.args[0]
    return side if isinstance(side, Symbol) and side.sort not in ("variable", "event") else None


def signature(premise: Expr) -> tuple[str, tuple[str, ...]]:
    """Which relation a premise is, between which symbols: the same before and after sizes are settled."""
    return premise.op if isinstance(premise, Apply) else "", tuple(sorted({s.name for s in symbols(premise)}))


def share(premise: Expr, relation: Expr) -> bool:
    """Whether both speak of the same symbol: a sequence $w_t$ is not the vector $w$."""
    kinds = {(s.name, s.domain == "function") for s in symbols(relation)}
    return any((s.name, s.domain == "function") in kinds for s in symbols(premise))


def met(premise: Expr, link: Link) -> bool:
    """Whether the counterexample meets a condition on whole numbers, so that it stands with that condition too."""
    if link.verdict.kind != "refuted" or not isinstance(premise, Apply) or premise.op not in _BOUNDS:
        return False
    shown = link.verdict.counterexample or {}
    try:
        sizes = {name: Size.of(int(shown[name])) for name in dims(premise)}
        values: dict[Expr, Expr] = {s: number(int(shown[s.name])) for s in symbols(premise) if not s.shape}
    except (KeyError, ValueError):
        return False
    placed = substitute(substitute(premise, values), sizes=sizes)
    parts = placed.children if isinstance(placed, Apply) and placed.op == "and" else (placed,)
    return not symbols(placed) and all(proved_quickly(Claim((part,))) for part in parts)


def listed(names: Iterable[str]) -> str:
    return " and ".join(names)


def shortened(source: str, length: int = 60) -> str:
    """A formula on one line, cut where it is long, for a message.

    >>> shortened("a \\n = b")
    '$a = b$'
    """
    line = " ".join(source.split())
    return f"${line if len(line) <= length else line[:length - 1] + '…'}$"
