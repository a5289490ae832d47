"""The nearest true formula in the notation of the document: its names, its transposes, its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lemmata.documents.judgement.doubts import ambiguous
from lemmata.documents.language.symbols import outer_signs
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Number,
    Size,
    Symbol,
    dims,
    open_binder,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.sizes import folded
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS, Near
from lemmata.engine.writers import Notation, to_latex, to_text

MOST_PARTS = 200
_EQUAL = ("=", r"\equiv", r"\approx")
_EQUIVALENT = (r"\iff", r"\Leftrightarrow", r"\Longleftrightarrow")
LONGEST = 400  # characters of a hint that somebody reads


def in_own_notation(verdict: Verdict, reading: Reading, source: str, scope: Scope, seed: int) -> Verdict:
    """A verdict whose hint says the nearest true formula as the document would, where that is read as it is meant."""
    near = verdict.near
    if near is None or near.expr is None or verdict.kind != "refuted":
        return verdict
    equivalence = isinstance(near.expr, Apply) and near.expr.op == "eq"
    sign, signs = (r"\iff", _EQUIVALENT) if equivalence else ("=", _EQUAL)
    for left, right in _links(verdict, reading, source, signs):
        written = _written(near.expr, left, reading, source, scope)
        whole = f"{written} {sign} {right}" if near.side == "left" else f"{left} {sign} {written}"
        if len(written) <= LONGEST and _is_read(whole, near, scope, seed):
            return replace(verdict, hint=f"it holds with ${written}$ on the {near.side} side ({near.words})")
    # What is an array only as it was read (real and imaginary parts, entries) would puzzle.
    return replace(verdict, hint="") if to_text(near.expr).startswith(("[", "-[")) else verdict


def _links(verdict: Verdict, reading: Reading, source: str, signs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Both sides of the equations, or equivalences, that the hint may be about: of the links that fail."""
    for claim in reading.claims:
        links = verdict.parts if len(verdict.parts) == len(claim.spans) > 1 else ()
        for k, (start, end) in enumerate(claim.spans):
            if links and links[k].near is not verdict.near:
                continue
            text = source[start:end]
            for first, last in islice(outer_signs(text, signs), 1):
                yield text[:first].strip(), text[last:].strip()


def _written(right: Expr, left: str, reading: Reading, source: str, scope: Scope) -> str:
    """LaTeX of a side in the author's notation; of one with free indices its entries, as on the left."""
    opened: dict[str, str] = {}
    letters = _letters(left, right, source)
    while isinstance(right, Bind) and right.binder == "array" and len(opened) < len(letters):
        variable, right = open_binder(right)
        assert isinstance(variable, Size) and variable.atom is not None
        opened[variable.atom] = letters[len(opened)]
    notation = _notation(right, reading, source, scope)
    text = to_latex(right, replace(notation, opened=opened, indices=letters))
    return _styled(text, source)


def _letters(left: str, right: Expr, source: str) -> tuple[str, ...]:
    """Letters of indices in the order in which they occur, first those of the left side."""
    taken = {s.name for s in symbols(right)} | set(dims(right))
    plain = re.sub(r"\\[A-Za-z]+(?:\s*\{[A-Za-z]{2,}\})?", "", f"{left} {source}")
    below = "".join(m[1] or m[2] or "" for m in re.finditer(r"_(?:\{([^{}]*)\}|(\w))", plain))
    return tuple(dict.fromkeys(c for c in below if c.islower() and c not in taken))


def _notation(right: Expr, reading: Reading, source: str, scope: Scope) -> Notation:
    """What the author wrote for the parts and the names that a side has, by their definitions too."""
    here = {s.name: s for s in symbols(right)}
    wanted = {n for n in postorder(right) if n.children}
    parts: dict[Expr, tuple[str, str]] = {}
    names: dict[str, str] = {}
    for part in reading.written[:MOST_PARTS]:
        text = source[slice(*part.span)].strip()
        expr = folded(substitute(part.expr, sizes=reading.sizes))
        if isinstance(expr, Symbol):
            if part.kind == "name" and len(text) < len(names.get(expr.name, text + " ")):
                names[expr.name] = text
            role = scope.lookup(expr.name)
            if role is None or role.definition is None:
                continue
            expr = folded(role.definition)
        same: dict[Expr, Expr] = {s: here[s.name] for s in symbols(expr)
                                  if s.name in here and here[s.name] is not s and here[s.name].shape == s.shape}
        expr = substitute(expr, same) if same else expr
        if expr in wanted and not isinstance(expr, Number) and len(text) < len(parts.get(expr, (text + " ",))[0]):
            parts[expr] = text, "atom" if part.kind == "name" or _called(expr, text) else part.kind
    return Notation(parts, names, exponential="e^" in source and r"\exp" not in source)


