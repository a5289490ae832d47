"""Python's spelling: nested lists of floats, comprehensions, nothing but the standard library."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Shape, Size
from lemmata.engine.writers.code.definitions import Head
from lemmata.engine.writers.code.loops.helpers import read_helpers
from lemmata.engine.writers.code.loops.printer import WIDTH, Loops
from lemmata.engine.writers.code.loops.spelling import CHOICE, Scope
from lemmata.engine.writers.code.loops.terms import Item, Literal, Loop, Map, Term, Whole, depends, whole
from lemmata.engine.writers.code.texts import COMPARE, NOT, POSTFIX, PRODUCT, SUM, Text, call, infix, literal

MATH = ("exp", "log", "log1p", "expm1", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan",
        "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "gamma", "lgamma", "floor", "ceil")
BUILTIN = {"abs": "abs", "maximum": "max", "minimum": "min", "round": "round", "sort": "sorted", "cast": "float",
           "count": "int"}
FOLDS = {"sum": "sum", "prod": "math.prod", "max": "max", "min": "min"}
MOST = 4  # lists that a loop goes through side by side


class Python(Loops):
    """Lists in, lists out."""

    functions = {**{name: f"math.{name}" for name in MATH}, **BUILTIN}
    helpers = read_helpers("py")
    compare = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=", "delta": "=="}
    reserved = ("math", "sum", "len", "range", "zip", "list", "tuple", "bool", *BUILTIN.values(), *helpers)

    # loops

    def loop(self, term: Loop, scope: Scope) -> Text:
        breaking = self.breaking is term
        if term.how == "list" and self._same(term.body, term.index):
            return infix(Text(f"[{self._entry_text(term.body, scope)}]"), "*", self.size(term.count), PRODUCT)
        clauses, body = self._clauses(term, scope, breaking)
        lines = "\n".join(["", *(f"    {line}" for line in (*body.split("\n"), *clauses)), ""])
        inside = lines if breaking else " ".join((body, *clauses))
        if term.how in ("list", "flat"):
            return Text(f"[{inside}]")
        variable, _, source = clauses[0].removeprefix("for ").partition(" in ")
        if len(clauses) == 1 and body == variable:
            return call(FOLDS[term.how], source)
        return call(FOLDS[term.how], inside)

    def _clauses(self, term: Loop, scope: Scope, breaking: bool) -> tuple[list[str], str]:
        """`for` for each of the loops that are one inside of the other, and what is inside of all."""
        clauses = []
        while True:
            clause, scope = self._clause(term, scope)
            clauses.append(clause)
            inner = term.body
            if not isinstance(inner, Loop) or not _merge(term.how, inner.how):
                break
            if self._same(inner.body, inner.index) and inner.how == "list":
                break
            term = inner
        if term.how == "flat":
            clauses.append(f"for entry in {self.text(inner, scope).text}")
            return clauses, "entry"
        text = self._entry_text(inner, scope) if term.how == "list" else self.text(inner, scope).text
        if breaking and len(text) > WIDTH - 8 and isinstance(inner, Loop):
            self.breaking = inner
            text = self.text(inner, scope).text
        return clauses, text

    def _clause(self, term: Loop, scope: Scope) -> tuple[str, Scope]:
        """A loop through the rows of lists, where its index only looks these up; else through numbers."""
        lists = self._lists(term, scope)
        letter, inside = self.within(term.index, term.count, scope)
        names = [self._row_name(item, letter, scope) for item in lists]
        if lists and len({*names}) == len(names) and not any(n in self.taken for n in names):
            rows = {(i.array, i.indices): name for i, name in zip(lists, names)}
            sources = [self.item(Item(i.array, i.shape, i.indices[:-1]), scope).text for i in lists]
            through = sources[0] if len(sources) == 1 else f"zip({', '.join(sources)})"
            return f"for {', '.join(names)} in {through}", Scope(inside.letters, {**scope.rows, **rows})
        used = letter if depends(term.body, term.index) else "_"
        return f"for {used} in range({self.size(term.count).text})", inside

    def _lists(self, term: Loop, scope: Scope) -> list[Item]:
        """The rows that the index of a loop looks up, if it does nothing else."""
        index = whole(term.index)
        found: dict[Item, None] = {}
        stack: list[Term] = [term.body]
        while stack:
            part = stack.pop()
            rest = part.parts
            if isinstance(part, Item) and index in part.indices:
                place = part.indices.index(index)
                before = part.indices[:place]
                if part.shape[place] == term.count and all(self._inside(i, s, scope) for i, s in zip(before, part.shape)):
                    found[Item(part.array, part.shape, part.indices[: place + 1])] = None
                    rest = part.indices[place + 1 :]
            elif isinstance(part, Whole) and term.index in part.size.atoms:
                return []
            stack.extend(reversed(rest))
        return list(found) if len(found) <= MOST else []

    def _inside(self, index: Term, size: Size, scope: Scope) -> bool:
        """Whether an index goes through a whole axis: others may be outside of it where a condition does not hold."""
        if not isinstance(index, Whole):
            return False
        atom = index.size.atom
        return self.counts[atom] == size if atom in scope.letters else index.size.atoms <= self.dims

    def _row_name(self, item: Item, letter: str, scope: Scope) -> str:
        places = [self.text(i, scope).text for i in item.indices[:-1]] + [letter]
        return f"{item.array}_{''.join(places)}" if all(p.isalnum() for p in places) else "math"

    @staticmethod
    def _same(body: Term, index: str) -> bool:
        """Whether a list repeats one number."""
        return isinstance(body, Literal | Item | Whole) and not depends(body, index) and not (
            isinstance(body, Item) and len(body.indices) < len(body.shape))

    def _entry_text(self, body: Term, scope: Scope) -> str:
        if isinstance(body, Literal):
            return repr(float(body.value)) if body.value.denominator == 1 else literal(body.value).text
        cast = isinstance(body, Map) and body.name == "cast"
        return call("float", self.text(body, scope)).text if cast else self.text(body, scope).text

    # functions of numbers

    def constant(self, name: str) -> Text:
        return Text("0.5772156649015329") if name == "euler_gamma" else Text(f"math.{name}", POSTFIX)

    def map_where(self, term: Map, args: list[Text]) -> Text:
        condition, yes, no = self.truth(term, 0, args[0]), args[1], args[2]
        yes, no = (Text(f"{a.text}.0") if a.text in ("0", "1") else a for a in (yes, no))
        return Text(f"{yes.at(0)} if {condition.at(0)} else {no.text}", CHOICE)

    def map_not(self, term: Map, args: list[Text]) -> Text:
        return Text(f"not {self.truth(term, 0, args[0]).at(NOT)}", NOT)

    def map_cast(self, term: Map, args: list[Text]) -> Text:
        """A truth value counts as 0 or 1; only where it is all there is, it is made a float."""
        return args[0]

    def map_mod(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "%", args[1], PRODUCT)

    def map_floordiv(self, term: Map, args: list[Text]) -> Text:
        return infix(args[0], "//", args[1], PRODUCT)

    def map_sign(self, term: Map, args: list[Text]) -> Text:
        x = args[0].at(COMPARE + 1)
        return Text(f"({x} > 0) - ({x} < 0)", SUM) if args[0].level >= POSTFIX else call("sign", args[0])

    def map_relu(self, term: Map, args: list[Text]) -> Text:
        return call("max", args[0], "0.0")

    def map_polygamma(self, term: Map, args: list[Text]) -> Text:
        assert term.value is not None
        return call("polygamma", dict(term.value["given"])["order"], args[0])

    def map_binomial(self, term: Map, args: list[Text]) -> Text:
        whole_numbers = term.value is not None and all(a.kind == "integer" for a in term.value.args)
        return call("math.comb" if whole_numbers else "binomial", *args)

    def raised(self, term: Map, args: list[Text]) -> Text:
        """`**` makes complex numbers of fractional powers of what is negative; math.pow refuses them."""
        exponent = term.args[1]
        fraction = isinstance(exponent, Literal) and exponent.value.denominator > 1
        counted = isinstance(exponent, Whole) or (isinstance(exponent, Literal) and not fraction)
        return self.power(*args) if counted else call("math.pow", *args)

    # lines

    def kind(self, shape: Shape, sort: str) -> str:
        entry = {"integer": "int", "boolean": "bool"}.get(sort, "float")
        return "list[" * len(shape) + entry + "]" * len(shape)

    def definition(self, head: Head, body: Sequence[str]) -> list[str]:
        if any("math." in line for line in [*body, *self.used_helpers(body)]):
            self.imports.add("import math")
        return super().definition(head, body)

    def returned(self, values: Sequence[Text]) -> list[str]:
        return f"return {', '.join(v.text for v in values)}".split("\n")

    def statement(self, name: str, text: str) -> str:
        return f"{name} = {text}"

    def length(self, array: Text) -> Text:
        return call("len", array)

    def solved(self, text: Text, factor: int, rest: Size) -> str:
        moved = text if rest == Size.of(0) else Text(f"{text.text} - {rest}", SUM)
        return moved.text if factor == 1 else f"{moved.at(PRODUCT)} // {factor}"

    def size_lines(self, sizes: dict[str, str]) -> list[str]:
        return [f"{', '.join(sizes)} = {', '.join(sizes.values())}"]


def _merge(outer: str, inner: str) -> bool:
    """Whether two loops can be one comprehension."""
    return outer == inner != "list" or (outer == "flat" and inner == "list")


