"""Names of several letters without \\mathrm, and no products: TP, MSE; FL of FL(p) = ...; cost, once it is defined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope

Letters = Callable[[Node], Name | None]

# Counts and rates of decisions, sums of squares, criteria, errors, effects of treatments, scores.
ACRONYMS = frozenset((
    "TP", "FP", "TN", "FN", "TPR", "FPR", "TNR", "FNR", "PPV", "NPV", "FDR", "FOR", "RSS", "TSS", "ESS", "SSE", "SSR",
    "SST", "MSE", "RMSE", "MAE", "MAPE", "MSB", "MSW", "MST", "AIC", "BIC", "DIC", "NLL", "BCE", "IQR", "AUC", "SNR",
    "PSNR", "ATE", "ATT", "ATC", "ATU", "CATE", "LATE", "ELBO", "PMI", "DCG", "NDCG", "MRR", "JSD"))


def with_acronyms(tree: Node, scope: Scope) -> Node:
    """The tree with each run of capitals that is an acronym as one name.

    Unless its letters are known: one of them as an array of the text, or each of them by the text or by itself, as in
    (TP)^{-1} = P^{-1} T^{-1}. P = TP + FN has a P too, but no T.
    """
    everywhere = Counter(n.text for n in walk(tree) if isinstance(n, Name))
    within = Counter(n.text for p in walk(tree) if isinstance(p, Product) for _, _, letters in _runs(p, _capital)
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

    def is_acronym(letters: list[Name]) -> bool:
        word = _word(letters)
        called = getattr(scope.lookup(word), "domain", "") == "function"
        return (word in ACRONYMS or word in heads or called) and is_name(letters)

    def is_defined(letters: list[Name]) -> bool:
        return len(letters) > 2 and scope.lookup(_word(letters)) is not None

    joined = mapped(tree, lambda node: _joined(node, _capital, is_acronym))
    return mapped(joined, lambda node: _joined(node, _letter, is_defined))


def _joined(node: Node, letter: Letters, is_name: Callable[[list[Name]], bool]) -> Node:
    """A product in which each run of letters that is a name is one."""
    if not isinstance(node, Product):
        return node
    factors: list[Node] = []
    for start, stop, letters in _runs(node, letter):
        run = node.factors[start:stop]
        if len(letters) > 1 and is_name(letters):
            name = Name(_word(letters), "upright", span=(run[0].span[0], letters[-1].span[1]))
            last = run[-1]
            whole = (run[0].span[0], last.span[1])
            factors.append(replace(last, base=name, span=whole) if isinstance(last, Script) else name)
        else:
            factors.extend(run)
    if len(factors) == len(node.factors):
        return node
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors))


def _heads(tree: Node, scope: Scope) -> Iterator[str]:
    """FL of `FL(p) = ...`: capitals that touch and are called, as the whole left side of a definition."""
    for relation in walk(tree):
        left = relation.operands[0] if isinstance(relation, Relation) and relation.relations[0] in ("=", ":=") else None
        if not isinstance(left, Product) or not isinstance(group := left.factors[-1], Group) or group.open != "(":
            continue
        runs = list(_runs(replace(left, factors=left.factors[:-1]), _capital))
        if len(runs) == 1 and len(runs[0][2]) > 1 and runs[0][2][-1].span[1] == group.span[0] and not any(
                scope.lookup(n.text) for n in runs[0][2]):
            yield _word(runs[0][2])


def _runs(node: Product, as_letter: Letters) -> Iterator[tuple[int, int, list[Name]]]:
    """Each run of letters that touch, from where to where, and every other factor alone."""
    at = 0
    while at < len(node.factors):
        stop = at
        letters: list[Name] = []
        while stop < len(node.factors) and (letter := as_letter(node.factors[stop])) is not None and (
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
    """The letter that a factor is, perhaps with a script behind it."""
    base = node.base if isinstance(node, Script) else node
    return base if isinstance(base, Name) and base.style == "italic" and len(base.text) == 1 else None


def _capital(node: Node) -> Name | None:
    return letter if (letter := _letter(node)) is not None and letter.text.isupper() else None
