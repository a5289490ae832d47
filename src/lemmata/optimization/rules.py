"""The rules, by their names in the field, with their usual hyperparameters."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.optimization.rule import Rule, Update
from lemmata.optimization.steps import (
    bias_corrected,
    decayed_step,
    exponential_average,
    gradient_step,
    look_ahead,
    newton_step,
    scaled_step,
    squared_average,
    squared_sum,
    velocity,
)


def gradient_descent(learning_rate: float = 0.01) -> Rule:
    """theta - alpha g. With the gradient of a mini-batch it is stochastic gradient descent.

    Raises ValueError for a learning rate that is not above 0.

    >>> gradient_descent().text
    'theta = theta - alpha*g'

    Robbins and Monro, A Stochastic Approximation Method (1951).
    """
    return _rule("gradient descent", (Update("theta", gradient_step),), alpha=learning_rate)


def momentum(learning_rate: float = 0.01, beta: float = 0.9, convention: str = "sum") -> Rule:
    """A velocity v that gathers gradients, and theta - alpha v.

    convention   "sum": v = beta v + g (PyTorch, Optax); "average": v = beta v + (1 - beta) g. The paths are the same
                 where the learning rate of "average" is 1 / (1 - beta) times that of "sum"

    Raises ValueError for an unknown convention, beta outside of [0, 1).

    >>> print(momentum(convention="average").text)
    v = beta*v + (1 - beta)*g
    theta = theta - alpha*v

    Polyak, Some methods of speeding up the convergence of iteration methods (1964); Goh,
    Why Momentum Really Works (2017).
    """
    if convention not in ("sum", "average"):
        raise ValueError(f"no convention {convention!r}; choose sum (v = beta v + g) or average")
    first = (Update("v", velocity) if convention == "sum" else
             Update("v", exponential_average, {"average": "v", "value": "g"}))
    return _rule("momentum", (first, Update("theta", gradient_step, {"g": "v"})), ("v",), alpha=learning_rate,
                 beta=beta)


def nesterov(learning_rate: float = 0.01, beta: float = 0.9) -> Rule:
    """v = beta v + g and theta - alpha (g + beta v): the step that momentum would make after this one.

    In the variable where the gradient is taken, as PyTorch and Optax have it.

    Raises ValueError for beta outside of [0, 1).

    >>> print(nesterov().text)
    v = beta*v + g
    u = g + beta*v
    theta = theta - alpha*u

    Nesterov, A method of solving a convex programming problem with convergence rate O(1/k^2) (1983).
    """
    return _rule("Nesterov momentum", (Update("v", velocity), Update("u", look_ahead),
                                       Update("theta", gradient_step, {"g": "u"})), ("v",), alpha=learning_rate,
                 beta=beta)


def adagrad(learning_rate: float = 0.01, epsilon: float = 1e-10) -> Rule:
    """Each entry's steps are divided by the root of the sum of its squared gradients, and so get smaller.

    >>> print(adagrad().text)
    s = s + g**2
    theta = theta - alpha*g / (sqrt(s) + epsilon)

    Duchi, Hazan, Singer, Adaptive Subgradient Methods (2011).
    """
    return _rule("AdaGrad", (Update("s", squared_sum), Update("theta", scaled_step)), ("s",), alpha=learning_rate,
                 epsilon=epsilon)


def rmsprop(learning_rate: float = 0.01, beta: float = 0.9, epsilon: float = 1e-8) -> Rule:
    """Each entry's steps are divided by the root of a running mean of its squared gradients.

    Raises ValueError for beta outside of [0, 1).

    >>> print(rmsprop().text)
    v = beta*v + (1 - beta)*g**2
    theta = theta - alpha*g / (sqrt(v) + epsilon)

    Tieleman and Hinton, lecture 6.5 of Neural Networks for Machine Learning (2012).
    """
    return _rule("RMSprop", (Update("v", squared_average), Update("theta", scaled_step, {"s": "v"})), ("v",),
                 alpha=learning_rate, beta=beta, epsilon=epsilon)


_MOMENTS = (
    Update("m", exponential_average, {"average": "m", "value": "g", "beta": "beta_1"}),
    Update("v", squared_average, {"beta": "beta_2"}),
    Update("m_hat", bias_corrected, {"average": "m", "beta": "beta_1"}),
    Update("v_hat", bias_corrected, {"average": "v", "beta": "beta_2"}),
)
_BY_MOMENTS = {"g": "m_hat", "s": "v_hat"}


def adam(learning_rate: float = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-8) -> Rule:
    """The running mean of the gradients over the root of that of their squares, both corrected for their start at 0.

    Raises ValueError for beta_1 or beta_2 outside of [0, 1).

    >>> adam().formulas["v_hat"].latex()
    '\\\\frac{v}{1 - \\\\beta_{2}^{t}}'

    Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
    """
    return _rule("Adam", (*_MOMENTS, Update("theta", scaled_step, _BY_MOMENTS)), ("m", "v"), alpha=learning_rate,
                 beta_1=beta_1, beta_2=beta_2, epsilon=epsilon)


def adamw(learning_rate: float = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-8,
          decay: float = 0.01) -> Rule:
    """Adam, and a pull of the weights to 0 that is not part of the gradient: - alpha decay theta.

    Raises ValueError for beta_1 or beta_2 outside of [0, 1).

    >>> adamw().text.splitlines()[-1]
    'theta = theta - alpha*(m_hat/(sqrt(v_hat) + epsilon) + decay*theta)'

    Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019), algorithm 2.
    """
    return _rule("AdamW", (*_MOMENTS, Update("theta", decayed_step, _BY_MOMENTS)), ("m", "v"), alpha=learning_rate,
                 beta_1=beta_1, beta_2=beta_2, epsilon=epsilon, decay=decay)


def newton(learning_rate: float = 1.0) -> Rule:
    """theta - alpha H^-1 g, with the Hessian H of all parameters; near a minimum digits double with each step.

    Far from one H may be indefinite: then the step goes to a saddle point or a maximum.

    >>> newton().second_order, newton().text
    (True, 'theta = theta - alpha*solve(H, g)')

    Nocedal and Wright, Numerical Optimization, section 3.3.
    """
    return _rule("Newton's method", (Update("theta", newton_step),), alpha=learning_rate)


@dataclass(frozen=True)
class LBFGS:
    """The quasi-Newton method with limited memory, by SciPy's L-BFGS-B with its line search.

    history   how many pairs of steps and changes of the gradient stand for the Hessian

    >>> LBFGS().history
    10
    """

    history: int = 10
    name: str = "L-BFGS"


def lbfgs(history: int = 10) -> LBFGS:
    """Newton's method with a Hessian made of the last changes of the gradient; a line search finds the learning rate.

    `minimize` hands it to `scipy.optimize.minimize(method="L-BFGS-B")`.

    Raises ValueError for a history below 1.

    >>> lbfgs(5)
    LBFGS(history=5, name='L-BFGS')

    Liu and Nocedal, On the limited memory BFGS method (1989).
    """
    if history < 1:
        raise ValueError(f"a history of {history}; give 1 or more")
    return LBFGS(history)


def _rule(name: str, updates: tuple[Update, ...], state: tuple[str, ...] = (), /, **numbers: float) -> Rule:
    for key, value in numbers.items():
        if key.startswith("beta") and not 0 <= value < 1:
            raise ValueError(f"{key} is {value}; it has to be in [0, 1)")
        if key in ("alpha", "epsilon") and not value > 0:
            raise ValueError(f"{'the learning rate' if key == 'alpha' else key} is {value}; it has to be above 0")
        if key == "decay" and value < 0:
            raise ValueError(f"the weight decay is {value}; it has to be 0 or more")
    return Rule(name, updates, numbers, state)
