"""Names with the same labels in the other order, `K_{uf}` and `K_{fu}`: often one is meant as the other transposed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from lemmata.documents.judgement.links import Link
from lemmata.engine.expr import Expr, Symbol, substitute, symbols
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.verdict import Verdict


def crossed(link: Link) -> Verdict | None:
    """`K_{uf} y = K_{fu}^\\top y`: a refutation stands if it does so too where one name is the other transposed."""
    names = sorted((s for s in symbols(link.relation) if s.rank in (0, 2) and s.sort == "real"), key=lambda s: s.name)
    for one, other in combinations(names, 2):
        if not are_crossed(one.name, other.name) or any(_defined(s, link) for s in (one, other)):
            continue
        turned = one if not one.rank else apply("transpose", one)
        if turned.shape == other.shape and not _still_refuted(link, {other: turned}):
            return Verdict("undecided", "", f"whether {other.name} is {one.name} transposed is not said")
    return None


def are_crossed(one: str, other: str) -> bool:
    """Whether two names are one with the two parts of its label in both orders.

    >>> are_crossed("K_uf", "K_fu"), are_crossed("K_X_star", "K_star_X"), are_crossed("K_uf", "K_uu")
    (True, True, False)
    """
    (base, _, label), (base2, _, label2) = one.partition("_"), other.partition("_")
    parts = label.split("_") if "_" in label else list(label)
    same = base == base2 and len(parts) == 2 and parts[0] != parts[1] and not label.isdigit()
    return same and label2 in ("".join(parts[::-1]), "_".join(parts[::-1]))


def _defined(s: Symbol, link: Link) -> bool:
    role = link.known.scope.lookup(s.name)
    return role is not None and role.definition is not None


def _still_refuted(link: Link, meant: dict[Expr, Expr]) -> bool:
    premises = tuple(substitute(p, meant) for p in link.claim.premises)
    claim = replace(link.claim, relations=(substitute(link.relation, meant),), premises=premises)
    return decide(claim).kind == "refuted"
