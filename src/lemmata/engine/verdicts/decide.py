"""From a claim to a verdict: proofs first, then points; what fails is tried under the list of assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lemmata.engine.evaluation import Point, size_choices
from lemmata.engine.evaluation.points import show
from lemmata.engine.expr import Apply, Expr, Shape, Symbol, postorder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.assumptions import makes_terms_vanish, strengthened
from lemmata.engine.verdicts.averages import as_averages
from lemmata.engine.verdicts.closed_limits import estimates_agree, with_closed_limits
from lemmata.engine.verdicts.coincidence import only_for_equal_sizes
from lemmata.engine.verdicts.compare import Outcome
from lemmata.engine.verdicts.conditions import by_custom, restored, under_assumption
from lemmata.engine.verdicts.customs import customary, named
from lemmata.engine.verdicts.decimals import by_digits, computed_before, decimals
from lemmata.engine.verdicts.divergence import by_divergence
from lemmata.engine.verdicts.equivalences import by_equivalence
from lemmata.engine.verdicts.extrema import with_free_extrema
from lemmata.engine.verdicts.factorisations import check_factorisation
from lemmata.engine.verdicts.laws import check_law
from lemmata.engine.verdicts.looking import (
    has_op,
)
from lemmata.engine.verdicts.masses import with_masses
from lemmata.engine.verdicts.nearest import TURNED, nearest
from lemmata.engine.verdicts.optima import by_optimum
from lemmata.engine.verdicts.orders import by_order
from lemmata.engine.verdicts.pressing import pressed
from lemmata.engine.verdicts.proofs import prove_quickly, prove_slowly
from lemmata.engine.verdicts.question import CANT, Question, ask
from lemmata.engine.verdicts.recurrences import by_recurrence
from lemmata.engine.verdicts.sampling import (
    Evidence,
    crosses,
    drawn,
    gather,
    points,
    refutes,
    space_classes,
)
from lemmata.engine.verdicts.sequences import without_others
from lemmata.engine.verdicts.showing import counterexample_of, near_text
from lemmata.engine.verdicts.shrinking import smallest
from lemmata.engine.verdicts.solutions import by_elimination, by_solution
from lemmata.engine.verdicts.spaces import either_space
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Near, Verdict, worst
from lemmata.engine.writers import to_text
from lemmata.wording import counted

DECIDABLE = ("eq", "ne", "lt", "le", "gt", "ge", "approx", "big_o", "little_o", "iff", "implies")


def decide(claim: Claim, seed: int = 0) -> Verdict:
    """The verdict of one claim.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x, y = symbol("x"), symbol("y")
    >>> decide(Claim((apply("eq", (x + y) ** 2, x**2 + 2 * x * y + y**2),))).kind
    'proved'
    """
    factored = check_factorisation(claim)
    if factored is not None:
        return factored.with_notes(*claim.notes)
    if claim.kind == "definition":
        law = check_law(claim, lambda question: _answered(lambda: decide_question(question, seed)))
        if law is not None:
            return law.with_notes(*claim.notes)
    if claim.kind != "claim":
        return Verdict(claim.kind, "reading", claim.notes[0] if claim.notes else "")
    links = zip(claim.relations, computed_before(claim.relations))
    found = _chain(claim, [decide_relation(r, claim.premises, seed, known) for r, known in links], seed)
    found = found.with_notes(*claim.notes)
    if claim.missing and found.kind == "conditional":  # one missing assumption may save a claim, not two
        near = _nearest_of(claim, seed)
        return replace(found, kind="refuted", method="counterexample", hint=near_text(near), near=near,
                       message=f"makes sense only if {claim.missing}, and fails then too")
    return unsaid(claim, found) if claim.missing and found.kind in HOLDS else found


def _nearest_of(claim: Claim, seed: int) -> Near | None:
    """The nearest true formula of a claim of one link."""
    (relation, *more) = claim.relations
    if not isinstance(relation, Apply) or more:
        return None
    try:
        return nearest(ask(relation, claim.premises), seed)
    except CANT:
        return None


def fails_early(claim: Claim, seed: int = 0) -> bool:
    """Whether a few points refute a claim: a look that costs little, before it is decided."""
    parts = (p for r in claim.relations for p in (r.children if isinstance(r, Apply) and r.op == "and" else (r,)))
    for relation in parts:
        if not isinstance(relation, Apply) or relation.op not in (*TURNED, "eq", "ne"):
            continue
        try:
            question = ask(relation, claim.premises)
            if gather(question, seed, 2, space_classes(question)[0], first_failure=True).fails:
                return True
        except CANT:
            continue
    return False


def _chain(claim: Claim, links: list[Verdict], seed: int) -> Verdict:
    """The verdict of a chain; links that lack different assumptions need one that restores them all, or each."""
    found = worst(links)
    lacking = list(dict.fromkeys(v.hint for v in links if v.kind == "conditional" and v.method == "assumption"))
    if found.kind != "conditional" or len(lacking) < 2:
        return found
    try:
        common = _common_assumption(claim, links, seed)
    except CANT:
        common = None
    if common is not None:
        return replace(found, message=f"fails in general; holds if {common}", hint=f"state that {common}")
    named = " and that ".join(words.removeprefix("state that ") for words in lacking)
    return replace(found, message=f"its links fail in general and lack different assumptions: that {named}",
                   hint=f"state that {named}")


def _common_assumption(claim: Claim, links: list[Verdict], seed: int) -> str | None:
    """The one assumption, in words, under which every link of a chain holds."""
    questions = [ask(r, claim.premises) for r in claim.relations if isinstance(r, Apply)]
    for k, question in enumerate(questions):
        if links[k].kind != "conditional":
            continue
        for words, _ in strengthened(question):
            same = [next((s for w, s in strengthened(q) if w == words), q) for q in questions]
            if all(restored(q, seed) for q in same):
                return words
    return None


def unsaid(claim: Claim, found: Verdict) -> Verdict:
    """A claim that holds only as the text does not say it; the sizes show that the plain reading does not fit."""
    sizes = next(iter(size_choices(*claim.relations)), {})
    shapes = {s.name: _shape_text(s.shape, sizes) for s in symbols(*claim.relations) if s.shape}
    for s in symbols(*claim.relations):
        for k, argument in enumerate(s.params if s.shape and s.domain == "function" else ()):
            shapes[f"derivative of {s.name} by argument {k + 1}"] = _shape_text((*s.shape, *argument), sizes)
    return Verdict("conditional", "sizes",
                   f"holds if {claim.missing} ({found.kind}), and not as it stands", True, shapes,
                   hint=f"state that {claim.missing}", notes=found.notes)


def _shape_text(shape: Shape, sizes: Mapping[str, int]) -> str:
    return "shape [" + " ".join(str(d.value(sizes)) for d in shape) + "]"


def decide_relation(
    relation: Expr, premises: Sequence[Expr] = (), seed: int = 0, computed: frozenset[Expr] = frozenset()
) -> Verdict:
    """The verdict of one link; `computed` are the decimals that its chain has computed before."""
    if isinstance(relation, Apply) and relation.op == "and" and relation.sort == "boolean":
        return worst([decide_relation(part, premises, seed, computed) for part in relation.args])
    if not isinstance(relation, Apply) or relation.op not in DECIDABLE:
        name = relation.op if isinstance(relation, Apply) else relation.kind
        return Verdict("undecided", "", f"there is no strategy for the relation {name}")
    if decimals(relation, *premises):
        return _answered(lambda: by_digits(relation, premises, computed, lambda link, given: _decided(
            link, given, seed)))
    return _answered(lambda: _decided(relation, premises, seed))


def _decided(relation: Expr, premises: Sequence[Expr], seed: int) -> Verdict:
    """The verdict of one link, all of whose decimals are results."""
    told = relation
    relation, premises = with_masses(as_averages(relation), without_others(relation, premises))
    if not isinstance(relation, Apply):
        return Verdict("undecided", "", "no relation is left")
    try:
        found = by_recurrence(relation, premises, lambda link, given: decide_relation(link, given, seed))
    except Undecided as error:
        return Verdict("undecided", "recurrence", str(error))
    if found is None:
        restated = relation is not told
        found = _answered(lambda: decide_question(replace(ask(relation, tuple(premises)), restated=restated), seed))
    if found.kind == "undecided":
        for strategy in (by_solution, by_elimination, by_optimum):
            other = strategy(relation, premises, lambda link, given: decide_relation(link, given, seed))
            if other is not None:
                return other
    return found


def _answered(answer: Callable[[], Verdict]) -> Verdict:
    """A verdict; what the engine can't do is undecided, with the reason."""
    try:
        return answer()
    except (OverflowError, MemoryError):
        return Verdict("undecided", "", "a number or an array in it is too large to compute with")
    except CANT as error:
        return Verdict("undecided", "", str(error))


