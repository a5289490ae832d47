"""Subscripts and heads: what counts, what is a label, what is a transpose."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from lemmata.engine.readers.latex.syntax import (
    Chain,
    Frac,
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
from lemmata.engine.readers.spelling import GIVEN, STARS, with_label

INDEX_LETTERS = frozenset("ijklmnt")


PAIR_LETTERS = frozenset("ijklmnpqrstuvabcd")


WORDS = ("in", "out", "min", "max", "mid", "lin", "int", "ind", "id")  # letters side by side that are a label
_SPOKEN = {"-": "minus", "intersection": "cap"}  # signs without which labels would be those of others


def plain(node: Node) -> Node:
    """Without braces and parentheses around one item."""
    while isinstance(node, Group) and node.open in ("", "(") and len(node.items) == 1:
        node = node.items[0]
    return node


def items_of(sub: Node) -> list[Node]:
    """The parts of a subscript: ij, (i, j) and i,j are two."""
    if isinstance(sub, Product):
        return list(sub.factors)
    if isinstance(sub, Statements):
        return [part for item in sub.items for part in _apart(item)]
    if isinstance(sub, Group) and sub.open == "(":
        return [part for item in sub.items for part in _apart(item)]
    return [sub]


def _apart(item: Node) -> list[Node]:
    """The parts of what stands between commas; i, 2j are two."""
    return [item] if is_multiple(item) else items_of(item)


def is_multiple(node: Node) -> bool:
    """Whether it may be a multiple of an index, 2j, though it may also be two indices."""
    return isinstance(node, Product) and isinstance(node.factors[0], Num)


def parts_below(sub: Node) -> list[Node]:
    """The parts below a big operator: k \\ne i, j and k \\notin \\{i, j\\} are two conditions on k."""
    found: list[Node] = []
    for part in items_of(sub):
        last = found[-1] if found else None
        if isinstance(part, Relation) and part.relations == ("notin",) and isinstance(part.operands[1], Group):
            first, where = part.operands
            found += [Relation((first, item), ("!=",), span=part.span) for item in where.items]
        elif isinstance(part, Name) and isinstance(last, Relation) and last.relations == ("!=",):
            found.append(Relation((last.operands[0], part), ("!=",), span=part.span))
        else:
            found.append(part)
    return found


def is_index(node: Node, bound: Container[str], letters: Container[str] = INDEX_LETTERS) -> bool:
    """Whether a part of a subscript counts: a numeral, an index letter, or one of them plus or minus another."""
    if isinstance(node, Num):
        return node.text.isdigit()
    if isinstance(node, Name):
        return node.style == "italic" and (node.text in bound or node.text in letters)
    if isinstance(node, Chain):
        return all(op in ("+", "-") for op in node.operators) and all(
            is_index(o, bound, letters) for o in node.operands
        )
    if isinstance(node, Product):
        return all(is_index(f, bound, letters) for f in node.factors)
    if isinstance(node, Script) and isinstance(node.base, Name):  # n^2, d_{model}, a label y_i
        powered = node.sub is None and isinstance(node.sup, Num) and is_index(node.base, bound, letters)
        return powered or (node.sup is None and (bool(sized_name(node, bound)) or labels_mark(node.base.text) in bound))
    return False


def labels_mark(name: str) -> str:
    """How an array of labels stands among the names that count: not it, but its entries do."""
    return name + "[]"


def sized_name(node: Script, known: Container[str]) -> str:
    """The name of a size with a label: d_{model} is d_model, n_2 is n2 where that is one; else nothing."""
    if not isinstance(node.base, Name) or node.sub is None:
        return ""
    names = (with_label(node.base.text, label(node.sub)), node.base.text + label(node.sub))
    return next((name for name in names if name in known), "")


def is_slice(part: Node) -> bool:
    """Whether a part of a subscript is a range: `:`, `2:n`."""
    return isinstance(part, Relation) and part.relations == (":",)


def is_word(sub: Node) -> bool:
    """n_{in}: letters that spell a word."""
    return isinstance(sub, Product) and label(sub) in WORDS


def indices(sub: Node, bound: Container[str]) -> list[Node] | None:
    """The indices that a subscript holds; None where it is a label."""
    parts = items_of(sub)
    if is_word(sub) and not any(isinstance(p, Name) and p.text in bound for p in parts):
        return None
    letters = INDEX_LETTERS if len(parts) == 1 else PAIR_LETTERS
    if not all(is_index(p, bound, letters) for p in parts):
        return None
    if len(parts) > 1 and not all(isinstance(p, Num) or is_index(p, bound) for p in parts):
        named = [p.text for p in parts if isinstance(p, Name) and p.text not in bound]
        if len(set(named)) != len(named) or len(parts) > 2:
            return None
    return parts


def is_computed(sub: Node) -> bool:
    """Whether a label is an expression: -\\theta, 2\\theta, \\alpha + \\beta, \\pi/2; no pair of letters, AB."""
    if isinstance(sub, Product):
        return isinstance(sub.factors[0], Num)
    if isinstance(sub, Chain):
        return set(sub.operators) <= {"+", "-", "/"}
    return isinstance(sub, Frac) or (isinstance(sub, Prefix) and sub.op == "-")


def computed_labels(tree: Node) -> dict[str, set[str]]:
    """The names of a formula whose labels are computed somewhere, with the letters of these labels."""
    found: dict[str, set[str]] = {}
    for node in walk(tree):
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and is_computed(node.sub):
            found.setdefault(node.base.text, set()).update(n.text for n in walk(node.sub) if isinstance(n, Name))
    return found


def label(sub: Node) -> str:
    """A subscript as part of a name: \\mu_X, n_{\\text{max}}, x_{t+1}; \\mu_{x|y} is another one than \\mu_{xy}."""
    if isinstance(sub, Group) and sub.separators == ("|",):
        return GIVEN.join(label(part) for part in sub.items)
    texts = []
    for node in walk(sub):
        if isinstance(node, (Name, Num)):
            texts.append(node.text.removesuffix("_").replace(".", "_"))
        elif isinstance(node, Function):
            texts.append(node.name)
        elif isinstance(node, (Chain, Prefix)):
            operators = node.operators if isinstance(node, Chain) else (node.op,)
            texts += [_SPOKEN[op] for op in operators if op in _SPOKEN]
    return "".join(texts) if all(len(t) == 1 for t in texts) else "_".join(texts)


def full_name(node: Node) -> str:
    """The name of a name with a label, x_{max}; of one with an index, x_i, only x."""
    if isinstance(node, Script) and isinstance(node.base, Name):
        if node.sub is not None and indices(node.sub, ()) is None:
            return with_label(node.base.text, label(node.sub))
        return node.base.text
    return node.text if isinstance(node, Name) else ""


def ends_of_list(first: Node, last: Node) -> tuple[Script, Script] | None:
    """X_1 and X_n, the ends of X_1, ..., X_n; None of anything else."""
    first, last = plain(first), plain(last)
    if not isinstance(first, Script) or not isinstance(last, Script) or not isinstance(first.base, Name):
        return None
    same = isinstance(last.base, Name) and first.base.text == last.base.text and first.sup is last.sup is None
    counted = isinstance(first.sub, Num) and first.sub.text == "1" and last.sub is not None
    return (first, last) if same and counted and not (first.primes or last.primes) else None


def fresh_letter(tree: Node) -> str:
    """An index letter that the tree doesn't use; nothing where all are taken."""
    taken = {n.text for n in walk(tree) if isinstance(n, Name)}
    return next((letter for letter in "ijklrs" if letter not in taken), "")


