"""Functions as values: f, f', f \\circ g, sums of functions, built-in ones, and slopes in a direction (D_v f)."""

from __future__ import annotations

from lemmata.engine.expr import Expr, at, bind, fresh_local, number, open_function, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.functions import group_of
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Chain, Function, Group, Name, Node, Relation, Script, walk
from lemmata.engine.readers.latex.values import Value, value


class FunctionValues(State):
    """The part of the elaborator that takes functions for values."""

    def function_of(self, node: Node) -> Expr | None:
        """A node as a function: f, f', f \\circ g."""
        if isinstance(node, Group) and node.open in ("", "(") and len(node.items) == 1:
            return self.function_of(node.items[0])
        if isinstance(node, Relation) and node.relations == ("|->",):
            return self.value(node).expr
        if isinstance(node, Name):
            role = self.scope.lookup(node.text)
            if role is not None and role.definition is not None and role.definition.sort == "function":
                return role.definition
            if node.text in self.symbols and self.symbols[node.text][0].domain == "function":
                return self.symbols[node.text][0]
            if role is not None and role.domain == "function":
                return self.function_named(node.text, [Value(symbol("x", p)) for p in role.params], node)
            if role is None and node.text == "sigma":
                return self.written_out("sigmoid", Value(number(0)))
            if role is None:
                found = symbol(node.text, (), "function", ((),))
                self.symbols[node.text] = (found, "habit")
                return found
            return None
        if isinstance(node, Function):
            return None
        if isinstance(node, Script) and node.primes and node.sub is None and node.sup is None:
            inner = self.function_of(node.base)
            for _ in range(node.primes):
                inner = None if inner is None else apply("derivative", inner, arg=0)
            return inner
        if isinstance(node, Chain) and set(node.operators) == {"circ"}:
            parts = [self.function_of(o) for o in node.operands]
            if any(p is None for p in parts):
                return None
            result = parts[-1]
            for part in reversed(parts[:-1]):
                result = apply("compose", part, result)  # type: ignore[arg-type]
            return result
        return None

    def composition(self, node: Chain) -> Value | None:
        """f \\circ g without its argument, at the number at which functions are compared; None of other things."""
        heads = [o.base if isinstance(o, Script) and o.primes else o for o in node.operands]
        names = [h.text for h in heads if isinstance(h, Name)]
        if set(node.operators) != {"circ"} or len(names) < len(heads) or not any(map(self.is_function_name, names)) or (
                not all(self.is_function_name(n) or self.scope.lookup(n) is None for n in names)) or not all(
                map(self._takes_a_number, names)):
            return None
        function, point = self.function_of(node), self.generic_point or self.generic_argument()
        return None if function is None else self.apply_values(function, [Value(point)])

    def _takes_a_number(self, name: str) -> bool:
        """Whether a function takes one number, as far as is known."""
        role = self.scope.lookup(name)
        if role is None:
            return True
        shapes = [v.shape for v in open_function(role.definition)[0]] if role.definition is not None else role.params
        return not shapes or list(shapes) == [()]

    def pointwise(self, node: Node) -> Expr | None:
        """fg, f + g, cf, f / g as functions of one number."""
        names = {n.text for n in walk(node) if isinstance(n, Name)}
        functions = {n for n in names if self.scan[n].called or self.is_function_name(n)}
        if not functions:
            return None
        local = fresh_local(())
        saved, point = dict(self.locals), self.generic_point
        self.generic_point = local
        if "x" in names:
            self.locals["x"] = Value(local)
        for name in sorted(functions):
            function = self.function_named(name, [Value(local)], Name(name))
            self.locals[name] = self.apply_values(function, [Value(local)])
        body = self.value(node)
        self.locals, self.generic_point = saved, point
        return bind("function", local, body.expr)

    def written_out(self, op: str, argument: Value) -> Expr:
        """An operation as a function."""
        local = fresh_local(argument.expr.shape)
        return bind("function", local, apply(op, local))

    def prime_of_builtin(self, name: str, args: list[Node], head: Function) -> Value:
        operand = self.value(args[0])
        local = fresh_local(())
        op = LATEX_NAMES.get(name) or PYTHON_NAMES.get(name) or name
        return self.primed_values(bind("function", local, apply(op, local)), head.primes, [operand])

    def directional_call(self, items: list[Node], place: int) -> tuple[Value, int]:
        """D_v f, D_v f(x): the slope of t -> f(x + t v) at 0."""
        item, operand = items[place], items[place + 1]
        assert isinstance(item, Script) and item.sub is not None and isinstance(operand, Name)
        group, script = group_of(items[place + 2] if place + 2 < len(items) else None)
        if group is None or not self.calls(operand, group):
            return self.directional(item.sub, operand, [self.variable_vector()]), place + 2
        return self.finish_call(self.directional(item.sub, operand, self.arguments(group)), script, place + 3)

    def directional(self, sub: Node, operand: Name, points: list[Value]) -> Value:
        direction = self.value(sub)
        function = self.function_named(operand.text, points, operand)
        local = fresh_local(())
        if len(points) == 1:
            moved = [points[0].expr + local * direction.expr]
            if points[0].rank != direction.rank:
                raise ShapeError("a direction of another shape than the point")
        else:
            moved = [p.expr + local * at(direction.expr, k) for k, p in enumerate(points)]
        line = bind("function", local, apply("call", function, *moved))
        return value(apply("call", apply("derivative", line, arg=0), number(0)))
