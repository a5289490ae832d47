"""Where a density is taken: at the data, at values of the parameter, at what it was fitted to."""

from __future__ import annotations

import ast
import re

from lemmata.documents.lints.counting import entries
from lemmata.documents.lints.laws import Density, densities, density
from lemmata.documents.lints.posteriornames import is_posterior
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import spaced, targets

_GRID = re.compile(
    r"theta|param|grid|hypothes|lambda|\bmus?\b|sigma|alpha|beta|candidate|range|means?\b|probs?\b|weights?|rate"
)
_DATA = re.compile(
    r"\b(data|xs?|obs|observations?|observed|samples?|ys?|measurements?|values|points|dataset|flips|tosses)\b"
)
_OBSERVED = re.compile(r"\b(data|obs|observations?|observed|measurements?|dataset|flips|tosses)\b")


def without_constants(term: Term) -> Term:
    """The factors of a term that are no numbers and nothing that it is divided by."""
    if term.head == "mul":
        rest = [
            f
            for f in term.args
            if f.contains("name", "call", "exp", "list") and not (f.head == "pow" and (f.args[1].number or 0) < 0)
        ]
        return without_constants(rest[0]) if len(rest) == 1 else term
    if term.head == "exp" and term.args[0].head == "add":
        rest = [t for t in term.args[0].args if t.number is None and not t.contains("max", "logsumexp")]
        return rest[0] if len(rest) == 1 else term
    return term


def is_data(program: Program, term: Term) -> bool:
    """Whether a term is data: drawn numbers, or what is called so."""
    names = [spaced(n.id) for n in ast.walk(term.node) if isinstance(n, ast.Name)] if term.node is not None else []
    if term.contains("linspace", "arange", "range", "counter") or any(_GRID.search(name) for name in names):
        return False
    drawn = any(t.head == "call" and isinstance(t.value, tuple) for t in term.walk())
    listed = term.head == "list" and len(term.args) > 2
    bound = _bound_names(program, term)
    if any(_GRID.search(name) for name in bound):
        return False
    return drawn or (listed and any(_DATA.search(name) for name in bound))


def both_over_data(program: Program, value: ast.expr) -> str:
    """What the data are called, where two or more densities, written out here, are all taken there, else ""."""
    found = list(densities(program.term(value)))
    meant = [program.meaning(name) for name in ast.walk(value) if isinstance(name, ast.Name)
             and not is_posterior(name.id)]  # of that it has been said
    here = {id(node) for part in (value, *meant) if part is not None for node in ast.walk(part)}
    if not any(id(one.term.node) in here for one in found):
        return ""
    places = {written(program, one.at) for one in found}
    if len(found) < 2 or len(places) != 1 or not all(is_data(program, one.at) for one in found):
        return ""
    if any(t.head == "mean" and t.args[0] == one.at for one in found for t in one.term.walk()):
        return places.pop()  # one of them was fitted to them
    return next((name for name in places if _OBSERVED.search(name)), "")


def is_over_grid(program: Program, one: Density) -> bool:
    """Whether a density has one point and many values of a parameter."""
    at_grid = one.at.contains("linspace", "arange", "range", "counter")
    return not at_grid and any(p.contains("linspace", "arange") for p in one.parameters.values())


def _bound_names(program: Program, term: Term) -> list[str]:
    """The names to which the same value is given."""
    if term.head == "name":
        return [spaced(str(getattr(term.value, "name", term.value)))]
    statement = program.statement(term.node) if term.node is not None and program.has(term.node) else None
    return [spaced(getattr(t, "id", "")) for t in targets(statement)]


def written(program: Program, term: Term) -> str:
    names = _bound_names(program, term)
    return names[0] if names and names[0] else "themselves"


def is_fitted(one: Density) -> bool:
    """Whether a law is evaluated at the numbers of which its parameters are mean and deviation."""
    return one.at.head in ("list", "call") and any(
        t.head in ("mean", "std", "var") and t.args[0].whole == one.at.whole
        for p in one.parameters.values() for t in p.walk())


def holds_data(one: Density) -> bool:
    """Whether the place is itself the parameter, and the law's own parameters are made of data (a conjugate law)."""
    return any(p.contains("sum", "len") for p in one.parameters.values())


def updated_and_taken_at_data(program: Program, value: ast.expr) -> str:
    """What the data are called, where a law that counts or adds them up is then evaluated at themselves, else ""."""
    one = density(without_constants(program.term(value)).whole)
    if one is None:
        return ""
    at = entries(one.at)
    gathered = (t for p in one.parameters.values() for t in p.walk() if t.head == "sum" and t.args)
    if at.head in ("mean", "sum", "number") or not any(entries(t.args[0]) == at for t in gathered):
        return ""
    return written(program, at)
