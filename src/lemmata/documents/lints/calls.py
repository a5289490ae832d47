"""Calls as terms: functions of the libraries, methods of arrays, layers, and functions of the document itself."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lemmata.documents.lints.entries import transposed
from lemmata.documents.lints.libraries import TRANSPARENT, home, is_module_of_layers, method
from lemmata.documents.lints.terms import Term, add, mul, num, pow_

if TYPE_CHECKING:
    from lemmata.documents.lints.reading import Given, Reader

_REDUCTIONS = ("sum", "mean", "max", "min", "prod", "std", "var", "logsumexp", "softmax", "log_softmax", "median",
               "norm", "argmax", "argmin")
_EXACT = frozenset(("sympy", "mpmath", "flint", "gmpy2", "sage", "fractions", "decimal", "symengine"))
_PARTS = ("gather", "gather_nd", "take", "take_along_axis", "take_along_dim", "index_select", "diagonal", "diag")
_OF_ONE = ("log", "log2", "log10", "log1p", "exp", "expm1", "sqrt", "square", "sigmoid")
_CHANGES = ("where", "weights", "initial", "b", "mask")  # named arguments that make it something else
_OPTIONS = frozenset((  # of reductions, whose meaning stays with them
    "x", "a", "input", "logits", "X", "x1", "A", "tensor", "axis", "dim", "keepdims", "keepdim", "dtype", "out", "ddof",
    "correction", "unbiased", "axes", "ord", "input_tensor", "name", "p", "skipna", "numeric_only", "default", "key"))
_OF_DICTIONARIES = ("keys", "values", "items")
_CALLED = ("forward", "__call__", "call")


def read_call(reader: Reader, node: ast.Call, given: Given) -> Term:
    if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
        return _unknown(reader, node, given)
    arguments = [reader.term(a, given) for a in node.args]
    named = {k.arg: reader.term(k.value, given) for k in node.keywords if k.arg}
    return applied(reader, node.func, arguments, named, node, given) or _unknown(reader, node, given)


def applied(reader: Reader, function: ast.expr, arguments: Sequence[Term], named: Mapping[str, Term], node: ast.expr,
            given: Given) -> Term | None:
    """A function applied to terms; None where nothing is known of it."""
    qualified = reader.qualified(function)
    if qualified == "builtins.map" and len(node_args := _arguments(node)) == 2:
        return applied(reader, node_args[0], arguments[1:], {}, node, given)
    if qualified:
        name = home(qualified)
        if qualified in ("builtins.max", "builtins.min") and len(arguments) > 1:
            name = f"{name}imum"
        return operation(name, arguments, named, node) if name and not is_module_of_layers(qualified) else None
    own = reader.function(function)
    if own is not None:
        itself = None
        if isinstance(function, ast.Attribute) and not (isinstance(own, ast.FunctionDef) and any(
                reader.qualified(d) == "builtins.staticmethod" for d in own.decorator_list)):
            itself = reader.term(function.value, given)
        return reader.inlined(own, arguments, named, node, itself)
    if isinstance(function, ast.Attribute):
        if function.attr in _OF_DICTIONARIES and not arguments and (
                base := reader.term(function.value, given)).head == "dict":
            keys, values = base.args
            return {"keys": keys, "values": values}.get(function.attr) or Term("zip", (keys, values), None, node)
        name = method(function.attr) or (function.attr if function.attr in TRANSPARENT else "")
        fits = name and not any(a.head == "text" for a in arguments) and not (arguments and name in _OF_ONE)
        made = reader.maker(function.value)
        if made is None and _EXACT & reader.scopes.roots and not reader.known_array(function.value):
            fits = False  # a matrix of SymPy has the same methods
        if fits and reader.own_class(function.value) is None and (made is None or _array(reader.qualified(made.func))):
            return operation(name, [reader.term(function.value, given), *arguments], named, node)
    return _object(reader, function, arguments, named, node, given)


def _arguments(node: ast.expr) -> list[ast.expr]:
    return node.args if isinstance(node, ast.Call) else []


def _array(qualified: str) -> bool:
    """Whether a function may give arrays: classes of libraries, which begin with a capital letter, don't."""
    return qualified.rpartition(".")[2][:1].islower() or not qualified or qualified in (
        "torch.Tensor", "pandas.Series", "pandas.DataFrame")


def _object(reader: Reader, function: ast.expr, arguments: Sequence[Term], named: Mapping[str, Term], node: ast.expr,
            given: Given) -> Term | None:
    """An object that is called: a layer, a chain of layers, an instance of a class of the document."""
    made = reader.maker(function)
    if made is None:
        return None
    qualified = reader.qualified(made.func)
    if is_module_of_layers(qualified):
        options = {k.arg: reader.term(k.value) for k in made.keywords if k.arg in ("weight", "label_smoothing")}
        return operation(home(qualified), arguments, {**named, **options}, node)
    if qualified == "torch.nn.Sequential" and len(arguments) == 1 and not made.keywords:
        term = arguments[0]
        for layer in made.args:
            term = applied(reader, layer, [term], {}, node, given) or Term(
                "call", (reader.term(layer), term), "layer", node)
        return term
    own = reader.own_class(made)
    if own is not None:
        for name in _CALLED:
            inner = reader.scopes.methods[id(own)].get(name)
            if inner is not None:
                return reader.inlined(inner, arguments, named, node, Term("name", (), id(own), function))
    return None


