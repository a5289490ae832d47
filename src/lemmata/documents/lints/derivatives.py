"""Derivatives written by hand that are not the derivatives of their functions."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.values import values
from lemmata.documents.lints.words import said_of

CODE = "M208"
_POINTS = (0.0, 0.31, 0.83, -0.57)
_FAR = 1e-2  # relative; what differs less may be rounding, or a constant with few digits
_STEEP = re.compile(  # names of the derivative of f
    r"^(?:d_?(?P<a>.+?)(?:_?d[a-z]\w*)?|grad(?:ient)?_(?:of_)?(?P<b>.+)|(?P<c>.+?)_(?:grad(?:ient)?|prime|deriv(?:ative)?|"
    r"dot|der|d|dx|jac(?:obian)?)|(?P<d>.+?)prime|(?:deriv(?:ative)?|jac(?:obian)?|nabla)_(?:of_)?(?P<e>.+)|(?P<g>.+)_d)$"
)
_BARE = re.compile(r"^(grad|gradient|derivative|deriv|df|dfdx|df_dx|fprime|f_prime|jac|jacobian|grad_f|gradient_f)$")
_PLAIN = ("f", "g", "h", "func", "fn", "function", "loss", "objective", "cost", "energy")
_COST = re.compile(r"loss|cost|objective|energy|mse|error|potential|likelihood")
_AMOUNT = re.compile(r"_(?:loss|cost|value|objective|energy|fn|func|function)$")
_PREFIX = re.compile(r"^(compute|calculate|calc|get|eval|evaluate|my)_|_(function|func|fn)$")
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


_AWARE = re.compile(
    r"up to a (constant|factor)|(factor|constant)s? .{0,30}(absorb|ignor|drop|omit)|absorb|approximat|subgradient|"
    r"surrogate|straight.through|proportional|clipped|stochastic|logits?\b|pre-?activation"
)


@dataclass(frozen=True)
class Pair:
    """A function and what is said to be its derivative; the call from which the arguments are taken.

    at       where the derivative is written, for the remark
    places   of the arguments by which it may be taken; -1: all of them together
    """

    name: str
    derived: str
    at: ast.AST
    where: ast.AST
    function: Given
    derivative: Given
    arguments: tuple[Given, ...]
    places: tuple[int, ...] = (0,)


def find(program: Program) -> Iterator[Remark]:
    said: set[int] = set()
    for pair in (*_handed_over(program), *_fitted(program), *_by_name(program), *_methods(program)):
        answers = [
            program.watching.ask(pair.where, "slope", pair.function, pair.arguments, pair.derivative, place, _POINTS)
            for place in pair.places
        ]
        found = [_wrong(rows) for rows in answers if isinstance(rows, list)]
        told = [seen for seen in found if seen is not None]
        if not told or not all(told) or id(pair.at) in said or _AWARE.search(said_of(program, pair.at)):
            continue
        said.add(id(pair.at))
        what = (
            f"{pair.derived} is not the derivative of {pair.name}"
            if pair.derivative != pair.function
            else (f"the derivative that {pair.name} returns beside its value is not the derivative of that")
        )
        yield program.remark(
            CODE, pair.at, what, "derive it again, or compare it with differences: scipy.optimize.check_grad", told[0]
        )


def _wrong(rows: Sequence[dict[str, Any]]) -> str | None:
    """Where the derivative differs from differences, at several points and far; "" where it does not, or hardly.

    None where they can't be compared.
    """
    clear = [
        r
        for r in rows
        if "difference" in r and math.isfinite(r["given"]) and r["error"] <= 1e-2 * max(1.0, abs(r["difference"]))
    ]
    points = {tuple(r["x"]) for r in clear}
    if len(points) < 2:
        return None
    if all(r.get("composed") is not None and not _far(r, r["composed"]) for r in clear):
        return ""
    far = [r for r in clear if _far(r, r["given"])]
    if len({tuple(r["x"]) for r in far}) < max(2, len(points) / 2):
        return ""
    worst = min(far, key=lambda r: (len(f"{r['x'][0]:.4g}"), -abs(r["difference"] - r["given"])))
    x = ", ".join(f"{v:.4g}" for v in worst["x"][:4]) + (", ..." if len(worst["x"]) > 4 else "")
    entry = f" in entry {worst['index']}" if worst["wanted"] > 1 else ""
    return (
        f"at {f'({x})' if worst['wanted'] > 1 else x} it gives {worst['given']:.5g}{entry}, while differences give "
        f"{worst['difference']:.5g}{_factor(clear)}"
    )


def _far(row: dict[str, Any], given: float) -> bool:
    return abs(row["difference"] - given) > _FAR * max(abs(row["difference"]), abs(given), 1e-3) + 3 * row["error"]


def _factor(rows: Sequence[dict[str, Any]]) -> str:
    """By which factor it is off, where that is the same everywhere."""
    ratios = [r["given"] / r["difference"] for r in rows if abs(r["difference"]) > 1e-6]
    if len(ratios) < 2 or max(ratios) - min(ratios) > 1e-3 * abs(ratios[0]):
        return ""
    return "; it has the wrong sign" if abs(ratios[0] + 1) < 1e-3 else f"; it is {ratios[0]:.4g} times the derivative"


def _handed_over(program: Program) -> Iterator[Pair]:
    """minimize(f, x0, jac=g), newton(f, x0, fprime=g)"""
    for call in program.calls():
        name = program.qualified(call.func)
        if not _SOLVERS.match(name) or len(call.args) < 2 or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        named = {k.arg: k.value for k in call.keywords}
        last = name.rpartition(".")[2]
        given = next((named[k] for k in _GIVEN if k in named), None)
        start = call.args[1] if last != "root_scalar" else named.get("x0")
        if last == "newton" or last.startswith("fmin_"):
            given = given or (call.args[2] if len(call.args) > 2 else None)
        if last == "check_grad":
            given, start = call.args[1], call.args[2] if len(call.args) > 2 else None
        if "col_deriv" in named:
            continue
        both = isinstance(given, ast.Constant) and given.value is True
        if last not in _WHOLE or given is None or start is None or (program.function(given) is None and not both):
            continue
        arguments = [program.watching.kept(start)]
        if "args" in named:
            arguments.append(program.watching.kept(named["args"], spread=True))
        function = call.args[0]
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
        base = _base(name, functions)
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
        if len(c.args) == len(names)
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
        yield Pair(name, derived, remark_at, where, Given(source=name), Given(source=derived), arguments, places)


def _redefined(program: Program, name: str, first: ast.AST, then: ast.AST) -> bool:
    """Whether a name is given to something else between two statements of one block, or in the block of the second."""
    part = program.part(then)
    return any(
        getattr(n, "name", "") == name and n is not first
        for n in ast.walk(part.tree)
        if isinstance(n, ast.FunctionDef) and n.lineno > getattr(then, "lineno", 0)
    )


DERIVATIVES = Lint(
    CODE,
    "wrong-derivative",
    "A derivative written by hand is not the derivative of its function.",
    "An optimizer that is given it stops early, goes the wrong way or needs many more steps, often without an error.",
    "Derive it again, compare it with differences (scipy.optimize.check_grad), or leave it out: optimizers take "
    "differences themselves, JAX and PyTorch differentiate.",
    "```python\ndef f(x):\n    return x**3 + 2*x\n\ndef df(x):\n    return 3*x**2\n\nprint(f(1.0), df(1.0))\n```\n",
    "```python\ndef f(x):\n    return x**3 + 2*x\n\ndef df(x):\n    return 3*x**2 + 2\n\nprint(f(1.0), df(1.0))\n```\n",
    find,
)
