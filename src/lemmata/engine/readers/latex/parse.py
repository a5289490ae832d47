"""A Pratt parser from tokens to the syntax tree.

Levels, from loose to tight: statements (comma, line, words), relations, sets and logic, sums,
products, side by side, scripts. What a command means as an operand stands in `operands`.
"""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.readers.latex.connectives import connective_of, stronger
from lemmata.engine.readers.latex.delimiters import Delimiters
from lemmata.engine.readers.latex.fractions import slope_of
from lemmata.engine.readers.latex.macros import Macro, expand, split_definitions
from lemmata.engine.readers.latex.notation import BIG, INFIX, LOGIC, RELATIONS, SETS, SUM, TIMES
from lemmata.engine.readers.latex.operands import join_words, operand, starts_operand
from lemmata.engine.readers.latex.rows import flatten_rows
from lemmata.engine.readers.latex.scripts import Scripts
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Evaluated,
    Group,
    Name,
    Node,
    Prefix,
    Product,
    Relation,
    Statements,
)
from lemmata.engine.readers.latex.tokens import MAX_DEPTH, Token, Unreadable, tokenize


def parse_latex(source: str, macros: Mapping[str, Macro] = {}) -> Node:
    """The syntax tree of a formula: `Statements`, or the one statement that it is.

    Raises Unreadable with the place and what was expected.

    >>> from lemmata.engine.readers.latex.syntax import show
    >>> show(parse_latex("a = b + 2c"))
    '(Relation = a (Chain + b (Product 2 c)))'
    """
    try:
        own, text = split_definitions(source)
        tokens = flatten_rows(expand(tokenize(text), {**macros, **own}))
        if len(tokens) == 2 and tokens[0].kind == "command" and not starts_operand(Parser(tokens)):
            return Name(tokens[0].text, "symbol", span=tokens[0].span)
        parser = Parser(tokens)
        node = parser.statements(())
        if parser.token.kind != "end":
            raise parser.error(f"{parser.token} does not fit here", "an operator, a relation or the end")
        return node
    except Unreadable as error:
        raise Unreadable(
            error.message.split("; expected")[0],
            min(error.position or 0, len(source)),
            error.expected,
            text=source,
            end=error.end,
        ) from None


