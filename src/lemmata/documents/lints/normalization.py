"""Functions called densities whose integral is not 1."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from lemmata.documents.code.probes import Given
from lemmata.documents.lints.patterns import first_match
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.values import values
from lemmata.documents.lints.words import comments, docstring, spaced

CODE = "M204"
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
_NEAR = 0.01
_FARTHEST, _MOST = 1e5, 20  # peaks that are looked for, and how many places of them
_PLAIN = 50.0  # numbers up to which a law lies where integrals are taken well
_TRIALS = ("n", "N", "trials", "n_trials", "size")
_COUNTS = ("k", "n", "i", "j", "y", "count")  # variables of laws of whole numbers
_KNOWN = ("exp(-_x**2)", "exp(-_x**2 / 2)", "exp(-_x**2 / (2 * _s**2))", "exp(-abs(_x))", "1 / (1 + _x**2)")


def _named(program: Program) -> Iterator[tuple[Function, str, ast.AST]]:
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


def _is_called_density(program: Program, function: Function, name: str, at: ast.AST) -> bool:
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
    return _CHANCE.search(said) is not None or any(first_match(_KNOWN, program.term(r)) is not None for r in returned)


def _variable(function: Function) -> tuple[int, list[str]] | None:
    """The place of the argument over which a density integrates to 1, and the names of all; None if unclear."""
    arguments = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    if function.args.vararg or not arguments:
        return None
    free = [place for place, name in enumerate(arguments) if name.lower() not in _PARAMETERS]
    if len(arguments) == 1:
        return 0, arguments
    return (free[0], arguments) if len(free) == 1 else None


def _body(function: Function) -> set[int]:
    return {id(n) for n in ast.walk(function)}


def _made_one(program: Program, function: Function, at: ast.AST) -> bool:
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
    for function, name, at in _named(program):
        if not _is_called_density(program, function, name, at) or _made_one(program, function, at):
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
            mass = bool({"pmf", "mass"} & words) and what in _COUNTS
            last = _last(answer, [*names[:place], *names[place + 1:]]) if mass else None
            seen = _total(answer, bool({"density", "pdf"} & words), what, mass, last)
        else:
            seen = ""
        returned = program.returned(function)
        certain = answer is None and len(returned) == 1 and first_match(_KNOWN, program.term(returned[0])) is not None
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
                not _is_called_density(program, method, name, method) or _made_one(program, method, method)):
            continue
        points = _places(program, program.maker(call.func.value))
        answer: Any = program.watching.ask(
            call, "integral", Given(source=f"{ast.unparse(call.func.value)}.{name}"), [Given()], points=points
        ) if points else None
        variable = method.args.args[1].arg
        seen = _total(answer, bool({"density", "pdf"} & set(spaced(name).split())), variable) if answer else ""
        if seen:
            said.add(id(method))
            returned = program.returned(method)
            yield _remark(program, returned[0] if len(returned) == 1 else method, name, variable, seen)


def _places(program: Program, made: ast.Call | None) -> tuple[float, ...]:
    """Where a law may have something special, by the numbers with which it was made; none where those are unknown."""
    known = [values(program.term(a)) for a in (*made.args, *(k.value for k in made.keywords))] if made else [None]
    numbers = [n for found in known if found is not None for n in found]
    if any(found is None or len(found) != 1 for found in known) or any(abs(n) > _PLAIN for n in numbers):
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
        f"{name} is called a {_kind(name)}, but does not "
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


def _kind(name: str) -> str:
    words = set(spaced(name).split())
    return "probability" if words & {"probability", "prob", "pmf"} and not words & {"density", "pdf"} else "density"


def _last(answer: Mapping[str, Any], others: Sequence[str]) -> int | None:
    """The number of trials, up to which a law of whole numbers goes: what is called n."""
    known = dict(zip(others, answer["hints"])) if len(others) == len(answer["hints"]) else {}
    trials = next((known[name] for name in _TRIALS if name in known), 0.0)
    return int(trials) if trials == int(trials) and 0 < trials < _PLAIN else None


def _total(answer: Mapping[str, Any], strictly: bool, variable: str, mass: bool = False,
           last: int | None = None) -> str:
    """What the integral is, where it is over no usual range 1; "" where it is, or where one can't tell.

    mass: it is one of whole numbers, and only their sum counts, up to `last` where that is known
    """
    pieces, hints = answer["pieces"], answer["hints"]
    if answer["right"] < 0 or (answer["low"] < 0 and not strictly):
        return ""
    hill = _is_hill(answer["counts"], answer["first"], hints)
    discrete = mass or pieces is None or not (hill or (strictly and variable not in _COUNTS))
    if discrete and any(abs(t - 1) < _NEAR for t in _sums(answer["counts"], answer["first"], hints)):
        return ""
    if last is not None:
        upto = [c for c in answer["counts"][-answer["first"]:][:last + 1] if c is not None]
        if len(upto) == last + 1 and sum(upto) > 1e-9:
            return f"the sum over 0, ..., {last} is {sum(upto):.4g}"
    if pieces is None or mass:
        return _counted(answer["counts"], answer["first"], mass)
    pi, inf = math.pi, math.inf
    ranges: list[tuple[float, float]] = [(-inf, inf)]
    whole = answer["low"] >= 0 and _between(pieces, -inf, inf) is not None
    if not hill:
        ranges += [(0, inf), (-inf, 0)]
        if not whole:  # a formula that only means something in a part of the line
            ranges += [(1, inf), (0, 1), (-1, 1), (-pi, pi), (0, 2 * pi), (0, pi)]
        for hint in hints:
            ranges += [(hint, inf), (-inf, hint), (0, hint), (-abs(hint), abs(hint))]
            ranges += [(hint, other) for other in hints]
    if any((total := _between(pieces, *ends)) is not None and abs(total - 1) < _NEAR for ends in ranges):
        return ""
    if not whole and not strictly:
        return ""
    total = _between(pieces, -inf if whole else 0, inf)
    return f"its integral{'' if whole else ' from 0 to infinity'} is {total:.4g}" if total and total > 1e-9 else ""


def _is_hill(counts: Sequence[float | None], first: int, hints: Sequence[float]) -> bool:
    """Whether the function falls alike to both sides from a place: a part of the line is not its range then."""
    for middle in {0, *(int(h) for h in hints if h == int(h) and abs(h) < 50)}:
        sides = [(counts[middle - first - k], counts[middle - first + k]) for k in range(8)]
        known = [(low, high) for low, high in sides if low is not None and high is not None]
        if (
            len(known) == 8
            and 0 < known[1][1] < known[0][0]
            and all(math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-300) for low, high in known)
            and all(later[0] <= sooner[0] for sooner, later in pairwise(known))
        ):
            return True
    return False


def _between(pieces: Sequence[Sequence[float]], low: float, high: float) -> float | None:
    """The integral from one point to another, as far as it is known well."""
    inner = [p for p in pieces if p[0] >= low and p[1] <= high]
    if not inner or inner[0][0] != low or inner[-1][1] != high:
        return None
    if all(math.isfinite(t) and abs(t) < 1e6 and error < 1e-3 * max(1.0, abs(t)) for _, _, t, error in inner):
        return sum(p[2] for p in inner)
    return None


def _sums(counts: Sequence[float | None], first: int, hints: Sequence[float]) -> Iterator[float]:
    """Sums over whole numbers: over all, from 0 and from 1, to the end and to places where laws end."""
    ends = {1, 6, *(int(h) for h in hints if h == int(h)), *(int(h) - 1 for h in hints if h == int(h))}
    yield sum(c for c in counts if c is not None)
    for start in (0, 1):
        found = counts[start - first :]
        stop = next((i for i, c in enumerate(found) if c is None), len(found))
        partial = list(accumulate(c for c in found[:stop] if c is not None))
        yield from partial[-1:]
        yield from (partial[end - start] for end in ends if start < end < start + len(partial))


def _counted(counts: Sequence[float | None], first: int, mass: bool) -> str:
    known = [c for c in counts[-first:] if c is not None]
    if len(known) > 50 and max(known[-20:]) < 1e-9 and sum(known) > 1e-9:
        return f"the sum over 0, 1, 2, ... is {sum(known):.4g}"
    large = next((k for k, c in enumerate(counts[-first:])
                  if mass and c is not None and 0 < k <= 10 and c > 1 + _NEAR), 0)
    return f"at {large} it is {counts[large - first]:.4g}, and a probability is at most 1: its sum is more" if (
        large) else ""


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
