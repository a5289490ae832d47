"""What the text says of the letter under an extremum: "among the integers", "subject to", "on the interval".

The letter is bound, so that no condition reaches it; where the words may restrict it, the function may be least
elsewhere than on the whole line. What stands below `\\min` itself is read, and needs no words.
"""

from __future__ import annotations

import re

from lemmata.documents.judgement.links import Link
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Bind, postorder, symbols
from lemmata.engine.verdicts import Verdict

_BINDERS = ("min", "max", "argmin", "argmax")
_BELOW = re.compile(
    r"(?:\\(?:arg)?(?:min|max|sup|inf)|(?:min|max)\s*\})\s*(?:\\limits\s*)?_\s*(\{[^{}]*\}|\\?[A-Za-z]+)")
_ALONE = re.compile(r"\{?\s*(?:\\?[A-Za-z]+|\\(?:mathbf|boldsymbol|bm|vec)\s*\{\s*\\?[A-Za-z]+\s*)\s*\}?$")
_RESTRICTS = re.compile(
    r"\b(?:subject to|constrain\w*|s\.\s?t\.|under the|simplex|feasible|sums? to|restrict\w*|among|integers?|"
    r"whole numbers|natural numbers|intervals?|ranges?|bounded|at least|at most|between|unit|only|"
    r"within|over the|on the|on ⟦\d*⟧|grid|local(?:ly)?|vert(?:ex|ices)|corners?)\b", re.IGNORECASE)


def restricted(link: Link) -> Verdict | None:
    """A refuted extremum over a letter of which the text says what the reading does not know."""
    if not any(isinstance(n, Bind) and n.binder in _BINDERS and n.domain != "index" for n in postorder(link.relation)):
        return None
    for below in _BELOW.finditer(link.known.source):
        if not _ALONE.match(below[1]):
            continue
        names = set(names_in(below[1]))
        said = names & set(link.known.opaque) or any(
            names & {s.name for s in symbols(p)} for p in (*link.known.stated, *link.known.scope.premises))
        if said or _RESTRICTS.search(link.known.words):
            return Verdict("undecided", "", "the text may restrict where the extremum is sought")
    return None
