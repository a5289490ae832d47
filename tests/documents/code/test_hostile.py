"""Blocks that do harm: each is told in words within its limits, the block after it runs, the formulas are judged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lemmata.documents import check_document
from lemmata.documents.code import child
from lemmata.documents.code.child import Limits
from lemmata.documents.formats.markdown import parse_markdown

LIMITS = Limits(seconds=1, memory=3 << 30, output=1000, file=1 << 20, document=20)
FORKED = "import os\nfor _ in range({count}):\n    if os.fork() == 0:\n        {then}\n"
CATCHES = "while True:\n    try:\n        {inside}\n    except BaseException:\n        pass"

# The block, what becomes of it, and words of what is said.
BLOCKS = {
    "a loop without end": ("while True: pass", "failed", "time limit"),
    "one that catches everything": (CATCHES.format(inside="while True: pass"), "failed", "time limit"),
    "one that always goes on": ("while True:\n    try:\n        while True: pass\n    finally:\n        continue",
                                "failed", "time limit"),
    "a sleep": ("import time\ntime.sleep(1000)", "failed", "time limit"),
    "a long computation in C": ("x = 10**(10**9)", "failed", "time limit"),
    "a regular expression that backtracks": ("import re\nre.match('(a+)+$', 'a' * 40 + 'b')", "failed", "time limit"),
    "a lock that is taken": ("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()", "failed",
                             "time limit"),
    "much memory": ("x = [1] * 10**10", "failed", "memory"),
    "much memory bit by bit": ("x = []\nwhile True: x.append(bytes(10**8))", "failed", "memory"),
    "much memory of arrays": ("import numpy as np\nx = np.ones((10**6, 10**6))", "failed", "memory"),
    "much memory, caught": ("x = []\n" + CATCHES.format(inside="x.append(bytes(10**8))"), "failed", "time limit"),
    "processes": (FORKED.format(count=4, then="os._exit(0)"), "ran", ""),
    "processes that go on": (FORKED.format(count=4, then="while True: pass"), "ran", ""),
    "processes of processes": ("import os\nfor _ in range(3): os.fork()", "ran", ""),
    "a process that raises": (FORKED.format(count=1, then="raise ValueError('in the twin')"), "ran", ""),
    "a process that answers": (FORKED.format(count=1, then="os._exit(os.write(3, b'{\"index\": 2, \"end\": 0}') * 0)"),
                               "ran", ""),
    "output without end": ("while True: print('x' * 1000)", "failed", "time limit"),
    "much output": ("print('x' * 10**7)", "ran", ""),
    "many lines": ("for i in range(10**5): print(i)", "ran", ""),
    "no output": ("import sys\nsys.stdout.close()\nsys.stderr.close()", "ran", ""),
    "descriptors closed": ("import os\nfor number in range(3): os.close(number)", "ran", ""),
    "all descriptors closed": ("import os\nos.closerange(0, 100)", "failed", "ended the process"),
    "writes past its output": ("import os\nfor number in (1, 2): os.write(number, b'{\"end\": 0}\\n' * 1000)", "ran",
                               ""),
    "no parent": ("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "ran", ""),
    "no group": ("import os, signal\nos.killpg(0, signal.SIGKILL)", "failed", "ended the process"),
    "not itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", "failed", "SIGTERM"),
    "stopped": ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "failed", "1 s"),
    "an exit": ("import sys\nsys.exit()", "ran", ""),
    "an exit with a status": ("import sys\nsys.exit(3)", "failed", "status 3"),
    "an exit with words": ("raise SystemExit('no more')", "failed", "no more"),
    "an exit at once": ("import os\nos._exit(0)", "failed", "exit status 0"),
    "aborted": ("import os\nos.abort()", "failed", "signal 6"),
    "an interrupt": ("raise KeyboardInterrupt", "failed", "KeyboardInterrupt"),
    "an error of its own": ("class Odd(BaseException): pass\nraise Odd('not so')", "failed", "not so"),
    "an error without words": ("class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd", "failed",
                               "Odd"),
    "an error that can't be compared": ("class Odd(KeyError):\n    def __init__(self): self.args = (self,)\n"
                                        "    def __repr__(self): return repr(self)\nraise Odd", "failed", "Odd"),
    "an error whose words are none": ("raise ValueError('\\ud800\\0')", "failed", "ValueError"),
    "an error whose words never end": ("class Odd(Exception):\n    def __str__(self):\n        while True: pass\n"
                                       "raise Odd", "failed", "Odd"),
    "a key whose words never end": ("class Odd:\n    def __repr__(self):\n        while True: pass\nd = {}\n"
                                    "d[Odd()]", "failed", "KeyError"),
    "values that never answer": ("class Odd:\n    def __getattribute__(self, name):\n        while True: pass\n"
                                 "x = y = z = Odd()\nx + y + z", "failed", "Odd"),
    "errors of a group": ("raise ExceptionGroup('two', [ValueError(1), TypeError(2)])", "failed", "two"),
    "threads that stay": ("import threading\nfor _ in range(4):\n    threading.Thread(target=lambda: threading.Event()"
                          ".wait()).start()", "ran", ""),
    "a busy thread": ("import threading\ndef work():\n    while True: pass\nthreading.Thread(target=work).start()",
                      "ran", ""),
    "a question": ("name = input('Who? ')", "failed", "input"),
    "a breakpoint": ("breakpoint()", "failed", "BdbQuit"),
    "a recursion": ("def f(x): return f(x + 1)\nf(0)", "failed", "calls itself without end"),
    "a recursion without a limit": ("import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return [f(y) for y in [x]]\n"
                                    "f(0)", "failed", ""),
    "a recursion of names": ("class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x", "failed",
                             "calls itself without end"),
    "a crash": ("import ctypes\nctypes.string_at(0)", "failed", "signal 11"),
    "a large file": ("with open('large', 'wb') as file:\n    while True: file.write(bytes(1 << 16))", "failed",
                     "File too large"),
    "another folder": ("import os\nos.mkdir('gone')\nos.chdir('gone')\nos.rmdir('../gone')", "ran", ""),
    "a file removed": ("import os\nos.remove('mine')", "ran", ""),
    "no builtins": ("import builtins\nfor name in ('print', 'len', 'str', 'isinstance', 'sorted', 'open', 'list'):\n"
                    "    setattr(builtins, name, None)", "failed", ""),
    "no modules": ("import sys\nsys.modules.clear()", "ran", ""),
    "no writer of JSON": ("import json\njson.dumps = json.loads = None", "ran", ""),
    "no output at all": ("import sys\nsys.stdout = sys.stderr = sys.displayhook = None", "ran", ""),
    "an own output": ("import sys\nclass Out:\n    def write(self, text): raise ValueError(text)\nsys.stdout = Out()\n"
                      "print(1)", "failed", ""),
    "no names": ("globals().clear()", "ran", ""),
    "odd names, and an error": ("globals()[3] = 4\nglobals()[None] = 5\n1 / 0", "failed", "divides by zero"),
    "odd values, and an error": ("class Odd:\n    def __getattribute__(self, name): raise SystemExit(name)\n"
                                 "    def __repr__(self): raise KeyboardInterrupt\nx = Odd()\nx + 1", "failed", "Odd"),
    "odd names": ("globals()[3] = 4\nglobals()[None] = 5", "ran", ""),
    "values that say nothing": ("class Odd:\n    def __getattribute__(self, name): raise SystemExit(name)\n"
                                "    def __repr__(self): raise KeyboardInterrupt\nx = Odd()\nx = x  # 3", "ran", ""),
    "an end that raises": ("class Odd:\n    def __del__(self): raise ValueError\nx = Odd()\nx = 1", "ran", ""),
    "an end that never comes": ("class Odd:\n    def __del__(self):\n        while True: pass\nx = Odd()\nx = 1",
                                "ran", ""),
    "something at the end": ("import atexit\ndef never():\n    while True: pass\natexit.register(never)", "ran", ""),
    "a trace": ("import sys\ndef trace(*found): raise SystemExit\nsys.settrace(trace)\nsys.setprofile(trace)", "ran",
                ""),
    "no alarm": ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass", "failed", "1 s"),
    "an alarm of its own": ("import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_DFL)\nsignal.alarm(1)\n"
                            "time.sleep(60)", "failed", ""),
    "no limits": ("import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))", "ran", ""),
    "a frozen heap": ("import gc\ngc.disable()\ngc.set_threshold(1)\ngc.freeze()", "ran", ""),
    "many descriptors": ("files = []\nwhile True: files.append(open('/dev/null'))", "failed", "files"),
}
BEFORE, AFTER = "x = 3\nprint('first')", "import math\nprint(math.sqrt(16), len(str(12)))"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def document(*blocks: str) -> str:
    fenced = "\n\n".join(f"```python\n{block}\n```" for block in blocks)
    return f"First, $1 + 1 = 2$.\n\n{fenced}\n\nAt last, $2 + 2 = 5$.\n"


@pytest.mark.parametrize("name", BLOCKS)
def test_a_hostile_block(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_GRACE", 1.0)
    block, verdict, words = BLOCKS[name]
    (tmp_path / "mine").write_text("mine")
    found = check_document(parse_markdown(document(BEFORE, block, AFTER)), True, 0, tmp_path, limits=LIMITS).findings
    true, before, hostile, after, false = found
    assert (true.verdict, before.verdict, after.verdict, false.verdict) == ("proved", "ran", "ran", "refuted")
    assert hostile.verdict == verdict, hostile.message
    assert words in hostile.message
    assert hostile.message or verdict == "ran"
