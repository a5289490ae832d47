"""Definitions: what an equation says of a name that is new, and how the name is meant from then on."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, apply_at, bind, fresh_local, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.clauses import alone, names_in, numeric_only
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.subscripts import indices, is_index, label, plain, unstarred
from lemmata.engine.readers.latex.syntax import (
    Big,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.spelling import as_known, with_label


class Definitions:
    """The part of the statements that introduces names."""

    def definable_prefix(self, node: Relation) -> int:
        """How many operands at the front are names that the chain defines."""
        if node.relations[0] in (":=", "<-", "|->"):
            return 1 if self.head(node.operands[0]) is not None else 0
        count = 0
        for k, operand in enumerate(node.operands[:-1]):
            if node.relations[k] not in ("=", "equiv", ":=", "triangleq"):
                break
            head = self.head(operand)
            if head is None or not self.introduces(head, node, k):
                break
            count += 1
        return count

    def head(self, node: Node) -> tuple[str, str, list[Node]] | None:
        """What could be defined: (kind, name, parts); kind: name, entries, function, step."""
        if isinstance(node, Name):
            if node.style in ("bb", "symbol") or (
                node.text in ("e", "pi", "I") and self.scope.lookup(node.text) is None
            ):
                return None
            return "name", node.text, []
        if isinstance(node, Script) and node.sub is not None and any(isinstance(n, Relation) for n in walk(node.sub)):
            return None
        if isinstance(node, Script) and isinstance(node.base, Name) and (not node.primes or self.is_primed(node)):
            text = with_label(node.base.text, *["prime"] * node.primes)
            if isinstance(node.sup, Name) and node.sup.text == "star":
                text = with_label(text, "star")
            elif isinstance(node.sup, Group) and node.sup.open == "(" and len(node.sup.items) == 1:
                inner = node.sup.items[0]
                if node.sub is None and self.e.is_sequence(text, [inner]):
                    return "step", text, [inner]
                if node.sub is None and isinstance(inner, Name) and is_index(inner, ()):
                    return "entries", text, [inner]
                return None
            elif (
                isinstance(node.sup, Num)
                and node.sup.text == "2"
                and (node.sub is None or indices(node.sub, ()) is None)
            ):
                return "square", self.full_name(text, node.sub), []
            elif node.sup is not None:
                return None
            if node.sub is None:
                return "name", text, []
            parts = self.e.indices_of(node.sub)
            if parts is None or all(
                isinstance(p, Num) or (isinstance(p, Name) and (p.text in self.e.scan.sizes or p.text in self.e.dims))
                for p in parts
            ):
                return "name", self.full_name(text, node.sub), []
            if self.e.is_sequence(text, parts):
                return "step", text, parts
            if all(isinstance(p, Name) for p in parts) and len({p.text for p in parts}) == len(parts):  # type: ignore[attr-defined]
                return "entries", text, parts
            return None
        if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[1], Group):
            base, group = node.factors
            assert isinstance(group, Group)
            base = unstarred(base)
            if isinstance(base, Name) and base.text in self.e.tables:
                return None
            density = self.e.density_name(base, group)
            if density is not None and all(self.parameter(i) for i in group.items):
                return "function", density, list(group.items)
            if (
                isinstance(base, Name)
                and not chance_head(base, group, base)
                and group.open in ("(", "[")
                and group.items
                and all(s == "," or s == ";" for s in group.separators)
            ) and all(self.parameter(i) for i in group.items):
                return "function", base.text, list(group.items)
            if (
                isinstance(base, Script)
                and isinstance(base.base, Name)
                and isinstance(base.sup, Group)
                and base.sub is None
                and (isinstance(base.sup.items[0], Name))
                and all(self.parameter(i) for i in group.items)
            ):
                return "family", base.base.text, []
            if (
                isinstance(base, Script)
                and isinstance(base.base, Name)
                and base.sup is None
                and not base.primes
                and (
                    group.open == "("
                    and base.sub is not None
                    and set(group.separators) <= {",", ";"}
                    and all(self.parameter(i) for i in group.items)
                    and group.items
                )
            ):
                return "function", self.full_name(base.base.text, base.sub), list(group.items)
        return None

    def is_primed(self, node: Script) -> bool:
        """W' as a name of its own, and no derivative."""
        assert isinstance(node.base, Name)
        return node.sub is None and node.sup is None and not self.e.is_function_name(node.base.text)

    def full_name(self, text: str, sub: Node | None) -> str:
        """A name with its label, as the scope spells it."""
        return text if sub is None else as_known(with_label(text, label(sub)), self.scope.roles)

    def parameter(self, node: Node) -> bool:
        if isinstance(node, Script):
            return isinstance(node.base, Name) and node.sup is None and node.sub is not None and not node.primes
        return isinstance(node, Name) and node.style != "symbol" and node.text not in ("e", "pi")

    def introduces(self, head: tuple[str, str, list[Node]], node: Relation, place: int) -> bool:
        """Whether the chain says what the name means, rather than stating something of a known name."""
        kind, name, _ = head
        rest = node.operands[place + 1 :]
        role = self.scope.lookup(name)
        used = set().union(*(names_in(o) for o in rest))
        if kind == "step" and role is not None and role.domain == "function":
            return name in used
        if kind in ("step", "family"):
            return role is None or role.definition is None
        if kind == "entries" and name in used and role is None and self.from_first(name, rest):
            return True
        if name in used or self.scripted_in(name, rest):
            return False
        if any(self.rests_on(u, name) for u in used):
            return False
        if kind == "square" and (
            (role is not None and role.definition is not None) or len(node.operands) != 2 or not self.sums(rest[0])
        ):
            return False
        last = plain(node.operands[-1])
        if kind == "name" and place == 0 and len(node.operands) == 2:
            bare = last.arg if isinstance(last, Prefix) else last
            if isinstance(bare, Num) or (isinstance(bare, Name) and bare.style != "cal"):
                return False
        if role is None:
            return True
        counted = {
            *self.e.scan.bound,
            *self.e.scan.sizes,
            *self.e.dims,
            *(n for part in head[2] for n in names_in(part)),
        }
        new = {n for n in used if self.scope.lookup(n) is None and n not in ("e", "pi", "i", "j", "k", "n", "infty")}
        new -= counted
        if role.definition is not None:
            if self.label or self.scope.options.get("introduces"):
                return True
            arguments = names_in(Group("(", ")", tuple(head[2]))) if kind == "function" else set()
            return self.rest_names(used - arguments) != self.definition_names(role.definition) - arguments
        if role.domain == "function" and kind == "function":
            return True
        if (
            kind == "name"
            and role.shape is not None
            and len(role.shape) == 2
            and new
            and self.factorizes(node.operands[place + 1])
        ):
            self.e.note("for some " + ", ".join(sorted(new)))
            return False
        return True

    def from_first(self, name: str, nodes: tuple[Node, ...]) -> bool:
        """Whether a name stands only with numbers as indices: x_t = c^t x_0."""
        found = [n for o in nodes for n in walk(o)]
        scripts = [n for n in found if isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == name]
        every = sum(isinstance(n, Name) and n.text == name for n in found)
        return every == len(scripts) and all(isinstance(n.sub, Num) for n in scripts)

    def rest_names(self, used: set[str]) -> set[str]:
        """Free names of a meaning, defined ones replaced by the names that they rest on."""
        found: set[str] = set()
        skipped = {"e", "pi", "infty", *self.e.scan.bound, *self.e.scan.sizes, *self.e.dims, *self.e.scan.index_names}
        for name in used:
            role = self.scope.lookup(name)
            if role is not None and role.definition is not None:
                found |= self.definition_names(role.definition)
            elif name not in skipped and not (role is None and name in ("P", "E", "H", "I")):
                found.add(name)
        return found

    def definition_names(self, definition: Expr) -> set[str]:
        return {s.name.removesuffix("_point").split("_")[0] for s in symbols(self.e.expanded(definition))}

    def rests_on(self, name: str, other: str) -> bool:
        """Whether the definition of a name contains the other."""
        role = self.scope.lookup(name)
        return (
            role is not None and role.definition is not None and any(s.name == other for s in symbols(role.definition))
        )

    def sums(self, node: Node) -> bool:
        """A mean or an expectation: what says what a variance is."""
        return any(
            (isinstance(n, Big) and n.name in ("sum", "int"))
            or (isinstance(n, Name) and n.text in ("E", "Var", "Cov"))
            or (isinstance(n, Function) and n.name in ("Var", "Cov"))
            for n in walk(node)
        )

    def scripted_in(self, name: str, nodes: tuple[Node, ...]) -> bool:
        return any(
            isinstance(n, Script)
            and n.sub is not None
            and isinstance(n.base, Name)
            and self.full_name(n.base.text, n.sub) == name
            for o in nodes
            for n in walk(o)
        )

    def factorizes(self, node: Node) -> bool:
        """A product of matrices: A = Q \\Lambda Q^{-1}."""
        if not isinstance(node, Product) or len(node.factors) < 2:
            return False
        heads = [f.base if isinstance(f, Script) else f for f in node.factors]
        return all(isinstance(h, Name) and h.text[:1].isupper() for h in heads)

    def definition(self, node: Relation, count: int) -> None:
        """The names at the front stand for the operand after them; links behind it are claims."""
        meaning = node.operands[count]
        for operand in reversed(node.operands[:count]):
            head = self.head(operand)
            assert head is not None
            self.define(head, operand, meaning, node)
        if len(node.operands) > count + 1:
            links = self.links(node, count)
            self.claim(tuple(links), node, spans=self.spans(node, count))

    def define(self, head: tuple[str, str, list[Node]], operand: Node, meaning: Node, node: Relation) -> None:
        kind, name, parts = head
        self.e.free = {}
        if (isinstance(meaning, Group) and meaning.open == "{") or (
            isinstance(operand, Name) and operand.style == "cal" and (not isinstance(meaning, (Product, Num)))
        ):
            self.claim((), node, kind="definition")
            return
        if kind in ("step", "family"):
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition", defines=self.e.symbols[name][0])
            return
        closed = numeric_only(meaning)
        self.e.exact = not (self.document and (closed or alone(meaning)))
        if kind == "function":
            self.define_function(name, parts, meaning, node)
            return
        found = self.e.value(meaning)
        self.e.exact = True
        if found.expr.sort == "function":
            raise ShapeError("a name for a function without its argument")
        expr = found.expr
        if kind == "entries" and name in names_in(meaning):
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition", defines=self.e.symbols[name][0])
            return
        if kind == "entries":
            wanted = [p.text for p in parts if isinstance(p, Name)]
            for part in parts:
                self.e.index_size(part)
            missing = [w for w in wanted if w not in self.e.free]
            if missing:
                raise ShapeError(f"the index {missing[0]} is not free here")
            expr = self.e.close(expr, wanted)
        others = [n for n, index in self.e.free.items() if index.atom.atom in expr.free]
        if others:
            raise self.e.error(node, f"the index {others[0]} stands on one side only", "the same indices on both sides")
        if kind == "square":
            expr = apply("sqrt", expr)
            target = symbol(name, (), "positive" if name == "sigma" else "nonnegative")
            self.e.note(f"{name} is the root of it")
            self.claim((apply("eq", target, expr),), node, kind="definition", defines=target)
            self.e.locals[name] = Value(expr)
            return
        role = self.scope.lookup(name)
        domain = "variable" if expr.sort == "variable" else "event" if expr.sort in ("event", "boolean") else "real"
        if role is not None and role.domain and role.shape == expr.shape:
            domain = role.domain
        self.fits_role(role, expr)
        target = symbol(name, expr.shape, domain)
        relation = apply("iff" if domain == "event" else "eq", target, expr)
        self.claim((relation,), node, kind="definition", defines=target)
        self.e.locals[name] = Value(expr, found.orient if expr.rank == 1 else "")

    def fits_role(self, role: object, expr: Expr) -> None:
        shape = getattr(role, "shape", None)
        source = getattr(role, "source", "habit")
        if shape is None or source in ("habit", "formula"):
            return
        if len(shape) != expr.rank:
            raise ShapeError(f"a definition of shape {expr.shape} of a name of shape {shape}")
        for a, b in zip(shape, expr.shape):
            if a != b:
                raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)

    def define_function(self, name: str, parts: list[Node], meaning: Node, node: Relation) -> None:
        """f(x, y) = ...: the function, bound over its arguments."""
        arguments = [self.argument(p, len(parts) > 1) for p in parts]
        body = self.e.value(meaning)
        self.e.exact = True
        open_indices = [n for n, index in self.e.free.items() if index.atom.atom in body.expr.free]
        for argument in arguments:
            array, places = apply_at(argument)
            if "_given_" in name and not isinstance(argument, Symbol):
                self.claim((), node, kind="definition")
                return
            if places or not isinstance(array, Symbol):
                self.entrywise(name, arguments, body, open_indices, node)
                return
        if open_indices:
            raise self.e.error(node, f"the index {open_indices[0]} stands on one side only", "a sum over it")
        function: Expr = body.expr
        for argument in reversed(arguments):
            assert isinstance(argument, Symbol)
            local = fresh_local(argument.shape, argument.domain if argument.domain != "variable" else "real")
            function = bind("function", local, substitute(function, {argument: local}))
        target = symbol(name, body.expr.shape, "function", tuple(a.shape for a in arguments))
        self.claim(
            (apply("eq", apply("call", target, *arguments), body.expr),), node, kind="definition", defines=target
        )
        self.e.locals[name] = Value(function)

    def argument(self, node: Node, several: bool) -> Expr:
        """A parameter; among several, k_i is a name of its own."""
        if isinstance(node, Script) and several and isinstance(node.base, Name) and node.sub is not None:
            full = self.full_name(node.base.text, node.sub)
            usage = self.e.scan[full]
            usage.styles |= self.e.scan[node.base.text].styles
            usage.transposed |= self.e.scan[node.base.text].transposed
            self.e.locals[full] = self.e.named(full, node)
            return self.e.locals[full].expr
        return self.e.value(node).expr

    def entrywise(self, name: str, arguments: list[Expr], body: Value, free: list[str], node: Relation) -> None:
        """softmax(x_i) = ...: a function of the array, entry by entry."""
        array, places = apply_at(arguments[0])
        if len(arguments) != 1 or not isinstance(array, Symbol) or len(places) != len(free):
            raise self.e.error(node, "a definition by entries of several arguments", "f(x_i)")
        expr = self.e.close(body.expr, free)
        local = fresh_local(array.shape)
        target = symbol(name, expr.shape, "function", (array.shape,))
        self.claim((apply("eq", apply("call", target, array), expr),), node, kind="definition", defines=target)
        self.e.locals[name] = Value(bind("function", local, substitute(expr, {array: local})))


def after_definition(claim: Claim) -> tuple[str, Expr, tuple[str, ...]] | None:
    """Name, meaning and parameter names of what a definition introduces; None where it has no closed form."""
    if claim.kind != "definition" or claim.defines is None or len(claim.relations) != 1:
        return None
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op not in ("eq", "iff"):
        return None
    left, right = relation.args
    if claim.defines in symbols(right):  # a recurrence
        return None
    if left is claim.defines:
        return claim.defines.name, right, ()
    if isinstance(left, Apply) and left.op == "call" and left.args[0] is claim.defines:
        arguments = left.args[1:]
        if not all(isinstance(a, Symbol) for a in arguments):
            return None
        function: Expr = right
        for argument in reversed(arguments):
            assert isinstance(argument, Symbol)
            local = fresh_local(argument.shape, argument.domain if argument.domain != "variable" else "real")
            function = bind("function", local, substitute(function, {argument: local}))
        return claim.defines.name, function, tuple(a.name for a in arguments if isinstance(a, Symbol))
    return None
