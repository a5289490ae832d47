"""Lints of numerical mathematics: exponentials and logarithms that overflow, underflow or cancel."""

from __future__ import annotations

from lemmata.documents.lints.losses import Naive
from lemmata.documents.lints.ranges import (
    cancels,
    growing_and_unguarded,
    neither_shifted,
    no_count,
    not_shifted,
    of_one_array,
    of_one_array_and_growing,
    unknown_matrix,
)
from lemmata.documents.lints.rows import Row, by_rows

_START = "```python\nimport numpy as np\n"

NUMERICS = (
    by_rows(
        "M101", "log-of-softmax", "The log of a softmax.",
        "A probability below 1e-308 (1e-38 in single precision) is rounded to 0, so that its log is -inf and the loss "
        "and its gradient are inf or nan; the log-softmax itself is an ordinary number.",
        "Use log_softmax of the library: x - logsumexp(x).",
        _START + "from scipy.special import softmax\nx = np.array([0.0, 1000.0])\nprint(np.log(softmax(x)))\n```\n",
        _START + "from scipy.special import log_softmax\nx = np.array([0.0, 1000.0])\nprint(log_softmax(x))\n```\n",
        Row(("log(softmax(_x))", "log2(softmax(_x))", "log10(softmax(_x))"),
            "the softmax of {x} is rounded to 0 where an entry lies some 745 below the largest (104 in single "
            "precision), and its log is -inf", "use {stable}", "log_softmax",
            naive=Naive("log(softmax(x))", x=(0.0, 1000.0))),
        Row(("log(exp(_x) / sum(exp(_y)))", "log2(exp(_x) / sum(exp(_y)))"),
            "this is the log of a softmax, and the softmax of {x} is rounded to 0 where an entry lies some 745 below "
            "the largest, so that its log is -inf", "use {stable}", "log_softmax", of_one_array,
            naive=Naive("log(exp(x) / sum(exp(x)))", x=(0.0, 1000.0))),
        overrules=("M102", "M107")),
    by_rows(
        "M102", "log-of-sum-of-exp", "The log of a sum of exponentials, without the maximum taken out.",
        "exp overflows above 709 (88 in single precision), and all terms underflow below -745: the result is inf or "
        "-inf although the true one is an ordinary number.",
        "Use logsumexp of the library, or subtract the maximum before exp and add it after log.",
        _START + "x = np.array([1000.0, 1001.0])\nprint(np.log(np.sum(np.exp(x))))\n```\n",
        _START + "from scipy.special import logsumexp\nx = np.array([1000.0, 1001.0])\nprint(logsumexp(x))\n```\n",
        Row(("log(sum(exp(_x)))", "log(mean(exp(_x)))", "log2(sum(exp(_x)))"),
            "log(sum(exp({x}))) is inf where an exponent is above 709 (88 in single precision), and -inf where all are "
            "below -745", "use {stable}, or subtract the maximum first", "logsumexp", not_shifted,
            naive=Naive("log(sum(exp(x)))", x=(1000.0, 1001.0))),
        Row(("log(sum(_w * exp(_x)))", "log(matmul(_w, exp(_x)))", "log(matmul(exp(_x), _w))"),
            "the log of a weighted sum of exponentials is inf where an exponent is above 709 (88 in single precision), "
            "and -inf where all are below -745", "use scipy.special.logsumexp({x}, b=weights), or subtract the maximum "
            "of the exponents first", "", not_shifted, naive=Naive("log(w @ exp(x))", w=(0.5, 0.5), x=(1000.0, 999.0))),
        Row(("log(exp(_x) + exp(_y))",), "log(exp({x}) + exp({y})) is inf where one of the two is above 709 (88 in "
            "single precision), and -inf where both are below -745", "use np.logaddexp({x}, {y}) or logaddexp of the "
            "library", "", neither_shifted, naive=Naive("log(exp(x) + exp(y))", x=1000.0, y=999.0))),
    by_rows(
        "M103", "log-of-sigmoid", "The log of a sigmoid, or of one minus it.",
        "The sigmoid is rounded to 0 for very negative arguments and to 1 above 37 (17 in single precision), so that "
        "the log of it, or of 1 minus it, is -inf although the true value is an ordinary number.",
        "Use log_sigmoid of the library, -logaddexp(0, -x); log(1 - sigmoid(x)) is log_sigmoid(-x). For a loss, use "
        "binary cross-entropy with logits.",
        _START + "def loss(z):\n    return -np.log(1 / (1 + np.exp(-z)))\n```\n",
        _START + "def loss(z):\n    return np.logaddexp(0, -z)\n```\n",
        Row(("log(sigmoid(_x))", "log(1 / (1 + exp(-_x)))", "log(exp(_x) / (1 + exp(_x)))"),
            "the sigmoid of {x} is rounded to 0 where that is below -745 (-104 in single precision), and its log is "
            "-inf", "use {stable}", "log_sigmoid", naive=Naive("log(1/(1 + exp(-x)))", x=-800.0)),
        Row(("log(1 - sigmoid(_x))", "log1p(-sigmoid(_x))", "log(1 - 1 / (1 + exp(-_x)))",
             "log1p(-1 / (1 + exp(-_x)))", "log(1 - exp(_x) / (1 + exp(_x)))"),
            "the sigmoid of {x} is rounded to 1 where that is above 37 (17 in single precision), and log(1 - 1) is "
            "-inf", "log(1 - sigmoid(x)) is log_sigmoid(-x): use {stable} with -({x})", "log_sigmoid",
            naive=Naive("log(1 - 1/(1 + exp(-x)))", x=40.0)),
        overrules=("M106", "M108")),
    by_rows(
        "M104", "log-of-one-plus-exp", "log(1 + exp(x)) written out.",
        "exp overflows above 709 (88 in single precision), so that the result is inf where it should be about x.",
        "Use softplus of the library, or logaddexp(0, x).",
        _START + "def softplus(x):\n    return np.log(1 + np.exp(x))\n```\n",
        _START + "def softplus(x):\n    return np.logaddexp(0, x)\n```\n",
        Row(("log(1 + exp(_x))", "log1p(exp(_x))"),
            "exp({x}) overflows to inf where {x} is above 709 (88 in single precision); log(1 + exp(x)) is about x "
            "there", "use {stable}", "softplus", growing_and_unguarded, naive=Naive("log(1 + exp(x))", x=900.0)),
        overrules=("M106",)),
    by_rows(
        "M105", "one-minus-exp", "1 - exp(x) or exp(x) - 1 written out.",
        "Where x is small, the leading digits cancel: at x = 1e-10 half of the digits are lost, below 1e-16 all.",
        "Use expm1: exp(x) - 1 is expm1(x), and 1 - exp(x) is -expm1(x).",
        _START + "def failure(rate, t):\n    return 1 - np.exp(-rate * t)\n```\n",
        _START + "def failure(rate, t):\n    return -np.expm1(-rate * t)\n```\n",
        Row(("1 - exp(_x)",), "1 - exp(...) cancels where the exponent {x} is small: at 1e-10 half of the digits are "
            "lost, below 1e-16 all", "use -{stable}", "expm1", cancels, naive=Naive("1 - exp(x)", x=-1e-10)),
        Row(("exp(_x) - 1",), "exp(...) - 1 cancels where the exponent {x} is small: at 1e-10 half of the digits are "
            "lost, below 1e-16 all", "use {stable}", "expm1", cancels, naive=Naive("exp(x) - 1", x=1e-10))),
    by_rows(
        "M106", "log-of-one-plus", "log(1 + x) written out.",
        "Where x is small, 1 + x drops its last digits: at x = 1e-10 half of them are lost, below 1e-16 all.",
        "Use log1p(x).",
        _START + "def growth(rate):\n    return np.log(1 + rate)\n```\n",
        _START + "def growth(rate):\n    return np.log1p(rate)\n```\n",
        Row(("log(1 + _x)",), "1 + {x} drops the digits of {x} where that is small: at 1e-10 half of them, below 1e-16 "
            "all", "use {stable}", "log1p", no_count, naive=Naive("log(1 + x)", x=1e-10))),
    by_rows(
        "M107", "softmax-overflow", "A softmax written out without the maximum subtracted.",
        "exp overflows above 709 (88 in single precision), and inf / inf is nan; where all entries are below -745 it "
        "is 0 / 0.",
        "Subtract the maximum before exp, which changes nothing else, or use softmax of the library.",
        _START + "def softmax(z):\n    return np.exp(z) / np.sum(np.exp(z))\n```\n",
        _START + "def softmax(z):\n    e = np.exp(z - np.max(z))\n    return e / np.sum(e)\n```\n",
        Row(("exp(_x) / sum(exp(_y))",), "exp({x}) overflows to inf where an entry is above 709 (88 in single "
            "precision), and inf / inf is nan", "subtract the maximum first, or use {stable}", "softmax",
            of_one_array_and_growing, naive=Naive("exp(x) / sum(exp(x))", x=(0.0, 1000.0)))),
    by_rows(
        "M108", "sigmoid-overflow", "The sigmoid as exp(x) / (1 + exp(x)).",
        "exp overflows above 709 (88 in single precision), and inf / inf is nan where the sigmoid is 1.",
        "Use the sigmoid of the library, or 1 / (1 + exp(-x)).",
        _START + "def sigmoid(x):\n    return np.exp(x) / (1 + np.exp(x))\n```\n",
        _START + "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n```\n",
        Row(("exp(_x) / (1 + exp(_x))",), "exp({x}) overflows to inf where {x} is above 709 (88 in single precision), "
            "and inf / inf is nan", "use {stable}", "sigmoid", growing_and_unguarded,
            naive=Naive("exp(x) / (1 + exp(x))", x=800.0))),
    by_rows(
        "M113", "log-of-determinant", "The log of a determinant.",
        "The determinant of a matrix of some hundred rows is beyond the range of floating point: its log is inf or "
        "-inf, although the log-determinant is an ordinary number.",
        "Use slogdet of the library, or the diagonal of the Cholesky factor: 2 * sum(log(diag(L))).",
        _START + "def log_volume(S):\n    return np.log(np.linalg.det(S))\n```\n",
        _START + "def log_volume(S):\n    return np.linalg.slogdet(S)[1]\n```\n",
        Row(("log(det(_A))", "log(abs(det(_A)))", "log(det(_A) / det(_B))", "log(sqrt(det(_A)))"),
            "det({A}) leaves the range of floating point when the matrix is large: 1e-3 times the identity of 110 rows "
            "has determinant 0.0", "use {stable}", "slogdet",
            unknown_matrix, naive=Naive("log(det(c*eye(110)))", c=1e-3))),
)

