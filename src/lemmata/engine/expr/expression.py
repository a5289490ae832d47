"""An expression: its node is interned, ordered by its digest, and carries shape, sort and free variables."""

from __future__ import annotations

import threading
import weakref
from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ClassVar

from lemmata.engine.expr.sizes import Shape

_table: weakref.WeakValueDictionary[tuple[Any, ...], Expr] = weakref.WeakValueDictionary()
_lock = threading.RLock()
_NONE: frozenset[str] = frozenset()


class Expr:
    """A node: `children` are expressions, `data` is everything else.

    shape   sizes of the axes, () for a scalar
    sort    real, integer, boolean, complex, event, variable, function, distribution
    free    names of the opened locals that occur unbound
    height  the highest binder inside, 0 without one
    digest  stable across runs; the order of expressions
    """

    __slots__ = ("__weakref__", "_digest", "children", "data", "free", "height", "shape", "sort")
    children: tuple[Expr, ...]
    data: tuple[Any, ...]
    shape: Shape
    sort: str
    free: frozenset[str]
    height: int
    _digest: bytes
    kind: ClassVar[str] = ""
    # NumPy must leave `array * expr` to us instead of looping over its elements.
    __array_ufunc__: ClassVar[None] = None

    @property
    def rank(self) -> int:
        return len(self.shape)

    @property
    def digest(self) -> bytes:
        try:
            return self._digest
        except AttributeError:
            return _digested(self)

    def __lt__(self, other: Expr) -> bool:
        return self.digest < other.digest

    def __reduce__(self) -> tuple[Any, ...]:
        from lemmata.engine.expr.rows import from_rows, to_rows

        return (from_rows, (to_rows(self),))

    def __copy__(self) -> Expr:
        return self

    def __deepcopy__(self, memo: object) -> Expr:
        return self

    def _describe(self) -> tuple[Shape, str]:
        """Shape and sort, from data and children."""
        raise NotImplementedError

    def _own_locals(self) -> frozenset[str]:
        return _NONE

    if TYPE_CHECKING:
        # The room of operations lends these (`ops.operators`).
        def __add__(self, other: Expr | int | Fraction) -> Expr: ...
        def __radd__(self, other: int | Fraction) -> Expr: ...
        def __sub__(self, other: Expr | int | Fraction) -> Expr: ...
        def __rsub__(self, other: int | Fraction) -> Expr: ...
        def __mul__(self, other: Expr | int | Fraction) -> Expr: ...
        def __rmul__(self, other: int | Fraction) -> Expr: ...
        def __truediv__(self, other: Expr | int | Fraction) -> Expr: ...
        def __rtruediv__(self, other: int | Fraction) -> Expr: ...
        def __pow__(self, other: Expr | int | Fraction) -> Expr: ...
        def __rpow__(self, other: int | Fraction) -> Expr: ...
        def __matmul__(self, other: Expr) -> Expr: ...
        def __neg__(self) -> Expr: ...
        def __getitem__(self, key: Any) -> Expr: ...
        @property
        def T(self) -> Expr: ...


def intern(cls: type[Expr], data: tuple[Any, ...], children: tuple[Expr, ...] = ()) -> Expr:
    """The one node of this class, data and children."""
    key = (cls, data, children)
    with _lock:
        found = _table.get(key)
        if found is not None:
            return found
        node = object.__new__(cls)
        node.data, node.children = data, children
        node.shape, node.sort = node._describe()
        own = node._own_locals()
        for child in children:
            if child.free:
                own = own | child.free
        node.height = max((c.height for c in children), default=0)
        if cls.kind == "bind":
            node.free = frozenset().union(
                children[0].free - {data[1]}, *(end.free for end in children[1:])
            )
            node.height = max(node.height, int(data[1][1:]))
        else:
            node.free = own
        _table[key] = node
        return node


def _digested(root: Expr) -> bytes:
    """The digest of a node, worked out when it is asked for first: most nodes are never put in an order."""
    stack = [root]
    while stack:
        node = stack[-1]
        waiting = [child for child in node.children if not hasattr(child, "_digest")]
        if waiting:
            stack.extend(waiting)
            continue
        digest = blake2b(f"{node.kind}{node.data!r}".encode(), digest_size=12)
        for child in node.children:
            digest.update(child._digest)
        node._digest = digest.digest()
        stack.pop()
    return root._digest
