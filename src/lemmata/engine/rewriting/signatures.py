"""What an expression is made of, whatever its indices are called: choices by it outlive a renaming of indices."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from lemmata.engine.expr import Apply, At, Bind, Expr, Int, Local, Number, apply_at, operands, postorder
from lemmata.engine.rewriting.symmetry import EVEN, ODD, UNORDERED, in_order, is_symmetric

COMMUTATIVE = ("add", "mul")
NORMED = ODD | EVEN | {"pow"}  # a sum that is the argument of these has the sign that its canonical form chose


class Signatures:
    """Digests without the names of free indices and bound variables, and without the order of terms and factors.

    told         what tells some of the free indices apart
    assumptions  which say what matrices are symmetric

    >>> from lemmata.engine.expr import at, symbol
    >>> x, y, found = symbol("x", ["n"]), symbol("y", ["n"]), Signatures()
    >>> found.of(at(x, "%a") * at(y, "%b")) == found.of(at(y, "%c") * at(x, "%a"))
    True
    """

    def __init__(self, told: Mapping[str, str] | None = None, assumptions: tuple[Expr, ...] = ()):
        self.told = told or {}
        self.assumptions = assumptions
        self._known: dict[Expr, bytes] = {}

    def of(self, root: Expr) -> bytes:
        if root not in self._known:
            for node in postorder(root):
                if node not in self._known:
                    self._known[node] = self._made(node)
        return self._known[root]

    def _made(self, node: Expr) -> bytes:
        known = self._known
        if not node.free and not isinstance(node, Bind):
            return node.digest
        if isinstance(node, Int):
            return _digest("int", sorted(self._monomial(*term) for term in node.size.terms))
        if isinstance(node, Local):
            return _digest("local", [repr(node.data[1:]).encode()])
        if isinstance(node, At):
            array, indices = apply_at(node)
            places = tuple(known[i] for i in indices)
            symmetric = len(places) == array.rank >= 2 and is_symmetric(
                array.children[0] if isinstance(array, Apply) and array.op == "inv" else array, self.assumptions)
            return _digest("at", [known[array], *(in_order(places) if symmetric else places)])
        if isinstance(node, Bind):
            ends, body = list(node.range), node.body
            while node.binder == "sum" and isinstance(body, Bind) and body.binder == "sum":
                ends, body = [*ends, *body.range], body.body
            return _digest(node.binder, [known[body], *sorted(known[end] for end in ends)])
        assert isinstance(node, Apply)
        if node.op in COMMUTATIVE:
            return _digest(node.op, sorted(known[part] for part in operands(node, node.op)))
        args = [self._unsigned(a) if node.op in NORMED else known[a] for a in node.args]
        if node.op in UNORDERED:  # their order is by the names of indices
            args.sort()
        return _digest(node.op, [",".join(sorted(node.params)).encode(), *args])

    def _unsigned(self, node: Expr) -> bytes:
        """Of a sum and its negative alike."""
        if not isinstance(node, Apply) or node.op != "add":
            return self._known[node]
        terms = operands(node, "add")
        return min(_digest("add", sorted(self._times(sign, term) for term in terms)) for sign in (1, -1))

    def _times(self, sign: int, term: Expr) -> bytes:
        parts = operands(term, "mul")
        factor = parts[0].value if isinstance(parts[0], Number) else 1
        rest = sorted(self._known[part] for part in parts if not isinstance(part, Number))
        return _digest("mul", [str(factor * sign).encode(), *rest])

    def _monomial(self, monomial: tuple[tuple[str, int], ...], factor: int) -> bytes:
        atoms = sorted((self.told.get(a, "%") if a[0] == "%" else "#" if a[0] == "#" else a, p) for a, p in monomial)
        return f"{factor}{atoms}".encode()


def _digest(kind: str, parts: list[bytes]) -> bytes:
    digest = blake2b(kind.encode(), digest_size=12)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
