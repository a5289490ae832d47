"""Code blocks are run in one namespace, and what fails is told apart."""

from pathlib import Path

from tests.documents.code.blocks import block, outcomes

from lemmata.documents.code.run import run_blocks
from lemmata.documents.formats.blocks import CodeBlock
from lemmata.documents.formats.files import read_document

DATA = Path(__file__).parent / "data"


def test_blocks_that_stand_alone():
    document = read_document(DATA / "standalone-blocks.md")
    found = run_blocks(document.code)
    assert [o.verdict for o in found] == ["failed", "ran", "failed", "ran", "failed"]
    shapes, _, vector, _, name = found
    assert shapes.line == 10 and "(2, 3) times (2,)" in shapes.message and "3 and 2 must be equal" in shapes.message
    assert shapes.excerpt[shapes.column - 1:][:shapes.width] == "weights.dot(features)"
    assert "loss takes 2 arguments (slope, offset)" in vector.message and "optimize.fmin_bfgs" in vector.message
    assert vector.hint == "take one vector and unpack it: def loss(v): slope, offset = v"
    assert "samples" in name.message and "line 13" in name.message and name.line == 44


def test_blocks_that_go_on():
    document = read_document(DATA / "session.md")
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


def test_a_block_is_run_in_the_folder_of_its_document(tmp_path):
    (tmp_path / "table.csv").write_text("1,2\n")
    (tmp_path / "helper.py").write_text("value = 4\n")
    blocks = [CodeBlock("python", "import helper\nprint(open('table.csv').read(), helper.value)\n", 1, 1, 2)]
    assert run_blocks(blocks, tmp_path)[0].stdout == "1,2\n 4\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["helper.py", "table.csv"]  # and leaves nothing there
