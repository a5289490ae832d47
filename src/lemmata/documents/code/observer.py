"""Runs in the child process; imports nothing of Lemmata. Values of a block's expressions, seen while it runs.

Nothing that the block does changes: a watched expression gives its value on, generators are not touched, warnings and
random numbers stay as they are. What can't be described is counted and left alone.
"""

from __future__ import annotations

import ast
import builtins
import copy
import math
import sys
import types
import warnings
from typing import Any

SEE = "__lemmata_see__"  # among the builtins, so that no block finds it among its names
_SHOWN = 1000  # numbers that are told one by one
_FIRST = 3  # sightings of one expression that are told
_PARTS = 6  # of a tuple that are told
_KEPT = 100_000  # numbers of a value that is kept for questions
_RESULT = ("x", "fun", "nit", "nfev", "success", "message", "jac")
_BUDGET = 20_000_000  # numbers that are looked at in one process

_NEVER = (ast.Starred, ast.Slice, ast.Constant, ast.FormattedValue, ast.JoinedStr)


class Watch:
    """What was seen of each expression that is watched, by its number."""

    def __init__(self) -> None:
        self.records: dict[int, dict[str, Any]] = {}
        self.kept: dict[int, Any] = {}
        self.keeping: set[int] = set()
        self.changed: set[int] = set()
        self.missed = 0
        self.budget = _BUDGET
        setattr(builtins, SEE, self.see)

    def see(self, number: int, value: Any) -> Any:
        """The value, unchanged."""
        try:
            self._note(number, value)
        except Exception:  # the one place: observing may never be why a block fails
            self.missed += 1
        return value

    def _note(self, number: int, value: Any) -> None:
        record = self.records.setdefault(number, {"count": 0, "first": []})
        self.changed.add(number)
        record["count"] += 1
        count = record["count"]
        if number in self.keeping and number not in self.kept and (own := _own(value)) is not None:
            self.kept[number] = own
        told = None
        if count <= _FIRST or _single(value) or count & (count - 1) == 0:  # of arrays later ones at powers of two
            told = self._describe(value)
            record["last"] = told
            if count <= _FIRST:
                record["first"].append(told)
        if told is not None and "low" in told:
            record["low"] = min(record.get("low", math.inf), told["low"])
            record["high"] = max(record.get("high", -math.inf), told["high"])

    def _describe(self, value: Any) -> dict[str, Any]:
        if self.budget <= 0:
            return {"kind": "unseen"}
        told = describe(value)
        self.budget -= told.get("size", 1)
        return told

    def report(self) -> dict[str, Any]:
        """What was seen since the last report."""
        told = {str(number): self.records[number] for number in sorted(self.changed)}
        self.changed.clear()
        return told


def instrument(source: str, file: str, probes: list[dict[str, Any]], watch: Watch) -> ast.Module | str:
    """The tree of a block with its watched expressions wrapped; where it can't be, the source as it was."""
    wanted = {(p["kind"], *p["span"]): p for p in probes}
    watch.keeping.update(p["number"] for p in probes if p["keep"])
    with warnings.catch_warnings():  # they come when the tree is compiled
        warnings.simplefilter("ignore")
        tree = ast.parse(source, file)
    try:
        return _Wrapper(wanted).visit(tree)
    except RecursionError:
        return source


class _Wrapper(ast.NodeTransformer):
    def __init__(self, wanted: dict[tuple[Any, ...], dict[str, Any]]):
        self.wanted = wanted

    def visit(self, node: ast.AST) -> Any:
        probe = self.wanted.pop((type(node).__name__, *_span(node)), None) if isinstance(node, ast.expr) else None
        if probe is None or isinstance(node, _NEVER) or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return super().visit(node)
        inner = super().visit(node)
        call = ast.Call(ast.Name(SEE, ast.Load()), [ast.Constant(probe["number"]), inner], [])
        for part in (call, call.func, call.args[0]):
            ast.copy_location(part, node)
        return call

    def visit_FunctionDef(self, node: Any) -> Any:
        """A decorator may compile what it decorates: that stays as it is."""
        return node if node.decorator_list else self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_arg(self, node: ast.arg) -> Any:
        return node

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        """Slices are only slices inside the brackets."""
        node.value = self.visit(node.value)
        if any(isinstance(part, ast.Slice | ast.Starred) for part in getattr(node.slice, "elts", [node.slice])):
            return node
        node.slice = self.visit(node.slice)
        return node


def _span(node: Any) -> tuple[Any, ...]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _library(value: Any) -> str:
    name = str(type(value).__module__).partition(".")[0]
    return "jax" if name == "jaxlib" else name