def _called(expr: Expr, text: str) -> bool:
    """Whether a product of the source is a function with its argument in brackets: f(x), E[X]."""
    return isinstance(expr, Apply) and expr.op not in _COMBINED and text[-1] in ")]"


_COMBINED = ("mul", "matmul", "outer", "div", "add", "neg", "pow", "dot", "kron", "einsum")

# What a writer writes, and what others write for it: the first of these that the source has.
_TRANSPOSES = (r"^\top", r"^{\top}", "^T", "^{T}", r"^{\mathsf{T}}", r"^{\mathsf T}", r"^\mathsf{T}", r"^{\rm T}",
               r"^{\mathrm{T}}", r"^\mathrm{T}", r"^\intercal", r"^{\intercal}", r"^{\mathstrut\top}", r"^\mathsf T",
               r"^{\prime}", r"^\prime", "^t", "'")
_SPELLED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"^{\top}", _TRANSPOSES),
    (r"\lVert ", (r"\lVert ", r"\|", r"\Vert ", "||")), (r" \rVert", (r" \rVert", r"\rVert", r"\|", r"\Vert", "||")),
    (r"\lvert ", (r"\lvert ", "|")), (r" \rvert", (r" \rvert", r"\rvert", "|")),
    (r"\log(", (r"\log(", r"\log", r"\ln(", r"\ln")),
    (r"\operatorname{sigmoid}(", (r"\operatorname{sigmoid}", r"\sigma(", r"\sigma")),
    (r"\mathbb{E}[", (r"\mathbb{E}[", r"\mathbb{E}", r"\operatorname{E}", r"\mathrm{E}", r"\mathbf{E}", r"\E",
                         "E[", "E(")),
    ("P(", (r"\mathbb{P}", r"\Pr", r"\operatorname{P}", r"\mathrm{P}", "P(", "p(")),
)
_KL = re.compile(r"D_\{?\s*(?:\\(?:mathrm|text|operatorname|rm)\s*)?\{?\s*KL\s*\}*|\\(?:operatorname|mathrm|text)\{KL\}"
                 r"|(?<![A-Za-z{])KL")


def _styled(text: str, source: str) -> str:
    """LaTeX with the spellings of the source."""
    for usual, others in _SPELLED:
        if usual not in text:
            continue
        found = next((other for other in others if other in source), None)
        if found is None:
            continue
        bracket = usual[-1] if usual[-1] in "([" else ""
        own = found + bracket if bracket and not found.endswith(bracket) and found[-1] not in "([" else found
        here = re.escape(usual) if not usual[0].isalpha() else rf"(?<![A-Za-z\\]){re.escape(usual)}"
        text = own.join(re.split(here, text))
    for word in set(re.findall(r"\\operatorname\{(\w+)\}", text)):
        named = rf"\operatorname{{{word}}}"
        for other in (rf"\mathrm{{{word}}}", rf"\text{{{word}}}", rf"\textrm{{{word}}}", rf"\{word}("):
            if named not in source and other in source:
                text = text.replace(named, other.removesuffix("("))
    if kl := _KL.search(source):
        text = text.replace(r"D_{\mathrm{KL}}", kl[0])
    if not re.search(r"[_^]\{[A-Za-z0-9]\}", source):  # x^2, not x^{2}
        text = re.sub(r"([_^])\{([A-Za-z0-9])\}", r"\1\2", text)
    return re.sub(r"\s*\\,\\\|\\,\s*", lambda _: r" \,\|\, ", text)


def _is_read(text: str, near: Near, scope: Scope, seed: int) -> bool:
    """Whether a formula is read as one with this side, or is true as it is read."""
    try:
        readings = read_latex(text, scope)
    except ReadError:
        return False
    if near.expr is None or ambiguous(readings[0]):
        return False
    meant, place = to_text(near.expr), 0 if near.side == "left" else 1
    for claim in readings[0].claims:
        sides = [r.args[place] for r in claim.relations if isinstance(r, Apply) and len(r.args) == 2]
        if any(to_text(folded(side)) == meant for side in sides):
            return True
    return all(_true(c, seed) for c in readings[0].claims) and bool(readings[0].claims)


def _true(claim: Claim, seed: int) -> bool:
    return claim.kind == "claim" and decide(claim, seed).kind in HOLDS
