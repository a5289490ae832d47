"""What is seen of expressions while blocks run, and that nothing else changes."""

import ast
import textwrap

import numpy as np
import pytest
from tests.documents.code.blocks import block
from tests.optional import need_imports_of

from lemmata.documents.code.child import Limits
from lemmata.documents.code.probes import Given, Probe, Question, Seen, Watched
from lemmata.documents.code.run import run_blocks
from lemmata.documents.formats.markdown import parse_markdown


def expressions(source, keep=False):
    """A probe for every expression of a source, in the order of the walk; those that can't be watched too."""
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.expr)]
    return {f"{ast.unparse(n)}@{n.lineno}": Probe.of(i, n, keep) for i, n in enumerate(nodes)}


def watched(*sources, questions=(), keep=False):
    """Run blocks with all of their expressions watched: the outcomes, and what was seen by expression and line."""
    sources = [textwrap.dedent(s) for s in sources]
    probes, start = [], 0
    for source in sources:
        found = {k: Probe(start + p.number, p.kind, p.span, p.keep) for k, p in expressions(source, keep).items()}
        start += 1000
        probes.append(found)
    plan = {i: Watched(tuple(p.values()), tuple(questions) if i == len(sources) - 1 else ())
            for i, p in enumerate(probes)}
    blocks = parse_markdown("".join(map(block, sources))).code
    outcomes = run_blocks(blocks, limits=Limits(seconds=20), watched=plan)
    seen = Seen.together(o.seen for o in outcomes)
    return outcomes, {k: seen.of(p.number) for found in probes for k, p in found.items()}, seen


CASES = [  # source, expression, what the last value must show
    ("x = 2 * 3", "2 * 3@1", {"kind": "number", "values": [6.0]}),
    ("import numpy as np\ny = np.arange(4.0) ** 2", "np.arange(4.0) ** 2@2",
     {"kind": "array", "shape": [4], "sum": 14.0, "values": [0, 1, 4, 9], "dtype": "float64", "zeros": 1}),
    ("import numpy as np\ny = np.ones((100, 100))", "np.ones((100, 100))@2",
     {"kind": "array", "size": 10000, "mean": 1.0, "std": 0.0, "low": 1.0, "high": 1.0}),
    ("s = 'a' + 'b'", "'a' + 'b'@1", {"kind": "text", "text": "ab"}),
    ("n = print('')", "print('')@1", {"kind": "none"}),
    ("v = [1, 2.5]", "[1, 2.5]@1", {"kind": "array", "values": [1, 2.5]}),
    ("import torch\nt = torch.ones(3, requires_grad=True)", "torch.ones(3, requires_grad=True)@2",
     {"kind": "array", "shape": [3], "sum": 3.0, "dtype": "torch.float32"}),
    ("import jax.numpy as jnp\nt = jnp.ones(3)", "jnp.ones(3)@2", {"kind": "array", "shape": [3], "sum": 3.0}),
    ("def f(k):\n    return k + 1\nfor i in range(5):\n    f(i)", "k + 1@2", {"values": [5.0]}),
]


@pytest.mark.parametrize("source, expression, expected", CASES, ids=[c[0][-30:] for c in CASES])
def test_values(source, expression, expected):
    need_imports_of(source)
    _, seen, _ = watched(source)
    assert {k: seen[expression].last.told.get(k) for k in expected} == expected


def test_an_optimizer_and_how_often():
    _, seen, _ = watched("""
        from scipy.optimize import minimize
        r = minimize(lambda v: (v[0] - 3) ** 2, [0.0])
        """)
    result = seen["minimize(lambda v: (v[0] - 3) ** 2, [0.0])@3"].last
    assert result.kind == "result" and abs(result.part("x").number - 3) < 1e-5 and result.part("nit").number >= 1
    inner = seen["(v[0] - 3) ** 2@3"]
    assert inner.count == result.part("nfev").number and len(inner.first) == 3 and inner.high == 9


