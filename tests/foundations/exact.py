"""Definitions at floats as they are: the value and the derivatives, as they come and as they truly are.

Right is what the true value is, up to rounding; or what it may be where it hangs on the last digit of the arguments (a
correlation with what is constant but for the rounding of its probabilities): as far from it as it moves itself, worked
out in balls, where each number among the arguments is moved by one unit in its last place. Of a value that is well
conditioned that is less than any tolerance, so it excuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from tests.foundations.libraries import differentiated, of
from tests.foundations.row import Row, moved
from tests.foundations.rows.table import ROWS
from tests.optional import need_target

from lemmata.engine.evaluation import Balls, Point, Unsupported, evaluate
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import NoProgram

DEFINED = list({row.id: row for row in ROWS if row.definition is not None and all(
    s.sort != "function" for s in row.definition.declarations.values())}.values())
DIRECTIONS = 8


def truth(expr: Expr, arguments: dict[str, Any], sizes: dict[str, int]) -> Any:
    """The value at floats as they are, as floats; None where there is none."""
    exact = {n: np.vectorize(Fraction, otypes=[object])(np.asarray(v).tolist()) for n, v in arguments.items()}
    for bits in (400, 2400, 6000):
        try:
            found = np.asarray(evaluate(expr, Point(sizes, exact), Balls(bits)), dtype=object)
        except (Unsupported, ValueError, ZeroDivisionError):
            continue
        if all(x.is_finite() and (x.rad() <= abs(x.mid()) * 1e-12 or x.rad() < 1e-320) for x in found.flat):
            return np.array([float(x.mid()) for x in found.flat]).reshape(found.shape)
    return None


def moves(expr: Expr, arguments: dict[str, Any], sizes: dict[str, int], wanted: Any) -> Any:
    """How far each entry of the true value goes where every number other than 0 moves by one unit in its last place:
    the most in some directions, which are drawn once; 0 where none of them has a value.
    """
    rng, most = np.random.default_rng(0), np.zeros(wanted.shape)
    for _ in range(DIRECTIONS):
        moved = {n: np.asarray(v) for n, v in arguments.items()}
        for name, v in moved.items():
            if v.dtype.kind == "f":
                moved[name] = np.where(v == 0, v, np.nextafter(v, rng.choice([-np.inf, np.inf], v.shape)))
        other = truth(expr, moved, sizes)
        if other is not None:
            most = np.fmax(most, np.abs(other - wanted))
    return most


def near(value: Any, wanted: Any, allowed: Any) -> bool:
    """Whether no entry is further off than allowed; infinite ones are equal."""
    with np.errstate(all="ignore"):
        close = (np.abs(value - wanted) <= allowed) & np.isfinite(wanted) & np.isfinite(allowed)
    return bool(np.all((value == wanted) | close))


class AtEnds:
    """A definition, its derivatives, and arguments of the table from which some are put at an end.

    What is true there is found once, and the value that each library gives is held against it: of the function, of its
    derivatives, and for JAX and PyTorch the slopes that they find themselves through a call of the function.
    """

    def __init__(self, row: Row):
        definition = row.definition
        assert definition is not None
        self.row = row
        self.symbols: dict[str, Symbol] = dict(definition.declarations)
        self.ordinary = row.arguments(0)
        self.sizes = {n: int(v) for n, v in self.ordinary.items() if n not in self.symbols}
        self.sizes |= {size.atom: length for name, symbol in self.symbols.items()
                       for size, length in zip(symbol.shape, np.shape(self.ordinary[name])) if size.atom}
        self.forms: dict[str, tuple[Any, Expr]] = {"value": (definition, definition.expr)}
        for name, symbol in self.symbols.items():
            if symbol.sort == "real":
                slope = definition.derivative(name)
                self.forms[f"derivative by {name}"] = slope, slope.expr
        self._known: dict[Any, Any] = {}

    def wrong(self, changed: dict[str, Any], absolute: float = 1e-300, library: str = "numpy") -> Iterator[str]:
        """The forms that are no more right with some arguments changed, up to rounding and an absolute error."""
        arguments = {**self.ordinary, **changed}
        for form, (function, _) in self.forms.items():
            if self._truth(form, arguments) is None:
                continue
            try:
                if not self._right(library, function, form, arguments, absolute):
                    yield form
            except NoProgram:  # integrals are for NumPy's arrays only, and what a library makes of one is its own
                assert library != "numpy"
                continue
            name = form.removeprefix("derivative by ")
            if form != "value" and self._differentiates(library, form, name, arguments):
                own = differentiated(library, self.forms["value"][0], name)
                if not self._right(library, own, form, arguments, absolute):
                    yield f"own {form}"

    def _differentiates(self, library: str, form: str, name: str, arguments: dict[str, Any]) -> bool:
        """Whether the library's own derivative says something of a call.

        JAX multiplies all slopes with the change, of which a Jacobian's rows take all but one entry as 0: infinite
        ones come out as nan.
        """
        of_array = bool(self.forms["value"][1].shape)
        return library != "numpy" and moved(arguments.get(name)) and self.forms["value"][1].sort == "real" and not (
            library == "jax" and of_array and not np.isfinite(self._truth(form, arguments)).all())

    def _right(self, library: str, function: Any, form: str, arguments: dict[str, Any], absolute: float) -> bool:
        wanted, value = self._truth(form, arguments), np.asarray(of(library, function, arguments), float)
        far = np.max(np.abs(wanted), initial=0.0)
        allowed = 1e-6 * np.abs(wanted) + max(1e-9 * far if far < 1e308 else 0.0, absolute)
        return near(value, wanted, allowed) or near(value, wanted, np.fmax(allowed, self._moves(form, arguments)))

    def _truth(self, form: str, arguments: dict[str, Any]) -> Any:
        return self._once("truth", form, arguments, lambda declared: truth(self.forms[form][1], declared, self.sizes))

    def _moves(self, form: str, arguments: dict[str, Any]) -> Any:
        wanted = self._truth(form, arguments)
        return self._once("moves", form, arguments,
                          lambda declared: moves(self.forms[form][1], declared, self.sizes, wanted))

    def _once(self, kind: str, form: str, arguments: dict[str, Any], found: Callable[[dict[str, Any]], Any]) -> Any:
        declared = {n: v for n, v in arguments.items() if n in self.symbols}
        key = kind, form, *(np.asarray(v).tobytes() for v in declared.values())
        if key not in self._known:
            self._known[key] = found(declared)
        return self._known[key]


@lru_cache(maxsize=1)  # the tests of a row come one after another, a library each, and share what is true
def at_ends(name: str) -> AtEnds:
    """Of the row with this id."""
    return AtEnds(next(row for row in DEFINED if row.id == name))


def assert_right(row: Row, library: str, wrong: Callable[[Row, str], list[str]]) -> None:
    """Nothing is wrong of a row in a library that it names."""
    need_target(library)
    if library in row.libraries:
        with np.errstate(all="ignore"):
            assert not wrong(row, library)