def decide_question(question: Question, seed: int) -> Verdict:
    """Quick proofs, then a few points; the slow proofs only for what these don't refute; then all points."""
    if clash := _of_two_kinds(question):
        return Verdict("undecided", "", f"{clash} stands for two things here")
    if question.op in ("big_o", "little_o"):
        return by_order(question, seed)
    fixed = _fixed_condition(question)
    if fixed is not None:
        name = next((s.name for s in symbols(fixed)), "it")
        return Verdict("undecided", "", f"a mean given {name}, of which nothing says that it is random")
    if question.op == "approx" and question.symbols and not has_op(question, "decimal"):
        return Verdict("undecided", "", "how close the two sides shall be is not said")
    proof = prove_quickly(question, seed)
    if proof is not None:
        return proof
    both_ways = by_equivalence(question, lambda link, given: decide_relation(link, given, seed))
    if both_ways is not None:
        return both_ways
    classes = space_classes(question)
    verdict = _over_classes(question, seed, classes)
    if verdict.kind == "undecided" and (free := with_free_extrema(question)) is not None:
        question, verdict = free, _over_classes(free, seed, classes)
    if verdict.kind == "undecided":
        closed = with_closed_limits(question, drawn(question, seed))
        found = None if closed is None else _over_classes(closed, seed, classes)
        if closed is not None and found is not None and found.kind != "undecided":
            # The closed forms are other people's code, and the estimates that bear them out are no enclosures.
            question, verdict = closed, replace(found, certified=False).with_notes("limits in closed form by SymPy")
        held = estimates_agree(question, drawn(question, seed)) if closed is None else 0
        if held >= 4:
            verdict = Verdict("agrees", "estimates", f"estimates of the limit near its point agree at {held} points")
    custom = None
    if verdict.kind in FAILS:
        conditions = customary(question) if verdict.kind == "refuted" else named(question)
        slip = verdict.hint if verdict.near is None else nearest(question, seed, slight=True)
        if slip:  # a true formula is one small change away, without any condition
            turned = question.op in TURNED  # then a condition could only make both sides equal
            conditions = ((w, s) for w, s in conditions if not (turned or makes_terms_vanish(s, question)))
        custom = by_custom(conditions, seed)
    return verdict if custom is None else custom


