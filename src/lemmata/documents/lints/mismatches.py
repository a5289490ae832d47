"""Posteriors whose likelihood or prior is another one than what was fitted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.conjugates import added_to_both, updated_from_another
from lemmata.documents.lints.laws import Density, anonymous, densities, gaussians
from lemmata.documents.lints.posteriornames import is_posterior, named
from lemmata.documents.lints.posteriors import LIKELIHOOD
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import comments, docstring, spaced

_FITTED = re.compile(r"scipy\.stats\.(norm|laplace|cauchy|logistic)\.fit")
_KNOWN_SCALE = re.compile(r"\bknown\b|\bassum|\bfixed\b|\bsuppose|\bgiven\b")
_SYMMETRIC = frozenset(("norm", "t", "laplace", "cauchy", "logistic"))  # laws of errors
_ON_PURPOSE = re.compile(r"robust|instead|compar|replac|heav|another|different|alternativ|versus|misspecif|outlier")
_OTHER = 0.3  # how far scales differ that are of different models, beside that of a fit
_OBJECTIVE = re.compile(r"\b(neg|negative|minus|objective)\b")  # a posterior that is minimised
_FIT = re.compile(r"\b(likelihood|loglik|loglikelihood|nll|lik|neg|negative|minus|mle|map|fit|loss|objective|cost|"
                  r"joint)\b")


def find(program: Program) -> Iterator[Remark]:
    fitted: list[tuple[Density, str]] = []
    used: list[tuple[str, ast.expr, Density, str]] = []
    for name, value in (*((name, value) for name, value, _ in named(program)), *_minimised(program)):
        posterior = is_posterior(name) and not _OBJECTIVE.search(spaced(name))
        if name and not posterior and not _FIT.search(spaced(name)):
            continue
        squares = gaussians(program.term(value)) if posterior or LIKELIHOOD.search(spaced(name)) else ()
        for one in (*densities(program.term(value)), *squares):
            if one.scale is None:
                continue
            kind = "prior" if _is_prior(one) else "likelihood"
            if posterior:
                used.append((name, value, one, kind))
            else:
                fitted.append((one, kind))
    said: set[int] = set()
    yield from updated_from_another(program, "M206")
    yield from added_to_both(program, "M206")
    yield from _of_another_law(program, fitted, used, said)
    yield from _fitted_otherwise(program, used, said)
    for name, value, one, kind in used:
        scales = {other.scale for other, its in fitted if other.scale is not None and (other.law, its) == (
            one.law, kind) and other.term.node is not one.term.node and (kind == "prior" or _of_same(other.at, one.at))}
        assert one.scale is not None
        places = {id(value), id(one.term.node)}
        if len(scales) == 1 and not said & places and all(abs(s - one.scale) > 1e-3 * s for s in scales):
            said |= places
            yield program.remark(
                "M206",
                value,
                f"{name} has a {kind} of scale {one.scale:.4g}, but what was fitted has one of scale "
                f"{next(iter(scales)):.4g}",
                "use the same likelihood and prior in both: define each once and call it",
            )


def _minimised(program: Program) -> Iterator[tuple[str, ast.expr]]:
    """What functions without a name give that are handed to an optimizer: `minimize_scalar(lambda r: ...)`."""
    for call in program.calls():
        if program.qualified(call.func).startswith("scipy.optimize.min") and call.args and isinstance(
                call.args[0], ast.Lambda):
            yield "", call.args[0].body


def _is_prior(one: Density) -> bool:
    """Whether a law has no parameter but numbers; of one with a location that one decides, as do residuals."""
    if one.location is not None:
        return one.location.number is not None
    if one.law in _SYMMETRIC and _is_of_data(anonymous(one.at)):
        return False
    return bool(one.parameters) and all(p.number is not None for p in one.parameters.values())


def _of_another_law(
    program: Program, fitted: list[tuple[Density, str]], used: list[tuple[str, ast.expr, Density, str]], said: set[int]
) -> Iterator[Remark]:
    """Likelihoods of posteriors with another law of the same data than the only one that was fitted."""
    for name, value, one, kind in used:
        place = anonymous(one.at)
        if kind != "likelihood" or one.law not in _SYMMETRIC or not _is_of_data(place):
            continue
        laws = {other.law for other, its in fitted if its == kind and anonymous(other.at) == place}
        own = {other.law for _, _, other, its in used if its == kind and anonymous(other.at) == place}
        if len(laws) != 1 or own != {one.law} or one.law in laws or not laws <= _SYMMETRIC or id(value) in said:
            continue
        text = f"{comments(program, value)} {docstring(program.around(value))} {program.part(value).said.lower()}"
        if not _ON_PURPOSE.search(text):
            said |= {id(value), id(one.term.node)}
            yield program.remark(
                "M206", value, f"{name} has a likelihood of the law {one.law}, but what was fitted to the same data "
                f"has one of the law {laws.pop()}", "use the same likelihood in both: define it once and call it")


def _is_of_data(place: Term) -> bool:
    """Whether a place is no parameter alone."""
    leaves = [t for t in place.walk() if not t.args and t.number is None and t.head in ("name", "call", "list")]
    return place.contains("list", "call", "linspace", "arange") or any(t.value != "parameter" for t in leaves)


def _fitted_otherwise(
    program: Program, used: list[tuple[str, ast.expr, Density, str]], said: set[int]
) -> Iterator[Remark]:
    """Likelihoods of posteriors beside what the `fit` of a library found as the scale of the same data."""
    for call in program.calls():
        law = _FITTED.fullmatch(program.qualified(call.func))
        if law is None or not call.args or call.keywords:
            continue
        found = program.watching.see(call).last.values
        data = program.term(call.args[0])
        for name, value, one, kind in used:
            if kind != "likelihood" or one.law != law[1] or one.at.whole != data.whole or not found:
                continue
            text = f"{comments(program, value)} {program.part(value).said.lower()}"
            if len(found) != 2 or one.scale is None or _KNOWN_SCALE.search(text) or id(value) in said:
                continue
            if abs(found[-1] - one.scale) > _OTHER * found[-1]:
                said |= {id(value), id(one.term.node)}
                yield program.remark(
                    "M206", value, f"{name} has a likelihood of scale {one.scale:.4g}, but what was fitted has one of "
                    f"scale {found[-1]:.4g}", "use the fitted scale in the posterior too, or say why it is known",
                    f"fitted: {found[-1]:.4g}")


def _of_same(fitted: Term, used: Term) -> bool:
    """Whether two densities may be of the same data: not where both are known, and are others."""
    one, other = fitted.whole, used.whole
    return one == other or any(t.head in ("name", "number") for t in (one, other))


MISMATCH = Lint(
    "M206",
    "mismatched-scale",
    "The likelihood or prior of a posterior is another one than that which was fitted: another scale, law or update.",
    "Fit and posterior then belong to different models: the width of the posterior, and with a prior its place, "
    "is wrong.",
    "Define likelihood and prior once, as functions, and use them in both places.",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\nx = np.array([1.2, 0.7, 1.9])\n"
    "theta = np.linspace(-2, 4, 601)\ndef log_likelihood(m):\n    return norm.logpdf(x, m, 1).sum()\n"
    "prior = norm.pdf(theta, 0, 3)\n"
    "posterior = norm.pdf(x[:, None], theta, 2).prod(axis=0) * prior\n"
    "print(log_likelihood(1.0), posterior.argmax())\n```\n",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\nx = np.array([1.2, 0.7, 1.9])\n"
    "theta = np.linspace(-2, 4, 601)\ndef log_likelihood(m):\n    return norm.logpdf(x, m, 1).sum()\n"
    "prior = norm.pdf(theta, 0, 3)\n"
    "posterior = norm.pdf(x[:, None], theta, 1).prod(axis=0) * prior\n"
    "print(log_likelihood(1.0), posterior.argmax())\n```\n",
    find,
)
