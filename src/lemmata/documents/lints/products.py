"""Products of many densities, which underflow, instead of sums of their logs."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.code.probes import Sightings
from lemmata.documents.lints.densities import NAMED, is_density, length
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import called, spaced

CODE = "M201"
_MANY = 100  # densities whose product is no number to work with, whatever they are
_TINY = 1e-290  # a product below it has lost digits
_HINT = (
    "add up their logs (logpdf, logpmf, log_prob) and work with the sum: its maximum is at the same place, and "
    "differences of it are the ratios"
)


@dataclass(frozen=True)
class Product:
    """A product over data: where it is written, its factors, and the expressions that show its value."""

    node: ast.AST
    factors: Term
    factor: ast.expr | None
    results: tuple[ast.expr, ...]
    each: bool = True  # whether `factor` is one factor each time, and no array of them
    beside: tuple[ast.expr, ...] = ()  # with which it is multiplied each time


def products(program: Program) -> Iterator[Product]:
    """`np.prod(f)`, `f.prod()`, `math.prod(f for ...)`, `reduce(mul, f)`, `cumprod(f)[-1]`, and loops with `*=`."""
    for call in program.calls():
        term = program.term(call)
        array = _array(program, call)
        if array is None:
            continue
        inner = array.elts[0] if isinstance(array, ast.List) and len(array.elts) == 1 else array
        own = _own_factor(program, call)
        each = own is not None or isinstance(inner, ast.GeneratorExp | ast.ListComp)
        result: ast.AST | None = call
        if term.head == "cumprod":
            result = program.parent(call)
            if not isinstance(result, ast.Subscript) or program.term(result.slice).number != -1:
                continue
        assert isinstance(result, ast.expr)
        yield Product(
            call,
            program.term(own or array),
            own or (inner.elt if isinstance(inner, ast.GeneratorExp | ast.ListComp) else inner),
            (result,),
            each,
        )
    for loop in program.nodes(ast.For, ast.While):
        assert isinstance(loop, ast.For | ast.While)
        inside = {id(node) for part in loop.body for node in ast.walk(part)}
        for statement in loop.body:
            if (found := _multiplied(statement)) is not None:
                name, (*beside, factor) = found
                after = [u for u in program.nodes(ast.Name) if isinstance(u, ast.Name) and u.id == name and isinstance(
                    u.ctx, ast.Load) and id(u) not in inside and _comes_from(program.binding(u), statement, loop)]
                terms = [program.term(one) for one in (*beside, factor)]
                yield Product(statement, next((t for t in terms if is_density(t)), terms[-1]), factor, tuple(after),
                              beside=tuple(beside))


def _multiplied(statement: ast.stmt) -> tuple[str, list[ast.expr]] | None:
    """The name and the factors of `name *= a` and `name = name * a * b`."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Mult) and isinstance(
            statement.target, ast.Name):
        return statement.target.id, [statement.value]
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, factors = statement.targets[0].id, _factors(statement.value)
        rest = [one for one in factors if not (isinstance(one, ast.Name) and one.id == name)]
        return (name, rest) if rest and len(rest) == len(factors) - 1 else None
    return None


