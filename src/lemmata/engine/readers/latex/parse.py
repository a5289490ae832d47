"""A Pratt parser from tokens to the syntax tree.

Levels, from loose to tight: statements (comma, line, words), relations, sets and logic, sums,
products, side by side, scripts. What a command means as an operand stands in `operands`.
"""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.readers.latex.delimiters import Delimiters
from lemmata.engine.readers.latex.macros import Macro, expand, split_definitions
from lemmata.engine.readers.latex.notation import (
    BIG,
    CONNECTIVES,
    INFIX,
    LOGIC,
    NOUNS,
    RELATIONS,
    SETS,
    SUM,
    TIMES,
)
from lemmata.engine.readers.latex.operands import join_words, slope_of, starts_operand
from lemmata.engine.readers.latex.rows import flatten_rows
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Evaluated,
    Function,
    Name,
    Node,
    Postfix,
    Prefix,
    Product,
    Relation,
    Script,
    Slope,
    Statements,
)
from lemmata.engine.readers.latex.tokens import Token, Unreadable, tokenize

MAX_DEPTH = 40


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
            error.message.split("; expected")[0], min(error.position or 0, len(source)), error.expected, text=source,
            end=error.end,
        ) from None


class Parser(Delimiters):
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
                waiting = _stronger(waiting, found)
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
        return Relation(tuple(operands), tuple(relations), span=self.since(start))

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
        factors = join_words(self, factors)
        return factors[0] if len(factors) == 1 else Product(tuple(factors), span=self.since(start))

    def at_differential(self) -> bool:
        """Whether `dx` stands here, inside of an integral of the same group."""
        if self.integrals[-1] != len(self.bars):
            return False
        token = self.token
        if token.kind == "letter" and token.text == "d":
            following = self.ahead()
        elif token.kind == "command" and token.text in ("mathrm", "rm", "operatorname") and [
            t.text for t in self.tokens[self.at + 1 : self.at + 4]
        ] == ["{", "d", "}"]:
            following = self.ahead(4)
        else:
            return False
        if following.text == "^":
            return True
        return following.kind == "letter" or (following.kind == "command" and not self.no_variable(following))

    @staticmethod
    def no_variable(token: Token) -> bool:
        return token.text in RELATIONS or token.text in INFIX or token.text in BIG or not token.text[0].isalpha() or (
            token.text in ("right", "end", "quad", "qquad", "frac", "sqrt"))

    def scripted(self) -> Node:
        """An operand with its scripts, primes, factorials."""
        from lemmata.engine.readers.latex.operands import operand

        start = self.token.start
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels")
        node = operand(self)
        self.depth -= 1
        return self.postfixed(node, start)

    def postfixed(self, node: Node, start: int) -> Node:
        while True:
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
        if text in MARKS:
            self.argument_tokens()
            return Name(MARKS[text], "symbol", span=self.since(start))
        if self.token.text == "{" and self.token.kind == "symbol":
            return self.braced()
        if self.token.kind == "number" and len(self.token.text) > 1:
            return self.digit()
        from lemmata.engine.readers.latex.operands import operand

        if not self.starts():
            raise self.error(f"{self.token} does not fit here", "a script")
        return operand(self)

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
            raise self.error(f"{self.token} does not fit here" if self.token.kind != "end" else "a brace that is never closed",
                             "}", self.token if self.token.kind != "end" else opening)
        return node

    def infix_fraction(self, node: Node) -> Node:
        from lemmata.engine.readers.latex.syntax import Binom, Frac

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
        from lemmata.engine.readers.latex.operands import operand

        if not self.starts():
            raise self.error(f"{self.token} does not fit here", "an argument in braces")
        return operand(self)

    def digit(self) -> Node:
        """The first digit of a numeral: \\frac12 is a half."""
        from lemmata.engine.readers.latex.syntax import Num

        token = self.token
        middle = min(token.start + 1, token.stop)
        self.tokens[self.at] = Token("number", token.text[1:], middle, token.stop)
        return Num(token.text[0], span=(token.start, middle))


MARKS = {
    "*": "star", "\\ast": "star", "\\star": "star", "\\top": "top", "\\intercal": "top", "\\dagger": "dagger",
    "+": "plus", "-": "minus", "-\\top": "-top", "-T": "-top", "\\circ": "degree", "\\dag": "dagger", "\\mathsf": "top",
    "\\mathsf{T}": "top", "\\mathrm{T}": "top", "\\text{T}": "top", "\\mathtop": "top", "-\\mathsf{T}": "-top",
    "-\\mathrm{T}": "-top", "\\infty": "infty", "\\|": "||", "\\cdot": "dot", "**": "star",
}


def connective_of(text: str) -> tuple[str, str] | None:
    """What a piece of text connects, and the words after the connective; None where it is a name.

    >>> connective_of(" for all "), connective_of("softmax"), connective_of("for any integer")
    (('for', ''), None, ('for', 'integer'))
    """
    words = text.replace("~", " ").replace(",", " ").replace(":", " ").lower().split()
    if words and words[-1].endswith(".") and words[-1] != "s.t.":
        words[-1] = words[-1][:-1]
    words = [w for w in words if w]
    if not words:
        return " ", ""
    for count in range(min(3, len(words)), 0, -1):
        head = " ".join(words[:count])
        if head in CONNECTIVES:
            rest = words[count:]
            while rest and rest[0] in NOUNS and not NOUNS[rest[0]]:
                rest = rest[1:]
            if rest and " ".join(rest) in CONNECTIVES:
                return CONNECTIVES[" ".join(rest)], ""
            return CONNECTIVES[head], " ".join(rest)
    if len(words) > 1:
        return " ", " ".join(words)
    return None


def _stronger(old: str, new: str) -> str:
    """Of two connectives in a row, the one that says more."""
    order = ("", " ", ",", "\n")
    if old not in order and new not in order:
        return new if old in ("and", "hence") else old if new == "and" else new
    return max(old, new, key=lambda c: order.index(c) if c in order else 9)
