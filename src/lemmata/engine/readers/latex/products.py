"""Factors side by side: what is called, what an operator reaches, and what is multiplied."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import number, symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.complexes import part
from lemmata.engine.readers.latex.ellipses import dotted_product
from lemmata.engine.readers.latex.functions import group_of
from lemmata.engine.readers.latex.points import is_point
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices, is_slice, items_of
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import Dots, Function, Group, Nabla, Name, Node, Product, Script, Slope
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.sizes import fold


class Products(State):
    """The part of the elaborator that reads products."""

    def product(self, node: Product) -> Value:
        return self.factors(list(node.factors), node)

    def factors(self, items: list[Node], node: Node) -> Value:
        """Factors from left to right; an operator takes what it reaches and counts as one factor."""
        if any(isinstance(i, Dots) for i in items):
            return dotted_product(self, items, node)
        result: Value | None = None
        at = 0
        while at < len(items):
            factor, at = self.factor(items, at, node)
            if (
                result is not None
                and result.orient == "row"
                and not factor.rank
                and isinstance(items[at - 1], Name)
                and (not self.choices.choose(f"row:{items[at - 1].span[0]}", [(0, False), (2, True)]))
            ):
                raise self.blamed(ShapeError("a row before a number"), factor)
            try:
                folded = None if result is None else fold("mul", result.expr, factor.expr)
                if folded is not None:
                    result = Value(folded)
                else:
                    result = factor if result is None else self.joining(values.times, result, factor)
            except ShapeError as error:
                assert result is not None
                turned = self.turned(result, factor)
                if turned is None:
                    raise self.blamed(error, result, factor) from None
                result = turned
        assert result is not None
        return result

    def turned(self, a: Value, b: Value) -> Value | None:
        """A column before an array, as if it stood as a row: the text may lack a transpose."""
        if not self.scope.options.get("turn") or a.rank != 1 or a.orient == "row" or not b.rank:
            return None
        if symbols(self.expanded(a.expr)):  # (1/3, 2/3) of given numbers is no more a column than a row
            self.missing = "the column before the product is transposed"
        return values.times(Value(a.expr, "row"), b)

    def factor(self, items: list[Node], at: int, node: Node) -> tuple[Value, int]:
        """The factor at a place, and the place after all that it takes."""
        item = items[at]
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, Function) and (law := self.law_call(item, following)) is not None:
            return law, at + 2
        if isinstance(item, Function):
            return self.operator(items, at)
        if isinstance(item, Nabla):
            return self.nabla(items, at)
        if self.is_laplacian(items, at):
            return self.laplacian(items, at)
        if isinstance(item, Slope) and item.arg is None:
            return self.slope_operator(items, at)
        if isinstance(item, Slope) and isinstance(item.arg, Name) and isinstance(following, Group) and (
                is_point(following)):
            return self.slope_taken(item, item.arg, following), at + 2
        if (
            isinstance(item, Script)
            and isinstance(item.base, Name)
            and item.base.text == "D"
            and item.sup is None
            and (
                isinstance(following, Name)
                and self.scope.lookup("D") is None
                and self.is_bare_function(following)
                and isinstance(item.sub, Name)
            )
        ):
            return self.directional_call(items, at)
        group, sup = group_of(following)
        if isinstance(item, Name) and item.text in ("Re", "Im") and item.style == "upright" and following is not None:
            whole = self.value(group if group is not None and sup is None else following)
            return part(self, item.text, replace(whole, expr=self.expanded(whole.expr))), at + 2
        if group is not None and (truth := self.indicator_call(item, group)) is not None:
            return self.finish_call(truth, sup, at + 2)
        if group is not None and self.is_order(item, group):
            self.orders.append((item.text.lower() if item.text == "o" else "O", self.value(group.items[0]).expr))
            return Value(number(0)), at + 2
        if group is not None and self.scan.masses and (mass := self.mass(item, group)) is not None:
            return self.finish_call(mass, sup, at + 2)
        if group is not None and (density := self.density_call(item, group)) is not None:
            return self.finish_call(density, sup, at + 2)
        if group is not None and self.tables and (table := self.table_call(item, group)) is not None:
            return self.finish_call(table, sup, at + 2)
        if group is not None and group.open in ("(", "[", "{"):
            found = self.chance_call(items, at, group)
            if found is not None:
                return found
            if group.open != "{":
                result = self.call(item, group)
                if result is not None:
                    return self.finish_call(result, sup, at + 2)
                if group.open == "(" and len(group.items) > 1 and isinstance(item, (Name, Script)):
                    raise ShapeError("several arguments after what is no function")
        return self.value(item), at + 1

    def is_order(self, item: Node, group: Group) -> bool:
        """O(x^2), o(h): an order of growth."""
        return (
            isinstance(item, Name)
            and item.text in ("O", "o")
            and group.open == "("
            and len(group.items) == 1
            and (self.scope.lookup(item.text) is None or item.style == "cal")
        )

    def finish_call(
        self, result: Value, script: Script | None, at: int
    ) -> tuple[Value, int]:
        """Scripts after the parentheses of a call: f(x)^2, f(x)_i, A(t)^{-1}."""
        if script is not None:
            if script.primes:
                raise self.error(script, "a prime after a call", "f'(x)")
            if script.sub is not None and any(is_slice(p) for p in items_of(script.sub)):
                result = self.sliced(result.expr, items_of(script.sub))
            elif script.sub is not None:
                parts = indices(script.sub, self.bound_here())
                if parts is None:
                    raise self.error(script.sub, "a label on a call", "an index")
                result = value(self.entry(result.expr, parts))
            result = superscript(self, result, script.sup)
        return result, at
