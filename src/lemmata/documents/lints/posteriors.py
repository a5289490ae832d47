"""Posteriors without a prior, or over the data instead of the parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.densities import is_density
from lemmata.documents.lints.laws import densities, density
from lemmata.documents.lints.observed import (
    both_over_data,
    holds_data,
    is_data,
    is_fitted,
    is_over_grid,
    updated_and_taken_at_data,
    without_constants,
    written,
)
from lemmata.documents.lints.posteriornames import is_posterior, mentions, named
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import comments, docstring, shown_as, spaced

_PRIOR = re.compile(r"prior|conjugate|previous|\bbelief")
_FLAT = re.compile(
    r"(flat|uniform|improper|constant|non-?informative|uninformative|implicit|no) prior|prior is (flat|uniform|"
    r"constant|ignored)|prior.{0,20}cancel|\bmle\b.{0,30}posterior"
)
LIKELIHOOD = re.compile(r"\b(likelihoods?|lik|like|lh|loglik|loglikelihood|llh|ll|nll)\b")
_RATE = re.compile(r"sensitiv|specific|\b(?:false|true) (?:pos|neg)|\b[tf][pn]r\b|likelihood|\blik\b|\bgiven\b")


def _called_at_data(program: Program, value: ast.expr, at: ast.AST) -> ast.Call | None:
    """A call of a posterior that is one law, at the data of which its parameters are made: `posterior_pdf(obs)`."""
    if not isinstance(at, ast.FunctionDef):
        return None
    for call in program.calls():
        if program.function(call.func) is at and program.around(call) is None:
            one = density(program.term(call).whole)
            if one is not None and is_data(program, one.at) and is_fitted(one):
                return call
    return None


def find(program: Program) -> Iterator[Remark]:
    for name, value, at in named(program):
        if not is_posterior(name):
            continue
        said = " ".join(
            (
                comments(program, at),
                shown_as(program, at) if not isinstance(at, Function) else "",
                docstring(at),
                docstring(program.around(value)),
                program.part(at).said.lower(),
            )
        )
        if (place := both_over_data(program, value)) and not _FLAT.search(said):
            yield program.remark(
                "M205",
                value,
                f"{name} takes likelihood and prior both at the data ({place}): it is a function of the data instead "
                "of the parameter",
                "evaluate likelihood times prior at values of the parameter, with the data fixed",
            )
            continue
        if place := updated_and_taken_at_data(program, value):
            yield program.remark(
                "M205",
                value,
                f"{name} is evaluated at the data ({place}) of which its parameters are made: it is a density of the "
                "parameter",
                "evaluate it at values of the parameter; the density of new data is the posterior predictive",
            )
            continue
        if (call := _called_at_data(program, value, at)) is not None:
            yield program.remark(
                "M205",
                call,
                f"{name} is a law that was fitted to the data, and is evaluated at these: it has no prior, and it is a "
                "function of the data instead of the parameter",
                "evaluate likelihood times prior at values of the parameter, and divide by their sum or integral",
            )
            continue
        if (
            _says_prior(program, value)
            or _FLAT.search(said)
            or _PRIOR.search(comments(program, at))
        ):
            continue
        term = without_constants(program.term(value))
        while term.head in ("exp", "log") and density(term) is None:
            term = term.args[0]
        one = density(term.whole)
        over = one is not None and (is_data(program, one.at) or is_fitted(one)) and not holds_data(one)
        if over and one is not None:
            yield program.remark(
                "M205",
                value,
                f"{name} is the density of the data ({written(program, one.at)}) at one value of the "
                "parameter: it has no prior, and it is a function of the data instead of the parameter",
                "evaluate likelihood times prior at values of the parameter, and divide by their sum or integral",
            )
        elif (one is not None and is_over_grid(program, one)) or _only_likelihood(program, value, term) or (
                _likelihoods_compared(program, value)):
            yield program.remark(
                "M205",
                value,
                f"{name} has no prior: it is the likelihood alone",
                "multiply the likelihood by the prior (add their logs), or say that the prior is flat",
            )


def _says_prior(program: Program, value: ast.expr) -> bool:
    """Whether something in a posterior is called a prior, or was said to be one where it got its name."""
    if any(_PRIOR.search(spaced(n)) for n in mentions(program, value)):
        return True
    bindings = [program.binding(n) for n in ast.walk(value) if isinstance(n, ast.Name)]
    return any(b is not None and b.kind == "value" and _PRIOR.search(comments(program, b.node)) for b in bindings)


def _likelihoods_compared(program: Program, value: ast.expr) -> bool:
    """Whether it is a / (a + b) of chances of the data under each hypothesis: Bayes' rule without their priors."""
    for found in program.matches("_a / (_a + _b)", value):
        names = [spaced(str(getattr(t.value, "name", ""))) for t in (found["_a"], found["_b"]) if t.head == "name"]
        if len(names) == 2 and all(_RATE.search(name) for name in names):
            return True
    return False


