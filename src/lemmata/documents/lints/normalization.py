"""Functions called densities whose integral is not 1."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.calleddensities import KNOWN, is_called_density, kind_of, made_one, named_functions
from lemmata.documents.lints.patterns import first_match
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.totals import COUNTS, PLAIN, last_count, total
from lemmata.documents.lints.values import values
from lemmata.documents.lints.words import spaced

CODE = "M204"
_USUAL = {  # names of parameters, and a value at which a law has nothing special
    "mu mean loc m theta center centre location p w x0 m0 mu0 loc0": 0.3,
    "sigma std s scale sd stddev sigma2 var variance b tau gamma": 1.7,
    "lam lambda_ rate lmbda lambd": 1.3,
    "alpha shape": 2.2,
    "beta": 2.6,
    "n": 6,
    "nu df": 5.0,
    "params": math.nan,
    "a": 1.2,
}
_PARAMETERS: Mapping[str, float] = {name: value for names, value in _USUAL.items() for name in names.split()}
_LIMITS = (-math.pi, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, math.pi, 2 * math.pi)
_FARTHEST, _MOST = 1e5, 20  # peaks that are looked for, and how many places of them


def _variable(function: Function) -> tuple[int, list[str]] | None:
    """The place of the argument over which a density integrates to 1, and the names of all; None if unclear."""
    arguments = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    if function.args.vararg or not arguments:
        return None
    free = [place for place, name in enumerate(arguments) if name.lower() not in _PARAMETERS]
    if len(arguments) == 1:
        return 0, arguments
    return (free[0], arguments) if len(free) == 1 else None


def _settings(program: Program, function: Function, place: int, names: Sequence[str]) -> tuple[ast.AST, list[Given]]:
    """A call of the function, or itself, and the values of its other arguments: those of the call, else usual ones."""
    positional = len(names)
    defaults = positional - len(function.args.defaults)
    for call in program.calls():
        if program.function(call.func) is not function or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        named = {k.arg: k.value for k in call.keywords}
        given: list[Given] = []
        for index, name in enumerate(names):
            node = call.args[index] if index < len(call.args) else named.get(name)
            if index == place:
                given.append(Given())
            elif node is not None and isinstance(node, ast.Constant | ast.UnaryOp):
                given.append(Given(source=ast.unparse(node)))
            elif node is not None:
                given.append(program.watching.kept(node))
            elif index >= defaults:
                given.append(Given(source=ast.unparse(function.args.defaults[index - defaults])))
        if len(given) == positional:
            return call, given
    usual = [
        Given(source=ast.unparse(function.args.defaults[i - defaults]))
        if i >= defaults
        else Given(number=_PARAMETERS.get(name.lower(), 0.0))
        for i, name in enumerate(names)
    ]
    return function, usual


def find(program: Program) -> Iterator[Remark]:
    for function, name, at in named_functions(program):
        if not is_called_density(program, function, name, at) or made_one(program, function, at):
            continue
        variable = _variable(function)
        if variable is None:
            continue
        place, names = variable
        where, others = _settings(program, function, place, names)
        answer: Any = program.watching.ask(
            where if where is not function else at,
            "integral",
            _handle(program, at, name, where),
            others,
            place=place,
            points=tuple(sorted({*_LIMITS, *_peaks(program, function)})),
        )
        what = names[place]
        if answer is not None:
            words = set(spaced(name).split())
            mass = bool({"pmf", "mass"} & words) and what in COUNTS
            last = last_count(answer, [*names[:place], *names[place + 1:]]) if mass else None
            seen = total(answer, bool({"density", "pdf"} & words), what, mass, last)
        else:
            seen = ""
        returned = program.returned(function)
        certain = answer is None and len(returned) == 1 and first_match(KNOWN, program.term(returned[0])) is not None
        if seen or certain:
            yield _remark(program, returned[0] if len(returned) == 1 else at, name, what, seen)
    yield from _methods(program)


def _methods(program: Program) -> Iterator[Remark]:
    """`g.pdf(x)` of an instance of a class of the document: with its own parameters, over what is left."""
    said: set[int] = set()
    for call in program.calls():
        owner = program.reader.own_class(call.func.value) if isinstance(call.func, ast.Attribute) else None
        if owner is None or program.around(call) is not None or len(call.args) != 1 or call.keywords:
            continue
        assert isinstance(call.func, ast.Attribute)
        name, method = call.func.attr, program.scopes.methods[id(owner)].get(call.func.attr)
        if not isinstance(method, ast.FunctionDef) or len(method.args.args) != 2 or id(method) in said or (
                not is_called_density(program, method, name, method) or made_one(program, method, method)):
            continue
        points = _places(program, program.maker(call.func.value))
        answer: Any = program.watching.ask(
            call, "integral", Given(source=f"{ast.unparse(call.func.value)}.{name}"), [Given()], points=points
        ) if points else None
        variable = method.args.args[1].arg
        seen = total(answer, bool({"density", "pdf"} & set(spaced(name).split())), variable) if answer else ""
        if seen:
            said.add(id(method))
            returned = program.returned(method)
            yield _remark(program, returned[0] if len(returned) == 1 else method, name, variable, seen)


def _places(program: Program, made: ast.Call | None) -> tuple[float, ...]:
    """Where a law may have something special, by the numbers with which it was made; none where those are unknown."""
    known = [values(program.term(a)) for a in (*made.args, *(k.value for k in made.keywords))] if made else [None]
    numbers = [n for found in known if found is not None for n in found]
    if any(found is None or len(found) != 1 for found in known) or any(abs(n) > PLAIN for n in numbers):
        return ()
    return tuple(sorted({*_LIMITS, *numbers, *(a + s * b for a in numbers for b in numbers for s in (-4, -1, 1, 4))}))


def _peaks(program: Program, function: Function) -> list[float]:
    """Where a density may rise and fall, by the numbers in it: about a, as wide as the b after it, far from 0."""
    groups = [values(program.term(n)) for n in _in_order(function) if isinstance(n, ast.Constant | ast.Name)]
    rows = [row for one, then in pairwise(g for g in groups if g) for row in zip(one, then) if len(one) == len(then)]
    found = [a + s * b for a, b in dict.fromkeys(rows) if 0 < b < abs(a) and 3 < abs(a) <= _FARTHEST
             for s in (-4, -1, 0, 1, 4)]
    return found[:_MOST]


def _in_order(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function in the order of the text."""
    work: list[ast.AST] = list(ast.iter_child_nodes(function))[::-1]
    while work:
        node = work.pop()
        yield node
        work.extend(list(ast.iter_child_nodes(node))[::-1])


