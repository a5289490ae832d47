"""A formula without relation as one expression, also with names for its parts: \\sin(t) + t \\text{ where } t = x^2."""

from __future__ import annotations

from lemmata.engine.expr import Expr, substitute, symbol
from lemmata.engine.readers.latex.declared import size_names, taken_names
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.ranges import bound_names
from lemmata.engine.readers.latex.reader import EMPTY, placed, prepared, readable
from lemmata.engine.readers.latex.search import Choices, search
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, label
from lemmata.engine.readers.latex.syntax import Name, Node, Relation, Script, Statements, walk
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import with_label

CONSTANTS = frozenset(("e", "pi", "I", "T"))


def read_expression(source: str, scope: Scope = EMPTY) -> Expr:
    """The expression that a formula without relation is; free indices become axes.

    >>> from lemmata.engine.expr import shape_of
    >>> read_expression("x^T A x", Scope().declare("A", Role(shape_of(["n", "n"])))).shape
    ()
    """
    tree = prepared(source, scope)
    body, named = tree, []
    if isinstance(tree, Statements) and tree.connectives[1:2] == ("where",):
        body, *rest = tree.items
        named = [_named(item, connective, source) for item, connective in zip(rest, ("", *tree.connectives[2:]))]
    if isinstance(body, Relation) and body.relations != ("|->",):
        raise Unreadable(
            "a relation where an expression belongs", body.span[0], "an expression", text=source, end=body.span[1]
        )
    meanings: dict[Expr, Expr] = {}
    with placed(source, tree, scope):
        for name, part in named:
            found = substitute(_read(part, scope), meanings)
            scope = scope.declare(name, Role(found.shape, "real"))
            meanings[symbol(name, found.shape)] = found
        expr = substitute(_read(body, scope), meanings)
    return substitute(expr, sizes=readable([expr], taken_names(tree)))


def _named(item: Node, connective: str, source: str) -> tuple[str, Node]:
    """t_1 = ...: the name and what it stands for."""
    if isinstance(item, Relation) and item.relations == ("=",) and connective in ("", ",", "and"):
        left, right = item.operands
        if isinstance(left, Name):
            return left.text, right
        if isinstance(left, Script) and isinstance(left.base, Name) and left.sub is not None and left.sup is None:
            return with_label(left.base.text, label(left.sub)), right
    raise Unreadable("this gives no name to a part", item.span[0], "t = ...", text=source, end=item.span[1])


def _read(tree: Node, scope: Scope) -> Expr:
    """The tree as an expression; where it fits in no usual way, functions of arrays act entry by entry."""
    def build(choices: Choices) -> Expr:
        e = Elaborator(scope, Scan(tree, scope.roles), choices, size_names(tree, scope))
        expr = e.expr(tree)
        expr = e.close(expr, [n for n, index in e.free.items() if index.atom.atom in expr.free])
        e.settle_literals()
        return expr

    try:
        return search(build, 0, 1)[0][1]
    except (ValueError, TypeError, KeyError) as error:
        if scope.options.get("entrywise") or not _all_said(tree, scope) or (
                isinstance(error, Unreadable) and error.kind == "syntax"):
            raise
        try:
            return _read(tree, scope.with_options(entrywise=True))
        except (ValueError, TypeError, KeyError):
            raise error from None


def _all_said(tree: Node, scope: Scope) -> bool:
    """Whether no name is left to guess."""
    known = {*scope.roles, *bound_names(tree), *size_names(tree, scope), *INDEX_LETTERS, *CONSTANTS}
    known.update(node.sub.operands[0].text for node in walk(tree) if isinstance(node, Script)
                 and isinstance(node.sub, Relation) and isinstance(node.sub.operands[0], Name))
    heads = {id(node.base): with_label(node.base.text, label(node.sub)) for node in walk(tree)
             if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None}
    return all(node.text in known or heads.get(id(node)) in known or node.text == "delta" for node in walk(tree)
               if isinstance(node, Name) and node.style in ("italic", "bold") and not node.text.isdigit())
