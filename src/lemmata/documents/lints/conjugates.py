"""Posteriors in closed form that start from another prior than the one that was fitted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.lints.laws import Density, densities
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Remark
from lemmata.documents.lints.terms import Term, add, mul, num, pow_
from lemmata.documents.lints.words import called, comments, spaced

_POSTERIOR = re.compile(r"\bpost(?:erior)?\b(?! predictive)")
_OTHERS = re.compile(r"\b(?:flat|uniform|jeffreys|another|different|second|other)\b.{0,20}\bprior|sensitiv")


@dataclass(frozen=True)
class Update:
    """A prior with numbers, and what the data add to each of them."""

    law: str
    prior: tuple[float, float]
    more: tuple[tuple[Term, ...], tuple[Term, ...]]  # in every spelling


def updated_from_another(program: Program, code: str) -> Iterator[Remark]:
    """`beta(1 + k, 1 + n - k)` beside a fit with the prior beta(2, 8)."""
    updates = list(dict.fromkeys(_updates(program)))
    if len(updates) != 1:
        return
    (update,) = updates
    found = [(node, start) for node in program.nodes(ast.Call) if isinstance(node, ast.Call)
             and (start := _start(program, node, update)) is not None]
    if any(start == update.prior for _, start in found):
        return  # beside the posterior of the prior that was fitted others may be shown
    for node, start in found[:1]:
        if _POSTERIOR.search(called(program, node)) and not _OTHERS.search(
                f"{comments(program, node)} {program.part(node).said.lower()}"):
            yield program.remark(
                code, node, f"this posterior starts from the prior {_shown(update.law, start)}, but what was fitted "
                f"has the prior {_shown(update.law, update.prior)}", "use the same prior in both")


_FIRST = re.compile(r"(?:post(?:erior)?|new|updated) (?:a|alpha)|(?:a|alpha) (?:n|post(?:erior)?|new|updated)")
_SECOND = re.compile(r"(?:post(?:erior)?|new|updated) (?:b|beta)|(?:b|beta) (?:n|post(?:erior)?|new|updated)")


def added_to_both(program: Program, code: str) -> Iterator[Remark]:
    """`posterior_b = b + heads + tails` beside `posterior_a = a + heads`: what succeeded counts as failed too."""
    sums = [(spaced(node.targets[0].id), node.value, _summands(node.value)) for node in program.nodes(ast.Assign)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
    firsts = [parts for name, _, parts in sums if _FIRST.fullmatch(name) and len(parts) > 1]
    for name, value, parts in sums:
        both = {part for first in firsts for part in set(first[1:]) & set(parts[1:]) if part}
        if _SECOND.fullmatch(name) and len(firsts) == 1 and len(both) == 1 and len(parts) > 2:
            yield program.remark(
                code, value, f"{both.pop()} is added to both parameters of this posterior: in a beta law one counts "
                "successes, the other failures", "add to the second one only the failures, n - k of k successes in n")


def _summands(node: ast.expr) -> list[str]:
    """What is added up, the prior first; "" in place of what is subtracted."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        last = _summands(node.right) if isinstance(node.op, ast.Add) else [""]
        return [*_summands(node.left), *last]
    return ["" if any(isinstance(part, ast.Sub | ast.Constant) for part in ast.walk(node)) else ast.unparse(node)]


def _shown(law: str, numbers: tuple[float, float]) -> str:
    return f"{law}({numbers[0]:g}, {numbers[1]:g})"


def _updates(program: Program) -> Iterator[Update]:
    """The conjugate priors of what functions of the document, or what they return, have as an objective."""
    for node in program.nodes(ast.FunctionDef, ast.Lambda):
        assert isinstance(node, ast.FunctionDef | ast.Lambda)
        for value in program.returned(node):
            laws = list(densities(program.term(value)))
            for prior in laws:
                numbers = _numbers(prior)
                data = [more for one in laws if one is not prior and (more := _added(prior, one)) is not None]
                if numbers is not None and len(data) == 1:
                    yield Update(prior.law, numbers, data[0])


def _numbers(law: Density) -> tuple[float, float] | None:
    """The parameters of a beta or gamma law (shape and rate), where they are numbers."""
    one, other = _parameters(law.law, law.parameters)
    return None if one is None or other is None or one.number is None or other.number is None else (
        one.number, other.number)


def _parameters(law: str, parameters: dict[str, Term]) -> tuple[Term | None, Term | None]:
    if law == "beta" and not {"loc", "scale"} & set(parameters):
        return parameters.get("a"), parameters.get("b")
    if law == "gamma" and "loc" not in parameters:
        return parameters.get("a"), pow_(parameters.get("scale", num(1)), num(-1))
    return None, None


def _added(prior: Density, data: Density) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """What data of a law whose parameter has this prior add to its numbers."""
    total, at = Term("sum", (data.at,)), data.at
    sizes = (Term("len", (at,)), Term("attribute", (at,), "size"))
    if prior.law == "beta" and data.law == "binom" and data.parameters.get("p") == prior.at and "n" in data.parameters:
        return (at,), (add([data.parameters["n"], mul([num(-1), at])]),)
    if prior.law == "beta" and data.law == "bernoulli" and data.parameters.get("p") == prior.at:
        return (total,), tuple(add([size, mul([num(-1), total])]) for size in sizes)
    if prior.law == "gamma" and data.law == "poisson" and data.parameters.get("mu") == prior.at:
        return (total,), sizes
    return None


def _start(program: Program, node: ast.Call, update: Update) -> tuple[float, float] | None:
    """From which prior a law was updated with the same data; None where it is no such law."""
    if program.qualified(node.func) != f"scipy.stats.{update.law}" or not node.args:
        return None
    order = ("a", "b") if update.law == "beta" else ("a", "loc", "scale")
    parameters = dict(zip(order, map(program.term, node.args))) | {
        k.arg: program.term(k.value) for k in node.keywords if k.arg}
    found = [next((rest for one in more if parameter is not None and (
        rest := add([parameter, mul([num(-1), one])]).number) is not None), None)
        for parameter, more in zip(_parameters(update.law, parameters), update.more)]
    one, other = found
    return (one, other) if one is not None and other is not None and one > 0 and other > 0 else None
