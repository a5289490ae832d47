"""The walk through a function of a source: its expressions as those of formulas, its names as the source has them.

Where a formula's text may use any name of the field, a source means only what it imports, defines and is given.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.engine.expr import Expr, Number, Size, constant, fresh_local, integer, number
from lemmata.engine.ops import apply
from lemmata.engine.readers import calls
from lemmata.engine.readers.builder import CONSTANTS, Builder
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import builtin, loops, statements
from lemmata.engine.readers.functions.code import Code, Path, returning
from lemmata.engine.readers.functions.records import Function, parameters_of
from lemmata.engine.readers.functions.values import Closure, Library, Unread, Written
from lemmata.engine.readers.literals import decimal
from lemmata.engine.readers.operations import raw
from lemmata.engine.readers.spellings import find, module_of
from lemmata.engine.readers.syntax import Env, Source, Visit, words
from lemmata.wording import counted

MOST_STEPS = 20_000  # nodes visited for one function
DEEPEST = 12  # calls inside of calls
ROOTS = words("numpy math torch jax scipy")
WITH_CONSTANTS = words("numpy math torch")
_SAME = {("mxnet", "np"): ("numpy",), ("autograd", "numpy"): ("numpy",)}  # modules that are as another one
# forms of Python text that mean in a library what they mean in a formula
_FORMS = words("array asarray tensor as_tensor Tensor max min log")
_UNCHANGED = words("astype item tolist to cpu detach clone copy numpy float double contiguous asnumpy type")
_UNFILLED = {"empty": "zeros", "empty_like": "zeros_like"}
_ARRAYS = words("array asarray tensor as_tensor")
_WHOLE = re.compile(r"u?int\d*|int_|long|short|bool_?")  # types that drop what stands behind the point
_SPREAD = words("var std max min transpose")  # methods that NumPy and PyTorch have with other defaults or results


class FunctionReader(Builder):
    """Reads calls of the functions of some code."""

    def __init__(self, code: Code):
        super().__init__(Source("", ast.Constant(0)), {})
        self.code, self.steps = code, 0
        self.active: list[Function] = []

    # entry points

    def value(self, node: ast.expr, env: Env) -> Any:
        """The value of an expression of the source."""
        return self.run(self.visit(node, env))

    def called(self, function: Function, values: Sequence[Any], named: Mapping[str, Any],
               around: Mapping[str, Any], seen: dict[str, Any] | None = None) -> Any:
        """The value of a call; `seen` is given the names that the function itself binds."""
        if function in self.active:
            raise ReadError(f"{function.name} calls itself, which is not read")
        if len(self.active) >= DEEPEST:
            raise ReadError(f"calls nest deeper than {DEEPEST}")
        env = {} if seen is None else seen
        env.update(around)
        env.update(self._bound(function, values, named))
        self.active.append(function)
        try:
            result = statements.block(self, function.body, env)
        finally:
            self.active.pop()
        if result is None:
            raise ReadError(f"{function.name} returns nothing")
        return result.value

    def _bound(self, function: Function, values: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Any]:
        names = [p.name for p in function.parameters]
        if len(values) > len(names):
            raise ReadError(f"{function.name} takes {counted(len(names), 'argument')}, {len(values)} given")
        bound = dict(zip(names, values))
        for name, value in named.items():
            if name not in names or name in bound:
                raise ReadError(f"{function.name} has no parameter {name!r} left")
            bound[name] = value
        for parameter in function.parameters:
            if parameter.name not in bound:
                if parameter.default is None:
                    raise ReadError(f"{function.name} needs {parameter.name!r}")
                bound[parameter.name] = self.value(parameter.default, {})
        return bound

    # the walk of expressions

    def visit(self, node: ast.AST, env: Env, expected: Sequence[tuple[Size, ...]] = ()) -> Visit:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise ReadError(f"more than {MOST_STEPS} steps; the function is too long to be read")
        return super().visit(node, env, expected)

    def known(self, name: str, env: Env) -> bool:
        return name in env

    def path(self, node: ast.expr, env: Env) -> list[str] | None:
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        head = self.meaning(node.id, env, node)
        return self.library(head.path + tuple(reversed(names)), node) if isinstance(head, Library) else None

    def library(self, path: Path, node: ast.AST) -> list[str]:
        """A dotted path of a library that is known here."""
        for prefix, same in _SAME.items():
            if path[: len(prefix)] == prefix:
                path = same + path[len(prefix):]
        if path[0] not in ROOTS:
            raise self.error(f"the module {path[0] or '.'} is not known here", node)
        return list(path)

    def meaning(self, name: str, env: Env, node: ast.AST) -> Any:
        """What a name of the source stands for."""
        if name in env:
            found = env[name]
            if isinstance(found, Unread):
                raise self.error(f"{name} was not understood: {found.reason}", node)
            if isinstance(found, Written):
                raise self.error(f"{name} is read while a loop fills it", node)
            return integer(found) if isinstance(found, Size) else found
        code = self.code
        if name in code.unclear:
            raise self.error(f"{name} has several meanings, or one that is not understood", node)
        if name in code.functions:
            return Closure(code.functions[name], {})
        if name in code.imports:
            return Library(code.imports[name])
        if name in code.constants:
            return self.value(code.constants[name], {})
        return None

    def _name(self, node: ast.Name, env: Env, expected: Any) -> Visit:
        yield from ()
        found = self.meaning(node.id, env, node)
        if found is None and not (node.id in env and env[node.id] is None):
            raise self.error(f"no name {node.id!r}", node)
        if isinstance(found, Library) and len(found.path) == 2 and found.path[0] in WITH_CONSTANTS and (
                found.path[1] in CONSTANTS):
            return constant(CONSTANTS[found.path[1]])
        return found

    def _constant(self, node: ast.Constant, env: Env, expected: Any) -> Visit:
        yield from ()
        if type(node.value) is float:
            return number(decimal(repr(node.value)))
        if type(node.value) is int:
            return number(node.value)
        if node.value is None or isinstance(node.value, bool | str):
            return node.value
        raise self.error(f"{type(node.value).__name__} has no meaning here", node)

    def _attribute(self, node: ast.Attribute, env: Env, expected: Any) -> Visit:
        path = self.path(node, env)
        if path is None:
            value = yield self.visit(node.value, env)
            names = getattr(value, "names", ())
            return value[names.index(node.attr)] if node.attr in names else calls.attribute(
                self, self.expression(value), node)
        if path[-1] == "newaxis":
            return None
        if len(path) == 2 and path[0] in WITH_CONSTANTS and path[1] in CONSTANTS:
            return constant(CONSTANTS[path[1]])
        return Library(tuple(path))

    def _list(self, node: ast.List, env: Env, expected: Any) -> Visit:
        return list((yield from self._tuple(node, env, expected)))  # type: ignore[arg-type]

    # operators

    def expression(self, value: Any) -> Expr:
        if isinstance(value, Closure | Library):
            raise ReadError("a function where a number or an array is expected")
        return super().expression(value)

    def binary(self, op: str, left: Expr, right: Expr) -> Expr:
        if op not in ("and", "or"):
            left, right = (apply("where", e, 1, 0) if e.sort == "boolean" else e for e in (left, right))
        return super().binary(op, left, right)

    def _unaryop(self, node: ast.UnaryOp, env: Env, expected: Any) -> Visit:
        value = yield self.visit(node.operand, env)
        if isinstance(node.op, ast.Not) and (value is None or isinstance(value, bool | str | list | tuple)):
            return not value
        if isinstance(node.op, ast.USub) and isinstance(value, Number):
            return number(-value.value)
        value = self.expression(value)
        if isinstance(node.op, ast.UAdd):
            return value
        if isinstance(node.op, ast.USub):
            return self.binary("mul", number(-1), value) if value.sort == "boolean" else apply("neg", value)
        if value.sort != "boolean":
            raise self.error("`not` of what is no condition", node)
        return apply("not", value)

    def _boolop(self, node: ast.BoolOp, env: Env, expected: Any) -> Visit:
        yield from ()
        stops = isinstance(node.op, ast.Or)  # the value at which the whole is decided
        total: Any = None
        for item in node.values:
            value = statements.truth(self, item, env)
            if value is stops:
                return stops
            if not isinstance(value, bool):
                total = value if total is None else apply("or" if stops else "and", total, value)
        return (not stops) if total is None else total

    def _compare(self, node: ast.Compare, env: Env, expected: Any) -> Visit:
        values = yield from raw(self, [node.left, *node.comparators], env)
        total: Any = True
        for sign, left, right in zip(node.ops, values, values[1:]):
            link = statements.compared(self, sign, left, right, node)
            if link is False:
                return False
            total = link if total is True else total if link is True else apply("and", total, link)
        return total

    def _ifexp(self, node: ast.IfExp, env: Env, expected: Any) -> Visit:
        test = statements.truth(self, node.test, env)
        if isinstance(test, bool):
            return (yield self.visit(node.body if test else node.orelse, env))
        first, second = yield from raw(self, [node.body, node.orelse], env)
        return apply("where", test, self.expression(first), self.expression(second))

    # functions and calls

    def _lambda(self, node: ast.Lambda, env: Env, expected: Any) -> Visit:
        yield from ()
        function = Function("lambda", parameters_of(node.args), (returning(node),), node.lineno, node.col_offset + 1)
        return Closure(function, dict(env))

    def _call(self, node: ast.Call, env: Env, expected: Any) -> Visit:
        if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
            raise self.error("* and ** in a call are not read", node)
        if _changes(node):
            raise self.error("a call that changes an array in place is not read", node)
        func = node.func
        path = self.path(func, env) if isinstance(func, ast.Name | ast.Attribute) else None
        if path is not None:
            return (yield from self._of_library(node, path, env))
        if isinstance(func, ast.Attribute):
            value = yield self.visit(func.value, env)
            return (yield from self._method(node, func, value, env))
        target = self.meaning(func.id, env, func) if isinstance(func, ast.Name) else (yield self.visit(func, env))
        if isinstance(target, Closure):
            values = yield from raw(self, node.args, env)
            named = dict(zip((k.arg for k in node.keywords), (
                yield from raw(self, [k.value for k in node.keywords], env))))
            return self.called(target.function, values, named, target.around)  # type: ignore[arg-type]
        if isinstance(target, Library):
            return (yield from self._of_library(node, self.library(target.path, node), env))
        if isinstance(target, Expr) and target.sort == "function":
            values = yield from raw(self, node.args, env)
            return apply("call", target, *(self.expression(v) for v in values))
        if target is None and isinstance(func, ast.Name) and not self.code.stars:
            return (yield from builtin.call(self, node, func.id, env))
        raise self.error("what is called here is not known", node)

    def _of_library(self, node: ast.Call, path: list[str], env: Env) -> Visit:
        name, module = path[-1], module_of(path)
        if name in loops.OVER_LISTS and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            return loops.reduced(self, name, node.args[0], env)
        if name in ("float64", "float32", "copy", "ascontiguousarray") and len(node.args) == 1:
            return self.expression((yield self.visit(node.args[0], env)))
        if name in _ARRAYS and node.args and _to_whole([*node.args[1:], *(k.value for k in node.keywords)]):
            self._need_whole((yield self.visit(node.args[0], env)), node)
        if name in _UNFILLED:  # the entries are nobody's, until a loop sets them
            return fresh_local((yield from calls.named(self, node, _UNFILLED[name], env, module=module)).shape)
        if find(name, module) is None and name in calls.FORMS and name not in _FORMS:
            raise self.error(f"{module}.{name} is not read", node)
        return (yield from calls.named(self, node, name, env, module=module))

    def _method(self, node: ast.Call, func: ast.Attribute, value: Any, env: Env) -> Visit:
        x = self.expression(value)
        if func.attr in _UNCHANGED:
            if _to_whole([*node.args, *(k.value for k in node.keywords)]):
                self._need_whole(x, node)
            return self.binary("add", number(0), x) if x.sort == "boolean" else x
        if func.attr not in _SPREAD:
            return (yield from calls.method(self, node, func, x, env))
        torch, numpy = "torch" in self.code.libraries, bool({"numpy", "jax"} & self.code.libraries)
        said = {k.arg for k in node.keywords}
        alike = not said & {"dim", "keepdim"} and (bool(said & {"ddof", "correction", "unbiased"}) or (
            func.attr in ("max", "min", "transpose") and not node.args))
        if torch and numpy and not alike and not said & {"dim", "keepdim"}:
            raise self.error(f"NumPy's and PyTorch's {func.attr} differ, and which one this is cannot be told", node)
        of_torch = (torch and not numpy) or said & {"dim", "keepdim", "unbiased"}
        spelling = find(func.attr, "torch" if of_torch else "numpy")
        if spelling is None:
            return (yield from calls.method(self, node, func, x, env))
        values = yield from raw(self, node.args, env)
        named = dict(zip((k.arg or "" for k in node.keywords), (
            yield from raw(self, [k.value for k in node.keywords], env))))
        return spelling.build(**spelling.bind([x, *values], named))

    def _need_whole(self, value: Any, node: ast.Call) -> None:
        if isinstance(value, Expr) and value.sort == "real" and not isinstance(value, Number):
            raise self.error("numbers are cut to whole ones, which is not read", node)

    def _subscript(self, node: ast.Subscript, env: Env, expected: Any) -> Visit:
        value = yield self.visit(node.value, env)
        if isinstance(value, tuple | list):
            return statements.item(self, value, node, env)
        return (yield from super()._subscript(node, env, expected))

    def _listcomp(self, node: ast.ListComp, env: Env, expected: Any) -> Visit:
        yield from ()
        return loops.listed(self, node, env)

    def _generatorexp(self, node: ast.GeneratorExp, env: Env, expected: Any) -> Visit:
        yield from ()
        return loops.listed(self, node, env)


def _to_whole(types: Sequence[ast.expr]) -> bool:
    """Whether one of some arguments is a type of whole numbers: `int`, `np.int64`, `torch.long`, "int32"."""
    names = (getattr(t, "attr", getattr(t, "id", getattr(t, "value", ""))) for t in types)
    return any(isinstance(name, str) and _WHOLE.fullmatch(name) for name in names)


def _changes(node: ast.Call) -> bool:
    """Whether a call changes an array besides giving its value: `x.add_(1)`, `out=x`, `inplace=True`."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return (name.endswith("_") and not name.startswith("_")) or any(
        k.arg == "out" or (k.arg == "inplace" and not (isinstance(k.value, ast.Constant) and k.value.value is False))
        for k in node.keywords if not (isinstance(k.value, ast.Constant) and k.value.value is None))
