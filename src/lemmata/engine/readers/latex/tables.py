"""Density notation over finite sets: p(x, y), p(x) and p(x | y) are one table, its margin, a quotient of margins.

The letters between the parentheses say which of its axes are meant; what a sum does not bind is meant for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.engine.expr import Expr, Size, at, bind, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.entropies import base_params
from lemmata.engine.readers.latex.state import Index, State
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Product, Relation, Script, walk
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.spelling import with_label
from lemmata.wording import counted

MOMENTS = ("E", "Var")
HEADS = ("p", "q", "r", "P", "Q")
PARAMETERS = ("theta", "phi", "psi", "w", "varphi", "eta")  # of families of densities


def table_head(head: Node) -> str:
    """p, or p_theta of p_\\theta; "" for anything else."""
    if isinstance(head, Name):
        return head.text if head.text in HEADS else ""
    if not isinstance(head, Script) or not isinstance(head.base, Name) or head.sup is not None or head.primes:
        return ""
    known = head.base.text in HEADS and isinstance(head.sub, Name) and head.sub.text in PARAMETERS
    return with_label(head.base.text, label(head.sub)) if known and head.sub is not None else ""


def occurrence(head: Node, group: Node) -> tuple[list[str], list[str]] | None:
    """The letters before and after the bar of p(x, y | z); None for anything else."""
    if not table_head(head) or not isinstance(group, Group) or group.open != "(" or not group.items:
        return None
    data = table_head(head)[:1].islower()  # p(D), of the data; P(D) is of an event
    if not all(isinstance(i, Name) and (_is_value(i) or (data and i.text == "D")) for i in group.items):
        return None
    if any(s not in (",", "|") for s in group.separators) or group.separators.count("|") > 1:
        return None
    names = [i.text for i in group.items if isinstance(i, Name)]
    if len(set(names)) != len(names):
        return None
    cut = group.separators.index("|") + 1 if "|" in group.separators else len(names)
    return names[:cut], names[cut:]


def drawn_letters(node: Node, seen: Mapping[str, Sequence[tuple[list[str], list[str]]]]) -> tuple[str, list[str]]:
    """(q, [z]) of E_{z \\sim q}, E_{q(z)}, and of E_q where the formula has q(z); else ("", []).

    The law of E_{x \\sim p} may have no other call: E_{x \\sim p}[\\log q(x)].
    """
    if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.text not in MOMENTS:
        return "", []
    sub = plain(node.sub) if node.sub is not None else None
    if isinstance(sub, Relation) and sub.relations == ("~",):
        drawn = plain(sub.operands[0])
        named = drawn.items if isinstance(drawn, Group) else (drawn,)
        letters = [n.text for n in named if isinstance(n, Name)]
        law = sub.operands[1].factors[0] if isinstance(sub.operands[1], Product) else sub.operands[1]
        used = table_head(law) in seen or any(
            set(letters) <= {*before, *after} for rows in seen.values() for before, after in rows)
        return (table_head(law), letters) if table_head(law) and used and len(letters) == len(named) else ("", [])
    if isinstance(sub, Product) and (found := occurrence(*sub.factors[:2])) is not None:
        return table_head(sub.factors[0]), found[0]
    if isinstance(sub, (Name, Script)) and (head := table_head(sub)) in seen:
        letters_of = {tuple(before) for before, after in seen[head] if not after}
        return head, list(letters_of.pop() if len(letters_of) == 1 else ())
    return "", []


def _is_value(name: Name) -> bool:
    return name.text[:1].islower() and name.style in ("italic", "bold")


def tables_of(root: Node, known: set[str]) -> dict[str, list[str]]:
    """Heads that are used as densities of several letters, with their letters in order of appearance."""
    seen: dict[str, list[tuple[list[str], list[str]]]] = {}
    summed: set[str] = set()
    for node in walk(root):
        if isinstance(node, Big):
            if node.name == "int":
                return {}
            if node.name == "sum" and node.sub is not None:
                summed.update(n.text for n in walk(node.sub) if isinstance(n, Name))
        if isinstance(node, Product):
            for head, group in zip(node.factors, node.factors[1:]):
                found = occurrence(head, group.base if isinstance(group, Script) else group)
                name = table_head(head)
                if found is not None and name not in known:
                    seen.setdefault(name, []).append(found)
    for node in walk(root):
        law, letters = drawn_letters(node, seen)
        summed.update(letters)
        if letters and law not in seen and law not in known:
            seen[law] = [(letters, [])]
    result: dict[str, list[str]] = {}
    if sum(len(rows) for rows in seen.values()) == 1 and not summed:
        return {}
    dense = any(
        after or len({tuple(sorted(b)) for b, _ in rows}) > 1 or summed & {n for b, _ in rows for n in b}
        for rows in seen.values()
        for _, after in rows
    )
    for letter, rows in seen.items():
        if dense:
            result[letter] = list(dict.fromkeys(n for before, after in rows for n in (*before, *after)))
    return result


class Tables(State):
    """The part of the elaborator that reads density notation."""

    @property
    def letters(self) -> set[str]:
        """Letters that stand for the values of a finite variable."""
        return {letter for letters in self.tables.values() for letter in letters}

    def letter_size(self, letter: str) -> Size:
        return self.choices.size(f"?{letter}@table")

    def letter_place(self, letter: str, values: Sequence[Expr] = ()) -> Index:
        """An index over the values of a letter, which may be given: it counts them, and is none of them."""
        index = self.new_index(Size.of(len(values)) if values else self.letter_size(letter))
        self.places[index.atom] = apply("stack", *values) if values else letter
        return index

    def value_at(self, index: Index) -> Expr | None:
        """The value that a letter has at its place; None of an index that is a number itself."""
        letter = self.places.get(index.atom)
        if not isinstance(letter, str):
            return None if letter is None else at(letter, index.atom)
        role = self.scope.lookup(letter)
        if role is not None and role.domain not in ("", "real", "variable"):
            self.unsettled = f"which values {letter} takes was not used"
        return at(symbol(f"values of {letter}", (index.high,), "real"), index.atom)

    def table_call(self, head: Node, group: Group) -> Value | None:
        """p(x | y) as a quotient of margins."""
        name = table_head(head)
        found = occurrence(head, group) if name in self.tables else None
        if found is None:
            return None
        before, after = found
        upper = self.margin(name, [*before, *after])
        return Value(upper / self.margin(name, after) if after else upper)

    def table(self, head: str) -> Expr:
        """The table of a head: a vector of probabilities, or positive weights that are divided by their sum."""
        if head not in self.symbols:
            dims = [self.letter_size(letter) for letter in self.tables[head]]
            self.symbols[head] = (symbol(head, dims, "simplex" if len(dims) == 1 else "positive"), "habit")
            self.note(f"{head} is read as a finite table over {', '.join(self.tables[head])}")
        return self.symbols[head][0]

    def margin(self, head: str, kept: list[str]) -> Expr:
        """The sum over all letters that are not kept."""
        table, letters = self.table(head), self.tables[head]
        if table.rank != len(letters):
            raise ShapeError(f"{head} of {', '.join(letters)} is used as an array with {counted(table.rank, 'axis')}")
        gone = {x: self.new_index(size) for x, size in zip(letters, table.shape) if x not in kept}
        indices = [gone.get(letter) or self.letter_index(letter) for letter in letters]
        for letter, index, size in zip(letters, indices, table.shape):
            if index.high != size:  # a letter runs over the axis that it indexes, and over no other
                raise ShapeError(f"{letter} runs up to {index.high} in an axis of size {size}", index.high, size)
        result = at(table, *(index.atom for index in indices))
        for index in reversed(list(gone.values())):
            result = bind("sum", index.atom, result, 0, index.high)
        return result if len(letters) == 1 else result / apply("sum", table)

    def distribution_named(self, head: str) -> Expr | None:
        """A bare p that the formula uses as p(x) too: all its probabilities, as a vector; None for other names."""
        if head not in self.tables:
            return None
        return self.table(head) if len(self.tables[head]) == 1 else self.margin_vector(head, self.tables[head])

    def letter_index(self, letter: str) -> Index:
        if letter in self.indices:
            return self.indices[letter]
        if letter not in self.free:
            self.free[letter] = self.letter_place(letter)
        return self.free[letter]

    def margin_vector(self, head: str, letters: list[str], given: list[str] | None = None) -> Expr:
        """The margin over some letters as a vector of probabilities."""
        saved = dict(self.indices)
        opened = [self.letter_place(letter) for letter in letters]
        self.indices.update(dict(zip(letters, opened)))
        body = self.margin(head, [*letters, *(given or [])])
        if given:
            body = body / self.margin(head, given)
        self.indices = saved
        for index in reversed(opened):
            body = bind("array", index.atom, body, 0, index.high)
        return body if len(letters) == 1 else apply("ravel", body)

    def table_side(self, node: Node) -> Expr | None:
        """q(z) or p(z | x) in a divergence: the vector over the letters before the bar."""
        node = plain(node)
        if isinstance(node, (Name, Script)) and table_head(node):
            return self.distribution_named(table_head(node))
        if isinstance(node, Product) and len(node.factors) == 2:
            found = occurrence(*node.factors)
            name = table_head(node.factors[0])
            if found is not None and name in self.tables:
                return self.margin_vector(name, found[0], found[1])
        if isinstance(node, Product) and len(node.factors) % 2 == 0:
            pairs = list(zip(node.factors[::2], node.factors[1::2]))
            calls = [occurrence(head, group) for head, group in pairs]
            if all(c is not None and table_head(h) in self.tables for c, (h, _) in zip(calls, pairs)):
                return self.product_vector(pairs, [letter for c in calls if c is not None for letter in c[0]])
        return None

    def product_vector(self, pairs: list[tuple[Node, Node]], letters: list[str]) -> Expr | None:
        """p(x) p(y), p(x) p(y | x): the vector over the letters of both, in the order of the first one's table."""
        order = self.tables[table_head(pairs[0][0])]
        letters = sorted(letters, key=lambda x: order.index(x) if x in order else len(order))
        if len(set(letters)) != len(letters):
            return None
        saved = dict(self.indices)
        opened = [self.letter_place(letter) for letter in letters]
        self.indices.update(dict(zip(letters, opened)))
        factors = [self.table_call(head, group) for head, group in pairs if isinstance(group, Group)]
        self.indices = saved
        if len(factors) != len(pairs) or None in factors:
            return None
        body = factors[0].expr  # type: ignore[union-attr]
        for factor in factors[1:]:
            body = body * factor.expr  # type: ignore[union-attr]
        for index in reversed(opened):
            body = bind("array", index.atom, body, 0, index.high)
        return body if len(letters) == 1 else apply("ravel", body)

    def table_expectation(self, sub: Node | None, body: Node) -> Value | None:
        """E_{z ~ q(z | x)}[...], E_{p(x, y)}[...], E_{p(x) q(z | x)}[...] as sums over the letters that are drawn."""
        letters, law = self._drawn(sub)
        factors = law.factors if isinstance(law, Product) else () if law is None else (law,)
        heads = [table_head(f) for f in factors[::2]]
        if not letters or any(head not in self.tables for head in heads) or not (
                len(factors) == 1 or all(isinstance(g, Group) for g in factors[1::2])) or any(
                all(letter not in self.tables[head] for head in heads) for letter in letters):
            return None
        saved = dict(self.indices)
        opened = []
        for letter in letters:
            self.indices[letter] = self.letter_place(letter)
            opened.append(self.indices[letter])
        if len(set(heads)) > 1:
            self.unsettled = f"under which law the margins of {heads[-1]} are is not said"
        if len(factors) == 1:
            weights = [Value(self.margin(heads[0], letters))]
        else:
            calls = (self.table_call(f, g) for f, g in zip(factors[::2], factors[1::2]) if isinstance(g, Group))
            weights = [call for call in calls if call is not None]
        inner = self.value(body) if len(weights) == len(heads) else None
        self.indices = saved
        if inner is None:
            return None
        result = inner.expr
        for weight in reversed(weights):
            result = weight.expr * result
        for index in reversed(opened):
            result = bind("sum", index.atom, result, 0, index.high)
        return Value(result)

    def _drawn(self, sub: Node | None) -> tuple[list[str], Node | None]:
        """The letters that the subscript of a mean draws, and from what."""
        if isinstance(sub, Relation) and sub.relations == ("~",):
            drawn = plain(sub.operands[0])
            named = drawn.items if isinstance(drawn, Group) else (drawn,)
            letters = [n.text for n in named if isinstance(n, Name)]
            return (letters if len(letters) == len(named) else []), sub.operands[1]
        if isinstance(sub, (Name, Script)):
            return list(self.tables.get(table_head(sub), ())), sub
        if isinstance(sub, Product) and len(sub.factors) % 2 == 0:
            calls = [occurrence(*pair) for pair in zip(sub.factors[::2], sub.factors[1::2])]
            letters = [letter for call in calls if call is not None for letter in call[0]]
            return (letters if None not in calls and len(set(letters)) == len(letters) else []), sub
        return [], None

    def table_entropy(self, name: str, sides: list[list[Node]], given: list[Node]) -> Expr | None:
        """H(X), H(X, Y), H(X | Y), I(X; Y) of the variables whose values the letters are."""
        texts = [[n.text.lower() for n in side if isinstance(n, Name) and n.text.isupper()] for side in (*sides, given)]
        flat = [t for side in texts for t in side]
        heads = [h for h, letters in self.tables.items() if set(flat) <= set(letters)]
        head = next((h for h in heads if h.lower() == "p"), heads[0] if heads else None)  # X has the law p, beside a q
        if head is None or not flat or len(flat) != sum(len(s) for s in (*sides, given)):
            return None
        *parts, after = texts

        def entropy(letters: list[str]) -> Expr:
            return apply("entropy", self.margin_vector(head, letters), **base_params(self))

        if name == "H" and len(parts) == 1:
            return entropy([*parts[0], *after]) - entropy(after) if after else entropy(parts[0])
        if name == "I" and len(parts) == 2 and not after:
            return entropy(parts[0]) + entropy(parts[1]) - entropy([*parts[0], *parts[1]])
        return None
