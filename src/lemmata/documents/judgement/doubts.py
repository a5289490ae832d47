"""Doubts: a failure is reported only where all is known that the text says of the symbols, and used.

Each doubt is a function of one failing link; the first that applies replaces the verdict. An equation that is
the first to use a symbol introduces it, a number for something abstract is given, and where words were not
understood nothing false was shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lemmata.documents.judgement.bydensity import density_unused, integrated_out, maybe_density
from lemmata.documents.judgement.determined import angle, marked, of_optimum, some_point, valued
from lemmata.documents.judgement.entries import unplaced
from lemmata.documents.judgement.equations import ALONE, ASSERTED, is_posed
from lemmata.documents.judgement.floats import rounded
from lemmata.documents.judgement.givens import datum, law, some_masses
from lemmata.documents.judgement.implied import SOLUTION
from lemmata.documents.judgement.links import (
    TABLE,
    Known,
    Link,
    bare_symbol,
    listed,
    met,
    multiple,
    new_names,
    share,
    signature,
    terms,
)
from lemmata.documents.judgement.orders import (
    length_unknown,
    loose,
    maybe_square,
    size_unknown,
    states_unknown,
    unordered,
)
from lemmata.documents.judgement.otherwise import OTHERWISE
from lemmata.documents.judgement.ranks import entrywise, few_entries, matrix_function, maybe_vector, stretched
from lemmata.documents.judgement.separate import INEQUALITIES, RELATIONS
from lemmata.documents.judgement.settled import settled
from lemmata.documents.judgement.sought import restricted
from lemmata.documents.judgement.special import SPECIAL, said_before
from lemmata.documents.judgement.standing import entry, is_property
from lemmata.documents.judgement.stationary import SLOPE
from lemmata.documents.judgement.supports import within_family
from lemmata.documents.judgement.unheard import unheard
from lemmata.documents.judgement.unknown import abstract, meant, named, of_functions, sequence, slope, variant
from lemmata.documents.judgement.usual import untied_entry
from lemmata.documents.judgement.wellknown import METHOD
from lemmata.documents.language.fieldnames import functions_named
from lemmata.documents.language.polarity import FALSE
from lemmata.documents.language.vocabulary import UNSORTED
from lemmata.engine.expr import Apply, At, Bind, Expr, Int, Number, Symbol, postorder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.latex.complexes import of_real_values
from lemmata.engine.readers.latex.notation import NAMES
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.masses import lists_values
from lemmata.engine.verdicts.terms import is_op
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Verdict, worst

_LETTERS = {name for name, _ in NAMES.values()}
_MOMENTS = ("expectation", "variance", "covariance", "standard_deviation", "probability", "density", "cdf")
_RENEWS = re.compile(r"\b(?:updates?|iterations?|recursions?|recurrences?|update rule)\b", re.IGNORECASE)
_STEPS_ON = re.compile(r"\}?\s*(?:_\{?\w+\}?\s*)?[_^]\s*(?:\{\(?[^{}]*\+\s*1\)?\}|\+)")  # \lambda_i^{k+1}, x^+
_EXTREME = re.compile(r"_(?:min|max)$")
_UPDATE = re.compile(r"\\(?:long)?leftarrow\b|\\gets\b|←")


def doubted(verdict: Verdict, reading: Reading, known: Known) -> Verdict:
    """The verdict that a text bears: every link that fails is looked at again, and the worst one counts."""
    if verdict.kind not in FAILS:
        return verdict
    if known.denied:
        return Verdict("notation", "reading", known.denied)
    known = replace(known, opaque={**dict.fromkeys(introduced(reading, known.scope), ""), **known.opaque})
    if len(reading.claims) == 1:
        found = _of_claim(verdict, reading.claims[0], known)
    else:
        found = worst([_of_claim(part, claim, known) for part, claim in zip(verdict.parts, reading.claims)])
    found = found.with_notes(*verdict.notes)
    if found.kind == "refuted" and _UPDATE.search(known.source):
        return Verdict("definition", "reading", "an update")
    return found


def contradicted(verdict: Verdict, denied: str) -> Verdict:
    """What the text says to be false, and holds as far as is known: one of both is wrong."""
    if denied == FALSE and verdict.kind in HOLDS:
        return Verdict("undecided", verdict.method, f"the text says that it is false, and it holds ({verdict.message})")
    return verdict


def introduced(reading: Reading, scope: Scope) -> list[str]:
    """Names that an equation is the first to use, on one side only: it says what they are."""
    return list(dict.fromkeys(
        name for c in reading.claims if c.kind == "claim" for r in c.relations for name in new_names(r, scope)))


def ambiguous(reading: Reading, source: str = "") -> str:
    """A name that stands for two things in one claim, "" without one: for arrays of different shapes, for an array and
    all of its entries (`\\Sigma_k = \\Sigma`; not where dots count them, `x = (x_1, \\dots, x_n)`)."""
    counted = re.search(r"dots\b|\.\.\.", source) is not None
    for claim in reading.claims:
        for relation in claim.relations:
            sides = [entry(side) for side in relation.children] if isinstance(relation, Apply) and not counted else []
            for one, other in (sides, sides[::-1]) if len(sides) == 2 else ():
                if isinstance(one, At) and one.array is other and isinstance(other, Symbol):
                    return other.name
        shapes: dict[str, object] = {}
        for s in symbols(*claim.relations, *claim.premises):
            if shapes.setdefault(s.name, s.shape) != s.shape:
                return s.name
    return ""


def _of_claim(verdict: Verdict, claim: Claim, known: Known) -> Verdict:
    if verdict.kind not in FAILS or verdict.method == "factorisation":
        return verdict
    if len(claim.relations) == 1:
        return _of_link(Link(verdict, claim.relations[0], claim, known))
    if len(verdict.parts) != len(claim.relations):
        return verdict
    looked = [_of_link(Link(part, relation, claim, known)) for part, relation in zip(verdict.parts, claim.relations)]
    if all(after is before for after, before in zip(looked, verdict.parts)):
        return verdict  # what is said of all links together stands
    return worst(looked).with_notes(*verdict.notes)


def _of_link(link: Link) -> Verdict:
    if link.verdict.kind in FAILS and link.claim.unsettled:
        link = _at_real_values(link)
    if link.verdict.kind in FAILS:
        whole = link.claim.kind == "claim" and link.verdict.method != SOLUTION
        for doubt in DOUBTS if whole else OF_DEFINITIONS:
            found = doubt(link)
            if found is not None and found.kind not in FAILS:
                return found
            link = link if found is None else replace(link, verdict=found)  # of what words leave it fails too
    return link.verdict


def _at_real_values(link: Link) -> Link:
    """The link with real values for complex ones, where it fails for them already: then a conjugate changes nothing."""
    real = of_real_values(replace(link.claim, relations=(link.relation,)))
    found = None if real is None else decide(real)
    if real is None or found is None or found.kind != "refuted":
        return link
    return replace(link, verdict=found, relation=real.relations[0], claim=real)


def _factors(link: Link) -> Verdict | None:
    """`A = LL^T` for some L: no sample shows that there is none."""
    if not any(note.startswith("for some") for note in link.claim.notes):
        return None
    return link.verdict if link.verdict.kind == "conditional" else Verdict(
        "undecided", "", "whether there are such factors is not decided")


def _introduction(link: Link) -> Verdict | None:
    new = new_names(link.relation, link.known.scope)
    if any(link.known.opaque.get(name) for name in new):
        return None  # the words spoke of them before, though they were not understood
    return Verdict("definition", "reading", f"introduces {listed(new)}") if new else None


def _bare(link: Link) -> Verdict | None:
    """An equation that nothing earlier ties down says what a symbol is; it can't be false."""
    if not link.sides:
        return None
    left, right = (set(symbols(side)) for side in link.sides)
    tied = {s for p in link.claim.premises for s in symbols(p)}
    for bare in map(bare_symbol, link.sides):
        if bare is not None:
            if bare not in tied and not (bare in left and bare in right):
                return Verdict("definition", "reading", f"nothing earlier says what {bare.name} is")
            break
    own = left - right, right - left
    apart = not left & right or (all(not s.shape and s.sort == "real" for s in left & right) and all(
        any(s.shape for s in part) for part in own))
    if left and right and apart and not tied:
        return Verdict("undecided", "reading", "nothing in the text connects the two sides")
    return None


