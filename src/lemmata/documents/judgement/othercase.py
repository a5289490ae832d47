"""A case that a sentence opens: "With $A = I$, $u = -v$ we get $a = b$" may contradict what was said before."""

from __future__ import annotations

import re

from lemmata.documents.judgement.determined import SOUGHT
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in, sides_of, symbol_list
from lemmata.engine.expr import symbols
from lemmata.engine.verdicts.verdict import FAILS, Verdict

_OPENS = re.compile(
    r"(?:^|.*[.;:])\W*(?:(?:but|and|now|instead|e\.g\.|for (?:example|instance)),?\s*)*"
    r"(?:with|for|if|when|suppose|take|consider|at|under)\b(?:(?!\b(?:we|then|is|are|has|have|holds)\b)[^.;:])*",
    re.IGNORECASE | re.DOTALL)


# "so $\\kappa = 10^5$ already becomes $10^{10}$": what it would be
_BECOMES = re.compile(r"\s*(?:(?:already|then|now|quickly) )?(?:becomes|turns into|grows (?:to|into)|would)\b",
                      re.IGNORECASE)


def becomes(behind: str) -> bool:
    """Whether the words behind a formula say what becomes of the case that it is."""
    return _BECOMES.match(behind) is not None


def opens_case(before: str) -> bool:
    """Whether a sentence opens a case with the formulas up to here; `before`: its text, with marks for formulas.

    >>> [opens_case(text) for text in ("With ⟦⟧, ", "it squares; with ", "With ⟦⟧ we get ", "A matrix with ")]
    [True, True, False, False]
    """
    return _OPENS.fullmatch(before) is not None


def of_another_case(verdict: Verdict, source: str, opening: bool, here: Section) -> Verdict:
    """The verdict on what opens a case or is said in it, where this case is not the one that is known."""
    if verdict.kind not in FAILS:
        return verdict
    if here.other_case:
        return Verdict("undecided", "", "said of a case that contradicts what was said before, as far as it was read")
    sides = sides_of(source)
    head = symbol_list(sides[0])
    role = here.scope.lookup(head[0].name) if len(head) == 1 else None
    example = role is not None and role.definition is not None and not symbols(role.definition)
    if not opening or not (verdict.near is None or example or not names_in(sides[-1])):
        return verdict
    here.other_case = True
    return Verdict("condition", SOUGHT, "another case than before")
