"""The rulebooks: data only. A rule found unsound stays, commented out, with its counterexample."""

from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.elementary import ELEMENTARY
from lemmata.engine.rewriting.rules.matrices import MATRICES

RULES: tuple[Rule, ...] = (*ELEMENTARY, *MATRICES)
