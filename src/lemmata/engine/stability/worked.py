"""A formula worked out at one point, operation by operation: in floats, and what is true."""

from __future__ import annotations

from dataclasses import dataclass, replace

import flint
import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported
from lemmata.engine.evaluation.budget import BudgetError, Split
from lemmata.engine.expr import DOMAINS, Expr, Symbol, symbols
from lemmata.engine.notation import whole
from lemmata.engine.stability.accuracy import SHOWN, inputs_of, number_text, text_of
from lemmata.engine.stability.balls import ExtendedBalls
from lemmata.engine.stability.diagnosing.losses import Loss, losses_of
from lemmata.engine.stability.diagnosing.values import parts_of
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.measuring import bits_of, computed
from lemmata.engine.stability.points import Group, Over, Points
from lemmata.engine.stability.truth import Truth, truth
from lemmata.engine.writers import to_latex
from lemmata.engine.writers.latex.hand import by_hand
from lemmata.engine.writers.latex.writer import Notation

MOST = 16  # operations that are written out
BITS = 256  # of the balls: more digits than are shown
DIGITS = 24  # that are shown of what is true
PLAIN = (1, 2, 3)  # digits of inputs that are tried, so that the point can be typed in
ENOUGH = 0.9  # share of the bits that the rounded point has to lose


@dataclass(frozen=True)
class Operation:
    """One operation of a formula at a point: its value in floats, and the true one, which has more digits."""

    text: str
    latex: str
    found: str
    true: str
    right: bool


@dataclass(frozen=True)
class Worked:
    """A formula at a point.

    at          the inputs, as text by name
    bits        that are lost there
    operations  in the order in which they are worked out; none where there are many
    losses      those that lose bits
    """

    at: dict[str, str]
    bits: float
    operations: tuple[Operation, ...] = ()
    losses: tuple[Loss, ...] = ()


def worked(known: Truth, place: int, bits: float, where: str) -> Worked:
    """The first formula of a truth at one of its points, or at one nearby with fewer digits that loses as much.

    bits   that are lost there; `where`: by which the points were drawn
    """
    group, root = _group(known, place), whole(known.exprs[0])
    if not _conditions(known, where):
        group = _plainer(known, group, bits)
    inputs = inputs_of(group.sizes, {name: v[0] for name, v in group.values.items()}, known.format)
    here = Worked(inputs, _lost(known, group) or bits)
    try:
        parts = parts_of(root, group, known.format)
        losses = tuple(losses_of(root, parts, group, known.format))
    except (Unsupported, Undefined, Split, BudgetError, ValueError, ArithmeticError):
        return here
    nodes = [node for node in parts if not isinstance(node, Symbol)]
    if len(nodes) > MOST:
        return replace(here, losses=losses)
    truths = _certified(nodes, group)
    return replace(here, losses=losses, operations=tuple(
        _operation(node, parts[node].found, truths.get(node, parts[node].true), known.format, by_hand(root))
        for node in nodes))


def _group(known: Truth, place: int) -> Group:
    for k in known.known:
        if place < k.group.count:
            return k.group[place:place + 1]
        place -= k.group.count
    raise IndexError(f"no point {place}; there are {known.count}")


def _conditions(known: Truth, where: str) -> bool:
    """Whether the points have more to meet than each entry by itself: rounded ones may not."""
    whole = (DOMAINS[s.domain].rank is not None and s.domain != "labels" for s in symbols(*known.exprs))
    return any(mark in where for mark in "<>=") or any(whole)


def _plainer(known: Truth, group: Group, bits: float) -> Group:
    """The point with the fewest digits that loses nearly as much."""
    for digits in PLAIN:
        values = {name: known.format.rounded(_rounded(v, digits)) if v.dtype.kind == "f" else v
                  for name, v in group.values.items()}
        other = Group(group.sizes, values, 1)
        lost = _lost(known, other)
        if lost is not None and lost >= ENOUGH * bits:
            return other
    return group


def _rounded(values: Array, digits: int) -> Array:
    return np.array([float(f"{v:.{digits}g}") for v in values.ravel()]).reshape(values.shape)


def _lost(known: Truth, group: Group) -> float | None:
    """Bits lost at one point; None where it is outside of the domain, or its value is not certain."""
    here = truth(known.exprs, Points(known.format, (group,)))
    return float(bits_of(computed(known.exprs, here), here)[0]) if here.count else None


def _certified(nodes: list[Expr], group: Group) -> dict[Expr, Array]:
    """The values as balls, of those that have one."""
    found = {}
    balls = ExtendedBalls(BITS, infinite=any(np.isinf(v).any() for v in group.values.values()))
    with balls.context():
        over = Over(group, balls)
        for node in nodes:
            try:
                found[node] = over.over_points(over.value(node))[0]
            except (Unsupported, Undefined, Split, ValueError, ZeroDivisionError):
                continue
    return found


def _operation(node: Expr, found: Array, true: Array, format: Format, notation: Notation) -> Operation:
    one, other = np.asarray(found), np.asarray(true)
    pairs = [_pair(a, b, format) for a, b in zip(one.ravel()[:SHOWN], other.ravel()[:SHOWN])]
    rest = ", ..." if one.size > SHOWN else ""
    texts = [f"[{', '.join(column)}{rest}]" if one.ndim else column[0] for column in zip(*pairs)] or ["", ""]
    return Operation(text_of(node), to_latex(node, notation), texts[0], texts[1], texts[0] == texts[1])


def _pair(found: float, true: flint.arb | float, format: Format) -> tuple[str, str]:
    """A number in floats, and the true one with so many digits that the two can be told apart.

    >>> from lemmata.engine.stability import FORMATS
    >>> with flint.ctx.workprec(100):
    ...     _pair(1.0, 1 + flint.arb("1e-17"), FORMATS["float64"])
    ('1', '1.00000000000000001')
    """
    shown = number_text(found, format)
    if not isinstance(true, flint.arb):
        return shown, number_text(true, format)
    if not true.is_finite() or not np.isfinite(found):
        return shown, _decimal(true, 6)
    away = abs(true - flint.arb(found))
    if away.contains(0):
        return shown, shown
    size = float((abs(true) / away).log().mid()) / np.log(10)  # digits that are the same
    return shown, _decimal(true, min(DIGITS, max(6, int(np.ceil(size)) + 1)))


def _decimal(true: flint.arb, digits: int) -> str:
    """A ball's middle in so many digits."""
    if not true.is_finite():
        return "nan" if true.is_nan() else str(float(true.mid()))
    text = true.mid().str(digits, radius=False)
    mantissa, mark, exponent = text.partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + mark + exponent
