"""What a reverse pass keeps of the variables that it opens, and who watches it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lemmata.engine.derivatives.factors import ZERO
from lemmata.engine.expr import Apply, Bind, Expr, Size, as_size, is_size
from lemmata.engine.ops import OPS

if TYPE_CHECKING:
    from lemmata.engine.derivatives.reverse import Reverse

RANDOM = ("variable", "event")


@dataclass(frozen=True, eq=False)
class Scope:
    """An opened variable, and how a cotangent leaves it; its size where it is an index from 0."""

    name: str
    close: Callable[[Expr], Expr]
    parent: Scope | None
    depth: int
    size: Size | None


def averages(node: Expr) -> bool:
    """Whether the value is an integral of what stands inside."""
    if isinstance(node, Bind):
        return node.binder in ("integral", "expectation")
    return isinstance(node, Apply) and OPS[node.op].group == "probability"


class Observer(Protocol):
    """Watches a reverse pass; what it gives back goes on in the place of what it was shown."""

    def planned(self, run: Reverse, order: Sequence[Expr]) -> None:
        """The nodes that will have a cotangent, each after all that it is made of."""

    def pushed(self, run: Reverse, node: Expr, arg: Expr, part: Expr) -> Expr:
        """What the cotangent of a node adds to that of one of its arguments, by the rule of the node."""

    def collected(self, run: Reverse, node: Expr, g: Expr) -> Expr:
        """The whole cotangent of a node."""


def whole(node: Bind) -> Size | None:
    """The size of the range of an index that counts from 0 and depends on no other variable."""
    if node.domain != "index" or len(node.range) != 2 or node.range[0] is not ZERO or not is_size(node.range[1]):
        return None
    return None if node.range[1].free else as_size(node.range[1])
