"""What a short inline formula names: symbols, sizes, memberships, bounds, maps, laws.

Prose is read around such formulas ("Let $A$ be an $n \\times n$ matrix", "for $x \\in \\mathbb{R}^n$"); what
they claim is the LaTeX reader's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from lemmata.documents.language.sets import SET, set_of, sizes_of
from lemmata.engine.readers.latex.notation import ACCENTS, NAMES, STYLES
from lemmata.engine.readers.latex.tokens import MAX_LENGTH
from lemmata.engine.readers.spelling import GIVEN, increment_of, plain_name, with_label

_BRACKET_OR_SIGN = re.compile(r"\\[A-Za-z]+|\\.|[{}()\[\]=]")
_SPACE = re.compile(r"(?:\s|\\[,;:! ]|\\quad\b|\\qquad\b|~)+")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SIGN = re.compile(r"\\([dD]elta)(?=[\s\\{A-Za-z])(?:\s|\\[,!;])*(?!\\[dD]elta\b)")  # of an increment, \Delta t
# What holds letters that are no names: environments with the columns of an array, lengths, labels, words in boxes.
_NAMELESS = re.compile(r"\\(?:begin|end)\s*\{[A-Za-z]+\*?\}(?:\s*(?:\[[tbc]\]|\{[clr|@\s]*\}))*"
                       r"|\\(?:[hv]space|label|tag|mbox|hbox|ref|eqref)\*?\s*\{[^{}]*\}")
_DOTS = re.compile(r"\\[lc]?dots[a-z]?\b|\.\.\.|…")
_SCRIPT = re.compile(r"\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+(?:\{\w*\})?|[^\s{}\\])")
_WORD = re.compile(r"\s*\{\s*([A-Za-z]+)\s*\}")
_AND = re.compile(r"\\(?:text|mathrm)\{\s*and\s*\}")
_ARGUMENT = r"(?:\\?[A-Za-z]+|\\(?:math\w+|boldsymbol|bm)\s*\{\s*\\?\w+\s*\})(?:_\{?\w+\}?)?(?:\^2)?"
_CALL = re.compile(rf"\(\s*{_ARGUMENT}(?:\s*[,;|]\s*{_ARGUMENT})*\s*\)")
# x^{\text{new}}
_ABOVE = re.compile(r"(?!.*\b(?:th|st|nd|rd)\b)(?:\\(?:rm|it)\s+([A-Za-z]{2,})|"
                    r"\\(?:text|textrm|mathrm|textit|mathit|operatorname)\s*\{\s*([A-Za-z]{2,})\s*\}?)")
_GIVEN = re.compile(r"\\(?:mid|vert|given)\b|\|")  # in a label
_STAR = re.compile(r"\*|\\(?:ast|star)\b")
_STARS = re.compile(rf"(?:{_STAR.pattern}){{1,2}}")
_INDEX = re.compile(r"[ijklmnst]{1,3}$")
_BOLD_LETTER = re.compile(r"\\(?:mathbf|bm)\s*\{?\s*[RNZCS]\s*\}?")  # a matrix; sets of vectors have a power
_DEEPEST = 40  # braces and accents around one letter: more is read nowhere
_RELATION = re.compile(r"(\\(?:leq?|geq?|neq?|lt|gt|leqslant|geqslant)\b|<|>|=|≤|≥|≠)")


NAMING = ("symbols", "member", "bound", "law", "map")  # kinds of formulas that are about the names in them


@dataclass(frozen=True)
class Named:
    """A symbol of a list. `rank` is that of its indices, `last` the end of an enumeration `x_1, ..., x_n`.

    Of one from 0 on, `zero`, `last` is the number of its entries.
    """

    name: str
    bold: bool = False
    rank: int = 0
    last: str = ""
    power: str = ""
    called: bool = False
    zero: bool = False


@dataclass(frozen=True)
class Mention:
    """An inline formula as the prose sees it.

    kind    symbols, size, set, member, bound, map, law, other
    sizes   of a size, or of the set of a membership; None where it has none
    domain  of the set or the bound, "" where unknown
    """

    kind: str
    names: tuple[Named, ...] = ()
    sizes: tuple[str, ...] | None = None
    domain: str = ""
    argument: tuple[str, ...] | None = None


@lru_cache(maxsize=4096)
def mention(source: str) -> Mention:
    """Classify an inline formula.

    >>> mention(r"x, y \\in \\mathbb{R}^{m \\times n}").sizes
    ('m', 'n')
    >>> mention(r"c > 0").domain, mention(r"n \\times n").kind, mention(r"a + b").kind
    ('positive', 'size', 'other')
    """
    source = _SPACE.sub(" ", source.replace(r"\dots", r"\ldots")).strip().rstrip(".,;:")
    if len(source) > 200:
        return Mention("other")
    sizes = sizes_of(source)
    if sizes is not None and len(sizes) > 1:
        return Mention("size", sizes=sizes)
    member = re.split(r"\\in\b|∈", source, maxsplit=1)[0].strip()  # `\\mathbf{R} \\in ...` is a matrix, too
    if SET.match(source) and not _BOLD_LETTER.fullmatch(member):
        found, domain = set_of(source)
        return Mention("set", sizes=found, domain=domain)
    for word, kind in ((r"\\in\b|∈", "member"), (r"\\sim\b|∼", "law"), (r":(?!=)|\\colon\b", "map")):
        parts = re.split(word, source, maxsplit=1)
        if len(parts) == 2 and (names := symbol_list(parts[0])):
            if kind == "member":
                size, domain = set_of(parts[1])
                return Mention("member", names, size, domain)
            if kind == "law":
                return Mention("law", names)
            ends = re.split(r"\\(?:to|rightarrow|longrightarrow)\b|→", parts[1], maxsplit=1)
            if len(ends) == 2:
                argument, _ = set_of(ends[0])
                value, _ = set_of(ends[1])
                return Mention("map", names, value, "function", argument)
    if names := symbol_list(source):
        return Mention("symbols", names)
    return _bound(source)


def _bound(source: str) -> Mention:
    """`c > 0`, `0 < p < 1`, `n \\ge 2`, `a, b \\ne 0`: the domain that a bound gives."""
    parts = [p.strip() for p in _RELATION.split(source)]
    signs = [_SIGNS.get(p, p) for p in parts[1::2]]
    sides = parts[::2]
    if len(sides) == 2 and (names := symbol_list(sides[0])):
        again = any(re.search(rf"(?<![A-Za-z])\\?{re.escape(one.name)}(?![A-Za-z])", sides[1]) for one in names)
        if again or any(one.power and not one.power.isdigit() for one in names):
            return Mention("other")  # e^x >= 1 + x bounds no name
        if _is_zero(sides[1]) and signs[0] != "=":
            domain = {">": "positive", ">=": "nonnegative", "<": "negative", "!=": "nonzero"}.get(signs[0], "")
            if domain == "nonnegative" and all(one.name in ("n", "N") for one in names):
                domain = "natural"
            return Mention("bound", names, domain=domain)
        return Mention("bound", names) if signs[0] != "=" else Mention("other", names)
    if len(sides) == 3 and (names := symbol_list(sides[1])) and sides[0] == "0" and sides[2] == "1":
        return Mention("bound", names, domain="unit" if set(signs) <= {"<", "<="} else "")
    if len(sides) == 3 and (names := symbol_list(sides[1])) and "=" not in signs and not (
            names_in(sides[0]) or names_in(sides[2])):
        return Mention("bound", names)
    if len(sides) > 1 and "=" not in signs:
        return Mention("bound")
    return Mention("other")


_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "\\le": "<=", "\\leq": "<=", "\\leqslant": "<=", "\\ge": ">=",
          "\\geq": ">=", "\\geqslant": ">=", "\\ne": "!=", "\\neq": "!=", "\\lt": "<", "\\gt": ">"}


def _is_zero(text: str) -> bool:
    return text.strip("{} ") in ("0", r"\mathbf{0}", r"\mathbf 0", r"\boldsymbol{0", r"\mathbf{0")


def sides_of(source: str) -> list[str]:
    """The sides of a chain of equations and approximations.

    >>> sides_of(r"L = -\\log 0.1 \\approx 2.3"), sides_of(r"s = \\sum_{i=1}^n x_i")
    (['L ', ' -\\\\log 0.1 ', ' 2.3'], ['s ', ' \\\\sum_{i=1}^n x_i'])
    """
    cuts = [(0, 0), *outer_signs(source, ("=", r"\approx")), (len(source), len(source))]
    return [source[end:start] for (_, end), (start, _) in pairwise(cuts)]


def outer_signs(source: str, signs: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where each of some signs stands that is in no bracket: its beginning and its end.

    >>> list(outer_signs(r"\\sum_{i=1}^n i = 3", ("=",)))
    [(15, 16)]
    """
    depth = 0
    for found in _BRACKET_OR_SIGN.finditer(source):
        if found[0] in ("{", "(", "[", r"\{"):
            depth += 1
        elif found[0] in ("}", ")", "]", r"\}"):
            depth -= 1
        elif depth <= 0 and found[0] in signs:
            yield found.span()


