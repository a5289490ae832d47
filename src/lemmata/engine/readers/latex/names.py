"""Names and their scripts: roles, constants, indices, labels, transposes, powers."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import (
    Expr,
    Size,
    bind,
    constant,
    fresh_index,
    number,
    open_binder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.complexes import is_complex
from lemmata.engine.readers.latex.computed_labels import at_label
from lemmata.engine.readers.latex.cross_matrices import cross_matrix, in_brackets
from lemmata.engine.readers.latex.evaluations import between, evaluated
from lemmata.engine.readers.latex.exponents import is_exponent
from lemmata.engine.readers.latex.function_families import is_each
from lemmata.engine.readers.latex.imaginary import UNIT
from lemmata.engine.readers.latex.primes import primed
from lemmata.engine.readers.latex.sequences import of_steps
from lemmata.engine.readers.latex.state import Index, State
from lemmata.engine.readers.latex.subscripts import (
    indices,
    is_multiple,
    is_slice,
    is_transpose,
    is_word,
    items_of,
    label,
    labels_mark,
    plain,
    split_number,
)
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Chain,
    Evaluated,
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
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import STARS, as_known, with_label


def _listed(node: Node) -> list[Node]:
    """i, j = 1: its parts."""
    return list(node.items) if isinstance(node, Statements) and set(node.connectives) <= {"", ","} else [node]


def _counts(node: Node | None) -> bool:
    """Whether a subscript says from where indices run: i, j = 1."""
    last = _listed(node)[-1] if node is not None else None
    return isinstance(last, Relation) and last.relations == ("=",)


def _is_form(base: Group, node: Script) -> bool:
    """Whether (x^T A x)^T is the number x^T A x as a matrix of one entry: a form, which is its own transpose."""
    inner = plain(base)
    first = inner.factors[0] if isinstance(inner, Product) else None
    within = first.sup if isinstance(first, Script) else None
    return node.sub is None and is_transpose(node.sup) and isinstance(node.sup, Name) and isinstance(within, Name) and (
        within.text == node.sup.text)


class Names(State):
    """The part of the elaborator that knows names."""

    def name(self, node: Name) -> Value:
        text = node.text
        if text in self.locals:
            return self.locals[text]
        if text in self.dependent:
            return self.dependent[text]
        role = self.scope.lookup(text)
        if text in self.scan.units and (role is None or role.source in ("formula", "habit")) and (
                self.choices.choose(f"unit:{text}", self.scan.units[text])):
            self.note(f"{text} is the imaginary unit")
            return Value(UNIT)
        if role is None and (resting := self.resting(node)) is not None:
            return resting
        if text in self.scan.primed and node.style != "symbol" and self.is_function_name(text):
            x = Value(self.generic_argument())
            return self.apply_values(self.function_named(text, [x], node), [x])
        usage = self.scan[text]
        if (
            usage.ranks
            and usage.bare
            and not (role is not None and role.source == "declared")
            and text not in self.dims
            and node.style != "symbol"
            and (self.choices.choose(f"shadow:{text}", [(0, False), (2, True)]))
        ):
            if "_" in text and self.scope.lookup(f"{text}_point") is None:  # \\bar y beside \\bar y_i
                self.unsettled = f"what {text} is without an index is not said"
            return self.named(f"{text}_point", node)
        bound = text in self.indices  # below a sum the letter is no array, whatever it is elsewhere
        array = role is not None and ((role.shape and not bound) or role.domain == "variable")
        counted = None if array else self.count(text)
        if counted is not None and node.style in ("italic", "upright"):
            return Value(counted)
        if role is None and text not in self.symbols:
            special = self.special(node)
            if special is not None:
                return special
        return self.named(text, node)

    def special(self, node: Name) -> Value | None:
        """Constants, the identity, ones and zeros."""
        text, usage = node.text, self.scan[node.text]
        if text == "e" and node.style in ("italic", "upright") and not usage.ranks and not usage.random:
            return Value(constant("e"))
        if text == "pi" and not usage.called and not usage.ranks:
            return Value(constant("pi"))
        if text == "infty":
            return Value(constant("inf"))
        if text == "emptyset":
            return Value(apply("empty_event"))
        if text == "Omega" and (self.chance or usage.event):
            return Value(apply("omega"))
        if text == "I" and not usage.random and not usage.event:  # before parentheses it may be a factor: I (A + B)
            if self.choices.choose("identity", [(0, True), (1 if usage.called else 2, False)]):
                return Value(apply("eye", n=self.choices.size(f"?I@{node.span[0]}")))
            return None
        if text == "0" and node.style in ("bold", "bb"):
            return Value(number(0))
        if text == "1" and node.style in ("bold", "bb"):
            place = node.span[0]
            count = f"?one@{place}"
            if place in self.scan.ones:
                count = self.choices.choose(f"ones:{place}", [(0, self.scan.ones[place]), (1, count)])
            return Value(apply("ones", shape=(self.choices.size(count),)), "col")
        if node.style == "bb":
            raise self.error(node, f"the set {text} does not stand for a number", "a number or array")
        if node.style == "symbol":
            raise self.error(node, f"{text} does not stand for a number", "a number or array")
        return None

    def script(self, node: Script) -> Value:
        base = node.base
        if isinstance(base, Group) and base.open in ("||", "|") and node.sub is not None:
            return superscript(self, self.norm(base, node.sub), node.sup)
        if isinstance(base, Group) and base.open == "<" and node.sub is not None:
            return superscript(self, self.inner(base, node.sub), node.sup)
        if (isinstance(base, Group) and base.open == ".") or (
            isinstance(base, Group) and base.close == "|" and base.open != "|"
        ):
            return evaluated(self, Evaluated(base.items[0], node.sub or Blank(), node.sup, span=node.span))
        if isinstance(base, Function):
            raise self.error(node, f"{base.name} without an argument", "an argument")
        if isinstance(base, Name):
            return self.scripted_name(base, node)
        if isinstance(base, Script) and isinstance(node.sup, Name) and node.sub is None:
            return superscript(self, self.value(base), node.sup)
        if isinstance(base, Num) and base.text == "1" and node.sub is not None:
            found_one = self.indicator(node.sub)
            if found_one is not None:
                return superscript(self, found_one, node.sup)
        if node.sub is not None and in_brackets(node):
            return superscript(self, cross_matrix(self, self.value(base.items[0]), node.sub), node.sup)
        if isinstance(base, Group) and node.sup is not None and _counts(node.sub):
            return self.enumerated(base, node)
        if node.primes and (slope := primed(self, node)) is not None:
            return superscript(self, slope, node.sup)
        if isinstance(base, Group) and (difference := between(self, base, node)) is not None:
            return difference
        found = self.value(base)
        if node.primes:
            raise self.error(node, "a prime on an expression", "a function")
        if not found.rank and isinstance(base, Group) and _is_form(base, node):
            return found
        transposed = node.sub is not None and is_transpose(node.sup)
        if transposed:
            found = superscript(self, found, node.sup)
        if node.sub is not None and any(is_slice(p) for p in items_of(node.sub)):
            found = self.sliced(found.expr, items_of(node.sub))
        elif node.sub is not None:
            if isinstance(node.sub, Name) and node.sub.text == "plus" and isinstance(base, Group):
                return superscript(self, value(apply("maximum", found.expr, number(0))), node.sup)
            parts = indices(node.sub, self.bound_here())
            if parts is None:
                raise self.error(node.sub, "a label on an expression", "an index")
            multiple = found.rank == 1 and len(parts) > 1 and is_multiple(node.sub)
            found = value(self.entry(found.expr, [node.sub] if multiple else split_number(parts)))
        return found if transposed else superscript(self, found, node.sup)

    def enumerated(self, base: Group, node: Script) -> Value:
        """(a_i)_{i=1}^n and (a_{ij})_{i,j=1}^{m,n}: the array of its entries; one limit serves all indices."""
        assert node.sub is not None and node.sup is not None
        *others, last = _listed(node.sub)
        highs = _listed(node.sup) * (len(others) + 1 if len(_listed(node.sup)) == 1 else 1)
        assert isinstance(last, Relation)
        if len(base.items) != 1 or (
                len(highs) != len(others) + 1) or not all(isinstance(n, Name) for n in (*others, last.operands[0])):
            raise self.error(node, "this enumerates nothing", "(a_i)_{i=1}^n or (a_{ij})_{i,j=1}^{m,n}")
        low = self.index_size(last.operands[1])
        ranges = [(name, fresh_index(), low - self.base, self.index_size(high) - self.base + 1)
                  for name, high in zip((*others, last.operands[0]), highs) if isinstance(name, Name)]
        saved = dict(self.indices)
        for name, atom, first, end in ranges:
            self.indices[name.text] = Index(atom + self.base, atom, first, end)
        body = self.value(base.items[0]).expr
        self.indices = saved
        for _, atom, first, end in reversed(ranges):
            body = bind("array", atom, body, first, end)
        return value(body)

    def told_of(self, name: str) -> set[str]:
        """The names in what a name stands for."""
        role = self.scope.lookup(name)
        return set() if role is None or role.definition is None else {s.name for s in symbols(role.definition)}

    def indices_of(self, sub: Node) -> list[Node] | None:
        """The indices that a subscript holds; None for a label, and for a letter of labels such as k|k-1."""
        if any(isinstance(n, Name) and n.text in self.scan.marks for n in walk(sub)):
            return None
        return indices(sub, self.bound_here() | (self.scan.outside if is_word(sub) else set()))

    def shape_below(self, sub: Node | None) -> tuple[Size, ...] | None:
        """The sizes in \\mathbf{1}_n, \\mathbf{0}_{m \\times n}; None where the subscript holds something else."""
        parts = sub.operands if isinstance(sub, Chain) and set(sub.operators) == {"times"} else (sub,)
        for part in parts:
            letters = [] if part is None else [n for n in walk(part) if isinstance(n, Name)]
            if part is None or not (letters or isinstance(part, Num)) or not all(
                    n.text in self.dims or n.text in self.indices or n.text in "nmdpNMD" for n in letters):
                return None
        return tuple(self.index_size(part) for part in parts if part is not None)

    def may_be_label(self, text: str, parts: list[Node]) -> bool:
        """d_k: one letter that nothing binds, on a name that is no known array."""
        role = self.scope.lookup(text)
        if len(parts) != 1 or not isinstance(parts[0], Name) or (role is not None and role.shape):
            return False
        return parts[0].text not in self.bound_here() - set(self.free)

    def bound_here(self) -> set[str]:
        labels = {labels_mark(name) for name, role in self.scope.roles.items() if role.domain == "labels"}
        return {*self.indices, *self.free, *self.scan.bound, *self.scan.sizes, *self.dims, *self.fixed, *labels}

    def scripted_name(self, base: Name, node: Script) -> Value:
        """x_i, A^T_{ij}, \\mu_X, x', x^{(i)}, x^*."""
        text, sup = base.text, node.sup
        if node.primes:
            if self.is_function_name(text) or (text in self.scan.primed and self.scan[text].called):
                return self.generic_call(base, node)
            if self.scan[text].event or base.style == "cal":
                found = self.name(base)
                return Value(apply("not", found.expr)) if found.expr.sort == "event" else found
            text = with_label(text, *["prime"] * node.primes)
        if isinstance(sup, Name) and sup.text in STARS and not is_complex(self, text):
            text, sup = with_label(text, sup.text), None
        leading: list[Node] = []
        if isinstance(sup, Group) and sup.open == "(" and len(sup.items) == 1:
            inner = sup.items[0]
            if isinstance(inner, Num):
                text, sup = as_known(with_label(text, inner.text), self.scope.roles), None
            elif indices(inner, self.bound_here()) is not None:
                leading, sup = [inner], None
        if sup is not None and self.mentions(sup, self.scan.layers):
            leading, sup = [plain(sup)], None
        if isinstance(sup, Name) and sup.text in ("th", "st", "nd", "rd"):
            sup = None
        if node.sub is None and not leading:
            if text == "e" and base.style in ("italic", "upright") and self.scope.lookup("e") is not None and (
                    is_exponent(sup)):
                return superscript(self, Value(constant("e")), sup)
            return superscript(self, self.name(replace(base, text=text)), sup)
        if node.sub is not None and any(isinstance(n, Relation) for n in walk(node.sub)):
            return self.related_script(base, text, sup, node)
        if node.sub is not None and (member := at_label(self, text, node.sub)) is not None:
            return superscript(self, member, sup)
        parts = self.indices_of(node.sub) if node.sub is not None else []
        full = text
        if is_transpose(sup) and node.sub is not None and (text == "e" or text in self.scope.options.get("basis", ())):
            return superscript(self, self.scripted_name(base, replace(node, sup=None)), sup)
        if node.sub is not None:
            full = as_known(with_label(text, label(node.sub)), self.scope.roles)
        if full in self.locals:
            return superscript(self, self.locals[full], sup)
        entries = any(n.text in self.scan.bound or n.text in self.indices for n in walk(node) if isinstance(n, Name))
        if full != text and full in self.dims and self.scope.lookup(full) is None and not entries and (
                counted := self.count(full)) is not None:
            return superscript(self, value(counted), sup)  # d_k of \\mathbb{R}^{d_k}
        if (known := self.scope.lookup(full)) is not None and node.sub is not None:
            # "\\sigma_X > 0" says only its sign: it may still be the deviation of X.
            bare = known.definition is None and known.shape == () and known.source in ("prose", "formula")
            moment = self.moment(base, replace(node, sup=None)) if bare else None
            if moment is not None and self.choices.choose(f"moment:{full}", [(0, True), (1, False)]):
                return superscript(self, moment, sup)
            return superscript(self, self.named(full, node), sup)
        if node.sub is not None and full in self.told_of(text):  # `x_t = a_t x_0` speaks of x_0 as of another number
            return superscript(self, self.named(full, node), sup)
        if base.style in ("bold", "bb") and text == "1" and (
            (found := self.indicator(node.sub)) is not None if node.sub is not None else False
        ):
            return superscript(self, found, sup)
        if base.style in ("bold", "bb") and text in ("0", "1") and (shape := self.shape_below(node.sub)) is not None:
            return superscript(self, value(apply("zeros" if text == "0" else "ones", shape=shape)), sup)
        if len(parts or ()) == 1 and sup is None and not node.primes and self.is_unit(base):
            assert parts is not None
            return self.unit_vector(parts[0], node)
        if text == "delta" and len(parts or ()) == 2 and sup is None and self.scope.lookup(text) is None:
            assert parts is not None
            if self.choices.choose("kronecker", [(0, True), (1, False)]):
                return self.kronecker(parts)
        if parts is None:
            return superscript(self, self.labelled(base, text, full, node), sup)
        may_be_label = not leading and self.may_be_label(text, parts)
        if may_be_label and self.choices.choose(f"label:{full}", [(0, False), (2, True)]):
            self.label_letters |= {p.text for p in parts if isinstance(p, Name)}
            return superscript(self, self.labelled(base, text, full, node), sup)
        role = self.scope.lookup(text)
        if role is not None and role.shape is not None and len(role.shape) == 1 and not leading and (
                node.sub is not None and len(parts) > 1 and is_multiple(node.sub)):
            parts = [node.sub]  # x_{2k} of a vector
        parts = [*leading, *parts]
        if is_each(text) and len(parts) == 1 and (whole := self.depends(text, base)) is not None:
            return superscript(self, value(self.entry(whole.expr, parts)), sup)
        if self.is_sequence(text, parts):
            return superscript(self, self.step_of(text, base, parts), sup)
        if text == "I" and self.scope.lookup("I") is None and len(parts) == 1 and not self.scan["I"].called and (
                self.choices.choose(f"identity:{full}", [(0, True), (2, False)])):
            return superscript(self, Value(apply("eye", n=self.index_size(parts[0]))), sup)
        if all(isinstance(p, Num) for p in parts) and not self.is_array(text):
            self.scan[full].event |= self.scan[text].event  # A_1 beside A_2
            return superscript(self, self.named(full, node), sup)
        parts = split_number(parts)
        array = self.array_named(text, base, len(parts))
        if is_transpose(sup) and array.rank == 2 and len(parts) == 2:
            return Value(self.entry(apply("transpose", array.expr), parts))
        if len(parts) == 2 and array.rank == 2 and isinstance(sup, Prefix):
            return Value(self.entry(superscript(self, array, sup).expr, parts))
        return superscript(self, value(self.entry(array.expr, parts)), sup)

    def related_script(self, base: Name, text: str, sup: Node | None, node: Script) -> Value:
        """A relation in a subscript: a range of indices, or the condition of an indicator."""
        assert node.sub is not None
        found = self.indicator(node.sub) if text == "1" else None
        if found is not None:
            return superscript(self, found, sup)
        parts = items_of(node.sub)
        if not all(is_slice(p) or not isinstance(p, Relation) for p in parts):
            raise self.error(node.sub, "a relation as a subscript", "an index, a range or a label")
        sliced = self.sliced(self.array_named(text, base, len(parts)).expr, parts)
        return superscript(self, sliced, sup)

    def labelled(self, base: Name, text: str, full: str, node: Script) -> Value:
        """A name with a label: a symbol of its own, a moment of a random variable, a partial derivative."""
        found = self.moment(base, node)
        if found is not None:
            return found
        partial = self.partial_by_label(base, node)
        if partial is not None:
            return partial
        usage, own = self.scan[text], self.scan[full]
        own.styles |= usage.styles
        own.transposed |= usage.transposed
        own.squared_up |= usage.squared_up
        return self.named(full, node)

    def is_sequence(self, text: str, parts: list[Node]) -> bool:
        role = self.scope.lookup(text)
        if is_each(text):
            return False
        if role is not None and role.domain == "function" and set(role.params) == {()}:
            return len(parts) == len(role.params) or any(self.mentions(p, self.scan.sequences) for p in parts)
        if role is not None and role.shape and role.source in ("declared", "prose"):
            return False
        if role is not None and len(parts) == 1 and of_steps(role.definition) is not None:
            return True
        return any(self.mentions(p, self.scan.sequences) for p in parts)

    @staticmethod
    def mentions(node: Node, names: set[str]) -> bool:
        return any(isinstance(n, Name) and n.text in names for n in walk(node))

    def step_of(self, text: str, base: Name, parts: list[Node]) -> Value:
        """x_{t+1} of a sequence, \\theta_{t+1,i} of one of arrays: a function of the step, and entries of its value."""
        steps = [p for p in parts if self.mentions(p, self.scan.sequences)] if len(parts) > 1 else parts
        entries = [p for p in parts if p not in steps]
        role = self.scope.lookup(text)
        if role is not None and len(parts) == 1 and (known := of_steps(role.definition)) is not None:
            local, body = open_binder(known)  # what a_t is, was said for every t
            at: dict[Expr, Expr] = {local: self.value(parts[0]).expr} if isinstance(local, Expr) else {}
            return value(substitute(body, at))
        if text not in self.symbols:
            if role is not None and role.domain == "function" and set(role.params) == {()}:
                self.symbols[text] = (role.symbol(text), role.source)
            else:
                ranks = [(0, 1), (1, 0)] if base.style == "bold" else [(0, 0), (1, 1)]
                usage = self.scan[text]
                if text[:1].isupper() and (usage.beside_capital or usage.transposed):  # A X_k
                    ranks = [(0, 2), (2, 1), (3, 0)]
                rank = len(entries) or self.choices.choose(f"role:{text}", ranks)
                dims = [self.choices.size(f"?{text}{axis}") for axis in range(rank)]
                self.symbols[text] = (symbol(text, dims, "function", ((),) * len(steps)), "habit")
        self.note(f"{text} is a sequence")
        found = apply("call", self.symbols[text][0], *(self.value(step).expr for step in steps))
        return value(self.entry(found, entries) if entries else found)
