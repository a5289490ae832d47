"""What is no Python of a Python block: options, magic commands, tabs, sessions, code that is left out."""

from __future__ import annotations

import pytest
from tests.documents.code.blocks import outcomes

# name; a document; the verdict on its last block; words of the message
BLOCKS = [
    ("another language", "```julia\nx = 1\n```\n", "skipped", "julia code"),
    ("a shell", "```bash\nls\n```\n", "skipped", "bash code"),
    ("a text", "```text\nx = 1\n```\n", "skipped", "marked as text"),
    ("no language", "```\nx = 1 +\n```\n", "skipped", "no language is given"),
    ("a comparison", "```diff\n- a\n+ b\n```\n", "skipped", "diff code"),
    ("a comparison marked python", "```python\n- x = 1\n+ x = 2\n```\n", "skipped", "two versions"),
    ("a tab", "```{.python .input}\n%%tab pytorch\nimport math\n```\n", "skipped", "%%tab pytorch"),
    ("a tab for all", "```{.python .input}\n%%tab all\nx = 1\n```\n", "skipped", "%%tab all"),
    ("a tab as a comment", "```{.python .input}\n#@tab mxnet, jax\nx = 1\n```\n", "skipped", "%%tab mxnet, jax"),
    ("kept for later", "```{.python .input}\ndef f(x):  #@save\n    return x\n```\n", "ran", ""),
    ("a file", "```python\n%%writefile tool.py\nx = 1\n```\n", "skipped", "a file (tool.py)"),
    ("a file that is imported", "```python\n%%writefile a_tool_b.py\nx = 1\n```\n```python\nimport a_tool_b\n```\n",
     "skipped", "which a block writes"),
    ("harmless commands", "```python\n%matplotlib inline\n!pip install x\nimport math\nmath.pi?\n```\n", "ran", ""),
    ("a timed statement", "```python\n%timeit -n 1 x = 3\n%time y = 2\nassert y == 2 and x == 3\n```\n", "ran", ""),
    ("another command", "```python\n%run other.py\n```\n", "skipped", "%run"),
    ("a command of a shell", "```python\n$ pip install numpy\n```\n", "skipped", "shell"),
    ("commands with answers", "```python\n(env) $ python train.py --lr 1\nepoch 1: 0.3\n$ ls\n```\n", "skipped",
     "shell"),
    ("without a prompt", "```python\npip install torch\n```\n", "skipped", "shell"),
    ("a command before a program", "```python\n$ pip install numpy\nx = 0\n1 / x\n```\n", "failed", "zero"),
    ("a program after pip", "```python\npip install numpy\nx = 1\n```\n", "ran", ""),
    ("dollars that are none", "```python\nprice = '$ 5'\n1 / 0\n```\n", "failed", "zero"),
    ("a slip that is no command", "```python\npip = = 3\n```\n", "failed", ""),
    ("a command in a body", "```python\nif 1 > 2:\n    !pip install x\n```\n", "ran", ""),
    ("the output of a command", "```python\nfiles = !ls\n```\n", "skipped", "output of a notebook command"),
    ("a remainder, not a command", "```python\nx = (7\n     % 4)\nassert x == 3\n```\n", "ran", ""),
    ("MyST, not to be run", "```{code-cell} ipython3\n:tags: [skip-execution]\n1 / 0\n```\n", "skipped",
     "not to be run"),
    ("MyST, to raise", "```{code-cell} python\n:tags: [raises-exception]\n\n1 / 0\n```\n", "ran", "ZeroDivisionError"),
    ("MyST, options in YAML", "```{code-cell}\n---\ntags: [raises-exception]\n---\n1 / 0\n```\n", "ran", "raises"),
    ("Quarto, not to be run", "```{python}\n#| eval: false\n1 / 0\n```\n", "skipped", "not to be run"),
    ("Quarto, to raise", "```{python}\n#| error: true\n1 / 0\n```\n", "ran", "as it is marked to"),
    ("Quarto, to raise or not", "```{python}\n#| error: false\n1 / 0\n```\n", "failed", "divides by zero"),
    ("knitr, not to be run", "```{python, eval=FALSE}\n1 / 0\n```\n", "skipped", "not to be run"),
    ("knitr, to raise", "```{python, error=TRUE}\n1 / 0\n```\n", "ran", "as it is marked to"),
    ("MkDocs, a title", '```python title="x.py" linenums="1" hl_lines="2"\nx = 1\n```\n', "ran", ""),
    ("marked in the fence", "```python no-run\n1 / 0\n```\n", "skipped", "not to be run"),
    ("a comment names the error", '```python\nint("a")  # ValueError: no number\n```\n', "ran", "as its comment says"),
    ("a comment says that it raises", '```python\n# raises, as "a" is no number\nint("a")\n```\n', "ran", "ValueError"),
    ("a comment of something else", '```python\nint("a")  # squared error\n```\n', "failed", "ValueError"),
    ("a comment of another error", '```python\nint("a")  # not a TypeError\n```\n', "failed", "ValueError"),
    ("left out, and needed", "```python\nmodel = ...\nmodel.fit(3)\n```\n", "skipped", "leaves out code"),
    ("left out in a loop", "```python\nfor k in range(3):\n    ...\n    step(k)\n```\n", "skipped", "leaves out code"),
    ("left out as a comment", "```python\nx = 1\n# ...\nprint(y)\n```\n", "skipped", "leaves out code"),
    ("left out with an ellipsis sign", "```python\nx = [1, 2, …]\n```\n", "skipped", "leaves out code"),
    ("an ellipsis that is meant", "```python\nimport numpy as np\nnp.ones((2, 3))[..., 5]\n```\n", "failed", "index 5"),
    ("a stub that runs", "```python\ndef f(x): ...\nf(3)\n```\n", "ran", ""),
    ("a template", "```python\nx = {{ cookiecutter.x }} +\n```\n", "skipped", "template"),
    ("wrong Python", "```python\nx = (1\n```\n", "failed", "not valid Python"),
    ("Python 2", "```python\nprint 'a'\n```\n", "failed", "not valid Python"),
    ("a session", "```pycon\n>>> x = 3\n>>> x + 1\n4\n```\n", "ran", ""),
    ("a session of IPython", "```ipython\nIn [1]: x = 3\n\nIn [2]: x + 1\nOut[2]: 4\n```\n", "ran", ""),
    ("a session without prompts that are Python's", "```pycon\n>>> x = 3\n>>>x + 1\n4\n```\n", "failed", "session"),
    ("a session that raises as stated",
     "```pycon\n>>> 1 / 0\nTraceback (most recent call last):\n  ...\nZeroDivisionError: division by zero\n```\n",
     "ran", ""),
    ("a session that raises", "```pycon\n>>> 1 / 0\n0\n```\n", "failed", "divides by zero"),
    ("a session with a skipped example", "```pycon\n>>> 1 / 0  # doctest: +SKIP\n0\n>>> 2\n2\n```\n", "ran", ""),
    ("a function with examples in its docstring", '```python\ndef f():\n    """\n    >>> f()\n    1\n    """\nx\n```\n',
     "failed", "uses x"),
    ("Sphinx in MyST", "```{testcode}\nx = 3\n```\n", "ran", ""),
    ("Jekyll", "{% highlight python %}\nx = 1 / 0\n{% endhighlight %}\n", "failed", "divides by zero"),
    ("the network", "```python\nfrom urllib.error import URLError\nraise URLError('x')\n```\n", "skipped", "network"),
]


@pytest.mark.parametrize(("text", "verdict", "words"), [case[1:] for case in BLOCKS], ids=[case[0] for case in BLOCKS])
def test_dialects(text: str, verdict: str, words: str) -> None:
    found = outcomes(text)[-1]
    assert found.verdict == verdict, found
    assert words in found.message


def test_the_lines_of_an_error_are_those_of_the_document() -> None:
    text = "text\n\n```{code-cell} python\n:tags: [hide-input]\n\nx = 1\ny = x / 0\n```\n"
    assert outcomes(text)[0].line == 7
    text = "```pycon\n>>> x = 1\n>>> for k in range(2):\n...     y = x / 0\n```\n"
    assert outcomes(text)[0].line == 4
