"""Definitions that are random with what they rest on, and what a random number's values are known to be."""

from __future__ import annotations

from lemmata.engine.expr import Expr, substitute, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.draws import may_vary
from lemmata.engine.readers.latex.state import State

SIGNS = {"positive": "gt", "nonnegative": "ge", "negative": "lt"}


def values_in(domain: str, variable: Expr) -> list[Expr]:
    """What a domain of numbers says of a random one: m \\in \\{0, 1\\}, x > 0."""
    if domain in SIGNS:
        return [apply(SIGNS[domain], variable, 0)]
    if domain in ("unit", "binary"):
        whole = [apply("eq", variable * (1 - variable), 0)] if domain == "binary" else []
        return [apply("ge", variable, 0), apply("le", variable, 1), *whole]
    return []


class Draws(State):
    """The part of the elaborator that makes definitions random with what they rest on."""

    def lifted(self, name: str, definition: Expr) -> Expr:
        """A definition with what is random by now: \\bar X over X_1, ..., X_n, of which the text speaks as random."""
        if definition.sort in ("variable", "event", "boolean"):
            return definition
        whole = self.expanded(definition)
        taken = self.scan[name].random
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