def _of_two_kinds(question: Question) -> str:
    """A name that is a random variable on one side and numbers on the other, of which no point can hold both."""
    kinds: dict[str, Symbol] = {}
    return next((s.name for s in question.symbols if "variable" in {
        (one := kinds.setdefault(s.name, s)).sort, s.sort} and one.sort != s.sort), "")


def _fixed_condition(question: Question) -> Expr | None:
    """The number that a mean or a variance is given."""
    return next((n.args[1] for n in postorder(question.left, question.right) if isinstance(n, Apply) and n.op in (
        "expectation", "variance") and len(n.args) == 2 and n.args[1].sort in ("real", "integer")), None)


def _over_classes(question: Question, seed: int, classes: Sequence[tuple[str, ...]]) -> Verdict:
    """The verdict by points and slow proofs, over each class of spaces."""
    found = [_by_points(question, seed, spaces) for spaces in classes]
    return found[0] if len(found) == 1 else either_space(question, *found)


def _by_points(question: Question, seed: int, spaces: tuple[str, ...]) -> Verdict:
    """A few points; the slow proofs only for what these don't refute; then all points."""
    seen = gather(question, seed, 4, spaces)
    if not seen.plenty:
        proof = None if seen.fails or seen.empty else prove_slowly(question, seed)
        if proof is not None:
            return proof
        seen = gather(question, seed, spaces=spaces)
        if not seen.fails and not seen.special_fails:
            seen.special_fails += pressed(question, seen, seed)
    if seen.fails or seen.special_fails:
        failure = refutes(question, seen, seed)
        found = under_assumption(question, seen, seed, spaces, thin=failure is None)
        if found is not None:
            return found
        return _thin(seen) if failure is None else refuted(question, *failure, seed)
    if question.op in ("lt", "gt", "ne") and 4 * seen.unknown > seen.informative:
        return Verdict("undecided", "sampling", f"at {counted(seen.unknown, 'point')} the sides may be equal")
    if seen.informative and not seen.wide:
        return Verdict("undecided", "sampling", "no common point where both sides are defined, but for sizes of 1")
    if question.symbols and seen.tells_nothing(question):
        return Verdict("undecided", "sampling", "both sides are 0 at all points that were found")
    if seen.degenerate(question):
        return Verdict("undecided", "sampling", "the premises were hardly met but where arrays are 0 or have one entry")
    if seen.single(question):
        return Verdict("undecided", "sampling", "the premises were met at one point only")
    if crosses(question, seen):
        return Verdict("undecided", "sampling", "one side is the larger one at some points, the other one at others")
    if seen.informative >= 4 or (not question.symbols and seen.holds):
        return _agrees(question, seen, seed)
    infinite = None if seen.informative else by_divergence(question, points(question, seed, 4, spaces))
    if infinite is not None:
        near = nearest(question, seed)
        return replace(infinite, near=near, hint=near_text(near))
    return Verdict("undecided", "sampling", _why_open(seen))


