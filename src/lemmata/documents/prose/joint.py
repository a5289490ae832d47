"""Normal variables together: "$X$ and $Y$ be jointly Gaussian with means $a, b$ and correlation $\\rho$".

Each gets a normal law. As nothing says that they are independent, they are sampled as affine functions of common normal
variables, so jointly normal ones. A mean or a variance of which nothing is said gets the usual name, `\\mu_X`,
`\\sigma_X^2`; where more is said of them than was understood here, they get none.
"""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.properties import CORRELATION
from lemmata.documents.prose.said import Spelled

_KIND = r"(?:jointly|bivariate) (?:Gaussian|normal)(?:ly)?(?: distributed)?"
_NOUN = r"(?:\s+(?:real\s+)?(?:random\s+)?(?:variables?|vectors?|pairs?|distributions?))?"
_JOINT = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?P<words>(?:(?:be|is|are|has|have|follows?|following|two|both|an?|the|real|zero-mean|"
    rf"centered|random|variables?|that|which|with)\s+)*{_KIND}{_NOUN})(?P<rest>[^.;:]*)"
    rf"|(?P<words2>(?:zero-mean |centered )?{_KIND}{_NOUN})\s+(?P<list2>{LIST})(?P<rest2>[^.;:]*)", re.IGNORECASE)
_CENTERED = re.compile(r"\b(?:zero[- ]mean|mean[- ]zero|centered|zero means?|means? zero)\b", re.IGNORECASE)
_UNIT = re.compile(r"\bunit[- ]variances?\b|\bvariances? (?:one|1)\b", re.IGNORECASE)
_MOMENT = re.compile(
    rf"\b(?P<alike>(?:common|same|equal|identical)\s+)?(?P<op>means?|expectations?|variances?|standard deviations?)\s+"
    rf"(?:both\s+|equal to\s+)?(?P<value>{LIST})(?P<each>\s+each)?", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:then|so|hence|thus|we|let|consider|suppose|whose|where)\b", re.IGNORECASE)
# "For jointly normal $X$ and $Y$ with correlation $r$, $E[XY] = r$": what is claimed of them is said behind a comma.
_OPENING = re.compile(r"(?:^|[.;:,]\s*)\W*(?:for|if|when|given|with)\s+(?:(?:an?|any|two)\s+)?$", re.IGNORECASE)
_MORE = r"\s*(?:and|with|having|whose|where|both|each)\b"
_BOUND = re.compile(r"[<>]|\\(?:[gl]eq?|in)(?![A-Za-z])")


def joint_normals(sentence: Marked) -> list[Spelled]:
    """The laws of variables that words call jointly normal.

    >>> text = "⟦0⟧ and ⟦1⟧ be jointly normal with variances ⟦2⟧ and ⟦3⟧"
    >>> [one.source for one in joint_normals(Marked(text, text, {0: "X", 1: "Y", 2: "v", 3: "w"}))]
    ['X \\\\sim \\\\mathcal{N}(\\\\mu_{X}, v)', 'Y \\\\sim \\\\mathcal{N}(\\\\mu_{Y}, w)']
    """
    found: list[Spelled] = []
    for match in _JOINT.finditer(sentence.text):
        names = sentence.written(match["list"] or match["list2"])
        if len(names) < 2 or any("bf" in name or "symbol" in name for name in names):
            continue
        rest = _CLAUSE.split(match["rest"] or match["rest2"] or "")[0]
        words = f"{match['words'] or match['words2']}{rest}"
        opened = _OPENING.search(sentence.text[:match.start()]) is not None
        given = _given(rest, names, sentence, opened)
        if given is None:
            continue
        usual = ["0" if _CENTERED.search(words) else rf"\mu_{{{name}}}" for name in names]
        means = given.get("mean", usual)
        variances = given.get("variance", ["1" if _UNIT.search(words) else rf"\sigma_{{{name}}}^2" for name in names])
        end = (match.start("rest") if match["list"] else match.start("rest2")) + len(rest.rstrip(" ,"))
        found += [Spelled(rf"{name} \sim \mathcal{{N}}({mean}, {variance})", (match.start(), end))
                  for name, mean, variance in zip(names, means, variances)]
    return found


def _given(rest: str, names: list[str], sentence: Marked, opened: bool) -> dict[str, list[str]] | None:
    """The means and variances that are given, None where the words hold something else about these variables."""
    found: dict[str, list[str]] = {}
    left = re.sub(CORRELATION, "", rest, flags=re.IGNORECASE)
    for match in _MOMENT.finditer(left):
        marks = re.findall(MARK, match["value"])
        values = [part.strip() for mark in marks for part in front(sentence.source(mark)).split(",")]
        if len(values) == 1 and (match["each"] or match["alike"] or not match["op"].lower().endswith("s")):
            values *= len(names)
        if len(values) != len(names) or not all(values):
            return None
        deviation = match["op"].lower().startswith("standard")
        op = "mean" if match["op"].lower().startswith(("mean", "expect")) else "variance"
        found[op] = [f"{value}^2" if re.fullmatch(r"\\?\w+(?:_\{?\w+\}?)?", value) else f"({value})^2"
                     for value in values] if deviation else values
    left = _MOMENT.sub("", left)
    if opened:
        left = re.split(rf",(?!{_MORE})", left, flags=re.IGNORECASE)[0]
    others = [sentence.source(mark) for mark in re.findall(MARK, left)]
    return found if all(_BOUND.search(source) for source in others) and "matri" not in left else None
