"""What holds in a section of a document: meanings, laws, independence, and names that are not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.screens import with_structure
from lemmata.documents.language.intervals import Range
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.engine.expr import Apply, Bind, Expr, Number, Symbol, open_binder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import SHAPED
from lemmata.engine.readers.latex.parameterisations import as_meant
from lemmata.engine.readers.scope import Role, Scope

_TOPICS = (("information", ("information", "entropy", "divergence")),
           ("probability", ("probab", "statist", "random", "bayes", "distribution", "inference")),
           ("calculus", ("calculus", "derivative", "gradient", "integral", "optimi")),
           ("linear algebra", ("linear algebra", "matri", "vector", "eigen")))

_CALLED = re.compile(r"\s*([A-Za-z])\s*(?:\\left\s*)?\(")  # of `H(e^{i \omega}) = ...`
_ORDER = re.compile(r"\\(?:leq?|geq?|leqslant|geqslant|lt|gt)(?![A-Za-z])|[<>≤≥]")
_SHOWN = 40  # characters of a formula that is quoted


@dataclass(frozen=True)
class Value:
    """A number that a text gives to a name; lasting: for its section, else only for what speaks of bare numbers.

    age: how many sentences have ended since
    """

    number: Expr
    lasting: bool = True
    age: int = 0


@dataclass(frozen=True)
class Stated:
    """An equation that the text states, and whether it poses it."""

    equation: Expr
    posed: bool


@dataclass(frozen=True)
class Outside:
    """What was known before a supposition; against: it is supposed in order to be refuted."""

    scope: Scope
    heard: tuple[Expr, ...]
    against: bool


@dataclass
class Section:
    """The scope of a section; which names are independent, and of which the text says what was not understood.

    alike: groups of names with the same law; passing, passing_alike: groups that are so in this sentence only;
    values: the numbers that the text has given to names, the newest of each; described: the words of the sentence
    that gave a name its meaning; shaped: functions that are convex, ..., shaped_here: in this sentence only;
    heard, heard_shaped: conditions of sentences before, which bind no more; maybe: those that the last sentence only
    supposed ("if", "when"); outside: what was known before a case, or before what is supposed to be refuted
    at_values: names that got a meaning for a value of something only ("for $n = 1$")
    only_if: what arrays were supposed to be in a sentence before, "if $A$ is orthogonal"
    sought: equations to be solved or met; implicit: those that the text states of letters which they don't define
    ranges: where the text looks at functions, "f(x) = ... on [0, 1]"; general: what names meant before examples
    objectives: formulas that the text makes least or greatest, or takes slopes of
    sources: the formulas that gave names their meanings; slopes: what slopes of names are said to be
    mentioned: the formulas that state something of a name; spoken: the words of its sentences so far, in small letters
    other_case: whether the sentence opened a case that contradicts what was said before
    results: names that a claim gave a number; dated: those of them that it had before another value changed
    """

    depth: int
    scope: Scope
    independent: tuple[tuple[str, ...], ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    opaque: dict[str, str] = field(default_factory=dict)
    passing: tuple[tuple[str, ...], ...] = ()
    passing_alike: tuple[tuple[str, ...], ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    described: Mapping[str, str] = field(default_factory=dict)
    shaped: Mapping[str, str] = field(default_factory=dict)
    shaped_here: Mapping[str, str] = field(default_factory=dict)
    heard: tuple[Expr, ...] = ()
    heard_shaped: Mapping[str, str] = field(default_factory=dict)
    maybe: tuple[Expr, ...] = ()
    outside: Outside | None = None
    at_values: frozenset[str] = frozenset()
    only_if: Mapping[str, Role] = field(default_factory=dict)
    sought: tuple[Expr, ...] = ()
    implicit: tuple[Stated, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    general: Scope | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    slopes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    objectives: tuple[str, ...] = ()
    mentioned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spoken: str = ""
    results: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    other_case: bool = False

    @property
    def defined(self) -> set[str]:
        """The names that have a meaning, sequences with a recurrence too: what is said of them can be checked."""
        return {name for name, role in self.scope.roles.items() if role.definition is not None} | {
            s.name for p in self.scope.premises for s in [stepped(p)] if s is not None}

    def lawful(self, reading: Reading) -> Reading:
        """The reading with what the section says of the laws of its variables."""
        claims = []
        for c in reading.claims:
            if c.defines is not None:
                claims.append(c)
                continue
            own = {s.name for s in symbols(*c.relations)}
            laws: list[Expr] = [p for p in self.scope.premises if isinstance(p, Apply) and p.op in (
                "distributed", "independent", "gt", "ge") and own & {s.name for s in symbols(p)}]
            for name in own:
                role = self.scope.lookup(name)
                if role is not None and role.family is not None and role.domain == "variable":
                    laws.append(apply("distributed", role.symbol(name), role.family))
            told, known = (tuple(as_meant(e, self.scope) for e in es) for es in (c.relations, (*c.premises, *laws)))
            claims.append(self.premised(replace(c, kind="claim", relations=told, premises=tuple(dict.fromkeys(known)))))
        return replace(reading, claims=tuple(claims))

    def premised(self, claim: Claim, told: Iterable[Expr] = ()) -> Claim:
        """The claim with the independence that the text states of its symbols, without what can't be sampled.

        told: what its own sentence says besides.
        """
        if claim.kind != "claim":
            return claim
        own = {s.name: s for s in symbols(*claim.relations, *claim.premises)}
        premises = [p for p in claim.premises if p not in claim.relations]
        premises += [found for p in self.scope.premises if (found := _bound_of_array(p, own)) is not None]
        stated = (("independent", (*self.independent, *self.passing)),
                  ("identically_distributed", (*self.alike, *self.passing_alike)))
        for op, group in ((op, group) for op, groups in stated for group in groups):
            present = [own[name] for name in group if name in own and own[name].domain in ("variable", "event")]
            if len(present) > 1 or (len(present) == len(group) == 1 and present[0].rank == 1):
                premises.append(apply(op, *present))  # of X_1, ..., X_n: that of the entries of X
        for name, kind in {**self.shaped, **self.shaped_here}.items():
            if (f := own.get(name)) is not None and f.domain == "function" and len(f.params) == 1 and not f.shape and (
                    kind not in ("increasing", "decreasing") or f.params == ((),)):
                premises.append(apply(kind, f))
        claim = replace(claim, premises=tuple(dict.fromkeys(premises)))
        return with_structure(claim, (*self.independent, *self.passing), (*self.scope.premises, *told))

    def unshaped(self, reading: Reading) -> dict[str, str]:
        """Functions of which the text says a kind that no premise of the reading could say: of several arguments."""
        exprs = [e for c in reading.claims for e in (*c.relations, *c.premises)]
        used = {p.children[0] for c in reading.claims for p in c.premises if isinstance(p, Apply) and p.op in SHAPED}
        open_ = {s.name for s in symbols(*exprs) if s.domain == "function" and s not in used}
        return {name: kind for name, kind in {**self.shaped, **self.shaped_here}.items() if name in open_}

    def leave_open(self, formula: Formula) -> None:
        """Of what a formula that is not understood speaks, nothing false can be shown: it may be its law."""
        left = formula.source.split("=")[0]
        parts = (left, re.split(r"\\mid\b|\|", left)[0], *_ORDER.split(formula.source))
        named = {one.name for part in parts for one in symbol_list(part)}
        named |= {head[1]} if (head := _CALLED.match(formula.source)) is not None else set()
        if "dots" in formula.source:  # of $x_1 < \\dots < x_p$ all entries of x are meant
            named |= {name.split("_")[0] for name in named}
        words = " ".join(formula.source.split())
        self.doubt(named | {one.name for one in mention(formula.source).names}, words[:_SHOWN])

    def doubt(self, names: Iterable[str], words: str = "") -> None:
        """More is known of these names than was understood; the words that say it, where there are any."""
        self.opaque = {**dict.fromkeys(names, words), **self.opaque}

    def mention(self, source: str) -> None:
        """A formula states something of its names."""
        for name in names_in(source):
            self.mentioned = {**self.mentioned, name: self.mentioned.get(name, frozenset()) | {source}}

    def elsewhere(self, source: str) -> frozenset[str]:
        """The names of which other formulas state something than this one, and the definitions that it uses."""
        used, names = {source}, set(names_in(source))
        while new := {told for name in names if (told := self.sources.get(name, source)) not in used}:
            used |= new
            names |= {name for one in new for name in names_in(one)}
        return frozenset(name for name in names if self.mentioned.get(name, frozenset()) - used)

    def renew(self, names: set[str]) -> None:
        """Names that are introduced anew: what was said of them before is said of something else."""
        counted: frozenset[str] = self.scope.options.get("from_zero", frozenset())
        scope = self.scope = self.scope.with_options(from_zero=counted - names) if counted & names else self.scope
        self.values = {name: one for name, one in self.values.items() if name not in names}
        self.heard = tuple(r for r in self.heard if not names & {s.name for s in symbols(r)})
        self.only_if = {name: role for name, role in self.only_if.items() if name not in names}
        self.at_values -= names
        self.slopes = {place: value for place, value in self.slopes.items() if not names & {*place}}
        self.maybe = tuple(r for r in self.maybe if not names & {s.name for s in symbols(r)})
        self.sought = tuple(r for r in self.sought if not names & {s.name for s in symbols(r)})
        self.implicit = tuple(r for r in self.implicit if not names & {s.name for s in symbols(r.equation)})
        again = {name for name in names if known_more(scope, name)}
        self.opaque = {name: words for name, words in self.opaque.items() if name not in names}
        if not again:
            return
        for name in again:
            scope = scope.forget(name)
        kept = tuple(p for p in scope.premises if not again & {s.name for s in symbols(p)})
        self.scope = replace(scope, premises=kept)
        self.independent = tuple(g for g in self.independent if not again & set(g))


def _bound_of_array(premise: Expr, own: Mapping[str, Symbol]) -> Expr | None:
    """`b \\ne 0` of a name that a claim reads as a vector, while the condition alone looked like one of a number."""
    if not isinstance(premise, Apply) or premise.op not in ("ne", "lt", "le", "gt", "ge"):
        return None
    s, bound = premise.args
    array = own.get(s.name) if isinstance(s, Symbol) and not s.shape and isinstance(bound, Number) else None
    return apply(premise.op, array, bound) if array is not None and array.shape and array.sort == "real" else None


def stepped(premise: Expr) -> Symbol | None:
    """The sequence that a premise defines, step by step or by its place."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    left, right = premise.args
    value = open_binder(left)[1] if isinstance(left, Bind) and left.binder == "function" else left
    f = value.args[0] if isinstance(value, Apply) and value.op == "call" else None
    placed = value is not left or (f is not None and isinstance(left.children[1], Symbol) and f not in symbols(right))
    return f if placed and isinstance(f, Symbol) and f.params == ((),) else None


def newly_defined(before: Scope, after: Scope) -> set[str]:
    """The names that have another meaning in the second scope."""
    old = {name: role.definition for name, role in before.roles.items()}
    return {name for name, role in after.roles.items()
            if role.definition is not None and role.definition is not old.get(name)}


def functions_of(expr: Expr) -> set[str]:
    return {s.name for s in symbols(expr) if s.domain == "function"}


def known_more(scope: Scope, name: str) -> bool:
    """Whether more than a shape is known of a name: a meaning, a law, a condition."""
    role = scope.lookup(name)
    told = any(s.name == name for p in scope.premises for s in symbols(p))
    return role is not None and (told or role.definition is not None or role.family is not None
                                 or role.source in ("prose", "formula"))


def topic_of(title: str) -> str:
    """The field that a heading in small letters names, "" where none."""
    return next((name for name, words in _TOPICS if any(word in title for word in words)), "")


def names_of(formulas: Iterable[Formula]) -> set[str]:
    return {one.name for f in formulas for one in mention(f.source).names}
