"""Terms as source: what Python and JavaScript share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lemmata.engine.expr import Size
from lemmata.engine.programs import Program
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
    ATOM,
    POSTFIX,
    PRODUCT,
    SIGN,
    SUM,
    Text,
    call,
    infix,
    literal,
)

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
        spelled = op in cls.functions or cls.function(op) in cls.helpers
        return spelled or op in cls.compare or hasattr(cls, f"map_{op}")

    def text(self, term: Term, scope: Scope) -> Text:
        """The source of a term inside of some loops."""
        if isinstance(term, Literal):
            return literal(term.value)
        if isinstance(term, Whole):
            letter = scope.letters.get(term.size.atom or "")
            if letter is not None:
                return Text(letter)
            return self.size(Size.of(term.size.substitute(scope.letters)))
        if isinstance(term, Item):
            return self.item(term, scope)
        if isinstance(term, Map):
            if term.name == "add":
                for minus, other in (term.args[::-1], term.args):
                    if isinstance(minus, Map) and minus.name == "neg" and minus.args[0] != ZERO:
                        return infix(self.text(other, scope), "-", self.text(minus.args[0], scope), SUM)
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
        terms = []
        for monomial, factor in size.terms:
            names = [name for name, power in monomial for _ in range(power)]
            terms.append((factor < 0, names if abs(factor) == 1 and names else [str(abs(factor)), *names]))
        terms.sort(key=lambda term: (term[0], len(term[1]) == 1 and term[1][0].isdigit()))  # what is taken away is last
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

    # words of the language

    def constant(self, name: str) -> Text:
        raise NotImplementedError

    @classmethod
    def function(cls, name: str) -> str:
        """The function of an operation: the language's own, or a helper."""
        return cls.functions.get(name, name)

    def mapped(self, term: Map, args: list[Text]) -> Text:
        """A function of numbers."""
        raise NotImplementedError
