"""What names stand for, across spellings, blocks, branches and loops."""

import ast

import pytest

from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.lints.patterns import matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.sources import parts_of


def program(*sources: str) -> Program:
    text = "\n".join(f"```python\n{source}\n```\n" for source in sources)
    return Program(next(parts_of(parse_markdown(text).code)))


def last_value(*sources: str) -> tuple[Program, ast.expr]:
    read = program(*sources)
    statement = read.parts[-1].tree.body[-1]
    assert isinstance(statement, ast.Assign | ast.Expr)
    return read, statement.value


@pytest.mark.parametrize("source, qualified, name", [
    ("import numpy as np\nnp.log(x)", "numpy.log", "log"),
    ("import numpy\nnumpy.linalg.inv(x)", "numpy.linalg.inv", "inv"),
    ("from numpy.linalg import inv as i\ni(x)", "numpy.linalg.inv", "inv"),
    ("from numpy import linalg as la\nla.inv(x)", "numpy.linalg.inv", "inv"),
    ("from scipy.special import softmax as sm\nsm(x)", "scipy.special.softmax", "softmax"),
    ("import torch.nn.functional as F\nF.softmax(x, dim=1)", "torch.nn.functional.softmax", "softmax"),
    ("import jax.numpy as jnp\njnp.log(x)", "jax.numpy.log", "log"),
    ("import tensorflow as tf\ntf.reduce_sum(x)", "tensorflow.reduce_sum", "sum"),
    ("from math import *\nlog(x)", "math.log", "log"),
    ("import numpy as np\nln = np.log\nln(x)", "numpy.log", "log"),
    ("np.log(x)", "numpy.log", "log"),
    ("def log(x): return x\nlog(x)", "", ""),
    ("np = Thing()\nnp.log(x)", "", ""),
    ("x.log()", "", "log"),
    ("sum(x)", "builtins.sum", "sum"),
    ("try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np\nnp.log(x)", "cupy.log", "log"),
])
def test_functions_of_libraries_have_one_name(source, qualified, name):
    read, call = last_value(source)
    assert isinstance(call, ast.Call)
    assert (read.qualified(call.func), read.name(call)) == (qualified, name)


@pytest.mark.parametrize("sources, meaning", [
    (["a = 1 + b", "y = a"], "1 + b"),
    (["a = 1", "a = 2", "y = a"], "2"),
    (["a = b = 3", "y = b"], "3"),
    (["a, b = 1, 2", "y = b"], "2"),
    (["a = 1\nif c:\n    a = 2", "y = a"], None),
    (["if c:\n    a = 2", "y = a"], "2"),
    (["a = 1\nfor i in r:\n    a = i * a", "y = a"], "prod((i for i in r))"),
    (["a = 1\nfor i in r:\n    a = i * a + 1", "y = a"], None),
    (["a = 0\nfor v in z:\n    a += v ** 2", "y = a"], "sum((v ** 2 for v in z))"),
    (["a = 1\nfor v in z:\n    a = a * f(v)", "y = a"], "prod((f(v) for v in z))"),
    (["a = []\nfor v in z:\n    a.append(f(v))", "y = a"], "[f(v) for v in z]"),
    (["a = 0\nfor v in z:\n    a += v\n    print(a)", "y = a"], None),
    (["a = 0\nfor v in z:\n    if v: break\n    a += v", "y = a"], None),
    (["a = [1]\na.append(2)", "y = a"], None),
    (["a = 1\na += 2", "y = a"], "a + 2"),
    (["a = f()\na[0] = 1", "y = a"], None),
    (["with open(p) as file:\n    a = 5", "y = a"], "5"),
    (["def f(a): return a", "a = 7", "y = a"], "7"),
    (["a = 1\ndel a", "y = a"], None),
    (["(a := 4)", "y = a"], "4"),
    (["y = a"], None),
])
def test_a_name_stands_for_what_was_assigned_last(sources, meaning):
    read, value = last_value(*sources)
    found = read.meaning(value)
    assert (ast.unparse(found) if found is not None else None) == meaning


