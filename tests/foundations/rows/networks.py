"""The rows of lemmata.networks: torch.nn.functional is the truth where it has the function."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.special
import scipy.stats
import sklearn.linear_model
from scipy.special import expit
from tests.foundations.row import Row

INF, LOG2 = math.inf, math.log(2)
Arrays = dict[str, Any]
Draw = Callable[[np.random.Generator], Arrays]
PROCEDURE = "a procedure on NumPy's arrays, drawn from a seed"


def by_torch(name: str, *order: str, **fixed: Any) -> Any:
    """A function of torch.nn.functional, of arrays in this order (or ours); options keep their names."""
    def truth(**given: Any) -> Any:
        import torch

        arrays = {n: v for n, v in given.items() if not isinstance(v, (str, bool)) and n not in _options(given)}
        found = getattr(torch.nn.functional, name)(
            *(torch.as_tensor(np.asarray(arrays[n])) for n in (order or arrays)),
            **{n: v for n, v in given.items() if n not in arrays}, **fixed)
        return found.numpy()
    return truth


def _options(given: Arrays) -> list[str]:
    return [n for n, v in given.items() if isinstance(v, (int, float)) and not isinstance(v, np.generic)
            and n in ("alpha", "negative_slope", "delta", "beta", "label_smoothing", "padding", "dilation", "stride",
                      "margin")]


def reduced(losses: Any, reduction: str = "mean") -> Any:
    return losses if reduction == "none" else np.sum(losses) if reduction == "sum" else np.mean(losses)


def normal(**shapes: tuple[int, ...]) -> Draw:
    """Arrays of standard normal entries."""
    return lambda rng: {n: rng.normal(size=shape) if shape else float(rng.normal()) for n, shape in shapes.items()}


def positive(**shapes: tuple[int, ...]) -> Draw:
    return lambda rng: {n: 0.2 + (rng.random(shape) if shape else float(rng.random())) for n, shape in shapes.items()}


def both(*draws: Draw, **more: Any) -> Draw:
    return lambda rng: {**{n: v for draw in draws for n, v in draw(rng).items()}, **more}


def classes(rng: np.random.Generator) -> Arrays:
    return {"logits": 3 * rng.normal(size=(5, 4)), "labels": rng.integers(0, 4, size=5)}


def bits(rng: np.random.Generator) -> Arrays:
    return {"logits": 3 * rng.normal(size=6), "target": rng.integers(0, 2, size=6).astype(float)}


def signs(rng: np.random.Generator) -> Arrays:
    return {"scores": 2 * rng.normal(size=6), "signs": rng.choice([-1.0, 1.0], size=6)}


def table(rng: np.random.Generator) -> Arrays:
    joint = rng.random((4, 3)) + 0.1
    encoder = rng.random((4, 2)) + 0.1
    return {"joint": joint / joint.sum(), "encoder": encoder / encoder.sum(axis=1, keepdims=True)}


def bottleneck(joint: Any, encoder: Any, beta: float = 1) -> float:
    """By ratios of probabilities, not by differences of entropies."""
    x = joint.sum(axis=1)
    kept = np.sum(x[:, None] * scipy.special.xlogy(encoder, encoder / (x @ encoder)))
    code = encoder.T @ joint
    said = np.sum(scipy.special.xlogy(code, code / np.outer(x @ encoder, code.sum(axis=0))))
    return float(kept - beta * said)


def attended(Q: Any, K: Any, V: Any, **options: Any) -> Any:
    import torch

    mask = options.pop("mask", None)
    return torch.nn.functional.scaled_dot_product_attention(
        *map(torch.as_tensor, (Q, K, V)), attn_mask=None if mask is None else torch.as_tensor(np.asarray(mask) != 0),
        is_causal=options.get("causal", False)).numpy()


def multi_head(X: Any, W_Q: Any, W_K: Any, W_V: Any, W_O: Any, causal: bool = False) -> Any:
    """torch.nn.functional.multi_head_attention_forward, of stacked weights."""
    import torch

    h, d, k = W_Q.shape

    def rows(W: Any) -> Any:
        return torch.as_tensor(np.concatenate([w.T for w in W]))

    x = torch.as_tensor(X)[:, None, :]
    hidden = ~torch.tril(torch.ones(len(X), len(X), dtype=torch.bool)) if causal else None
    found, _ = torch.nn.functional.multi_head_attention_forward(
        x, x, x, d, h, torch.cat([rows(W_Q), rows(W_K), rows(W_V)]), torch.zeros(3 * d, dtype=x.dtype), None, None,
        False, 0.0, torch.as_tensor(W_O.reshape(h * k, d).T), torch.zeros(d, dtype=x.dtype), attn_mask=hidden,
        need_weights=False)
    return found[:, 0].numpy()


def heads(rng: np.random.Generator) -> Arrays:
    return {"X": rng.normal(size=(4, 6)), **{f"W_{n}": rng.normal(size=(2, 6, 3)) for n in "QKV"},
            "W_O": rng.normal(size=(2, 3, 6))}


def masked(rng: np.random.Generator) -> Arrays:
    mask = rng.integers(0, 2, size=(4, 5))
    mask[:, 0] = 1
    return {**normal(Q=(4, 3), K=(5, 3), V=(5, 2))(rng), "mask": mask}


def cell(kind: str, gates: int) -> Any:
    """A step of torch's recurrent cells, of our weights."""
    def truth(x: Any, h: Any, W: Any, U: Any, b: Any, c: Any = None, u: Any = None) -> Any:
        import torch

        made = getattr(torch.nn, kind)(len(x), len(h), dtype=torch.float64)
        with torch.no_grad():
            for name, value in (("weight_ih", W), ("weight_hh", U), ("bias_ih", b),
                                ("bias_hh", np.zeros_like(b) if u is None else u)):
                getattr(made, name).copy_(torch.as_tensor(value))
            state = torch.as_tensor(h) if c is None else (torch.as_tensor(h), torch.as_tensor(c))
            found = made(torch.as_tensor(x), state)
        return found.numpy() if c is None else np.stack([part.numpy() for part in found])
    return truth


