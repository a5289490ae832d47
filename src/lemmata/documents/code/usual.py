"""What the short names of modules mean by custom, where a fragment of code does not import them."""

from __future__ import annotations

USUAL = {
    "np": "numpy", "numpy": "numpy", "jnp": "jax.numpy", "jax": "jax", "torch": "torch", "F": "torch.nn.functional",
    "nn": "torch.nn", "tf": "tensorflow", "plt": "matplotlib.pyplot", "pd": "pandas", "sns": "seaborn",
    "scipy": "scipy", "stats": "scipy.stats", "optimize": "scipy.optimize", "special": "scipy.special",
    "linalg": "numpy.linalg", "math": "math", "random": "random", "statistics": "statistics", "keras": "keras",
    "optim": "torch.optim", "sklearn": "sklearn", "sympy": "sympy",
}
_ELSE = {  # names that may as well be variables, unless code fails for want of them
    "sp": "sympy", "os": "os", "sys": "sys", "time": "time", "itertools": "itertools", "re": "re",
}


def usual_import(name: str) -> str:
    """The import that gives a name its usual meaning; "" for a name that has none.

    >>> usual_import("np"), usual_import("nn"), usual_import("math"), usual_import("x")
    ('import numpy as np', 'from torch import nn', 'import math', '')
    """
    module = USUAL.get(name) or _ELSE.get(name, "")
    package, _, last = module.rpartition(".")
    if not module or module == name:
        return f"import {module}" if module else ""
    return f"from {package} import {name}" if last == name and package else f"import {module} as {name}"
