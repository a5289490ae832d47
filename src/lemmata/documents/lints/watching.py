"""What lints see of a program while it runs.

A lint is asked twice: before the run it says by asking what it wants to see, and nothing is known; after the run the
same questions have answers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lemmata.documents.code.probes import Given, Probe, Question, Seen, Sightings, Watched

_APART = 1 << 20  # numbers of one program


class Watching:
    """The expressions that lints want to see, and the functions that they want evaluated, by block.

    place: that of the program among the programs of the document; block: which block a node stands in
    """

    def __init__(self, place: int, block: Callable[[ast.AST], int]):
        self.block = block
        self.next = place * _APART
        self.probes: dict[int, tuple[int, Probe]] = {}  # by identity of the node
        self.questions: dict[object, tuple[int, Question]] = {}
        self.seen: Seen | None = None
        self.ran: frozenset[int] = frozenset()

    def plan(self) -> Mapping[int, Watched]:
        """What is to be seen of each block."""
        blocks = sorted({block for block, _ in (*self.probes.values(), *self.questions.values())})
        return {
            block: Watched(
                tuple(p for b, p in self.probes.values() if b == block),
                tuple(q for b, q in self.questions.values() if b == block),
            )
            for block in blocks
        }

    def see(self, node: ast.expr, keep: bool = False) -> Sightings:
        """The values of an expression; none before the run, and where it was not reached."""
        if id(node) not in self.probes:
            self.probes[id(node)] = (self.block(node), Probe.of(self._number(), node, keep))
        block, probe = self.probes[id(node)]
        if keep and not probe.keep:
            self.probes[id(node)] = (block, replace(probe, keep=True))
        return self.seen.of(probe.number) if self.seen is not None else Sightings()

    def kept(self, node: ast.expr, spread: bool = False) -> Given:
        """The first value of an expression, for a question."""
        if _is_literal(node):
            return Given(source=ast.unparse(node), spread=spread)
        self.see(node, keep=True)
        return Given(kept=self.probes[id(node)][1].number, spread=spread)

    def ask(
        self,
        at: ast.AST,
        kind: str,
        function: Given,
        arguments: Sequence[Given],
        derivative: Given | None = None,
        place: int = 0,
        points: Sequence[float] = (),
    ) -> object:
        """What a function of the document gives after the block of a node has run; None before, or without answer."""
        key = (self.block(at), kind, function, tuple(arguments), derivative, place, tuple(points))
        if key not in self.questions:
            question = Question(
                self._number(), kind, function, tuple(arguments), derivative or Given(), place, tuple(points)
            )
            self.questions[key] = (self.block(at), question)
        return self.seen.answer(self.questions[key][1].number) if self.seen is not None else None

    def was_run(self, node: ast.AST) -> bool:
        """Whether the block of a node was run."""
        return self.seen is not None and self.block(node) in self.ran

    def _number(self) -> int:
        self.next += 1
        return self.next


def _is_literal(node: ast.expr) -> bool:
    """Numbers, and tuples and lists of them, as they are written."""
    if isinstance(node, ast.Tuple | ast.List):
        return all(map(_is_literal, node.elts))
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)
