"""A rule of optimization: one record of formulas, which print, and run on arrays of NumPy, JAX and PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from lemmata.engine.backends import Compiled, namespace, rank_of
from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, Size, Symbol, symbol
from lemmata.engine.ops.definitions import applied
from lemmata.engine.pictures.descents import Steps
from lemmata.engine.programs import stable
from lemmata.formulas import Formula
from lemmata.formulas.definition import Definition
from lemmata.optimization.trees import Tree, each

State = Mapping[str, Any]  # t, how many steps were made; and arrays under the names of the rule's state


@dataclass(frozen=True)
class Update:
    """One line of a rule: a name gets the value of a definition.

    names   which of the rule's names stand for the definition's parameters, where they differ

    >>> from lemmata.optimization import exponential_average
    >>> Update("m", exponential_average, {"average": "m", "value": "g", "beta": "beta_1"}).formula.text
    'beta_1*m + (1 - beta_1)*g'
    """

    name: str
    definition: Definition
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def formula(self) -> Formula:
        """The definition in the rule's names."""
        own = self.definition.declarations
        new = {p: symbol(self.names.get(p, p), s.shape, s.domain, s.params) for p, s in own.items()}
        return Formula(applied(self.definition.expr, own, new), {s.name: s for s in new.values()})


@dataclass(frozen=True, eq=False)
class Rule:
    """How parameters theta move by their gradient g: lines in their order, the last of which gives theta.

    name             in words
    updates          the lines, each over theta, g, the state, t (which counts steps from 1), what lines above gave,
                     and hyperparameters; of one entry (Newton's method: of the whole vector, with its Hessian H)
    hyperparameters  their values; alpha is the learning rate
    state            the names that are kept from step to step, and start at zero

    >>> from lemmata.optimization import adam
    >>> print(adam().text)
    m = beta_1*m + (1 - beta_1)*g
    v = beta_2*v + (1 - beta_2)*g**2
    m_hat = m/(1 - beta_1**t)
    v_hat = v/(1 - beta_2**t)
    theta = theta - alpha*m_hat / (sqrt(v_hat) + epsilon)
    """

    name: str
    updates: tuple[Update, ...]
    hyperparameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    state: tuple[str, ...] = ()

    @property
    def formulas(self) -> dict[str, Formula]:
        """The lines as formulas, by the name that each gives."""
        return {update.name: update.formula for update in self.updates}

    @property
    def text(self) -> str:
        """One line an update."""
        return "\n".join(f"{name} = {formula.text}" for name, formula in self.formulas.items())

    def latex(self) -> str:
        """An aligned environment, one line an update."""
        lines = [f"{Formula(symbol(name)).latex()} &\\leftarrow {formula.latex()}"
                 for name, formula in self.formulas.items()]
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def _repr_latex_(self) -> str:
        return f"$$\n{self.latex()}\n$$"

    @property
    def second_order(self) -> bool:
        """Whether it needs the Hessian."""
        return any("H" in update.formula.declarations for update in self.updates)

    @property
    def steps(self) -> Steps:
        """The rule as pictures take it, to draw its path in a page; it must not need the Hessian."""
        if self.second_order:
            raise ValueError(f"{self.name} needs the Hessian; paths in a page are drawn of rules of first order")
        return Steps(self.name, [(name, formula.expr) for name, formula in self.formulas.items()],
                     dict(self.hyperparameters), self.state)

    def with_rate(self, alpha: float) -> Rule:
        """The same rule with another learning rate."""
        return replace(self, hyperparameters={**self.hyperparameters, "alpha": alpha})

    def start(self, theta: Tree) -> State:
        """The state before the first step: t = 0, and zeros like theta.

        theta    an array, or a dict of arrays
        """
        def zeros(array: Any) -> Any:
            return namespace(array).zeros_like(array)

        return {"t": 0, **{name: each(zeros, theta) for name in self.state}}

    def step(self, theta: Tree, gradient: Tree, state: State, learning_rate: float | None = None,
             hessian: Any = None) -> tuple[Tree, State]:
        """Where theta goes, and the state after it; what was given is not changed.

        theta, gradient   arrays of the same shape, or dicts of such; NumPy's, JAX's or PyTorch's
        learning_rate     None: the rule's own alpha
        hessian           for a rule of second order: the matrix, theta and gradient are vectors

        >>> from lemmata.optimization import gradient_descent
        >>> import numpy as np
        >>> rule = gradient_descent(0.1)
        >>> rule.step(np.array([1.0]), np.array([2.0]), rule.start(np.array([1.0])))[0].tolist()
        [0.8]
        """
        t = state["t"] + 1
        rate = self.hyperparameters["alpha"] if learning_rate is None else learning_rate
        numbers = {**self.hyperparameters, "alpha": float(rate), "t": float(t)}

        def moved(parameter: Any, slope: Any, *kept: Any) -> tuple[Any, ...]:
            function = _function(self, rank_of(parameter))
            given = {"theta": parameter, "g": slope, **dict(zip(self.state, kept)), **numbers, "H": hessian}
            found = function(*(given[s.name] for s in function.inputs))
            return found if isinstance(found, tuple) else (found,)

        moves = each(moved, theta, gradient, *(state[name] for name in self.state))
        parts = [each(lambda tree, k=k: tree[k], moves) for k in range(len(self.state) + 1)]
        return parts[-1], {"t": t, **dict(zip(self.state, parts))}


@lru_cache(maxsize=256)
def _function(rule: Rule, rank: int) -> Compiled:
    """All lines as one function of arrays with some axes: of the new state, and theta."""
    axes = tuple(Size.of(f"n{k}") for k in range(rank))
    shapes = {"theta": axes, "g": axes, "H": axes + axes, **dict.fromkeys(rule.state, axes)}
    inputs: dict[str, Symbol] = {}
    known: dict[str, Expr] = {}
    for update in rule.updates:
        own = update.definition.declarations
        for parameter, declared in own.items():
            name = update.names.get(parameter, parameter)
            if name not in known:
                domain = declared.domain if name != "H" else "real"
                known[name] = inputs[name] = symbol(name, shapes.get(name, ()), domain)
        arguments = {parameter: known[update.names.get(parameter, parameter)] for parameter in own}
        known[update.name] = applied(stable(unfold(update.definition.expr)), own, arguments)
    return Compiled([[known[name] for name in (*rule.state, "theta")]], list(inputs.values()), "numpy")
