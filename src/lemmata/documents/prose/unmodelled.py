"""Properties that no domain expresses: "convex", "nilpotent", "optimal"; nothing false can be shown by sampling."""

from __future__ import annotations

import re
from collections.abc import Collection

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.plainwords import BELONGINGS, HANDED_DOWN
from lemmata.documents.language.symbols import names_in
from lemmata.documents.language.vocabulary import LIST, MARK

_PROPERTY = (r"(?:strictly |strongly |quasi-?)?(?:convex|concave)|monotonic(?:ally)?|monotone|increasing|decreasing|"
             r"Lipschitz|odd|even|homogeneous|nilpotent|"
             r"(?<!lower[- ])(?<!upper[- ])triangular|"
             r"unitary|Toeplitz|circulant|low-rank|rank-(?:one|1)|unit(?! with| in| of)|normali[sz]ed|"
             r"cent(?:e)?red|standardi[sz]ed|"
             r"parallel|linear|affine|optimal|"
             r"stationary|critical|local(?: minimum| maximum)?|global(?: minimum| maximum)?")
_UNMODELLED = re.compile(
    rf"\b(?:{_PROPERTY})\b(?: (?!(?:and|or|with|of|for|in|to|by|on|the|an?|is|are|has|have|gives|"
    rf"reads|becomes)\b)[\w-]+){{0,3}} (?P<after>{LIST})"
    rf"|(?P<before>{LIST})\s*,?\s*(?:be|is|are|being)\s*(?:an? |the |both |all |two |said to be )*(?:{_PROPERTY})\b"
    rf"|\b(?:for some|there (?:is|are|exists?)(?: an?| some)?)(?: [\w-]+){{0,3}} (?P<exists>{LIST})", re.IGNORECASE)


# "the indicator function of the point $b$ is linear" says nothing of $b$, "the support of $p$ is linear" of $p$.
_OF_ANOTHER = re.compile(r"([\w-]+) of (?:(?:an?|the|this|each|any) )?(?:[\w-]+ ){0,2}$")
_LISTED = {"value", "values", "set", "sequence", "family", "pair", "list", "elements", "element"}
_SEVERAL = rf"{MARK}(?:\s*(?:,\s*and|,|and)\s*{MARK})+"
_SLOPE = re.compile(r"\s*(?:\\nabla|∇)[^=<>]*$")  # "$\\nabla f$ is Lipschitz" is said of $f$
# Numbers and vectors that belong to a matrix or a function: "with eigenvalues $\\lambda_1 \\ge \\lambda_2$".
_BELONGING = re.compile(
    rf"\b(?P<words>eigenvalues?|eigenvectors?|singular (?:values?|vectors?)|roots?|zeros?)\b"
    rf"(?:\s+(?:of|for)\s+(?:[\w-]+\s+){{0,3}}{MARK})?[\s,]*(?:be|are|is|being|denoted(?: by)?|called)?[\s,]*"
    rf"(?P<list>{LIST})", re.IGNORECASE)

# "the mean $m$ of $a$ and $b$", "$a$ and $b$ with their mean $m$": between these numbers something holds.
_MEAN_OF = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:be|is|denotes?|being|as|for)?\s*(?:the|an?)\s+(?:[\w-]+ )?mean(?: value)? of "
    rf"(?:the )?(?:[\w-]+ )?{_SEVERAL}"
    rf"|\bmean(?: value)? (?P<before>{MARK}) of (?:the )?(?:[\w-]+ )?{_SEVERAL}"
    rf"|{_SEVERAL}[^.;:⟦]{{0,40}}(?:\btheir|\bwith (?:an? |the )?) ?(?:[\w-]+ )?mean(?: value)? (?P<theirs>{MARK})"
    rf"|{_SEVERAL}[^.;:⟦]{{0,20}}(?P<behind>{MARK})\s*(?:be|is|denotes?)?\s*their (?:[\w-]+ )?mean(?: value)?\b",
    re.IGNORECASE)

# "takes values in the nonnegative integers", "with values in $\\mathbb{N}$": where a random variable lies.
_VALUES = re.compile(
    rf"(?P<list>{LIST})[^.;⟦]{{0,60}}?\b(?:tak(?:es?|ing)(?: on)?|with|ha(?:s|ve|ving)|assum(?:es?|ing)) "
    rf"(?P<words>(?:only |its |their )?(?:[\w-]+ )?values? (?:in|from|on|between)\b)[^.;,⟦]{{0,40}}(?P<where>{MARK})?",
    re.IGNORECASE)
_REALS = re.compile(r"\s*\\(?:mathbb|R\b|mathbf)\s*\{?\s*R?\s*\}?(?:\s*\^.*)?\s*")


def unmodelled(sentence: Marked, understood: Collection[tuple[int, int]]) -> dict[str, str]:
    """The names beside such a property that no other pattern understood, with the words.

    >>> text = "a nilpotent matrix ⟦0⟧"
    >>> unmodelled(Marked(text, text, {0: "N"}), [])
    {'N': 'nilpotent matrix'}
    """
    found: dict[str, str] = {}
    for match in _UNMODELLED.finditer(sentence.text):
        if any(low < match.end() and match.start() < high for low, high in understood):
            continue
        if match["before"] and _governed(sentence.text[:match.start()]):
            continue
        words = re.sub(MARK, "", match[0]).strip(" ,")
        listed = match["after"] or match["before"] or match["exists"]
        found.update((one.name, words) for one in sentence.names(listed))
        slopes = (s for mark in re.findall(MARK, listed) if _SLOPE.match(s := sentence.source(mark)))
        found.update((name, words) for source in slopes for name in names_in(source))
    for match in _BELONGING.finditer(sentence.text):
        if not any(low < match.end() and match.start() < high for low, high in understood):
            sources = (sentence.source(mark) for mark in re.findall(MARK, match["list"]))
            found.update((name, match["words"]) for source in sources if "=" not in source for name in names_in(source))
    for match in _MEAN_OF.finditer(sentence.text):
        if not any(low < match.end() and match.start() < high for low, high in understood):
            listed = match["list"] or match["before"] or match["theirs"] or match["behind"]
            found.update((one.name, "mean of several") for one in sentence.names(listed))
    for match in _VALUES.finditer(sentence.text):
        reals = match["where"] is not None and _REALS.fullmatch(sentence.source(match["where"]))
        if not reals and not any(low < match.end() and match.start() < high for low, high in understood):
            where = sentence.source(match["where"]).strip() if match["where"] else ""
            words = f"{match['words']} {where}".strip()
            found.update((one.name, words) for one in sentence.names(match["list"]))
    return found


def _governed(before: str) -> bool:
    """Whether what is said behind a symbol is said of the noun that the symbol belongs to."""
    owner = _OF_ANOTHER.search(before)
    return owner is not None and owner[1].lower() not in HANDED_DOWN | BELONGINGS | _LISTED
