"""Functions, and what is used as their derivatives: handed to a solver, in steps of Newton, beside what is fitted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.flow import given_to
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.values import values
from lemmata.documents.lints.words import spaced

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


def handed_over(program: Program) -> Iterator[Pair]:
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


def stepped(program: Program) -> Iterator[Pair]:
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


def fitted(program: Program) -> Iterator[Pair]:
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
