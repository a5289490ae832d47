"""Groups between delimiters, and what a bar is: an absolute value, a norm, or "given"."""

from __future__ import annotations

from lemmata.engine.readers.latex.connectives import connective_of
from lemmata.engine.readers.latex.notation import CLOSERS, DELIMITERS, SIZED
from lemmata.engine.readers.latex.syntax import Blank, Cases, Group, Matrix, Node
from lemmata.engine.readers.latex.tokens import Token

GIVEN = {"mid": "|", "parallel": "||", "given": "|", "vert": "|"}


class Delimiters:
    """The part of the parser that opens and closes groups."""

    tokens: list[Token]
    at: int
    bars: list[str]

    def delimiter(self, at: int | None = None) -> tuple[str, str, int] | None:
        """Character, side (open, close, "") and number of tokens of the delimiter at a place."""
        place = self.at if at is None else at
        token = self.tokens[place]
        if token.kind == "command" and token.text in SIZED:
            following = self.tokens[min(place + 1, len(self.tokens) - 1)]
            side = SIZED[token.text]
            if following.text in ("<", ">") and following.kind == "symbol":
                return following.text, side, 2
            if following.text == ".":
                return ".", side, 2
            found = DELIMITERS.get(str(following))
            if found is None:
                return None
            return found[0], side or found[1], 2
        if token.kind in ("command", "symbol"):
            found = DELIMITERS.get(str(token))
            if found is not None:
                return found[0], found[1], 1
        return None

    def opens(self, after: bool) -> bool:
        """Whether the delimiter here opens a group; `after`: an operand stands before it."""
        found = self.delimiter()
        if found is None:
            return False
        char, side, count = found
        if side:
            return side == "open"
        if self.tokens[min(self.at + count, len(self.tokens) - 1)].text == "_" and after:
            return False
        if self.tokens[self.at].text == "middle":
            return False
        if self.bars and self.bars[-1] == char and (after or char == "||"):
            return False
        if not after:
            return True
        return self.bars_ahead(char) % 2 == 0

    def bars_ahead(self, char: str) -> int:
        """How many undirected bars of this kind follow in the group, this one included."""
        depth, place, count = 0, self.at, 0
        while self.tokens[place].kind != "end":
            token, found = self.tokens[place], self.delimiter(place)
            if token.kind == "symbol" and token.text in "{}":
                depth += 1 if token.text == "{" else -1
            elif found is not None:
                if found[1] == "open":
                    depth += 1
                elif found[1] == "close":
                    depth -= 1
                elif found[0] == char and depth == 0:
                    count += 1
                place += found[2] - 1
            if depth < 0:
                break
            place += 1
        return count

    def open_bar(self) -> bool:
        return bool(self.bars) and self.bars[-1] == "|"

    def closes(self, opening: str, sized: bool) -> bool:
        found = self.delimiter()
        if found is None or found[1] == "open":
            return False
        if self.tokens[self.at].text == "right":
            return sized or found[0] in CLOSERS[opening]
        return found[0] in CLOSERS[opening] and not (sized and found[1] == "" and found[0] == ".")

    def group(self) -> Node:
        """Items between delimiters, with what separates them."""
        start = self.token.start
        opening = self.delimiter()
        assert opening is not None
        char = opening[0]
        sized = self.token.text == "left"
        head = self.token
        self.at += opening[2]
        if char not in CLOSERS:
            raise self.error(f"{head} does not open a group", "( [ or a bar", head)
        self.bars.append(char)
        items: list[Node] = []
        separators: list[str] = []
        while True:
            items.append(self.item(char, sized, not items))
            if self.closes(char, sized):
                break
            separator = self.separator()
            if separator is None:
                if self.token.kind == "end":
                    raise self.error(f"{head} is never closed", CLOSERS[char][0], head)
                raise self.error(f"{self.token} does not fit here", f"an operator or {CLOSERS[char][0]}")
            separators.append(separator)
        self.bars.pop()
        closing = self.delimiter()
        assert closing is not None
        self.at += closing[2]
        while items and len(items) > 1 and isinstance(items[-1], Blank) and separators[-1] in ("\n", ","):
            items.pop()
            separators.pop()
        only = items[0]
        if char == "{" and closing[0] == "." and isinstance(only, Matrix):
            return Cases(tuple((r[0], r[1] if len(r) > 1 else None) for r in only.rows), span=self.since(start))
        if len(items) == 1 and isinstance(only, Blank) and only.span[0] == only.span[1]:
            items = []
        return Group(char, closing[0], tuple(items), tuple(separators), span=self.since(start))

    def item(self, char: str, sized: bool, first: bool = False) -> Node:
        start = self.token.start
        while self.token.kind == "command" and self.token.text in ("quad", "qquad", " "):
            self.next()
        if self.token.kind == "command" and self.token.text == "cdot":
            self.next()
            return Blank(span=self.since(start))
        after = char == "||" or (char == "|" and not first)  # a bar behind a bar opens: ||x| - |y||
        if self.closes(char, sized) and not self.starts(bool(self.bars) and after):
            return Blank(span=(start, start))
        if not self.begins() and self.relation() is None:
            return Blank(span=(start, start))
        return self.relation_level()

    def separator(self) -> str | None:
        """What separates two items here, moved past."""
        token = self.token
        if token.kind == "symbol" and token.text in (",", ";", ":", "\n"):
            self.next()
            return token.text
        if token.kind == "command" and token.text in ("quad", "qquad", " "):
            self.next()
            return self.separator() or ","
        if token.kind == "command" and token.text == "colon":
            self.next()
            return ":"
        if token.kind == "command" and token.text in GIVEN:
            self.next()
            return GIVEN[token.text]
        found = self.delimiter()
        if found is not None and found[0] in ("|", "||") and found[1] in ("", "open", "close"):
            self.at += found[2]
            return found[0]
        if token.kind == "words":
            connective = connective_of(token.text)
            if connective is not None and not connective[1]:
                self.next()
                return connective[0]
        return None