class Parser(Scripts, Delimiters):
    """Walks over tokens; `error` makes the one kind of exception that it raises."""

    def __init__(self, tokens: list[Token]):
        self.tokens, self.at = tokens, 0
        self.depth = 0
        self.integrals: list[int] = []
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

    # Statements

    def statements(self, stops: tuple[str, ...]) -> Node:
        """Statements with what connects them, up to a closing token (which stays)."""
        items: list[Node] = []
        connectives: list[str] = []
        remarks: list[str] = []
        waiting, start = "", self.token.start
        while True:
            found = self.connective(remarks)
            if found is not None:
                waiting = stronger(waiting, found)
                continue
            if self.token.kind == "end" or str(self.token) in stops:
                break
            if not self.begins() and self.relation() is None:
                break
            items.append(self.relation_level())
            connectives.append(waiting)
            waiting = ""
        if waiting in ("otherwise", "hence", "iff", "implies"):
            items.append(Blank(span=self.since(self.token.start)))
            connectives.append(waiting)
        if not items:
            return Blank(span=self.since(start))
        if len(items) == 1 and connectives[0] in ("", ",", "\n", " ") and not remarks:
            return items[0]
        return Statements(tuple(items), tuple(connectives), tuple(remarks), span=self.since(start))

    def connective(self, remarks: list[str]) -> str | None:
        """The connective that stands here, moved past; None where there is none."""
        token = self.token
        if token.kind == "symbol" and token.text in (",", ";", ".", "\n"):
            self.next()
            return {".": "\n", ";": ","}.get(token.text, token.text)
        if token.kind == "command" and token.text in ("quad", "qquad", "enskip", " "):
            self.next()
            return " "
        if token.kind == "command" and token.text in LOGIC:
            self.next()
            return LOGIC[token.text]
        if token.kind == "words":
            found = connective_of(token.text)
            if found is None:
                return None
            self.next()
            if found[1]:
                remarks.append(found[1])
            return found[0]
        return None

    def relation(self) -> str | None:
        """The relation that stands here."""
        token = self.token
        if token.kind not in ("symbol", "command"):
            return None
        if token.text == "not" and token.kind == "command":
            following = self.ahead()
            return {"=": "!=", "in": "notin", "equiv": "notequiv"}.get(following.text)
        if token.text in ("stackrel", "overset") and token.kind == "command":
            return self.stacked(move=False)
        if token.text in (":", "colon") and self.bars:
            return None
        if token.text in RELATIONS and (token.kind == "command" or not token.text.isalpha()):
            return RELATIONS[token.text]
        return None

    def next_relation(self) -> None:
        if self.token.text == "not":
            self.next()
            self.next()
        elif self.token.text in ("stackrel", "overset"):
            self.stacked(move=True)
        else:
            self.next()
            if self.token.text == "=" and self.tokens[self.at - 1].text in ("=", ":", "colon", "<", ">"):
                raise self.error("two relations in a row", "an operand")
            if self.tokens[self.at - 1].text == "perp" and self.token.text == "perp":
                self.next()

    def stacked(self, move: bool) -> str | None:
        """A relation with something over it: \\stackrel{def}{=} defines."""
        begin = self.at
        self.next()
        above = self.argument_tokens()
        below = self.argument_tokens()
        if not move:
            self.at = begin
        symbols = [RELATIONS[t.text] for t in below if t.text in RELATIONS]
        if len(symbols) != 1:
            return None
        word = "".join(t.text for t in above).strip().lower()
        if symbols[0] == "=" and word in ("def", "def.", "triangle", "delta", "trianglertri", "."):
            return ":="
        if symbols[0] == "~":
            return "~"
        return symbols[0] if word in ("!", "?", "") else None

    def relation_level(self) -> Node:
        """Operands with relations between them."""
        start = self.token.start
        operands: list[Node] = []
        relations: list[str] = []
        if self.relation() is not None:
            operands.append(Blank(span=(start, start)))
        else:
            operands.append(self.expression(SETS))
        while (found := self.relation()) is not None:
            self.next_relation()
            relations.append(found)
            if self.begins():
                operands.append(self.expression(SETS))
            else:
                operands.append(Blank(span=self.since(self.token.start)))
        if not relations:
            return operands[0]
        return joined(Relation(tuple(operands), tuple(relations), span=self.since(start)))

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
            if str(self.token) in ("|", "\\vert") and self.ahead().text == "_" and not self.open_bar():
                self.next()
                self.next()
                at = self.script_argument()
                body = factors[0] if len(factors) == 1 else Product(tuple(factors), span=self.since(start))
                factors = [Evaluated(body, at, span=self.since(start))]
        factors = join_words(factors)
        return factors[0] if len(factors) == 1 else Product(tuple(factors), span=self.since(start))

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


def joined(node: Relation) -> Node:
    """`x < 0 \\lor x > 1` as two relations: an operand that joins belongs to both of its neighbours."""
    last = len(node.operands) - 1
    for place, middle in enumerate(node.operands):
        if not isinstance(middle, Chain) or not set(middle.operators) <= {"and", "or"}:
            continue
        if (place == 0 and not all(_states(o) for o in middle.operands[:-1])) or (
            place == last and not all(_states(o) for o in middle.operands[1:])
        ):
            continue
        parts = list(middle.operands)
        if place:
            span = (node.span[0], parts[0].span[1])
            parts[0] = Relation((*node.operands[:place], parts[0]), node.relations[:place], span=span)
        if place < last:
            span = (parts[-1].span[0], node.span[1])
            after = Relation((parts[-1], *node.operands[place + 1 :]), node.relations[place:], span=span)
            parts[-1] = joined(after)
        return _flat(parts, middle.operators, node)
    return node


def _flat(parts: list[Node], operators: tuple[str, ...], node: Node) -> Node:
    """One chain where the last part is a chain of the same operator; else the last part stays one operand."""
    final = parts[-1]
    if isinstance(final, Chain) and set(final.operators) == set(operators) == {operators[-1]}:
        return Chain((*parts[:-1], *final.operands), (*operators, *final.operators), span=node.span)
    return Chain(tuple(parts), operators, span=node.span)


def _states(node: Node) -> bool:
    """Whether an operand of \\land is a statement by itself."""
    if isinstance(node, Prefix):
        return node.op == "not"
    return isinstance(node, Group) and node.open == "(" and len(node.items) == 1 and isinstance(node.items[0], Relation)