def front(source: str) -> str:
    """What stands before a bound or a set: the name in `\\mu \\in \\mathbb{R}^n`, `\\sigma^2 > 0`.

    >>> front(r"\\sigma^2 \\geq 0"), front("x = y < 1")
    ('\\\\sigma^2', 'x = y')
    """
    return re.split(r"\\in\b|[<>]|\\[gl]eq?\b", source)[0].strip()


@lru_cache(maxsize=4096)
def symbol_list(source: str) -> tuple[Named, ...]:
    """The symbols of a comma-separated list, () where the text is anything else.

    >>> [s.name for s in symbol_list(r"\\hat{\\beta}, \\mu_X, \\mathbf{w}")]
    ['beta_hat', 'mu_X', 'w']
    >>> [(s.name, s.last) for s in symbol_list(r"x_1, \\ldots, x_n")]
    [('x', 'n')]
    """
    position, found, dots = 0, [], False
    text = source.strip()
    while position < len(text):
        gap = _SPACE.match(text, position)
        if gap:
            position = gap.end()
            continue
        if text[position] in ",;()":
            position += 1
            continue
        if match := _DOTS.match(text, position):
            dots, position = True, match.end()
            continue
        if match := _AND.match(text, position):
            position = match.end()
            continue
        one = _symbol(text, position)
        if one is None:
            return ()
        symbol, subscript, position = one
        after = _SPACE.match(text, position)
        if after:
            position = after.end()
        if position < len(text) and text[position] == "(" and not dots and (
                call := _CALL.match(text, position)):
            symbol, position = Named(symbol.name, symbol.bold, symbol.rank, called=True), call.end()
        elif position < len(text) and text[position] not in ",;)" and not _DOTS.match(text, position) and (
                not _AND.match(text, position)):
            return ()
        found.append((symbol, subscript))
    if not found or text.count("(") != text.count(")"):
        return ()
    if dots:
        return _enumerated(found, text.rstrip(" ,.)}").endswith("dots"))
    return tuple(_single(symbol, subscript) for symbol, subscript in found)


