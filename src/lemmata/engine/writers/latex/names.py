"""Names of symbols, functions and families in LaTeX."""

from __future__ import annotations

import re

from lemmata.engine.ops import OPS
from lemmata.engine.ops.families.record import FAMILIES

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
           "expectation": r"\mathbb{E}", "kl_divergence": r"D_{\mathrm{KL}}", "delta": r"\delta", "beta": r"\mathrm{B}",
           "indicator": r"\mathbb{1}"}
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
    if op in FAMILIES and FAMILIES[op].spelled:
        name = FAMILIES[op].spelled[0]
        return f"\\mathcal{{{name}}}" if len(name) == 1 else f"\\operatorname{{{name}}}"
    name = next(iter(OPS[op].latex), op)
    if name in COMMANDS:
        return "\\" + name
    escaped = name.replace("_", r"\_")
    return f"\\operatorname{{{escaped}}}"
