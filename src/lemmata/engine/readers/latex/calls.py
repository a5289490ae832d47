"""Calls: when a name before parentheses is a function, and which one."""

from __future__ import annotations

from lemmata.engine.expr import Expr, open_function, symbol
from lemmata.engine.ops import OPS
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.habits import VARIABLES, called
from lemmata.engine.readers.latex.named import named
from lemmata.engine.readers.latex.points import point_names
from lemmata.engine.readers.latex.scripted_calls import FUNCTIONS, ScriptedCalls
from lemmata.engine.readers.latex.subscripts import unstarred
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Dots,
    Function,
    Group,
    Name,
    Node,
    Num,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import Value

NUMBERS = frozenset("LJFGTNKREPVZ")  # capital letters that may as well be numbers


def _called_names(node: Node) -> set[str]:
    return {f.text for n in walk(node) if isinstance(n, Product) for f, g in zip(n.factors, n.factors[1:])
            if isinstance(f, Name) and isinstance(g, Group)}


def _stands_alone(text: str, group: Group) -> bool:
    """Whether a name stands in a group, and not in its derivative alone: \\sigma in 1 - \\sigma, not f in x - f'(x)."""
    named = sum(isinstance(n, Name) and n.text == text for n in walk(group))
    return named > sum(isinstance(n, Script) and bool(n.primes) and isinstance(n.base, Name) and n.base.text == text
                       for n in walk(group))


class Calls(ScriptedCalls):
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
        names = {n.text for n in walk(group) if isinstance(n, Name)}
        if item.text in self.scan.primed and item.text not in _called_names(group) and _stands_alone(item.text, group):
            return False  # \\sigma(1 - \\sigma) beside \\sigma'
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
        if item.text in names and item.text in self.scan.primed:
            return False
        if item.text in self.dependent and item.text in names and item.text not in _called_names(group):
            return False  # a(1 - a) beside da/dz
        numbered = len(group.items) == 1 and isinstance(group.items[0], Num) and group.open == "("
        if item.text in self.symbols:
            return self.symbols[item.text][0].domain == "function" or (numbered and item.style == "italic")
        if role is None and item.text in FUNCTIONS:
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


def is_mapping(node: Node) -> bool:
    """x \\mapsto x^2."""
    return isinstance(node, Relation) and node.relations == ("|->",)
