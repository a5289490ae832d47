"""The steps of a derivation from the traces of its differentiations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from lemmata.engine.derivations.derivation import Derivation, Stage, Step
from lemmata.engine.derivations.naming import Names
from lemmata.engine.derivations.rules import CONSTANT, ITSELF, rule_of
from lemmata.engine.derivations.simplifying import facts_used, simplification
from lemmata.engine.derivations.trace import Slope, Trace
from lemmata.engine.derivations.writing import HOPELESS, LONGEST, length
from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.derivatives.differentiate import differentiate
from lemmata.engine.expr import (
    Expr,
    Shape,
    Symbol,
    apply_at,
    array_of,
    at,
    dims,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.notation import readable
from lemmata.engine.writers import to_text

# Domains that say nothing across entries: what is known by them of a gradient holds around every point.
OPEN = ("real", "positive", "negative", "nonnegative", "nonzero", "unit")


def derive(expr: Expr, wrt: Expr, order: int = 1, given: Mapping[str, Expr] | None = None,
           source: Expr | None = None) -> Derivation:
    """The derivation of the derivative of `expr` by `wrt` (a symbol, or an entry of one).

    given    names for parts of it
    source   what it is where facts such as sum(p) = 1 are used in `expr`, which do not hold beside p

    Raises NoDerivative as `derivative` does.

    >>> from lemmata.engine.readers.text import read
    >>> f, found = read("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    >>> print(derive(f, found["w"])[-1].text)
    2*(X.T @ r) = 2*(X.T @ (X @ w - y))
    """
    variable, entry = apply_at(wrt)
    assert isinstance(variable, Symbol)
    given = given or {}
    names = _names(expr, wrt, given)
    steps: list[Step] = []
    stages: list[Stage] = []
    source = expr if source is None else source
    start = beginning(expr, source, variable)
    for k in range(order):
        source = derivative(source, wrt)
        one = _Stage(start, variable, entry, names.formula(k), names, given,
                       {part.symbol.name for done in stages for part in done.parts})
        stages.append(one.run(readable(source)))
        steps += one.steps
        start = beginning(readable(source), source, variable)
    return Derivation(expr, variable.name, tuple(steps), readable(source) if order else expr, tuple(stages),
                      names.shown)


def beginning(expr: Expr, source: Expr, variable: Symbol) -> Expr:
    """What is differentiated: the normal form, unless it may use what is known of the variable as a whole."""
    return expr if variable.domain in OPEN else source


def named_part(expr: Expr, name: str, part: Expr, taken: Iterable[str]) -> Expr:
    """A part of an expression that is to have a name.

    Raises ValueError where the name is taken, or the part does not stand in the expression.
    """
    if name in taken:
        raise ValueError(f"{name!r} stands for something else already; choose another name")
    if part not in set(postorder(expr)):
        raise ValueError(f"{to_text(part)} is no part of {to_text(expr)}; give a part as it is written there")
    return part


def stage(expr: Expr, wrt: Symbol, given: Mapping[str, Expr]) -> Stage:
    """One differentiation with its parts and the derivatives by them, without steps."""
    names = _names(expr, wrt, given)
    return _Stage(expr, wrt, (), names.formula(0), names, given).watched(unfold(expr))[0]


def _names(expr: Expr, wrt: Expr, given: Mapping[str, Expr]) -> Names:
    return Names({s.name for s in symbols(expr, wrt, *given.values())} | set(dims(expr, wrt)) | set(given))


@dataclass
class _Stage:
    """One differentiation and its steps."""

    formula: Expr
    wrt: Symbol
    entry: tuple[Expr, ...]
    name: str
    names: Names
    given: Mapping[str, Expr]
    before: Set[str] = frozenset()  # parts that have been named
    steps: list[Step] = field(default_factory=list)

    def run(self, wanted: Expr) -> Stage:
        expr = unfold(self.formula)
        done, trace = self.watched(expr)
        self._add("formula", "", "What is it made of?", done.symbol, self.formula)
        if expr is not self.formula:
            self._add("formula", "derivatives of written functions",
                      "Differentiate the functions that are written out.", self.formula, expr, done.symbol)
        for part in done.parts:
            if part.symbol.name not in self.before:
                self._add("name", "", "What do the rules act on?", part.symbol, part.inside)
        if done.inside is not expr:
            ops = ", ".join(op.replace("_", " ") for op in trace.unfolded)
            self._add("name", f"definition of {ops}" if ops else "", "What is left of it?", expr, done.inside,
                      done.symbol)
        for slope in done.slopes:
            rule = rule_of(slope.used, slope.paths, trace.active) if slope.used else (
                ITSELF if expr is self.wrt else CONSTANT)
            ways = slope.value if slope.ways is None else slope.ways
            collected = simplification(ways, slope.value)
            self._add("derive", rule.name, rule.hint, slope.symbol, ways if collected else slope.value)
            if collected:
                self._add("derive", collected, "Look for what cancels or is alike.", ways, slope.value, slope.symbol)
        left: Expr = done.slopes[-1].symbol
        value = done.slopes[-1].value
        if self.entry:
            left, value = self._entry(left, expr.shape), readable(self._entry(value, expr.shape))
            self._add("derive", "one entry", "Take the entry that is asked for.", left, value)
        value = self._put_back(left, value, [(s.symbol, s.value) for s in reversed(done.slopes[:-1])])
        value = self._put_back(left, value, [(p.symbol, p.inside) for p in reversed(done.parts)])
        if value is not wanted:
            rule_name = simplification(value, wanted)
            if rule_name or self.steps[-1].kind == "derive":
                self._add("simplify", rule_name or "rearrange", "Can it be written shorter?", value, wanted, left)
            else:
                self.steps[-1] = replace(self.steps[-1], after=wanted)
        return done

    def watched(self, expr: Expr) -> tuple[Stage, Trace]:
        """The trace of the differentiation; its last slope is that of the variable."""
        trace = Trace(expr, self.name, self.wrt, self.names, self.given)
        found = differentiate(expr, self.wrt, trace)
        if not trace.slopes or trace.slopes[-1].part is not self.wrt:  # nothing came back to it
            name = symbol(self.names.slope(self.name, self.wrt.name), found.shape)
            trace.slopes.append(Slope(self.wrt, name, found, (), 0))
        inside = expr if trace.formula is None else trace.formula
        return Stage(symbol(self.name, expr.shape), expr, inside, tuple(trace.parts), tuple(trace.slopes),
                     self.names.shown), trace

    def _entry(self, array: Expr, shape: Shape) -> Expr:
        """The entry (or slice) of a derivative by the entry (or slice) that is asked for."""
        return array_of(shape, lambda *indices: at(array, *indices, *self.entry)) if shape else at(array, *self.entry)

    def _put_back(self, left: Expr, value: Expr, values: Sequence[tuple[Symbol, Expr]]) -> Expr:
        """Names replaced by what they stand for, the last ones first; what gets simpler by it is a step of its own.

        All at once where the line stays short (or is too long to be read in any case), else one by one.
        """
        used, found = set(symbols(value)), []
        for name, meant in values:
            if name in used:
                used.update(symbols(meant))
                found.append((name, meant))
        whole: dict[Expr, Expr] = {}
        for name, meant in reversed(found):
            whole[name] = substitute(meant, whole)
        if LONGEST < length(substitute(value, whole)) < HOPELESS:
            for name, meant in found:
                value = self._replaced(left, value, {name: meant})
        elif found:
            value = self._replaced(left, value, whole, [name for name, _ in found])
        return value

    def _replaced(self, left: Expr, value: Expr, values: Mapping[Expr, Expr], names: Sequence[Symbol] = ()) -> Expr:
        raw = substitute(value, values)
        new = readable(raw)
        rule = simplification(raw, new)
        done = tuple(name.name for name in names or values if isinstance(name, Symbol))
        self._add("put back", "put in " + ", ".join(map(self.names.quotient, done)),
                  "Replace names by what they stand for.", value, raw if rule else new, left, done)
        if rule:
            rule = ", ".join((rule, *facts_used(raw, new)))
            self._add("simplify", rule, "Look for what cancels or is alike.", raw, new, left)
        return new

    def _add(self, kind: str, rule: str, hint: str, before: Expr, after: Expr, left: Expr | None = None,
             names: tuple[str, ...] = ()) -> None:
        self.steps.append(Step(kind, rule, hint, before, after, before if left is None else left, self.name,
                               self.wrt.name, self.names.shown, names))
