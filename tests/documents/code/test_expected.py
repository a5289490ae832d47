"""Values that a document states: wrong ones are found at their place, right ones and other comments are let be."""

from __future__ import annotations

import pytest
from tests.documents.code.blocks import block, outcomes

from lemmata.documents import check

IMPORTS = "import math\nimport numpy as np\nx = np.array([1.0, 2.0, 3.0])\nA = np.array([[2.0, 1.0], [1.0, 3.0]])\n"
# A statement with a comment whose value is wrong; of those with several rows the row at which it stands.
WRONG = [
    "print(x.mean())  # 2.5", "np.std(x)  # 0.9", "y = x.sum()  # 7.0", "print(x * 2)  # [2. 4. 8.]", "x @ x  # => 15",
    "print(x.max())  # prints 4", "print(1 < 2)  # False", "len(x)  # ≈ 4", "print(np.exp(1))  # approximately 2.9",
    "print(math.sqrt(2))\n# 1.4242", "x @ x\n# => 15", "print(A)\n# [[2. 1.]\n#  [1. 4.]]", "B = A @ A  # (2, 3)",
    "print('mean:', x.mean())  # mean: 2.5", "print(f'a = {x[0]:.2f}')  # a = 2.00", "print('layer 1:', x[1])  # 3.0",
    "np.linalg.eigvalsh(A)  # array([1.382, 3.918])", "print(\n    A.sum()\n)  # 8.0", "s = sum(\n    [1, 2]\n)  # 4",
    "def show(v): print('value:', v)\nshow(3)  # value: 4", "for k in range(3):\n    z = 2 + 2\n    print(z)  # 5",
    "print([1, 2], {'k': 3})  # [1, 2] {'k': 4}", "print(1, 2)  # 1 3", "print(2 / 3)  # 1/3", "w = abs(-2)  # = 3",
    "w = abs(-2)  # w = 3", "print(-2.5)  # 2.5", "print(1e-3)  # 0.01", "print(np.log(0.5))  # -0.69314",
    "print(x.shape)  # (4,)", "print(x[:2])\n# Output:\n# [1. 3.]", "print(100)  # Out: 101",
    "np.ones((2, 3)).shape  # (3, 2)",
    "print(A.T is A)  # True", "print(np.pi)  # 3.15", "print(1j * 1j)  # (1+0j)",
    "print(list(range(9)))  # [0, 1, ..., 7]",
]
WRONG.remove("print(np.log(0.5))  # -0.69314")  # cut off after five digits: right
RIGHT = [
    "print(np.log(0.5))  # -0.69314", "print(np.log(0.5))  # -0.69315", "print(x.mean())  # 2", "np.std(x)  # 0.816",
    "np.std(x)  # 0.82", "print(x * 2)  # [2 4 6]", "x @ x  # => 14 (a number)", "print(A)\n# [[2. 1.]\n#  [1. 3.]]",
    "B = A @ A  # (2, 2)", "B = A @ A  # 2 x 2", "B = A.sum(axis=0)  # [3, 4]", "print(math.pi)  # 3.14...",
    "print(1 / 3)  # 0.333...", "f = 1 / abs(3)  # 1/3", "print(np.arange(2000))  # [0 1 2 ... 1997 1998 1999]",
    "print(list(range(9)))  # [0, 1, ..., 8]", "k = A.sum()  # 7, as expected", "print(12345.678)  # 12345.68",
    "print(0.1 + 0.2)  # 0.3", "print(A.T is A)  # False", "print(1e10)  # 10000000000.0",
    "print(np.float32(0.1))  # 0.1",
    # no values, or not of this statement
    "n = 5  # 10", "lr = 0.1  # 0.01", "n = 5  # 10 would be too large", "print(x.sum())  # 3 layers",
    "x.sum()  # step 2",
    "a = math.radians(45)  # 45", "a = math.pi / 4  # 45", "p = 1 / (1 + math.exp(-0.3))  # (0, 1)",
    "p = np.clip(A, 0, 1)  # [0, 1]", "x.sum()  # 0.01 learning rate", "print(x.sum())\n# 2\nprint(x.max())",
    "print(x.sum())  # 1\nprint(x.max())  # 2", "print(x)  # (1)", "print(100 * 0.5)  # 55%",
    "import time\nt = time.time()  # 3.5",
    "print('a', 1, 2)  # 3", "print(A)  # 3", "y = x.sum()  # TODO 4", "for k in range(3):\n    print(k)  # 0",
    "np.random.rand()  # 0.37", "print(np.random.randn(2))  # [0.1 0.2]", "print(np.__version__)  # 1.26.4",
    "id(x)  # 1234",
    "import time\ns = time.perf_counter()\nprint(time.perf_counter() - s)  # 0.75", "x.sort()  # [3, 2, 1]",
    "def f(): return 3  # 4",
    "if len(x) > 2:  # 4\n    pass", "w = np.zeros(3)  # 3", "print(hash('a'))  # 12345",
    "np.random.default_rng().random()  # 0.5",
]


