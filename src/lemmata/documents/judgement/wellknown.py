"""Definitions of functions that have a name in the field: "the error function is defined by ..." is a claim about it.

Only what is one slip away from the function is refuted: authors may give a name to variants of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.judgement.section import Section
from lemmata.documents.language.fieldnames import FIELD_FUNCTIONS, OPERATIONS, VARIANT, function_of, functions_named
from lemmata.engine.expr import Apply, At, Bind, Expr, Symbol, integer, open_binder, postorder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide, fails_early, proved_quickly
from lemmata.engine.verdicts.verdict import HOLDS

METHOD = "field"
# Between the name and the formula.
_START = r"(?:^\W*|[.;:]\s+|\b(?:recall|define|consider|where|use|uses|introduce|then|here)\s+)"
_LINK = (r"(?:[\s,:]|⟦\d*⟧|\b(?:is|as|by|the|usually|often|commonly|defined|given|denoted|written|function|formula|"
         r"integral|to|be|reads|activation|has|form)\b)*$")

_UNBIASED = re.compile(
    r"(?<!not )(?<!no )(?:\bunbiased (?:sample )?variance|\bunbiased (?:estimat(?:or|e)|version) (?:of|for) the "
    r"(?:population )?variance)(?: of ⟦\d*⟧)?" + _LINK, re.IGNORECASE)

_OF_TWO = r"(?: (?:of|between|for)(?:\s+(?:⟦\d*⟧|the|two|an?|one|vectors?|variables?|example|and))*)?"
_TWO = 2


def is_name_of_field(name: str, words: str) -> bool:
    """Whether a name alone says which function it is, and the words speak of no variant: erf is no other function."""
    return any(one.letter == name for one in FIELD_FUNCTIONS if one.letter) and VARIANT.search(words) is None


def well_known(
    verdict: Verdict, reading: Reading, here: Section, words: str, lead: str, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a definition, where the words before it say which function of the field is defined."""
    relation = _equation(reading)
    if relation is None:
        return verdict, reading
    left, body = relation.args
    if (value := _statistic(left, body, lead)) is not None:
        return _compared(verdict, reading, [value], body, here, seed)
    if VARIANT.search(words):
        return verdict, reading
    if (value := _quantity(left, body, words, lead)) is not None:
        return _compared(verdict, _with_chances(reading, value), [value], body, here, seed)
    if isinstance(left, Apply) and left.op in OPERATIONS:  # `\\Gamma(x) := ...`
        spoken = OPERATIONS[left.op].search(f"{here.spoken} {words}") is not None
        named = spoken and set(symbols(body)) <= set(symbols(left))
        return _compared(verdict, reading, [left], body, here, seed) if named else (verdict, reading)
    if not isinstance(left, Apply) or left.op != "call" or not isinstance(left.args[0], Symbol):
        return verdict, reading
    name, args = left.args[0].name, left.args[1:]
    plain = all(isinstance(a, Symbol) for a in args) and len(set(args)) == len(args)
    if not plain or not set(symbols(body)) <= set(args):
        return verdict, reading
    for one in FIELD_FUNCTIONS:
        if one.arity != len(args) or one.called not in ("", name) or any(bool(a.rank) != one.of_array for a in args):
            continue
        named_here = re.compile(rf"{_START}(?:the|an?) (?:{one.words}){_LINK}", re.IGNORECASE)
        said = name == one.letter or functions_named(here.scope).get(name) is one
        if said or named_here.search(lead) or named_here.search(words.rstrip(" .,;")):
            values = [value(args) for value in (one.value, *one.others)]
            found, reading = _compared(verdict, reading, values, body, here, seed)
            if found is not verdict:
                return found, reading
    return verdict, reading


def is_of_field(reading: Reading, scope: Scope) -> bool:
    """Whether an equation says what something is that the field knows under its name: its truth is no convention."""
    relation = _equation(reading)
    left = relation.args[0] if relation is not None else None
    left = open_binder(left)[1] if isinstance(left, Bind) and left.binder == "array" else left
    left = left.array if isinstance(left, At) else left
    if not isinstance(left, Apply):
        return False
    return left.op in OPERATIONS or (left.op == "call" and any(
        function_of(one) is left.args[0] for one in functions_named(scope).values()))


def _equation(reading: Reading) -> Apply | None:
    """The equation that a reading consists of."""
    claim = reading.claims[0]
    relation = claim.relations[0] if len(reading.claims) == len(claim.relations) == 1 else None
    return relation if isinstance(relation, Apply) and relation.op == "eq" else None


