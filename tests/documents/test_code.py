"""Code blocks are run in one namespace, and what fails is told apart and explained."""

from pathlib import Path

import pytest

from lemmata.documents.code.child import Limits
from lemmata.documents.code.names import first_use, names_of
from lemmata.documents.code.run import run_blocks
from lemmata.documents.formats.blocks import CodeBlock
from lemmata.documents.formats.markdown import parse_markdown, read_markdown

DATA = Path(__file__).parent / "data"


def outcomes(text, **limits):
    return run_blocks(parse_markdown(text).code, seed=0, limits=Limits(seconds=limits.pop("seconds", 20), **limits))


def block(*lines):
    return "```python\n" + "\n".join(lines) + "\n```\n"


def test_blocks_that_stand_alone():
    document = read_markdown(DATA / "standalone-blocks.md")
    found = run_blocks(document.code)
    assert [o.verdict for o in found] == ["failed", "ran", "failed", "ran", "failed"]
    shapes, _, vector, _, name = found
    assert shapes.line == 10 and "(2, 3) times (2,)" in shapes.message and "3 and 2 must be equal" in shapes.message
    assert shapes.excerpt[shapes.column - 1:][:shapes.width] == "weights.dot(features)"
    assert "loss takes 2 arguments (slope, offset)" in vector.message and "optimize.fmin_bfgs" in vector.message
    assert vector.hint == "take one vector and unpack it: def loss(v): slope, offset = v"
    assert "samples" in name.message and "line 13" in name.message and name.line == 44


def test_blocks_that_go_on():
    document = read_markdown(DATA / "session.md")
    found = {b.line: o for b, o in zip(document.code, run_blocks(document.code))}
    expected = {3: "ran", 10: "ran", 15: "failed", 20: "cascade", 24: "skipped", 28: "skipped", 33: "skipped",
                37: "skipped", 42: "ran", 48: "failed", 52: "ran", 56: "failed"}
    assert {line: o.verdict for line, o in found.items()} == expected
    assert "uses A, np from the block at line 3" in found[10].message
    assert "line 15" in found[20].message
    assert "a_module_that_nobody_has" in found[28].message
    assert "line 28" in found[33].message
    assert "%%tab" in found[37].message
    assert "line 52" in found[48].message
    assert "total" in found[56].hint


def test_output_belongs_to_its_block():
    first, second = outcomes(block("print('one')") + block("import sys", "print('two', file=sys.stderr)"))
    assert (first.stdout, second.stdout, second.stderr) == ("one\n", "", "two\n")


ERRORS = [
    (("import numpy as np", "np.ones((2, 3)) + np.ones(2)"), 3, "(2, 3) and (2,) don't broadcast"),
    (("import numpy as np", "A = np.ones((2, 3)); B = np.ones((2, 3))", "A @ B"), 4, "A has shape (2, 3)"),
    (("import numpy as np", "np.ones(6).reshape(4, 2)"), 3, "6 numbers into shape (4,2)"),
    (("import numpy as np", "np.linalg.inv(np.zeros((2, 2)))"), 3, "singular"),
    (("import numpy as np", "np.linalg.det(np.zeros((2, 3)))"), 3, "square"),
    (("import numpy as np", "np.linalg.cholesky(-np.eye(2))"), 3, "positive definite"),
    (("import numpy as np", "x = np.zeros(2)", "if x > 0: pass"), 4, "several numbers is true"),
    (("import numpy as np", "np.zeros(3)[5]"), 3, "index 5 on axis 0, which has size 3"),
    (("import math", "import numpy as np", "math.exp(np.zeros(2))"), 4, "array of several"),
    (("def f(a, b): return a", "f(1)"), 3, "without b"),
    (("def f(a): return a", "f(1, 2)"), 3, "with 2 argument(s), and it takes 1"),
    (("a, b = 1, 2, 3",), 2, "unpacks more values"),
    (("1 / 0",), 2, "divides by zero"),
    (("[1][2]",), 2, "past the end of a list"),
    (("{}['k']",), 2, "key 'k'"),
    (("'a' + 1",), 2, "raises TypeError"),
    (("(1)(2)",), 2, "type int as if it were a function"),
    (("import math", "math.sine(1)"), 3, "math.sine, which does not exist"),
    (("open('a-file-that-is-not-there')",), 2, "not beside the document"),
    (("input()",), 2, "asks for input"),
    (("def f(): f()", "f()"), 2, "calls itself without end"),
    (("assert 1 == 2, 'no'",), 2, "does not hold: no"),
    (("raise SystemExit(3)",), 2, "status 3"),
    (("raise KeyError",), 2, "raises KeyError"),
    (("plt.plot([1])",), 2, "nothing in the document imports"),
    (("x = (1,",), 2, "not valid Python"),
    (("print 1",), 2, "not valid Python"),
]


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_errors_in_plain_words():
    found = outcomes("\n".join(block(*lines) for lines, _, _ in ERRORS))
    starts = [b.line for b in parse_markdown("\n".join(block(*lines) for lines, _, _ in ERRORS)).code]
    for start, outcome, (lines, line, words) in zip(starts, found, ERRORS):
        assert outcome.verdict == "failed", (lines, outcome)
        assert words in outcome.message, (lines, outcome)
        assert outcome.line == start + line - 1, (lines, outcome)