def stated_lines(document: str) -> list[int]:
    return [d.line for d in outcomes(document)[0].differences]


@pytest.mark.parametrize("source", WRONG)
def test_a_wrong_value_is_found_at_its_place(source: str) -> None:
    rows = source.split("\n")
    first = next(k for k, row in enumerate(rows, 1) if "#" in row and "Output:" not in row)
    found = outcomes(block(IMPORTS + source))[0]
    assert found.verdict == "ran"
    assert [d.line - IMPORTS.count("\n") for d in found.differences] == [first]
    difference = found.differences[0]
    stated = rows[first - 1][difference.column - 1:][:difference.width]
    assert stated and stated in rows[first - 1].split("#")[1]


def test_right_values_and_other_comments_are_let_be() -> None:
    found = outcomes("".join(block(IMPORTS + source) for source in RIGHT))
    assert {o.verdict for o in found} == {"ran"}
    said = {source: d.message for source, o in zip(RIGHT, found) for d in o.differences}
    assert not said


def test_values_drawn_at_random_count_where_the_block_seeds_itself() -> None:
    import random

    truth = random.Random(7).random()
    text = block("import random", "random.seed(7)", f"print(random.random())  # {truth:.4f}")
    assert stated_lines(text) == []
    assert stated_lines(text.replace(f"# {truth:.4f}", f"# {truth / 2:.4f}")) == [3]
    assert stated_lines(text.replace("random.seed(7)", "").replace(f"# {truth:.4f}", f"# {truth / 2:.4f}")) == []


# A session, the lines of its wrong answers.
SESSIONS = [
    (">>> 1 + 1\n2", []), (">>> 1 + 1\n3", [2]), (">>> x = [1, 2]\n>>> x\n[1,   2]", []), (">>> 'a'\n'b'", [2]),
    (">>> 0.1 + 0.2\n0.3", []), (">>> 2 / 3\n0.667", []), (">>> 2 / 3\n0.767", [2]), (">>> {1: 2}\n{1: 3}", [2]),
    (">>> [1, 2, 3]\n[1, ...]", []), (">>> object()\n<object object at 0x7f>", []),
    (">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb", []),
    (">>> int('x')\nTraceback (most recent call last):\n    ...\nValueError: invalid", []),
    (">>> int('x')\nTraceback (most recent call last):\n    ...\nTypeError: invalid", [1]),
    (">>> int('3')\nTraceback (most recent call last):\n    ...\nTypeError: invalid", [1]),
    (">>> for k in range(2):\n...     print(k)\n0\n1", []), (">>> for k in range(2):\n...     print(k)\n0\n2", [3]),
    (">>> 1 + 1  # doctest: +SKIP\n3", []), (">>> 1 + 1\n3  # may vary", []), (">>> 1j\n-1j", [2]),
    (">>> None\n>>> 3\n4", [3]),
    (">>> import random\n>>> random.random()\n0.5", []), (">>> 5\n>>> 6\n7", [3]),
    (">>> def f(x):\n>>>     y = 2 * x\n>>>\n>>>     return y\n>>> f(3)\n7", [6]),
    ("In [1]: 2 * 3\nOut[1]: 7\n", [2]), ("In [1]: 2 * 3\nOut[1]: 6\n\nIn [2]: 3\nOut[2]: 4", [5]),
]


