"""The parts of a function that returns several values, `return mean, variance`, each as a function of its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from lemmata.documents.twins.names import called
from lemmata.engine.readers.functions import Function


def parts_of_pair(function: Function) -> Iterator[Function]:
    """Those whose names are usual ones of the field; what `a` and `b` are, nobody says.

    >>> from lemmata.engine.readers.functions import read_code
    >>> code = read_code(["def both(x):\\n    mean = sum(x) / len(x)\\n    n = len(x)\\n    return mean, n"])
    >>> [part.name for part in parts_of_pair(code.functions["both"])]
    ['mean']
    """
    returns = [n for statement in function.body for n in ast.walk(statement) if isinstance(n, ast.Return)]
    last = function.body[-1] if function.body else None
    if len(returns) != 1 or not isinstance(last, ast.Return) or not isinstance(last.value, ast.Tuple):
        return
    for value in last.value.elts:
        if isinstance(value, ast.Name) and called(value.id).usual and value.id not in {
                p.name for p in function.parameters}:
            one = ast.copy_location(ast.Return(value), last)
            one.start, one.stop = last.start, last.stop  # type: ignore[attr-defined]
            yield replace(function, name=value.id, body=(*function.body[:-1], one), line=value.lineno,
                          column=value.col_offset + 1)
