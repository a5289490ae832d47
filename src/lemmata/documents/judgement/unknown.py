"""Doubts about functions and sequences of which the text says too little."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lemmata.documents.judgement.chained import CHAIN_RULE
from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.links import Link, listed, places
from lemmata.documents.judgement.section import functions_of
from lemmata.documents.judgement.standing import is_property
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front, names_in, symbol_list
from lemmata.documents.language.vocabulary import ADJECTIVE, MARK, MATRIX_ONLY, adjective_domain
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Number,
    Symbol,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import OPS
from lemmata.engine.ops.calculus import SHAPED
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

# "The error is orthogonal to $a$, so": what follows from a clause in words may be the equation that these say.
_DEDUCED = re.compile(r"[a-z]{3,}[^.;:]*,\s*(?:and\s+)?(?:so|thus|hence|therefore|whence)\b|"
                      r"\b(?:trying|substitut\w+|inserting|plugging)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:for (?:all|every|any|each)|identit(?:y|ies)|always|whatever)\b", re.IGNORECASE)
# "$Q$ has orthonormal columns, or equivalently $Q^T = Q^{-1}$", "the property that $P_{ij} = P_{ji}$".
_MEANING = re.compile(r"\bequivalently\b|\bpropert(?:y|ies) that\b|\bmean(?:s|ing)? that\b|"
                      r"\b(?:is|are) (?:called|said to be)\b", re.IGNORECASE)
# "Let $g$ be a smooth activation function with derivative $g'$." ends there, or goes on with another name.
_SMOOTH = re.compile(
    rf"{MARK}\s+(?:be|is|denotes?)\s+(?:(?:an?|any|some|the|arbitrary|real|scalar|univariate|given|twice|continuously|"
    rf"infinitely)\s+)*(?:differentiable|smooth|nonlinear|activation)(?:\s+(?:and|scalar|real|nonlinear|activation|"
    rf"elementwise|link|transfer))*\s+(?:functions?|nonlinearit(?:y|ies))"
    rf"(?:\s+with\s+(?:the\s+)?derivatives?\s+(?P<slope>{MARK}))?\s*(?=[.;]|$|,?\s*(?:and\s+)?let\b)", re.IGNORECASE)
_PROBABILITIES = re.compile(
    rf"(?P<mark>{MARK})\s+(?:be|is|are|denotes?)\s+(?:(?:the|an?|discrete|finite)\s+)*(?:probabilities|pmf|"
    r"probability (?:mass function|distribution)|mass function)\b", re.IGNORECASE)
_OF_STATES = "probabilities of states"  # the option with the names of functions that are said to be probabilities
_SUPPOSES = re.compile(r"\b(?:assum|suppos|satisf|solv|obey|fulfil|requir|choos|chosen|such that)", re.IGNORECASE)
_ANY = "any functions"  # the option with the names of functions of which words say only that they are smooth
# Functions beside the elementwise ones of which texts write variants with a parameter.
_VARIED = ("tanh", "softmax", "log_softmax", "logsumexp")


def abstract(link: Link) -> Verdict | None:
    """An order between values of functions that nobody knows, or an equation with one on a single side."""
    if link.verdict.method == "recurrence":
        return _about_sequence(link)
    functions = [{s.name for s in symbols(side) if s.domain == "function"} for side in link.sides or (link.relation,)]
    if len(link.sides) == 2 and all(_plain_call(side) for side in link.sides):  # Y(a, b) = Y(b, a)
        return Verdict("undecided", "", f"depends on what {listed(sorted(functions[0] | functions[1]))} is")
    if (name := _characterized(link)):
        return Verdict("undecided", "", f"depends on what {name} is")
    order = isinstance(link.relation, Apply) and link.relation.op in ("lt", "le", "gt", "ge")
    if link.known.stance == ASSERTED and _all_shaped(functions, link):
        return None
    open_names = functions[0] ^ functions[1] if link.sides else functions[0] if order else set()
    if open_names:
        return Verdict("undecided", "", f"depends on what {listed(sorted(open_names))} is")
    return None


def _characterized(link: Link) -> str:
    """The f of `f(xy) = f(x) + f(y)`, taken at several places, of which the text says nothing; "" without one."""
    random = any(s.sort == "variable" for s in symbols(link.relation))  # of means it is said of every f
    for f in symbols(link.relation) if link.sides and not random else ():
        role = link.known.scope.lookup(f.name)
        told = role is not None and (role.definition is not None or role.source in ("prose", "declared"))
        nodes = list(postorder(link.relation))
        places = {n.children[1:] for n in nodes if isinstance(n, Apply) and n.op == "call" and n.children[0] is f}
        plain = not any(isinstance(n, Bind) or (isinstance(n, Apply) and n.op == "derivative") for n in nodes)
        if f.domain == "function" and not told and len(places) > 1 and plain and not _inside(f, link) and all(
                f in symbols(side) for side in link.sides):
            return f.name
    return ""


def _inside(f: Symbol, link: Link) -> bool:
    """Whether a sequence is in a formula only as what its names are made of: r in `d_t = r_t - V_t`, asserted of d."""
    if link.known.stance != ASSERTED:
        return False
    roles = (link.known.scope.lookup(name) for name in names_in(link.known.source))
    made = [role.definition for role in roles if role is not None and role.definition is not None]
    return any(f in symbols(one) for one in made) and all(
        c.sort == "integer" for n in postorder(link.relation) if isinstance(n, Apply) and n.op == "call"
        and n.children[0] is f for c in n.children[1:])


def _plain_call(side: Expr) -> bool:
    """A value of a function of which nothing is known, at numbers."""
    return isinstance(side, Apply) and side.op == "call" and isinstance(side.children[0], Symbol) and not any(
        s.domain == "function" for s in symbols(*side.children[1:]))


def _all_shaped(functions: Sequence[set[str]], link: Link) -> bool:
    """Whether values of functions are compared of which premises say what kind they are of: convex, increasing."""
    compared = [functions_of(side) for side in link.relation.children] if isinstance(link.relation, Apply) else []
    if len(compared) != 2 or compared[0] != compared[1] or len(compared[0]) != 1:
        return False
    shaped = {p.args[0] for p in link.claim.premises if isinstance(p, Apply) and p.op in SHAPED}
    return set().union(*functions) <= {s.name for s in shaped if isinstance(s, Symbol)}


def with_any_functions(scope: Scope, functions: Collection[str], sentence: Marked) -> Scope:
    """The scope after words that introduce functions; of "a differentiable activation function" they say no more."""
    known = scope.options.get(_ANY, frozenset())
    said = _SMOOTH.search(sentence.text)
    any_one = said is not None and not (said["slope"] and "=" in sentence.source(said["slope"]))
    kept = set() if _SUPPOSES.search(sentence.text) else known - set(functions)
    found = kept | (set(functions) if any_one else set())
    return scope.with_options(**{_ANY: frozenset(found)}) if found != known else scope


def with_probabilities(scope: Scope, sentence: Marked) -> Scope:
    """The scope after "let $p(x) > 0$ be the probabilities of the states": p is what a sum over x reads it as."""
    found = {one.name for match in _PROBABILITIES.finditer(sentence.text)
             for one in symbol_list(front(sentence.source(match["mark"]))) if one.called}
    return scope.with_options(**{_OF_STATES: scope.options.get(_OF_STATES, frozenset()) | found}) if found else scope


def slope(link: Link) -> Verdict | None:
    """`s' = s(1 - s)` of an unknown s: an equation between a function and its slope says which function it is."""
    for side, other in zip(link.sides, link.sides[::-1]):
        slope = side.children[0] if isinstance(side, Apply) and side.op == "call" else side
        if not isinstance(slope, Apply) or slope.op != "derivative":
            continue
        inner = {s.name for s in symbols(slope) if s.domain == "function"}
        if _chained(slope) and _of_any(inner, link):
            continue  # of E = (d - g(w x))^2 with any smooth g: no equation from which g is found is written so
        if _quotient(other, inner):
            continue
        again = any(isinstance(n, Apply) and n.op == "derivative" for n in postorder(other))
        if not again and inner & {s.name for s in symbols(other) if s.domain == "function"}:
            return Verdict("undecided", "", f"depends on what {listed(sorted(inner))} is")
    return None


def _quotient(side: Expr, functions: set[str]) -> bool:
    """Whether a side is the limit of values of the function at places that move: what a slope is, of whatever f."""
    for node in postorder(side):
        if not isinstance(node, Bind) or node.binder != "limit":
            continue
        local, body = open_binder(node)
        calls = [n for n in postorder(body) if isinstance(n, Apply) and n.op == "call" and isinstance(
            n.args[0], Symbol) and n.args[0].name in functions]
        moved = {n.args[1:] for n in calls if local in {m for a in n.args[1:] for m in postorder(a)}}
        if moved and len({n.args[1:] for n in calls}) > 1:
            return True
    return False


def _of_any(functions: set[str], link: Link) -> bool:
    """Whether something is said of any such functions, and no condition speaks of one."""
    told = {s.name for p in (*link.claim.premises, *link.known.stated) for s in symbols(p)}
    free = link.known.everywhere or functions <= link.known.scope.options.get(_ANY, frozenset())
    return free and not functions & told


def _chained(slope: Apply) -> bool:
    """Whether what is differentiated is made of a function, and is not this function itself."""
    of: Expr | None = slope.children[0]
    inner = of
    while inner is not None:
        of = inner
        function = of.children[0] if isinstance(of, Apply) and of.op == "call" else of
        inner = open_binder(function)[1] if isinstance(function, Bind) else None
    alone = isinstance(of, Apply) and of.op == "call" and all(isinstance(c, Symbol | Local) for c in of.children)
    return not alone and not isinstance(of, Symbol)


def _about_sequence(link: Link) -> Verdict | None:
    """What fails of a sequence whose recurrence is known, while something else in it is not."""
    new = {n for n in link.names if link.known.scope.lookup(n) is None} - places(link.relation)
    if new:
        return Verdict("undecided", "", f"the text does not say what {listed(sorted(new))} is")
    found = symbols(link.relation, *link.claim.premises)
    sequences = {s.name for s in found if s.domain == "function"}
    other = {n for n in sequences if (role := link.known.scope.lookup(n)) is not None and role.domain != "function"}
    other |= {s.name for s in found if s.domain != "function" and s.name.rpartition("_")[0] in sequences
              and not _any_of_kind(link.known.scope.lookup(s.name))}
    if other:  # a list of numbers before, or one place under a name of its own
        return Verdict("undecided", "", f"the text says more of {listed(sorted(other))} than was used")
    relations = (link.relation, *link.claim.premises)
    taken = {n.children[0] for n in postorder(*relations) if isinstance(n, Apply) and n.op == "call" and all(
        c.sort == "integer" for c in n.children[1:])}
    loose = {s.name for s in symbols(*relations) if s.domain == "function" and s not in taken}
    return Verdict("undecided", "", f"depends on what {listed(sorted(loose))} is") if loose else None


def _any_of_kind(role: Role | None) -> bool:
    """Whether words let a name be anything of its shape: "for every $w^* \\in \\mathbb{R}^d$"."""
    return role is not None and role.source == "prose" and role.shape is not None and role.definition is None


def sequence(link: Link) -> Verdict | None:
    given = {f.name for f in symbols(link.relation) if _inside(f, link)}
    notes = [note for note in link.claim.notes if note.endswith("is a sequence") and note.split()[0] not in given]
    if link.verdict.method == "recurrence":
        return None
    return Verdict("undecided", "", f"{notes[0]}; its recurrence was not solved") if notes else None


def unheld(verdict: Verdict, reading: Reading, scope: Scope) -> Verdict:
    """What holds only as letters of which nothing is said were taken for constants: that `ds_3/ds_1` is 0."""
    relations = [r for c in reading.claims for r in c.relations if number(0) not in r.children or any(
        "_" in s.name for s in symbols(r))]  # `dc/dx = 0` says that c is a constant
    for node in postorder(*relations) if verdict.kind in HOLDS else ():
        function = node.children[0] if isinstance(node, Apply) and node.op == "derivative" else None
        body = open_binder(function)[1] if isinstance(function, Bind) else None
        if isinstance(body, Symbol) and body.sort == "real" and body.domain != "function" and (
                (role := scope.lookup(body.name)) is None or (role.definition is None and role.source in (
                    "habit", "formula"))):
            return Verdict("undecided", "", f"how {body.name} depends on the variable is not said")
    return verdict


def variant(link: Link) -> Verdict | None:
    """`softmax(z)_i = e^{z_i/T} / ...`: under the field's name, with a parameter that it has not, another is meant."""
    for side, other in zip(link.sides, link.sides[::-1]):
        function = side
        while isinstance(function, Bind) and function.binder == "array":
            function = open_binder(function)[1]
        function = function.array if isinstance(function, At) else function
        if not isinstance(function, Apply) or function.op not in OPS or not all(
                isinstance(c, Symbol) for c in function.args) or not (
                    function.op in _VARIED or (OPS[function.op].elementwise and len(function.args) == 1 and (
                        OPS[function.op].group != "elementary"))):
            continue
        tied = symbols(*link.claim.premises)  # "for $\\gamma = 0$": no parameter is left
        more = [s.name for s in symbols(other) if not s.rank and s.sort == "real" and s not in (*function.args, *tied)]
        if more and set(function.args) <= set(symbols(other)):
            why = f"{function.op} has no parameter {listed(sorted(more))}: another one is meant"
            return Verdict("undecided", "", why)
    return None


