"""Steps of recurrent networks: what the state becomes when the next input comes."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula


@formula
def recurrent_step(x: Real["d"], h: Real["k"], W: Real["k d"], U: Real["k k"], b: Real["k"]) -> Any:
    """The next state of a simple recurrent network: tanh(W x + U h + b).

    Its derivative by h is diag(1 - h'²) U: over t steps a product of t such matrices, which vanishes or explodes.

    x     real[d]: the input; h real[k]: the state before
    W, U  real[k d], real[k k]; b real[k]

    >>> recurrent_step([0.0], [0.0], [[1.0]], [[1.0]], [0.0]).tolist()
    [0.0]

    Source: Elman, Finding structure in time (1990); Goodfellow, Bengio and Courville (2016), equation 10.8.
    """
    return np.tanh(W @ x + U @ h + b)


@formula
def lstm_step(x: Real["d"], h: Real["k"], c: Real["k"], W: Real["4*k d"], U: Real["4*k k"], b: Real["4*k"]) -> Any:
    """The next state and cell of a long short-term memory: c' = f c + i g, h' = o tanh(c'), as the rows [h', c'].

    i, f, o = σ(...) decide what enters, what stays, what is shown; g = tanh(...) is what may enter. Of W x + U h + b
    the four parts are i, f, g, o, in PyTorch's order. The derivative of c' by c is f: no matrix between the steps.

    x     real[d]: the input; h, c real[k]: state and cell before
    W, U  real[4k d], real[4k k]; b real[4k]

    >>> lstm_step([0.0], [0.0], [2.0], [[0.0]] * 4, [[0.0]] * 4, [0.0] * 4)[1].tolist()
    [1.0]

    Source: Hochreiter and Schmidhuber, Long short-term memory (1997); Gers, Schmidhuber and Cummins (2000).
    """
    i, f, g, o = np.split(W @ x + U @ h + b, 4)
    cell = expit(f) * c + expit(i) * np.tanh(g)
    return np.stack([expit(o) * np.tanh(cell), cell])


@formula
def gru_step(x: Real["d"], h: Real["k"], W: Real["3*k d"], U: Real["3*k k"], b: Real["3*k"], u: Real["3*k"]) -> Any:
    """The next state of a gated recurrent unit: h' = (1 - z) n + z h, with n = tanh(W_n x + b_n + r (U_n h + u_n)).

    r, z = σ(...) decide what of the state is used, and what of it stays: the parts are r, z, n, as PyTorch's.

    x     real[d]: the input; h real[k]: the state before
    W, U  real[3k d], real[3k k]; b, u real[3k]: the biases of both products

    >>> gru_step([0.0], [4.0], [[0.0]] * 3, [[0.0]] * 3, [0.0] * 3, [0.0] * 3).tolist()
    [2.0]

    Source: Cho et al., Learning phrase representations using RNN encoder-decoder (2014), equations 5 to 8.
    """
    from_input, from_state = np.split(W @ x + b, 3), np.split(U @ h + u, 3)
    r = expit(from_input[0] + from_state[0])
    z = expit(from_input[1] + from_state[1])
    n = np.tanh(from_input[2] + r * from_state[2])
    return (1 - z) * n + z * h
