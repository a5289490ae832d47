"""What follows from conditions that the text states nearby is not refuted, though they were not taken for its premises.

Whether `$a + b = 1$` behind "provided" or in a list binds a claim is read from words, which may be misread; that the
claim follows from it is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lemmata.engine.expr import Apply, Expr, Symbol, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.verdicts import Verdict, decide, fails_early
from lemmata.engine.verdicts.decimals import decimals
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_MOST = 6  # conditions that are put together
_NEARBY = 12  # conditions before a claim that may be meant for it
# Of these the other way round, another case or the contrary is spoken of as well.
_EXACTLY = re.compile(r"\b(?:only (?:if|when)|iff|exactly (?:if|when)|otherwise|converse\w*|never|without)\b",
                      re.IGNORECASE)


class Nearby:
    """The conditions of a part of the text that were premises of nothing which holds there."""

    def __init__(self) -> None:
        self._conditions: list[Reading] = []
        self._used: set[Expr] = set()

    def hear(self, verdict: Verdict, reading: Reading | None) -> None:
        """What a formula was judged to be, and how it was read."""
        if reading is None:
            return
        if verdict.kind == "condition":
            self._conditions.append(reading)
        elif verdict.kind not in FAILS:
            self._used |= {p for c in reading.claims for p in c.premises}

    def excuse(self, verdict: Verdict, reading: Reading | None, words: str, seed: int) -> Verdict | None:
        """The verdict on a claim that fails, but follows from conditions nearby; None where it does not.

        >>> from lemmata.engine.expr import symbol
        >>> from lemmata.engine.ops import apply
        >>> a, b = symbol("a"), symbol("b")
        >>> claim, given = (Reading((Claim((apply("eq", *sides),)),)) for sides in ((2 * a, 2 - 2 * b), (a + b, 1)))
        >>> nearby = Nearby()
        >>> nearby.excuse(Verdict("refuted", ""), claim, "", 0)
        >>> nearby.hear(Verdict("condition", ""), given)
        >>> nearby.excuse(Verdict("refuted", ""), claim, "", 0).kind
        'undecided'
        """
        if verdict.kind not in FAILS or reading is None or len(reading.claims) != 1 or _EXACTLY.search(words):
            return None
        claim = reading.claims[0]
        left = [r for r in self._conditions if not self._used.issuperset(q for c in r.claims for q in c.relations)]
        more = list(dict.fromkeys(c for c in _meant(claim, left[-_NEARBY:]) if c not in claim.premises))[-_MOST:]
        if not more:
            return None
        bound = Claim(claim.relations, (*claim.premises, *more))
        early = not decimals(*bound.relations) and fails_early(bound, seed)
        if early or decide(bound, seed).kind not in HOLDS:
            return None
        return Verdict("undecided", "", "follows from conditions that the text states nearby; whether they are given "
                       "for it was not understood")


def _places(condition: Apply) -> bool:
    """Whether it is one point at which something is looked at: "$f'(x) = x - 2$ vanishes at $x = 2$"."""
    sides = (condition.args, condition.args[::-1])
    return any(isinstance(one, Symbol) and not symbols(other) for one, other in sides)


def _meant(claim: Claim, nearby: Sequence[Reading]) -> Iterator[Expr]:
    """The relations nearby that share a letter with the claim or its premises, with the letters as it has them."""
    own = {s.name: s for s in symbols(*claim.relations, *claim.premises)}
    for condition in (r for one in nearby for c in one.claims for r in c.relations):
        letters = symbols(condition)
        shared = [s for s in letters if s.name in own]
        if not isinstance(condition, Apply) or condition.op != "eq" or not shared or _places(condition) or any(
                own[s.name].rank != s.rank for s in shared):
            continue  # orders part cases, each of which binds its own claim
        meant: dict[Expr, Expr] = {s: own[s.name] for s in shared}
        try:
            yield substitute(condition, meant)
        except (ShapeError, ValueError, TypeError):  # sizes that do not fit
            continue
