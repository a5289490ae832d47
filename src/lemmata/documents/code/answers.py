"""Runs in the child process; imports nothing of Lemmata. Functions of the document evaluated, after a block has run.

That happens in a twin of the process, so that nothing that a function prints, draws, changes or breaks is seen by the
blocks that follow.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import select
import signal
import sys
import time
import warnings
from functools import partial
from itertools import pairwise
from typing import Any

_SECONDS = 3.0  # for all questions after a block
_MOST = 1 << 20  # bytes of answers
_ENTRIES = 100  # of a result that is told
_COUNTED = (-60, 201)  # whole numbers at which a law of counts may have its values
_COORDINATES = 12  # of a vector that are looked at
_FAR, _LEFT = 1e6, 1e-2  # where a function that has an integral is, times the distance, hardly anything
_STEPS = (1e-3, -1e-3, 0.1, -0.1, 0.3, -0.3, 1.0, -1.0)


def ask(questions: list[dict[str, Any]], namespace: dict[str, Any], kept: dict[int, Any]) -> dict[str, Any]:
    """The answers by number; a question that ends in an error or too late has none."""
    if not questions or not hasattr(os, "fork"):
        return {}
    reader, writer = os.pipe()
    with warnings.catch_warnings():  # of threads that don't come along, which may be errors to the block
        warnings.simplefilter("ignore")
        twin = os.fork()
    if not twin:
        try:
            _answer(questions, namespace, kept, writer)
        finally:
            os._exit(0)
    os.close(writer)
    text = _read(reader, time.monotonic() + _SECONDS)
    with contextlib.suppress(OSError):
        os.kill(twin, signal.SIGKILL)
        os.waitpid(twin, 0)
    answers = {}
    for line in text.split(b"\n")[:-1]:  # the last one may be cut off
        number, found = json.loads(line)
        answers[str(number)] = found
    return answers


def _read(reader: int, until: float) -> bytes:
    text = b""
    while len(text) < _MOST and select.select([reader], [], [], max(0.0, until - time.monotonic()))[0]:
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            break
        text += chunk
    os.close(reader)
    return text


def _answer(questions: list[dict[str, Any]], namespace: dict[str, Any], kept: dict[int, Any], writer: int) -> None:
    """In the twin: no file can be written any more, and what is printed goes nowhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for question in questions:
            try:
                found: Any = _KINDS[question["kind"]](question, lambda spec: _value(spec, namespace, kept))
            except Exception as error:
                found = {"error": type(error).__name__}
            os.write(writer, (json.dumps([question["number"], found]) + "\n").encode())


def _value(spec: dict[str, Any], namespace: dict[str, Any], kept: dict[int, Any]) -> Any:
    """What a question names: a value that was kept, a name or expression of the block, a number."""
    if "kept" in spec:
        return kept[spec["kept"]]
    if "source" in spec:
        return eval(spec["source"], namespace)  # the document's own code, run because the user asked for it
    return spec["given"]


def _scalar(value: Any) -> float:
    """A number, or an array of one; of a pair (value, gradient) the first."""
    if isinstance(value, tuple):
        value = value[0]
    value = getattr(value, "detach", lambda: value)()
    if getattr(value, "size", 1) == 1 and hasattr(value, "reshape"):
        value = value.reshape(-1)[0]
    return float(value)


def _tried(function: Any, *arguments: Any) -> float | None:
    try:
        return _scalar(function(*arguments))
    except Exception:  # whatever the document's function raises there: it has no value at this point
        return None


def _arguments(question: dict[str, Any], value: Any) -> list[Any]:
    found: list[Any] = []
    for spec in question["arguments"]:
        given = value(spec)
        if spec.get("spread"):
            found.extend(given if isinstance(given, tuple) else (given,))
        else:
            found.append(given)
    return found


def _values(question: dict[str, Any], value: Any) -> list[float | None]:
    """The function with each point in place of the argument that is open."""
    function, arguments = value(question["function"]), _arguments(question, value)
    at = question["open"]
    return [_tried(function, *arguments[:at], point, *arguments[at + 1 :]) for point in question["points"]]


