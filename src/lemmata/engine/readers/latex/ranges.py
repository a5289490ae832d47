"""What the indices of a formula run over, seen from its syntax tree: bound names, sizes, where counting starts."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, is_slice, is_word, items_of, parts_below, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Dots,
    Frac,
    Group,
    Matrix,
    Name,
    Node,
    Num,
    Product,
    Relation,
    Script,
    Statements,
    children,
    show,
    walk,
)
from lemmata.engine.readers.spelling import GIVEN, with_label

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.usage import Scan


def compared_with_numbers(root: Node) -> set[str]:
    """Capital letters in a list of which an order with a number is said, beside small ones: H, \\lambda > 0."""
    if not isinstance(root, Statements) or not root.items or not isinstance(last := root.items[-1], Relation):
        return set()
    if len(last.operands) != 2 or last.relations[0] not in ("<", ">", "<=", ">=") or not isinstance(
            last.operands[1], Num):
        return set()
    listed = [plain(item) for item in (*root.items[:-1], last.operands[0])]
    names = [n.text for n in listed if isinstance(n, Name) and n.style == "italic"]
    small = any(not name[:1].isupper() for name in names)
    return {n for n in names if n[:1].isupper()} if small and len(names) == len(listed) else set()


def bound_names(root: Node) -> set[str]:
    """Names that a sum, product, limit or integral of the formula binds, or that enumerate: (a_{ij})_{i,j=1}^n."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Script) and isinstance(node.base, Group) and node.sub is not None and node.sup is not None:
            *others, last = parts_below(node.sub)
            if isinstance(last, Relation) and last.relations == ("=",):
                found.update(n.text for part in (*others, last.operands[0]) for n in items_of(part)
                             if isinstance(n, Name))
        if isinstance(node, Big) and node.sub is not None and node.body is not None and node.name != "int":
            for part in parts_below(node.sub):
                target = part.operands[0] if isinstance(part, Relation) else part
                for leaf in items_of(target):
                    if isinstance(leaf, Name):
                        found.add(leaf.text)
                if isinstance(part, Relation) and part.relations[0] in ("<", "<=", "!=", ">"):
                    found.update(o.text for o in part.operands if isinstance(o, Name) and o.text in INDEX_LETTERS)
        if isinstance(node, Big) and node.name == "int":
            found.update(o.text for o in node.over if isinstance(o, Name))
    return found


def outside_letters(root: Node) -> set[str]:
    """Index letters in scripts that no operator around them may bind: what they mean is fixed elsewhere."""
    found: set[str] = set()
    stack: list[tuple[Node, frozenset[str]]] = [(root, frozenset())]
    while stack:
        node, bound = stack.pop()
        if isinstance(node, Big) and node.sub is not None and node.name != "int":
            bound |= {n.text for n in walk(node.sub) if isinstance(n, Name)}
        if isinstance(node, Script):
            scripts = (node.sub, node.sup if isinstance(node.sup, Group) else None)
            counting = [s for s in scripts if s is not None and not is_word(s)]
            letters = {n.text for s in counting for n in walk(s) if isinstance(n, Name)}
            found |= (letters & INDEX_LETTERS) - bound
        stack.extend((child, bound) for child in children(node))
    return found


def crossed_names(root: Node) -> frozenset[str]:
    """Letters that may be vectors of a cross product: those beside \\times, and beside \\cdot in the same formula."""
    chains = [n for n in walk(root) if isinstance(n, Chain) and set(n.operators) <= {"times", "dot", "+", "-"}]
    if not any("times" in c.operators for c in chains):
        return frozenset()
    sides = [s for c in chains for s in c.operands]
    if any(isinstance(s, Num) for c in chains if "times" in c.operators for s in c.operands):
        return frozenset()
    return frozenset(s.text for s in sides if isinstance(s, Name) and s.style in ("italic", "bold"))


COUNTED = ("sum", "prod", "max", "min", "argmax", "argmin", "union", "intersection")


