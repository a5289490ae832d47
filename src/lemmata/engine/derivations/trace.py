"""What one reverse pass does, with names for the parts between its rules: its own values, put down as they arise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from lemmata.engine.derivations.naming import Names, domain_of
from lemmata.engine.derivations.rules import is_linear, is_own, is_rule, same_rule
from lemmata.engine.derivatives.polish import polish
from lemmata.engine.derivatives.reverse import Reverse
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Size,
    Symbol,
    at,
    bind,
    count_nodes,
    fold,
    open_binder,
    postorder,
    symbol,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.notation import readable
from lemmata.engine.notation.choices import is_zero


@dataclass(frozen=True)
class Part:
    """A named part of a formula, in terms of the parts before it, and as it stands in the formula.

    symbol    its name, over the indices of the sums that it stands in
    inside    what it is, with the names of other parts
    whole     what it is, in the variables of the formula
    """

    symbol: Symbol
    inside: Expr
    whole: Expr


@dataclass(frozen=True)
class Slope:
    """The derivative of the formula by a part (or by the variable), in terms of parts and of slopes before it.

    part      what is differentiated by
    symbol    the name of the derivative
    value     what the pass found it to be
    used      the operations whose rules gave it
    paths     on how many ways the formula depends on the part
    ways      the sum of what comes back on each way, before it is collected; None of one way
    """

    part: Symbol
    symbol: Symbol
    value: Expr
    used: tuple[Expr, ...]
    paths: int
    ways: Expr | None = None


@dataclass
class Trace:
    """Watches a reverse pass: names the parts that rules act on, and notes the derivative by each.

    Every rule is applied by the pass itself to the names, so the derivative that the pass ends with is in their terms.
    """

    root: Expr
    of: str  # the name of what is differentiated
    wrt: Symbol
    names: Names
    given: Mapping[str, Expr] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    slopes: list[Slope] = field(default_factory=list)
    formula: Expr | None = None  # the formula in terms of its parts
    unfolded: tuple[str, ...] = ()  # operations in it that were replaced by what they stand for
    active: frozenset[Expr] = frozenset()  # what changes with the variable

    def __post_init__(self) -> None:
        self._instead: dict[Expr, Expr] = {}
        self._symbols: dict[Expr, Symbol] = {}
        self._used: dict[Expr, dict[Expr, None]] = {}
        self._ways: dict[Expr, list[Expr]] = {}

    # what the pass tells

    def planned(self, run: Reverse, order: Sequence[Expr]) -> None:
        named = self._chosen(run, order)
        self.active = frozenset(order)
        given = {node: name for name, node in self.given.items()}
        standing = set(postorder(self.root))
        still = sorted((n for n in given if n in standing - self.active), key=count_nodes)  # they do not change
        nodes = [*still, *(n for n in order if n in named or n in run.bodies)]
        self.unfolded = tuple(dict.fromkeys(n.op for n in nodes if n in run.bodies and isinstance(n, Apply)))
        parts = [*still, *(n for n in order if n in named)]
        around = {n: [pair for pair in run.indices(n) or [] if pair not in run.outer] for n in parts}
        wholes = {n: _over(around[n], n) for n in parts}
        words = dict(zip(parts, self.names.parts([(wholes[n], n, given.get(n, "")) for n in parts])))
        for node in nodes:
            if node not in words:
                self._instead[node] = self._folded(run, run.bodies[node])
                continue
            word = words[node]
            inside = _over(around[node], self._folded(run, run.bodies.get(node, node)))
            found = symbol(word, wholes[node].shape, domain_of(wholes[node]))
            self.parts.append(Part(found, inside, wholes[node]))
            self._symbols[node] = found
            self._instead[node] = at(found, *(i for i, _ in around[node]))
        self.formula = self._folded(run, self.root)

    def pushed(self, run: Reverse, node: Expr, arg: Expr, part: Expr) -> Expr:
        used = self._used.setdefault(arg, {})
        own = [] if node in run.bodies else [node]
        used.update(dict.fromkeys(own if node in self._symbols else [*own, *self._used.get(node, ())]))
        part = self._folded(run, part)
        self._ways.setdefault(arg, []).append(part)
        return part

    def collected(self, run: Reverse, node: Expr, g: Expr) -> Expr:
        if node is not self.wrt and (node not in self._symbols or node is self.root):
            return g
        around = run.indices(node) or []
        value = g
        for index, size in reversed(around):
            value = run.clean.array(index, Size.of(0), size, value)
        value = self._folded(run, readable(polish(value, run.clean.shared)))  # a part may have come up anew
        part = self.wrt if node is self.wrt else self._symbols[node]
        name = self.names.slope(self.of, part.name)
        found = symbol(name, value.shape, domain_of(value))
        ways = self._ways.get(node, [])
        apart = [way for one in ways if not is_zero(way := readable(polish(one, run.clean.shared)))]
        self.slopes.append(Slope(part, found, value, tuple(self._used.get(node, ())), len(ways),
                                 None if around or len(set(apart)) < 2 else reduce(_plus, apart)))
        return g if node is self.wrt else at(found, *(i for i, _ in around))

    # names

    def _chosen(self, run: Reverse, order: Sequence[Expr]) -> set[Expr]:
        """The nodes that get a name: between two rules, or on several ways from the formula to the variable."""
        users: dict[Expr, list[Expr]] = {}
        heavy: dict[Expr, bool] = {}
        active = set(order)

        def rules(node: Expr) -> bool:
            return node not in run.bodies and is_rule(node, active)

        for node in order:
            heavy[node] = rules(node) or any(heavy[n] for n in run.uses[node])
            for n in run.uses[node]:
                users.setdefault(n, []).append(node)
        named = {node for node in self.given.values() if node in active and run.indices(node) is not None}
        asked: set[Expr] = set()  # a rule acts on them, but they only pass it on
        for node in reversed(order):
            above = users.get(node, [])
            acted = any(a in asked or (rules(a) and not same_rule(a, node)) for a in above)
            if node in named or node in (self.root, self.wrt) or node.sort not in ("real", "integer"):
                continue
            if not (acted and heavy[node]) and not (len(above) > 1 and (heavy[node] or is_own(node))):
                continue
            if len(above) == 1 and _passes_on(node, active):
                asked.add(node)  # the part without its number gets the name
            elif run.indices(node) is not None:
                named.add(node)
        return named - {self.root, self.wrt}

    def _folded(self, run: Reverse, root: Expr) -> Expr:
        """An expression with names in the place of what they stand for."""
        if not self._instead:
            return root
        done = dict(self._instead)
        for node in postorder(root):  # what holds no name stays as it is, unopened
            if isinstance(node, Bind) and node not in run.opened and self._instead.keys().isdisjoint(postorder(node)):
                done[node] = node

        def step(node: Expr, new: tuple[Expr, ...]) -> Expr:
            return node if new == node.children else with_args(node, new)

        def opened(node: Bind) -> tuple[Size | Local, Expr]:
            return run.opened[node] if node in run.opened else open_binder(node)

        def close(node: Bind, variable: Size | Local, below: tuple[Expr, ...], new: tuple[Expr, ...]) -> Expr:
            return node if new == below else bind(node.binder, variable, *new)

        return fold(root, step, close, done, opened)


def _over(around: Sequence[tuple[Size, Size]], node: Expr) -> Expr:
    """The array over opened indices; of the entries of an array it is that array."""
    for index, size in reversed(around):
        node = bind("array", index, node, 0, size)
    return readable(node) if around else node


def _plus(total: Expr, way: Expr) -> Expr:
    """With what comes with a minus taken away."""
    other = readable(-way)
    return total - other if count_nodes(other) < count_nodes(way) else total + way


def _passes_on(node: Expr, active: set[Expr]) -> bool:
    """Whether it is what depends on the variable, times something: the rule beside it takes that along."""
    if not isinstance(node, Apply):
        return False
    if node.op == "neg":
        return True
    if node.op not in ("mul", "div"):
        return False
    return is_linear(node, active) and all(a in active or not a.rank or a.shape == node.shape for a in node.args)