def names_in(source: str) -> Counter[str]:
    """The names in a formula, and how often each stands there; a name with a label counts as such and by itself.

    Those behind the length that a formula may have are not looked for: it is read nowhere.

    >>> sorted(names_in(r"\\hat x A\\lambda + \\mu_{X} e^{-t}").items())
    [('A', 1), ('X', 1), ('e', 1), ('lambda_', 1), ('mu', 1), ('mu_X', 1), ('t', 1), ('x_hat', 1)]
    >>> dict(names_in(r"\\begin{bmatrix} a & 2 \\end{bmatrix}"))
    {'a': 1}
    """
    return Counter(_counted(source[:MAX_LENGTH]))


@lru_cache(maxsize=4096)
def _counted(source: str) -> Counter[str]:
    found: Counter[str] = Counter()
    position = 0
    while position < len(source):
        if nameless := _NAMELESS.match(source, position):
            position = nameless.end()
            continue
        one = _symbol(source, position)
        if one is not None:
            sign = _SIGN.match(source, position)
            symbol, subscript, position = one
            if sign is not None and sign.end() < position:  # an increment, or a product: its factors count too
                found.update({sign[1]})
                position, subscript = sign.end(), ""
            found.update({symbol.name, _single(symbol, subscript).name})
            found.update(names_in(subscript))
        elif command := _COMMAND.match(source, position):
            known = NAMES.get(command[1])
            found.update({known[0]} if known is not None and known[1] == "italic" else ())
            position = command.end()
        else:
            found.update({plain_name(source[position])} if source[position].isalpha() else ())
            position += 1
    return found


