"""What the factors of a product say of each other: E[X], f(x), A B, w^T x_i."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.inner_products import INNER
from lemmata.engine.readers.latex.randomness import chance_head, mark_random
from lemmata.engine.readers.latex.subscripts import (
    INDEX_LETTERS,
    base_of,
    capital,
    full_name,
    is_transpose,
    items_of,
    labelled_matrix,
    plain,
)
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Frac,
    Function,
    Group,
    Nabla,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.spelling import with_label

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.usage import Scan

MATRICES = "AWUVMQRHB"  # capital letters that are mostly matrices before a vector
COUNTS = ("n", "m", "N", "M", "K", "D", "T")  # letters of sizes, of which orders of growth are said
_ARITHMETIC = {"+", "-", "*", "cdot", "dot", "/"}
_MOMENTS = ("Var", "var", "Cov", "cov", "Corr", "corr", "Std")
_OF_SQUARE = ("det", "tr", "Tr", "trace", "Trace")


def read_factors(scan: Scan, factors: Sequence[Node]) -> None:
    """Add to the usage of names what stands beside them."""
    for place, factor in enumerate(factors):
        before = factors[place - 1] if place else None
        following = factors[place + 1] if place + 1 < len(factors) else None
        group = base_of(following) if following is not None else None
        inner = group if isinstance(group, Group) and group.open in ("(", "[", "{", "|", "<") else None
        if inner is not None and _takes(scan, factor, inner, following):
            continue
        head = base_of(factor)
        if isinstance(head, Function) and head.name in _OF_SQUARE and inner is None and following is not None:
            _mark_square(scan, following)
        turned = isinstance(before, Script) and capital(before.base) and (
            is_transpose(before.sup) or isinstance(before.sup, Prefix | Frac) or (
                isinstance(before.sup, Chain) and before.sup.operators == ("/",)))  # A^T b, A^{-1} b, A^{1/2} b
        if isinstance(head, Name) and not capital(head) and inner is None and before is not None and (
                capital(before) or turned or labelled_matrix(before)):
            scan[head.text].acted_on = True
        if capital(head) and before is not None and capital(base_of(before)) and inner is None:
            scan[head.text].beside_capital = scan[base_of(before).text].beside_capital = True
    for name in _turned_gradients(factors):
        scan[name].ranks.add(1)
    for script in _facing(factors):
        text = base_of(script).text
        scan[text].rows = True
        if isinstance(script.sub, Num):
            scan[with_label(text, script.sub.text)].acted_on = True
        elif full_name(script) != text:
            scan[full_name(script)].acted_on = True
        elif script.sub is None:
            scan[text].ranks.add(1)


def divisors(root: Node) -> set[str]:
    """Capital letters that are added and multiplied in a denominator: P and R of 2PR / (P + R)."""
    below = [n.den for n in walk(root) if isinstance(n, Frac)]
    below += [o for n in walk(root) if isinstance(n, Chain) for op, o in zip(n.operators, n.operands[1:]) if op == "/"]
    return {name for node in below for name in _numbers_in(node)}


def _numbers_in(node: Node) -> set[str]:
    """The capital letters of plain arithmetic; none where there is a transpose, a norm, anything else."""
    found: set[str] = set()
    stack = [node]
    while stack:
        part = plain(stack.pop())
        if isinstance(part, Chain) and set(part.operators) <= _ARITHMETIC:
            stack += part.operands
        elif isinstance(part, Product):
            stack += part.factors
        elif isinstance(part, Script) and part.sub is None and isinstance(part.sup, Num) and not part.primes:
            stack.append(part.base)
        elif isinstance(part, Name):
            found |= {part.text} if capital(part) and part.style == "italic" else set()
        elif not isinstance(part, Num):
            return set()
    return found


def alike_matrices(node: Node) -> list[str]:
    """Capital letters that are matrices as what stands beside them is one: I - P, and P^2 = P of an idempotent P."""
    if isinstance(node, Chain) and set(node.operators) <= {"+", "-"}:
        names = [o.text for o in node.operands if isinstance(o, Name) and capital(o)]
        return [n for n in names if n != "I"] if "I" in names else []
    if isinstance(node, Relation) and node.relations == ("=",):
        for one, other in (node.operands, node.operands[::-1]):
            power = isinstance(one, Script) and capital(one.base) and one.sub is None and isinstance(one.sup, Num)
            head = base_of(one)
            nothing = isinstance(other, Num) and other.text == "0"
            if power and (nothing or other == replace(head, span=other.span)):
                return [head.text]
    return []
def _turned_gradients(factors: Sequence[Node]) -> Iterator[str]:
    """x of `\\nabla f(x)^\\top`, x and y of `(\\nabla f(x) - \\nabla f(y))^\\top`: gradients by vectors."""
    for nabla, f, script in zip(factors, factors[1:], factors[2:]):
        if isinstance(script, Script) and is_transpose(script.sup):
            yield from _slope_at((nabla, f, script.base))
    for script in factors:
        inner = plain(script.base) if isinstance(script, Script) and is_transpose(script.sup) else None
        for term in inner.operands if isinstance(inner, Chain) else ():
            yield from _slope_at(term.factors if isinstance(term, Product) else ())


def _slope_at(factors: Sequence[Node]) -> Iterator[str]:
    """x of `\\nabla f(x)`."""
    if len(factors) != 3:
        return
    nabla, f, group = factors
    if isinstance(nabla, Nabla) and nabla.kind == "nabla" and nabla.order == 1 and nabla.sub is None and isinstance(
            f, Name) and isinstance(group, Group) and len(group.items) == 1 and isinstance(group.items[0], Name):
        yield group.items[0].text


def _takes(scan: Scan, factor: Node, inner: Group, following: Node | None) -> bool:
    """What a factor before a bracket says; whether it takes what is random inside, E[X]."""
    head = base_of(factor)
    if isinstance(factor, Script) and inner.open == "(":
        for script in (factor.sub, factor.sup if isinstance(factor.sup, Group) else None):
            for part in items_of(script) if script is not None else []:
                if isinstance(part, Name) and part.text in INDEX_LETTERS and part.text not in scan.bound:
                    scan.index_names.add(part.text)
    if isinstance(head, Name) and head.text in ("O", "o") and inner.open == "(":
        for n in walk(inner):
            if isinstance(n, Name) and n.text in COUNTS:  # O(D^3): how many there are
                scan[n.text].number = True
    if isinstance(head, Name):
        kind = chance_head(head, inner, factor)
        if kind:
            for item in inner.items:
                mark_random(scan, item, kind)
            return True
        named = all(isinstance(i, (Name, Script)) for i in inner.items)
        brackets = inner.open == "(" or (inner.open == "[" and len(inner.items) == 1)
        if brackets and (head.text != "pi" or named):
            inverted = isinstance(following, Script) and isinstance(following.sup, Prefix) and factor is head
            scan[head.text].squared_up |= inverted and capital(head) and head.text in scan.moving  # A(t)^{-1}
            scan[head.text].called += 1
            scan[head.text].arguments = max(scan[head.text].arguments, len(inner.items))
            for item in inner.items if head.text == INNER else ():
                if isinstance(item, Name):
                    scan[item.text].vector = True  # x_1 y_1 + 2 x_2 y_2 beside it: entries
    if isinstance(head, Function):
        if head.name in _MOMENTS:
            for item in inner.items:
                mark_random(scan, item, "E")
            return True
        if head.name in _OF_SQUARE:
            for item in inner.items:
                _mark_square(scan, item)
    return False


def _mark_square(scan: Scan, node: Node) -> None:
    head = base_of(plain(node))
    if isinstance(head, Name):
        scan[head.text].squared_up = True
    if isinstance(head, Product):
        for factor in head.factors:
            if capital(base_of(factor)):
                scan[base_of(factor).text].beside_capital = True


def _facing(factors: Sequence[Node]) -> Iterator[Script]:
    """Small letters with an index that are vectors each: x_i in w^T x_i, k_j in q_i^T A k_j, v_i in A v_i."""
    turned = False
    for factor in factors:
        head = base_of(factor)
        small = isinstance(head, Name) and head.style in ("italic", "bold") and not capital(head)
        if turned and small and isinstance(factor, Script) and not factor.primes and _has_index(factor):
            yield factor
        matrix = capital(head) and (turned or (factor is head and head.text in MATRICES))
        turned = matrix or (small and isinstance(factor, Script) and is_transpose(factor.sup))


def _has_index(node: Script) -> bool:
    """x_i, x_1, x^{(i)}."""
    if node.sub is not None:
        return not isinstance(node.sub, Num) or node.sup is None
    return isinstance(node.sup, Group) and node.sup.open == "(" and len(node.sup.items) == 1 and (
        isinstance(node.sup.items[0], Name))
