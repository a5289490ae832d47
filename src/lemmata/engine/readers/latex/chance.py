"""Probability, expectation, entropy, divergence, and the laws that variables follow."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, Shape, Size, Symbol, bind, fresh_local
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES, SPELLED
from lemmata.engine.readers.latex.products import LAWS
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    show,
    walk,
)
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.usage import chance_head
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import with_label

DIVERGENCES = {
    "KL": "kl_divergence",
    "DKL": "kl_divergence",
    "D": "kl_divergence",
    "JS": "js_divergence",
    "JSD": "js_divergence",
    "CE": "cross_entropy",
}


class Chance:
    """The part of the elaborator that reads random variables, events and distributions."""

    symbols: dict[str, tuple[Symbol, str]]
    locals: dict[str, Value]

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
        role = self.scope.lookup(name)
        kind = chance_head(head, group, item)
        if (
            role is not None
            and kind != "P"
            and (role.domain == "function" or (role.definition is not None and role.source != "habit"))
        ):
            return None
        spelled = name + label(item.sub) if isinstance(item, Script) and item.sub is not None else name
        if spelled.upper() in DIVERGENCES and _divides(group):
            return self.finish_call(self.divergence(spelled.upper(), group), script, following, items, at + 2)
        if kind == "P" and not (isinstance(item, Script) and item.sup is not None):
            return self.finish_call(self.probability(group), script, following, items, at + 2)
        if kind == "E":
            found = self.expectation(name, item, group)
            return self.finish_call(found, script, following, items, at + 2)
        if kind == "H" and name in ("H", "I", "h"):
            found = self.entropy(head, item, group)
            return self.finish_call(found, script, following, items, at + 2)
        if head.style in ("cal", "upright") and name in SPELLED and role is None:
            if name == "N" and group.separators[:1] in ((";",), ("|",)):
                point, rest = group.items[0], replace(group, items=group.items[1:], separators=group.separators[1:])
                return Value(apply("density", self.distribution(name, rest, head), self.expr(point))), at + 2
            return Value(self.distribution(name, group, head)), at + 2
        return None

    # Events and probabilities

    def event(self, node: Node) -> Expr:
        """An event: A, A \\cap B, X = k, a \\le X \\le b, \\neg A."""
        node = plain(node)
        if isinstance(node, Relation):
            return self.truth(node)
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

    def events(self, op: str, a: Value, b: Value, node: Node) -> Value:
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
        given = [self.conjunction(after)] if after else []
        return Value(apply("probability", self.conjunction(before), *given))

    # Expectations

    def expectation(self, name: str, item: Node, group: Group) -> Value:
        """E[X], E_{x \\sim p}[f(x)], E[X | Y], Var(X), Cov(X, Y)."""
        sub = item.sub if isinstance(item, Script) else None
        if isinstance(item, Script) and item.sup is not None:
            raise self.error(item, "a superscript of an expectation", "brackets first")
        return self.law_of("expectation" if name == "E" else LAWS[name], group, sub)

    def law(self, head: Function, group: Group) -> Value:
        found = self.law_of(LAWS[head.name], group, head.sub)
        return self.superscript(found, head.sup, head)

    def law_of(self, op: str, group: Group, sub: Node | None) -> Value:
        before, after = split_given(group, self)
        if op == "expectation" and self.tables and len(before) == 1 and not after:
            table = self.table_expectation(sub, before[0])
            if table is not None:
                return table
        if op == "expectation" and len(before) == 1 and not after and isinstance(sub, Relation):
            bound = self.expectation_under(sub, before[0])
            if bound is not None:
                return bound
        saved, locals_before = dict(self.symbols), dict(self.locals)
        if sub is not None:
            self.drawn(sub)
        operands = [self.value(n).expr for n in before]
        given = [self.condition(n) for n in after]
        self.locals = locals_before
        if op == "covariance" and len(operands) == 1:
            op = "variance"
        if (op in ("covariance", "correlation") and len(operands) != 2) or (
            op not in ("covariance", "correlation") and (len(operands) != 1)
        ):
            raise self.error(group, f"{op} of {len(operands)} items", "as many as it takes")
        if not any(o.sort in ("variable", "event", "distribution") for o in operands):
            self.symbols = saved
            if op != "expectation" or not all(isinstance(plain(n), Num) for n in before):
                raise ShapeError(f"nothing is random in this {op}")
        return value(apply(op, *operands, *given))

    def expectation_under(self, sub: Relation, node: Node) -> Value | None:
        """E_{x \\sim N(0, 1)}[f(x)]: under a law that is written out; None where it has only a name."""
        if sub.relations != ("~",) or not isinstance(sub.operands[0], Name):
            return None
        try:
            law = self.law_value(sub.operands[1])
        except Unreadable:
            return None
        local = fresh_local(law.shape)
        saved = dict(self.locals)
        self.locals[sub.operands[0].text] = value(local)
        try:
            body = self.value(node)
        finally:
            self.locals = saved
        return Value(bind("expectation", local, body.expr, law), body.orient)

    def condition(self, node: Node) -> Expr:
        if isinstance(node, Relation):
            return self.truth(node)
        return self.value(node).expr

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

    # Entropies and divergences

    def entropy(self, head: Name, item: Node, group: Group) -> Value:
        """H(X), H(X | Y), H(X, Y), H(p, q), I(X; Y), I(X; Y | Z), h(X)."""
        params = self.base_params()
        before, after = split_given(group, self, keep=";")
        if head.text == "I":
            sides: list[list[Node]] = [[]]
            for node in before:
                if node is SEMICOLON:
                    sides.append([])
                else:
                    sides[-1].append(node)
            if len(sides) == 1 and len(sides[0]) == 2:
                sides = [[sides[0][0]], [sides[0][1]]]
            table = self.table_entropy("I", sides, after) if self.tables else None
            if table is not None:
                return Value(table)
            if len(sides) != 2:
                raise self.error(group, "mutual information is of two sides", "I(X; Y)")
            x, y = (self.joint(s) for s in sides)
            given = [self.joint(after)] if after else []
            return Value(apply("mutual_information", x, y, *given, **params))
        nodes = [n for n in before if n is not SEMICOLON]
        table = self.table_entropy("H", [nodes], after) if self.tables and head.text == "H" else None
        if table is not None:
            return Value(table)
        values = [self.value(n).expr for n in nodes]
        if all(v.sort == "variable" for v in values):
            given = [self.joint(after)] if after else []
            op = "differential_entropy" if head.text == "h" else "entropy"
            return Value(apply(op, self.joint_of(values), *given, **params))
        if len(values) == 2 and not after:
            return Value(apply("cross_entropy", *values, **params))
        if len(values) == 1 and not after:
            if values[0].rank == 0 and values[0].sort in ("real", "integer"):
                return Value(apply("binary_entropy", values[0]))
            return Value(apply("entropy", values[0], **params))
        raise self.error(group, "an entropy of these", "random variables or probabilities")

    def base_params(self) -> dict[str, int]:
        option = str(self.scope.options.get("log", "e"))
        return {} if option == "e" else {"base": int(option)}

    def joint(self, nodes: list[Node]) -> Expr:
        return self.joint_of([self.value(n).expr for n in nodes])

    def joint_of(self, values: list[Expr]) -> Expr:
        return values[0] if len(values) == 1 else apply("joint", *values)

    def divergence(self, name: str, group: Group) -> Value:
        """KL(p || q), D_{KL}(p || q): of vectors of probabilities or of distributions."""
        if len(group.items) != 2:
            raise self.error(group, "a divergence is of two distributions", "p \\| q")
        p, q = (self.side(i) for i in group.items)
        return Value(apply(DIVERGENCES[name], p, q, **self.base_params()))

    def side(self, node: Node) -> Expr:
        """p, or \\mathcal{N}(\\mu, \\Sigma), in a divergence."""
        table = self.table_side(node) if self.tables else None
        if table is not None:
            return table
        inner = plain(node)
        if isinstance(inner, Name) and self.scope.lookup(inner.text) is None:
            self.scan[inner.text].simplex = True
            self.scan[inner.text].event = False
        return self.value(inner).expr

    # Distributions

    def distribution(self, name: str, group: Group, node: Node) -> Expr:
        """\\mathcal{N}(\\mu, \\sigma^2): the family whose parameters fit."""
        items = [i for i in group.items]
        if any(s not in (",", ";") for s in group.separators):
            items = items[-len(group.separators) :]
            if name == "N" and "|" in group.separators and len(group.items) >= 3:
                items = list(group.items[1:])
        params = [self.value(i).expr for i in items]
        error: ValueError | TypeError | None = None
        for family in SPELLED[name]:
            if len(FAMILIES[family].params) != len(params):
                continue
            wants_vector = family == "multivariate_normal"
            if wants_vector != any(p.rank == 2 for p in params) and family in ("normal", "multivariate_normal"):
                continue
            if wants_vector and not params[0].rank and params[1].rank == 2:
                if not isinstance(params[0], Number):
                    raise ShapeError("the mean of several variables is a vector")
                params[0] = apply("full", params[0], shape=params[1].shape[:1])
            try:
                return apply(family, *params)
            except (ValueError, TypeError) as wrong:
                error = wrong
        if error is not None:
            raise error
        raise self.error(node, f"no family {name} with {len(params)} parameters", "a distribution")

    def law_value(self, node: Node) -> Expr:
        """What stands right of \\sim."""
        inner = plain(node)
        if isinstance(inner, Product) and len(inner.factors) == 2:
            head, group = inner.factors
            base = head.base if isinstance(head, Script) else head
            if isinstance(base, (Name, Function)) and isinstance(group, Group):
                name = base.text if isinstance(base, Name) else base.name
                if name == "chi" or (isinstance(head, Script) and name == "chi"):
                    name = "chi^2"
                if name in SPELLED:
                    return self.distribution(name, group, node)
        if (
            isinstance(inner, Script)
            and isinstance(inner.base, Name)
            and inner.base.text == "chi"
            and inner.sub is not None
        ):
            return apply("chi_squared", self.expr(inner.sub))
        raise self.error(node, f"the distribution {show(node)} is not known", "\\mathcal{N}(\\mu, \\sigma^2)")

    # Sets of values

    def space(self, node: Node) -> tuple[tuple[Size, ...], str] | None:
        """Shape and domain of \\mathbb{R}^{m \\times n}, [0, 1], \\mathbb{N}, \\{0, 1\\}; None for other sets."""
        node = plain(node) if not (isinstance(node, Group) and node.open == "(") else node
        sup: Node | None = None
        domain = "real"
        if isinstance(node, Script):
            sup, sub = node.sup, node.sub
            node = node.base
            if (
                isinstance(sub, Prefix)
                or (isinstance(sup, Name) and sup.text == "plus")
                or (isinstance(sub, Name) and sub.text == "plus")
            ):
                domain = "nonnegative"
            if isinstance(sub, Relation):
                domain = "positive" if sub.relations[0] == ">" else "nonnegative"
            if isinstance(sub, Name) and sub.text == "plus" and isinstance(sup, Name) and sup.text == "plus":
                domain = "positive"
            if isinstance(sup, Name) and sup.text in ("plus", "star"):
                sup = None
        if isinstance(node, Name) and node.style in ("bb",) and node.text in ("R", "N", "Z", "Q"):
            kind = {"R": domain, "N": "natural", "Z": "integer", "Q": "real"}[node.text]
            if node.text == "Z" and domain != "real":
                kind = "natural"
            return (self.dimensions(sup), kind)
        if (
            isinstance(node, Group)
            and len(node.items) == 2
            and node.open in ("[", "(")
            and all(isinstance(i, Num) for i in node.items)
            and [i.text for i in node.items] == ["0", "1"]
        ):  # type: ignore[attr-defined]
            return (self.dimensions(sup), "unit")
        if isinstance(node, Group) and node.open == "{" and [show(i) for i in node.items] == ["0", "1"]:
            return (self.dimensions(sup), "binary")
        if isinstance(node, Name) and node.text == "Delta" and sup is not None:
            return (self.dimensions(sup), "simplex")
        if (
            isinstance(node, Group)
            and len(node.items) == 2
            and node.open in ("[", "(")
            and [show(i) for i in node.items] == ["0", "infty"]
        ):
            return (self.dimensions(sup), "nonnegative" if node.open == "[" else "positive")
        return None

    def dimensions(self, sup: Node | None) -> Shape:
        if sup is None:
            return ()
        if isinstance(sup, Chain) and set(sup.operators) <= {"times"}:
            return tuple(self.dimension(o) for o in sup.operands)
        return (self.dimension(sup),)

    def dimension(self, node: Node) -> Size:
        """A size in an exponent of \\mathbb{R}: n, 3, 2n, d_k."""
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None:
            return Size.of(with_label(node.base.text, label(node.sub)))
        if isinstance(node, Script) and isinstance(node.base, Num) and isinstance(node.sup, Num):
            return Size.of(int(node.base.text) ** int(node.sup.text))
        if isinstance(node, Group) and node.open == "|":
            return Size.of(self.set_size(plain(node.items[0])))
        if isinstance(node, Name):
            return Size.of(node.text)
        return self.index_size(node)


class _Semicolon(Node):
    """Marks a semicolon among items."""


SEMICOLON = _Semicolon()


def split_given(group: Group, elaborator: Chance, keep: str = "") -> tuple[list[Node], list[Node]]:
    """The items before and after the bar."""
    before: list[Node] = []
    after: list[Node] = []
    current = before
    for place, item in enumerate(group.items):
        current.append(item)
        if place < len(group.separators):
            mark = group.separators[place]
            if mark == "|":
                if current is after:
                    raise elaborator.error(group, "two bars in one bracket", "one condition")  # type: ignore[attr-defined]
                current = after
            elif mark == ";":
                if keep:
                    current.append(SEMICOLON)
                else:
                    current = after
            elif mark not in (",", "and"):
                raise elaborator.error(group, f"{mark!r} between the items", "a comma or a bar")  # type: ignore[attr-defined]
    return before, after


def _divides(group: Group) -> bool:
    return "||" in group.separators or len(group.items) == 2
