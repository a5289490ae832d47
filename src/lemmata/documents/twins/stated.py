"""What a formula of a document states: under which name, of which arguments, and what it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lemmata.documents.formats.blocks import Formula
from lemmata.documents.twins.laws import with_laws
from lemmata.documents.twins.names import SCHEDULE, Called, called, operation_at_the_end, operations_in
from lemmata.documents.twins.schedules import by_place, is_schedule
from lemmata.documents.twins.steps import new_value
from lemmata.engine.expr import Apply, At, Bind, Expr, Size, Symbol, open_binder, postorder, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.expressions import read_expression
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.writers import to_text

SILENT = ("refuted", "unreadable", "conditional")  # a formula that is wrong itself says nothing about code
_SIGN = re.compile(r":=|\\(?:triangleq|equiv|coloneqq|leftarrow|gets)\b|(?<![<>!])=")
_STYLE = r"\\(?:operatorname\*?|mathrm|mathbf|mathcal|mathsf|mathbb|boldsymbol|bm|text|textrm|textbf|textit|mathit)"
_NAME = re.compile(
    rf"\s*(?:{_STYLE}\s*\{{\s*([^{{}}]+?)\s*\}}|{_STYLE}\s*([A-Za-z])|\\(?:hat|widehat)\s*\{{?\s*(\\?[A-Za-z]+)\s*\}}?|"
    r"\\(?:bar|overline)\s*\{?\s*(\\?[A-Za-z]+)\s*\}?|\\([A-Za-z]+)|([A-Za-z]))")
_SCRIPT = re.compile(rf"\s*_\s*(?:\{{\s*(?:{_STYLE}\s*\{{)?\s*\\?([A-Za-z]+)\s*\}}*|(\\?[A-Za-z0-9]))")
_D = r"(?:\\partial|\\mathrm\{d\}|d)"
_PARTIAL = re.compile(rf"\s*\\[dt]?frac\s*\{{\s*{_D}\s*(.*?)\s*\}}\s*\{{\s*{_D}")
_NABLA = re.compile(r"\s*\\nabla(?:\s*_\s*(?:\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|\\?[A-Za-z]+))?\s*(\^\s*\{?2\}?)?")
_ENTRIES = re.compile(r"\\\||\\[lr]?Vert\b|\\odot\b|\\circ\b")
_CONNECTIVE = re.compile(r"(?:\b(?:is|as|by|reads|equals|formula|equation|function)|[:=\u2014])[\W_]*$", re.IGNORECASE)
_ESTIMATED = re.compile(r"\b(?:approximat\w*|estimated (?:with|by|as|using|through)|roughly)\b")
_SLOPE_WORDS = re.compile(r"\b(?:derivatives?|gradients?|slope|hessian|differentiat)", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """A formula as the walk through a document met it.

    kind   of its verdict; scope: the meanings before it; words: its sentence up to it
    posed  it is to be solved or met: f(x) = 0 says nothing of f
    """

    formula: Formula
    kind: str
    reading: Reading | None
    scope: Scope
    words: str = ""
    posed: bool = False

    @property
    def text(self) -> str:
        """The words that introduce it, in small letters and without marks."""
        return re.sub(r"[\W_]+", " ", f"{self.formula.label} {self.words}".lower())

    @property
    def approximate(self) -> bool:
        """Whether the words that introduce it call it an estimate of what it names."""
        return _ESTIMATED.search(self.text) is not None


@dataclass(frozen=True)
class Statement:
    """One definition: `right` is what the thing called so is, of `arguments` in their order.

    by_words  names that only the words before it give; spoken: operations that they speak of besides
    """

    stated: Stated
    names: tuple[Called, ...]
    by_words: tuple[Called, ...]
    arguments: tuple[Symbol, ...]
    right: Expr
    premises: tuple[Expr, ...]
    spoken: tuple[Called, ...] = ()

    @property
    def formula(self) -> Formula:
        return self.stated.formula


def statements_of(
    stated: Stated, functions: Collection[Called] = (), laws: frozenset[str] = frozenset()
) -> list[Statement]:
    """The definitions that a formula gives, one a plausible reading; none where it defines nothing.

    functions: what the functions are called for which less usual readings matter; laws: letters that stand for the
    functions of a law
    """
    if stated.kind in SILENT:
        return []
    source = stated.formula.source.strip().rstrip(".,;")
    sign = _SIGN.search(_outermost(source))
    names = list(names_at_left(source[: sign.start()])) if sign else []
    if sign and is_schedule(source, stated.text) and (
            found_at := by_place(source[: sign.start()], source[sign.end() :], stated.scope)) is not None:
        place, value = found_at
        return [Statement(stated, (Called(SCHEDULE, 0, True),), (), (place,), value, ())]
    order = max((n.order for n in names), default=0)
    words, spoken = ([Called(w, order) for w in found] for found in _named_by_words(stated))
    if not names and not words:
        return []
    if stated.reading is not None and stated.reading.claims and stated.reading.claims[0].relations:
        readings = [stated.reading]
    else:
        readings = []
        if not sign:
            return _alone(source, stated, words)
    squared = bool(sign and re.search(r"\^\s*\{?\s*2\s*\}?\s*$", source[: sign.start()]))
    found: list[Statement] = []
    first = _statement(stated, readings[0], names, words, squared, laws) if readings else None
    meant = {n.name for n in (*(first.names if first else names), *words, *spoken)}
    if readings and any(not f.name or f.name in meant or f.name.replace("_", " ") in stated.text for f in functions):
        readings += [*_others(source, stated)[:3], *_of_numbers(source, readings[0], stated)]
        readings += _of_vectors(source, readings[0], stated, first.arguments if first else ())
    for reading in readings:
        made = _statement(stated, reading, names, words, squared, laws)
        made = None if made is None else replace(made, spoken=tuple(spoken))
        if made is not None and all(_kind_of(made.right) != _kind_of(other.right) for other in found):
            found.append(made)
    return found


def _kind_of(right: Expr) -> tuple[str, list[tuple[str, int]]]:
    """What is written and of what rank; readings that differ only in domains say the same of code."""
    return to_text(right), [(s.name, s.rank) for s in symbols(right)]


def _named_by_words(stated: Stated) -> tuple[list[str], list[str]]:
    """The operations that the words before a formula say it is ("the mean squared error is", or right before it "the
    mean squared error"), and those that they speak of."""
    if _SLOPE_WORDS.search(stated.words):
        return [], []  # it may be the derivative that the sentence speaks of
    found = operations_in(stated.formula.label)
    spoken = operations_in(stated.words)
    last = operation_at_the_end(stated.words)  # "the sample variance $s^2 = ...$"
    if spoken and (last or _CONNECTIVE.search(stated.words[-60:])):
        found.append(last or spoken[-1])
    return found, [name for name in spoken if name not in found]


def _others(source: str, stated: Stated) -> list[Reading]:
    """The less usual readings of a formula."""
    try:
        return list(read_latex(source, stated.scope, stated.formula.label))[1:]
    except ReadError:
        return []


def _of_numbers(source: str, reading: Reading, stated: Stated) -> list[Reading]:
    """The reading in which names that are arrays by habit only are numbers: $2PR/(P + R)$ of a precision."""
    scope = stated.scope
    for name, role in reading.roles.items():
        if "[" in role and role.endswith("(habit)"):
            scope = scope.declare(name, Role((), "real", source="prose"))
    if scope is stated.scope:
        return []
    try:
        return list(read_latex(source, scope, stated.formula.label))[:1]
    except ReadError:
        return []


def _of_vectors(source: str, reading: Reading, stated: Stated, arguments: Collection[Symbol]) -> list[Reading]:
    """The reading in which arguments that are numbers by habit only are vectors, where norms or products of entries
    speak of them: $|x - y|$ of a kernel."""
    names = [a.name for a in arguments if reading.roles.get(a.name) == "real (habit)"]
    if not names or not _ENTRIES.search(source):
        return []
    scope = stated.scope
    for name in names:
        scope = scope.declare(name, Role((Size.of("n"),), "real", source="prose"))
    try:
        return list(read_latex(source, scope, stated.formula.label))[:1]
    except (ReadError, ShapeError):
        return []


def _alone(source: str, stated: Stated, words: list[Called]) -> list[Statement]:
    """A formula without a relation, as the value of what words name."""
    try:
        right = read_expression(source, stated.scope)
    except (ReadError, ShapeError):
        return []
    return [Statement(stated, (), tuple(words), (), right, stated.scope.premises)] if _known(right) else []


def _known(right: Expr) -> bool:
    """Whether nothing in it is random, or a function of which nothing is said."""
    return not right.free and not any(n.sort in ("variable", "event", "distribution") for n in postorder(right)) and (
        not any(s.domain == "function" for s in symbols(right)))


def _outermost(source: str) -> str:
    """The source with what stands in brackets blotted out."""
    depth, found = 0, []
    for character in source:
        depth -= character in "}])"
        found.append("." if depth > 0 else character)
        depth += character in "{[("
    return "".join(found)


def _statement(
    stated: Stated, reading: Reading, names: list[Called], words: list[Called], squared: bool, laws: frozenset[str]
) -> Statement | None:
    claim = next((c for c in reading.claims if c.relations), None)
    relation = claim.relations[0] if claim is not None else None
    if claim is None or not isinstance(relation, Apply) or relation.op != "eq" or claim.missing or claim.unsettled:
        return None
    left, right = relation.args[0], with_laws(relation.args[1], laws, stated.formula.source)
    if right is None:
        return None
    if squared and isinstance(left, Symbol):
        right = right**2
    inner = left
    while isinstance(inner, Bind) and inner.binder == "array":
        inner = open_binder(inner)[1]
    if isinstance(inner, At):
        inner = inner.array
    arguments = tuple(a for a in inner.args if isinstance(a, Symbol) and a.domain != "function") if isinstance(
        inner, Apply) else ()
    if isinstance(inner, Apply) and inner.op not in ("call", "derivative", "add", "mul", "neg", "div", "pow", "matmul"):
        names = [*names, *(n for n in [called(inner.op)] if n not in names)]
    if not (names and names[0].order) and (step := new_value(left, right)) is not None:
        right, names, words, arguments = step, [Called("update"), *_of_steps(left)], [], ()
    if not _known(right):
        return None
    if right.shape != left.shape and left.shape:
        return None
    if not isinstance(right, Apply | Bind | At) or (stated.posed and not (names and names[0].order)):
        return None  # f(x) = 0, f(x) = x: to be solved
    return Statement(stated, tuple(names), tuple(w for w in words if w not in names), arguments, right, claim.premises)


def _of_steps(left: Expr) -> list[Called]:
    """What a function of a step is called besides: `v_next`, `update_v` of v."""
    own = left.args[0] if isinstance(left, Apply) and left.args else left
    name = own.name if isinstance(own, Symbol) else ""
    return [called(word) for word in (f"{name}_next", f"next_{name}", f"new_{name}", f"update_{name}")] if name else []


def names_at_left(left: str) -> Iterator[Called]:
    r"""What the left side of a definition is called: by its letter, by the word under it.

    >>> [n.name for n in names_at_left(r"\mathcal{L}_{\mathrm{MSE}}(w)")], next(names_at_left(r"\sigma'(x)")).order
    (['mse', 'l_mse', 'loss'], 1)
    """
    order = 0
    partial = _PARTIAL.match(left)
    nabla = _NABLA.match(left)
    if partial:
        left, order = partial[1], 1
    elif nabla:
        left, order = left[nabla.end():], 2 if nabla[1] else 1
    match = _NAME.match(left)
    if match is None:
        return
    rest = left[match.end():]
    word = match[1] or match[2] or match[5] or match[6] or ""
    if match[3] or match[4]:
        word = f"{(match[3] or match[4]).lstrip(chr(92))}_{'hat' if match[3] else 'bar'}"
    script = _SCRIPT.match(rest)
    if script:
        rest = rest[script.end():]
    primes = re.match(r"\s*(?:\^\s*\{?\s*)?((?:'|\\prime)+)", rest)
    if primes:
        order += primes[1].count("'") + primes[1].count("prime")
    word = re.sub(r"[\s\\_-]+", "_", word)
    if word == "cos" and re.match(r"\s*(?:\\left\s*)?\([^()]*,", rest):
        word = "cosine_similarity"
    if script and len(word) == 1 and len(script[1] or "") <= 1 and re.match(r"\s*\(", rest):
        both = called(f"{word}_{script[1] or script[2]}")
        if not both.generic:
            yield Called(both.name, order)
    elif script and len(word) == 1 and (both := called(f"{word}_{script[1] or script[2]}")).usual:
        yield Called(both.name, order)  # F_1, R_2
    if script and len(script[1] or "") > 1:
        under = called(script[1])
        yield Called(under.name, under.order + order, under.generic)
        if len(word) == 1:
            both = called(f"{word}_{script[1]}")
            if not both.generic and both.name != under.name:
                yield Called(both.name, both.order + order)
    if word == "sigma" and not re.match(r"\s*(?:\\left|\\big\w?)?\s*\(", rest) and not order:
        yield Called("sigma", 0, True)  # a standard deviation, or any number
    elif word:
        plain = called(word)
        yield Called(plain.name, plain.order + order, plain.generic)
