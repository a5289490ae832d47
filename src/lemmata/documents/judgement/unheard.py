"""Conditions that bind a formula and that nothing understood: they leave it open, unless they can't save it."""

from __future__ import annotations

import re

from lemmata.documents.judgement.links import Link, shortened
from lemmata.documents.judgement.varied import holds_openly, of_one_order
from lemmata.engine.expr import Apply, Bind, constant, postorder
from lemmata.engine.verdicts import Verdict

_CONSTANT = re.compile(r"^\W*up to (?:an? |some )?(?:additive |irrelevant )?constants?\W*$", re.IGNORECASE)


def unheard(link: Link) -> Verdict | None:
    """Conditions in formulas and in words that bind a formula and were not understood."""
    if link.known.unread:
        return Verdict("undecided", "", f"the condition {shortened(link.known.unread[0])} was not understood")
    slopes = all(isinstance(n, Apply) and n.op == "call" and isinstance(f := n.args[0], Apply) and f.op == "derivative"
                 for n in link.sides[:1])  # what is only known up to a constant has one derivative
    unsaid = [words for words in link.known.unsaid if not (link.sides and slopes and _CONSTANT.search(words)) and not (
        words.lower().startswith("in the limit") and _limited(link)) and not (
            holds_openly(words, link) or of_one_order(words, link))]
    if unsaid:
        return Verdict("undecided", "", f'the words "{unsaid[0].strip()}" were not understood')
    return None


def _limited(link: Link) -> bool:
    """Whether the formula itself takes a limit: "in the limit, $\\sum_{k=0}^\\infty r^k = ...$"."""
    nodes = list(postorder(link.relation))
    return constant("inf") in nodes or any(isinstance(n, Bind) and n.binder == "limit" for n in nodes)
