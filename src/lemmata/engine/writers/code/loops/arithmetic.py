"""Functions of numbers as source: operators, roots, conditions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lemmata.engine.programs import NoProgram
from lemmata.engine.writers.code.loops.spelling import Spelling
from lemmata.engine.writers.code.loops.terms import Literal, Map
from lemmata.engine.writers.code.texts import AND, COMPARE, OR, POSTFIX, POWER, PRODUCT, SIGN, SUM, Text, call, infix


class Arithmetic(Spelling):
    """Spells functions of numbers; subclasses say what their language does otherwise."""

    minus = SIGN  # how strongly must hang together what has a minus in front

    def mapped(self, term: Map, args: list[Text]) -> Text:
        own: Callable[[Map, list[Text]], Text] | None = getattr(self, f"map_{term.name}", None)
        if own is not None:
            return own(term, args)
        if term.name in self.compare:
            left, right = (self.compared(term, k, a).at(COMPARE + 1) for k, a in enumerate(args))
            return Text(f"{left} {self.compare[term.name]} {right}", COMPARE)
        if not self.knows(term.name):
            raise NoProgram(f"{term.name} has no code in loops; take the numpy, jax or torch target")
        return call(self.function(term.name), *args)

    def map_add(self, term: Map, args: list[Text]) -> Text:
        """a + b, or a - b where b has a minus."""
        for text, other in (args[::-1], args):
            if text.text in ("0", "-0"):
                return other
            if text.text.startswith("-") and text.level >= PRODUCT:
                return Text(f"{other.at(SUM)} - {text.text[1:]}", SUM)
        return infix(args[0], "+", args[1], SUM)

    def map_sub(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "-", args[1], SUM)

    def map_neg(self, term: Map, args: list[Text]) -> Text:
        if args[0].level == PRODUCT and not args[0].text.startswith("-"):
            return self.negative(args[0])
        return Text(f"-{args[0].at(self.minus)}", SIGN)

    def negative(self, product: Text) -> Text:
        """A product with a minus in front."""
        return Text(f"-{product.text}", PRODUCT)

    def map_mul(self, term: Map, args: list[Text]) -> Text:
        if term.args[0] == term.args[1] and args[0].level >= POSTFIX:
            return self.power(args[0], Text("2"))
        if args[0].text == "1":
            return args[1]
        if args[1].text.startswith("-") and args[1].level >= SIGN and not args[0].text.startswith("-"):
            return self.negative(infix(args[0], "*", Text(args[1].text[1:], args[1].level), PRODUCT))
        return infix(args[0], "*", args[1], PRODUCT)

    def map_div(self, term: Map, args: list[Text]) -> Text:
        if args[1].text == "1":
            return args[0]
        return infix(args[0], "/", args[1], PRODUCT)

    def map_square(self, term: Map, args: list[Text]) -> Text:
        return self.power(args[0], Text("2"))

    def map_pow(self, term: Map, args: list[Text]) -> Text:
        exponent = term.args[1].value if isinstance(term.args[1], Literal) else Fraction(0)
        if exponent in (Fraction(1, 2), Fraction(-1, 2)):
            root = call(self.function("sqrt"), args[0])
            return root if exponent > 0 else infix(Text("1"), "/", root, PRODUCT)
        if exponent == -1:
            return Text(f"1 / {args[0].at(SIGN)}", PRODUCT)
        return self.raised(term, args)

    def raised(self, term: Map, args: list[Text]) -> Text:
        return self.power(args[0], args[1])

    def power(self, base: Text, exponent: Text) -> Text:
        return Text(f"{base.at(POSTFIX)}**{exponent.at(SIGN)}", POWER)

    # truth

    def truth(self, term: Map, place: int, text: Text) -> Text:
        """A number as a condition."""
        of = term.value.args[place].kind if term.value is not None else "boolean"
        if of == "boolean":
            return text
        return Text(f"{self.compared(term, place, text).at(COMPARE + 1)} {self.compare['ne']} 0", COMPARE)

    def compared(self, term: Map, place: int, text: Text) -> Text:
        """A number that is compared with another one."""
        return text

    def joined(self, operator: str, level: int, term: Map, args: list[Text]) -> Text:
        left, right = (self.truth(term, k, a) for k, a in enumerate(args))
        return infix(left, operator, right, level)

    words = ("and", "or", "not ")

    def map_and(self, term: Map, args: list[Text]) -> Text:
        return self.joined(self.words[0], AND, term, args)

    def map_or(self, term: Map, args: list[Text]) -> Text:
        return self.joined(self.words[1], OR, term, args)
