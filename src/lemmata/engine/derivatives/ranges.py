"""Where opened indices lie: what has to be proved before a delta may be eliminated."""

from __future__ import annotations

from lemmata.engine.expr import Bind, Expr, Size, Symbol, apply_at, as_size, is_size


class Ranges:
    """The ranges of opened indices (low <= i < high); a dim is at least 1.

    >>> ranges, i = Ranges(), Size.of("%1")
    >>> ranges.add(i, Size.of(0), Size.of("n"))
    >>> ranges.proves_nonnegative(Size.of("n") - 1 - i), ranges.proves_nonnegative(i - 1)
    (True, False)
    """

    def __init__(self) -> None:
        self._of: dict[str, tuple[Size, Size]] = {}

    def add(self, index: Size, low: Size, high: Size) -> None:
        assert index.atom is not None
        self._of[index.atom] = (low, high)

    def proves_nonnegative(self, size: Size) -> bool:
        """Whether the size is >= 0 at all values of its indices and dims."""
        while True:
            # the index opened last first: its range may depend on those opened before it
            known = sorted((a for a in size.atoms if a in self._of), key=lambda a: int(a[1:]))
            if not known:
                break
            atom = known[-1]
            sign = _slope(size, atom)
            if sign is None:
                return False
            low, high = self._of[atom]
            size = size.substitute({atom: low if sign > 0 else high - 1})
        if any(atom[0] in "#%" for atom in size.atoms):
            return False
        from_one = size.substitute({atom: Size.of(atom) + 1 for atom in size.atoms})
        return all(factor >= 0 for _, factor in from_one.terms)

    def proves_at_least(self, position: Expr, low: Size) -> bool:
        if is_size(position):
            return self.proves_nonnegative(as_size(position) - low)
        return _classes(position) is not None and self.proves_nonnegative(-low)

    def proves_labels(self, labels: Expr, size: Size) -> bool:
        """Whether all entries of an array are positions on an axis of that size."""
        classes = _classes(labels)
        return classes is not None and self.proves_nonnegative(size - classes)

    def proves_below(self, position: Expr, high: Size) -> bool:
        if is_size(position):
            return self.proves_nonnegative(high - 1 - as_size(position))
        classes = _classes(position)
        return classes is not None and self.proves_nonnegative(high - classes)


def _slope(size: Size, atom: str) -> int | None:
    """1 or -1 where the size rises or falls with the atom, whatever the dims; None if unknown."""
    signs = set()
    for monomial, factor in size.terms:
        powers = dict(monomial)
        power = powers.pop(atom, 0)
        if power == 0:
            continue
        if power > 1 or any(other[0] in "#%" for other in powers):
            return None
        signs.add(1 if factor > 0 else -1)
    return signs.pop() if len(signs) == 1 else None


def _classes(position: Expr) -> Size | None:
    """How many values there are, from 0 on: of an entry of labels, of the place of an extremum."""
    if isinstance(position, Bind) and position.binder in ("argmax", "argmin") and all(map(is_size, position.range)):
        low, high = map(as_size, position.range)
        return high - low
    array, _ = apply_at(position)
    if isinstance(array, Symbol) and array.domain == "labels" and array.params:
        return Size.of(array.params[0])
    return None
