"""A sentence as one text, in which marks `⟦k⟧` stand for its formulas and what it denies is blotted out.

Patterns that look for what words say of symbols read `text`: "not symmetric" must not be found there as "symmetric".
What only asks whether words were understood reads `spoken`, which is as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.symbols import NAMING, Mention, Named, front, mention, symbol_list
from lemmata.documents.language.vocabulary import ADJECTIVE, MARK, NOUN, noun_row

# What is said under these words is not said to hold, up to the end of their clause.
_DENIAL = re.compile(
    r"\b(?:not(?! only\b| just\b| both\b)|(?:do|does|did|is|are|was|were|need|has|have|wo)n['’]t|never(?! both\b)|"
    r"neither|without(?! loss\b)|whether|unless|no longer|far from|fails? to|hardly|rarely|"
    r"(?:false|wrong|untrue) that)\b(?P<denied>(?:(?!\b(?:but|so|then|hence|thus|because|since|although|though|"
    r"however|while|where|which|when|if|for|as)\b)[^.,;:])*)", re.IGNORECASE)
_NON = re.compile(r"(?<![\w-])non-(?!singular|negative|zero|degenerate|decreasing|increasing)"
                  r"(?P<denied>[a-z]+(?:-[a-z]+)*)", re.IGNORECASE)
_PLAIN = re.compile(r"\bnot (zero|negative|singular)\b(?!-)", re.IGNORECASE)
# "an orthogonal (rotation) matrix"
_ASIDE = re.compile(r"(?<=[a-z] )\(([a-z]+)\)(?= (?:matri|vector|function|random))")
_ALSO = re.compile(r"\bnot only (?P<first>[^.;:]{1,80}?),? but also ", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_LETTER = r"(?!(?:[aI]|A [a-z])\b)[A-Za-z](?![\w'’⟦-])"
_BARE_LETTERS = re.compile(
    rf"(?P<noun>\b(?:matri(?:x|ces)|vectors?|variables?|events?|functions?|numbers?|scalars?|distributions?) )"
    rf"(?P<letters>{_LETTER}(?:(?:, and |, | and | or ){_LETTER})*)")
# "since B is symmetric", "(B symmetric)", "A and B are invertible", but not "a symmetric B", "A symmetric matrix".
_SAID_LETTERS = re.compile(
    r"(?P<before>^|[\s(])(?P<letters>[A-HJ-Z](?:(?:, and |, | and )[A-HJ-Z](?![\w'’⟦-]))*)"
    r"(?P<verb> (?:is|are) (?:both )?| )")
# Families that have a letter for their name: "a Student $t$ distribution", "is $\\chi^2$-distributed".
_LETTERED = re.compile(
    rf"(?:\bStudent(?:['’]s)?[ -])?(?P<letter>{MARK}|\bt)[ -](?=(?:distribut|(?:random )?variables?\b))")
_FAMILY = {"t": "Student t", r"\chi^2": "chi squared", r"\chi^{2}": "chi squared"}
_FREEDOM = re.compile(r"\bdegrees? of freedom\b", re.IGNORECASE)
_TUPLE = re.compile(r"\s*(?:\\left)?\((?P<inside>[^()]*,[^()]*?)(?:\\right)?\)\s*")  # `(X, Y)`


@dataclass(frozen=True)
class Marked:
    """The text with what it denies blotted out, the text as it is spoken, the LaTeX of the formulas by their marks."""

    text: str
    spoken: str
    sources: dict[int, str]

    def source(self, mark: str) -> str:
        """The LaTeX of the formula of a mark, "" where it has none."""
        return self.sources.get(int(mark.strip("⟦⟧")), "")

    def mention(self, mark: str) -> Mention:
        return mention(self.source(mark))

    def mentions(self, listed: str) -> list[Mention]:
        return [self.mention(mark) for mark in re.findall(MARK, listed)]

    def names(self, listed: str) -> list[Named]:
        """The symbols of a list of marks; none of those of other formulas."""
        return [one for found in self.mentions(listed) if found.kind in NAMING for one in found.names]

    def written(self, listed: str) -> list[str]:
        """The single symbols of a list, as they are written; of `a > 0`, `a, b \\in S`, `X \\mid Y` the part before."""
        fronts = [re.split(r"\\sim\b|\\mid\b|=", front(self.source(mark)))[0] for mark in self._own(listed)]
        fronts = [m["inside"] if (m := _TUPLE.fullmatch(one)) else one for one in fronts]
        parts = (part for one in fronts for part in ([one] if _all_of_one(one) else one.split(",")))
        return [part.strip() for part in parts if len(symbol_list(part)) == 1]

    def _own(self, listed: str) -> list[str]:
        """The marks of a list up to an equation behind a comma: "for a unit vector $u$, $P = uu^T$"."""
        marks = re.findall(MARK, listed)
        for k, mark in enumerate(marks[1:], 1):
            behind = re.search(rf"{MARK}\s*,\s*{mark}", listed) is not None
            if behind and "=" in self.source(mark) and "=" not in self.source(marks[0]):
                return marks[:k]
        return marks


def _all_of_one(listed: str) -> bool:
    """`x_1, \\dots, x_n`: all entries of one array."""
    found = symbol_list(listed)
    return len(found) == 1 and bool(found[0].last)


def marked(sentence: Sequence[Segment]) -> Marked:
    """The sentence with marks for its formulas, and for letters without dollar signs: "for matrix A", "B is symmetric".

    Formulas whose delimiters are wrong have a mark and no source.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> marked(parse_markdown("We do not assume that $A$ is symmetric, but $B$ is.").blocks[0].segments).text
    'We do not xxxxxx xxxx ⟦1⟧ xx xxxxxxxxx, but ⟦3⟧ is.'
    """
    sources = {k: s.source for k, s in enumerate(sentence) if isinstance(s, Formula) and not s.problem}
    parts = (f"⟦{k}⟧" if isinstance(s, Formula) else re.sub(r"[*_`\[\]]", "", s) if isinstance(s, str) else ""
             for k, s in enumerate(sentence))
    text = re.sub(r"\s+", " ", "".join(parts))
    text = _ASIDE.sub(r"\1", text)
    text = _ALSO.sub(lambda m: f"{m['first']} and ", text)
    text = _PLAIN.sub(lambda m: f"non{m[1]} ", text)

    def family(match: re.Match[str]) -> str:
        letter = match["letter"]
        name = _FAMILY.get(letter if letter == "t" else sources.get(int(letter.strip("⟦⟧")), "").strip())
        return match[0] if name is None else f"{name} "

    if _FREEDOM.search(text):
        text = _LETTERED.sub(family, text)

    def mark(letter: re.Match[str]) -> str:
        number = max((len(sentence) - 1, *sources)) + 1
        sources[number] = letter[0]
        return f"⟦{number}⟧"

    text = _BARE_LETTERS.sub(lambda m: m["noun"] + re.sub(r"\b[A-Za-z]\b", mark, m["letters"]), text)

    def said(letters: re.Match[str]) -> str:
        told = letters["verb"].strip() or letters["before"] == "("
        if not told or ADJECTIVE.match(letters.string, letters.end()) is None:
            return letters[0]
        return letters["before"] + re.sub(r"\b[A-Z]\b", mark, letters["letters"]) + letters["verb"]

    text = _SAID_LETTERS.sub(said, text)
    return Marked(_blotted(text), text, sources)


def _blotted(text: str) -> str:
    """Denied words made unreadable, but for nouns: "not a symmetric matrix" still speaks of a matrix.

    A noun that names a domain is denied too: "not an integer".
    """
    nouns = [(m.start() if m[0].lower().startswith("random") else m.start() + m[0].rfind(" ") + 1, m.end())
             for m in NOUN.finditer(text) if noun_row(m)[1] in ("", "variable")]
    for denial in (*_DENIAL.finditer(text), *_NON.finditer(text)):
        start, end = denial.span("denied")
        for word in _WORD.finditer(text, start, end):
            if not any(low <= word.start() and word.end() <= high for low, high in nouns):
                text = text[:word.start()] + "x" * len(word[0]) + text[word.end():]
    return text
