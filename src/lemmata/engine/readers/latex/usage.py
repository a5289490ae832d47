"""How the names of a formula are used: collected from the syntax tree before anything is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lemmata.engine.readers.latex.subscripts import (
    INDEX_LETTERS,
    base_of,
    capital,
    full_name,
    indices,
    is_index,
    is_slice,
    is_transpose,
    items_of,
    plain,
    split_number,
)
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Chain,
    Dots,
    Frac,
    Function,
    Group,
    Matrix,
    Nabla,
    Name,
    Node,
    Num,
    Postfix,
    Prefix,
    Product,
    Relation,
    Script,
    Slope,
    Statements,
    children,
    show,
    walk,
)

VARIABLES = frozenset("XYZUVWSTN")


@dataclass
class Usage:
    """How one name is used in a formula."""

    styles: set[str] = field(default_factory=set)
    ranks: set[int] = field(default_factory=set)
    bare: int = 0
    called: int = 0
    arguments: int = 0
    largest: int = 0
    transposed: bool = False
    squared_up: bool = False
    random: bool = False
    event: bool = False
    natural: bool = False
    simplex: bool = False
    numerator: bool = False
    vector: bool = False
    beside_capital: bool = False
    acted_on: bool = False
    gradient: bool = False
    entries: bool = False


def bound_names(root: Node) -> set[str]:
    """Names that a sum, product, limit or integral of the formula binds."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Big) and node.sub is not None and node.name not in ("int", "union", "intersection"):
            for part in items_of(node.sub):
                target = part.operands[0] if isinstance(part, Relation) else part
                for leaf in items_of(target):
                    if isinstance(leaf, Name):
                        found.add(leaf.text)
                if isinstance(part, Relation) and part.relations[0] in ("<", "<=", "!=", ">"):
                    found.update(o.text for o in part.operands if isinstance(o, Name) and o.text in INDEX_LETTERS)
        if isinstance(node, Big) and node.name == "int":
            found.update(o.text for o in node.over if isinstance(o, Name))
    return found


def limits(root: Node) -> set[str]:
    """Names that end a sum over an index, so they are sizes."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Big) and node.name in ("sum", "prod", "max", "min", "argmax", "argmin", "union"):
            ends = [node.sup] if node.sup is not None else []
            if node.sub is not None:
                for part in items_of(node.sub):
                    if isinstance(part, Relation):
                        ends.extend(
                            part.operands[1:]
                            if part.relations == ("=",)
                            else [o for o in part.operands if not _binds(o)]
                        )
            for end in ends:
                found.update(
                    n.text for n in walk(end) if isinstance(n, Name) and n.style == "italic" and n.text != "infty"
                )
    return found


def ends(root: Node) -> set[str]:
    """Names that end an enumeration, x_1, \\ldots, x_n, so they are sizes."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Matrix):
            groups = [list(r) for r in node.rows] + [list(c) for c in zip(*node.rows)]
        else:
            groups = [list(children(node))] if isinstance(node, (Group, Statements, Chain, Product)) else []
        for group in groups:
            at = next((k for k, c in enumerate(group) if isinstance(c, Dots)), None)
            if at is None or at == 0 or at + 1 >= len(group):
                continue
            before = {n.text for c in group[:at] for n in walk(c) if isinstance(n, Name)}
            for script in walk(group[at + 1]):
                if isinstance(script, Script) and script.sub is not None:
                    found.update(
                        n.text
                        for n in walk(script.sub)
                        if isinstance(n, Name) and n.style == "italic" and (n.text not in before or n.text in "nmNMdKT")
                    )
    return found


def starts_at_zero(root: Node) -> bool:
    """Whether the formula counts entries from 0: x_0, ..., or a sum from 0 over a subscript."""
    numbered, lettered = set(), set()
    for node in walk(root):
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None:
            if isinstance(node.sub, Num) and node.sub.text == "0":
                numbered.add(node.base.text)
            elif isinstance(node.sub, Name) and node.sub.text in INDEX_LETTERS:
                lettered.add(node.base.text)
    if numbered & lettered:
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


def dependencies(root: Node) -> dict[str, list[str]]:
    """Which names the formula differentiates by which: {f: [x], y: [x]}."""
    found: dict[str, list[str]] = {}
    for node in walk(root):
        if isinstance(node, Slope) and node.arg is not None:
            head = base_of(node.arg)
            if isinstance(head, Name):
                for variable, _ in node.over:
                    target = base_of(variable)
                    names = found.setdefault(full_name(node.arg), [])
                    if isinstance(target, Name) and target.text != head.text and target.text not in names:
                        names.append(target.text)
    return found


