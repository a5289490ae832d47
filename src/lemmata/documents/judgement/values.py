"""Values that a text gives to symbols, and the claims that rest on them.

"The learning rate is $\\eta = 0.01$, so $10\\eta = 0.1$": the number is known for what follows in the section, the
newest one of a name counts, and nothing false is shown with another. What holds for all values is proved without
them, so they don't stick to general statements behind them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isqrt

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.judgement.doubts import doubted
from lemmata.documents.judgement.entries import with_entries
from lemmata.documents.judgement.equations import ALONE, ASSERTED, POSED, flattened
from lemmata.documents.judgement.links import Known
from lemmata.documents.judgement.section import Value
from lemmata.documents.language.claimed import LINK
from lemmata.documents.language.premises import CASE_OF
from lemmata.documents.language.symbols import NAMING, mention, symbol_list
from lemmata.documents.language.vocabulary import unemphasised
from lemmata.engine.expr import Apply, Expr, Int, Number, Symbol, dims, integer, number, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known as known_fact
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS
from lemmata.engine.writers import to_text

_NUMBERS = ("real", "integer")
_LITERAL = re.compile(r"\s*(?P<sign>[-+−]?)\s*(?P<number>\d+(?:(?:,|\{,\}|\\,)\d{3})*(?:\.\d+)?)\s*[.,;]?\s*$")
_FUNCTIONS = re.compile(r"\\(?:d?frac|sqrt|pi|c?dot|times|left|right|log|ln|exp|text\{[^{}]*\}|top|"
                        r"(?:begin|end)\{[a-z]*\}|[,;! \\])")
_LETTERS = re.compile(r"[A-Za-df-z\\]")
_ALTERNATIVE = re.compile(r"[\s,]*\b(?:and|or)\b\s*$|\s*,\s*$", re.IGNORECASE)
_NOT_SO = re.compile(r"\b(?:unless|except|not|never|cannot|avoid\w*|exclud\w*|rather than|instead of|than|versus)\b"
                     r"[^.;,⟦]*$", re.IGNORECASE)
_FOR_ALL = re.compile(r"\b(?:all|any|every|each|general|arbitrary|whatever|large|small|for(?: [a-z-]+){0,3})\s*"
                      r"(?:[a-z-]+ ){0,3}$", re.IGNORECASE)
_GENERAL = re.compile(r"\b(?:in general|generally|for all values|whatever the values?|always|in the general case)\b",
                      re.IGNORECASE)
_NEW = re.compile(r"^\W*(?:(?:and|now|next|here|also|then)\s+)*(?:let(?!['’]s\b| us\b)|suppose|assume|fix|take|"
                  r"consider|given)\b[^⟦=]*$", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:suppose|assume|given)\b[^⟦=]*$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"\s*(?:is|are)\s+(?!(?:an?|the|any|some|two|three)\b)", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s*$", re.IGNORECASE)
_END = re.compile(r"\\in\b|[<>:,]|\\[gl]e|\\quad|\\;")
_BEHIND = re.compile(r"[\s,]*(?:where|with|using|taking|given|at|for|when|if|since|because|as)\b[^.;:⟦]*$",
                     re.IGNORECASE)
_TRIED = re.compile(r"\b(?:setting|plug\w*|insert\w*|substitut\w*|putting|special case|limit|evaluat\w*|at|try|"
                    r"trying|case)\b[^.;,⟦]*$", re.IGNORECASE)
_CONCLUDES = re.compile(r"\b(?:gets?|gives?|yields?|hence|thus|therefore|then|so(?! that)|becomes?|follows|obtains?|"
                        r"equals?|results? in|leads? to|(?:that|which) (?:is|makes)|i\.e\.)\b[^.;⟦]*$", re.IGNORECASE)
_STATES = re.compile(r"\b(?:is|are|has|have|uses?|needs?|requires?|takes?|costs?|makes?|leaves?|contains?|holds|"
                     r"produces?|sees|spends?|stores?|about|of|total|in total)\s*:?\s*$", re.IGNORECASE)
_POSES = re.compile(r"\b(?:equations?|roots?|solutions?|solv\w+|constraints?|unknowns?|find\w*|look\w*|search\w*|"
                    r"determin\w+|conditions?|points?|lines?|curves?|circles?|planes?|sets?|systems?|problems?|critical|zeros?|until|"
                    r"whether|question|impossible|cannot|not|never|would|should|must)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:[:;,]|,?\s*so that)\s*")
_COUNTS = frozenset("BDHKLMNST")  # capital letters of whole numbers


Values = Mapping[str, Value]


def literal(source: str) -> tuple[str, str] | None:
    """The name and the number of `name = 3`, as text.

    >>> literal(r"d_{\\text{model}} = 50{,}000"), literal("x^2 = 4"), literal("E = mc^2")
    (('d_model', '50000'), None, None)
    """
    left, _, right = source.partition("=")
    found = _LITERAL.match(right)
    head = symbol_list(left) if found else ()
    if not found or len(head) != 1 or head[0].power or head[0].called or head[0].last or head[0].bold:
        return None
    digits = re.sub(r"[,{}\\]", "", found["number"])
    return head[0].name, ("-" if found["sign"] in ("-", "−") else "") + digits


def as_number(source: str, scope: Scope) -> Scope:
    """The scope in which `B = 32` is read: B is a number, whatever its letter is used for, and any number that is told.

    A zero may be an array's. What the prose or a declaration says of the name stays.
    """
    found = literal(source)
    if found is None or float(found[1]) == 0:
        return scope
    name, digits = found
    role = scope.lookup(name)
    if role is not None and (role.source in ("prose", "declared") or role.shape or role.definition is not None):
        return scope
    value = float(digits)
    whole = value >= 0 and value.is_integer()
    if (whole and not name[0].isupper()) or name[-1].isdigit():  # $F_1 = 1$ may begin a sequence
        return scope
    natural = whole and (name[0] in _COUNTS or (role is not None and role.domain == "natural"))
    return scope.forget(name).declare(name, Role((), "natural" if natural else "real", source="formula"))


def told(relations: Sequence[Expr]) -> dict[str, Expr]:
    """The numbers that relations give to names: `x = 3`, and of a number of members `|V| = 50000`."""
    found = {}
    for relation in flattened(relations):
        if not isinstance(relation, Apply) or relation.op != "eq":
            continue
        left, right = relation.args
        if symbols(right) or dims(right) or right.shape or left.shape:
            continue
        if isinstance(left, Symbol) and left.sort in _NUMBERS:
            found[left.name] = right
        elif isinstance(left, Apply) and left.op == "pow" and left.args[1] is number(2) and isinstance(
                s := left.args[0], Symbol) and s.domain in ("positive", "nonnegative") and known_fact(right, s.domain):
            found[s.name] = root(right)  # a variance
        elif isinstance(left, Int) and len(dims(left)) == 1 and left is integer(dims(left)[0]):
            found[dims(left)[0]] = right
    return found


def root(square: Expr) -> Expr:
    """The root of a number, as a number where it is one."""
    if isinstance(square, Number) and (exact := Fraction(isqrt(square.value.numerator), isqrt(
            square.value.denominator)))**2 == square.value:
        return number(exact)
    return apply("sqrt", square)


def given(reading: Reading) -> dict[str, Expr]:
    """The numbers that a formula gives to names; `|V| = 50000` has no name in it that could be a condition's."""
    return {name: value for c in reading.claims if c.kind in ("condition", "claim") and len(told(c.relations)) == len(
        flattened(c.relations)) for name, value in told(c.relations).items()}