def numbers(value: Any) -> Any:
    """The value as a NumPy array of floats; None where it is none, or its numbers are not known yet (traced)."""
    numpy = sys.modules.get("numpy")
    kind, library = type(value), _library(value)
    if numpy is None:
        return None
    if kind in (int, float, bool):
        return numpy.float64(value)
    if library == "numpy":
        found = numpy.asarray(value)
    elif library == "torch" and hasattr(value, "detach"):
        torch = sys.modules["torch"]
        found = value.detach().cpu()
        found = (found if found.dtype.is_complex else found.to(torch.float64)).numpy()
    elif library == "jax" and kind.__name__ == "ArrayImpl":
        found = numpy.asarray(value)
    elif library == "pandas" and hasattr(value, "to_numpy"):
        found = value.to_numpy()
    elif kind in (list, tuple) and _plain(value):
        found = numpy.asarray(value)
    else:
        return None
    return found.astype(float) if found.dtype.kind in "fiub" else None


def _plain(value: Any, depth: int = 0) -> bool:
    """A list of numbers, or of lists of them."""
    if type(value) in (list, tuple):
        return depth < 4 and 0 < len(value) <= 10_000 and all(_plain(part, depth + 1) for part in value)
    return type(value) in (int, float, bool) or (_library(value) == "numpy" and getattr(value, "shape", None) == ())


def describe(value: Any) -> dict[str, Any]:
    """A bounded description: its kind; of numbers their shape, and themselves or what sums them up."""
    kind = type(value)
    told: dict[str, Any] = {"kind": "other", "type": f"{kind.__module__}.{kind.__qualname__}"[:100]}
    if value is None:
        return {**told, "kind": "none"}
    if kind is str:
        return {**told, "kind": "text", "text": value[:200]}
    if isinstance(value, dict) and kind.__name__ == "OptimizeResult":
        parts = {name: describe(dict.__getitem__(value, name)) for name in _RESULT if dict.__contains__(value, name)}
        return {**told, "kind": "result", "parts": parts}
    if kind is tuple and 0 < len(value) <= _PARTS and not _plain(value):
        return {**told, "kind": "several", "parts": {str(i): describe(part) for i, part in enumerate(value)}}
    if _single(value):
        return {**told, **_described_number(float(value), str(getattr(value, "dtype", kind.__name__)))}
    array = numbers(value)
    if array is None:
        return {**told, "kind": "function"} if isinstance(value, types.FunctionType) else told
    numpy = sys.modules["numpy"]
    told.update(
        kind="number" if array.shape == () else "array",
        shape=list(array.shape),
        size=int(array.size),
        dtype=str(getattr(value, "dtype", kind.__name__)),
    )
    if array.size == 0:
        return told
    with numpy.errstate(all="ignore"):
        flat = array.ravel()
        finite = flat[numpy.isfinite(flat)]
        positive = finite[finite > 0]
        told.update(
            finite=int(finite.size),
            zeros=int((flat == 0).sum()),
            negative=int((flat < 0).sum()),
            logs=float(numpy.log(positive).sum()),
        )
        if finite.size:
            told.update(
                low=float(finite.min()),
                high=float(finite.max()),
                sum=float(finite.sum()),
                mean=float(finite.mean()),
                std=float(finite.std()),
            )
        if array.size <= _SHOWN:
            told["values"] = flat.tolist()
    return told


def _single(value: Any) -> bool:
    """One number, of Python or NumPy."""
    return type(value) in (int, float, bool) or (
        _library(value) == "numpy"
        and hasattr(value, "dtype")
        and (value.dtype.kind in "fiub" and getattr(value, "shape", None) == ())
    )


def _described_number(number: float, dtype: str) -> dict[str, Any]:
    told = {
        "kind": "number",
        "shape": [],
        "size": 1,
        "dtype": dtype,
        "finite": int(math.isfinite(number)),
        "zeros": int(number == 0),
        "negative": int(number < 0),
        "values": [number],
        "logs": math.log(number) if 0 < number < math.inf else 0.0,
    }
    if math.isfinite(number):
        told.update(low=number, high=number, sum=number, mean=number, std=0.0)
    return told


def _own(value: Any) -> Any:
    """A copy of the value that later changes don't reach; None where it has none."""
    if callable(value):
        return value
    array = numbers(value)
    if array is None or array.size > _KEPT:
        if type(value) is tuple and len(value) <= 20:
            parts = [_own(part) for part in value]
            return None if any(part is None for part in parts) else tuple(parts)
        return None
    return value.detach().clone() if _library(value) == "torch" else copy.deepcopy(value)