def stepping(gates: int, **more: tuple[int, ...]) -> Draw:
    return normal(x=(3,), h=(2,), **more, W=(2 * gates, 3), U=(2 * gates, 2), b=(2 * gates,))


def normed(name: str) -> Any:
    def truth(x: Any, gain: Any, shift: Any = None, epsilon: float = 1e-5) -> Any:
        import torch

        given = [torch.as_tensor(v) for v in (x, gain, shift) if v is not None]
        return getattr(torch.nn.functional, name)(given[0], (len(x),), *given[1:], eps=epsilon).numpy()
    return truth


def batch_normed(X: Any, gain: Any, shift: Any, epsilon: float = 1e-5) -> Any:
    import torch

    return torch.nn.functional.batch_norm(torch.as_tensor(X), None, None, torch.as_tensor(gain), torch.as_tensor(shift),
                                          training=True, eps=epsilon).numpy()


def batch_normed_in_use(x: Any, running_mean: Any, running_variance: Any, gain: Any, shift: Any) -> Any:
    import torch

    given = map(torch.as_tensor, (running_mean, running_variance, gain, shift))
    return torch.nn.functional.batch_norm(torch.as_tensor(x)[None], *given).numpy()[0]


def group_normed(X: Any, gain: Any, shift: Any) -> Any:
    import torch

    return torch.nn.functional.group_norm(torch.as_tensor(X)[None], 1, torch.as_tensor(gain),
                                          torch.as_tensor(shift)).numpy()[0]


def pooled(name: str, dims: int) -> Any:
    def truth(x: Any, window: int = 2) -> Any:
        import torch

        return getattr(torch.nn.functional, f"{name}_pool{dims}d")(torch.as_tensor(x)[None], window, 1).numpy()[0]
    return truth


def convolved(name: str) -> Any:
    def truth(x: Any, w: Any, b: Any = None, **options: Any) -> Any:
        import torch

        return getattr(torch.nn.functional, name)(
            torch.as_tensor(x), torch.as_tensor(w), None if b is None else torch.as_tensor(b), **options).numpy()
    return truth


def as_matrix(w: Any, shape: tuple[int, ...], **options: Any) -> Any:
    import torch

    units = torch.eye(math.prod(shape), dtype=torch.float64).reshape(-1, *shape)
    return getattr(torch.nn.functional, f"conv{len(shape) - 1}d")(units, torch.as_tensor(w), **options).reshape(
        len(units), -1).T.numpy()


IMAGES = {"x": (2, 5, 6), "w": (3, 2, 2, 3), "b": (3,)}
SEQUENCES = {"x": (2, 7), "w": (3, 2, 3), "b": (3,)}


