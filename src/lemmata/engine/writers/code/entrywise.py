"""Leaves, and operations entry by entry: Python's operators, functions of the library, plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lemmata.engine.programs import NoProgram, Value
from lemmata.engine.programs.values import is_map
from lemmata.engine.writers.code.lines import Lines
from lemmata.engine.writers.code.texts import (
    ATOM,
    COMPARE,
    POSTFIX,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    Text,
    call,
    infix,
    literal,
)

INFIX = {"mul": ("*", PRODUCT), "div": ("/", PRODUCT), "sub": ("-", SUM), "lt": ("<", COMPARE), "le": ("<=", COMPARE),
         "gt": (">", COMPARE), "ge": (">=", COMPARE), "eq": ("==", COMPARE), "ne": ("!=", COMPARE)}
BASIC = ("add", "neg", "pow", "delta")
MATH = ("exp", "log", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "gamma",
        "lgamma", "floor", "ceil", "atan", "asin", "acos", "atan2", "hypot")


class Entrywise(Lines):
    """Spells leaves and functions of entries."""

    functions: dict[str, str] = {}  # operations whose spelling is a function of the library
    special = "from scipy import special"

    @classmethod
    def knows(cls, op: str) -> bool:
        """Whether the library has the operation; else its definition is written."""
        return op in cls.functions or op in INFIX or op in BASIC or hasattr(cls, f"map_{op}")

    def render(self, value: Value) -> Text:
        if value.weak and value.op == "map":
            return self._weak(value)
        method: Callable[[Value, list[Text]], Text] | None = getattr(self, f"_{value.op}", None)
        if method is None:
            raise NoProgram(f"{value.op} has no {type(self).__name__} code; write it in terms of other operations")
        return method(value, [self.texts[a] for a in value.args])

    def _weak(self, value: Value) -> Text:
        """Numbers alone: Python's own, so that they take the dtype of the arrays."""
        name, args = value["name"], [self.texts[a] for a in value.args]
        if name in MATH:
            self.imports.add("import math")
            return call(f"math.{name}", *args)
        if name in INFIX or name in ("add", "neg", "pow"):
            return self._map(value, args)
        plain = {"abs": "abs", "maximum": "max", "minimum": "min", "square": "square"}
        if name == "square":
            return Text(f"{args[0].at(POSTFIX)}**2", POWER)
        if name in plain:
            return call(plain[name], *args)
        if name == "where":
            return Text(f"({args[1].text} if {args[0].text} else {args[2].text})")
        if name == "xlogy":
            self.imports.add("import math")
            return Text(f"({args[0].at(POSTFIX)} * math.log({args[1].text}) if {args[0].text} else 0.0)")
        if name == "sign":
            x = args[0].at(SUM)
            return Text(f"(({x} > 0) - ({x} < 0))")
        if name == "logaddexp":
            self.imports.add("import math")
            x, y = (a.at(SUM) for a in args)
            return Text(f"(max({x}, {y}) + math.log1p(math.exp(-abs({x} - {y}))))")
        return call("float", self._map(value, [self.scalar(a) for a in args]))

    def scalar(self, text: Text) -> Text:
        """A number of the language as the library's functions take it."""
        return text

    def _input(self, value: Value, args: list[Text]) -> Text:
        return Text(self.input(value["symbol"].name))

    def _number(self, value: Value, args: list[Text]) -> Text:
        return literal(value["value"])

    def _constant(self, value: Value, args: list[Text]) -> Text:
        name = value["name"]
        if name == "euler_gamma":
            return Text("0.5772156649015329")
        self.imports.add("import math")
        return Text(f"math.{name}")

    def _size(self, value: Value, args: list[Text]) -> Text:
        return self.size(value["size"])

    def _map(self, value: Value, args: list[Text]) -> Text:
        name = value["name"]
        if name == "add":
            return self._add(value, args)
        if name == "neg":
            return self._neg(value, args[0])
        if name == "pow":
            return self._pow(value, args)
        own = getattr(self, f"map_{name}", None)
        if own is not None:
            return own(value, args)  # type: ignore[no-any-return]
        if name in INFIX:
            return infix(args[0], INFIX[name][0], args[1], INFIX[name][1])
        return call(self.function(name), *args)

    def function(self, name: str) -> str:
        """The library's function of an operation."""
        spelled = self.functions[name]
        if spelled.startswith("special."):
            self.imports.add(self.special)
        return spelled if "." in spelled else f"{self.module}.{spelled}"

    def _neg(self, value: Value, text: Text) -> Text:
        """-a * b, which is the same as -(a * b); but not -A @ b, where another array would be gone over."""
        first = value.args[0]
        while first not in self.names and (is_map(first, "mul") or is_map(first, "div")):
            first = first.args[0]
        if text.level == PRODUCT and first is not value.args[0] and first.op != "matmul":
            return Text(f"-{text.text}", PRODUCT)
        return Text(f"-{text.at(SIGN)}", SIGN)

    def _add(self, value: Value, args: list[Text]) -> Text:
        """a + b, or a - b where b has a minus."""
        (left, right), (first, second) = args, value.args
        for minus, text, other in ((second, right, left), (first, left, right)):
            if minus.op == "map" and minus["name"] == "neg" and minus not in self.names:
                return infix(other, "-", self.texts[minus.args[0]], SUM)
            if text.text.startswith("-") and text.level >= PRODUCT and minus not in self.names:
                return Text(f"{other.at(SUM)} - {text.text[1:]}", SUM)
        return infix(left, "+", right, SUM)

    def _pow(self, value: Value, args: list[Text]) -> Text:
        exponent = value.args[1]["value"] if value.args[1].op == "number" else None
        if exponent == Fraction(1, 2):
            return self._root(value, args[0])
        if exponent == -1:
            return Text(f"1 / {args[0].at(SIGN)}", PRODUCT)
        if exponent == Fraction(-1, 2):
            return Text(f"1 / {self._root(value, args[0]).at(SIGN)}", PRODUCT)
        if exponent == 3 and args[0].level == ATOM and not value.weak:
            return Text(f"{args[0].text} * {args[0].text} * {args[0].text}", PRODUCT)
        return Text(f"{args[0].at(POSTFIX)}**{args[1].at(SIGN)}", POWER)

    def _root(self, value: Value, base: Text) -> Text:
        if value.weak:
            self.imports.add("import math")
            return call("math.sqrt", base)
        return call(self.function("sqrt"), base)
