"""Formulas of the field: bits lost as written, stabilized, and by the libraries' functions; of values and gradients.

`python -m benchmarks.stability gradients blind --write docs` runs some of the parts and leaves the others of the page.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.stability.problems import BLIND, FIELD, FURTHER, HAMMING, Problem

import lemmata as lm
from benchmarks.goals import Goal
from benchmarks.goals import table as goals_table
from benchmarks.peers import ARRAYS_OF, OTHERWISE, PEERS, TITLES, Function, Peers, slope
from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.stability import FORMATS, measured, read_where, sampled, scored
from lemmata.engine.stability.callables import arguments_of
from lemmata.engine.stability.report import Report
from lemmata.engine.stability.truth import Truth, only

DTYPE, SEED = "float64", 77
NUMBERS, ARRAYS = 8000, 2000  # points of formulas of numbers, and of arrays
SLOPES, SLOPES_OF_ARRAYS = 500, 200  # the same, of gradients
SIZES, DENSE = "n: values(1, 2, 10, 100)", "n: values(1, 2, 10)"  # of gradients by vectors; of matrices, Jacobians
SHOWN = 60  # characters of a formula
NAME = "stability.md"


@dataclass(frozen=True)
class Row:
    """Mean bits lost at the same fresh points, and the worst of the stabilized form."""

    problem: Problem
    by: str  # the variable of a derivative; "" of the value
    points: int
    before: float
    after: float
    worst: float
    peers: dict[str, float]
    left: str
    seconds: float

    def cells(self) -> list[str]:
        p = self.problem
        text = p.text if len(p.text) <= SHOWN else p.text[:SHOWN - 4] + " ..."
        return [p.name, f"`{text}`", *([f"`{self.by}`"] if self.by else []), f"{self.points:,}", f"{self.before:.2f}",
                f"{self.after:.2f}", f"{self.worst:.0f}",
                *(f"{self.peers[name]:.2f}" if name in self.peers else "" for name in TITLES
                  if not (self.by and name == "scipy")), self.left]


def value(problem: Problem) -> Row:
    """One problem: stabilized, and measured at points that the search has not seen."""
    formula = lm.parse(problem.text, problem.vars)
    points = ARRAYS if formula.dims else NUMBERS
    start = time.process_time()
    stable = formula.stabilize(DTYPE, where=problem.where or None, points=points)
    seconds = time.process_time() - start
    known = _known(formula, problem.where, points)
    peers = {name: function for name in TITLES if (function := getattr(PEERS.get(problem.name, Peers()), name))}
    return _row(problem, "", formula, stable, known, peers, stable.report, problem.where, seconds)


def gradient(problem: Problem) -> Row:
    """The derivative of one problem by its first variable, the same; of the libraries as they differentiate it."""
    formula = lm.parse(problem.text, problem.vars)
    by, where = next(iter(formula.vars)), problem.where
    matrices = bool(formula.shape) or any(len(s.shape) > 1 for s in formula.declarations.values())
    if formula.dims:
        where = ", ".join(filter(None, [where, DENSE if matrices else SIZES]))
    points = SLOPES_OF_ARRAYS if formula.dims else SLOPES
    start = time.process_time()
    stable = formula.stabilize(DTYPE, where=where or None, points=points, grad=by)
    seconds = time.process_time() - start
    plain = lm.Formula(derivative(unfold(formula.expr), formula.declarations[by]), formula.declarations)
    known = _known(plain, where, points, formula)
    peers = {}
    for name in ("torch", "jax"):
        function = getattr(PEERS.get(problem.name, Peers()), name)
        if function is not None and (problem.name, name) not in OTHERWISE:
            place = arguments_of(function, formula.declarations, known.known[0].group).index(by)
            peers[name] = slope(function, name, place, not formula.dims)
    told = stable.report.reports[f"gradient by {by}"]
    return _row(problem, by, plain, stable.derivative(by), known, peers, told, where, seconds)


def _known(formula: lm.Formula, where: str, points: int, *others: lm.Formula) -> Truth:
    """The truth of a formula at fresh points, at which others have a value, too, so that their symbols have one."""
    declared = formula.declarations
    return only(sampled([f.expr for f in (formula, *others)], declared, FORMATS[DTYPE],
                        read_where(where, declared, list(formula.dims)), points, SEED), 0)


def _row(problem: Problem, by: str, formula: lm.Formula, stable: lm.Formula, known: Truth,
         peers: Mapping[str, Function], report: Report, where: str, seconds: float) -> Row:
    before, after = measured(formula.expr, known), measured(stable.expr, known)
    theirs = {name: scored(function, known, formula.declarations, where, SEED, ARRAYS_OF[name]).mean
              for name, function in peers.items()}
    left = f"{report.left[0].kind} in `{report.left[0].operation[:SHOWN]}`" if report.left else ""
    return Row(problem, by, known.count, float(before.mean()), float(after.mean()), float(after.max()), theirs, left,
               seconds)


@dataclass(frozen=True)
class Part:
    """A table of the page."""

    title: str
    problems: Sequence[Problem]
    row: Callable[[Problem], Row] = value


PARTS = {
    "hamming": Part("Hamming's problems", HAMMING),
    "field": Part("Formulas of the field", FIELD),
    "gradients": Part("Gradients of the formulas of the field", FIELD, gradient),
    "further": Part("Further formulas of the field", FURTHER),
    "blind": Part("Formulas that nothing had seen", BLIND),
}


def heads(part: Part) -> list[str]:
    by = part.row is gradient
    names = [TITLES[name] for name in TITLES if not (by and name == "scipy")]  # which differentiates nothing
    return ["", "formula", *(["by"] if by else []), "points", *MEASURED, *names, "what still loses them"]


MEASURED = ("as written", "stabilized", "worst")
Lines = Sequence[Sequence[str]]  # rows of cells


def column(part: Part, lines: Lines, head: str) -> list[float]:
    """The numbers of a column; NaN where a library has no function."""
    return [float(cells[heads(part).index(head)] or "nan") for cells in lines]


def means(part: Part, lines: Lines) -> list[str]:
    after = np.array(column(part, lines, "stabilized"))
    found = ["mean"] + [""] * heads(part).index("points")
    for head in heads(part)[len(found):-1]:
        numbers = np.array(column(part, lines, head))
        there = ~np.isnan(numbers)
        told = f"{numbers[there].mean():.2f}" if there.any() and head != "worst" else ""
        found.append(told + (f" (stabilized: {after[there].mean():.2f})" if told and head not in MEASURED else ""))
    return [*found, ""]


def section(part: Part, lines: Lines) -> str:
    names = heads(part)
    rule = ["---:" if k >= names.index("points") else "---" for k in range(len(names) - 1)] + ["---"]
    rows = [names, rule, *lines, means(part, lines)]
    return "\n".join([f"## {part.title}", "", *("| " + " | ".join(cells) + " |" for cells in rows), ""])


def written(page: Path) -> dict[str, list[list[str]]]:
    """The rows that a page has, by the titles of its sections."""
    found = {}
    for text in page.read_text(encoding="utf-8").split("\n## ")[1:] if page.exists() else ():
        title, *lines = text.splitlines()
        rows = [[cell.strip() for cell in line.split(" | ")] for line in
                (line[2:].removesuffix(" |") for line in lines if line.startswith("| "))]
        found[title] = rows[2:-1]
    return found


INTRODUCTION = (
    "# Digits kept", "",
    "Written by `python -m benchmarks stability --write docs`. Mean bits lost of 64 in "
    f"{DTYPE} (log2 of one and the distance in units of the last place) against certified values: as written, after "
    "`stabilize`, and by the libraries' own functions where they have one, at the same points, which the search has "
    f"not seen: {NUMBERS:,} of formulas of numbers, {ARRAYS:,} of arrays (sizes 1, 2, 10, 1,000; of matrices up to "
    "10), fewer where the largest arrays are or where no precision tells the value. `tests/stability/problems.py` has "
    "the formulas with their domains. Where more than a bit is left, the last column names the operation that loses "
    "most of it, as the report does.", "",
    f"Gradients are derivatives by the first variable, of arrays Jacobians, at {SLOPES:,} points of numbers and "
    f"{SLOPES_OF_ARRAYS:,} of arrays (sizes 1, 2, 10, 100; of matrices and Jacobians up to 10): as written is the "
    "derivative of the formula, operation by operation; stabilized, what `stabilize(grad=...)` gives; of PyTorch and "
    "JAX, their own differentiation of their function.", "")


def main(page: str = "", names: Sequence[str] = tuple(PARTS), only: Sequence[str] = ()) -> list[Goal]:
    """Runs parts; of a page, their tables are written as they grow, and those of other parts stay.

    only  the problems whose rows are measured again; none: all of the parts
    """
    warnings.simplefilter("ignore")
    file = Path(page) if page else None
    known = written(file) if file else {}
    goals = []
    for name in names:
        part, start, slowest = PARTS[name], time.process_time(), 0.0
        rows = {cells[0]: cells for cells in known.get(part.title, ())} if only else {}
        for problem in part.problems:
            if only and problem.name not in only:
                continue
            row = part.row(problem)
            slowest, rows[problem.name] = max(slowest, row.seconds), row.cells()
            print(" | ".join(row.cells()), f"| {row.seconds:.1f} s of processor time", flush=True)
            known[part.title] = [rows[p.name] for p in part.problems if p.name in rows]
            if file:
                told = [section(p, known[p.title]) for p in PARTS.values() if p.title in known]
                file.write_text("\n".join([*INTRODUCTION, *told]), encoding="utf-8")
        print(f"{part.title}: {time.process_time() - start:.0f} s of processor time")
        after = column(part, known[part.title], "stabilized")
        silent = [cells for cells, bits in zip(known[part.title], after) if bits > 8 and not cells[-1]]
        goals += [Goal(f"mean bits lost, stabilized: {part.title}", float(np.mean(after)), most=1),
                  Goal(f"above 8 bits without a reason: {part.title}", len(silent), most=0)]
        if name == "hamming":
            goals.append(Goal("processor time to stabilize one of Hamming's problems", slowest, " s", most=20))
    return goals


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stability", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; none: all of them")
    parser.add_argument("--only", default="", metavar="NAMES", help="problems, of which alone the rows are made anew")
    parser.add_argument("--write", metavar="FOLDER", help=f"writes FOLDER/{NAME}")
    given = parser.parse_args()
    for name in given.names:
        if name not in PARTS:
            raise SystemExit(f"no part {name!r}; there are {', '.join(PARTS)}")
    print(goals_table(main(str(Path(given.write) / NAME) if given.write else "", given.names or tuple(PARTS),
                           given.only.split(",") if given.only else ())))