UNCHANGED = {  # blocks whose every expression is watched print, raise and warn as before
    "generators are not consumed": "g = (i * i for i in range(3))\nprint(list(g), list(g))",
    "walrus, starred, slices": "a = [1, 2, 3]\nif (n := len(a)) > 2:\n    b, *c = [*a, n]\nprint(a[1:], b, c, a[-1])",
    "lambda, default, keyword": "f = lambda x, y=2, *a, **k: x + y\nprint(f(1, **{'y': 3}))",
    "class": "class A:\n    __slots__ = ('x',)\n    def __init__(self): super().__init__(); self.x = 1\n"
             "    @property\n    def y(self): return self.x + 1\nprint(A().y)",
    "private names": "class A:\n    def __f(self): return 1 + 1\n    def g(self): return self.__f()\nprint(A().g())",
    "enum": "import enum\nclass C(enum.Enum):\n    A = 1 + 1\nprint(C.A.value)",
    "match": "match [1, 2]:\n    case [a, b] if a < b:\n        print(a + b)",
    "await and yield": "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 2\ndef g():\n"
                       "    x = yield 1\n    print(x)\nprint(asyncio.run(f()))\nh = g(); next(h)\n"
                       "try: h.send(5)\nexcept StopIteration: pass",
    "annotations": "def f(x: 'int | None' = None) -> list[int]: return [x]\nprint(f(1), f.__annotations__)",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1 + 1\nprint(P())",
    "names": "x = 1\nprint(sorted(n for n in globals() if not n.startswith('_')), list(locals()) == list(globals()))",
    "global": "n = 0\ndef f():\n    global n\n    n += 1\nf(); f()\nprint(n)",
    "random numbers": "import numpy as np, random\nprint(np.random.rand(2), random.random(), np.random.rand())",
    "warnings": "import numpy as np\nimport sys\nx = np.array([0.0, 1.0])\nprint(np.log(x), file=sys.stderr)\n"
                "y = np.mean([])\nz = np.log(x)",
    "errors of floats": "import numpy as np\nnp.seterr(all='raise')\nx = np.array([np.inf, np.nan, 1e308])\nprint(x)",
    "a strange attribute": "class L:\n    def __getattr__(self, n): print('asked', n); raise RuntimeError(n)\n"
                           "x = [L()][0]\ny = (x,)\nprint('end')",
    "format": "x = 3.14159\nprint(f'{x:.2f} {x!r:>10} {x * 2 =}')",
    "jit": "import jax\nprint(jax.jit(lambda x: x * 2 + 1)(2.0), jax.grad(lambda x: x ** 2)(3.0))",
    "gradient": "import torch\nx = torch.ones(2, requires_grad=True)\n(x ** 2).sum().backward()\nprint(x.grad)",
    "identity": "a = []\nb = [a][0]\nprint(a is b, (a, b)[0] is a)",
    "mutation": "a = [1]\n(a + []).append(2)\na.append(3)\nprint(a)",
    "del": "x = [1, 2]\ndel x[0]\nprint(x)",
    "chained comparison": "print(1 < 2 < 3, not (1 > 2 or 3 > 4))",
    "comprehensions": "print([x * y for x in range(3) if x for y in range(x)], {k: v for k, v in zip('ab', (1, 2))})",
    "docstring": "def f():\n    'says'\n    return 1\nprint(f.__doc__)",
    "future": "from __future__ import annotations\nx: int = 1 + 1\nprint(x)",
    "an error": "def f(x):\n    return (x +\n        'a')\nprint(1)\nf(1)",
    "an error in a call": "import numpy as np\nA = np.ones((2, 3))\nb = A @ A",
    "a swallowed error": "def f(n): return 1 + f(n + 1)\ntry:\n    f(0)\nexcept RecursionError:\n    print('deep')",
    "exit": "import sys\nprint(1)\nsys.exit(3)",
}


@pytest.mark.parametrize("source", UNCHANGED.values(), ids=UNCHANGED)
def test_nothing_changes(source):
    need_imports_of(source)
    plain = run_blocks(parse_markdown(block(source)).code, limits=Limits(seconds=20))
    (found,), _, _ = watched(source, keep=True)
    for part in ("verdict", "message", "hint", "line", "column", "width", "excerpt", "stdout", "stderr"):
        assert getattr(found, part) == getattr(plain[0], part), part


def test_a_function_of_an_earlier_block_is_seen_in_a_later_one():
    _, seen, _ = watched("def f(x):\n    return x * 2", "print(f(4))")
    assert seen["x * 2@2"].last.number == 8


def test_what_can_not_be_described_is_left_alone():
    _, seen, _ = watched("class A:\n    shape = (1,)\nx = [A()]\nb = [2 ** 5000]\nimport numpy as np")
    assert seen["[A()]@3"].count == 1 and seen["[A()]@3"].last.kind == "other"
    assert seen["[2 ** 5000]@4"].last.kind in ("other", None)