def _wordy(link: Link) -> Verdict | None:
    """A word for a name that nothing introduces: what `\\mathrm{ELBO}` stands for is not said."""
    for s in symbols(link.relation):
        role, word = link.known.scope.lookup(s.name), s.name.split("_")[0]
        new = role is None or (s.domain == "function" and role.definition is None and role.source in (
            "habit", "formula"))
        if new and len(word) > 2 and word not in _LETTERS and (s.domain == "function" or word.isupper()):
            return Verdict("undecided", "", f"the text does not say what {s.name} is")
        if (role is None or role.source == "habit") and _EXTREME.search(s.name) and isinstance(
                link.relation, Apply) and link.relation.op in INEQUALITIES:
            return Verdict("undecided", "", f"the text does not say of what {s.name} is an end")
    return None


def _other_meaning(link: Link) -> Verdict | None:
    """A name with a definition that the reading could not use: it took the name for something else."""
    for s in symbols(link.relation):
        role = link.known.scope.lookup(s.name)
        if role is not None and role.definition is not None and (role.definition.sort != s.sort or (
                s.sort == "real" and role.definition.rank != s.rank)):
            return Verdict("undecided", "", f"{s.name} was defined as something else")
        if s.sort == "variable" and role is not None and role.definition is not None and not any(
                s in symbols(p) for p in link.claim.premises):
            return Verdict("undecided", "", f"what {s.name} was defined as was not used")
    return None


