"""What premises say of random variables, sorted by how a sampler can make it hold."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from lemmata.engine.evaluation.arithmetic import Unsupported
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
    operands,
    postorder,
    symbols,
)
from lemmata.engine.ops import OPS, apply

Key = tuple[str, tuple[int, ...]]
Entry = tuple[str, tuple[int, ...] | None]  # a whole variable, or one entry of it
SETS = ("omega", "empty_event", "disjoint", "partition", "subset")


@dataclass(frozen=True)
class Premises:
    """Premises on random symbols.

    independent    groups of names (with a place, of one entry) that are mutually independent
    componentwise  vectors whose entries are independent
    chains         (X, Y, Z), names: X and Y are independent given Z
    twins          groups that have one law
    laws           (name, place or None, law)
    means, variances  (name, place or None) -> given value
    same_means     name -> name of the variable that has the same mean
    determined     (name of a number, the expression that it is)
    pointwise      conditions on single outcomes, with the names of their random symbols
    checked        what a sampler must check in the end
    symbols        the random symbols that occur
    """

    independent: tuple[tuple[frozenset[Entry], ...], ...] = ()
    componentwise: frozenset[str] = frozenset()
    chains: tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...] = ()
    twins: tuple[frozenset[Entry], ...] = ()
    laws: tuple[tuple[str, tuple[int, ...] | None, Expr], ...] = ()
    means: dict[Entry, Expr] = field(default_factory=dict)
    variances: dict[Entry, Expr] = field(default_factory=dict)
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
            for part in operands(premise, "and"):
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

    def mean_of(self, name: str, place: tuple[int, ...]) -> Expr | None:
        """The mean that premises give to an entry."""
        whole = self.means.get((name, None))
        return self.means.get((name, place), at(whole, *place) if whole is not None and whole.rank else whole)

    def variance_of(self, name: str, place: tuple[int, ...]) -> Expr | None:
        """The variance that premises give to an entry."""
        whole = self.variances.get((name, None))
        return self.variances.get((name, place), at(whole, *place) if whole is not None and whole.rank else whole)

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
        self.independent: list[tuple[frozenset[Entry], ...]] = []
        self.componentwise: set[str] = set()
        self.chains: list[tuple[frozenset[str], frozenset[str], frozenset[str]]] = []
        self.twins: list[frozenset[Entry]] = []
        self.laws: list[tuple[str, tuple[int, ...] | None, Expr]] = []
        self.means: dict[Entry, Expr] = {}
        self.variances: dict[Entry, Expr] = {}
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
            tuple(self.laws), self._of_all_alike(self.means), self._of_all_alike(self.variances),
            self.same_means, tuple(self.determined),
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
            alike: frozenset[Entry] = frozenset().union(*(_entries(a) for a in args))
            alike = alike.union(*(group for group in self.twins if group & alike))  # X as Y, Y as Z: all three
            self.twins = [*(group for group in self.twins if not group & alike), alike]
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
        if isinstance(variable, Apply):
            raise Unsupported("a law of what is made of random variables is not used here")
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
            # A number of a domain of its own ("m > 0") is drawn there; what a moment comes to may lie outside of it.
            if isinstance(number, Symbol) and number.domain != "real" and number not in self.named and (
                    _moment(random)[0] == "expectation") and self._given(number, random):
                return True
            if isinstance(number, Symbol) and not number.rank:
                moments = self.named.setdefault(number, [])
                moments += [random] if random not in moments else []
                return True
            if self._given(number, random):
                return True
        return False

    def _given(self, number: Expr, random: Expr) -> bool:
        """Var(X) == v, or E(X[0]) == m of one entry: a value that X is made to have."""
        moment, entry = _moment(random)
        if entry is None or moment not in ("expectation", "variance"):
            return False
        (self.means if moment == "expectation" else self.variances)[entry] = number
        self.checked.append(apply("eq", random, number))
        return True

    def _of_all_alike(self, moments: dict[Entry, Expr]) -> dict[Entry, Expr]:
        """What is given of one of several with one law is given of all."""
        found = dict(moments)
        for (name, place), value in moments.items():
            for group in self.twins:
                if (name, place) in group or (name, None) in group:
                    found |= {other: value for other in group if other not in moments}
        return found


def _moment(node: Expr) -> tuple[str, Entry | None]:
    """The name of a moment and what it is of: Var(X[0]), E[X], the array of all E[X_i] or of all Var(X_i)."""
    inner, opened = node, []
    while isinstance(inner, Bind) and inner.binder == "array":
        index, inner = open_binder(inner)
        opened.append(index)
    if not isinstance(inner, Apply) or len(inner.args) != 1:
        return "", None
    array, places = apply_at(inner.args[0])
    if not isinstance(array, Symbol):
        return "", None
    if opened:
        here = [integer(index) for index in opened if isinstance(index, Size)]
        return inner.op, (array.name, None) if list(places) == here and array.shape == node.shape else None
    if inner.args[0].rank and (places or inner.op == "variance"):
        return inner.op, None  # the covariances of a vector
    if not all(isinstance(i, Number) for i in places):
        return inner.op, None
    return inner.op, (array.name, tuple(int(i.value) for i in places if isinstance(i, Number)) if places else None)


def _root(node: Apply) -> Expr:
    """sqrt(Var(X)) as the standard deviation."""
    inner = node.args[0]
    if isinstance(inner, Apply) and inner.op == "variance" and not inner.rank:
        return apply("standard_deviation", *inner.args)
    return node


def _names(expr: Expr) -> frozenset[str]:
    return frozenset(s.name for s in symbols(expr) if s.sort in ("variable", "event"))


def _entries(expr: Expr) -> frozenset[Entry]:
    """Random symbols by name, single entries of them with their place."""
    if isinstance(expr, At) and isinstance(expr.array, Symbol) and all(isinstance(i, Number) for i in expr.indices):
        return frozenset([(expr.array.name, tuple(int(i.value) for i in expr.indices))])  # type: ignore[union-attr]
    return frozenset((name, None) for name in _names(expr))
