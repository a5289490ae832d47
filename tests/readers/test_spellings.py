"""Functions of NumPy, SciPy, PyTorch and JAX in text: the library itself says what each call means."""

from __future__ import annotations

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy
import scipy.linalg
import scipy.special
import scipy.stats

import lemmata as lm
from lemmata.engine.expr import symbols
from lemmata.engine.readers.errors import ReadError

jax.config.update("jax_enable_x64", True)
RNG = np.random.default_rng(11)
VARS = ("X: real[m n], Y: real[m n], A: real[n n], P: posdef[n n], T: real[b m n], S: real[b n n], w: real[n], "
        "v: real[n], y: real[m], q: positive[n], p: unit[n], U: unit[m n], x: real, z: positive, c: labels[m n], "
        "L: labels[m n n], D: variable, V: variable[n]")
_G = RNG.normal(size=(4, 4))
ARRAYS = {
    "X": RNG.normal(size=(3, 4)), "Y": RNG.normal(size=(3, 4)), "A": RNG.normal(size=(4, 4)),
    "P": _G @ _G.T + np.eye(4), "T": RNG.normal(size=(2, 3, 4)), "S": RNG.normal(size=(2, 4, 4)),
    "w": RNG.normal(size=4), "v": RNG.normal(size=4),
    "y": RNG.normal(size=3), "q": RNG.uniform(0.5, 2, size=4), "p": RNG.uniform(0.1, 0.9, size=4),
    "U": RNG.uniform(0.1, 0.9, size=(3, 4)), "x": np.float64(0.7), "z": np.float64(1.3), "c": np.array([2, 0, 3]),
    "L": RNG.integers(0, 4, size=(3, 4)),
}
DATA = Path(__file__).parent / "data"
NUMPY = (DATA / "numpy.txt").read_text().splitlines()
SCIPY = (DATA / "scipy.txt").read_text().splitlines()
TORCH = (DATA / "torch.txt").read_text().splitlines()
JAX = (DATA / "jax.txt").read_text().splitlines()


def ours(text):
    formula = lm.parse(text, VARS)
    used = {name: v for name, v in ARRAYS.items() if name in formula.text}
    sizes = {k: v for k, v in {"m": 3, "n": 4, "b": 2}.items() if k in formula.dims}
    solved = {str(d) for name in used for d in formula.declarations[name].shape}
    return np.asarray(formula(**used, **{k: v for k, v in sizes.items() if k not in solved}))


def check(text, value, truth):
    truth = np.asarray(truth)
    assert value.shape == truth.shape, text
    np.testing.assert_allclose(value.astype(float), truth.astype(float), rtol=1e-9, atol=1e-11, err_msg=text)


@pytest.mark.parametrize("text", NUMPY + SCIPY)
def test_numpy_and_scipy(text):
    truth = eval(text, {**ARRAYS, "np": np, "scipy": scipy, "m": 3, "n": 4})  # the rows are ours
    check(text, ours(text), truth)


@pytest.mark.parametrize("text", JAX)
def test_jax(text):
    truth = eval(text, {**ARRAYS, "jnp": jnp, "jax": jax, "m": 3, "n": 4})
    check(text, ours(text), truth)


@pytest.mark.parametrize("text", TORCH)
def test_torch(text):
    torch = pytest.importorskip("torch", reason="torch not installed")
    arrays = {k: torch.as_tensor(v) for k, v in ARRAYS.items()}
    truth = eval(text, {**arrays, "torch": torch, "F": torch.nn.functional, "m": 3, "n": 4})
    check(text, ours(text), truth.numpy())


@pytest.mark.parametrize("text", NUMPY + SCIPY + TORCH + JAX)
def test_what_is_written_reads_back(text):
    formula = lm.parse(text, VARS)
    assert lm.parse(formula.text, VARS).expr is formula.expr


SMOOTH = ["torch.var(X, unbiased=False)", "torch.std(w, False)", "F.cross_entropy(X, c, label_smoothing=0.1)",
          "F.normalize(X)", "F.layer_norm(X, (n,), w, v)", "np.cov(X)", "np.linalg.det(S)",
          "F.gelu(w, approximate='tanh')",
          "np.roll(w, 1) @ v", "np.diag(w, 1)", "torch.norm(X, p=3)", "scipy.linalg.cholesky(P)", "np.cumprod(q)",
          "sum(w[i]/q[j] for i in range(n) for j in range(n) if i != j)", "np.linalg.slogdet(A)[1]"]


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives(text):
    """Against central differences of the value."""
    formula = lm.parse(text, VARS)
    name = next(n for n in ("X", "w", "q", "A", "P", "S") if n in {s.name for s in symbols(formula.expr)})
    arrays = {s.name: ARRAYS[s.name] for s in symbols(formula.expr)}
    slope = formula.jacobian(name)(**arrays)
    way = np.random.default_rng(5).normal(size=np.shape(ARRAYS[name]))
    ends = [formula(**{**arrays, name: ARRAYS[name] + step * way}) for step in (1e-5, -1e-5)]
    want = (ends[0] - ends[1]) / 2e-5
    np.testing.assert_allclose(np.tensordot(slope, way, way.ndim), want, rtol=1e-6, atol=1e-7)


