"""Which formulas of a sentence claim something, and which say under which conditions.

given   a condition that stays: "Let $c > 0$", "where $W^T W = I$", "suppose that $m_0 = 0$"
property  said of something: "with $\\sum_i p_i = 1$", "satisfies $PA = A$"; a condition unless that is defined
local   a condition of this sentence: "for $x \\ge 0$", "if $a = b$", "iff $p = q$"
near    a point of expansion: "about $h = 0$"
case    given in one case only: "where $x \\le c$ if $c > 0$"; what is known outside of that case it does not say
claim   everything else; also what only names something, as the reader of formulas sees that
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.intervals import lies_on, looks_on
from lemmata.documents.language.symbols import Mention, mention, names_in, symbol_list
from lemmata.documents.language.vocabulary import CONCLUDING, unemphasised

Sentence = Sequence[Segment]

# "we are left with", "is differentiable with" say what follows, "a matrix with" says what is given.
_WITH = "".join(f"(?<!{word} )" for word in ("left", "up", "agrees", "agree", "consistent", "differentiable")) + "with"
_GIVEN = (rf"let(?!['’]s\b| us\b)|where|{_WITH}|such that|s\.\s?t\.|assume|assuming|suppose|supposing|subject to|"
          r"satisfying|satisfies|"
          r"satisfy|consider|denote|define|set|put|whose|having|starting from|start from")
LOCAL = (r"if and only if|iff|exactly when|as long as|except(?: for| when| if| at| where)?|if|when|whenever|"
         r"for(?! (?:instance|example)\b)|provided|providing|given|unless|until|requiring|requires?|needs")
_PROPERTY = re.compile(r"with|having|satisf\w+", re.IGNORECASE)
_TRIGGER = re.compile(rf"\b(?:(?P<given>{_GIVEN})|(?P<local>{LOCAL}))\b(?P<filler>[^⟦.;:]*)$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?P<given>(?!))?(?P<local>if and only if|iff|exactly when|if|when)\b(?P<filler>[^⟦.;:]*)$",
                   re.IGNORECASE)
_AT = re.compile(r"\b(?:on|over|(?<!recovered )(?<!expressed )(?<!computed )(?<!obtained )as|at|point|"
                 r"(near|around|about))\s*$", re.IGNORECASE)
# "the continuation to $\\Re(a) \\le 0$", "(also $a < 0$)": where something is, no claim.
_REGION = re.compile(
    r"(?:\b(?:continu(?:ation|ed|es)|exten(?:sions?|ds?|ded)|restrict(?:ions?|s|ed)|generali[sz]\w+)\s+(?:to|from)|"
    r"\b(?:outside|inside|within|beyond)(?: of)?|\(\s*(?:also|even|including|especially|possibly))(?: the)?"
    r"(?: (?:half-?plane|dis[ck]|region|domain|interval|range|set))?\s*$", re.IGNORECASE)
_AN_INTERVAL = re.compile(r"\s*(?:\\left)?[(\[][^=<>|]*,[^=<>|]*(?:\\right)?[)\]]\s*")
_SHORT = 24  # characters of a condition such as `x = 0` after "at"
_STATES = re.compile(rf"(?:\b(?:{CONCLUDING}|is|are|that|gives?|gets?|have|obtain|i\.e\.)\W*|:\s*)$", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|we|have|has|gets?|gives?|obtains?|then|follows?|holds?|becomes?|yields?|implies|"
                   r"means|reads|states|says|asserts|equals?|can|may|must|will|so|hence|thus|therefore)\b",
                   re.IGNORECASE)
_BARE = re.compile(r"(?:\s|,|\b(?:either|all|any|every|each|some|that|which|also|the|both|conditions?|constraints?|"
                   r"identity|it|holds|real|orthonormal columns)\b)*$", re.IGNORECASE)
# "for all pairs of variables, $H(X \\mid Y) \\le H(X)$": the formula is not what "for" goes over.
_CLOSED = re.compile(r"\b(?!(?:all|any|every|each|some|real|both)\b)[A-Za-z]{3,}[\w\s)-]*,\s*"
                     r"(?:(?:in general|in particular|again|also|even|still|indeed|generally|always)\s*)?$")
DERIVED = re.compile(r"'|\\prime|\\nabla|\\partial|\\frac\s*\{\s*d\b")
_OF_SLOPE = re.compile(r"\s*(?:(?:the|a|an|its|local|partial|total|corresponding|following|simple) )*"
                       r"(?:derivatives?|gradients?|slopes?|Jacobian|Hessian)\W*", re.IGNORECASE)
# "for $a, b > 0$ with $a + b = 1$, $ab \\le 1/4$"
_RESTRICTED = re.compile(r"(?:^|[:;.]\s)\W*for\b[^.;:]*\bwith\b[^.;:]*$", re.IGNORECASE)
_FOR_ALL = re.compile(r"\W*for (?:all|any|every|each)\b[^.;:]*$", re.IGNORECASE)
# "for $p, q$ on the same finite set, $H(p) \\ge 0$": a noun, which sets nothing.
_A_SET = re.compile(r"\b(?:an?|the|this|that|each|every|any|some|same|one|its|their|our)\s+(?:[\w-]+\s+){0,3}set$",
                    re.IGNORECASE)
# "the $|x| < 1$ part": a formula as the name of a case.
_CASE = re.compile(r"\s*(?:portion|part|region|case|regime|branch|segment|setting|limit)s?\b", re.IGNORECASE)
# "In the special case $A = A^T$ this is", "under $a = b$": the case is named; "in the scalar case" more is claimed.
OF_CASE = re.compile(
    r"(?:\b(?:in|for|under|to|with|as|consider)\s+|(?:^|[.;:,])\s*)?\b(?:the|an?|one|our)\s+(?:"
    r"(?:(?:very|most|more|special|particular|important|interesting|notable|simplest|simple|trivial|degenerate|limiting|"
    r"extreme|boundary|common|frequent|further|specific|usual)\s+)*(?:cases?|situations?|settings?|scenarios?|regimes?)\s*"
    r"(?:is(?: that)?)?|(?:[\w-]+\s+){0,3}?(?:cases?|situations?|settings?|scenarios?)\s*"
    r"(?:\(|of|that|where|when|in which))\s*$"
    r"|\bunder(?: the (?:condition|assumption|hypothesis|constraint|restriction)(?: that)?)?\s*$", re.IGNORECASE)
_COLUMNS = re.compile(r"\borthonormal columns\b,?\s*$", re.IGNORECASE)
_GROUND = re.compile(r"(?:^|[.;]\s|,\s|\band\s)\W*(?:since|because|as|if|when(?:ever)?)\b[^.;,]*,\s*$",
                     re.IGNORECASE)
# "If $a$ is a number and $|a| < 1$, then": what stands in an if-clause before its end is a condition, verbs or not.
_IN_CLAUSE = re.compile(
    r"(?:^|[.;:]\s|,\s|\b(?:that|then|and|but|so)\s)\W*(?:(?P<if>if|when|whenever|provided(?: that)?)|suppose|assume)\b"
    r"(?P<inside>(?:(?!\b(?:then|we|hence|thus|so|therefore|it follows)\b)[^.;:])*)$", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:and|or|also|both)\s*$", re.IGNORECASE)
_THEN = re.compile(r"\s*,?\s*then\b", re.IGNORECASE)
_MAIN = re.compile(r"\s*,?\s*(?:then\b|(?:we|it|one|this|there) (?:have|get|obtain|find|holds?|follows|has|gives?)\b)",
                   re.IGNORECASE)
_OPENS = re.compile(r"^\W*(?:(?:and|now|next|here|also|again|further|moreover|finally),? )*"
                    r"(?:let(?!['’]s\b| us\b)|suppose|assume|consider|take|given|choose|pick|fix|imagine)\b",
                    re.IGNORECASE)
_SUCH = re.compile(r"\b(?:with|such that|so that|satisfy(?:ing)?|satisfies|obey(?:ing|s)?|for which|subject to)\s*$",
                   re.IGNORECASE)
_ONCE = re.compile(r"\b(?:for|if|when|whenever)\s*$", re.IGNORECASE)  # "Whenever $a$, $b$ and $c$, we have $d$"
_PROVIDED = re.compile(r"\b(?:provided|providing|assuming|as long as)(?: that)?\s*$", re.IGNORECASE)
_GOES_ON_AS_LIST = re.compile(r"\s*(?:,\s*)?(?:and\s*(?:also\s*|with\s*|that\s*)?)?", re.IGNORECASE)
_LET = re.compile(r"^\W*(?:and |now )?(?:let(?!['’]s\b| us\b)|suppose|assume|given|fix|take)\b", re.IGNORECASE)
_GIVEN_DATA = re.compile(r"^\W*given\b[^.;:⟦]*(?:⟦⟧[^.;:⟦]*)*$", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b[^.;:]*$", re.IGNORECASE)
_TO_NUMBER = re.compile(r"[^'=]*=\s*-?\d[\d.]*\s*[.,;]?\s*$")
_SUPPOSED = re.compile(r"^\W*(?:suppose|assume)\b", re.IGNORECASE)
_CONCLUDED = re.compile(rf"\b(?:{CONCLUDING}|we (?:have|get|obtain|see))\b", re.IGNORECASE)
_ENDS = re.compile(r"\W*(?:$|(?:for|if|when|since|because|by|as|with|where|and|but|so|hence|thus|while)\b)",
                   re.IGNORECASE)
_ASIDE = re.compile(r"[^()⟦]*\((?P<inside>[^()⟦]*)")
# "for $k = 1, 2, \\dots$ and $$\\sum_k p_k = 1$$": what a letter goes through is no condition of the same kind.
_THROUGH = re.compile(r"\s*\\?[A-Za-z]+\s*=\s*-?[\w, +-]+\\[lc]?dots(?![A-Za-z])[^=]*")
_START = re.compile(r"\s*[A-Za-z]_\{?\d\}?\s*=\s*-?\d+\s*$")
# "$p = 2$ recovers the Euclidean norm": one choice among several, which lasts no longer than its sentence.
_CHOICE = re.compile(r"\s*(?:corresponds?|reduces?|amounts?|leads?|specializes) to\b|\s*recovers?\b|"
                     r"\s*is (?:called|known as)\b", re.IGNORECASE)
_CHOSEN = re.compile(r"\s*\\?[A-Za-z]+(?:_\{?\w+\}?)?\s*=[^=]*$")
LINK = re.compile(r"\s*(?:,|,?\s*(?:and|or))\s*$", re.IGNORECASE)
_CONDITION = re.compile(r"[\s,]*(?:if and only if|iff|if|when|whenever|unless)\b", re.IGNORECASE)
_IMPLIED = re.compile(r"\s*(?:always |also )?(?:implies|entails|forces|gives)(?: that)?\s*", re.IGNORECASE)
# "$a = b$ implies $c = d$" supposes the first; "the identity $a = b$ implies" and "$a = b$, which implies" claim it.
_IMPLIES = re.compile(r"[\s\"”'’)*_]*(?:(?:does not|doesn['’]t|always|also|would|already|clearly|in turn) )?"
                      r"(?:impl(?:y|ies)|entails?|forces?)\b", re.IGNORECASE)
_TRUE = re.compile(r"\b(?:(?:identity|inequality|equation|fact|rule|formula|property|theorem|lemma|result|bound)"
                   r"(?: that)?|since|because)\W*$", re.IGNORECASE)
_APPOSED = re.compile(r"\bfor (?:an?|the|any|every|all|each|large|small)\b[^⟦,.;:]*(?:,|,? (?:that is|i\.e\.|namely),?)"
                      r"\s*$", re.IGNORECASE)
_THE_CLAIM = re.compile(r"\s*,\s*(?:the|its|we|it|this|one|that)\b", re.IGNORECASE)
_FOR = re.compile(r"\s*for\b", re.IGNORECASE)
_IF = re.compile(r"[\s,]*(?:if|when|whenever)\b", re.IGNORECASE)
# "It is a density, for $\\int f(x) dx = 1$.": for nothing is claimed before that this could be a condition of.
_AS_REASON = re.compile(r"\w[^⟦]*,\s*for(?: indeed| clearly| then)?\s*$")
_WORKED_OUT = re.compile(r".*\\(?:int|sum|prod|lim)(?![A-Za-z]).*=\s*-?\d[\d.]*\s*[.,;]?\s*", re.DOTALL)
_EQUATION = re.compile(r"(?<![<>!:\\])=|\\approx\b|\\equiv\b")
_UNEQUAL = re.compile(r"[^=]*\\(?:neq?|not\s*=)(?![A-Za-z])[^=]*")


def roles_of(sentence: Sentence) -> dict[int, str]:
    """given, property, local, near or claim for each formula, by its index in the sentence.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> block = parse_markdown("For $x > 0$ we have $y = 2$ if $a = b$, where $c > 0$.").blocks[0]
    >>> list(roles_of(block.segments).values())
    ['local', 'claim', 'local', 'given']
    """
    found: dict[int, str] = {}
    so_far, between = "", ""
    previous: int | None = None
    implying: set[int] = set()  # what is supposed by "implies" alone
    supposed: list[int] = []  # what may be claimed though it follows a condition like another one
    for index, segment in enumerate(sentence):
        if isinstance(segment, str):
            between += unemphasised(segment)
            so_far += segment
            continue
        if not isinstance(segment, Formula):
            continue
        seen = mention(segment.source)
        equation = _is_equation(segment.source, seen)
        short = not segment.display and len(segment.source) <= _SHORT
        before, last = (found[previous], sentence[previous]) if previous is not None else ("", None)
        short = short and not _works_out(segment.source, seen)
        found[index] = _role(segment.source, seen, equation, short, between, so_far, before, last)
        if found[index] in ("property", "given") and seen.kind in ("bound", "other") and _CASE.match(
                _next(sentence, index)):
            found[index] = "local"
        if seen.kind in ("bound", "other") and not equation and _IF.match(_next(sentence, index)) and (
                found[index] == "given" or (before == "local" and "case" in found.values() and LINK.match(between))):
            found[index] = "case"
        following = _next(sentence, index)
        if found[index] == "local" and before in ("", "given") and _AS_REASON.search(between) and (
                _WORKED_OUT.fullmatch(segment.source) and re.fullmatch(r"\W*", following)):
            found[index] = "claim"
        if found[index] == before == "local" and "claim" in found.values() and (
                _CONDITION.match(following) or (_FOR.match(following) and (
                    (not seen.names and seen.kind == "other") or _parallel(sentence, index, found)))):
            found[index] = "claim"  # "..., and $c = d$ when $e = f$", "$c = 0$ for $p = 0$, and $c = 1$ for $p = 1$"
        if found[index] == "claim" and seen.kind in ("bound", "other") and (clause := _IN_CLAUSE.search(so_far)) and (
                _THEN.match(_next(sentence, index)) or (
                    _GOES_ON.search(between) and re.match(r"\s*[,.]", _next(sentence, index))
                    and "," not in clause["inside"])):
            found[index] = "local" if clause["if"] else "given"
        if found[index] == "claim" and equation and not re.search("[A-Za-z]", so_far) and _CHOSEN.match(
                segment.source) and _CHOICE.match(_next(sentence, index)):
            found[index] = "local"
        if found[index] == "claim" and equation and re.fullmatch(r"\s*,?\s*and\s*", between):
            if before == "local" and _THEN.match(_next(sentence, index)):
                found[index] = "local"  # "If $a > 0$ and $b = c$, then ..."
            elif before == "given" and _WHERE.search(so_far) and _TO_NUMBER.search(segment.source):
                found[index] = "given"  # "..., where $a_i > 0$ and $\\sum_i a_i = 1$"
        if found[index] == "claim" and not equation and short and _APPOSED.search(between) and _THE_CLAIM.match(
                following) and any(isinstance(one, Formula) for one in sentence[index + 1:]):
            found[index] = "local"  # "for a large residual, $|r| > c$, the loss is $l = ...$"
        if found[index] == "claim" and before == "local" and previous not in implying and _IMPLIED.fullmatch(between):
            found[index] = "local"  # "is increasing if $x < y$ implies $f(x) < f(y)$"
        if found[index] == "claim" and seen.kind in ("bound", "other") and _IMPLIES.match(
                _next(sentence, index)) and not _TRUE.search(between):
            found[index] = "local"
            implying.add(index)
        if found[index] == "claim" and following.startswith(")") and _TO_NUMBER.match(segment.source) and (
                aside := _ASIDE.fullmatch(between)) and not _VERB.search(aside["inside"]) and (
                isinstance(last, Formula) and any(one.name in names_in(segment.source) for one in symbol_list(
                    last.source))):
            found[index] = "given"  # "a target $y$ (one-hot or soft, $\\sum_k y_k = 1$)"
        apart = re.fullmatch(r"\s*,\s*", between) is not None or (segment.display and not between.strip())
        restricted = found[index] == before == "property" and _RESTRICTED.search(so_far) is not None
        general = found[index] == before == "given" and _FOR_ALL.match(so_far) is not None
        joined = apart and (found[index] == before == "local" or restricted or general)
        plain = any(not one.called for one in seen.names) or seen.kind not in ("bound", "other")
        if joined and not plain and not supposed:
            supposed = [index]
        elif supposed and found[index] in ("local", "property") and LINK.match(between):
            supposed.append(index)
        previous, between = index, ""
        so_far += " ⟦⟧ "
    claimed = [k for k, role in found.items() if role == "claim" and not _only_names(sentence[k])]
    if supposed and not claimed and _ENDS.match(_next(sentence, supposed[-1])):
        found |= dict.fromkeys(supposed, "claim")  # "For $x > 0$, $\log(1 + x) \le x$."
    several = [k for k, role in found.items() if role in ("given", "claim") and _in_case(sentence, k)]
    if len(several) > 1:  # "Define $s(x) = 1$ for $x > 0$, $s(x) = -1$ for $x < 0$"
        found |= dict.fromkeys(several, "claim")
    return found | _listed_behind(sentence, found)


def _parallel(sentence: Sentence, index: int, found: Mapping[int, str]) -> bool:
    """Whether a formula says of a name what a claim before it has said of it: "$c = 0$ for $p = 0$, and $c = 1$"."""
    heads = {k: one.source.partition("=")[0].strip() for k in (*found, index)
             if isinstance(one := sentence[k], Formula) and "=" in one.source}
    return index in heads and any(role == "claim" and heads.get(k) == heads[index] for k, role in found.items()
                                  if k != index)


def _listed_behind(sentence: Sentence, found: Mapping[int, str]) -> dict[int, str]:
    """The conditions that go on a list of them: "Let $a$, $b$, $c$ be numbers with $a + b = 1$, $b + c = 2$ and ...".

    "With $a = 1$, $b = 2$ and $c = 3$." may be a sentence that claims what follows its first comma.
    """
    told: dict[int, str] = {}
    opener = ""
    role, run, lead, opened = "", [], "", _OPENS.match(_text(sentence[0]) if sentence else "") is not None
    for index, segment in enumerate(sentence):
        if not isinstance(segment, Formula):
            lead += _text(segment)
            continue
        if role and _GOES_ON_AS_LIST.fullmatch(lead):
            run.append(index)
        else:
            provided = found[index] == "local" and _PROVIDED.search(lead) is not None
            such = found[index] in ("property", "given", "local") and _SUCH.search(lead) is not None
            once = found[index] == "local" and not opened and _ONCE.search(lead) is not None
            starts = provided or such or once
            opener = lead
            role, run = (found[index], [index]) if starts else ("", [])
        if role and (opened or _MAIN.match(_next(sentence, index))):
            told |= {k: role for k in run if found[k] == "claim" and not _defines_anew(sentence, k)}
        lead = ""
    if role == "local" and _PROVIDED.search(opener) and not re.search(r"\w", lead):
        told |= {k: role for k in run if found[k] == "claim"}  # "..., provided that $a = b$, $c = d$ and $e = f$."
    return told


def _defines_anew(sentence: Sentence, index: int) -> bool:
    """Whether an equation gives a letter of which the sentence has not spoken yet: "with $a = 1$, $y = a x$"."""
    formula = sentence[index]
    assert isinstance(formula, Formula)
    left, equals, _ = formula.source.partition("=")
    earlier = {name for one in sentence[:index] if isinstance(one, Formula) for name in names_in(one.source)}
    return bool(equals) and len(names_in(left)) == 1 and not earlier & names_in(left).keys()


def _text(segment: Segment) -> str:
    return unemphasised(segment) if isinstance(segment, str) else " ⟦⟧ "


def _only_names(formula: Segment) -> bool:
    """`$x$`, `$n \\times n$`: what claims nothing, whatever its role."""
    return isinstance(formula, Formula) and mention(formula.source).kind in ("symbols", "size", "set")


def _in_case(sentence: Sentence, index: int) -> bool:
    """Whether an equation is said for some values only, right behind it."""
    formula = sentence[index]
    return isinstance(formula, Formula) and _is_equation(formula.source, mention(formula.source)) and re.fullmatch(
        r"\s*,?\s*(?:for|if|when|whenever)\s+(?:all\s+)?", _next(sentence, index), re.IGNORECASE) is not None


def is_place(sentence: Sentence, index: int) -> bool:
    """Whether a formula says at which point something is: "at $x = a$", "odd around $n = N - 1$"."""
    before = sentence[index - 1] if index else ""
    return isinstance(before, str) and _AT.search(before) is not None


def _next(sentence: Sentence, index: int) -> str:
    """The text behind a formula."""
    following = sentence[index + 1] if index + 1 < len(sentence) else ""
    return following if isinstance(following, str) else ""


def _role(
    source: str, seen: Mention, equation: bool, short: bool, lead: str, so_far: str, before: str, last: object
) -> str:
    if looks_on(lead, source):
        return "local"
    if lies_on(lead, source):
        return "claim"
    if seen.kind in ("symbols", "size", "set"):
        return "claim" if not (LINK.match(lead) and lead.strip()) else before or "claim"
    called = any(one.called for one in seen.names)
    member = seen.kind == "member" and seen.domain and not called
    if seen.kind in ("law", "map") or (member and not _TRIGGER.search(lead)):
        return "given"
    trigger = _TRIGGER.search(lead)
    while trigger is not None:  # "for one, if $a = b$": the first words that fit what stands between
        word = _WHEN.search(lead, trigger.start()) if trigger["given"] else None  # "with equality iff"
        found = word or trigger
        fits = _BARE.match(found["filler"]) if equation else not (
            _VERB.search(found["filler"]) or _CLOSED.search(found["filler"]))
        fits = fits and not _A_SET.search(lead[:found.start("filler")])
        fits = fits and found["filler"].count(")") <= found["filler"].count("(")  # else a remark that has ended
        if fits and found["given"] and _OF_SLOPE.fullmatch(found["filler"]) and DERIVED.search(source.split("=")[0]):
            return "claim"  # "flows back with the local derivative $\\partial c / \\partial d = ...$"
        if fits and found["given"]:
            return "property" if _PROPERTY.fullmatch(found["given"]) else "given"
        if fits:  # "Given data $y_1, \\ldots, y_n \\in \\mathbb{R}$, ...": given from here on
            return "given" if member and _GIVEN_DATA.match(so_far) else "local"
        trigger = _TRIGGER.search(lead, trigger.start() + 1)
    if short and (at := _AT.search(lead)):
        return "near" if at[1] else "local"
    if seen.kind == "bound" and seen.names and re.fullmatch(r"\s*[,(]\s*", lead) and isinstance(last, Formula) and (
            {one.name for one in seen.names} == {one.name for one in symbol_list(last.source)}):
        return "property"  # "with probability $f$, $0 < f < 1/2$"
    if OF_CASE.search(lead) or (not equation and _REGION.search(lead)):
        return "local"
    columns = _COLUMNS.search(lead) is not None and _GROUND.search(so_far) is None
    if equation and (columns or (_SUPPOSED.match(so_far) and not _CONCLUDED.search(so_far))):
        return "given"
    if before == "local" and seen.kind == "bound" and not called and _LET.match(so_far) and isinstance(
            last, Formula) and _AN_INTERVAL.fullmatch(last.source) and LINK.match(lead):
        return "given"  # "Let $U$ be uniform on $(0, 1)$ and $a > 0$": where a law lives is no condition on others
    if before in ("given", "property", "local") and LINK.match(lead) and isinstance(last, Formula):
        alike = _is_equation(last.source, mention(last.source)) == equation and (
            not _THROUGH.fullmatch(last.source) or _THROUGH.fullmatch(source) is not None)
        if equation and before != "local" and _ties(source, so_far, last.source):
            return "given"  # "Let $a, b > 0$, $a + b = 1$."
        if not equation or (before == "property" and "and" in lead) or (alike and re.search(r"\b(?:and|or)\b", lead)):
            return before
        if before == "given" and _LET.match(so_far) and re.fullmatch(r"\s*and\s*", lead):
            return before
        if before == "given" and alike and short and _START.match(last.source):  # "$F_0 = 0$, $F_1 = 1$"
            return before
    if seen.kind == "bound" and seen.names and not called and not _STATES.search(lead):
        return "given"
    return "claim"


def _ties(source: str, so_far: str, last: str) -> bool:
    """Whether an equation with a number ties together several symbols of which a bound or a set was just given."""
    left, equals, _ = source.partition("=")
    names = set(names_in(left))
    told = mention(last).kind in ("bound", "member") and names & set(names_in(last))
    return bool(equals and told and len(names) > 1 and _TO_NUMBER.search(source)) and not _CONCLUDED.search(so_far)


def _is_equation(source: str, seen: Mention) -> bool:
    """Whether a formula is an equation, or what may be no bound of a symbol either."""
    return _EQUATION.search(source) is not None or (seen.kind == "other" and _UNEQUAL.fullmatch(source) is None)


def _works_out(source: str, seen: Mention) -> bool:
    """Whether an equation works out a derivative: `\\tanh'(t) = 1 - \\tanh(t)` is no value that t takes."""
    left, _, right = source.partition("=")
    return not seen.names and DERIVED.search(left) is not None and re.search(r"[A-Za-z]", right) is not None
