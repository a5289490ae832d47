"""Calls of names with marks: f_k(x), f^{-1}(y), f'(x), f^2(x), h_{t}(x), H_2(p), f^{(k)}(x)."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, Symbol, bind, fresh_local, open_binder, open_function, symbol
from lemmata.engine.expr.nodes import Bind, Local
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.arguments import of_sizes
from lemmata.engine.readers.latex.entropies import binary_name, entropy_call
from lemmata.engine.readers.latex.entrywise import on_entries
from lemmata.engine.readers.latex.function_families import VALUE
from lemmata.engine.readers.latex.inverses import inverse
from lemmata.engine.readers.latex.points import is_point
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices, label
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Prefix, Script, walk
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import with_label

FUNCTIONS = ("f", "g", "h", "F", "G", "varphi")  # letters that are functions before parentheses

_FEW = ("2", "3", "4")  # times that a function is applied in a row


class ScriptedCalls(State):
    """What a name with a subscript, a superscript or primes is at arguments."""

    def call_scripted(self, item: Script, group: Group) -> Value | None:
        """f'(x), f^2(x), f_i(x), f_{xy}(a, b), \\hat f_\\theta(x)."""
        base = item.base
        assert isinstance(base, Name)
        if (member := self.family_call(item, group)) is not None or base.style == VALUE:
            return member
        if item.sub is not None and not item.primes and item.sup is None:
            partial = self.partial_call(base, item.sub, group)
            if partial is not None:
                return partial
            parts = indices(item.sub, self.bound_here())
            if parts is not None and len(parts) == 1 and self.is_step(base.text, parts[0]):
                return None  # X_k(2I - A X_k) of matrices X_k
            if (
                parts is not None
                and not all(isinstance(p, Num) for p in parts)
                and self.scope.lookup(base.text) is None
                and (len(group.items) == 1 and isinstance(group.items[0], (Name, Script)))
                and group.open == "("
            ):
                return self.member_call(item, group)
            name = Name(with_label(base.text, label(item.sub)), base.style, span=item.span)
            if self.is_starting_value(name.text, item, group):
                return None
            always = name.text in self.scan.takers and self.scope.lookup(name.text) is None
            if always or (self.calls(base, group) and self.scope.lookup(base.text) is None) or (
                    self.is_function_name(name.text)):
                usage = self.scan[name.text]
                usage.called, usage.arguments = max(1, usage.called), len(group.items)
                arguments = self.arguments(group)
                return self.apply_values(self.function_named(name.text, arguments, name), arguments)
            return None
        if item.sub is not None and item.primes and item.sup is None:
            full = Name(with_label(base.text, label(item.sub)), base.style, span=item.span)
            role = self.scope.lookup(full.text)
            known = role is not None and self.is_function_name(full.text)
            if known or (is_point(group) and indices(item.sub, self.bound_here()) is None):
                arguments = self.arguments(group)
                function = self.binary_entropy(item) or self.function_named(full.text, arguments, full)
                return self.primed_values(function, item.primes, arguments, of_parameters=";" in group.separators)
        if item.sub is not None or not self.calls(base, group):
            return None
        if (
            isinstance(item.sup, Group)
            and item.sup.open == "("
            and isinstance(item.sup.items[0], Name)
            and not item.primes
        ):
            return self.member_call(item, group)
        arguments = self.arguments(group)
        if base.text == "sigma" and self.scope.lookup("sigma") is None:
            function = self.written_out("sigmoid", arguments[0])
        else:
            function = self.function_named(base.text, arguments, base)
        if isinstance(item.sup, Prefix):
            function = self.inverse_of(function, base, item)
            return self.apply_values(function, arguments)
        result = self.primed_values(function, item.primes, arguments, of_parameters=";" in group.separators)
        if isinstance(item.sup, Group) and item.sup.open == "(":
            inner = item.sup.items[0]
            if not (isinstance(inner, Num) and inner.text.isdigit() and int(inner.text) <= 8):
                raise self.error(item.sup, "a derivative of an open order", "a numeral")
            for _ in range(int(inner.text)):
                function = apply("derivative", function, arg=0)
            return self.apply_values(function, arguments)
        times = int(item.sup.text) if isinstance(item.sup, Num) and item.sup.text in _FEW and not item.primes else 0
        if times and len(arguments) == 1 and result.expr.shape == arguments[0].expr.shape and (
                self.choices.choose(f"iterate:{base.text}", [(0, False), (1, True)])):
            for _ in range(times - 1):  # f^2(x) is f(f(x)) as well
                result = self.apply_values(function, [result])
            return result
        return superscript(self, result, item.sup)

    def is_starting_value(self, name: str, item: Script, group: Group) -> bool:
        """Whether N_0 of N_0 (1 + t) is a number: the text has said so, or N is the function that starts there."""
        assert isinstance(item.base, Name)
        role = self.scope.lookup(name)
        if role is not None and role.definition is None and role.shape == ():
            return role.domain in ("positive", "nonnegative", "unit", "natural", "nonzero", "negative")
        first = role is None and isinstance(item.sub, Num) and item.sub.text == "0" and not is_point(group)
        return first and item.base.text not in FUNCTIONS

    def inverse_of(self, function: Expr, base: Name, node: Node) -> Expr:
        """f^{-1} of a function of which nothing is known: another one of which nothing is known."""
        if isinstance(function, Bind) and len(open_function(function)[0]) == 1 and not self.scan.primed:
            local = open_binder(function)[0]
            if isinstance(local, Local) and local.shape == function.shape:
                return inverse(self, base.text, function, function.shape)
        if not isinstance(function, Symbol) or len(function.params) != 1 or self.scan.primed or self.scan.gradients:
            raise self.error(node, "an inverse function", "the inverse under a name of its own")
        name = with_label(base.text, "inverse")
        if name not in self.symbols:
            found = symbol(name, function.params[0], "function", (function.shape,))
            self.symbols[name] = (found, self.symbols.get(base.text, (found, "habit"))[1])
        return self.symbols[name][0]

    def binary_entropy(self, item: Script) -> Expr | None:
        """H_b as a function of a probability; None for other names."""
        name = binary_name(item)
        if not name or self.scope.lookup(name) is not None:
            return None
        local = fresh_local((), "unit")
        saved, self.locals = self.locals, {**self.locals, "probability": Value(local)}
        try:
            point = Group("(", ")", (Name("probability", span=item.span),), span=item.span)
            found = entropy_call(self, replace(item, primes=0), point)
        finally:
            self.locals = saved
        return None if found is None else bind("function", local, found.expr)

    def is_step(self, text: str, part: Node) -> bool:
        """Whether a name with a subscript is a step of a sequence of arrays, of which nothing is called."""
        known, role = self.symbols.get(text), self.scope.lookup(text)
        found = known[0] if known is not None else role.symbol(text) if role is not None else None
        return found is not None and found.domain == "function" and found.params == ((),) and bool(found.shape) and any(
            isinstance(n, Name) and n.text in self.scan.sequences for n in walk(part))

    def primed_values(
        self, function: Expr, primes: int, arguments: list[Value], of_parameters: bool = False
    ) -> Value:
        """The value of a function or its derivative; s'(X; p) is by the first argument, or, of a score, by the last."""
        if len(arguments) == 1 and (found := on_entries(function, primes, arguments[0].expr)) is not None:
            return value(found)
        function = of_sizes(function, [a.expr for a in arguments])
        last = len(arguments) - 1
        place = self.choices.choose("prime", [(0, 0), (1, last)]) if primes and of_parameters else 0
        for _ in range(primes):
            function = apply("derivative", function, arg=place)
        return value(apply("call", function, *(a.expr for a in arguments)))

    def generic_argument(self) -> Symbol:
        """The number at which functions are compared that the text leaves without argument."""
        if "x" not in self.symbols:
            self.symbols["x"] = (symbol("x"), "habit")
        return self.symbols["x"][0]

    def generic_call(self, base: Name, node: Script) -> Value:
        """\\sigma' with no argument: the derivative where the formula takes the function, else at a number x."""
        point = self.scan.points.get(base.text)
        arguments = self.arguments(point) if point is not None and len(point.items) == 1 else [
            Value(self.generic_argument())]
        function = self.function_named(base.text, arguments, base)
        for _ in range(node.primes):
            function = apply("derivative", function, arg=0)
        result = self.apply_values(function, arguments)
        return superscript(self, result, node.sup)
