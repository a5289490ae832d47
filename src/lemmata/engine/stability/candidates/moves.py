"""One step away: every form that one rule, one fraction or one series makes of one part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lemmata.engine.expr import Apply, Bind, Expr, count_nodes, postorder, substitute, transform
from lemmata.engine.notation import whole as over_arrays
from lemmata.engine.ops import OPS
from lemmata.engine.programs.gammas import log_beta, of_sum, pairs
from lemmata.engine.programs.hazards import hazards
from lemmata.engine.rewriting.rule import Rule, flatten, rewrites
from lemmata.engine.rewriting.rules.stability import REFINED, VECTORS, compensated, rules_at, with_number
from lemmata.engine.stability.candidates.clean import clean
from lemmata.engine.stability.candidates.fractions import ARITHMETIC, fraction
from lemmata.engine.stability.candidates.removable import COUNTS, removable
from lemmata.engine.stability.candidates.series import FAR, NEAR, beginning, series

FRACTION = "one fraction, factored"
MULTIPLIED = "one fraction, multiplied out"
ARRAYS = "sums of entries as sums of arrays"
COMPENSATED = "compensated sums and dot products everywhere"
SMALL = "first terms of functions of what is small"
CANCELLING = "series where the first terms cancel"
STIRLING = "Stirling's series of large arguments"
PAIRS = "Stirling's series of large arguments, by pairs"
HAZARD = "normal hazard less its argument"
LOCAL = (SMALL, NEAR, FAR)  # which hold to rounding where something is small or large, and nowhere else
APPROXIMATE = (*LOCAL, CANCELLING, STIRLING, PAIRS, HAZARD)  # which hold to rounding
TERMS = (1, 2, 3)  # of the functions' series


@dataclass(frozen=True)
class Move:
    """A part, what a rule makes of it, and the whole formula with it."""

    rule: str
    before: Expr
    after: Expr
    whole: Expr


def _with_errors(node: Expr) -> Iterator[tuple[str, Expr]]:
    """The compensated forms of a sum or a product of vectors, of products before those of sums; of linear systems."""
    if not isinstance(node, Apply) or node.free or node.sort != "real":
        return
    rules: Iterable[Rule] = (*VECTORS, *REFINED)
    if node.op in ("sum", "mean"):
        rules = compensated(*_kind(node))
    if node.op == "add":
        sums = [part for term in flatten(node) for part in (term, *term.children) if isinstance(part, Apply)
                and part.op == "sum"]
        rules = [rule for kind in dict.fromkeys(map(_kind, sums)) for rule in with_number(*kind)]
    for rule in rules:
        if isinstance(rule.left, Apply) and rule.left.op == node.op:
            for after in rewrites(rule, node):
                yield rule.name, after


def _kind(node: Apply) -> tuple[int, tuple[int, ...] | None, bool]:
    """The axes of a reduction."""
    return node.args[0].rank, node.params["axis"], node.params["keepdims"]


@dataclass
class Moves:
    """The moves of one search; what is made of a part is worked out once.

    digits  binary ones that series have to give
    """

    digits: int = 53
    known: dict[Expr, tuple[tuple[str, Expr], ...]] = field(default_factory=dict)
    closed: set[Expr] = field(default_factory=set)  # polynomials that are not rewritten
    fractions: dict[tuple[Expr, bool], Expr | None] = field(default_factory=dict)

    def of(self, whole: Expr) -> Iterator[Move]:
        """All moves from a formula."""
        if any(isinstance(node, Bind) for node in postorder(whole)) and (arrays := over_arrays(whole)) is not whole:
            yield Move(ARRAYS, whole, arrays, arrays)
        fired: dict[str, set[Expr]] = {}
        for node in list(postorder(whole)):
            if not isinstance(node, Apply) or node.free or node in self.closed:
                continue
            for name, after in self.made(node):
                fired.setdefault(name, set()).add(node)
                yield from self._put(name, whole, node, after)
        for name, nodes in fired.items():
            if len(nodes) > 1:
                yield from self._everywhere(name, whole)
        for count in TERMS:
            after = self._beginnings(whole, count)
            if after is not whole and after.shape == whole.shape:
                yield Move(SMALL, whole, after, after)

    def series(self, whole: Expr) -> Iterator[Move]:
        """A part of a formula by its series; all sums at once whose first terms cancel."""
        for count in COUNTS:
            def change(node: Expr, count: int = count) -> Expr | None:
                return None if node.free or node in self.closed else removable(node, self.digits, count)

            after = clean(transform(whole, change))
            if after is not whole and after.shape == whole.shape:
                yield Move(CANCELLING, whole, after, after)
        for node in list(postorder(whole)):
            if node in self.closed or node.free:
                continue
            for name, after in series(node):
                for move in self._put(name, whole, node, after):
                    self.closed.update(set(postorder(move.after)) - set(postorder(node)))
                    yield move

    def compensated(self, whole: Expr) -> Iterator[Move]:
        """Sums and dot products that carry along what is rounded off: one of them, or all."""
        def change(node: Expr) -> Expr | None:
            return next((after for _, after in _with_errors(node)), None)

        for node in list(postorder(whole)):
            for name, after in _with_errors(node):
                yield from self._put(name, whole, node, after)
        everywhere = transform(whole, change)
        if everywhere is not whole:
            yield Move(COMPENSATED, whole, everywhere, everywhere)

    def _put(self, name: str, whole: Expr, node: Expr, after: Expr) -> Iterator[Move]:
        if after is not node:
            result = after if node is whole else clean(substitute(whole, {node: after}))
            if result is not whole and result.shape == whole.shape:
                yield Move(name, node, after, result)

    def _everywhere(self, name: str, whole: Expr) -> Iterator[Move]:
        def change(node: Expr) -> Expr | None:
            return next((after for rule, after in self.made(node) if rule == name), None) if isinstance(
                node, Apply) and not node.free and node not in self.closed else None

        after = clean(transform(whole, change))
        if after is not whole and after.shape == whole.shape:
            yield Move(name, whole, after, after)
            found = self.fraction(after)  # what the rule has made alike may cancel
            if found is not None and found is not after:
                yield Move(name, whole, found, found)

    def _beginnings(self, whole: Expr, count: int) -> Expr:
        def change(node: Expr) -> Expr | None:
            if isinstance(node, Apply) and len(node.args) == 1 and OPS[node.op].elementwise and not node.free:
                found = beginning(node.op, node.args[0], count)
                return found if found is not None and found.shape == node.shape else None
            return None

        after = clean(transform(whole, change))
        return self.shortened(after)

    def made(self, node: Expr) -> tuple[tuple[str, Expr], ...]:
        """What rules and fractions make of a node: the name, and another form of it."""
        if node not in self.known:
            self.known[node] = tuple(dict.fromkeys(self._made(node)))
        return self.known[node]

    def _made(self, node: Expr) -> Iterator[tuple[str, Expr]]:
        if not isinstance(node, Apply):
            return
        for rule in rules_at(node):
            for after in rewrites(rule, node):
                plain = clean(after)
                yield rule.name, plain
                short = self.shortened(plain)
                if short is not plain:
                    yield rule.name, short
        if node.op in ("add", "betaln"):
            found = of_sum(node) if node.op == "add" else log_beta(*node.args)
            if found is not None:
                large = clean(found)
                self.closed.update(set(postorder(large)) - set(postorder(node)))
                yield STIRLING, large
        if node.op == "add" and (paired := pairs(node)) is not None:
            large = clean(paired)
            self.closed.update(set(postorder(large)) - set(postorder(node)))
            yield PAIRS, large
        if node.op == "add" and (less := hazards(node)) is not None:
            yield HAZARD, clean(less)
        if node.op in ARITHMETIC:
            for name, factored in ((FRACTION, True), (MULTIPLIED, False)):
                single = self.fraction(node, factored)
                if single is not None:
                    yield name, single

    def fraction(self, node: Expr, factored: bool = True) -> Expr | None:
        key = node, factored
        if key not in self.fractions:
            found = fraction(node, factored)
            self.fractions[key] = None if found is None else clean(found)
        return self.fractions[key]

    def shortened(self, expr: Expr) -> Expr:
        """The parts that are sums as one fraction each, where that is shorter: what a rule leaves to cancel."""
        for _ in range(4):
            for node in postorder(expr):
                if isinstance(node, Apply) and node.op == "add" and node not in self.closed:
                    found = self.fraction(node)
                    if found is not None and count_nodes(found) < count_nodes(node):
                        expr = clean(substitute(expr, {node: found}))
                        break
            else:
                return expr
        return expr