def with_conditions(scope: Scope, relations: Sequence[Expr]) -> Scope:
    """The scope with conditions that stay, but for values; `a_0 = 1` may begin a sequence."""
    starts = {name for name in told(relations) if name[-1].isdigit()}
    kept = tuple(p for p in scope.premises if not starts & set(told([p])))
    return replace(scope, premises=kept).assume(*(r for r in relations if set(told([r])) <= starts))


def constant(source: str, scope: Scope) -> str:
    """The name to which a formula gives a number although it stood for another one, "" where it does not."""
    left, sign, right = source.partition("=")
    head = symbol_list(left) if sign and not _LETTERS.search(_FUNCTIONS.sub("", right)) else ()
    role = scope.lookup(head[0].name) if len(head) == 1 and not (head[0].called or head[0].power) else None
    if role is None or role.definition is None or role.definition.sort not in _NUMBERS:
        return ""
    return "" if symbols(role.definition) or dims(role.definition) else head[0].name


def ready_for_number(source: str, scope: Scope, how: str) -> Scope:
    """The scope in which a formula is read that may give a number to a name, a new one in place of an old one."""
    return as_number(source, scope if how == ASSERTED else scope.forget(constant(source, scope)))


def sized(reading: Reading) -> Reading:
    """`|V| = 50000` says how many there are; it has no free symbol that could make it a condition."""
    return replace(reading, claims=tuple(
        replace(c, kind="condition") if c.kind == "claim" and told(c.relations) and not symbols(*c.relations) else c
        for c in reading.claims))