def _motion(link: Link) -> Verdict | None:
    """`\\ddot x + x = 0`, `y' = ky`: an equation between a function and its derivatives is solved, not claimed."""
    for name in sorted(link.names):
        base = re.sub(r"(?:_(?:d?dot|dddot|prime))+$", "", name)
        if base != name and base in link.names and link.known.scope.lookup(name) is None:
            return Verdict("undecided", "", f"how {name} depends on {base} is not said")
    return None


def _values_of(link: Link) -> Verdict | None:
    """`Var(X)` against a sum over `x_i`: how the values belong to the variable is not said."""
    found = symbols(link.relation)
    arrays = {s.name for s in found if s.shape and s.sort == "real"}
    for s in found:
        if s.sort == "variable" and s.name.lower() != s.name and s.name.lower() in arrays:
            return Verdict("undecided", "", f"the text does not say how {s.name.lower()} and {s.name} belong together")
    return None


def _opaque(link: Link) -> Verdict | None:
    over = {name for note in link.claim.notes if (found := TABLE.match(note)) for name in found["letters"].split(", ")}
    unread = sorted(name for name, words in link.known.opaque.items() if (
        name in link.names or name.lower() in over) and not settled(words, name, link))
    if link.verdict.method == METHOD:  # words name the function, which says all of it
        unread = [name for name in unread if name not in functions_named(link.known.scope)]
    if len(unread) == 1 and link.verdict.kind == "refuted" and (
            within := within_family(link.known.opaque.get(unread[0], ""), unread[0], link)) is not None:
        return within
    if unread:
        words = dict.fromkeys(link.known.opaque.get(name, "") for name in unread)
        quoted = ": " + ", ".join(f'"{w}"' for w in words if w) if any(words) else ""
        return Verdict("undecided", "", f"the text says more of {listed(unread)} than was understood{quoted}")
    return None


def _unsorted(link: Link) -> Verdict | None:
    """A single eigenvalue of a list of which the text gives no order."""
    if UNSORTED not in link.known.opaque.values():
        return None
    alone = any(isinstance(n, At) and any(isinstance(a, Apply) and a.op in ("eigvalsh", "svdvals") for a in postorder(
        n.array)) and any(not isinstance(i, Int) or (i.size.atom or "")[:1] != "#" for i in n.indices)
        for n in postorder(link.relation))
    return Verdict("undecided", "", "the text gives the eigenvalues no order") if alone else None