def _single(symbol: Named, subscript: str) -> Named:
    if not subscript:
        return symbol
    if _INDEX.match(subscript):
        return Named(symbol.name, symbol.bold, len(subscript), power=symbol.power, called=symbol.called)
    tail = _starred(re.sub(r"\\(?:text|mathrm|textrm|mathbf|mathcal)\b", "", _GIVEN.sub(GIVEN, subscript)))
    return Named(with_label(symbol.name, tail), symbol.bold, 0, power=symbol.power, called=symbol.called)


def _starred(subscript: str) -> str:
    """A subscript as part of a name; a star in it is a word of its own: K_{X,*} is K_X_star."""
    if not _STAR.search(subscript):
        return re.sub(r"\W+", "", subscript)
    return "_".join(re.findall(r"\w+", _STAR.sub(" star ", subscript)))


def _enumerated(found: list[tuple[Named, str]], open_end: bool) -> tuple[Named, ...]:
    """`x_1, \\ldots, x_n`: one array; with pairs `(x_1, y_1), \\ldots`: one array each."""
    names: dict[str, Named] = {}
    from_zero: set[str] = set()
    for symbol, subscript in found:
        last = "" if open_end or (subscript.isdigit() and symbol.name not in names) else subscript.strip("{} ")
        if subscript == "0" and symbol.name not in names:
            from_zero.add(symbol.name)
        if last and symbol.name in from_zero:
            last = _one_more(last)
        names[symbol.name] = Named(symbol.name, symbol.bold, 1, last, zero=symbol.name in from_zero)
    return tuple(names.values())


def _one_more(last: str) -> str:
    """How many entries there are from 0 on.

    >>> _one_more("n"), _one_more("N - 1"), _one_more("9")
    ('n+1', 'N', '10')
    """
    if last.isdigit():
        return str(int(last) + 1)
    less = re.fullmatch(r"(\w+)\s*-\s*1", last)
    return less[1] if less else f"{last}+1"


def _symbol(text: str, position: int) -> tuple[Named, str, int] | None:
    """One symbol with its subscript, and where it ends."""
    before = _SIGN.match(text, position)
    if before is not None and (changing := _symbol(text, before.end())) is not None:
        return replace(changing[0], name=increment_of(changing[0].name, before[1])), *changing[1:]
    marks: list[str] = []
    bold, depth = False, 0
    name = ""
    for _ in range(_DEEPEST):
        match = _COMMAND.match(text, position)
        if match and match[1] in ACCENTS:
            marks += [ACCENTS[match[1]]] if ACCENTS[match[1]] else []
            bold = bold or match[1] in ("vec", "overrightarrow")
        elif match and (match[1] in STYLES or match[1] in ("text", "textrm", "textbf")):
            style = STYLES.get(match[1], "upright")
            bold = bold or style == "bold"
            word = _WORD.match(text, match.end())
            if style == "bb":
                return None
            if word:
                name, position = word[1], word.end()
                break
        elif match and match[1] in NAMES and NAMES[match[1]][1] == "italic":
            name, position = NAMES[match[1]][0], match.end()
            break
        elif match:
            return None
        elif text.startswith("{", position):
            depth, position = depth + 1, position + 1
            continue
        elif text[position:position + 1].isalpha():
            name, position = text[position], position + 1
            break
        else:
            return None
        position = match.end()
        while position < len(text) and text[position] == " ":
            position += 1
    if not name:
        return None
    while depth and position < len(text) and text[position] in "} ":
        depth -= text[position] == "}"
        position += 1
    subscript = power = ""
    while position < len(text) and text[position] in "_^'":
        if text[position] == "'":
            marks, position = [*marks, "prime"], position + 1
            continue
        sign = text[position]
        script = _SCRIPT.match(text, position + 1)
        if script is None:
            return None
        content, position = script[1].strip("{} "), script.end()
        if sign == "_":
            subscript = content
        elif stars := _STARS.fullmatch(content):
            marks.append(_starred(stars[0]))
        elif word := _ABOVE.fullmatch(content):
            marks.append(word[1] or word[2])
        elif content.isalnum() and content != "T":
            power = content
        elif re.fullmatch(r"\([a-z]\)", content):  # x^{(k)}: the k-th of several
            subscript = subscript or content.strip("()")
        elif content not in ("\\prime",):
            return None
    return Named(with_label(name, *marks) if marks else plain_name(name), bold, power=power), subscript, position
