"""With a run, a function that seems to differ from its formula is called where it does."""

import pytest
from tests.optional import need_imports_of

from lemmata.documents import check_document, parse_markdown

IMPORTS = "import math\nimport numpy as np\n"
CASES = [  # text, code, the words of the remark without a run, and with one
    (r"$\sigma(x) = \frac{1}{1 + e^{-x}}$ is the sigmoid.", "def sigmoid(x): return 1 / (1 + np.exp(x))",
     "the code 0.268941", "the code 0.268941; run there, it gives that"),
    (r"$\sigma(x) = \frac{1}{1 + e^{-x}}$ is the sigmoid.",
     "import torch\ndef sigmoid(x): return 1 / (1 + torch.exp(x))",
     "the code 0.268941", "the code 0.268941; run there, it gives that"),
    (r"$D_{\mathrm{KL}}(p \| q) = \sum_i p_i \log \frac{p_i}{q_i}$",
     "def kl(p, q): return sum(b * math.log(b / a) for a, b in zip(p, q))",
     "is not the formula", "run there, it gives that"),
    # what the source does not show: the factor is another one when it runs
    (r"The triple is $f(x) = 3x$.", "c = 2\nglobals()['c'] = 3\ndef f(x): return c * x", "the code", ""),
    # it can't be called so: what was read stands
    (r"The double is $f(x) = 2x$.", "def f(x):\n    assert isinstance(x, complex)\n    return 3 * x", "the code", None),
]


@pytest.mark.parametrize(("text", "code", "read", "run"), CASES)
def test_what_it_gives_is_asked(text, code, read, run):
    need_imports_of(code)
    document = parse_markdown(f"{text}\n\n```python\n{IMPORTS}{code}\n```\n")
    for words, with_run in ((read, False), (read if run is None else run, True)):
        finding = next(f for f in check_document(document, with_run).findings if f.kind == "code")
        said = [part["message"] for part in finding.parts if part["code"] == "C104"]
        if words:
            assert len(said) == 1 and words in said[0]
            assert ("run there" in said[0]) == (with_run and run is not None)
        else:
            assert not said and "gives what its formula does" in finding.reading
