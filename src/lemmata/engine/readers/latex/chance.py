"""Probability, expectation, entropy, divergence, and the laws that variables follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.engine.expr import Apply, Constant, Expr, Symbol, bind, constant, fresh_local, postorder, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES, SPELLED
from lemmata.engine.readers.latex.averages import powers_inside
from lemmata.engine.readers.latex.conditions import split_given, truth
from lemmata.engine.readers.latex.distributions import distribution, law_of_density, law_value
from lemmata.engine.readers.latex.drawn_indices import is_drawn_index
from lemmata.engine.readers.latex.entropies import DIVERGENCES, binary_name, divergence, entropy_call, is_pair
from lemmata.engine.readers.latex.functions import LAWS
from lemmata.engine.readers.latex.lifting import still_random
from lemmata.engine.readers.latex.randomness import FIXED, chance_head
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, label, plain
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.values import Value, value

_ANY = "*"


class Chance(State):
    """The part of the elaborator that reads random variables, events and distributions."""

    averaged: frozenset[str] = frozenset()  # names that the averages around this place are over

    def chance_call(self, items: list[Node], at: int, group: Group) -> tuple[Value, int] | None:
        """P(...), E[...], H(...), I(...;...), KL(...||...), N(...) and the place after them; None for others."""
        item = items[at]
        following = items[at + 1]
        script = following if isinstance(following, Script) else None
        head = item.base if isinstance(item, Script) else item
        if not isinstance(head, Name):
            return None
        name = head.text
        if self.scope.lookup(name) is not None and name not in ("P", "E", "H", "I", "KL"):
            return None
        role = self.scope.lookup(binary_name(item) or name)
        kind = chance_head(head, group, item)
        if (
            role is not None
            and kind != "P"
            and (role.domain == "function" or (role.definition is not None and role.source != "habit"))
        ):
            return None
        spelled = name + label(item.sub) if isinstance(item, Script) and item.sub is not None else name
        if spelled.upper() in DIVERGENCES and _divides(spelled, group):
            return self.finish_call(divergence(self, spelled.upper(), group), script, at + 2)
        if kind == "P" and not (isinstance(item, Script) and item.sup is not None):
            found = self.probability(group)
            if name == "p" and any(self.may_spread(s) for s in _equated(found.expr)):
                raise self.error(group, "this may be a density", "P for a probability")
            return self.finish_call(found, script, at + 2)
        if kind == "E":
            power = script.sup if script is not None and script.sub is None and not script.primes else None
            inside = powers_inside(group) if isinstance(power, Num) and name == "E" else [(0, False)]
            if self.choices.choose(f"square:{group.span[0]}", inside):
                group, script = Group("[", "]", (following,), span=following.span), None
            found = self.expectation(name, item, group)
            return self.finish_call(found, script, at + 2)
        if kind == "H" and name in ("H", "I", "h"):
            entropy = entropy_call(self, item, group)
            return None if entropy is None else self.finish_call(entropy, script, at + 2)
        barred = name == "N" and group.separators[:1] == ("|",) and len(group.items) == 3  # N(x | m, v)
        if (head.style in ("cal", "upright") or barred) and name in SPELLED and role is None:
            return self.law_or_density(name, group, head), at + 2
        return None

    def law_or_density(self, name: str, group: Group, head: Node) -> Value:
        """\\mathcal{N}(m, v) is a law, \\mathcal{N}(x \\mid m, v) its density at x."""
        counts = {len(FAMILIES[family].params) for family in SPELLED[name]}
        if group.separators[:1] in ((";",), ("|",)) and (name == "N" or len(group.items) - 1 in counts):
            point, rest = group.items[0], replace(group, items=group.items[1:], separators=group.separators[1:])
            law, x = distribution(self, name, rest, head), self.expr(point)
            self.inside(law, x)
            return Value(apply("density", law, x))
        return Value(distribution(self, name, group, head))

    def inside(self, law: Expr, x: Expr) -> None:
        """A formula for a density is meant where the law has its values: x > 0 in \\mathrm{Gam}(x \\mid a, b)."""
        family = FAMILIES.get(getattr(law, "op", ""))
        if family is None or not isinstance(x, Symbol) or family.support == "vectors":
            return
        if family.support == "simplex" or (family.discrete and x.sort != "integer"):
            self.unsettled = f"that {x.name} is a value of the law was not used"
            return
        low, high = family.low(*law.children), family.high(*law.children)
        for op, end in (("ge" if family.discrete else "gt", low), ("le" if family.discrete else "lt", high)):
            if not any(isinstance(n, Constant) for n in postorder(end)):
                self.assumed.append(apply(op, x, end))

    def law_call(self, head: Function, following: Node | None) -> Value | None:
        """\\mathrm{Cat}(p): a law whose name an operation has too."""
        if head.name not in SPELLED or not head.name[0].isupper() or head.sub is not None or head.sup is not None:
            return None
        if not isinstance(following, Group) or following.open not in ("(", "[", "{"):
            return None
        return self.law_or_density(head.name, following, head)

    # Events and probabilities

    def event(self, node: Node) -> Expr:
        """An event: A, A \\cap B, X = k, a \\le X \\le b, \\neg A."""
        node = plain(node)
        if isinstance(node, Relation):
            return truth(self, node)
        self.chance += 1
        try:
            found = self.value(node)
        finally:
            self.chance -= 1
        if found.expr.sort == "event":
            return found.expr
        if found.expr.sort == "variable":
            return self.takes_a_value(found.expr, node)
        raise self.error(node, "this is no event", "A, X = x or X \\le x")

    def events(self, op: str, a: Value, b: Value) -> Value:
        for v in (a, b):
            if v.expr.sort not in ("event", "boolean"):
                raise ShapeError(f"a set operation takes events, not a {v.expr.sort}")
        if op == "minus":
            return Value(apply("and", a.expr, apply("not", b.expr)))
        return Value(apply({"intersection": "and", "and": "and", "union": "or", "or": "or"}[op], a.expr, b.expr))

    def conjunction(self, nodes: list[Node]) -> Expr:
        events = [self.event(n) for n in nodes]
        result = events[0]
        for event in events[1:]:
            result = apply("and", result, event)
        return result

    def probability(self, group: Group) -> Value:
        """P(A), P(A, B), P(A | B, C)."""
        before, after = split_given(group, self)
        if not before:
            raise self.error(group, "a probability of nothing", "an event")
        only = plain(after[0]) if len(after) == 1 else None
        if isinstance(only, Name) and {only.text, _ANY} & self.averaged:
            given_variable = self.value(only).expr
            if given_variable.sort == "variable":  # inside of an average over it
                return Value(apply("probability", self.conjunction(before), given_variable))
        given = [self.conjunction(after)] if after else []
        return Value(apply("probability", self.conjunction(before), *given))

    def may_spread(self, variable: Symbol) -> bool:
        """Whether a variable may have a density: under a law that is not discrete, or made of others."""
        role = self.scope.lookup(variable.name)
        laws = [law.args[1] for law in self.scope.laws if any(s.name == variable.name for s in symbols(law.args[0]))]
        laws += [role.family] if role is not None and role.family is not None else []
        return (role is not None and role.definition is not None) or any(
            not isinstance(law, Apply) or law.op not in FAMILIES or not FAMILIES[law.op].discrete for law in laws)

    # Expectations

    def expectation(self, name: str, item: Node, group: Group) -> Value:
        """E[X], E_{x \\sim p}[f(x)], E[X | Y], Var(X), Cov(X, Y)."""
        sub = item.sub if isinstance(item, Script) else None
        if isinstance(item, Script) and item.sup is not None:
            raise self.error(item, "a superscript of an expectation", "brackets first")
        return self.law_of("expectation" if name == "E" else LAWS[name], group, sub)

    def law(self, head: Function, group: Group) -> Value:
        found = self.law_of(LAWS[head.name], group, head.sub)
        return superscript(self, found, head.sup)

    def law_of(self, op: str, group: Group, sub: Node | None) -> Value:
        before, after = split_given(group, self)
        if op == "expectation" and self.tables and len(before) == 1 and not after:
            table = self.table_expectation(sub, before[0])
            if table is not None:
                return table
        if op == "expectation" and len(before) == 1 and not after and sub is not None:
            bound = self.expectation_under(sub, before[0]) if isinstance(sub, Relation) else None
            bound = bound or self.mean_by_law(sub, before[0]) or self.mean_by_density(sub, before[0])
            if bound is not None:
                return bound
        if is_drawn_index(sub, group):
            self.unsettled = "how the index is drawn was not understood"
        elif isinstance(sub, Name) and sub.text not in {n.text for n in walk(group) if isinstance(n, Name)} and (
                getattr(self.scope.lookup(sub.text), "domain", "") != "variable"):
            self.unsettled = f"under which law {sub.text} the mean is was not understood"
        saved, locals_before = dict(self.symbols), dict(self.locals)
        if sub is not None:
            self.drawn(sub)
        outer, self.averaged = self.averaged, self.averaged | _averaged(sub)
        try:
            operands = [self.value(n).expr for n in before]
            given = [self.condition(n) for n in after]
        finally:
            self.averaged = outer
        self.locals = locals_before
        if op == "covariance" and len(operands) == 1:
            op = "variance"
        if (op in ("covariance", "correlation") and len(operands) != 2) or (
            op not in ("covariance", "correlation") and (len(operands) != 1)
        ):
            raise self.error(group, f"{op} of {len(operands)} items", "as many as it takes")
        if any(_of_likelihood(o) for o in operands):
            self.unsettled = "whether the function below the logarithm is the density of its argument is not said"
        if not any(o.sort in ("variable", "event", "distribution") for o in operands):
            if any(still_random(o) for o in operands):
                return value(apply(op, *operands, *given))
            if op == "expectation" and not given and (mean := self.mean_under(sub, operands)) is not None:
                return mean
            listed = self.listed_moment(op, operands, before)
            if listed is not None and not given:
                return value(listed)
            moment = op in ("expectation", "variance", "standard_deviation")
            if moment and not given and self.is_fixed(operands[0], before):
                return value(operands[0] if op == "expectation" else operands[0] * 0)
            self.symbols = saved
            raise ShapeError(f"nothing is random in this {op}")
        return value(apply(op, *operands, *given))

    def mean_under(self, sub: Node | None, operands: Sequence[Expr]) -> Value | None:
        """E_p[-\\log q] beside KL(p || q): the mean of the entries of a vector under the probabilities p."""
        if not isinstance(sub, Name) or len(operands) != 1 or operands[0].rank != 1 or not self.scan[sub.text].simplex:
            return None
        law = self.value(sub).expr
        return Value(apply("dot", law, operands[0])) if law.rank == 1 and law.sort == "real" else None

    def is_fixed(self, operand: Expr, nodes: list[Node]) -> bool:
        """Whether an average is meant of what is no longer random: a numeral, a constant, E[X], P(A)."""
        if any(s.sort in ("variable", "event") for s in symbols(operand)):
            return True
        names = {n.text for node in nodes for n in walk(node) if isinstance(n, Name)}
        return names <= FIXED and not any(s.rank for s in symbols(operand))

    def expectation_under(self, sub: Relation, node: Node) -> Value | None:
        """E_{x \\sim N(0, 1)}[f(x)]: under a law that is written out; None where it has only a name."""
        if sub.relations != ("~",) or not isinstance(sub.operands[0], Name):
            return None
        try:
            law = law_value(self, sub.operands[1])
        except Unreadable:
            return None
        return self.average_under(sub.operands[0].text, law, node)

    def mean_by_law(self, sub: Node, node: Node) -> Value | None:
        """E_{x \\sim q}[f(x)], E_{q(x)}[f(x)], E_q[f(x)], where the text has given q as the density of a law.

        Beside an average under a law that it has not given, E_p[f] = E_q[f p/q], both are of any laws.
        """
        if any(name not in SPELLED and self.scope.lookup(name) is None for name in self.scan.averaged):
            return None
        found = plain(sub)
        target = None
        if isinstance(found, Relation) and found.relations == ("~",):
            target, found = plain(found.operands[0]), plain(found.operands[1])
        if isinstance(found, Product) and len(found.factors) == 2 and isinstance(group := found.factors[1], Group):
            inside = plain(group.items[0]) if len(group.items) == 1 else group
            if target is not None and getattr(inside, "text", "") != getattr(target, "text", None):
                return None
            target, found = inside, found.factors[0]
        if not isinstance(found, Name):
            return None
        role = self.scope.lookup(found.text)
        law = None if role is None or role.definition is None else law_of_density(role.definition)
        own = self.scope.options.get("parameters", {}).get(found.text, ())
        if target is None:
            target = next((n for n in walk(node) if isinstance(n, Name) and (n.text,) == own), None)
        return None if law is None or not isinstance(target, Name) else self.average_under(target.text, law, node)

    def average_under(self, name: str, law: Expr, node: Node) -> Value:
        """The mean of what is written over a name under a law."""
        local = fresh_local(law.shape)
        saved = dict(self.locals)
        self.locals[name] = value(local)
        try:
            body = self.value(node)
        finally:
            self.locals = saved
        return Value(bind("expectation", local, body.expr, law), body.orient)

    def mean_by_density(self, sub: Node, node: Node) -> Value | None:
        """E_{x \\sim p}[f(x)], E_{p(x)}[f(x)] beside an integral: of f(x) p(x), for a density that is a function."""
        found = plain(sub)
        if isinstance(found, Relation) and found.relations == ("~",):
            target, law = plain(found.operands[0]), plain(found.operands[1])
        elif isinstance(found, Product) and len(found.factors) == 2 and isinstance(group := found.factors[1], Group):
            target, law = plain(group.items[0]) if group.items else group, found
        else:
            return None
        if not isinstance(target, Name) or not self.scan.integrals:
            return None
        density, head = law, base_of(law.factors[0] if isinstance(law, Product) else law)
        if isinstance(law, Product):
            group = law.factors[1]
            alone = isinstance(group, Group) and group.separators[:1] != (",",)
            if not alone or len(law.factors) != 2 or getattr(plain(group.items[0]), "text", "") != target.text:
                return None
        else:
            density = Product((law, Group("(", ")", (target,), span=sub.span)), span=sub.span)
        if not isinstance(head, Name) or not self.scan[head.text].called:
            return None
        role = self.scope.lookup(target.text)
        local = fresh_local((role.shape if role is not None else None) or ())
        if local.rank:
            return None
        saved = dict(self.locals)
        self.locals[target.text] = value(local)
        try:
            body = self.value(node).expr * self.value(density).expr
        finally:
            self.locals = saved
        self.note(f"{head.text} is a density over the real line")
        return Value(bind("integral", local, body, -constant("inf"), constant("inf")))

    def condition(self, node: Node) -> Expr:
        if not isinstance(node, Relation):
            return self.value(node).expr
        found = truth(self, node)
        if isinstance(found, Apply) and found.op == "eq" and len({side.rank for side in found.args}) > 1:
            raise ShapeError("a variable and a value of another shape")
        return found

    def drawn(self, sub: Node) -> None:
        """The subscript of E_{x \\sim p}: x is random, with that law; it is X where the formula has X too."""
        for node in walk(sub):
            target = node.operands[0] if isinstance(node, Relation) else node
            if (
                isinstance(target, Name)
                and target.text not in self.symbols
                and (isinstance(node, Relation) or (isinstance(sub, Name) and target is sub))
            ):
                capital = target.text.upper()
                if capital != target.text and capital in self.scan.usage and self.scan[capital].random:
                    self.locals[target.text] = self.name(Name(capital))
                    break
                role = self.scope.lookup(target.text)
                if role is None or role.domain in ("variable", ""):
                    self.scan[target.text].random = True
                    self.named(target.text, target)
            if isinstance(node, Relation):
                break

    def moment(self, base: Name, node: Script) -> Value | None:
        """\\mu_X, \\sigma_X of a random variable X."""
        sub = node.sub
        if not isinstance(sub, Name) or base.text not in ("mu", "sigma") or not sub.text[:1].isupper():
            return None
        role = self.scope.lookup(sub.text)
        random = role.domain == "variable" if role is not None else self.scan[sub.text].random
        if not random:
            return None
        variable = self.name(sub).expr
        self.note(
            f"{base.text}_{sub.text} is the {'mean' if base.text == 'mu' else 'standard deviation'} of {sub.text}"
        )
        if base.text == "mu":
            return value(apply("expectation", variable))
        return Value(apply("sqrt", apply("variance", variable)))


def _averaged(sub: Node | None) -> frozenset[str]:
    """The name below an average: Y of E_Y and of E_{Y \\sim P}; without one it is over all that is random."""
    if sub is None:
        return frozenset((_ANY,))
    found = plain(sub)
    target = plain(found.operands[0]) if isinstance(found, Relation) else found
    return frozenset((target.text,)) if isinstance(target, Name) else frozenset()


def _of_likelihood(operand: Expr) -> bool:
    """Whether an average is of \\log f(X), of a function of which nothing is known."""
    calls = (n.args[0] for n in postorder(operand) if isinstance(n, Apply) and n.op == "log")
    return any(isinstance(n, Apply) and n.op == "call" and isinstance(n.args[0], Symbol) and any(
        s.sort == "variable" for s in symbols(n)) for call in calls for n in postorder(call))


def _equated(event: Expr) -> set[Symbol]:
    """The variables of an event that are set equal to something."""
    return {s for n in postorder(event) if isinstance(n, Apply) and n.op == "eq" for s in symbols(n)
            if s.sort == "variable"}


def _divides(name: str, group: Group) -> bool:
    """Whether two things are measured against each other; d(x, y) with a comma is a distance of any kind."""
    return "||" in group.separators or (len(group.items) == 2 and (
        name.upper() != "D" or (name == "D" and is_pair(group))))
