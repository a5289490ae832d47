"""Derivatives as texts write them: d/dx, partial derivatives, gradients, the chain rule with dependent names.

All become calls of derivatives of functions: `\\frac{d}{dx} x^2` is the derivative of x -> x**2, at x.
"""

from __future__ import annotations

from lemmata.engine.expr import (
    Expr,
    Symbol,
    apply_at,
    array_of,
    at,
    bind,
    fresh_local,
    number,
    open_binder,
    substitute,
    symbol,
)
from lemmata.engine.expr.nodes import Bind
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.subscripts import full_name, items_of
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Function,
    Group,
    Nabla,
    Name,
    Node,
    Product,
    Script,
    Slope,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value


def derivative_at(expr: Expr, wrt: Expr) -> Expr:
    """d expr / d wrt, where wrt is a symbol or local, or an entry of one; the axes of wrt are appended."""
    array, places = apply_at(wrt)
    local = fresh_local(array.shape, _free_domain(array))
    slope = bind("function", local, substitute(expr, {array: local}))
    result = apply("call", apply("derivative", slope, arg=0), array)
    if places:
        result = _last_entry(result, expr.rank, places)
    return result


def _free_domain(array: Expr) -> str:
    domain = getattr(array, "domain", "real")
    return domain if domain in ("positive", "nonnegative", "nonzero", "unit", "negative") and not array.rank else "real"


def _last_entry(result: Expr, leading: int, places: tuple[Expr, ...]) -> Expr:
    """result[..., places] where `leading` axes come before."""
    if not leading:
        return at(result, *places)
    return array_of(result.shape[:leading], lambda *outer: at(result, *outer, *places))


