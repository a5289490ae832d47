"""The path of each rule beside Optax's and PyTorch's, on three problems; the loop around them."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from tests.optional import need_target

import lemmata as lm
from lemmata import optimization as opt

STEPS, CLOSE = 100, 1e-6
rng = np.random.default_rng(0)
ROTATION = np.linalg.qr(rng.normal(size=(5, 5)))[0]
TUMOURS = load_breast_cancer()
X = ((TUMOURS.data - TUMOURS.data.mean(0)) / TUMOURS.data.std(0))[:100, :8]
PROBLEMS = {
    "ill-conditioned quadratic": (
        lm.parse("x @ H @ x / 2 - b @ x", "x: real[n], H: symmetric[n n], b: real[n]"),
        {"x": np.ones(5)},
        {"H": ROTATION @ np.diag([1e-3, 0.1, 1.0, 5.0, 10.0]) @ ROTATION.T, "b": rng.normal(size=5)}),
    "Rosenbrock": (lm.parse("(1 - a)**2 + 100*(b - a**2)**2"), {"a": np.array(-1.2), "b": np.array(1.0)}, {}),
    "logistic regression": (
        lm.parse("sum(log(1 + exp(-y*(X @ w + c))))/m + 0.01*(w @ w)", "X: real[m n], y: real[m], w: real[n], c: real"),
        {"w": np.zeros(8), "c": np.array(0.0)}, {"X": X, "y": 2.0 * TUMOURS.target[:100] - 1}),
}
RATES = {"Rosenbrock": 1e-4}  # its curvature begins at 1300
problems = pytest.mark.parametrize("problem", PROBLEMS)


def optax_rules(rate: float):
    import optax

    return {
        "gradient_descent": (opt.gradient_descent(rate), optax.sgd(rate)),
        "momentum": (opt.momentum(rate, 0.9), optax.sgd(rate, momentum=0.9)),
        "momentum, average": (opt.momentum(rate, 0.9, "average"), optax.chain(
            optax.ema(0.9, debias=False), optax.scale(-rate))),
        "nesterov": (opt.nesterov(rate, 0.9), optax.sgd(rate, momentum=0.9, nesterov=True)),
        "adagrad": (opt.adagrad(rate, epsilon=1e-100), optax.adagrad(rate, initial_accumulator_value=0.0, eps=0.0)),
        "rmsprop": (opt.rmsprop(rate, 0.9, 1e-8), optax.rmsprop(rate, 0.9, 1e-8, eps_in_sqrt=False)),
        "adam": (opt.adam(rate), optax.adam(rate)),
        "adamw": (opt.adamw(rate, decay=0.1), optax.adamw(rate, weight_decay=0.1)),
    }


def torch_rules(rate: float):
    import torch

    return {
        "gradient_descent": (opt.gradient_descent(rate), partial(torch.optim.SGD, lr=rate)),
        "momentum": (opt.momentum(rate, 0.9), partial(torch.optim.SGD, lr=rate, momentum=0.9)),
        "momentum, average": (opt.momentum(rate, 0.9, "average"), partial(averaged_sgd, rate=rate, beta=0.9)),
        "nesterov": (opt.nesterov(rate, 0.9), partial(torch.optim.SGD, lr=rate, momentum=0.9, nesterov=True)),
        "adagrad": (opt.adagrad(rate), partial(torch.optim.Adagrad, lr=rate)),
        "rmsprop": (opt.rmsprop(rate, 0.99, 1e-8), partial(torch.optim.RMSprop, lr=rate, alpha=0.99, eps=1e-8)),
        "adam": (opt.adam(rate), partial(torch.optim.Adam, lr=rate)),
        "adamw": (opt.adamw(rate, decay=0.1), partial(torch.optim.AdamW, lr=rate, weight_decay=0.1)),
    }


def averaged_sgd(parameters, rate: float, beta: float):
    """torch's SGD whose gradients are dampened by beta: all but the first one, unless the average begins at 0."""
    import torch

    made = torch.optim.SGD(parameters, lr=rate, momentum=beta, dampening=beta)
    for parameter in parameters:
        made.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)
    return made


def of_optax(transformation, f, start, data):
    """The points of Optax, with JAX's own gradient of JAX code of the loss."""
    import jax
    import optax

    with jax.enable_x64(True):
        names = list(start)
        slope = jax.grad(lambda theta: f(**theta, **data))
        theta = {n: jax.numpy.asarray(start[n]) for n in names}
        state, points = transformation.init(theta), [theta]
        step = jax.jit(lambda theta, state: transformation.update(slope(theta), state, theta))
        for _ in range(STEPS):
            changes, state = step(theta, state)
            theta = optax.apply_updates(theta, changes)
            points.append(theta)
        return [{n: np.asarray(v) for n, v in p.items()} for p in points]


