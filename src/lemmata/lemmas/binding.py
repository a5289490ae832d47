"""Whether the formula on the page and the function of the library are the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from lemmata.engine.expr import Apply, Expr, Symbol, substitute, symbol, symbols
from lemmata.engine.ops import OPS
from lemmata.engine.ops.definitions import applied
from lemmata.engine.ops.shapes import ShapeError
from lemmata.engine.readers.declarations import declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import parse_latex, read_latex
from lemmata.engine.readers.latex.syntax import Relation
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.text import read
from lemmata.engine.verdicts import Verdict
from lemmata.formulas import Formula, latex
from lemmata.formulas.definition import Definition
from lemmata.lemmas.lemma import BookError, Lemma

_DISPLAY = re.compile(r"\$\$(?P<text>.+?)\$\$", re.DOTALL)
_CALL = re.compile(r"(?P<name>[\w.]+)\s*(?:\((?P<arguments>.*)\))?\s*", re.DOTALL)


def bound(lemma: Lemma) -> Verdict | None:
    """The verdict that a side of a displayed formula of the statement is the value of the lemma's function.

    None where the lemma's function is an algorithm, or the page says no arguments. The best verdict of all sides,
    at any of the arguments that the page gives; a side that only names the function, as det(A), says nothing of it.

    Raises BookError where no side can be read as a value.
    """
    values = [value for call in _calls(lemma) if (value := _value_of(lemma, call)) is not None]
    best: Verdict | None = None
    for ours in values:
        for side in sides(lemma, ours):
            if side.expr.shape != ours.expr.shape or (side.expr is ours.expr and _names_alone(side.expr)):
                continue
            verdict = side.equals(ours)
            if verdict.kind == "proved":
                return verdict
            best = verdict if best is None or verdict.kind == "agrees" else best
    if values and best is None:
        raise BookError(f"{lemma.path.name}:{lemma.line}: no displayed formula of {lemma.id} says what "
                        f"{' or '.join(_calls(lemma))} is; display one of its shape, {values[0].expr.shape}")
    return best


def proved(lemma: Lemma) -> list[Formula]:
    """The displayed formulas of the statement that are proved to be the function at the page's first arguments, in its
    symbols; without those that only name it."""
    ours = page_value(lemma)
    return [] if ours is None else [
        side for side in sides(lemma, ours)
        if side.expr.shape == ours.expr.shape and not (side.expr is ours.expr and _names_alone(side.expr))
        and side.equals(ours).kind == "proved"]


def _calls(lemma: Lemma) -> list[str]:
    """The calls of the function that the lemma is about first: at symbols, and at other arguments."""
    return [call for call in lemma.calls if call.split("(")[0].strip() == lemma.names[0]]


def _names_alone(expr: Expr) -> bool:
    """Whether an expression only names an operation on symbols, as rank(A); a product of matrices says what it is."""
    return (isinstance(expr, Apply) and not OPS[expr.op].elementwise and expr.op != "matmul"
            and all(isinstance(a, Symbol) for a in expr.args))


def page_value(lemma: Lemma) -> Formula | None:
    """The lemma's function at the arguments that the page gives it first, in the symbols of the page.

    None where it is an algorithm, or the page says no arguments. Raises BookError where the call is none.
    """
    return _value_of(lemma, lemma.calls[0])


def _value_of(lemma: Lemma, call: str) -> Formula | None:
    where = f"{lemma.path.name}:{lemma.line}: {call}"
    match, definition = _CALL.fullmatch(call), lemma.functions[0]
    if match is None:
        raise BookError(f"{where} is no call")
    if not isinstance(definition, Definition) or match["arguments"] is None:
        return None
    try:
        return _called(definition, _split(match["arguments"]), dict(declared(lemma.declarations or None)))
    except (ValueError, TypeError) as error:  # of the readers, of shapes, of options
        raise BookError(f"{where}: {error}") from error


def _called(definition: Definition, texts: list[str], known: dict[str, Symbol]) -> Formula:
    """A definition at arguments that are texts, options by name among them."""
    places, options = [], {}
    for text in texts:
        name, equals, value = text.partition("=")
        if equals and name.strip() in definition.options:
            options[name.strip()] = _value(value.strip())
        else:
            places.append(text)
    definition = definition.given(**options)
    names = list(definition.declarations)
    if len(places) != len(names):
        raise ValueError(f"{len(places)} arguments; it has {', '.join(names)}, and the options "
                         f"{', '.join(definition.options) or '(none)'}")
    arguments = {}
    for name, text in zip(names, places):
        own = definition.declarations[name]
        if text.isidentifier() and text not in known:
            known[text] = symbol(text, own.shape, own.domain, own.params)
        arguments[name] = read(text, known, strict=True)[0]
    return Formula(applied(definition.expr, definition.declarations, arguments), known)


def _value(text: str) -> Any:
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        raise ValueError(f"{text} is no value; write a number, a text between quotes, True or None") from None


def sides(lemma: Lemma, ours: Formula) -> list[Formula]:
    """What the displayed formulas of the statement say, side by side, in the declared symbols alone.

    Letters that the statement defines beside them, as the sums of a table's rows, are put in.
    """
    scope = Scope()
    for name, own in ours.declarations.items():
        scope = scope.declare(name, Role(own.shape, own.domain, own.params))
    meanings: dict[Expr, Expr] = {}
    found: list[Formula] = []
    for expr in _displayed(lemma, ours, scope, meanings):
        try:
            found.append(Formula(substitute(expr, meanings), ours.declarations))
        except ValueError:  # a symbol of another kind than declared
            continue
    return found


def _displayed(lemma: Lemma, ours: Formula, scope: Scope, meanings: dict[Expr, Expr]) -> Iterator[Expr]:
    """The sides of the displayed formulas, and on the way what their undeclared letters mean, by those before."""
    for match in _DISPLAY.finditer(lemma.statement):
        text = match["text"].strip().rstrip(".,;").strip()
        try:
            if not isinstance(parse_latex(text), Relation):
                yield latex(text, ours.declarations).expr
                continue
            claims = read_latex(text, scope)[0].claims
        except (ReadError, ShapeError, ValueError):
            continue
        for claim in claims:
            yield from (side for relation in claim.relations for side in relation.children)
            letter = claim.defines
            if letter is not None and letter.name not in ours.declarations and len(claim.relations) == 1:
                meaning = substitute(claim.relations[0].children[1], meanings)
                if all(s.name in ours.declarations for s in symbols(meaning)):
                    meanings[letter] = meaning
                    scope = scope.declare(letter.name, Role(letter.shape, letter.domain, letter.params))


def _split(text: str) -> list[str]:
    """Arguments of a call, at commas outside of brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [p.strip() for p in parts if p.strip()]
