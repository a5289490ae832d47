"""What stands behind a label: "Overdispersed: $\\mathrm{Var}(X) > E[X]$" says what a word means.

A label that names a law ("Markov's inequality:", "Variance:") claims; one that says of which kind a thing is does not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.language.vocabulary import unemphasised
from lemmata.engine.expr import Apply, At, Bind, Expr, Symbol, open_binder
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_LABEL = re.compile(r"^(?:[\W\d]|\(?[ivx]{1,4}[.)])*(?P<label>[A-Za-z][\w'’/-]*(?:\s+[\w'’/-]+){0,4})\W*[:—–]\W*$")
_LAWS = re.compile(
    r"theorem|lemma|identit|propert|rule|law|fact|formula|proposition|corollar|inequalit|bound|claim|result|conclusion|"
    r"exercise|example|solution|answer|note|hence|thus|therefore|proof|always", re.IGNORECASE)
_KIND = re.compile(r"(?:\w+ly\s+|non-?)?[\w-]+(?:ing|ed|al|ic|ous|ble|ant)", re.IGNORECASE)
_OF_OPERATIONS = re.compile(r"commutative|associative|distributive|idempotent|transitive|reflexive", re.IGNORECASE)
_PLAIN = frozenset(("eq", "mul", "matmul", "transpose"))
_STRICT = {"lt": "le", "gt": "ge"}
_CASE = Verdict("condition", "reading", "says what its label means")


def of_kind(verdict: Verdict, reading: Reading, lead: str, seed: int) -> Verdict:
    """The verdict on a formula behind a label that says of which kind something is.

    A strict order that some values meet and others turn round restricts them, whatever the label; an equation of
    products, where the label is an adjective ("Commuting: $AB = BA$") and none of operations ("Commutative:").
    """
    label = _LABEL.match(unemphasised(lead))
    if verdict.kind not in FAILS or label is None or _LAWS.search(label["label"]) or len(reading.claims) != 1:
        return verdict
    claim = reading.claims[0]
    relations = [r for r in claim.relations if isinstance(r, Apply)]
    if len(relations) != len(claim.relations):
        return verdict
    adjective = _KIND.fullmatch(label["label"]) is not None and _OF_OPERATIONS.search(label["label"]) is None
    if adjective and all(r.op == "eq" and _of_products(r) for r in relations):
        return _CASE
    if len(relations) != 1 or relations[0].op not in _STRICT:
        return verdict
    relation = relations[0]
    weak = (apply(op, *relation.args) for op in _STRICT.values())
    both_ways = not any(decide(replace(claim, relations=(one,)), seed).kind in HOLDS for one in weak)
    return _CASE if both_ways else verdict


def _of_products(relation: Expr) -> bool:
    """Whether nothing but products and sums of symbols stand on both sides."""
    stack = [relation]
    while stack:
        node = stack.pop()
        if isinstance(node, Bind) and node.binder in ("sum", "array"):
            stack.append(open_binder(node)[1])
        elif isinstance(node, At):
            stack.append(node.array)
        elif isinstance(node, Apply) and node.op in _PLAIN:
            stack.extend(node.children)
        elif not isinstance(node, Symbol):
            return False
    return True
