"""Calls of one function of a family: \\ell_i(w), f_1'(x), \\phi_{j-1}(x)."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, integer, substitute, symbol
from lemmata.engine.readers.latex.function_families import VALUE, each, is_each, numbered, place_of
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices
from lemmata.engine.readers.latex.syntax import (
    Group,
    Name,
    Node,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value


class FamilyCalls(State):
    """The part of the elaborator that calls the members of families of functions."""

    def family_call(self, item: Script, group: Group) -> Value | None:
        """f_i(x), f_1'(x), f^{(k)}(x) of a family of functions; None of others, and of a value before a factor."""
        assert isinstance(item.base, Name)
        name, place = each(item.base.text), place_of(item)
        parts = None if place is None else indices(place, self.bound_here())
        if parts is None or len(parts) != 1 or item.base.style == VALUE:
            return None
        if (by_number := numbered(self.scope, item.base.text)) is not None:
            instance = substitute(by_number[1], {by_number[0]: self.counting(parts[0])})
            return self.primed_values(instance, item.primes, self.arguments(group))
        role = self.scope.lookup(name)
        function = self.locals[name].expr if name in self.locals else None if role is None else role.definition
        if function is None and not is_each(item.base.text):
            return None
        arguments = self.arguments(group)
        if function is None and name not in self.symbols:
            size = self.choices.size(f"?{name}") if role is None or not role.shape else role.shape[0]
            found = symbol(name, (self.choices.size(size),), "function", tuple(a.expr.shape for a in arguments))
            self.symbols[name] = (found, "habit" if role is None else role.source)
        found_values = self.primed_values(function or self.symbols[name][0], item.primes, arguments)
        return value(self.entry(found_values.expr, parts))

    def counting(self, node: Node) -> Expr:
        """What a subscript counts, as a number."""
        own = any(isinstance(n, Name) and (self.is_label_value(n.text) or n.text in self.scan.sequences)
                  for n in walk(node))
        return self.expr(node) if own else integer(self.index_size(node))

    def member_call(self, item: Script, group: Group) -> Value | None:
        """c_i(x), l^{(i)}(w), where nothing is known of c: one function of a family."""
        assert isinstance(item.base, Name)
        return self.family_call(replace(item, base=replace(item.base, text=each(item.base.text))), group)
