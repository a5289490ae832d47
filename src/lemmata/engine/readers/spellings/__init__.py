"""How libraries spell operations: what differs from the name and the parameters of a record."""

from lemmata.engine.readers.spellings import (  # noqa: F401
    activations,
    arrays,
    chance,
    elementary,
    layers,
    losses,
    matrices,
    norms,
    reductions,
)
from lemmata.engine.readers.spellings.matrices import reversed_axes
from lemmata.engine.readers.spellings.record import IGNORED, SPELLINGS, TORCH_WORDS, Several, find, module_of

__all__ = ["IGNORED", "SPELLINGS", "TORCH_WORDS", "Several", "find", "module_of", "reversed_axes"]
