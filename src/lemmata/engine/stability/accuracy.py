"""The accuracy of a formula in floats: how many bits it loses, where, and which operation loses them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, Size, Symbol, substitute, symbols
from lemmata.engine.stability.blame import blamed
from lemmata.engine.stability.epsilons import Epsilon, epsilons
from lemmata.engine.stability.faults import KINDS
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.measuring import bits_of, computed
from lemmata.engine.stability.sampling import sampled
from lemmata.engine.stability.truth import Truth, by_point, only
from lemmata.engine.writers import to_declarations, to_text

if TYPE_CHECKING:
    from lemmata.engine.stability.worked import Worked

SHOWN = 4  # entries of an array that are written out
FORMS = {"written": "as written", "program": "as its compiled program"}


@dataclass(frozen=True)
class Blame:
    """An operation that loses bits, in one way.

    operation  as text
    kind       overflow, invalid, underflow, cancellation, absorption, amplification or rounding
    share      of all bits that are lost
    bits       that are lost on average where it is to blame
    at         the inputs where it loses most, as text by name
    """

    operation: str
    kind: str
    share: float
    bits: float
    at: Mapping[str, str]

    @property
    def why(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]

    def __str__(self) -> str:
        return f"{self.operation}: {self.kind} ({self.share:.0%} of the loss)"


@dataclass(frozen=True)
class Part:
    """What is lost among some of the points, or in one of several values."""

    name: str
    points: int
    mean: float
    worst: float


@dataclass(frozen=True, eq=False)
class Accuracy:
    """Bits lost in floats, against certified values: log2(1 + ulps) at each point.

    Of an array, the mean over its entries; but all bits of the format where one is NaN, or infinite in error.

    formula       as text; `vars` its declarations
    dtype         the format of the numbers
    form          what was computed: the formula as written, its program, or a function's name
    where, seed   by which the points were drawn
    points        how many were measured
    mean, median, worst     bits lost
    at            the inputs at the worst point, as text by name; `found` there, and `true`
    overflow      share of the points whose value is infinite in error; `underflow` 0 in error; `nan` NaN in error
    undefined     how many points were drawn outside of the domain, and left out
    unsamplable   how many are missing, as no precision tells the value there, or almost none lie in the domain
    blame         which operations lose the bits, most harmful first; none for a function that is no formula
    parts         by size, and by value where there are several
    epsilons      small constants that keep it from the ends of its domain, and what they change
    bits          at each point
    truth         the points with their certified values
    values        what was found there, by name
    """

    formula: str
    vars: str
    dtype: str
    form: str
    where: str
    seed: int
    points: int
    mean: float
    median: float
    worst: float
    at: Mapping[str, str]
    found: str
    true: str
    overflow: float
    underflow: float
    nan: float
    undefined: int
    unsamplable: int
    blame: tuple[Blame, ...]
    parts: tuple[Part, ...]
    epsilons: tuple[Epsilon, ...]
    bits: Array
    truth: Truth
    values: Mapping[str, Sequence[Array]]

    @property
    def each(self) -> dict[str, Accuracy]:
        """Where several values were computed together: each alone at the same points, by name, with its own blame."""
        declared = {symbol.name: symbol for symbol in symbols(*self.truth.exprs)}
        return {name: assembled([values], only(self.truth, place), [name], declared, self.form, self.where, self.seed,
                                blames=self.form == FORMS["written"])
                for place, (name, values) in enumerate(self.values.items())}

    @property
    def format(self) -> Format:
        return self.truth.format

    @property
    def worked(self) -> Worked | None:
        """The formula as written at the worst point, operation by operation, in numbers to be checked by hand.

        None where something else was computed, or at no point.
        """
        from lemmata.engine.stability.worked import worked

        if self.form != FORMS["written"] or not self.points:
            return None
        return worked(self.truth, worst_of(self.truth, self.bits), self.worst, self.where)

    def quantile(self, share: float) -> float:
        """The bits that are lost at most in this share of the points."""
        return float(np.quantile(self.bits, share)) if len(self.bits) else float("nan")

    def text(self, width: int = 78) -> str:
        """Table, plot and blame for a terminal."""
        from lemmata.engine.stability.texts import text

        return text(self, width)

    def plot(self, variable: str = "", backend: str = "plotly") -> Any:
        """Bits against a variable (default: the one that tells most of them), by Plotly or Matplotlib.

        Raises ValueError for an unknown variable, PictureError for another backend.
        """
        from lemmata.engine.pictures import draw
        from lemmata.engine.stability.profiles import picture

        return draw(picture(self, variable), backend)

    def as_dict(self) -> dict[str, Any]:
        """All but the single points, as JSON has it: what is not finite is a text."""
        own = {name: getattr(self, name) for name in (
            "formula", "vars", "dtype", "form", "where", "seed", "points", "mean", "median", "worst", "at", "found",
            "true", "overflow", "underflow", "nan", "undefined", "unsamplable")}
        own["at"] = dict(self.at)
        own |= {"quantile_90": self.quantile(0.9),
                "blame": [{"operation": b.operation, "kind": b.kind, "why": b.why, "share": b.share, "bits": b.bits,
                           "at": dict(b.at)} for b in self.blame],
                "parts": [vars(part) for part in self.parts],
                "epsilons": [e.as_dict() for e in self.epsilons]}
        return {name: _plain(value) for name, value in own.items()}

    def json(self, **options: Any) -> str:
        return json.dumps(self.as_dict(), **options)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return (f"<Accuracy of {self.formula} in {self.dtype}, {self.form}: mean {self.mean:.2f}, worst "
                f"{self.worst:.1f} bits lost at {self.points:,} points>")

    def _repr_html_(self) -> str:
        from lemmata.engine.stability.pages import page

        return page(self)


def accuracy_of(exprs: Sequence[Expr], names: Sequence[str], declared: Mapping[str, Symbol], format: Format,
                where: str | None = None, points: int = 8000, seed: int = 0, form: str = "written",
                computing: Sequence[Expr] = ()) -> Accuracy:
    """The accuracy of formulas that are computed together; `names` are those of their values.

    computing   what is computed in their place: other formulas of the same values; no operation is blamed then
    """
    if points < 1:
        raise ValueError(f"{points} points; measure at 1 or more")
    wanted = [unfold(expr) for expr in exprs]
    known = sampled(wanted, declared, format, where, points, seed)
    values = computed([unfold(expr) for expr in computing] or wanted, known, form)
    other = form == "written" and bool(computing)
    return assembled(values, known, names, declared, f"computed as {to_text(computing[0])}" if other else FORMS[form],
                     where, seed, blames=form == "written" and not other)


def assembled(values: Sequence[Sequence[Array]], known: Truth, names: Sequence[str], declared: Mapping[str, Symbol],
              form: str, where: str | None, seed: int, blames: bool) -> Accuracy:
    """The accuracy of values that were computed at the points of a truth."""
    bits = bits_of(values, known)
    worst = worst_of(known, bits)
    at = _at(known, worst) if len(bits) else {}
    found, true = _both(values, known, worst, names) if len(bits) else ("", "")
    shares = _shares(values, known)
    blame = to_blame(known, bits) if blames and len(bits) else ()
    return Accuracy(
        formula=to_text(known.exprs[0]), vars=to_declarations(declared.values()), dtype=known.format.name, form=form,
        where=where or "", seed=seed, points=len(bits), mean=float(bits.mean()) if len(bits) else float("nan"),
        median=float(np.median(bits)) if len(bits) else float("nan"),
        worst=float(bits.max()) if len(bits) else float("nan"), at=at, found=found, true=true,
        overflow=shares[0], underflow=shares[1], nan=shares[2], undefined=known.undefined,
        unsamplable=known.unsamplable, blame=blame, parts=_parts(values, known, bits, names),
        epsilons=epsilons(known.exprs[0], known.points) if len(bits) else (), bits=bits, truth=known,
        values=dict(zip(names, values)))


def to_blame(known: Truth, bits: Array) -> tuple[Blame, ...]:
    """The operations of the truth's first formula that lose the bits, most harmful first."""
    return tuple(Blame(text_of(node), kind, share, lost, _at(known, place))
                 for node, kind, share, lost, place in blamed(known, bits))


