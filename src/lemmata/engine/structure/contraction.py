"""Sums of products over indices at arrays: contracted, or multiplied with vectors, never more than is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Size, integer
from lemmata.engine.notation.terms import Term, age
from lemmata.engine.structure.entries import Entries, equal_indices
from lemmata.engine.structure.products import einsum

Array = np.ndarray[Any, Any]
WORTH = 64  # multiplications a stored number that it may take to contract factors before they are used


def length(size: Size, value: Callable[[Expr], Any], sizes: Mapping[str, int]) -> int:
    """A size at arrays; where these don't tell it, asking for its value says what is missing."""
    return size.value(sizes) if size.atoms <= sizes.keys() else int(value(integer(size)))


@dataclass
class Product:
    """Arrays at indices, to be multiplied; equal indices have one letter."""

    factor: Any
    operands: list[tuple[Array, list[int]]]


class Contraction:
    """The factors of the entries at arrays; each is evaluated once."""

    def __init__(self, entries: Entries, value: Callable[[Expr], Array], sizes: Mapping[str, int]):
        self.entries, self.value, self.sizes = entries, value, sizes
        self.known: dict[Expr, Array] = {}
        self.lengths: dict[str, int] = {}
        self.codes: dict[str, int] = {}

    def at(self, array: Expr) -> Array:
        if array not in self.known:
            found = np.asarray(self.value(array))
            self.known[array] = found if found.dtype.kind == "f" else found.astype(float)
        return self.known[array]

    def length(self, name: str) -> int:
        if name not in self.lengths:
            self.lengths[name] = length(self.entries.sizes[name], self.value, self.sizes)
        return self.lengths[name]

    def size(self, names: Iterable[str]) -> int:
        return prod(self.length(name) for name in names)

    def code(self, name: str) -> int:
        return self.codes.setdefault(name, len(self.codes))

    def product(self, term: Term) -> Product:
        """The operands of a product; an index that its deltas make equal to another is called by that."""
        operands: list[tuple[Array, list[int]]] = []
        factor: Any = float(term.coefficient)
        for f, power in sorted(term.powers.items(), key=lambda item: [age(i) for i in item[0].indices]):
            array = self.at(f.array)
            if power != 1:
                array = array ** (int(power) if power.denominator == 1 else float(power))
            if array.ndim:
                operands.append((array, [self.code(i) for i in f.indices]))
            else:
                factor = factor * array[()]
        used = {i for f in term.powers for i in f.indices}
        for name in term.bound:
            if name not in used:
                factor = factor * self.length(name)
        return self.condensed(Product(factor, operands), {self.code(i) for i in term.bound})

    def condensed(self, product: Product, bound: set[int]) -> Product:
        """With factors contracted that are smaller together than apart, where that is little work."""
        for index in sorted(bound):
            touching = [(a, c) for a, c in product.operands if index in c]
            if len(touching) < 2:
                continue
            rest = [(a, c) for a, c in product.operands if index not in c]
            inside = {i: n for a, c in touching for i, n in zip(c, a.shape)}
            kept = [i for i in inside if i not in bound or any(i in c for _, c in rest)]
            stored = sum(a.size for a, _ in touching)
            if prod(inside[i] for i in kept) <= stored and prod(inside.values()) <= WORTH * stored:
                product = Product(product.factor, [*rest, (einsum(touching, kept), kept)])
        return product

    def array(self, terms: Sequence[Term], names: Sequence[str]) -> Array:
        """The array over indices."""
        shape = tuple(self.length(name) for name in names)
        total: Array | None = None
        for term in terms:
            product = self.product(term)
            operands = [*product.operands]
            for pair in term.deltas:
                one, other = sorted(pair, key=age)
                operands.append((np.eye(self.length(one), dtype=self.dtype), [self.code(one), self.code(other)]))
            used = {c for _, codes in operands for c in codes}
            kept = [name for name in names if self.code(name) in used]
            part = np.asarray(product.factor, dtype=self.dtype)
            if operands:
                part = einsum(operands, [self.code(n) for n in kept]) * part
            part = part.reshape([self.length(n) if n in kept else 1 for n in names])
            total = part if total is None else total + part
        if total is None:
            return np.zeros(shape, self.dtype)
        return np.array(np.broadcast_to(total, shape))

    @cached_property
    def dtype(self) -> np.dtype[Any]:
        """The type of the entries: as precise as the arrays are."""
        found = [self.at(f.array).dtype for t in self.entries.terms for f in t.powers if f.indices]
        return np.result_type(*found) if found else np.dtype(float)

    def multiplier(self, rows: Sequence[str], columns: Sequence[str]) -> Callable[[Array], Array]:
        """The product with arrays over (columns, k), as arrays over (rows, k)."""
        extra = self.code("")
        plans = [self._plan(term, rows, columns, extra) for term in self.entries.terms]
        shape = tuple(self.length(name) for name in rows)

        def multiply(vectors: Array) -> Array:
            total = np.zeros((*shape, vectors.shape[-1]), np.result_type(self.dtype, vectors.dtype))
            for factor, operands, taken, kept, spread in plans:
                part = einsum([*operands, (vectors, taken)], [*kept, extra])
                total += factor * part.reshape([*spread, vectors.shape[-1]])
            return total

        return multiply

    def _plan(self, term: Term, rows: Sequence[str], columns: Sequence[str], extra: int) -> Any:
        product = self.product(term)
        same = equal_indices(term)
        operands, letters = [*product.operands], []
        for name in rows:  # rows that are equal to each other: all others are zero
            letter = self.code(same.get(name, name))
            if letter in letters:
                operands.append((np.eye(self.length(name), dtype=self.dtype), [letter, self.code(name)]))
                letter = self.code(name)
            letters.append(letter)
        taken = [self.code(same.get(j, j)) for j in columns] + [extra]
        used = {c for _, codes in operands for c in codes} | {*taken}
        kept = [c for c in letters if c in used]
        spread = [self.length(i) if c in used else 1 for i, c in zip(rows, letters)]
        return product.factor, operands, taken, kept, spread

