"""A name that has a meaning, given another formula: "$s = \\dots$, which can also be written $s = \\dots$".

Where both formulas are equal, the second one is a claim that holds. Where they are not, it is a claim only if the
words say that it follows: a text may as well use its letters again. A second formula for a function, "the density is
then $f(x) = 2 e^{-2x}$", is one under the numbers that the text has given to the letters of the first.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.judgement.conditions import is_concluding
from lemmata.documents.judgement.section import Section
from lemmata.engine.expr import Apply, Bind, Expr, postorder, substitute, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

REWRITTEN = "rewritten"  # the method
# "For $x > 0$ this is $f(x) = x$": what was said of the name before is meant.
_SAME = re.compile(r"\W*(?:then )?this (?:is|equals|becomes|reads|gives|yields|(?:reduces|amounts|simplifies|evaluates|"
                   r"boils down) to)\b[^.;:]*", re.IGNORECASE)
_ANEW = re.compile(r"\b(?:let|suppose|assume|fix|take|consider|given|for|if|when|another|next|second|now)\b",
                   re.IGNORECASE)


# "Equivalently, it is an average of two divergences:", ", that is,": the same in other words.
_AGAIN = re.compile(r"\b(?:equivalently|that is|i\.e\.|in other words|which (?:is|equals)|this equals|"
                    r"(?:can|may|could) (?:also |equally |be re)*(?:be )?(?:re)?written)\b[^.;]*$", re.IGNORECASE)


def restates(lead: str) -> bool:
    """Whether the words before a formula say that it is another form of what stood before.

    >>> restates(", that is, "), restates("Equivalently, it is a mean: "), restates("That is all. Let ")
    (True, True, False)
    """
    return _AGAIN.search(lead) is not None and not _ANEW.search(lead)


def is_said_of_it(lead: str) -> bool:
    """Whether the words before a formula say of what was spoken of that it is this: "this is the line".

    >>> is_said_of_it(" this is the line "), is_said_of_it("Simpler than this is ")
    (True, False)
    """
    return _SAME.fullmatch(lead) is not None and not _ANEW.search(lead)


def rewritten(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, words: tuple[str, str], seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a second formula for a name; `words`: of the sentence, and those right before the formula."""
    claim = reading.claims[0]
    name = claim.defines
    role = None if name is None else here.scope.lookup(name.name)
    if len(reading.claims) != 1 or claim.kind != "definition" or name is None or role is None:
        return verdict, reading
    old = role.definition
    if old is None or old.shape != name.shape or old.sort != name.sort or not all(
            _of_as_many(old, name, r) for r in claim.relations):
        return verdict, reading
    same = is_said_of_it(words[1]) or restates(words[1])
    used_again = old.sort == "function" and not same and not _at_numbers(claim.relations[0], old, words[1], here)
    meant: dict[Expr, Expr] = {name: old}
    relations = tuple(substitute(r, meant) for r in claim.relations)
    if any(not isinstance(r, Apply) or r.op != "eq" or r.children[0] is r.children[-1] for r in relations):
        return verdict, reading
    own = set(symbols(*relations))
    given = [p for p in scope.premises if own.issuperset(symbols(p)) and p not in claim.premises]
    asked = replace(claim, kind="claim", defines=None, relations=relations, premises=(*claim.premises, *given))
    again = replace(reading, claims=(here.premised(asked),))
    found, chosen = decide_readings([again], seed=seed)
    if found.kind in HOLDS:
        return found, chosen
    new = {s.name for s in symbols(*claim.relations) if s is not name and scope.lookup(s.name) is None}
    new -= {s.name for s in symbols(claim.relations[0].children[0])}  # what a function is taken of
    optimum = isinstance(old, Bind) and old.binder in ("argmin", "argmax")  # the point that words call the minimiser
    claimed = is_concluding(words[0]) or is_concluding(words[1]) or optimum or same
    claimed = claimed and not new and not used_again
    return (replace(found, method=REWRITTEN), chosen) if found.kind in FAILS and claimed else (verdict, reading)


def _of_as_many(old: Expr, name: Expr, relation: Expr) -> bool:
    """Whether a name is called with as many arguments as the function has that it stands for: l(p), and l(m, s)."""
    count, body = 0, old
    while isinstance(body, Bind) and body.binder == "function":
        count, body = count + 1, body.body
    return not count or all(len(n.args) == count + 1 for n in postorder(relation)
                            if isinstance(n, Apply) and n.op == "call" and n.args[0] is name)


def _at_numbers(relation: Expr, old: Expr, lead: str, here: Section) -> bool:
    """Whether a formula for a function has numbers for all letters of its first one that it lacks."""
    arguments = {s.name for s in symbols(relation.children[0])}
    new, before = ({s.name for s in symbols(expr)} for expr in (relation.children[-1], old))
    missing = before - new
    given = all(one in here.values for one in missing)
    return bool(missing) and given and new - arguments <= before and is_concluding(lead) and not _ANEW.search(lead)
