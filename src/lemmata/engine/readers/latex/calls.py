"""Calls: when a name before parentheses is a function, and which one."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, Symbol, bind, fresh_local, open_binder, open_function, symbol
from lemmata.engine.expr.nodes import Bind, Local
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.arguments import of_sizes
from lemmata.engine.readers.latex.entropies import binary_name, entropy_call
from lemmata.engine.readers.latex.entrywise import on_entries
from lemmata.engine.readers.latex.function_families import VALUE
from lemmata.engine.readers.latex.habits import VARIABLES, called
from lemmata.engine.readers.latex.inverses import inverse
from lemmata.engine.readers.latex.named import named
from lemmata.engine.readers.latex.points import is_point, point_names
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices, label, unstarred
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Dots,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import with_label

NUMBERS = frozenset("LJFGTNKREPVZ")  # capital letters that may as well be numbers
_FUNCTIONS = ("f", "g", "h", "F", "G", "varphi")  # letters that are functions before parentheses


def _called_names(node: Node) -> set[str]:
    return {f.text for n in walk(node) if isinstance(n, Product) for f, g in zip(n.factors, n.factors[1:])
            if isinstance(f, Name) and isinstance(g, Group)}


class Calls(State):
    """The part of the elaborator that calls functions."""

    def call(self, item: Node, group: Group) -> Value | None:
        """A function applied to a group of arguments; None where the item is no function."""
        item = unstarred(item)
        spectral = self.spectral_call(item, group)
        if spectral is not None:
            return spectral
        if isinstance(item, Script) and isinstance(item.base, Name):
            return self.call_scripted(item, group)
        if isinstance(item, Script) and item.primes and isinstance(item.base, Group):
            function = self.function_of(item.base) or self.pointwise(item.base)
            return self.primed_values(function, item.primes, self.arguments(group)) if function is not None else None
        if (
            isinstance(item, Group)
            and item.open == "("
            and len(item.items) == 1
            and isinstance(item.items[0], Chain)
            and (item.items[0].operators[0] == "circ")
        ):
            function = self.function_of(item)
            return self.apply_to(function, group) if function is not None else None
        if isinstance(item, Group) and len(item.items) == 1 and is_mapping(item.items[0]):
            arguments = self.arguments(group)
            return self.apply_values(self.mapping(*item.items[0].operands, arguments).expr, arguments)
        if not isinstance(item, Name):
            return None
        own = named(self, item, group)
        if own is not None:
            return own
        if not self.calls(item, group):
            return None
        if item.style == "upright" or (item.text in ("sigma", "Gamma", "Phi") and self.scope.lookup(item.text) is None):
            op = {"sigma": "sigmoid", "Gamma": "gamma", "Phi": "norm_cdf"}.get(item.text) or (
                LATEX_NAMES.get(item.text) or PYTHON_NAMES.get(item.text) or PYTHON_NAMES.get(item.text.lower())
            )
            if (
                op is not None
                and self.scope.lookup(item.text) is None
                and OPS[op].group not in ("distribution", "probability")
            ):
                return self.apply_function(Function(op, span=item.span), list(group.items), group)
        arguments = self.arguments(group)
        function = self.function_named(item.text, arguments, item)
        return self.apply_values(function, arguments)

    def calls(self, item: Name, group: Group) -> bool:
        """Whether name(...) is a call: by its role, else by habit."""
        if not group.items or any(isinstance(i, Blank) for i in group.items):
            return False
        if group.open == "[" and (item.style == "bold" or len(group.items) > 1):
            return False
        if item.text in self.locals:
            return self.locals[item.text].expr.sort == "function"
        role = self.scope.lookup(item.text)
        if role is not None:
            if role.domain == "function" or (role.definition is not None and role.definition.sort == "function"):
                return True
            if role.source in ("declared", "prose") and role.domain != "" and not (len(group.items) > 1):
                return False
            if role.shape is not None and role.definition is None and self.is_coefficient(group):
                return False  # \eta g (\gamma + 1) of a known g
        if role is None and self.scan.depends.get(item.text) == point_names(group):  # x(t) beside dx/dt
            return True
        names = {n.text for n in walk(group) if isinstance(n, Name)}
        if item.text in names and item.text in self.scan.primed:
            return False
        if item.text in self.dependent and item.text in names and item.text not in _called_names(group):
            return False  # a(1 - a) beside da/dz
        numbered = len(group.items) == 1 and isinstance(group.items[0], Num) and group.open == "("
        if item.text in self.symbols:
            return self.symbols[item.text][0].domain == "function" or (numbered and item.style == "italic")
        if role is None and item.text in _FUNCTIONS:
            return True
        if item.text in ("sigma", "Gamma") and role is None and item.text not in self.symbols:
            return self.choices.choose(f"call:{item.text}", [(0, True), (2, False)])
        if item.style == "upright" and role is None and (item.text in LATEX_NAMES or item.text in PYTHON_NAMES):
            return True
        if item.text in names:
            return False
        habit = (
            (item.style in ("upright", "cal") and len(item.text) > 1)
            or called(item.text, self.scan[item.text])
            or (item.text in self.scan.heads)
        )
        if item.text in ("sigma", "Gamma", "Phi", "phi", "psi"):
            habit = True
        inner = group.items[0]
        if len(group.items) == 1 and item.text in self.scan.primed and item.text.islower() and (
                isinstance(inner, Name) and inner.text in (("t", "s") if item.text in VARIABLES else VARIABLES)):
            habit = True  # x(t) beside x', a(x) beside a'(x)
        simple = (
            len(group.items) == 1
            and isinstance(inner, (Name, Script))
            and item.text not in ("n", "m", "k", "i", "j", "a", "b", "c", "lambda_", "alpha")
        )
        if self.is_logistic(item.text) and len(group.items) == 1 and isinstance(inner, Name) and group.open == "(":
            habit = True  # nobody multiplies by one letter in parentheses
        elif role is not None and (role.domain in ("positive", "unit", "natural") or role.definition is not None):
            habit = False  # an earlier formula has it as a number, as the parameter of a law
        elif numbered and item.style == "italic":
            habit = role is None or role.source in ("formula", "habit")  # nobody multiplies by a number behind a letter
        if role is not None and role.source in ("formula", "habit"):
            return self.choices.choose(f"call:{item.text}", [(0, habit), (2, not habit)])
        if habit:
            return self.choices.choose(f"call:{item.text}", [(0, True), (2, False)])
        if simple:
            only = self.scan[item.text]
            always = only.called > 0 and only.called >= only.bare - only.primes
            return self.choices.choose(f"call:{item.text}", [(0, always), (1, not always)])
        return False

    def is_coefficient(self, group: Group) -> bool:
        """Whether parentheses hold a sum of numbers and positive parameters, which scales what stands before it."""
        inner = group.items[0]
        if len(group.items) != 1 or group.open != "(" or not isinstance(inner, Chain) or not (
                set(inner.operators) <= {"+", "-"} and any(isinstance(o, Num) for o in inner.operands)):
            return False
        known = [self.scope.lookup(o.text) for o in inner.operands if isinstance(o, Name)]
        return bool(known) and all(isinstance(o, (Num, Name)) for o in inner.operands) and all(
            role is not None and role.shape == () and role.domain in ("positive", "unit", "nonnegative")
            for role in known)

    def arguments(self, group: Group) -> list[Value]:
        if any(s in ("|", "||") for s in group.separators):
            raise self.error(group, "a bar among the arguments of a function", "a comma")
        if any(isinstance(i, Dots) for i in group.items):
            return [self.list_value(group)]
        return [self.value(i) for i in group.items]

    def is_function_name(self, text: str) -> bool:
        role = self.scope.lookup(text)
        if role is not None and (
            role.domain == "function" or (role.definition is not None and role.definition.sort == "function")
        ):
            return True
        if text in self.symbols:
            return self.symbols[text][0].domain == "function"
        return role is None and (
            text in self.scan.ruled
            or (text in ("f", "g", "h", "F", "G", "sigma") and text in self.scan.primed)
            or (self.scan[text].called > 0 and called(text, self.scan[text]))
        )

    def function_named(self, text: str, arguments: list[Value], node: Node) -> Expr:
        """The function of that name: its definition, its role, or an abstract one that takes these arguments."""
        if text in self.locals and self.locals[text].expr.sort == "function":
            return self.locals[text].expr
        role = self.scope.lookup(text)
        known = role.definition if role is not None else None
        if known is not None and known.sort == "function" and len(open_function(known)[0]) == len(arguments):
            return known
        if text in self.symbols and self.symbols[text][0].domain == "function":
            return self.symbols[text][0]
        if role is not None and role.domain == "function" and role.params and len(role.params) == len(arguments):
            fits = all(len(p) == a.rank for p, a in zip(role.params, arguments))
            if role.source in ("declared", "prose") or (
                fits and self.choices.choose(f"known:{text}", [(0, True), (2, False)])
            ):
                found = role.symbol(text)
                self.symbols[text] = (found, role.source)
                return found
        if self.is_logistic(text) and len(arguments) == 1:
            if role is not None:
                self.unsettled = f"{text} is a number elsewhere and a function here"
            return self.written_out("sigmoid", arguments[0])
        if role is not None and role.shape == () and role.domain not in ("", "real", "function"):
            self.unsettled = f"{text} is a number elsewhere and a function here"
        shapes = tuple(a.expr.shape for a in arguments)
        kept = role is not None and (role.domain in ("", "real", "invertible") or len(role.shape or ()) == 2)
        if role is not None and kept and role.shape is not None and role.definition is None:
            if role.domain not in ("", "real", "invertible", "function"):
                self.unsettled = f"that the values of {text} are {role.domain} was not used"
            found = symbol(text, [self.choices.size(size) for size in role.shape], "function", shapes)
            self.symbols[text] = (found, role.source)
            return found
        bold = isinstance(node, Name) and node.style == "bold"
        upper = text[:1].isupper()
        ranks = [(0, 2), (1, 1), (2, 0)] if bold and upper else [(0, 1), (1, 0)] if bold else [(0, 0), (1, 1), (2, 2)]
        if upper and not bold and self.scan[text].squared_up and (
                text not in NUMBERS or self.scan[text].called < self.scan[text].bare):
            ranks = [(0, 2)]  # an inverse that is differentiated
            if text in NUMBERS:
                self.unsettled = f"whether {text} is a matrix is not said"
        elif upper and not bold and text in self.scan.depends and text not in NUMBERS and (
                self.scan[text].powered or self.scan[text].beside_capital):
            ranks = [(0, 2), (3, 0)]
            self.unsettled = f"whether {text} is a matrix is not said"
        if (
            any(text in names for names in self.scan.depends.values())
            and text in self.scan.depends
            and any(a.rank == 2 for a in arguments)
        ):
            ranks = [(0, 1), (2, 0)]
            self.missing = f"the product sums over the axes of {text}"
        rank = self.choices.choose(f"range:{text}", ranks)
        square = self.scan[text].squared_up or self.scan[text].powered
        dims = [self.choices.size(f"?{text}{0 if square else axis}") for axis in range(rank)]
        found = symbol(text, dims, "function", shapes)
        self.symbols[text] = (found, "habit")
        return found

    def is_logistic(self, text: str) -> bool:
        """Whether \\sigma before parentheses is the logistic function: where nothing but a number is known of it."""
        role = self.scope.lookup(text)
        return text == "sigma" and (role is None or (
            role.definition is None and role.shape == () and role.source in ("formula", "habit")
            and role.domain in ("real", "positive")))

    def apply_values(self, function: Expr, arguments: list[Value]) -> Value:
        return self.primed_values(function, 0, arguments)

    def apply_to(self, function: Expr, group: Group) -> Value:
        return self.apply_values(function, self.arguments(group))

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
        return superscript(self, result, item.sup)

    def is_starting_value(self, name: str, item: Script, group: Group) -> bool:
        """Whether N_0 of N_0 (1 + t) is a number: the text has said so, or N is the function that starts there."""
        assert isinstance(item.base, Name)
        role = self.scope.lookup(name)
        if role is not None and role.definition is None and role.shape == ():
            return role.domain in ("positive", "nonnegative", "unit", "natural", "nonzero", "negative")
        first = role is None and isinstance(item.sub, Num) and item.sub.text == "0" and not is_point(group)
        return first and item.base.text not in _FUNCTIONS

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


def is_mapping(node: Node) -> bool:
    """x \\mapsto x^2."""
    return isinstance(node, Relation) and node.relations == ("|->",)
