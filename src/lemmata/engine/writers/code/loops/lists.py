"""Arrays that are made as whole lists: rows that are normalised or sorted, joined arrays, matrix functions."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import as_size
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs import Program, Value
from lemmata.engine.writers.code.loops.entries import Places
from lemmata.engine.writers.code.loops.plan import ROWS, WHOLE, along
from lemmata.engine.writers.code.loops.sums import Sums
from lemmata.engine.writers.code.loops.terms import Call, Listed, Map, Term, Whole, loops, place_of, whole

COUNTED = ("svdvals", "svd_left", "svd_right")  # these list as many singular values as the declared sizes tell


class Lists(Sums):
    """Entries and whole lists of the arrays of one program."""

    def __init__(self, program: Program):
        super().__init__(program)
        self.totals: dict[Value, Value] = {}  # of a softmax over several axes: the logarithm of what it divides by

    def array(self, value: Value, lead: Places = (), axes: Sequence[int] | None = None) -> Term:
        if value.op in WHOLE and value not in self.arrays and value not in self.totals and axes is None:
            return self._made(value, lead)
        return super().array(value, lead, axes)

    def definition(self, value: Value, axes: Sequence[int]) -> Term:
        """An array with its axes in this order; those that are left out have size 1."""
        if value in self.totals or value.op not in WHOLE:
            return self.array(value, axes=axes)
        return self._rows(value, axes) if value.op in ROWS else self._made(value, ())

    def total(self, value: Value) -> Value | None:
        """The array that has to be there before a softmax over several axes."""
        if value.op not in ("softmax", "log_softmax") or along(value) is not None:
            return None
        (x,), axes = value.args, value["axes"]
        shape = tuple(ONE if k in axes else s for k, s in enumerate(x.shape))
        self.totals[value] = Value("logsumexp", (x,), (("axes", axes), ("keepdims", True)), shape, "real", False)
        return self.totals[value]

    def _softmax(self, value: Value, places: Places) -> Term:
        return Map("exp", (self._log_softmax(value, places),))

    def _log_softmax(self, value: Value, places: Places) -> Term:
        total = self.of(self.totals[value], value.shape, places)
        return Map("add", (self.at(value.args[0], places), Map("neg", (total,))))

    def _made(self, value: Value, lead: Places) -> Term:
        """A list that no single entry is worked out of, at its first places."""
        if value.op in ROWS:
            return self._rows(value, range(value.rank))
        depth = value.args[0].rank - 2 if value.op == "linalg" else value["axis"]
        indices = self.open(value.shape[len(lead) : depth])
        places = [*lead, *map(place_of, indices)]
        inner = self._matrix(value, places) if value.op == "linalg" else Listed(
            tuple(self._at_places(a, places) for a in value.args), value.op == "concat")
        return loops("list", indices, value.shape[len(lead) : depth], inner)

    def _at_places(self, arg: Value, places: Places) -> Term:
        return self.array(arg, places) if arg.rank > len(places) else self.at(arg, places)

    def _rows(self, value: Value, axes: Sequence[int]) -> Term:
        (x,) = value.args
        row = along(value)
        assert row is not None
        lead = [a for a in axes if a != row]
        (index, *indices) = self.open([x.shape[a] for a in (row, *lead)])
        at = {row: place_of(index), **dict(zip(lead, map(place_of, indices)))}
        entry = self.at(x, [at.get(k, whole(0)) for k in range(x.rank)])
        made = Call(value.op, (loops("list", [index], [x.shape[row]], entry),))
        return loops("list", indices, [x.shape[a] for a in lead], made)

    def _matrix(self, value: Value, places: Places) -> Term:
        name = value["name"]
        args = [self.array(arg, [whole(0) if s == ONE else p for s, p in zip(arg.shape, places)])
                for arg in value.args]
        if name == "matrix_power":
            args.append(Whole(as_size(value["power"])))
        if name in COUNTED:
            args.append(Whole(value.shape[-1]))
        if name == "solve" and value.args[1].rank == value.args[0].rank:
            name = "solve_columns"
        return Call(name, tuple(args))
