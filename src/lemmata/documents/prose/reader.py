"""What the words of a sentence say of the symbols in its formulas.

"Let $A$ be an $n \\times n$ symmetric positive definite matrix", "for all real $x$ and $y$",
"independent random variables $X$ and $Y$": nouns give ranks, adjectives domains, a formula of
sizes its shape. Where words and formulas disagree with the patterns, nothing is said of a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lemmata.documents.language.familynames import family_named
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.namingwords import told
from lemmata.documents.language.symbols import Mention, Named, mention, names_in, symbol_list
from lemmata.documents.language.vocabulary import (
    ADJECTIVE,
    BELONGING,
    CONVENTIONS,
    LIST,
    MARK,
    MASSES,
    MATRIX_ONLY,
    NOUN,
    adjective_domain,
    belonging_domain,
    noun_row,
    strength,
)
from lemmata.documents.prose.averages import APPOSED, means_by_label, other_averages, spoken_averages
from lemmata.documents.prose.conventions import spoken_conventions
from lemmata.documents.prose.decompositions import spoken_decompositions
from lemmata.documents.prose.families import nameless_families
from lemmata.documents.prose.frames import PARTS_OF, orthonormal_frames
from lemmata.documents.prose.identities import spoken_identities
from lemmata.documents.prose.independence import PASSING, read_independence
from lemmata.documents.prose.laws import NAMED_LAW, loose_laws, spoken_laws
from lemmata.documents.prose.minimisers import spoken_minimisers
from lemmata.documents.prose.moments import OF_ENTRIES, spoken_moments
from lemmata.documents.prose.properties import spoken_properties
from lemmata.documents.prose.renewals import renewed
from lemmata.documents.prose.restrictions import other_numbers
from lemmata.documents.prose.said import About, Said
from lemmata.documents.prose.shaped import spoken_shapes
from lemmata.documents.prose.sizes import shape_of, sized, squares
from lemmata.documents.prose.slopes import spoken_slopes
from lemmata.documents.prose.stacked import stacked
from lemmata.documents.prose.unmodelled import unmodelled
from lemmata.documents.prose.unread import unread_words
from lemmata.engine.ops import OPS

_SUBJECT = re.compile(
    rf"(?P<list>{LIST})\s*(?:\([^()]{{0,60}}\)\s*)?,?\s*(?:both |all |each |every )?"
    r"(?:be|is|are|denotes?|being|represents?|must be|to be|as|a|an)\b"
    r"(?:\s+(?:any|two|three|some|both|all|given|fixed|arbitrary|a|an|the|its|their|also|any other))*\s*"
    r"(?P<loose>(?:[\w-]+\s+){0,4}(?:(?:pairs?|vectors?|lists?|sets?|sequences?|collections?|tuples?) of\s+)?)$")
_APPOSED = re.compile(rf"\s*(?:,?\s*(?:denoted|called|say|named|namely)(?: by| as)?,?\s*)?(?P<list>{LIST})")
_PREDICATE = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:both |all |each )?(?:be|is|are|being)\s+(?:both |all |each |also |mutually |a |an )*"
    r"(?P<words>[a-z][\w -]{2,80})", re.IGNORECASE)
_BEFORE = re.compile(r"[;:()]|\b(?:be|is|are|as|denotes?|being|for|with|where|let|of|(?<!-)by|an?|the|two|three|any|"
                     r"every|all|each|some|to|in|if|that|has|have|and|when|both)\b", re.IGNORECASE)
_SIZED_NOUN = re.compile(rf"\s*{MARK}\s+(?:{NOUN.pattern})", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:then|so|which|where|we|if|with|for|by|to|of|the|in|on|as|than|when|because)\b")
_FILLER = re.compile(r"\s*(?:\b(?:and|for|all|any|every|some|given|let|both|with|if|an?)\b|,|\s)*", re.IGNORECASE)
_HAVE = re.compile(rf"(?P<list>{LIST})\s*,?\s*(?:both |each |all )?(?:ha(?:s|ve)|having|with)\s+{BELONGING.pattern}",
                   re.IGNORECASE)


def read_sentence(
    sentence: Marked, passing: Collection[int] = (), denied: Collection[int] = (), lawful: Collection[str] = (),
) -> Said:
    """Roles from the words around the formulas of a sentence, but for those that it denies.

    `passing` ones, by index, bound nothing that stays; `lawful` names have a law already.
    """
    return _Reader(sentence, passing, denied, lawful).read()


class _Reader:
    def __init__(self, sentence: Marked, passing: Collection[int], denied: Collection[int], lawful: Collection[str]):
        self.sentence, self.text, self.passing, self.out = sentence, sentence.text, passing, Said()
        self.denied, self.lawful = denied, lawful
        self.mentions = {k: mention(source) for k, source in sentence.sources.items()}
        self.understood: list[tuple[int, int]] = []
        self.cut: dict[str, str] = {}  # lists of which a noun describes the first names only

    def read(self) -> Said:
        for index, found in self.mentions.items():
            if not (index in self.passing and found.kind == "bound") and index not in self.denied:
                self._formula(found, self.sentence.sources[index])
        for noun in NOUN.finditer(self.text):
            self._noun(noun)
        for match in _PREDICATE.finditer(self.text):
            if _SIZED_NOUN.match(self.text, match.end()):
                continue  # "a stochastic $n \\times n$ matrix": the noun decides
            if PARTS_OF.search(self.text[:match.start()]) and re.search(r"\bortho", match["words"]):
                continue
            self._adjectives(self._names(match["list"]), _CLAUSE.split(match["words"])[0])
        for match in re.finditer(rf"(?P<words>(?:[a-z][\w-]*,?\s+){{1,4}})(?P<list>{LIST})", self.text, re.IGNORECASE):
            words = match["words"].strip()
            last = list(ADJECTIVE.finditer(words))
            if last and last[-1].end() == len(words):
                self._adjectives(self._names(match["list"]), _CLAUSE.split(words)[-1])
        for match in _ADJECTIVE_BEHIND.finditer(self.text):
            names = self._names(match["list"])
            if match["all"] and len(names) == 1:  # "$A \\in ...$ and $B \\in ...$, both symmetric"
                names = self._all_before(match.end("list"), 2 if match["all"].lower() == "both" else None)
            self._adjectives(names, match["words"])
        for match in _HAVE.finditer(self.text):
            for one in self._names(match["list"]):
                self._say(one, About(None, 2, belonging_domain(match)))
        for one in (n for listed in squares(self.sentence) for n in self._names(listed)):
            if self._may_be_matrix(one) and not (one.power or one.called):
                self._say(one, About(None, 2, square=True))
        for size in sized(self.sentence):
            for one in self._names(size.listed):
                self._say(one, About(size.sizes, 2))
            self._adjectives(self._names(size.listed), size.words)
            self.understood.append(size.span)
        for frame in orthonormal_frames(self.sentence):
            self.understood.append(frame.span)
            self.out.laws += [frame.source] if frame.source else []
            for one in (one for name in frame.names for one in symbol_list(name) if self._may_be_matrix(one)):
                self._say(one, About(None, 2, frame.domain))
        for factor in spoken_decompositions(self.sentence):
            self._say(factor.named, About(None, 2, factor.domain))
            self.out.laws += [factor.law] if factor.law else []
        self.understood += read_independence(self.sentence, self.out)
        self.out.options, self.out.lasting_base = spoken_conventions(self.sentence)
        for match in _SETS.finditer(self.text):
            self.out.sets += [one.name for one in self._names(match["list"] or match["behind"])]
        spoken = spoken_laws(self.sentence)
        self.understood += [one.span for one in (*spoken, *spoken_moments(self.sentence))]
        self.out.laws.extend(dict.fromkeys(one.source for one in spoken if one.source not in ("", *self.out.laws)))
        for law in spoken:
            for named in symbol_list(law.source.split("\\sim")[0]) if "\\sim" in law.source else ():
                whole = named.last or named.bold or _OF_VECTORS.search(law.source)  # $X_1, \\dots, X_n$ of one law
                self._say(named, About(None, None if whole else named.rank, "variable"))
        for spoken_property in (
                *spoken_properties(self.sentence), *spoken_averages(self.sentence), *spoken_slopes(self.sentence),
                *spoken_minimisers(self.sentence)):
            self.understood.append(spoken_property.span)
            passing = PASSING.search(self.text[:spoken_property.span[0]])
            if passing and passing[0].lower().startswith("for ") and (
                    _DEFINES.search(self.text) or self._defines_by(spoken_property.source)):
                passing = None  # "for a unit vector $v$, $H = I - 2vv^T$": it is one from here on
            kept = self.out.laws_here if passing else self.out.laws
            for name in spoken_property.names if spoken_property.domain else ():
                for one in symbol_list(name):
                    many = spoken_property.domain == "simplex"  # $w_1, \\dots, w_n$
                    rank = {"simplex": 1, "variable": 0}.get(spoken_property.domain, 2)
                    self._say(one, About((one.last,) if many else None, rank, spoken_property.domain))
            if spoken_property.source not in kept:
                kept.append(spoken_property.source)
        self.out.stacked = stacked(self.sentence)
        self.understood += [one.span for one in self.out.stacked]
        for mark, words in other_averages(self.sentence):
            for one in self.sentence.names(mark):
                self.out.opaque[one.name] = words
                self._say(one, About(None, 0))  # and not the mean of all, as a bar is by custom
        self.out.shaped, self.out.shaped_here, places = spoken_shapes(self.sentence)
        self.understood += places
        self.out.opaque.update(unmodelled(self.sentence, self.understood))
        self.out.opaque.update(loose_laws(self.sentence, spoken))
        lawful = {one.name for law in spoken for one in symbol_list(law.source.split("\\sim")[0])}
        self.out.opaque.update((n, words) for n, words in nameless_families(self.sentence).items() if n not in lawful)
        labelled = means_by_label(self.sentence)
        self.understood += labelled.values()
        usual = [*self._identities(), *labelled]
        self.out.renewed |= renewed(self.sentence)
        self._unread()
        for name in usual:
            self.out.said.pop(name, None)
            self.out.opaque.pop(name, None)
        self.out.said = {name: said for name, said in self.out.said.items() if said != About()}
        return self.out

    def _formula(self, found: Mention, source: str) -> None:
        """What the formula itself says: `x \\in \\mathbb{R}^n`, `c > 0`, `x_1, ..., x_n`."""
        for one in found.names:
            if found.kind == "member" and found.sizes is not None:
                sizes = (*((one.last,) if one.last else ()), *found.sizes) if not one.rank or one.last else None
                each = found.sizes if one.rank == 1 and not one.last else ()
                self._say(one, About(sizes, None, found.domain, each=each))
            elif found.kind == "map":
                self._say(one, About(found.sizes, None, "function", found.argument))
            elif found.kind == "bound" and not one.called:
                self._say(one, About((one.last,) if one.last else None, None, "" if one.power else found.domain))
            elif found.kind == "law":
                self._say(one, About(None, None if one.bold or one.last or _OF_VECTORS.search(source) else one.rank,
                                    "variable"))
            elif one.last:
                self._say(one, About((one.last,)))

    def _say(self, one: Named, said: About) -> None:
        """Add to what is known of a symbol; the stronger domain stays."""
        old = self.out.said.get(one.name, About())
        domain = max(old.domain, said.domain, key=strength)
        positive = old.positive or said.positive
        if domain == "positive" and {"integer", "natural"} & {old.domain, said.domain}:
            domain, positive = "natural", True
        shape = said.shape
        if old.shape is not None and (shape is None or len(old.shape) > len(shape)):
            shape = old.shape
        self.out.said[one.name] = About(shape, said.rank if said.rank is not None else old.rank, domain,
                                       said.argument if said.argument is not None else old.argument, positive,
                                       old.square or said.square, old.regular or said.regular,
                                       (bool(one.last) and (old.entries or old == About()))
                                       or (old.entries and bool(said.each)),
                                       said.each or old.each)

    def _noun(self, noun: re.Match[str]) -> None:
        rank, domain = noun_row(noun)
        if domain == MASSES:
            return
        left = self.text[max(0, noun.start() - 120):noun.start()]
        cuts = [m.end() for m in _BEFORE.finditer(left)]
        phrase = left[cuts[-1] if cuts else 0:]
        phrase = phrase[phrase.rfind("⟧,") + 2:] if "⟧," in phrase else phrase
        before = self.text[max(0, noun.start() - 400):noun.start() - len(phrase)]
        after = self.text[noun.end():noun.end() + 200]
        names: list[Named] = []
        listed = ""
        if apposed := _APPOSED.match(after):
            listed = apposed["list"] if _PLURAL.search(noun[0]) else self._of_one(apposed["list"])
            names = self._names(self._without_bounds(listed) if rank else listed)
            after = after[apposed.end():]
        elif subject := _SUBJECT.search(before):
            listed = subject["list"]
            names = self._names(listed)
            if re.search(r"\bvectors? of\s*$", subject["loose"]) or (
                    domain == "variable" and OF_ENTRIES.search(before[:subject.start()])):
                rank = 1  # "the components of $q$ are random variables"
        if not names or (domain == "function" and _ENTRIES.search(before)):
            return  # "the entries of $A$ are functions": A itself is none
        if domain == "unit" and len(names) == 1 and not names[0].rank and noun[0].lower().endswith("probabilities"):
            return  # "according to probabilities $P$": all of them, which is no number
        if domain == "variable" and rank == 1 and self._is_tuple(listed):
            rank = 0  # $(X, Y)$ is the vector, X and Y are its components
        if domain == "function" and (of := _OF.match(after)) and all(
                one.name[:1].isupper() for one in (*names, *self._names(of["list"]))):
            self.out.opaque.update((one.name, noun[0] + of[0]) for one in names)  # Y is what a function makes of X
            return
        words = f"{phrase}{noun[0] if 'matri' in noun[0].lower() else ''}"
        found = self._domain(words, rank)
        positive = found == "positive" and domain in ("integer", "natural")
        if positive:
            domain = "natural"
        elif found and (not domain or strength(found) > strength(domain) or found == "semidefinite"):
            domain = found  # of a covariance matrix that is "positive semidefinite" no more is said
        if rank == 2 and (belonging := BELONGING.search(after[:60])):
            domain = max(domain, belonging_domain(belonging), key=strength)
        shape = shape_of(self.sentence, phrase, after, rank, domain)
        if domain == "variable" and (sign := _SIGN_OF_VARIABLE.search(phrase)):
            bound = ">" if sign["strict"] else r"\ge"
            self.out.laws.extend(f"{source} {bound} 0" for source in self.sentence.written(listed))
            start = noun.start() - len(phrase)
            self.understood.append((start + sign.start(), start + sign.end()))
        for one in names:
            if rank == 2 and one.rank == 1 and not one.last:
                continue  # $X_k$ is one matrix of several
            if rank == 1 and one.rank == 1 and not one.last and shape and domain in ("", "real"):
                self._say(one, About(None, None, domain, each=shape))  # $x_i$ is one vector of several
                continue
            value = rank
            if one.last and rank == 0:
                value = 1
            if one.rank and rank in (0, None):
                value = one.rank
            elif domain == "variable" and rank is None and not one.bold and not one.last:
                value = 0
            entries = None if shape == () and value else shape
            if one.called and len(one.name) > 2 and one.name in OPS:
                continue  # "the matrix $\\operatorname{diag}(d)$": what an operation gives is no name
            if one.called and (domain != "function" or rank in (1, 2)):
                self._say(one, About(shape, value, "function", ()) if rank in (1, 2) else About())
                continue
            oblong = shape is not None and len(shape) == 2 and shape[0] != shape[1]
            self._say(one, About((one.last, *entries) if one.last and entries else entries, value,
                                "" if oblong and domain in MATRIX_ONLY else domain, None, positive,
                                rank == 2 and "square" in words, rank == 2 and _also_regular(words, domain)))

    def _without_bounds(self, listed: str) -> str:
        """The vectors of "vectors $a, b \\in \\mathbb{R}^d$ and $s > 0$", where s is a number."""
        marks = re.findall(MARK, listed)
        found = [self.sentence.mention(mark) for mark in marks]
        if not any(one.kind == "member" and one.sizes for one in found):
            return listed
        return ", ".join(mark for mark, one in zip(marks, found) if one.kind != "bound")

    def _domain(self, words: str, rank: int | None) -> str:
        found = [adjective_domain(m) for m in ADJECTIVE.finditer(words)]
        if rank != 2:
            found = [d for d in found if d not in MATRIX_ONLY]
        if rank not in (1, None):
            found = [d for d in found if d not in ("simplex", "onehot")]
        return max(found, key=strength, default="")

    def _is_tuple(self, listed: str) -> bool:
        """Whether a list is one tuple of names: `(X, Y)`."""
        mark = listed.strip()
        source = self.sentence.source(mark) if re.fullmatch(MARK, mark) else ""
        return re.fullmatch(r"\s*(?:\\left)?\([^()]*,[^()]*\)\s*(?:\\in\b.*)?", source) is not None

    def _names(self, listed: str) -> list[Named]:
        return self.sentence.names(listed)

    def _defines_by(self, source: str) -> bool:
        """Whether the sentence gives a name a value made of what a property speaks of: `H = I - 2vv^T`."""
        about = set(names_in(source))
        for formula in self.sentence.sources.values():
            left, equals, right = formula.partition("=")
            if equals and len(symbol_list(left)) == 1 and about & set(names_in(right)) - set(names_in(left)):
                return True
        return False

    def _all_before(self, end: int, count: int | None) -> list[Named]:
        """The names before a place of the sentence that may be matrices, all of them or the last ones."""
        found = [one for mark in re.findall(MARK, self.text[:end]) for one in self._names(mark) if (
            self._may_be_matrix(one))]
        return found[-count:] if count else found

    def _of_one(self, listed: str) -> str:
        """The part of a list that one noun goes with: "the matrix $X$ and $\\lambda > 0$" has a formula of its own."""
        marks = re.findall(MARK, listed)
        own = next((k for k, mark in enumerate(marks) if k and (
            self.sentence.mention(mark).kind in ("bound", "member") or re.search(mark + APPOSED, self.text))),
            len(marks))
        if own < len(marks):
            self.cut[listed] = ", ".join(marks[:own])
        return self.cut.get(listed, listed)

    def _adjectives(self, names: list[Named], words: str) -> None:
        """"$A$ is symmetric and positive definite", "for all real $x$"."""
        if not names or NOUN.search(words):
            return  # the noun decides
        single = _FILLER.fullmatch(ADJECTIVE.sub("", words)) is not None
        domain = self._domain(words, 2) or self._domain(words, 1)
        if domain and single:
            for one in (n for n in names if not n.called):
                if domain not in MATRIX_ONLY:
                    self._say(one, About(None, None, domain))
                elif self._may_be_matrix(one):
                    self._say(one, About(None, 2, domain, regular=_also_regular(words, domain)))

    def _may_be_matrix(self, one: Named) -> bool:
        """Orthogonal vectors are no orthogonal matrices: whether a name is none that the sentence calls a vector."""
        if one.rank == 1 and not one.last:
            return False  # $P_k$ is one of several
        known = self.out.said.get(one.name, About())
        rank = len(known.shape) if known.shape is not None else known.rank
        return rank == 2 or (rank is None and not (len(one.name) == 1 and one.name.islower()))

    def _identities(self) -> list[str]:
        """Names of the identity matrix; those of them that are returned stand for it without words."""
        usual: list[str] = []
        for one in spoken_identities(self.sentence):
            self.understood.append(one.span)
            if not one.names:
                self.out.standing.append(f"{one.source} is the identity")  # of `\\mathbf{1}` another is read
            elif one.usual:
                usual += [named.name for named in one.names]
            else:
                self._say(one.names[0], About(None, 2, square=True))
                self.out.laws.append(f"{one.source} = I")
        return usual

    def _unread(self) -> None:
        """What the words leave open of the symbols, and under which conditions the sentence stands."""
        for pattern in (BELONGING, *(row[2] for row in CONVENTIONS)):
            self.understood += [m.span() for m in pattern.finditer(self.text)]
        lists = re.findall(LIST, self.text)
        names = {mark: [one.name for one in self._names(self.cut.get(mark, mark))] for mark in lists}
        for k, source in self.sentence.sources.items():
            parts = _ARROW.split(source)
            if len(parts) > 2 and ":" not in source:  # "X -> Y -> Z form a Markov chain" is said of them all
                names[f"⟦{k}⟧"] = [one.name for part in parts for one in symbol_list(part)]
            if listed := _LISTED.fullmatch(source):  # "Let $p = (p_1, \\dots, p_K)$ be the softmax": said of p
                names[f"⟦{k}⟧"] = [listed["name"]]
        self.understood += [m.span() for m in _WHOSE.finditer(self.text)]
        for match in _REGULAR.finditer(self.text):
            if any(one.regular for one in self.out.said.values()):
                self.understood.append(match.span())
        stated = [f"⟦{k}⟧" for k, one in self.mentions.items() if one.kind in ("law", "other")]
        domains = {name: one.domain for name, one in self.out.said.items()}
        vectors = [name for name, one in self.out.said.items() if one.shape is not None and len(one.shape) == 1]
        lawful = {one.name for m in self.mentions.values() if m.kind == "law" for one in m.names}
        for match in NAMED_LAW.finditer(self.text):
            if {one.name for one in self._names(match["list"])} <= {*lawful, *self.lawful}:
                self.understood.append(match.span("words"))  # what follows from its law is called so
        sets = {f"⟦{k}⟧": one.domain for k, one in self.mentions.items() if one.kind in ("member", "bound")}
        sizes = {f"⟦{k}⟧": one.sizes for k, one in self.mentions.items() if one.kind == "size" and one.sizes}
        found = unread_words(self.sentence.spoken, names, self.understood, domains, stated, vectors, sets, sizes)
        self.out.opaque = told(self.out.opaque, {name: words for name, words in found.names.items() if not (
            name in lawful and family_named(words))})  # "following a normal distribution, $X \\sim ...$"
        self.out.unread += [*found.here, *other_numbers(self.sentence.sources.values())]
        self.out.kinds += found.kinds
        self.out.standing += found.standing


_LISTED = re.compile(r"\s*(?P<name>[A-Za-z])\s*=\s*(?:\\left)?\(\s*(?P=name)_\{?\w+\}?\s*,.*\)\s*(?:\^.*)?")
_ARROW = re.compile(r"\\(?:to|rightarrow|longrightarrow|leftrightarrow)\b|→")
# "the sum of squares over ⟦1⟧, whose gradient is ⟦3⟧" says what is computed
_WHOSE = re.compile(
    rf"\bwhose (?:[a-z-]+ )?(?:gradient|derivative|slope|Hessian|Jacobian|differential)(?: matrix| vector)?"
    rf"(?: with respect to {MARK}| at {MARK})? (?:is|equals|reads|becomes)(?: then| thus| given by)?\s*:?\s*{MARK}",
    re.IGNORECASE)
_REGULAR = re.compile(r"\b(?:invertible|non-?singular)\b", re.IGNORECASE)


def _also_regular(words: str, domain: str) -> bool:
    return domain in ("symmetric", "diagonal", "diagonalizable") and _REGULAR.search(words) is not None


_ENTRIES = re.compile(rf"\b(?:elements|entries|components|coefficients|coordinates) of (?:(?:[\w-]+|{MARK})\s+){{0,6}}?"
                      rf"{LIST}\s*(?:is|are|be)\s(?:[\w-]+\s){{0,3}}$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:s|ices)$", re.IGNORECASE)
_SETS = re.compile(
    rf"(?P<list>{LIST}) (?:is|be|are|denotes?) (?:the|an?|any|some) (?:[\w-]+ ){{0,3}}sets?\b(?! of (?:all )?equations)"
    rf"|\b(?:the|an?|any|some|for) (?:[\w-]+ ){{0,2}}sets? (?P<behind>{LIST})", re.IGNORECASE)
_OF = re.compile(rf"\s*of (?:the )?(?:[\w-]+ ){{0,2}}(?P<list>{MARK})")
_ADJECTIVE_BEHIND = re.compile(
    rf"(?P<list>{LIST})(?:\s*[,(]\s*(?:which are |that are )?(?P<all>both|all|each)\s+|\s+(?:also |both |again )?)"
    rf"(?P<words>(?:{ADJECTIVE.pattern.replace('?P<a', '?P<b')})"
    rf"(?:(?:\s+and\s+|,?\s+)(?:{ADJECTIVE.pattern.replace('?P<a', '?P<c')}))*)"
    r"(?!\s*(?!(?:and|with|but|so|then|such|the|we)\b)[\w⟦-])",
    re.IGNORECASE)
_DEFINES = re.compile(r"\b(?:let|define|denote|put|set|consider)\b", re.IGNORECASE)
_OF_VECTORS = re.compile(
    r"\\mathbf|\\bm|\\boldsymbol|\\Sigma|\\Lambda|\bI(?:_|\b)|diag|Dir(?:ichlet)?(?![a-z])|"
    r"Categorical|Mult(?:inomial)?(?![a-z])")
_SIGN_OF_VARIABLE = re.compile(r"\b(?:non-?negative|(?P<strict>(?:strictly )?positive))\b", re.IGNORECASE)
