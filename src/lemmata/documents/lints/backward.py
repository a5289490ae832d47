"""Functions of torch with a backward of their own: `class Cube(torch.autograd.Function)`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.pairs import Pair
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.words import comments, spaced

_BASES = ("torch.autograd.Function", "torch.autograd.function.Function")
_MEANT = re.compile(  # gradients that are meant to be others
    r"straight|surrogate|\bste\b|revers|quanti[sz]|binari[sz]|spike|approximat|pass.?through|clip|clamp|guided|hook|"
    r"subgradient|unbiased|relax|wrong|incorrect|broken|naive")
_VIEWS = ("view_as", "view", "clone", "detach", "contiguous", "identity")
_ANYWHERE = Given(source="__import__('torch').tensor([0.7, 1.4, -0.9])")


def backwards(program: Program) -> Iterator[Pair]:
    """Each argument of such a function with what its backward gives for it."""
    for made in program.nodes(ast.ClassDef):
        assert isinstance(made, ast.ClassDef)
        methods = program.scopes.methods.get(id(made), {})
        forward, backward = methods.get("forward"), methods.get("backward")
        if forward is None or backward is None or program.around(made) is not None or not any(
                program.qualified(base) in _BASES for base in made.bases) or _is_meant(program, made):
            continue
        names = [a.arg for a in forward.args.args][1:]
        if not names or forward.args.vararg or _same(program, forward, names[0]):
            continue
        calls = [c for c in program.calls() if _applies(program, c.func, made) and len(c.args) == len(names)
                 and not any(isinstance(a, ast.Starred) for a in c.args)]
        given = [(call, tuple(program.watching.kept(a) for a in call.args)) for call in calls[:1]]
        where, arguments = given[0] if given else (made, (_ANYWHERE,))
        function = Given(source=f"{made.name}.apply")
        for place in range(len(names) if given else int(len(names) == 1)):
            yield Pair(f"{made.name}.forward{f' by {names[place]}' if len(names) > 1 else ''}",
                       f"{made.name}.backward", program.returned(backward)[-1] if program.returned(backward) else made,
                       where, function, function, arguments, (place,), "backward")


def _applies(program: Program, node: ast.expr, made: ast.ClassDef) -> bool:
    """Whether an expression is `Cube.apply`, or a name of it."""
    found = program.meaning(node)
    if not (isinstance(found, ast.Attribute) and found.attr == "apply"):
        return False
    binding = program.binding(found.value)
    return binding is not None and binding.node is made


def _is_meant(program: Program, made: ast.ClassDef) -> bool:
    """Whether the text says that the gradient is not that of the function."""
    inside = " ".join(text for line, text in program.part(made).comments.items()
                      if made.lineno <= line <= (made.end_lineno or made.lineno))
    said = f"{spaced(made.name)} {ast.get_docstring(made)} {comments(program, made)} {inside} {program.part(made).said}"
    return _MEANT.search(said.lower()) is not None


def _same(program: Program, forward: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    """Whether a forward gives what it is given: such a function is there for its backward alone."""
    for found in program.returned(forward):
        while isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute) and found.func.attr in _VIEWS:
            found = found.func.value
        if isinstance(found, ast.Name) and found.id == name:
            return True
    return False
