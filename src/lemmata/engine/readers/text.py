"""Python text to an expression; its syntax tree is never evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lemmata.engine.expr import Apply, Expr, Symbol, implied, postorder, symbols
from lemmata.engine.readers.builder import Builder
from lemmata.engine.readers.declarations import Declarations, declared
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.evidence import candidates_of, size_names
from lemmata.engine.readers.inference import infer_shapes
from lemmata.engine.readers.syntax import parse_text

OF_RANDOM = ("expectation", "variance", "standard_deviation", "covariance", "correlation", "probability")


def read_text(text: str, declarations: Declarations = None) -> Expr:
    """The expression that a text in Python's notation stands for.

    Without declarations, the shapes of its names are inferred (see `read`).

    Raises ReadError: not Python, a name that is not declared, shapes that don't fit.

    >>> read_text("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]").shape
    ()
    """
    return read(text, declarations)[0]


def is_length(declared: Symbol) -> bool:
    """Whether a declared name may stand for the size of an axis, the end of a range: `n: natural`."""
    return not declared.shape and implied(declared.domain, "integer")


def read(
    text: str, declarations: Declarations = None, strict: bool | None = None, dims: Iterable[str] = ()
) -> tuple[Expr, dict[str, Symbol]]:
    """The expression and its symbols by name.

    dims: names that are sizes, beside those of the declared shapes.
    strict: an undeclared name is an error (the default where anything is declared); otherwise its role is
    inferred: by use first, then by the field's habits (`X` a matrix, `x` a vector, `t` a number).
    """
    known = declared(declarations)
    source = parse_text(text)
    if declarations is None if strict is None else not strict:
        candidates, sizes = candidates_of(source, known, frozenset(dims))
        known = {name: s for name, s in known.items() if name not in sizes}
    else:
        candidates = {name: [s] for name, s in known.items()}
        sizes = size_names(source) | frozenset(dims)
        for name in sorted(sizes & set(candidates)):
            if is_length(known[name]):
                del candidates[name]
            else:
                sizes = sizes - {name}
    try:
        expr, found = infer_shapes(lambda chosen: Builder(source, chosen, sizes).build(), candidates,
                                   sorted(sizes))
    except ReadError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        start, stop = getattr(error, "place", (None, None))
        message = error.args[0] if error.args else str(error)
        raise ReadError(str(message), text, start, stop) from error
    _need_randomness(expr, text)
    return expr, found


def read_names(text: str, symbols: Mapping[str, Symbol], dims: Iterable[str] = ()) -> dict[str, Expr]:
    """The parts that a text names: r of `sum(r**2) where r = X @ w - y`, under the symbols that it was read with.

    >>> x = declared("x: real[n]")
    >>> list(read_names("sum(t) + t[0] where t = exp(x)", x))
    ['t']
    """
    source = parse_text(text)
    if not source.definitions:
        return {}
    builder = Builder(source, symbols, (size_names(source) | frozenset(dims)) - set(symbols))
    inside = set(postorder(builder.build()))
    return {name: value for name, value in builder.definitions.items() if isinstance(value, Expr) and value in inside}


def _need_randomness(expr: Expr, text: str) -> None:
    """Moments and probabilities of what is not random are misread declarations."""
    nodes = list(postorder(expr))
    moments = [n for n in nodes if isinstance(n, Apply) and n.op in OF_RANDOM]
    if moments and not any(n.sort in ("variable", "event", "distribution") for n in nodes):
        names = sorted(s.name for s in symbols(moments[0]))
        hint = f"; declare {names[0]}: variable" if names else ""
        raise ReadError(f"nothing is random in the {moments[0].op.replace('_', ' ')}{hint}", text)
