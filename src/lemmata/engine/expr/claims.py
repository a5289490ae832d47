"""Claims: what a reader finds in a document and a strategy decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lemmata.engine.expr.expression import Expr
from lemmata.engine.expr.nodes import Symbol
from lemmata.engine.expr.sizes import Size


@dataclass(frozen=True)
class Claim:
    """Premises |- relations, over the free symbols of both.

    relations   the links of a chain, in order, each a boolean expression (`a == b`, `b <= c`)
    premises    boolean expressions that the text states (`x >= 0`, `sum(p) == 1`, `X ~ normal(m, s)`)
    kind        claim, definition (introduces `defines`), condition (a premise of its neighbour), notation
    defines     the symbol that a definition introduces
    label       the word that the text gives it ("Independence"), else ""
    notes       conventions that the reading chose ("log is natural", "gradient as a column")
    missing     what the text had to say for its sizes to fit ("over which axes a product sums"), else ""
    spans       for each relation, start and end in the source of the formula
    unsettled   what the text leaves open, so that a failure would show nothing, else ""
    members     of `S = {2, 3, 5}` the name of the set and its members, () where they are not known one by one
    """

    relations: tuple[Expr, ...]
    premises: tuple[Expr, ...] = ()
    kind: str = "claim"
    defines: Symbol | None = None
    label: str = ""
    notes: tuple[str, ...] = ()
    missing: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    unsettled: str = ""
    members: tuple[str, tuple[Expr, ...]] | None = None


@dataclass(frozen=True)
class Written:
    """A part of a formula: what it was read as, its place in the source, how tightly it is bound there.

    kind    sum, big (a sum sign and the like), product, fraction, power, atom, name (of a symbol)
    """

    expr: Expr
    span: tuple[int, int]
    kind: str


@dataclass(frozen=True)
class Reading:
    """One way to understand a formula; `cost` grows with how unusual it is (0: declared or plain).

    meant   of each law whose notation is used in several ways, which of them was taken
    written the parts of the source, before the sizes that were open then became `sizes`
    first   the subscript from which entries count
    """

    claims: tuple[Claim, ...]
    cost: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    meant: tuple[tuple[Any, int], ...] = ()
    written: tuple[Written, ...] = field(default=(), compare=False, repr=False)
    sizes: Mapping[str, Size] = field(default_factory=dict, compare=False, repr=False)
    first: int = 1
