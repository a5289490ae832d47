"""A Pratt parser from tokens to the syntax tree.

Levels, from loose to tight: statements (comma, line, words), relations, sets and logic, sums,
products, side by side, scripts. What a command means as an operand stands in `operands`.
"""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.readers.latex.bars import divisions, is_torn
from lemmata.engine.readers.latex.delimiters import Delimiters
from lemmata.engine.readers.latex.fractions import slope_of
from lemmata.engine.readers.latex.links import Links
from lemmata.engine.readers.latex.macros import Macro, covering, expand, split_definitions
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.notation import BIG, INFIX, RELATIONS, SIZED, SUM, TIMES
from lemmata.engine.readers.latex.operands import join_words, operand, starts_operand
from lemmata.engine.readers.latex.rows import flatten_rows
from lemmata.engine.readers.latex.scripts import Scripts
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Evaluated,
    Nabla,
    Name,
    Node,
    Prefix,
    Product,
    Script,
    Slope,
    walk,
)
from lemmata.engine.readers.latex.tokens import MAX_DEPTH, Token, Unreadable, tokenize
from lemmata.engine.readers.latex.wordlike import with_words

MOST_DERIVATIVES = 24


def parse_latex(source: str, macros: Mapping[str, Macro] = {}) -> Node:
    """The syntax tree of a formula: `Statements`, or the one statement that it is.

    Raises Unreadable with the place and what was expected.

    >>> from lemmata.engine.readers.latex.syntax import show
    >>> show(parse_latex("a = b + 2c"))
    '(Relation = a (Chain + b (Product 2 c)))'
    """
    try:
        own, text = split_definitions(source)
        known = {**macros, **own}
        tokens = [as_colon(t) for t in flatten_rows(with_words(expand(tokenize(text), known)))]
        if len(tokens) == 2 and tokens[0].kind == "command" and not starts_operand(Parser(tokens)):
            return Name(tokens[0].text, "symbol", span=tokens[0].span)
        first: Node | Unreadable | None = None
        for division in divisions(tokens):
            try:
                found: Node | Unreadable = mapped(parsed(division), covering) if known else parsed(division)
            except Unreadable as error:
                found = error
            if isinstance(found, Node) and not is_torn(found):
                return _of_low_order(found)
            first = first or found
        if isinstance(first, Node):
            return _of_low_order(first)
        assert first is not None
        raise first
    except Unreadable as error:
        raise Unreadable(
            error.message.split("; expected")[0],
            min(error.position or 0, len(source)),
            error.expected,
            text=source,
            end=error.end,
        ) from None


def _of_low_order(tree: Node) -> Node:
    """The tree, whose derivatives are of no order that would take forever to work out."""
    for node in walk(tree):
        order = node.primes if isinstance(node, Script) else node.order if isinstance(node, (Slope, Nabla)) else 0
        if order > MOST_DERIVATIVES:
            raise Unreadable(f"a derivative of order {order}; at most {MOST_DERIVATIVES} are read", node.span[0],
                             end=node.span[1])
    return tree


def parsed(tokens: list[Token]) -> Node:
    """The syntax tree of all these tokens."""
    parser = Parser(tokens)
    node = parser.statements(())
    if parser.token.kind != "end":
        raise parser.error(f"{parser.token} does not fit here", "an operator, a relation or the end")
    return node


def as_colon(token: Token) -> Token:
    """\\colon is a colon."""
    is_colon = token.kind == "command" and token.text == "colon"
    return Token("symbol", ":", token.start, token.stop) if is_colon else token


