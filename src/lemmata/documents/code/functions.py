"""Runs in the child process; imports nothing of Lemmata. Functions of a document: numbers in, numbers out."""

from __future__ import annotations

from typing import Any

COORDINATES = 12  # of a vector that are looked at


def arguments_of(question: dict[str, Any], value: Any) -> list[Any]:
    found: list[Any] = []
    for spec in question["arguments"]:
        given = value(spec)
        if spec.get("spread"):
            found.extend(given if isinstance(given, tuple) else (given,))
        else:
            found.append(given)
    return found


def scalar(value: Any) -> float:
    """A number, or an array of one; of a pair (value, gradient) the first."""
    if isinstance(value, tuple):
        value = value[0]
    value = getattr(value, "detach", lambda: value)()
    if getattr(value, "size", 1) == 1 and hasattr(value, "reshape"):
        value = value.reshape(-1)[0]
    return float(value)


def tried(function: Any, *arguments: Any) -> float | None:
    try:
        return scalar(function(*arguments))
    except Exception:  # whatever the document's function raises there: it has no value at this point
        return None


def array(value: Any) -> Any:
    import numpy

    value = getattr(value, "detach", lambda: value)()
    return numpy.array(value, dtype=float)


def vector(value: Any) -> Any:
    """The numbers that a function gives; none of a pair of a value and a gradient."""
    try:
        return array(value).reshape(-1)
    except (TypeError, ValueError):
        return array([])


def like(array: Any, original: Any) -> Any:
    """An array of numbers as the function knows its argument."""
    if isinstance(original, int | float) and not isinstance(original, bool):
        return float(array)
    if type(original).__module__.partition(".")[0] == "torch":
        import torch

        return torch.as_tensor(array, dtype=original.dtype if original.is_floating_point() else torch.float64)
    return array


def moved(array: Any, index: int, step: float) -> Any:
    moved = array.copy().reshape(-1)
    moved[index] += step
    return moved.reshape(array.shape)
