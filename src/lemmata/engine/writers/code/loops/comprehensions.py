"""Loops as Python writes them: comprehensions, which go through rows and entries side by side where that is enough."""

from __future__ import annotations

from lemmata.engine.expr import Size
from lemmata.engine.writers.code.loops.printer import WIDTH, Loops
from lemmata.engine.writers.code.loops.spelling import Scope
from lemmata.engine.writers.code.loops.terms import Item, Literal, Loop, Map, Term, Whole, depends, whole
from lemmata.engine.writers.code.texts import PRODUCT, Text, call, infix, literal

FOLDS = {"sum": "sum", "prod": "math.prod", "max": "max", "min": "min"}
MOST = 4  # lists that a loop goes through side by side


class Comprehensions(Loops):
    """Spells loops."""

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
        if breaking and len(text) > WIDTH - 12:
            self.breaking = self.longest_loop(inner, scope, len(text))
            text = self.text(inner, scope).text
            self.breaking = None
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
                inside = all(self._inside(i, size, scope) for i, size in zip(before, part.shape))
                if inside and part.shape[place] == term.count:
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
        atom = index.size.atom or ""
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


def _merge(outer: str, inner: str) -> bool:
    """Whether two loops can be one comprehension."""
    return outer == inner != "list" or (outer == "flat" and inner == "list")


