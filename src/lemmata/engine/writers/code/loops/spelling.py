"""Terms as source: what Python and JavaScript share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lemmata.engine.expr import Size
from lemmata.engine.programs import NoProgram, Program
from lemmata.engine.writers.code.loops.terms import (
    ZERO,
    Call,
    Constant,
    Item,
    Listed,
    Literal,
    Loop,
    Map,
    Term,
    Whole,
)
from lemmata.engine.writers.code.parameters import Parameters
from lemmata.engine.writers.code.texts import (
    AND,
    ATOM,
    COMPARE,
    OR,
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

CHOICE = -1  # the strength of what depends on a condition
LETTERS = "ijklqruvbcdfgxyzmno"


class Scope(NamedTuple):
    """The loops around a term: the letter of each index, the names of rows and entries that a loop goes through."""

    letters: Mapping[str, str] = {}
    rows: Mapping[tuple[str, tuple[Term, ...]], str] = {}


class Spelling(Parameters):
    """Source of terms; subclasses spell loops, choices and the functions of their language."""

    functions: dict[str, str] = {}  # operations on numbers that the language or a helper has
    helpers: Mapping[str, str] = {}  # functions that are written above where they are used
    compare: dict[str, str] = {}
    breaking: Loop | None = None  # the loop that is written in several lines
    minus = SIGN  # how strongly must hang together what has a minus in front

    def __init__(self, program: Program, taken: Sequence[str] = ()):
        super().__init__(program, taken)
        self.dims = frozenset(program.dims)
        self.counts: dict[str, Size] = {}  # of the loops that were written
        self.letters: dict[Size, list[str]] = {}  # each size has its own
        for symbol in program.inputs:
            for size in symbol.shape:
                while len(self.letters.setdefault(size, [])) < symbol.shape.count(size):
                    self.new_letter(size)

    @classmethod
    def knows(cls, op: str) -> bool:
        """Whether the language has the operation; else its definition is written."""
        return op in cls.functions or op in cls.helpers or op in cls.compare or hasattr(cls, f"map_{op}")

    def text(self, term: Term, scope: Scope) -> Text:
        """The source of a term inside of some loops."""
        if isinstance(term, Literal):
            return literal(term.value)
        if isinstance(term, Whole):
            if term.size.atom in scope.letters:
                return Text(scope.letters[term.size.atom])
            return self.size(Size.of(term.size.substitute(scope.letters)))
        if isinstance(term, Item):
            return self.item(term, scope)
        if isinstance(term, Map) and term.name == "add" and self._negated(term.args[1]):
            return infix(self.text(term.args[0], scope), "-", self.text(term.args[1].parts[0], scope), SUM)
        if isinstance(term, Map) and term.name == "add" and self._negated(term.args[0]):
            return infix(self.text(term.args[1], scope), "-", self.text(term.args[0].parts[0], scope), SUM)
        if isinstance(term, Map):
            return self.mapped(term, [self.text(a, scope) for a in term.args])
        if isinstance(term, Constant):
            return self.constant(term.name)
        if isinstance(term, Loop):
            return self.loop(term, scope)
        if isinstance(term, Listed):
            parts = [self.text(a, scope).text for a in term.args]
            if term.joined:  # the entries of lists that stand here are written themselves
                parts = [p[1:-1] if isinstance(a, Listed) else self.spread + p for a, p in zip(term.args, parts)]
            return Text(f"[{', '.join(parts)}]", ATOM)
        assert isinstance(term, Call)
        return call(self.function(term.helper), *(self.text(a, scope) for a in term.args))

    spread = "*"

    def item(self, term: Item, scope: Scope) -> Text:
        """An entry, from the name of the longest row that a loop goes through."""
        for count in range(len(term.indices), -1, -1):
            row = scope.rows.get((term.array, term.indices[:count]), term.array if not count else None)
            if row is not None:
                rest = "".join(f"[{self.text(k, scope).text}]" for k in term.indices[count:])
                return Text(row + rest, POSTFIX if rest else ATOM)
        raise AssertionError(term)

    def size(self, size: Size) -> Text:
        """An integer; letters of loops are no sizes of arrays."""
        self.sizes.update({n: n for n in sorted(size.atoms) if n in self.dims})
        if size.atom is not None:
            return Text(size.atom)
        terms = [(f < 0, [*([str(abs(f))] if abs(f) != 1 or not m else []), *(n for n, power in m for _ in range(power))])
                 for m, f in size.terms]
        terms.sort(key=lambda term: (term[0], term[1][0].isdigit() and len(term[1]) == 1))  # what is taken away is last
        text = "".join(f" {'-' if minus else '+'} {' * '.join(factors)}" for minus, factors in terms) or " + 0"
        text = f"-{text[3:]}" if text.startswith(" - ") else text[3:]
        return Text(text, SUM if len(terms) > 1 else PRODUCT if " * " in text else SIGN if "-" in text else ATOM)

    # loops

    def loop(self, term: Loop, scope: Scope) -> Text:
        raise NotImplementedError

    def within(self, index: str, count: Size, scope: Scope) -> tuple[str, Scope]:
        """A letter for an index, and what is known inside of its loop: each size has its own letters."""
        self.counts[index] = count
        letter = next((c for c in self.letters.get(count, ()) if c not in scope.letters.values()), None)
        if letter is None:
            letter = self.new_letter(count)
        return letter, Scope({**scope.letters, index: letter}, scope.rows)

    def new_letter(self, count: Size) -> str:
        letter = next((c for c in LETTERS if c not in self.taken), None)
        if letter is None:
            letter = self.fresh("i")
        self.taken.add(letter)
        self.letters.setdefault(count, []).append(letter)
        return letter

    # functions of numbers

    @staticmethod
    def _negated(term: Term) -> bool:
        return isinstance(term, Map) and term.name == "neg" and term.args[0] != ZERO

    def constant(self, name: str) -> Text:
        raise NotImplementedError

    def function(self, name: str) -> str:
        return self.functions.get(name, name)

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
        return infix(*self._between(args, "-"), SUM)

    def _between(self, args: Sequence[Text], operator: str) -> tuple[Text, str, Text]:
        return args[0], operator, args[1]

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
        exponent = term.args[1].value if isinstance(term.args[1], Literal) else None
        if exponent in (Fraction(1, 2), Fraction(-1, 2)):
            root = call(self.function("sqrt"), args[0])
            return root if exponent > 0 else infix(Text("1"), "/", root, PRODUCT)  # type: ignore[operator]
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
        return infix(*self._between([self.truth(term, k, a) for k, a in enumerate(args)], operator), level)

    words = ("and", "or", "not ")

    def map_and(self, term: Map, args: list[Text]) -> Text:
        return self.joined(self.words[0], AND, term, args)

    def map_or(self, term: Map, args: list[Text]) -> Text:
        return self.joined(self.words[1], OR, term, args)
