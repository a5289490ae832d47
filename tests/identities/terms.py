"""Small terms over numbers, vectors and square matrices: their values in NumPy, and their LaTeX in many spellings.

They share nothing with the checker: what is true of them is mathematics, and NumPy says so too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

SIZE = 3
NUMBERS = ("a", "b", "c", "s", "t", r"\alpha", r"\beta", r"\theta")
VECTORS = ("x", "y", "z", "v", "w")
MATRICES = ("A", "B", "C", "M", "S")


@dataclass(frozen=True)
class Term:
    """kind: s (a number), v (a vector), m (a square matrix); value: the name or the number of a leaf."""

    kind: str
    op: str
    args: tuple[Term, ...] = ()
    value: Any = None

    def nodes(self) -> Iterator[Term]:
        yield self
        for arg in self.args:
            yield from arg.nodes()


def name(kind: str, text: str) -> Term:
    return Term(kind, "name", (), text)


def num(value: int) -> Term:
    return Term("s", "num", (), value)


def term(op: str, *args: Term, kind: str = "s") -> Term:
    return Term(kind, op, args)


VALUES = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "neg": lambda a: -a, "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b, "pow": lambda a, b: a**b, "exp": np.exp, "log": np.log, "sqrt": np.sqrt,
    "sin": np.sin, "cos": np.cos, "tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "abs": abs,
    "dot": lambda v, w: v @ w, "sumdot": lambda v, w: sum(p * q for p, q in zip(v, w)), "square": lambda v: v @ v,
    "tr": np.trace, "det": np.linalg.det, "form": lambda v, m: v @ m @ v, "matvec": lambda m, v: m @ v,
    "matmul": lambda a, b: a @ b, "T": lambda m: m.T, "inv": np.linalg.inv, "scale": lambda s, x: s * x,
    "outer": np.outer, "eye": lambda: np.eye(SIZE), "max": lambda a, b: np.maximum(a, b),
    "frob": lambda m: np.sum(m * m),
}


def evaluate(t: Term, point: dict[str, Any]) -> Any:
    if t.op == "name":
        return point[t.value]
    if t.op == "num":
        return float(t.value)
    return VALUES[t.op](*(evaluate(a, point) for a in t.args))


def random_point(t: Term, rng: np.random.Generator) -> dict[str, Any]:
    """Values for its names: positive numbers, and matrices that are well away from singular ones."""
    shapes = {"s": (), "v": (SIZE,), "m": (SIZE, SIZE)}
    point: dict[str, Any] = {}
    for leaf in t.nodes():
        if leaf.op == "name" and leaf.value not in point:
            value = rng.uniform(0.3, 1.7, shapes[leaf.kind])
            point[leaf.value] = value + 2 * np.eye(SIZE) if leaf.kind == "m" else value
    return point


def declarations(*terms: Term) -> str:
    leaves = {leaf.value: leaf.kind for t in terms for leaf in t.nodes() if leaf.op == "name"}
    words = {"s": "positive", "v": "real[n]", "m": "invertible[n n]"}
    return ", ".join(f"{label.removeprefix(chr(92))}: {words[kind]}" for label, kind in leaves.items())


class Printer:
    """LaTeX in one of many habits, the same throughout a formula."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.bold = rng.random() < 0.3
        self.top = rng.choice(["^T", r"^\top", r"^{\top}", r"^{\mathsf{T}}", r"^\intercal"])
        self.times = rng.choice([" ", " ", r" \cdot "])
        self.open, self.close = rng.choice([("(", ")"), ("(", ")"), (r"\left(", r"\right)"), (r"\bigl(", r"\bigr)")])
        self.slash = rng.random() < 0.25
        self.bracketed = rng.random() < 0.3
        dotted = rng.random() < 0.4
        self.inner = (lambda v, w, top: rf"\langle {v}, {w} \rangle") if self.bracketed else (
            lambda v, w, top: rf"{v} \cdot {w}") if dotted else lambda v, w, top: f"{v}{top} {w}"
        self.norm = rng.choice([r"\|{0}\|^2", r"\lVert {0} \rVert^2", r"\|{0}\|_2^2", r"\left\| {0} \right\|^2"])
        self.trace = rng.choice([r"\operatorname{tr}", r"\mathrm{tr}", r"\operatorname{Tr}", r"\text{tr}"])
        self.log = rng.choice([r"\log", r"\ln"])
        self.power = rng.random() < 0.5  # e^{x} or \exp(x)

    def name(self, t: Term) -> str:
        return rf"\mathbf{{{t.value}}}" if self.bold and t.kind in "vm" else str(t.value)

    def group(self, text: str) -> str:
        return f"{self.open}{text}{self.close}"

    def at(self, t: Term, level: int) -> str:
        """The text, in parentheses where the operation around it binds closer: 1 sums, 2 products, 3 powers."""
        text, own = self.text(t)
        return text if own >= level else self.group(text)

    def text(self, t: Term) -> tuple[str, int]:
        a = t.args
        if t.op == "name":
            return self.name(t), 4
        if t.op == "num":
            return str(t.value), 4
        if t.op in ("add", "sub"):
            sign = "+" if t.op == "add" else "-"
            return f"{self.at(a[0], 1)} {sign} {self.at(a[1], 1 if t.op == 'add' and a[1].op != 'neg' else 2)}", 1
        if t.op == "neg":
            return f"-{self.at(a[0], 2)}", 1
        if t.op in ("mul", "scale", "matmul", "matvec"):
            left, right = self.at(a[0], 2), self.at(a[1], 2 if t.op != "matmul" or a[1].op != "matmul" else 3)
            digits = right[0].isdigit() or (left[-1].isdigit() and right[0] == "\\" and "frac" in right[:6])
            between = r" \cdot " if digits else self.times if t.op in ("mul", "scale") else " "
            return f"{left}{between}{right}", 2
        if t.op == "div":
            if self.slash:
                return f"{self.at(a[0], 3)} / {self.at(a[1], 3)}", 1  # a / b c would be read as a / (b c)
            return rf"\frac{{{self.at(a[0], 0)}}}{{{self.at(a[1], 0)}}}", 3
        if t.op == "pow":
            return f"{self.at(a[0], 4)}^{{{self.at(a[1], 0)}}}", 3
        if t.op == "exp" and self.power:
            return f"e^{{{self.at(a[0], 0)}}}", 3
        if t.op == "sqrt":
            return rf"\sqrt{{{self.at(a[0], 0)}}}", 4
        if t.op == "abs":
            return rf"\left|{self.at(a[0], 0)}\right|", 4
        if t.op == "square":
            return self.norm.replace("{0}", self.at(a[0], 0)), 3
        if t.op == "frob":
            return rf"\|{self.at(a[0], 0)}\|_F^2", 3
        if t.op == "dot":
            tight = 0 if self.bracketed else 3
            left, right = self.at(a[0], tight), self.at(a[1], tight)
            level = 4 if self.bracketed else 2
            return self.inner(left, right, self.top), level
        if t.op == "outer":
            return f"{self.at(a[0], 3)} {self.at(a[1], 4)}{self.top}", 2
        if t.op == "sumdot":
            return rf"\sum_{{i=1}}^n {self.name(a[0])}_i {self.name(a[1])}_i", 1
        if t.op == "form":
            return f"{self.at(a[0], 4)}{self.top} {self.at(a[1], 3)} {self.at(a[0], 4)}", 2
        if t.op == "T":
            return f"{self.at(a[0], 4)}{self.top}", 3
        if t.op == "inv":
            return f"{self.at(a[0], 4)}^{{-1}}", 3
        if t.op == "eye":
            return "I", 4
        if t.op == "max":
            return rf"\max({self.at(a[0], 0)}, {self.at(a[1], 0)})", 4
        functions = {"log": self.log, "exp": r"\exp", "sin": r"\sin", "cos": r"\cos", "tanh": r"\tanh",
                     "sigmoid": r"\sigma", "tr": self.trace, "det": r"\det"}
        return f"{functions[t.op]}({self.at(a[0], 0)})", 3


def differ(left: Term, right: Term, seed: int) -> float:
    """How far two terms are apart at random points, relative to their size; nan where they have no value."""
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(4):
        point = random_point(Term("s", "both", (left, right)), rng)
        with np.errstate(all="ignore"):
            p, q = evaluate(left, point), evaluate(right, point)
            gap = np.max(np.abs(p - q)) / (1 + np.max(np.abs(p)) + np.max(np.abs(q)))
        if not math.isfinite(gap):
            return math.nan
        worst = max(worst, float(gap))
    return worst
