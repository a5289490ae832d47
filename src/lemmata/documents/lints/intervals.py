"""Intervals for a mean that are made from the standard deviation of the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.patterns import matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term, show
from lemmata.documents.lints.words import called, said_of, spaced, texts

CODE = "M202"
_CLAIM = re.compile(r"\bconfidence\b|\bcis?\d*\b|\bci95\b|margins? of error|\bmoe\b|\bconf (int|interval|level)\b")
_OTHER = re.compile(
    r"predict|toleranc|reference|normal range|control|credible|posterior|future|new (value|observation)|"
    r"individual|outlier|bootstrap|bayes|of the (data|values|population|observations)|distribution of"
)
_ESTIMATES = re.compile(r"mean|avg|average|boot|estimat|stat|replic|resampl|theta|beta|coef|slope|median|means|hats?\b")
_WIDTH = re.compile(r"\bmargin|\bmoe\b|half|\bcis?\d*\b|confidence")
_PLUS_MINUS = re.compile(r"±|\+/-|\+-|\\pm")
_QUANTILE = re.compile(r"(?i)(z|t|q|k|c)(_?(star|crit|critical|score|value|val|alpha|c|\d+))?|crit\w*")
_QUANTILES = ("ppf", "isf", "inv_cdf", "icdf")
_NORMALS = re.compile(r"^scipy\.stats\.(norm|t)(\.|$)")


def spread(term: Term) -> Term | None:
    """The data of which a term is the standard deviation."""
    if term.head == "std":
        return term.args[0]
    if term.head != "pow" or term.args[1].number != 0.5:
        return None
    inner = term.args[0]
    if inner.head == "var":
        return inner.args[0]
    for written in ("mean((_x - mean(_x))**2)", "sum((_x - mean(_x))**2) / _n"):  # spelled out
        for found in matches(written, inner):
            if "_n" not in found or _divisor(found["_n"], found["_x"]):
                return found["_x"]
    return None


def _divisor(term: Term, data: Term) -> bool:
    """Whether a term is the number of the data, or one less."""
    parts = [part for part in (term.args if term.head == "add" else (term,)) if part.number != -1]
    return len(parts) == 1 and (
        parts[0].head in ("len", "size", "attribute", "index", "name")
        and (data in parts[0].walk() or parts[0].head == "name")
    )


def _widths(term: Term) -> Term | None:
    """The data, where a term is a quantile times their standard deviation and nothing else."""
    factors = term.args if term.head == "mul" else (term,)
    data = [x for f in factors if (x := spread(f)) is not None]
    rest = [f for f in factors if spread(f) is None]
    if len(data) == 1 and all(f.number is not None or _quantile(f) for f in rest):
        return data[0]
    return None


def _quantile(term: Term) -> bool:
    term = term.whole
    if term.head == "list" and term.args:
        return all(part.number is not None for part in term.args)
    if term.head == "call" and isinstance(term.value, str) and term.value.rpartition(".")[2] in _QUANTILES:
        return True
    name = str(getattr(term.value, "name", term.value)) if term.head == "name" else ""
    return _QUANTILE.fullmatch(name) is not None


def _written(program: Program) -> Iterator[tuple[ast.expr, Term, bool]]:
    """Ends and widths of intervals: the place, the data, and whether the mean of the same data is in the middle."""
    for node in program.nodes(ast.BinOp, ast.Call):
        assert isinstance(node, ast.expr)
        term = program.term(node)
        if term.node is not node:
            continue
        if term.head == "add" and len(term.args) == 2 and isinstance(node, ast.BinOp):
            for width, middle in (term.args, term.args[::-1]):
                data = _widths(width)
                if data is not None and width.head == "mul":
                    yield node, data, middle.head == "mean" and middle.args[0] == data
        elif isinstance(program.parent(node), ast.BinOp):
            continue
        elif term.head == "mul" and isinstance(node, ast.BinOp) and (data := _widths(term)) is not None:
            shown = isinstance(program.parent(node), ast.FormattedValue) and _PLUS_MINUS.search(
                texts(program.statement(node)))
            if shown or _WIDTH.search(called(program, node)):
                yield node, data, False
        elif isinstance(node, ast.Call):
            yield from _library(node, term)


def _library(node: ast.Call, term: Term) -> Iterator[tuple[ast.expr, Term, bool]]:
    """norm.interval(0.95, loc=mean, scale=std), norm(mean, std).interval(0.95), norm.ppf(0.975, mean, std)"""
    if term.head != "call" or not isinstance(term.value, str):
        return
    name = term.value.rpartition(".")[2]
    own = next(
        (t for t in term.args if t.head == "call" and isinstance(t.value, str) and _NORMALS.match(t.value)), None
    )
    if name not in ("interval", *_QUANTILES) or (not _NORMALS.match(term.value) and own is None):
        return
    made = own if own is not None else term
    named = {t.value: t.args[0] for t in made.args if t.head == "keyword"}
    places = [t for t in made.args if t.head != "keyword"]
    places = places[(0 if own is not None else 1) + (1 if made.value.startswith("scipy.stats.t") else 0) :]
    middle = named.get("loc", places[0] if places else None)
    scale = named.get("scale", places[1] if len(places) > 1 else None)
    if scale is not None and middle is not None and (data := spread(scale)) is not None:
        yield node, data, middle.head == "mean" and middle.args[0] == data


def _of_estimates(data: Term) -> bool:
    """Whether the data are estimates themselves: their standard deviation is a standard error."""
    if data.contains("mean", "median", "std", "var", "percentile", "quantile"):
        return True
    names = [spaced(n.id) for n in ast.walk(data.node) if isinstance(n, ast.Name)] if data.node is not None else []
    names += [spaced(t.value.name) for t in data.walk() if t.head == "name" and hasattr(t.value, "name")]
    return any(_ESTIMATES.search(name) for name in names)


def _argument(program: Program, node: ast.expr, data: Term) -> str:
    """How the data are called where their deviation is taken."""
    for term in program.term(node).walk():
        if spread(term) == data and isinstance(call := term.node, ast.Call):
            inner = call.args[0] if call.args else call.func.value if isinstance(call.func, ast.Attribute) else None
            if inner is not None and len(text := ast.unparse(inner)) <= 40:
                return text
    return ""


def find(program: Program) -> Iterator[Remark]:
    said: set[tuple[int, Term]] = set()
    for node, data, centred in _written(program):
        words = said_of(program, node)
        prose = program.part(node).said.lower()
        claimed = _CLAIM.search(words) or (centred and "confidence interval" in prose)
        shown = (
            program.watching.see(data.node)
            if data.node is not None
            and isinstance(data.node.ctx if isinstance(data.node, ast.Name) else ast.Load(), ast.Load)
            else None
        )
        if not claimed or _OTHER.search(words) or _of_estimates(data):
            continue
        around = program.around(node)
        key = (id(around) if around is not None else program.part(node).index, data)
        if key in said:
            continue
        seen = ""
        if shown:
            value = shown.last
            if value.size is not None and value.size < 2:
                continue
            if value.size and value.std is not None:
                error = value.std / value.size**0.5
                seen = (
                    f"of the {value.size} values seen the standard deviation is {value.std:.4g}, the standard error "
                    f"{error:.3g}: the interval is {value.size**0.5:.3g} times too wide"
                )
        said.add(key)
        name = _argument(program, node, data) or show(data)
        yield program.remark(
            CODE,
            node,
            f"a confidence interval for the mean is made from the standard deviation of {name}, which tells "
            "how far single values lie from the mean, not how well the mean is known",
            f"use the standard error: std({name}, ddof=1) / sqrt(n), or scipy.stats.sem({name})",
            seen,
        )


INTERVALS = Lint(
    CODE,
    "interval-from-deviation",
    "A confidence interval for a mean is made from the standard deviation of the data.",
    "mean ± 1.96 std covers about 95% of the values, whatever their number. The mean of n values varies sqrt(n) times "
    "less: such an interval is far too wide, and does not shrink with more data.",
    "Divide the standard deviation by sqrt(n) (scipy.stats.sem), or call it what it is: an interval that predicts the "
    "next value.",
    "```python\nimport numpy as np\nx = np.array([4.1, 5.2, 3.9, 4.4, 5.0, 4.8])\n"
    "confidence_interval = (x.mean() - 1.96 * x.std(), x.mean() + 1.96 * x.std())\nprint(confidence_interval)\n```\n",
    "```python\nimport numpy as np\nx = np.array([4.1, 5.2, 3.9, 4.4, 5.0, 4.8])\n"
    "se = x.std(ddof=1) / np.sqrt(len(x))\n"
    "confidence_interval = (x.mean() - 1.96 * se, x.mean() + 1.96 * se)\nprint(confidence_interval)\n```\n",
    find,
)
