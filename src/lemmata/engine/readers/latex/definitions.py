"""Definitions: what an equation says of a name that is new, and how the name is meant from then on."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, apply_at, bind, fresh_local, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import OPS, ShapeError, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.clauses import alone, numeric_only
from lemmata.engine.readers.latex.degrees import degree
from lemmata.engine.readers.latex.function_families import places_in
from lemmata.engine.readers.latex.heads import head_of, labelled_name, member_of
from lemmata.engine.readers.latex.indexing import entry_letters
from lemmata.engine.readers.latex.inner_products import INNER
from lemmata.engine.readers.latex.introductions import introduces, renamed_constant
from lemmata.engine.readers.latex.parameters import abstracted, names_of, squared
from lemmata.engine.readers.latex.signs import has_signs
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Frac,
    Function,
    Group,
    Matrix,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.latex.values import ROW, Value


class Definitions(Stated):
    """The part of the statements that introduces names."""

    def definable_prefix(self, node: Relation) -> int:
        """How many operands at the front are names that the chain defines."""
        self.renamed = renamed_constant(self, node)
        if node.relations[0] in (":=", "<-", "|->"):
            return 1 if head_of(self, node.operands[0]) is not None else 0
        count = 0
        for k, operand in enumerate(node.operands[:-1]):
            if node.relations[k] not in ("=", "equiv", ":=", "triangleq"):
                break
            head = head_of(self, operand)
            if head is None or not introduces(self, head, node, k):
                break
            count += 1
        return count

    def definition(self, node: Relation, count: int) -> None:
        """The names at the front stand for the operand after them; links behind it are claims."""
        meaning = node.operands[count]
        if has_signs(node):  # several values at once
            self.claim((), node, kind="definition")
            return
        for operand in reversed(node.operands[:count]):
            head = head_of(self, operand)
            assert head is not None
            self.define(head, operand, meaning, node)
        if len(node.operands) > count + 1:
            links = self.links(node, count)
            self.claim(tuple(links), node, spans=self.spans(node, count))

    def define(self, head: tuple[str, str, list[Node]], operand: Node, meaning: Node, node: Relation) -> None:
        kind, name, parts = head
        self.e.free = {}
        if (isinstance(meaning, Group) and meaning.open == "{") or (
            isinstance(operand, Name) and operand.style == "cal" and not _is_number(meaning)
        ):
            self.claim((), node, kind="definition")
            return
        if kind in ("function", "family", "components") and self.define_member(operand, meaning, node):
            return
        if kind == "components":
            self.claim(tuple(self.links(replace(node, operands=(operand, meaning), relations=("=",)))), node)
            return
        if kind in ("step", "family"):
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition", defines=self.e.symbols[name][0])
            return
        if kind == "name" and isinstance(meaning, Function) and self.define_as_function(name, meaning, node):
            return
        if kind != "entries":
            places = entry_letters(self.e, meaning)
            self.e.fixed |= places if kind == "function" else places - {p.text for p in parts if isinstance(p, Name)}
        closed = numeric_only(meaning)
        self.e.exact = not (self.document and (closed or alone(meaning)))
        if kind == "function":
            self.define_function(name, parts, meaning, node)
            return
        self.e.orders = []
        found = self.e.value(meaning)
        self.e.exact = True
        if self.e.orders:  # known but for O(x^2)
            self.claim((), node, kind="definition")
            return
        if found.expr.sort == "function":
            raise ShapeError("a name for a function without its argument")
        expr = found.expr
        if kind == "entries" and self.guards:  # some of the entries only
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition")
            return
        if kind == "entries" and any(s.name == name for s in symbols(expr)):  # x_0 may be a name of its own
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition", defines=self.e.symbols[name][0])
            return
        if kind == "entries":
            wanted = [p.text for p in parts if isinstance(p, Name)]
            for part in parts:
                self.e.index_size(part)
            self.e.check_labels(wanted)
            missing = [w for w in wanted if w not in self.e.free]
            if missing:
                raise ShapeError(f"the index {missing[0]} is not free here")
            if any(self.e.free[w].value != self.e.free[w].atom + self.e.base for w in wanted):
                raise ShapeError("entries from the second on are defined, but not the first")
            expr = self.e.close(expr, wanted)
        others = [n for n, index in self.e.free.items() if index.atom.atom in expr.free]
        if others:
            raise self.e.error(node, f"the index {others[0]} stands on one side only", "the same indices on both sides")
        if kind == "square":
            expr = apply("sqrt", expr)
            target = symbol(name, (), "positive" if name == "sigma" else "nonnegative")
            self.e.note(f"{name} is the root of it")
            self.claim((apply("eq", target, expr),), node, kind="definition", defines=target)
            self.e.defined[target] = expr
            self.e.locals[name] = Value(target)
            return
        role = self.scope.lookup(name)
        domain = "variable" if expr.sort == "variable" else "event" if expr.sort in ("event", "boolean") else "real"
        if role is not None and role.domain and role.shape == expr.shape:
            domain = role.domain
        self.fits_role(role, expr)
        target = symbol(name, expr.shape, domain)
        relation = apply("iff" if domain == "event" else "eq", target, expr)
        if found.orient == "row" and _written_out(meaning):
            self.e.note(f"{name} {ROW}")
        self.claim((relation,), node, kind="definition", defines=target)
        if expr.sort == "distribution":
            self.e.locals[name] = Value(expr)
            return
        self.e.defined[target] = expr
        self.e.locals[name] = Value(target, found.orient if expr.rank == 1 else "")

    def fits_role(self, role: object, expr: Expr) -> None:
        shape = getattr(role, "shape", None)
        source = getattr(role, "source", "habit")
        if shape is None or source == "habit" or (source == "formula" and len(shape) != expr.rank):
            return
        if len(shape) != expr.rank:
            raise ShapeError(f"a definition of shape {expr.shape} of a name of shape {shape}")
        for a, b in zip(map(self.e.choices.size, shape), map(self.e.choices.size, expr.shape)):
            free = any(atom[0] == "?" for size in (a, b) for atom in size.atoms)
            if a != b and (free or source != "formula"):  # a name that a formula used may get other sizes
                raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)

    def define_function(self, name: str, parts: list[Node], meaning: Node, node: Relation) -> None:
        """f(x, y) = ...: the function, bound over its arguments."""
        tables = list(self.e.tables.values()) if any(
            isinstance(p, Name) and p.text in self.e.tables for p in parts) else []
        # D(q, p) of whole laws is kept where it is the same for masses and for densities, on any grid
        if tables and (any(len(t) != 1 or t != tables[0] for t in tables) or any(
                not isinstance(p, Name) or p.text not in self.e.tables for p in parts)):
            self.e.value(meaning)  # \\mathcal{L}(q), of a law of several letters: what it is of each is not kept
            self.claim((), node, kind="definition")
            return
        arguments = [self.e.table(p.text) if tables and isinstance(p, Name) else self.argument(p, len(parts) > 1)
                     for p in parts]
        if name.partition("_")[0] == INNER:
            for a, b in zip(arguments[0].shape, arguments[1].shape):
                if a != b:
                    raise ShapeError("an inner product of vectors of two sizes", a, b)
        self.e.orders = []
        body = self.depending(self.e.value(meaning), arguments)
        self.e.exact = True
        if self.e.orders:
            self.claim((), node, kind="definition")
            return
        open_indices = [n for n, index in self.e.free.items() if index.atom.atom in body.expr.free]
        for argument in arguments:
            array, places = apply_at(squared(argument) or argument)
            if "_given_" in name and not isinstance(argument, Symbol):
                self.claim((), node, kind="definition")
                return
            if places or not isinstance(array, Symbol):
                self.entrywise(name, arguments, body, open_indices, node)
                return
        if open_indices and not tables:
            raise self.e.error(node, f"the index {open_indices[0]} stands on one side only", "a sum over it")
        kept = not tables or (not open_indices and degree(body.expr, arguments) == 1)
        function = abstracted(body.expr, arguments) if kept else None
        if function is None:
            self.claim((), node, kind="definition")
            return
        target = symbol(name, body.expr.shape, "function", tuple(a.shape for a in arguments))
        self.claim(
            (apply("eq", apply("call", target, *arguments), body.expr),), node, kind="definition", defines=target
        )
        self.e.locals[name] = Value(function)

    def define_as_function(self, name: str, meaning: Function, node: Relation) -> bool:
        """h = \\tanh: a function of one number under another name."""
        op = LATEX_NAMES.get(meaning.name) or PYTHON_NAMES.get(meaning.name) or meaning.name
        if op not in OPS or not OPS[op].elementwise or OPS[op].arity != 1 or meaning.sub or meaning.sup or (
                meaning.primes):
            return False
        argument = symbol("x", ())
        target = symbol(name, (), "function", ((),))
        self.claim((apply("eq", apply("call", target, argument), apply(op, argument)),), node, kind="definition",
                   defines=target)
        self.e.locals[name] = Value(self.e.written_out(op, Value(argument)))
        return True

    def define_member(self, operand: Node, meaning: Node, node: Relation) -> bool:
        """f_i(x) = (a_i x - b_i)^2: one function of a family is an entry of a function whose values are vectors.

        Where the index is no place in an array of the other side, as in T_n(x) = cos(n arccos x), it is a number.
        """
        found = member_of(self.e, operand)
        if found is None:
            return False
        if found.letter not in places_in(meaning):
            if any(isinstance(n, Name) and n.text == found.letter for n in walk(meaning)):
                self.e.fixed.add(found.letter)
            return False
        arguments = [self.argument(p, len(found.group.items) > 1) for p in found.group.items]
        self.e.exact = True
        body = self.depending(self.e.value(meaning), arguments)
        index = self.e.free.get(found.letter)
        if index is None or set(self.e.free) != {found.letter} or index.atom.atom not in body.expr.free or (
                index.value != index.atom + self.e.base) or body.rank:
            self.e.free = {}
            return False  # a label, or entries from the second on
        self.e.check_labels([found.letter])
        expr = self.e.close(body.expr, [found.letter])
        function = abstracted(expr, arguments)
        if function is None:
            return False
        role = self.scope.lookup(found.name)
        if role is not None:
            self.fits_role(role, expr)
        target = symbol(found.name, expr.shape, "function", tuple(a.shape for a in arguments))
        self.claim((apply("eq", apply("call", target, *arguments), expr),), node, kind="definition", defines=target)
        self.e.locals[found.name] = Value(function)
        return True

    def depending(self, body: Value, arguments: list[Expr]) -> Value:
        """The body with the names written out that are defined by its arguments: f(w) = log p where p = sigma(w)."""
        given = {s for argument in arguments for s in symbols(argument)}
        meant = {s: self.e.expanded(s) for s in symbols(body.expr) if s not in given and self.e.meaning(s) is not None}
        moving: dict[Expr, Expr] = {s: expr for s, expr in meant.items() if given & set(symbols(expr))}
        return replace(body, expr=substitute(body.expr, moving)) if moving else body

    def argument(self, node: Node, several: bool) -> Expr:
        """A parameter; among several, k_i is a name of its own."""
        if isinstance(node, Script) and several and isinstance(node.base, Name) and node.sub is not None:
            full = labelled_name(self, node.base.text, node.sub)
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


def _is_number(meaning: Node) -> bool:
    """Whether a script letter stands for a number such as a loss, and not for a set."""
    if isinstance(meaning, Chain):
        plainly = all(isinstance(o, Name) and o.style in ("cal", "bb") for o in meaning.operands)
        return set(meaning.operators) <= {"+", "-", "*", "/", "cdot"} and not plainly
    if isinstance(meaning, Prefix):
        return meaning.op in ("+", "-")
    if isinstance(meaning, Big):
        return meaning.name in ("sum", "prod", "int")
    return isinstance(meaning, (Product, Num, Frac))


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
        function = abstracted(right, arguments)
        return None if function is None else (claim.defines.name, function, names_of(arguments))
    return None


def is_argument(s: Symbol, claim: Claim) -> bool:
    """Whether a symbol is the argument of a function that a claim defines: z of \\sigma(z), x of h_\\theta(x)."""
    found = after_definition(claim) if claim.defines is not None and s.domain == "real" else None
    return found is not None and s.name in found[2]


def _written_out(meaning: Node) -> bool:
    """Whether a meaning is a list of entries, or a multiple of one: `\\frac{1}{2} (a, b)`."""
    if isinstance(meaning, Product):
        return any(isinstance(f, Matrix) or (isinstance(f, Group) and len(f.items) > 1) or (
            isinstance(f, Frac | Prefix) and _written_out(f)) for f in meaning.factors)
    if isinstance(meaning, Frac):
        return _written_out(meaning.num)
    if isinstance(meaning, Prefix):
        return _written_out(meaning.arg)
    return isinstance(meaning, Matrix | Group)
