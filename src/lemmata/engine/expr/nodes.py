"""The expression: eight kinds of immutable, interned nodes.

Constructors intern and do nothing else: they never simplify. Two expressions are the same
object exactly when they are equal up to the names of their bound variables, which are named by
height (see `binders`). Orders go by `digest`, never by `hash()` or `id()`.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable
from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ClassVar

from lemmata.engine.expr.domains import DOMAINS
from lemmata.engine.expr.sizes import Shape, Size, shape_of
from lemmata.wording import counted

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
        return (_from_rows, (_to_rows(self),))

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


class Number(Expr):
    """An exact rational number; data: (Fraction,)."""

    __slots__ = ()
    kind = "number"

    @property
    def value(self) -> Fraction:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "integer" if self.data[0].denominator == 1 else "real"


class Constant(Expr):
    """A named real number: pi, e, euler_gamma, or inf; data: (name,)."""

    __slots__ = ()
    kind = "constant"

    @property
    def name(self) -> str:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "real"


class Symbol(Expr):
    """A free variable; data: (name, shape, domain, params).

    params: the number of classes of labels, the argument shapes of a function.
    """

    __slots__ = ()
    kind = "symbol"

    @property
    def name(self) -> str:
        return self.data[0]

    @property
    def domain(self) -> str:
        return self.data[2]

    @property
    def params(self) -> tuple[Any, ...]:
        return self.data[3]

    def _describe(self) -> tuple[Shape, str]:
        return self.data[1], DOMAINS[self.data[2]].sort


class Local(Expr):
    """A bound variable that is no index (a real, an array, a function); data: (name, shape, domain)."""

    __slots__ = ()
    kind = "local"

    @property
    def name(self) -> str:
        return self.data[0]

    @property
    def domain(self) -> str:
        return self.data[2]

    def _describe(self) -> tuple[Shape, str]:
        return self.data[1], DOMAINS[self.data[2]].sort

    def _own_locals(self) -> frozenset[str]:
        return frozenset((self.data[0],))


class Int(Expr):
    """A size or an index as a number; data: (Size,)."""

    __slots__ = ()
    kind = "int"

    @property
    def size(self) -> Size:
        return self.data[0]

    def _describe(self) -> tuple[Shape, str]:
        return (), "integer"

    def _own_locals(self) -> frozenset[str]:
        return frozenset(a for a in self.data[0].atoms if a[0] in "#%")


class Apply(Expr):
    """An operation applied to its arguments; data: (op, params, shape, sort).

    Built by `lemmata.engine.ops.apply`, which knows the shape rule.
    """

    __slots__ = ()
    kind = "apply"

    @property
    def op(self) -> str:
        return self.data[0]

    @property
    def params(self) -> dict[str, Any]:
        return dict(self.data[1])

    @property
    def args(self) -> tuple[Expr, ...]:
        return self.children

    def _describe(self) -> tuple[Shape, str]:
        return self.data[2], self.data[3]

    def _own_locals(self) -> frozenset[str]:
        # A slice may begin at an index: x[i:i + 3].
        sizes = (*self.data[2], *sizes_within(value for _, value in self.data[1]))
        return frozenset(a for d in sizes for a in d.atoms if a[0] in "#%")


def sizes_within(values: Iterable[Any]) -> list[Size]:
    """The sizes in params, which are values and tuples of them."""
    found: list[Size] = []
    stack = list(values)
    while stack:
        value = stack.pop()
        if isinstance(value, Size):
            found.append(value)
        elif isinstance(value, tuple):
            stack.extend(value)
    return found


class At(Expr):
    """An array applied to indices (each an integer expression); fewer indices than axes leave a slice."""

    __slots__ = ()
    kind = "at"

    @property
    def array(self) -> Expr:
        return self.children[0]

    @property
    def indices(self) -> tuple[Expr, ...]:
        return self.children[1:]

    def _describe(self) -> tuple[Shape, str]:
        array, count = self.children[0], len(self.children) - 1
        if count > len(array.shape):
            raise ValueError(
                f"{counted(count, 'index')} into an array with {counted(len(array.shape), 'axis')}; give at "
                f"most {len(array.shape)}"
            )
        return array.shape[count:], array.sort


class Bind(Expr):
    """A binder; data: (binder, name, shape, domain) of the bound variable, children: (body, *range).

    Built by `lemmata.engine.expr.binders.bind`, which names the variable.
    """

    __slots__ = ()
    kind = "bind"

    @property
    def binder(self) -> str:
        return self.data[0]

    @property
    def name(self) -> str:
        return self.data[1]

    @property
    def domain(self) -> str:
        return self.data[3]

    @property
    def body(self) -> Expr:
        return self.children[0]

    @property
    def range(self) -> tuple[Expr, ...]:
        return self.children[1:]

    def _describe(self) -> tuple[Shape, str]:
        binder, _, shape, _ = self.data
        body, *ends = self.children
        if binder == "array":
            low, high = (as_size(end) for end in ends)
            return (high - low, *body.shape), body.sort
        if binder == "function":
            return body.shape, "function"
        if binder in ("argmax", "argmin"):
            return shape, "integer" if self.data[3] == "index" else "real"
        if body.sort == "variable" and self.binder in ("sum", "prod", "max", "min", "integral"):
            return body.shape, "variable"  # a sum of random variables is one
        return body.shape, "real" if body.sort in ("variable", "boolean") else body.sort


KINDS: dict[str, type[Expr]] = {
    cls.kind: cls for cls in (Number, Constant, Symbol, Local, Int, Apply, At, Bind)
}


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
        if cls is Bind:
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


def number(value: int | Fraction | str) -> Number:
    """An exact number; a string such as "0.1" or "1/3" is read exactly."""
    return intern(Number, (Fraction(value),))  # type: ignore[return-value]


def constant(name: str) -> Constant:
    """pi, e, euler_gamma or inf."""
    return intern(Constant, (name,))  # type: ignore[return-value]


def symbol(
    name: str, dims: Iterable[Size | int | str] = (), domain: str = "real", params: tuple[Any, ...] = ()
) -> Symbol:
    """A free variable.

    >>> symbol("A", ["n", "n"], "posdef").shape
    (n, n)
    """
    if domain not in DOMAINS:
        raise ValueError(f"no domain {domain!r}; known: {', '.join(DOMAINS)}")
    return intern(Symbol, (name, shape_of(dims), domain, params))  # type: ignore[return-value]


def integer(size: Size | int | str) -> Expr:
    """A size or index as a number: a `Number` where it is constant."""
    size = Size.of(size)
    return number(size.constant) if size.constant is not None else intern(Int, (size,))


def as_size(node: Expr) -> Size:
    """The size that an integer node stands for.

    Raises ValueError for any other expression.
    """
    if isinstance(node, Int):
        return node.size
    if isinstance(node, Number) and node.value.denominator == 1:
        return Size.of(int(node.value))
    raise ValueError("an index range takes sizes (integers, dims and indices)")


def is_size(node: Expr) -> bool:
    return isinstance(node, Int) or (isinstance(node, Number) and node.value.denominator == 1)


def at(array: Expr, *indices: Expr | Size | int | str) -> Expr:
    """Entry (or slice) of an array."""
    if not indices:
        return array
    nodes = tuple(i if isinstance(i, Expr) else integer(i) for i in indices)
    return intern(At, (), (array, *nodes))


def _to_rows(root: Expr) -> list[tuple[str, tuple[Any, ...], tuple[int, ...]]]:
    from lemmata.engine.expr.traversal import postorder

    rows: list[tuple[str, tuple[Any, ...], tuple[int, ...]]] = []
    place: dict[Expr, int] = {}
    for node in postorder(root):
        place[node] = len(rows)
        rows.append((node.kind, node.data, tuple(place[c] for c in node.children)))
    return rows


def _from_rows(rows: list[tuple[str, tuple[Any, ...], tuple[int, ...]]]) -> Expr:
    nodes: list[Expr] = []
    for kind, data, children in rows:
        nodes.append(intern(KINDS[kind], data, tuple(nodes[c] for c in children)))
    return nodes[-1]
