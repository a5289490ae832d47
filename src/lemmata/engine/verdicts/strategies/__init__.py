"""Strategies that prove, one file each; in `QUICK` and `SLOW` in the order in which they are tried."""

from collections.abc import Callable

from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.strategies.facts import by_facts
from lemmata.engine.verdicts.strategies.identity import by_identity_test
from lemmata.engine.verdicts.strategies.normal_form import by_normal_form
from lemmata.engine.verdicts.strategies.rules import by_rules
from lemmata.engine.verdicts.strategies.scalar import by_sympy
from lemmata.engine.verdicts.verdict import Verdict

Strategy = Callable[[Question], Verdict | None]

QUICK: tuple[Strategy, ...] = (by_normal_form, by_rules, by_identity_test, by_facts)
SLOW: tuple[Strategy, ...] = (by_sympy,)
