"""What premises say of random variables, sorted by how a sampler can make it hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lemmata.engine.evaluation.random import is_random
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    Size,
    Symbol,
    apply_at,
    at,
    integer,
    open_binder,
    postorder,
    symbols,
)
from lemmata.engine.ops import OPS, apply

Key = tuple[str, tuple[int, ...]]
SETS = ("omega", "empty_event", "disjoint", "partition", "subset")


@dataclass(frozen=True)
class Premises:
    """Premises on random symbols.

    independent    groups of names (with a place, of one entry) that are mutually independent
    componentwise  vectors whose entries are independent
    chains         (X, Y, Z), names: X and Y are independent given Z
    twins          groups that have one law
    laws           (name, place or None, law)
    means, variances  name -> given value
    same_means     name -> name of the variable that has the same mean
    determined     (name of a number, the expression that it is)
    pointwise      conditions on single outcomes, with the names of their random symbols
    checked        what a sampler must check in the end
    symbols        the random symbols that occur
    """

    independent: tuple[tuple[frozenset[tuple[str, tuple[int, ...] | None]], ...], ...] = ()
    componentwise: frozenset[str] = frozenset()
    chains: tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...] = ()
    twins: tuple[frozenset[tuple[str, tuple[int, ...] | None]], ...] = ()
    laws: tuple[tuple[str, tuple[int, ...] | None, Expr], ...] = ()
    means: dict[str, Expr] = field(default_factory=dict)
    variances: dict[str, Expr] = field(default_factory=dict)
    same_means: dict[str, str] = field(default_factory=dict)
    determined: tuple[tuple[str, Expr], ...] = ()
    pointwise: tuple[tuple[Expr, frozenset[str]], ...] = ()
    checked: tuple[Expr, ...] = ()
    symbols: tuple[Symbol, ...] = ()

    @staticmethod
    def of(premises: Sequence[Expr]) -> Premises:
        """Sort premises; those without random symbols are left to the sampler of the point."""
        sorting = _Sorting()
        for premise in premises:
            for part in _conjuncts(premise):
                if is_random(part) or (isinstance(part, Apply) and part.op in OPS
                                       and OPS[part.op].group == "probability"):
                    sorting.add(part)
        return sorting.result(tuple(s for s in symbols(*premises) if s.sort in ("variable", "event")))

    def law_of(self, name: str, place: tuple[int, ...]) -> Expr | None:
        for other, where, law in self.laws:
            if other == name and where in (None, place):
                entry = place if where is None else ()
                params = [at(p, *entry[len(entry) - p.rank:]) if 0 < p.rank <= len(entry) else p
                          for p in law.children]
                return apply(law.op, *params)  # type: ignore[attr-defined]
        return None

    def twin_of(self, name: str, place: tuple[int, ...]) -> str:
        for k, group in enumerate(self.twins):
            if (name, None) in group or (name, place) in group:
                return f"twin {k}"
        return ""

    def pairs(self, keys: Sequence[Key]) -> set[frozenset[Key]]:
        """Pairs of entries that are declared independent."""
        found: set[frozenset[Key]] = set()
        for groups in self.independent:
            expanded = [[k for k in keys if (k[0], None) in g or k in g] for g in groups]
            for left, right in itertools.combinations(expanded, 2):
                found |= {frozenset((a, b)) for a in left for b in right if a != b}
        for name in self.componentwise:
            own = [k for k in keys if k[0] == name]
            found |= {frozenset(pair) for pair in itertools.combinations(own, 2)}
        return found


class _Sorting:
    def __init__(self) -> None:
        self.independent: list[tuple[frozenset[tuple[str, tuple[int, ...] | None]], ...]] = []
        self.componentwise: set[str] = set()
        self.chains: list[tuple[frozenset[str], frozenset[str], frozenset[str]]] = []
        self.twins: list[frozenset[tuple[str, tuple[int, ...] | None]]] = []
        self.laws: list[tuple[str, tuple[int, ...] | None, Expr]] = []
        self.means: dict[str, Expr] = {}
        self.variances: dict[str, Expr] = {}
        self.same_means: dict[str, str] = {}
        self.determined: list[tuple[str, Expr]] = []
        self.named: dict[Symbol, list[Expr]] = {}
        self.pointwise: list[tuple[Expr, frozenset[str]]] = []
        self.checked: list[Expr] = []

    def result(self, found: tuple[Symbol, ...]) -> Premises:
        for number, moments in self.named.items():
            if len(moments) == 1:
                self.determined.append((number.name, moments[0]))
                continue
            for moment in moments:  # what several have in common is free, and each is made to have it
                if not self._given(number, moment):
                    self.checked.append(apply("eq", moment, number))
        return Premises(
            tuple(self.independent), frozenset(self.componentwise), tuple(self.chains), tuple(self.twins),
            tuple(self.laws), self.means, self.variances, self.same_means, tuple(self.determined),
            tuple(self.pointwise), tuple(self.checked), found,
        )

    def add(self, premise: Expr) -> None:
        op, args = (premise.op, premise.args) if isinstance(premise, Apply) else ("", ())
        if op == "independent":
            if len(args) == 1 and args[0].rank:
                self.componentwise |= _names(args[0])
            else:
                self.independent.append(tuple(_entries(a) for a in args))
        elif op == "conditionally_independent":
            self.chains.append((_names(args[0]), _names(args[1]), _names(args[2])))
        elif op == "identically_distributed":
            self.twins.append(frozenset().union(*(_entries(a) for a in args)))
        elif op == "distributed" and args[1].sort == "distribution":
            self._law(args[0], args[1])
        elif op == "eq" and self._determines(*args):
            pass
        elif all(not isinstance(n, Apply) or OPS[n.op].group != "probability" or n.op in SETS
                 for n in postorder(premise)):
            self.pointwise.append((premise, _names(premise)))
            self.checked.append(premise)
        else:
            self.checked.append(premise)

    def _law(self, variable: Expr, law: Expr) -> None:
        ((name, place),) = _entries(variable)
        self.laws.append((name, place, law))
        if place is None and variable.rank and not law.rank:
            self.componentwise.add(name)

    def _determines(self, left: Expr, right: Expr) -> bool:
        """`mu == E[X]` gives mu its value; `E[X] == 3` moves X, as does `E[X] == E[Y]`."""
        if all(isinstance(side, Apply) and side.op == "expectation" and isinstance(side.args[0], Symbol) and len(
                side.args) == 1 and not side.rank for side in (left, right)) and left is not right:
            one, other = (_names(side) for side in (left, right))
            (name,), (like,) = (one, other) if not one & set(self.same_means) else (other, one)
            if like not in self.same_means and name not in {*self.same_means, *self.same_means.values()}:
                self.same_means[name] = like
                self.checked.append(apply("eq", left, right))
                return True
        for number, random in ((left, right), (right, left)):
            if is_random(number) or not is_random(random) or random.sort in ("variable", "event"):
                continue
            if isinstance(random, Apply) and random.op == "sqrt":
                random = _root(random)
            if isinstance(random, Apply) and random.op == "standard_deviation":
                number, random = number**2, apply("variance", *random.args)  # type: ignore[operator]
            if isinstance(number, Symbol) and not number.rank:
                moments = self.named.setdefault(number, [])
                moments += [random] if random not in moments else []
                return True
            if self._given(number, random):
                return True
        return False

    def _given(self, number: Expr, random: Expr) -> bool:
        """Var(X) == v, or of one entry of alike ones: a value that X is made to have."""
        moment = _of_entries(random)
        if not isinstance(moment, Apply) or len(moment.args) != 1:
            return False
        table = {"expectation": self.means, "variance": self.variances}.get(moment.op)
        variable = moment.args[0]
        if isinstance(variable, At) and not moment.rank and isinstance(variable.array, Symbol) and (
                variable.array.rank == 1):
            variable = variable.array
        elif variable.rank and table is self.variances:
            return False
        if table is None or not isinstance(variable, Symbol):
            return False
        table[variable.name] = number
        self.checked.append(apply("eq", random, number))
        return True


def _of_entries(node: Expr) -> Expr:
    """E[X] for the array of all E[X_i]."""
    entry, opened = node, []
    while isinstance(entry, Bind) and entry.binder == "array":
        index, entry = open_binder(entry)
        opened.append(index)
    if opened and isinstance(entry, Apply) and entry.op == "expectation" and len(entry.args) == 1:
        array, places = apply_at(entry.args[0])
        here = [integer(index) for index in opened if isinstance(index, Size)]
        if isinstance(array, Symbol) and list(places) == here and array.shape == node.shape:
            return apply("expectation", array)
    return node


def _root(node: Apply) -> Expr:
    """sqrt(Var(X)) as the standard deviation."""
    inner = node.args[0]
    if isinstance(inner, Apply) and inner.op == "variance" and not inner.rank:
        return apply("standard_deviation", *inner.args)
    return node


def _names(expr: Expr) -> frozenset[str]:
    return frozenset(s.name for s in symbols(expr) if s.sort in ("variable", "event"))


def _entries(expr: Expr) -> frozenset[tuple[str, tuple[int, ...] | None]]:
    """Random symbols by name, single entries of them with their place."""
    if isinstance(expr, At) and isinstance(expr.array, Symbol) and all(isinstance(i, Number) for i in expr.indices):
        return frozenset([(expr.array.name, tuple(int(i.value) for i in expr.indices))])  # type: ignore[union-attr]
    return frozenset((name, None) for name in _names(expr))


def _conjuncts(premise: Expr) -> Iterable[Expr]:
    stack = [premise]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op == "and":
            stack += reversed(node.args)
        else:
            yield node
