"""Values of random variables: sums over them, P(X) for P(X = x), mass functions p(x), densities p(x | y)."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.expr import Expr, Local, Symbol, at, bind, fresh_local, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.beginnings import first_entries, last_before
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.syntax import Big, Function, Group, Name, Node, Relation, Script, walk
from lemmata.engine.readers.latex.tables import occurrence, table_head
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import with_label

MOMENTS = ("E", "Var", "Cov", "Corr")


@dataclass(frozen=True)
class Outcome:
    """A bound variable that runs over the values of a random one."""

    local: Local
    variable: Expr


def mass_heads(root: Node, tables: dict[str, list[str]], random: set[str]) -> dict[str, dict[str, str]]:
    """Heads p whose letters are values of variables that moments of the formula are about: {p: {x: X}}."""
    over_tables = {id(n.base) for n in walk(root) if isinstance(n, Script) and n.sub is not None and any(
        isinstance(m, Name) and m.text in tables for m in walk(n.sub))}  # \\mathbb{E}_{p(x)}[\\log q(x)] sums over x
    moments = any(
        id(n) not in over_tables
        and ((isinstance(n, Name) and n.text in MOMENTS) or (isinstance(n, Function) and n.name in MOMENTS))
        for n in walk(root)
    )
    drawn = any(isinstance(n, Relation) and "~" in n.relations for n in walk(root))
    found: dict[str, dict[str, str]] = {}
    for head, letters in tables.items():
        if moments and not drawn and all(letter.upper() in random for letter in letters):
            found[head] = {letter: letter.upper() for letter in letters}
    return found


class Outcomes(State):
    """The part of the elaborator that reads what single values of random variables have."""

    def variable_of(self, letter: str, node: Big) -> tuple[str, Expr] | None:
        """What a letter of a sum stands for and whose values it runs over: x and X of P(X = x), x_i of P(X = x_i)."""
        assert node.body is not None
        for part in walk(node.body):
            if not isinstance(part, Relation) or part.relations != ("=",):
                continue
            left, right = (plain(o) for o in part.operands)
            name = _value_name(right, letter)
            if name is None or not isinstance(left, (Name, Script)):
                continue
            found = self.value(left).expr
            if found.sort == "variable" and not self.has_law(found):
                return name, found
        for heads in self.scan.masses.values():
            if letter in heads:
                return letter, self.name(Name(heads[letter])).expr
        return None

    def has_law(self, variable: Expr) -> bool:
        """Whether the text says what values it takes, so that a sum over whole numbers means them."""
        role = self.scope.lookup(variable.name) if isinstance(variable, Symbol) else None
        return self.scan.under_law or (role is not None and role.family is not None)

    def over_values(self, letter: str, node: Big) -> tuple[str, Outcome] | None:
        """Bind a letter of a sum to the values of a random variable."""
        found = self.variable_of(letter, node) if node.name == "sum" else None
        if found is None:
            return None
        name, variable = found
        local = fresh_local(variable.shape)
        self.locals[name] = value(local)
        return name, Outcome(local, variable)

    def alphabet(self, node: Node) -> Value | None:
        """|\\mathcal{X}| beside a random variable X: how many values it takes."""
        if not isinstance(node, Name):
            return None
        role = self.scope.lookup(node.text)
        known = role is not None and role.domain == "variable" and role.definition is None
        if not self.scan[node.text].random and not known:
            return None
        variable = self.name(Name(node.text)).expr
        if variable.sort != "variable" or variable.rank:
            return None
        self.note(f"the set {node.text} holds the values that {node.text} takes")
        return Value(bind("sum", fresh_local(), number(1), variable))

    def takes_a_value(self, variable: Expr, node: Node) -> Expr:
        """P(X) with a random variable: {X = x} for any one value x."""
        if not isinstance(variable, Symbol):
            raise self.error(node, "the probability of a number that is no event", "X = x")
        name = variable.name.lower()
        if name in self.scan.bound or name == variable.name or name in self.scan.usage:
            name = with_label(name, "value")
        if name not in self.symbols:
            self.symbols[name] = (symbol(name, variable.shape), "habit")
        return apply("eq", variable, self.symbols[name][0])

    def mass(self, head: Node, group: Group) -> Value | None:
        """p(x), p(x, y), p(x | y) of the variables of the formula."""
        variables = self.scan.masses.get(head.text) if isinstance(head, Name) else None
        found = occurrence(head, group) if variables else None
        if not variables or found is None:
            return None
        events = []
        for letters in found:
            parts = [apply("eq", self.name(Name(variables[x])).expr, self.letter_value(x)) for x in letters]
            events.append(_all(parts) if parts else None)
        given = [events[1]] if events[1] is not None else []
        return Value(apply("probability", events[0], *given))  # type: ignore[arg-type]

    def letter_value(self, letter: str) -> Expr:
        if letter in self.locals:
            return self.locals[letter].expr
        if letter not in self.symbols:
            self.symbols[letter] = (symbol(letter), "habit")
        return self.symbols[letter][0]

    def density_name(self, head: Node, group: Group) -> str | None:
        """The name of the function p(y | x), of which nothing but its arguments is known; None for events."""
        base = head.base if isinstance(head, Script) else head
        if not isinstance(base, Name) or base.text not in ("p", "q", "P", "f", "pi") or group.open != "(":
            return None
        if group.separators.count("|") != 1 or set(group.separators) - {"|", ",", ";"}:
            return None
        items = [plain(i) for i in group.items]
        if any(isinstance(i, Relation) for i in items) or not all(isinstance(i, (Name, Script)) for i in items):
            return None
        heads = [i.base if isinstance(i, Script) else i for i in items]
        if not all(isinstance(h, Name) for h in heads):
            return None
        if not any(h.text[:1].islower() and h.style != "upright" for h in heads):
            return None
        cut = group.separators.index("|") + 1
        own = base.text if base is head or head.sub is None else with_label(base.text, label(head.sub))
        texts = [h.text.removesuffix("_") for h in heads]
        return "_".join([own.removesuffix("_"), *texts[:cut], "given", *texts[cut:]])

    def density_call(self, head: Node, group: Group) -> Value | None:
        name = self.density_name(head, group)
        if name is None or table_head(head) in self.tables:
            return None
        arguments = [self.conditioned(i) for i in group.items]
        if name not in self.symbols:
            role = self.scope.lookup(name)
            if role is not None and role.definition is not None and role.definition.sort == "function":
                return self.apply_values(role.definition, arguments)
            found = symbol(name, (), "function", tuple(a.expr.shape for a in arguments))
            self.symbols[name] = (found, "habit")
        return self.apply_values(self.symbols[name][0], arguments)

    def conditioned(self, node: Node) -> Value:
        """An argument of a density, which may be what came before: p(x_t | x_{<t}).

        Only here: of what came before, first_entries has as many entries as the whole, of which the rest are 0. That
        tells a function of which nothing is known the same, and a norm or a mean something else.
        """
        inner = plain(node)
        if isinstance(inner, Script) and isinstance(inner.base, Name) and inner.sub is not None and (
                (last := last_before(inner.sub)) is not None):
            return value(first_entries(self, inner, last))
        return self.value(node)

    def moment_by_custom(self, name: str) -> Value | None:
        """\\mu and \\sigma beside one random variable of which no law is said: its mean and standard deviation."""
        random = sorted(n for n, usage in self.scan.usage.items() if usage.random)
        known = [n for n in self.scan.usage if (r := self.scope.lookup(n)) is not None and r.domain == "variable"]
        names = list(dict.fromkeys(whole for n in (*random, *known) for whole in self.drawn_from(n)))
        stated = (role := self.scope.lookup(name)) is not None and role.domain == "positive"
        if len(names) != 1 or self.scan.drawn or name in self.scan.heads or self.scan.masses_only:
            return None
        known_role = self.scope.lookup(names[0])
        sequence = bool(self.scan[names[0]].ranks) or len((known_role.shape if known_role else None) or ()) == 1
        if "mu" not in self.scan.usage and not stated and not sequence:  # sigma alone is any number
            return None
        self.scan[names[0]].random = True
        variable = self.named(names[0], Name(names[0])).expr
        if variable.sort != "variable" or variable.rank > 1 or self.has_law(variable):
            return None
        if not self.choices.choose("mu", [(0, True), (1, False)]):
            return None
        each = ""
        if variable.rank:  # of X_1, ..., X_n: one number is the mean of each, so they are alike
            self.assumed.append(apply("identically_distributed", variable))
            variable, each = at(variable, 0), "each "
        if name == "sigma":
            self.note(f"sigma is the standard deviation of {each}{names[0]}")
            return Value(apply("sqrt", apply("variance", variable)))
        self.note(f"mu is the mean of {each}{names[0]}")
        return value(apply("expectation", variable))


def _value_name(node: Node, letter: str) -> str | None:
    """The name that stands for a value: the letter, or x_i with the letter as its index."""
    if isinstance(node, Name) and node.text == letter:
        return letter
    if isinstance(node, Script) and isinstance(node.base, Name) and isinstance(node.sub, Name) and node.sup is None:
        return with_label(node.base.text, letter) if node.sub.text == letter else None
    return None


def _all(events: list[Expr]) -> Expr:
    result = events[0]
    for event in events[1:]:
        result = apply("and", result, event)
    return result
