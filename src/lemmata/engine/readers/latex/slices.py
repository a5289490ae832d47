"""Parts of arrays: A_{:, 1}, A_{i, :}, v_{2:n}; Kronecker's delta; indicators \\mathbb{1}[x > 0]."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, Size, bind, fresh_index, integer
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.brackets import index
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import is_slice, plain
from lemmata.engine.readers.latex.syntax import Blank, Chain, Group, Name, Node, Num, Prefix, Relation, Script
from lemmata.engine.readers.latex.values import Value, value
from lemmata.wording import counted


class Slices(State):
    """The part of the elaborator that takes parts of arrays, and numbers from conditions."""

    def sliced(self, array: Expr, parts: list[Node]) -> Value:
        """The array at indices and ranges; both ends of a range are counted in."""
        if array.rank < len(parts):
            raise ShapeError(f"{counted(len(parts), 'index')} into an array with {counted(array.rank, 'axis')}")
        keys: list[Any] = []
        for part, size in zip(parts, array.shape):
            if not isinstance(part, Relation):
                place = self.index_size(part) - self.base
                self.fit(place, size)
                keys.append(integer(place))
                continue
            low, high = part.operands
            start = None if isinstance(low, Blank) else self.index_size(low) - self.base
            stop = None if isinstance(high, Blank) else self.index_size(high) - self.base
            for place in (start, stop):
                if place is not None:
                    self.fit(place, size)
            keys.append(slice(*(None if end is None else integer(end) for end in (start, stop and stop + 1))))
        result = index(array, *keys)
        leading = [isinstance(k, slice) for k in keys]
        row = result.rank == 1 and array.rank == 2 and leading[:1] == [False]
        if row and self.choices.choose(f"slice:{parts[0].span[0]}", [(0, True), (1, False)]):
            return Value(result, "row")
        return value(result)

    def kronecker(self, parts: list[Node]) -> Value:
        """\\delta_{ij}: two free indices run over one range."""
        places = [self.place(p) for p in parts]
        ends = [self.range_end(p) for p in places]
        open_end = any(end is not None and end.atom is not None and end.atom[0] == "?" for end in ends)
        if open_end and ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            raise ShapeError(f"indices up to {ends[0]} and {ends[1]}", ends[0], ends[1])
        return Value(apply("delta", *(integer(p) if isinstance(p, Size) else p for p in places)))

    def range_end(self, place: Any) -> Any:
        """The end of the range of a free index whose size is open."""
        found = [i.high for i in (*self.indices.values(), *self.free.values()) if i.atom == place]
        return found[0] if found else None

    def is_unit(self, base: Name) -> bool:
        """Whether e_i is a vector of the standard basis: by words, in bold by habit, else where nothing else fits."""
        if base.text in self.scope.options.get("basis", ()):
            return True
        if base.text != "e" or self.scope.lookup(base.text) is not None or "e" in self.scan.heads:
            return False
        bold = base.style == "bold"
        return self.choices.choose("unit", [(0 if bold else 1, True), (1, False)][:: 1 if bold else -1])

    def unit_vector(self, part: Node, node: Node) -> Value:
        size = self.choices.size(f"?unit@{node.span[0]}")
        place = self.place(part)
        if isinstance(place, Size):
            self.fit(place, size)
            place = integer(place)
        atom = fresh_index()
        return Value(bind("array", atom, apply("delta", integer(atom), place), 0, size), "col")

    # Indicators

    def indicator_call(self, item: Node, group: Group) -> Value | None:
        """\\mathbb{1}[x > 0], 1\\{y = k\\}, I(A): 1 where the condition holds."""
        if not self.indicates(item) or len(group.items) != 1 or group.open not in ("(", "[", "{"):
            return None
        return self.indicator(group.items[0])

    def indicator(self, node: Node) -> Value | None:
        condition = plain(node)
        if isinstance(condition, Group) and condition.open == "{" and len(condition.items) == 1:
            condition = condition.items[0]
        if not self.is_condition(condition):
            return None
        return Value(apply("indicator", truth(self, condition)))

    def is_condition(self, node: Node) -> bool:
        if isinstance(node, Relation):
            return not is_slice(node)
        if isinstance(node, Chain) and set(node.operators) <= {"and", "or", "intersection", "union"}:
            return True
        if isinstance(node, Prefix):
            return node.op == "not"
        if isinstance(node, Script) and not node.primes:
            node = node.base  # A_i of a sequence of events
        if not isinstance(node, Name):
            return False
        role = self.scope.lookup(node.text)
        known = role is not None and (role.domain not in ("", "real") or role.source == "declared")
        return role.domain == "event" if known else self.scan[node.text].event  # type: ignore[union-attr]

    def indicates(self, item: Node) -> bool:
        if isinstance(item, Num):
            return item.text == "1"
        if not isinstance(item, Name) or self.scope.lookup(item.text) is not None:
            return False
        return (item.text == "1" and item.style in ("bold", "bb")) or item.text in ("I", "chi")
