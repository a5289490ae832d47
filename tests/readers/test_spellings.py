"""Functions of NumPy, SciPy, PyTorch and JAX in text: the library itself says what each call means."""

from __future__ import annotations

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

NUMPY = """
np.sum(X, 0)
np.sum(X, axis=(0, 1), keepdims=True)
np.mean(X, axis=1, keepdims=True)
np.prod(X, axis=0)
np.var(X, axis=0, ddof=1)
np.std(X, 1)
X.var(axis=0, ddof=1)
X.std()
np.full(3, 1)
np.full((2, 3), 7)
np.full((m, n), x)
np.full_like(X, 2)
np.transpose(T)
T.T
np.transpose(T, (1, 0, 2))
T.transpose(2, 0, 1)
np.swapaxes(T, 0, 2)
np.linspace(0, 1, 5)
np.linalg.norm(X, 1)
np.linalg.norm(X, -1)
np.linalg.norm(X, np.inf)
np.linalg.norm(X, -np.inf)
np.linalg.norm(X, 2)
np.linalg.norm(X, -2)
np.linalg.norm(X, 'nuc')
np.linalg.norm(w, 3)
np.linalg.norm(w, 0)
np.linalg.norm(w, -np.inf)
np.linalg.norm(w, float('inf'))
np.linalg.norm(X, axis=0, ord=1)
np.linalg.norm(T, axis=(1, 2))
np.linalg.norm(T)
np.linalg.cholesky(P)
np.linalg.svd(A, compute_uv=False)
np.linalg.slogdet(A)[0]
np.linalg.slogdet(A)[1]
np.linalg.slogdet(A).logabsdet
np.linalg.multi_dot([X, A, w])
np.linalg.det(S)
np.linalg.inv(S)
np.linalg.solve(S, S)
np.linalg.eigvalsh(np.stack([P, 2*P]))
np.trace(S, axis1=1, axis2=2)
np.trace(A, 1)
np.diag(w, 1)
np.diag(w, -2)
np.diag(A, 1)
np.diag(A, -1)
np.diagonal(A)
np.diagflat([[1, 2], [3, 4]])
np.eye(3, 5)
np.eye(n, n, 1)
np.eye(4, k=-1)
np.identity(3)
np.cov(X)
np.cov(w, v)
np.cov(w)
np.cov(X, rowvar=False, bias=True)
np.corrcoef(X)
np.corrcoef(w, v)[0, 1]
np.average(w, weights=q)
np.average(X, axis=1, weights=q)
np.average(X, axis=0)
np.cumsum(X)
np.cumsum(X, axis=0)
np.cumprod(w)
np.cumprod(X, axis=0)
np.diff(w)
np.diff(w, 2)
np.diff(X, axis=0)
np.mod(x, z)
np.mod(-x, z)
np.fmod(-x, z)
-x % z
-x // z
np.floor_divide(w, z)
np.remainder(w, q)
np.trunc(w * 3)
np.hypot(x, z)
np.flip(w)
np.flip(X, axis=1)
np.flip(X)
np.fliplr(X)
np.roll(w, 1)
np.roll(w, -1)
np.roll(X, 1, axis=0)
np.roll(X, 2)
np.subtract(X, Y)
np.greater(X, Y)
np.less_equal(X, Y)
np.mean(X > 0)
np.reciprocal(z)
np.exp2(x)
np.float_power(z, x)
np.tile(w, 2)
np.tile(X, (2, 1))
np.tile(w, (2, 3))
np.repeat(w, 2)
np.take(X, 1)
np.take(X, [2, 0], axis=1)
np.logical_xor(w > 0, v > 0)
np.vstack([w, v])
np.hstack([X, Y])
np.repeat(X, 2, axis=0)
np.append(w, v)
np.append(X, Y, axis=0)
np.column_stack([w, v])
np.column_stack([X, Y])
np.block([[A, A], [X, Y]])
np.concatenate([X, Y], axis=None)
np.tensordot(X, A, axes=1)
np.tensordot(X, Y, axes=([0, 1], [0, 1]))
np.tensordot(X, Y, axes=([1], [1]))
np.clip(X, -1, None)
X.clip(0, 1)
np.clip(X, a_min=0, a_max=1)
np.round(x, 1)
np.heaviside(w, 0)
np.sinc(x)
w[:, np.newaxis]
np.concatenate([w, v])[::2]
np.concatenate([w, v])[1::2]
sum(w[i] for i in range(n) if i != 2)
np.prod([2 * w[i] for i in range(n)])
max(w[i] for i in range(n) if i > 0)
sum(w[i] * A[i, j] for i in range(n) if i != 1 for j in range(n) if j < i)
sum(i**2 for i in range(1, 8, 3))
sum(i**2 for i in range(8, 1, -3))
[sum(A[i, j] for j in range(n) if j != i) for i in range(n)]
np.argmax(w % 1) + 7 // 2
""".strip().splitlines()

