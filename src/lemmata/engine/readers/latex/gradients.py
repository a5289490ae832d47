"""Gradients, divergences and Laplacians: \\nabla f(x), \\nabla_x x^T A x, \\nabla \\cdot F, \\Delta f."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Symbol, apply_at, symbol, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.calculus import derivative_at
from lemmata.engine.readers.latex.points import is_point
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, items_of
from lemmata.engine.readers.latex.syntax import Group, Matrix, Nabla, Name, Node, Num, Product, Script, Slope
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.latex.varying import moving


class Gradients(State):
    """The part of the elaborator that reads \\nabla and \\Delta."""

    def divergence_of(self, node: Node) -> Value:
        """\\nabla \\cdot F(x): the trace of the Jacobian of what follows, by the vector that it depends on."""
        if isinstance(node, Name) and node.text not in self.symbols and self.scope.lookup(node.text) is None:
            point = self.variable_vector()
            self.symbols[node.text] = (symbol(node.text, point.expr.shape, "function", (point.expr.shape,)), "habit")
            return self.divergence_at(apply("call", self.symbols[node.text][0], point.expr), node)
        return self.divergence_at(self.value(node).expr, node)

    def divergence_at(self, field: Expr, node: Node) -> Value:
        slope = self.slope_of_field(field, node)
        if slope.rank != 2:
            raise ShapeError("a divergence of what is no vector field")
        return Value(apply("trace", slope))

    def slope_of_field(self, field: Expr, node: Node) -> Expr:
        if isinstance(field, Apply) and field.op == "call" and len(field.args) == 2 and field.args[1].rank == 1:
            return apply("call", apply("derivative", field.args[0], arg=0), field.args[1])
        vectors = [s for s in symbols(field) if s.rank == 1 and s.domain != "function"]
        if not vectors:
            raise self.error(node, "by what the divergence is taken is not clear", "\\nabla \\cdot F(x)")
        return derivative_at(field, self.one_of(vectors))

    def one_of(self, vectors: list[Symbol]) -> Symbol:
        """The vector that \\nabla is meant by where it has no subscript: any of them, x first."""
        ordered = sorted(vectors, key=lambda s: s.name != "x")
        if len(vectors) == 1:
            return vectors[0]
        key = "by:" + ",".join(s.name for s in ordered)
        point = self.choices.choose(key, [(min(place, 1), s) for place, s in enumerate(ordered)])
        self.note(f"the gradient is by {point.name}")
        return point

    def laplacian(self, items: list[Node], at: int) -> tuple[Value, int]:
        """\\Delta f(x), \\nabla^\\top \\nabla f(x): the trace of the Hessian."""
        hessian, stop = self.nabla([Nabla("nabla", None, 2, span=items[at].span), *items[at + 1 :]], 0)
        found = hessian.expr if hessian.rank == 0 else apply("trace", hessian.expr)
        return Value(found), at + stop

    def is_laplacian(self, items: list[Node], at: int) -> bool:
        """Whether \\Delta before a function is the Laplacian, and no difference."""
        item = items[at]
        if not isinstance(item, Name) or item.text != "Delta" or self.scope.lookup("Delta") is not None:
            return False
        following = items[at + 1] if at + 1 < len(items) else None
        if not isinstance(following, Name):
            return False
        role = self.scope.lookup(following.text)
        declared = role is not None and (
            (role.domain == "function" and bool(role.params) and (bool(role.params[0]) or len(role.params) > 1))
            or (role.definition is not None and len(self.parameter_names(following.text, role.definition)) > 1)
        )
        return declared or (self.is_bare_function(following) and self.scan.gradients)

    def nabla(self, items: list[Node], start: int) -> tuple[Value, int]:
        """\\nabla f, \\nabla f(x), \\nabla_x x^T A x, \\nabla^2 f(x), \\partial_x f."""
        node = items[start]
        assert isinstance(node, Nabla)
        if start + 1 == len(items):
            raise self.error(node, "a gradient of nothing", "a function")
        if isinstance(node.sup, Name) and node.sup.text == "top":
            if isinstance(items[start + 1], Nabla):
                return self.laplacian(items, start + 1)
            inner = items[start + 1 :]
            field = inner[0] if len(inner) == 1 else Product(tuple(inner), span=node.span)
            return self.divergence_of(field), len(items)
        if node.kind == "partial" and isinstance(node.sub, Num):
            return self.partial_by_place(items, start)
        if isinstance(items[start + 1], Nabla):
            raise self.error(items[start + 1], "a gradient of a gradient", "\\nabla^2")
        following = items[start + 1]
        head = (
            following.base
            if isinstance(following, Script) and (following.sub is None or following.primes)
            else following
        )
        group = items[start + 2] if start + 2 < len(items) else None
        inner_group = group.base if isinstance(group, Script) and isinstance(group.base, Group) else group
        if (
            isinstance(head, Name)
            and isinstance(inner_group, Group)
            and inner_group.open in ("(", "[")
            and (self.calls(head, inner_group) or (self.is_bare_function(head) and is_point(inner_group)))
        ):
            return self.gradient_of_call(node, head, inner_group, group, items, start)
        if isinstance(head, Name) and node.sub is None and self.is_bare_function(head):
            return self.gradient_bare(node, head), start + 2
        if isinstance(head, Name) and node.sub is not None:
            names = self.variables_of(node.sub)
            if (
                isinstance(following, Name)
                and head.text not in names
                and (self.is_bare_function(head) or not self.mentions(Product(tuple(items[start + 1 :])), set(names)))
            ):
                found = self.gradient_named(node, head)
                if found is not None:
                    return found, start + 2
        if node.sub is None and isinstance(following, Group) and self.mentions(following, self.scan.fields):
            result = self.value(following).expr
            for _ in range(node.order):
                result = derivative_at(result, self.variable_vector().expr)
            return value(result), start + 2
        if node.sub is None:
            return self.gradient_alone(node, items, start)
        if isinstance(following, Group) and not isinstance(group, Group):
            return self.gradient_of(node, following), start + 2
        inner_items = items[start + 1 :]
        arg = (
            inner_items[0]
            if len(inner_items) == 1
            else Product(tuple(inner_items), span=(inner_items[0].span[0], inner_items[-1].span[1]))
        )
        return self.gradient_of(node, arg), len(items)

    def gradient_alone(self, node: Nabla, items: list[Node], start: int) -> tuple[Value, int]:
        """\\nabla \\|x\\|: by the one array below it, or one of the vectors."""
        following = items[start + 1]
        grouped = isinstance(following, Group) or (isinstance(following, Script) and isinstance(following.base, Group))
        stop = start + 2 if grouped or isinstance(following, Matrix) else len(items)
        inner = items[start + 1 : stop]
        span = (inner[0].span[0], inner[-1].span[1])
        found = self.value(inner[0] if len(inner) == 1 else Product(tuple(inner), span=span))
        arrays = [s for s in symbols(found.expr) if s.rank and s.domain != "function"]
        vectors = [s for s in arrays if s.rank == 1]
        point = _argument(found.expr) or (
            arrays[0] if len(arrays) == 1 else self.one_of(vectors) if vectors else None)
        if point is None:
            if not arrays:  # what stands there may be an array under another reading
                raise ShapeError("a gradient by no array")
            raise self.error(node, "by what the gradient is taken is not said", "\\nabla_x")
        result = self.expanded(found.expr, point)
        for _ in range(node.order):
            result = derivative_at(result, point)
        return self.layout(result, found.rank, node), stop

    def partial_by_place(self, items: list[Node], start: int) -> tuple[Value, int]:
        """\\partial_2 g(x, y): the derivative by the second argument."""
        stop, places = start, []
        while stop < len(items) and isinstance(item := items[stop], Nabla) and isinstance(item.sub, Num):
            places.append(int(item.sub.text) - 1)
            stop += 1
        head, group = (*items[stop : stop + 2], None, None)[:2]
        script = group if isinstance(group, Script) else None
        inner = group.base if isinstance(group, Script) else group
        if not isinstance(head, Name) or not isinstance(inner, Group):
            raise self.error(items[start], "a derivative by an argument of what is no call", "\\partial_2 g(x, y)")
        arguments = self.arguments(inner)
        function = self.function_named(head.text, arguments, head)
        for place in reversed(places):
            function = apply("derivative", function, arg=place)
        return self.finish_call(self.apply_values(function, arguments), script, stop + 2)

    def variables_of(self, sub: Node) -> list[str]:
        return [h.text for part in items_of(sub) if isinstance(h := base_of(part), Name)]

    def is_bare_function(self, head: Name) -> bool:
        role = self.scope.lookup(head.text)
        if role is not None:
            return role.domain == "function" or (role.definition is not None and role.definition.sort == "function")
        return (
            head.text in self.scan.depends
            or self.is_function_name(head.text)
            or head.text in ("f", "g", "h", "L", "J", "F", "ell", "E")
        )

    def gradient_bare(self, node: Nabla, head: Name) -> Value:
        """\\nabla f with no argument: at the variable that the formula differentiates by, else at x."""
        found = self.depends(head.text, head)
        if found is None:
            role = self.scope.lookup(head.text)
            if role is not None and role.domain == "function" and role.params:
                point = self.generic_vector(role.params[0])
            else:
                point = self.variable_vector()
            function = self.function_named(head.text, [point], head)
            found = self.apply_values(function, [point])
        function = found.expr
        if getattr(function, "op", "") != "call":
            raise self.error(node, "a gradient by several arguments", "\\nabla_x")
        f, *points = function.children
        if len(points) > 1:
            return self.by_all(node, f, points)
        x = points[0]
        for _ in range(node.order):
            f = apply("derivative", f, arg=0)
        return value(apply("call", f, x))

    def by_all(self, node: Nabla, function: Expr, points: list[Expr]) -> Value:
        """\\nabla f(x, y), \\nabla^2 f(x, y): all partial derivatives by numbers, as a vector or a matrix."""
        if any(p.rank for p in points) or node.order > 2:
            raise self.error(node, "a gradient by several arguments", "\\nabla_x")
        slopes: list[Expr] = [apply("derivative", function, arg=k) for k in range(len(points))]
        if node.order == 1:
            return value(apply("stack", *(apply("call", s, *points) for s in slopes)))
        rows = [[apply("call", apply("derivative", s, arg=k), *points) for k in range(len(points))] for s in slopes]
        return value(apply("stack", *(apply("stack", *row) for row in rows)))

    def generic_vector(self, shape: tuple[object, ...]) -> Value:
        if "x" not in self.symbols:
            self.symbols["x"] = (symbol("x", shape), "habit")  # type: ignore[arg-type]
        return value(self.symbols["x"][0])

    def variable_vector(self) -> Value:
        role = self.scope.lookup("x")
        if role is not None and role.shape is not None:
            return self.name(Name("x"))
        if "x" not in self.symbols:
            self.symbols["x"] = (symbol("x", [self.choices.size("?x0")]), "habit")
        return value(self.symbols["x"][0])

    def gradient_named(self, node: Nabla, head: Name) -> Value | None:
        """\\nabla_x f, \\partial_x f of a name."""
        assert node.sub is not None
        names = self.variables_of(node.sub)
        self.scan.depends.setdefault(head.text, [])
        for name in names:
            if name not in self.scan.depends[head.text]:
                self.scan.depends[head.text].append(name)
        role = self.scope.lookup(head.text)
        if role is not None and role.definition is None and role.domain != "function":
            return None
        found = self.differentiated(head, Slope("partial", None, ((node.sub, 1),), 1))
        return self.differentiate_by(node, found if isinstance(found, Value) else self.value(found))

    def differentiate_by(self, node: Nabla, found: Value) -> Value:
        assert node.sub is not None
        point = self.target(items_of(node.sub)[0])
        result = moving(self, self.expanded(found.expr, apply_at(point.expr)[0]), [point])
        for part in items_of(node.sub) * node.order:
            result = self.by(result, self.target(part), node)
        return self.layout(result, found.rank, node)

    def layout(self, result: Expr, rank: int, node: Nabla) -> Value:
        """The gradient of a vector: rows for the function's entries, or for the variable's."""
        if rank == 1 and result.rank == 2 and node.kind == "nabla":
            settled = self.scope.settled("layout")
            numerator = settled == "row" if settled else self.choices.choose(
                f"layout:{node.span[0]}", [(0, True), (1, False)])
            self.note("gradient of a vector: " + ("a row for each entry" if numerator else "a column for each entry"))
            return Value(result if numerator else apply("transpose", result))
        return value(result)

    def gradient_of(self, node: Nabla, arg: Node) -> Value:
        return self.differentiate_by(node, self.value(arg))

    def gradient_of_call(
        self, node: Nabla, head: Name, group: Group, script: Node | None, items: list[Node], start: int
    ) -> tuple[Value, int]:
        """\\nabla f(a): the gradient of f, at a; with \\nabla_x by x, which may stand inside of a."""
        following = items[start + 1]
        if node.sub is not None:
            names = set(self.variables_of(node.sub))
            plain_argument = len(group.items) == 1 and self.mentions(group, names)
            if len(group.items) > 1 or plain_argument:
                inner = self.value(Product((following, group), span=node.span))
                result = self.differentiate_by(node, inner)
                return self.finish_call(
                    result, script if isinstance(script, Script) else None, start + 3
                )
        arguments = self.arguments(group)
        function = self.function_named(head.text, arguments, head)
        place = 0
        if node.sub is not None:
            place = self.parameter_place(head.text, function, self.variables_of(node.sub))
        elif len(arguments) > 1:
            result = self.by_all(node, function, [a.expr for a in arguments])
            return self.finish_call(result, script if isinstance(script, Script) else None, start + 3)
        for _ in range(node.order):
            function = apply("derivative", function, arg=place)
        result = self.apply_values(function, arguments)
        return self.finish_call(result, script if isinstance(script, Script) else None, start + 3)

    def parameter_place(self, name: str, function: Expr, wanted: list[str]) -> int:
        names = self.parameter_names(name, function)
        return names.index(wanted[0]) if wanted and wanted[0] in names else 0


def _argument(expr: Expr) -> Symbol | None:
    """The array that f_i(w) is taken of, by which its gradient is meant."""
    called = apply_at(expr)[0]
    if isinstance(called, Apply) and called.op == "call" and len(called.args) == 2:
        point = called.args[1]
        return point if isinstance(point, Symbol) and point.rank else None
    return None
