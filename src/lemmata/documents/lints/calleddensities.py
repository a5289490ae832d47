"""Functions that a document calls densities or probabilities, and does not normalize elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.patterns import first_match
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.words import comments, docstring, spaced

_CORE = frozenset(("probability", "prob", "density", "pdf", "pmf"))
_BESIDE = frozenset(word for text in (  # words that leave it a density
    "distribution function func fn fun my the of a x k p f compute computes get eval evaluate calculate calc",
    "mass gaussian normal gauss exponential laplace cauchy uniform beta gamma poisson binomial bernoulli",
    "geometric logistic rayleigh weibull pareto triangular triangle custom simple model univariate standard",
    "std mixture bell curve data lognormal student t chi chi2 continuous discrete 1d example at value maxwell",
) for word in text.split())
_OF_ANYTHING = frozenset(("density", "function", "func", "fn", "my", "the", "of", "x", "compute", "get", "at", "value"))
_SAYS = re.compile(r"\b(probability (density|distribution|mass)|density function|density of (a|the|an)|pdf|pmf)\b")
_FREE = re.compile(
    r"un-?normali[sz]|not normali[sz]|proportional|up to a (constant|factor)|unscaled|energy|kernel|"
    r"without (the )?normali|constant (is )?(left out|omitted|dropped)|∝|propto|survival|cumulative|log[- ]"
)
_CHANCE = re.compile(r"probabilit|random|distribution|likelihood|gauss|normal|bayes|statisti|scipy\.stats|expectation")
KNOWN = ("exp(-_x**2)", "exp(-_x**2 / 2)", "exp(-_x**2 / (2 * _s**2))", "exp(-abs(_x))", "1 / (1 + _x**2)")


def named_functions(program: Program) -> Iterator[tuple[Function, str, ast.AST]]:
    """The functions of a document with a name, and where they get it."""
    for node in program.nodes(ast.FunctionDef, ast.Assign):
        if isinstance(node, ast.FunctionDef):
            if not node.decorator_list and not any(isinstance(up, ast.ClassDef) for up in program.above(node)):
                yield node, node.name, node
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Lambda)
            and isinstance(node.targets[0], ast.Name)
        ):
            yield node.value, node.targets[0].id, node


def is_called_density(program: Program, function: Function, name: str, at: ast.AST) -> bool:
    words = spaced(name).split()
    said = f"{docstring(function)} {comments(program, at)}"
    if _FREE.search(f"{spaced(name)} {said}") or _FREE.search(program.part(at).said.lower()):
        return False
    if _CORE & set(words):
        unclear = set(words) <= _OF_ANYTHING and not _is_of_chance(program, function, at)
        return set(words) <= _CORE | _BESIDE and not unclear
    return _SAYS.search(said) is not None and not set(words) & {
        "log",
        "cdf",
        "likelihood",
        "sample",
        "fit",
        "plot",
        "prior",
        "posterior",
    }


def _is_of_chance(program: Program, function: Function, at: ast.AST) -> bool:
    """Whether a density is one of probability, as far as one sees, and not of mass."""
    returned = program.returned(function)
    said = " ".join([program.part(at).said.lower(), *(part.source.lower() for part in program.parts)])
    return _CHANCE.search(said) is not None or any(first_match(KNOWN, program.term(r)) is not None for r in returned)


def _body(function: Function) -> set[int]:
    return {id(n) for n in ast.walk(function)}


def made_one(program: Program, function: Function, at: ast.AST) -> bool:
    """Whether what the function gives is divided by something made of it, or it is handed to another function."""
    body = _body(function)
    for node in program.nodes(ast.BinOp, ast.AugAssign):
        below = node.right if isinstance(node, ast.BinOp) else getattr(node, "value", None)
        if (
            isinstance(getattr(node, "op", None), ast.Div)
            and isinstance(below, ast.expr)
            and id(node) not in body
            and any(
                id(t.node) in body
                or (t.head == "name" and getattr(t.value, "node", None) in (function, at))
                or (t.head == "function" and t.value == id(function))
                for t in program.term(below).walk()
            )
        ):
            return True
    for call in program.calls():
        for argument in (*call.args, *(k.value for k in call.keywords)):
            if isinstance(argument, ast.Name) and program.function(argument) is function:
                return True
    return False


def kind_of(name: str) -> str:
    words = set(spaced(name).split())
    return "probability" if words & {"probability", "prob", "pmf"} and not words & {"density", "pdf"} else "density"
