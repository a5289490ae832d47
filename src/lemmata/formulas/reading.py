"""Formulas from text, LaTeX and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, reduce
from typing import Any

from lemmata.engine.expr import dims, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import is_length, read, read_names
from lemmata.formulas.object import Formula


def parse(text: str, vars: Declarations = None) -> Formula:
    """The formula of a text in Python's notation; decimals are exact, nothing is evaluated.

    vars    `"X: real[m n], w: real[n]"`, a mapping of names, or None: shapes are inferred from use

    Raises ReadError with the place and the remedy.

    >>> parse("x @ A @ x").vars
    {'x': 'real[n]', 'A': 'real[n n]'}
    """
    expr, found = read(text, vars)
    lengths = set(dims(expr)) - {s.name for s in symbols(expr)}
    kept = {name: s for name, s in declared(vars).items() if name not in lengths or not is_length(s)}
    return Formula(expr, {**kept, **found}, None, read_names(text, found, dims(expr)))


def latex(text: str, vars: Declarations = None) -> Formula:
    """The formula of a text in LaTeX, or the relation; roles come from `vars` and the field's habits.

    Raises ReadError with the place and what was expected.

    >>> latex(r"\\sum_{i=1}^{n} x_i^2", "x: real[n]").equals("x @ x").kind
    'proved'
    """
    from lemmata.engine.readers.latex import parse_latex, read_expression, read_latex
    from lemmata.engine.readers.latex.syntax import Relation
    from lemmata.engine.readers.scope import Role, Scope

    if not isinstance(text, str):
        raise TypeError(f"a formula is text, not {type(text).__name__}")
    known, scope = declared(vars), Scope()
    for name, s in known.items():
        scope = scope.declare(name, Role(s.shape, s.domain, s.params))
    tree = parse_latex(text)
    if isinstance(tree, Relation) and tree.relations != ("|->",):
        links = [r for claim in read_latex(text, scope)[0].claims for r in claim.relations]
        if not links:
            raise ReadError("this relation claims nothing that could hold", text, 0, len(text))
        expr = reduce(partial(apply, "and"), links)
    else:
        expr = read_expression(text, scope)
    return Formula(expr, known)


def trace(fn: Callable[..., Any], vars: Declarations | Mapping[str, Any], library: str | None = None) -> Formula:
    """The formula that a Python function computes: it runs once, with symbolic arrays in place of its arguments.

    fn       a function written with NumPy, SciPy, PyTorch or jax.numpy, with the helpers that it calls; a module
    vars     `"X: real[m n], w: real[n]"`, one declaration a parameter; a mapping, list or record of declarations for
             a parameter that holds several arrays: `{"params": {"w": "real[n]"}}` declares params_w
    library  "numpy", "torch" or "jax" where the code itself doesn't tell (methods such as `x.std()` differ)

    Parameters of PyTorch modules that the function reaches are variables: `linear.weight` is linear_weight, of the
    module's own size, or as `vars` declare it. Entries may be set: by slices, masks, and labels of rows.

    Sizes stay open: `x.shape[0]` is n. The result is checked against the function at a random point.

    Raises ReadError with the line of the function's code for what has no formula: branches on values, loops over an
    open size, random numbers, `detach`.

    >>> trace(lambda X, w: ((X @ w)**2).sum() / len(X), "X: real[m n], w: real[n]")
    Formula('sum((X @ w)**2)/m', 'X: real[m n], w: real[n]')
    """
    from lemmata.engine.readers.tracing import trace_function

    return Formula(*trace_function(fn, vars, library))