def named(link: Link) -> Verdict | None:
    """`A^T = A` where words call something symmetric: the property itself is what they name."""
    relation = link.relation
    if link.verdict.kind != "conditional" or not isinstance(relation, Apply) or relation.op != "eq" or not is_property(
            relation):
        return None
    (s,) = symbols(relation)
    for word in ADJECTIVE.finditer(link.known.words):
        domain = adjective_domain(word)
        narrowed: dict[Expr, Expr] = {s: symbol(s.name, s.shape, domain)}
        if domain in MATRIX_ONLY and decide(Claim((substitute(relation, narrowed),))).kind in HOLDS:
            return Verdict("undecided", "", f'what is said to be "{word[0]}" was not understood')
    return None


def of_functions(link: Link) -> Verdict | None:
    """Values of what was a function: they are given."""
    told = link.known.scope.options.get(_OF_STATES, frozenset())
    other = sorted(s.name for s in symbols(link.relation) if s.domain != "function" and (
        role := link.known.scope.lookup(s.name)) is not None and role.domain == "function"
        and not (role.definition is None and _is_table(s, link)) and not (s.domain == "simplex" and s.name in told))
    if link.verdict.kind == "refuted" and other and link.verdict.method != CHAIN_RULE:
        return Verdict("undecided", "", f"{listed(other)} was a function before, of which values are given")
    return None


