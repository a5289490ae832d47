"""Slopes by one argument of a function: f_x, f_{xy}(a, b), \\frac{\\partial f}{\\partial x}(x, t)."""

from __future__ import annotations

from lemmata.engine.expr import Expr
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.points import point_names
from lemmata.engine.readers.latex.sequences import of_steps
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, items_of
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Script, Slope
from lemmata.engine.readers.latex.values import Value, value


class Partials(State):
    """The part of the elaborator that takes slopes at points."""

    def partial_call(self, base: Name, sub: Node, group: Group) -> Value | None:
        role = self.scope.lookup(base.text)
        if role is None or role.definition is None or role.definition.sort != "function" or (
                of_steps(role.definition) is not None):  # a_t (1 - b) of a sequence a
            return None
        names = self.parameter_names(base.text, role.definition)
        wanted = [p.text for p in items_of(sub) if isinstance(p, Name)]
        if not wanted or any(w not in names for w in wanted):
            return None
        function: Expr = role.definition
        for name in wanted:
            function = apply("derivative", function, arg=names.index(name))
        return self.apply_to(function, group)

    def partial_by_label(self, base: Name, node: Script) -> Value | None:
        """D_v f is read with its operand; f_x of a defined function at its own variables."""
        assert node.sub is not None
        role = self.scope.lookup(base.text)
        wanted = [p.text for p in items_of(node.sub) if isinstance(p, Name)]
        group = self.scan.points.get(base.text)
        if group is not None and (role is None or (role.definition is None and role.domain == "function")):
            return self.slope_at(base, group, wanted)
        if role is None or role.definition is None or role.definition.sort != "function":
            return None
        names = self.parameter_names(base.text, role.definition)
        if not wanted or any(w not in names for w in wanted):
            return None
        function: Expr = role.definition
        for name in wanted:
            function = apply("derivative", function, arg=names.index(name))
        return self.apply_values(function, [self.variable(n) for n in names])

    def slope_at(self, base: Name, group: Group, wanted: list[str]) -> Value | None:
        """f_x beside f(x, y) or f(x(t), y(t)): the slope by that argument, where the formula takes f."""
        names = point_names(group)
        if len(names) < 2 or not wanted or any(w not in names for w in wanted) or not self.calls(base, group):
            return None
        arguments = self.arguments(group)
        function = self.function_named(base.text, arguments, base)
        for name in wanted:
            function = apply("derivative", function, arg=names.index(name))
        return self.apply_values(function, arguments)

    def slope_taken(self, node: Slope, head: Name, group: Group) -> Value:
        """\\frac{\\partial f}{\\partial x}(a, b): the slope by the argument that is called x elsewhere, at a point."""
        arguments = self.arguments(group)
        function = self.function_named(head.text, arguments, head)
        count = len(arguments)
        known = self.scan.points.get(head.text)
        names = point_names(group if known is None or len(known.items) != count else known) or (
            self.parameter_names(head.text, function))
        entries: list[Node] = []
        for variable, order in node.over:
            base = base_of(variable)
            if not isinstance(base, Name) or (count > 1 and base.text not in names):
                raise self.error(variable, "which argument is meant is not clear", "one of the arguments")
            parts = items_of(variable.sub) if isinstance(variable, Script) and variable.sub is not None else []
            if parts and not arguments[names.index(base.text) if count > 1 else 0].rank:
                raise self.error(variable, "an entry of a number", "a vector")
            for _ in range(order):
                function = apply("derivative", function, arg=names.index(base.text) if count > 1 else 0)
                entries += parts
        found = self.apply_values(function, arguments)
        return value(self.entry(found.expr, entries)) if entries else found
