"""The code of a Python module is linted and compared with the formulas of its docstrings; it is never run."""

import pytest

from lemmata.documents import check

FORMULA = r'''r"""The sigmoid is :math:`\sigma(x) = \frac{1}{1 + e^{-x}}`.

    >>> sigmoid(0.0)
    0.5
    """'''
CASES = [  # code, the codes and lines of what is to be found
    ("import numpy as np\n\ndef lse(z):\n    return np.log(np.sum(np.exp(z)))\n", [("M102", 4)]),
    ("import numpy as np\n\ndef lse(z):\n    return np.log(np.sum(np.exp(z)))  # lemmata: ignore[M102]\n", []),
    ("import numpy as np\n\nclass Net:\n    def loss(self, z):\n        return np.log(1 + np.exp(z))\n", [("M104", 5)]),
    ("from scipy.special import logsumexp\n\ndef lse(z):\n    return logsumexp(z)\n", []),
    ("raise SystemExit('this module was run')\n", []),
    (f"import math\n\ndef sigmoid(x):\n    {FORMULA}\n    return 1 / (1 + math.exp(x))\n", [("C104", 3)]),
    (f"import math\n\ndef sigmoid(x):\n    {FORMULA}\n    return 1 / (1 + math.exp(-x))\n", []),
]


@pytest.mark.parametrize("run", [False, True])
@pytest.mark.parametrize("source, wanted", CASES)
def test_the_code_of_a_module(tmp_path, source, wanted, run):
    (tmp_path / "losses.py").write_text(source)
    report = check([tmp_path / "losses.py"], run=run)
    assert not report.errors
    found = [(part["code"], part["line"]) for finding in report.findings if finding.kind == "code"
             for part in finding.parts]
    assert found == wanted
    assert {f.verdict for f in report.findings if f.kind == "code"} <= {"flagged", "skipped", "ran"}


def test_a_module_of_which_nothing_is_to_be_said_has_no_finding(tmp_path):
    (tmp_path / "quiet.py").write_text("def double(x):\n    return 2 * x\n")
    assert not check([tmp_path / "quiet.py"]).findings