def _unsettled(link: Link) -> Verdict | None:
    """What the reader had to leave open: `\\partial L/\\partial W` and `\\partial L/\\partial y` of an unknown L."""
    return Verdict("undecided", "", link.claim.unsettled) if link.claim.unsettled else None


def _posed(link: Link) -> Verdict | None:
    """`w @ x + b = 0` of a hyperplane: what the text poses as an equation is no identity."""
    named = link.verdict.kind == "conditional" and link.known.stance == ALONE and isinstance(
        link.relation, Apply) and link.relation.op == "eq" and is_property(link.relation) and not any(
        isinstance(side, Bind) for side in link.sides)  # the assumption says it all; of vectors q_i it is their meaning
    if link.verdict.method == SLOPE:
        return None  # that the slope is zero at this place is claimed
    if link.verdict.near is not None and link.sides and _derived(link.sides[0]) and symbols(link.sides[1]):
        return None  # "equating the derivative to zero gives": what it is, but for a slip
    if len(link.claim.relations) > 1 and link.sides and all(symbols(side) for side in link.sides):
        return None  # of a chain only the end in a number is posed: "set it to zero: $f' = 2x - 4 = 0$"
    if of_optimum(link):
        return None
    if not named and is_posed(link.relation, link.claim.premises, link.known.stance, link.told):
        return Verdict("condition", "reading", "given or to be met, not claimed of all values")
    return None


def _derived(side: Expr) -> bool:
    """Whether a side is a derivative of what is known."""
    head = side.children[0] if isinstance(side, Apply) and side.op == "call" else side
    return isinstance(head, Apply) and head.op == "derivative" and all(s.domain != "function" for s in symbols(side))


def _update(link: Link) -> Verdict | None:
    """`v = \\beta v + (1 - \\beta) g`: a name set to a new value, which rests on the old one."""
    if not link.sides or not isinstance(link.sides[0], Symbol):
        return None
    name, parts = link.sides[0], terms(link.sides[1])
    role = link.known.scope.lookup(name.name)
    if role is not None and role.source in ("prose", "declared") and link.known.stance == ASSERTED:
        return None
    old = [t for t in parts if name in symbols(t)]
    steps = [t for t in parts if t is not name]
    step = len(steps) == len(parts) - 1 and any(s is not name for s in symbols(*steps))
    if step or (len(old) == 1 and (len(parts) > 1 or old[0] is not name) and multiple(old[0], name)):
        return Verdict("definition", "reading", f"an update of {name.name}")
    if (role is None or role.definition is None) and not name.shape and _only_called(link.sides[1], name):
        return Verdict("definition", "reading", f"gives {name.name} the value of a function")
    return None


def _next_value(link: Link) -> Verdict | None:
    """"the update $\\lambda_i^{k+1} = \\lambda_i^k - \\mu c_i(x)$": it says what the next value is."""
    left, equals, right = link.known.source.partition("=")
    base = re.match(r"\s*(\\?[A-Za-z]+)", left)
    if link.verdict.kind == "refuted" and _RENEWS.search(link.known.words) and equals and base and re.search(
            rf"{re.escape(base[1])}(?![A-Za-z])", right) and _STEPS_ON.match(left[base.end():]):
        return Verdict("definition", "reading", "an update")
    return None


def _only_called(expr: Expr, name: Symbol) -> bool:
    """Whether a name stands in what is given to functions, and nowhere else: `y = s(f(x, y))`."""
    stack, seen = [expr], False
    while stack:
        node = stack.pop()
        if node is name or (isinstance(node, Bind) and name in symbols(node)):
            return False
        if isinstance(node, Apply) and node.op == "call":
            seen = seen or name in symbols(*node.children[1:])
        else:
            stack.extend(node.children)
    return seen