def _array(value: Any) -> Any:
    import numpy

    value = getattr(value, "detach", lambda: value)()
    return numpy.array(value, dtype=float)


def _like(array: Any, original: Any) -> Any:
    """An array of numbers as the function knows its argument."""
    if isinstance(original, int | float) and not isinstance(original, bool):
        return float(array)
    if type(original).__module__.partition(".")[0] == "torch":
        import torch

        return torch.as_tensor(array, dtype=original.dtype if original.is_floating_point() else torch.float64)
    return array


def _moved(array: Any, index: int, step: float) -> Any:
    moved = array.copy().reshape(-1)
    moved[index] += step
    return moved.reshape(array.shape)


def _near(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The function at a point and at its neighbours along the axes."""
    return _neighbours(value(question["function"]), *_arguments(question, value))


def _squares(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The same for a sum of squares: of what the function gives, or of how far it is from data, f(x, *p) - y."""
    function, (start, *data) = value(question["function"]), _arguments(question, value)

    def total(p: Any) -> float:
        rest = function(data[0], *p) - _array(data[1]) if data else function(p)
        return float((_array(rest) ** 2).sum())

    return _neighbours(total, start)


def _neighbours(function: Any, start: Any, *rest: Any) -> dict[str, Any]:
    x = _array(start)
    if x.shape == ():  # SciPy makes a vector of it
        x = x.reshape(1)
    around = [_tried(function, _moved(x, i, step), *rest) for i in range(min(x.size, _COORDINATES)) for step in _STEPS]
    return {"start": x.reshape(-1).tolist()[:100], "value": _tried(function, x, *rest), "around": around}


def _slope(question: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """A derivative beside central differences, at several points about the one given."""
    function, own = value(question["function"]), value(question["derivative"])
    both = question["function"] == question["derivative"]

    def derivative(*given: Any) -> Any:
        return function(*given)[1] if both else own(*given)

    arguments = _arguments(question, value)
    # beside floats of its own a function of the document takes no doubles: then there is no row
    return _beside(question, function, derivative, [_doubled(a) for a in arguments], both) or _beside(
        question, function, derivative, arguments, both)


def _doubled(value: Any) -> Any:
    """A tensor of floats with all digits: differences in single precision tell little."""
    torch = sys.modules.get("torch")
    return value.double() if torch is not None and torch.is_tensor(value) and value.is_floating_point() else value


def _backward(question: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """What a function of torch gives back for one argument, beside differences; of several values a weighted sum.

    Where the function is flat, it may be meant to hand on something else: nothing is told of that.
    """
    import torch

    function, at = value(question["function"]), question["open"]
    arguments = [_doubled(a) for a in _arguments(question, value)]

    def summed(*given: Any) -> Any:
        found = function(*given)
        found = found[0] if isinstance(found, tuple) else found
        return (found * torch.linspace(1, 2, found.numel(), dtype=found.dtype).reshape(found.shape)).sum()

    def derivative(*given: Any) -> Any:
        leaf = given[at].detach().clone().requires_grad_()
        return torch.autograd.grad(summed(*given[:at], leaf, *given[at + 1 :]), leaf)[0]

    return [row for row in _beside(question, summed, derivative, arguments, False) if row.get("difference") != 0]


def _beside(
    question: dict[str, Any], function: Any, derivative: Any, arguments: list[Any], both: bool
) -> list[dict[str, Any]]:
    """The rows of a derivative at points about the arguments: what it gives, and what differences give."""
    import numpy

    at = question["open"]

    def point(x: Any) -> list[Any]:
        """The arguments with x in its place; with its numbers as all arguments where the place is -1."""
        if at < 0:
            return [float(number) for number in x]
        return [*arguments[:at], _like(x, arguments[at]), *arguments[at + 1 :]]

    base = _array(arguments if at < 0 else arguments[at])
    rows: list[dict[str, Any]] = []
    for shift in question["points"]:
        x = base + _spread(base, shift)
        try:
            jacobian = _array(derivative(*point(x)))
            given = jacobian.reshape(-1)
            again = _array(derivative(*point(x))).reshape(-1)
            values = None if both else _vector(function(*point(x)))
        except Exception:  # the document's functions have no value at this point
            continue
        if not numpy.array_equal(given, again):  # it draws at random, or is not defined here
            continue
        several = None if values is None else _several(lambda a: _vector(function(*point(a))), values, x, jacobian)
        if several is not None:
            told = {"x": x.reshape(-1).tolist()[:20], "size": int(given.size), "wanted": int(given.size)}
            rows.extend({**told, **row} for row in several)
            continue
        told = {"x": x.reshape(-1).tolist()[:20], "size": int(given.size), "wanted": int(base.size)}
        each = values is not None and 1 < values.size == base.size and _elementwise(
            lambda a: _vector(function(*point(a))), x)
        for i in range(min(base.size, _COORDINATES) if given.size == base.size else 0):
            entry = partial(_entry, i) if each else _scalar
            differences = _differences(lambda a, entry=entry: _tried(lambda b: entry(function(*point(b))), a), x, i)
            if len(arguments) == 1 and (each or base.size == 1):  # some write it in terms of the value of the function
                told["composed"] = _tried(lambda a, entry=entry: entry(derivative(function(a))), *point(x))
            if differences is not None:
                rows.append(
                    {
                        **told,
                        "index": i,
                        "difference": differences[0],
                        "error": differences[1],
                        "given": float(given[i]),
                    }
                )
        if given.size != base.size:
            rows.append(told)
    return rows


def _entry(index: int, value: Any) -> float:
    return float(_vector(value)[index])


def _elementwise(function: Any, x: Any) -> bool:
    """Whether each value depends on one number alone, as far as moving the first of them shows."""
    import numpy

    moved = numpy.flatnonzero(function(_moved(x, 0, 0.1)) != function(x))
    return moved.size == 0 or list(moved) == [0]


def _several(function: Any, values: Any, x: Any, jacobian: Any) -> list[dict[str, Any]] | None:
    """The entries of a Jacobian, a row for each value of the function; None of a function of one value.

    Also where it is written the other way round, a column for each value, as far as its shape or its entries show.
    """
    wanted = int(values.size)
    if wanted < 2 or jacobian.size != wanted * x.size or jacobian.size <= x.size:
        return None
    found = []
    for k in range(min(wanted, _COORDINATES)):
        for i in range(min(x.size, _COORDINATES)):
            differences = _differences(lambda a, k=k: _tried(lambda b: function(b)[k], a), x, i)
            if differences is not None:
                found.append((k, i, *differences))
    ways = [way.reshape(wanted, -1) for way in (jacobian, jacobian.T) if way.shape[:1] == (wanted,) or way.ndim < 2]
    best = min(ways, key=lambda way: sum(abs(way[k, i] - slope) for k, i, slope, _ in found), default=None)
    return None if best is None else [
        {"index": f"({k}, {i})", "difference": slope, "error": error, "given": float(best[k, i])}
        for k, i, slope, error in found]


def _vector(value: Any) -> Any:
    """The numbers that a function gives; none of a pair of a value and a gradient."""
    try:
        return _array(value).reshape(-1)
    except (TypeError, ValueError):
        return _array([])


def _spread(base: Any, shift: float) -> Any:
    import numpy

    return (shift * (1 + 0.37 * numpy.cos(3 * numpy.arange(base.size) + 1))).reshape(base.shape)


def _differences(function: Any, x: Any, index: int) -> tuple[float, float] | None:
    """The slope along an axis, and how far two step sizes and both sides differ (a kink shows there)."""
    scale = max(1.0, abs(float(x.reshape(-1)[index])))
    found = []
    middle = function(x)
    for step in (1e-4 * scale, 5e-5 * scale):
        high, low = function(_moved(x, index, step)), function(_moved(x, index, -step))
        if high is None or low is None or middle is None:
            return None
        found.append(((high - low) / (2 * step), (high - middle) / step, (middle - low) / step))
    slopes = [f[0] for f in found]
    if not all(map(_finite, slopes)):
        return None
    return slopes[1], abs(slopes[1] - slopes[0]) + abs(found[1][1] - found[1][2])


def _integral(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The integral over a line between special points, piece by piece, and the values at whole numbers."""
    from scipy.integrate import quad

    function, arguments, at = value(question["function"]), _arguments(question, value), question["open"]
    lowest = {"low": 0.0, "right": 0.0}  # of all values, and of those from 0 on

    if "torch" in sys.modules and _tried(function, *arguments[:at], 0.5, *arguments[at + 1 :]) is None:
        tensor = sys.modules["torch"].tensor  # what is written for tensors takes no numbers
        called, function = function, lambda *given: called(*given[:at], tensor(given[at]).double(), *given[at + 1 :])

    def height(x: Any) -> float:
        found = _scalar(function(*arguments[:at], x, *arguments[at + 1 :]))
        lowest["low"] = min(lowest["low"], found)
        if x >= 0:
            lowest["right"] = min(lowest["right"], found)
        return found

    hints = [float(a) for i, a in enumerate(arguments) if i != at and isinstance(a, int | float)]
    ends = sorted(
        {*question["points"], *hints, *(a + s * b for a in hints for b in hints if abs(b) < 50 for s in (-4, -1, 1, 4))}
    )[:40]
    pieces: list[list[float]] = []
    lines = [(-math.inf, ends[0]), *pairwise(ends), (ends[-1], math.inf)]
    for low, high in lines:
        try:
            total, error = quad(height, low, high, limit=100)[:2]
        except Exception:  # the document's density can't be integrated: nothing is said of it
            pieces = []
            break
        if math.isinf(high - low):
            far = _tried(height, -_FAR if math.isinf(low) else _FAR)
            if far is not None and not abs(far) * _FAR < _LEFT:
                total = math.inf  # it does not fall off, whatever extrapolation makes of it
        pieces.append([low, high, total, error])
    counts = _at_once(height, function, arguments, at) or [_tried(height, k) for k in range(*_COUNTED)]
    lowest["low"] = min(lowest["low"], *(v for v in counts if v is not None), 0.0)
    lowest["right"] = min(lowest["right"], *(v for v in counts[-_COUNTED[0]:] if v is not None), 0.0)
    return {"pieces": pieces or None, "counts": counts, "first": _COUNTED[0], **lowest, "hints": hints}


def _at_once(height: Any, function: Any, arguments: list[Any], at: int) -> list[float | None] | None:
    """The values at whole numbers, by one call with an array of them, where that gives the same as single ones do."""
    import numpy

    points = numpy.arange(*_COUNTED, dtype=float)
    try:
        found = _array(function(*arguments[:at], points, *arguments[at + 1 :]))
    except Exception:  # the document's function takes no array
        return None
    same = found.shape == points.shape and numpy.isfinite(found).all() and all(
        (one := _tried(height, int(k))) is not None and math.isclose(one, value, rel_tol=1e-9, abs_tol=1e-300)
        for k, value in list(zip(points, found))[::50])
    return found.tolist() if same else None


def _finite(number: float) -> bool:
    return number == number and abs(number) != math.inf


def _call(question: dict[str, Any], value: Any) -> list[list[float] | None]:
    """The numbers that the function gives, each way in which its arguments may be written; None where it has none."""
    import numpy

    function, given = value(question["function"]), _arguments(question, value)
    ways: list[Any] = [lambda a: numpy.array(a, dtype=float) if isinstance(a, list) else a, lambda a: a]
    if "torch" in sys.modules:
        tensor = sys.modules["torch"].tensor
        ways.append(lambda a: tensor(a).double())
    found: list[list[float] | None] = []
    for way in ways:
        try:
            found.append(_array(function(*map(way, given))).reshape(-1).tolist()[:_ENTRIES])
        except Exception:  # it does not take them so
            found.append(None)
    return found


_KINDS = {
    "call": _call, "values": _values, "near": _near, "squares": _squares, "slope": _slope, "backward": _backward,
    "integral": _integral,
}