def refuted(question: Question, point: Point, outcome: Outcome, seed: int) -> Verdict:
    """The verdict on a relation that fails on more than a thin set, with its smallest counterexample."""
    point, outcome = smallest(question, point, outcome)
    near = nearest(question, seed)
    return Verdict("refuted", "counterexample", _sentence(question), True,
                   counterexample_of(point, outcome), hint=near_text(near), near=near)


def _thin(seen: Evidence) -> Verdict:
    return Verdict("undecided", "sampling",
                   f"held at {counted(seen.holds, 'point')} and failed at {len(seen.fails) + len(seen.special_fails)} "
                   "special ones, too few to refute it")


def _agrees(question: Question, seen: Evidence, seed: int) -> Verdict:
    if not question.symbols and question.op != "approx" and has_op(question, "decimal"):
        return Verdict("agrees", "ball arithmetic", "equal to the last printed digit", True)
    if not question.symbols and seen.holds == 1:  # of constants there is one point only
        return Verdict("agrees", "ball arithmetic", "the values of both sides are as stated", True)
    coincide = only_for_equal_sizes(question, seen.held, seen.apart) if question.op == "eq" else None
    if coincide is not None:
        words, point = coincide
        return Verdict("conditional", "sizes", f"holds if {words}; else one side is undefined", True,
                       show(point, to_text), hint=f"state that {words}")
    note = f"held at {counted(seen.holds, 'point')} (seed {seed})"
    if seen.undefined:
        note += f"; a side was undefined at {counted(seen.undefined, 'other')}"
    return Verdict("agrees", "sampling", note, True)


def _why_open(seen: Evidence) -> str:
    if seen.why:
        return seen.why[0]
    if seen.undefined and not seen.informative:
        return "no common point where both sides are defined"
    if seen.outside and not seen.informative:
        return "no point that satisfies the premises was found"
    if not seen.informative:
        return "no point was found at which both sides have a value"
    return f"too little to tell: both sides have a value at only {counted(seen.informative, 'point')}"


def _sentence(question: Question) -> str:
    words = {"eq": "equal", "approx": "close", "ne": "different", "lt": "in this order", "le": "in this order",
             "gt": "in this order", "ge": "in this order"}.get(question.op, "related as stated")
    return f"the two sides are not {words} at the counterexample"


def decide_readings(readings: Sequence[Reading], seed: int = 0) -> tuple[Verdict, Reading]:
    """The verdict over all readings: refuted only if every reading is; else the best, and which it is.

    A usual reading that lacks an assumption is not overruled by one that is less usual.
    """
    best: tuple[Verdict, Reading] | None = None
    rank = ("proved", "definition", "notation", "condition", "agrees", "conditional", "undecided", "refuted")
    for reading in readings:
        if best is not None and best[0].kind == "conditional" and reading.cost > best[1].cost:
            break
        verdict = worst([decide(c, seed) for c in reading.claims])
        if best is None or rank.index(verdict.kind) < rank.index(best[0].kind):
            best = verdict, reading
        if best[0].kind in rank[:5]:
            break
    assert best is not None, "a formula has at least one reading"
    if best[1] is not readings[0]:
        best = best[0].with_notes("under a reading that is not the first one"), best[1]
    return best[0], best[1]
