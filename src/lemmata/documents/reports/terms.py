"""What a formula is made of, in the language of expressions: what can be derived, run and drawn."""

from __future__ import annotations

from collections.abc import Iterator

from lemmata.engine.expr import Expr, substitute, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.writers import to_declarations, to_text

RELATIONS = ("eq", "ne", "lt", "le", "gt", "ge")


def terms(source: str, reading: Reading | None) -> tuple[tuple[str, str], ...]:
    """The sides of its relations, or the one expression that it is; each with the declarations of its symbols.

    >>> from lemmata.engine.readers.latex import read_latex
    >>> from lemmata.engine.readers.scope import Scope
    >>> terms("u - x", read_latex("u - x", Scope())[0])
    (('u - x', 'u: real, x: real'),)
    """
    found = dict.fromkeys(_expressions(source, reading)) if reading is not None else {}
    return tuple((to_text(expr), to_declarations(symbols(expr))) for expr in found)


def _expressions(source: str, reading: Reading) -> Iterator[Expr]:
    relations = [relation for claim in reading.claims for relation in claim.relations]
    for relation in relations:
        if getattr(relation, "op", "") in RELATIONS:
            yield from relation.children
    if not relations:
        bare = source.strip()
        start = source.index(bare) if bare else 0
        for part in reading.written:
            if part.span[0] <= start and part.span[1] >= start + len(bare.rstrip(".,;: ")) > start:
                yield substitute(part.expr, sizes=reading.sizes)
