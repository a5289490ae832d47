"""Indices in subscripts: bound by a sum, or free and so meant for all; sizes follow from what they index."""

from __future__ import annotations

from math import prod

from lemmata.engine.expr import Expr, Size, at, bind, fresh_index, integer
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.latex.search import Resize
from lemmata.engine.readers.latex.state import Index, State
from lemmata.engine.readers.latex.subscripts import sized_name
from lemmata.engine.readers.latex.syntax import Chain, Name, Node, Num, Prefix, Product, Script, show, walk
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.sizes import MOST_BITS, power_of
from lemmata.engine.readers.spelling import with_label
from lemmata.wording import counted

SIZE_LETTERS = frozenset("dnmDNMpKHL")  # letters of sizes that carry labels: d_k, n_h


class Indexing(State):
    """The part of the elaborator that knows indices and sizes."""

    def new_index(self, high: Size, low: Size | None = None) -> Index:
        atom = fresh_index()
        return Index(atom + self.base, atom, low if low is not None else Size.of(0), high)

    def index(self, name: str) -> Index | None:
        """The index of that name; a free one is made where the subscripts use it as such."""
        if name in self.indices:
            return self.indices[name]
        if name in self.free:
            return self.free[name]
        if name in self.letters:
            return self.letter_index(name)
        if self.is_label_value(name):
            return None
        if name in self.scan.index_names and name not in self.scan.sequences and name not in self.dims:
            high = self.index_ranges.get(name, Size.of(f"?{name}@free"))
            self.free[name] = self.free_index(name, self.choices.size(high))
            return self.free[name]
        return None

    def free_index(self, name: str, full: Size) -> Index:
        """An index over an axis, but for the ends that its shifts leave out."""
        low, top = (self.choices.sizes.get(f"?{name}@{end}", Size.of(0)) for end in ("low", "top"))
        atom = fresh_index()
        return Index(atom + low + self.base, atom, Size.of(0), full - low - top, full)

    def index_size(self, node: Node) -> Size:
        """What a subscript counts, as a size: 1, i, n, i + 1, 2k - 1."""
        if isinstance(node, Num) and node.text.isdigit():
            return Size.of(int(node.text))
        if isinstance(node, Name):
            found = self.index(node.text)
            if found is not None:
                return found.value
            return self.choices.size(node.text)
        if isinstance(node, Chain) and all(op in ("+", "-") for op in node.operators):
            total = self.index_size(node.operands[0])
            for op, operand in zip(node.operators, node.operands[1:]):
                total = total + self.index_size(operand) if op == "+" else total - self.index_size(operand)
            return total
        if isinstance(node, Product):
            result = Size.of(1)
            for factor in node.factors:
                result = result * self.index_size(factor)
            return result
        if isinstance(node, Script) and isinstance(node.base, Num) and isinstance(node.sup, Num) and node.sub is None:
            return self._literal_power(node, node.base, node.sup)
        if isinstance(node, Script) and isinstance(node.base, Name):
            if isinstance(node.sup, Num) and node.sub is None and node.sup.text in ("2", "3", "4"):
                return prod([self.index_size(node.base)] * int(node.sup.text), start=Size.of(1))
            if node.sup is None and (name := sized_name(node, self.dims)):
                return self.choices.size(name)
            if node.sup is None and (name := self.labelled_size(node)):
                return self.choices.size(name)
        if isinstance(node, Prefix) and node.op == "-":
            return -self.index_size(node.arg)
        raise Unreadable("this subscript counts nothing", node.span[0], "an index", end=node.span[1])

    def labelled_size(self, node: Script) -> str:
        """A size with a letter for its label, d_k beside a vector k; "" of what is an entry or unknown."""
        assert isinstance(node.base, Name)
        base, sub = node.base.text, node.sub
        bound = isinstance(sub, Name) and (sub.text in self.scan.bound or sub.text in self.indices)
        known = self.scope.lookup(base)
        entry = known is not None and known.shape and not (isinstance(sub, Name) and sub.text in self.scan.marks)
        if base not in SIZE_LETTERS or not isinstance(sub, Name) or bound or entry:
            return ""
        return with_label(base, sub.text)

    def _literal_power(self, node: Node, base: Num, power: Num) -> Size:
        """10^{12}, as a number of terms."""
        found = power_of(Size.of(int(base.text)), int(power.text)) if len(base.text + power.text) <= 20 else None
        if found is None:
            raise self.error(node, f"a range of more than 2^{MOST_BITS} terms")
        return found

    def entry(self, array: Expr, nodes: list[Node]) -> Expr:
        """The entry (or slice) of an array at subscripts, with the sizes made to fit."""
        if array.rank < len(nodes):
            raise ShapeError(f"{counted(len(nodes), 'index')} into an array with {counted(array.rank, 'axis')}")
        places = [self.place(node) for node in nodes]
        for place, size in zip(places, array.shape):
            if isinstance(place, Size):
                self.fit(place, size)
        return at(array, *places)

    def place(self, node: Node) -> Size | Expr:
        """Where a subscript points, counted from 0: a size, or a declared whole number less one."""
        if isinstance(node, Script) and isinstance(node.base, Name) and self.is_labels(node.base.text):
            return self.expr(node)  # y_i names a class
        names = [n.text for n in walk(node) if isinstance(n, Name)]
        if not any(self.is_label_value(n) for n in names):
            return self.index_size(node) - self.base
        if self.base and isinstance(node, Chain) and node.operators[-1] == "+" and show(node.operands[-1]) == "1":
            rest = node.operands[:-1]
            return self.expr(rest[0] if len(rest) == 1 else Chain(rest, node.operators[:-1], span=node.span))
        return self.expr(node) - self.base if self.base else self.expr(node)

    def is_labels(self, name: str) -> bool:
        role = self.scope.lookup(name)
        return role is not None and role.domain == "labels"

    def is_label_value(self, name: str) -> bool:
        """Whether a name is declared as a whole number of its own, or fixed so, and no index to be bound."""
        if name in self.fixed:
            return name not in self.indices and name not in self.dims
        role = self.scope.lookup(name)
        declared = role is not None and role.source in ("declared", "prose") and role.shape == ()
        return declared and role.domain in ("integer", "natural") and name not in self.indices and name not in self.dims  # type: ignore[union-attr]

    def fit(self, place: Size, size: Size) -> None:
        """Make the axis long enough for the place, or the index's range as long as the axis."""
        if place.constant is not None:
            if place.constant < 0:
                raise ShapeError(f"an index of {place.constant + self.base} where counting starts at {self.base}")
            if size.constant is not None:
                if place.constant >= size.constant:
                    raise ShapeError(f"an index of {place.constant + self.base} into an axis of size {size}")
            elif size.atom is not None and size.atom[0] == "?":
                self.literals[size.atom] = max(self.literals.get(size.atom, 0), place.constant + 1)
            return
        self.left_out(place, "low", place)
        needed = place + 1
        for index in (*self.indices.values(), *self.free.values()):
            name = index.atom.atom
            if name is not None and (factor := place.coefficient(name)):
                if factor < 0:
                    needed = needed.substitute({name: index.low})
                elif _flexible(index.full or index.high) and place == index.value - self.base:
                    full = index.full or index.high
                    if full != size:
                        raise ShapeError(f"an index up to {full} into an axis of size {size}", full, size)
                    if index.full is not None:
                        self.ranged |= size.atoms
                    else:
                        self.summed |= size.atoms
                    return
                else:
                    needed = needed.substitute({name: index.high - 1})
        gap = (size - needed).constant
        least = (size - needed).substitute({dim: Size.of(dim) + 1 for dim in (size - needed).atoms})  # dims are >= 1
        if all(factor >= 0 for _, factor in least.terms) or any(a[0] in "%#" for a in needed.atoms):
            return
        if size.atom is not None and size.atom[0] == "?":
            self.taken_sizes[size.atom] = needed
            raise Resize(size.atom, needed)
        if gap is not None:
            self.left_out(place, "top", Size.of(gap))
            raise ShapeError(f"an index up to {needed} into an axis of size {size}")
        raise ShapeError(f"an index up to {needed} into an axis of size {size}", needed, size)

    def left_out(self, place: Size, end: str, beyond: Size) -> None:
        """Build again without the ends of a free index at which a shifted one would point outside."""
        for name, index in self.free.items():
            shift = (place - index.atom).constant
            missing = shift if end == "low" else beyond.constant
            if index.full is not None and shift is not None and missing is not None and missing < 0:
                key = f"?{name}@{end}"
                raise Resize(key, self.choices.sizes.get(key, Size.of(0)) - missing)

    def settle_literals(self) -> None:
        """Axes of which only numbered entries occur are as long as the largest number; compared indices run alike."""
        for atom, size in self.peers:
            size = self.choices.size(size)
            if atom not in self.choices.sizes and atom not in size.atoms and "inf" not in size.atoms:
                raise Resize(atom, size)
        for atom in sorted(self.literals):
            least = max(self.literals[atom], 1)
            alone = atom in self.summed and least == 1  # \sum_j x_j - x_1: a sum is of more than one
            if (alone or atom in self.ranged) and not atom.endswith("+"):  # x_0 and x_i: more than the numbered ones
                raise Resize(atom, Size.of(f"{atom}+") + (least - 1))
            if atom not in self.choices.sizes and atom not in self.ranged and not alone:
                raise Resize(atom, Size.of(least))

    def close(self, body: Expr, names: list[str]) -> Expr:
        """The array over free indices whose entry is `body`."""
        for name in reversed(names):
            index = self.free[name]
            body = bind("array", index.atom, body, 0, index.high)
        return body

    def count(self, name: str) -> Expr | None:
        """A name that is a size, as a number."""
        if name in self.dims:
            return integer(self.choices.size(name))
        found = self.index(name)
        return None if found is None else self.value_at(found) or integer(found.value)


def entry_letters(e: State, node: Node) -> set[str]:
    """Letters below a known array that nothing binds or declares: the entry k in -\\log p_k."""
    found: set[str] = set()
    for script in walk(node):
        if isinstance(script, Script) and isinstance(script.base, Name) and isinstance(script.sub, Name):
            letter, role = script.sub.text, e.scope.lookup(script.sub.text)
            known = e.scope.lookup(script.base.text)
            shape = None if known is None else known.shape if known.definition is None else known.definition.shape
            taken = {*e.indices, *e.scan.bound, *e.scan.sizes, *e.scan.sequences, *e.dims}
            if shape and len(letter) == 1 and letter.islower() and letter not in taken and (
                script.sub.style == "italic" and (role is None or role.domain in ("natural", "integer"))
            ) and e.scope.lookup(f"{script.base.text}_{letter}") is None:
                found.add(letter)
    return found


def _flexible(size: Size) -> bool:
    return size.atom is not None and size.atom[0] == "?"
