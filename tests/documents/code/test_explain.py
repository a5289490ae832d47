"""What went wrong in a block, in plain words, and on which line."""

import pytest
from tests.documents.code.blocks import block, outcomes, outcomes_of

from lemmata.documents.formats.markdown import parse_markdown

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


@pytest.mark.parametrize("source, words", [
    ("if x:\npass", "'if' statement on line 2"),
    ("y = 1\nfor i in y:\nprint(i)", "'for' statement on line 3"),
    ("a = (1,\n2]", "parenthesis '(' on line 2"),
])
def test_lines_of_invalid_python_are_those_of_the_document(source, words):
    (found,) = outcomes_of(source)
    assert found.verdict == "failed" and words in found.message