SAME = {
    "log(sum(exp(_x)))": [
        "np.log(np.sum(np.exp(z)))", "np.log(np.exp(z).sum())", "torch.logsumexp", "jnp.log(jnp.exp(z).sum(axis=0))",
        "z.exp().sum(1).log()", "math.log(sum(math.exp(v) for v in z))", "math.log(sum([math.exp(v) for v in z]))",
        "np.log(np.sum([np.exp(a) for a, b in zip(z, w)]))", "np.log(sum(map(np.exp, z)))",
        "np.log(np.add(1, 2))", "np.log(np.sum(np.e ** z))", "tf.math.log(tf.reduce_sum(tf.exp(z)))",
        "np.log(float(np.exp(z).sum(axis=1, keepdims=True)[:, None]))",
    ],
    "exp(_x) / sum(exp(_x))": [
        "np.exp(z) / np.sum(np.exp(z))", "np.exp(z) * (1 / np.exp(z).sum())", "np.divide(np.exp(z), np.exp(z).sum())",
        "2 * np.exp(z) / np.exp(z).sum()", "np.exp(z) / np.exp(w).sum()", "np.exp(z) / (1 + np.exp(z).sum())",
        "[math.exp(v) / sum(math.exp(w) for w in z) for v in z]", "1 / (np.exp(z).sum() * np.exp(-z))",
    ],
    "1 - exp(_x)": ["1 - np.exp(-t / tau)", "-(np.exp(t) - 1)", "1.0 - 1 / np.exp(t)", "-np.exp(t) + 1",
                    "2 - np.exp(t)", "1 + np.exp(t)", "np.subtract(1, torch.exp(-t))", "1 - math.e ** -t"],
}
NOT = {"torch.logsumexp", "np.log(np.add(1, 2))", "np.exp(z) / np.exp(w).sum()", "np.exp(z) / (1 + np.exp(z).sum())",
       "2 - np.exp(t)", "1 + np.exp(t)"}


@pytest.mark.parametrize("pattern, source", [(p, s) for p, sources in SAME.items() for s in sources])
def test_a_pattern_is_found_in_every_spelling(pattern, source):
    read, value = last_value(f"import math\n{source}")
    assert bool(list(read.matches(pattern, value))) is (source not in NOT)


def test_helpers_and_variables_are_replaced_by_their_mathematics():
    read, value = last_value(
        "import numpy as np\ndef share(scores, T=1.0):\n    '''By weight.'''\n    scores = scores - scores.max()\n"
        "    w = np.exp(scores / T)\n    return w / w.sum()\n",
        "p = share(model(x))\nq = p[0]\nnp.log(q)")
    found = next(read.matches("log(exp(_x) / sum(exp(_x)))", value))
    assert found["_x"].contains("max")


@pytest.mark.parametrize("source", [
    "import torch.nn as nn\nlayer = nn.Softmax(dim=1)\nlayer(x)",
    "import torch.nn as nn\nnn.Softmax(dim=1)(x)",
    "import torch.nn as nn\nmodel = nn.Sequential(nn.Linear(2, 3), nn.Softmax(dim=1))\nmodel.train()\nmodel(x)",
    "import torch\nclass Net(torch.nn.Module):\n    def __init__(self):\n        self.out = torch.nn.Linear(2, 3)\n"
    "    def forward(self, x):\n        h = self.out(x)\n        return torch.softmax(h, dim=-1)\nnet = Net()\nnet(x)",
    "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.prob = nn.Softmax(dim=1)\n    def forward(self, x):\n        return self.prob(x)\nNet()(x)",
    "import jax\n@jax.jit\ndef f(z):\n    return jax.nn.softmax(z)\nf(x)",
    "import jax\ng = jax.jit(lambda z: jax.nn.softmax(z))\ng(x)",
])
def test_layers_and_classes_are_what_they_return(source):
    read, value = last_value(source)
    assert list(read.matches("softmax(_x)", value))


def test_terms_of_long_chains_are_left_as_names():
    rows = "a0 = f(x)\n" + "\n".join(f"a{i + 1} = a{i} * g(a{i}) + h(a{i})" for i in range(200))
    read, value = last_value(rows + "\ny = a200")
    assert read.term(value).size <= 3000


def test_a_recursive_function_is_no_endless_loop():
    read, value = last_value("def f(n): return n * f(n - 1)\ny = f(5)")
    assert not list(matches("log(_x)", read.term(value)))


def test_draws_are_never_the_same():
    read, value = last_value("import numpy as np\ny = np.random.rand(3) - np.random.rand(3)")
    assert read.term(value).number is None
    read, value = last_value("import numpy as np\nr = np.random.rand(3)\ny = r - r")
    assert read.term(value).number == 0


@pytest.mark.parametrize("source", ["import numpy as np\nnp.std()", "import numpy as np\nnp.std(q=2)",
                                    "import numpy as np\nx = np\nx.mean()"])
def test_a_function_of_nothing_has_no_argument_to_look_at(source):
    read, value = last_value(source)
    assert read.term(value).head == "call" or read.term(value).args