QUESTIONS = [  # source of the block, question, check
    ("def f(x): return x ** 2", Question(1, "values", Given(source="f"), (Given(number=0),), points=(1.0, 3.0)),
     lambda a: a == [1.0, 9.0]),
    ("def f(x, s): return s * x", Question(1, "values", Given(source="f"), (Given(number=0), Given(number=5)),
                                          points=(2.0,)), lambda a: a == [10.0]),
    ("def f(x): return 1 / x", Question(1, "values", Given(source="f"), (Given(),), points=(0.0, 2.0)),
     lambda a: a == [None, 0.5]),
    ("import math\ndef f(x): return math.sin(x)\ndef g(x): return math.cos(x)",
     Question(1, "slope", Given(source="f"), (Given(number=0.4),), Given(source="g"), 0, (0.0, 1.0)),
     lambda a: len(a) == 2 and all(abs(r["difference"] - r["given"]) < 1e-6 for r in a)),
    ("import numpy as np\ndef f(v): return np.sum(v ** 2)\ndef g(v): return v\nx0 = np.ones(3)",
     Question(1, "slope", Given(source="f"), (Given(source="x0"),), Given(source="g"), 0, (0.0,)),
     lambda a: len(a) == 3 and all(abs(r["difference"] - 2 * r["given"]) < 1e-6 for r in a)),
    ("import numpy as np\ndef f(x, y): return x * y\ndef g(x, y): return np.array([y, x])",
     Question(1, "slope", Given(source="f"), (Given(number=2), Given(number=3)), Given(source="g"), -1, (0.5,)),
     lambda a: len(a) == 2 and all(abs(r["difference"] - r["given"]) < 1e-6 for r in a)),
    ("def f(v): return float(v[0] ** 2)", Question(1, "near", Given(source="f"), (Given(number=0),)),
     lambda a: a["value"] == 0 and a["start"] == [0] and min(a["around"]) > 0),
    ("def f(x): print('no'); raise ValueError", Question(1, "values", Given(source="f"), (Given(),), points=(1.0,)),
     lambda a: a == [None]),
    ("x = 1", Question(1, "values", Given(source="nobody"), (Given(),), points=(1.0,)), lambda a: a is None),
]


@pytest.mark.parametrize("source, question, check", QUESTIONS,
                         ids=[f"{i} {c[0][-25:]}" for i, c in enumerate(QUESTIONS)])
def test_questions(source, question, check):
    (found,), _, seen = watched(source, questions=[question])
    assert found.verdict == "ran" and found.stdout == "" and check(seen.answer(1))


def test_questions_change_nothing_for_the_blocks_after_them():
    text = block("import numpy as np\nn = 0\ndef f(x):\n    global n\n    n += 1\n    np.random.rand()\n    print(n)\n"
                 "    return x") + block("print(n, np.random.rand())")
    question = Question(1, "values", Given(source="f"), (Given(),), points=(1.0, 2.0))
    blocks = parse_markdown(text).code
    asked = run_blocks(blocks, watched={0: Watched((), (question,))})
    assert asked[0].seen.answer(1) == [1.0, 2.0]
    assert [o.stdout for o in asked] == [o.stdout for o in run_blocks(blocks)]


def test_a_question_that_takes_for_ever_has_no_answer():
    question = Question(1, "values", Given(source="f"), (Given(),), points=(1.0,))
    blocks = parse_markdown(block("def f(x):\n    while True: pass") + block("print(2)")).code
    found = run_blocks(blocks, watched={0: Watched((), (question,))})
    assert [o.verdict for o in found] == ["ran", "ran"] and found[0].seen.answer(1) is None


def test_what_was_kept_is_asked_about():
    source = ("import numpy as np\ndef g():\n    x = np.arange(3.0)\n    f = lambda v: np.sum(v)\n    y = f(x)\n"
              "    x[:] = 9\n    return y\ng()")
    probes = expressions(source, keep=True)
    names = {k: p for k, p in probes.items() if k in ("f@5", "x@5")}
    question = Question(7, "near", Given(kept=names["f@5"].number), (Given(kept=names["x@5"].number),))
    found = run_blocks(parse_markdown(block(source)).code,
                       watched={0: Watched(tuple(names.values()), (question,))})
    answer = found[0].seen.answer(7)
    assert answer["start"] == [0, 1, 2] and answer["value"] == 3 and np.isclose(answer["around"][0], 3.001)


def test_code_that_is_sent_away_is_not_watched():
    (found,), seen, _ = watched("import pickle\nx = 1 + 1\nprint(x)")
    assert found.verdict == "ran" and seen["1 + 1@2"].count == 0


def test_warnings_that_are_errors_to_a_block_are_none_to_questions():
    text = block("import threading, time, warnings\nwarnings.simplefilter('error')\n"
                 "threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()\ndef f(x): return x")
    text += block("x = 1")
    question = Question(1, "values", Given(source="f"), (Given(),), points=(1.0,))
    found = run_blocks(parse_markdown(text).code, watched={0: Watched((), (question,))})
    assert [o.verdict for o in found] == ["ran", "ran"] and found[0].seen.answer(1) == [1.0]