def of_torch(optimizer, f, start, data):
    """The points of torch.optim, with PyTorch's own gradient."""
    import torch

    theta = {n: torch.tensor(v, requires_grad=True) for n, v in start.items()}
    given = {n: torch.tensor(v) for n, v in data.items()}
    made, points = optimizer(list(theta.values())), [start]
    for _ in range(STEPS):
        made.zero_grad()
        f(**theta, **given).backward()
        made.step()
        points.append({n: v.detach().numpy().copy() for n, v in theta.items()})
    return points


def assert_same(path: opt.Path, points) -> None:
    assert len(path.points) == len(points) == STEPS + 1
    for k, (ours, theirs) in enumerate(zip(path.points, points)):
        for name in theirs:
            np.testing.assert_allclose(ours[name], theirs[name], rtol=CLOSE, atol=CLOSE, err_msg=f"{name}, step {k}")


@problems
@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "momentum, average", "nesterov", "adagrad", "rmsprop",
                                  "adam", "adamw"])
def test_paths_are_those_of_optax(problem: str, name: str):
    f, start, data = PROBLEMS[problem]
    rule, transformation = optax_rules(RATES.get(problem, 0.02))[name]
    path = opt.minimize(f, start, rule, data=data, steps=STEPS)
    assert_same(path, of_optax(transformation, f, start, data))


@problems
@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "momentum, average", "nesterov", "adagrad", "rmsprop",
                                  "adam", "adamw"])
def test_paths_are_those_of_torch(problem: str, name: str):
    need_target("torch")
    f, start, data = PROBLEMS[problem]
    rule, optimizer = torch_rules(RATES.get(problem, 0.02))[name]
    path = opt.minimize(f, start, rule, data=data, steps=STEPS)
    assert_same(path, of_torch(optimizer, f, start, data))


@problems
def test_lbfgs_arrives_where_scipy_does(problem: str):
    """Its points are SciPy's own; here, that value, gradient and packing are right."""
    from scipy.optimize import minimize

    f, start, data = PROBLEMS[problem]
    path = opt.minimize(f, start, opt.lbfgs(), data=data, steps=STEPS)
    names, sizes = list(start), [np.size(v) for v in start.values()]

    def loss(x):
        parts = np.split(x, np.cumsum(sizes)[:-1])
        return float(f(**{n: p.reshape(np.shape(start[n])) for n, p in zip(names, parts)}, **data))

    best = minimize(loss, np.concatenate([np.ravel(v) for v in start.values()]), method="BFGS", tol=1e-10)
    assert path.values[-1] <= best.fun + 1e-6 * max(1, abs(best.fun))
    assert np.all(np.diff(path.values) <= 1e-12 * np.abs(path.values[:-1]).max())


def test_newton_solves_a_quadratic_in_one_step():
    f, start, data = PROBLEMS["ill-conditioned quadratic"]
    path = opt.minimize(f, start, opt.newton(), data=data, steps=1)
    np.testing.assert_allclose(path.last["x"], np.linalg.solve(data["H"], data["b"]), rtol=1e-9)


def test_newton_takes_several_variables_and_doubles_the_digits():
    f, start, data = PROBLEMS["logistic regression"]
    path = opt.minimize(f, start, opt.newton(), data=data, steps=12)
    assert path.gradient_norms[-1] < 1e-12
    late = path.gradient_norms[(path.gradient_norms < 1e-1) & (path.gradient_norms > 1e-7)]
    assert np.all(late[1:] < 10 * late[:-1] ** 1.5), "it does not converge faster than linearly"


@pytest.mark.parametrize("factor, converges", [(0.98, True), (1.02, False)])
def test_the_stability_bound(factor: float, converges: bool):
    """Just below 2/L the error falls, just above it grows."""
    f, start, data = PROBLEMS["ill-conditioned quadratic"]
    rate = factor * float(opt.largest_stable_rate(data["H"]))
    path = opt.minimize(f, start, opt.gradient_descent(rate), data=data, steps=400)
    assert (path.gradient_norms[-1] < path.gradient_norms[200]) == converges
    assert (float(opt.convergence_factor(data["H"], rate)) < 1) == converges


