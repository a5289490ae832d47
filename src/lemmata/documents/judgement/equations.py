"""Whether an equation is asserted, or posed: given as a condition, to be solved, to be met.

"We have $a = b$" asserts; "the line $2x + 3y = 6$" and "we solve $Ax = 0$" pose. Where the words leave it open, an
equation with a constant on one side is a condition, unless nothing could meet or miss it: a side that takes one
value everywhere restricts nothing, and $\\sin^2 x + \\cos^2 x = 2$ is false.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.judgement.probabilities import varies
from lemmata.documents.judgement.standing import bounds, is_polynomial, is_property
from lemmata.documents.language.claimed import DERIVED
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.documents.language.vocabulary import unemphasised
from lemmata.engine.expr import Apply, At, Bind, Expr, Symbol, open_binder, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide, fails_early
from lemmata.engine.verdicts.verdict import HOLDS

ASSERTED, POSED, OPEN, ALONE = "asserted", "posed", "open", "alone"
_POSED = re.compile(
    r"(?:\b(?:hyper)?planes?|\blines?|\bcircles?|\bspheres?|\bellips(?:e|oid)s?|\bparabolas?|\bhyperbolas?|\bcurves?|"
    r"\bsurfaces?|"
    r"\b(?:half-?spaces?|regions?|balls?|dis[ck]s?|cones?|polytopes?)|"
    r"\bboundar(?:y|ies)|\blevel sets?|\bmanifolds?|\bsystems?(?: of (?:\w+[ -])*(?:equations?|inequalities))?|"
    r"\bconstraints?|\bproblems?|\bmodels?|"
    r"\b(?:normal|quadratic|cubic|linear|polynomial|characteristic|differential|eigenvalue|stationarity|optimality|secular|"
    r"heat|wave|fixed[- ]point|matrix|vector|Bellman|Riccati|Lyapunov|Sylvester|Laplace|Poisson|governing|balance|"
    r"homogeneous|simultaneous|estimating|score|likelihood) equations?|"
    r"\bconditions?|\bconventions?|\bODEs?|\bPDEs?|\boscillators?|\bequilibri(?:um|a)|\bdynamics)"
    r"(?:,?\s+(?:is|are|reads?|becomes?|be|with equation|has the equation|given by|is given by|are given by|"
    r"defined by|described by|of the form|of|namely|that))*\s*[:,(]?\s*$", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:solv(?:e|es|ing)|so that|such that|subject to|requir(?:e|es|ing)(?: that)?|impos(?:e|es|ing)(?: that)?|"
    r"enforc(?:e|es|ing)|demand(?:s|ing)?(?: that)?|ensur(?:e|es|ing)(?: that)?|roots? of|solutions? (?:of|to)|"
    r"(?:must|should|shall|needs? to|has to|have to|ought to)(?: \w+)? (?:satisfy|fulfil\w*|meet|obey)|"
    r"find \S+ (?:with|such that)|to zero(?:,? (?:gives?|yields?|we (?:get|obtain|find|have)|leads? to|results? in))?|"
    r"(?:equate|equating)\b[^.;]*|as long as|unless)\s*[:,]?\s*$", re.IGNORECASE)
# "we need the slope" asserts what it is
_NEEDS = re.compile(r"\b(?:needs?|wants?|seeks?|(?:asks?|calls?) for)\s*[:,]?\s*$", re.IGNORECASE)
_TO_ZERO = re.compile(r"\b(?:to (?:zero|⟦0⟧)|vanish\w*|stationar\w+)\b[^.;]*$", re.IGNORECASE)
_ZERO = re.compile(r"=\s*(?:\{?\s*0|\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*0\s*\}?)\W*$")
# "Differentiation is linear, so that" concludes, "we choose c, so that" does not.
_SO = re.compile(r"\w[^⟦]*,\s*so that\s*[:,]?\s*$|⟦\d+⟧\s*,?\s*so that\s*[:,]?\s*$", re.IGNORECASE)
_CHOOSES = re.compile(
    r"\b(?:choos\w+|chose|pick\w*|select\w*|scal(?:e|ed|es|ing)|adjust\w*|tun(?:e|ed|es|ing)|normali[sz]\w+|let|find\w*|"
    r"needs?|want|design\w*|arrang\w+|constrain\w*|fix(?:ed|es|ing)?|set(?:s|ting)?|determin\w+|requir\w+|solv\w+|"
    r"must|rescal\w+|shift\w*|pad\w*|should|suppose|assum\w+|tak(?:e|en|ing)|given|where|with|exist\w*|"
    r"there (?:is|are))\b", re.IGNORECASE)
_ASSERTS = re.compile(
    r"\b(?:we (?:always |then |also |thus |therefore |again )?(?:have|get|see|find|know|obtain|conclude|claim|prove|"
    r"show)|then|hence|thus|therefore|so(?! that)|it follows|follows|always|every(?!where)|any|holds?|it is true|"
    r"is true|true that|note that|recall(?: that)?|recall|shows?|proves?|implies|theorem|lemma|proposition|corollary|"
    r"inequalit(?:y|ies)|(?:back-?prop(?:agation)?|backward pass|(?:chain|product|quotient) rule)\b[^.;]*\b"
    r"(?:gives?|yields?|leads to|produces?)|"
    r"identity|identities|property|properties|fact|states?|says|equals|for (?:all|each)|derivative|gradient|"
    r"i\.e\.?, always|evaluates?|comput\w+|simplif\w+|multiply(?:ing)?|to see (?:why|this|that)|"
    r"(?:is|are|can be|we|one|you) (?:(?:also|then|\w+ly|at once) )?(?:seen?|sees|shown|verif(?:y|ied|ies)|"
    r"check(?:s|ed)?|confirmed)(?: \w+ly| at once)?(?! (?:if|whether|when|by setting)\b)|"
    r"(?:is|are) (?:clear|obvious|evident|immediate|easy to (?:see|check|verify|show))|"
    r"is an? (?:left|right)[- ]inverse|telescopes?|indeed|as (?:it|they) (?:should|must)|as expected)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s,]*(?:always |also |indeed |then )?(?:holds?\b|is (?:an? )?(?:true|valid|identity|identically)|"
    r"(?:is|are) (?:always )?(?:true|satisfied|valid)|for (?:all|any|every|each)\b|always\b)", re.IGNORECASE)
_REQUIRED = re.compile(r"\b(?:requir|impos|enforc|demand|ensur|insist|ask|want|need)(?:e|es|ed|s|ing|ring)?\b[^.;]*"
                       r"\bthat\W*$", re.IGNORECASE)
# "The constant in front ensures that" says what comes of it; with a letter before it, that this is chosen so.
_ENSURES = re.compile(r"\w[^.;]*\bensures that\W*$", re.IGNORECASE)
# "Whatever the model is, $P$" says P of all models; a bound of a letter may still be how that is chosen.
_WHATEVER = re.compile(r"(?:^|[.;:,]\s)\W*(?:whatever|whichever|no matter|regardless of|irrespective of|"
                       r"however \w+(?= [^.;:,]*\b(?:is|are|be|may|get|gets|becomes?)\b))\b[^.;:]*,\s*$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:satisf(?:y|ies)|fulfil\w*|obeys?) (?:its|their) own\b[^.;⟦]*$", re.IGNORECASE)
_REASON = re.compile(r"\w[^.;]*[\s,](?:since|because)\b(?:\s+(?:always|then|also|clearly|of course))?\W*$|"
                     r"(?:^|[.;]\s)\W*(?:since|because)\b[^.;]*,\s*$", re.IGNORECASE)
# "$v = (I - P)^{-1} r$ is the solution of": the equation is claimed of what was just given
_SOLVES = re.compile(
    r"[\s,]*(?:(?:which|that|then|also|indeed|clearly|hence|thus) )*(?:(?:is|are|gives|yields) [^.;⟦]*"
    r"\b(?:solutions?|roots?|fixed points?|solved by)\b|solves?\b|satisf(?:y|ies)\b|obeys?\b|fulfils?\b)[^.;⟦]*$",
    re.IGNORECASE)
# "The entries still sum to one, as $$...$$"
_AS = re.compile(r"[a-z]{3,}[^.;⟦]*,\s*as\s*:?\s*$", re.IGNORECASE)
_SETTLES = re.compile(r"[\s,]*(?:which|that|this|and)?\s*(?:thus |then |so )?(?:determines?|fix(?:es)?|pins?)\b",
                      re.IGNORECASE)
_CONCLUSION = re.compile(
    r"(?:^|[.;]\s)\W*(?:(?:if|when(?:ever)?|provided)\b[^.;]*|(?:for|with|given)\b[^.;]*⟦0⟧[^.;]*),\s*$", re.IGNORECASE)
_FOR_INDICES = re.compile(r"\bfor (?:all|any|every|each)\s*(?:⟦\d+⟧|$)", re.IGNORECASE)
# "is a global underestimator: for all $x, y$ $$...$$"
_FOR_ALL = re.compile(r"\bfor (?:all|any|every|each)\s*⟦0⟧(?:\s*(?:,|and)\s*⟦0⟧)*[\s,:]*$", re.IGNORECASE)
_RESTRICTS = re.compile(r"\b(?:if|when(?:ever)?|iff|such|satisf\w+|require[sd]?|must|should|called?|said|defin\w+|"
                        r"means?|assum\w+|suppos\w+|let|find|want|solv\w+|where)\b", re.IGNORECASE)
_HAS = re.compile(r"[\s,]*(?:has|have|can be solved|admits?|for (?:the )?unknowns?|is solved|describes?)\b",
                  re.IGNORECASE)
_STATES = re.compile(r"theorem|lemma|identit|propert|rule|law|fact|formula|proposition|corollar", re.IGNORECASE)
_NEXT = re.compile(r"(?:[\s,;.]|\b(?:and|or)\b)*", re.IGNORECASE)
_DEFINES = re.compile(r"\b(?:(?:we|let us|one)\s+(?:can |then |also )?defines?|(?:is|are) (?:then )?defined(?: as| by| "
                      r"to be| via| through)?|^\W*define)\b[^.;⟦]*:?\s*$", re.IGNORECASE)
_PLAIN_OPS = frozenset(("eq", "add", "sub", "neg", "mul", "div", "pow", "matmul", "transpose", "trace", "det", "norm",
                        "dot", "sum", "sqrt", "abs", "rank", "logdet"))
_INDEX = frozenset("ijklmnstrpq")


def stance(sentence: Sequence[Segment], index: int, defined: Collection[str] = ()) -> str:
    """What the words around a formula do with it; `defined` are names that have a meaning already.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> block = parse_markdown("We solve $Ax = 0$. Then $B = 0$. The value is $C = 1$.").blocks[0]
    >>> [stance(block.segments[:k + 1], k) for k in (1, 3, 5)]
    ['posed', 'asserted', 'open']
    """
    before, lead, behind = "", "", ""
    for k, segment in enumerate(sentence):
        if k < index:
            text = _plain(segment)
            before += text
            lead = lead + text if isinstance(segment, str) or _names_only(segment) else ""
        elif k > index:
            behind += _plain(segment)
    previous = max((k for k, s in enumerate(sentence[:index]) if isinstance(s, Formula)), default=None)
    if previous is not None and not _names_only(sentence[previous]) and _NEXT.fullmatch(lead):
        same = stance(sentence[:index], previous, defined)  # one of several
        return ALONE if same == OPEN else same
    formula = sentence[index]
    if isinstance(formula, Formula) and _STATES.search(" ".join((formula.label, *formula.section[-1:]))):
        return ASSERTED
    if isinstance(formula, Formula) and _ZERO.search(formula.source) and _TO_ZERO.search(before):
        return POSED
    if previous is not None and _SOLVES.match(lead) and _all_given(formula, sentence[previous]):
        return ASSERTED
    if _AFTER.match(behind) and not _of_indices(sentence, index, behind):
        return ASSERTED
    if _OWN.search(before) or (isinstance(formula, Formula) and formula.display and _AS.search(before)):
        return ASSERTED
    if _WHATEVER.search(before):
        return ALONE
    if _SETTLES.match(behind):
        return POSED
    if _SO.search(before) and not _CHOOSES.search(before):
        return ASSERTED
    clause = re.split(r"[.;]\s", before)[-1]
    caused = _ENSURES.search(clause) is not None and "⟦" not in clause
    if _NEEDS.search(lead) and isinstance(formula, Formula) and not DERIVED.search(formula.source.split("=")[0]):
        return POSED
    if not caused and (_POSED.search(lead) or _SOUGHT.search(lead) or _REQUIRED.search(before)):
        return POSED
    if re.search(r"\bequations?\b", lead, re.IGNORECASE) and _HAS.match(behind):
        return POSED
    universal = isinstance(formula, Formula) and formula.display and _FOR_ALL.search(before) and not _RESTRICTS.search(
        before)
    if _CONCLUSION.search(before) or universal:
        return ASSERTED
    if _REASON.search(before) and isinstance(formula, Formula) and any(
            names_in(formula.source)[n] > 1 for n in defined):
        return ALONE
    words = _FOR_INDICES.sub(" ", before.rpartition(". ")[2])
    if _REASON.search(before):  # "we have $a = b$, since $|u| = 1$": what is asserted is the formula before
        words = re.split(r"\b(?:since|because)\b", words, flags=re.IGNORECASE)[-1]
    if _ASSERTS.search(words):
        return ASSERTED
    return OPEN if re.search("[A-Za-z]", before + behind) else ALONE


def _all_given(formula: Segment, before: Segment) -> bool:
    """Whether the formula before gives one letter of an equation by all its others: nothing is left to be met."""
    if not isinstance(formula, Formula) or not isinstance(before, Formula):
        return False
    left, equals, right = before.source.partition("=")
    head, used = symbol_list(left), names_in(formula.source).keys()
    return bool(equals) and len(head) == 1 and not head[0].called and head[0].name in used and (
        used <= {head[0].name, *names_in(right)})


def says_definition(sentence: Sequence[Segment], index: int) -> bool:
    """Whether the words before a formula introduce it as a definition: "we define", "is defined as"."""
    before = "".join(_plain(s) for s in sentence[:index])
    return _DEFINES.search(before) is not None


def flattened(relations: Sequence[Expr]) -> tuple[Expr, ...]:
    """The links of a chain `a = b = 0` as `a = 0` and `b = 0`."""
    last = relations[-1] if relations else None
    if len(relations) > 1 and all(isinstance(r, Apply) and r.op == "eq" for r in relations):
        constant = last.children[-1]  # type: ignore[union-attr]
        if not symbols(constant):
            return tuple(apply("eq", r.children[0], constant) for r in relations)
    return tuple(relations)


def _plain(segment: Segment) -> str:
    if isinstance(segment, str):
        return re.sub(r"\s+", " ", unemphasised(segment))
    return " ⟦0⟧ "


def _names_only(segment: Segment) -> bool:
    return isinstance(segment, Formula) and mention(segment.source).kind in ("symbols", "size", "set", "member")


def _of_indices(sentence: Sequence[Segment], index: int, behind: str) -> bool:
    """Whether "for all" behind a formula goes over indices: the relation still restricts what they index."""
    if not _FOR_INDICES.search(behind[:40]):
        return False
    later = next((s for s in sentence[index + 1:] if isinstance(s, Formula)), None)
    return later is not None and all(one.name in _INDEX for one in mention(later.source).names)


def restricts(relation: Expr, premises: Sequence[Expr] = ()) -> bool:
    """Whether an equation with a constant side can be met by some values and missed by others.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> x = symbol("x")
    >>> restricts(apply("eq", x**2, 1)), restricts(apply("eq", apply("sin", x)**2 + apply("cos", x)**2, 2))
    (True, False)
    """
    if not isinstance(relation, Apply) or relation.op not in ("eq", "approx"):
        return True
    left, right = relation.args
    varying = left if symbols(left) else right
    if symbols(left) and symbols(right):
        return True
    if not symbols(varying):
        return False
    if _settled(varying, premises):
        return False
    if all(s.domain == "event" and not s.shape for s in symbols(varying, *premises)):
        return varies(varying, premises) is not False
    other: dict[Expr, Expr] = {s: _twin(s) for s in symbols(varying, *premises)}
    same = Claim((apply("eq", varying, substitute(varying, other)),),
                 (*premises, *(substitute(p, other) for p in premises)))
    return fails_early(same) or decide(same).kind not in HOLDS


def _settled(varying: Expr, premises: Sequence[Expr]) -> bool:
    """Whether all in it has a known law without parameters: then it is one number."""
    laws = {p.args[0] for p in premises if isinstance(p, Apply) and p.op == "distributed" and not symbols(p.args[1])}
    return all(s in laws for s in symbols(varying))


def _twin(s: Symbol) -> Symbol:
    return symbol(f"{s.name}_other", s.shape, s.domain, s.params)


def is_posed(relation: Expr, premises: Sequence[Expr], how: str, told: Collection[Symbol] = ()) -> bool:
    """Whether an equation that does not hold in general is one that is given or to be solved.

    told: letters of which words say in which set they lie.
    """
    if how == ASSERTED or not isinstance(relation, Apply):
        return False
    if relation.op in ("lt", "le", "gt", "ge", "ne"):
        return how == POSED or (how == ALONE and bounds(relation))
    if relation.op not in ("eq", "approx"):
        return False
    sides = [bool(symbols(side)) for side in relation.args]
    if how == ALONE and not premises and is_property(relation):
        return True
    if how == ALONE and (all(sides) or not (each_once(relation) or is_polynomial(relation))):
        return False
    if sides == [True, True]:
        return how == POSED
    return any(sides) and (how == POSED or not _computed(relation, premises, told)) and restricts(relation, premises)


def each_once(relation: Expr) -> bool:
    """Whether every symbol stands once: nothing can cancel, so $Ax = 0$ is no attempt at an identity."""
    seen: list[Symbol] = []
    stack: list[Expr] = [relation]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            if node in seen or node.sort != "real":
                return False
            seen.append(node)
        elif isinstance(node, Bind) and node.binder in ("sum", "array"):
            stack.append(open_binder(node)[1])
        elif isinstance(node, At):
            stack.append(node.array)
        elif isinstance(node, Apply) and node.op in _PLAIN_OPS:
            stack.extend(node.children)
        elif symbols(node):
            return False
    return True


def _computed(relation: Apply, premises: Sequence[Expr], said: Collection[Symbol] = ()) -> bool:
    """What is worked out to a number: a derivative to one other than zero, an integral, a limit or a sum of known ones.

    An integral with a letter of which nothing has been said may determine that, or with one that is only a factor.
    """
    derived = any(isinstance(n, Apply) and n.op == "derivative" for n in postorder(relation))
    constant = next(side for side in relation.args if not symbols(side))
    other = next(side for side in relation.args if side is not constant)
    told = set(symbols(*premises))
    known = told | (set(said) - _factors(other))
    worked = isinstance(other, Bind) and other.binder in ("integral", "limit") and all(
        s.domain != "function" and (s in known or s.domain != "real") for s in symbols(other))
    zero = constant.kind == "number" and getattr(constant, "value", 1) == 0
    return worked or _summed(other, told) or (derived and not zero)


def _factors(integral: Expr) -> set[Expr]:
    """The letters that are factors of what is integrated as a whole: the c of `\\int c e^{-x^2} dx`."""
    stack, found = [integral], set[Expr]()
    while stack:
        node = stack.pop()
        if isinstance(node, Bind) and node.binder in ("integral", "limit"):
            stack.append(open_binder(node)[1])
        elif isinstance(node, Apply) and node.op in ("mul", "div", "neg", "sqrt", "pow"):
            stack.extend(node.children if node.op in ("mul", "div") else node.children[:1])
        elif isinstance(node, Symbol):
            found.add(node)
    return found


def _summed(expr: Expr, told: Collection[Symbol]) -> bool:
    """A sum of a formula in known numbers, each of which stands in it twice: `\\sum_n p(1-p)^n`, not `\\sum_n c/n^2`.

    A letter that stands once is what such an equation determines; a sum of given weights restricts these.
    """
    found = [n for n in postorder(expr) if isinstance(n, Bind) and n.binder in ("sum", "prod")]
    letters = symbols(expr)
    counts = _occurrences(expr)
    return bool(found) and all(s.sort == "integer" or (
        not s.shape and s.sort == "real" and s in told and counts[s] > 1) for s in letters)


def _occurrences(expr: Expr) -> Counter[Symbol]:
    found: Counter[Symbol] = Counter()
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            found[node] += 1
        stack.extend(open_binder(node)[1:] if isinstance(node, Bind) else node.children)
    return found
