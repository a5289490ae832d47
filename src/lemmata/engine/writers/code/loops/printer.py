"""A program as the lines of a function over nested lists, one loop for each array that has a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemmata.engine.expr import Size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs import Program, Value
from lemmata.engine.writers.code.definitions import Head
from lemmata.engine.writers.code.loops.arithmetic import Arithmetic
from lemmata.engine.writers.code.loops.lists import Lists
from lemmata.engine.writers.code.loops.plan import LEAVES, ROWS, WHOLE, along, bottom, named
from lemmata.engine.writers.code.loops.spelling import Scope
from lemmata.engine.writers.code.loops.terms import Item, Loop, Term, place_of, whole
from lemmata.engine.writers.code.names import suggestion
from lemmata.engine.writers.code.texts import Text

LONGEST = 72  # characters of an entry before a part of it gets a name
SHORT = 16  # what is not worth one
WIDTH = 100
OUTSIDE = Scope()
CALLED = r"(?<!\w)(?<![\w)\]]\.){}(?=\()"  # a function, not a method: `...f(` is a call of one in a list


class Loops(Arithmetic):
    """Names and lines of one function; subclasses spell the language."""

    comments = ""  # what is no code, in the sources of helpers

    def __init__(self, program: Program, taken: Sequence[str] = ()):
        super().__init__(program, taken)
        self.lines: list[str] = []
        self.entries = Lists(program)
        self.names: dict[Value, str] = {}

    def body(self, outputs: Sequence[str]) -> list[str]:
        """The lines that compute the outputs and return them; several are named as `outputs` says."""
        kept, results = named(self.program), self.program.outputs
        wanted = dict(zip(results, outputs)) if len(results) > 1 else {}
        for value in self.program.values():
            total = self.entries.total(value)
            if total is not None:
                self._define(total, self._suggested(total))
            if value.op == "input":
                self._register(value, self.input(value["symbol"].name), tuple(range(value.rank)))
            elif value in wanted:
                self._shorten(value)
                self._define(value, wanted[value], whole_array=True)
            elif value in kept:
                self._shorten(value)
                self._define(value, self._suggested(value))
            elif value in results:
                self._shorten(value)
        self.lines += self.returned([self.statement_text(self.entries.array(v)) if v not in self.names else
                                     Text(self._result(v)) for v in results])
        return [*self._sizes(), *self.lines]

    def returned(self, values: Sequence[Text]) -> list[str]:
        raise NotImplementedError

    def statement(self, name: str, text: str) -> str:
        """A line that gives a value its name."""
        raise NotImplementedError

    # names

    def _register(self, value: Value, name: str, axes: tuple[int, ...]) -> None:
        self.names[value] = name
        self.entries.arrays[value] = name, axes

    def _define(self, value: Value, wanted: str, whole_array: bool = False) -> None:
        """A line for an array; axes of size 1 are left out where only other lines use it."""
        made = value.op in WHOLE and value.op not in ROWS  # these are lists in their own order
        axes = [k for k in range(value.rank) if whole_array or made or value.shape[k] != ONE]
        row = along(value) if value.op in ROWS else None
        if row is not None:
            if whole_array and row != value.rank - 1:  # the rows first, then they are turned
                self._define(value, self._suggested(value))
            else:
                axes = [k for k in axes if k != row] + [row]
        term = self.entries.array(value) if value in self.names else self.entries.definition(value, axes)
        text = self.statement_text(term)
        name = self.fresh(wanted)
        self.lines += self.statement(name, text.text).split("\n")
        self._register(value, name, tuple(axes))

    def _result(self, value: Value) -> str:
        name, axes = self.entries.arrays[value]
        return name if axes == tuple(range(value.rank)) else self.statement_text(self.entries.array(value)).text

    def _shown(self, value: Value) -> str:
        if value in self.names:
            return self.names[value]
        if value.op == "permute" and value.args[0] in self.names:
            return f"{self.names[value.args[0]]}.T"
        return "?"

    def _shorten(self, value: Value) -> None:
        """Names for the longest parts of an entry that is too long for one line."""
        while self._width(value) > LONGEST:
            parts = [p for p in dict.fromkeys(self._parts(value)) if self._width(p) > SHORT]
            if not parts:
                return
            part = max(parts, key=self._width)
            before = len(self.names)
            self._shorten(part)
            if len(self.names) == before:
                self._define(part, self._suggested(part))

    def _parts(self, value: Value) -> list[Value]:
        found = [bottom(a) for a in value.args]
        return [a for a in found if a not in self.names and a.op not in LEAVES and (not a.weak or a.args) and not (
            value.op == "map" and value["name"] == "where")]

    def _width(self, value: Value) -> int:
        """How long the source of one entry is, in its longest line."""
        if value.op in WHOLE and value not in self.entries.totals:
            term = self.entries.definition(value, range(value.rank))
            return max(map(len, self.statement_text(term).text.split("\n")))
        indices = self.entries.open(value.shape)
        scope = Scope()
        for index, size in zip(indices, value.shape):
            scope = self.within(index, size, scope)[1] if index else scope
        text = self.statement_text(self.entries.at(value, list(map(place_of, indices))), scope, LONGEST)
        return max(map(len, text.text.split("\n")))

    def statement_text(self, term: Term, scope: Scope = OUTSIDE, width: int = WIDTH - 14) -> Text:
        """A term in a line of its own; where it is too long, its first loop is broken into several."""
        text = self.text(term, scope)
        if len(text.text) <= width:
            return text
        self.breaking = self.longest_loop(term, scope, len(text.text))
        text = self.text(term, scope)
        self.breaking = None
        return text

    def longest_loop(self, term: Term, scope: Scope, whole_length: int) -> Loop | None:
        """The outer loop that most of a line is made of, if one is."""
        if isinstance(term, Loop):
            return term
        parts = [(part, len(self.text(part, scope).text)) for part in term.parts]
        part, length = max(parts, key=lambda p: p[1], default=(term, 0))
        return self.longest_loop(part, scope, whole_length) if length > 0.6 * whole_length else None

    def _suggested(self, value: Value) -> str:
        """A name for an array, other than those of helpers."""
        name = suggestion(value, self._shown)
        if name not in self.reserved:
            return name
        shown = self._shown(bottom(value.args[0]))
        return f"{name}_{shown}" if shown.isidentifier() else f"{name}_of"

    # sizes

    def _sizes(self) -> list[str]:
        """A line that reads the sizes off the arrays, of those that the other lines need."""
        used = {word for line in self.lines for word in re.findall(r"\w+", line)}
        given = [atom for s in self.program.inputs for size in s.shape for atom in sorted(size.atoms)]
        self.sizes = {n: n for n in dict.fromkeys([*given, *sorted(self.sizes)]) if n in used and n in self.sizes}
        found = {}
        for name in self.sizes:
            if self.told(name):
                told = min(self.told(name), key=lambda t: (abs(t.factor), t.axis))
                text = self.length(self.item(Item(self.input(told.symbol.name), (), (whole(0),) * told.axis), Scope()))
                found[name] = self.solved(text, told.factor, told.rest)
        return self.size_lines(found) if found else []

    def length(self, array: Text) -> Text:
        raise NotImplementedError

    def solved(self, text: Text, factor: int, rest: Size) -> str:
        raise NotImplementedError

    def size_lines(self, sizes: dict[str, str]) -> list[str]:
        raise NotImplementedError

    # the whole function

    def definition(self, head: Head, body: Sequence[str]) -> list[str]:
        """Raises ValueError for a name that the source needs itself."""
        if not self.is_name(head.name) or (head.name in self.reserved and head.name not in self.helpers):
            raise ValueError(f"{head.name} means something else in this code; give the function another name")
        return self.written(head, [self.apart(head.name, line) for line in body])

    def written(self, head: Head, body: Sequence[str]) -> list[str]:
        raise NotImplementedError

    def apart(self, name: str, text: str) -> str:
        """Calls of a helper that is named as the function itself, under another name."""
        return re.sub(CALLED.format(name), f"{name}2", text) if name in self.helpers else text

    def used_helpers(self, name: str, lines: Sequence[str]) -> list[str]:
        """The sources of the helpers that the lines need, and of those that these need."""
        needed: set[str] = set()
        waiting = list(lines)
        while waiting:
            code = re.sub(self.comments, "", waiting.pop())
            found = {word for word in re.findall(CALLED.format(r"\w+"), code) if word in self.helpers} - needed
            needed |= found
            waiting += [self.helpers[word] for word in sorted(found)]
        return [self.apart(name, source) for helper, source in self.helpers.items() if helper in needed]
