"""A second formula for a name that has a meaning: another meaning, or a claim about the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.engine.expr import Apply, Bind, Expr, postorder, symbols
from lemmata.engine.readers.scope import Scope

_WORKED_OUT = re.compile(r"\d\s*[-+*/^]|\\(?:d?frac|times|cdot|log|ln|sqrt|exp)(?![A-Za-z])")


def redefines(
    source: str, scope: Scope, defining: bool = False, unsaid: bool = False, asserted: bool = False
) -> bool:
    """Whether `f(x) = ...` may give f a new meaning: it has one, and the left side is f at plain arguments.

    So may `c = ...` where the words say that it is a definition, or where no words say anything of it (`unsaid`), as in
    lists of formulas, and `y_k = ...` where it is not `asserted`. A product such as `cA` is no plain argument, and an
    equation with f on the right is a claim.
    """
    left, _, right = source.partition("=")
    head = symbol_list(left)
    if len(head) != 1 or head[0].name in names_in(right):
        return False
    role = scope.lookup(head[0].name)
    if defining and not head[0].power:
        return role is not None
    if unsaid and role is not None and role.definition is not None and names_in(right):
        return True  # nothing ties `s = ...` to what `s` was in another place
    arguments = re.findall(r"\\?[A-Za-z]+", left.partition("(")[2])
    if arguments and not any(re.search(rf"{re.escape(a)}(?![A-Za-z])", right) for a in arguments):
        return False  # f(a) = 0 is a condition on a
    worked_out = names_in(right) or _WORKED_OUT.search(right)
    if worked_out and not asserted and not head[0].power and not head[0].called and role is not None and (
            role.definition is not None and not any(isinstance(n, Bind) and n.binder in ("argmin", "argmax")
                                                    for n in postorder(role.definition))):
        return True  # worked out anew for another case
    entries = not asserted and head[0].rank > 0 and role is not None and role.definition is not None
    return (((head[0].called and role is not None) or entries)
            and re.search(r"\([^()]*(?<![A-Za-z\\])[A-Za-z]{2,}[^()]*\)", left) is None)


def of_special_value(source: str, premises: Iterable[Expr], scope: Scope) -> bool:
    """Whether a formula is about a function at a value of its parameter: "for $\\gamma = 0$, $f(p) = \\log p$"."""
    head = symbol_list(source.partition("=")[0])
    role = scope.lookup(head[0].name) if len(head) == 1 else None
    if role is None or role.definition is None:
        return False
    free = set(symbols(role.definition))
    return any(isinstance(p, Apply) and p.op == "eq" and p.args[0] in free and not symbols(p.args[1]) for p in premises)
