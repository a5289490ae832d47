"""Python's operators for expressions. The room `expr` knows no operations, so they are lent here."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, at
from lemmata.engine.ops.record import apply


def _swap(name: str) -> Any:
    return lambda self, other: apply(name, other, self)


def _binary(name: str) -> Any:
    return lambda self, other: apply(name, self, other)


def _getitem(self: Expr, key: Any) -> Expr:
    indices = key if isinstance(key, tuple) else (key,)
    return at(self, *indices)


def lend() -> None:
    """Give `Expr` the operators + - * / ** @ and .T, [] for entries at indices."""
    methods: dict[str, Any] = {
        "__add__": _binary("add"), "__radd__": _swap("add"),
        "__mul__": _binary("mul"), "__rmul__": _swap("mul"),
        "__truediv__": _binary("div"), "__rtruediv__": _swap("div"),
        "__pow__": _binary("pow"), "__rpow__": _swap("pow"),
        "__matmul__": _binary("matmul"),
        "__neg__": lambda self: apply("neg", self),
        "__sub__": lambda self, other: apply("add", self, apply("neg", other)),
        "__rsub__": lambda self, other: apply("add", other, apply("neg", self)),
        "__getitem__": _getitem,
        "T": property(lambda self: apply("transpose", self)),
    }
    for name, method in methods.items():
        setattr(Expr, name, method)


lend()