SCIPY = """
scipy.special.softmax(X)
scipy.special.softmax(X, axis=0)
scipy.special.log_softmax(X)
scipy.special.logsumexp(X)
scipy.special.logsumexp(X, axis=1, b=2)
scipy.linalg.cholesky(P)
scipy.linalg.cholesky(P, lower=True)
scipy.linalg.expm(A)
scipy.linalg.norm(X, 1)
scipy.linalg.svdvals(A)
scipy.linalg.solve(A, w)
scipy.special.betaln(z, 2)
scipy.special.beta(z, 2)
scipy.special.gamma(z)
scipy.special.entr(p)
scipy.special.rel_entr(p, q)
scipy.special.kl_div(p, q)
scipy.special.xlog1py(x, z)
scipy.special.erfcx(x)
scipy.special.comb(5, 2)
scipy.special.polygamma(2, z)
scipy.special.expit(x)
scipy.stats.entropy(q)
scipy.stats.entropy(q, p)
scipy.stats.entropy(q, base=2)
scipy.stats.entropy(U)
""".strip().splitlines()

TORCH = """
torch.transpose(X, 0, 1)
torch.transpose(T, 0, 2)
torch.swapaxes(X, 0, 1)
torch.full((2, 3), 7)
torch.var(X)
torch.var(X, 0)
torch.var(X, dim=0, unbiased=False)
torch.var(w, False)
torch.var(X, 1, keepdim=True)
torch.var(X, correction=0)
torch.std(X, dim=1)
X.var(dim=-1)
X.std(dim=1)
X.std(dim=1, unbiased=False)
X.sum(dim=(0, 1))
torch.sum(X, 1, True)
torch.max(X)
torch.max(X, 1)[0]
torch.max(X, dim=0).values
torch.min(X, dim=0).indices
torch.max(X, Y)
X.max(dim=1)[0]
torch.amax(X, dim=(0, 1))
torch.norm(X)
torch.norm(X, 2)
torch.norm(X, p=1)
torch.norm(X, float('inf'))
torch.norm(X, p=3, dim=0)
torch.norm(X, 'nuc')
X.norm(p=2, dim=1)
X.norm()
w.norm(1)
torch.linalg.norm(X, 2)
torch.linalg.norm(X, float('inf'))
torch.linalg.norm(w, float('-inf'))
torch.linalg.norm(w, 0)
torch.linalg.norm(X, dim=1, ord=1)
torch.linalg.vector_norm(X, 1)
torch.linalg.vector_norm(X, float('inf'))
torch.linalg.matrix_norm(X)
torch.linalg.matrix_norm(X, 2)
torch.linalg.matrix_norm(X, 'nuc')
torch.linalg.matrix_norm(T, 1)
torch.linalg.cholesky(P)
torch.linalg.cholesky(P, upper=True)
torch.linalg.cholesky(torch.stack([P, 2*P]))
torch.matrix_exp(A)
torch.linalg.matrix_exp(A)
torch.linalg.matrix_exp(S)
torch.linalg.slogdet(A)[1]
torch.slogdet(A).sign
torch.logdet(P)
torch.linalg.det(S)
torch.linalg.svdvals(A)
torch.pinverse(A)
torch.linalg.multi_dot([X, A])
torch.diag(w)
torch.diag(A)
torch.diag(w, 1)
torch.diag_embed(X)
torch.diagonal(A, 1)
torch.triu(A, diagonal=1)
torch.tril(A, -1)
torch.eye(3, 4)
torch.cov(X)
torch.cov(X, correction=0)
torch.corrcoef(X)
torch.gt(X, Y)
torch.less(X, Y)
torch.less_equal(X, Y)
torch.greater_equal(X, 0)
torch.eq(X, Y)
torch.sub(X, Y, alpha=2)
torch.add(X, Y, alpha=2)
torch.remainder(w, z)
torch.fmod(w, z)
torch.rsqrt(z)
torch.clamp(X, min=0)
torch.clamp(X, max=0.5)
X.clamp(min=0)
X.clamp(0, 1)
torch.flip(X, [0])
X.flip(1)
torch.roll(w, 1)
torch.roll(X, 1, 0)
torch.cumsum(X, dim=1)
torch.cumprod(X, dim=1)
torch.tile(w, (2,))
torch.repeat_interleave(w, 2)
torch.gather(X, 1, L)
X.gather(1, L)
torch.softmax(X, dim=0)
F.softmax(w, dim=0)
F.softmin(w, dim=0)
torch.logsumexp(X, 1)
torch.logsumexp(X, dim=(0, 1))
torch.mm(X, A)
torch.addmm(X, X, A, beta=2, alpha=3)
torch.tensordot(X, A, dims=1)
F.one_hot(c, num_classes=n)
F.one_hot(c, 4)
F.mse_loss(X, Y)
F.mse_loss(X, Y, reduction='sum')
F.l1_loss(w, v)
F.l1_loss(w, v, reduction='none')
F.smooth_l1_loss(w, v)
F.smooth_l1_loss(w, v, beta=0.5)
F.huber_loss(w, v, delta=0.7)
F.cross_entropy(X, c)
F.cross_entropy(X, c, reduction='none')
F.cross_entropy(X, c, weight=q)
F.cross_entropy(X, c, weight=q, reduction='sum')
F.cross_entropy(X, c, label_smoothing=0.1)
F.cross_entropy(X, U)
F.cross_entropy(X, U, label_smoothing=0.2)
F.cross_entropy(w, p)
F.nll_loss(torch.log_softmax(X, dim=1), c)
F.nll_loss(X, c, weight=q)
F.nll_loss(X, c, weight=q, reduction='none')
F.binary_cross_entropy(p, torch.sigmoid(w))
F.binary_cross_entropy_with_logits(w, p)
F.binary_cross_entropy_with_logits(w, p, pos_weight=q)
F.binary_cross_entropy_with_logits(w, p, weight=q, reduction='sum')
F.kl_div(w, p, reduction='sum')
F.kl_div(torch.log_softmax(X, dim=1), U, reduction='batchmean')
F.kl_div(w, v, reduction='sum', log_target=True)
F.poisson_nll_loss(w, q)
F.gaussian_nll_loss(w, v, q)
F.normalize(X)
F.normalize(X, p=1, dim=0)
F.cosine_similarity(X, Y)
F.cosine_similarity(w, v, dim=0)
F.layer_norm(X, (n,))
F.layer_norm(X, (n,), weight=w, bias=v)
F.layer_norm(X, [n], eps=0.1)
F.gelu(w)
F.gelu(w, approximate='tanh')
F.softplus(w, beta=2)
F.elu(w, alpha=0.5)
F.leaky_relu(w, 0.2)
F.leaky_relu(w)
F.relu6(w * 5)
F.hardtanh(w)
F.selu(w)
F.celu(w, alpha=2)
F.mish(w)
F.softsign(w)
F.logsigmoid(w)
F.scaled_dot_product_attention(X, Y, X)
F.linear(X, A, w)
torch.special.entr(p)
torch.special.expit(w)
""".strip().splitlines()

