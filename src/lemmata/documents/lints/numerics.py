"""Lints of numerical mathematics: what overflows, underflows or cancels where another form does not."""

from __future__ import annotations

import ast
import re

from lemmata.documents.lints.patterns import Found
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.rows import Row, by_rows
from lemmata.documents.lints.terms import Term

_BOUND = re.compile(r"(?i)[mcb]|.*(max|shift|peak|largest|biggest|top|offset).*")


def not_shifted(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether no maximum is subtracted from the exponents `_x`."""
    return not shifted(found["_x"])


def shifted(term: Term) -> bool:
    """Whether something is subtracted that keeps the exponents at or below 0, as far as one sees."""
    term = term.whole
    if term.head in ("clip", "minimum", "log_softmax"):
        return True
    if term.head == "mul":
        return any(shifted(part) for part in term.args)
    if term.head != "add":
        return False
    return any(part.contains("max", "maximum", "logsumexp") or _named_as_a_bound(part) for part in term.args)


def _named_as_a_bound(term: Term) -> bool:
    names = [str(getattr(t.value, "name", t.value)) for t in term.walk() if t.head == "name"]
    return len(names) == 1 and bool(_BOUND.fullmatch(names[0]))


NUMERICS = (
    by_rows(
        "M102", "log-of-sum-of-exp", "The log of a sum of exponentials, without the maximum taken out.",
        "exp overflows above 709 (88 in single precision), and all terms underflow below -745: the result is inf or "
        "-inf although the true one is an ordinary number.",
        "Use logsumexp of the library, or subtract the maximum before exp and add it after log.",
        "```python\nimport numpy as np\nx = np.array([1000.0, 1001.0])\nprint(np.log(np.sum(np.exp(x))))\n```\n",
        "```python\nimport numpy as np\nfrom scipy.special import logsumexp\nx = np.array([1000.0, 1001.0])\n"
        "print(logsumexp(x))\n```\n",
        Row(("log(sum(exp(_x)))", "log(mean(exp(_x)))"),
            "log(sum(exp({x}))) overflows to inf where an entry of {x} is above 709, and gives -inf where all are "
            "below -745", "use {stable}, or subtract the maximum first", "logsumexp", not_shifted),
    ),
)