def _apart(link: Link) -> Verdict | None:
    """`k_1`, `k_2` that words give one by one beside the array of all `k_i`, or `h_a` beside a sum of the `h_b`: how
    these belong together is not read."""
    found = symbols(link.relation)
    arrays = {s.name: s for s in found if s.rank and s.sort == "real"}
    for s in found:
        base, _, label = s.name.rpartition("_")
        single = label.isdigit() or (len(label) == 1 and label.islower())
        if single and base in arrays and s.shape == arrays[base].shape[1:] and not any(
                _lists(p, arrays[base], s) for p in link.claim.premises) and not untied_entry(s, arrays[base], link):
            return Verdict("undecided", "", f"whether {s.name} is one of the {base}_i is not said")
    return None


def _lists(premise: Expr, array: Expr, entry: Expr) -> bool:
    """Whether a premise says what the entries of an array are, this one among them: `x = (x_1, x_2)`."""
    return isinstance(premise, Apply) and premise.op == "eq" and premise.args[0] is array and any(
        isinstance(n, Apply) and n.op == "stack" and entry in n.children for n in postorder(premise.args[1]))


def _nothing_said(link: Link) -> Verdict | None:
    """`Var(q @ k) = d`: a moment of variables of which no law and no moment is known can have any value.

    And so can `P(X = 1) = P(X = -1)`, of its probabilities.
    """
    masses = [entry(side) for side in link.sides if is_op(entry(side), "probability")]
    plain = [s for m in masses for s in symbols(m) if s.sort == "variable" and is_op(m.children[0], "eq")]
    if len(masses) == len(link.sides) == len(plain) and len(set(plain)) == 1 and not any(
            plain[0] in symbols(p) and is_op(p, "distributed", "eq") for p in link.claim.premises):
        return Verdict("condition", "reading", f"says something of the law of {plain[0].name}")
    sides = link.relation.children if isinstance(link.relation, Apply) and link.relation.op in RELATIONS else ()
    for side, other in (sides, sides[::-1]) if len(sides) == 2 else ():
        random = {s for s in symbols(side) if s.sort == "variable"}
        if not random or any(s.sort in ("variable", "event") for s in symbols(other)) or isinstance(
                other, Number | Int):
            continue
        told = {s for p in link.claim.premises if not link.sides or (isinstance(p, Apply) and (
            p.op == "distributed" or any(isinstance(n, Apply) and n.op in _MOMENTS for n in postorder(p))))
                for s in symbols(p)}
        if unknown := sorted(s.name for s in random - told):
            return Verdict("undecided", "", f"nothing was understood of the law of {listed(unknown)}")
    return None


def _unused(link: Link) -> Verdict | None:
    """A condition that the text states and the reading could not use, such as one of arrays read of numbers."""
    used = [signature(p) for p in link.claim.premises]
    arrays = {s.name for s in symbols(link.relation) if s.rank}
    for premise in link.known.stated:
        numbers = {s.name for s in symbols(premise) if not s.rank and s.sort == "real"}
        if isinstance(premise, Apply) and premise.op == "eq" and (shared := numbers & arrays):
            return Verdict("undecided", "", f"a condition on {listed(shared)} was read as one of numbers")
    for premise in link.known.stated:
        op, about = signature(premise)
        known = met(premise, link) or lists_values(premise, link.claim.premises)
        known = known or integrated_out(premise, link)
        if op != "tends" and share(premise, link.relation) and (op, about) not in used and not known:
            return Verdict("undecided", "", f"a condition on {listed(about)} could not be used")
    return None


DOUBTS: tuple[Callable[[Link], Verdict | None], ...] = (
    _factors, _update, _next_value, _introduction, datum, _posed, law, _bare, unordered, loose, _motion,
    _other_meaning, angle, _wordy, _values_of, stretched, matrix_function, size_unknown, length_unknown, _opaque,
    _nothing_said, _apart, unplaced, _unsorted, variant, abstract, slope, some_point, sequence, _unsettled, unheard,
    _unused, density_unused, maybe_density, *OTHERWISE, named, meant, of_functions, states_unknown, marked, valued,
    maybe_square, restricted, some_masses, maybe_vector, entrywise, few_entries, rounded, *SPECIAL)
OF_DEFINITIONS = (_factors, _opaque, unheard, _unused, said_before)  # a law that sums to 2, a letter told