def _binds(node: Node) -> bool:
    return isinstance(node, Name) and node.text in INDEX_LETTERS and node.text not in "mn"


class Scan:
    """Usage of every name in a tree."""

    def __init__(self, root: Node, known: Mapping[str, object]):
        self.bound = bound_names(root)
        self.sizes = limits(root) | ends(root)
        self.known = known
        self.usage: dict[str, Usage] = {}
        self.depends = dependencies(root)
        self.tables: dict[str, list[str]] = {}
        self.gradients = any(isinstance(n, Nabla) or (isinstance(n, Slope) and n.order > 1) for n in walk(root))
        self.heads: set[str] = set()
        self.marks = {
            n.text
            for g in walk(root)
            if isinstance(g, Group) and g.open == "" and g.separators == ("|",)
            for n in walk(g)
            if isinstance(n, Name)
        }
        self.masses: dict[str, dict[str, str]] = {}
        self.drawn = any(isinstance(n, Relation) and "~" in n.relations for n in walk(root))
        self.listed: set[str] = set()
        self.zero_based = starts_at_zero(root)
        self.index_names: set[str] = set()
        self.primed: set[str] = set()
        self.layers = layer_letters(root)
        self.sequences = self.sequence_letters(root)
        self.visit(root, "")
        for node in walk(root):
            if isinstance(node, (Group, Statements, Chain)) and any(isinstance(c, Dots) for c in children(node)):
                self.listed.update(
                    b.text
                    for c in children(node)
                    for s in walk(c)
                    if isinstance(s, Script) and isinstance(b := s.base, Name)
                )
        self.mean_size = self.divisor(root)

    def closure(self, name: str) -> set[str]:
        """All names that a name depends on."""
        found: set[str] = set()
        stack = [name]
        while stack:
            for other in self.depends.get(stack.pop(), []):
                if other not in found:
                    found.add(other)
                    stack.append(other)
        return found

    def divisor(self, root: Node) -> str:
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
            and n.den.text not in self.bound
            and getattr(self.known.get(n.den.text), "source", "habit") in ("habit", "formula")
        }
        return names.pop() if len(names) == 1 else ""

    def __getitem__(self, name: str) -> Usage:
        return self.usage.setdefault(name, Usage())

    def sequence_letters(self, root: Node) -> set[str]:
        """Letters such as t where x_t and x_{t+1} are steps of one sequence."""
        found: set[str] = set()
        for node in walk(root):
            if isinstance(node, Script):
                for script in (node.sub, node.sup if isinstance(node.sup, Group) else None):
                    for part in items_of(script) if script is not None else []:
                        if isinstance(part, Chain) and is_index(part, self.bound):
                            names = [o.text for o in part.operands if isinstance(o, Name)]
                            found.update(n for n in names if n not in self.bound and n not in self.sizes)
        for node in walk(root):
            if (
                isinstance(node, Script)
                and node.sub is not None
                and isinstance(node.base, Name)
                and self.is_sequence(node.base.text)
            ):
                found.update(n.text for n in walk(node.sub) if isinstance(n, Name) and n.text not in self.bound)
        found = {n for n in found if not self.is_declared_number(n)}
        return {n for n in found if n in ("t", "k", "n", "i", "j", "s", "tau", "l")} | self.layers

    def is_declared_number(self, name: str) -> bool:
        role = self.known.get(name)
        return getattr(role, "source", "") == "declared" and getattr(role, "shape", None) == ()

    def is_sequence(self, name: str) -> bool:
        """Whether an earlier formula made the name a sequence."""
        role = self.known.get(name)
        return (
            getattr(role, "domain", "") == "function"
            and getattr(role, "params", None) == ((),)
            and (getattr(role, "definition", None) is None)
        )

    def visit(self, node: Node, context: str) -> None:
        if isinstance(node, Chain) and set(node.operators) & {"intersection", "union", "minus"}:
            for operand in node.operands:
                head = base_of(plain(operand))
                if isinstance(head, Name):
                    self[head.text].event = True
        if isinstance(node, Product):
            self.product(node, context)
        elif isinstance(node, Name):
            self.name(node.text, node.style, context)
        elif isinstance(node, Script):
            self.script(node, context)
        elif isinstance(node, (Binom, Postfix)):
            for child in children(node):
                for leaf in walk(child):
                    if isinstance(leaf, Name) and leaf.text not in self.bound:
                        self[leaf.text].natural = True
                self.visit(child, context)
        elif isinstance(node, Slope):
            if node.arg is not None:
                head = node.arg.base if isinstance(node.arg, Script) else node.arg
                if isinstance(head, Name):
                    self[head.text].numerator = True
            for child in children(node):
                self.visit(child, context)
        elif isinstance(node, Nabla):
            for leaf in walk(node):
                if isinstance(leaf, Name) and node.kind == "nabla":
                    self[leaf.text].gradient = True
            for child in children(node):
                self.visit(child, context)
        elif isinstance(node, Function):
            for child in children(node):
                self.visit(child, "")
        else:
            for child in children(node):
                self.visit(child, context)

    def product(self, node: Product, context: str) -> None:
        factors = node.factors
        for place, factor in enumerate(factors):
            following = factors[place + 1] if place + 1 < len(factors) else None
            group = following.base if isinstance(following, Script) and isinstance(following.base, Group) else following
            inner = group if isinstance(group, Group) and group.open in ("(", "[", "{", "|", "<") else None
            head = factor.base if isinstance(factor, Script) else factor
            if inner is not None and isinstance(factor, Script) and inner.open == "(":
                for script in (factor.sub, factor.sup if isinstance(factor.sup, Group) else None):
                    for part in items_of(script) if script is not None else []:
                        if isinstance(part, Name) and part.text in INDEX_LETTERS and part.text not in self.bound:
                            self.index_names.add(part.text)
            if inner is not None and isinstance(head, Name):
                kind = chance_head(head, inner, factor)
                if kind:
                    for item in inner.items:
                        self.visit_random(item, kind)
                    continue
                named = all(isinstance(i, (Name, Script)) for i in inner.items)
                brackets = inner.open == "(" or (inner.open == "[" and len(inner.items) == 1)
                if brackets and (head.text != "pi" or named):
                    self[head.text].called += 1
                    self[head.text].arguments = max(self[head.text].arguments, len(inner.items))
            if inner is not None and isinstance(head, Function):
                if head.name in ("Var", "var", "Cov", "cov", "Corr", "corr"):
                    for item in inner.items:
                        self.visit_random(item, "E")
                    continue
                if head.name in ("det", "tr", "Tr", "trace", "Trace"):
                    for item in inner.items:
                        self.mark_square(item)
            elif (
                isinstance(head, Function)
                and head.name in ("det", "tr", "Tr", "trace", "Trace")
                and following is not None
            ):
                self.mark_square(following)
            if isinstance(head, Name) and not capital(head) and place and capital(factors[place - 1]) and inner is None:
                self[head.text].acted_on = True
            if capital(head) and place and capital(base_of(factors[place - 1])) and inner is None:
                self[head.text].beside_capital = True
                self[base_of(factors[place - 1]).text].beside_capital = True
        random_groups = {id(factors[i + 1]) for i, f in enumerate(factors[:-1]) if self._is_random(f, factors[i + 1])}
        for factor in factors:
            if id(factor) not in random_groups:
                self.visit(factor, context)

    def _is_random(self, factor: Node, following: Node) -> bool:
        group = following.base if isinstance(following, Script) and isinstance(following.base, Group) else following
        if not isinstance(group, Group):
            return False
        head = base_of(factor)
        if isinstance(head, Function):
            return head.name in ("Var", "var", "Cov", "cov", "Corr", "corr")
        return isinstance(head, Name) and bool(chance_head(head, group, factor))

    def mark_square(self, node: Node) -> None:
        head = base_of(plain(node))
        if isinstance(head, Name):
            self[head.text].squared_up = True
        if isinstance(head, Product):
            for factor in head.factors:
                if capital(base_of(factor)):
                    self[base_of(factor).text].beside_capital = True

    def visit_random(self, node: Node, kind: str) -> None:
        """Inside of P(..), E[..], H(..): capitals are random; bare ones in P are events."""
        node = plain(node)
        if kind == "P" and isinstance(node, (Name, Prefix, Chain, Script)) and not isinstance(node, Relation):
            for leaf in walk(node):
                if isinstance(leaf, Name) and (leaf.text[0].isupper() or leaf.style == "upright"):
                    self[leaf.text].event = True
                    self[leaf.text].styles.add(leaf.style)
            return
        names = [n for n in walk(node) if isinstance(n, Name)]
        capitals = [n for n in names if n.text[0].isupper() and n.style != "symbol" and n.text not in ("E", "T")]
        chosen = capitals
        if kind == "E":
            small = [
                n
                for n in names
                if n.text in ("x", "y", "z", "u", "v", "w", "epsilon", "varepsilon", "xi") or n.text.endswith("_hat")
            ]
            if any(getattr(self.known.get(n.text), "domain", "") == "variable" for n in names):
                chosen = []
            elif not capitals or (small and not any(n.text in VARIABLES and n.style != "bold" for n in capitals)):
                chosen = small
        if kind == "D":
            for n in names:
                self[n.text].simplex = True
            return
        scripted: set[str] = {
            n.text
            for s in walk(node)
            if isinstance(s, Script) and s.sub is not None
            for n in walk(s.sub)
            if isinstance(n, Name)
        }
        for n in chosen:
            if n.text not in scripted:
                self[n.text].random = True
        if kind == "H" and not capitals:
            for n in names:
                if n not in capitals and n.text[0].islower():
                    self[n.text].simplex = True
        self.visit(node, kind)

    def name(self, text: str, style: str, context: str) -> None:
        usage = self[text]
        usage.bare += 1
        usage.styles.add(style)

    def script(self, node: Script, context: str) -> None:
        base = node.base
        if isinstance(base, Name):
            usage = self[base.text]
            usage.styles.add(base.style)
            if node.primes:
                self.primed.add(base.text)
            parts = indices(node.sub, self.bound | self.sizes) if node.sub is not None else None
            if node.sub is not None and any(is_slice(p) for p in items_of(node.sub)):
                usage.ranks.add(len(items_of(node.sub)))
                self.index_names.update(p.text for p in items_of(node.sub) if isinstance(p, Name))
            if parts is not None and not (len(parts) == 1 and isinstance(parts[0], Num)):
                usage.ranks.add(len(split_number(parts)))
                usage.entries |= base.style != "bold"
                self.index_names.update(n.text for p in parts for n in walk(p) if isinstance(n, Name))
            elif parts is not None:
                usage.largest = max(usage.largest, int(parts[0].text)) if isinstance(parts[0], Num) else usage.largest
            elif node.sub is None:
                usage.bare += 1
            if node.sub is None or parts is not None:
                if is_transpose(node.sup) and (context != "P"):
                    usage.transposed = True
                if isinstance(node.sup, Prefix) and node.sup.op == "-" and base.text[0].isupper():
                    usage.squared_up = True
        else:
            if isinstance(base, Group) and is_transpose(node.sup):
                inner = plain(base)
                if isinstance(inner, Product) and all(isinstance(base_of(f), Name) for f in inner.factors):
                    for factor in inner.factors:
                        if capital(base_of(factor)):
                            self[base_of(factor).text].beside_capital = True
                if isinstance(inner, Chain):
                    for operand in inner.operands:
                        if isinstance(operand, Name):
                            self[operand.text].transposed = True
            self.visit(base, context)
        for script in (node.sub, node.sup):
            if script is not None and not (isinstance(script, Name) and script.text in ("T", "top")):
                self.visit(script, "")


