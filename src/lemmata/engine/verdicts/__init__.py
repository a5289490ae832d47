"""Verdicts: proof, counterexample, or the honest word that it is neither."""

from lemmata.engine.verdicts.decide import decide, decide_readings, decide_relation, fails_early
from lemmata.engine.verdicts.proofs import proved_quickly
from lemmata.engine.verdicts.verdict import Verdict

__all__ = ["Verdict", "decide", "decide_readings", "decide_relation", "fails_early", "proved_quickly"]