class Numbers:
    """What a sentence does with values: which it gives to which of its claims, and what it says of all values."""

    def __init__(self, sentence: Sequence[Segment]):
        self.sentence = sentence
        self.anew: set[str] = set()  # names that it speaks of for all their values
        self.renewed: set[str] = set()  # those that have no value any more
        self.restricted: set[str] = set()  # those of them of which it supposes something: "suppose that $s > 0$"
        self.general = False
        self.passing: set[str] = set()
        self._bound()

    def _bound(self) -> None:
        lead, before = "", False
        for k, segment in enumerate(self.sentence):
            if isinstance(segment, str):
                lead += unemphasised(segment)
                self.general |= _GENERAL.search(segment) is not None
            elif isinstance(segment, Formula):
                seen = mention(segment.source)
                new = _NEW.match(lead) is not None
                every = _FOR_ALL.search(lead) is not None and not (seen.kind == "symbols" and _FOR.search(lead))
                before = seen.kind in NAMING and (new or every or (before and LINK.match(lead) is not None))
                names = {one.name for one in seen.names} if before else set()
                self.anew |= names
                self.renewed |= names if new else set()
                behind = self.sentence[k + 1] if k + 1 < len(self.sentence) else ""
                supposed = seen.kind == "bound" or (isinstance(behind, str) and _ADJECTIVE.match(behind) is not None)
                self.restricted |= names if new and supposed and _SUPPOSES.search(lead) else set()
                if "\\forall" in segment.source:
                    self.anew |= {one.name for one in symbol_list(_END.split(segment.source.split("\\forall")[1])[0])}
                lead = ""

    def holding(self, index: int, values: Values, premises: Sequence[Expr], scope: Scope) -> Values:
        """The values under which the formula at a place stands: the nearest ones count."""
        if self.general:
            return {}
        local = {**self._behind(index, scope), **told(premises)}
        kept = {name: one for name, one in values.items() if name not in self.anew and name != self._other(index)}
        return {**kept, **{name: Value(one) for name, one in local.items()}}

    def _other(self, index: int) -> str:
        """The name to which "$x = 0$ or" gives a value right before a formula: that is another case."""
        lead = self.sentence[index - 1] if index > 1 else ""
        first = self.sentence[index - 2] if index > 1 else ""
        other = literal(first.source) if isinstance(first, Formula) else None
        joined = isinstance(lead, str) and re.fullmatch(r"\s*,?\s*or\s*", lead) is not None
        return other[0] if joined and other is not None else ""

    def _behind(self, index: int, scope: Scope) -> dict[str, Expr]:
        """The values directly behind a formula: "$12Ld^2 = 84934656$, where $d = 768$ and $L = 12$"."""
        found: dict[str, Expr] = {}
        lead, first = "", True
        told = [literal(s.source) for s in self.sentence[:index] if isinstance(s, Formula)]
        own = {one[0] for one in told if one is not None}  # "for $x = 3$ it is $f(x) = 9$, for $x = 4$ it is more"
        for place, segment in enumerate(self.sentence[index + 1:], index + 1):
            if isinstance(segment, str):
                lead += segment
            elif isinstance(segment, Formula):
                behind = self.sentence[place + 1] if place + 1 < len(self.sentence) else ""
                value = literal(segment.source)
                if not (_BEHIND if first else LINK).match(lead) or value is None or value[0] in own or (
                        isinstance(behind, str) and CASE_OF.match(behind)):
                    break
                found.update(given(read_latex(segment.source, as_number(segment.source, scope))[0]))
                lead, first = "", False
        return found

    def weight(self, index: int) -> str:
        """How the words before a formula claim it.

        follows    right behind a value: "let $x = 2$, so that"
        concludes  "plugging in $x = 2$ gives"
        states     a quantity is named: "the variance is"
        """
        before = self.sentence[index - 1] if index else ""
        first = self.sentence[index - 2] if index > 1 else ""
        if not isinstance(before, str):
            return ""
        if isinstance(first, Formula) and literal(first.source) is not None and _JOINED.fullmatch(before):
            return "follows"
        if _CONCLUDES.search(before):
            return "concludes"
        lead = "".join(s if isinstance(s, str) else "⟦⟧" for s in self.sentence[:index])
        return "states" if _STATES.search(lead) and not _POSES.search(lead) else ""

    def after(self, index: int, role: str, values: Values, reading: Reading) -> Values:
        """The values behind a formula: its own take the place of those before, a definition ends them."""
        defined = {c.defines.name for c in reading.claims if c.defines is not None}
        kept = {name: one for name, one in values.items() if name not in defined}
        numbers = given(reading)
        before = self.sentence[index - 1] if index else ""
        before = before if isinstance(before, str) else ""
        if _NOT_SO.search(before):
            return kept
        first = self.sentence[index - 2] if index > 1 else ""
        other = literal(first.source) if isinstance(first, Formula) and _ALTERNATIVE.fullmatch(before) else None
        if other is not None and other[0] in numbers:  # "$x = 1$ and $x = 2$": neither is the value
            return {name: one for name, one in kept.items() if name != other[0]}
        if _TRIED.search(before):
            self.passing |= set(numbers)
        return {**kept, **{name: Value(one, role not in ("local", "near")) for name, one in numbers.items()}}

    def numbers(self, values: Values) -> set[str]:
        """Capital letters that are numbers by their values, which stay so where a condition ends with its sentence."""
        return {name for name in values if name[0].isupper()}

    def end(self, values: Values) -> Values:
        """The values behind the sentence: what was put in for a moment is known of bare numbers only."""
        return {name: replace(one, lasting=one.lasting and name not in self.passing, age=one.age + 1)
                for name, one in values.items()}


