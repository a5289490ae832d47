"""How the names of a formula are used: collected from the syntax tree before anything is known of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from lemmata.engine.readers.latex.beside import alike_matrices, divisors, read_factors
from lemmata.engine.readers.latex.draws import settle_draws
from lemmata.engine.readers.latex.function_families import is_each
from lemmata.engine.readers.latex.identities import ones_sizes
from lemmata.engine.readers.latex.imaginary import unit_letters
from lemmata.engine.readers.latex.points import moving, points, taken, takers
from lemmata.engine.readers.latex.randomness import is_random, settle_laws
from lemmata.engine.readers.latex.ranges import (
    bound_names,
    compared_with_numbers,
    crossed_names,
    divisor,
    ends,
    entry_ends,
    label_letters,
    layer_letters,
    limits,
    outside_letters,
    starts_at_zero,
)
from lemmata.engine.readers.latex.subscripts import (
    base_of,
    capital,
    computed_labels,
    example_index,
    full_name,
    indices,
    is_index,
    is_slice,
    is_transpose,
    is_word,
    items_of,
    label,
    plain,
    split_number,
)
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Chain,
    Dots,
    Function,
    Group,
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
    walk,
)
from lemmata.engine.readers.spelling import with_label

FIELDS = ("F", "G")  # capital letters that are functions under a prime


@dataclass
class Usage:
    """How one name is used in a formula."""

    styles: set[str] = field(default_factory=set)
    ranks: set[int] = field(default_factory=set)
    bare: int = 0
    below: int = 0  # of these, as the subscript of brackets: \\|x\\|_H
    called: int = 0
    primes: int = 0
    rows: bool = False
    powered: bool = False
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
    number: bool = False  # in a list with what is one: H, \\lambda > 0
    divides: bool = False  # stands below a bar, as a matrix does not: 2PR / (P + R)


def with_own_label(node: Node, known: Collection[str]) -> str:
    """The name with its label, z_2, where the text knows it as a name of its own; "" elsewhere."""
    if not isinstance(node, Script) or not isinstance(node.base, Name) or node.sub is None:
        return ""
    text = with_label(node.base.text, label(node.sub))
    return text if text in known else ""


def dependencies(root: Node, known: Collection[str] = ()) -> dict[str, list[str]]:
    """Which names the formula differentiates by which: {f: [x], y: [x]}; known: z_2 among them is a name of its own."""

    found: dict[str, list[str]] = {}
    apart = taken(root)
    for node in walk(root):
        if isinstance(node, Slope) and node.arg is not None and id(node) not in apart:
            head = base_of(node.arg)
            if isinstance(head, Name):
                for variable, _ in node.over:
                    target = base_of(variable)
                    names = found.setdefault(with_own_label(node.arg, known) or full_name(node.arg), [])
                    text = with_own_label(variable, known) or target.text if isinstance(target, Name) else ""
                    if text and text != head.text and text not in names:
                        names.append(text)
    return found


def ruled(root: Node) -> set[str]:
    """Functions of a rule: names with a prime of their own that also stand under a prime, as in (fg)' = f'g + fg'.

    A prime on a product of matrices is a transpose, so capital letters are no functions here but F and G.
    """
    primed = [n for n in walk(root) if isinstance(n, Script) and n.primes]
    alone = {n.base.text for n in primed if isinstance(n.base, Name)}
    under = {m.text for n in primed if isinstance(n.base, Group) for m in walk(n.base) if isinstance(m, Name)}
    return {n for n in alone & under if n.islower() or n in FIELDS}


def fields_of(root: Node) -> set[str]:
    """Functions of a point in a rule for gradients: f, g of \\nabla(fg) = f\\nabla g + g\\nabla f."""
    pairs = [(p.factors[k], p.factors[k + 1]) for p in walk(root) if isinstance(p, Product)
             for k in range(len(p.factors) - 1)]
    after = [b for a, b in pairs if isinstance(a, Nabla) and a.kind == "nabla" and a.sub is None]
    if not any(isinstance(b, Group) for b in after):
        return set()
    return {b.text for b in after if isinstance(b, Name)} - {
        a.text for a, b in pairs if isinstance(a, Name) and isinstance(b, Group)}


def averaged_under(root: Node) -> set[str]:
    """The names below averages, of laws where these are said: q of E_{x \\sim q}, E_{q(x)} and E_q."""
    found: set[str] = set()
    for node in walk(root):
        if isinstance(node, Script) and node.sub is not None and getattr(node.base, "text", "") == "E":
            below = plain(node.sub)
            law = plain(below.operands[-1]) if isinstance(below, Relation) else below
            head = base_of(law.factors[0] if isinstance(law, Product) else law)
            found |= {head.text} if isinstance(head, Name) else set()
    return found


class Scan:
    """Usage of every name in a tree."""

    def __init__(self, root: Node, known: Mapping[str, object]):
        self.bound = bound_names(root)
        self.outside = outside_letters(root)
        self.marks = label_letters(root, self.bound, known)
        self.sizes = limits(root, self.marks) | ends(root)
        self.ends = entry_ends(root)
        self.known = known
        self.computed = computed_labels(root)
        self.usage: dict[str, Usage] = {}
        self.depends = dependencies(root, known)
        self.tables: dict[str, list[str]] = {}
        self.gradients = any(isinstance(n, Nabla) or (isinstance(n, Slope) and n.order > 1) for n in walk(root))
        self.heads: set[str] = set()
        self.masses: dict[str, dict[str, str]] = {}
        laws = [n.operands[-1] for n in walk(root) if isinstance(n, Relation) and "~" in n.relations]
        self.drawn, self.under_law = bool(laws), not all(isinstance(n, Name) for n in laws)  # x ~ P names one only
        self.listed: set[str] = set()
        self.zero_based = starts_at_zero(root, known)
        self.index_names: set[str] = set()
        self.points = points(root)
        self.takers = takers(root)
        self.moving = moving(root)
        self.primed: set[str] = set()
        self.ruled = ruled(root)
        self.fields = fields_of(root)
        self.layers = layer_letters(root)
        self.sequences = self.sequence_letters(root)
        self.visit(root, "")
        for text in compared_with_numbers(root):
            self[text].number = True
        for text in divisors(root):
            self[text].divides = True
        for node in walk(root):
            if isinstance(node, (Group, Statements, Chain, Relation)) and any(
                    isinstance(c, Dots) for c in children(node)):
                self.listed.update(
                    b.text for c in children(node)
                    for s in walk(c)
                    if isinstance(s, Script) and isinstance(b := s.base, Name)
                )
        self.mean_size = divisor(self, root)
        self.ones = ones_sizes(root, known)
        self.crossed = crossed_names(root)
        self.units = unit_letters(root, self.index_names | self.bound)
        self.log_bases: set[str] = set()
        self.has_numerals = self.has_roots = False
        settle_laws(self, root)
        self.averaged = averaged_under(root)
        self.integrals = any(isinstance(n, Big) and n.name == "int" for n in walk(root))
        self.data: set[str] = set()  # numbers that are listed, whose mean is taken
        self.taken: set[str] = set()  # random only because a mean is taken of them
        self.masses_only = False  # all that is said of chance is P(X = k), for some X and k
        settle_draws(self, root)

    def copied(self) -> Scan:
        """A scan for one run, which notes in it what it binds and what it finds to be random."""
        own = copy(self)
        own.usage = {n: replace(u, styles=set(u.styles), ranks=set(u.ranks)) for n, u in self.usage.items()}
        own.depends = {n: list(by) for n, by in self.depends.items()}
        own.bound, own.index_names = set(self.bound), set(self.index_names)
        return own

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

    def __getitem__(self, name: str) -> Usage:
        return self.usage.setdefault(name, Usage())

    def sequence_letters(self, root: Node) -> set[str]:
        """Letters such as t where x_t and x_{t+1} are steps of one sequence."""
        found: set[str] = set()
        by = {n.text for s in walk(root) if isinstance(s, Slope) for v, _ in s.over if isinstance(v, Script)
              for n in walk(v) if isinstance(n, Name)}  # \\partial / \\partial x_k: k is an index
        for node in walk(root):
            if isinstance(node, Script):
                for script in (node.sub, node.sup if isinstance(node.sup, Group) else None):
                    parts = items_of(script) if script is not None else []
                    for part in parts:
                        if isinstance(part, Chain) and is_index(part, self.bound):
                            names = [o.text for o in part.operands if isinstance(o, Name)]
                            free = {n for n in names if n not in self.bound and n not in self.sizes}
                            window = len(free) < len(names)  # x_{i+a} under a sum over a
                            found.update(n for n in free - by if len(parts) == 1 or not window)
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
            and not is_each(name)
            and bool(getattr(role, "params", None))
            and set(role.params) == {()}
            and (getattr(role, "definition", None) is None)
        )

    def visit(self, node: Node, context: str) -> None:
        if isinstance(node, Chain) and set(node.operators) & {"intersection", "union", "minus"}:
            for operand in node.operands:
                head = base_of(plain(operand))
                if isinstance(head, Name):
                    self[head.text].event = True
        if isinstance(node, Big) and node.name in ("union", "intersection") and node.body is not None:
            member = plain(node.body)
            head = base_of(plain(member.arg) if isinstance(member, Prefix) and member.op == "bar" else member)
            if isinstance(head, Name):
                self[head.text].event = True
        for text in alike_matrices(node):
            self[text].beside_capital = True
        if isinstance(node, Product):
            factors = node.factors
            read_factors(self, factors)
            taken = {id(factors[i + 1]) for i, f in enumerate(factors[:-1]) if is_random(f, factors[i + 1])}
            for factor in factors:
                if id(factor) not in taken:
                    self.visit(factor, context)
        elif isinstance(node, Name):
            self.name(node.text, node.style, context)
        elif isinstance(node, Script):
            if node.weight and isinstance(node.base, Name):
                self[node.base.text].simplex = True
            self.script(node, context)
        elif isinstance(node, Group) and node.open == "<":
            for child in children(node):
                if isinstance(child, Name) and len(node.items) == 2:
                    self[child.text].vector = True
                self.visit(child, context)
        elif isinstance(node, (Binom, Postfix)):
            for child in children(node):
                for leaf in walk(child):
                    if isinstance(leaf, Name) and leaf.text not in self.bound:
                        self[leaf.text].natural = True
                        self[leaf.text].number |= isinstance(node, Binom) and leaf.style == "italic"
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
                usage.primes += node.sub is None
            counted = self.outside if node.sub is not None and is_word(node.sub) else set()
            labelled = any(isinstance(n, Name) and n.text in self.marks for n in walk(node.sub)) if node.sub else True
            parts = None if labelled or node.sub is None else indices(node.sub, self.bound | self.sizes | counted)
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
            if (example := example_index(node)) is not None and not usage.called:
                self.index_names.add(example.text)
            if node.sub is None or parts is not None:
                if is_transpose(node.sup) and (context != "P"):
                    usage.transposed = True
                    usage.rows |= parts is not None and len(split_number(parts)) == 1
                if isinstance(node.sup, Prefix) and node.sup.op == "-" and base.text[0].isupper():
                    usage.squared_up = True
                usage.powered |= isinstance(node.sup, Num) and capital(base)
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
            if node.sub is not None and (indices(node.sub, self.bound | self.sizes) is not None):
                self.index_names.update(n.text for n in walk(node.sub) if isinstance(n, Name))
            if isinstance(base, Group) and isinstance(node.sub, Name):
                self[node.sub.text].below += 1
            self.visit(base, context)
        for script in (node.sub, node.sup):
            marks = ("T", "top", "H") if script is node.sup and not isinstance(base, Num) else ("T", "top")
            if script is not None and not (isinstance(script, Name) and script.text in marks):
                self.visit(script, "")
