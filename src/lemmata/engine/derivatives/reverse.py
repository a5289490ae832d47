"""Reverse accumulation over the graph of arrays, through binders.

Every node has the cotangent `g` of its own shape: the derivative of the root is the sum of g * d node.
A binder is opened once; nodes below that depend on its variable belong to its scope. A cotangent
that leaves a scope is summed (or integrated, or averaged) over the variable, once for each node.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.factors import ONE, plus, times, zeros
from lemmata.engine.derivatives.functions import call_cotangents, is_abstract
from lemmata.engine.derivatives.scopes import RANDOM, Observer, Scope, averages, whole
from lemmata.engine.derivatives.tidy import Tidy
from lemmata.engine.evaluation.random import unfold_laws
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Size,
    as_variable,
    bind,
    fresh_index,
    integer,
    postorder,
    substitute,
)
from lemmata.engine.ops import OPS, apply, as_expr
from lemmata.engine.ops.structure import unbroadcast


class Reverse:
    """Cotangent of one variable; `run` does the whole of it.

    `outer` are opened indices of the seed (those of a Jacobian's rows), with their sizes.
    """

    def __init__(self, wrt: Expr, clean: Tidy, observer: Observer | None = None,
                 outer: Sequence[tuple[Size, Size]] = ()):
        self.wrt, self.clean = wrt, clean
        self.observer, self.outer = observer, tuple(outer)
        self.uses: dict[Expr, list[Expr]] = {}
        self._active: dict[Expr, bool] = {}
        self._contains: dict[Expr, bool] = {}
        self._scopes: dict[str, Scope] = {}
        self.opened: dict[Expr, tuple[Size | Local, Expr]] = {}
        self.bodies: dict[Expr, Expr] = {}
        self._parts: dict[Expr, dict[Scope | None, list[Expr]]] = {}

    def run(self, root: Expr, seed: Expr) -> Expr:
        """The cotangent of the variable for the cotangent `seed` of the root."""
        order = self._order(root)
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

    # the graph

    def active(self, node: Expr) -> bool:
        """Whether the node changes with the variable, other than in steps."""
        if node not in self._active:
            self._visit(node)
        return self._active[node]

    def contains(self, node: Expr) -> bool:
        """Whether the variable occurs in the node."""
        if node not in self._contains:
            self._visit(node)
        return self._contains[node]

    def _visit(self, root: Expr) -> None:
        for node in postorder(root):
            if node in self._active:
                continue
            self._contains[node] = node is self.wrt or any(self._contains[c] for c in node.children)
            if averages(node):  # steps inside are looked for when it is opened
                self._active[node] = self._contains[node]
            else:
                flat = isinstance(node, Apply) and OPS[node.op].constant
                self._active[node] = node is self.wrt or (not flat and any(self._active[c] for c in node.children))

    def _order(self, root: Expr) -> list[Expr]:
        """Active nodes, each after all that it is made of; opened bodies included."""
        order: list[Expr] = []
        seen: set[Expr] = set()
        stack: list[tuple[Expr, bool]] = [(root, False)] if self.active(root) else []
        while stack:
            node, ready = stack.pop()
            if ready:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                self.clean.keep(node)
                stack.append((node, True))
                self.uses[node] = self._uses(node)
                stack.extend((n, False) for n in reversed(self.uses[node]) if n not in seen)
        return order

    def _uses(self, node: Expr) -> list[Expr]:
        """The active nodes that the cotangent of a node goes to."""
        if node is self.wrt:
            return []
        if isinstance(node, Bind):
            if node.binder in ("argmax", "argmin"):
                return self._no_argmax(node)
            parent = self._scope(node)
            variable, body = self.opened[node] = self.clean.opened(node)
            name = variable.atom if isinstance(variable, Size) else variable.name
            assert name is not None
            depth = parent.depth + 1 if parent else 0
            self._scopes[name] = Scope(name, self._closer(node, variable), parent, depth, whole(node))
            if averages(node):
                self._need_no_step(body, lambda part: name in part.free, f"an {node.binder}")
            found = [body, *node.range]
        elif isinstance(node, Apply):
            found = self._arguments(node)
        elif isinstance(node, At):
            found = [node.array]
        else:
            found = []
        return [n for n in found if self.active(n)]

    def _arguments(self, node: Apply) -> list[Expr]:
        record = OPS[node.op]
        if node.op == "call":
            if self.active(node.args[0]) or not is_abstract(node.args[0]):
                raise NoDerivative("the function that is called is itself a choice", "call the functions apart")
        elif node.op == "expectation" and node.args[0].sort in RANDOM:
            self._need_no_step(node.args[0], lambda part: part.sort in RANDOM, "an expectation")
            if any(self.contains(condition) for condition in node.args[1:]):
                raise NoDerivative("the condition of an expectation depends on the variable", "write it as a quotient")
            return [self.wrt]
        elif record.partials is None and record.vjp is None:
            body = record.body(*node.args, **node.params) if record.body is not None else unfold_laws(node)
            if body is node:
                raise NoDerivative(f"{node.op} has no derivative rule", "write it in terms of other operations")
            for arg in node.args:
                self.clean.keep(arg)
            self.bodies[node] = self.clean.tidy(body)
        return [self.bodies[node]] if node in self.bodies else list(node.args)

    def _no_argmax(self, node: Bind) -> list[Expr]:
        if node.domain == "index":
            return []  # an index moves in steps
        raise NoDerivative(
            f"{node.binder} over a variable is defined only implicitly",
            "solve the condition that its gradient is zero for the point first",
        )

    def _scope(self, node: Expr) -> Scope | None:
        """The innermost opened binder that the node depends on."""
        found = [self._scopes[name] for name in node.free if name in self._scopes]
        return max(found, key=lambda s: s.depth, default=None)

    def indices(self, node: Expr) -> list[tuple[Size, Size]] | None:
        """The opened indices of a node's cotangents, each from 0 to its size; None where other variables are open."""
        found: list[tuple[Size, Size]] = []
        scope = self._scope(node)
        while scope is not None:
            if scope.size is None or scope.name not in node.free:
                return None
            found.append((Size.of(scope.name), scope.size))
            scope = scope.parent
        return [*self.outer, *reversed(found)]

    # cotangents

    def _add(self, node: Expr, scope: Scope | None, g: Expr) -> None:
        self._parts.setdefault(node, {}).setdefault(scope, []).append(g)

    def _collect(self, node: Expr) -> Expr | None:
        """All that has come to a node, summed, and brought to its own scope."""
        parts = self._parts.pop(node, None)
        if parts is None:
            return None
        own = self._scope(node)
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
        scope = self._scope(node)
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

    def _need_no_step(self, body: Expr, varies: Callable[[Expr], bool], what: str) -> None:
        """A step whose place moves with the variable contributes to an integral, though it is flat elsewhere."""
        for part in postorder(body):
            if isinstance(part, Apply) and OPS[part.op].constant and part.sort != "function" and (
                    any(varies(c) for c in (part, *part.children)) and self.contains(part)):
                raise NoDerivative(
                    f"{what} of {part.op} changes with the place of a step",
                    "write the step as an end of the integral, or the probability by its cdf",
                )

    # binders

    def _closer(self, node: Bind, variable: Size | Local) -> Callable[[Expr], Expr]:
        """How a cotangent leaves the scope of a binder."""
        if node.binder in ("integral", "expectation"):
            return lambda g: self.clean.close(node.binder, variable, g, *node.range)
        if isinstance(variable, Size):
            return lambda g: self.clean.total(variable, *node.range, g)  # type: ignore[misc,call-arg]
        return lambda g: substitute(g, {variable: self._extremum(node)})

    def _extremum(self, node: Bind) -> Expr:
        """Where the maximum over a variable is taken (envelope theorem)."""
        variable, body = self.opened[node]
        return bind("arg" + node.binder, variable, body, *node.range)

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
            return times(g, self._is_extremum(node, variable))
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

    def _is_extremum(self, node: Bind, variable: Size) -> Expr:
        """1 at the index where the maximum is taken, the first one of equal ones."""
        first = bind("arg" + node.binder, *self.opened[node], *node.range)  # type: ignore[arg-type]
        return apply("delta", integer(variable), self.clean.tidy(first + node.range[0]))

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
