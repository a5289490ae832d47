"""Derivatives as texts write them: d/dx, partial derivatives, gradients, the chain rule with dependent names.

All become calls of derivatives of functions: `\\frac{d}{dx} x^2` is the derivative of x -> x**2, at x.
"""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import (
    Expr,
    Symbol,
    apply_at,
    array_of,
    at,
    bind,
    fresh_local,
    open_function,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.arguments import earlier_arguments
from lemmata.engine.readers.latex.dependents import with_variables
from lemmata.engine.readers.latex.parameters import SQUARE_MARK, squared
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import full_name, items_of, label
from lemmata.engine.readers.latex.syntax import (
    Group,
    Name,
    Node,
    Product,
    Script,
    Slope,
)
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.latex.varying import moving
from lemmata.engine.readers.spelling import with_label

_DEPENDENT = frozenset("fghqrsuvwxyzFGHJLQUVWXYZ")


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


class Calculus(State):
    """The part of the elaborator that differentiates."""


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
            names = {h.text for v, _ in node.over if isinstance(h := _head(v), Name)}
            beside = Product(tuple(items[at + 2 :]), span=node.span)
            if not self.mentions(beside, names) or (
                self.choices.choose(f"beside:{node.span[0]}", [(0, False), (0, True)])
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
        if isinstance(arg, Script) and isinstance(arg.base, Name) and arg.sub is not None:
            own = self.scope.lookup(with_label(arg.base.text, label(arg.sub)))
            if own is not None and own.definition is not None and own.definition.sort != "function":
                return arg  # x_1 = \\sin t, and no entry of x
        head = arg.base if isinstance(arg, Script) and arg.sub is not None and not arg.primes else arg
        if isinstance(arg, Script) and isinstance(head, Name) and full_name(arg) != head.text:
            head = Name(full_name(arg), head.style, span=arg.span)
        if isinstance(head, Name):
            found = self.depends(head.text, head)
            if found is not None:
                if isinstance(arg, Script) and arg.sub is not None and full_name(arg) == head.text and head is arg.base:
                    return value(self.entry(found.expr, items_of(arg.sub)))
                return found
        return arg

    def depends(self, name: str, node: Name) -> Value | None:
        """The value of a dependent name: a function called at its arguments; None for an ordinary name."""
        if name in self.dependent:
            return self.dependent[name]
        if name in self.locals:
            return None
        role = self.scope.lookup(name)
        if role is not None and role.definition is not None and role.definition.sort != "function":
            return None
        arguments = self.with_earlier(name, self.scan.depends.get(name))
        if role is not None and role.definition is not None:
            names = self.parameter_names(name, role.definition)
            by = set(arguments or ())  # dL/du of L(u) is by u itself
            points = [(None if n in by else self.composed(n)) or self.variable(n) for n in names]
            return value(apply("call", role.definition, *(p.expr for p in points)))
        if any(name in self.scan.closure(a) for a in arguments or ()):
            self.unsettled = f"{name} depends on {' and '.join(arguments or ())}, and the other way round"
            return None
        if not arguments:
            return None
        direct = [a for a in arguments if not any(a in self.grounds(b) for b in arguments if b != a)]
        free = [a for a in direct if not self.scan.depends.get(a)]
        if len(free) > 1 and (role is None or len(role.params) != len(direct)):
            self.unsettled = f"how {name} depends on {' and '.join(free)} is not said"
        points = [self.variable(a) for a in direct]
        function = self.function_named(name, points, node)
        found = self.apply_values(function, points)
        self.dependent[name] = found
        return found

    def composed(self, name: str) -> Value | None:
        """The value of a parameter that is a function: e of L(e) = |e|^2 where e(theta) = y - X theta."""
        role = self.scope.lookup(name)
        inner = None if role is None or role.definition is None or role.definition.sort != "function" else role
        return None if inner is None or inner.definition is None else value(apply("call", inner.definition, *(
            self.variable(n).expr for n in self.parameter_names(name, inner.definition))))

    def with_earlier(self, name: str, arguments: Sequence[str] | None) -> Sequence[str] | None:
        """The arguments with those that an earlier formula gave the function, where one of these is made of them."""
        earlier = [a for a in earlier_arguments(self.scope, name) if a not in (arguments or ())]
        return [*arguments, *(a for a in earlier if self.grounds(a) & set(arguments))] if arguments else arguments

    def resting(self, node: Name) -> Value | None:
        """A name that the formula differentiates elsewhere, at its variables; None for an ordinary name."""
        others = self.scan.depends.get(node.text)
        if node.text in self.scan.fields:
            point = self.variable_vector()
            return self.apply_values(self.function_named(node.text, [point], node), [point])
        if not others or any(node.text in self.scan.closure(o) for o in others):
            return None
        return self.depends(node.text, node)

    def grounds(self, name: str) -> set[str]:
        """All names that a name rests on: by derivatives that the formula takes, and by what earlier ones say."""
        found: set[str] = set()
        stack = [name]
        while stack:
            other = stack.pop()
            role = self.scope.lookup(other)
            known = () if role is None or role.definition is None else (s.name for s in symbols(role.definition))
            for ground in (*self.scan.depends.get(other, ()), *known):
                if ground not in found:
                    found.add(ground)
                    stack.append(ground)
        return found

    def parameter_names(self, name: str, definition: Expr) -> list[str]:
        """The names under which a defined function's arguments are known."""
        names = self.scope.options.get("parameters", {}).get(name, ("x", "y", "z", "t"))
        return list(names)[: len(open_function(definition)[0])]

    def variable(self, name: str) -> Value:
        """A variable by name; one that depends on others is its value there."""
        if name.endswith(SQUARE_MARK):
            return Value(self.variable(name.removesuffix(SQUARE_MARK)).expr ** 2)
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
            found = self.depends(name, node)
            if found is not None:
                return found
        return self.name(node)

    def differentiate(self, node: Slope, arg: Node | Value) -> Value:
        """The derivative of a value by each variable in turn."""
        points: list[Value] = [self.target(v) for v, order in node.over for _ in range(order)]
        found = arg if isinstance(arg, Value) else self.value(arg)
        if points:
            keep = squared(points[0].expr) or apply_at(points[0].expr)[0]
            whole = with_variables(self.expanded(found.expr, keep), points)
            found = Value(moving(self, whole, points), found.orient)
        if found.expr.sort == "function":
            found = self.applied(found)
        if isinstance(arg, Node) and not any(
                (squared(p.expr) or apply_at(p.expr)[0]) in symbols(found.expr) for p in points):
            self.constant(node, found.expr)
        result = found.expr
        for point in reversed(points):
            result = self.by(result, point, node)
        if len(points) == 1 and not found.rank and result.rank == 2 and node.kind == "partial":
            return Value(self.turned_layout(result))
        if len(points) == 1 and found.rank == 1 and result.rank == 2 and self.scope.settled("layout") == "column":
            self.note("derivatives are in denominator layout, by convention")
            return Value(apply("transpose", result))
        return value(result)

    def constant(self, node: Slope, expr: Expr) -> None:
        """What does not depend on the variable by which it is differentiated, as far as the text says.

        Of letters that habit uses for what depends on others, that is not likely.
        """
        for s in symbols(expr):
            role = self.scope.lookup(s.name)
            if s.sort in ("real", "integer") and s.name not in self.scan.depends and (role is None or (
                    role.source == "formula" and role.definition is None)):
                if s.name in _DEPENDENT:
                    raise self.error(node, f"how {s.name} depends on the variable is not said", "a function of it")
                self.unsettled = f"whether {s.name} depends on the variable is not said"

    def turned_layout(self, result: Expr) -> Expr:
        """The derivative of a number by a matrix: of the matrix's shape, or transposed in the other convention."""
        settled = self.scope.settled("layout")
        if settled:
            self.note(f"derivatives are in {'numerator' if settled == 'row' else 'denominator'} layout, by convention")
        if settled == "column":
            return result
        if self.scope.options.get("layout") == "row":
            return apply("transpose", result)
        if not self.choices.choose("layout:matrix", [(0, False), (1, True)]):
            return result
        self.missing = "derivatives are in numerator layout"
        return apply("transpose", result)

    def target(self, variable: Node) -> Value:
        """What is differentiated by: a symbol, an entry, or the value of a dependent name."""
        head = _head(variable)
        if isinstance(head, Name):
            self.scan[head.text].vector |= isinstance(variable, Script)
            if head.text in self.scan.depends:
                self.depends(head.text, head)
        return self.value(variable)

    def by(self, expr: Expr, point: Value, node: Node) -> Expr:
        """d expr / d point, also where the point is the value of a dependent name."""
        array, places = apply_at(point.expr)
        if isinstance(array, Symbol) or getattr(array, "kind", "") == "local":
            return derivative_at(expr, point.expr)
        root = squared(point.expr)
        if root is not None:
            return derivative_at(expr, root) / (2 * root)
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


def _head(node: Node) -> Node:
    return node.base if isinstance(node, Script) else node