def _is_table(table: Symbol, link: Link) -> bool:
    """Whether a name is a table of joint probabilities, of which no more was said than that they are positive."""
    told = (*link.known.scope.premises, *link.known.stated)
    said = [p for p in told if any(s.name == table.name for s in symbols(p))]
    return table.domain == "positive" and any(
        note.startswith(f"{table.name} is read as a finite table") for note in link.claim.notes) and all(
        isinstance(p, Apply) and p.op in ("gt", "ge", "ne") and isinstance(p.args[1], Number) and p.args[1].value == 0
        and isinstance(p.args[0], Apply) and p.args[0].op == "call" for p in said)


def meant(link: Link) -> Verdict | None:
    """`Q^T = Q^{-1}` where words explain a property: it says what that means."""
    own = symbols(link.relation)
    if link.verdict.kind == "conditional" and isinstance(link.relation, Apply) and link.relation.op == "eq" and (
            len(own) == 1 and own[0].rank == 2) and _MEANING.search(link.known.words):
        return Verdict("condition", "reading", "says what is meant")
    return None


def of_all(words: str) -> bool:
    """Whether words say that something holds whatever the values are."""
    return _OF_ALL.search(words) is not None


def is_deduced(words: str) -> bool:
    """Whether words deduce something from a clause, or by putting something in."""
    return _DEDUCED.search(words) is not None
