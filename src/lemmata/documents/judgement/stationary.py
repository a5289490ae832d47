"""Where a slope is said to be zero: "setting the derivative of $L$ to zero gives $\\hat\\mu = \\bar x$".

What looks like the meaning of a name is a claim there: that the slope is zero at that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lemmata.documents.judgement.optima import by_meanings, constrained, functions_by, has_kinks, plain_name
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.stationarity import ZeroSlope
from lemmata.documents.language.symbols import symbol_list
from lemmata.engine.expr import Apply, Bind, Expr, Symbol, bind, fresh_local, open_binder, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_expression
from lemmata.engine.readers.latex.parameters import squared
from lemmata.engine.readers.latex.premised import with_premises
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

SLOPE = "slope"  # the method
_MOST = 3  # objectives that are kept in mind
_OBJECTIVE = re.compile(r"\\(?:min|max)(?![a-z])|\b(?:minimi[sz]\w*|maximi[sz]\w*|objective|cost|loss|risk|"
                        r"criterion|Lagrangian|likelihood|differentiat\w*|derivative|gradient|optimi[sz]\w*)\b",
                        re.IGNORECASE)
_MORE = re.compile(r"\b(?:penal\w*|regulari[sz]\w*|constrain\w*|subject to|multipliers?|simplex|priors?|posterior|"
                   r"adding|weighted|approximat\w*|instead)\b", re.IGNORECASE)

_HEAD = re.compile(r"^\s*\\?[A-Za-z]+(?:_(?:\w|\{\w+\}))?\s*(?:\([^()=]*\))?\s*=")


@dataclass(frozen=True)
class _Objective:
    """A function of one thing, and how it is called.

    named: whether the words name it; open: its other arguments;
    at: where its slope is taken, where that is not the value of the name
    """

    function: Expr
    shown: str
    named: bool
    open: frozenset[Symbol] = frozenset()
    at: Expr | None = None


def objectives_with(here: Section, source: str, words: str) -> tuple[str, ...]:
    """What the section keeps in mind as something to be made least or greatest: "minimise $(x - a)^2$"."""
    source = source.strip(" .;,")
    if not _OBJECTIVE.search(words + source) or len(symbol_list(source)) == 1 or re.search(r"\\sim\b|,", source):
        return here.objectives
    return (*(s for s in here.objectives if s != source), source)[-_MOST:]


def stationary(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, zero: ZeroSlope | None, words: str, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a value at which a slope is said to be zero."""
    claim = reading.claims[0]
    if zero is None or len(reading.claims) != 1 or len(claim.relations) != 1:
        return verdict, reading
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op != "eq" or has_kinks(relation.args[1]):
        return verdict, reading
    left, value = relation.args
    name = squared(left) or left
    value = by_meanings(value, scope)
    if not isinstance(name, Symbol):
        return verdict, reading
    failed: list[tuple[Verdict, Reading, bool]] = []
    for one in _objectives(name, left, value, zero, here, scope):
        asked = _claim(claim, one.function, value if one.at is None else one.at, here, scope)
        if asked is None:
            continue
        found = decide(asked, seed)
        if found.kind in HOLDS:
            message = f"the slope of {one.shown} is zero there: {found.message}"
            return replace(found, method=SLOPE, message=message), reading
        own = set(symbols(value)) <= set(symbols(one.function)) and not one.open & set(symbols(*asked.relations)) - set(
            symbols(value))
        failed.append((found, replace(reading, claims=(asked,)), own))
    if failed and all(found.kind in FAILS and own for found, _, own in failed) and not (
            _MORE.search(words) or constrained([name], claim, here, scope, ("ge", "le", "eq"))):
        found, chosen, _ = failed[-1]
        hint = found.hint if found.kind == "conditional" else ""  # a near formula would be one for the slope
        return replace(found, method=SLOPE, message="the slope is not zero there", near=None, hint=hint), chosen
    if failed and verdict.kind == "definition":
        return Verdict("undecided", SLOPE, "whether the slope is zero there was not decided"), reading
    return verdict, reading


def _objectives(
    name: Symbol, left: Expr, value: Expr, zero: ZeroSlope, here: Section, scope: Scope
) -> Iterator[_Objective]:
    """What the slope may be of: what the words name, or everything known that depends on the name."""
    known = scope.options.get("parameters", {})
    of = {one.name for one in symbol_list(zero.of.split("(")[0])}
    sides = [(left, value)]
    if isinstance(value, Apply) and value.op == "sqrt":  # of $\\hat\\sigma^2$ the reader has taken the root
        sides.append((apply("pow", left, 2), value.args[0]))
    found = [_Objective(function, f, f in of, frozenset(s for s in symbols(function) if s.name in known[f]), at)
             for side, at in sides for f, function in functions_by(side, at, scope)]
    if left is not name:  # of the square of a name
        yield from [one for one in found if one.named] or found
        return
    found += [one for source in dict.fromkeys((zero.of, *here.objectives)) if source
              if (one := _shown(source, name, value, scope, source == zero.of)) is not None]
    for other, role in scope.roles.items():
        body = role.definition
        number = body is not None and body.sort == "real" and not body.shape
        if number and body is not None and (function := _by(name, body, value)) is not None:
            found.append(_Objective(function, other, other == zero.of.strip()))
    yield from [one for one in found if one.named] or found


def _shown(source: str, name: Symbol, value: Expr, scope: Scope, named: bool) -> _Objective | None:
    """A formula as a function of the name; of "$\\min_x f(x)$" what stands behind the minimum."""
    known = scope.forget(plain_name(name)).declare(plain_name(name), Role(value.shape, "real"))
    for s in symbols(value):  # the same arrays are meant: of the same sizes
        known = known if known.lookup(s.name) is not None else known.declare(s.name, Role(s.shape, s.domain))
    try:
        expr = read_expression(_HEAD.sub("", source), known)
    except (ReadError, ValueError):
        return None
    if isinstance(expr, Bind) and expr.binder in ("min", "max", "argmin", "argmax"):
        local, body = open_binder(expr)
        fits = isinstance(local, Expr) and local.shape == value.shape
        return _Objective(bind("function", local, body), f"${source}$", named) if fits else None
    function = None if expr.shape else _by(name, expr, value)
    return None if function is None else _Objective(function, f"${source}$", named)


def _by(name: Symbol, body: Expr, value: Expr) -> Expr | None:
    """An expression as a function of the symbol that a name stands for: of w for w, for its estimate, its optimum."""
    plain = next((s for s in symbols(body) if s.name in (plain_name(name), name.name)), None)
    if plain is None or plain.shape != value.shape or has_kinks(body):
        return None
    local = fresh_local(plain.shape, plain.domain if plain.domain in ("real", "positive") else "real")
    return bind("function", local, substitute(body, {plain: local}))


def _claim(claim: Claim, function: Expr, value: Expr, here: Section, scope: Scope) -> Claim | None:
    try:
        slope = apply("call", apply("derivative", function), value)
        relation = apply("eq", slope, apply("zeros", shape=slope.shape) if slope.shape else 0)
    except (TypeError, ValueError):
        return None
    bare = replace(claim, relations=(relation,), kind="claim", defines=None)
    return here.premised(with_premises(bare, scope))