def _statistic(left: Expr, body: Expr, lead: str) -> Expr | None:
    """The value that a name of statistics has, of the data in a formula: an unbiased variance divides by n - 1."""
    arrays = [s for s in symbols(body) if s.rank == 1 and s.sort in ("real", "variable")]
    if not isinstance(left, Symbol) or len(arrays) != 1 or _UNBIASED.search(lead) is None:
        return None
    x = arrays[0]
    value = apply("sum", (x - apply("mean", x)) ** 2) / integer(x.shape[0] - 1)
    return apply("sqrt", value) if isinstance(body, Apply) and body.op == "sqrt" else value


def _quantity(left: Expr, body: Expr, words: str, lead: str) -> Expr | None:
    """What the field calls a correlation, a cosine, a cross-entropy: made of two things, which the formula shows."""
    if not (isinstance(left, Symbol) or (isinstance(left, Apply) and left.op == "call")):
        return None
    for pattern, value in _QUANTITIES:
        named = re.search(rf"\b(?:{pattern}){_OF_TWO}{_LINK}", lead, re.IGNORECASE)
        alone = re.fullmatch(_LINK[:-1], lead) and re.search(
            rf"\b(?:{pattern}) (?:of|between)(?: and)? (?:is|equals|reads)\b", " ".join(words.split()), re.IGNORECASE)
        if (named or alone) and (found := value(body)) is not None:
            return found
    return None


def _with_chances(reading: Reading, value: Expr) -> Reading:
    """With what is known of a number under both logarithms, $\\log p$ and $\\log(1 - p)$: it lies between 0 and 1."""
    logs = [n.args[0] for n in postorder(value) if isinstance(n, Apply) and n.op == "log"]
    between = [part for p in logs if 1 - p in logs for part in (apply("gt", p, 0), apply("lt", p, 1))]
    return replace(reading, claims=tuple(replace(c, premises=(*c.premises, *between)) for c in reading.claims))


def _correlation(body: Expr) -> Expr | None:
    random = sorted((s for s in symbols(body) if s.sort == "variable" and not s.shape), key=lambda s: s.name)
    return apply("correlation", *random) if len(random) == len(symbols(body)) == _TWO else None


def _cosine(body: Expr) -> Expr | None:
    vectors = [s for s in symbols(body) if s.rank == 1 and s.sort == "real"]
    if len(vectors) != _TWO or len(symbols(body)) != _TWO or vectors[0].shape != vectors[1].shape:
        return None
    one, other = vectors
    return apply("sum", one * other) / (apply("norm", one) * apply("norm", other))


def _binary_cross_entropy(body: Expr) -> Expr | None:
    """Of a label and a probability, which stands under the logarithms."""
    logs = [n.args[0] for n in postorder(body) if isinstance(n, Apply) and n.op == "log"]
    chances = [p for p in logs if 1 - p in logs and not p.shape]
    labels = set(symbols(body)) - set(symbols(*chances[:1]))
    if not chances or len(logs) != _TWO or len(labels) != 1 or (label := labels.pop()).shape:
        return None
    return -label * apply("log", chances[0]) - (1 - label) * apply("log", 1 - chances[0])


_QUANTITIES = (
    (r"(?:Pearson )?correlation(?: coefficient)?", _correlation),
    (r"cosine similarity", _cosine),
    (r"(?:(?:binary )?cross-entropy|log-?loss|logistic loss)(?: loss)?", _binary_cross_entropy),
)


def _compared(
    verdict: Verdict, reading: Reading, values: Sequence[Expr], body: Expr, here: Section, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on a definition by what the field calls so, one or another; else as it was, as another thing may be
    meant."""
    claim, slip = reading.claims[0], verdict
    for value in values:
        asked = here.premised(replace(claim, kind="claim", relations=(apply("eq", value, body),), defines=None))
        if slip is not verdict and fails_early(asked, seed):
            continue
        found = decide(asked, seed)
        if found.kind in HOLDS:
            return replace(found, method=METHOD), reading
        mistaken = found.kind == "refuted" and (found.near is not None or _is_another(body))
        if mistaken and slip is verdict:
            slip = replace(found, method=METHOD)
    return slip, reading


def _is_another(body: Expr) -> bool:
    """Whether it is what the field calls by another name: the cosine integral, where words speak of the sine one."""
    args = symbols(body)
    return any(
        one.arity == len(args) and not one.of_array and any(
            proved_quickly(Claim((apply("eq", value(args), body),))) for value in (one.value, *one.others))
        for one in FIELD_FUNCTIONS if not any(a.shape or a.sort != "real" for a in args))
