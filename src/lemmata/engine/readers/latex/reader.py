"""The door of this room: LaTeX and a scope to readings of claims, or to one expression."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import permutations

from lemmata.engine.expr import Expr, Size, Symbol, dims, integer, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading, Written
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import DIM_NAMES
from lemmata.engine.readers.latex.acronyms import with_acronyms
from lemmata.engine.readers.latex.affine_dots import with_affine_dots
from lemmata.engine.readers.latex.averages import with_averages, with_sample_means
from lemmata.engine.readers.latex.bare_arguments import with_bare_arguments, with_other_ends
from lemmata.engine.readers.latex.binary import with_binary_events
from lemmata.engine.readers.latex.capitals import with_values
from lemmata.engine.readers.latex.clauses import Clause, clauses, one_word
from lemmata.engine.readers.latex.complements import with_complements
from lemmata.engine.readers.latex.declared import (
    declarations,
    function_heads,
    rests_on_definitions,
    settled,
    size_names,
    taken_names,
    without_guesses,
)
from lemmata.engine.readers.latex.densities import with_drawn_values, with_sums
from lemmata.engine.readers.latex.differentials import with_differentials
from lemmata.engine.readers.latex.dimensions import with_dimensions
from lemmata.engine.readers.latex.drawn_indices import with_drawn_indices
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.exponents import with_powers
from lemmata.engine.readers.latex.families import with_families
from lemmata.engine.readers.latex.function_families import with_members
from lemmata.engine.readers.latex.increments import with_increments
from lemmata.engine.readers.latex.inner_products import with_inner_products
from lemmata.engine.readers.latex.iterates import with_iterates
from lemmata.engine.readers.latex.label_gradients import with_label_gradients
from lemmata.engine.readers.latex.limit_letters import with_limit_letters
from lemmata.engine.readers.latex.listed_values import with_listed_values
from lemmata.engine.readers.latex.markers import with_markers
from lemmata.engine.readers.latex.mismatch import all_declared, clashes, merged, said_sizes
from lemmata.engine.readers.latex.outcomes import mass_heads
from lemmata.engine.readers.latex.own import with_own_functions
from lemmata.engine.readers.latex.own_ranges import with_own_ranges
from lemmata.engine.readers.latex.parameterisations import ways
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.parts import with_parts
from lemmata.engine.readers.latex.places import with_places
from lemmata.engine.readers.latex.policies import with_policies
from lemmata.engine.readers.latex.premised import with_premises, with_sizes
from lemmata.engine.readers.latex.reused import by_any_letters
from lemmata.engine.readers.latex.search import Choices, search
from lemmata.engine.readers.latex.series import with_series
from lemmata.engine.readers.latex.signed_events import with_signed_events, with_signs_marked
from lemmata.engine.readers.latex.sized import with_sized_names
from lemmata.engine.readers.latex.skipped import without_skipped
from lemmata.engine.readers.latex.statements import Statements
from lemmata.engine.readers.latex.subscripted_masses import with_subscripted_masses
from lemmata.engine.readers.latex.superwords import with_superwords
from lemmata.engine.readers.latex.syntax import Node, Relation, walk
from lemmata.engine.readers.latex.tables import tables_of
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.turned import with_turned
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.latex.varying import as_varying, written_so
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.sizes import folded

EMPTY = Scope()
LETTERS = ("n", "m", "d", "k", "p", "D", "N", "K", "M")  # of sizes
# What the whole tree says of its parts, each to be seen before anything is known of the names.
PASSES = (
    without_skipped,
    with_turned,
    with_series,
    with_affine_dots,  # what is no series with a remainder
    with_limit_letters,
    with_listed_values,
    with_inner_products,
    with_own_functions,
    with_policies,
    with_label_gradients,
    with_members,
    with_bare_arguments,
    with_binary_events,
    with_superwords,
    with_acronyms,  # first: TP is one name, and none of the letters below
    with_differentials,
    with_increments,  # what is no differential
    with_parts,  # \\int u\\,dv, once dv is a change
    with_sample_means,
    with_averages,  # moments in one spelling
    with_drawn_indices,
    with_subscripted_masses,
    with_values,
    with_places,
    with_complements,  # before families, whose members may have bars
    with_families,
    with_drawn_values,  # before the densities that it completes are looked at
    with_own_ranges,
    with_sums,  # knows moments by their one spelling
    with_dimensions,
    with_iterates,
    with_powers,
    with_markers,
    with_sized_names,
)


def prepared(source: str, scope: Scope) -> Node:
    """The tree of a formula, after all that is seen before anything is known of the names."""
    tree = with_signed_events(parse_latex(with_signs_marked(source), scope.macros))
    for prepare in PASSES:
        tree = prepare(tree, scope)
    return tree


def random_names(source: str, scope: Scope) -> dict[str, str]:
    """The single names of which a formula takes averages or probabilities: "variable" or "event".

    >>> random_names(r"P(A) = E[X]", EMPTY)
    {'A': 'event', 'X': 'variable'}
    """
    try:
        usage = Scan(prepared(source, scope), scope.roles).usage
    except ReadError:
        return {}
    return {n: "event" if one.event else "variable" for n, one in usage.items() if (one.event or one.random) and not (
        one.ranks - {0})}


def read_latex(source: str, scope: Scope = EMPTY, label: str = "") -> list[Reading]:
    """The readings of a formula, the most usual first; `label` is the word that the text gives it.

    Raises Unreadable with the place and what was expected.

    >>> reading = read_latex(r"(a + b)^2 = a^2 + 2ab + b^2")[0]
    >>> reading.claims[0].kind, len(reading.claims[0].relations)
    ('claim', 1)
    """
    tree = prepared(source, scope)
    found, remarks = clauses(tree)
    with placed(source, tree, scope):
        one_word(remarks, tree)
        readings = by_any_letters(lambda known: _under_any_sizes(tree, found, known, label), tree, scope)
    other = with_other_ends(tree, scope)
    if other is None:
        return readings
    try:
        return [*readings, *(replace(r, cost=r.cost + 1) for r in _under_any_sizes(
            other, clauses(other)[0], scope, label))]
    except (ValueError, TypeError, KeyError):
        return readings


@contextmanager
def placed(source: str, tree: Node, scope: Scope) -> Iterator[None]:
    """What goes wrong while a tree is read is said with its place in the source."""
    try:
        yield
    except Unreadable as error:
        raise Unreadable(
            error.message.split("; expected")[0],
            min(error.position or 0, len(source)),
            error.expected,
            text=source,
            end=error.end,
            kind=error.kind,
        ) from None
    except ReadError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        kind = "mismatch" if all_declared(tree, scope) else "shapes"
        raise Unreadable(
            f"no sizes make it fit: {error}", tree.span[0], "", text=source, end=tree.span[1], kind=kind
        ) from None


def _under_any_sizes(tree: Node, found: list[Clause], scope: Scope, label: str) -> list[Reading]:
    """The readings; where none fits, without guesses, and under the equality of sizes that would make one fit."""
    try:
        readings = _readings(tree, found, scope, label)
        known = clashes(readings[0]) and rests_on_definitions(tree, scope)
        return (_as_stated(tree, found, scope, label) if known else None) or readings
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, ReadError) and not isinstance(error, Unreadable):
            raise
        fresh = without_guesses(tree, scope)
        if fresh is not None:
            if rests_on_definitions(tree, scope):
                square = _as_stated(tree, found, scope, label)
                if square is not None:
                    return square
            try:
                return _readings(tree, found, fresh, label)
            except (ValueError, TypeError, KeyError):
                raise error from None
        if isinstance(error, Unreadable) or not all_declared(tree, scope):
            raise
        assumed = _assuming(tree, found, scope, label, error, said_sizes(scope))
        if assumed is None:
            raise
        return assumed


def _as_stated(tree: Node, found: list[Clause], scope: Scope, label: str) -> list[Reading] | None:
    """The readings with every size that the text has fixed so far, where equal ones make them fit."""
    kept = {n: replace(r, source="declared") if r.source == "formula" else r for n, r in scope.roles.items()}
    fixed = replace(scope, roles=kept)
    try:
        return _readings(tree, found, fixed, label)
    except (ValueError, TypeError, KeyError) as error:
        return _assuming(tree, found, fixed, label, error, said_sizes(scope))


def _assuming(
    tree: Node, found: list[Clause], scope: Scope, label: str, error: Exception, said: set[str]
) -> list[Reading] | None:
    """The readings under equal sizes that the text does not state, or with a product turned; they say so."""
    words: list[str] = []
    for _ in range(3):
        equal = merged(error, scope, said, size_names(tree, scope))
        if equal is None:
            break
        words += [equal[0]] if equal[0] else []
        scope = equal[1]
        try:
            return [_lacking(r, " and ".join(words)) for r in _readings(tree, found, scope, label)]
        except (ValueError, TypeError, KeyError) as next_error:
            error = next_error
    try:
        return _readings(tree, found, scope.with_options(turn=True), label) if not words else None
    except (ValueError, TypeError, KeyError):
        return None


def _lacking(reading: Reading, words: str) -> Reading:
    return replace(reading, claims=tuple(replace(c, missing=words) for c in reading.claims))


def _readings(tree: Node, found: list[Clause], scope: Scope, word: str) -> list[Reading]:
    document = bool(scope.options.get("document"))
    local, ranges = declarations(tree, found, scope)
    names = size_names(tree, local) | {s.atom for s in ranges.values() if s.atom}
    scan = Scan(tree, local.roles)
    for clause in found:
        if isinstance(clause.node, Relation):
            scan.heads.update(function_heads(clause.node))
    tables = tables_of(tree, settled(local))
    known = {n for n in scan.usage if (role := local.lookup(n)) is not None and role.domain == "variable"}
    scan.masses = mass_heads(tree, tables, {n for n, usage in scan.usage.items() if usage.random or n in known})
    scan.tables = {} if scan.masses else tables

    def build(choices: Choices) -> tuple[tuple[Claim, ...], dict[str, tuple[Symbol, str]], tuple[Written, ...], int]:
        e = Elaborator(local, scan.copied(), choices, frozenset(names), ranges)
        stated = Statements(e, local, word, document).read(found)
        e.settle_literals()
        claims = tuple(as_varying(c, e.varying) for c in stated.claims)
        return claims, dict(e.symbols), written_so(e.written, e.varying), e.base

    results = search(build, work=sum(1 for _ in walk(tree)))
    readings: list[Reading] = []
    misfit: ShapeError | None = None
    variants = [(cost, *built) for cost, built, _ in results]
    for cost, claims, roles, written, first in [*variants, *(v for found in variants for v in _sized(*found))]:
        exprs = [r for c in claims for r in (*c.relations, *c.premises)]
        shown = [*exprs, *(s for s, _ in roles.values())]
        sizes = readable(shown, taken_names(tree))
        try:
            claims = tuple(with_premises(with_sizes(_resize(c, sizes), names), local, names) for c in claims)
        except ShapeError as error:  # of a function of numbers, at an array: no reading, where there are others
            misfit = error
            continue
        texts = {name: _role_text(substitute(s, sizes=sizes), source) for name, (s, source) in roles.items()}  # type: ignore[arg-type]
        reading = Reading(claims, cost, texts, written=written, sizes=sizes, first=first)
        if all(reading.claims != other.claims for other in readings):
            readings.append(reading)
    if misfit is not None and not readings:
        raise misfit
    readings = [r for r in readings if not clashes(r)] or readings
    meant = [ways(reading, scope) for reading in readings]
    return [*(likeliest for likeliest, *_ in meant), *(other for _, *others in meant for other in others)]


Variant = tuple[int, tuple[Claim, ...], dict[str, tuple[Symbol, str]], tuple[Written, ...], int]


def _sized(
    cost: int, claims: tuple[Claim, ...], roles: dict[str, tuple[Symbol, str]], written: tuple[Written, ...],
    first: int,
) -> Iterator[Variant]:
    """The readings in which numbers n, m are sizes that stayed open: \\operatorname{tr} I = n."""
    exprs = [r for c in claims for r in (*c.relations, *c.premises)]
    used = set(symbols(*exprs))
    open_sizes = [atom for atom in dims(*exprs) if atom[0] == "?"]
    numbers = [
        s for s, source in roles.values() if s in used and s.name in LETTERS and not s.rank and source == "habit"
    ]
    if not 0 < len(numbers) == len(open_sizes) <= 2 or any(s.domain not in ("real", "natural") for s in numbers):
        return
    if any(c.defines is not None for c in claims):
        return
    values: dict[Expr, Expr] = {s: integer(s.name) for s in numbers}
    kept = {name: (s, source) for name, (s, source) in roles.items() if s not in numbers}
    for chosen in permutations(open_sizes):
        sizes = {atom: Size.of(s.name) for atom, s in zip(chosen, numbers)}

        def fit(expr: Expr, sizes: dict[str, Size] = sizes) -> Expr:
            return substitute(folded(substitute(expr, values)), sizes=sizes)

        fitted = tuple(
            replace(c, relations=tuple(map(fit, c.relations)), premises=tuple(map(fit, c.premises))) for c in claims
        )
        yield cost + 1, fitted, {name: (fit(s), source) for name, (s, source) in kept.items()}, (), first  # type: ignore[misc]


def _role_text(s: Symbol, source: str) -> str:
    return str(Role(s.shape, s.domain, source=source if source in ("declared", "prose", "formula") else "habit"))


def _resize(claim: Claim, sizes: dict[str, Size]) -> Claim:
    if not sizes:
        return claim
    defines = claim.defines
    return replace(
        claim,
        relations=tuple(substitute(r, sizes=sizes) for r in claim.relations),
        premises=tuple(substitute(p, sizes=sizes) for p in claim.premises),
        defines=substitute(defines, sizes=sizes) if defines is not None else None,  # type: ignore[arg-type]
    )


def readable(exprs: list[Expr], taken: set[str]) -> dict[str, Size]:
    """Names for sizes that stayed open: n, m, k, ..."""
    found: list[str] = []
    for expr in exprs:
        for s in symbols(expr):
            for size in (*s.shape, *(d for p in s.params if isinstance(p, tuple) for d in p)):
                found.extend(a for a in sorted(size.atoms) if a[0] == "?" and a not in found)
    everything = dims(*exprs)
    found.extend(a for a in everything if a[0] == "?" and a not in found)
    used = {*taken, *everything}
    pool = [name for name in DIM_NAMES if name not in used]
    return {name: Size.of(new) for name, new in zip(found, pool)}
