"""Points that words call the minimiser of a function, or the least squares solution of a system.

"Let $x^*$ be the minimiser of $F$" gives $x^*$ the meaning $\\arg\\min_x F(x)$. Where words restrict over what is
minimised, or what is the solution, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front, symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.documents.prose.said import Spelled

_LEAST = r"minimi[sz]er|minimum point|arg\s?min"
_MOST = r"maximi[sz]er|maximum point|arg\s?max"
_KIND = r"(?:(?:unique|only|global|unconstrained|one)\s+)*"
_FUNCTION = (r"(?:(?:the|a|an|this|our|its|convex|concave|strictly|strongly|smooth|quadratic|differentiable|real|"
             r"scalar|objective|cost|loss|energy|function|functional|form|expression|criterion|model)\s+)*")
_NAME = rf"(?P<name>{MARK})\s*,?\s*(?:be|is|denotes?|being|for)?\s*,?\s*the\s+{_KIND}"
_OPTIMUM = re.compile(
    rf"{_NAME}(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\s+of\s+{_FUNCTION}(?P<of>{MARK})"
    rf"(?:\s+(?:over|among|with respect to)\s+(?:all\s+)?(?:(?:vectors?|points?|real|numbers?)\s+)*(?P<over>{MARK}))?",
    re.IGNORECASE)
# "The minimiser $x^*$ of $F$ is found by": the point is named in passing.
_NAMED = re.compile(
    rf"\bthe\s+{_KIND}(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\s+(?P<name>{MARK})\s+of\s+{_FUNCTION}"
    rf"(?P<of>{MARK})(?P<over>(?!))?", re.IGNORECASE)
_SQUARES = re.compile(
    rf"{_NAME}(?:(?:ordinary|linear)\s+)?least[- ]squares\s+(?:solutions?|estimates?|estimator|fit)\s+(?:of|to|for)\s+"
    rf"(?:(?:the|an?|this|overdetermined|linear|system|problem|equations?|of)\s+)*(?P<of>{MARK})", re.IGNORECASE)
# What may restrict the points, or give the problem another form than the words before say.
_BOUND = re.compile(
    r"\bsubject to\b|\bconstrain|\bs\.\s?t\.|\bsuch that\b|\bregulari[sz]|\bpenal|\bweighted\b|\bfeasible\b|"
    r"\bprojected\b|\binteger|\bapproximat|\blocal\b|\bafter\b|\b(?:on|over|in|within|with)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?"
    r"(?:set|ball|simplex|sphere|interval|cone|box|subspace|polytope|norm|unit)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[.,;:)]|$|\b(?:is|solves|satisfies|fulfils|can|may|and|has|equals|thus|then)\b)",
                      re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.,;:)]|$|(?:and|so|then|where|satisf\w+|with)\b)", re.IGNORECASE)
_MARKED = re.compile(r"\\(?:hat|widehat|tilde|bar|widetilde)\s*\{(?P<in>.+)\}"
                     r"|\\(?:hat|tilde|bar)\s*(?P<letter>\\?[A-Za-z]+)"
                     r"|(?P<base>.+?)\s*(?:\^|_)\s*\{?\s*(?:\\(?:ast|star|dagger|min|max|text\w*\{\w+\}|mathrm\{\w+\})|"
                     r"\*|\\?[a-zA-Z]+)\s*\}?")
_EUCLIDEAN = re.compile(r"\s*\\(?:mathbb|R\b|mathbf)\s*\{?\s*R?\s*\}?(?:\s*\^.*)?\s*")
_CALL = re.compile(r"\s*(?P<f>\\?[A-Za-z]+|\\mathcal\s*\{?\s*[A-Za-z]\s*\}?)\s*\(\s*(?P<by>[^()=;|]+?)\s*\)\s*"
                   r"(?:=(?P<body>.+))?", re.DOTALL)
_SYSTEM = re.compile(r"(?P<A>[^=]+?)\s*(?P<x>\\(?:mathbf|boldsymbol|bm|vec|hat)\s*\{[^{}]+\}|\\(?:vec|mathbf)\s*[a-z]|"
                     r"\\[a-z]+|[a-z])\s*(?:=|\\approx)\s*(?P<b>[^=]+)")


def restricts_points(words: str) -> bool:
    """Whether words may restrict over which points something is minimised: "subject to", "over the simplex"."""
    return _BOUND.search(words) is not None


def spoken_minimisers(sentence: Marked) -> list[Spelled]:
    """The equations that say which point a letter is.

    >>> text = "Let ⟦0⟧ be the minimiser of ⟦1⟧."
    >>> spoken_minimisers(Marked(text, text, {0: "x^*", 1: "f"}))[0].source
    'x^* = \\\\arg\\\\min_{x} f(x)'
    """
    return [] if restricts_points(sentence.text) else [*_optima(sentence), *_least_squares(sentence)]


def is_optimum(law: str) -> bool:
    """Whether an equation that words spell out gives a letter such a meaning."""
    return re.search(r"=\s*\\arg\\(?:min|max)_", law) is not None


def _optima(sentence: Marked) -> Iterator[Spelled]:
    named = ((match, _GOES_ON) for match in _NAMED.finditer(sentence.text))
    for match, ends in (*((match, _ENDS) for match in _OPTIMUM.finditer(sentence.text)), *named):
        name = _name(sentence, match["name"])
        over = sentence.source(match["over"]) if match["over"] else ""
        if not name or not ends.match(sentence.text, match.end()) or (over and not _over(over, name)):
            continue
        found = _objective(sentence.source(match["of"]).strip(" .,"), front(over).strip() or _base(name))
        if found is not None:
            body, by = found
            word = r"\arg\min" if match["least"] else r"\arg\max"
            yield Spelled(f"{name} = {word}_{{{by}}} {body}", match.span())


def _least_squares(sentence: Marked) -> Iterator[Spelled]:
    for match in _SQUARES.finditer(sentence.text):
        name = _name(sentence, match["name"])
        system = _SYSTEM.fullmatch(sentence.source(match["of"]).strip(" .,"))
        if name and system is not None and _ENDS.match(sentence.text, match.end()) and (
                len(symbol_list(system["A"])) == 1 and len(symbol_list(system["b"])) == 1):
            a, b = system["A"].strip(), system["b"].strip()
            yield Spelled(rf"{name} = ({a}^\top {a})^{{-1}} {a}^\top {b}", match.span())


def _name(sentence: Marked, mark: str) -> str:
    """The one letter of a mark, "" where it is something else: `x^* \\in \\mathbb{R}^n` says where the point lies."""
    source = sentence.source(mark)
    plain, _, space = source.partition(r"\in")
    return plain.strip() if "=" not in source and len(symbol_list(front(plain))) == 1 and (
        not space or _EUCLIDEAN.fullmatch(space)) else ""


def _over(source: str, name: str) -> bool:
    """Whether all points of a space are meant: `x`, `x \\in \\mathbb{R}^n`; no other letter may be a set."""
    _, member, space = source.partition(r"\in")
    return len(symbol_list(front(source))) == 1 and (
        _EUCLIDEAN.fullmatch(space) is not None if member else source.strip() == _base(name))


def _base(name: str) -> str:
    """The letter without its star or hat: the variable that the point is a value of."""
    found = _MARKED.fullmatch(name)
    return next((part.strip() for part in found.groups() if part), "") if found is not None else ""


def _objective(source: str, by: str) -> tuple[str, str] | None:
    """What is minimised, as a formula in the variable; None where no variable is known."""
    call = _CALL.fullmatch(source)
    if call is not None and len(symbol_list(call["by"])) == 1:
        return ((call["body"] or f"{call['f']}({call['by']})").strip(), call["by"])
    if not by or "=" in source:
        return None
    if len(symbol_list(source)) == 1 and "^" not in source:
        return f"{source}({by})", by
    return (source, by) if by in source else None