def residual(x: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return x + W2 @ np.clip(W1 @ x + b1, 0, None) + b2


def triplet(anchor: Any, positive: Any, negative: Any, margin: float = 1) -> float:
    return max(0.0, math.dist(anchor, positive) - math.dist(anchor, negative) + margin)


def kl_of_normals(mean: Any, variance: Any, other_mean: Any, other_variance: Any) -> float:
    import torch

    def law(m: Any, v: Any) -> Any:
        return torch.distributions.Normal(torch.as_tensor(m), torch.as_tensor(v).sqrt())

    return float(torch.distributions.kl_divergence(law(mean, variance), law(other_mean, other_variance)).sum())


def kl_to_standard(mean: Any, log_variance: Any) -> float:
    return kl_of_normals(mean, np.exp(log_variance), np.zeros_like(mean), np.ones_like(mean))


def bernoulli_bound(data: Any, logits: Any, mean: Any, log_variance: Any, beta: float = 1) -> float:
    fit = scipy.special.xlogy(data, expit(logits)) + scipy.special.xlogy(1 - data, expit(-logits))
    return float(np.sum(fit)) - beta * kl_to_standard(mean, log_variance)


def normal_bound(data: Any, decoded: Any, mean: Any, log_variance: Any, noise_variance: float) -> float:
    fit = scipy.stats.norm.logpdf(data, decoded, math.sqrt(noise_variance))
    return float(np.sum(fit)) - kl_to_standard(mean, log_variance)


def simplices(rng: np.random.Generator) -> Arrays:
    return {"probabilities": rng.dirichlet(np.ones(3), size=4)}


def ridge(Phi: Any, y: Any, prior_precision: float, noise_variance: float) -> Any:
    return sklearn.linear_model.Ridge(alpha=prior_precision * noise_variance, fit_intercept=False, solver="svd").fit(
        Phi, y).coef_


def separable(rng: np.random.Generator) -> Arrays:
    Phi = rng.normal(size=(40, 2))
    return {"features": Phi, "labels": (rng.random(40) < expit(Phi @ [1.0, -2.0])).astype(int)}


def regularized_logistic(features: Any, labels: Any) -> Any:
    return sklearn.linear_model.LogisticRegression(C=1.0, fit_intercept=False, tol=1e-12, max_iter=10**4).fit(
        features, labels).coef_[0]


def mixture_moments(means: Any, variances: Any) -> float:
    """E[x²] - (E x)² of the mixture."""
    return float(np.mean(variances + means**2) - np.mean(means) ** 2)


def distilled(student: Any, teacher: Any, temperature: float = 2) -> float:
    p, q = (scipy.special.softmax(z / temperature, axis=-1) for z in (teacher, student))
    return temperature**2 * float(np.mean(scipy.stats.entropy(p, q, axis=-1)))


def drawn(shape: tuple[int, ...]) -> Draw:
    return lambda rng: {"x": rng.normal(size=shape), "seed": int(rng.integers(1000))}


def turned(x: Any, seed: int, chance: float) -> Any:
    return x if chance == 0 else x[..., ::-1]


def mlp(rng: np.random.Generator) -> Arrays:
    from lemmata.networks import network

    net = network((3, 4, 2), activation="tanh")
    arrays = {**net.initial(int(rng.integers(99))), "X": rng.normal(size=(5, 3)), "y": rng.integers(0, 2, size=5)}
    return {"f": net.loss, "arrays": arrays, "parameters": net.parameters}


def mlp_slope(f: Any, arrays: Arrays, parameters: Any) -> Any:
    """The gradient by the first weights, by torch autograd."""
    import torch

    given = {n: torch.as_tensor(v) for n, v in arrays.items()}
    given["W1"].requires_grad_()
    hidden = torch.tanh(given["X"] @ given["W1"] + given["b1"])
    loss = torch.nn.functional.cross_entropy(hidden @ given["W2"] + given["b2"], given["y"])
    loss.backward()
    return given["W1"].grad.numpy()


def variances(found: Any) -> Any:
    """What is left of a drawn matrix when its chance is taken out."""
    return np.array([found.shape[0], found.shape[1], found.mean(), found.var() * sum(found.shape)])


ACTIVATIONS = [
    Row(name="networks.sigmoid", truth=by_torch("sigmoid"), ends=[
        ({"x": -1e4}, 0.0), ({"x": 1e4}, 1.0), ({"x": -INF}, 0.0), ({"x": INF}, 1.0)],
        slopes=[({"x": s * x}, {"x": math.exp(-x)}) for x in (40.0, 700.0) for s in (1, -1)]),
    Row(name="networks.logit", truth=lambda p, q: np.log(p) - np.log(q), ends=[
        ({"p": 1.0, "q": 1e-300}, -math.log(1e-300)), ({"p": 0.5, "q": 0.5}, 0.0)]),
    Row(name="networks.tanh", truth=by_torch("tanh"), ends=[({"x": 1e4}, 1.0), ({"x": -INF}, -1.0)],
        slopes=[({"x": s * x}, {"x": 4 * math.exp(-2 * x)}) for x in (20.0, 350.0) for s in (1, -1)]),
    Row(name="networks.relu", truth=by_torch("relu"), ends=[({"x": -1e4}, 0.0), ({"x": INF}, INF), ({"x": 0.0}, 0.0)]),
    Row(name="networks.relu6", truth=by_torch("relu6"), ends=[({"x": -1e4}, 0.0), ({"x": INF}, 6.0)]),
    Row(name="networks.leaky_relu", truth=by_torch("leaky_relu"), ends=[({"x": -100.0}, -1.0), ({"x": 0.0}, 0.0)]),
    Row(name="networks.leaky_relu", truth=by_torch("leaky_relu"), options={"negative_slope": 0.3}),
    Row(name="networks.prelu", truth=lambda x, slope: max(x, 0.0) + slope * min(x, 0.0),
        ends=[({"x": 0.0, "slope": 5.0}, 0.0)]),
    Row(name="networks.elu", truth=by_torch("elu"), ends=[({"x": -1e4}, -1.0), ({"x": 0.0}, 0.0), ({"x": 1e4}, 1e4)],
        slopes=[({"x": -30.0}, {"x": 9.357622968840175e-14})]),
    Row(name="networks.elu", truth=by_torch("elu"), options={"alpha": 0.5}),
    Row(name="networks.selu", truth=by_torch("selu"), ends=[({"x": 0.0}, 0.0), ({"x": -1e4}, -1.7580993408473766)]),
    Row(name="networks.gelu", truth=by_torch("gelu"), ends=[({"x": 0.0}, 0.0), ({"x": 1e4}, 1e4), ({"x": -1e4}, 0.0), (
        {"x": -20.0}, -5.507248237212468e-88)], slopes=[({"x": -20.0}, {"x": -1.1014360483133464e-86})]),
    Row(name="networks.gelu", truth=by_torch("gelu"), options={"approximate": "tanh"},
        ends=[({"x": 50.0}, 50.0), ({"x": -50.0}, 0.0)]),
    Row(name="networks.silu", truth=by_torch("silu"), ends=[({"x": 1e4}, 1e4), ({"x": -1e4}, 0.0), ({"x": 0.0}, 0.0)]),
    Row(name="networks.mish", truth=by_torch("mish"), ends=[({"x": 1e4}, 1e4), ({"x": -1e4}, 0.0), ({"x": 0.0}, 0.0)]),
    Row(name="networks.softsign", truth=by_torch("softsign"), ends=[({"x": 1e20}, 1.0), ({"x": 0.0}, 0.0)]),
    Row(name="networks.hard_sigmoid", truth=by_torch("hardsigmoid"), ends=[({"x": -INF}, 0.0), ({"x": INF}, 1.0)]),
    Row(name="networks.hard_tanh", truth=by_torch("hardtanh"), ends=[({"x": -INF}, -1.0), ({"x": INF}, 1.0)]),
    Row(name="networks.hard_swish", truth=by_torch("hardswish"), ends=[({"x": -1e4}, 0.0), ({"x": 1e4}, 1e4)]),
    Row(name="networks.gated_linear_unit", truth=lambda a, b: a * expit(b), ends=[({"a": 3.0, "b": -1e4}, 0.0)]),
    Row(name="networks.gated_linear_unit", truth=lambda a, b, gate: a * b * expit(b), options={"gate": "silu"}),
    Row(name="networks.gated_linear_unit", truth=lambda a, b, gate: a * b * scipy.stats.norm.cdf(b),
        options={"gate": "gelu"}),
    Row(name="networks.gated_linear_unit", truth=lambda a, b, gate: a * max(b, 0.0), options={"gate": "relu"}),
    Row(name="networks.softmax", truth=lambda x: scipy.special.softmax(x)),
    Row(name="networks.log_softmax", truth=lambda x: scipy.special.log_softmax(x)),
    Row(name="networks.softplus", truth=by_torch("softplus", threshold=1e9), ends=[({"x": 1e4}, 1e4)]),
    Row(name="networks.log_sigmoid", truth=by_torch("logsigmoid"), ends=[({"x": -1e4}, -1e4)]),
]

PAIRS = normal(prediction=(5,), target=(5,))
REGRESSION = [
    *(Row(name=f"networks.{ours}", truth=by_torch(theirs), at=PAIRS, options=options, ends=ends)
      for ours, theirs, ends in (
          ("mean_squared_error", "mse_loss", [({"prediction": [1.0], "target": [1.0]}, 0.0)]),
          ("mean_absolute_error", "l1_loss", [({"prediction": [1e300], "target": [-0.0]}, 1e300)]),
          ("huber_loss", "huber_loss", [({"prediction": [1.0], "target": [0.0]}, 0.5)]),
          ("smooth_l1_loss", "smooth_l1_loss", [({"prediction": [1.0], "target": [0.0]}, 0.5)]))
      for options, ends in (({}, ends), ({"reduction": "sum"}, []), ({"reduction": "none"}, []))),
    Row(name="networks.huber_loss", truth=by_torch("huber_loss"), at=PAIRS, options={"delta": 0.3}),
    Row(name="networks.smooth_l1_loss", truth=by_torch("smooth_l1_loss"), at=PAIRS, options={"beta": 0.3}),
    Row(name="networks.log_cosh_loss", truth=lambda prediction, target: np.mean(np.log(np.cosh(prediction - target))),
        at=PAIRS, ends=[({"prediction": [1e4], "target": [0.0]}, 1e4 - LOG2),
                        ({"prediction": [1.0], "target": [1.0]}, 0.0)]),
    *(Row(name="networks.quantile_loss", at=PAIRS, options=options, truth=lambda prediction, target, level=0.5: (
        sklearn_pinball(prediction, target, level))) for options in ({}, {"level": 0.9})),
    *(Row(name="networks.gaussian_negative_log_likelihood", options=options,
          at=both(normal(mean=(5,), target=(5,)), positive(variance=(5,))),
          truth=by_torch("gaussian_nll_loss", "mean", "target", "variance"),
          ends=[({"mean": [1.0], "variance": [1.0], "target": [1.0]}, least)])
      for options, least in (({}, 0.0), ({"full": True}, math.log(2 * math.pi) / 2))),
    Row(name="networks.poisson_negative_log_likelihood", truth=by_torch("poisson_nll_loss"),
        at=lambda rng: {"log_rate": rng.normal(size=5), "count": rng.integers(0, 5, size=5)},
        ends=[({"log_rate": [0.0], "count": [0]}, 1.0), ({"log_rate": [-1e4], "count": [0]}, 0.0)]),
]


def sklearn_pinball(prediction: Any, target: Any, level: float) -> float:
    from sklearn.metrics import mean_pinball_loss

    return float(mean_pinball_loss(target, prediction, alpha=level))


def hinged(scores: Any, labels: Any, margin: float = 1, reduction: str = "mean") -> Any:
    return by_torch("multi_margin_loss")(scores=scores, labels=labels, margin=margin, reduction=reduction)


def focal(logits: Any, target: Any, gamma: float = 2, reduction: str = "mean") -> Any:
    wrong = target * expit(-logits) + (1 - target) * expit(logits)
    surprise = -target * np.log(expit(logits)) - (1 - target) * np.log(expit(-logits))
    return reduced(wrong**gamma * surprise, reduction)


CLASSIFICATION = [
    *(Row(name="networks.cross_entropy", truth=by_torch("cross_entropy"), at=classes, options=options,
          ends=ends) for options, ends in (
              ({}, [({"logits": [[0.0, 0.0]], "labels": [1]}, LOG2), ({"logits": [[1e4, 0.0]], "labels": [1]}, 1e4),
                    ({"logits": [[7.0]], "labels": [0]}, 0.0), ({"logits": [[-INF, 0.0]], "labels": [1]}, 0.0)]),
              ({"reduction": "sum"}, []), ({"reduction": "none"}, []), ({"label_smoothing": 0.1}, []))),
    Row(name="networks.cross_entropy_with_probabilities", truth=by_torch("cross_entropy"),
        at=lambda rng: {"logits": rng.normal(size=(5, 4)), "target": rng.dirichlet(np.ones(4), size=5)},
        ends=[({"logits": [[1e4, 0.0]], "target": [[1.0, 0.0]]}, 0.0), ({"logits": [[3.0]], "target": [[1.0]]}, 0.0)]),
    Row(name="networks.negative_log_likelihood", truth=by_torch("nll_loss"),
        at=lambda rng: {"log_probabilities": rng.normal(size=(5, 4)), "labels": rng.integers(0, 4, size=5)},
        ends=[({"log_probabilities": [[0.0, -INF]], "labels": [1]}, INF)]),
    Row(name="networks.binary_cross_entropy", truth=by_torch("binary_cross_entropy"),
        at=lambda rng: {"probability": 0.1 + 0.8 * rng.random(6), "target": 0.1 + 0.8 * rng.random(6)},
        ends=[({"probability": [1.0, 0.0], "target": [1.0, 0.0]}, 0.0),
              ({"probability": [0.0], "target": [1.0]}, INF)],
        slopes=[({"probability": [1 - 2**-53], "target": [1.0]}, {"probability": [-1.0]}),
                ({"probability": [1e-300], "target": [0.0]}, {"probability": [1.0]}),
                ({"probability": [1e-300], "target": [1.0]}, {"probability": [-1e300]})]),
    *(Row(name="networks.binary_cross_entropy_with_logits", truth=by_torch("binary_cross_entropy_with_logits"), at=bits,
          options=options, ends=[] if options else [
              ({"logits": [1e4], "target": [1.0]}, 0.0), ({"logits": [-1e4], "target": [1.0]}, 1e4)])
      for options in ({}, {"reduction": "sum"}, {"reduction": "none"})),
    Row(name="networks.hinge_loss", at=signs,
        truth=lambda scores, signs: np.mean([max(0.0, 1 - s * f) for s, f in zip(signs, scores)]),
        ends=[({"scores": [1.0], "signs": [1.0]}, 0.0), ({"scores": [0.0], "signs": [-1.0]}, 1.0)]),
    *(Row(name="networks.multi_class_hinge_loss", truth=hinged, options=options,
          at=lambda rng: {"scores": rng.normal(size=(5, 4)), "labels": rng.integers(0, 4, size=5)},
          ends=[({"scores": [[9.0, 0.0]], "labels": [0]}, 0.0)]) for options in ({}, {"margin": 0.5})),
    *(Row(name="networks.focal_loss", truth=focal, at=bits, options=options) for options in ({}, {"gamma": 0.5})),
    Row(name="networks.focal_loss", truth=focal, at=bits, ends=[
        ({"logits": [-1e4], "target": [1.0]}, 1e4), ({"logits": [1e4], "target": [1.0]}, 0.0)]),
    Row(name="networks.kl_divergence_loss", truth=by_torch("kl_div", reduction="batchmean"),
        at=lambda rng: {"log_probabilities": scipy.special.log_softmax(rng.normal(size=(5, 4)), axis=-1),
                        "target": rng.dirichlet(np.ones(4), size=5)},
        ends=[({"log_probabilities": [[0.0, -9.0]], "target": [[1.0, 0.0]]}, 0.0)]),
]

REPRESENTATION = [
    *(Row(name="networks.info_nce_loss", at=normal(anchors=(5, 3), others=(5, 3)), options=options,
          truth=lambda anchors, others, temperature=0.1: by_torch("cross_entropy")(
              logits=anchors @ others.T / temperature, labels=np.arange(5)),
          ends=[({"anchors": [[1.0]], "others": [[9.0]]}, 0.0)]) for options in ({}, {"temperature": 0.7})),
    Row(name="networks.contrastive_loss", at=lambda rng: {"x": rng.normal(size=3), "y": 0.3 * rng.normal(size=3),
                                                        "same": float(rng.integers(2))},
        truth=lambda x, y, same: (math.dist(x, y) ** 2 * same + (1 - same) * max(0, 1 - math.dist(x, y)) ** 2) / 2,
        ends=[({"x": [0.0], "y": [0.0], "same": 1.0}, 0.0), ({"x": [0.0], "y": [0.0], "same": 0.0}, 0.5)]),
    Row(name="networks.triplet_loss", at=normal(anchor=(3,), positive=(3,), negative=(3,)), truth=triplet,
        ends=[({"anchor": [0.0], "positive": [0.0], "negative": [9.0]}, 0.0),
              ({"anchor": [0.0, 0.0], "positive": [3e200, 4e200], "negative": [0.0, 1.0]}, 5e200)]),
    Row(name="networks.information_bottleneck", at=lambda rng: {**table(rng), "beta": 3.5}, truth=bottleneck,
        ends=[({"joint": np.eye(2) / 2, "encoder": np.eye(2)}, 0.0),
              ({"joint": np.eye(2) / 2, "encoder": np.eye(2), "beta": 0.0}, np.log(2))]),
]

VARIATIONAL = [
    Row(name="networks.gaussian_kl_to_standard", at=normal(mean=(3,), log_variance=(3,)), truth=kl_to_standard,
        ends=[({"mean": [0.0], "log_variance": [0.0]}, 0.0), ({"mean": [0.0], "log_variance": [-1e4]}, 4999.5)]),
    Row(name="networks.gaussian_kl", truth=kl_of_normals,
        at=both(normal(mean=(3,), other_mean=(3,)), positive(variance=(3,), other_variance=(3,))),
        ends=[({"mean": [1.0], "variance": [1e-8], "other_mean": [1.0], "other_variance": [1e-8]}, 0.0)]),
    Row(name="networks.reparameterized", at=normal(mean=(3,), log_variance=(3,), noise=(3,)),
        truth=lambda mean, log_variance, noise: mean + np.sqrt(np.exp(log_variance)) * noise,
        ends=[({"mean": [2.0], "log_variance": [-1e4], "noise": [5.0]}, [2.0])]),
    *(Row(name="networks.evidence_lower_bound", truth=bernoulli_bound, options=options,
          at=both(normal(logits=(4,), mean=(2,), log_variance=(2,)), lambda rng: {"data": 0.2 + 0.6 * rng.random(4)}),
          ends=[({"data": [1.0], "logits": [1e4], "mean": [0.0], "log_variance": [0.0]}, 0.0)])
      for options in ({}, {"beta": 4})),
    Row(name="networks.gaussian_evidence_lower_bound", truth=normal_bound,
        at=both(normal(data=(4,), decoded=(4,), mean=(2,), log_variance=(2,)), positive(noise_variance=()))),
]

LAYERS = [
    Row(name="networks.affine_layer", truth=by_torch("linear"), at=normal(x=(3,), W=(2, 3), b=(2,)),
        ends=[({"x": [0.0], "W": [[5.0]], "b": [2.0]}, [2.0])]),
    Row(name="networks.embedding", truth=by_torch("embedding"),
        at=lambda rng: {"token": rng.integers(0, 4), "table": rng.normal(size=(4, 3))},
        batch=False, why="a batch of tables is not meant; a batch of tokens is in the ends",
        ends=[({"token": [2, 0], "table": [[1.0], [2.0], [3.0]]}, [[3.0], [1.0]])]),
    Row(name="networks.residual_block", truth=residual, at=normal(x=(3,), W1=(4, 3), b1=(4,), W2=(3, 4), b2=(3,))),
    *(Row(name="networks.convolution_1d", truth=convolved("conv1d"), at=normal(**SEQUENCES), options=options)
      for options in ({}, {"padding": 2}, {"padding": 1, "dilation": 2})),
    *(Row(name="networks.convolution_2d", truth=convolved("conv2d"), at=normal(**IMAGES), options=options)
      for options in ({}, {"padding": 1}, {"padding": 2, "dilation": 2})),
    *(Row(name="networks.strided_convolution_1d", truth=convolved("conv1d"), at=normal(**SEQUENCES), options=options)
      for options in ({}, {"stride": 2}, {"stride": 3, "padding": 2, "dilation": 2})),
    *(Row(name="networks.strided_convolution_2d", truth=convolved("conv2d"), at=normal(**IMAGES), options=options)
      for options in ({}, {"stride": 2, "padding": 1})),
    *(Row(name="networks.convolution_matrix", truth=as_matrix, options=options, at=lambda rng, s=shape, w=weights: {
          "w": rng.normal(size=w), "shape": s}) for shape, weights, options in (
              ((2, 5), (3, 2, 2), {}), ((1, 4, 4), (2, 1, 2, 2), {"stride": 2, "padding": 1}))),
    *(Row(name=f"networks.{ours}_pooling_{d}d", truth=pooled(theirs, d), at=normal(x=(5, 4)[:d]), options=options)
      for ours, theirs in (("max", "max"), ("average", "avg")) for d in (1, 2) for options in ({}, {"window": 3})),
    Row(name="networks.attention_weights", at=normal(Q=(4, 3), K=(5, 3)),
        truth=lambda Q, K: attended(Q, K, np.eye(5)), ends=[({"Q": [[1e3]], "K": [[1e3], [0.0]]}, [[1.0, 0.0]])]),
    *(Row(name="networks.scaled_dot_product_attention", at=normal(Q=(4, 3), K=(4, 3), V=(4, 2)), truth=attended,
          options=options, ends=[({"Q": [[1e3]], "K": [[1e3]], "V": [[7.0]]}, [[7.0]])])
      for options in ({}, {"causal": True})),
    Row(name="networks.attention_weights", at=normal(Q=(5, 3), K=(5, 3)), options={"causal": True},
        truth=lambda Q, K, causal: attended(Q, K, np.eye(5), causal=causal)),
    Row(name="networks.masked_attention", at=masked, truth=attended),
    *(Row(name="networks.multi_head_attention", at=heads, truth=multi_head, options=options, rtol=1e-8)
      for options in ({}, {"causal": True})),
    Row(name="networks.positional_encoding", libraries=("numpy",), why=PROCEDURE,
        at=lambda rng: {"length": int(rng.integers(1, 9)), "width": 2 * int(rng.integers(1, 5))},
        truth=lambda length, width: np.array([[(math.cos if i % 2 else math.sin)(p / 10000 ** (2 * (i // 2) / width))
                                               for i in range(width)] for p in range(length)])),
    Row(name="networks.causal_mask", libraries=("numpy",), why=PROCEDURE,
        at=lambda rng: {"length": int(rng.integers(6))}, truth=lambda length: np.tril(np.ones((length, length)))),
    Row(name="networks.batch_norm", truth=batch_normed, at=normal(X=(5, 3), gain=(3,), shift=(3,)),
        ends=[({"X": [[5.0], [5.0]], "gain": [2.0], "shift": [1.0]}, [[1.0], [1.0]])]),
    Row(name="networks.batch_norm", truth=batch_normed, at=normal(X=(5, 3), gain=(3,), shift=(3,)),
        options={"epsilon": 0.1}),
    Row(name="networks.batch_norm_inference", truth=batch_normed_in_use,
        at=both(normal(x=(3,), running_mean=(3,)), positive(running_variance=(3,)), normal(gain=(3,), shift=(3,)))),
    *(Row(name="networks.running_average", options={"momentum": m},
          truth=lambda running, new, momentum: running + momentum * (new - running)) for m in (0.1, 0.5)),
    Row(name="networks.layer_norm", truth=normed("layer_norm"), at=normal(x=(4,), gain=(4,), shift=(4,)),
        ends=[({"x": [3.0], "gain": [1.0], "shift": [2.0]}, [2.0]),
              ({"x": [1e200, -1e200], "gain": [1.0, 1.0], "shift": [0.0, 2.0]}, [1.0, 1.0])]),
    Row(name="networks.rms_norm", truth=normed("rms_norm"), at=normal(x=(4,), gain=(4,)),
        ends=[({"x": [0.0], "gain": [1.0]}, [0.0]), ({"x": [3e200, 3e200], "gain": [1.0, 2.0]}, [1.0, 2.0])]),
    Row(name="networks.group_norm", truth=group_normed, at=normal(X=(3, 4), gain=(3,), shift=(3,))),
    Row(name="networks.weight_norm", at=both(normal(v=(4,)), positive(gain=())),
        truth=lambda v, gain: gain * v / math.dist(v, np.zeros(4))),
    Row(name="networks.recurrent_step", truth=cell("RNNCell", 1), at=stepping(1)),
    Row(name="networks.lstm_step", truth=cell("LSTMCell", 4), at=stepping(4, c=(2,))),
    Row(name="networks.gru_step", truth=cell("GRUCell", 3), at=stepping(3, u=(6,))),
]

REGULARIZATION = [
    *(Row(name="networks.dropout", options={"rate": rate}, truth=lambda x, mask, rate: x * mask / (1 - rate),
          at=lambda rng: {"x": float(rng.normal()), "mask": rng.integers(0, 2)}) for rate in (0.5, 0.2)),
    Row(name="networks.dropout_mask", at=lambda rng: {"shape": (300, 400), "seed": int(rng.integers(1000))},
        truth=lambda shape, seed, rate: np.array([1 - rate, rate * (1 - rate)]), options={"rate": 0.3}, rtol=0.01,
        pick=lambda mask: np.array([mask.mean(), mask.var()]), libraries=("numpy",), why=PROCEDURE),
    Row(name="networks.weight_decay", at=both(normal(w=(4,)), positive(strength=())),
        truth=lambda w, strength: strength * np.linalg.norm(w) ** 2 / 2, ends=[({"w": [5.0], "strength": 0.0}, 0.0)]),
    Row(name="networks.l1_penalty", at=both(normal(w=(4,)), positive(strength=())),
        truth=lambda w, strength: strength * np.linalg.norm(w, 1), ends=[({"w": [0.0], "strength": 9.0}, 0.0)]),
    Row(name="networks.soft_threshold", at=both(normal(w=()), positive(threshold=())),
        truth=lambda w, threshold: math.copysign(max(abs(w) - threshold, 0.0), w),
        ends=[({"w": 1.0, "threshold": 1.0}, 0.0)]),
    Row(name="networks.smoothed_targets", at=lambda rng: {"target": np.eye(4)[rng.integers(4)]},
        truth=lambda target: 0.9 * target + 0.025, ends=[({"target": [1.0]}, [1.0])]),
]

AUGMENTATION = [
    *(Row(name="networks.random_flip", at=drawn((3, 4, 5)), options={"chance": c}, truth=turned) for c in (0.0, 1.0)),
    Row(name="networks.random_flip", truth=lambda x, seed: 0.5, rtol=0.08, libraries=("numpy",),
        at=lambda rng: {"x": np.tile([0.0, 1.0], (900, 1)), "seed": int(rng.integers(99))},
        why="the share that was turned, counted in NumPy", pick=lambda found: found[:, 0].mean()),
    Row(name="networks.random_crop", at=drawn((3, 4, 5)), options={"padding": 0}, truth=lambda x, seed, padding: x),
    Row(name="networks.random_crop", at=lambda rng: {"x": np.ones((200, 4, 5)), "seed": int(rng.integers(99))},
        options={"padding": 1}, libraries=("numpy",), why=PROCEDURE, truth=lambda x, seed, padding: (12, 15, 16, 20),
        pick=lambda found: tuple(sorted({int(n) for n in found.sum(axis=(1, 2))}))),
    Row(name="networks.gaussian_noise", at=drawn((200, 300)), options={"deviation": 0.0},
        truth=lambda x, seed, deviation: x),
    Row(name="networks.gaussian_noise", at=lambda rng: {"x": np.zeros((200, 300)), "seed": int(rng.integers(99))},
        options={"deviation": 3.0}, truth=lambda x, seed, deviation: np.array([0.0, 3.0]), rtol=0.05,
        pick=lambda found: np.array([found.mean(), found.std()]), libraries=("numpy",), why=PROCEDURE),
    Row(name="networks.mixup", at=lambda rng: {"x": (x := rng.normal(size=(6, 3))), "y": 2 * x, "seed": int(
        rng.integers(99))}, truth=lambda x, y, seed: np.zeros((6, 3)), pick=lambda found: found[1] - 2 * found[0]),
    Row(name="networks.cutout", at=drawn((3, 4, 5)), options={"size": 100}, truth=lambda x, seed, size: 0 * x),
    Row(name="networks.cutout", at=lambda rng: {"x": np.ones((60, 9, 9)), "seed": int(rng.integers(99))},
        options={"size": 3}, libraries=("numpy",), why=PROCEDURE, truth=lambda x, seed, size: (4, 9),
        pick=lambda found: (int((holes := (found == 0).sum(axis=(1, 2))).min()), int(holes.max()))),
]

INITIALIZATION = [
    Row(name="networks.xavier_variance", truth=lambda fan_in, fan_out: 1 / ((fan_in + fan_out) / 2)),
    *(Row(name="networks.kaiming_variance", options=options, truth=lambda fan_in, negative_slope=0: (
        torch_gain(negative_slope) ** 2 / fan_in)) for options in ({}, {"negative_slope": 0.2})),
    Row(name="networks.uniform_bound", truth=lambda variance: math.sqrt(12 * variance) / 2),
    Row(name="networks.layer_variance", truth=lambda weight_variance, fan_in, second_moment: math.prod(
        (weight_variance, fan_in, second_moment))),
    Row(name="networks.signal_variance", at=both(positive(first=(), factors=(5,))),
        truth=lambda first, factors: first * math.prod(factors), ends=[({"first": 2.0, "factors": [1.0]}, 2.0)]),
    *(Row(name=f"networks.{name}", at=lambda rng: {"fan_out": 400, "fan_in": 600, "seed": int(rng.integers(99))},
          truth=lambda fan_out, fan_in, seed, v=value: np.array([fan_out, fan_in, 0.0, v]), pick=variances, rtol=2e-2,
          libraries=("numpy",), why=PROCEDURE)
      for name, value in (("xavier_uniform", 2.0), ("xavier_normal", 2.0), ("kaiming_uniform", 10 / 3),
                          ("kaiming_normal", 10 / 3))),
    Row(name="networks.orthogonal_weights", libraries=("numpy",), why=PROCEDURE, options={"gain": 2.0},
        at=lambda rng: {"fan_out": int(rng.integers(1, 6)), "fan_in": int(rng.integers(1, 6)), "seed": 3},
        truth=lambda fan_out, fan_in, seed, gain: gain * np.ones(min(fan_out, fan_in)),
        pick=lambda W: np.linalg.svd(W, compute_uv=False)),
]


def torch_gain(negative_slope: float) -> float:
    import torch

    return float(torch.nn.init.calculate_gain("leaky_relu", negative_slope))


TRAINING = [
    Row(name="networks.backpropagate", at=mlp, truth=mlp_slope, pick=lambda found: found.gradients["W1"],
        libraries=("numpy",), why="shows numbers, by NumPy"),
    Row(name="networks.backpropagate", at=mlp, truth=mlp_slope, pick=lambda found: found.chain["df/dW1"].value,
        libraries=("numpy",), why="shows numbers, by NumPy"),
    Row(name="networks.network", libraries=("numpy",), why="makes formulas",
        at=lambda rng: {"sizes": (int(rng.integers(1, 5)), 3, int(rng.integers(1, 5)))},
        truth=lambda sizes: sum(a * b + b for a, b in itertools.pairwise(sizes)), pick=lambda net: net.count()),
]

UNCERTAINTY = [
    Row(name="networks.posterior_precision",
        at=both(normal(Phi=(5, 3)), positive(prior_precision=(), noise_variance=())),
        truth=lambda Phi, prior_precision, noise_variance: np.diag([prior_precision] * 3) + sum(
            np.outer(row, row) for row in Phi) / noise_variance),
    Row(name="networks.posterior_mean", truth=ridge, rtol=1e-8,
        at=both(normal(Phi=(5, 3), y=(5,)), positive(prior_precision=(), noise_variance=())),
        ends=[({"Phi": [[0.0]], "y": [5.0], "prior_precision": 1.0, "noise_variance": 1.0}, [0.0])]),
    Row(name="networks.predictive_variance", at=lambda rng: {
        "phi": rng.normal(size=3), "precision": np.cov(rng.normal(size=(3, 9))) + np.eye(3), "noise_variance": 0.3},
        truth=lambda phi, precision, noise_variance: noise_variance + phi @ np.linalg.inv(precision) @ phi,
        gradient=False, why="the truth moves a symmetric matrix off the symmetric ones", rtol=1e-8,
        ends=[({"phi": [0.0], "precision": [[1.0]], "noise_variance": 0.0}, 0.0)]),
    Row(name="networks.moderated_probability", at=both(normal(mean=()), positive(variance=())),
        truth=lambda mean, variance: expit(mean / math.sqrt(1 + math.pi * variance / 8)),
        ends=[({"mean": 0.0, "variance": 9.0}, 0.5), ({"mean": 1e4, "variance": 0.0}, 1.0)]),
    Row(name="networks.laplace_last_layer", at=separable, truth=regularized_logistic, rtol=1e-5,
        pick=lambda found: found.mean, libraries=("numpy",), why="a fit by SciPy"),
    Row(name="networks.ensemble_mean", at=normal(means=(5,)), truth=lambda means: sum(means) / 5,
        ends=[({"means": [3.0]}, 3.0)]),
    Row(name="networks.ensemble_variance", at=both(normal(means=(5,)), positive(variances=(5,))), truth=mixture_moments,
        ends=[({"means": [3.0], "variances": [2.0]}, 2.0)]),
    Row(name="networks.total_uncertainty", at=simplices,
        truth=lambda probabilities: scipy.special.entr(probabilities.mean(axis=0)).sum(),
        ends=[({"probabilities": [[1.0, 0.0], [0.0, 1.0]]}, LOG2), ({"probabilities": [[1.0, 0.0]]}, 0.0)]),
    Row(name="networks.aleatoric_uncertainty", at=simplices,
        truth=lambda probabilities: np.mean(scipy.special.entr(probabilities).sum(axis=1)),
        ends=[({"probabilities": [[1.0, 0.0], [0.0, 1.0]]}, 0.0)]),
    Row(name="networks.epistemic_uncertainty", at=simplices, truth=lambda probabilities: np.mean(
        [scipy.special.rel_entr(p, probabilities.mean(axis=0)).sum() for p in probabilities]),
        ends=[({"probabilities": [[0.3, 0.7], [0.3, 0.7]]}, 0.0)]),
    Row(name="networks.monte_carlo_dropout", libraries=("numpy",), why=PROCEDURE, rtol=0.1,
        at=lambda rng: {"predict": lambda mask: mask @ [1.0, 2.0], "shape": 2, "draws": 4000, "seed": 5},
        truth=lambda **_: np.array([3.0, 5.0]), pick=lambda found: np.array([found.mean, found.variance])),
]


def torch_pruned(W: Any, kept: float) -> Any:
    import torch
    from torch.nn.utils import prune

    layer = torch.nn.Linear(W.shape[1], W.shape[0], bias=False, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.as_tensor(W))
    prune.l1_unstructured(layer, "weight", amount=W.size - math.ceil(kept * W.size))
    return layer.weight.detach().numpy()


def nearest_of_rank(W: Any, rank: int) -> Any:
    import torch

    U, s, V = torch.svd(torch.as_tensor(W))
    return (U[:, :rank] @ torch.diag(s[:rank]) @ V[:, :rank].T).numpy()


def on_levels(W: Any, bits: int) -> Any:
    levels = np.linspace(W.min(), W.max(), 2**bits)
    return levels[np.abs(W[..., None] - levels).argmin(axis=-1)]


COMPRESSION = [
    Row(name="networks.magnitude_pruned", at=normal(W=(4, 5)), options={"kept": 0.3}, truth=torch_pruned,
        pick=lambda found: found.weights, libraries=("numpy",), why=PROCEDURE),
    Row(name="networks.low_rank_compressed", at=normal(W=(4, 5)), options={"rank": 2}, truth=nearest_of_rank, rtol=1e-8,
        pick=lambda found: found.weights, libraries=("numpy",), why=PROCEDURE),
    Row(name="networks.quantized", at=normal(W=(4, 5)), options={"bits": 3}, truth=on_levels,
        pick=lambda found: found.weights, libraries=("numpy",), why=PROCEDURE, ends=[({"W": [2.0, 2.0]}, [2.0, 2.0])]),
    *(Row(name="networks.quantization_step", options={"bits": bits}, truth=lambda low, high, bits: float(
        np.diff(np.linspace(low, high, 2**bits))[0])) for bits in (1, 8)),
    Row(name="networks.quantization_noise", truth=lambda step: scipy.stats.uniform(0, step).var()),
    *(Row(name="networks.distillation_loss", at=normal(student=(4, 3), teacher=(4, 3)), truth=distilled,
          options=options, ends=[({"student": [[1e4, 0.0]], "teacher": [[1e4, 0.0]]}, 0.0)])
      for options in ({}, {"temperature": 5})),
]

ROWS: list[Row] = [*ACTIVATIONS, *REGRESSION, *CLASSIFICATION, *REPRESENTATION, *VARIATIONAL, *LAYERS, *REGULARIZATION,
                   *AUGMENTATION, *INITIALIZATION, *TRAINING, *UNCERTAINTY, *COMPRESSION]
