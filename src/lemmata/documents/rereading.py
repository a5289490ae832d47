"""A formula that fails, read again with other meanings: what holds there may be what the text means.

`again` gives the verdict on the formula in another scope, None where it can't be read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.prose.stacked import unsaid_stacks, with_stacked
from lemmata.engine.expr import Expr, dims, integer, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

Again = Callable[[Scope], tuple[Verdict, Reading] | None]
_OWN = re.compile(r"\s*([HhI])\s*(?:\\left)?\(\s*\\?[A-Za-z]+(?:_\w)?\s*(?:,\s*\\?[A-Za-z]+(?:_\w)?\s*)*"
                  r"(?:\\right)?\)\s*:?=")
_OF_HESSIAN = re.compile(r"(?<![A-Za-z\\])H\s*(?:\\left)?\(")
_LETTER = r"\\?[A-Za-z]+(?:\s*\{?\s*\\?[a-z]+\s*\}?)?"
_OF_NUMBERS = re.compile(
    r"\s*(?:\\(?:mathbb|mathrm|mathsf|mathcal|operatorname)\s*\{?\s*)?(?P<head>[HhI])\s*\}?\s*(?:\\left)?\("
    rf"(?P<arguments>\s*{_LETTER}\s*(?:,\s*{_LETTER}\s*)+)(?:\\right)?\)\s*:?=")
_ENTROPY = re.compile(r"entrop|information|surpris|uncertain|\bbits?\b|\bnats?\b|coins?\b", re.IGNORECASE)
_COUNTS = frozenset("nmNMdDpkK")  # letters that are sizes more often than other numbers
_CHANCES = re.compile(r"\(\s*(?:p|q|\\theta|\\pi|\\rho|\\alpha)\b")


def other_logarithm(again: Again, scope: Scope, verdict: Verdict, reading: Reading) -> tuple[Verdict, Reading]:
    """The base that the prose names may not be meant here: what holds in nats is not refuted, but where a formula
    says its base too, `H(p) = -p \\log_2 p - ...`."""
    if scope.options.get("units") == scope.options["log"]:
        return verdict, reading
    found = again(scope.with_options(log="e"))
    return found if found is not None and found[0].kind in HOLDS else (verdict, reading)


def as_supposed(
    again: Again, scope: Scope, source: str, taken_up: bool, here: Section, verdict: Verdict, reading: Reading
) -> tuple[Verdict, Reading]:
    """Where a sentence before has supposed more of its arrays: "If $A$ is orthogonal, ...". It is meant where the
    words take that up, and may be meant else."""
    named = names_in(source)
    supposed = [name for name in here.only_if if name in named]
    for name in supposed:
        scope = scope.forget(name).declare(name, here.only_if[name])
    found = again(scope) if supposed else None
    if found is None or found[0].kind not in HOLDS or taken_up:
        return (verdict, reading) if found is None or found[0].kind not in HOLDS else found
    words = " and ".join(f"{name} is {here.only_if[name].domain}" for name in supposed)
    return Verdict("undecided", "", f"it holds if {words}, which the text supposed before"), reading


def as_rows(again: Again, scope: Scope, verdict: Verdict, reading: Reading) -> tuple[Verdict, Reading]:
    """The vectors x_i beside a matrix X are its rows or columns, also where the text leaves that to its reader."""
    found: list[tuple[Verdict, Reading]] = []
    for stack in unsaid_stacks(symbols(*(r for c in reading.claims for r in c.relations)), scope):
        if (one := again(with_stacked(scope, [stack]))) is None:
            continue
        where = f"with the {stack.vectors.name}_i as the {'rows' if stack.rows else 'columns'} of {stack.matrix}"
        found.append((replace(one[0], message=f"{one[0].message}, {where}"), one[1]))
    return next((one for one in found if one[0].kind not in FAILS), found[0] if found else (verdict, reading))


def as_row_vectors(again: Again, scope: Scope, verdict: Verdict, reading: Reading) -> tuple[Verdict, Reading]:
    """A vector given by its entries may be meant as a row: of $u = (1, 2)$ the product $\\mathbf{1} u$ is a matrix."""
    rows: frozenset[str] = scope.options.get("rows", frozenset())
    vectors = [name for name in reading.roles if name not in rows and (role := scope.lookup(name)) is not None
               and role.definition is not None and role.definition.rank == 1 and not symbols(role.definition)]
    for name in vectors:
        found = again(scope.with_options(rows=rows | {name}))
        if found is not None and found[0].kind in HOLDS:
            return Verdict("undecided", "", f"it holds if {name} is a row vector"), reading
    return verdict, reading


def as_sizes(
    verdict: Verdict, reading: Reading, source: str, here: Section, seed: int
) -> tuple[Verdict, Reading]:
    """A number n beside arrays of which the text gives no sizes may be one of these: `C = I - \\frac1n J`.

    What holds if it is may be meant so.
    """
    relations = [r for c in reading.claims for r in c.relations]
    told = {atom for role in here.scope.roles.values() if role.source in ("prose", "declared")
            for size in role.shape or () for atom in size.atoms}
    numbers = {s.name for s in symbols(*relations) if s.domain == "natural" and not s.shape and s.name in _COUNTS}
    ends = {atom for r in relations for atom in dims(r)} - told
    for number in sorted(numbers | (ends & _COUNTS & names_in(source).keys())):
        for size in sorted(ends - {number}):
            same = replace(reading, claims=tuple(_of_size(c, number, size) for c in reading.claims))
            if decide_readings([same], seed=seed)[0].kind in HOLDS:
                return Verdict("undecided", "", f"it holds if {number} is the size of the arrays here"), reading
    return verdict, reading


def _of_size(claim: Claim, number: str, size: str) -> Claim:
    """The claim with a number as this size."""
    def change(expr: Expr) -> Expr:
        values: dict[Expr, Expr] = {s: integer(number) for s in symbols(expr) if s.name == number and not s.shape}
        return substitute(expr, values, {size: number})

    relations, premises = tuple(map(change, claim.relations)), tuple(map(change, claim.premises))
    return replace(claim, relations=relations, premises=premises, missing="")


def own_of_numbers(source: str, scope: Scope) -> tuple[str, tuple[str, ...]] | None:
    """The letter of entropies that `H(y, \\mu) = -[y \\log \\mu + ...]` makes a function of numbers, and their names.

    >>> own_of_numbers(r"\\mathbb{H}(y, \\mu) = -y \\log \\mu", Scope()), own_of_numbers("H(p, q) = 1", Scope())
    (('H', ('y', 'mu')), None)
    """
    found = _OF_NUMBERS.match(source)
    role = scope.lookup(found["head"]) if found is not None else None
    if found is None or (role is not None and role.domain == "function"):
        return None
    names = tuple(one.name for one in symbol_list(found["arguments"]))
    inside = names_in(source[found.end():])
    return (found["head"], names) if len(names) > 1 and set(names) <= inside.keys() and found["head"] not in (
        inside) else None


def is_hessian(source: str, words: str) -> bool:
    """Whether H(x) in a formula is the Hessian of which its sentence speaks, and no entropy.

    >>> is_hessian(r"h^\\top H(x) h", "where ⟦1⟧ is the Hessian of ⟦2⟧"), is_hessian("H(X)", "the entropy")
    (True, False)
    """
    return _OF_HESSIAN.search(source) is not None and "hessian" in words.lower() and not _ENTROPY.search(words)


def own_function(source: str, scope: Scope, words: str) -> str:
    """The letter of entropies that `H(s) = ...` makes a function of its own, "" where they are spoken of."""
    found = _OWN.match(source)
    if found is None or scope.options.get("topic") == "information" or _ENTROPY.search(words):
        return ""
    left, _, right = source.partition("=")
    plain = not re.search(r"[A-Z]", left.replace(found[1], "", 1)) and not re.search(r"\\(?:log|ln|lg)\b", right)
    probability = _CHANCES.search(left) is not None and "," not in left and not words.strip()
    return found[1] if plain and not probability and found[1] not in names_in(right) else ""
