"""Names of several capitals without \\mathrm: TP, FN, RSS, MSE are single numbers, no products of letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Name, Node, Product, Script
from lemmata.engine.readers.scope import Scope

# Counts and rates of decisions, sums of squares, criteria, errors.
ACRONYMS = frozenset((
    "TP", "FP", "TN", "FN", "TPR", "FPR", "TNR", "FNR", "PPV", "NPV", "FDR", "FOR", "RSS", "TSS", "ESS", "SSE", "SSR",
    "SST", "MSE", "RMSE", "MAE", "MAPE", "MSB", "MSW", "MST", "AIC", "BIC", "DIC", "NLL", "BCE", "IQR", "AUC", "SNR",
    "PSNR"))


def with_acronyms(tree: Node, scope: Scope) -> Node:
    """The tree with each run of capitals that is an acronym as one name, unless its letters are arrays of the text."""
    def change(node: Node) -> Node:
        if not isinstance(node, Product):
            return node
        factors = tuple(_joined(node, scope))
        if len(factors) == len(node.factors):
            return node
        return factors[0] if len(factors) == 1 else replace(node, factors=factors)

    return mapped(tree, change)


def _joined(node: Product, scope: Scope) -> Iterator[Node]:
    at = 0
    while at < len(node.factors):
        stop = at
        while stop < len(node.factors) and _letter(node.factors[stop]) is not None and (
                stop == at or node.factors[stop - 1].span[1] == node.factors[stop].span[0]):
            stop += 1
            if isinstance(node.factors[stop - 1], Script):
                break  # a subscript belongs to the whole: MSE_{train}
        run = node.factors[at:stop]
        letters = [name for f in run if (name := _letter(f)) is not None]
        word = "".join(n.text for n in letters)
        if word in ACRONYMS and not any(getattr(scope.lookup(n.text), "shape", None) for n in letters):
            name = Name(word, "upright", span=(run[0].span[0], letters[-1].span[1]))
            last = run[-1]
            yield replace(last, base=name, span=(run[0].span[0], last.span[1])) if isinstance(last, Script) else name
            at = stop
        else:
            yield from run or node.factors[at:at + 1]
            at = max(stop, at + 1)


def _letter(node: Node) -> Name | None:
    """The capital that a factor is, perhaps with a script behind it."""
    base = node.base if isinstance(node, Script) else node
    plain = isinstance(base, Name) and base.style == "italic"
    return base if plain and len(base.text) == 1 and base.text.isupper() else None  # type: ignore[attr-defined,return-value]
