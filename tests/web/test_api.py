"""The API beside the Python doors; what it says of what it can't read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.web.served import Client, application

import lemmata
from lemmata.documents import check_document
from lemmata.documents.formats.files import parse_document
from lemmata.engine.stability.stabilizing import FRESH
from lemmata.lemmas import find, search
from lemmata.lemmas.notebook import notebook, written
from lemmata.web.workers import Busy, Failed, TooLong, TooMuch, WorkError

LOSS = "sum((X @ w - y)**2)"
DECLARED = "X: real[m n], w: real[n], y: real[m]"
DOCUMENT = "Let $x$ be real. Then $(x + 1)^2 = x^2 + 1$ and $(x + 1)^2 = x^2 + 2x + 1$.\n\n```python\nprint(1)\n```\n"


@pytest.fixture(scope="module")
def api() -> Client:
    return Client(application())


def lost(formula: str, form: str = "written", grad: str = "") -> Any:
    return lemmata.parse(formula).accuracy("float32", points=60, seed=FRESH, form=form, grad=grad)


def loss() -> lemmata.Formula:
    return lemmata.parse(LOSS, DECLARED)


def both(formula: lemmata.Formula) -> dict[str, str]:
    return {"text": formula.text, "latex": formula.latex()}


# path, what is asked, what the answer holds (as far as it is written here): from Python's own doors
SAME: list[tuple[str, dict[str, Any], Any]] = [
    ("parse", {"formula": LOSS, "variables": DECLARED}, lambda: {
        **both(loss()), "declarations": DECLARED, "inferred": [], "sizes": ["m", "n"], "shape": [], "kind": "value"}),
    ("parse", {"formula": "x @ A @ x"}, lambda: {
        "declarations": "x: real[n], A: real[n n]", "inferred": ["x", "A"], "syntax": "python"}),
    ("parse", {"formula": r"\|A x\| \le 3"}, lambda: {
        "syntax": "latex", "kind": "relation", "text": "norm(A @ x) <= 3", "relations": [{
            "sign": "le", **both(lemmata.parse("norm(A @ x) <= 3")),
            "sides": [both(lemmata.parse("norm(A @ x)")), both(lemmata.parse("3"))]}]}),
    ("parse", {"formula": "t + t**2 where t = exp(x)", "variables": "x: real, s: real"}, lambda: {
        "parts": {"t": both(lemmata.parse("exp(x)"))}, "warnings": ["s is declared and does not occur"]}),
    ("equal", {"left": "trace(A @ B)", "right": "trace(B @ A)"}, lambda: {
        "verdict": "proved", "counterexample": [], "nearest": None}),
    ("equal", {"left": "(x + 1)**2", "right": "x**2 + 1"}, lambda: {
        "verdict": "refuted", "method": "counterexample", "certified": True, "counterexample": [
            {"name": "x", "value": "1"}, {"name": "left side", "value": "4"}, {"name": "right side", "value": "2"}],
        "nearest": {"side": "right", "words": "a missing term", **both(lemmata.parse("x**2 + 1 + 2*x"))}}),
    ("equal", {"left": "mean((y - X@w)**2)", "right": r"\frac{1}{n}\|y - Xw\|^2",
               "variables": "X: real[n m], w: real[m], y: real[n]"}, lambda: {"verdict": "proved"}),
    ("equal", {"left": r"\sqrt{x^2}", "right": "x"}, lambda: {"verdict": "conditional"}),
    ("derive", {"formula": LOSS, "variables": DECLARED}, lambda: {
        "wrt": "w", "variables": ["w", "X", "y"], "formula": both(loss()),
        "steps": json.loads(loss().derivation("w").json())["steps"]}),
    ("derive", {"formula": LOSS, "variables": DECLARED, "wrt": "w", "order": 2}, lambda: {
        "result": {**both(loss().hessian("w")), "shown": loss().hessian("w").shown(),
                   "shape": ["n", "n"], "declarations": DECLARED},
        "structure": str(loss().hessian("w").structure)}),
    ("derive", {"formula": "A @ x", "wrt": "x", "layout": "denominator"}, lambda: {
        "layout": "denominator", "result": {**both(lemmata.parse("A @ x").jacobian("x", "denominator")),
                                            "shown": r"A^{\top}", "shape": ["n", "m"],
                                            "declarations": "A: real[m n], x: real[n]"}}),
    ("derive", {"formula": "abs(x)"}, lambda: {"singular": ["x = 0: 0 is taken"]}),
    ("derive", {"formula": "u @ w", "wrt": "w", "layout": "numerator"}, lambda: {
        "note": "a row in numerator layout; in code a vector, which has one axis",
        "lines": [*lemmata.parse("u @ w").derivation("w").lines(), {
            "head": "Arrange it in numerator layout.", "hint": "Arrange it in numerator layout.", "rule": "transposed",
            "latex": r"\frac{\partial f}{\partial w} = u^{\top}"}]}),
    ("code", {"formula": LOSS, "variables": DECLARED}, lambda: {"source": loss().code(name="f"), "wrt": None}),
    ("code", {"formula": LOSS, "variables": DECLARED, "target": "torch", "of": "value and gradient", "name": "g"},
     lambda: {"source": loss().code("torch", grad="w", name="g"), "wrt": "w"}),
    ("code", {"formula": "x**3", "target": "js", "of": "gradient"}, lambda: {
        "source": lemmata.parse("x**3").grad("x").code("js", name="f")}),
    ("code", {"formula": "x**3", "target": "latex", "of": "hessian"}, lambda: {"source": "6 x"}),
    ("code", {"formula": "A @ x", "of": "gradient", "wrt": "x", "layout": "denominator"}, lambda: {
        "source": lemmata.parse("A @ x").jacobian("x", "denominator").code(name="f")}),
    ("accuracy", {"formula": "log(1 + x)", "points": 60, "dtype": "float32"}, lambda: {
        "formula": "log(1 + x)", "dtype": "float32", "bits": 32, "points": 60, "mean": lost("log(1 + x)").mean,
        "at": dict(lost("log(1 + x)").at), "blame": lost("log(1 + x)").as_dict()["blame"][:1]}),
    ("accuracy", {"formula": "log(1 + x)", "points": 60, "form": "program", "dtype": "float32"}, lambda: {
        "form": "as its compiled program", "worst": lost("log(1 + x)", "program").worst, "blame": [], "worked": None}),
    ("accuracy", {"formula": "abs(x)*log(1 + x**2)", "points": 60, "dtype": "float32", "grad": "x"}, lambda: {
        "mean": lost("abs(x)*log(1 + x**2)", grad="x").mean, "singular": {"gradient by x": []}}),
    ("stabilize", {"formula": "log(1 + x)", "points": 60, "target": "numpy"}, lambda: {
        "changed": True, "rules": ["logarithm of one and something"], "code": {
            "numpy": lemmata.parse("log1p(x)", "x: real").code(name="f")}}),
    ("check", {"text": DOCUMENT}, lambda: json.loads(
        check_document(parse_document(DOCUMENT, "notes.md")).to_json())),
    ("answer", {"lemma": "dot-product", "answer": "a"}, lambda: {
        "correct": False, "kind": find("dot-product").tasks[0].exercise.assess("a").kind, "next_hint": 0,
        "hint": None, "solution": None}),
    ("answer", {"lemma": "dot-product", "answer": "a + a", "hints": 1, "reveal": "hint"}, lambda: {
        "correct": True, "hint": find("dot-product").tasks[0].hints[1], "solution": None}),
    ("answer", {"lemma": "dot-product", "answer": "1 +", "hints": 9, "reveal": "solution"}, lambda: {
        "kind": "unreadable", "start": 3, "end": 4, "next_hint": None,
        "solution": find("dot-product").tasks[0].solution}),
]


@pytest.mark.parametrize("path, asked, expected", SAME, ids=[f"{path}-{k}" for k, (path, _, _) in enumerate(SAME)])
def test_says_what_python_says(api: Client, path: str, asked: dict[str, Any], expected: Any) -> None:
    found = api.post(f"/api/{path}", json=asked)
    assert found.status_code == 200, found.text
    for name, value in expected().items():
        assert found.json()[name] == value, name
    if path in ("parse", "equal", "derive", "code", "accuracy", "stabilize"):
        assert api.get(f"/api/{path}", params=asked).content == found.content


def test_a_gradient_is_made_stable_with_its_value(api: Client) -> None:
    asked = {"formula": "sqrt(x**2 + y**2)", "points": 60, "target": "torch", "grad": "x"}
    found = api.post("/api/stabilize", json=asked).json()
    (slope,) = found["derivatives"]
    assert slope["wrt"] == "x" and slope["after"]["mean"] < 2 < slope["before"]["mean"]
    assert "grad_x" in found["code"]["torch"]
    each = api.post("/api/accuracy", json={"formula": asked["formula"], "points": 60, "grad": "x"}).json()["each"]
    assert [each[name]["mean"] for name in ("value", "gradient by x")] == [
        one["before"]["mean"] for one in (found, slope)]


def test_search_and_notebooks(api: Client) -> None:
    found = api.get("/api/search", params={"q": "chain rule"}).json()
    assert [hit["id"] for hit in found["lemmas"]] == [lemma.id for lemma in search("chain rule")]
    assert found["lemmas"][0]["url"] == f"/lemma/{found['lemmas'][0]['id']}"
    assert "did you mean chain?" in api.get("/api/search", params={"q": "chian"}).json()["why_none"]
    file = api.get("/notebook/dot-product.ipynb")
    assert file.text == written(notebook("dot-product"))
    assert file.headers["content-disposition"] == 'attachment; filename="dot-product.ipynb"'


def test_a_picture_is_a_module(api: Client) -> None:
    found = api.get("/api/picture", params={"formula": "a*sin(x)"})
    assert found.headers["content-type"].startswith("text/javascript")
    assert "export const picture" in found.text


# path, what is asked, status, code, words of the message, the place
WRONG: list[tuple[str, dict[str, Any], int, str, str, tuple[str, int, int] | None]] = [
    ("parse", {"formula": "x + "}, 422, "unreadable", "not a Python expression", ("formula", 3, 4)),
    ("parse", {"formula": r"\frac{x}"}, 422, "unreadable", "expected", ("formula", 8, 9)),
    ("parse", {"formula": "x + z", "variables": "x: real"}, 422, "unreadable", "no name 'z'", ("formula", 4, 5)),
    ("parse", {"formula": "x", "variables": "x: rael"}, 422, "unreadable", "did you mean 'real'", ("variables", 3, 4)),
    ("equal", {"left": "x", "right": "1 +* 2"}, 422, "unreadable", "not a Python expression", ("right", 3, 4)),
    ("equal", {"left": "x @ y", "right": "x @ (y + w)", "variables": "x: real[n], y: real[n], w: real[m]"},
     422, "unreadable", "n is not m", ("right", 5, 10)),
    ("equal", {"left": "x", "right": "y", "variables": "x: real[n], y: real[m n]"}, 422, "no_answer", "shape", None),
    ("derive", {"formula": "3"}, 422, "no_answer", "no variable to differentiate by", None),
    ("derive", {"formula": "x", "wrt": "y"}, 422, "no_answer", "no variable 'y'", None),
    ("derive", {"formula": "x", "order": 3}, 422, "invalid", "order is 3", None),
    ("derive", {"formula": "x", "how": 3}, 422, "invalid", "no field how", None),
    ("derive", {}, 422, "invalid", "formula is missing", None),
    ("accuracy", {"formula": "log(-1 - x**2)", "points": 10}, 422, "no_answer", "can't be sampled", None),
    ("accuracy", {"formula": "x", "where": "x: gauss(1)"}, 422, "no_answer", "no law 'gauss'", None),
    ("accuracy", {"formula": "x", "dtype": "float8"}, 422, "invalid", "dtype is 'float8'", None),
    ("stabilize", {"formula": r"\int_0^1 x t dt"}, 422, "no_answer", "no floats come to the integral", None),
    ("stabilize", {"formula": "x", "points": 9000}, 422, "invalid", "points is 9000", None),
    ("code", {"formula": "x", "name": "import"}, 422, "no_answer", "'import' is no name", None),
    ("code", {"formula": "A @ x", "of": "value and gradient", "wrt": "x", "layout": "numerator"}, 422, "no_answer",
     "ask for the gradient alone", None),
    ("code", {"formula": "x", "target": "c"}, 422, "invalid", "target is 'c'", None),
    ("parse", {"formula": "x" * 8193}, 422, "invalid", "8193 characters; at most 8192", None),
    ("check", {"text": "", "name": "../a.tex"}, 422, "invalid", "name is '../a.tex'", None),
    ("check", {"text": "{", "name": "a.ipynb"}, 422, "no_answer", "no JSON", None),
    ("answer", {"lemma": "dot-prodct", "answer": "1"}, 404, "no_lemma", "did you mean dot-product", None),
    ("nothing", {}, 404, "not_found", "Not Found", None),
    ("search", {}, 405, "wrong_method", "Not Allowed", None),
]


@pytest.mark.parametrize("path, asked, status, code, words, place", WRONG,
                         ids=[f"{row[0]}-{k}" for k, row in enumerate(WRONG)])
def test_says_what_is_wrong_and_where(api: Client, path: str, asked: dict[str, Any], status: int, code: str,
                                      words: str, place: tuple[str, int, int] | None) -> None:
    found = api.post(f"/api/{path}", json=asked)
    error = found.json()["error"]
    assert (found.status_code, error["code"]) == (status, code), error
    assert words in error["message"]
    if place is not None:
        assert (error["field"], error["start"], error["end"]) == place


@pytest.mark.parametrize("body, kind, status", [
    (b"{", "application/json", 400), (b"", "application/json", 422), (b"[" * 50_000, "application/json", 400),
    (b'{"formula": ' + b"9" * 6000 + b"}", "application/json", 400), (b'{"formula": NaN}', "application/json", 422),
    (b'{"formula": "\\ud800"}', "application/json", 422), (b'{"formula": "x\\u0000"}', "application/json", 422),
    (b'{"formula": "\xff"}', "application/json", 400), (b'{"formula": 1e400}', "application/json", 422),
    (b'{"formula": "x"}', "text/plain", 422), (b'{"\\ud800": "x", "formula": "x"}', "application/json", 422),
    (b'{"formula": "x", "order": Infinity}', "application/json", 422),
])
def test_bodies_that_are_none(api: Client, body: bytes, kind: str, status: int) -> None:
    found = api.post("/api/derive", content=body, headers={"Content-Type": kind})
    assert found.status_code == status, found.text
    assert found.json()["error"]["message"]


@pytest.mark.parametrize("error, status, code", [
    (Busy("all 2 workers are busy"), 503, "busy"), (TooLong("took longer than 10 s"), 422, "too_long"),
    (TooMuch("needs more than 2048 MiB of memory"), 422, "too_much"),
    (Failed("AssertionError", "Traceback: the whole of it"), 422, "not_worked_out"),
])
def test_work_that_gives_nothing(error: WorkError, status: int, code: str, caplog: pytest.LogCaptureFixture) -> None:
    """It is told in words, is no failure of the server, and is not kept; a page has the same in its own form."""
    app = application()
    here, app.state.workers = app.state.workers, Failing(error)
    found = Client(app).post("/api/derive", json={"formula": "x"})
    assert (found.status_code, found.json()["error"]["code"]) == (status, code)
    assert str(error) in found.json()["error"]["message"]
    loaded = Client(app).get("/panel/calculus/chain-rule.json")  # by a page's script, which shows the words
    assert (loaded.status_code, loaded.json()["error"]["code"]) == (status, code)
    page = Client(app).get("/lemma/entropy")
    assert page.status_code == status and page.headers["content-type"].startswith("text/html")
    assert ("retry-after" in found.headers) == ("retry-after" in page.headers) == (status == 503)
    assert ("the whole of it" in caplog.text) == (code == "not_worked_out")
    app.state.workers = here
    assert Client(app).post("/api/derive", json={"formula": "x"}).status_code == 200


class Failing:
    """Workers whose work gives nothing."""

    def __init__(self, error: WorkError):
        self.error = error

    is_ready = True

    async def run(self, function: Any, *args: Any, seconds: float | None = None, aside: bool = False) -> Any:
        raise self.error


def test_pages_have_errors_of_their_own(api: Client) -> None:
    assert api.get("/nothing").headers["content-type"].startswith("text/html")


def test_no_code_of_a_document_runs(api: Client, tmp_path: Path) -> None:
    code = f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()"
    cells = [{"cell_type": "code", "source": code, "metadata": {}, "outputs": [], "execution_count": None}]
    for asked in ({"text": f"```python\n{code}\n```"},
                  {"text": json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 4, "metadata": {}}),
                   "name": "a.ipynb"}):
        found = api.post("/api/check", json=asked).json()
        assert [finding["verdict"] for finding in found["findings"]] == ["skipped"]
    assert not (tmp_path / "ran").exists()


def test_no_file_of_this_machine_is_read(api: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for a text that is empty, nor for one that asks for it, where files of these names lie beside."""
    monkeypatch.chdir(tmp_path)
    for name in ("notes.md", "main.tex", "part.tex"):
        (tmp_path / name).write_text("a secret")
    for text, name in (("", "notes.md"), ("", "main.tex"), (r"\input{part} \input{part.tex} $x = 1$", "main.tex")):
        found = api.post("/api/annotate", json={"text": text, "name": name})
        assert found.status_code == 200, found.text
        assert "secret" not in found.text
    assert "secret" not in api.post("/api/check", json={"text": "", "name": "notes.md"}).text


