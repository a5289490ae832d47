"""The parameters of a function of arrays: names that nothing else has, sizes read off the arrays."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import NamedTuple

from lemmata.engine.expr import Shape, Size, Symbol
from lemmata.engine.programs import Program
from lemmata.engine.writers.code.definitions import Head, python_function
from lemmata.engine.writers.code.texts import ATOM, PRODUCT, SUM, Text


class Told(NamedTuple):
    """Where a size stands in a shape: `shape[axis]` is factor * size + rest."""

    symbol: Symbol
    axis: int
    factor: int
    rest: Size


class Parameters:
    """Names and sizes of one function; subclasses write its lines."""

    reserved: Sequence[str] = ()  # names that the source needs itself
    integer = "int"  # the type of a size
    libraries: Sequence[str] = ()  # lines that import what all sources need

    def __init__(self, program: Program, taken: Sequence[str] = ()):
        self.program = program
        self.imports: set[str] = set()
        self.taken = {*taken, *program.dims, *self.reserved}
        self.parameters = {s.name: self.fresh(re.sub(r"\W", "_", s.name)) for s in program.inputs}
        self.sizes: dict[str, str] = {}

    def is_name(self, text: str) -> bool:
        """Whether the language takes it for a name."""
        return text.isidentifier() and not keyword.iskeyword(text)

    def fresh(self, name: str) -> str:
        """A name that nothing else has."""
        found, count = name, 1
        while found in self.taken or not self.is_name(found):
            count += 1
            found = f"{name}{count}" if name.isidentifier() else f"x_{name}"
        self.taken.add(found)
        return found

    def input(self, name: str) -> str:
        """The parameter of that name: an identifier that nothing else has."""
        return self.parameters[name]

    def size(self, size: Size) -> Text:
        """A size as an integer of the language."""
        for atom in size.atoms:
            self.sizes.setdefault(atom, atom)
        text = str(size)
        return Text(text, SUM if "+" in text or "-" in text else PRODUCT if "*" in text else ATOM)

    def told(self, name: str) -> list[Told]:
        """The places in the shapes of the inputs that tell a size; without one it is a parameter."""
        return [Told(symbol, axis, factor, size - Size.of(name) * factor) for symbol in self.program.inputs
                for axis, size in enumerate(symbol.shape)
                if size.atoms == {name} and (factor := size.coefficient(name))]

    @property
    def free_sizes(self) -> list[str]:
        """Sizes that stand in no array's shape: parameters of the function."""
        return [name for name in sorted(self.sizes) if not self.told(name)]

    # the whole function

    @classmethod
    def knows(cls, op: str) -> bool:
        """Whether the target has the operation; else its definition is written."""
        raise NotImplementedError

    def body(self, outputs: Sequence[str]) -> list[str]:
        """The lines that compute the outputs and return them; several are named as `outputs` says."""
        raise NotImplementedError

    def kind(self, shape: Shape, sort: str) -> str:
        """The type of arrays of a shape."""
        raise NotImplementedError

    def definition(self, head: Head, body: Sequence[str]) -> list[str]:
        """The function around its lines."""
        return python_function(head, body)

    def used_helpers(self, name: str, lines: Sequence[str]) -> list[str]:
        """The functions that stand above a function of that name with these lines."""
        return []