def premise(name: str, told_number: Expr, exprs: Sequence[Expr]) -> Expr | None:
    """The value as a premise between what the name is in these expressions; None where it is no number there."""
    for s in symbols(*exprs):
        if s.name == name:
            return apply("eq", s, told_number) if not s.shape and s.sort in _NUMBERS else None
    if name in dims(*exprs) and isinstance(told_number, Number):
        return apply("eq", integer(name), told_number)
    return None


def concerned(claim: Claim, values: Values) -> list[str]:
    """The values that a claim rests on, those of its premises too: of the parameters of a law."""
    exprs = [*claim.relations, *claim.premises]
    everything = {s.name for s in symbols(*exprs)} | set(dims(*exprs))
    found = [name for name in values if name in everything]
    return found if only_numbers(claim, values) else [name for name in found if values[name].lasting]


def only_numbers(claim: Claim, values: Values) -> bool:
    """Whether all in a relation has a value, so that it is right or wrong, and a side is a bare number."""
    found = set(symbols(*claim.relations))
    random = {s for s in found if s.sort == "variable"}
    laws = [p.args[1] for p in claim.premises if isinstance(p, Apply) and p.op == "distributed" and p.args[0] in random]
    found = (found - random) | set(symbols(*laws))
    names = {s.name for s in found} | set(dims(*claim.relations))
    plain = all(not s.shape and s.sort in _NUMBERS for s in found) and len(laws) == len(random)
    bare = any(not symbols(side) and not dims(side) for r in claim.relations for side in r.children)
    return bool(names) and plain and bare and names <= set(values)


