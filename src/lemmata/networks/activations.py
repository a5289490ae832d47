"""Activations: functions of one number that stand between affine layers. Each leaves the shape of an array as it is."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import erf

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import formula

# A network of variance 1 keeps it where λ and α are these (Klambauer et al., 2017, equation 14).
SELU_SCALE, SELU_ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717


@formula
def sigmoid(x: Real) -> Any:
    """A number between 0 and 1 for any real one: σ(x) = 1 / (1 + exp(-x)).

    Its derivative is σ(x) (1 - σ(x)), at most 1/4: stacked sigmoids shrink gradients. σ(-x) = 1 - σ(x).

    x  real: a logit, the log-odds of a probability; the value is a probability, 0 or 1 only by rounding

    >>> float(sigmoid(0.0)), float(sigmoid(-1000.0)), float(sigmoid(1000.0))
    (0.5, 0.0, 1.0)
    >>> sigmoid.grad("x").equals("sigmoid(x)*(1 - sigmoid(x))").kind
    'proved'

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10.
    """
    return 1 / (1 + np.exp(-x))


@formula
def logit(p: Positive, q: Positive) -> Any:
    """The log-odds of an event: log(p / q), the inverse of the sigmoid where q = 1 - p.

    The complement is asked for by itself, since 1 - p has no digits left where p is near 1.

    p, q  > 0: the probability of the event and of its complement
    unit  nats

    >>> float(logit(0.5, 0.5)), round(float(logit(1.0, 1e-20)), 4)
    (0.0, 46.0517)

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 4.60.
    """
    return np.log(p / q)


@formula
def tanh(x: Real) -> Any:
    """The hyperbolic tangent: (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ) = 2σ(2x) - 1, between -1 and 1.

    Its derivative is 1 - tanh(x)², which is 1 at 0: a network near 0 starts as a linear one.

    x  real

    >>> float(tanh(0.0)), float(tanh(1000.0))
    (0.0, 1.0)

    Source: LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 4.4.
    """
    return np.tanh(x)


@formula
def relu(x: Real) -> Any:
    """The positive part: max(0, x). Its derivative is 1 above 0, 0 below, and taken as 0 at 0.

    x  real

    >>> relu([-1.0, 0.0, 2.0]).tolist()
    [0.0, 0.0, 2.0]

    Source: Glorot, Bordes and Bengio, Deep sparse rectifier neural networks (2011).
    """
    return np.maximum(0, x)


@formula
def relu6(x: Real) -> Any:
    """The positive part, at most 6: min(max(0, x), 6). Few bits hold its values.

    x  real

    >>> relu6([-1.0, 3.0, 9.0]).tolist()
    [0.0, 3.0, 6.0]

    Source: Howard et al., MobileNets (2017).
    """
    return np.minimum(np.maximum(0, x), 6)


@formula
def leaky_relu(x: Real, negative_slope: float = 0.01) -> Any:
    """x above 0, and a small multiple of it below: the gradient never vanishes.

    x               real
    negative_slope  of the branch below 0

    >>> leaky_relu([-2.0, 3.0]).tolist()
    [-0.02, 3.0]

    Source: Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models (2013).
    """
    return np.where(x > 0, x, negative_slope * x)


@formula
def prelu(x: Real, slope: Real) -> Any:
    """A leaky relu whose slope below 0 is learned: x above 0, slope · x below.

    x      real
    slope  real, a parameter, one for all or one a channel

    >>> float(prelu(-4.0, 0.25))
    -1.0

    Source: He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), section 2.1.
    """
    return np.where(x > 0, x, slope * x)


@formula
def elu(x: Real, alpha: float = 1) -> Any:
    """x above 0 and α (eˣ - 1) below: continuous, towards -α far below, mean closer to 0 than relu's.

    x      real
    alpha  > 0; with 1 the derivative is continuous too

    >>> float(elu(-1000.0)), float(elu(2.0))
    (-1.0, 2.0)

    Source: Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by ELUs (2016), equation 15.
    """
    return np.where(x > 0, x, alpha * np.expm1(x))


@formula
def selu(x: Real) -> Any:
    """A scaled elu under which mean 0 and variance 1 stay, layer after layer: λx above 0, λα (eˣ - 1) below.

    x  real; λ ≈ 1.0507, α ≈ 1.6733

    >>> round(float(selu(1.0)), 4), round(float(selu(-1000.0)), 4)
    (1.0507, -1.7581)

    Source: Klambauer et al., Self-normalizing neural networks (2017), equation 2.
    """
    return SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(x))


@formula
def gelu(x: Real, approximate: str = "none") -> Any:
    """x times the probability that a standard normal variable lies below x: x Φ(x).

    x            real
    approximate  "none": Φ by the error function; "tanh": x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), off by 0.0005

    >>> round(float(gelu(1.0)), 6), round(float(gelu(1.0, approximate="tanh")), 6)
    (0.841345, 0.841192)

    Source: Hendrycks and Gimpel, Gaussian error linear units (2016), section 2.
    """
    if approximate == "tanh":
        return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    if approximate != "none":
        raise ValueError(f"no approximation {approximate!r}; there are 'none' and 'tanh'")
    return x / 2 * (1 + erf(x / np.sqrt(2)))


@formula
def silu(x: Real) -> Any:
    """x times its sigmoid: x / (1 + exp(-x)), also called swish; smooth, with a least value of about -0.278.

    x  real

    >>> float(silu(0.0)), float(silu(1000.0)), float(silu(-1000.0)) == 0.0
    (0.0, 1000.0, True)

    Source: Ramachandran, Zoph and Le, Searching for activation functions (2017); Elfwing, Uchibe and Doya (2018).
    """
    return x / (1 + np.exp(-x))


@formula
def mish(x: Real) -> Any:
    """x times the tanh of its softplus: x tanh(log(1 + exp(x))).

    x  real

    >>> float(mish(0.0)), float(mish(1000.0))
    (0.0, 1000.0)

    Source: Misra, Mish: a self regularized non-monotonic activation function (2020), equation 1.
    """
    return x * np.tanh(np.log(1 + np.exp(x)))


@formula
def softsign(x: Real) -> Any:
    """x / (1 + |x|): between -1 and 1 as tanh, towards them as 1/x only.

    x  real

    >>> float(softsign(3.0))
    0.75

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward networks (2010), section 3.
    """
    return x / (1 + np.abs(x))


@formula
def hard_sigmoid(x: Real) -> Any:
    """A sigmoid of three straight lines: 0 below -3, 1 above 3, x/6 + 1/2 between.

    x  real

    >>> hard_sigmoid([-4.0, 0.0, 4.0]).tolist()
    [0.0, 0.5, 1.0]

    Source: Howard et al., Searching for MobileNetV3 (2019), section 5.2.
    """
    return np.minimum(np.maximum(x + 3, 0), 6) / 6


@formula
def hard_tanh(x: Real) -> Any:
    """A tanh of three straight lines: x, held between -1 and 1.

    x  real

    >>> hard_tanh([-4.0, 0.5, 4.0]).tolist()
    [-1.0, 0.5, 1.0]

    Source: Collobert, Large scale machine learning (2004), section 6.2.
    """
    return np.minimum(np.maximum(x, -1), 1)


@formula
def hard_swish(x: Real) -> Any:
    """x times its hard sigmoid: x min(max(x + 3, 0), 6) / 6.

    x  real

    >>> hard_swish([0.0, 3.0]).tolist()
    [0.0, 3.0]

    Source: Howard et al., Searching for MobileNetV3 (2019), section 5.2.
    """
    return x * np.minimum(np.maximum(x + 3, 0), 6) / 6


@formula
def gated_linear_unit(a: Real, b: Real, gate: str = "sigmoid") -> Any:
    """One half of a layer decides how much of the other passes: a · g(b).

    a, b  real: two affine maps of one input
    gate  "sigmoid" (GLU), "silu" (SwiGLU), "gelu" (GeGLU), "relu" (ReGLU)

    >>> float(gated_linear_unit(4.0, 0.0)), float(gated_linear_unit(4.0, -1.0, gate="relu"))
    (2.0, 0.0)

    Source: Dauphin et al., Language modeling with gated convolutional networks (2017); Shazeer, GLU variants (2020).
    """
    gates = {"sigmoid": sigmoid, "silu": silu, "gelu": gelu, "relu": relu}
    if gate not in gates:
        raise ValueError(f"no gate {gate!r}; there are {', '.join(gates)}")
    return a * gates[gate](b)
