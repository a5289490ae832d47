"""Reverse accumulation over the graph of arrays, through binders.

Every node has the cotangent `g` of its own shape: the derivative of the root is the sum of g * d node.
A binder is opened once; nodes below that depend on its variable belong to its scope. A cotangent
that leaves a scope is summed (or integrated, or averaged) over the variable, once for each node.
"""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.factors import ONE, plus, times, zeros
from lemmata.engine.derivatives.functions import call_cotangents
from lemmata.engine.derivatives.graph import Graph
from lemmata.engine.derivatives.scopes import RANDOM, Observer, Scope
from lemmata.engine.derivatives.tidy import Tidy
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Size,
    as_variable,
    at,
    bind,
    fresh_index,
    integer,
    substitute,
)
from lemmata.engine.ops import OPS, apply, as_expr
from lemmata.engine.ops.broadcasting import unbroadcast


class Reverse(Graph):
    """Cotangent of one variable; `run` does the whole of it.

    `outer` are opened indices of the seed (those of a Jacobian's rows), with their sizes.
    """

    def __init__(self, wrt: Expr, clean: Tidy, observer: Observer | None = None,
                 outer: Sequence[tuple[Size, Size]] = ()):
        super().__init__(wrt, clean, outer)
        self.observer = observer
        self._parts: dict[Expr, dict[Scope | None, list[Expr]]] = {}

    def run(self, root: Expr, seed: Expr) -> Expr:
        """The cotangent of the variable for the cotangent `seed` of the root."""
        order = self.order(root)
        if not order:
            return zeros(self.wrt.shape)
        self._add(root, None, seed)
        if self.observer is not None:
            self.observer.planned(self, order)
        for node in reversed(order):
            g = self._collect(node)
            if g is not None and self.observer is not None:
                g = self.observer.collected(self, node, g)
            if node is self.wrt:
                return zeros(self.wrt.shape) if g is None else g
            if g is not None:
                self._push(node, g)
        return zeros(self.wrt.shape)

    # cotangents

    def _add(self, node: Expr, scope: Scope | None, g: Expr) -> None:
        self._parts.setdefault(node, {}).setdefault(scope, []).append(g)

    def _collect(self, node: Expr) -> Expr | None:
        """All that has come to a node, summed, and brought to its own scope."""
        parts = self._parts.pop(node, None)
        if parts is None:
            return None
        own = self.scope(node)
        while True:
            outer = [s for s in parts if s is not own]
            if not outer:
                break
            scope = max(outer, key=lambda s: s.depth if s else -1)
            assert scope is not None
            found = parts.pop(scope)
            parts.setdefault(scope.parent, []).append(scope.close(plus(*found)))
        return plus(*parts[own])

    def _push(self, node: Expr, g: Expr) -> None:
        """Hand the cotangent of a node on to what it is made of."""
        scope = self.scope(node)
        if node in self.bodies:
            self._hand_on(node, self.bodies[node], scope, g)
        elif isinstance(node, At):
            # x[i] is one entry (or slice) of x
            array = node.array
            rest: list[Expr | None] = [None] * (array.rank - len(node.indices))
            self._hand_on(node, array, scope, self.clean.scatter(array.shape, (*node.indices, *rest), g))
        elif isinstance(node, Bind):
            self._push_binder(node, g, scope)
        elif isinstance(node, Apply):
            for arg, part in self._contributions(node, g):
                self._hand_on(node, arg, scope, part)

    def _hand_on(self, node: Expr, arg: Expr, scope: Scope | None, part: Expr) -> None:
        self._add(arg, scope, part if self.observer is None else self.observer.pushed(self, node, arg, part))

    def _contributions(self, node: Apply, g: Expr) -> list[tuple[Expr, Expr]]:
        record, params = OPS[node.op], node.params
        if node.op == "expectation":
            return [(self.wrt, self._average(node, g))]
        wanted = [k for k, arg in enumerate(node.args) if self.active(arg)]
        if node.op == "call":
            return [(node.args[k], self.clean.tidy(part)) for k, part in call_cotangents(node, g, wanted)]
        found: list[tuple[Expr, Expr]] = []
        self.clean.trust(g)
        if record.partials is not None:
            for k in wanted:
                arg = node.args[k]
                slope = self.clean.tidy(as_expr(record.partials[k](node, *node.args, **params)))
                part = self.clean.tidy(apply("mul", g, slope))
                found.append((arg, self.clean.tidy(unbroadcast(part, arg.shape))))
            return found
        assert record.vjp is not None
        rules = record.vjp(g, node, *node.args, **params)
        for k in wanted:
            rule = rules[k]
            if rule is not None:
                found.append((node.args[k], self.clean.tidy(as_expr(rule))))
        return found

    def _average(self, node: Apply, g: Expr) -> Expr:
        """d E[h(w, X)] = E[dh(w, X)], where h has no step that moves with w."""
        value, *given = node.args
        inside = Reverse(self.wrt, self.clean).run(value, g)
        return apply("expectation", inside, *given) if inside.sort in RANDOM else inside

    # binders

    def _push_binder(self, node: Bind, g: Expr, scope: Scope | None) -> None:
        variable, body = self.opened[node]
        name = variable.atom if isinstance(variable, Size) else variable.name
        inner = self._scopes[str(name)]
        if self.active(body):
            self._hand_on(node, body, inner, self._body_cotangent(node, variable, body, g))
        for k, end in enumerate(node.range):
            if self.active(end):
                self._hand_on(node, end, scope, self._end_cotangent(node, k, variable, body, g))

    def _body_cotangent(self, node: Bind, variable: Size | Local, body: Expr, g: Expr) -> Expr:
        """The cotangent of the body at one value of the variable."""
        if node.binder in ("sum", "integral", "expectation"):
            return g
        if node.binder == "array":
            assert isinstance(variable, Size)
            low = self.clean.tidy(node.range[0])
            return self.clean.entry(g, self.clean.tidy(integer(variable) - low))
        if node.binder == "prod" and isinstance(variable, Size):
            return times(g, self._others(node, variable, body))
        if node.binder in ("max", "min"):
            if not isinstance(variable, Size):
                return g
            return times(g, self._is_extremum(node, variable, body))
        raise NoDerivative(
            f"a derivative may not always be exchanged with a {node.binder}",
            f"work out the {node.binder} first, or differentiate its body",
        )

    def _others(self, node: Bind, variable: Size, body: Expr) -> Expr:
        """The product over all other indices."""
        other = fresh_index()
        factor = substitute(body, sizes={str(variable.atom): other})
        rest = apply("where", apply("eq", integer(other), as_variable(variable)), ONE, factor)
        return bind("prod", other, rest, *node.range)

    def _is_extremum(self, node: Bind, variable: Size, body: Expr) -> Expr:
        """1 at the index where the maximum is taken, the first of equal ones; each entry of an array has its own."""
        places = [fresh_index() for _ in body.shape]
        first = bind("arg" + node.binder, variable, at(body, *places), *node.range)
        found = apply("delta", integer(variable), self.clean.tidy(first + node.range[0]))
        for place, size in reversed(list(zip(places, body.shape, strict=True))):
            found = bind("array", place, found, 0, size)
        return found

    def _end_cotangent(self, node: Bind, k: int, variable: Size | Local, body: Expr, g: Expr) -> Expr:
        """Leibniz: an integral changes with its ends by the values there."""
        if node.binder != "integral" or isinstance(variable, Size):
            raise NoDerivative(
                f"the range of {node.binder} depends on the variable",
                "write the expectation as an integral against the density" if node.binder == "expectation"
                else "only the ends of an integral may move",
            )
        value = substitute(body, {variable: node.range[k]})
        inner = times(g, value) if not node.rank else apply("sum", times(g, value))
        return inner if k == 1 else times(as_expr(-1), inner)
