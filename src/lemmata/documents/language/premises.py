"""Which conditions of a sentence bind which of its claims.

A condition in front binds what follows: "For $x > 0$, $A$ and $B$". One behind binds what it closes: `for` the
whole list ("$A$, $B$ and $C$ for all $x > 0$"), `if` and `when` the claims that only commas and "and" join to
it, `iff` the one claim before it ("$A$, $B$ iff $P$"), and none where it says when equality holds. `unless` and
"otherwise" bind by the negation. What is given behind a claim binds it where both speak of the same: "$A$, where $P$".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.claimed import LINK, LOCAL, OF_CASE
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.documents.language.vocabulary import unemphasised
from lemmata.engine.expr import Apply, Expr
from lemmata.engine.ops import apply

_WORD = re.compile(rf"\b(?:{LOCAL})\b", re.IGNORECASE)
_ONE = re.compile(r"if and only if|iff|exactly when", re.IGNORECASE)
_LIST = re.compile(r"if|when|whenever|provided|providing|as long as|requiring|requires?|unless|until", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r"(?:[;:]|\b(?:and|but|while|whereas|or|so|hence|thus|then|that|therefore))[\s,]*$",
                         re.IGNORECASE)
_EXCEPT = re.compile(r"unless|except|until", re.IGNORECASE)
_IF = re.compile(r"if|when(?:ever)?|iff|exactly when", re.IGNORECASE)
_ONLY = re.compile(r"(?<!and )\bonly\s*$", re.IGNORECASE)
_EQUALITY = re.compile(r"\b(?:in)?equality\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"^[\s,]*(?:otherwise|else|in all other cases)\b", re.IGNORECASE)
_ELSE = re.compile(
    r"(?:^\W*|[,;.:]\s*|\band\s+)(?:otherwise|else|if not|in (?:all|any) other cases?|"
    r"in the (?:other|opposite|remaining) cases?)[\s,]*(?:\b(?:we|it|this|then|that|have|has|get|gets|set|obtain|is|"
    r"equals|holds|one|simply|just|by)\b[\s,]*)*$", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:where|with|such that|satisfying|assuming|subject to)\b", re.IGNORECASE)
_FOR = re.compile(r"\bfor\b[^,.;:]*$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|because|given that|knowing that|as we know that)\s*(?:we (?:have|know|assumed)"
                    r"(?: that)?|always|also|both)?\s*$", re.IGNORECASE)
# "with $p = 2$ for the Euclidean distance"
CASE_OF = re.compile(r"\s*(?:for|as|being|is|gives?|giving|yields?|yielding|recovers?|recovering|corresponds?\s+to|"
                     r"corresponding\s+to)\s+(?:the|an?)\b", re.IGNORECASE)
# "..., which is zero at $x = 1$": said of a value, which is no condition of the formula that gives the function
_TAKES_VALUE = re.compile(
    r"\b(?:vanish(?:es)?|changes? (?:its )?signs?|(?:is|are|be|becomes?) (?:[a-z]+ly )?(?:less|greater|smaller|larger|"
    r"zero|positive|negative|minimal|maximal|smallest|largest|lowest|highest|flat|steepest|undefined)|"
    r"(?:has|attains|takes|reaches|assumes) (?:an?|its|the) (?:[a-z]+ )?(?:minimum|maximum|minima|maxima|extremum))\b",
    re.IGNORECASE)
# what "where $1[a = b]$ is one if $a = b$" says is no condition of what was claimed before
_HAS_VALUE = re.compile(r"\s*(?:is|are|equals?|takes? the value|has the value|denotes|being)\s+(?:equal to\s+)?"
                        r"(?:one|zero|unity|ones|zeros|(?:the )?(?:identity|number one|indicator))\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[-−]?[\d.,{}\s]+\s*")
CLAIMS = ("claim", "property")
_NEGATED = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}


@dataclass(frozen=True)
class Binding:
    """A condition, by its index in the sentence, that binds a claim, or its negation does.

    alternative: one of two of which it is open which holds ("if $a$ or $b$", "unless $a$ and $b$")

    both: "if and only if"; only: "only if", the condition follows from the claim
    """

    condition: int
    negated: bool = False
    alternative: bool = False
    both: bool = field(default=False, repr=False)
    only: bool = field(default=False, repr=False)


@dataclass
class _Item:
    """A formula of a sentence with the text before it and, of conditions, the word that introduces them."""

    index: int
    role: str
    lead: str
    names: frozenset[str]
    source: str = ""
    word: str = ""
    before_word: str = ""


def bindings(sentence: Sequence[Segment], roles: Mapping[int, str]) -> dict[int, tuple[Binding, ...]]:
    """The conditions that bind each claim.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> from lemmata.documents.language.claimed import roles_of
    >>> sentence = parse_markdown("$a + b = c$, $a = c$ iff $b = 0$").blocks[0].segments
    >>> bindings(sentence, roles_of(sentence))
    {0: (), 2: (Binding(condition=4, negated=False, alternative=False),)}
    """
    items = _items(sentence, roles)
    found: dict[int, list[Binding]] = {item.index: [] for item in items if item.role in CLAIMS}
    group: list[_Item] = []
    together: set[int] = set()
    for place, item in enumerate(items):
        if item.role != "local":
            continue
        joined = place > 0 and items[place - 1].role == "local" and LINK.match(item.lead)
        if joined and group:
            targets = _last_targets(found, group[-1])
            group.append(item)
            together |= {one.index for one in group}
        else:
            group = [item]
            aside = _names_case(sentence, item) or _takes_value(items, place) or (
                place > 0 and says_when(item.lead))
            targets = [] if aside else _targets(items, place)
        negated = _EXCEPT.match(group[0].word) is not None
        both = _ONE.fullmatch(group[0].word) is not None
        only = _IF.match(group[0].word) is not None and _ONLY.search(group[0].before_word) is not None
        for index in targets:
            found[index].append(Binding(item.index, negated, both=both, only=only and not both))
    for place, item in enumerate(items):
        if _given_behind(items, place):
            for one in items[:place]:
                if one.role == "claim" and names_in(one.source).keys() & names_in(item.source).keys():
                    found[one.index].append(Binding(item.index))
    alternatives = _alternatives(items)
    for place, item in enumerate(items):
        behind = item.role in CLAIMS and _OTHERWISE.match(_after(sentence, item.index)) is not None
        if item.role in CLAIMS and (behind or otherwise(sentence, item.index)):
            earlier = [b for other in items[:place] if other.role in CLAIMS for b in found[other.index]]
            if not behind:  # "if $a$, then $b$; else $c$": what stood before it binds it no more
                earlier = [b for b in earlier if b in found[item.index]] or earlier
                found[item.index] = []
            found[item.index].extend(Binding(b.condition, not b.negated) for b in earlier[-1:])
    either = {True: together - alternatives, False: alternatives}  # unless both hold: it is open which one does not
    return {index: tuple(dict.fromkeys(
        Binding(b.condition, b.negated, b.condition in either[b.negated], b.both, b.only) for b in bound))
            for index, bound in found.items()}


def reasons_of(sentence: Sequence[Segment], roles: Mapping[int, str]) -> dict[int, list[int]]:
    """The formulas that a sentence gives as reasons, by the claims that they are given for.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> from lemmata.documents.language.claimed import roles_of
    >>> sentence = parse_markdown("Since $a = b$ and $b = c$, we have $a = c$.").blocks[0].segments
    >>> reasons_of(sentence, roles_of(sentence))
    {5: [1, 3]}
    """
    items = [item for item in _items(sentence, roles) if item.role == "claim"]
    grounds: list[int] = []
    for place, item in enumerate(items):
        follows = place > 0 and place - 1 in grounds and re.fullmatch(r"[\s,]*(?:and)?\s*", item.lead) and (
            "and" in item.lead or (not item.lead.strip(" ,") and place + 1 < len(items)))
        if _SINCE.search(item.lead) or follows:
            grounds.append(place)
    found: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        if place not in grounds:
            before = [g for g in grounds if g < place]
            behind = [g for g in grounds if g > place and all(k in grounds for k in range(place + 1, g))]
            if before or behind:
                found[item.index] = [items[g].index for g in (*before, *behind)]
    return found


def otherwise(sentence: Sequence[Segment], index: int) -> bool:
    """Whether a formula is said to hold where a condition before it does not: "Otherwise, $P$", "..., else $P$".

    >>> otherwise(["Otherwise we have ", None], 1), otherwise(["It is otherwise clear that ", None], 1)
    (True, False)
    """
    before = sentence[index - 1] if index else ""
    return isinstance(before, str) and _ELSE.search(before) is not None


def supposing(sentence: Sequence[Segment], roles: Mapping[int, str]) -> tuple[frozenset[int], frozenset[int]]:
    """The conditions that a sentence only supposes ("if", "when"), and those outside of which it speaks ("unless")."""
    items = _items(sentence, roles)
    maybe, outside = set(), set()
    for place, item in enumerate(items):
        before = items[place - 1].index if place else -1
        joined = LINK.match(item.lead) is not None and item.lead.strip() != ""
        if item.role == "local" and (_IF.match(item.word) or (joined and before in maybe)):
            maybe.add(item.index)
        elif item.role == "local" and (_EXCEPT.match(item.word) or (joined and before in outside)):
            outside.add(item.index)
    return frozenset(maybe), frozenset(outside)


def _alternatives(items: Sequence[_Item]) -> set[int]:
    """The conditions that stand beside others by "or": which of them holds is open."""
    found: set[int] = set()
    for before, item in itertools.pairwise(items):
        if before.role == item.role == "local" and LINK.match(item.lead) and re.search(r"\bor\b", item.lead):
            found |= {before.index, item.index}
    return found


def binding_partly(roles: Mapping[int, str], bound: Mapping[int, Sequence[Binding]]) -> list[int]:
    """The conditions that leave out a claim of their sentence, or bind one by their negation."""
    return [index for index, role in roles.items() if role == "local" and not all(
        any(b.condition == index and not b.negated for b in conditions) for conditions in bound.values())]


def negation(premise: Expr) -> Expr | None:
    """The negation of a relation between numbers, None of anything else.

    >>> from lemmata.engine.expr import symbol
    >>> negation(apply("gt", symbol("x"), 0)).op
    'le'
    """
    if isinstance(premise, Apply) and premise.op in _NEGATED and not any(side.shape for side in premise.children):
        return apply(_NEGATED[premise.op], *premise.children)
    return None


@dataclass(frozen=True)
class Bound:
    """What binds a claim: premises, and sources of conditions that were not understood.

    both: premises that the claim implies too, of "iff"; needed: what it is said to imply, and no premise, of "only if"
    """

    premises: tuple[Expr, ...] = ()
    unread: tuple[str, ...] = ()
    both: tuple[Expr, ...] = ()
    needed: tuple[Expr, ...] = ()


def bound_by(
    bound: Sequence[Binding], relations: Mapping[int, tuple[Expr, ...] | None], sources: Mapping[int, str]
) -> Bound:
    """The premises of a claim from the relations of the conditions that bind it; None: not understood."""
    premises: list[Expr] = []
    unread: list[str] = []
    both: list[Expr] = []
    needed: list[Expr] = []
    for one in bound:
        found = None if one.alternative else relations.get(one.condition, ())
        if found is not None and one.negated:
            negated = negation(found[0]) if len(found) == 1 else None
            found = (negated,) if negated is not None else None
        if found is None:
            unread.append(sources[one.condition])
        elif one.only:
            needed.extend(found)
        else:
            premises.extend(found)
            both.extend(found if one.both else ())
    return Bound(tuple(premises), tuple(unread), tuple(both), tuple(needed))


def _items(sentence: Sequence[Segment], roles: Mapping[int, str]) -> list[_Item]:
    items: list[_Item] = []
    lead = ""
    for index, segment in enumerate(sentence):
        if isinstance(segment, str):
            lead += unemphasised(segment)
        elif isinstance(segment, Formula):
            item = _Item(index, roles[index], lead, frozenset(one.name for one in mention(segment.source).names),
                         segment.source)
            words = [found] if (found := OF_CASE.search(lead)) else list(_WORD.finditer(lead))
            if item.role == "local" and words:
                item.word, item.before_word = words[-1][0], lead[:words[-1].start()]
            items.append(item)
            lead = ""
    return items


def _targets(items: Sequence[_Item], place: int) -> list[int]:
    """The claims that a condition binds which follows none of its own kind."""
    item = items[place]
    before = [k for k in range(place) if items[k].role in CLAIMS]
    after = [k for k in range(place + 1, len(items)) if items[k].role in CLAIMS]
    if after and (not before or _NEW_CLAUSE.search(item.before_word)):
        return [items[k].index for k in _until_replaced(items, place, after)]
    if not before or _EQUALITY.search(item.before_word):
        return []
    if _ONE.fullmatch(item.word):
        return [items[before[-1]].index]
    if _has_own(items, place, before[-1]):
        return []
    chain = [before[-1]]
    weak = _LIST.fullmatch(item.word) is not None
    for k in reversed(before[:-1]):
        last = chain[-1]
        between = items[k + 1:last]
        if any(one.role == "local" for one in between) or ";" in items[last].lead:
            break
        if weak and not LINK.match(items[last].lead):
            break
        chain.append(k)
    # "$h'(r) = r$ for $|r| < d$ and $h'(r) = d$ for $|r| > d$": each with its own
    followers = [] if weak else _until_replaced(items, place, after, names_in(item.source))
    return [items[k].index for k in (*reversed(chain), *followers)]


def _has_own(items: Sequence[_Item], place: int, claim: int) -> bool:
    """Whether a claim holds under another condition of the same kind: "for $x = 3$, $f(x) = 9$; for $x = 4$ it ..."."""
    item = items[place]
    anew = _NEW_CLAUSE.search(item.before_word) is not None or _is_value(item.source)
    return anew and any(one.role == "local" and one.names & item.names for one in items[:claim])


def says_when(lead: str) -> bool:
    """Whether the words before a condition say when something else has a value: "where $1[a = b]$ is one if $a = b$".

    >>> says_when(" is one if "), says_when(" is symmetric if ")
    (True, False)
    """
    return _HAS_VALUE.match(lead) is not None


def _names_case(sentence: Sequence[Segment], item: _Item) -> bool:
    """Whether a value only names a special case of what was said: "with $p = 2$ for the Euclidean distance"."""
    return item.word.lower().strip(" ,") == "with" and _is_value(item.source) and (
        CASE_OF.match(_after(sentence, item.index)) is not None)


def _takes_value(items: Sequence[_Item], place: int) -> bool:
    """Whether a value is where the function before takes one of its own: "$f'(x) = 2x$, which is zero at $x = 0$".

    "$f(x) = 4$, its largest value, at $x = 0$" says what it is there.
    """
    item, before = items[place], items[place - 1] if place else None
    if before is None or before.role not in CLAIMS or not _TAKES_VALUE.search(item.lead):
        return False
    letter, equals, _ = item.source.partition("=")
    named = {one.name for one in symbol_list(letter)} if equals else set()
    return bool(named & names_in(before.source.rpartition("=")[2]).keys())


def _given_behind(items: Sequence[_Item], place: int) -> bool:
    """Whether a condition is given by words such as "where", or is one of several that are."""
    item = items[place]
    said_of = item.role == "property" and place > 1 and _goes_over(items[place - 1])
    if not (item.role == "given" or said_of) or _is_value(item.source):
        return False
    return _BEHIND.search(item.lead) is not None or (
        place > 0 and LINK.match(item.lead) is not None and _given_behind(items, place - 1))


def _goes_over(item: _Item) -> bool:
    """Whether a claim before is said for this: "$A$ for $w_i \\ge 0$", "for all weights $w_i$", with a property."""
    return item.role == "local" or (
        mention(item.source).kind in ("symbols", "member") and _FOR.search(item.lead) is not None)


def _is_value(source: str) -> bool:
    """`d = 768`: a value, under which a claim is looked at by itself."""
    left, _, right = source.partition("=")
    return bool(symbol_list(left)) and _NUMBER.fullmatch(right) is not None


def _until_replaced(
    items: Sequence[_Item], place: int, after: Sequence[int], letters: Collection[str] = (),
) -> list[int]:
    """The claims behind a condition, up to the next one that speaks of the same symbols, with its own claims.

    letters: what it speaks of where it bounds no symbol
    """
    names = items[place].names
    found = []
    for k in after:
        later = [one for one in items[place + 1:] if one.role == "local" and (
            one.names & names if names else names_in(one.source).keys() & set(letters))]
        own = [one for one in later if not LINK.match(one.lead)]
        if own and (items.index(own[0]) < k or not _NEW_CLAUSE.search(own[0].before_word)):
            break
        found.append(k)
    return found


def _last_targets(found: Mapping[int, list[Binding]], condition: _Item) -> list[int]:
    return [index for index, bound in found.items() if any(b.condition == condition.index for b in bound)]


def _after(sentence: Sequence[Segment], index: int) -> str:
    text = ""
    for segment in sentence[index + 1:]:
        if isinstance(segment, Formula):
            break
        text += segment if isinstance(segment, str) else ""
    return text
