"""What a call changes in place, so that a name stands no longer for what it was given."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lemmata.documents.code.usual import USUAL
from lemmata.documents.lints.scopes import Binding, Function, bound_in

_FIRST = frozenset((  # change what they are given first, whatever module they come from
    "fill_diagonal", "putmask", "copyto", "place", "put", "put_along_axis", "shuffle", "heapify", "at"))
_SAME = frozenset(("requires_grad_", "detach_", "share_memory_", "pin_memory_"))  # leave the numbers as they are
Look = Callable[[str], Binding | None]


def changed_by(call: ast.Call, look: Look) -> Iterator[ast.expr]:
    """The expressions of which a call changes what they name; `look` says what a name stands for there.

    >>> source = "np.clip(p, 0, 1, out=p); w.sub_(g); np.fill_diagonal(A, 1); F.relu(x, inplace=True); np.clip(q, 0, 1)"
    >>> calls = [statement.value for statement in ast.parse(source).body]
    >>> [[ast.unparse(one) for one in changed_by(call, {}.get)] for call in calls]
    [['p'], ['w'], ['A'], ['x'], []]
    """
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    here = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    in_place = any(_is(k, "inplace", True) or (name == "nan_to_num" and _is(k, "copy", False)) for k in call.keywords)
    if in_place or (name.endswith("_") and not name.endswith("__") and name not in _SAME):
        yield from call.args[:1] if not here or _is_module(here[0], look) else here
    elif name in _FIRST:
        yield from call.args[:1]
    for keyword in call.keywords:
        if keyword.arg == "out":
            yield from keyword.value.elts if isinstance(keyword.value, ast.Tuple) else [keyword.value]
    own = look(call.func.id) if isinstance(call.func, ast.Name) else None
    if own is not None and own.kind == "function" and isinstance(own.node, ast.FunctionDef):
        yield from _changed_by_own(own.node, call)


def _is_module(node: ast.expr, look: Look) -> bool:
    """Whether what has a function is a module, as in `torch.nn.init.zeros_(w)`, and no array, as in `x.clamp_()`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name):
        return False
    known = look(node.id)
    return node.id in USUAL if known is None else known.kind == "import"


def _nothing(name: str) -> Binding | None:
    """Of functions that the body calls nothing is known: one step deep is what people write."""
    return None


def _is(keyword: ast.keyword, name: str, value: bool) -> bool:
    return keyword.arg == name and isinstance(keyword.value, ast.Constant) and keyword.value.value is value


def _changed_by_own(function: ast.FunctionDef, call: ast.Call) -> Iterator[ast.expr]:
    """What a function of the document changes: of its arguments, and of the names around it."""
    parameters = [p.arg for p in (*function.args.posonlyargs, *function.args.args)]
    given = {**dict(zip(parameters, call.args)), **{k.arg: k.value for k in call.keywords if k.arg}}
    changed = _changed_in(function)
    local = {*parameters, *(p.arg for p in function.args.kwonlyargs), *_assigned(function)}
    outside = {name for n in ast.walk(function) if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
    yield from (value for name, value in given.items() if name in changed)
    for name in sorted((changed - local) | (outside & bound_in(function.body))):
        yield ast.copy_location(ast.Name(name, ast.Load()), call)


def _changed_in(function: Function) -> set[str]:
    """The names whose values the body of a function changes in place, before it gives them a new one."""
    fresh = _assigned(function)
    found: set[str] = set()
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.Delete):
            targets = [t for t in node.targets if isinstance(t, ast.Subscript)]
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call):
            targets = list(changed_by(node, _nothing))
        for target in targets:
            while isinstance(target, ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name) and fresh.get(target.id, node.lineno) >= node.lineno:  # type: ignore[attr-defined]
                found.add(target.id)
    return found


def _assigned(function: Function) -> dict[str, int]:
    """The first line on which the body of a function gives a name a new value, in any case."""
    found: dict[str, int] = {}
    for statement in function.body if isinstance(function.body, list) else ():
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                for part in target.elts if isinstance(target, ast.Tuple) else [target]:
                    if isinstance(part, ast.Name):
                        found.setdefault(part.id, statement.lineno)
    return found
