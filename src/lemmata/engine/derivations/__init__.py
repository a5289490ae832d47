"""Derivations: the trace of a differentiation as named steps, and the chain rule as a table."""

from lemmata.engine.derivations.chain import Chain, chain
from lemmata.engine.derivations.derivation import Derivation, Step
from lemmata.engine.derivations.steps import derive, named_part

__all__ = ["Chain", "Derivation", "Step", "chain", "derive", "named_part"]
