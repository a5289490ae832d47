"""Which formula and which function of a document are about the same thing: by their names, never by guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lemmata.documents.formats.blocks import CodeBlock
from lemmata.documents.twins.names import SCHEDULE, Called, called, ways_of_rates
from lemmata.documents.twins.plans import covers
from lemmata.documents.twins.stated import Statement
from lemmata.engine.readers.functions import Code, Function


@dataclass(frozen=True)
class Place:
    """A function in its block; `code` is all that is known where it stands."""

    function: Function
    block: CodeBlock
    number: int
    code: Code

    @property
    def line(self) -> int:
        """Its line in the document."""
        return self.block.first + self.function.line - 1


@dataclass(frozen=True)
class Pair:
    """A function and the formulas that define what it is called.

    bases  for a derivative, the formulas of what it is the derivative of
    """

    place: Place
    called: Called
    statements: tuple[Statement, ...]
    bases: tuple[Statement, ...] = ()


def pairs(places: Sequence[Place], statements: Sequence[Statement]) -> list[Pair]:
    """Each function with the formulas that are called the same.

    A name of the field means the same in the whole document. A name such as `f` or `loss` means what its section
    says: there the formula and the function next to each other belong together.
    """
    found = []
    for place in places:
        name = called(place.function.name)
        if name.generic:
            near = _nearest(place, name, places, statements)
            if name.name == SCHEDULE:
                near = [s for s in near if _in_this_way(place.function, s)]
        else:
            near = [s for s in statements if _matches(name, place.function, s)]
            here = [s for s in near if _related(s, place)]
            near = here or near
        if near:
            base = replace(name, order=name.order - 1) if name.order else None
            bases = tuple(s for s in statements if base in s.names and len(s.arguments) == 1)
            found.append(Pair(place, name, tuple(near), bases))
    return found


def _matches(name: Called, function: Function, statement: Statement) -> bool:
    """Whether a formula is called so, or words call it so and its symbols are those of the function."""
    def among(names: Sequence[Called]) -> bool:
        return any((n.name, n.order) == (name.name, name.order) for n in names)

    if among(statement.names):
        return True
    if any(n.usual for n in statement.names):
        return False  # it has another name
    if function.name == function.owner:
        return False  # an instance that is called: what words say of a model is not what it gives
    said = _said(name, function, statement)
    if said and (len(said) > 1 or len(function.parameters) > 1) and covers(function, statement, 1):
        return True
    if among(statement.by_words):
        return bool(statement.arguments) or covers(function, statement, 1)
    return among(statement.spoken) and len(function.parameters) > 1 and covers(function, statement, 2)


def _in_this_way(function: Function, statement: Statement) -> bool:
    """Whether the words of a formula or its section speak of the way in which a rate of this name changes."""
    said = f"{statement.stated.text} {' '.join(map(str, statement.formula.section)).lower()}"
    return all(way[:5] in said for way in ways_of_rates(function.name))


def _said(name: Called, function: Function, statement: Statement) -> list[str]:
    """The words of a function's name, where the sentence or the label of a formula says them: `binary_entropy`."""
    words = [w for w in name.name.split("_") if w]
    if name.generic or name.usual or len("".join(words)) < 5:
        return []
    return words if re.search(rf"\b{' '.join(words)}\b", statement.stated.text) and not name.order else []


def _related(statement: Statement, place: Place) -> bool:
    """Whether one stands in the section of the other, or in one around it."""
    one, other = statement.formula.section, place.block.section
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def _nearest(
    place: Place, name: Called, places: Sequence[Place], statements: Sequence[Statement]
) -> list[Statement]:
    """The formulas of a name such as `f` in the section of a function, the nearest first: those before it, else those
    behind it; not those that another function of the name is nearer to."""
    alike = [s for s in statements if s.formula.section == place.block.section and any(
        n.generic and n.order == name.order and (n.name == name.name or not name.name) for n in s.names)]
    lines = [other.line for other in places if other is not place and called(other.function.name) == name]

    def separate(line: int) -> bool:
        low, high = sorted((line, place.line))
        return any(low < other < high for other in lines)

    before = sorted((s for s in alike if s.formula.line < place.line), key=lambda s: -s.formula.line)
    near = before or sorted(alike, key=lambda s: s.formula.line)
    return [] if not near or separate(near[0].formula.line) else [s for s in near if not separate(s.formula.line)]
