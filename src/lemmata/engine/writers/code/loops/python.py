"""Python's spelling: nested lists of floats, comprehensions, nothing but the standard library."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.writers.code.definitions import Head, python_function
from lemmata.engine.writers.code.loops.comprehensions import Comprehensions
from lemmata.engine.writers.code.loops.helpers import read_helpers
from lemmata.engine.writers.code.loops.terms import Literal, Map, Whole
from lemmata.engine.writers.code.texts import CHOICE, COMPARE, NOT, POSTFIX, PRODUCT, SUM, Text, call, infix

MATH = ("exp", "log", "log1p", "expm1", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan",
        "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "gamma", "lgamma", "floor", "ceil",
        "hypot")
FROM_ZERO = ("nonnegative", "unit", "simplex")
BUILTIN = {"abs": "abs", "maximum": "max", "minimum": "min", "round": "round", "sort": "sorted", "cast": "float",
           "count": "int"}


class Python(Comprehensions):
    """Lists in, lists out."""

    functions = {**{name: f"math.{name}" for name in MATH}, **BUILTIN}
    helpers = read_helpers("py")
    comments = r'"""(?s:.*?)"""'
    compare = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=", "delta": "=="}
    reserved = ("math", "sum", "len", "range", "zip", "list", "tuple", "bool", *BUILTIN.values(), *helpers)

    # functions of numbers

    def constant(self, name: str) -> Text:
        return Text("0.5772156649015329") if name == "euler_gamma" else Text(f"math.{name}", POSTFIX)

    def map_where(self, term: Map, args: list[Text]) -> Text:
        condition, yes, no = self.truth(term, 0, args[0]), args[1], args[2]
        yes, no = (Text(f"{a.text}.0") if a.text in ("0", "1") else a for a in (yes, no))
        return Text(f"{yes.at(0)} if {condition.at(0)} else {no.text}", CHOICE)

    def map_not(self, term: Map, args: list[Text]) -> Text:
        return Text(f"not {self.truth(term, 0, args[0]).at(NOT)}", NOT)

    def map_cast(self, term: Map, args: list[Text]) -> Text:
        """A truth value counts as 0 or 1; only where it is all there is, it is made a float."""
        return args[0]

    def map_mod(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "%", args[1], PRODUCT)

    def map_floordiv(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "//", args[1], PRODUCT)

    def map_sign(self, term: Map, args: list[Text]) -> Text:
        x = args[0].at(COMPARE + 1)
        return Text(f"({x} > 0) - ({x} < 0)", SUM) if args[0].level >= POSTFIX else call("sign", args[0])

    def map_log(self, term: Map, args: list[Text]) -> Text:
        """`math.log` refuses 0, also where that is in the domain of what is given."""
        given = term.value.args[0] if term.value is not None else None
        from_zero = given is not None and given.op == "input" and given["symbol"].domain in FROM_ZERO
        return call("log_from_zero" if from_zero else "math.log", args[0])

    def map_relu(self, term: Map, args: list[Text]) -> Text:
        return call("max", args[0], "0.0")

    def map_polygamma(self, term: Map, args: list[Text]) -> Text:
        assert term.value is not None
        return call("polygamma", dict(term.value["given"])["order"], args[0])

    def map_binomial(self, term: Map, args: list[Text]) -> Text:
        whole_numbers = term.value is not None and all(a.kind == "integer" for a in term.value.args)
        return call("math.comb" if whole_numbers else "binomial", *args)

    def raised(self, term: Map, args: list[Text]) -> Text:
        """`**` makes complex numbers of fractional powers of what is negative; math.pow refuses them."""
        exponent = term.args[1]
        fraction = isinstance(exponent, Literal) and exponent.value.denominator > 1
        counted = isinstance(exponent, Whole) or (isinstance(exponent, Literal) and not fraction)
        return self.power(*args) if counted else call("math.pow", *args)

    # lines

    def kind(self, shape: Shape, sort: str) -> str:
        entry = {"integer": "int", "boolean": "bool"}.get(sort, "float")
        return "list[" * len(shape) + entry + "]" * len(shape)

    def written(self, head: Head, body: Sequence[str]) -> list[str]:
        if any("math." in line for line in [*body, *self.used_helpers(head.name, body)]):
            self.imports.add("import math")
        return python_function(head, body)

    def returned(self, values: Sequence[Text]) -> list[str]:
        return f"return {', '.join(v.text for v in values)}".split("\n")

    def statement(self, name: str, text: str) -> str:
        return f"{name} = {text}"

    def length(self, array: Text) -> Text:
        return call("len", array)

    def solved(self, text: Text, factor: int, rest: Size) -> str:
        moved = text if rest == Size.of(0) else Text(f"{text.text} - {rest}", SUM)
        return moved.text if factor == 1 else f"{moved.at(PRODUCT)} // {factor}"

    def size_lines(self, sizes: dict[str, str]) -> list[str]:
        return [f"{', '.join(sizes)} = {', '.join(sizes.values())}"]