def chance_head(head: Name, group: Group, factor: Node) -> str:
    """P, E, H or "" : whether a name before a group takes something random."""
    if head.text in ("P", "Pr") and head.style in ("italic", "upright", "bb") and group.open in ("(", "[", "{"):
        names = [n for n in walk(group) if isinstance(n, Name)]
        events = any(n.text[:1].isupper() or n.style == "upright" for n in names)
        return "P" if events or any(isinstance(n, Relation) for n in walk(group)) else ""
    if (
        head.text == "E"
        and group.open in ("[", "(", "{")
        and (head.style != "italic" or group.open == "[" or isinstance(factor, Script))
    ):
        return "E"
    if head.text in ("Var", "Cov"):
        return "E"
    if head.text in ("H", "I", "h") and group.open in ("(", "[") and head.style in ("italic", "upright", "bb"):
        names = [n for n in walk(group) if isinstance(n, Name)]
        if head.text == "H" or (any(n.text[:1].isupper() for n in names) and head.text == "h"):
            return "H"
        if head.text == "I" and (
            ";" in group.separators or (len(group.items) > 1 and any(n.text[:1].isupper() for n in names))
        ):
            return "H"
    if group.separators and any(s in ("||", "|") for s in group.separators) and head.text in ("D", "KL", "JS", "JSD"):
        return "D"
    return ""
