"""The door of this room: a call of a function as an expression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lemmata.engine.expr import Expr, postorder
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions.code import Code
from lemmata.engine.readers.functions.reader import FunctionReader
from lemmata.engine.readers.functions.records import Function
from lemmata.engine.readers.functions.statements import Raised

_PLAIN = ("real", "integer", "boolean", "variable")


@dataclass(frozen=True)
class Called:
    """What a call returns: one expression or several, and what the function's own names stand for at its end."""

    values: tuple[Expr, ...]
    names: Mapping[str, Any]

    @property
    def value(self) -> Expr:
        """The only value that is returned."""
        if len(self.values) != 1:
            raise ReadError(f"{len(self.values)} values are returned")
        return self.values[0]


def read_call(code: Code, function: Function, arguments: Mapping[str, Expr]) -> Called:
    """What a function returns for arguments, given by name; others have their defaults.

    Raises ReadError for what is not understood, ShapeError where shapes don't fit.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.readers.functions.code import read_code
    >>> code = read_code(["import numpy as np\\ndef f(x, a=2):\\n    s = np.sum(x)\\n    return a * s"])
    >>> read_call(code, code.functions["f"], {"x": symbol("x", ["n"])}).value.shape
    ()
    """
    reader = FunctionReader(code)
    seen: dict[str, Any] = {}
    try:
        result = reader.called(function, (), arguments, {}, seen)
    except Raised:
        raise ReadError(f"{function.name} ends with an error for all that is known of its arguments") from None
    except TypeError as error:  # an operation that is given too few arguments, or none of its kind
        raise ReadError(f"{function.name} calls something in a way that is not known: {error}") from None
    except LookupError as error:
        raise ReadError(f"{function.name} takes something at a place that is not there: {error}") from None
    parts = result if isinstance(result, tuple | list) else (result,)
    values = tuple(reader.expression(p) for p in parts)
    for value in values:
        if value.free:
            raise ReadError("entries of an array that were never set")
        strange = next((n.sort for n in postorder(value) if n.sort not in _PLAIN and n.sort != "function"), None)
        if strange or value.sort == "boolean":
            raise ReadError(f"a value that is {strange or 'no number'}")
    return Called(values, {name: v for name, v in seen.items() if isinstance(v, Expr)})


def read_constant(code: Code, name: str) -> Expr:
    """The value of a name that some code assigns once, outside of functions.

    Raises ReadError for what is not understood.
    """
    reader = FunctionReader(code)
    return reader.expression(reader.meaning(name, {}, code.constants[name]))