def _unknown(reader: Reader, node: ast.Call, given: Given) -> Term:
    """A call of which nothing is known: equal calls are equal, unless they draw at random."""
    qualified = reader.qualified(node.func)
    parts = [reader.term(a, given) for a in node.args]
    parts += [Term("keyword", (reader.term(k.value, given),), k.arg) for k in node.keywords]
    name = qualified.rpartition(".")[2]
    value: object = qualified
    if not qualified and isinstance(node.func, ast.Attribute):
        name = node.func.attr
        value = f".{name}"
        parts.insert(0, reader.term(node.func.value, given))
    elif not qualified:
        parts.insert(0, reader.term(node.func, given))
    if reader.is_draw(qualified, name):
        value = (value, id(node))
    return Term("call", tuple(parts), value, node)


def operation(name: str, arguments: Sequence[Term], named: Mapping[str, Term], node: ast.expr) -> Term:
    """A function of a library, by its canonical name, in normal form."""
    args = list(arguments)
    if not args:
        first = next((named[k] for k in ("x", "a", "input", "logits", "X", "x1", "A", "tensor") if k in named), None)
        args = [first] if first is not None else list(named.values())
    others = [Term("keyword", (named[k],), k) for k in sorted(named) if k in _CHANGES]
    if not args:  # of nothing that is seen: no lint shall look for its argument
        return Term("call", tuple(others), name, node)
    if others or (name in _REDUCTIONS and not _OPTIONS.issuperset(named)):
        return Term("call", (*args, *others), name, node)
    if name == "tensor" and "requires_grad" in named:
        return Term("name", (), id(node), node)  # what is learned keeps no number
    if name in TRANSPARENT:
        return args[0]
    if len(args) == 1 and args[0].head == "list" and name in ("sum", "mean", "max") and len(args[0].args) == 1:
        args = list(args[0].args)
    match name, args:
        case "add", [a, b]:
            return add([a, b], node)
        case "subtract", [a, b]:
            return add([a, mul([num(-1), b])], node)
        case "multiply", [a, b]:
            return mul([a, b], node)
        case "divide", [a, b]:
            return mul([a, pow_(b, num(-1))], node)
        case "negative", [a]:
            return mul([num(-1), a], node)
        case "pow", [a, b]:
            return pow_(a, b, node)
        case "square", [a]:
            return pow_(a, num(2), node)
        case "sqrt", [a]:
            return pow_(a, num(0.5), node)
        case "reciprocal", [a]:
            return pow_(a, num(-1), node)
        case "exp", [a, *_]:
            return Term("exp", (a,), None, node)
        case "log", [a, base, *_] if base.head in ("number", "name"):
            return Term("log_of_base", (a, base), None, node)
        case _ if name in _PARTS:
            return Term("index", tuple(args), None, node)
        case "where", [_, a, b]:
            return Term("either", (a, b), None, node) if a != b else a
        case "transpose", [a]:
            return transposed(a, node)
        case "einsum", [_, a, b] if "inv" in (a.head, b.head):
            return Term("matmul", (a, b), None, node)
        case "einsum", [_, a, b, c] if b.head == "inv":  # d' inv(S) d, in any spelling of its indices
            return Term("matmul", (b, Term("matmul", (a, c))), None, node)
        case "matrix_power", [a, b] if b.number == -1:
            return Term("inv", (a,), None, node)
        case "solve", [a, b, *_] if b.head in ("eye", "identity"):
            return Term("inv", (a,), None, node)
        case "tensordot", [a, b, *_] if "inv" in (a.head, b.head):
            return Term("matmul", (a, b), None, node)
        case "dot" | "matmul" | "inner" | "vdot", [a, b, *_]:
            return Term("matmul", (a, b), None, node)
        case "max" | "min", [a, b, *_] if b.head not in ("number", "list", "text") or (
                len(args) > 2 and b.head == "number" and a.number is not None):
            return Term("maximum" if name == "max" else "minimum", tuple(args), None, node)
        case "std" | "var", [a, *_]:
            chosen = [Term("keyword", (named[k],), k) for k in ("ddof", "correction", "unbiased") if k in named]
            return Term(name, (a, *chosen), None, node)
        case _ if name in _REDUCTIONS:
            return Term(name, (args[0],), None, node)
        case _ if name in ("log", "log2", "log10", "log1p", "expm1", "sigmoid", "logsigmoid", "softplus", "abs"):
            return Term(name, (args[0],), None, node)
    return Term(name, tuple(args), None, node)