class Parser(Links, Scripts, Delimiters):
    """Walks over tokens; `error` makes the one kind of exception that it raises."""

    def __init__(self, tokens: list[Token]):
        self.tokens, self.at = tokens, 0
        self.depth = 0
        self.integrals: list[int] = []
        self.quantified = False
        self.bars: list[str] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def next(self) -> Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def take(self, text: str) -> bool:
        """Move past a symbol if it stands here."""
        if self.token.kind == "symbol" and self.token.text == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> Token:
        if not (self.token.kind == "symbol" and self.token.text == text):
            raise self.error(f"{self.token} does not fit here", text)
        return self.next()

    def error(self, message: str, expected: str = "", token: Token | None = None) -> Unreadable:
        token = token or self.token
        return Unreadable(message, token.start, expected, end=max(token.stop, token.start + 1))

    def since(self, start: int) -> tuple[int, int]:
        """The span from a place to the last token read."""
        return start, max(start, self.tokens[self.at - 1].stop if self.at else start)

    # Expressions

    def expression(self, level: int) -> Node:
        """Operands of one level with the operators between them."""
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")
        start = self.token.start
        below = (lambda: self.expression(level + 1)) if level < TIMES else self.side_by_side
        operands = [self.signed(level) if level == SUM else below()]
        operators: list[str] = []
        while (found := self.infix()) is not None and found[1] == level:
            self.next()
            operator = found[0]
            if not self.begins():
                if (level == TIMES and operator == "dot") or not operands:
                    operands.append(Blank(span=self.since(self.token.start)))
                    operators.append(operator)
                    continue
                raise self.error(f"nothing after {self.tokens[self.at - 1]}", "an operand")
            operand = self.signed(SUM) if self.sign() else below()
            if operator == "/" and (slope := slope_of(operands[-1], operand)) is not None:
                operands[-1] = slope
                continue
            operators.append(operator)
            operands.append(operand)
        self.depth -= 1
        if not operators:
            return operands[0]
        return Chain(tuple(operands), tuple(operators), span=self.since(start))

    def signed(self, level: int) -> Node:
        """An operand of a sum with its sign."""
        start = self.token.start
        if self.sign():
            sign = INFIX[self.next().text][0]
            if not self.begins():
                raise self.error(f"nothing after {self.tokens[self.at - 1]}", "an operand")
            self.depth += 1
            if self.depth > MAX_DEPTH * 4:
                raise self.error(f"more than {MAX_DEPTH} signs in a row")
            arg = self.signed(level)
            self.depth -= 1
            return Prefix(sign, arg, span=self.since(start))
        return self.expression(TIMES)

    def infix(self) -> tuple[str, int] | None:
        token = self.token
        if token.kind == "command" and not token.text.isalpha():
            return None
        if token.kind in ("symbol", "command") and token.text in INFIX:
            return INFIX[token.text] if token.kind == "command" or not token.text.isalpha() else None
        return None

    def starts(self, after: bool = False) -> bool:
        """Whether an operand can begin here; `after`: one stands before it."""
        return starts_operand(self, after)

    def operand(self) -> Node:
        """The operand here, without its scripts."""
        return operand(self)

    def begins(self) -> bool:
        """Whether an operand or its sign can begin here."""
        return self.sign() or self.starts()

    def sign(self) -> bool:
        return self.token.kind in ("symbol", "command") and self.token.text in ("+", "-", "pm", "mp")

    def side_by_side(self) -> Node:
        """Factors without an operator between them."""
        start = self.token.start
        if not self.starts():
            raise self.error(f"{self.token} does not fit here", "an operand")
        factors: list[Node] = []
        while self.starts(bool(factors)) and not (self.integrals and factors and self.at_differential()):
            factor = self.scripted()
            if isinstance(factor, Product):
                factors.extend(factor.factors)
            else:
                factors.append(factor)
            bar = self.evaluation_bar()
            if bar:
                self.at += bar
                low, high, _ = self.scripts()
                body = factors[0] if len(factors) == 1 else Product(tuple(factors), span=self.since(start))
                factors = [Evaluated(body, low or Blank(), high, span=self.since(start))]
        factors = join_words(factors)
        return factors[0] if len(factors) == 1 else Product(tuple(factors), span=self.since(start))

    def evaluation_bar(self) -> int:
        """How many tokens the bar of f |_{x=a} has that stands here, 0 without one."""
        sized = self.token.kind == "command" and self.token.text in SIZED and self.token.text not in ("left", "right")
        bar = self.ahead() if sized else self.token
        after = self.ahead(1 + sized)
        found = str(bar) in ("|", "\\vert", "\\rvert") and after.kind == "symbol" and after.text == "_"
        return 1 + sized if found and (sized or not self.open_bar()) else 0

    def at_differential(self) -> bool:
        """Whether `dx` stands here, inside of an integral of the same group."""
        if self.integrals[-1] != len(self.bars):
            return False
        token = self.token
        if token.kind == "letter" and token.text == "d":
            following = self.ahead()
        elif (
            token.kind == "command"
            and token.text in ("mathrm", "rm", "operatorname")
            and [t.text for t in self.tokens[self.at + 1 : self.at + 4]] == ["{", "d", "}"]
        ):
            following = self.ahead(4)
        else:
            return False
        if following.text == "^":
            return True
        return following.kind == "letter" or (following.kind == "command" and not self.no_variable(following))

    @staticmethod
    def no_variable(token: Token) -> bool:
        return (
            token.text in RELATIONS
            or token.text in INFIX
            or token.text in BIG
            or not token.text[0].isalpha()
            or (token.text in ("right", "end", "quad", "qquad", "frac", "sqrt"))
        )
