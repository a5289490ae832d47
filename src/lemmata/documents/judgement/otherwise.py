"""Notation that may be meant otherwise than it was read: norms, powers in brackets, slopes, information.

Each is a doubt of `doubts`: nothing false is shown of a formula that holds, or says something else, as another reader
may take it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lemmata.documents.judgement.links import Link, listed
from lemmata.documents.language.symbols import names_in, sides_of, symbol_list
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Symbol,
    dims,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

_BRACKETED = re.compile(r"\^\s*\{\s*\(\s*\\?(?P<label>[A-Za-z]+)\s*\)\s*\}")
_SLOPE_OF = re.compile(r"\\[dt]?frac\s*\{\s*(?:d|\\partial|\\mathrm\{d\})\s*\\?[A-Za-z]+(?:_\{?\w+\}?)?\s*\}\s*\{\s*"
                       r"(?:d|\\partial|\\mathrm\{d\})")
_DIFFERENTIATED = re.compile(r"(?:\\partial|\\nabla_)\s*\{?\s*(?P<by>\\?[A-Za-z]+)")
_MATRIX = 2
_QUANTITY = re.compile(  # a number with a unit: `14\\text{ GB}`, `2.5\\,\\mathrm{ms}`
    r"\d\s*(?:\\[,;: ]|~|\s)*\\(?:text|mathrm|textrm|si|unit)\s*\{\s*"
    r"(?:[kKMGTPmnuµ]?i?(?:B|b|bits?|bytes?|s|sec|m|g|"
    r"Hz|W|J|V|A|N|Pa|eV|K|FLOPs?|FLOP/s|FLOPS)|min|h|hours?|days?|cm|mm|km|nats?|tokens?|TB/s|GB/s|MB/s|px|pixels)"
    r"\s*(?:/\s*\w+)?\s*\}")
_INFORMATION = re.compile(r"(?:\\mathcal\s*\{?\s*)?[IJ]\}?(?:_\{?\w+\}?)?\s*\(\s*(?P<letter>\\?[A-Za-z]+)\s*\)")


def of_values(link: Link) -> Verdict | None:
    """`d\\ell / dz = -0.125` behind $z = w x + b = 0$: of what z is known by its value alone the slope is not zero."""
    if _SLOPE_OF.search(link.known.source) is None:
        return None
    for node in postorder(link.relation):
        if isinstance(node, Apply) and node.op == "derivative" and _is_constant(node):
            return Verdict("undecided", "", "what its slope is taken of is known by its value alone")
    return None


def _is_constant(slope: Apply) -> bool:
    """Whether what a slope is taken of does not vary with what it is taken by."""
    of = slope.args[0]
    if isinstance(of, Bind) and of.binder == "function":
        local, body = open_binder(of)[:2]
        return local not in set(postorder(body))
    return len(slope.args) > 1 and not set(symbols(slope.args[1])) & set(symbols(of))


def other_norm(link: Link) -> Verdict | None:
    """`\\kappa(A^\\top A) = \\kappa(A)^2` with $\\kappa(A) = \\|A\\| \\|A^{-1}\\|$: which norm is meant is not said."""

    def change(node: Expr) -> Expr | None:
        bare = isinstance(node, Apply) and node.op == "norm" and node.children[0].rank == _MATRIX and (
            node.params.get("ord") == "fro")
        return apply("norm", node.children[0], ord="spectral", axis=(0, 1)) if bare else None

    exprs = [transform(e, change) for e in (link.relation, *link.claim.premises)]
    if exprs[0] is link.relation or decide(Claim((exprs[0],), tuple(exprs[1:]))).kind not in HOLDS:
        return None
    return Verdict("undecided", "", "it holds of the largest singular value; which norm is meant is not said")


def bracketed_power(link: Link) -> Verdict | None:
    """`p^{(T)} = p^{1/T} / Z`: what stands in brackets above a letter is hardly its power."""
    for found in _BRACKETED.finditer(link.known.source):
        if any(isinstance(n, Apply) and n.op == "pow" and isinstance(n.args[1], Symbol) and (
                n.args[1].name == found["label"]) for n in postorder(link.relation)):
            return Verdict("undecided", "", f"whether ({found['label']}) is an exponent is not said")
    return None


def reparameterised(link: Link) -> Verdict | None:
    """`I(z) = I(p) (dp/dz)^2` of the Fisher information: about each parameter it is a function of its own."""
    letters = {found["letter"] for found in _INFORMATION.finditer(link.known.source)}
    if len(letters) > 1 and "information" in f"{link.known.spoken} {link.known.words}".lower():
        return Verdict("undecided", "", f"the information about {listed(sorted(letters))} are two functions")
    return None


def beside_entries(link: Link) -> Verdict | None:
    """`\\bar y = \\frac1k \\sum_i \\bar y_i` behind a formula for $\\bar y_i$: the letter alone is another number."""
    left, *rest = sides_of(link.known.source)
    entry = f"{left.strip().strip('{}')}_"
    if len(link.sides) != 2 or len(symbol_list(left)) != 1 or "_" in left or len(rest) != 1 or entry not in rest[0]:
        return None
    one, other = link.sides
    alone = Verdict("definition", "", "what the letter without an index stands for")
    return alone if one.rank and not other.rank else None


def in_units(link: Link) -> Verdict | None:
    """`14\\text{ GB} / (2\\text{ TB/s}) = 7`: a quotient of quantities, whose prefixes are numbers."""
    if _QUANTITY.search(link.known.source):
        return Verdict("undecided", "", "its quantities have units, which are not reckoned with")
    return None


def random_sizes(link: Link) -> Verdict | None:
    """`E[S] = E[N] E[X_1]` of $S = \\sum_{i=1}^N X_i$ with a random N: sizes are numbers here."""
    sizes = set(dims(link.relation, *link.claim.premises))
    drawn = {s.name for s in symbols(link.relation, *link.claim.premises) if s.sort == "variable"}
    found = sorted(n for n in sizes if n in drawn or ((role := link.known.scope.lookup(n)) is not None
                                                      and role.domain == "variable"))
    return Verdict("undecided", "", f"{listed(found)} is random, and was read as a size") if found else None


def random_variable_of_slope(link: Link) -> Verdict | None:
    """`E[\\partial_\\theta^2 \\log p(x; \\theta)]`: nobody differentiates by what is random, so it is x that is."""
    by = {name for found in _DIFFERENTIATED.finditer(link.known.source) for name in names_in(found["by"])}
    random = any(s.sort == "variable" and s.name in by and s not in link.told for s in symbols(link.relation))
    return Verdict("undecided", "", "which of its letters is random is not said") if random else None


def triangular(link: Link) -> Verdict | None:
    """`\\log\\det\\Sigma = 2 \\sum_i \\log L_{ii}` with $\\Sigma = L L^T$: L may be the Cholesky factor."""
    factors = {n.args[0] for n in postorder(link.relation) if isinstance(n, Apply) and n.op == "matmul"
               and isinstance(n.args[0], Symbol) and n.args[1] == apply("transpose", n.args[0])}
    for one in factors:
        if one.domain != "real" or one.shape[0] != one.shape[1]:
            continue
        values: dict[Expr, Expr] = {one: symbol(one.name, one.shape, "cholesky")}
        exprs = [substitute(e, values) for e in (link.relation, *link.claim.premises)]
        if decide(Claim((exprs[0],), tuple(exprs[1:]))).kind in HOLDS:
            return Verdict("undecided", "", f"it holds if {one.name} is lower triangular, as the factor of Cholesky is")
    return None


OTHERWISE: tuple[Callable[[Link], Verdict | None], ...] = (
    reparameterised, bracketed_power, of_values, other_norm, beside_entries, in_units, random_sizes,
    random_variable_of_slope, triangular)
