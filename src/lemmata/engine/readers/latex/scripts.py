"""Scripts, primes and arguments in braces."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS
from lemmata.engine.readers.latex.syntax import (
    Binom,
    Frac,
    Function,
    Group,
    Name,
    Node,
    Num,
    Postfix,
    Prefix,
    Script,
    Slope,
)
from lemmata.engine.readers.latex.tokens import MAX_DEPTH, Token, Unreadable

MARKS = {
    "*": "star",
    "\\ast": "star",
    "\\star": "star",
    "\\top": "top",
    "\\intercal": "top",
    "\\dagger": "dagger",
    "+": "plus",
    "-": "minus",
    "-\\top": "-top",
    "-T": "-top",
    "\\circ": "degree",
    "\\dag": "dagger",
    "\\mathsf{T}": "top",
    "\\mathrm{T}": "top",
    "\\text{T}": "top",
    "\\rmT": "top",
    "\\mathsfT": "top",
    "\\mathrmT": "top",
    "\\textsf{T}": "top",
    "\\mathit{T}": "top",
    "\\mathtop": "top",
    "-\\mathsf{T}": "-top",
    "-\\mathrm{T}": "-top",
    "\\infty": "infty",
    "\\|": "||",
    "\\cdot": "dot",
    "\\wedge": "wedge",
    "\\times": "times",
    "**": "star_star",
    "\\ast\\ast": "star_star",
    "\\star\\star": "star_star",
}

_COUNTING = INDEX_LETTERS | set("pqrs")
STYLES = ("mathsf", "mathrm", "textsf", "mathit")  # of the T of a transpose


def _is_star(token: Token) -> bool:
    return MARKS.get(str(token)) == "star"


class Scripts:
    """The part of the parser that reads what belongs to one operand."""

    tokens: list[Token]
    at: int
    integrals: list[int]
    bars: list[str]

    def scripted(self) -> Node:
        """An operand with its scripts, primes, factorials."""
        start = self.token.start
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")
        node = self.operand()
        self.depth -= 1
        return self.postfixed(node, start)

    def postfixed(self, node: Node, start: int) -> Node:
        marks = 0
        while True:
            marks += 1
            if marks > MAX_DEPTH:
                raise self.error(f"more than {MAX_DEPTH} marks behind one symbol")
            if self.token.text == "!" and self.token.kind == "symbol":
                self.next()
                node = Postfix("!", node, span=self.since(start))
            elif self.token.text == "%" and self.token.kind == "command":
                self.next()
                node = Postfix("%", node, span=self.since(start))
            elif self.at_script() and not isinstance(node, (Function, Slope)):
                sub, sup, primes = self.scripts()
                node = Script(node, sub, sup, primes, span=self.since(start))
            else:
                return node

    def at_script(self) -> bool:
        return self.token.kind == "symbol" and self.token.text in ("_", "^", "'")

    def scripts(self) -> tuple[Node | None, Node | None, int]:
        """Sub, superscript and primes, in any order, each at most once."""
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while self.at_script():
            mark = self.token
            if mark.text == "'":
                self.next()
                primes += 1
                continue
            if (mark.text == "_" and sub is not None) or (mark.text == "^" and sup is not None):
                raise self.error(f"a second {mark} on one symbol", "braces around the first")
            self.next()
            if mark.text == "^" and self.prime_superscript():
                primes += self.count_primes()
                continue
            if mark.text == "_":
                self.name_stars()
            found = self.script_argument()
            if mark.text == "_":
                sub = found
            else:
                sup = found
        return sub, sup, primes

    def prime_superscript(self) -> bool:
        tokens = self.peek_argument()
        return bool(tokens) and all(t.text in ("prime", "'") for t in tokens)

    def count_primes(self) -> int:
        return len(self.argument_tokens())

    def peek_argument(self) -> list[Token]:
        begin = self.at
        try:
            return self.argument_tokens()
        except Unreadable:
            return []
        finally:
            self.at = begin

    def peek_behind_argument(self) -> str:
        """The token behind a braced argument."""
        begin = self.at
        try:
            self.argument_tokens()
            return self.token.text
        except Unreadable:
            return ""
        finally:
            self.at = begin

    def argument_tokens(self) -> list[Token]:
        """The tokens of a braced argument, or the one token that stands here."""
        if self.token.kind == "end":
            raise self.error("the formula ends here", "an argument")
        if not self.take("{"):
            return [self.next()]
        begin, depth = self.at, 1
        while depth:
            token = self.next()
            if token.kind == "end":
                raise self.error("a brace that is never closed", "}", self.tokens[begin - 1])
            if token.kind == "symbol":
                depth += {"{": 1, "}": -1}.get(token.text, 0)
        return self.tokens[begin : self.at - 1]

    def script_argument(self) -> Node:
        """What a script holds: a braced list of statements, or one token. Bare marks are names."""
        tokens = self.peek_argument()
        text = "".join(str(t) for t in tokens)
        start = self.token.start
        if tokens and str(tokens[0]) == "\\circ" and len(tokens) > 1:
            return self.entrywise()
        if text in MARKS:
            self.argument_tokens()
            return Name(MARKS[text], "symbol", span=self.since(start))
        if mark := self.styled_mark():
            return Name(mark, "symbol", span=self.since(start))
        if self.token.text == "{" and self.token.kind == "symbol":
            bars = [k for k, t in enumerate(tokens) if str(t) in ("|", "\\mid", "\\vert")]
            if len(bars) == 1 and 0 < bars[0] < len(tokens) - 1 and not any(t.text in "([" for t in tokens):
                return self.given()
            return self.braced()
        if self.token.kind == "number" and len(self.token.text) > 1:
            return self.digit()
        if not self.starts():
            raise self.error(f"{self.token} does not fit here", "a script")
        return self.operand()

    def name_stars(self) -> None:
        """Stars that stand for something in the list of a subscript, K_{X,*} and K_{*X}, are words from here on.

        Beside an index they stand for all rows or columns, A_{i*}; between two parts they multiply.
        """
        inner = self.peek_argument()
        if len(inner) < 2 or not any(_is_star(t) for t in inner) or any(
                t.kind == "number" or t.text in _COUNTING for t in inner):
            return
        begin = self.at + 1
        for at in range(begin, begin + len(inner)):
            around = (self.tokens[at - 1], self.tokens[at + 1])
            if _is_star(self.tokens[at]) and any(t.text in ("{", ",", "}", "star") or _is_star(t) for t in around):
                self.tokens[at] = replace(self.tokens[at], kind="words", text="star")

    def styled_mark(self) -> str:
        """The sign of a transpose in `^\\mathsf{T}` and `^\\mathrm T`, which is taken; "" where none stands here."""
        if self.token.kind != "command" or self.token.text not in STYLES:
            return ""
        begin, style = self.at, self.next()
        try:
            letter = "".join(str(t) for t in self.argument_tokens())
        except Unreadable:
            letter = ""
        if (mark := MARKS.get(f"{style}{{{letter}}}", "")) == "":
            self.at = begin
        return mark

    def entrywise(self) -> Node:
        """A^{\\circ 2}: a power of the entries."""
        start = self.expect("{").start
        self.next()
        node = self.statements(("}",))
        self.expect("}")
        return Prefix("circ", node, span=self.since(start))

    def given(self) -> Node:
        """k|k-1 in a script: two parts with a bar between them."""
        start = self.expect("{").start
        integrals, self.integrals = self.integrals, []
        bars, self.bars = self.bars, ["|"]
        before = self.statements(("}", "|"))
        self.next()
        after = self.statements(("}",))
        self.integrals, self.bars = integrals, bars
        self.expect("}")
        return Group("", "", (before, after), ("|",), span=self.since(start))

    def braced(self) -> Node:
        """The statements in braces; one statement is just itself."""
        opening = self.expect("{")
        integrals, self.integrals = self.integrals, []
        bars, self.bars = self.bars, []
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")
        node = self.statements(("}",))
        node = self.infix_fraction(node)
        self.depth -= 1
        self.integrals, self.bars = integrals, bars
        if not self.take("}"):
            raise self.error(
                f"{self.token} does not fit here" if self.token.kind != "end" else "a brace that is never closed",
                "}",
                self.token if self.token.kind != "end" else opening,
            )
        return node

    def infix_fraction(self, node: Node) -> Node:
        if self.token.kind == "command" and self.token.text in ("over", "choose"):
            kind = Frac if self.next().text == "over" else Binom
            return kind(node, self.statements(("}",)), span=self.since(node.span[0]))
        return node

    def argument(self) -> Node:
        """A braced argument of a command, or one token."""
        if self.token.text == "{" and self.token.kind == "symbol":
            return self.braced()
        if self.token.kind == "number" and len(self.token.text) > 1:
            return self.digit()
        if not self.starts():
            raise self.error(f"{self.token} does not fit here", "an argument in braces")
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")
        node = self.operand()
        self.depth -= 1
        return node

    def digit(self) -> Node:
        """The first digit of a numeral: \\frac12 is a half."""
        token = self.token
        middle = min(token.start + 1, token.stop)
        self.tokens[self.at] = Token("number", token.text[1:], middle, token.stop)
        return Num(token.text[0], span=(token.start, middle))