def under(reading: Reading, values: Values) -> tuple[Reading, tuple[Expr, ...]] | None:
    """The reading with the values it rests on as premises, and those that could not be used; None without any."""
    claims: list[Claim] = []
    unused: list[Expr] = []
    touched = False
    for written in reading.claims:
        claim = with_entries(written, reading.first, values) if written.kind in ("claim", "condition") else written
        touched |= claim is not written
        names = concerned(claim, values) if claim.kind in ("claim", "condition") else []
        numeric = only_numbers(claim, values)
        if not names or (claim.kind == "condition" and (not numeric or told(claim.relations))):
            claims.append(claim)
            continue
        touched = True
        exprs = [*claim.relations, *claim.premises]
        found = {name: premise(name, values[name].number, exprs) for name in names}
        unused += [apply("eq", Role((), "real").symbol(n), values[n].number) for n, p in found.items() if p is None]
        used = [p for p in found.values() if p is not None]
        claims.append(replace(claim, kind="claim", premises=tuple(dict.fromkeys((*claim.premises, *used)))))
    return (replace(reading, claims=tuple(claims)), tuple(unused)) if touched else None


def under_values(
    verdict: Verdict, chosen: Reading, readings: Sequence[Reading], known: Known, values: Values, weight: str,
    seed: int,
) -> tuple[Verdict, Reading]:
    """A formula that does not hold for all values, decided under those that the text gives; else as it was."""
    if verdict.kind in HOLDS:
        return verdict, chosen
    found = [one for one in (under(r, values) for r in (chosen, *readings)) if one is not None]
    if not found:
        return verdict, chosen
    again, reading = decide_readings([r for r, _ in found], seed=seed)
    if again.kind in FAILS and of_open_data(reading, known.scope):
        return verdict, chosen
    unused = next((unused for r, unused in found if r is reading), ())
    after = doubted(again, reading, replace(known, stated=(*known.stated, *unused)))
    used = {name: shown(values[name].number) for c in reading.claims for name in concerned(c, values)}
    firm = all(values[name].lasting for name in used)
    recent = all(values[name].age <= 1 for name in used)
    if not _stands(verdict, after, known.stance, weight if firm or weight != "states" else "", recent):
        return verdict, chosen
    return with_values(after, used), reading


def of_open_data(reading: Reading, scope: Scope) -> bool:
    """Whether `\\sum_i (x_i - \\bar x)^2 = 5` gives a number for data of which the text said nothing that was read."""
    for relation in (r for c in reading.claims for r in c.relations):
        roles = [scope.lookup(s.name) for s in symbols(relation) if s.shape and s.sort == "real"]
        bare = any(not symbols(side) and not dims(side) for side in relation.children)
        if bare and any(role is None or (role.definition is None and role.source in ("habit", "formula"))
                        for role in roles):
            return True
    return False


def shown(value: Expr) -> str:
    """A number as the text writes it: a decimal with its digits."""
    if isinstance(value, Apply) and value.op == "decimal" and isinstance(value.args[0], Number):
        return f"{float(value.args[0].value):.{dict(value.params).get('digits', 6)}f}"
    return to_text(value)


def with_values(verdict: Verdict, used: Mapping[str, str]) -> Verdict:
    """The verdict with the values in its counterexamples."""
    parts = tuple(with_values(part, used) for part in verdict.parts)
    point = {**used, **verdict.counterexample} if verdict.kind == "refuted" else verdict.counterexample
    return replace(verdict, counterexample=point, parts=parts)


def _stands(before: Verdict, after: Verdict, how: str, weight: str, recent: bool) -> bool:
    """Whether what was found under the values counts.

    Of an equation that may as well be one to be solved or met, a failure under the value counts only where the words
    assert it, or where it stands alone right behind the values.
    """
    if after.kind in HOLDS or before.kind not in ("condition", "definition"):
        return True
    claimed = how == ASSERTED or (how == ALONE and recent) or weight == "follows" or (how != POSED and weight != "")
    return after.kind in FAILS and claimed
