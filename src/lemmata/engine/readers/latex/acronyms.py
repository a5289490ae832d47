"""Names of several capitals without \\mathrm: TP, RSS, MSE are numbers, FL(p) = ... a function, and no products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope

# Counts and rates of decisions, sums of squares, criteria, errors.
ACRONYMS = frozenset((
    "TP", "FP", "TN", "FN", "TPR", "FPR", "TNR", "FNR", "PPV", "NPV", "FDR", "FOR", "RSS", "TSS", "ESS", "SSE", "SSR",
    "SST", "MSE", "RMSE", "MAE", "MAPE", "MSB", "MSW", "MST", "AIC", "BIC", "DIC", "NLL", "BCE", "IQR", "AUC", "SNR",
    "PSNR"))


def with_acronyms(tree: Node, scope: Scope) -> Node:
    """The tree with each run of capitals that is an acronym as one name.

    Unless its letters are known: one of them as an array of the text, or each of them by the text or by itself, as in
    (TP)^{-1} = P^{-1} T^{-1}. P = TP + FN has a P too, but no T.
    """
    everywhere = Counter(n.text for n in walk(tree) if isinstance(n, Name))
    within = Counter(n.text for p in walk(tree) if isinstance(p, Product) for _, _, letters in _runs(p)
                     if _word(letters) in ACRONYMS for n in letters)
    alone = {letter for letter, times in everywhere.items() if times > within[letter]}

    heads = set(_heads(tree, scope))

    def is_name(letters: list[Name]) -> bool:
        if scope.lookup(_word(letters)) is not None or _word(letters) in heads:
            return True
        roles = [scope.lookup(n.text) for n in letters]
        if any(getattr(role, "shape", None) for role in roles):
            return False
        return not all(n.text in alone or role is not None for n, role in zip(letters, roles))

    def change(node: Node) -> Node:
        if not isinstance(node, Product):
            return node
        factors: list[Node] = []
        for start, stop, letters in _runs(node):
            run = node.factors[start:stop]
            named = len(letters) > 1 and (_word(letters) in ACRONYMS or _word(letters) in heads or (
                getattr(scope.lookup(_word(letters)), "domain", "") == "function"))
            if named and is_name(letters):
                name = Name(_word(letters), "upright", span=(run[0].span[0], letters[-1].span[1]))
                last = run[-1]
                whole = (run[0].span[0], last.span[1])
                factors.append(replace(last, base=name, span=whole) if isinstance(last, Script) else name)
            else:
                factors.extend(run)
        if len(factors) == len(node.factors):
            return node
        return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors))

    return mapped(tree, change)


def _heads(tree: Node, scope: Scope) -> Iterator[str]:
    """FL of `FL(p) = ...`: capitals that touch and are called, as the whole left side of a definition."""
    for relation in walk(tree):
        left = relation.operands[0] if isinstance(relation, Relation) and relation.relations[0] in ("=", ":=") else None
        if not isinstance(left, Product) or not isinstance(group := left.factors[-1], Group) or group.open != "(":
            continue
        runs = list(_runs(replace(left, factors=left.factors[:-1])))
        if len(runs) == 1 and len(runs[0][2]) > 1 and runs[0][2][-1].span[1] == group.span[0] and not any(
                scope.lookup(n.text) for n in runs[0][2]):
            yield _word(runs[0][2])


def _runs(node: Product) -> Iterator[tuple[int, int, list[Name]]]:
    """Each run of capitals that touch, from where to where, and every other factor alone."""
    at = 0
    while at < len(node.factors):
        stop = at
        letters: list[Name] = []
        while stop < len(node.factors) and (letter := _letter(node.factors[stop])) is not None and (
                stop == at or node.factors[stop - 1].span[1] == node.factors[stop].span[0]):
            letters.append(letter)
            stop += 1
            if isinstance(node.factors[stop - 1], Script):
                break  # a subscript belongs to the whole: MSE_{train}
        stop = max(stop, at + 1)
        yield at, stop, letters
        at = stop


def _word(letters: list[Name]) -> str:
    return "".join(n.text for n in letters)


def _letter(node: Node) -> Name | None:
    """The capital that a factor is, perhaps with a script behind it."""
    base = node.base if isinstance(node, Script) else node
    if isinstance(base, Name) and base.style == "italic" and len(base.text) == 1 and base.text.isupper():
        return base
    return None