def _remark(program: Program, at: ast.AST, name: str, variable: str, seen: str) -> Remark:
    return program.remark(
        CODE,
        at,
        f"{name} is called a {kind_of(name)}, but does not "
        f"{'sum' if 'sum' in seen else 'integrate'} to 1 over {variable}"
        f"{'' if seen else ': a constant factor is missing'}",
        "divide by the integral (for exp(-(x - m)**2 / (2 s**2)) by s sqrt(2 pi)), or call it unnormalized",
        seen,
    )


def _handle(program: Program, at: ast.AST, name: str, where: ast.AST) -> Given:
    """The function, as the child finds it: by its name where it is global, else as it is called."""
    if isinstance(where, ast.Call) and (program.around(at) is not None):
        return program.watching.kept(where.func)
    return Given(source=name)


NORMALIZATION = Lint(
    CODE,
    "unnormalized-density",
    "A function is called a density or probability, and its integral or sum is not 1.",
    "Probabilities computed from it are wrong by a factor, and so are likelihoods whose factor depends on a parameter.",
    "Divide by the integral, or say that it is unnormalized.",
    "```python\nimport numpy as np\ndef density(x):\n    return np.exp(-x**2)\nprint(density(1.0))\n```\n",
    "```python\nimport numpy as np\ndef density(x):\n    return np.exp(-x**2) / np.sqrt(np.pi)\n"
    "print(density(1.0))\n```\n",
    find,
)
