"""What a document's code may not do: take too long, leave processes behind, take the whole machine."""

import os
import signal
import subprocess
import sys
import time

import pytest
from tests.documents.code.blocks import outcomes_of

from lemmata.cli import main
from lemmata.documents.code.child import _Answers

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{number}/stat") as file:  # one that nobody has waited for is dead all the same
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"


def gone(number, seconds=10):
    end = time.monotonic() + seconds
    while alive(number) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(number)


@forks
def test_a_busy_process_that_a_block_forks_holds_nothing_up():
    start = time.monotonic()
    found = outcomes_of("import os\nif os.fork() == 0:\n    while True: pass", "print('on')", seconds=60)
    assert [o.verdict for o in found] == ["ran", "ran"] and found[1].stdout == "on\n"
    assert time.monotonic() - start < 30


@forks
def test_the_twin_that_a_block_forks_runs_no_further_block(tmp_path):
    file = tmp_path / "runs"
    found = outcomes_of("import os\nos.fork()", f"open({str(file)!r}, 'a').write('x')", "import time; time.sleep(0.5)")
    assert [o.verdict for o in found] == ["ran", "ran", "ran"]
    assert file.read_text() == "x"


BEHIND = """import subprocess, sys
for own in (False, True):
    print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(100)'], start_new_session=own).pid)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_a_block_started_ends_with_the_document():
    (found,) = outcomes_of(BEHIND)
    numbers = [int(line) for line in found.stdout.split()]
    assert len(numbers) == 2 and all(gone(number) for number in numbers)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_the_checker(tmp_path, how):
    notes, told = tmp_path / "notes.md", tmp_path / "pid"
    notes.write_text(f"```python\nimport os\nwith open({str(told)!r}, 'w') as f: f.write(str(os.getpid()) + '.')\n"
                     "while True: pass\n```\n")
    checker = subprocess.Popen([sys.executable, "-m", "lemmata.cli", "check", "--run", str(notes)])
    end = time.monotonic() + 60
    while not (told.exists() and told.read_text().endswith(".")) and time.monotonic() < end:
        time.sleep(0.05)
    number = int(told.read_text()[:-1])
    assert alive(number)
    checker.send_signal(how)
    checker.wait()
    assert gone(number)


def test_all_blocks_together_end_in_time_and_say_so():
    start = time.monotonic()
    found = outcomes_of("x = 1", *["while True: pass"] * 30, seconds=1, document=3)
    assert time.monotonic() - start < 15
    verdicts = [o.verdict for o in found]
    first = verdicts.index("skipped")
    assert verdicts == ["ran", *["failed"] * (first - 1), *["skipped"] * (31 - first)]
    assert "stopped: the 3 s" in found[first - 1].message and "not reached: the 3 s" in found[first].message
    assert "--time-limit" in found[first].hint


def test_the_time_limit_of_the_command_line(tmp_path, capsys):
    (tmp_path / "notes.md").write_text("```python\nwhile True: pass\n```\n```python\nimport time; time.sleep(1)\n```\n")
    start = time.monotonic()
    assert main(["check", "--run", "--time-limit", "0.3", str(tmp_path)]) == 1
    assert "2 failed" in capsys.readouterr().out and time.monotonic() - start < 20
    assert main(["check", "--run", "--time-limit", "-1", str(tmp_path)]) == 2


def test_a_block_that_lets_nothing_stop_it_is_stopped():
    stubborn = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    stubborn = f"import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n{stubborn}"
    found = outcomes_of(stubborn, "print(2)", seconds=0.5)
    assert [o.verdict for o in found] == ["failed", "ran"]
    assert "0.5 s" in found[0].message and "--time-limit" in found[0].hint


@forks
def test_without_a_way_to_look_at_a_child_all_ends_too(monkeypatch):
    monkeypatch.delattr(os, "waitid", raising=False)
    found = outcomes_of("import os; os._exit(1)", "print(2)")
    assert [o.verdict for o in found] == ["failed", "ran"] and found[1].stdout == "2\n"


def test_many_blocks_that_end_the_process_hold_up_none():
    found = outcomes_of(*["import os; os._exit(1)", "print(1)"] * 8)
    assert [o.verdict for o in found] == ["failed", "ran"] * 8


def test_output_has_a_buffer_of_bytes():
    text, data, closed = outcomes_of(
        "import sys\nprint('a', end=' ')\nsys.stdout.buffer.write('\u03bb\\n'.encode())\nprint('b')",
        "import sys\nsys.stdout.buffer.write(bytes([255]))", "import sys\nsys.stdout.close()\nprint(3)")
    assert text.verdict == "ran" and text.stdout == "a \u03bb\nb\n"
    assert data.verdict == "ran" and data.stdout == "\ufffd"
    assert closed.stdout == "3\n"
    (cut,) = outcomes_of("print('\u03bb' * 10, end='')", output=5)
    assert cut.stdout == "\u03bb\u03bb"


def test_answers_are_read_from_the_own_pipe_even_when_its_number_is_taken_again():
    low, high = os.pipe()
    answers = _Answers(low)
    os.close(low)
    other_low, other_high = os.pipe()
    os.write(other_high, b'{"of": "another"}\n')
    os.write(high, b'{"of": "this"}\n')
    assert next(answers.until(lambda: time.monotonic() + 10)) == {"of": "this"}
    assert os.read(other_low, 100) == b'{"of": "another"}\n'
    for descriptor in (high, other_low, other_high):
        os.close(descriptor)


def test_a_file_that_hides_a_module_of_python_fails_where_it_is_imported(tmp_path):
    (tmp_path / "numbers.py").write_text("def f(x):\n    '''\n    >>> f(2)\n    5\n    '''\n    return 2 * x\n")
    (tmp_path / "notes.md").write_text("```python\nimport numpy\n```\n```python\nx = 1 / 0\n```\n")
    from lemmata.documents import check

    found = {f.source.strip()[:12]: f for f in check([tmp_path], run=True).findings}
    assert [f.verdict for f in found.values()] == ["failed", "failed", "flagged"]
    assert "divides by zero" in found["x = 1 / 0"].message
