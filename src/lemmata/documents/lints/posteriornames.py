"""What a document names a posterior, and what it names anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.words import spaced, targets

_BESIDE = frozenset(word for text in (  # words beside "posterior" that leave it a density
    "log unnormalized unnormalised prob probs probability probabilities density pdf grid dist distribution",
    "theta mu p values vals function fn func compute of the new a b y x given data bayes bayesian my get",
    "calculate ln neg negative minus objective",
) for word in text.split())
_CORE = frozenset(("posterior", "posteriors", "post"))


def named(program: Program) -> Iterator[tuple[str, ast.expr, ast.AST]]:
    """The expressions with a name: what is assigned, what functions return; and where the name is given."""
    for node in program.nodes(ast.Assign, ast.AnnAssign, ast.FunctionDef):
        if isinstance(node, ast.FunctionDef):
            for value in program.returned(node)[-1:]:
                yield node.name, value, node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in targets(node):
                if isinstance(target, ast.Name) and len(targets(node)) == 1:
                    if isinstance(node.value, ast.Lambda):
                        yield target.id, node.value.body, node
                    else:
                        yield target.id, node.value, node


def is_posterior(name: str) -> bool:
    words = set(re.split(r"\b(?:of|given)\b", re.sub(r"\d", "", spaced(name)))[0].split())
    return bool(words & _CORE) and words <= _CORE | _BESIDE


def mentions(program: Program, node: ast.AST, depth: int = 8) -> set[str]:
    """The names in an expression, in what they stand for, and in the functions of the document that it calls."""
    found: set[str] = set()
    work, seen = [(node, depth)], set()
    while work:
        current, left = work.pop()
        if id(current) in seen or left < 0:
            continue
        seen.add(id(current))
        for part in ast.walk(current):
            if isinstance(part, ast.FunctionDef):
                found.add(part.name)
            if isinstance(part, ast.arg):
                found.add(part.arg)
            if isinstance(part, ast.Attribute):
                found.add(part.attr)
            if isinstance(part, ast.Name):
                found.add(part.id)
                binding = program.binding(part)
                for one in (binding, *binding.before) if binding is not None else ():
                    if one.value is not None:
                        work.append((one.value, left - 1))
                    if isinstance(one.node, Function):
                        work.append((one.node, left - 1))
    return found
