"""What a section learns from a formula, and from one that words spell out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.chances import event
from lemmata.documents.judgement.conditions import as_condition, restricting, without_values
from lemmata.documents.judgement.equations import flattened
from lemmata.documents.judgement.section import Section, newly_defined
from lemmata.documents.judgement.values import with_conditions
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.documents.prose.roles import without_laws
from lemmata.engine.expr import Apply, Expr, Size, Symbol, number, substitute, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.latex.definitions import after_definition
from lemmata.engine.readers.scope import Scope

_FIRST = re.compile(r"[A-Za-z]+_[0-2]")
# "there is a $\xi$ such that $a = b$" is said of that one, and restricts nothing that follows.
EXISTS = re.compile(r"\b(?:there (?:is|are|exists?)|for some|(?:we|one) can find)\b", re.IGNORECASE)


def learn(
    here: Section, reading: Reading, role: str, words: str, passing: Sequence[Expr] = (), source: str = ""
) -> None:
    """Definitions, shapes and lasting conditions become part of the section.

    `words` are those of the sentence, `passing` what holds in it only, `source` the formula.
    """
    known = here.scope.premises
    scope = with_sizes_of_arguments(here.scope, scope_after(here.scope, reading))
    new = newly_defined(here.scope, scope)
    here.described = {**here.described, **dict.fromkeys(new, words)}
    here.sources = {**here.sources, **dict.fromkeys(new, source)} if source else here.sources
    if EXISTS.search(words):
        here.scope = scope
        return
    if role in ("given", "property") or any(c.defines is not None for c in reading.claims) or any(
            _starts(r) for c in reading.claims if c.kind == "condition" for r in c.relations):
        given = [r for c in reading.claims if c.kind == "condition" for r in flattened(c.relations)]
        given += [p for c in reading.claims if c.kind == "definition" for p in c.premises
                  if p not in (*known, *passing) and restricting(p)]
        if source:  # "satisfies $\\nabla f = 0$" is said of a point that has no name
            named = names_in(source)
            given = [r for r in given if all(s.name in named or s.domain == "function" for s in symbols(r))]
        scope = with_conditions(without_laws(scope, given), given)
    here.scope = scope


def with_sizes_of_arguments(before: Scope, scope: Scope) -> Scope:
    """`f(x) = x_1^2 + 2x_2^2` with `x = [x_1, x_2]`: where x gets its size behind f, f is a function of that size."""
    for name, role in scope.roles.items():
        old = before.lookup(name)
        if old is None or old.shape is None or role.shape is None or len(old.shape) != len(role.shape):
            continue
        sizes = {a.atom: b for a, b in zip(old.shape, role.shape) if a.atom and not b.atoms}
        for f, parameters in scope.options.get("parameters", {}).items():
            known = scope.lookup(f)
            if sizes and name in parameters and known is not None and known.definition is not None:
                scope = scope.define(f, substitute(known.definition, sizes=sizes), known.domain)
    return scope


def with_sizes_anew(before: Scope, scope: Scope) -> Scope:
    """`\\Sigma = L L^T`, then `x = \\mu + L z` with z of n entries: the sizes that the first formula made up for L are
    those of the second, in what L defines too."""
    anew: dict[str, dict[str, Size]] = {}
    for name, role in scope.roles.items():
        old = before.lookup(name)
        if old is None or old.shape is None or role.shape is None or len(old.shape) != len(role.shape) or "prose" in (
                old.source, role.source):
            continue
        sizes = {a.atom: b for a, b in zip(old.shape, role.shape) if a.atom and a != b}
        if sizes:
            anew[name] = sizes
    for f, known in scope.roles.items() if anew else ():
        if known.definition is None or before.lookup(f) is not known:
            continue
        used = symbols(known.definition)
        sizes = {a: b for s in used for a, b in anew.get(s.name, {}).items()}
        if sizes and not any(s.name not in anew and {a for d in s.shape for a in d.atoms} & sizes.keys() for s in used):
            shape = None if known.shape is None else tuple(d.substitute(sizes) for d in known.shape)
            meant = replace(known, definition=substitute(known.definition, sizes=sizes), shape=shape)
            scope = scope.forget(f).declare(f, meant)
    return scope


def _starts(relation: Expr) -> bool:
    """`v_0 = 0`: the first value of a sequence, however the text says that it starts there."""
    if not isinstance(relation, Apply) or relation.op != "eq" or symbols(relation.children[1]):
        return False
    first = relation.children[0]
    if isinstance(first, Symbol):  # before the text has said that it is one
        return not first.shape and first.sort == "real" and _FIRST.fullmatch(first.name) is not None
    return isinstance(first, Apply) and first.op == "call" and list(first.args[1:]) in ([number(0)], [number(1)])


def learn_spelled(here: Section, source: str, words: str, lists: bool = False) -> None:
    """A formula that words spell out is learned like one that is written; it has no finding.

    `lists`: a letter that is known by its entries stands for the list of them.
    """
    try:
        reading = read_latex(source, here.scope.whole() if lists else here.scope)[0]
    except ReadError:
        here.doubt(one.name for part in re.split(r"=|\\ne\b|\\sim\b", source) for one in symbol_list(part))
        return
    learn(here, as_condition(reading), "given", words)
    if lists:
        here.scope = _with_shapes_of_uses(here.scope, reading)


def _with_shapes_of_uses(scope: Scope, reading: Reading) -> Scope:
    """"$A$ is symmetric with eigenvalues $a_1, ..., a_n$": a size that nothing has given yet is that of the list."""
    for s in symbols(*(r for c in reading.claims for r in c.relations)):
        role = scope.lookup(s.name)
        if s.shape and role is not None and role.definition is None and all(
                (size.atom or "").startswith("?") for size in role.shape or ()):
            scope = scope.forget(s.name).declare(s.name, replace(role, shape=s.shape))
    return scope


def condition_of(here: Section, formula: Formula) -> tuple[Expr, ...] | None:
    """The relations of a condition of a sentence, wherever it stands; None where they are not understood."""
    if formula.problem or mention(formula.source).kind == "symbols" or event(formula.source, here.scope):
        return None if formula.problem else ()
    return relations_of(here, formula.source)


def define_spelled(here: Section, source: str) -> str:
    """The name to which words give a meaning ("with correlation $r$"), which is known now; "" of other formulas."""
    try:
        reading = read_latex(source, here.scope)[0]
    except ReadError:
        return ""
    meant = after_definition(reading.claims[0]) if len(reading.claims) == 1 else None
    if meant is not None:
        here.scope = scope_after(here.scope, reading)
    return "" if meant is None else meant[0]


def relations_of(here: Section, source: str) -> tuple[Expr, ...] | None:
    try:
        claims = without_values(read_latex(source, here.scope)[0]).claims
    except ReadError:  # it is reported where the formula itself is read
        return None
    told = (c for c in claims if c.kind != "notation" and after_definition(c) is None)
    return tuple(r for c in told for r in flattened(c.relations))
