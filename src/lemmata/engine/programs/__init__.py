"""Programs: expressions as instructions over whole arrays, from which code is written."""

from lemmata.engine.programs.blocks import Blocks, Origin, blocks
from lemmata.engine.programs.bounds import check_places
from lemmata.engine.programs.careful import careful
from lemmata.engine.programs.complements import complements
from lemmata.engine.programs.costs import cost, matrix_work, moved, passes
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.inactive import inactive
from lemmata.engine.programs.program import Program, program
from lemmata.engine.programs.stable import stable
from lemmata.engine.programs.values import Value

__all__ = [
    "Blocks", "NoProgram", "Origin", "Program", "Value", "blocks", "careful", "check_places", "complements", "cost",
    "inactive", "matrix_work", "moved", "passes", "program", "stable",
]
