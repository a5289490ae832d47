"""JavaScript's spelling: nested arrays of numbers, arrow functions for what is inside of loops, no library."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.writers.code.definitions import LONGEST, Head
from lemmata.engine.writers.code.loops.helpers import read_helpers
from lemmata.engine.writers.code.loops.plan import bottom
from lemmata.engine.writers.code.loops.printer import Loops
from lemmata.engine.writers.code.loops.spelling import Scope
from lemmata.engine.writers.code.loops.terms import Loop, Map, depends, reduced
from lemmata.engine.writers.code.texts import CHOICE, POSTFIX, POWER, PRODUCT, SIGN, SUM, Text, call, infix

MATH = ("exp", "log", "log1p", "expm1", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan",
        "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "floor", "ceil", "abs", "sign", "hypot")
RENAMED = {"maximum": "Math.max", "minimum": "Math.min", "round": "roundHalfEven", "sort": "sorted",
           "logaddexp": "logAddExp", "logsumexp": "logSumExp", "gamma": "gammaFunction", "lgamma": "logGamma"}
CONSTANTS = {"pi": "Math.PI", "e": "Math.E", "inf": "Infinity", "nan": "NaN", "euler_gamma": "0.5772156649015329"}
KEYWORDS = (
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
    "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import",
    "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return",
    "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void", "while", "with",
    "yield", "Math", "Number", "Infinity", "NaN", "Array",
)


class JavaScript(Loops):
    """Arrays in, arrays out."""

    functions = {**{name: f"Math.{name}" for name in MATH}, **RENAMED}
    helpers = read_helpers("js")
    comments = r"//.*"
    compare = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "===", "ne": "!==", "delta": "==="}
    reserved = (*KEYWORDS, *helpers)
    integer = "number"
    spread, words = "...", ("&&", "||", "!")
    minus = POSTFIX  # -x ** 2 is no JavaScript

    @classmethod
    def function(cls, name: str) -> str:
        """The function of an operation; helpers are written with humps."""
        return cls.functions.get(name) or re.sub(r"_(\w)", lambda hump: hump[1].upper(), name)

    def is_name(self, text: str) -> bool:
        return text.isidentifier()

    # loops

    def loop(self, term: Loop, scope: Scope) -> Text:
        breaking = self.breaking is term
        if term.how == "flat":
            rows = self.text(reduced(Loop("list", term.index, term.count, term.body)), scope)
            return Text(f"{rows.text}.flat()", POSTFIX)
        name = "array" if term.how == "list" else term.how
        letter, inside = self.within(term.index, term.count, scope)
        head = letter if depends(term.body, term.index) else "()"
        inner = term.body
        again = False
        if breaking and isinstance(inner, Loop) and inner.how == term.how:
            self.breaking, again = inner, True
        body = self.text(term.body, inside)
        space = "\n  " if breaking and not again else " "
        return call(name, self.size(term.count), f"{head} =>{space}{body.text}")

    # functions of numbers

    def constant(self, name: str) -> Text:
        return Text(CONSTANTS[name], POSTFIX)

    def power(self, base: Text, exponent: Text) -> Text:
        return Text(super().power(base, exponent).text.replace("**", " ** ", 1), POWER)

    def negative(self, product: Text) -> Text:
        return Text(f"-({product.text})", SIGN) if "**" in product.text else super().negative(product)

    def map_where(self, term: Map, args: list[Text]) -> Text:
        condition, yes, no = self.truth(term, 0, args[0]), args[1], args[2]
        return Text(f"{condition.at(0)} ? {yes.at(0)} : {no.text}", CHOICE)

    def map_not(self, term: Map, args: list[Text]) -> Text:
        return Text(f"!{self.truth(term, 0, args[0]).at(POSTFIX)}", SIGN)

    def map_cast(self, term: Map, args: list[Text]) -> Text:
        return Text(f"{args[0].at(0)} ? 1 : 0", CHOICE)

    def map_count(self, term: Map, args: list[Text]) -> Text:
        return call("Number", args[0])

    def map_mod(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "%", args[1], PRODUCT)

    def map_floordiv(self, term: Map, args: list[Text]) -> Text:
        return call("Math.floor", infix(args[0], "/", args[1], PRODUCT))

    def map_relu(self, term: Map, args: list[Text]) -> Text:
        return call("Math.max", args[0], "0")

    def map_polygamma(self, term: Map, args: list[Text]) -> Text:
        assert term.value is not None
        return call("polygamma", dict(term.value["given"])["order"], args[0])

    def compared(self, term: Map, place: int, text: Text) -> Text:
        """What may be given as true and false is no number for ===."""
        arg = bottom(term.value.args[place]) if term.value is not None else None
        binary = arg is not None and (arg.kind == "boolean" or (arg.op == "input" and arg["symbol"].domain == "binary"))
        mixed = term.value is not None and any(a.kind != "boolean" for a in term.value.args)
        return call("Number", text) if binary and mixed else text

    # lines

    def kind(self, shape: Shape, sort: str) -> str:
        return ("boolean" if sort == "boolean" else "number") + "[]" * len(shape)

    def written(self, head: Head, body: Sequence[str]) -> list[str]:
        """A function with types and formula in a comment."""
        about = textwrap.wrap(head.about.replace("*/", "* /"), LONGEST - 4, break_long_words=False)
        said = [f"@param {{{p.kind}}} {p.name} {p.declared}".rstrip() for p in head.parameters]
        several = f"[{', '.join(head.results)}]" if len(head.results) > 1 else head.results[0]
        comment = ["/**", *(f" * {line}" for line in about), " *", *(f" * {line}" for line in said),
                   f" * @returns {{{several}}}", " */"]
        names = ", ".join(p.name for p in head.parameters)
        return [*comment, f"function {head.name}({names}) {{", *(f"  {line}" for line in body), "}"]

    def returned(self, values: Sequence[Text]) -> list[str]:
        texts = ", ".join(v.text for v in values)
        return f"return {texts if len(values) == 1 else f'[{texts}]'};".split("\n")

    def statement(self, name: str, text: str) -> str:
        return f"const {name} = {text};"

    def length(self, array: Text) -> Text:
        return Text(f"{array.text}.length", POSTFIX)

    def solved(self, text: Text, factor: int, rest: Size) -> str:
        moved = text if rest == Size.of(0) else Text(f"{text.text} - {rest}", SUM)
        return moved.text if factor == 1 else f"{moved.at(PRODUCT)} / {factor}"

    def size_lines(self, sizes: dict[str, str]) -> list[str]:
        return [f"const {', '.join(f'{name} = {text}' for name, text in sizes.items())};"]


