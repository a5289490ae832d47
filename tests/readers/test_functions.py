"""Functions of Python source: Python itself, run, says what each of them returns."""

from __future__ import annotations

import numpy as np
import pytest
from tests.optional import need_imports_of

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import read_call, read_code

RNG = np.random.default_rng(5)
VARS = parse_declarations("x: real[n], y: real[n], p: positive[n], q: positive[n], X: real[m n], Y: real[m n], "
                          "A: real[n n], B: real[n n], W: real[k n], w: real[n], b: real, t: real, c: labels[m n], "
                          "u: real[m], s: positive")
ARRAYS = {
    **{name: RNG.normal(size=4) for name in "xyw"}, "p": RNG.uniform(0.1, 1, 4), "q": RNG.uniform(0.1, 1, 4),
    **{name: RNG.normal(size=(3, 4)) for name in "XY"}, **{name: RNG.normal(size=(4, 4)) for name in "AB"},
    "W": RNG.normal(size=(5, 4)), "b": 0.3, "t": -0.8, "c": np.array([2, 0, 3]), "u": RNG.normal(size=3), "s": 1.7,
}

# each defines f, whose parameters are among the names above
NUMPY = {
    "stable softmax": """
def f(x):
    e = np.exp(x - np.max(x))
    return e / e.sum()
""",
    "softmax of rows, in place": """
def f(X):
    X = X - X.max(axis=1, keepdims=True)
    np_sum = np.exp(X).sum(axis=-1, keepdims=True)
    X -= np.log(np_sum)
    return np.exp(X)
""",
    "a loop that adds": """
def f(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0.3:
            total += p[i] * math.log(p[i] / q[i])
    return total
""",
    "a sum over pairs": "def f(x, y): return sum((a - b)**2 for a, b in zip(x, y)) / len(x)",
    "a sum over two ranges": """
def f(x, A):
    n, m = A.shape
    return sum(x[i] * A[i, j] * x[j] for i in range(n) for j in range(m))
""",
    "signs as whole numbers": "def f(x): return x * (x > 0).astype(int) - np.array(x < 0, dtype=np.int32)",
    "a sum with a condition": "def f(x): return sum(v for v in x if v > 0)",
    "a product that a loop takes": """
def f(p):
    result = 1
    for value in p:
        result *= value / 2
    return result
""",
    "a matrix product by hand": """
def f(A, B):
    n = A.shape[0]
    C = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            for k in range(n):
                C[i, j] += A[i, k] * B[k, j]
    return C
""",
    "entries set by a loop": """
def f(x):
    out = np.empty_like(x)
    for i, v in enumerate(x):
        out[i] = v * (i + 1)
    return out
""",
    "a list that is appended to": """
def f(X):
    means = []
    for row in X:
        means.append(row.mean())
    return np.array(means)
""",
    "a sum that an inner loop takes": """
def f(X):
    rows = []
    for i in range(X.shape[0]):
        total = 0
        for j in range(X.shape[1]):
            total += X[i, j] ** 2
        rows.append(np.sqrt(total))
    return np.asarray(rows)
""",
    "an extremum that a loop takes": """
def f(x):
    largest = x[0]
    for v in x:
        largest = max(largest, v)
    return largest
""",
    "branches that return": """
def f(t):
    if t >= 0:
        return 1 / (1 + np.exp(-t))
    elif t < -20:
        return 0.0
    e = np.exp(t)
    return e / (1 + e)
""",
    "branches that assign": """
def f(t, b):
    scale = 2
    if t > b:
        scale, offset = 3, 1
    else:
        offset = -1
    return scale * t + offset
""",
    "a branch that raises": """
def f(p, q):
    if len(p) != len(q):
        raise ValueError("lengths")
    if np.sum(p) < 0:
        raise ValueError("sign")
    return np.dot(p, q)
""",
    "helpers, defaults, keywords": """
def center(v, by=None):
    if by is None:
        by = np.mean(v)
    return v - by
def dot(a, b): return (a * b).sum()
def f(x, y, ddof=1):
    return dot(center(x), center(v=y, by=np.mean(y))) / (len(x) - ddof)
""",
    "a constant of the source": "EPS = 1e-3\nRATE = EPS * 2\ndef f(x): return x * RATE + EPS",
    "an option in words": """
def f(x, y, reduction="mean"):
    loss = (x - y) ** 2
    if reduction == "mean":
        return loss.mean()
    elif reduction == "sum":
        return loss.sum()
    return loss
""",
    "names imported one by one": """
from numpy import exp as e, pi
from math import sqrt
def f(x, s): return e(-x**2 / (2 * s**2)) / (sqrt(2 * pi) * s)
""",
    "an import inside": """
def f(t):
    from scipy.special import expit
    return expit(t) * (1 - expit(t))
""",
    "a lambda": "relu = lambda v: np.maximum(0, v)\nf = lambda x: relu(x) - 0.1 * relu(-x)",
    "a closure": """
def f(x, b):
    def shifted(v):
        return v + b
    return shifted(x) * shifted(2)
""",
    "a function as an argument": """
def apply_twice(g, v): return g(g(v))
def f(x): return apply_twice(lambda v: v * v + 1, x)
""",
    "several values": "def f(x, y):\n    return x.mean(), np.outer(x, y), float(np.std(y))",
    "several values of a helper": """
def moments(v): return np.mean(v), np.var(v, ddof=1)
def f(x):
    m, v = moments(x)
    return (x - m) / np.sqrt(v)
""",
    "conditions as numbers": "def f(x): return (x > 0) * x + 2 * (x <= 0).astype(float)",
    "where": "def f(x): return np.where(x > 0, x, 0.5 * (np.exp(x) - 1))",
    "entries at labels": "def f(X, c): return -np.log(np.abs(X[np.arange(len(c)), c])).mean()",
    "new axes": "def f(x, y): return (x[:, None] - y[None, :]) ** 2",
    "solving": "def f(A, x): return np.linalg.solve(A, x) @ x",
    "a walk of few steps": """
def f(t):
    for _ in range(5):
        t = t - (t**2 - 2) / (2 * t)
    return t
""",
    "a polynomial by Horner's rule": """
def f(t):
    result = 0
    for a in [3, -1, 2]:
        result = result * t + a
    return result
""",
    "a chain of comparisons": "def f(x): return np.mean([v if -1 < v < 1 else 0 for v in x])",
    "rows of Python lists": "def f(X): return sum([sum([v * v for v in row]) for row in X])",
    "Python's sum of a matrix": "def f(X): return sum(X)",
    "what is printed or asserted": """
def f(x):
    '''The norm.'''
    assert x.ndim == 1
    print("norm of", x)
    return (x @ x) ** 0.5
""",
    "a value that is not needed": """
def f(x):
    fig = plot(x)
    return x.sum()
def plot(v): return None
""",
}
TORCH = {
    "softmax": "def f(X):\n    e = torch.exp(X)\n    return e / e.sum(1, keepdim=True)",
    "spread": "def f(X): return X.var(), X.std(dim=0), X.var(dim=1, unbiased=False)",
    "extrema": "def f(X):\n    top = X.max(dim=1, keepdim=True).values\n    return X - top, X.max(0)[0], X.max()",
    "functional": "import torch.nn.functional as F\ndef f(x, y): return F.mse_loss(x, y), F.softmax(x, dim=-1)",
    "methods": "def f(A, x): return (A.T @ x).pow(2).sum().sqrt() + x.abs().mean(), A.mm(A).trace()",
    "clamp": "def f(x): return x.clamp(min=0) + torch.clamp(x, -1, 1)",
}


