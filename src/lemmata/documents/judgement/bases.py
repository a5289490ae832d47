"""Formulas with their logs in another base, where definitions before them were read in the base of a convention."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lemmata.engine.expr import Apply, Expr, transform
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply

_OPS = {"2": "log2", "10": "log10"}
_EXPLICIT = re.compile(r"\\log\s*_|\\l[bgd]\b")


def in_other_base(reading: Reading, source: str, base: str | None, options: Mapping[str, Any]) -> Reading | None:
    """A reading with its plain logs in the base of these options, those of earlier definitions as well; or None.

    Where a formula itself writes the base, its logs are no plain ones; a log to base e may be an `\\ln`.
    """
    old, new = (_OPS.get(b or "", "log") for b in (base, options.get("log", base)))
    if old in (new, "log") or _EXPLICIT.search(source):
        return None

    def changed(node: Expr) -> Expr | None:
        return apply(new, *node.args) if isinstance(node, Apply) and node.op == old else None

    claims = tuple(replace(claim, relations=tuple(transform(r, changed) for r in claim.relations),
                           premises=tuple(transform(p, changed) for p in claim.premises)) for claim in reading.claims)
    return None if claims == reading.claims else replace(reading, claims=claims)
