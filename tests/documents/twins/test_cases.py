"""Functions beside formulas: the right ones are said to agree, the wrong ones are flagged, customs are neither."""

from __future__ import annotations

import re

import pytest
from tests.documents.twins.cases import CASES
from tests.documents.twins.clean import CLEAN

from lemmata.documents import check

IMPORTS = "import math\nimport numpy as np\nimport scipy.special\n"
TORCH = "import math\nimport torch\nimport torch.nn.functional as F\n"


def document(text, function, before=False):
    imports = TORCH if re.search(r"\b(torch|F)\.", function) else IMPORTS
    code = f"```python\n{imports}{function}\n```"
    return f"# Notes\n\n{code}\n\n{text}\n" if before else f"# Notes\n\n{text}\n\n{code}\n"


def found(source):
    finding = next(f for f in check(source).findings if f.kind == "code")
    return [p["message"] for p in finding.parts if p.get("code") == "C104"], finding.reading


def table(kind):
    return [pytest.param(case.text, function, id=f"{name}: {function[:50]}")
            for name, case in CASES.items() for function in getattr(case, kind)]


@pytest.mark.parametrize(("text", "function"), table("right"))
def test_right(text, function):
    for before in (False, True):
        remarks, notes = found(document(text, function, before))
        assert not remarks
        assert notes.count("agrees with the formula") >= 1, notes


@pytest.mark.parametrize(("text", "function"), table("wrong"))
def test_wrong(text, function):
    remarks, _ = found(document(text, function))
    assert len(remarks) == 1
    assert "is not the formula of line 3" in remarks[0]


@pytest.mark.parametrize(("text", "function"), table("customs"))
def test_customs(text, function):
    remarks, notes = found(document(text, function))
    assert not remarks
    assert "agrees with the formula of line 3 " in notes


def test_a_formula_of_another_file_is_named_with_it(tmp_path):
    text, function = "The sigmoid is $\\sigma(x) = 1/(1 + e^{-x})$.\n", "def sigmoid(x): return 1/(1 + np.exp(x))"
    (tmp_path / "part.tex").write_text("Functions.\n\n" + text)
    code = f"\\begin{{lstlisting}}[language=Python]\n{IMPORTS}{function}\n\\end{{lstlisting}}\n"
    (tmp_path / "main.tex").write_text("\\input{part}\n" + code)
    assert f"the formula of line 3 of {tmp_path / 'part.tex'}: " in found([tmp_path / "main.tex"])[0][0]
    (tmp_path / "whole.tex").write_text("Functions.\n\n" + text + code)
    assert "the formula of line 3: " in found([tmp_path / "whole.tex"])[0][0]


@pytest.mark.parametrize(("text", "function"), [
    pytest.param(text, function, id=f"{text[:30]}: {function[:40]}")
    for text, functions in CLEAN for function in functions])
def test_no_mistakes(text, function):
    assert not found(document(text, function))[0]


def test_another_function_of_a_name():
    """What follows a formula by `f` may be called `f` too."""
    text = "We solve $f(x) = 0$ for $f(x) = x^2 - 2$."
    assert not found(document(text, "def f(x): return x**2 - 2"))[0]
    assert found(document(text, "def f(x): return x**2 + 2"))[0]
    assert not found(document(text + "\n\nNow another function:", "def f(x): return np.cos(x) - x"))[0]
    second = f"```python\n{IMPORTS}def f(x): return x**2 - 2\n```\n\n```python\ndef f(x): return np.cos(x)\n```\n"
    assert not any(f.verdict == "flagged" for f in check(f"{text}\n\n{second}").findings)


WRONG = "def sigmoid(x): return 1 / (1 + np.exp(x))"
SIGMOID = r"The sigmoid is $\sigma(x) = \frac{1}{1 + e^{-x}}$."


@pytest.mark.parametrize("silent", [
    document(SIGMOID + "\n\nThis one is wrong:", WRONG),
    document(SIGMOID, "# a common mistake\n" + WRONG),
    document(SIGMOID, WRONG + "  # lemmata: ignore[C104]"),
    document(SIGMOID, WRONG + "  # lemmata: ignore"),
    document(r"The sigmoid of $x = 2z$ is steeper.", "def sigmoid(z): return 1 / (1 + np.exp(-z))"),
    document(r"The mean is $\mu$ and the variance $\sigma^2$.", "def mean(x): return sum(x) / len(x)\n"
             "def variance(x): return np.mean((x - mean(x))**2)"),
    document(r"The entropy of a coin is $H(p) = -p \log p - (1 - p) \log(1 - p)$.",
             "def entropy(p): return -np.sum(p * np.log(p))"),
    document(r"The function $y = 2 x^\top x$ has a gradient.", "y = lambda x: x.sum()"),
    document(r"A neuron computes $a = \sigma(w^\top x + b)$.", "def a(x): return x"),
    document(r"$\sigma = \sqrt{\frac1n \sum_i (x_i - \mu)^2}$", "def sigmoid(x): return 1 / (1 + np.exp(-x))"),
    document(SIGMOID, "def log_sigmoid(x): return -np.log1p(np.exp(-x))\n"
             "def hard_sigmoid(x): return np.clip(x, 0, 1)"),
    document(r"$$\mathrm{MSE} = \frac1n \sum_i (y_i - \hat y_i)^2$$", "def mse(model, data): return model.score(data)"),
    document(r"If $\sigma(x) = \frac{1}{1 + e^{-x}}$ were $\frac12$, $x$ would be $0$.",
             "def sigmoid(x): return data[x]"),
], ids=str)
def test_nothing_is_said(silent):
    assert not found(silent)[0]


def test_what_is_shown():
    """Place, values that can be checked by hand, the way out."""
    report = check(document(SIGMOID, WRONG)).to_text()
    assert "C104" in report
    assert "at x = 1 the formula gives 0.731059, the code 0.268941" in " ".join(report.split())
    assert "def sigmoid(x)" in report