def called(source):
    code = read_code([source])
    function = code.functions["f"]
    return read_call(code, function, {p.name: VARS[p.name] for p in function.parameters if p.name in VARS}).values


def check(source, space, convert):
    exec(source, space)
    code = read_code([source])
    names = [p.name for p in code.functions["f"].parameters if p.name in VARS]
    truth = space["f"](**{n: convert(np.copy(ARRAYS[n])) for n in names})
    truth = truth if isinstance(truth, tuple) else (truth,)
    ours = called(source)
    assert len(ours) == len(truth)
    for value, want in zip(ours, truth):
        point = {s.name: ARRAYS[s.name] for s in symbols(value)}
        found = evaluate(value, point, sizes={"n": 4, "m": 3, "k": 5})
        np.testing.assert_allclose(np.asarray(found, float), np.asarray(want, float), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("source", NUMPY.values(), ids=NUMPY.keys())
def test_numpy(source):
    import math
    source = "import numpy as np\nimport math\n" + source
    check(source, {"np": np, "math": math}, lambda a: a if a.ndim else a[()])


@pytest.mark.parametrize("source", TORCH.values(), ids=TORCH.keys())
def test_torch(source):
    source = "import torch\n" + source
    need_imports_of(source)
    import torch

    check(source, {}, torch.tensor)


REFUSED = {
    "a name without a meaning": "def f(x): return e * x",
    "a bare name of a library": "def f(x): return exp(x)",
    "an unknown module": "import mystery as np\ndef f(x): return np.exp(x)",
    "names with several meanings": "rate = 1\nrate = 2\ndef f(x): return rate * x",
    "a name that may change": "import sys\nif sys.argv:\n    k = 2\nelse:\n    k = 3\ndef f(x): return k * x",
    "a recursion": "def f(x): return f(x) + 1",
    "a step that needs the one before": """
def f(x):
    s = 0
    for v in x:
        s = 0.9 * s + v
    return s
""",
    "a loop that may end early": "def f(x):\n    for v in x:\n        if v > 0:\n            return v\n    return 0",
    "while": "def f(t):\n    while t > 1:\n        t = t / 2\n    return t",
    "a view that is changed": "def f(x):\n    y = x\n    y += 1\n    return x",
    "some entries only": """
import numpy as np
def f(x):
    out = np.zeros(len(x))
    for i in range(len(x) - 1):
        out[i] = x[i]
    return out
""",
    "the variable of a loop behind it": "def f(x):\n    for v in x:\n        k = v\n    return k",
    "a draw of which too little is given": "def f(x): return x.normal()",
    "random numbers": "import numpy as np\ndef f(x): return x + np.random.normal()",
    "a spread whose library is not known": "import numpy as np, torch\ndef f(x): return x.std()",
    "a decorator": "@twice\ndef g(x): return x\ndef f(x): return g(x)",
    "attributes of an object": "def f(x): return x * x.scale",
    "nothing is returned": "def f(x): x + 1",
    "a branch that returns nothing": "def f(t):\n    if t > 0:\n        return t",
    "a truth value of an array": "def f(x):\n    if x > 0:\n        return x\n    return -x",
    "all names of a module": "from torch import *\ndef f(x): return sum(x)",
    "entries that nobody has set": "import numpy as np\ndef f(x):\n    out = np.empty(len(x))\n    return out + x",
    "strings": "def f(x): return 'x'",
    "numbers cut to whole ones": "def f(x): return x.astype(int)",
    "numbers cut to whole ones, np": "import numpy as np\ndef f(x): return np.asarray(10 * x, dtype=np.int64) / 10",
    "numbers cut to whole ones, torch": "import torch\ndef f(x): return x.to(torch.long)",
    "a result written elsewhere": "import numpy as np\ndef f(x):\n    y = np.exp(x, out=x)\n    return x + y",
    "a value changed in place": "import torch\ndef f(x):\n    y = x.add_(1)\n    return x + y",
    "an array set to 0": "import torch\ndef f(x):\n    x.zero_()\n    return x",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_refused(source):
    with pytest.raises((ReadError, ShapeError, TypeError, ValueError)):
        called(source)


@pytest.mark.parametrize("source", ["def f(:", "x = '", "(" * 500, "\0", "def f():\n\treturn 1\n  return 2"])
def test_what_is_no_python(source):
    with pytest.raises(ReadError):
        read_code([source])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_python_has_them(end):
    assert set(read_code([end.join(["a = 1", "b = 2", "", "def f(x):", "    return x", "c = 3"])]).functions) == {"f"}


def test_later_sources_come_first():
    code = read_code(["import numpy as np\ndef g(x): return x", "def f(x): return g(x)", "def g(x): return 2 * x"])
    assert read_call(code, code.functions["f"], {"x": VARS["x"]}).value.op == "mul"
    assert [code.functions[n].block for n in "fg"] == [1, 2]


def test_magic_of_notebooks_is_left_out():
    code = read_code(["%matplotlib inline\n!pip install numpy\ndef f(x):\n    return x"])
    assert code.functions["f"].line == 3


# classes with a method f, and what their attributes are
CLASHES = {
    "a local name of an attribute": ("""
class A:
    def f(self, x):
        w = self.w
        w = w + 1
        return x @ w + self.w.sum()
""", "w"),
    "one that another method is called for": ("""
class A:
    def g(self, x): return x.sum() * self.s
    def f(self, x):
        s = self.g(x)
        return s * 2 + self.s
""", "s"),
    "a parameter": ("""
class A:
    def f(self, x, s): return x.sum() * s + self.s
""", "s"),
    "a parameter, beside what is called": ("""
class A:
    def g(self, x): return x.sum() * self.s
    def f(self, x, s): return self.g(x) + s
""", "s"),
    "a name from outside": ("""
s = 3.0
class A:
    def f(self, x): return x.sum() * s + self.s
""", "s"),
    "an attribute that is set": ("""
class A:
    def f(self, x, t):
        self.t = 2 * x.sum()
        return self.t + t
""", ""),
}


@pytest.mark.parametrize("name", CLASHES)
def test_an_attribute_is_no_name(name: str) -> None:
    """What a method is read as is what Python computes, or it is not read."""
    source, attribute = CLASHES[name]
    code = read_code([source])
    if "A.f" not in code.functions:
        assert "parameter" in name or "outside" in name or "set" in name
        return
    function = code.functions["A.f"]
    value = read_call(code, function, {p.name: VARS[p.name] for p in function.parameters}).value
    defined: dict[str, type] = {}
    exec(source, defined)
    instance = defined["A"]()
    setattr(instance, attribute, ARRAYS[attribute])
    taken = {p.name: ARRAYS[p.name] for p in function.parameters if p.name != attribute}
    arrays = {s.name: ARRAYS[s.name] for s in symbols(value)}
    assert np.allclose(np.asarray(evaluate(value, arrays), dtype=float), instance.f(**taken))  # type: ignore[attr-defined]
