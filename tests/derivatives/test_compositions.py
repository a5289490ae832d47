"""Random compositions: gradient, Jacobian and Hessian against JAX, whose forward value is written out here."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lemmata.engine.derivatives import derivative
from lemmata.engine.evaluation import evaluate_all
from lemmata.engine.expr import At, Expr, Int, Number, Size, Symbol, as_size, at, postorder, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.validity import check_expr

jax = pytest.importorskip("jax", reason="JAX is the reference; install lemmata[jax]")
jax.config.update("jax_enable_x64", True)
jnp, jsp, nn = jax.numpy, jax.scipy, jax.nn

SIZES = {"m": 3, "n": 2, "k": 4}
M, N, K, ONE = (Size.of(s) for s in ("m", "n", "k", 1))
INPUTS = [symbol("s"), symbol("w", ["n"]), symbol("b", ["m"]), symbol("X", ["m", "n"]), symbol("A", ["n", "n"])]
LABELS = symbol("c", ["m"], "labels", (N,))

# Every operation of the generator in JAX, from its definition.
REFERENCE = {
    "add": jnp.add, "mul": jnp.multiply, "div": jnp.divide, "neg": jnp.negative, "pow": jnp.power,
    "where": jnp.where, "gt": jnp.greater, "sin": jnp.sin, "cos": jnp.cos, "tanh": jnp.tanh, "exp": jnp.exp,
    "log": jnp.log, "sqrt": jnp.sqrt, "atan": jnp.arctan, "erf": jsp.special.erf, "abs": jnp.abs,
    "sigmoid": nn.sigmoid, "softplus": nn.softplus, "silu": nn.silu, "relu": nn.relu,
    "gelu": lambda x: nn.gelu(x, approximate=False), "lgamma": jsp.special.gammaln, "log1p": jnp.log1p,
    "maximum": jnp.maximum, "minimum": jnp.minimum, "atan2": jnp.arctan2,
    "sum": jnp.sum, "mean": jnp.mean, "max": jnp.max, "min": jnp.min, "prod": jnp.prod,
    "var": jnp.var, "std": jnp.std, "logsumexp": jsp.special.logsumexp, "softmax": nn.softmax,
    "log_softmax": nn.log_softmax, "cumsum": jnp.cumsum,
    "norm": lambda x, ord, axis, keepdims: jnp.linalg.norm(x, ord=float(ord), axis=axis[0], keepdims=keepdims),
    "matmul": jnp.matmul, "outer": jnp.outer, "trace": jnp.trace, "diag": jnp.diag,
    "inv": jnp.linalg.inv, "det": jnp.linalg.det, "logdet": lambda a: jnp.linalg.slogdet(a)[1],
    "solve": jnp.linalg.solve, "cholesky": lambda a: jnp.linalg.cholesky(a, symmetrize_input=True),
    "transpose": lambda x, axes: jnp.matrix_transpose(x) if axes is None and x.ndim > 1 else jnp.transpose(x, axes),
    "reshape": lambda x, shape: jnp.reshape(x, shape), "concat": lambda *x, axis: jnp.concatenate(x, axis),
    "stack": lambda *x, axis: jnp.stack(x, axis), "expand_dims": lambda x, axis: jnp.expand_dims(x, axis),
    "slice": lambda x, slices: x[tuple(slice(a, a + n, s) if s > 0 else slice(None, None, s) for a, n, s in slices)],
    "take": lambda x, c, axis: jnp.take(x, c.astype(int), axis=axis),
    "pick": lambda x, *c: x[tuple(jnp.asarray(i).astype(int) for i in c)],
    "einsum": lambda *x, subscripts: jnp.einsum(subscripts, *x),
    "eye": lambda n: jnp.eye(n), "arange": lambda start, stop, step: jnp.arange(start, stop, step),
}


def number_of(value):
    """Sizes in params as integers."""
    if isinstance(value, Size):
        return value.value(SIZES)
    return tuple(number_of(v) for v in value) if isinstance(value, tuple) else value


def reference(expr: Expr, values):
    """The value in JAX."""
    done = {}
    for node in postorder(expr):
        if isinstance(node, Symbol):
            done[node] = values[node.name]
        elif isinstance(node, Number):
            done[node] = float(node.value)
        elif isinstance(node, Int):
            done[node] = float(node.size.value(SIZES))
        elif isinstance(node, At):
            done[node] = done[node.array][tuple(as_size(i).value(SIZES) for i in node.indices)]
        else:
            params = {key: number_of(value) for key, value in node.params.items()}
            done[node] = REFERENCE[node.op](*(done[c] for c in node.children), **params)
    return done[expr]


class Generator:
    """Expressions over the inputs; every value stays moderate, and away from poles."""

    def __init__(self, seed: int):
        self.rng = Random(seed)
        self.pool: list[Expr] = list(INPUTS)

    def pick(self, *ranks: int) -> Expr:
        choices = [e for e in self.pool if not ranks or e.rank in ranks]
        return self.rng.choice(choices[-6:] if self.rng.random() < 0.7 else choices)

    def grow(self, steps: int) -> None:
        while steps:
            make = self.rng.choice(MAKERS)
            try:
                new = make(self)
            except ValueError:  # shapes that don't fit
                continue
            if new.rank <= 3 and all(new is not e for e in self.pool):
                self.pool.append(new)
                steps -= 1

    def axis(self, x: Expr):
        return self.rng.choice([None, *range(x.rank)]) if x.rank else None


def small(x):
    return apply("tanh", x)


def unary(g):
    x = g.pick()
    return g.rng.choice([
        lambda: apply(g.rng.choice(["sin", "cos", "tanh", "sigmoid", "softplus", "silu", "gelu", "erf", "atan", "relu",
                                    "abs"]), x),
        lambda: apply("exp", small(x)), lambda: apply("log", 1 + x**2), lambda: apply("sqrt", 2 + x**2) * 3,
        lambda: x**2, lambda: x**3 / 7, lambda: apply("lgamma", 1 + apply("softplus", x)), lambda: -x / 2,
        lambda: apply("log1p", apply("exp", x)),
    ])()


def binary(g):
    x, y = g.pick(), g.pick()
    return g.rng.choice([
        lambda: x + y, lambda: x * y, lambda: x - 2 * y, lambda: x / (1 + y**2), lambda: apply("maximum", x, y / 3),
        lambda: apply("minimum", x, y), lambda: apply("where", apply("gt", x, y), x * y, y),
        lambda: (1 + x**2) ** small(y), lambda: apply("atan2", x, 2 + y**2),
    ])()


def reduction(g):
    x = g.pick(1, 2, 3)
    op = g.rng.choice(["sum", "mean", "max", "min", "var", "std", "logsumexp", "prod"])
    return apply(op, x, axis=g.axis(x), keepdims=g.rng.random() < 0.3)


def norm(g):
    x = g.pick(1, 2)
    return apply("norm", x, ord=g.rng.choice([1, 2, 3]), axis=g.rng.randrange(x.rank), keepdims=g.rng.random() < 0.5)


def normalized(g):
    x = g.pick(1, 2)
    return apply(g.rng.choice(["softmax", "log_softmax"]), x, axis=g.rng.randrange(x.rank))


def multiplied(g):
    x, y = g.pick(1, 2), g.pick(1, 2)
    return apply("matmul", x.T if g.rng.random() < 0.4 else x, y)


def structured(g):
    x, v = g.pick(2), g.pick(1)
    return g.rng.choice([
        lambda: x.T, lambda: apply("outer", v, g.pick(1)), lambda: apply("diag", v), lambda: apply("trace", x),
        lambda: apply("reshape", x, shape=(-1,)), lambda: apply("cumsum", v, axis=0), lambda: at(v, 1),
        lambda: at(x, 0), lambda: at(x, 1, 0), lambda: apply("expand_dims", v, axis=g.rng.choice([0, 1])),
        lambda: apply("concat", v, g.pick(1), axis=0), lambda: apply("stack", v, v**2, axis=g.rng.choice([0, 1])),
        lambda: apply("slice", v, slices=((ONE, v.shape[0] - 1, 1),)),
        lambda: apply("slice", v, slices=((v.shape[0] - 1, v.shape[0], -1),)),
        lambda: apply("einsum", x, g.pick(1), subscripts=g.rng.choice(["ij,j->ij", "ij,i->j", "ij,j->"])),
    ])()


def labelled(g):
    X = g.pick(2)
    if X.shape[1] != N:
        raise ValueError("labels choose among n columns")
    rows = apply("arange", start=0, stop=M)
    return g.rng.choice([lambda: apply("take", X, LABELS, axis=1), lambda: apply("pick", X, rows, LABELS)
                         if X.shape[0] == M else apply("take", X.T, LABELS, axis=0)])()


def matrix(g):
    """Well-conditioned positive definite matrices, in the functions that need them."""
    x = small(g.pick(2))
    p = x.T @ x + 2 * apply("eye", n=x.shape[1])
    return g.rng.choice([
        lambda: apply("inv", p), lambda: apply("det", p) / 20, lambda: apply("logdet", p), lambda: apply("cholesky", p),
        lambda: apply("solve", p, g.pick(1)), lambda: apply("solve", p, g.pick(2)),
    ])()


MAKERS = [unary, unary, unary, binary, binary, binary, reduction, reduction, norm, normalized, multiplied, multiplied,
          structured, structured, labelled, matrix]


def composition(seed: int):
    """A number and an array made of the inputs, the variable, and values."""
    g = Generator(seed)
    g.grow(g.rng.randint(3, 6))
    made = g.pool[len(INPUTS):]
    array = made[-1]
    total = None
    for part in made[-3:]:
        term = apply("sum", apply("sin", part)) if part.rank else part
        total = term if total is None else total + term
    used = [s for s in INPUTS if s in set(postorder(total, array))]
    rng = np.random.default_rng(seed)
    values = {s.name: rng.normal(size=[d.value(SIZES) for d in s.shape]) for s in INPUTS}
    values["c"] = rng.integers(0, SIZES["n"], SIZES["m"]).astype(float)
    return total, array, g.rng.choice(used or INPUTS), values


def compare(seed: int, form=lambda expr: expr):
    """(what, ours, theirs) for value, gradient, Jacobian and Hessian, ours in a form."""
    total, array, wrt, values = composition(seed)
    names = [n.name for n in postorder(total, array, wrt) if isinstance(n, Symbol)]
    given = {name: values[name] for name in names}
    gradient = derivative(total, wrt)
    made = [gradient, derivative(array, wrt), derivative(gradient, wrt)]
    for expr in made:
        check_expr(expr)
    ours = evaluate_all([total, *map(form, made), wrt], given, sizes=SIZES)

    def value_of(expr):
        return lambda x: reference(expr, {**given, wrt.name: x}) + 0.0

    x = jnp.asarray(values[wrt.name])
    theirs = [value_of(total)(x), jax.grad(value_of(total))(x), jax.jacobian(value_of(array))(x),
              jax.hessian(value_of(total))(x)]
    return list(zip(("value", "gradient", "Jacobian", "Hessian"), ours, theirs)), (total, array, wrt)


def check(seed: int) -> None:
    found, (total, array, wrt) = compare(seed)
    for what, ours, theirs in found:
        theirs = np.asarray(theirs)
        assert np.shape(ours) == theirs.shape, (what, seed)
        if not np.isfinite(theirs).all():
            continue  # a kink, such as the root of zero
        scale = max(1.0, np.abs(theirs).max(initial=0))
        assert np.allclose(ours, theirs, rtol=1e-7, atol=1e-8 * scale), (
            f"{what} by {wrt.name}, seed {seed}: ours {ours}, JAX {theirs}, "
            f"of {[n.data[0] for n in postorder(array if what == 'Jacobian' else total) if n.kind == 'apply']}")


@pytest.mark.parametrize("seed", range(5))
def test_random_compositions_agree_with_jax(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5, 200))
def test_more_random_compositions_agree_with_jax(seed):
    check(seed)
