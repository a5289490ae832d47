"""Names that vary with their subscript: p_\\theta and \\pi_\\theta(a), differentiated by theta, are no constants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Symbol,
    apply_at,
    bind,
    fresh_local,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim, Written
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import substitute_function
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.tables import HEADS, PARAMETERS
from lemmata.engine.readers.latex.values import Value

DEPENDING = "depending"  # the option with the letters on which functions depend besides their arguments
_TOTALS = ("sum", "integral", "expectation")
_SMOOTH = {  # what takes any value of a domain, of a function that takes any value at all
    "": lambda f: f,
    "real": lambda f: f,
    "simplex": lambda f: apply("softmax", f),
    "positive": lambda f: apply("exp", f),
    "negative": lambda f: -apply("exp", f),
    "unit": lambda f: apply("sigmoid", f),
    "symmetric": lambda f: f + apply("transpose", f),
}


def varying(expr: Expr, variable: Symbol, kept: Iterable[str] = ()) -> dict[Symbol, Expr]:
    """What stands for each symbol of an expression that has the variable as its first label, and may depend on it.

    A function of \\theta takes it as one more argument; all probabilities that vary smoothly are a softmax of what
    does. A label of a number is often none of these (\\mu_x is the mean of x), unless the letter is one of parameters.

    >>> theta, p = symbol("theta"), symbol("p_theta", ["n"], "simplex")
    >>> [e.op for e in varying(p, theta).values()]
    ['softmax']
    """
    letter = variable.name.removesuffix("_")
    found: dict[Symbol, Expr] = {}
    for s in symbols(expr):
        label = s.name.partition("_")[2]
        if s.name in kept or not (label == letter or label.startswith(f"{letter}_")) or s is variable:
            continue
        if s.domain == "function":
            if not _called_at(s, variable, expr) and all(isinstance(p, tuple) for p in s.params):
                found[s] = _with_argument(s, variable)
        elif s.sort == "real" and (s.shape or letter in PARAMETERS) and s.domain in _SMOOTH:
            found[s] = _value_of(s, variable)
    return found


def with_varying(expr: Expr, found: Mapping[Symbol, Expr]) -> Expr:
    """The expression with what these symbols stand for."""
    for s, other in found.items():
        expr = substitute_function(expr, s, other) if s.domain == "function" else substitute(expr, {s: other})
    return expr


def moving(e: State, expr: Expr, points: Sequence[Value]) -> Expr:
    """The expression in which names depend on the variable that is their label, of those that have no meaning yet."""
    known = [name for name, role in e.scope.roles.items() if role.definition is not None]
    for variable in (apply_at(p.expr)[0] for p in points):
        if isinstance(variable, Symbol):
            labelled = varying(expr, variable, known)
            found = {**_depending(e, expr, variable, known, bool(labelled)), **labelled}
            e.varying.update(found)
            if bound := _bound(e, {s.name for s in (*found, *_labelled(expr, variable))} - set(known), found):
                e.unsettled = f"what the text says of {bound} was not used: it varies with {variable.name}"
            expr = with_varying(expr, found)
    return expr


def _depending(
    e: State, expr: Expr, variable: Symbol, known: Collection[str], labelled: bool
) -> dict[Symbol, Expr]:
    """What stands for functions of other arguments that vary with the variable: E of exp(-E(v, h)) by theta.

    The text says so, or it is left open where nothing else could vary (labelled: a name has it as its label).
    """
    letter = variable.name.removesuffix("_")
    told = {name for name, letters in e.scope.options.get(DEPENDING, {}).items() if letter in letters}
    found: dict[Symbol, Expr] = {}
    for s in symbols(expr):
        if s.domain != "function" or s.name in known or not all(isinstance(p, tuple) for p in s.params) or _called_at(
                s, variable, expr):
            continue
        if s.name in told:
            found[s] = _with_argument(s, variable)
        elif not labelled and variable not in symbols(expr) and not any(
                a.name in e.scan.depends for a in _arguments(s, expr)):
            found[s] = _with_argument(s, variable)
            e.unsettled = f"whether {s.name} depends on {letter} is not said"
    return found


def _arguments(function: Symbol, expr: Expr) -> set[Symbol]:
    return {s for n in postorder(expr) if isinstance(n, Apply) and n.op == "call" and n.args[0] is function
            for s in symbols(*n.args[1:])}


def _labelled(expr: Expr, variable: Symbol) -> list[Symbol]:
    """The symbols of a domain that no function takes all values of, and that have the variable as their label."""
    label = variable.name.removesuffix("_")
    return [s for s in symbols(expr) if s is not variable and s.domain not in (*_SMOOTH, "function") and (
        s.name.partition("_")[2] == label)]


def _bound(e: State, names: set[str], found: Mapping[Symbol, Expr]) -> str:
    """One of these names of which more is said than what now stands for it meets: a premise, another domain."""
    told = {s.name for p in e.scope.premises for s in symbols(p)} - {s.name for s in found if s.domain == "function"}
    return min(names - {s.name for s in found} | names & told, default="")


def as_varying(claim: Claim, found: Mapping[Symbol, Expr]) -> Claim:
    """The claim in which these names depend on their label everywhere."""
    if not found:
        return claim
    relations = tuple(with_varying(r, found) for r in claim.relations)
    total = _open_total(relations, found)
    unsettled = claim.unsettled or (f"whether {total} sums up to 1 was not used" if total else "")
    return replace(claim, relations=relations, premises=tuple(with_varying(p, found) for p in claim.premises),
                   unsettled=unsettled)


def written_so(written: Sequence[Written], found: Mapping[Symbol, Expr]) -> tuple[Written, ...]:
    """The parts of the source with what these names stand for."""
    return tuple(replace(w, expr=with_varying(w.expr, found)) for w in written) if found else tuple(written)


def _open_total(relations: Iterable[Expr], found: Mapping[Symbol, Expr]) -> str:
    """A function that may be a law, and is summed up here: what its sum is was not used; "" without one."""
    laws = {s.name for s in found if s.domain == "function" and s.name.partition("_")[0] in (*HEADS, "pi", "f", "mu")}
    totals = [n for n in postorder(*relations) if isinstance(n, Bind) and n.binder in _TOTALS]
    return next((s.name for n in totals for s in symbols(n) if s.name in laws), "")


def _called_at(function: Symbol, variable: Symbol, expr: Expr) -> bool:
    return any(isinstance(n, Apply) and n.op == "call" and n.args[0] is function and variable in n.args[1:]
               for n in postorder(expr))


def _with_argument(function: Symbol, variable: Symbol) -> Expr:
    wider = symbol(function.name, function.shape, "function", (variable.shape, *function.params))
    places: list[Local] = [fresh_local(shape) for shape in function.params if isinstance(shape, tuple)]
    found = apply("call", wider, variable, *places)
    for place in reversed(places):
        found = bind("function", place, found)
    return found


def _value_of(s: Symbol, variable: Symbol) -> Expr:
    return _SMOOTH[s.domain](apply("call", symbol(s.name, s.shape, "function", (variable.shape,)), variable))
