"""The Python blocks of a document as one program: what lints ask it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from lemmata.documents.code.probes import Seen
from lemmata.documents.code.run import Outcome
from lemmata.documents.lints.libraries import home, library
from lemmata.documents.lints.patterns import Found, matches
from lemmata.documents.lints.reading import Reader
from lemmata.documents.lints.record import Remark
from lemmata.documents.lints.scopes import Binding, Function, Scopes
from lemmata.documents.lints.sources import Part
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.walker import Walker
from lemmata.documents.lints.watching import Watching


class Program:
    """Blocks that share their names, in their order; `outcomes` by block, where they were run.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> from lemmata.documents.lints.sources import parts_of
    >>> blocks = parse_markdown("```python\\nimport numpy as np\\n```\\n\\n```python\\ny = np.log(x)\\n```\\n").code
    >>> program = Program(next(parts_of(blocks)))
    >>> [(program.qualified(c.func), program.name(c), program.part(c).index) for c in program.nodes(ast.Call)]
    [('numpy.log', 'log', 1)]
    """

    def __init__(self, parts: Sequence[Part], outcomes: Sequence[Outcome] | None = None, place: int = 0):
        self.parts = tuple(parts)
        self.outcomes = outcomes
        self.watching = Watching(place, lambda node: self.part(node).index)
        self.scopes = Scopes()
        walker = Walker(self.scopes)
        for part in self.parts:
            walker.block(part.tree.body)
        walker.finish()
        self.reader = Reader(self.scopes)
        self._all: list[ast.AST] = []
        self._part: dict[int, Part] = {}
        self._parent: dict[int, ast.AST] = {}
        self._uses: dict[int, list[ast.Name]] = {}  # by their binding
        for part in self.parts:
            self._enter(part)

    def tell(self, outcomes: Sequence[Outcome] | None) -> None:
        """What became of the blocks, and what was seen of them."""
        self.outcomes = outcomes
        if outcomes is not None:
            self.watching.seen = Seen.together(outcome.seen for outcome in outcomes)
            self.watching.ran = frozenset(i for i, o in enumerate(outcomes) if o.verdict not in ("skipped", "cascade"))

    def _enter(self, part: Part) -> None:
        work: list[ast.AST] = [part.tree]
        while work:
            node = work.pop()
            self._all.append(node)
            self._part[id(node)] = part
            if isinstance(node, ast.Name) and (used := self.scopes.uses.get(id(node))) is not None:
                self._uses.setdefault(id(used), []).append(node)
            children = list(ast.iter_child_nodes(node))
            if isinstance(node, ast.AugAssign) and (bound := self.scopes.targets.get(id(node.target))) and bound.value:
                children.append(bound.value)  # `a /= b` as the expression `a / b`
            for child in children:
                self._parent.setdefault(id(child), node)
            work.extend(reversed(children))

    # the tree

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """The nodes of these kinds in the order of the text; all without."""
        return (node for node in self._all if not kinds or isinstance(node, kinds))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self._all if isinstance(node, ast.Call))

    def uses(self, binding: Binding) -> Sequence[ast.Name]:
        """Where a name is read that has this binding."""
        return self._uses.get(id(binding), ())

    def part(self, node: ast.AST) -> Part:
        """The block in which a node stands."""
        return self._part[id(node)]

    def has(self, node: ast.AST) -> bool:
        """Whether a node stands in the text; those that terms are made of may not."""
        return id(node) in self._part

    def parent(self, node: ast.AST) -> ast.AST | None:
        return self._parent.get(id(node))

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, innermost first."""
        while (up := self.parent(node)) is not None:
            yield up
            node = up

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The statement in which an expression stands."""
        return next((n for n in (node, *self.above(node)) if isinstance(n, ast.stmt)), None)

    def around(self, node: ast.AST) -> Function | None:
        """The function in whose body a node stands."""
        return next((n for n in self.above(node) if isinstance(n, Function)), None)

    # what expressions are

    def qualified(self, node: ast.AST) -> str:
        """`np.linalg.inv` as "numpy.linalg.inv"; "" for what is no library's."""
        return self.reader.qualified(node)

    def name(self, call: ast.AST) -> str:
        """The canonical name of what a call calls ("log" for np.log(x), torch.log(x), x.log()), "" if unknown."""
        if not isinstance(call, ast.Call):
            return ""
        if qualified := self.qualified(call.func):
            return home(qualified)
        term = self.term(call)
        return term.head if isinstance(call.func, ast.Attribute) and term.node is call and term.head != "call" else ""

    def library(self, node: ast.expr) -> str:
        """numpy, jax, torch, tensorflow or math: where the functions in an expression come from, "" if unknown."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name | ast.Attribute) and (found := library(self.qualified(part))):
                return found
        roots = {library(b.target) for b in self.scopes.uses.values() if b.kind == "import"} - {""}
        return next((r for r in ("numpy", "torch", "jax", "tensorflow", "math") if r in roots), "")

    def meaning(self, node: ast.AST) -> ast.expr | None:
        """The expression that a name stands for at its place; None where loops or branches make it unclear."""
        return self.reader.meaning(node)

    def binding(self, node: ast.AST) -> Binding | None:
        """What gives a name its value where it is read or written."""
        return self.scopes.uses.get(id(node)) or self.scopes.targets.get(id(node))

    def function(self, node: ast.AST) -> Function | None:
        """The function of the document that an expression names."""
        return self.reader.function(node)

    def maker(self, node: ast.AST) -> ast.Call | None:
        """The call that made an object (`scaler = StandardScaler()`), also where its methods were called since."""
        return self.reader.maker(node)

    def returned(self, function: Function) -> list[ast.expr]:
        """The expressions that a function returns."""
        if isinstance(function, ast.Lambda):
            return [function.body]
        return [r.value for r in self.scopes.returns.get(id(function), []) if r.value is not None]

    def term(self, node: ast.expr) -> Term:
        """The expression as mathematics, with names and own functions replaced by what they stand for."""
        return self.reader.term(node)

    def matches(self, pattern: str, node: ast.expr) -> Iterator[Found]:
        """The ways in which an expression is an instance of a pattern such as `log(sum(exp(_x)))`."""
        return matches(pattern, self.term(node))

    def named(self, term: Term, node: ast.AST) -> str:
        """The name that stands for a term where a node stands, and for nothing else there; "" for none."""
        here = [None, *(up for up in self.above(node) if isinstance(up, Function))]
        found: dict[str, list[Binding]] = {}
        for target in self.nodes(ast.Name):
            binding = self.scopes.targets.get(id(target))
            if binding is not None and self.around(target) in here:
                found.setdefault(binding.name, []).append(binding)
        return next((name for name, (first, *more) in found.items() if not more and first.kind == "value"
                     and first.value is not None and not first.path and self.has(first.value)
                     and self.order(first.value) < self.order(node) and self.term(first.value) == term), "")

    # remarks

    def remark(self, code: str, node: ast.AST, message: str, hint: str = "", seen: str = "") -> Remark:
        """A remark at a node."""
        assert isinstance(node, ast.expr | ast.stmt)
        part = self.part(node)
        line, column, width = part.place(node)
        return Remark(code, line, column, width, message, hint, seen, part.index)

    def order(self, node: ast.AST) -> tuple[int, int, int]:
        """Where a node stands in the text of the program: block, line, column."""
        return self.part(node).index, getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
