"""Posteriors without a prior, or over the data instead of the parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.counting import entries
from lemmata.documents.lints.densities import is_density
from lemmata.documents.lints.laws import Density, densities, density
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import comments, docstring, shown_as, spaced, targets

_BESIDE = frozenset(word for text in (  # words beside "posterior" that leave it a density
    "log unnormalized unnormalised prob probs probability probabilities density pdf grid dist distribution",
    "theta mu p values vals function fn func compute of the new a b y x given data bayes bayesian my get",
    "calculate ln neg negative minus objective",
) for word in text.split())
_CORE = frozenset(("posterior", "posteriors", "post"))
_PRIOR = re.compile(r"prior|conjugate|previous|\bbelief")
_FLAT = re.compile(
    r"(flat|uniform|improper|constant|non-?informative|uninformative|implicit|no) prior|prior is (flat|uniform|"
    r"constant|ignored)|prior.{0,20}cancel|\bmle\b.{0,30}posterior"
)
LIKELIHOOD = re.compile(r"\b(likelihoods?|lik|like|lh|loglik|loglikelihood|llh|ll|nll)\b")
_RATE = re.compile(r"sensitiv|specific|\b(?:false|true) (?:pos|neg)|\b[tf][pn]r\b|likelihood|\blik\b|\bgiven\b")
_GRID = re.compile(
    r"theta|param|grid|hypothes|lambda|\bmus?\b|sigma|alpha|beta|candidate|range|means?\b|probs?\b|weights?|rate"
)
_DATA = re.compile(
    r"\b(data|xs?|obs|observations?|observed|samples?|ys?|measurements?|values|points|dataset|flips|tosses)\b"
)
_OBSERVED = re.compile(r"\b(data|obs|observations?|observed|measurements?|dataset|flips|tosses)\b")


def _called_at_data(program: Program, value: ast.expr, at: ast.AST) -> ast.Call | None:
    """A call of a posterior that is one law, at the data of which its parameters are made: `posterior_pdf(obs)`."""
    if not isinstance(at, ast.FunctionDef):
        return None
    for call in program.calls():
        if program.function(call.func) is at and program.around(call) is None:
            one = density(program.term(call).whole)
            if one is not None and _is_data(program, one.at) and _is_fitted(one):
                return call
    return None


def named(program: Program) -> Iterator[tuple[str, ast.expr, ast.AST]]:
    """The expressions with a name: what is assigned, what functions return; and where the name is given."""
    for node in program.nodes(ast.Assign, ast.AnnAssign, ast.FunctionDef):
        if isinstance(node, ast.FunctionDef):
            for value in program.returned(node)[-1:]:
                yield node.name, value, node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in targets(node):
                if isinstance(target, ast.Name) and len(targets(node)) == 1:
                    if isinstance(node.value, ast.Lambda):
                        yield target.id, node.value.body, node
                    else:
                        yield target.id, node.value, node


def is_posterior(name: str) -> bool:
    words = set(re.split(r"\b(?:of|given)\b", re.sub(r"\d", "", spaced(name)))[0].split())
    return bool(words & _CORE) and words <= _CORE | _BESIDE


def mentions(program: Program, node: ast.AST, depth: int = 8) -> set[str]:
    """The names in an expression, in what they stand for, and in the functions of the document that it calls."""
    found: set[str] = set()
    work, seen = [(node, depth)], set()
    while work:
        current, left = work.pop()
        if id(current) in seen or left < 0:
            continue
        seen.add(id(current))
        for part in ast.walk(current):
            if isinstance(part, ast.FunctionDef):
                found.add(part.name)
            if isinstance(part, ast.arg):
                found.add(part.arg)
            if isinstance(part, ast.Attribute):
                found.add(part.attr)
            if isinstance(part, ast.Name):
                found.add(part.id)
                binding = program.binding(part)
                for one in (binding, *binding.before) if binding is not None else ():
                    if one.value is not None:
                        work.append((one.value, left - 1))
                    if isinstance(one.node, Function):
                        work.append((one.node, left - 1))
    return found


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
        if (place := _both_over_data(program, value)) and not _FLAT.search(said):
            yield program.remark(
                "M205",
                value,
                f"{name} takes likelihood and prior both at the data ({place}): it is a function of the data instead "
                "of the parameter",
                "evaluate likelihood times prior at values of the parameter, with the data fixed",
            )
            continue
        if place := _updated_and_taken_at_data(program, value):
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
        term = _without_constants(program.term(value))
        while term.head in ("exp", "log") and density(term) is None:
            term = term.args[0]
        one = density(term.whole)
        over = one is not None and (_is_data(program, one.at) or _is_fitted(one)) and not _holds_data(one)
        if over and one is not None:
            yield program.remark(
                "M205",
                value,
                f"{name} is the density of the data ({_written(program, one.at)}) at one value of the "
                "parameter: it has no prior, and it is a function of the data instead of the parameter",
                "evaluate likelihood times prior at values of the parameter, and divide by their sum or integral",
            )
        elif (one is not None and _is_over_grid(program, one)) or _only_likelihood(program, value, term) or (
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


def _without_constants(term: Term) -> Term:
    """The factors of a term that are no numbers and nothing that it is divided by."""
    if term.head == "mul":
        rest = [
            f
            for f in term.args
            if f.contains("name", "call", "exp", "list") and not (f.head == "pow" and (f.args[1].number or 0) < 0)
        ]
        return _without_constants(rest[0]) if len(rest) == 1 else term
    if term.head == "exp" and term.args[0].head == "add":
        rest = [t for t in term.args[0].args if t.number is None and not t.contains("max", "logsumexp")]
        return rest[0] if len(rest) == 1 else term
    return term


def _is_data(program: Program, term: Term) -> bool:
    """Whether a term is data: drawn numbers, or what is called so."""
    names = [spaced(n.id) for n in ast.walk(term.node) if isinstance(n, ast.Name)] if term.node is not None else []
    if term.contains("linspace", "arange", "range", "counter") or any(_GRID.search(name) for name in names):
        return False
    drawn = any(t.head == "call" and isinstance(t.value, tuple) for t in term.walk())
    listed = term.head == "list" and len(term.args) > 2
    bound = _bound_names(program, term)
    if any(_GRID.search(name) for name in bound):
        return False
    return drawn or (listed and any(_DATA.search(name) for name in bound))


def _both_over_data(program: Program, value: ast.expr) -> str:
    """What the data are called, where two or more densities, written out here, are all taken there, else ""."""
    found = list(densities(program.term(value)))
    meant = [program.meaning(name) for name in ast.walk(value) if isinstance(name, ast.Name)
             and not is_posterior(name.id)]  # of that it has been said
    here = {id(node) for part in (value, *meant) if part is not None for node in ast.walk(part)}
    if not any(id(one.term.node) in here for one in found):
        return ""
    places = {_written(program, one.at) for one in found}
    if len(found) < 2 or len(places) != 1 or not all(_is_data(program, one.at) for one in found):
        return ""
    if any(t.head == "mean" and t.args[0] == one.at for one in found for t in one.term.walk()):
        return places.pop()  # one of them was fitted to them
    return next((name for name in places if _OBSERVED.search(name)), "")


def _is_over_grid(program: Program, one: Density) -> bool:
    """Whether a density has one point and many values of a parameter."""
    at_grid = one.at.contains("linspace", "arange", "range", "counter")
    return not at_grid and any(p.contains("linspace", "arange") for p in one.parameters.values())


def _bound_names(program: Program, term: Term) -> list[str]:
    """The names to which the same value is given."""
    if term.head == "name":
        return [spaced(str(getattr(term.value, "name", term.value)))]
    statement = program.statement(term.node) if term.node is not None and program.has(term.node) else None
    return [spaced(getattr(t, "id", "")) for t in targets(statement)]


def _written(program: Program, term: Term) -> str:
    names = _bound_names(program, term)
    return names[0] if names and names[0] else "themselves"


def _is_fitted(one: Density) -> bool:
    """Whether a law is evaluated at the numbers of which its parameters are mean and deviation."""
    return one.at.head in ("list", "call") and any(
        t.head in ("mean", "std", "var") and t.args[0].whole == one.at.whole
        for p in one.parameters.values() for t in p.walk())


def _holds_data(one: Density) -> bool:
    """Whether the place is itself the parameter, and the law's own parameters are made of data (a conjugate law)."""
    return any(p.contains("sum", "len") for p in one.parameters.values())


def _updated_and_taken_at_data(program: Program, value: ast.expr) -> str:
    """What the data are called, where a law that counts or adds them up is then evaluated at themselves, else ""."""
    one = density(_without_constants(program.term(value)).whole)
    if one is None:
        return ""
    at = entries(one.at)
    gathered = (t for p in one.parameters.values() for t in p.walk() if t.head == "sum" and t.args)
    if at.head in ("mean", "sum", "number") or not any(entries(t.args[0]) == at for t in gathered):
        return ""
    return _written(program, at)


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