@pytest.mark.parametrize("library", ["jax", "torch"])
def test_arrays_of_other_libraries_stay_theirs(library: str):
    need_target(library)
    module = pytest.importorskip(library)
    asarray = module.numpy.asarray if library == "jax" else module.tensor
    f, start, data = PROBLEMS["logistic regression"]
    ours = opt.minimize(f, start, opt.adam(0.02), data=data, steps=5, clip=("global norm", 0.5))
    theirs = opt.minimize(f, {n: asarray(v.astype(np.float32)) for n, v in start.items()}, opt.adam(0.02),
                          data={n: asarray(v.astype(np.float32)) for n, v in data.items()}, steps=5,
                          clip=("global norm", 0.5))
    assert "float32" in str(theirs.last["w"].dtype) and type(theirs.last["w"]) is type(asarray(np.ones(2)))
    np.testing.assert_allclose(np.asarray(theirs.last["w"]), ours.last["w"], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("ours, theirs", [
    (partial(opt.constant_schedule, alpha=0.1), lambda optax: optax.constant_schedule(0.1)),
    (partial(opt.step_schedule, alpha=0.1, gamma=0.5, every=10.0),
     lambda optax: optax.exponential_decay(0.1, 10, 0.5, staircase=True)),
    (partial(opt.exponential_schedule, alpha=0.1, gamma=0.97), lambda optax: optax.exponential_decay(0.1, 1, 0.97)),
    (partial(opt.linear_schedule, first=0.0, last=0.1, steps=20.0), lambda optax: optax.linear_schedule(0.0, 0.1, 20)),
    (partial(opt.cosine_schedule, alpha=0.1, steps=50.0, last=0.01),
     lambda optax: optax.cosine_decay_schedule(0.1, 50, alpha=0.1)),
    (partial(opt.warmup_cosine_schedule, alpha=0.1, warmup=10.0, steps=60.0, last=0.01),
     lambda optax: optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 60, 0.01)),
    (partial(opt.one_cycle_schedule, alpha=0.1, steps=50.0, rise=0.3, start=25.0, end=25e4),
     lambda optax: optax.cosine_onecycle_schedule(50, 0.1, 0.3, 25.0, 1e4)),
])
def test_schedules_are_those_of_optax(ours, theirs):
    import jax
    import optax

    with jax.enable_x64(True):
        schedule = theirs(optax)
        for t in range(0, 80):
            np.testing.assert_allclose(float(ours(float(t))), float(schedule(t)), rtol=CLOSE, atol=1e-9, err_msg=str(t))


@pytest.mark.parametrize("ours, theirs", [
    (partial(opt.step_schedule, alpha=0.1, gamma=0.5, every=10.0), lambda s, o: s.StepLR(o, 10, 0.5)),
    (partial(opt.exponential_schedule, alpha=0.1, gamma=0.97), lambda s, o: s.ExponentialLR(o, 0.97)),
    (partial(opt.linear_schedule, first=0.01, last=0.1, steps=20.0), lambda s, o: s.LinearLR(o, 0.1, 1.0, 20)),
    (partial(opt.cosine_schedule, alpha=0.1, steps=50.0, last=0.01), lambda s, o: s.CosineAnnealingLR(o, 50, 0.01)),
])
def test_schedules_are_those_of_torch(ours, theirs):
    need_target("torch")
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    schedule = theirs(torch.optim.lr_scheduler, optimizer)
    for t in range(50):
        np.testing.assert_allclose(float(ours(float(t))), schedule.get_last_lr()[0], rtol=CLOSE, err_msg=str(t))
        optimizer.step()
        schedule.step()


def test_the_schedule_sets_the_steps():
    schedule = partial(opt.step_schedule, alpha=0.5, gamma=0.5, every=2.0)
    path = opt.minimize(lm.parse("x"), {"x": 0.0}, schedule=schedule, steps=4)
    assert path.learning_rates.tolist() == [0.5, 0.5, 0.25, 0.25]
    assert [float(p["x"]) for p in path.points] == [0.0, -0.5, -1.0, -1.25, -1.5]


GRADIENTS = [{"w": rng.normal(size=(3, 2)) * scale, "b": rng.normal(size=4) * scale} for scale in (0.01, 1.0, 100.0)]


@pytest.mark.parametrize("gradients", GRADIENTS)
@pytest.mark.parametrize("kind", ["value", "norm", "global norm"])
def test_clipping_is_that_of_optax(gradients, kind: str):
    import jax
    import optax

    theirs = {"value": optax.clip, "global norm": optax.clip_by_global_norm, "norm": optax.clip_by_block_rms}[kind]
    with jax.enable_x64(True):
        for name, value in gradients.items() if kind == "norm" else [("", None)]:
            given = {name: value} if kind == "norm" else gradients
            limit = 0.5 / np.sqrt(value.size) if kind == "norm" else 0.5  # Optax: of the root of the mean square
            clip = theirs(limit)
            wanted = clip.update({n: jax.numpy.asarray(g) for n, g in given.items()}, clip.init(given))
            found = opt.clip_gradients(gradients, kind, 0.5)
            for n, g in wanted[0].items():
                np.testing.assert_allclose(found[n], g, rtol=1e-12)


