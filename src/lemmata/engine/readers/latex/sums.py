"""Big operators: sums and products over indices, integrals, limits, extrema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lemmata.engine.expr import Expr, Size, apply_at, bind, constant, number, substitute
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.extrema import OVER_INDEX, Extrema
from lemmata.engine.readers.latex.integrals import integral
from lemmata.engine.readers.latex.limits import is_infinity, is_minus_infinity, limit
from lemmata.engine.readers.latex.members import counts_members, numbers_in, over_members
from lemmata.engine.readers.latex.outcomes import Outcome
from lemmata.engine.readers.latex.sets import is_continuum
from lemmata.engine.readers.latex.state import Index
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, items_of, parts_below, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Dots,
    Group,
    Name,
    Node,
    Num,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import Value


class Sums(Extrema):
    """The part of the elaborator that binds variables."""

    def big(self, node: Big) -> Value:
        if node.body is None:
            if node.name in ("max", "min") or node.name == "int":
                raise self.error(node, f"{node.name} of nothing", "an expression")
            raise self.error(node, f"{node.name} without a body", "an expression")
        if node.name == "int":
            return integral(self, node)
        if node.name == "lim":
            return limit(self, node)
        if node.name in ("union", "intersection") and node.sub is not None:
            return self.family_of_events(node)
        if node.name in ("union", "intersection", "limsup", "liminf"):
            raise self.error(node, f"{node.name} over a family", "finitely many sets")
        if node.sub is None:
            node = self.with_index(node, node.body)
        if node.sub is None or node.body is None:
            raise self.error(node, f"{node.name} without an index", "an index below it")
        if node.name not in ("sum", "prod") and not self.counts(node.sub, node.body):
            return self.extremum(node)
        return self.over_indices(node)

    def with_index(self, node: Big, body: Node) -> Big:
        """\\sum (x_i - y_i)^2 goes over the one letter of its body that counts entries and that nothing binds."""
        if node.name not in ("sum", "prod") or node.sup is not None:
            return node
        found = [n for s in walk(body) if isinstance(s, Script) and s.sub is not None for n in walk(s.sub)
                 if isinstance(n, Name) and n.text in "ijkl"]
        free = [n for n in found if n.text not in self.indices] or found  # one that is bound is bound anew
        return replace(node, sub=free[0]) if len({n.text for n in free}) == 1 else node

    def counts(self, sub: Node, body: Node) -> bool:
        """Whether the variable below an extremum is an index."""
        part = items_of(sub)[0]
        target = part.operands[0] if isinstance(part, Relation) else part
        if isinstance(part, Relation) and len(part.relations) == 2 and set(part.relations) <= {"<", "<="}:
            target = part.operands[1]
        if not isinstance(target, Name) or target.style != "italic":
            return False
        if isinstance(part, Relation) and part.relations[0] == "in":
            return isinstance(where := part.operands[1], (Group, Name)) and not is_continuum(where)
        used = any(
            isinstance(s, Script)
            and s.sub is not None
            and any(isinstance(n, Name) and n.text == target.text for n in walk(s.sub))
            for s in walk(body)
        )
        ordered = isinstance(part, Relation) and part.relations[0] in ("<", "<=", ">", ">=")
        return used or target.text in INDEX_LETTERS - {"t"} or (isinstance(part, Relation) and not ordered)

    def family_of_events(self, node: Big) -> Value:
        """\\bigcup_i A_i, \\bigcap_i A_i: that the largest, the smallest indicator is 1."""
        name = "max" if node.name == "union" else "min"
        return Value(apply("eq", self.over_indices(replace(node, name=name), self.indicated).expr, 1))

    def indicated(self, node: Node) -> Value:
        """The indicator of one event of a family."""
        found = self.value(node).expr
        if found.sort not in ("event", "boolean"):
            raise self.error(node, "a union of what are no events", "events")
        return Value(apply("indicator", found))

    def over_indices(self, node: Big, read: Callable[[Node], Value] | None = None) -> Value:
        """Sum, product, max or argmax over one or more indices with their conditions; read: how its body is read."""
        assert node.sub is not None and node.body is not None
        if read is None and (found := over_members(self, node)) is not None:
            return found
        opened: list[tuple[str, Index | Outcome]] = []
        conditions: list[Node] = []
        saved, locals_before = dict(self.indices), dict(self.locals)
        try:
            for part in parts_below(node.sub):
                self.open_index(part, node, opened, conditions)
            if not opened:
                raise self.error(node.sub, "no index is bound here", "i, i = 1 or i \\in ...")
            body = (read or self.value)(node.body)
            tests = [truth(self, c) for c in conditions]
        finally:
            self.indices, self.locals = saved, locals_before
        expr = body.expr
        self.look_at_members(node.sub, opened, expr)
        neutral = {"sum": 0, "prod": 1}.get(node.name)
        for test in tests:
            if neutral is None:
                raise self.error(node.sub, f"a condition under {node.name}", "a plain range")
            expr = apply("where", test, expr, number(neutral))
        for _, index in reversed(opened):
            expr = self.bind_index(OVER_INDEX[node.name], index, expr)
        if node.name.startswith("arg"):
            self.note("argmax and argmin count from 0")
        return Value(expr, body.orient if expr.rank == 1 else "")

    def look_at_members(self, below: Node, opened: list[tuple[str, Index | Outcome]], body: Expr) -> None:
        """What is summed over a set that is known by name only: its numbers may be any, the places of entries not."""
        named = [p.operands[1] for p in parts_below(below) if isinstance(p, Relation) and p.relations == ("in",)]
        if any(isinstance(plain(s), Name) and plain(s).style != "bb" for s in named) and any(  # type: ignore[attr-defined]
                isinstance(i, Index) and i.atom.atom and counts_members(body, i.atom.atom) for _, i in opened):
            self.unsettled = "the text does not say which numbers the set holds"

    def bind_index(self, binder: str, index: Index | Outcome, body: Expr) -> Expr:
        if isinstance(index, Outcome):
            return bind(binder, index.local, body, index.variable)
        high: Expr | Size = index.high
        if isinstance(high, Size) and high.atoms == frozenset(("inf",)):
            high = constant("inf")
        low: Expr | Size = index.low
        if isinstance(low, Size) and low.atoms == frozenset(("inf",)):
            low = -constant("inf")
        return bind(binder, index.atom, body, low, high)

    def open_index(
        self, part: Node, node: Big, opened: list[tuple[str, Index | Outcome]], conditions: list[Node]
    ) -> None:
        """Bind what one part of the subscript says: i, i = 1, i < j, i \\ne j, 1 \\le i \\le n, i \\in S."""
        if isinstance(part, Name):
            self.bind_name(part, None, None, node, opened)
            return
        if not isinstance(part, Relation):
            raise self.error(part, "this binds no index", "i = 1")
        operands, relations = part.operands, part.relations
        first = operands[0]
        if relations == ("=",) and isinstance(first, Name):
            high = node.sup
            self.bind_name(first, operands[1], high, node, opened)
            return
        if relations == ("in",):
            for target in items_of(first):
                if not isinstance(target, Name):
                    raise self.error(first, "this binds no index", "i \\in ...")
                self.bind_member(target, operands[1], opened, node)
            return
        if (
            len(relations) == 2
            and all(r in ("<", "<=") for r in relations)
            and isinstance(operands[1], Name)
            and (not isinstance(first, Name) or first.text not in self.scan.bound or first.text in self.dims)
        ):
            low = self.index_size(first) + (1 if relations[0] == "<" else 0)
            high = self.index_size(operands[2]) + (0 if relations[1] == "<" else 1)
            self.push(operands[1].text, low, high, node, opened)
            return
        if self.open_ended(part, node, opened):
            return
        if relations[0] in ("!=", "<", "<=", ">", ">="):
            self.bind_compared(part, node, opened)
        conditions.append(part)

    def open_ended(self, part: Relation, node: Big, opened: list[tuple[str, Index | Outcome]]) -> bool:
        """\\sum_{k \\ge 1} r^k goes on for ever, where k is no place in an array that has an end."""
        target, low, strict = part.operands[0], part.operands[-1], part.relations[0] in ("<", ">")
        if part.relations[0] in ("<", "<="):
            target, low = low, target
        plain = len(part.relations) == 1 and part.relations[0] in ("<", "<=", ">", ">=") and node.sup is None
        if not plain or not isinstance(target, Name) or not isinstance(low, Num) or self.used_as_index(
                target.text, node) or target.text in (*self.indices, *self.dims, *self.letters):
            return False
        self.push(target.text, self.index_size(low) + (1 if strict else 0), Size.of("inf"), node, opened)
        return True

    def bind_compared(self, part: Relation, node: Big, opened: list[tuple[str, Index | Outcome]]) -> None:
        """i \\ne j, i < j: both are bound, unless one is meant from outside, as k in x_k = ... \\sum_{j \\ne k} x_j."""
        known = {*self.indices, *(name for name, _ in opened), *self.dims}
        letters = [t for o in part.operands for t in items_of(o) if isinstance(t, Name)]
        targets = [t for t in letters if t.text in INDEX_LETTERS and t.text not in known]
        fixed = [t for t in targets if t.text in self.scan.outside or t.text in self.index_ranges]
        if len(fixed) == len(targets) and not opened:
            fixed = fixed[1:]
        bound = [t for t in targets if t not in fixed]
        for target in bound:
            alone = len(bound) == 1 and not opened
            used = any(isinstance(n, Name) and n.text == target.text for n in walk(node.body or node))
            if not (used or alone or self.choices.choose(f"bound:{target.span[0]}", [(0, False), (1, True)])):
                fixed.append(target)
                continue
            self.bind_name(target, None, None, node, opened)
        for target in fixed:
            self.scan.index_names.add(target.text)
            self.peers.extend((f"?{target.text}@free", i.high) for _, i in opened if isinstance(i, Index))

    def bind_name(
        self, target: Name, low: Node | None, sup: Node | None, node: Big, opened: list[tuple[str, Index | Outcome]]
    ) -> None:
        infinite = Size.of("inf")
        outcome = self.over_values(target.text, node)
        if outcome is not None:
            opened.append(outcome)
            return
        if low is None and target.text in self.letters:
            index = self.letter_place(target.text)
            self.indices[target.text] = index
            opened.append((target.text, index))
            return
        if low is None:
            used = self.used_as_index(target.text, node)
            if not used and target.text not in INDEX_LETTERS:
                raise self.error(target, f"what {target.text} runs over is not known", "an index")
            top = node.sup
            size = self.index_size(top) if top is not None else self.choices.size(self.unlimited(target, node))
            atom = self.new_index(size)
            self.indices[target.text] = atom
            opened.append((target.text, atom))
            return
        start = -infinite if is_minus_infinity(low) else self.index_size(low)
        if sup is None:
            size = self.choices.size(self.unlimited(target, node)) + self.base
        else:
            size = infinite if is_infinity(sup) else self.index_size(sup) + 1
        if start.atoms == frozenset(("inf",)):
            start = Size.of("inf")
        self.push(target.text, start, size, node, opened)

    def push(self, name: str, low: Size, high: Size, node: Big, opened: list[tuple[str, Index | Outcome]]) -> None:
        """low <= name < high as the text counts; shifted to count from 0 where it is a subscript."""
        shift = self.base if self.used_as_index(name, node) and "inf" not in low.atoms else 0
        index = self.new_index(
            high if "inf" in high.atoms else high - shift, low if "inf" in low.atoms else low - shift
        )
        index = Index(index.atom + shift, index.atom, index.low, index.high)
        self.indices[name] = index
        opened.append((name, index))

    def used_as_index(self, name: str, node: Big) -> bool:
        for script in walk(node.body) if node.body is not None else ():
            if isinstance(script, Script):
                for side in (script.sub, script.sup if isinstance(script.sup, Group) else None):
                    if self._counts_on(side, name):
                        continue
                    if side is not None and any(isinstance(n, Name) and n.text == name for n in walk(side)):
                        return True
        return False

    def _counts_on(self, place: Node | None, name: str) -> bool:
        """Whether a place is so many steps behind one from outside of the sum: t + l of r_{t + l}."""
        terms = place.operands if isinstance(place, Chain) and set(place.operators) <= {"+", "-"} else ()
        return any(isinstance(n, Name) and n.text == name for n in terms) and any(
            isinstance(n, Name) and n.text != name and n.text in self.scan.outside for n in terms)

    def unlimited(self, target: Name, node: Big) -> str:
        """The size of a sum without limits: n where the formula divides by n, else open."""
        if not self.scan.mean_size and not self.used_as_index(target.text, node):  # no array tells how many there are
            self.unsettled = f"what {target.text} runs over is not said"
        return self.scan.mean_size or f"?{target.text}@{node.span[0]}"

    def bind_member(self, target: Name, where: Node, opened: list[tuple[str, Index | Outcome]], node: Big) -> None:
        """i \\in \\{1, ..., n\\}, i \\in [n], i \\in S of a set known by name."""
        outcome = self.over_values(target.text, node)
        if outcome is not None:
            opened.append(outcome)
            return
        where = plain(where)
        if isinstance(where, Group) and where.open == "{" and any(isinstance(i, Dots) for i in where.items):
            self.push(target.text, self.index_size(where.items[0]), self.index_size(where.items[-1]) + 1, node, opened)
            return
        if isinstance(where, Group) and where.open == "{" and where.items:
            if target.text in self.letters and len(members := numbers_in(self, where)) == len(where.items) > 1:
                index = self.letter_place(target.text, members)
                self.indices[target.text] = index
                opened.append((target.text, index))
                return
            sizes = [self.index_size(i).constant for i in where.items]
            if None in sizes or sizes != list(range(sizes[0], sizes[0] + len(sizes))):  # type: ignore[operator, arg-type]
                raise self.error(where, "a sum over scattered numbers", "1, ..., n")
            self.push(target.text, Size.of(sizes[0]), Size.of(sizes[-1]) + 1, node, opened)
            return
        if isinstance(where, Group) and where.open == "[" and len(where.items) == 1:
            self.push(target.text, Size.of(1), self.index_size(where.items[0]) + 1, node, opened)
            return
        if isinstance(where, Name) and where.style == "bb":
            if where.text not in ("N", "Z"):
                raise self.error(where, f"{node.name} over the set {where.text}", "a range of integers")
            start = self.choices.choose("naturals", [(0, 1), (1, 0)]) if where.text == "N" else 0
            low = Size.of(start) if where.text == "N" else -Size.of("inf")
            self.push(target.text, low, Size.of("inf"), node, opened)
            return
        if isinstance(where, (Name, Script)):
            size = self.choices.size(self.set_size(where))
            index = self.new_index(size)
            self.indices[target.text] = index
            opened.append((target.text, index))
            return
        raise self.error(where, "what the index runs over is not clear", "\\{1, \\ldots, n\\}")

    def put(self, body: Expr, old: Expr, new: Expr) -> Expr:
        """The expression with a variable (or an entry of one) replaced."""
        _, places = apply_at(old)
        if places:
            raise ShapeError("an entry is no variable of its own")
        return substitute(body, {old: new})