class Calculus:
    """The part of the elaborator that differentiates."""

    locals: dict[str, Value]
    symbols: dict[str, tuple[Symbol, str]]

    # Fractions of differentials

    def slope(self, node: Slope) -> Value:
        """\\frac{\\partial f}{\\partial x}: of a function of x, a defined name, or an expression."""
        if node.arg is None:
            raise self.error(node, "a derivative of nothing", "a function")
        return self.differentiate(node, self.differentiated(node.arg, node))

    def slope_operator(self, items: list[Node], at: int) -> tuple[Value, int]:
        """\\frac{d}{dx} acts on the group that follows, else on all that stands beside it."""
        node = items[at]
        assert isinstance(node, Slope)
        if at + 1 == len(items):
            raise self.error(node, "a derivative of nothing", "a function")
        following = items[at + 1]
        if (isinstance(following, Group) and following.open in ("(", "[", "{")) or (
            isinstance(following, Script) and isinstance(following.base, Group)
        ):
            return self.differentiate(node, following), at + 2
        if (
            isinstance(following, Name)
            and at + 2 < len(items)
            and isinstance(items[at + 2], Group)
            and (self.is_call(following, items[at + 2]))
        ):
            stop = at + 3
            rest = items[at + 1 : stop]
            if stop < len(items) and not self.choices.choose(f"reach:{node.span[0]}", [(0, False), (0, True)]):
                return self.differentiate(node, Product(tuple(rest), span=node.span)), stop
        inner = items[at + 1 :]
        arg = inner[0] if len(inner) == 1 else Product(tuple(inner), span=(inner[0].span[0], inner[-1].span[1]))
        return self.differentiate(node, arg), len(items)

    def is_call(self, name: Name, group: Node) -> bool:
        return isinstance(group, Group) and group.open == "(" and self.calls(name, group)

    def differentiated(self, arg: Node, node: Slope) -> Node | Value:
        """What is differentiated: a name that depends on the variable, or an expression."""
        head = arg.base if isinstance(arg, Script) and arg.sub is not None and not arg.primes else arg
        if isinstance(arg, Script) and isinstance(head, Name) and full_name(arg) != head.text:
            head = Name(full_name(arg), head.style, span=arg.span)
        if isinstance(head, Name):
            wanted = [_head(v).text for v, _ in node.over if isinstance(_head(v), Name)]
            found = self.depends(head.text, wanted, head)
            if found is not None:
                if isinstance(arg, Script) and arg.sub is not None and full_name(arg) == head.text and head is arg.base:
                    return value(self.entry(found.expr, items_of(arg.sub)))
                return found
        return arg

    def depends(self, name: str, wanted: list[str], node: Name) -> Value | None:
        """The value of a dependent name: a function called at its arguments; None for an ordinary name."""
        if name in self.dependent:
            return self.dependent[name]
        if name in self.locals:
            return None
        role = self.scope.lookup(name)
        if role is not None and role.definition is not None and role.definition.sort != "function":
            return None
        arguments = self.scan.depends.get(name)
        if role is not None and role.definition is not None:
            names = self.parameter_names(name, role.definition)
            points = [self.variable(n) for n in names]
            return value(apply("call", role.definition, *(p.expr for p in points)))
        if not arguments:
            return None
        direct = [a for a in arguments if not any(a in self.scan.closure(b) for b in arguments if b != a)]
        points = [self.variable(a) for a in direct]
        function = self.function_named(name, points, node)
        found = self.apply_values(function, points)
        self.dependent[name] = found
        return found

    def parameter_names(self, name: str, definition: Expr) -> list[str]:
        """The names under which a defined function's arguments are known."""
        return list(self.scope.options.get("parameters", {}).get(name, ("x", "y", "z", "t")))[: _arity(definition)]

    def variable(self, name: str) -> Value:
        """A variable by name; one that depends on others is its value there."""
        upper = name[:1].upper() + name[1:]
        if (
            upper != name
            and self.scope.lookup(name) is None
            and self.scope.lookup(upper) is not None
            and (max(self.scan[name].ranks, default=0) == 2)
        ):
            name = upper
        node = Name(name, next(iter(sorted(self.scan[name].styles)), "italic"))
        if name in self.scan.depends and name not in self.locals:
            found = self.depends(name, [], node)
            if found is not None:
                return found
        return self.name(node)

    def differentiate(self, node: Slope, arg: Node | Value) -> Value:
        """The derivative of a value by each variable in turn."""
        points: list[Value] = [self.target(v) for v, order in node.over for _ in range(order)]
        found = arg if isinstance(arg, Value) else self.value(arg)
        if points:
            keep = apply_at(points[0].expr)[0]
            found = Value(self.expanded(found.expr, keep), found.orient)
        if found.expr.sort == "function":
            found = self.applied(found)
        result = found.expr
        for point in reversed(points):
            result = self.by(result, point, node)
        return self.standing(result, found.rank)

    def standing(self, result: Expr, rank: int) -> Value:
        """A gradient stands as a column."""
        return value(result)

    def target(self, variable: Node) -> Value:
        """What is differentiated by: a symbol, an entry, or the value of a dependent name."""
        head = _head(variable)
        if isinstance(head, Name):
            self.scan[head.text].vector |= isinstance(variable, Script)
            if head.text in self.scan.depends:
                self.depends(head.text, [], head)
        return self.value(variable)

    def by(self, expr: Expr, point: Value, node: Node) -> Expr:
        """d expr / d point, also where the point is the value of a dependent name."""
        array, places = apply_at(point.expr)
        if isinstance(array, Symbol) or getattr(array, "kind", "") == "local":
            return derivative_at(expr, point.expr)
        if getattr(array, "op", "") == "call":
            stand_in = symbol(f"?at{array.digest.hex()[:8]}", array.shape)
            replaced = substitute(expr, {array: stand_in})
            if replaced is expr:
                raise ShapeError("what is differentiated does not depend on the variable")
            result = derivative_at(replaced, at(stand_in, *places) if places else stand_in)
            return substitute(result, {stand_in: array})
        raise self.error(node, "a derivative by what is no variable", "a variable or one of its entries")

    def applied(self, found: Value) -> Value:
        """A function with no argument, at the variables that it takes."""
        function = found.expr
        if isinstance(function, Symbol) and function.params == ((),):
            return value(apply("call", function, self.generic_argument()))
        raise ShapeError("the argument of the function is not known")

    # Gradients

    def nabla(self, items: list[Node], start: int) -> tuple[Value, int]:
        """\\nabla f, \\nabla f(x), \\nabla_x x^T A x, \\nabla^2 f(x), \\partial_x f."""
        node = items[start]
        assert isinstance(node, Nabla)
        if start + 1 == len(items):
            raise self.error(node, "a gradient of nothing", "a function")
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
            and (self.calls(head, inner_group))
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
        if node.sub is None:
            raise self.error(node, "by what the gradient is taken is not said", "\\nabla_x")
        if isinstance(following, Group) and not isinstance(group, Group):
            return self.gradient_of(node, following), start + 2
        inner_items = items[start + 1 :]
        arg = (
            inner_items[0]
            if len(inner_items) == 1
            else Product(tuple(inner_items), span=(inner_items[0].span[0], inner_items[-1].span[1]))
        )
        return self.gradient_of(node, arg), len(items)

    def variables_of(self, sub: Node) -> list[str]:
        return [h.text for part in items_of(sub) if isinstance(h := _head(part), Name)]

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
        found = self.depends(head.text, [], head)
        if found is None:
            role = self.scope.lookup(head.text)
            if role is not None and role.domain == "function" and role.params:
                point = self.generic_vector(role.params[0])
            else:
                point = self.variable_vector()
            function = self.function_named(head.text, [point], head)
            found = self.apply_values(function, [point])
        function = found.expr
        if getattr(function, "op", "") != "call" or len(function.children) != 2:
            raise self.error(node, "a gradient by several arguments", "\\nabla_x")
        f, x = function.children
        for _ in range(node.order):
            f = apply("derivative", f, arg=0)
        return value(apply("call", f, x))

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
        result = self.expanded(found.expr, apply_at(point.expr)[0])
        for part in items_of(node.sub) * node.order:
            result = self.by(result, self.target(part), node)
        return self.layout(result, found.rank, node)

    def layout(self, result: Expr, rank: int, node: Nabla) -> Value:
        """The gradient of a vector: rows for the function's entries, or for the variable's."""
        if rank == 1 and result.rank == 2 and node.kind == "nabla":
            numerator = self.choices.choose(f"layout:{node.span[0]}", [(0, True), (1, False)])
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
                    result, script if isinstance(script, Script) else None, script, items, start + 3
                )
        arguments = self.arguments(group)
        function = self.function_named(head.text, arguments, head)
        place = 0
        if node.sub is not None:
            place = self.parameter_place(head.text, function, self.variables_of(node.sub))
        elif len(arguments) > 1:
            if any(a.rank for a in arguments):
                raise self.error(node, "a gradient by several arguments", "\\nabla_x")
            slopes = [
                value(apply("call", apply("derivative", function, arg=k), *(a.expr for a in arguments)))
                for k in range(len(arguments))
            ]
            return self.finish_call(
                self.stacked_values(slopes, "col"),
                script if isinstance(script, Script) else None,
                script,
                items,
                start + 3,
            )
        for _ in range(node.order):
            function = apply("derivative", function, arg=place)
        result = self.apply_values(function, arguments)
        return self.finish_call(result, script if isinstance(script, Script) else None, script, items, start + 3)

    def parameter_place(self, name: str, function: Expr, wanted: list[str]) -> int:
        names = self.parameter_names(name, function)
        return names.index(wanted[0]) if wanted and wanted[0] in names else 0

    # Partial derivatives as labels: f_x, f_{xy}(a, b)

    def partial_call(self, base: Name, sub: Node, group: Group) -> Value | None:
        role = self.scope.lookup(base.text)
        if role is None or role.definition is None or role.definition.sort != "function":
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
        if role is None or role.definition is None or role.definition.sort != "function":
            return None
        names = self.parameter_names(base.text, role.definition)
        wanted = [p.text for p in items_of(node.sub) if isinstance(p, Name)]
        if not wanted or any(w not in names for w in wanted):
            return None
        function: Expr = role.definition
        for name in wanted:
            function = apply("derivative", function, arg=names.index(name))
        return self.apply_values(function, [self.variable(n) for n in names])

    # Functions as values

    def function_of(self, node: Node) -> Expr | None:
        """A node as a function: f, f', f \\circ g."""
        if isinstance(node, Group) and node.open in ("", "(") and len(node.items) == 1:
            return self.function_of(node.items[0])
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

    def pointwise(self, node: Node) -> Expr | None:
        """fg, f + g, f / g as functions of one number."""
        names = {n.text for n in walk(node) if isinstance(n, Name)}
        if not names or not all(self.scan[n].called or self.is_function_name(n) for n in names):
            return None
        local = fresh_local(())
        saved = dict(self.locals)
        for name in sorted(names):
            function = self.function_named(name, [Value(local)], Name(name))
            self.locals[name] = self.apply_values(function, [Value(local)])
        body = self.value(node)
        self.locals = saved
        return bind("function", local, body.expr)

    def written_out(self, op: str, argument: Value) -> Expr:
        """An operation as a function."""
        local = fresh_local(argument.expr.shape)
        return bind("function", local, apply(op, local))

    def prime_of_builtin(self, name: str, args: list[Node], head: Function) -> Value:
        operand = self.value(args[0])
        local = fresh_local(())
        op = LATEX_NAMES.get(name) or PYTHON_NAMES.get(name) or name
        function: Expr = bind("function", local, apply(op, local))
        for _ in range(head.primes):
            function = apply("derivative", function, arg=0)
        return value(apply("call", function, operand.expr))

    def directional(self, sub: Node, operand: Node) -> Value:
        """D_v f: the slope of t -> f(x + t v) at 0."""
        direction = self.value(sub)
        point = self.variable_vector()
        if not isinstance(operand, Name):
            raise self.error(operand, "a directional derivative of this", "a function")
        function = self.function_named(operand.text, [point], operand)
        local = fresh_local(())
        line = bind("function", local, apply("call", function, point.expr + local * direction.expr))
        return value(apply("call", apply("derivative", line, arg=0), number(0)))


def _arity(function: Expr) -> int:
    count = 0
    while isinstance(function, Bind) and function.binder == "function":
        count += 1
        function = open_binder(function)[1]
    return count


def _head(node: Node) -> Node:
    return node.base if isinstance(node, Script) else node