def limits(root: Node, labels: Container[str] = ()) -> set[str]:
    """Names that end a sum over an index, so they are sizes; in d_k no letter of labels is one.

    So are those of \\mathbb{R}^n below an integral.
    """
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Big) and node.name == "int" and node.sub is not None:
            sizes = [s.sup for s in walk(node.sub) if isinstance(s, Script) and s.sup is not None and (
                isinstance(s.base, Name) and s.base.style == "bb")]
            found.update(n.text for size in sizes for n in walk(size) if isinstance(n, Name) and n.style == "italic")
        if isinstance(node, Big) and node.name in COUNTED:
            ends = [node.sup] if node.sup is not None else []
            if node.sub is not None:
                for part in parts_below(node.sub):
                    if isinstance(part, Relation):
                        ends.extend(
                            part.operands[1:]
                            if part.relations == ("=",)
                            else [o for o in part.operands if not _binds(o)]
                        )
            for end in ends:
                below = {id(s.sub) for s in walk(end) if isinstance(s, Script)}
                found.update(with_label(s.base.text, s.sub.text) for s in walk(end) if isinstance(s, Script) and (
                    isinstance(s.base, Name) and isinstance(s.sub, Name) and s.sub.text in labels and s.sup is None))
                found.update(
                    n.text for n in walk(end) if isinstance(n, Name) and n.style == "italic" and n.text != "infty"
                    and not (id(n) in below and n.text in labels)
                )
    return found


def ends(root: Node) -> set[str]:
    """Names that end an enumeration, x_1, \\ldots, x_n or 1 + 2 + \\cdots + n, so they are sizes."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Matrix):
            groups = [list(r) for r in node.rows] + [list(c) for c in zip(*node.rows)]
        else:
            groups = [list(children(node))] if isinstance(node, (Group, Statements, Chain, Product, Relation)) else []
        for group in groups:
            at = next((k for k, c in enumerate(group) if isinstance(c, Dots)), None)
            if at is None or at == 0 or at + 1 >= len(group):
                continue
            before = {n.text for c in group[:at] for n in walk(c) if isinstance(n, Name)}
            if isinstance(node, (Chain, Product)) and any(isinstance(n, Num) for n in walk(group[0])):
                last = (n for n in walk(group[at + 1]) if isinstance(n, Name))  # 1 + 2 + ... + n
                found.update(n.text for n in last if n.style == "italic" and n.text not in before)
            for script in walk(group[at + 1]):
                if isinstance(script, Script) and script.sub is not None:
                    found.update(
                        n.text
                        for n in walk(script.sub)
                        if isinstance(n, Name) and n.style == "italic" and (n.text not in before or n.text in "nmNMdKT")
                    )
    return found


def entry_ends(root: Node) -> dict[str, list[Node]]:
    """What counts the last entry of each name: n - 1 of X_{n-1}, n of X_{1:n}."""
    found: dict[str, list[Node]] = {}
    for node in walk(root):
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and node.sup is None:
            sub = plain(node.sub)
            end = sub.operands[1] if isinstance(sub, Relation) and is_slice(sub) else sub
            if isinstance(end, (Num, Name, Chain)):
                found.setdefault(node.base.text, []).append(end)
    return found


def starts_at_zero(root: Node, known: Container[str] = ()) -> bool:
    """Whether the formula counts entries from 0: x_0, ..., or a sum from 0 over a subscript.

    `known` are names that have a meaning: alpha_0 may be the sum of alpha_1, ..., alpha_K.
    """
    numbered, lettered = set(), set()
    for node in walk(root):
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None:
            if isinstance(node.sub, Num) and node.sub.text == "0":
                numbered.add(node.base.text)
            elif isinstance(node.sub, Name) and node.sub.text in INDEX_LETTERS:
                lettered.add(node.base.text)
    if any(with_label(name, "0") not in known and name != _total(root) for name in numbered & lettered):
        return True
    for node in walk(root):
        if (
            isinstance(node, Big)
            and node.name in ("sum", "prod")
            and isinstance(node.sub, Relation)
            and node.body is not None
        ):
            target, low = node.sub.operands[0], node.sub.operands[1]
            if isinstance(target, Name) and isinstance(low, Num) and low.text == "0" and node.sub.relations == ("=",):
                for script in walk(node.body):
                    if (
                        isinstance(script, Script)
                        and script.sub is not None
                        and any(isinstance(p, Name) and p.text == target.text for p in items_of(script.sub))
                    ):
                        return True
    return False


def _total(root: Node) -> str:
    """The name in \\alpha_0 = \\sum_k \\alpha_k: what is summed up can't hold the sum."""
    if not isinstance(root, Relation) or not isinstance(first := root.operands[0], Script) or root.relations[0] not in (
            "=", ":=", "equiv", "triangleq"):
        return ""
    summed = [n for operand in root.operands[1:] for n in walk(operand) if isinstance(n, Big) and n.name == "sum"]
    low = [n.sub.operands[1] for n in summed if isinstance(n.sub, Relation)]
    name = first.base.text if isinstance(first.base, Name) else ""
    counted = any(isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == name and isinstance(n.sub, Name)
                  for part in summed for n in walk(part))
    return name if counted and not any(isinstance(n, Num) and n.text == "0" for n in low) else ""


