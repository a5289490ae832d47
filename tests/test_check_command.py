"""`lemmata check` and `lemmata explain` as a user types them: options, settings, formats, exit statuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from tests.documents.project.projects import CONDITIONAL, FALSE, OTHER, TRUE, written

import lemmata as lm
from lemmata.cli import main


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A folder of documents, in which the commands run."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LEMMATA_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(written(tmp_path, {"true.md": TRUE, "false.md": FALSE, "maybe.md": CONDITIONAL}))
    return tmp_path


def call(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["check", *arguments])
    return status, *capsys.readouterr()


@pytest.mark.parametrize("arguments, status", [
    (["true.md"], 0), (["false.md"], 1), (["maybe.md"], 0), (["maybe.md", "--strict"], 1), ([".", "--ignore", "F"], 0),
    ([".", "--strict", "--ignore", "F101"], 1), ([".", "--select", "conditional-formula"], 0),
    (["none.md"], 2), (["true.md", "none.md"], 2), (["true.md", "--select", "F7"], 2),
    (["true.md", "--baseline", "none.json"], 2), (["true.md", "--write-baseline"], 2), (["true.md", "--jobs", "0"], 2),
    (["true.md", "--jobs", "many"], 2), (["true.md", "--conventions", "ddof=7"], 2),
    (["true.md", "--config", "x.toml"], 2), (["true.md", "--time-limit", "0"], 2),
    (["true.md", "--watch", "--write-baseline", "--baseline", "b"], 2),
])
def test_exit_status(capsys, book, arguments, status):
    found, out, err = call(capsys, *arguments)
    assert found == status, out + err
    assert "Traceback" not in err and (status == 2) == bool("error" in err.lower() or "not read" in out)


def test_settings_of_the_project_and_what_goes_before_them(capsys, book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nignore = ['F101']\nstrict = true\nexclude = ['maybe.md']\n"})
    assert call(capsys, ".")[0] == 0
    assert call(capsys, ".", "--ignore", "F102")[0] == 1
    assert call(capsys, "maybe.md")[0] == 1
    assert call(capsys, "maybe.md", "--no-strict")[0] == 0
    assert call(capsys, "maybe.md", "--force-exclude")[0] == 0
    assert call(capsys, ".", "--isolated")[0] == 1
    written(book, {"other.toml": "[tool.lemmata]\nselect = ['C']\n"})
    assert call(capsys, ".", "--config", "other.toml")[0] == 0


def test_a_wrong_key_is_an_error_with_the_nearest(capsys, book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nexlude = []\n"})
    status, _, err = call(capsys, "true.md")
    assert status == 2 and "no key 'exlude'; did you mean 'exclude'?" in err


@pytest.mark.parametrize("arguments, words", [
    (("--format", "xml"), "--format xml: write text, json, sarif or github"),
    (("--format", "jsn"), "did you mean 'json'?"), (("--color", "x"), "--color x: write auto, always or never"),
    (("--time-limit", "0"), "a number of seconds from 0.1"), (("--time-limit", "soon"), "a number of seconds from 0.1"),
    (("--formula-limit", "-1"), "--formula-limit -1: write a number of seconds from 0.1"),
    (("--time-limit", "nan"), "a number of seconds from 0.1"), (("--jobs", "0"), "from 1, or auto"),
    (("--ignore", "X9"), "ignore: no code 'X9'"), (("",), "an empty name among the paths"),
    (("no\x1b[31m.md",), "no\\x1b[31m.md: no such file"),
    (("--conventions", "lay=3"), "did you mean 'layout'? (known:"),
])
def test_what_can_not_be_meant(capsys, book, arguments, words):
    status, out, err = call(capsys, "true.md", *arguments)
    assert status == 2 and words in out + err and "\x1b" not in out + err


def test_a_wrong_code_is_said_to_be_where_it_stands(capsys, book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nignore = ['X9']\n"})
    assert call(capsys, "true.md")[2].startswith("error: [tool.lemmata]: ignore: no code 'X9'")
    assert call(capsys, "true.md", "--ignore", "X8")[2].startswith("error: ignore: no code 'X8'")


def test_without_a_path_it_is_this_folder(capsys, book):
    assert call(capsys) == call(capsys, ".")


def test_the_settings_of_a_file_count_in_python_where_it_is_named(capsys, book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nignore = ['F101']\n"})
    assert lm.check("false.md").exit_status == 1
    assert lm.check("false.md", config="pyproject.toml").summary["ignored"] == 1
    false = (book / "false.md").read_text()
    assert lm.check([false, Path("true.md")], config=book / "pyproject.toml").summary["ignored"] == 1
    assert lm.check(false).exit_status == 1
    with pytest.raises(ValueError, match="no such file"):
        lm.check("false.md", config="no.toml")


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github"])
def test_every_format_on_the_screen_and_in_a_file(capsys, book, format):
    status, out, err = call(capsys, "false.md", "--format", format)
    assert (status, err) == (1, "") and "F101" in out
    assert call(capsys, "false.md", "--format", format, "--output", "report")[:2] == (1, "")
    assert (book / "report").read_text().split() == out.split()
    if format in ("json", "sarif"):
        json.loads(out)


def test_the_code_of_a_finding_is_in_the_text_and_in_json(capsys, book):
    assert "false.md:1:23  refuted  F101\n" in call(capsys, "false.md")[1]
    data = json.loads(call(capsys, "false.md", "true.md", "--format", "json")[1])
    assert {f["code"] for f in data["findings"] if f["verdict"] == "refuted"} == {"F101"}
    assert all(f["code"] == "" for f in data["findings"] if f["verdict"] == "proved")


def test_a_baseline_is_written_and_used(capsys, book):
    status, out, err = call(capsys, ".", "--baseline", "known.json", "--write-baseline")
    assert (status, out) == (0, "") and "known.json: 2 known findings" in err
    status, out, _ = call(capsys, ".", "--baseline", "known.json")
    assert status == 0 and "2 in the baseline" in out
    written(book, {"true.md": OTHER, "false.md": TRUE})
    status, out, _ = call(capsys, ".", "--baseline", "known.json")
    assert status == 1 and "true.md:1:15  refuted" in out and "no longer found: false.md: F101" in out


@pytest.mark.parametrize("name, text, status", [
    ("", FALSE, 1), ("", TRUE, 0), ("notes/a.md", FALSE, 1), ("a.tex", "\\[1 = 2\\]", 1), ("a.rst", ":math:`1 = 2`", 1),
    ("a.py", '"""Says :math:`1 = 2`."""\n', 1), ("a.py", "$1 = 2$", 2),
])
def test_the_standard_input(capsys, book, monkeypatch, name, text, status):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    found, out, err = call(capsys, "-", *(["--stdin-filename", name] if name else []))
    assert found == status, out + err
    assert f"{name or '<stdin>'}:1" in out or not status


def test_the_standard_input_that_is_no_text(capsys, book, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    assert call(capsys, "-")[0] == 2


def test_the_settings_of_the_named_file_count_for_the_standard_input(capsys, book, monkeypatch):
    written(book, {"sub/pyproject.toml": "[tool.lemmata]\nignore = ['F101']\n"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FALSE.encode())))
    assert call(capsys, "-", "--stdin-filename", "sub/a.md")[0] == 0


@pytest.mark.parametrize("option, variables, colored", [
    ("auto", {}, False), ("auto", {"FORCE_COLOR": "1"}, True), ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ("always", {}, True), ("always", {"NO_COLOR": "1"}, True), ("never", {"FORCE_COLOR": "1"}, False),
    ("auto", {"FORCE_COLOR": ""}, False),
])
def test_colors(capsys, book, monkeypatch, option, variables, colored):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    out = call(capsys, "false.md", "--color", option)[1]
    assert ("\x1b[" in out) == colored and ("\x1b[1;31mrefuted" in out) == colored
    main(["explain", "F101", "--color", option])
    assert ("\x1b[" in capsys.readouterr().out) == colored


@pytest.mark.parametrize("arguments, words", [
    (["--output", "none/report"], "no folder none"), (["--output", "."], "is a folder"),
    (["--baseline", ".", "--write-baseline"], "is a directory"),
    (["--baseline", "none/known.json", "--write-baseline"], "no folder none"),
])
def test_what_can_not_be_written(capsys, book, arguments, words):
    status, _, err = call(capsys, "true.md", *arguments)
    assert status == 2 and words in err and not (book / "none").exists()


def test_a_pattern_that_is_none(capsys, book):
    written(book, {"pyproject.toml": "[tool.lemmata]\nexclude = ['!']\n"})
    status, _, err = call(capsys, ".")
    assert status == 2 and "pattern" in err


@pytest.mark.parametrize("name", [b"\xff.md", b"a b [bold]%41.md", "gr\u00fc\u00dfe \u2200.md".encode()])
def test_odd_names_of_files(capsys, book, name):
    (book / "odd").mkdir()
    (book / "odd" / os.fsdecode(name)).write_text(FALSE)
    for format in ("text", "json", "sarif", "github"):
        status, out, err = call(capsys, "odd", "--format", format, "--jobs", "2")
        assert (status, err) == (1, "") and "F101" in out
        if format in ("json", "sarif"):
            json.loads(out)
        if format == "sarif":
            place = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
            assert unquote_to_bytes(place["artifactLocation"]["uri"]) == b"odd/" + name
    for _ in range(2):
        assert call(capsys, "odd", "--baseline", "k.json", "--write-baseline")[0] == 0
        assert call(capsys, "odd", "--baseline", "k.json")[0] == 0


def test_nothing_but_the_report_on_a_pipe(book):
    done = subprocess.run([sys.executable, "-m", "lemmata", "check", "--no-cache", "-j", "2", "."], capture_output=True,
                          timeout=120, check=False)
    assert done.returncode == 1 and done.stderr == b"" and b"\r" not in done.stdout and b"\x1b" not in done.stdout


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_a_reader_that_has_read_enough(book, format):
    written(book, {"long.md": "\n\n".join([FALSE] * 60)})
    main(["check", "long.md", "--output", "out"])  # into the cache
    process = subprocess.Popen([sys.executable, "-m", "lemmata", "check", "long.md", "--format", format],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1 and said == b""


def test_on_a_terminal_there_is_progress_that_leaves_no_trace(book):
    import pty

    inner, outer = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "lemmata", "check", "--no-cache", "true.md"], stderr=outer,
                               stdout=subprocess.PIPE, env={**os.environ, "TERM": "xterm"})
    os.close(outer)
    seen = b""
    while True:
        try:
            chunk = os.read(inner, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    os.close(inner)
    assert process.stdout is not None
    report = process.stdout.read()
    process.stdout.close()
    assert process.wait() == 0 and b"proved" in report
    assert b"0/1" in seen and b"true.md" in seen and seen.rstrip().endswith(b"\x1b[2K")


def test_explain(capsys):
    assert main(["explain"]) == 0
    assert all(code in capsys.readouterr().out for code in ("F101",))
    assert main(["explain", "conditional-formula"]) == 0
    assert "State the assumption" in capsys.readouterr().out
    assert main(["explain", "F19"]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_the_help_says_the_exit_status(capsys):
    status, out, _ = call(capsys, "--help")
    words = " ".join(out.split())
    assert status == 0 and "Exit status 0: nothing wrong." in words
    assert "with --strict also conditional, undecided, unreadable or a cascade" in words
