"""Sums of products by letters, as NumPy's einsum writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size, at, bind, fresh_index
from lemmata.engine.ops.batches import Array, Call
from lemmata.engine.ops.products import signs
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, same_size, show
from lemmata.engine.ops.structure import Indices, letters
from lemmata.wording import counted


def _einsum_normal(*operands: Expr, subscripts: str) -> dict[str, Any]:
    """Letters in the order of their first occurrence, the result written out, no ellipsis."""
    text = subscripts.replace(" ", "")
    inputs, arrow, output = text.partition("->")
    terms = inputs.split(",")
    if len(terms) != len(operands):
        raise ShapeError(f"einsum: {subscripts!r} has {len(terms)} operands, {len(operands)} given")
    spare = [c for c in letters(52)[::-1] if c not in text]
    widest = max((x.rank - len(t) + 3 for t, x in zip(terms, operands) if "..." in t), default=0)
    dots = "".join(spare[:widest])
    terms = [t.replace("...", dots[len(dots) - (x.rank - len(t) + 3) :] if x.rank - len(t) + 3 else "")
             for t, x in zip(terms, operands)]
    if not arrow:
        joined = "".join(terms)
        output = dots + "".join(sorted(c for c in set(joined) - set(dots) if joined.count(c) == 1))
    output = output.replace("...", dots)
    if not all(c.isalpha() for c in "".join(terms) + output):
        raise ShapeError(f"einsum: {subscripts!r} may contain letters, commas, '...' and '->'")
    for c in output:
        if output.count(c) > 1 or not any(c in t for t in terms):
            raise ShapeError(f"einsum: {c!r} in the result of {subscripts!r} must be a letter of the operands, once")
    order = dict.fromkeys("".join(terms))
    names = dict(zip(order, letters(52)))
    rename = str.maketrans(names)
    return {"subscripts": ",".join(terms).translate(rename) + "->" + output.translate(rename)}


def _einsum_terms(subscripts: str) -> tuple[list[str], str]:
    inputs, _, output = subscripts.partition("->")
    return inputs.split(","), output


def _einsum_sizes(operands: Sequence[Expr], subscripts: str) -> dict[str, Size]:
    sizes: dict[str, Size] = {}
    for term, x in zip(_einsum_terms(subscripts)[0], operands):
        if len(term) != x.rank:
            raise ShapeError(f"einsum: {term!r} names {counted(len(term), 'axis')} of an array of shape "
                             f"{show(x.shape)}")
        for letter, size in zip(term, x.shape):
            sizes[letter] = same_size("einsum", sizes[letter], size) if letter in sizes else size
    return sizes


def _einsum_shape(*operands: Expr, subscripts: str) -> Shape:
    sizes = _einsum_sizes(operands, subscripts)
    return tuple(sizes[c] for c in _einsum_terms(subscripts)[1])


def _einsum_entry(indices: Indices, *operands: Expr, subscripts: str) -> Expr:
    terms, output = _einsum_terms(subscripts)
    sizes = _einsum_sizes(operands, subscripts)
    place = dict(zip(output, indices))
    inner = [c for c in sizes if c not in place]
    place.update((c, fresh_index()) for c in inner)
    entry = None
    for term, x in zip(terms, operands):
        factor = at(x, *(place[c] for c in term))
        entry = factor if entry is None else apply("mul", entry, factor)
    assert entry is not None
    for c in reversed(inner):
        entry = bind("sum", place[c], entry, 0, sizes[c])
    return entry


def _einsum_back(g: Expr, out: Expr, *operands: Expr, subscripts: str) -> list[Expr]:
    """The cotangent takes the operand's place; a letter of its own alone becomes ones, a repeated one a delta."""
    terms, output = _einsum_terms(subscripts)
    sizes = _einsum_sizes(operands, subscripts)
    result = []
    for k, term in enumerate(terms):
        others = [(t, x) for j, (t, x) in enumerate(zip(terms, operands)) if j != k]
        known = output + "".join(t for t, _ in others)
        spare = iter(letters(52, len(sizes)))
        target = ""
        extra: list[tuple[str, Expr]] = []
        for place, c in enumerate(term):
            if c in term[:place]:
                new = next(spare)
                extra.append((c + new, apply("eye", n=sizes[c])))
                target += new
                continue
            if c not in known:
                extra.append((c, apply("ones", shape=(sizes[c],))))
            target += c
        factors = [(output, g), *others, *extra]
        names = ",".join(t for t, _ in factors)
        result.append(apply("einsum", *(x for _, x in factors), subscripts=f"{names}->{target}"))
    return result


def _einsum_numpy(call: Call, *operands: Any) -> Array:
    terms, output = _einsum_terms(call.params["subscripts"])
    arrays = [np.asarray(x) for x in operands]
    return np.einsum(",".join("..." + t for t in terms) + "->..." + output, *arrays,
                     optimize=len(arrays) > 2 and arrays[0].dtype != object)


register(
    Op(name="einsum", about="sum of products by letters: einsum(A, B, 'ij,jk->ik') = A @ B", arity=None,
       group="products", sort=None, params={"subscripts": ""}, normal=_einsum_normal, shape=_einsum_shape,
       entry=_einsum_entry, facts=lambda *facts: signs(*facts) if facts else [], numpy=_einsum_numpy, generic=True,
       vjp=_einsum_back, samples=("A: real[m n]", "B: real[n k]"),
       cases=({"subscripts": "ij,jk->ik"}, {"subscripts": "ij,jk->"}, {"subscripts": "ij,jk->kji"})),
)
