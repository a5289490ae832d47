"""The reader's own data in the page: read, assigned, computed and exported as Python has it."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from tests.optional import need_target, node

from lemmata import parse
from lemmata.engine.pictures import data_script
from lemmata.engine.pictures.fitted import fitted
from lemmata.engine.writers import to_text
from lemmata.engine.writers.code.loops import runtime_js
from lemmata.web.samples import FOLDER, written

DATA = Path(__file__).resolve().parents[2] / "src/lemmata/web/static/js/data"
SAMPLES = written()
X, W = "X: real[m n], w: real[n], y: real[m]", "X: real[m n], W: real[n c], b: real[c], y: labels[m c]"
# formula, declarations, data, what is which column
ROWS: list[tuple[str, str, str, dict[str, list[str]]]] = [
    ("sum((a*x + b - y)**2)/m", "x: real[m], y: real[m], a: real, b: real", SAMPLES["line"], {"x": ["x"], "y": ["y"]}),
    ("sum(log(1 + exp(-y*(X @ w))))/m", X, SAMPLES["moons"], {"X": ["x1", "x2"], "y": ["y"]}),
    ("-sum(log(softmax(X @ W + b)[i, y[i]]) for i in range(m))/m", W, SAMPLES["clusters"],
     {"X": ["x1", "x2"], "y": ["label"]}),
    ("sum(min(norm(X[i] - C[j])**2 for j in range(k)) for i in range(m))", "X: real[m n], C: real[k n]",
     SAMPLES["clusters"], {"X": ["x1", "x2"]}),
    ("log(1 + exp(-y*(x @ w)))", "x: real[n], w: real[n], y: real",
     "height\tweight\ty\n1,5\t2\t1\n-2\t3,25\t-1\n1\t1\t1\n", {"x": ["height", "weight"], "y": ["y"]}),
    ("sum(x**2/s**2)/2 + n*log(s)", "x: real[n], s: positive", "1\n2.5\n-0.75\n", {"x": ["column 1"]}),
    ("(y @ solve(K + s*eye(n), y) + logdet(K + s*eye(n)))/2", "K: semidefinite[n n], y: real[n], s: positive",
     "K = [[2, 1], [1, 2]]\ny = np.array([1, -3])", {"K": ["K"], "y": ["y"]}),
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", '{"q": [0.25, 0.75], "p": [0.5, 0.5]}',
     {"q": ["q"], "p": ["p"]}),
    ("sum((sigmoid(X @ w) - y)**2)", "X: real[m n], w: real[n], y: binary[m]",
     "y,u,v\nyes,1,2\nno,3,4\nyes,0,1\n,7,7\n", {"X": ["u", "v"], "y": ["y"]}),
]

def _run(folder: Path, rows: list[tuple[str, str, str]]) -> list[Any]:
    """What the page's scripts make of formulas with data, by Node."""
    (folder / "runtime.mjs").write_text(runtime_js())
    (folder / "asked.json").write_text(json.dumps([text for _, _, text in rows]))
    for k, (formula, variables, _) in enumerate(rows):
        f = parse(formula, variables)
        module = data_script(f.expr, f.declarations, source=f.source, runtime="./runtime.mjs")
        (folder / f"module{k}.mjs").write_text(module)
    command = [node() or "node", str(Path(__file__).parent / "own_data.mjs"), f"{folder.as_uri()}/", DATA.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[:2000]
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    need_target("js")
    return _run(tmp_path_factory.mktemp("data"), [row[:3] for row in ROWS])


@pytest.mark.parametrize("place", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_data_are_assigned_and_computed_as_python_does(place: int, found: list[Any]) -> None:
    formula, variables, _, columns = ROWS[place]
    one = found[place]
    assert "error" not in one, one
    assert one["assigned"] == columns
    f = parse(formula, variables)
    given = {name: np.array(value, int if f.declarations[name].sort == "integer" else float)
             for name, value in (one["values"] | one["start"]).items()}
    rows = [{**given, **{name: given[name][k] for name in one["many"]}}
            for k in range(len(given[one["many"][0]]))] if one["many"] else [given]
    np.testing.assert_allclose(np.ravel(one["value"]), np.ravel([f(**row) for row in rows]), rtol=1e-9)
    assert set(one["start"]) <= set(one["slopes"])
    for name, slope in one["slopes"].items():
        each = [f.grad(name)(**row) for row in rows]
        truth = np.array(each) / len(rows) if name in one["many"] else np.mean(each, axis=0)
        np.testing.assert_allclose(np.array(slope, float), truth, rtol=1e-8, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("place", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_the_exported_code_does_the_same_steps(place: int, found: list[Any]) -> None:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(found[place]["script"], names)
    assert printed.getvalue().startswith("value:")
    for name, value in found[place]["now"].items():
        np.testing.assert_allclose(names[name], np.array(value, float), rtol=1e-7, atol=1e-10)
    notebook = nbformat.reads(found[place]["notebook"], 4)
    nbformat.validate(notebook)
    code = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    with contextlib.redirect_stdout(io.StringIO()) as again:
        exec(code, {})
    assert again.getvalue() == printed.getvalue()


def test_errors_name_the_variable_with_both_shapes(tmp_path: Path) -> None:
    need_target("js")
    positive = "X: real[m n], w: real[n], y: positive[m]"
    wrong = [
        (X, "X = [[1, 2], [3, 4]]\ny = [1, 2, 3]",
         "y: the shape 2 is expected (real[m] with m = 2, as X has it), the shape 3 is given"),
        (X, "X = [[1, 2], [3]]\ny = [1, 2]", "X is no box of numbers"),
        (X, "a,b,y\n1,2,3\n4,5\n", "row 3 has 2 cells, row 1 has 3"),
        (positive, "a,y\n1,2\n3,-4\n", "y holds -4; positive[m] is expected, numbers above 0"),
        (X, "X = [[1, 2], [3, 4]", "line 1: \",\" or \"]\" expected, but the text ends")]
    told = _run(tmp_path, [("sum((X @ w - y)**2)", variables, text) for variables, text, _ in wrong])
    for one, (_, _, words) in zip(told, wrong, strict=True):
        assert words in one["error"]


FITTED = [
    ("sum((y - X @ w - b)**2)/m + c*sum(w**2)", f"{X}, b: real, c: positive", "X @ w + b", True),
    ("-sum(y[i]*log(sigmoid(X[i] @ w)) + (1 - y[i])*log(1 - sigmoid(X[i] @ w)) for i in range(m))", X,
     "[sigmoid(X[i] @ w) for i in range(m)]", False),
    ("sum(maximum(0, 1 - y*tanh(X @ w)))", X, "tanh(X @ w)", False),
    ("(a*sin(b*x) - y)**2", "x: real, y: real, a: real, b: real", "a*sin(b*x)", True),
]


@pytest.mark.parametrize("formula, variables, expected, difference", FITTED)
def test_what_is_fitted_is_found_in_the_loss(formula: str, variables: str, expected: str, difference: bool) -> None:
    f = parse(formula, variables)
    (own,) = [one for one in fitted(f.expr, f.declarations) if one.target.name == "y"]
    assert (to_text(own.expr), own.difference) == (expected, difference)


def test_the_samples_are_those_of_their_script() -> None:
    assert {path.stem: path.read_text() for path in FOLDER.glob("*.csv")} == SAMPLES
