"""Expressions: nodes, binders, sizes, domains, traversal, validity."""

from lemmata.engine.expr.binders import (
    BINDERS,
    array_of,
    as_variable,
    bind,
    fresh_index,
    fresh_local,
    index_range,
    open_binder,
    open_function,
)
from lemmata.engine.expr.constructors import at, constant, integer, number, symbol
from lemmata.engine.expr.domains import DOMAINS, Domain, implied
from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import Apply, At, Bind, Constant, Int, Local, Number, Symbol, as_size, is_size
from lemmata.engine.expr.sizes import Shape, Size, shape_of
from lemmata.engine.expr.substitution import substitute
from lemmata.engine.expr.traversal import (
    apply_at,
    count_nodes,
    dims,
    fold,
    operands,
    postorder,
    reindex,
    symbols,
    transform,
)

__all__ = [
    "BINDERS", "DOMAINS", "Apply", "At", "Bind", "Constant", "Domain", "Expr", "Int", "Local", "Number",
    "Shape", "Size", "Symbol", "apply_at", "array_of", "as_size", "as_variable", "at", "bind", "constant",
    "count_nodes", "dims", "fold", "fresh_index", "fresh_local", "implied", "index_range", "integer",
    "intern", "is_size", "number", "open_binder", "open_function", "operands", "postorder", "reindex", "shape_of",
    "substitute", "symbol", "symbols", "transform",
]
