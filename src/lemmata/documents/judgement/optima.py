"""Where a function is said to be least or greatest: "which is minimal at $x = a$", "the maximum likelihood estimate is
$\\hat\\lambda = \\bar y$" of an earlier L(\\lambda).

Each is a claim on an argmin or argmax, which the engine decides; here it is found which function is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lemmata.documents.judgement.section import Section
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Number,
    Symbol,
    bind,
    number,
    open_function,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.parameters import SQUARE_MARK, squared
from lemmata.engine.readers.latex.premised import with_premises
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

_LEAST = r"minimal|minimi[sz](?:ed|es|ing|ers?)|minim(?:um|a)|least|smallest"
_MOST = r"maximal|maximi[sz](?:ed|es|ing|ers?)|maxim(?:um|a)|greatest|largest"
_PLACE = re.compile(
    rf"\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))\b(?![- ]likelihood)(?:\s+(?:is|are|lies|occurs|value|point|solution|"
    rf"attained|reached|achieved|taken|of|it|this|the|log-likelihood|likelihood|function|loss|⟦⟧)){{0,6}}\s*"
    r"(?:at|for|by|when|if|is|where|as)?(?:\s+(?:the|point|value|weight|given by|setting))*\s*:?\s*$", re.IGNORECASE)
_ESTIMATE = re.compile(
    r"\b(?:maximum[- ]likelihood|ML|MLE)\b(?:\s+(?:estimat(?:e|or|es|ors)|solution))?"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[\w⟦⟧]+)?\s*(?:is|are|as|reads|therefore|thus|then|given by|:|\s)*$", re.IGNORECASE)
_BOUND = re.compile(r"\bsubject to|\bconstrain|\bs\.\s?t\.|\bunder the\b|\bsimplex\b|\bfeasible\b|\bsum to\b|"
                    r"\bapproximat|\bnumericall|\bafter\b|\binitial", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:on|over|between|interval|range|bound\w*|corner|edge|vertex|end\s?points?)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:integers?|natural numbers|whole numbers)\b", re.IGNORECASE)
# "$f'(x) = ...$ is largest at": of the derivative, of which no optimum is looked for here
_OF_BEFORE = re.compile(r"[\s,]*(?:and\s+|which\s+|that\s+)*(?:is|becomes|(?:has|attains|takes|reaches) its)\b")
_DERIVED = re.compile(r"[^=({]*(?:'|\^\{?\\prime|\\nabla\b)|\s*\\[dt]?frac\s*\{\s*(?:d|\\partial|\\mathrm\s*\{?d)")
_OPEN = ("", "real", "positive", "negative", "nonzero", "variable", "semidefinite", "posdef", "invertible", "symmetric",
         "function")
_KINKED = frozenset(("abs", "relu", "maximum", "minimum", "max", "min", "sign", "floor", "ceil", "where", "norm"))
_DEEP = 4  # definitions that stand on definitions
_MARKS = re.compile(r"(?:_(?:hat|star|bar|ML|MLE|MAP|ml|mle|map|opt|min|max|0))+$")


@dataclass(frozen=True)
class Told:
    """The words of the sentence, those before the formula, names that the sentence speaks of; the formula before."""

    words: str
    lead: str
    subjects: frozenset[str]
    formula: str = ""


def has_optimum(reading: Reading) -> bool:
    """Whether a reading has a point that words call the minimiser of something: an equation does not say what it is."""
    return any(isinstance(n, Bind) and n.binder in ("argmin", "argmax") for c in reading.claims if c.kind == "claim"
               for n in postorder(*c.relations))


def optimal(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, told: Told, seed: int
) -> tuple[Verdict, Reading]:
    """What gives a name its meaning, where the words say that an earlier function of it is least or greatest there."""
    claim = reading.claims[0]
    if verdict.kind not in ("definition", "condition") or len(reading.claims) != 1 or len(claim.relations) != 1:
        return verdict, reading
    if _OF_BEFORE.match(told.lead) and _DERIVED.match(told.formula):
        return verdict, reading
    before = re.split(r"[.;]\s", told.lead)[-1]
    place, estimate = _PLACE.search(before), _ESTIMATE.search(before)
    relation = claim.relations[0]
    if not (place or estimate) or _BOUND.search(told.words) or not isinstance(relation, Apply) or relation.op != "eq":
        return verdict, reading
    value = by_meanings(relation.args[1], scope)
    if has_kinks(value) or (
            not symbols(value) and (here.ranges or _WITHIN.search(told.words))):
        return verdict, reading  # an end of where the function is looked at
    functions = dict(functions_by(relation.args[0], value, scope))
    if estimate:
        chosen = [f for f in functions if "likelihood" in here.described.get(f, "").lower()]
    else:
        chosen = [f for f in functions if f in told.subjects] or (list(functions) if len(functions) == 1 else [])
    most = place is None or place["most"] is not None
    found = []
    for f in chosen:
        judged, flat = _judged(claim, functions[f], value, most, here, scope, told, seed)
        if judged.kind in HOLDS:
            return judged, reading
        found.append((judged, replace(reading, claims=(flat,))))
    if found and all(v.kind == "refuted" for v, _ in found):
        return found[-1]
    return (found[-1][0], reading) if found else (verdict, reading)


def functions_by(left: Expr, value: Expr, scope: Scope) -> Iterator[tuple[str, Expr]]:
    """Earlier functions of the name on the left as functions of it alone: other arguments are free, or estimates."""
    root = squared(left)
    name = root if root is not None else left
    if not isinstance(name, Symbol):
        return
    known: Mapping[str, tuple[str, ...]] = scope.options.get("parameters", {})
    plain = plain_name(name)
    wanted = (plain, f"{plain}_") if root is None else (plain + SQUARE_MARK, f"{plain}_{SQUARE_MARK}")
    for f, parameters in known.items():
        role = scope.lookup(f)
        if not set(wanted) & set(parameters) or role is None or role.definition is None:
            continue
        locals_, body = open_function(role.definition)
        mine = None
        values: dict[Expr, Expr] = {}
        for parameter, local in zip(parameters, locals_, strict=True):
            if parameter in wanted:
                mine = local
            else:
                values[local] = _other(parameter.removesuffix(SQUARE_MARK), local, scope)
        if mine is not None and mine.shape == value.shape and mine.domain in ("real", "positive") and not (
                has_kinks(body)):
            yield f, bind("function", mine, by_meanings(substitute(body, values), scope))


def by_meanings(expr: Expr, scope: Scope) -> Expr:
    """An expression with what its names stand for by now: $x^T W x$ where $W$ has been defined as a diagonal."""
    for _ in range(_DEEP):
        known: dict[Expr, Expr] = {
            s: role.definition for s in symbols(expr) if (role := scope.lookup(s.name)) is not None
            and role.definition is not None and role.definition.shape == s.shape and s.domain != "function"}
        if not known:
            break
        expr = substitute(expr, known)
    return expr


def has_kinks(expr: Expr) -> bool:
    """Whether an expression has places without a slope: |x|, but not |x|^2."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if _is_square(node) and _is_length(node.children[0]):
            stack += node.children[0].children
        elif (getattr(node, "op", "") or getattr(node, "binder", "")) in _KINKED:
            return True
        else:
            stack += node.children
    return False


