"""A name that was defined for a label that is a number, R_\\theta, at others: R_{-\\theta}, R_{\\alpha + \\beta}."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Symbol, substitute, symbols
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, is_computed, label
from lemmata.engine.readers.latex.syntax import Name, Node
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label


def at_label(e: State, text: str, sub: Node) -> Value | None:
    """R_{-\\theta} where R_\\theta is defined, and R_\\alpha beside R_{\\alpha + \\beta}; None of other names."""
    letters = e.scan.computed.get(text, ())
    if not is_computed(sub) and not (isinstance(sub, Name) and sub.text in letters):
        return None
    family = _family(e.scope, text)
    if family is None or e.scope.lookup(with_label(text, label(sub))) is not None:
        return None
    number = e.expr(sub)
    return None if number.rank else value(substitute(family[1], {family[0]: number}))


def _family(scope: Scope, name: str) -> tuple[Symbol, Expr] | None:
    """The number in what R_\\theta is defined as, and its definition; None of an index, and of several definitions."""
    found = []
    for full, role in scope.roles.items():
        head, _, letter = full.rpartition("_")
        if head == name and role.definition is not None and role.definition.sort == "real":
            found += [(s, role.definition) for s in symbols(role.definition)
                      if s.name.removesuffix("_") == letter and not s.shape and letter not in INDEX_LETTERS]
    return found[0] if len(found) == 1 else None