def test_limits_stop_a_block_and_the_others_run():
    text = (block("import numpy as np", "kept = 3") + block("while True: pass")
            + block("while True: print('x' * 1000)") + block("z = [1] * 10**10")
            + block("import os", "os._exit(3)") + block("print(kept)") + block("import ctypes", "ctypes.string_at(0)")
            + block("print(np.zeros(kept).sum())"))
    found = outcomes(text, seconds=0.5, memory=4 << 30, output=1000)
    assert [o.verdict for o in found] == ["ran", "failed", "failed", "failed", "failed", "ran", "failed", "ran"]
    assert "time limit" in found[1].message and "time limit" in found[2].message
    assert len(found[2].stdout) == 1000
    assert "memory" in found[3].message
    assert "exit status 3" in found[4].message
    assert "signal 11" in found[6].message
    assert found[7].stdout == "0.0\n"


def test_seeded_unless_the_code_seeds_itself():
    draw = block("import random, numpy as np", "print(random.random(), np.random.rand())",
                 "print(np.random.default_rng().random())")
    first, again = outcomes(draw), outcomes(draw)
    assert first[0].stdout == again[0].stdout
    own = outcomes(block("import numpy as np", "np.random.seed(7)") + block("print(np.random.rand())"))
    import numpy as np

    assert float(own[1].stdout) == np.random.RandomState(7).rand()


def test_the_child_sees_little_of_the_environment(monkeypatch):
    monkeypatch.setenv("A_SECRET", "hidden")
    found = outcomes(block("import os", "print('A_SECRET' in os.environ, os.environ['MPLBACKEND'])"))
    assert found[0].stdout == "False Agg\n"


def test_a_name_that_another_block_changed():
    found = outcomes(block("v = [1, 2]") + block("v = 5") + block("v = 6") + block("print(v[0])"))
    assert found[3].verdict == "failed"


@pytest.mark.parametrize("source, defined, needed", [
    ("x = 1\ny = x", ("x", "y"), ()),
    ("y = x\nx = 1", ("y", "x"), ("x",)),
    ("def f(a): return a + b", ("f",), ("b",)),
    ("def f():\n  return g()\ndef g(): return 1", ("f", "g"), ()),
    ("for i in range(3): print(i)", ("i",), ()),
    ("z = [k * w for k in v]", ("z",), ("v", "w")),
    ("class C:\n  a = 1\n  b = a + q", ("C",), ("q",)),
    ("import os.path as p, sys", ("p", "sys"), ()),
    ("def f():\n  global t\n  t = 1", ("f", "t"), ()),
    ("(w := 3) + w", ("w",), ()),
])
def test_names(source, defined, needed):
    found = names_of(source)
    assert set(found.defined) == set(defined) and set(found.needed) == set(needed)


def test_first_use_is_not_a_local():
    assert first_use("f = lambda x: x\ny = 2 * x", "x") == (2, 9)


def test_a_block_is_run_in_the_folder_of_its_document(tmp_path):
    (tmp_path / "table.csv").write_text("1,2\n")
    (tmp_path / "helper.py").write_text("value = 4\n")
    blocks = [CodeBlock("python", "import helper\nprint(open('table.csv').read(), helper.value)\n", 1, 1, 2)]
    assert run_blocks(blocks, tmp_path)[0].stdout == "1,2\n 4\n"