def worst_of(known: Truth, bits: Array) -> int:
    """The place of the worst point, of several the one with the plainest numbers; -1 where there is none."""
    return known.points.plainest(np.flatnonzero(bits >= bits.max() - 0.5)) if len(bits) else -1


def text_of(node: Expr) -> str:
    """An operation as text, with letters for the indices of the binders around it.

    >>> from lemmata.engine.expr import at, symbol
    >>> text_of(at(symbol("x", ["n"]), "%3")**2)
    'x[i]**2'
    """
    letters = dict(zip(sorted(node.free, key=lambda name: int(name[1:])), "ijklmpqrst"))
    return to_text(substitute(node, sizes={name: Size.of(letter) for name, letter in letters.items()})
                   if letters else node)


def _shares(values: Sequence[Sequence[Array]], known: Truth) -> tuple[float, float, float]:
    """Of the points, those with a value that is infinite, 0, or NaN in error."""
    counts = np.zeros(3)
    right = known.rounded()
    for place, k in enumerate(known.known):
        wrong = np.zeros((3, k.group.count), bool)
        for one, other in zip(values, right):
            got, true = (np.asarray(v[place]).reshape(k.group.count, -1) for v in (one, other))
            for row, found in enumerate((np.isinf(got) & (got != true), (got == 0) & (true != 0), np.isnan(got))):
                wrong[row] |= found.any(axis=1)
        counts += wrong.sum(axis=1)
    overflow, underflow, nan = (counts / max(known.count, 1)).tolist()
    return overflow, underflow, nan