def _only_likelihood(program: Program, value: ast.expr, term: Term) -> bool:
    """Whether nothing but a likelihood is in a term: a product over data, or what is called a likelihood."""
    if (
        term.head in ("prod", "sum")
        and term.args
        and (
            is_density(term.args[0])
            or (term.head == "sum" and any(d.term == term.args[0].whole for d in densities(term)))
        )
    ):
        return True
    nodes = [value]
    while isinstance(nodes[0], ast.BinOp) and isinstance(nodes[0].op, ast.Div):
        nodes = [nodes[0].left]
    node = nodes[0]
    if isinstance(node, ast.Call):
        if program.function(node.func) is not None:
            return LIKELIHOOD.search(spaced(getattr(node.func, "id", getattr(node.func, "attr", "")))) is not None
        inner = node.args[:1] if program.name(node) in ("exp", "array", "asarray") else []
        return any(_only_likelihood(program, i, program.term(i)) for i in inner)
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return _only_likelihood(program, node.elt, program.term(node.elt))
    if isinstance(node, ast.Name) and (each := _each(program, node)) is not None:
        return _only_likelihood(program, each, program.term(each))
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and program.term(node.right).contains("max", "logsumexp")
    ):
        return _only_likelihood(program, node.left, program.term(node.left))
    return isinstance(node, ast.Name) and LIKELIHOOD.search(spaced(node.id)) is not None


def _each(program: Program, name: ast.Name) -> ast.expr | None:
    """The entry of a list made entry by entry for which a name stands: u of `for u in [f(m) for m in g]`."""
    binding = program.binding(name)
    if binding is None or binding.kind != "each" or binding.value is None or binding.path:
        return None
    made = program.meaning(binding.value)
    return made.elt if isinstance(made, ast.ListComp | ast.GeneratorExp) else None


POSTERIOR = Lint(
    "M205",
    "posterior-without-prior",
    "A posterior has no prior, or is evaluated over the data instead of the parameter.",
    "The posterior is proportional to likelihood times prior, as a function of the parameter with the data fixed. The "
    "likelihood alone is one only for a flat prior; the density of the data at one parameter is none at all.",
    "Evaluate likelihood times prior over values of the parameter and normalize, or say that the prior is flat.",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\nx = np.random.default_rng(0).normal(1, 1, 20)\n"
    "posterior = norm.pdf(x, loc=x.mean(), scale=1)\nprint(posterior)\n```\n",
    "```python\nimport numpy as np\nfrom scipy.stats import norm\nx = np.random.default_rng(0).normal(1, 1, 20)\n"
    "theta = np.linspace(-2, 4, 601)\n"
    "log_posterior = norm.logpdf(x[:, None], theta, 1).sum(axis=0) + norm.logpdf(theta, 0, 2)  # likelihood, prior\n"
    "posterior = np.exp(log_posterior - log_posterior.max())\nposterior /= posterior.sum()\nprint(posterior)\n```\n",
    find,
)
