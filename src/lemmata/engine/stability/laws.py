"""Laws by which numbers are drawn: uniform over the floats of a format, and what data looks like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lemmata.engine.stability.formats import Array, Format

Draw = Callable[[np.random.Generator, tuple[int, ...], Format], Array]


def floats(rng: np.random.Generator, shape: tuple[int, ...], format: Format, low: float = -np.inf,
           high: float = np.inf) -> Array:
    """Every finite float between low and high as likely as every other: uniform in the logarithm, both signs."""
    ends = np.clip(np.array([low, high]), -format.largest, format.largest)
    first, last = format.order(format.rounded(ends)).tolist()
    return format.number(rng.integers(first, last, size=shape, endpoint=True, dtype=np.int64))


def normal(rng: np.random.Generator, shape: tuple[int, ...], format: Format, mean: float = 0.0,
           deviation: float = 1.0) -> Array:
    return rng.normal(mean, deviation, shape)


def uniform(rng: np.random.Generator, shape: tuple[int, ...], format: Format, low: float = 0.0,
            high: float = 1.0) -> Array:
    return rng.uniform(low, high, shape)


def lognormal(rng: np.random.Generator, shape: tuple[int, ...], format: Format, mean: float = 0.0,
              deviation: float = 1.0) -> Array:
    return rng.lognormal(mean, deviation, shape)


def loguniform(rng: np.random.Generator, shape: tuple[int, ...], format: Format, low: float = 1e-3,
               high: float = 1e3) -> Array:
    """Positive numbers, uniform in the logarithm."""
    return np.exp(rng.uniform(np.log(low), np.log(high), shape))


def integers(rng: np.random.Generator, shape: tuple[int, ...], format: Format, low: float = 0.0,
             high: float = 10.0) -> Array:
    return rng.integers(int(low), int(high), size=shape, endpoint=True).astype(float)


def values(rng: np.random.Generator, shape: tuple[int, ...], format: Format, *given: float) -> Array:
    """One of the numbers that are listed."""
    return rng.choice(np.array(given, dtype=float), size=shape)


def offset(rng: np.random.Generator, shape: tuple[int, ...], format: Format, size: float = 0.0,
           deviation: float = 1.0) -> Array:
    """Normal numbers far from 0, all of a point around the same one: `size`, or one of 1 to 10 ** (digits - 2)."""
    far = np.full(shape[:1], size)
    if not size:
        digits = (format.precision - 1) * np.log10(2)
        far = 10 ** rng.uniform(0, max(digits - 2, 1), shape[:1]) * rng.choice([-1.0, 1.0], shape[:1])
    return far.reshape(-1, *[1] * (len(shape) - 1)) + rng.normal(0, deviation, shape)


@dataclass(frozen=True)
class Law:
    """A law by its name and its numbers, `normal(0, 30)`."""

    name: str
    numbers: tuple[float, ...] = ()

    def __call__(self, rng: np.random.Generator, shape: tuple[int, ...], format: Format) -> Array:
        return LAWS[self.name].draw(rng, shape, format, *self.numbers)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{n:g}' for n in self.numbers)})" if self.numbers else self.name


@dataclass(frozen=True)
class _Known:
    draw: Callable[..., Array]
    about: str
    least: int = 0
    most: int | None = 2
    check: Callable[[Sequence[float]], bool] = lambda numbers: True


def _ordered(numbers: Sequence[float]) -> bool:
    return len(numbers) < 2 or numbers[0] <= numbers[1]


def _spread(numbers: Sequence[float]) -> bool:
    return len(numbers) < 2 or numbers[1] >= 0


LAWS = {
    "floats": _Known(floats, "floats(low, high): every float as likely", check=_ordered),
    "normal": _Known(normal, "normal(mean, deviation)", check=_spread),
    "uniform": _Known(uniform, "uniform(low, high)", check=_ordered),
    "lognormal": _Known(lognormal, "lognormal(mean, deviation) of the logarithm", check=_spread),
    "loguniform": _Known(loguniform, "loguniform(low, high), both positive", 2,
                         check=lambda n: 0 < n[0] <= n[1] < np.inf),
    "integers": _Known(integers, "integers(low, high)", check=_ordered),
    "values": _Known(values, "values(a, b, ...): one of these", 1, None),
    "offset": _Known(offset, "offset(size, deviation): around a number far from 0", check=_spread),
}


def law(name: str, numbers: Sequence[float]) -> Law:
    """A law of that name.

    Raises ValueError with the known ones, or with what its numbers have to be.
    """
    if name not in LAWS:
        raise ValueError(f"no law {name!r}; write one of {'; '.join(k.about for k in LAWS.values())}; or a number")
    known = LAWS[name]
    fits = known.least <= len(numbers) and (known.most is None or len(numbers) <= known.most)
    if not fits or not known.check(numbers) or any(np.isnan(numbers)):
        raise ValueError(f"{name}({', '.join(f'{n:g}' for n in numbers)}) is no law; write {known.about}")
    return Law(name, tuple(numbers))



def mixed(parts: Sequence[tuple[float, Draw]]) -> Draw:
    """Some points by each of the laws, with these weights."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], format: Format) -> Array:
        weights = np.array([weight for weight, _ in parts])
        chosen = rng.choice(len(parts), size=shape[0], p=weights / weights.sum())
        found = np.empty(shape)
        for place, (_, part) in enumerate(parts):
            mine = np.flatnonzero(chosen == place)
            if len(mine):
                found[mine] = part(rng, (len(mine), *shape[1:]), format)
        return found
    return draw
