"""Functions, and what is said to be their derivatives: handed to a solver, by their names, methods of a class."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.flow import given_to
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.values import values
from lemmata.documents.lints.words import spaced

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
_GIVEN = ("jac", "fprime", "grad", "gradient")
_SOLVERS = re.compile(
    r"^scipy\.optimize\.(minimize|root|root_scalar|newton|fsolve|fmin_bfgs|fmin_cg|fmin_l_bfgs_b|fmin_tnc|"
    r"least_squares|fmin_ncg|check_grad|basinhopping)$"
)
_WHOLE = (
    "minimize",
    "fmin_bfgs",
    "fmin_cg",
    "fmin_l_bfgs_b",
    "fmin_tnc",
    "fmin_ncg",
    "newton",
    "root_scalar",
    "check_grad",
    "root",
    "fsolve",
    "least_squares",
)
_NEWTON = re.compile(r"newton|raphson|\bd ?f|prime|deriv|\bgrad|slope|jac|hess|^d[a-z]?\b")


@dataclass(frozen=True)
class Pair:
    """A function and what is said to be its derivative; the call from which the arguments are taken.

    at       where the derivative is written, for the remark
    places   of the arguments by which it may be taken; -1: all of them together
    kind     of the question, see `probes.Question`
    """

    name: str
    derived: str
    at: ast.AST
    where: ast.AST
    function: Given
    derivative: Given
    arguments: tuple[Given, ...]
    places: tuple[int, ...] = (0,)
    kind: str = "slope"


def pairs(program: Program) -> Iterator[Pair]:
    """All functions of a program with what is said to be their derivative."""
    yield from _handed_over(program)
    yield from _stepped(program)
    yield from _fitted(program)
    yield from _by_name(program)
    yield from _methods(program)


def _handed_over(program: Program) -> Iterator[Pair]:
    """minimize(f, x0, jac=g), newton(f, x0, fprime=g), newton(func=f, x0=1, fprime=g)"""
    for call in program.calls():
        name = program.qualified(call.func)
        if not _SOLVERS.match(name) or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        named = {k.arg: k.value for k in call.keywords}
        last = name.rpartition(".")[2]
        given = next((named[k] for k in _GIVEN if k in named), None)
        function = call.args[0] if call.args else next((named[k] for k in ("fun", "func", "f") if k in named), None)
        start = call.args[1] if len(call.args) > 1 and last != "root_scalar" else named.get("x0")
        if last == "newton" or last.startswith("fmin_"):
            given = given or (call.args[2] if len(call.args) > 2 else None)
        if last == "check_grad" and len(call.args) > 2:
            given, start = call.args[1:3]
        if "col_deriv" in named or function is None:
            continue
        both = isinstance(given, ast.Constant) and given.value is True
        if last not in _WHOLE or given is None or start is None or (program.function(given) is None and not both):
            continue
        arguments = [program.watching.kept(start)]
        if "args" in named:
            arguments.append(program.watching.kept(named["args"], spread=True))
        if both:
            given = function
        yield Pair(
            ast.unparse(function)[:40],
            _label(given),
            program.function(given) or given,
            call,
            program.watching.kept(function),
            program.watching.kept(given),
            tuple(arguments),
        )


def _stepped(program: Program) -> Iterator[Pair]:
    """What calls give to a Newton method of the document's own: one with the step `f(x) / g(x)` of two parameters."""
    for step in program.nodes(ast.BinOp):
        around = program.around(step)
        if not (isinstance(step, ast.BinOp) and isinstance(step.op, ast.Div) and isinstance(around, ast.FunctionDef)):
            continue
        above, below = step.left, step.right
        if not (isinstance(above, ast.Call) and isinstance(below, ast.Call) and len(above.args) == 1) or (
                list(map(ast.dump, above.args)) != list(map(ast.dump, below.args))) or (
                not _subtracted(program, step, above.args[0])):
            continue
        of, by = program.binding(above.func), program.binding(below.func)
        if of is None or by is None or not of.kind == by.kind == "parameter" or not _NEWTON.search(
                f"{spaced(around.name)} {spaced(by.name)}"):
            continue
        for (call, function), (_, derivative) in zip(given_to(program, of), given_to(program, by)):
            if program.function(function) is not None and program.function(derivative) is not None and (
                    program.around(call) is None):
                yield Pair(ast.unparse(function)[:40], _label(derivative), program.function(derivative) or derivative,
                           call, program.watching.kept(function), program.watching.kept(derivative),
                           (Given(number=0.7),))


def _subtracted(program: Program, step: ast.expr, point: ast.expr) -> bool:
    """Whether a point goes down by a step in each round of a loop: `x -= step`, `x = x - step`, also by a name."""
    places: list[ast.AST] = [step]
    statement = program.parent(step)
    if isinstance(statement, ast.Assign) and (binding := program.binding(statement.targets[0])) is not None:
        places += program.uses(binding)
    for place in places:
        up = program.parent(place)
        left = up.target if isinstance(up, ast.AugAssign) else getattr(up, "left", None)
        if isinstance(up, ast.AugAssign | ast.BinOp) and isinstance(up.op, ast.Sub) and isinstance(
                left, ast.Name) and left.id == getattr(point, "id", "") and any(
                isinstance(loop, ast.For | ast.While) for loop in program.above(up)):
            return True
    return False


def _fitted(program: Program) -> Iterator[Pair]:
    """curve_fit(f, x, y, p0, jac=g): both take the data and then the parameters, by which the derivatives are."""
    for call in program.calls():
        if program.qualified(call.func) != "scipy.optimize.curve_fit" or len(call.args) < 3 or (
                program.around(call) is not None):
            continue
        named = {k.arg: k.value for k in call.keywords}
        given, function = named.get("jac"), program.function(call.args[0])
        if given is None or function is None or program.function(given) is None:
            continue
        count = len(function.args.args) - 1
        start = named.get("p0", call.args[3] if len(call.args) > 3 else None)
        numbers = values(program.term(start)) if start is not None else [1.0] * count
        if not numbers or len(numbers) != count:
            continue
        data = ast.unparse(call.args[1])
        of, by = (Given(source=f"lambda *p: {ast.unparse(one)}({data}, *p)") for one in (call.args[0], given))
        yield Pair(ast.unparse(call.args[0])[:40], _label(given), program.function(given) or given, call, of, by,
                   tuple(Given(number=n) for n in numbers), (-1,))


def _label(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else "what is given as the derivative"


def _by_name(program: Program) -> Iterator[Pair]:
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


def _methods(program: Program) -> Iterator[Pair]:
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
