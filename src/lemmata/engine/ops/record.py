"""The record of an operation, the registry of records, and `apply`.

Everything that is known of an operation stands in its record, and only there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lemmata.engine.expr import Apply, Expr, Shape, intern, number
from lemmata.engine.expr.traversal import set_reapply
from lemmata.engine.ops.shapes import broadcast

ShapeRule = Callable[..., Shape]


@dataclass(frozen=True, kw_only=True)
class Op:
    """One operation.

    name         the key, also the name in Python text
    about        what it is, in one line with its formula
    arity        number of arguments; None: any number
    python       further names in Python text (NumPy's, SciPy's, PyTorch's)
    latex        LaTeX commands without backslash that read as it; the first one is written
    group        the file of the table it belongs to (elementwise, reduction, structure, ...)
    elementwise  acts on entries, arguments broadcast
    shape        shape of the result from the arguments and params; None: broadcast
    sort         real, integer, boolean, complex, distribution, function; None: as the arguments; or a function
                 of the arguments
    params       names and default values of what is no expression (axis, ddof, ...)
    normal       the params in one form (axes counted from the last), `normal(*args, **params)` gives a dict
    body         a defined op: the same in terms of other ops, `body(*args, **params)`
    entry        index form: the entry of the result at opened indices, `entry(indices, *args, **params)`;
                 None where these arguments have none (a power with an unknown exponent)
    where        condition under which it is defined, `where(*args, **params)`, a boolean expression
    facts        what is known of its value (domain names), or a function of the arguments' facts
    values       an interval that encloses its values, as text: "(-1, 1]"
    partials     elementwise: one derivative an argument, `partial(out, *args, **params)`
    vjp          otherwise: `vjp(g, out, *args, **params)` gives one cotangent an argument (None: constant)
    numpy        elementwise: a function of arrays and params; otherwise `numpy(call, *arrays)`, the arrays with any
                 number of leading batch axes, `call` being an `evaluation.Call` (ranks, params, sizes)
    generic      `numpy` uses only + - * / and structure, so it serves every arithmetic
    arb          elementwise: a function of scalar `flint.arb`s and params; otherwise `arb(call, *arrays)` for object
                 arrays without batch axes
    acb          the same for holomorphic evaluation in `flint.acb` (default: `arb`, whose methods they share)
    samples      declarations of typical arguments, for the tests, one an argument: ("x: real",)
    cases        params of typical calls on the samples, for the tests: ({"axis": 0}, {"axis": None})
    constant     why the derivative is zero wherever it exists (floor, rank, argmax), else ""
    """

    name: str
    about: str
    arity: int | None = 1
    python: tuple[str, ...] = ()
    latex: tuple[str, ...] = ()
    group: str = ""
    elementwise: bool = False
    shape: ShapeRule | None = None
    sort: str | Callable[..., str] | None = "real"
    params: dict[str, Any] = field(default_factory=dict)
    normal: Callable[..., dict[str, Any]] | None = None
    body: Callable[..., Expr] | None = None
    entry: Callable[..., Expr | None] | None = None
    where: Callable[..., Expr] | None = None
    facts: tuple[str, ...] | Callable[..., Iterable[str]] = ()
    values: str = ""
    partials: Sequence[Callable[..., Expr | int]] | None = None
    vjp: Callable[..., Sequence[Expr | None]] | None = None
    numpy: Callable[..., Any] | None = None
    generic: bool = False
    arb: Callable[..., Any] | None = None
    acb: Callable[..., Any] | None = None
    samples: tuple[str, ...] = ()
    cases: tuple[dict[str, Any], ...] = ({},)
    constant: str = ""


OPS: dict[str, Op] = {}
MODULI = ("abs", "norm")  # real also of complex arguments
PYTHON_NAMES: dict[str, str] = {}
LATEX_NAMES: dict[str, str] = {}


def register(*ops: Op) -> None:
    """Add records; a name that is taken is an error."""
    for op in ops:
        if op.name in OPS:
            raise ValueError(f"two operations are named {op.name!r}; rename one")
        OPS[op.name] = op
        for name in (op.name, *op.python):
            if PYTHON_NAMES.setdefault(name, op.name) != op.name:
                raise ValueError(f"{name!r} names both {PYTHON_NAMES[name]} and {op.name}")
        for name in op.latex:
            if LATEX_NAMES.setdefault(name, op.name) != op.name:
                raise ValueError(f"\\{name} names both {LATEX_NAMES[name]} and {op.name}")


def as_expr(value: Expr | int | Fraction) -> Expr:
    """An expression, or an exact number as one. Floats are refused: they are not exact."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return number(value)
    raise TypeError(f"{value!r} is no expression and no exact number; write number('0.1') for a decimal")


def apply(op: str, *args: Expr | int | Fraction, **params: Any) -> Expr:
    """Apply an operation: the shape is worked out and checked, nothing is simplified.

    >>> from lemmata.engine.expr import symbol
    >>> apply("exp", symbol("x", ["n"])).shape
    (n,)
    """
    record = OPS.get(op)
    if record is None:
        raise KeyError(f"no operation {op!r}")
    nodes = tuple(as_expr(a) for a in args)
    if record.arity is not None and len(nodes) != record.arity:
        raise TypeError(f"{op} takes {record.arity} argument(s), {len(nodes)} given")
    unknown = set(params) - set(record.params)
    if unknown:
        raise TypeError(f"{op} has no parameter {sorted(unknown)[0]!r}; it has {sorted(record.params)}")
    full = {**record.params, **params}
    if record.normal is not None:
        full = record.normal(*nodes, **full)
    if record.shape is None:
        shape = broadcast(op, *(n.shape for n in nodes))
    else:
        shape = record.shape(*nodes, **full)
    key = tuple(sorted(full.items()))
    return intern(Apply, (op, key, shape, result_sort(record, nodes)), nodes)


def result_sort(record: Op, args: Sequence[Expr]) -> str:
    """Sort of the result: what is random stays random, what is complex stays complex."""
    sorts = {a.sort for a in args}
    if callable(record.sort):
        return record.sort(*args)
    if record.group in ("probability", "relations"):
        return record.sort or "real"
    if record.sort == "boolean":
        return "event" if sorts & {"variable", "event"} else "boolean"
    if sorts & {"variable", "event"} and record.sort in (None, "real", "integer", "complex"):
        return "variable"
    if "complex" in sorts and record.sort in (None, "real") and record.name not in MODULI:
        return "complex"
    if record.sort is not None:
        return record.sort
    return "integer" if sorts <= {"integer"} else "real"


def reapply(node: Apply, args: tuple[Expr, ...]) -> Expr:
    """The same operation and params over other arguments."""
    return apply(node.op, *args, **node.params)


set_reapply(reapply)