def label_letters(root: Node, bound: Container[str], known: Mapping[str, object]) -> set[str]:
    """Letters that are labels: k in \\hat x_{k|k-1}, and where a name is known that has such a label; a and b where one
    of them stands twice, as in \\Sigma_{aa}; of d_k beside k_1, ..., k_n or k_i, as an array counts nothing.

    Not those below what an earlier formula has defined by its entries.
    """
    found = {
        n.text
        for g in walk(root)
        if isinstance(g, Group) and g.open == "" and g.separators == ("|",)
        for n in walk(g)
        if isinstance(n, Name)
    }
    given = [part.rpartition("_")[2] for name in known if GIVEN in name for part in name.split(GIVEN)]
    found |= {letter for letter in given if len(letter) == 1 and letter.isalpha() and letter not in bound}
    scripts = [n for n in walk(root) if isinstance(n, Script) and n.sub is not None]
    below = {id(n) for script in scripts if script.sub is not None for n in walk(script.sub)}
    found |= {s.base.text for s in scripts if id(s) not in below and isinstance(s.base, Name) and isinstance(
        s.sub, Name) and s.base.text not in bound and s.sub.text in bound}
    for node in walk(root):
        parts = items_of(node.sub) if isinstance(node, Script) and node.sub is not None else []
        if isinstance(node, Script) and isinstance(node.base, Name) and getattr(
                known.get(node.base.text), "definition", None) is not None:
            continue
        letters = {n.text for n in parts if isinstance(n, Name) and n.style == "italic"}
        if len(parts) == 2 and len(letters) == 1 and letters <= set("abcd") and not any(n in bound for n in letters):
            found |= letters
    return found


def layer_letters(root: Node) -> set[str]:
    """l in W^l, a^{l-1}, h^{(l)}: superscripts of several names that count layers."""
    heads: dict[str, set[str]] = {}
    inside: set[str] = set()
    for node in walk(root):
        if isinstance(node, Script) and node.sup is not None:
            sup = plain(node.sup)
            parts = sup.operands if isinstance(sup, Chain) else (sup,)
            for part in parts:
                if isinstance(part, Name) and part.text in ("l", "ell", "L"):
                    heads.setdefault(part.text, set()).add(show(node.base))
                    inside.add(part.text)
    rows = [node for node in walk(root) if isinstance(node, (Product, Chain))]
    plainly = {n.text for node in rows for n in children(node) if isinstance(n, Name)}
    return {letter for letter, names in heads.items() if len(names) > 1 and letter not in plainly - inside}


def _binds(node: Node) -> bool:
    return isinstance(node, Name) and node.text in INDEX_LETTERS and node.text not in "mn"


def divisor(scan: Scan, root: Node) -> str:
    """The name that a sum without limits is divided by: \\frac{1}{n} \\sum_i x_i has n terms."""
    unlimited = [
        n
        for n in walk(root)
        if isinstance(n, Big) and n.name == "sum" and isinstance(n.sub, Name) and n.sup is None
    ]
    if not unlimited:
        return ""
    names = {
        n.den.text
        for n in walk(root)
        if isinstance(n, Frac)
        and isinstance(n.den, Name)
        and n.den.text in "nNmMK"
        and n.den.text not in scan.bound
        and getattr(scan.known.get(n.den.text), "source", "habit") in ("habit", "formula")
    }
    return names.pop() if len(names) == 1 else ""