def _is_square(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "pow" and isinstance(node.args[1], Number) and node.args[1].value == 2


def _is_length(node: Expr) -> bool:
    return isinstance(node, Apply) and (node.op == "abs" or (
        node.op == "norm" and node.params.get("ord") in (None, 2, "fro")))


def _other(name: str, local: Local, scope: Scope) -> Expr:
    """Another argument: its estimate, where there is one by now."""
    for best in (scope.lookup(f"{name}_hat"), scope.lookup(name)):
        if best is not None and best.definition is not None and best.definition.shape == local.shape:
            return best.definition
    return symbol(name, local.shape, local.domain)


def plain_name(s: Symbol) -> str:
    """The name of the variable that a point is a value of, without its hat or star."""
    return _MARKS.sub("", s.name).removesuffix("_")


def constrained(names: Iterable[Symbol], claim: Claim, here: Section, scope: Scope, orders: Sequence[str]) -> bool:
    """Whether the text allows names only some values: by their domains, or by conditions of these orders on them."""
    own = {one for s in names for one in (s.name, plain_name(s))}
    roles = [role for name in own if (role := scope.lookup(name)) is not None]
    known = (*claim.premises, *scope.premises, *here.heard)
    return any(role.domain not in _OPEN for role in roles) or any(
        isinstance(n, Apply) and n.op in orders and {s.name for s in symbols(n)} & own
        for p in known for n in postorder(p))


def _judged(
    claim: Claim, function: Expr, point: Expr, most: bool, here: Section, scope: Scope, told: Told, seed: int
) -> tuple[Verdict, Claim]:
    """Whether the function has its extremum at the point; where its ends are not all known, it may be at one."""
    [local], body = open_function(function)
    relation = apply("eq", bind("argmax" if most else "argmin", local, body), point)
    inside = (apply("gt", point, number(0)),) if local.domain == "positive" else ()  # as the text says of it
    bare = replace(claim, relations=(relation,), premises=(*claim.premises, *inside), kind="claim", defines=None)
    asked = here.premised(with_premises(bare, scope))
    verdict = decide(asked, seed)
    ends = constrained(symbols(claim.relations[0].children[0]), claim, here, scope, ("ge", "le"))
    if verdict.kind == "refuted" and (ends or _COUNTED.search(told.words)):
        why = "the slope is not zero there, which may be an end of what is allowed"
        return Verdict("undecided", "optimum", why), asked
    return verdict, asked
