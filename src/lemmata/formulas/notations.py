"""Formulas in either notation, Python's or LaTeX, as people type them at a door: command line, notebook, browser."""

from __future__ import annotations

import re

from lemmata.engine.expr import Apply, Symbol
from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.declarations import Declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.formulas.object import Formula
from lemmata.formulas.reading import latex, parse

NOTATIONS = ("python", "latex", "auto")
_DELIMITED = re.compile(r"\s*(?:(\$\$?)(?P<a>[^$]+)\1|\\\[(?P<b>.+)\\\]|\\\((?P<c>.+)\\\))\s*", re.DOTALL)
_LEARNED = ("w", "W", "theta", "Theta", "beta", "phi", "mu", "x", "z", "U", "V", "b")  # what one derives by, first


def notation_of(text: str, notation: str = "auto") -> str:
    r"""The notation of a text: LaTeX where it has a backslash, ^ or {, else Python's.

    >>> notation_of(r"\frac12"), notation_of("x**2"), notation_of("A B", "latex")
    ('latex', 'python', 'latex')

    Raises ValueError for an unknown notation.
    """
    if notation not in NOTATIONS:
        raise ValueError(f"no notation {notation!r}; choose from {', '.join(NOTATIONS)}")
    if notation != "auto":
        return notation
    return "latex" if any(mark in text for mark in "\\^{") else "python"


def undelimited(text: str) -> str:
    r"""A formula as it stands in a document, without the signs around it; what is left keeps its place.

    >>> undelimited("$x^2$"), undelimited(r"\[ x \]"), undelimited("x < 1")
    (' x^2 ', '   x   ', 'x < 1')
    """
    if (found := _DELIMITED.fullmatch(text)) is None:
        return text
    start, end = next(found.span(name) for name in "abc" if found[name] is not None)
    return f"{' ' * start}{text[start:end]}{' ' * (len(text) - end)}"


def read_formula(text: str, vars: Declarations = None, notation: str = "auto") -> Formula:
    r"""The formula of a text in either notation; in a document's signs, `$x^2$`, it is LaTeX.

    >>> read_formula(r"\frac{x}{2}").text, read_formula("x/2").text
    ('x/2', 'x/2')

    Raises ReadError with the place; ValueError for an unknown notation.
    """
    bare = undelimited(text)
    if bare is text or notation == "python":
        return latex(text, vars) if notation_of(text, notation) == "latex" else parse(text, vars)
    try:
        return latex(bare, vars)
    except ReadError as error:
        if error.text != bare:
            raise
        raise ReadError(error.message, text, error.position, error.end) from error


def read_pair(left: str, right: str, vars: Declarations = None, notation: str = "auto") -> tuple[Formula, Formula]:
    r"""Two formulas under the same declarations, which are inferred from the two together.

    >>> [f.vars for f in read_pair("trace(A @ B)", "trace(B @ A)")][1]
    {'A': 'real[m n]', 'B': 'real[n m]'}

    One in LaTeX and one in Python's notation are compared as well:

    >>> read_pair(r"\lVert x \rVert^2", "sum(x**2)")[0].text
    'norm(x)**2'

    Raises ReadError, in whose `text` the place counts; ValueError where they are no two formulas of one shape.
    """
    from lemmata.engine.readers.latex import parse_latex
    from lemmata.engine.readers.syntax import parse_text

    if notation != "python" and (bare := (undelimited(left), undelimited(right))) != (left, right):
        left, right = bare
    if notation == "auto" and (found := _both_as_python(left, right, vars)) is not None:
        return found
    if notation == "auto" and "^" in left + right and "**" in left + right and "\\" not in left + right:
        raise ValueError("^ is a power in LaTeX, ** one in Python text; write both formulas with **")
    chosen = notation_of(left + right, notation)
    for text in (left, right):  # what can't be read shows its place where it stands
        parse_latex(text) if chosen == "latex" else parse_text(text)
    joined, starts = (f"{left} = {right}", (0, len(left) + 3)) if chosen == "latex" else (
        f"({left}) == ({right})", (1, len(left) + 7))
    try:
        both = read_formula(joined, vars, chosen)
    except ReadError as error:
        raise _of_its_side(error, joined, (left, right), starts) from error
    if not isinstance(both.expr, Apply) or both.expr.op != "eq":
        raise ValueError("each of the two is one expression without = or another relation sign")
    first, second = (Formula(side, both.declarations) for side in both.expr.args)
    if first.shape != second.shape and first.shape and second.shape:
        raise ValueError(f"the first formula has shape {show(first.shape)}, the second {show(second.shape)}; "
                         "equal formulas have the same shape")
    return first, second


def _both_as_python(left: str, right: str, vars: Declarations) -> tuple[Formula, Formula] | None:
    """The two where one is LaTeX and the other can only be Python's notation; None where one notation has both."""
    kinds = [notation_of(text) for text in (left, right)]
    if kinds[0] == kinds[1] or not _is_python(left if kinds[0] == "python" else right):
        return None
    first, second = (latex(text, vars).text if kind == "latex" else text
                     for text, kind in zip((left, right), kinds))
    return read_pair(first, second, vars, "python")


def _is_python(text: str) -> bool:
    """Whether a text is a formula in Python's notation and none in LaTeX: x y is a product there, mean(x) letters."""
    from lemmata.engine.readers.latex import parse_latex
    from lemmata.engine.readers.syntax import parse_text

    try:
        parse_text(text)
    except ReadError:
        return False
    if "**" in text or "@" in text or re.search(r"[^\W\d]\w+\(", text):
        return True
    try:
        parse_latex(text)
    except ReadError:
        return True
    return False


def _of_its_side(error: ReadError, joined: str, sides: tuple[str, str], starts: tuple[int, int]) -> ReadError:
    """The error with its place in the formula that it is in, not in both together."""
    if error.text != joined or error.position is None or error.end is None:
        return error
    for text, start in zip(sides, starts):
        if start <= error.position and error.end <= start + len(text):
            found = ReadError(error.message, text, error.position - start, error.end - start)
            found.__cause__ = error.__cause__
            return found
    return error


def derivable(formula: Formula) -> list[str]:
    """The variables that a derivative can be taken by, the most likely one first.

    >>> derivable(parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]"))
    ['w', 'X', 'y']
    """
    names = [name for name, s in formula.declarations.items() if _is_continuous(s)]
    return sorted(names, key=lambda name: _LEARNED.index(name) if name in _LEARNED else len(_LEARNED))


def _is_continuous(symbol: Symbol) -> bool:
    return symbol.sort == "real"