def _parts(values: Sequence[Sequence[Array]], known: Truth, bits: Array, names: Sequence[str]) -> tuple[Part, ...]:
    found, start = [], 0
    if len(names) > 1:
        right = known.rounded()
        for name, one, other in zip(names, values, right):
            each = np.concatenate([by_point(a, b, known.format) for a, b in zip(one, other)] or [np.zeros(0)])
            if len(each):
                found.append(Part(name, len(each), float(each.mean()), float(each.max())))
    for k in known.known:
        mine = bits[start:start + k.group.count]
        start += k.group.count
        if len(known.known) > 1:
            name = ", ".join(f"{n} = {size}" for n, size in k.group.sizes.items())
            found.append(Part(name, len(mine), float(mine.mean()), float(mine.max())))
    return tuple(found)


def _both(values: Sequence[Sequence[Array]], known: Truth, place: int, names: Sequence[str]) -> tuple[str, str]:
    """What was found at a point, and what is true there, of the value (or the one of several) that is worse."""
    right = known.rounded()
    for group, k in enumerate(known.known):
        if place < k.group.count:
            pairs = [(np.asarray(v[group])[place], t[group][place]) for v, t in zip(values, right)]
            lost = [by_point(got[None], true[None], known.format)[0] for got, true in pairs]
            chosen = int(np.argmax(lost))
            got, true = pairs[chosen]
            if got.ndim:
                entry = np.unravel_index(int(np.argmax(known.format.lost(got, true))), got.shape)
                name = f"[{', '.join(map(str, entry))}]: "
                return name + number_text(got[entry], known.format), name + number_text(true[entry], known.format)
            return number_text(got, known.format), number_text(true, known.format)
        place -= k.group.count
    return "", ""


def _at(known: Truth, place: int) -> dict[str, str]:
    """The inputs of a point as text."""
    return inputs_of(*known.points.at(place), known.format)


def inputs_of(sizes: Mapping[str, int], values: Mapping[str, Any], format: Format) -> dict[str, str]:
    """One point as text."""
    found = {name: str(size) for name, size in sizes.items()}
    for name, value in values.items():
        flat = [number_text(v, format) for v in np.asarray(value).ravel()[:SHOWN]]
        rest = ", ..." if np.size(value) > SHOWN else ""
        found[name] = f"[{', '.join(flat)}{rest}]" if np.ndim(value) else flat[0]
    return found


def number_text(value: Any, format: Format) -> str:
    """The shortest decimal that the format rounds to this number.

    >>> from lemmata.engine.stability import FORMATS
    >>> number_text(np.float64(np.float32(0.1)), FORMATS["float32"]), number_text(1e20, FORMATS["float64"])
    ('0.1', '1e+20')
    >>> number_text(10, FORMATS["float16"])
    '10'
    """
    number = float(value) + 0.0  # no -0
    if not np.isfinite(number):
        return str(number)
    for digits in range(1, 18):
        text = f"{number:.{digits}g}"
        if float(format.rounded(np.asarray(float(text)))) == number:
            return repr(float(text)).removesuffix(".0")
    return repr(number)


def _plain(value: Any) -> Any:
    """Numbers that JSON has; others as text."""
    if isinstance(value, float):
        return value if np.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value
