"""Names of symbols, functions and families in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lemmata.engine.expr import Apply
from lemmata.engine.ops import OPS
from lemmata.engine.ops.families import SPELLED as SPELLED_FAMILIES
from lemmata.engine.ops.families.record import FAMILIES
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES

GREEK = frozenset((
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa",
    "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega",
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "lambda", "ell"))
ACCENTS = {"hat": "hat", "bar": "bar", "tilde": "tilde", "dot": "dot"}
COMMANDS = frozenset((
    "exp", "log", "ln", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "det", "max", "min",
    "gcd", "dim", "ker", "deg", "arg"))
SPELLED = {"maximum": r"\max", "minimum": r"\min", "gamma": r"\Gamma", "entropy": "H",
           "mutual_information": "I", "probability": "P",
           "expectation": r"\mathbb{E}", "kl_divergence": r"D_{\mathrm{KL}}", "indicator": r"\mathbb{1}",
           "omega": r"\Omega", "empty_event": r"\emptyset"}
# families over classes that count from 0; on paper classes count from 1
FROM_ZERO = frozenset(("categorical",))
# operations of chance whose short spelling is read as such
SHORT = frozenset(("entropy", "mutual_information", "probability", "expectation", "kl_divergence", "indicator",
                   "variance", "covariance", "correlation", "js_divergence"))
ARGUMENTS = frozenset(("log2", "log10"))


def symbol_latex(name: str) -> str:
    """The name of a symbol: `theta_hat` is \\hat{\\theta}, `mu_X` is \\mu_{X}, `x1` is x_{1}.

    >>> symbol_latex("lambda_"), symbol_latex("mu_X"), symbol_latex("x1"), symbol_latex("loss")
    ('\\\\lambda', '\\\\mu_{X}', 'x_{1}', '\\\\mathrm{loss}')
    """
    head, *rest = [part for part in name.split("_") if part] or [name.replace("_", r"\_")]
    match = re.fullmatch(r"([^\W\d]+)(\d+)", head)
    if match and (len(match[1]) == 1 or match[1] in GREEK):
        head, rest = match[1], [match[2], *rest]
    text = _word(head)
    while rest and rest[0] in ACCENTS:
        text = f"\\{ACCENTS[rest.pop(0)]}{{{text}}}"
    return text + (f"_{{{', '.join(map(_word, rest))}}}" if rest else "")


def _word(part: str) -> str:
    if part in GREEK:
        return "\\" + part
    return part if len(part) == 1 or part.isdigit() else f"\\mathrm{{{part}}}"


def function_latex(op: str) -> str:
    """How an operation is spelled before its arguments.

    >>> function_latex("exp"), function_latex("softmax"), function_latex("log2")
    ('\\\\exp', '\\\\operatorname{softmax}', '\\\\log_{2}')
    """
    if op in SPELLED:
        return SPELLED[op]
    if op in ARGUMENTS:
        return f"\\log_{{{op[3:]}}}"
    name = next(iter(OPS[op].latex), op)
    if name in COMMANDS:
        return "\\" + name
    escaped = name.replace("_", r"\_")
    return f"\\operatorname{{{escaped}}}"


def own_name(op: str) -> str:
    """The own name of an operation, whatever is usual for it.

    >>> print(own_name("expand_dims"))
    \\operatorname{expand\\_dims}
    """
    escaped = op.replace("_", r"\_")
    return f"\\operatorname{{{escaped}}}"


def own_word(name: str) -> str:
    """The name of a parameter."""
    escaped = name.replace("_", r"\_")
    return f"\\mathrm{{{escaped}}}"


def is_named(node: Apply, params: Mapping[str, object]) -> bool:
    """Whether only its own name says what operation it is."""
    record = OPS[node.op]
    if node.op in SPELLED and not node.args:
        return False
    if record.group in ("probability", "random") and (node.op not in SHORT or params):
        return True
    return node.op in FAMILIES or not node.args


def family_latex(op: str, law: bool) -> str | None:
    """The letter or word of a family of distributions, where it is read as that family.

    law    whether it stands where only a distribution can: right of \\sim

    >>> family_latex("normal", False), family_latex("beta_distribution", True), family_latex("beta_distribution", False)
    ('\\\\mathcal{N}', '\\\\operatorname{Beta}', '\\\\operatorname{Bet}')
    """
    if op in FROM_ZERO:
        return None
    count = len(FAMILIES[op].params)
    for name in FAMILIES[op].spelled:
        first = next(f for f in SPELLED_FAMILIES[name] if len(FAMILIES[f].params) == count)
        matrix = {"normal", "multivariate_normal"} == {op, first}
        if (first != op and not matrix) or not (name.isalpha() or law):
            continue
        if not law and (name in LATEX_NAMES or name in PYTHON_NAMES or name.lower() in PYTHON_NAMES):
            continue
        if name == "chi^2":
            return r"\chi^{2}"
        return f"\\mathcal{{{name}}}" if len(name) == 1 else f"\\operatorname{{{name}}}"
    return None