@pytest.mark.parametrize("gradients", GRADIENTS)
@pytest.mark.parametrize("kind", ["value", "global norm"])
def test_clipping_is_that_of_torch(gradients, kind: str):
    need_target("torch")
    import torch

    parameters = {n: torch.zeros(g.shape, dtype=torch.float64, requires_grad=True) for n, g in gradients.items()}
    for n, p in parameters.items():
        p.grad = torch.tensor(gradients[n])
    clip = torch.nn.utils.clip_grad_value_ if kind == "value" else torch.nn.utils.clip_grad_norm_
    clip(list(parameters.values()), 0.5)
    for n, found in opt.clip_gradients(gradients, kind, 0.5).items():
        np.testing.assert_allclose(found, parameters[n].grad.numpy(), rtol=1e-4)  # torch adds 1e-6 to the norm


def test_mini_batches_take_each_sample_once_an_epoch():
    seen = []

    def loss(theta, rows, labels):
        assert np.array_equal(rows[:, 0], labels)
        seen.append(labels)
        return 0.0, np.zeros(1)

    data = {"rows": np.arange(20.0).reshape(10, 2), "labels": np.arange(0.0, 20.0, 2)}
    opt.minimize(loss, np.zeros(1), data=data, batch_size=4, steps=6, tolerance=-1.0)
    assert [len(s) for s in seen[:6]] == [4, 4, 2, 4, 4, 2] and len(seen[6]) == 10
    for epoch in (seen[:3], seen[3:6]):
        assert sorted(np.concatenate(epoch)) == data["labels"].tolist()
    assert not np.array_equal(np.concatenate(seen[:3]), np.concatenate(seen[3:6]))


def test_mini_batches_of_a_formula_find_their_axis():
    loss = lm.parse("sum((X @ w - y)**2)/m", "X: real[m n], w: real[n], y: real[m]")
    data = {"X": rng.normal(size=(60, 3)), "y": rng.normal(size=60)}
    path = opt.minimize(loss, {"w": np.zeros(3)}, opt.gradient_descent(0.05), data=data, batch_size=10, steps=600,
                        schedule=partial(opt.cosine_schedule, alpha=0.05, steps=600.0, last=0.0))
    np.testing.assert_allclose(path.last["w"], np.linalg.lstsq(data["X"], data["y"])[0], atol=0.05)
    same, again = (opt.minimize(loss, {"w": np.zeros(3)}, opt.adam(), data=data, batch_size=10, steps=20, seed=7)
                   for _ in range(2))
    assert np.array_equal(same.values, again.values)


def test_it_stops():
    f = lm.parse("x**2")
    assert opt.minimize(f, {"x": 1.0}, opt.gradient_descent(0.5), steps=50).stopped == "tolerance"
    assert opt.minimize(f, {"x": 1.0}, opt.gradient_descent(0.1), steps=5).stopped == "steps"
    assert opt.minimize(f, {"x": 1.0}, opt.gradient_descent(3.0), steps=10_000).stopped == "not finite"
    assert opt.minimize(f, {"x": 1.0}, opt.gradient_descent(1e-3), steps=10**9, seconds=0.05).stopped == "seconds"
    assert opt.minimize(f, {"x": 1.0}, steps=0).values.tolist() == [1.0]
    assert opt.minimize("x**2", {"x": 1.0}, opt.gradient_descent(0.25), steps=1).values.tolist() == [1.0, 0.25]
    assert len(opt.minimize(f, {"x": 1.0}, steps=5, keep=False).points) == 1


@pytest.mark.parametrize("call, message", [
    (lambda: opt.minimize(lm.parse("x**2 + y"), {"x": 1.0}), "y has no value"),
    (lambda: opt.minimize(lm.parse("x**2"), {"x": 1.0, "z": 1.0}), "no 'z'"),
    (lambda: opt.minimize(lambda x: x, np.ones(2)), "value and gradient"),
    (lambda: opt.minimize(lambda x: (1.0, x), np.ones(2), opt.newton()), "needs the Hessian"),
    (lambda: opt.minimize(lm.parse("x**2"), {"x": 1.0}, opt.lbfgs(), clip=("norm", 1.0)), "line search"),
    (lambda: opt.minimize(lm.parse("x**2"), {"x": 1.0}, steps=-1), "give 0 or more"),
    (lambda: opt.adam(beta_1=1.0), r"beta_1 is 1.0"),
    (lambda: opt.gradient_descent(-0.1), "above 0"),
    (lambda: opt.momentum(convention="heavy"), "choose sum"),
    (lambda: opt.clip_gradients(np.ones(2), "length", 1.0), "choose from value"),
    (lambda: opt.lbfgs(0), "1 or more"),
])
def test_misuse(call, message: str):
    with pytest.raises(ValueError, match=message):
        call()
