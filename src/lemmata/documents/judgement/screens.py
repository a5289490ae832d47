"""Tables of joint probabilities of variables that the text calls independent, or independent given another one.

"Let $X$ and $Y$ be independent": the table p(x, y) is a product of two lists, and nothing else is meant by p.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import mul

from lemmata.documents.judgement.links import TABLE
from lemmata.engine.expr import Apply, Expr, Size, Symbol, array_of, at, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply

_OPEN = "how the table of joint probabilities factors was not used"


def with_structure(claim: Claim, independent: Iterable[Collection[str]], premises: Iterable[Expr]) -> Claim:
    """The claim with tables that are the products which the text says that they are.

    independent: groups of names of variables; premises: which of them are independent given a third one. What no
    product of lists and tables says is left open.
    """
    tables = [(m["name"], m["letters"].split(", ")) for note in claim.notes if (m := TABLE.match(note))]
    chains = [tuple(s.name.lower() for s in p.args if isinstance(s, Symbol)) for p in premises
              if isinstance(p, Apply) and p.op == "conditionally_independent"]
    groups = [tuple(name.lower() for name in group) for group in independent]
    for name, letters in tables:
        split = [g for g in groups if len(set(g) & set(letters)) > 1]
        screened = [c for c in chains if set(c) <= set(letters)]
        if not split and not screened:
            continue
        found = next((s for s in symbols(*claim.relations) if s.name == name and s.rank == len(letters)), None)
        product = _product(found, letters, split, screened) if found is not None and len(tables) == 1 else None
        if found is None or product is None:
            return replace(claim, unsettled=claim.unsettled or _OPEN)
        claim = replace(claim, premises=(*claim.premises, apply("eq", found, product)))
    return claim


def _product(
    table: Symbol, letters: Sequence[str], split: Sequence[Sequence[str]], screened: Sequence[Sequence[str]],
) -> Expr | None:
    """The table as a product of smaller ones, None where it is none, or none is known to say it all."""
    if split and all(set(letters) <= set(group) for group in split):
        groups: Sequence[Sequence[str]] = [(letter,) for letter in letters]
    elif not split and len(screened) == 1 and len(letters) == 3:
        one, other, given = screened[0]
        groups = [(one, given), (other, given)]
    else:
        return None
    axes = [[letters.index(letter) for letter in group] for group in groups]
    parts = [symbol(f"{table.name} along {', '.join(group)}", tuple(table.shape[k] for k in places), table.domain)
             for group, places in zip(groups, axes)]

    def entry(*index: Size) -> Expr:
        factors = [at(part, *(index[k] for k in places)) for part, places in zip(parts, axes)]
        return reduce(mul, factors)

    return array_of(table.shape, entry)
