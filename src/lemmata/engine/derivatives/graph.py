"""The graph that a cotangent goes back through: what changes with the variable, and the scopes of opened binders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.functions import is_abstract
from lemmata.engine.derivatives.scopes import RANDOM, Scope, averages, whole
from lemmata.engine.derivatives.tidy import Tidy
from lemmata.engine.evaluation.random import unfold_laws
from lemmata.engine.expr import Apply, At, Bind, Expr, Local, Size, bind, postorder, substitute
from lemmata.engine.ops import OPS


class Graph:
    """The nodes of an expression that change with one variable; what is opened, is opened once.

    `outer` are opened indices from outside, with their sizes.
    """

    def __init__(self, wrt: Expr, clean: Tidy, outer: Sequence[tuple[Size, Size]] = ()):
        self.wrt, self.clean, self.outer = wrt, clean, tuple(outer)
        self.uses: dict[Expr, list[Expr]] = {}
        self._active: dict[Expr, bool] = {}
        self._contains: dict[Expr, bool] = {}
        self._scopes: dict[str, Scope] = {}
        self.opened: dict[Expr, tuple[Size | Local, Expr]] = {}
        self.bodies: dict[Expr, Expr] = {}

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

    def order(self, root: Expr) -> list[Expr]:
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
            parent = self.scope(node)
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

    def scope(self, node: Expr) -> Scope | None:
        """The innermost opened binder that the node depends on."""
        found = [self._scopes[name] for name in node.free if name in self._scopes]
        return max(found, key=lambda s: s.depth, default=None)

    def indices(self, node: Expr) -> list[tuple[Size, Size]] | None:
        """The opened indices of a node's cotangents, each from 0 to its size; None where other variables are open."""
        found: list[tuple[Size, Size]] = []
        scope = self.scope(node)
        while scope is not None:
            if scope.size is None or scope.name not in node.free:
                return None
            found.append((Size.of(scope.name), scope.size))
            scope = scope.parent
        return [*self.outer, *reversed(found)]

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

    def _need_no_step(self, body: Expr, varies: Callable[[Expr], bool], what: str) -> None:
        """A step whose place moves with the variable contributes to an integral, though it is flat elsewhere."""
        for part in postorder(body):
            if isinstance(part, Apply) and OPS[part.op].constant and part.sort != "function" and (
                    any(varies(c) for c in (part, *part.children)) and self.contains(part)):
                raise NoDerivative(
                    f"{what} of {part.op} changes with the place of a step",
                    "write the step as an end of the integral, or the probability by its cdf",
                )
