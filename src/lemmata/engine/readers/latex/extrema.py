"""Extrema over a variable: \\min_{x \\in \\mathbb{R}^n} f(x), \\max_{0 \\le x \\le 1} f(x), argmin."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.expr import Expr, Size, bind, fresh_local
from lemmata.engine.readers.latex.sets import ORDERS, half_line, interval, space
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import items_of
from lemmata.engine.readers.latex.syntax import Big, Name, Node, Num, Product, Relation, Script, Statements
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import with_label

OVER_INDEX = {
    "sum": "sum",
    "prod": "prod",
    "max": "max",
    "min": "min",
    "argmax": "argmax",
    "argmin": "argmin",
    "sup": "max",
    "inf": "min",
}


@dataclass(frozen=True)
class Below:
    """What stands below an extremum: a variable, and what it runs over; dims None: as habit has it."""

    target: Node
    domain: str = "real"
    dims: tuple[Size, ...] | None = None
    between: tuple[Expr, ...] = ()


class Extrema(State):
    """The part of the elaborator that reads extrema over what is no index."""

    def extremum(self, node: Big) -> Value:
        """max, min, argmin over a variable: \\min_{x \\in \\mathbb{R}^n} f(x)."""
        assert node.sub is not None and node.body is not None
        if isinstance(node.sub, (Statements, Product)):
            several = items_of(node.sub)
            if node.name.startswith("arg") or not all(isinstance(p, Name) for p in several):
                raise self.error(node.sub, f"{node.name} over several variables", "one variable")
            first, *others = several
            inner = node.body
            for other in reversed(others):
                inner = Big(node.name, other, None, inner, span=node.span)
            return self.extremum(Big(node.name, first, None, inner, span=node.span))
        below = self.range_below(node, node.sub) if isinstance(node.sub, Relation) else Below(node.sub)
        target, domain, dims = below.target, below.domain, below.dims
        if isinstance(target, Script) and isinstance(target.base, Name) and target.primes and target.sub is None:
            target = Name(with_label(target.base.text, *["prime"] * target.primes), span=target.span)
        if not isinstance(target, Name):
            raise self.error(target, f"{node.name} over what is no variable", "a variable")
        if dims is None:
            options = self.role_options(target.text, self.scope.lookup(target.text))
            role, _ = self.choices.choose(f"role:{target.text}", options)
            dims, domain = role.shape or (), role.domain or domain
        local = fresh_local(dims, domain)
        saved = dict(self.locals)
        self.locals[target.text] = value(local)
        try:
            body = self.value(node.body)
        finally:
            self.locals = saved
        return value(bind(OVER_INDEX[node.name], local, body.expr, *below.between))

    def range_below(self, node: Big, part: Relation) -> Below:
        """x \\in S, x > 0, x \\ge a, a \\le x \\le b below an extremum."""
        target = part.operands[0]
        if part.relations == ("in",):
            found = space(self, part.operands[1])
            if found is not None:
                return Below(target, found[1], found[0])
            between = interval(self, part.operands[1])
            if not between:
                raise self.error(part, f"the set under {node.name} is not known", "\\mathbb{R}^n")
            return Below(target, dims=(), between=between)
        if part.relations in ((">",), (">=",)) and isinstance(part.operands[1], Num) and part.operands[1].text == "0":
            return Below(target, "positive" if part.relations[0] == ">" else "nonnegative", ())
        if len(part.relations) == 1 and part.relations[0] in ORDERS and isinstance(target, Name):
            return Below(target, dims=(), between=half_line(self, part))
        if len(part.relations) == 2 and set(part.relations) <= {"<", "<="}:
            low, target, high = part.operands
            return Below(target, dims=(), between=(self.expr(low), self.expr(high)))
        raise self.error(part, f"the condition under {node.name} is not known", "x \\in \\mathbb{R}^n")