def split_number(parts: list[Node]) -> list[Node]:
    """x_{12} of a matrix: two digits are two indices."""
    if len(parts) == 1 and isinstance(parts[0], Num) and len(parts[0].text) > 1:
        return [Num(c, span=parts[0].span) for c in parts[0].text]
    return parts


def base_of(node: Node) -> Node:
    return node.base if isinstance(node, Script) else node


def capital(node: Node) -> bool:
    """A capital letter that habit takes for a matrix."""
    return isinstance(node, Name) and node.style in ("italic", "bold") and node.text[:1].isupper()


def labelled_matrix(node: Node) -> bool:
    """W_1, W_{ih}, W^{(1)}: one matrix of several, where habit numbers no other capital so before a vector."""
    if not isinstance(node, Script) or not capital(node.base) or base_of(node).text not in "WUVAMQRH":
        return False
    layer = isinstance(node.sup, Group) and node.sup.open in ("(", "[")
    numbered = isinstance(node.sub, Num) or (node.sub is not None and indices(node.sub, ()) is None)
    return (numbered and (node.sup is None or layer)) or (layer and node.sub is None)


def example_index(node: Script) -> Name | None:
    """The i of x^{(i)}, w_j^{(i)}, which counts examples, as no other superscript in parentheses does."""
    inner = node.sup.items if isinstance(node.sup, Group) and node.sup.open == "(" else ()
    first = inner[0] if len(inner) == 1 else None
    return first if isinstance(first, Name) and first.text in ("i", "j") else None


def is_transpose(sup: Node | None) -> bool:
    return isinstance(sup, Name) and (sup.text in ("top", "-top") or sup.text == "T")


def unstarred(node: Node) -> Node:
    """f^* as a name of its own."""
    if not isinstance(node, Script) or not isinstance(node.base, Name) or not isinstance(node.sup, Name):
        return node
    if node.sup.text not in STARS or node.primes:
        return node
    name = replace(node.base, text=with_label(node.base.text, node.sup.text))
    return name if node.sub is None else replace(node, base=name, sup=None)