JAX = """
jax.nn.gelu(w)
jax.nn.gelu(w, approximate=False)
jax.nn.softmax(X)
jax.nn.one_hot(c, n)
jax.nn.leaky_relu(w)
jax.nn.elu(w, alpha=0.5)
jax.nn.silu(w)
jnp.var(X, axis=0, ddof=1)
jnp.linalg.norm(X, 1)
jnp.linalg.cholesky(P)
jnp.full((2, 3), x)
jnp.transpose(T)
jax.scipy.linalg.cholesky(P)
jax.scipy.special.logsumexp(X)
jax.scipy.special.log_softmax(X)
jax.nn.identity(X)
jnp.cov(X)
""".strip().splitlines()


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
    truth = eval(text, {**ARRAYS, "np": np, "scipy": scipy, "m": 3, "n": 4})  # the table above is ours
    check(text, ours(text), truth)


@pytest.mark.parametrize("text", JAX)
def test_jax(text):
    truth = eval(text, {**ARRAYS, "jnp": jnp, "jax": jax, "m": 3, "n": 4})
    check(text, ours(text), truth)


@pytest.mark.parametrize("text", TORCH)
def test_torch(text):
    torch = pytest.importorskip("torch")
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
    ("torch.median(X)", "orders of entries"),
    ("np.random.normal(0, 1)", "draws numbers"), ("torch.normal(x, z)", "draws numbers"),
    ("scipy.stats.norm(0, 1)", "not known"), ("torch.binomial(w, v)", "draws numbers"),
    ("np.percentile(w, 5)", "orders"),
    ("np.linalg.svd(A)", "svdvals"), ("np.linalg.eigh(P)[0]", "eigvalsh"), ("scipy.linalg.sqrtm(A)", "not symmetric"),
    ("np.linalg.pinv(A, rcond=1)", "rcond"), ("np.linalg.cond(A, 1)", "cond takes"),
    ("np.sum(X, where=X > 0)", "where"),
    ("np.hstack(X)", "in brackets"), ("np.log(x, 2)", "log takes"), ("x.repeat(2)", "np.repeat"),
    ("X.transpose(0, 1)", "PyTorch and leaves"), ("w.t().foo()", "no method 'foo'"), ("w.clipp(1)", "no method"),
    ("np.diag(T)", "vector or a matrix"), ("np.diagonal(w)", "of a matrix"), ("np.diag(X)", "smaller size"),
    ("F.dropout(w)", "at random"), ("F.cross_entropy(X, c, ignore_index=0)", "leaves labels out"),
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
