"""Failures told apart: a mistake of the block itself, one of the order of blocks, and what follows from another's."""

import pytest
from tests.documents.code.blocks import outcomes_of

# name; blocks; what becomes of each; a word of the message or hint of the last one that did not run
SEQUENCES = [
    ("a list that is emptied", ("data = [1, 2]", "data.clear()", "print(data[0])"),
     "ran ran failed", "runs after the block at line 1 alone: the block at line 4 changes"),
    ("a dictionary changed by a function", ("s = {'w': 1.0}\ndef f(): s['w'] = 'big'", "f()", "x = 5", "s['w'] * 2.0"),
     "ran ran ran failed", "the block at line 5 changes"),
    ("a name with another shape", ("import numpy as np\nX, w = np.ones((3, 2)), np.ones(2)", "X = X.T", "X @ w"),
     "ran ran failed", "X from the block at line 1: the block at line 5 gives X another value"),
    ("a shadowed function", ("def norm(v): return sum(v)", "norm = norm([1, 2])", "norm([3])"),
     "ran ran failed", "another value"),
    ("imported only later", ("np.ones(3)", "import numpy as np"), "failed ran", "only defined later"),
    ("defined only later", ("print(total)", "total = 3"), "failed ran", "move the block at line 4 up"),
    ("a function of a block that failed", ("1 / 0\ndef f(x): return x", "f(3)"), "failed cascade",
     "before defining it"),
    ("a cascade of cascades", ("x = 1 / 0", "y = x", "y + 1"), "failed cascade cascade", "the block at line 4"),
    ("set again by a block that failed",
     ("import numpy as np\nA = np.ones((2, 3))", "1 / 0\nA = np.ones((3, 3))", "np.linalg.inv(A)"),
     "ran failed cascade", "uses A, and the block at line 5 failed before setting it"),
    ("set before the block failed", ("b = [1]\n1 / 0\nc = 2", "b[3]"), "failed failed", "past the end"),
    ("a block that is not run", ("import no_such_module_a\nW = no_such_module_a.load()", "W.shape"),
     "skipped skipped", "uses W from the block at line 1"),
    ("imports of a block that is not run", ("import no_such_module_a, math", "math.pi", "no_such_module_a.x"),
     "skipped ran skipped", "uses no_such_module_a"),
    ("defined in one case only", ("if False:\n    level = 3", "level"), "ran failed", "in a case that did not occur"),
    ("deleted", ("v = 3", "del v", "v"), "ran ran failed", "the block at line 4 deletes it"),
    ("deleted in the same block", ("v = 3", "del v\nv"), "ran failed", "deleted in this block"),
    ("names of a star import", ("from math import *", "sin(pi) + no_such_name"), "ran failed", "no_such_name"),
    ("a mistake after a star import", ("from math import *", "cos(0) / 0"), "ran failed", "divides by zero"),
    ("a star import that is missing", ("from no_such_module_a import *", "Learner(3)"), "skipped skipped",
     "every name"),
    ("a class that needs a later name", ("class N:\n    def __init__(self): self.w = scale", "N()", "scale = 2\nN()"),
     "ran failed ran", "scale is used here but only defined later"),
    ("a local of a function", ("def f():\n    rate = 1\nf()", "rate"), "ran failed", "only inside of a function"),
    ("a mistake of its own", ("a = [1]", "b = 3", "a + b"), "ran ran failed", "TypeError"),
    ("a missing module in a function that is called", ("def f():\n    import no_such_module_b\nf()",), "skipped",
     "no_such_module_b"),
    ("a missing module in a function that is not", ("def f():\n    import no_such_module_b\nx = 1",), "ran", ""),
    ("a part of a module that is missing", ("from math import no_such_part",), "failed", "which math does not have"),
    ("a missing module with a way out", ("try:\n    import no_such_module_b\nexcept ImportError:\n    pass",),
     "ran", ""),
    ("a global counter", ("n = 0", "n += 1", "n += 1", "[0, 1][n]"), "ran ran ran failed",
     "n from the block at line 4"),
]


@pytest.mark.parametrize(("blocks", "verdicts", "words"), [case[1:] for case in SEQUENCES],
                         ids=[case[0] for case in SEQUENCES])
def test_failures_are_told_apart(blocks: tuple[str, ...], verdicts: str, words: str) -> None:
    found = outcomes_of(*blocks)
    assert [o.verdict for o in found] == verdicts.split(), found
    said = [f"{o.message}; {o.hint}" for o in found if o.verdict != "ran"]
    assert not said or words in " | ".join(said), said


def test_a_mistake_is_not_put_on_a_block_that_has_nothing_to_do_with_it() -> None:
    found = outcomes_of("x = [1]", "y = 2", "z = 3", "x[5]")
    assert found[3].verdict == "failed" and "it runs" not in found[3].hint


def test_a_failure_is_not_run_again_without_end() -> None:
    found = outcomes_of("x = 1", *[f"x = {k}" for k in range(12)], "x()")
    assert found[-1].verdict == "failed" and found[-1].hint == ""
