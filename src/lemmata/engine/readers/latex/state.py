"""What one run of the elaborator knows and notes; every part of it and every function beside it takes this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lemmata.engine.expr import At, Expr, Size, Symbol, integer, postorder, substitute, symbols
from lemmata.engine.expr.claims import Written
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.latex.search import Choices
from lemmata.engine.readers.latex.syntax import Node
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.usage import Scan
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.scope import Scope, written_out


def fixed_letters(scope: Scope, names: Iterable[str]) -> set[str]:
    """Letters that count an entry in what these names abbreviate: k after L = -\\log p_k."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = list(names)
    while stack:
        name = stack.pop()
        role = scope.lookup(name)
        if name in seen or role is None or role.definition is None:
            continue
        seen.add(name)
        stack.extend(s.name for s in symbols(role.definition))
        for node in postorder(role.definition):
            if isinstance(node, At):
                found |= {s.name for s in symbols(*node.children[1:]) if s.domain == "natural" and not s.rank}
    return found


def _starts_at_zero(name: str, scope: Scope) -> bool:
    """Whether the text has given the entry 0 of an array by another one: x_0 = x_t - e, which was read from 0 on.

    a_0 = \\sum_i a_i is none of the entries.
    """
    role = scope.lookup(f"{name}_0")
    inside = () if role is None or role.definition is None else postorder(role.definition)
    return any(isinstance(n, At) and isinstance(array := n.children[0], Symbol) and array.name == name
               and symbols(*n.children[1:]) for n in inside)


@dataclass(frozen=True)
class Index:
    """An index of the text: `value` counts as the text does, `atom` from 0 up to `high`.

    full: of a free index, the size of the axis; it leaves out the ends where x_{k-1} or x_{k+1} are no entries
    """

    value: Size
    atom: Size
    low: Size
    high: Size
    full: Size | None = None


EQUAL_SIZES = "equal sizes"  # the option with sizes that are read as others: I_n under n = m


class State:
    """The names, indices and choices of one run."""

    def __init__(
        self,
        scope: Scope,
        scan: Scan,
        choices: Choices,
        dims: frozenset[str],
        index_ranges: dict[str, Size] | None = None,
        exact: bool = True,
    ):
        self.scope, self.scan, self.choices, self.dims = scope, scan, choices, dims
        choices.sizes.update(scope.options.get(EQUAL_SIZES, {}))
        zero_based = scan.zero_based or not scope.options.get("from_zero", frozenset()).isdisjoint(scan.usage) or any(
            _starts_at_zero(name, scope) for name in scan.usage)
        self.base = choices.choose("base", [(0, 1)]) if not zero_based else 0
        self.index_ranges = index_ranges or {}
        self.exact = exact
        self.indices: dict[str, Index] = {}
        self.free: dict[str, Index] = {}
        self.places: dict[Size, str | Expr] = {}  # indices that count the values of a letter, or these values
        self.label_letters: set[str] = set()  # letters that are read as labels: k in w_k
        self.literals: dict[str, int] = {}
        self.ranged: set[str] = set()  # sizes that a free index runs up to
        self.summed: set[str] = set()  # sizes that a sum without limits runs up to
        self.taken_sizes: dict[str, Size] = {}
        self.peers: list[tuple[str, Size]] = []  # open ranges of free indices, and the ranges they are compared with
        self.locals: dict[str, Value] = {}
        self.symbols: dict[str, tuple[Symbol, str]] = {}
        self.orders: list[tuple[str, Expr]] = []
        self.notes: list[str] = []
        self.open_integrals = ""  # what an integral without limits is: "line", "from" (an antiderivative), "" unknown
        self.assumed: list[Expr] = []  # what a notation takes for granted: p >= 1 in a norm
        self.written: list[Written] = []  # the parts of the source
        self.missing = ""  # what the text had to say for its sizes to fit
        self.unsettled = ""  # what the text leaves open, so that a failure would show nothing
        self.complex = ""  # a name of complex values
        self.restricted = ""  # one that is read as real
        self.inverses: dict[Expr, Expr] = {}  # an inverse function, and the function
        self.generic_point: Expr | None = None  # at which functions stand without an argument, inside of (f \circ g)'
        self.dependent: dict[str, Value] = {}
        self.varying: dict[Symbol, Expr] = {}  # names that depend on their label, and what stands for them
        self.chance = 0
        self.defined: dict[Expr, Expr] = {}
        self.clause = 0
        self.tables = scan.tables
        labelled = [name for name in scope.roles if "_" in name and name.partition("_")[0] in scan.usage]  # x_0
        self.fixed = fixed_letters(scope, [*scan.usage, *labelled])

    def expr(self, node: Node) -> Expr:
        return self.value(node).expr

    def check_labels(self, letters: Iterable[str]) -> None:
        """A letter is no label of one name and an index of another: w_k beside b_k."""
        if both := self.label_letters & set(letters):
            raise ShapeError(f"{min(both)} counts entries here and is a label there")

    def error(self, node: Node, message: str, expected: str = "") -> Unreadable:
        return Unreadable(message, node.span[0], expected, end=max(node.span[1], node.span[0] + 1))

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def broadcast(self, node: Node, cost: int = 3) -> bool:
        """Whether numbers may act on every entry of an array here: unusual, so it costs."""
        if self.scope.options.get("entrywise"):
            return True
        return self.choices.choose(f"broadcast:{node.span[0]}", [(0, False), (cost, True)])

    def joining(self, join: Callable[[Value, Value], Value], a: Value, b: Value) -> Value:
        """Two values joined; where that tells an open size, with that size, so that a long chain is built twice
        and not once for each of its links."""
        while True:
            try:
                return join(a, b)
            except ShapeError as error:
                fitted = [self.resized(v) for v in (a, b)]
                if fitted == [a, b]:
                    if not self.choices.learn(error.left, error.right):
                        raise
                    fitted = [self.resized(v) for v in (a, b)]
                    if fitted == [a, b]:
                        raise
                a, b = fitted

    def resized(self, v: Value) -> Value:
        """A value with the sizes that this run has found, where its shape has one of them."""
        if not any(atom in self.choices.found for size in v.expr.shape for atom in size.atoms):
            return v
        return replace(v, expr=substitute(v.expr, sizes=self.choices.found))

    def blamed(self, error: ShapeError, *found: Value) -> ShapeError:
        """The error with the names that took part in it: others need no other role."""
        if error.left is None and not hasattr(error, "names"):
            error.names = {s.name for s in symbols(*(v.expr for v in found))}
        return error

    def symbol_named(self, name: str) -> Symbol:
        if name not in self.symbols:
            raise ShapeError(f"{name} is no free variable here")
        return self.symbols[name][0]

    def expanded(self, expr: Expr, keep: Expr | None = None, functions: bool = False) -> Expr:
        """The expression with defined names replaced by their meaning, all but `keep`; or those of functions only."""
        return written_out(expr, lambda s: self.meaning(s) if not functions or s.domain == "function" else None, keep)

    def meaning(self, s: Symbol) -> Expr | None:
        """What a symbol abbreviates."""
        return self.defined[s] if s in self.defined else self.scope.meaning(s)

    def numeral(self, size: Size) -> Expr:
        return integer(size)
