"""Conditions that bind a formula and that nothing understood: they leave it open, unless they can't save it."""

from __future__ import annotations

import re

from lemmata.documents.judgement.links import TABLE, Link, shortened
from lemmata.documents.judgement.varied import holds_openly, of_one_order
from lemmata.engine.expr import Apply, Bind, constant, dims, postorder, symbols
from lemmata.engine.verdicts import Verdict

_CONSTANT = re.compile(r"^\W*up to (?:an? |some )?(?:additive |irrelevant )?constants?\W*$", re.IGNORECASE)
# Where both sides have values, as they have at a counterexample, and what may be wanting there.
_DEFINED = re.compile(
    r"\W*(?:if|when|whenever|where|wherever|provided(?: that)?|as long as|assuming(?: that)?)\s+(?:(?:the|this|that|"
    r"all|both|these|it|they|its?)\s*)*(?P<what>denominators?|inverses?|quotients?|fractions?|integrals?|series|sums?|"
    r"limits?|sides?|expressions?|formulas?)?(?:\s+(?:in|of|on) (?:(?:the|this|its|both|all)\s+)*(?:formula|equation|"
    r"identity|(?:left|right)(?:-hand)? side|sides?|quotients?|expression))?\s+(?:(?:is|are|does|do)\s+)?(?:well[- ])?"
    r"(?:defined|nonzero|non-zero|not (?:zero|0|equal to zero)|different from zero|not vanish|exists?|finite|"
    r"converges?|convergent|makes? sense)\W*", re.IGNORECASE)
# Where letters have certain values.
_AT_PLACE = re.compile(r"at (?:the|an?) ", re.IGNORECASE)
_NEEDED_BY = (("denom", ("div", "pow")), ("quot", ("div", "pow")), ("frac", ("div", "pow")), ("inv", ("inv", "solve")),
              ("integr", ("integral",)), ("seri", ("sum",)), ("sum", ("sum",)), ("lim", ("limit",)))


def unheard(link: Link) -> Verdict | None:
    """Conditions in formulas and in words that bind a formula and were not understood."""
    if link.known.unread:
        return Verdict("undecided", "", f"the condition {shortened(link.known.unread[0])} was not understood")
    slopes = all(isinstance(n, Apply) and n.op == "call" and isinstance(f := n.args[0], Apply) and f.op == "derivative"
                 for n in link.sides[:1])  # what is only known up to a constant has one derivative
    unsaid = [words for words in link.known.unsaid if not (link.sides and slopes and _CONSTANT.search(words)) and not (
        words.lower().startswith("in the limit") and _limited(link)) and not (
            holds_openly(words, link) or of_one_order(words, link) or _defined(words, link) or _nowhere(words, link)
            or _on_support(words, link))]
    if unsaid:
        return Verdict("undecided", "", f'the words "{unsaid[0].strip()}" were not understood')
    return None


def _nowhere(words: str, link: Link) -> bool:
    """Whether words name a place, "at the optimum", of letters that the formula has not: \\arg\\min_x f(x) = 2."""
    return _AT_PLACE.match(words.strip()) is not None and not symbols(link.relation) and not dims(link.relation)


def _on_support(words: str, link: Link) -> bool:
    """Whether words say where one law has values: "$q > 0$ wherever $p > 0$", as all tables with positive entries."""
    return words.strip().lower() in ("wherever", "whenever") and link.verdict.kind == "refuted" and any(
        TABLE.match(note) for note in link.claim.notes)


def _limited(link: Link) -> bool:
    """Whether the formula itself takes a limit: "in the limit, $\\sum_{k=0}^\\infty r^k = ...$"."""
    nodes = list(postorder(link.relation))
    return constant("inf") in nodes or any(isinstance(n, Bind) and n.binder == "limit" for n in nodes)


def _defined(words: str, link: Link) -> bool:
    """Whether words ask for no more than that both sides have values: "provided the denominator is not zero"."""
    found = _DEFINED.fullmatch(words.strip())
    if found is None or link.verdict.kind != "refuted":
        return False
    nodes = {getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(link.relation)}
    of = next((ops for stem, ops in _NEEDED_BY if (found["what"] or "").lower().startswith(stem)), None)
    return of is None or bool(nodes & set(of))
