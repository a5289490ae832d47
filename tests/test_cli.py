"""The command line in processes of its own: what it prints, its exit codes, and that it starts light."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

import lemmata
from lemmata.cli import main


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "lemmata", *arguments], capture_output=True, text=True, timeout=120)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    return code, *capsys.readouterr()


def test_version():
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"lemmata {lemmata.__version__}\n", "")


@pytest.mark.parametrize("statement", ["import lemmata", "from lemmata.cli import main; main(['--version'])"])
def test_starts_without_the_heavy_libraries(statement):
    heavy = ["numpy", "scipy", "sympy", "flint", "jax", "torch", "markdown_it", "lemmata.engine"]
    code = f"import sys\n{statement}\nprint([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments, code, words", [
    (("x*(x + 1)", "x**2 + x"), 0, ["proved", "inferred: x: real"]),
    (("trace(A @ B)", "trace(B @ A)"), 0, ["proved", "A: real[m n], B: real[n m]"]),
    (("x @ y", "sum(x*y)", "x: real[n], y: real[n]"), 0, ["proved", "with: x: real[n], y: real[n]"]),
    (("sum(i for i in range(n))", "n*(n - 1)/2"), 0, ["proved"]),
    ((r"\sum_{i=1}^n i", r"\frac{n(n+1)}{2}"), 0, ["proved"]),
    (("(AB)^T", "B^T A^T"), 0, ["proved", "inferred: A: real["]),
    (("(AB)^T", "A^T B^T"), 1, ["refuted"]),
    (("E(X**2) - E(X)**2", "Var(X)"), 0, ["X: variable"]),
    (("(A @ B).T", "A.T @ B.T"), 1, ["refuted", "left side", "right side"]),
    (("sqrt(x**2)", "x"), 1, ["conditional", "not negative", "x "]),
    (("sin(x)", "x", "--seed", "3"), 1, ["refuted"]),
    (("-E(X)", "E(-X)"), 0, ["proved"]),
])
def test_equal(capsys, arguments, code, words):
    found, out, err = call(capsys, "equal", *arguments)
    assert found == code, out + err
    assert err == ""
    for word in words:
        assert word in out


def test_equal_says_the_same_for_the_same_seed(capsys):
    first = call(capsys, "equal", "tanh(x)", "x - x**3/3", "--seed", "5")
    assert first == call(capsys, "equal", "tanh(x)", "x - x**3/3", "--seed", "5")


@pytest.mark.parametrize("arguments, words", [
    (("x +", "x"), ["not a Python expression", "  x +\n", "^"]),
    (("x", "y = 3"), ["write =="]),
    ((r"\frac{a}{", "b"), ["closed", "^"]),
    (("a^2 = b", "c"), ["without ="]),
    (("X @ w", "X @ v", "X: real[m n], w: real[n]"), ["no name 'v'", "^"]),
    (("x", "x", "x: reel"), ["did you mean 'real'"]),
    (("A @ B", "B", "A: real[m n], B: real[n]"), ["shape"]),
])
def test_what_can_not_be_read_is_no_answer(capsys, arguments, words):
    code, out, err = call(capsys, "equal", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ") and "Traceback" not in err
    for word in words:
        assert word in err


@pytest.mark.parametrize("arguments, result", [
    (("x**3",), "3*x**2"),
    (("x**3", "--order", "3"), "6"),
    (("sum((X @ w - y)**2)", "--wrt", "w"), "2*(X.T @ (X @ w - y))"),
    (("x @ A @ x", "x: real[n], A: symmetric[n n]", "--wrt", "x", "--order", "2"), None),
])
def test_derive(capsys, arguments, result):
    code, out, err = call(capsys, "derive", *arguments)
    assert code == 0, err
    text = out.splitlines()[0]
    vars = arguments[1] if len(arguments) > 1 and ":" in arguments[1] else None
    f = lemmata.parse(arguments[0], vars)
    order = int(arguments[arguments.index("--order") + 1]) if "--order" in arguments else 1
    wrt = arguments[arguments.index("--wrt") + 1] if "--wrt" in arguments else "x"
    assert f.derivative(wrt, order).expr is lemmata.parse(text, f.vars).expr
    assert result is None or lemmata.parse(result, f.vars).equals(f.derivative(wrt, order))


def test_derive_with_steps(capsys):
    code, out, _ = call(capsys, "derive", "norm(A @ x - b)", "A: real[m n], x: real[n], b: real[m]", "--wrt", "x",
                        "--steps")
    assert code == 0 and "df/dr = r/norm(r)" in out and "[derivative of a norm]" in out
    assert "= A.T @ (A @ x - b) / norm(A @ x - b)" in out.splitlines()[-2]
    assert out.splitlines()[-1] == "Not defined where A @ x = b: nan is taken."


def test_derive_says_where_there_is_no_derivative(capsys):
    """Beside the result, which stays as it is for who reads it."""
    code, out, err = call(capsys, "derive", "abs(x) + x**2", "x: real", "--code", "numpy")
    assert code == 0 and "def derivative(x" in out and "not defined where" not in out
    assert err.strip() == "not defined where x = 0: 0 is taken"
    code, out, _ = call(capsys, "derive", "x**3", "x: real", "--steps", "--order", "2", "--latex")
    assert code == 0 and out.startswith(r"\begin{align*}") and "&= 6 x" in out
    code, out, _ = call(capsys, "derive", "x**3", "x: real", "--format", "json")
    found = json.loads(out)
    assert code == 0 and found["result"]["text"] == "3*x**2" and found["steps"][-1]["rule"] == "power rule"
    code, _, err = call(capsys, "derive", "x**3", "x: real", "--format", "xml")
    assert code == 2 and "write text or json" in err


def test_code(capsys):
    """What is printed runs, and gives the value and the derivative."""
    formula = ("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    code, out, err = call(capsys, "code", *formula, "--grad", "w", "--name", "loss")
    space = {}
    exec(out, space)
    value, slope = space["loss"](np.eye(2), np.ones(2), np.zeros(2))
    assert (code, err) == (0, "") and value == 2 and slope.tolist() == [2, 2]
    code, out, _ = call(capsys, "derive", *formula, "--wrt", "w", "--order", "2", "--code", "jax")
    assert code == 0 and "return 2 * (X.T @ X)" in out and "import jax.numpy as jnp" in out
    code, out, err = call(capsys, "code", "x @ A @ x", "--target", "torch")
    assert code == 0 and "return x @ A @ x" in out and "A: real[n n]" in err
    code, out, _ = call(capsys, "code", "x @ y", "x: real[n], y: real[n]", "--target", "js")
    assert code == 0 and "return sum(n, i => x[i] * y[i]);" in out
    code, out, _ = call(capsys, "derive", "log(sum(exp(x)))", "x: real[n]", "--code", "python")
    assert code == 0 and "return softmax(x)" in out


@pytest.mark.parametrize("arguments, words", [
    (["x**2", "x: real", "--target", "fortran"], "fortran"), (["x**2", "x: real", "--name", "a b"], "no name"),
    (["x**2", "x: real", "--grad", "z"], "no variable 'z'"),
    (["integral(exp(-t**2), t, 0, x)", "x: real"], "no array code")])
def test_code_without_an_answer(capsys, arguments, words):
    code, out, err = call(capsys, "code", *arguments)
    assert (code, out) == (2, "") and words in err


def test_derive_from_latex_that_looks_like_text(capsys):
    code, out, _ = call(capsys, "derive", "a x x", "a: real, x: real", "--wrt", "x", "--latex-in")
    assert (code, out) == (0, "2*(a*x)\n")
    code, _, err = call(capsys, "derive", "a x x", "a: real, x: real", "--wrt", "x")
    assert code == 2 and "not a Python expression" in err


def test_derive_in_latex(capsys):
    code, out, _ = call(capsys, "derive", "exp(x)*y", "--wrt", "x", "--latex")
    assert code == 0 and r"\exp(x)" in out


@pytest.mark.parametrize("arguments, words", [
    (("x*y",), "--wrt with one of x, y"),
    (("x*y", "--wrt", "z"), "no variable 'z'"),
    (("x*y", "--wrt", "x", "--order", "0"), "--order"),
    (("1 + 1",), "there is none"),
])
def test_derive_without_an_answer(capsys, arguments, words):
    code, _, err = call(capsys, "derive", *arguments)
    assert code == 2
    assert words in err


@pytest.fixture
def notes(tmp_path):
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("# Sums\n\nFor real $a$ and $b$: $(a + b)^2 = a^2 + 2ab + b^2$.\n")
    bad.write_text("# Sums\n\nFor real $a$ and $b$: $(a + b)^2 = a^2 + b^2$.\n")
    return tmp_path


@pytest.mark.parametrize("name, code", [("good.md", 0), ("bad.md", 1), ("none.md", 2), (".", 1)])
def test_check(capsys, notes, name, code):
    found, out, err = call(capsys, "check", str(notes / name))
    assert found == code, out + err
    assert "Traceback" not in err


def test_check_as_json(capsys, notes):
    code, out, _ = call(capsys, "check", str(notes / "bad.md"), "--format", "json", "--seed", "1")
    findings = json.loads(out)["findings"]
    assert code == 1
    assert [f["verdict"] for f in findings if f["source"].startswith("(a")] == ["refuted"]
    assert call(capsys, "check", str(notes / "bad.md"), "--format", "json", "--seed", "1")[1] == out


@pytest.mark.parametrize("arguments", [("bogus",), ("equal", "x"), ("check", "--formt", "xml", "a.md")])
def test_wrong_usage(capsys, arguments):
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "Usage" in err