def test_every_operation_is_described(api: Client) -> None:
    paths = api.get("/openapi.json").json()["paths"]
    assert {"/api/parse", "/api/equal", "/api/check", "/api/derive", "/api/code", "/api/answer", "/api/search",
            "/api/picture", "/api/accuracy", "/api/stabilize", "/api/data", "/api/opened", "/api/annotate",
            "/api/annotate/parts",
            "/api/formula.ipynb"} == {path for path in paths if path.startswith("/api/")}
    for path, operations in paths.items():
        for operation in operations.values():
            assert operation["summary"] and operation["description"] and operation["tags"], path
            assert {"400", "408", "413", "422", "429", "503"} <= operation["responses"].keys()
            assert "HTTPValidationError" not in json.dumps(operation)


def test_the_package_is_light_without_the_server() -> None:
    code = "import lemmata.web.worker, sys; print([m for m in ('fastapi', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_what_is_found_is_told_on_the_way(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page first, then each formula once, and at last what the whole document has in one go."""
    monkeypatch.setattr("lemmata.web.work._OFTEN", 0.0)
    text = ("Let $x > 0$.\n\n$\\log x^2 = 2 \\log x$. Also $x + 1 = x$.\n\n"
            "```python\np = np.exp(z) / np.exp(z).sum()\n```\n")
    told = api.post("/api/annotate/parts", json={"text": text})
    assert told.headers["content-type"].startswith("text/event-stream")
    events = [(event.split("\n")[0].removeprefix("event: "), json.loads(event.partition("data: ")[2]))
              for event in told.text.split("\n\n")[:-1]]
    assert [name for name, _ in events] == ["page", "part", "part", "part", "done"]
    (_, page), *parts, (_, done) = events
    whole = api.post("/api/annotate", json={"text": text}).json()
    assert (page["formulas"], page["html"].count("data-formula"), page["html"].count("is-")) == (3, 3, 0)
    assert {number: row for _, part in parts for number, row in part["rows"].items()} == done["rows"] == whole["rows"]
    assert [sorted(part["rows"]) for _, part in parts] == [["0"], ["1"], ["2"]]
    assert (done["issues"], done["summary"]) == (whole["issues"], whole["summary"])
    (remark,) = done["remarks"]
    assert remark and remark in whole["html"]
    assert api.post("/api/annotate/parts", json={"text": "{", "name": "a.ipynb"}).status_code == 422
