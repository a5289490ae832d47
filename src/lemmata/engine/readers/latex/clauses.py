"""A formula as clauses: what is stated, what is a condition of it, what declares a set or a range."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lemmata.engine.readers.latex.notation import NOUNS, TITLES
from lemmata.engine.readers.latex.subscripts import full_name, indices, plain
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Dots,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    Statements,
    walk,
)
from lemmata.engine.readers.latex.tokens import Unreadable

ORDERS = ("<", "<=", ">", ">=", "!=", "<<", ">>", "succ", "succeq", "prec", "preceq")
MEASURES = ("det", "rank", "rk", "tr", "trace", "rho", "Re", "Im", "gcd", "deg", "dim", "kappa", "arg")
CONDITIONAL = ("if", "for", "where", "as", "since", "exists", "some")
LOGICAL = ("iff", "implies", "hence", "then")


@dataclass(frozen=True)
class Clause:
    """kind: statement, condition (of the others), range (i = 1, ..., n); link: how it follows the one before."""

    node: Node
    kind: str = "statement"
    link: str = ""
    row: int = 0


def clauses(tree: Node) -> tuple[list[Clause], list[str]]:
    """The clauses of a formula, lists such as `a, b > 0` spread out, and remarks in words."""
    if not isinstance(tree, Statements):
        if isinstance(tree, Group) and tree.open == "(" and _alone(tree):
            tree = tree.items[0]
        return [Clause(tree)], []
    found: list[Clause] = []
    mode = "statement"
    pending: list[Node] = []
    items = list(zip(tree.items, tree.connectives))
    at = row = 0
    link = ""
    while at < len(items):
        node, connective = items[at]
        bracketed = found and isinstance(node, Group) and node.open == "(" and _alone(node)
        if bracketed:
            node = node.items[0]
        row += connective == "\n"
        if connective in CONDITIONAL:
            mode = "condition"
        elif (
            connective in ("\n", "hence", "then", "iff", "implies")
            or (connective == "" and at)
            or (connective in (",", " ") and mode == "condition" and not is_condition(node) and not _listed(items, at))
        ):
            mode = "statement"
        if connective in LOGICAL:
            link = "hence" if connective == "then" else connective
        if isinstance(node, Blank):
            at += 1
            continue
        stop = _range(items, at)
        if stop is not None:
            found.append(Clause(_range_node(items, at, stop), "range", link))
            at, link = stop, ""
            continue
        if not isinstance(node, Relation) and _listed(items, at):
            pending.append(node)
            at += 1
            continue
        if pending and isinstance(node, Relation):
            for target in pending:
                if not isinstance(target, Dots):
                    one = replace(node, operands=(target, *node.operands[1:]), span=target.span)
                    found.append(Clause(one, mode, link, row))
            pending = []
        kind = mode
        if (
            mode == "statement"
            and found
            and connective in (",", " ", "and")
            and any(c.kind == "statement" and not is_condition(c.node) for c in found)
            and (bracketed or is_condition(node) or (connective != "and" and _on_the_side(node, found)))
        ):
            kind = "condition"
        found.append(Clause(node, kind, link, row))
        link = ""
        at += 1
    found.extend(Clause(node) for node in pending)
    if found and all(c.kind != "statement" for c in found):
        found = [replace(c, kind="statement") if c.kind == "condition" else c for c in found]
    return found, [r for r in tree.remarks if not set(r.split()) <= set(NOUNS) and r.split()[-1] not in TITLES]


def _listed(items: list[tuple[Node, str]], at: int) -> bool:
    """Whether a bare item belongs to the relation that follows: x, y \\in S."""
    node = items[at][0]
    if isinstance(node, Relation) or not _bare(node):
        return False
    for following, connective in items[at + 1 :]:
        if connective not in (",", "and", " "):
            return False
        if isinstance(following, Relation):
            return _bare(following.operands[0]) and (
                following.relations[0] in ("in", "<", "<=", ">", ">=", "!=", "~") or False
            )
        if not _bare(following) and not isinstance(following, Dots):
            return False
    return False


def _bare(node: Node) -> bool:
    if isinstance(node, (Name, Dots)):
        return True
    if isinstance(node, Script):
        mark = (
            node.sup is None
            or (isinstance(node.sup, Name) and node.sup.style == "symbol")
            or isinstance(node.sup, Group)
        )
        return isinstance(node.base, Name) and mark
    return False


def _range(items: list[tuple[Node, str]], at: int) -> int | None:
    """i = 1, ..., n: the place after it."""
    node = items[at][0]
    if not (
        isinstance(node, Relation)
        and node.relations == ("=",)
        and isinstance(node.operands[0], Name)
        and isinstance(node.operands[1], Num)
    ):
        return None
    stop = at + 1
    while stop < len(items) and isinstance(items[stop][0], Num):
        stop += 1
    if stop < len(items) and isinstance(items[stop][0], Dots):
        if stop + 1 < len(items) and isinstance(items[stop + 1][0], (Name, Num, Script)) and items[stop + 1][1] == ",":
            return stop + 2
        return stop + 1
    if stop > at + 1:
        return stop
    return None


def _range_node(items: list[tuple[Node, str]], at: int, stop: int) -> Relation:
    first = items[at][0]
    last = items[stop - 1][0]
    assert isinstance(first, Relation)
    end: Node = Name("infty", "symbol", span=last.span) if isinstance(last, Dots) else last
    return Relation((first.operands[0], first.operands[1], end), ("=", ".."), span=(first.span[0], last.span[1]))


def is_condition(node: Node) -> bool:
    """A relation that restricts a name: x > 0, x \\in [a, b], k \\ne 0, x \\to \\infty, X \\sim N(0, 1)."""
    if not isinstance(node, Relation):
        return False
    if node.relations[0] in ("in", "notin", "~", "->", ":", "perp"):
        return all(_bare(plain(o)) for o in _targets(node.operands[0])) or node.relations[0] == "perp"
    if all(r in ORDERS for r in node.relations):
        return all(_simple(o) for o in node.operands) and any(_bare(o) for o in node.operands)
    return False


def _alone(group: Group) -> bool:
    """Whether brackets hold one relation and nothing else."""
    return len(group.items) == 1 and isinstance(group.items[0], Relation)


def _on_the_side(node: Node, found: list[Clause]) -> bool:
    """A relation behind a statement that only says where it holds: |r| < 1, \\|A\\| < 1, x^2 < 1, \\det A \\ne 0.

    One side is a number or a name, the other the size of a name of the statement; what is not zero may be anything.
    """
    if not isinstance(node, Relation) or not all(r in ORDERS for r in node.relations):
        return False
    about = {n for c in found if c.kind == "statement" for n in names_in(c.node)}
    if not names_in(node) <= about or not any(_simple(o) for o in node.operands):
        return False
    nonzero = node.relations == ("!=",) and isinstance(node.operands[1], Num)
    sign = not nonzero and any(isinstance(o, Num) and o.text == "0" for o in node.operands)
    if sign and any(isinstance(o, (Script, Group)) and not _bare(o) for o in node.operands):
        return False  # the sign of a square or a norm is no condition
    return nonzero or all(_simple(o) or _measure(o) for o in node.operands)


def _measure(node: Node) -> bool:
    """The size of something: |r|, \\|A\\|_2, |x - a|, x^2, \\det A, \\rho(A), b^2 - 4ac."""
    if isinstance(node, Script):
        power = isinstance(node.sup, Num) or node.sup is None
        return power and not node.primes and (_bare(node.base) or _measure(node.base))
    if isinstance(node, Group):
        return len(node.items) == 1 and node.open in ("|", "||", "(") and _measured(node.items[0])
    if isinstance(node, Product):
        head, *rest = node.factors
        if isinstance(head, (Function, Name)) and len(rest) == 1 and _named(head) in MEASURES:
            return _measured(rest[0])
        return all(isinstance(f, Num) or _bare(f) or (isinstance(f, Script) and _measure(f)) for f in node.factors)
    if isinstance(node, Chain):
        return all(op in ("+", "-") for op in node.operators) and all(
            _simple(o) or _measure(o) for o in node.operands)
    return isinstance(node, Prefix) and _measure(node.arg)


def _measured(node: Node) -> bool:
    """What a size is taken of: names, their sums and products."""
    return all(isinstance(n, (Name, Num, Script, Group, Chain, Product, Prefix)) for n in walk(node))


def _named(node: Node) -> str:
    return node.name if isinstance(node, Function) else node.text if isinstance(node, Name) else ""


def _targets(node: Node) -> list[Node]:
    return list(node.items) if isinstance(node, Group) and node.open == "(" else [node]


def _simple(node: Node) -> bool:
    if isinstance(node, Prefix):
        return _simple(node.arg)
    return isinstance(node, Num) or _bare(node)


def names_in(node: Node) -> set[str]:
    """Base names that occur in a tree, without indices."""
    found: set[str] = set()
    labels: set[int] = set()
    for n in walk(node):
        if isinstance(n, Script) and n.sub is not None:
            labels.update(id(m) for m in walk(n.sub))
            if isinstance(n.base, Name) and id(n.base) not in labels and indices(n.sub, ()) is None:
                labels.add(id(n.base))
                found.add(full_name(n))
        if isinstance(n, Name) and id(n) not in labels and n.style != "symbol" and n.text not in ("T", "d"):
            found.add(n.text)
    return found


def numeric_only(node: Node) -> bool:
    """Whether a formula has no names but constants."""
    return all(n.text in ("e", "pi", "infty") for n in walk(node) if isinstance(n, Name))


def alone(node: Node) -> bool:
    """Whether an operand is one decimal: 0.35, -1.2, 7.1 \\times 10^{-8}."""
    if isinstance(node, Prefix):
        return alone(node.arg)
    return isinstance(node, Num)


def one_word(remarks: list[str], node: Node) -> None:
    """Words that are no known connective may hold a condition: the formula is not understood."""
    if remarks:
        raise Unreadable(
            f"the words {remarks[0]!r} inside of the formula are not understood",
            node.span[0],
            "a connective such as 'for' or 'where'",
            end=node.span[1],
        )
