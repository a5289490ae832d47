"""Functions beside the one of which their name, their docstring or their class says that they are the derivative."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.pairs import Pair
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Function

_STEEP = re.compile(  # names of the derivative of f
    r"^(?:d_?(?P<a>.+?)(?:_?d[a-z]\w*)?|grad(?:ient)?_(?:of_)?(?P<b>.+)|(?P<c>.+?)_(?:grad(?:ient)?|prime|deriv(?:ative)?|"
    r"dot|der|d|dx|jac(?:obian)?)|(?P<d>.+?)prime|(?:deriv(?:ative)?|jac(?:obian)?|nabla)_(?:of_)?(?P<e>.+)|(?P<g>.+)_d)$"
)
_BARE = re.compile(r"^(grad|gradient|derivative|deriv|df|dfdx|df_dx|fprime|f_prime|jac|jacobian|grad_f|gradient_f)$")
_PLAIN = ("f", "g", "h", "func", "fn", "fun", "function", "value", "loss", "objective", "cost", "energy")
_COST = re.compile(r"loss|cost|objective|energy|mse|error|potential|likelihood")
_AMOUNT = re.compile(r"_(?:loss|cost|value|objective|energy|fn|func|function)$")
_PREFIX = re.compile(r"^(compute|calculate|calc|get|eval|evaluate|my)_|_(function|func|fn)$")
_DESCRIBED = re.compile(r"(?i)(?:(?:compute|return|evaluate|calculate)s?\s+)?"
                        r"(?:(?:the|analytic(?:al)?|exact|first)\s+)*(?:gradient|derivative|slope)\s+of\s+(?:the\s+)?[`:]*(?P<of>\w+)(?:\([^)]*\))?`*"
                        r"(?=\s*(?:$|[.,;]|at\b|by\b|in\b|with\b|w\.r\.t\b))")


def by_name(program: Program) -> Iterator[Pair]:
    """f and df, loss and grad_loss, f and gradient: the last function of that name before, with the same arguments."""
    functions: list[tuple[str, Function, ast.AST]] = []
    for node in program.nodes(ast.FunctionDef, ast.Assign):
        name = ""
        function: Function | None = None
        if (
            isinstance(node, ast.FunctionDef)
            and program.around(node) is None
            and not node.decorator_list
            and not any(isinstance(up, ast.ClassDef) for up in program.above(node))
        ):
            name, function = node.name, node
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Lambda)
            and isinstance(node.targets[0], ast.Name)
            and program.around(node) is None
        ):
            name, function = node.targets[0].id, node.value
        if function is None:
            continue
        base = _base(name, functions) or _described(function, functions)
        if base is not None:
            yield from _pairs(program, base, (name, function, node))
        functions.append((name, function, node))


def methods(program: Program) -> Iterator[Pair]:
    """`model.loss` and `model.grad`, where an instance is called outside of its class."""
    for call in program.calls():
        owner = program.reader.own_class(call.func.value) if isinstance(call.func, ast.Attribute) else None
        if owner is None or program.around(call) is not None or call.keywords or not call.args:
            continue
        assert isinstance(call.func, ast.Attribute)
        methods = program.scopes.methods[id(owner)]
        steep = methods.get(call.func.attr)
        before = [(m.name, m, m) for m in methods.values() if m is not steep and m.name != "__init__"]
        base = _base(call.func.attr, [one for one in before if steep is not None and one[1].lineno < steep.lineno])
        if steep is None or base is None or len(base[1].args.args) != len(call.args) + 1:
            continue
        names = [[a.arg for a in f.args.args] for f in (base[1], steep)]
        if names[0] != names[1] or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        of = ast.unparse(call.func.value)
        returned = program.returned(steep)
        yield Pair(base[0], call.func.attr, returned[0] if len(returned) == 1 else steep, call,
                   Given(source=f"{of}.{base[0]}"), Given(source=f"{of}.{call.func.attr}"),
                   tuple(program.watching.kept(a) for a in call.args), tuple(range(len(call.args))))


def _described(function: Function, before: Sequence[tuple[str, Function, ast.AST]]) -> (
        tuple[str, Function, ast.AST] | None):
    """The function whose derivative another one says it is: `\"\"\"Gradient of energy.\"\"\"`."""
    said = " ".join((ast.get_docstring(function) or "").split()) if isinstance(function, ast.FunctionDef) else ""
    found = _DESCRIBED.match(said)
    return next((one for one in reversed(before) if found and one[0] == found["of"]), None)


def _base(name: str, before: Sequence[tuple[str, Function, ast.AST]]) -> tuple[str, Function, ast.AST] | None:
    """The function of which another one has the name of the derivative."""
    found = _STEEP.match(name)
    wanted = {part.lower() for part in found.groups() if part} if found else set()
    for one in reversed(before):
        if one[0].lower() in wanted:
            return one
    costs = [one for one in before if _AMOUNT.sub("", one[0].lower()) in wanted]
    if len(costs) == 1 and costs[0][0].lower() not in wanted:
        return costs[0]  # mse_loss and mse_gradient
    if _BARE.match(_PREFIX.sub("", name)) and before and not _STEEP.match(before[-1][0]):
        last = _PREFIX.sub("", before[-1][0])
        if last in _PLAIN or _COST.search(last):
            return before[-1]
    return None


def _pairs(
    program: Program, base: tuple[str, Function, ast.AST], steep: tuple[str, Function, ast.AST]
) -> Iterator[Pair]:
    """The pair, at the arguments of calls; of one argument at plain numbers."""
    (name, function, _), (derived, derivative, at) = base, steep
    names = [a.arg for a in function.args.args]
    others = [a.arg for a in derivative.args.args]
    if (names != others and not (len(names) == len(others) == 1)) or not names or function.args.vararg:
        return
    if _redefined(program, name, base[2], at):
        return
    returned = program.returned(derivative)
    terms = [program.term(r) for r in returned]
    if len(names) > 1 and terms and all(t.head in ("list", "stack") and len(t.args) == len(names) for t in terms):
        places: tuple[int, ...] = (-1,)
    elif (by := re.search(r"_?d_?([a-z]+\d?)$", derived)) and by[1] in names and len(names) > 1:
        places = (names.index(by[1]),)
    else:
        places = tuple(range(len(names)))
    called = [
        c
        for c in program.calls()
        if len(names) - len(function.args.defaults) <= len(c.args) <= len(names)
        and c.args
        and not c.keywords
        and program.function(c.func) in (function, derivative)
        and not any(isinstance(a, ast.Starred) for a in c.args)
        and program.around(c) not in (function, derivative)
    ]
    remark_at = returned[0] if len(returned) == 1 else at
    given: list[tuple[ast.AST, tuple[Given, ...]]] = [
        (call, tuple(program.watching.kept(a) for a in call.args)) for call in called[:2]
    ]
    if len(names) == 1 or (places == (-1,) and not called):
        given.append((at, tuple(Given(number=0.7 + 0.4 * i) for i in range(len(names)))))
    for where, arguments in given:
        here = tuple(place for place in places if place < len(arguments))
        if here:
            yield Pair(name, derived, remark_at, where, Given(source=name), Given(source=derived), arguments, here)


def _redefined(program: Program, name: str, first: ast.AST, then: ast.AST) -> bool:
    """Whether a name is given to something else between two statements of one block, or in the block of the second."""
    part = program.part(then)
    return any(
        getattr(n, "name", "") == name and n is not first
        for n in ast.walk(part.tree)
        if isinstance(n, ast.FunctionDef) and n.lineno > getattr(then, "lineno", 0)
    )
