"""What joins operands to relations and relations to statements, in the parser."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.connectives import connective_of, stronger
from lemmata.engine.readers.latex.notation import LOGIC, RELATIONS, SETS
from lemmata.engine.readers.latex.syntax import Blank, Chain, Group, Node, Prefix, Relation, Statements


def flat(parts: list[Node], operators: tuple[str, ...], node: Node) -> Node:
    """One chain where the last part is a chain of the same operator; else the last part stays one operand."""
    final = parts[-1]
    if isinstance(final, Chain) and set(final.operators) == set(operators) == {operators[-1]}:
        return Chain((*parts[:-1], *final.operands), (*operators, *final.operators), span=node.span)
    return Chain(tuple(parts), operators, span=node.span)


def states(node: Node) -> bool:
    """Whether an operand of \\land is a statement by itself."""
    if isinstance(node, Prefix):
        return node.op == "not"
    return isinstance(node, Group) and node.open == "(" and len(node.items) == 1 and isinstance(node.items[0], Relation)


class Links:
    """The part of the parser that reads relations and connectives."""

    at: int
    quantified: bool  # inside of what \forall binds, which a colon ends

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
            quantified, self.quantified = self.quantified, waiting == "for"
            items.append(self.relation_level())
            self.quantified = self.quantified and self.token.text == ":"
            if self.quantified:
                self.next()  # \forall x \in S: what holds for all of them
            colon, self.quantified = self.quantified, quantified
            connectives.append(waiting)
            waiting = "\n" if colon else ""
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
        if token.text in (":", "colon") and (self.bars or self.quantified):
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
            if self.tokens[self.at - 1].text == "perp":
                if self.token.text == "perp":
                    self.next()
                later = [k for k in range(self.at, len(self.tokens)) if self.tokens[k].text == "|"]
                if len(later) == 1:  # X \\perp Z | Y
                    self.tokens[later[0]] = replace(self.tokens[later[0]], kind="command", text="mid")

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
            if found == "perp" and self.token.text == "mid":
                self.next()
                relations.append("given")
                operands.append(self.expression(SETS))
        if not relations:
            return operands[0]
        return joined(Relation(tuple(operands), tuple(relations), span=self.since(start)))


def joined(node: Relation) -> Node:
    """`x < 0 \\lor x > 1` as two relations: an operand that joins belongs to both of its neighbours."""
    last = len(node.operands) - 1
    for place, middle in enumerate(node.operands):
        if not isinstance(middle, Chain) or not set(middle.operators) <= {"and", "or"}:
            continue
        if (place == 0 and not all(states(o) for o in middle.operands[:-1])) or (
            place == last and not all(states(o) for o in middle.operands[1:])
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
        return flat(parts, middle.operators, node)
    return node