def _factors(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _comes_from(binding: object, statement: ast.stmt, loop: ast.stmt) -> bool:
    node = getattr(binding, "node", None)
    return node in (statement, loop) or any(_comes_from(b, statement, loop) for b in getattr(binding, "before", ()))


def _reduces(program: Program, call: ast.Call) -> bool:
    name = program.qualified(call.func)
    if name in ("numpy.multiply.reduce", "jax.numpy.multiply.reduce"):
        return bool(call.args)
    if name != "functools.reduce" or len(call.args) < 2:
        return False
    how = call.args[0]
    return program.qualified(how) in ("operator.mul", "numpy.multiply") or (
        isinstance(how, ast.Lambda) and isinstance(how.body, ast.BinOp) and isinstance(how.body.op, ast.Mult)
    )


def _own_factor(program: Program, call: ast.Call) -> ast.expr | None:
    """`f(v)` of `reduce(lambda total, v: total * f(v), data)`; None where the entries themselves are multiplied."""
    how = call.args[0] if call.args and program.qualified(call.func) == "functools.reduce" else None
    if not (isinstance(how, ast.Lambda) and isinstance(how.body, ast.BinOp) and len(how.args.args) == 2):
        return None
    total, entry = (a.arg for a in how.args.args)
    for side, factor in ((how.body.left, how.body.right), (how.body.right, how.body.left)):
        if isinstance(side, ast.Name) and side.id == total and not (
                isinstance(factor, ast.Name) and factor.id == entry):
            return factor
    return None


def _array(program: Program, call: ast.Call) -> ast.expr | None:
    """What a call multiplies up; None where it does not."""
    qualified = program.qualified(call.func)
    if _reduces(program, call):
        return call.args[1 if qualified == "functools.reduce" else 0]
    term = program.term(call)
    if term.head not in ("prod", "cumprod") or term.node is not call:
        return None
    if isinstance(call.func, ast.Attribute) and not qualified:
        return call.func.value
    return call.args[0] if call.args else None


def _is_of_densities(program: Program, product: Product) -> bool:
    if is_density(product.factors) or NAMED.search(called(program, product.node)):
        return True
    names = [spaced(getattr(n, "name", "")) for n in (program.around(product.node),)]
    factor = product.factor
    if factor is not None:
        names += [
            spaced(getattr(c.func, "id", getattr(c.func, "attr", "")))
            for c in ast.walk(factor)
            if isinstance(c, ast.Call)
        ]
        names += [spaced(n.id) for n in ast.walk(factor) if isinstance(n, ast.Name)]
    return any(NAMED.search(name) for name in names)


def _is_logged(program: Program, product: Product) -> bool:
    """Whether the log of a product is taken, which is the sum of the logs: `np.log(np.prod(p))`, `total.log()`."""
    ends = {id(node) for node in (product.node, *product.results)}
    logs = (program.term(call) for call in program.calls() if program.name(call).startswith("log"))
    return any(id(log.args[0].whole.node) in ends for log in logs if log.head == "log")


def _underflow(program: Program, product: Product, what: str) -> str:
    """What was seen, where the product is no number any more although none of its factors is 0; "" else."""
    factors = program.watching.see(product.factor) if product.factor is not None else Sightings()
    results = [s for r in product.results if (s := program.watching.see(r))]
    others = [program.watching.see(one).low for one in product.beside if not isinstance(one, ast.Constant)]
    if not factors or not results or any(low is None or low <= 0 for low in others):
        return ""
    low, high = (
        min(s.low for s in results if s.low is not None) if any(s.low is not None for s in results) else 0.0,
        max((s.high for s in results if s.high is not None), default=None),
    )
    first = factors.first[0]
    logs = first.logs if not product.each else None
    if factors.low is None or not (factors.low > 0 or (logs is not None and logs < -760)):
        if not results[0].last.finite and results[0].last.size and (factors.low or 0) > 0:
            return "inf"
        return ""
    if high is None:
        return f"it overflows: it is {results[0].last.values}" if factors.low > 0 else ""
    if low >= 0 and high < _TINY:
        several = results[0].first[0].size or 1  # products at once: one for each value of a parameter
        count = round(factors.count * (first.size or 1) / results[0].count if product.each else first.size / several)
        total = f", the sum of their logs is {logs:.4g}" if several == 1 and logs is not None and math.isfinite(
            logs) else ""
        truth = "are all positive" if factors.low > 0 else "are not 0 in truth"
        return f"the product of {count} {what} was {high:.3g}, although they {truth}{total}"
    return ""


def find(program: Program) -> Iterator[Remark]:
    said: set[int] = set()
    for product in products(program):
        dense = _is_of_densities(program, product)
        what = "densities" if dense else "factors"
        seen = _underflow(program, product, what)
        if not (dense or _is_logged(program, product)) or id(product.node) in said:
            continue
        reached = any(program.watching.see(r) for r in product.results)
        count = _count(program, product)
        if seen or (not reached and count is not None and count >= _MANY):
            said.add(id(product.node))
            yield program.remark(CODE, product.node, f"the product of {count or 'many'} {what} underflows to 0", _HINT,
                                 seen)


def _count(program: Program, product: Product) -> int | None:
    """How many factors there are, also where the data are an argument that the calls of a function give."""
    found = [length(product.factors)]
    around = program.around(product.node)
    if around is not None:
        for call in program.calls():
            if program.around(call) is around:
                continue
            for term in program.term(call).walk():
                if term.head == "prod" and term.args and term.node is product.node:
                    found.append(length(term.args[0]))
    return max((n for n in found if n is not None), default=None)


PRODUCTS = Lint(
    CODE,
    "product-of-densities",
    "Many densities are multiplied with each other, instead of adding up their logs.",
    "Each factor is small: the product of a few hundred of them is smaller than the smallest float and becomes 0. Its "
    "log is then -inf, its gradient 0, and an optimizer stays where it started.",
    "Add up the logs (logpdf, logpmf, log_prob), and maximize or compare the sums.",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\n"
    "data = np.random.default_rng(0).normal(2, 1, size=1000)"
    "\nlikelihood = np.prod(norm.pdf(data, 2, 1))\nprint(likelihood)\n```\n",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\n"
    "data = np.random.default_rng(0).normal(2, 1, size=1000)"
    "\nlog_likelihood = np.sum(norm.logpdf(data, 2, 1))\nprint(log_likelihood)\n```\n",
    find,
)
