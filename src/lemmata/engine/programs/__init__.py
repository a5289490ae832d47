"""Programs: expressions as instructions over whole arrays, from which code is written."""

from lemmata.engine.programs.blocks import Blocks, Origin, blocks
from lemmata.engine.programs.bounds import check_places
from lemmata.engine.programs.careful import careful
from lemmata.engine.programs.complements import complements
from lemmata.engine.programs.costs import cost, input_entries, matrix_work, passes, saved
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.program import Program, program
from lemmata.engine.programs.reciprocals import by_reciprocals
from lemmata.engine.programs.stable import stable
from lemmata.engine.programs.values import Value

__all__ = [
    "Blocks", "NoProgram", "Origin", "Program", "Value", "blocks", "by_reciprocals", "careful", "check_places",
    "complements", "cost", "input_entries", "matrix_work", "passes", "program", "saved", "stable",
]
