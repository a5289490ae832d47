"""Sums of products over letters, as products of two at a time in the cheapest order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import opt_einsum

from lemmata.engine.expr import Size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs.values import Instructions, Value, is_map

TYPICAL = 64  # the size of an axis of which nothing is known
MOST_SEARCHED = 20  # factors of which the best order is searched for
MOST_TERMS = 8  # of a sum that is multiplied out


@dataclass(frozen=True)
class Operand:
    """An array, and a letter for each of its axes."""

    value: Value
    letters: str


class Contractions(Instructions):
    """Makes sums of products."""

    def __init__(self, typical: Mapping[str, int] = {}) -> None:
        super().__init__()
        self.typical = dict(typical)

    def contract(self, operands: Sequence[Operand], output: str, sizes: Mapping[str, Size]) -> Value:
        """The sum over all letters of `sizes` that are not in `output` of the product of the operands."""
        stretched = [f for operand in operands for f in self._factors(self._stretched(operand, sizes), sizes)]
        for place, operand in enumerate(stretched):
            rest = [o for k, o in enumerate(stretched) if k != place]
            alone = all(o.value is not operand.value for o in rest)  # a square would cancel
            terms = self._terms(operand, sizes) if alone else []
            if self._apart(operand, terms, output, not rest):
                return reduce(lambda a, b: self.map("add", a, b),
                              [self.contract([*rest, term], output, sizes) for term in terms])
        numbers = [p.value for p in stretched if not p.letters]
        found, same = _without_deltas([p for p in stretched if p.letters], output)
        diagonals = [self._stretched(p, sizes) for p in found]
        numbers += [p.value for p in diagonals if not p.letters]
        parts = [p for p in diagonals if p.letters]
        target = "".join(same.get(c, c) for c in output)
        inner = "".join(dict.fromkeys(target))
        known = {c for p in parts for c in p.letters}
        everything = {same.get(c, c) for c in sizes}
        numbers += [self.size(sizes[c]) for c in sorted(everything - known - set(inner))]
        there = "".join(c for c in inner if c in known)
        value, scale = self._product(parts, there, sizes), self.times(*numbers)
        value = scale if value is None else self.map("mul", scale, value)
        if there != inner:
            value = self.expand(value, [k for k, c in enumerate(inner) if c not in there])
        if inner != target:
            return self.embed(value, tuple(sizes[c] for c in target), inner, target)
        return self.broadcast(value, tuple(sizes[c] for c in inner))

    def _stretched(self, operand: Operand, sizes: Mapping[str, Size]) -> Operand:
        """Without axes of size 1 that are stretched, and what was stretched without need."""
        value, letters = self.cast(operand.value), operand.letters
        while value.op == "broadcast" and not value.args[0].weak:
            inner = value.args[0]
            value, letters = inner, letters[len(letters) - inner.rank :] if inner.rank else ""
        if value.op == "broadcast":
            return Operand(value.args[0], "")
        gone = [k for k, size in enumerate(value.shape) if size == ONE and sizes[letters[k]] != ONE]
        return Operand(self.squeeze(value, gone), "".join(c for k, c in enumerate(letters) if k not in gone))

    def _factors(self, operand: Operand, sizes: Mapping[str, Size]) -> list[Operand]:
        """The factors of an operand that is a product of arrays with fewer axes each: it is never stretched itself."""
        found, stack = [], [operand]
        while stack:
            part = stack.pop()
            value, letters = part.value, part.letters
            if value.weak:
                found.append(part)
            elif value.op == "permute":
                inner = "".join(letters[value["order"].index(k)] for k in range(value.rank))
                stack.append(self._stretched(Operand(value.args[0], inner), sizes))
            elif is_map(value, "mul"):
                stack += [self._stretched(Operand(x, letters[len(letters) - x.rank :]), sizes)
                          for x in reversed(value.args)]
            elif is_map(value, "neg"):
                stack += [Operand(value.args[0], letters), Operand(self.number(-1), "")]
            elif is_map(value, "div") and value.args[1].weak:
                stack += [Operand(value.args[0], letters), Operand(self.map("div", self.number(1), value.args[1]), "")]
            else:
                found.append(part)
        return found if all(len(p.letters) < len(operand.letters) for p in found) else [operand]

    def _terms(self, operand: Operand, sizes: Mapping[str, Size]) -> list[Operand]:
        """The terms of an operand that is a sum, each without the axes along which it is stretched."""
        terms, stack = [], [(operand, False)]
        while stack:
            part, minus = stack.pop()
            value, letters = part.value, part.letters
            if value.op == "permute":
                inner = "".join(letters[value["order"].index(k)] for k in range(value.rank))
                stack.append((Operand(value.args[0], inner), minus))
            elif is_map(value, "add"):
                stack += [(self._stretched(Operand(x, letters[len(letters) - x.rank :]), sizes), minus)
                          for x in reversed(value.args)]
            elif is_map(value, "neg"):
                stack.append((Operand(value.args[0], letters), not minus))
            else:
                terms.append(Operand(self.map("neg", value), letters) if minus else part)
        return terms

    def _apart(self, operand: Operand, terms: list[Operand], output: str, alone: bool) -> bool:
        """Whether a sum is multiplied out: one of its terms is mostly zeros, or all have fewer axes than it.

        So a[:, None] - b is never stretched only to be summed.
        """
        if not 1 < len(terms) <= MOST_TERMS:
            return False
        if any(holds_delta(t.value) for t in terms):
            return True
        summed = not alone and not set(operand.letters) <= set(output)
        return summed and all(len(t.letters) < len(operand.letters) for t in terms)

    # products

    def _product(self, parts: Sequence[Operand], output: str, sizes: Mapping[str, Size]) -> Value | None:
        if not parts:
            return None
        left = [self._once(p, [q for k, q in enumerate(parts) if k != place], output) for place, p in enumerate(parts)]
        for first, second in self._order(left, output, sizes):
            rest = [p for k, p in enumerate(left) if k not in (first, second)]
            kept = set(output) | {c for p in rest for c in p.letters}
            wanted = "".join(dict.fromkeys(c for c in left[first].letters + left[second].letters if c in kept))
            if not rest:
                wanted = output
            left = [*rest, self._pair(left[first], left[second], wanted, sizes)]
        return self._ordered(left[0], output)

    def _once(self, part: Operand, others: Sequence[Operand], output: str) -> Operand:
        """Diagonals taken where a letter repeats, letters summed that nothing else has."""
        value, letters = part.value, part.letters
        while len(set(letters)) < len(letters):
            first, second = next((i, j) for j, c in enumerate(letters) for i in range(j) if letters[i] == c)
            shape = tuple(s for k, s in enumerate(value.shape) if k not in (first, second)) + (value.shape[first],)
            value = self.make("diagonal", (value,), shape, value.kind, axes=(first, second))
            letters = "".join(c for k, c in enumerate(letters) if k not in (first, second)) + letters[first]
        kept = set(output) | {c for p in others for c in p.letters}
        alone = [k for k, c in enumerate(letters) if c not in kept]
        return Operand(self.reduce("sum", value, alone), "".join(c for c in letters if c in kept))

    def _order(self, parts: Sequence[Operand], output: str, sizes: Mapping[str, Size]) -> list[tuple[int, int]]:
        """Which two are multiplied in each step; their product comes last in what is left."""
        if len(parts) < 3:
            return [(0, 1)][: len(parts) - 1]
        numbers = {c: self.guess(sizes[c]) for p in parts for c in p.letters}
        equation = ",".join(p.letters for p in parts) + "->" + output
        shapes = [tuple(numbers[c] for c in p.letters) for p in parts]
        search = "dp" if len(parts) <= MOST_SEARCHED else "greedy"
        path = opt_einsum.contract_path(equation, *shapes, shapes=True, optimize=search)[0]
        return [(min(pair), max(pair)) for pair in path]

    def guess(self, size: Size) -> int:
        """A size as a number, to weigh costs with."""
        return max(1, size.value({name: self.typical.get(name, TYPICAL) for name in size.atoms}))

    def _pair(self, left: Operand, right: Operand, output: str, sizes: Mapping[str, Size]) -> Operand:
        a, b = set(left.letters), set(right.letters)
        summed = [c for c in left.letters if c in b and c not in output]
        if not summed:
            union = output
            value = self.map("mul", self.aligned(left, union), self.aligned(right, union))
            return Operand(value, union)
        batch = [c for c in output if c in a and c in b]
        rows = [c for c in output if c in a and c not in b]
        columns = [c for c in output if c in b and c not in a]
        if not batch and not rows and not columns:
            value = self.make("dot", (left.value, self._ordered(right, left.letters)), (), "real")
            return Operand(value, "")
        if len(summed) == 1 and len(rows) <= 1 and len(columns) <= 1 and (rows or columns):
            if rows and columns and output.index(columns[0]) < output.index(rows[0]):
                left, right, rows, columns = right, left, columns, rows
            return self._matmul(left, right, batch, rows, summed, columns)
        shape = tuple(sizes[c] for c in output)
        value = self.make("einsum", (left.value, right.value), shape, "real",
                          equation=f"{left.letters},{right.letters}->{output}")
        return Operand(value, output)

    def _matmul(self, left: Operand, right: Operand, batch: list[str], rows: list[str], summed: list[str],
                columns: list[str]) -> Operand:
        """Matrices (or vectors) of a stack; a vector of a stack is a matrix with one row or column."""
        one = bool(batch)
        first = self._ordered(left, "".join(batch + rows + summed))
        second = self._ordered(right, "".join(batch + summed + columns))
        if one and not rows:
            first = self.expand(first, [len(batch)])
        if one and not columns:
            second = self.expand(second, [second.rank])
        stack = tuple(left.value.shape[left.letters.index(c)] for c in batch)
        shape = stack + first.shape[len(batch) : -1] + (second.shape[-1:] if second.rank > 1 else ())
        value = self.make("matmul", (first, second), shape, "real")
        if one and not (rows and columns):
            value = self.squeeze(value, [len(batch) if not rows else len(batch) + 1])
        return Operand(value, "".join(batch + rows + columns))

    def _ordered(self, part: Operand, output: str) -> Value:
        return self.permute(part.value, [part.letters.index(c) for c in output])

    def aligned(self, part: Operand, output: str) -> Value:
        """With its axes in this order, and axes of size 1 for the letters that it lacks."""
        value = self._ordered(part, "".join(c for c in output if c in part.letters))
        lacking = [k for k, c in enumerate(output) if c not in part.letters]
        first = next((k for k in range(len(output)) if k not in lacking), len(output))
        if lacking and lacking == list(range(first)):
            return value  # leading axes stretch by themselves
        shift = sum(k < first for k in lacking)
        return self.expand(value, [k - shift for k in lacking if k >= first])


def _without_deltas(parts: Sequence[Operand], output: str) -> tuple[list[Operand], dict[str, str]]:
    """Identity matrices and zeros around diagonals taken away: letters that must be equal become one.

    Gives what each letter became.
    """
    same: dict[str, str] = {}

    def root(c: str) -> str:
        while c in same:
            c = same[c]
        return c

    kept = []
    for part in parts:
        value, letters = part.value, part.letters
        groups: list[str] = []
        if value.op == "eye":
            groups = [letters]
        elif value.op == "embed":
            target = value["target"]
            groups = ["".join(c for c, t in zip(letters, target) if t == letter) for letter in value["inner"]]
            inner = "".join(letters[target.index(c)] for c in value["inner"])
            part = Operand(value.args[0], inner if value.args[0].rank else "")
        if value.op != "eye":
            kept.append(part)
        for group in groups:
            for other in group[1:]:
                a, b = root(group[0]), root(other)
                if a != b:
                    first, second = sorted((a, b), key=lambda c: (c not in output, output.find(c)))
                    same[second] = first
    final = {c: root(c) for c in same}
    return [replace(p, letters="".join(final.get(c, c) for c in p.letters)) for p in kept], final


def holds_delta(x: Value) -> bool:
    """Whether an array is mostly zeros by its form: an identity matrix, or a diagonal among zeros."""
    while x.op in ("expand", "permute") or is_map(x, "neg"):
        x = x.args[0]
    return x.op in ("eye", "embed")


def mixes_delta(x: Value) -> bool:
    """Whether a sum has a term that is mostly zeros."""
    left = [x]
    while left:
        x = left.pop()
        while x.op in ("expand", "permute") or is_map(x, "neg"):
            x = x.args[0]
        if is_map(x, "add"):
            left += x.args
        elif holds_delta(x):
            return True
    return False
