"""Distributions by their names: the family whose parameters fit."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Size,
    array_of,
    at,
    integer,
    number,
    open_binder,
    open_function,
    substitute,
    symbol,
)
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES, SPELLED
from lemmata.engine.readers.latex.randomness import is_labelled_law
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import items_of, label, plain
from lemmata.engine.readers.latex.syntax import (
    Dots,
    Function,
    Group,
    Name,
    Node,
    Num,
    Product,
    Script,
    Statements,
    show,
)
from lemmata.engine.readers.spelling import with_label


def distribution(e: State, name: str, group: Group, node: Node) -> Expr:
    """\\mathcal{N}(\\mu, \\sigma^2): the family whose parameters fit."""
    items = [i for i in group.items]
    listed = items[0] if len(items) == 1 and isinstance(items[0], Group) and items[0].open == "{" else group
    if listed.open == "{" and "uniform" in SPELLED[name]:
        return apply("discrete_uniform", *_ends(e, list(listed.items), node))
    if any(s not in (",", ";") for s in group.separators):
        items = items[-len(group.separators) :]
        if name == "N" and "|" in group.separators and len(group.items) >= 3:
            items = list(group.items[1:])
    if any(isinstance(i, Dots) for i in items):
        items = [Group("[", "]", tuple(items), (",",) * (len(items) - 1), span=group.span)]
    params = [parameter(e, name, i, place, len(items)) for place, i in enumerate(items)]
    error: ValueError | TypeError | None = None
    for family in SPELLED[name]:
        if len(FAMILIES[family].params) != len(params):
            continue
        wants_vector = family == "multivariate_normal"
        if wants_vector != any(p.rank == 2 for p in params) and family in ("normal", "multivariate_normal"):
            continue
        if wants_vector and not params[0].rank and params[1].rank == 2:
            if not isinstance(params[0], Number):
                raise ShapeError("the mean of several variables is a vector")
            params[0] = apply("full", params[0], shape=params[1].shape[:1])
        if family == "categorical" and e.base == 1:
            family = "categorical_from_one"
        try:
            return apply(family, *params)
        except (ValueError, TypeError) as wrong:
            error = wrong
    if error is not None:
        raise error
    raise e.error(node, f"no family {name} with {len(params)} parameters", "a distribution")


def _ends(e: State, items: list[Node], node: Node) -> list[Expr]:
    """The ends of \\{1, \\ldots, n\\}, of \\{0, 1\\}."""
    if any(isinstance(i, Dots) for i in items) and len(items) > 2 and not isinstance(items[-1], Dots):
        return [e.expr(items[0]), e.expr(items[-1])]
    numbers = [int(i.text) for i in items if isinstance(i, Num) and i.text.isdigit()]
    if len(numbers) != len(items) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise e.error(node, "a uniform law on scattered values", "\\{1, \\ldots, n\\}")
    return [e.expr(items[0]), e.expr(items[-1])]


def parameter(e: State, name: str, node: Node, place: int, count: int) -> Expr:
    """A parameter; a name of which nothing is said has the domain that the families of that name ask for."""
    domains = {
        FAMILIES[f].params[place][1] for f in SPELLED[name] if len(FAMILIES[f].params) == count and "multi" not in f
    }
    inner = plain(node)
    if isinstance(inner, Script) and (named := _labelled(e, inner)) is not None:
        inner = node = named
    if isinstance(inner, Name) and inner.text not in ("Sigma", "Lambda") and len(domains) == 1:
        domain, _, sizes = domains.pop().partition("[")
        text, usage = inner.text, e.scan[inner.text]
        unknown = e.scope.lookup(text) is None and text not in e.symbols and text not in e.locals
        small = inner.style == "italic" and text[:1].islower()
        if unknown and domain != "real" and (sizes or (small and not usage.ranks)) and text not in e.dims:
            shape = (e.choices.size(f"?{text}0"),) if sizes else ()
            e.symbols[text] = (symbol(text, shape, domain), "habit")
            return e.symbols[text][0]  # \\pi too is a name here, and no number
    return e.expr(node)


def _labelled(e: State, node: Script) -> Name | None:
    """x_m of a law as one name: the letter below is a label there, where nothing counts with it."""
    base, sub = node.base, node.sub
    if not isinstance(base, Name) or not isinstance(sub, Name) or node.sup is not None or node.primes:
        return None
    if sub.text in {*e.scan.bound, *e.scan.sizes, *e.indices, *e.dims, "i", "j", "t"} or e.scope.lookup(base.text):
        return None
    return replace(base, text=with_label(base.text, label(sub)))


def law_value(e: State, node: Node) -> Expr:
    """What stands right of \\sim."""
    inner = plain(node)
    if isinstance(inner, Product) and len(inner.factors) == 2:
        head, group = inner.factors
        base = head.base if isinstance(head, Script) else head
        if isinstance(base, (Name, Function)) and isinstance(group, Group):
            name = base.text if isinstance(base, Name) else base.name
            if name == "chi" or (isinstance(head, Script) and name == "chi"):
                name = "chi^2"
            if name in SPELLED:
                return distribution(e, name, group, node)
    if isinstance(inner, Script) and inner.sub is not None and is_labelled_law(inner):
        assert isinstance(inner.base, Name)
        name = "chi^2" if inner.base.text == "chi" else inner.base.text
        items = tuple(items_of(inner.sub)) if isinstance(inner.sub, (Group, Statements)) else (inner.sub,)
        return distribution(e, name, Group("(", ")", items, (",",) * (len(items) - 1), span=inner.span), node)
    if isinstance(inner, Product) and isinstance(inner.factors[0], Name) and inner.factors[0].text in FAMILIES:
        return e.expr(inner)  # by its own name
    raise e.error(node, f"the distribution {show(node)} is not known", "\\mathcal{N}(\\mu, \\sigma^2)")


def law_of_density(function: Expr) -> Expr | None:
    """The law of which a function is the density, as a whole or of independent entries; None of another function.

    >>> from lemmata.engine.expr import bind, fresh_local
    >>> x = fresh_local()
    >>> law_of_density(bind("function", x, apply("density", apply("normal", 0, 1), x))) is apply("normal", 0, 1)
    True
    """
    locals_, body = open_function(function)
    if len(locals_) != 1:
        return None
    point: Expr = locals_[0]
    index: Size | None = None
    if isinstance(body, Bind) and body.binder == "prod" and body.domain == "index" and len(point.shape) == 1:
        low, high = body.range
        if low is not number(0) or high is not integer(point.shape[0]):
            return None
        opened, body = open_binder(body)
        index = opened if isinstance(opened, Size) else None
        point = at(point, opened)
    if not isinstance(body, Apply) or body.op != "density" or body.args[1] is not point:
        return None
    law = body.args[0]
    if law.sort != "distribution" or locals_[0].name in law.free or not isinstance(law, Apply):
        return None
    if index is None:
        return law
    if law.shape or any(p.rank for p in law.args):
        return None
    return apply(law.op, *(array_of(locals_[0].shape, lambda i, p=p: substitute(p, sizes={str(index): i}))
                           for p in law.args), **law.params)
