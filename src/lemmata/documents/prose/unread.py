"""Words of a sentence that say something of its symbols, or of its claims, and that no pattern understood.

A symbol is fit for a refutation only where every word said of it was understood. So the words before it ("the
frobnicated matrix $A$") and behind it ("$A$ and $B$ commute", "$X$ has zero mean") are read once more, and what is in
no vocabulary leaves a doubt. Conditions without a symbol ("if the columns are dependent") bind the sentence itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lemmata.documents.language.namingwords import AnyOf, Naming, any_of, names_only, told
from lemmata.documents.language.plainwords import (
    ACTORS,
    ADJECTIVAL,
    ADJECTIVAL_S,
    BELONGINGS,
    DOING,
    HANDED_DOWN,
    HAS,
    IS,
    JOINING,
    PARTS,
    PLURAL_VERBS,
    PREPOSITIONS,
    QUALIFIERS,
    RESTRICTING,
    RESULTS,
    STARTS,
    THINGS,
    VERBS,
)
from lemmata.documents.language.vocabulary import ADJECTIVE, LIST, MATRIX_ONLY, NOUN, TERMS, adjective_domain
from lemmata.documents.prose.kinds import Kind
from lemmata.documents.prose.restrictions import conditions, standing
from lemmata.engine.expr import implied

Span = tuple[int, int]
_TOKEN = re.compile(r"⟦\d+⟧|[A-Za-z](?:[\w'’-]|\.(?=[a-z]))*|\d+|[^\w\s]")
_STOP_LEFT = re.compile(
    r"(?:be|is|are|as|denotes?|being|for|with|where|let|of|by|an?|the|its|their|our|his|two|three|any|every|all|each|some|to|in|if|"
    r"that|has|have|and|or|when|both|consider|suppose|assume|given|let's|then|so|we|than|on|at|from|into|over|under|"
    r"between|because|since|but|while|whereas|although|though|unless|whenever|provided|providing|until|define|"
    r"denote|write|call|whose|having|take|draw|fix|put|set)$",
    re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:if|when|whenever|unless|provided(?: that)?|as long as|in case|under)\b[^.;:,]*$",
                          re.IGNORECASE)
_ANOTHER = frozenset(("its", "their", "the", "this", "that", "we", "his", "a", "an"))
_POSSESSIVE = re.compile(r"['’]s$")
_ARTICLES = frozenset(("the", "a", "an", "any", "every", "each", "all", "some", "both", "two"))
_NAMED_BY = _ARTICLES | {"its", "their", "our", "his"}  # before a noun, and no adjective alone: "for small $x$"
_SAME_SIZE = re.compile(r"\bof (?:the |an? )?(?:equal|same|compatible|appropriate|matching|suitable|conformable|right) "
                        r"(?:sizes?|shapes?|dimensions?|lengths?)\b", re.IGNORECASE)
_TOO = re.compile(r"\bas well\b(?! as\b)", re.IGNORECASE)
_GENERAL = re.compile(r"\b(?:without|no) (?:any )?(?:special|particular|further|additional|other) "
                      r"(?:structure|assumptions?|restrictions?|constraints?)\b", re.IGNORECASE)
# "provided that the expectation of $f(X)$ exists": at a counterexample both sides have values.
_EXISTING = re.compile(
    rf"\b(?:expectations?|means?|variances?|(?:[a-z]+ )?moments?|integrals?|limits?|sums?|series)(?: values?)? "
    rf"(?:of|in) {LIST}\s+(?:both |all )?(?:exists?|converges?|(?:is|are) (?:finite|well[- ]defined|defined))\b",
    re.IGNORECASE)
# "is decomposed into its projection and a remainder": what is done with it, whatever it is.
_TAKEN_APART = re.compile(r"\s+(?:then |first |now |uniquely |thus )*(?:decomposed|split|resolved|broken|expanded)"
                          r"(?: up)? (?:into|as)\b", re.IGNORECASE)
# "the score, where $\beta > 0$, is": what follows the second comma is said of the score.
_ASIDE = re.compile(r",\s*(?:where|with|for|given|assuming)\b[^,.;:]*$", re.IGNORECASE)
# "let $b$ be the fit and $r$ the residual": the verb is said once.
_ELIDED = re.compile(r"(?:\b(?:let|where|with|denote)\b[^.;:]*\b(?:be|is|are|being|denotes?)\b[^.;:]*(?:,|\band)|"
                     r"\bwith)\s*$", re.IGNORECASE)
_NUMBERS = frozenset(("norm", "trace", "determinant", "entropy", "median", "mode"))
_PLAIN = QUALIFIERS | PARTS | JOINING | THINGS


@dataclass
class Unread:
    """What words leave open.

    names: of which they say what was not understood, with them; here: conditions of this sentence; standing: of
    those that follow; kinds: what all arrays of a rank are in this sentence
    """

    names: dict[str, str] = field(default_factory=dict)
    here: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.lower()

    @property
    def mark(self) -> bool:
        return self.text[0] == "⟦"


def unread_words(
    text: str, names: Mapping[str, Sequence[str]], understood: Collection[Span], domains: Mapping[str, str],
    stated: Collection[str] = (), vectors: Collection[str] = (), sets: Mapping[str, str] | None = None,
    sizes: Mapping[str, tuple[str, ...]] | None = None,
) -> Unread:
    """What the words of a sentence leave open.

    names: the symbols of each list of marks; understood: spans that are; domains: what was understood of a name;
    stated: marks of laws and equations, before which words name the whole: "gradient descent $x_{k+1} = ...$"
    vectors: names of vectors, which are not meant in "Let $x \\in \\mathbb{R}^n$ and $A$ be positive definite"
    sets: the domain of each mark that says which values its names have; sizes: those that marks stand for

    >>> found = unread_words("Let ⟦0⟧ and ⟦1⟧ commute", {"⟦0⟧ and ⟦1⟧": ["A", "B"]}, [], {})
    >>> sorted(found.names)
    ['A', 'B']
    """
    reader = _Residue(text, names, understood, domains, stated, vectors, sets or {})
    reader.symbols()
    here, kinds = conditions(text, reader.strange, stated, sizes or {})
    return replace(reader.out, here=[*reader.out.here, *here], kinds=kinds, standing=standing(text, reader.strange))


class _Residue:
    def __init__(self, text: str, names: Mapping[str, Sequence[str]], understood: Collection[Span],
                 domains: Mapping[str, str], stated: Collection[str], vectors: Collection[str],
                 sets: Mapping[str, str]):
        self.text, self.names, self.domains, self.stated, self.vectors = text, names, domains, stated, vectors
        self.sets = sets
        self.tokens = [_Token(m[0], *m.span()) for m in _TOKEN.finditer(text)]
        self.spans = [*understood,
                      *(m.span() for words in (_GENERAL, _SAME_SIZE, _TOO, _EXISTING) for m in words.finditer(text)),
                      *(_noun_span(m) for m in NOUN.finditer(text)),
                      *(m.span() for m in TERMS.finditer(text))]
        self.adjectives = [(m.span(), adjective_domain(m)) for m in ADJECTIVE.finditer(text)]
        self.subject: Sequence[str] = ()
        self.held = ""  # the domain of the set that the marks of the subject name, "" where they name none
        self.out = Unread()

    def symbols(self) -> None:
        for match in re.finditer(LIST, self.text):
            self.subject = self.names.get(match[0], ())
            if not self.subject:
                continue
            first = next(k for k, t in enumerate(self.tokens) if t.start == match.start())
            last = next(k for k, t in enumerate(self.tokens) if t.end == match.end())
            found = {self.sets.get(t.text, "") for t in self.tokens[first:last + 1] if (
                t.mark and t.text not in self.stated)}
            self.held = found.pop() if len(found) == 1 else ""
            times = any(t.word == "times" for t in self.tokens[last + 1:last + 2])  # "was tossed $N$ times"
            words = "" if times or self.tokens[first].text in self.stated else self.before(first)
            if isinstance(words, AnyOf) and (more := self.behind(first, last) or self.narrowed(last + 1)):
                words = f"{words} {more}"
            words = words or self.behind(first, last)
            if words:
                self.out.names = told(self.out.names, dict.fromkeys(self.subject, words))
                if _CONDITIONAL.search(self.text[:match.start()]):
                    self.out.here.append(words)
        self.subject = ()

    def known(self, token: _Token) -> bool:
        """Whether a word was understood: of an adjective, whether the domains of its subjects say as much."""
        if not token.text[0].isalpha() or any(low <= token.start and token.end <= high for low, high in self.spans):
            return True
        for (low, high), domain in self.adjectives:
            if low <= token.start and token.end <= high:
                meant = [n for n in self.subject if domain not in MATRIX_ONLY or n not in self.vectors] or self.subject
                return all(_says(self.domains.get(name, ""), domain) for name in meant)
        return token.word in _PLAIN

    def before(self, first: int) -> str:
        """A word of the noun phrase before a symbol that is not understood."""
        phrase: list[_Token] = []
        k = first - 1
        while k >= 0 and self.tokens[k].text[0].isalpha() and not _STOP_LEFT.fullmatch(self.tokens[k].text) and not (
                self.tokens[k].word in STARTS and not self.known(self.tokens[k])):
            phrase.insert(0, self.tokens[k])
            k -= 1
        if not phrase:
            return ""
        done = max((place for place, token in enumerate(phrase) if token.word in DOING), default=-1)
        lead = self.tokens[k].word if k >= 0 else ""
        if 0 <= done == len(phrase) - 1 and lead in _NAMED_BY and not phrase[done].word.endswith("s"):
            phrase, done = phrase[:done], -1  # "the least squares estimate $b$" does nothing
        phrase = phrase[done + 1:]
        if not phrase:
            return ""
        lead = "done" if done >= 0 else lead
        if lead in ACTORS or (lead in ("", ".", ",", ";", ":", ")") and not self.described(phrase[0])) or (
                phrase[0].word.endswith("ing") and phrase[0].word not in RESTRICTING and lead not in _NAMED_BY):
            phrase = phrase[1:]  # what is done with it
        if lead == "to" and self.tokens[k - 1].word == "respect":
            return ""  # the name of what is differentiated by
        unknown = [t for place, t in enumerate(phrase) if (
            place == len(phrase) - 1 and t.word == "square" and lead in ("its", "their", "the")) or not (
            self.known(t) or _names_a_part(t, phrase[place + 1:place + 2]))]  # "its square $s$" is a noun
        texts = [t.text for t in unknown]
        if not texts:
            return ""
        whole = texts if phrase[-1] in unknown else [*texts, phrase[-1].text]
        return self.called(texts, whole, [t.text for t in phrase], lead)

    def called(self, texts: list[str], whole: list[str], phrase: list[str], article: str) -> str:
        """The words of a noun phrase, with what they are: one of a kind, a name, or more than that."""
        words = " ".join(texts)
        if article in ("a", "an") and self.held and phrase and any_of(phrase, self.held != "real"):
            return AnyOf(words)
        return Naming(words) if article in _NAMED_BY and names_only(whole) else words

    def narrowed(self, k: int) -> str:
        """A word behind a symbol that says which one of a kind it is: "at the minimiser", ", assumed positive"."""
        words = [t.word for t in self.tokens[k:k + 2]]
        if words[:1] == [","] and words[1:] and words[1] not in STARTS - {"which"} and (
                words[1] == "which" or words[1].endswith(ADJECTIVAL)):
            return words[1]
        return words[0] if words and words[0] in PREPOSITIONS else ""

    def described(self, token: _Token) -> bool:
        return self.known(token) or token.word.endswith(ADJECTIVAL)

    def lead(self, first: int) -> tuple[str, str]:
        """The preposition that governs a symbol, and the word before it; ("", "") without one."""
        k = first - 1
        while k >= 0 and (self.tokens[k].text[0].isalpha() or self.tokens[k].text in "()") and (
                self.tokens[k].word not in PREPOSITIONS) and (
                not _STOP_LEFT.fullmatch(self.tokens[k].text) or self.tokens[k].word in _NAMED_BY or (
                    self.tokens[k].word == "given" and self.tokens[k - 1].word in _ARTICLES)):  # "at a given point"
            k -= 1
        if k < 0 or self.tokens[k].word not in PREPOSITIONS:
            return "", ""
        return self.tokens[k].word, self.tokens[k - 1].word if k else ""

    def governed(self, first: int, token: _Token) -> bool:
        """Whether what follows a symbol is said of the noun that the symbol belongs to: "the log of $x$ is ..."."""
        word, head = self.lead(first)
        if token.word in ("that", "which"):
            return word == "about"  # "the information about $X$ that is kept"
        if token.word in VERBS:
            return word in PREPOSITIONS - {"of"} or (word == "of" and head not in BELONGINGS | HANDED_DOWN)
        return token.word == "on" and word in PREPOSITIONS - {"of", "for"}

    def behind(self, first: int, last: int) -> str:
        """A word that is said of a symbol behind it and is not understood."""
        k = last + 1
        while k < len(self.tokens) and self.tokens[k].word in ("both", "all", "each", ",", "also", "always"):
            if self.tokens[k].text == "," and not (
                    k + 1 < len(self.tokens) and self.tokens[k + 1].word in (IS | HAS) - {"in", "on", "of", "that"}):
                return ""
            k += 1
        if k >= len(self.tokens):
            return ""
        token = self.tokens[k]
        if not token.text[0].isalpha() or (k > last + 1 and _ASIDE.search(self.text[:self.tokens[first].start])):
            return ""
        if token.word in ("the", "an", "a") and _ELIDED.search(self.text[:self.tokens[first].start]):
            clause = itertools.takewhile(lambda t: t.text not in ".,;:", self.tokens[k:])
            return "" if any(t.word in IS | VERBS for t in clause) else self.predicate(k)  # "with $x$ the return is"
        if token.word in IS or token.word in HAS:
            apart = _TAKEN_APART.match(self.text, token.end)
            return "" if apart or self.governed(first, token) else self.predicate(k + 1)
        verb = token.word in PLURAL_VERBS or (token.word.endswith("s") and not token.word.endswith(ADJECTIVAL_S))
        begins = token.word in STARTS or token.word == "identically" or _POSSESSIVE.search(token.text) or (
            verb and self.lead(first)[0])
        return "" if begins or self.known(token) else token.text

    def predicate(self, k: int) -> str:
        first = k
        unknown: list[str] = []
        while k < len(self.tokens):
            token = self.tokens[k]
            following = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
            if token.text in ".;:()" or (token.word in STARTS and token.word not in JOINING):
                break
            if k > first and (token.word in _ARTICLES or _POSSESSIVE.search(token.text)) and (
                    self.tokens[k - 1].word in PARTS | BELONGINGS):
                break  # "with finite moments the variance is ..."
            if token.text == "," and (following is None or following.mark or following.word in STARTS | QUALIFIERS
                                      or self.announces(k + 1)):
                break
            if token.mark:
                if following is not None and (following.word in IS | _ANOTHER or (
                        following.word in ("and", "or", "but") and (
                            k + 2 < len(self.tokens) and self.tokens[k + 2].word in _ANOTHER))):
                    break
            elif token.word in RESULTS and following is not None and following.text in self.stated:
                pass  # "is the difference $H(X) = ...$": the formula says of what
            elif not self.known(token) and not _names_a_part(token, self.tokens[k + 1:k + 2]):
                unknown.append(token.text)
                if following is not None and following.word in ("variance", "variances"):
                    unknown.append(following.text)
                if token.word in BELONGINGS and self.named(k):
                    unknown.pop()
            k += 1
        article = self.tokens[first].word if first < len(self.tokens) else ""
        nominal = article if article in ("the", "an", "a") else ""
        phrase = self.noun_phrase(first + 1)
        return self.called(unknown, unknown, phrase if {*unknown} <= {*phrase} else [], nominal) if unknown else ""

    def noun_phrase(self, k: int) -> list[str]:
        """The words from a place up to what is no part of a noun phrase; none where more is said of the noun."""
        found = list(itertools.takewhile(
            lambda t: t.text[0].isalpha() and t.word not in STARTS | JOINING, self.tokens[k:]))
        end = self.tokens[k + len(found)].word if k + len(found) < len(self.tokens) else "."
        return [t.text for t in found] if end in ("and", ".", ";", ":") or (
            end == "," and not self.narrowed(k + len(found))) else []

    def announces(self, k: int) -> bool:
        """Whether words up to a colon, without a comma, lead to the formula: "transposition reverses the factors:"."""
        end = next((t.text for t in self.tokens[k:] if t.mark or t.text in ".,;:()"), "")
        return end == ":" and not self.known(self.tokens[k])

    def named(self, k: int) -> bool:
        """Whether a belonging gets a name of its own: "with eigenvalues $\\lambda_i$", not "with trace $0$"."""
        number = self.tokens[k].word in _NUMBERS
        k += 1
        while k < len(self.tokens) and self.tokens[k].word in BELONGINGS | {"values", "value", "vectors", "vector"}:
            k += 1
        return k < len(self.tokens) and self.tokens[k].mark and not (
            number and not any(self.tokens[k].text in one for one in self.names if self.names[one]))

    def strange(self, words: str, start: int) -> bool:
        inside = [t for t in self.tokens if start <= t.start < start + len(words)]
        return any(not self.known(t) and t.word not in STARTS | IS | HAS for t in inside)


def _names_a_part(token: _Token, behind: Sequence[_Token]) -> bool:
    """Whether a word in -ing tells only which part a symbol plays: "focusing parameter"."""
    return token.word.endswith("ing") and token.word not in RESTRICTING and any(
        n.word in PARTS and not n.word.startswith(("number", "matri", "map")) for n in behind)  # "winding number"


def _noun_span(noun: re.Match[str]) -> Span:
    """Where a noun stands; the word before "matrix" is not understood by being there."""
    word = re.search(r"(?<!covariance )(?<!precision )(?<!gram )(?<!kernel )\bmatri(?:x|ces)$", noun[0], re.IGNORECASE)
    return noun.start() + (word.start() if word else 0), noun.end()


def _says(domain: str, adjective: str) -> bool:
    """Whether the domain that was understood says what an adjective says."""
    if adjective in ("real", "variable") or domain == adjective:
        return True
    if domain in ("natural", "integer") and adjective in ("positive", "nonnegative"):
        return True
    return bool(domain) and implied(domain, adjective)