@pytest.mark.parametrize(("session", "wrong"), SESSIONS)
def test_answers_of_sessions(session: str, wrong: list[int]) -> None:
    assert stated_lines(f"```pycon\n{session}\n```\n") == wrong


# What stands below a block that prints `loss 0.5` and `[1, 2]`; whether it is wrong.
OUTPUTS = [
    ("Output:\n\n```\nloss 0.5\n[1, 2]\n```\n", False), ("Output:\n\n```\nloss 0.6\n[1, 2]\n```\n", True),
    ("```output\nloss 0.5\n[1, 3]\n```\n", True), ("```{testoutput}\nloss 0.5\n[1, 3]\n```\n", True),
    ("This prints\n\n```text\nloss 0.50\n[1,  2]\n```\n", False),
    ("This prints\n\n```text\nlost 0.5\n[1, 2]\n```\n", True),
    ("```\nloss 0.7\n[1, 2]\n```\n", True), ("```\nsomething else\n```\n", False),
    ("```\n$ python run.py\n```\n", False),
    ("Save it as follows:\n\n```\na = 3\n```\n", False), ("# Next\n\nOutput:\n\n```\n3\n```\n", False),
    ("```json\n{\"loss\": 3}\n```\n", False), ("It gives `0.6`.\n\n```bash\nls\n```\n", False),
]


@pytest.mark.parametrize(("below", "wrong"), OUTPUTS)
def test_outputs_below_a_block(below: str, wrong: bool) -> None:
    found = outcomes(block("print('loss', 0.5)", "print([1, 2])") + "\n" + below)
    assert bool(found[0].differences) == wrong
    assert found[1].verdict == "skipped"


def test_the_value_of_the_last_line_is_an_output_too() -> None:
    text = block("x = 20", "x + 1") + "\nOutput:\n\n```\n21\n```\n"
    assert not outcomes(text)[0].differences and outcomes(text.replace("21\n", "22\n"))[0].differences


def test_a_block_that_states_another_value_is_flagged(tmp_path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("# Sums\n\n" + block("print(1 + 1)  # 3", "print(2 + 2)  # 5  # lemmata: ignore[C103]"))
    report = check([file], run=True)
    finding, = report.findings
    assert (finding.verdict, finding.line, report.exit_status) == ("flagged", 3, 1)
    part, = finding.parts
    assert (part["code"], part["line"], part["column"], part["width"]) == ("C103", 4, 17, 1)
    assert part["message"] == "this prints 2, and the comment says 3"
    assert check([file]).findings[0].verdict == "skipped"


MODULE = '''
"""A module.

>>> twice(4)
8
"""
from . import scale


def twice(x):
    """Two times.

    >>> y = twice(3)
    >>> y
    7

    Later:

    >>> y + 1
    7
    >>> twice(None)
    Traceback (most recent call last):
        ...
    TypeError: no number
    """
    return scale * x


def broken():
    """
    >>> y
    6
    """
'''


def test_the_doctests_of_a_module_are_run_with_its_names(tmp_path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text("scale = 2\n")
    file = tmp_path / "pack" / "mod.py"
    file.write_text(MODULE)
    found = check([file], run=True).findings
    assert [(f.line, f.verdict) for f in found] == [(4, "ran"), (13, "flagged"), (19, "ran"), (31, "failed")]
    assert [part["line"] for part in found[1].parts] == [15]
    file.write_text("import no_such_module_a\n\ndef f():\n    '''\n    >>> f()\n    '''\n")
    finding, = check([file], run=True).findings
    assert finding.verdict == "skipped" and "no_such_module_a" in finding.message


def test_names_that_a_conftest_gives_are_not_missing(tmp_path) -> None:
    file = tmp_path / "maths.py"
    file.write_text("def f():\n    '''\n    >>> np.pi\n    3.14\n    '''\n\n\n"
                    "def g():\n    '''\n    >>> np.e\n    2.71\n"
                    "    >>> no_such_name\n    '''\n\n\ndef h():\n    '''\n    >>> other_name\n    1\n    '''\n")
    found = check([file], run=True).findings
    assert [f.verdict for f in found] == ["skipped", "skipped", "failed"]
    assert all("uses np, which neither the module nor the docstring imports" in f.message for f in found[:2])
