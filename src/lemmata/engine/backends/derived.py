"""Formulas with their derivatives, in the forms that are run: stable before and after differentiation."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.expr import Expr, postorder
from lemmata.engine.notation import readable, whole
from lemmata.engine.programs import stable

MOST_READ = 400  # nodes of derivatives that are tried in their form for reading, too; many layers only share parts


def derived_forms(expr: Expr, source: Expr | None = None, first: Sequence[Expr] = (),
                  second: Sequence[tuple[Expr, Expr]] = ()) -> list[list[Expr]]:
    """Ways to write the value, its derivatives by `first` and its second ones by the pairs of `second`.

    source  what derivatives are taken of, where that is another expression

    Each derivative is of a stable form, and brought to one: a second one of what the first has become. What decides
    by values is written last.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> from lemmata.engine.writers import to_text
    >>> x = symbol("x")
    >>> [to_text(e) for e in derived_forms(apply("log", 1 + apply("exp", x)), first=[x], second=[(x, x)])[0]]
    ['softplus(x)', 'sigmoid(x)', 'sigmoid(x)*(1 - sigmoid(x))']
    """
    base = stable(whole(unfold(expr)))
    start = base if source is None else stable(source)
    slopes = {v: stable(derivative(start, v)) for v in dict.fromkeys((*first, *(v for v, _ in second)))}
    derived = [*(slopes[v] for v in first), *(stable(derivative(slopes[v], w)) for v, w in second)]
    forms = [[base, *derived]]
    if len(list(postorder(*derived))) <= MOST_READ:
        forms.append([base, *(stable(readable(d)) for d in derived)])
    if source is not None and not derived:
        forms.append([start])
    return [[stable(e, last=True) for e in form] for form in forms]
