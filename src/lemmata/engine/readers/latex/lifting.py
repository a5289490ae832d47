"""Definitions that are random with what they rest on, and what a random number's values are known to be."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, integer, substitute, symbol, symbols
from lemmata.engine.ops import OPS, ShapeError, apply
from lemmata.engine.readers.latex.draws import may_vary
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Name, Node
from lemmata.engine.readers.sizes import folded

SIGNS = {"positive": "gt", "nonnegative": "ge", "negative": "lt"}


def still_random(expr: Expr) -> bool:
    """Whether a random number stands in an expression outside of all means and probabilities: s of s(X; \\theta)."""
    stack: list[Expr] = [expr]
    seen: set[Expr] = set()
    while stack:
        node = stack.pop()
        if node in seen or (isinstance(node, Apply) and OPS[node.op].group == "probability"):
            continue
        seen.add(node)
        if isinstance(node, Symbol) and node.sort in ("variable", "event"):
            return True
        if isinstance(node, Bind) and node.binder == "sum" and node.domain != "index":
            continue  # over the values that a variable takes
        if not (isinstance(node, Bind) and node.binder == "expectation"):
            stack.extend(node.children)
    return False


def bit(variable: Expr) -> Expr:
    """That a number is 0 or 1."""
    return apply("eq", variable * (1 - variable), 0)


def values_in(domain: str, variable: Expr) -> list[Expr]:
    """What a domain of numbers says of a random one: m \\in \\{0, 1\\}, x > 0."""
    if domain in SIGNS:
        return [apply(SIGNS[domain], variable, 0)]
    if domain in ("unit", "binary"):
        whole = [bit(variable)] if domain == "binary" else []
        return [apply("ge", variable, 0), apply("le", variable, 1), *whole]
    return []


class Draws(State):
    """The part of the elaborator that makes definitions random with what they rest on."""

    def lifted(self, name: str, definition: Expr) -> Expr:
        """A definition with what is random by now: \\bar X over X_1, ..., X_n, of which the text speaks as random."""
        sizes: dict[Expr, Expr] = {s: integer(s.name) for s in symbols(definition)
                                   if s.name in self.dims and not s.rank and s.sort in ("real", "integer")}
        if sizes:  # u_i = 1/n, where n counts the entries of p by now
            definition = folded(substitute(definition, sizes))
        if definition.sort in ("variable", "event", "boolean"):
            return definition
        whole = self.expanded(definition)
        taken = any(usage.random and (name == n or name.startswith(f"{n}_")) for n, usage in self.scan.usage.items())
        values: dict[Expr, Expr] = {}
        for s in symbols(whole):
            if s.sort != "real" or s.domain == "function" or s.rank > 1 or not may_vary(self.scan, s):
                continue
            role = self.scope.lookup(s.name)
            known = role is not None and role.domain == "variable"
            if not (known or taken or self.scan[s.name].random):
                continue
            self.scan[s.name].random = True
            if s.name not in self.symbols:
                self.symbols[s.name] = (symbol(s.name, s.shape, "variable"), "formula")
            found = self.symbols[s.name][0]
            if found.sort == "variable" and found.shape == s.shape:
                values[s] = found
        return substitute(whole, values) if values else definition

    def drawn_from(self, name: str) -> list[str]:
        """The names of random numbers that a name stands for: X for \\bar X, the name itself without a definition."""
        role = self.scope.lookup(name)
        if role is None or role.definition is None or role.definition.sort == "function":
            return [name.removesuffix("_bar")]
        return [s.name for s in symbols(self.expanded(role.definition)) if may_vary(self.scan, s)]

    def listed_moment(self, op: str, operands: list[Expr], nodes: list[Node]) -> Expr | None:
        """The mean of numbers that are listed, Var(x) of x_1, ..., x_n: divided by n, or by n - 1."""
        names = [plain(n) for n in nodes]
        if not all(isinstance(n, Name) and n.text in self.scan.data for n in names) or any(
                o.rank != 1 for o in operands):
            return None
        if len({o.shape for o in operands}) > 1:
            raise ShapeError("a covariance of lists of different lengths", *(o.shape[0] for o in operands))
        if op == "expectation":
            return apply("mean", operands[0])
        if op == "correlation":
            return None
        settled = self.scope.settled("ddof")
        if settled is not None:
            self.note(f"ddof = {settled}, by convention")
        lost = self.choices.choose("ddof", [(0, 0), (0, 1)]) if settled is None else settled
        first, last = (o - apply("mean", o) for o in (operands[0], operands[-1]))
        spread = apply("sum", first * last) / (integer(operands[0].shape[0]) - lost)
        return apply("sqrt", spread) if op == "standard_deviation" else spread