REFUSED = [  # what no operation says is refused, never read as another function
    ("torch.softmax(T)", "over which one"), ("torch.equal(X, Y)", "one answer"),
    ("torch.median(X, dim=1)", "lower of two"), ("torch.kthvalue(x, 2)", "orders of entries"),
    ("np.random.normal(0, 1)", "draws numbers"), ("torch.normal(x, z)", "draws numbers"),
    ("scipy.stats.norm(0, 1)", "not known"), ("torch.binomial(w, v)", "draws numbers"),
    ("np.percentile(w, 5)", "orders"),
    ("np.linalg.svd(A)", "svdvals"), ("np.linalg.eigh(P)[0]", "eigvalsh"), ("scipy.linalg.sqrtm(A)", "not symmetric"),
    ("np.linalg.pinv(A, rcond=1)", "rcond"), ("np.linalg.cond(A, 1)", "cond takes"),
    ("np.sum(X, where=X > 0)", "where"),
    ("np.hstack(X)", "in brackets"), ("np.log(x, 2)", "log takes"), ("x.repeat(2)", "np.repeat"),
    ("X.transpose(0, 1)", "PyTorch and leaves"), ("w.t().foo()", "no method 'foo'"), ("w.clipp(1)", "no method"),
    ("np.diag(T)", "vector or a matrix"), ("np.diagonal(w)", "of a matrix"), ("np.diag(X)", "smaller size"),
    ("F.dropout(w)", "at random"),
    ("F.cross_entropy(T, c)", "last"), ("F.mse_loss(w, y)", "must be equal"),
    ("F.kl_div(w, v, reduction='x')", "no reduction"),
    ("F.softplus(w, threshold=1)", "threshold"), ("np.cov(X, foo=1)", "foo"), ("torch.max(X, 1)", "a tuple"),
    ("np.full((2, 3))", "fill_value"), ("torch.nn.Linear(w)", "not known"), ("np.foo(x)", "numpy.foo is not known"),
    ("var(D, ddof=1)", "no parameter"), ("max(D)", "no axis"), ("sum(D)", "no axis"),
    ("print(x)", "not known here"), ("sigmod(x)", "did you mean 'sigmoid'"),
    ("sum(w, axis='a')", "an axis is an integer"),
    ("exp(x=3)", "by place"), ("Var(x)", "nothing is random"), ("E(X)", "nothing is random"),
    ("H(p, p)", "cross_entropy"), ("sum(i for i in range(x))", "declare its name as natural"),
    ("[i for i in range(n) if i > 2]", "how many"), ("sum(i for i in range(0, n, 2))", "multiple of 2"),
    ("w[::2]", "multiple of 2"),
]


@pytest.mark.parametrize("text, message", REFUSED, ids=[text for text, _ in REFUSED])
def test_refused(text, message):
    with pytest.raises(ReadError) as error:
        lm.parse(text, VARS)
    assert message in str(error.value)


RANDOM = [  # names of probability in text, with and without declarations
    ("var(X)", "E(X**2) - E(X)**2", "X: variable", "proved"), ("X.var()", "Var(X)", "X: variable", "proved"),
    ("np.mean(X)", "E(X)", "X: variable", "proved"), ("std(X)**2", "var(X)", "X: variable", "proved"),
    ("var(a*X)", "a**2*var(X)", "X: variable, a: real", "proved"),
    ("var(a*X)", "a*var(X)", "X: variable, a: real", "refuted"), ("var(X)", "0", "X: variable", "refuted"),
    ("mean(X)", "X", "X: variable", "refuted"),
    ("cov(X, Y)", "E(X*Y) - E(X)*E(Y)", None, "proved"), ("cov(X, Y)", "E(X*Y)", None, "conditional"),
    ("I(X, Y)", "H(X) - conditional_entropy(X, Y)", None, "proved"),
    ("joint_entropy(X, Y)", "H(X) + H(Y) - I(X, Y)", None, "proved"),
    ("corr(X, Y)", "cov(X, Y)/sqrt(var(X)*var(Y))", "X: variable, Y: variable", "proved"),
    ("conditional_probability(A, B)", "prob(A & B)/prob(B)", "A: event, B: event", "proved"),
    ("kl(p, q)", "cross_entropy(p, q) - H(p)", "p: simplex[n], q: simplex[n]", "proved"),
]


@pytest.mark.parametrize("left, right, vars, kind", RANDOM, ids=[f"{c[0]} and {c[1]}" for c in RANDOM])
def test_names_of_probability(left, right, vars, kind):
    both = lm.parse(f"({left}) == ({right})", vars)
    first, second = (lm.Formula(side, both.declarations) for side in both.expr.args)
    found = first.equals(second).kind
    assert found == kind or (kind == "proved" and found == "agrees")


def test_losses_without_declarations():
    formula = lm.parse("F.cross_entropy(logits, labels)")
    assert formula.vars == {"logits": "real[m n]", "labels": "labels[m n]"}
    assert formula.grad("logits").equals("(softmax(logits) - F.one_hot(labels, n))/m").kind in ("proved", "agrees")


@pytest.mark.parametrize("text, sign", [("limit(1/x, x, 0, '+')", 1), ('limit(1/x, x, 0, "-")', -1)])
def test_sides_of_limits(text, sign):
    assert lm.parse(text).expr is lm.parse(f"limit(1/x, x, 0, side={sign})").expr
