"""Equalities of the field as steps on terms, and random pairs of terms that they make equal."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.identities.terms import MATRICES, NUMBERS, VECTORS, Term, name, num, term

Step = Callable[[Term, "Names"], Term | None]


class Names:
    """The few names that a formula uses, and random leaves and terms of them."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.pools = {"s": rng.sample(NUMBERS, 3), "v": rng.sample(VECTORS, 2), "m": rng.sample(MATRICES, 2)}

    def leaf(self, kind: str) -> Term:
        return name(kind, self.rng.choice(self.pools[kind]))

    def number(self, depth: int, vectors: bool) -> Term:
        """A random number; with vectors and matrices in it, or of numbers alone."""
        rng = self.rng
        if depth == 0:
            return self.leaf("s") if rng.random() < 0.8 else num(rng.randint(1, 4))
        if vectors and rng.random() < 0.8:
            op = rng.choice(["dot", "square", "tr", "det", "form", "tr", "frob"])
            if op in ("tr", "det"):
                return term(op, self.matrix(depth - 1 if op == "tr" else 1))
            if op == "frob":
                return term(op, self.leaf("m"))
            if op == "form":
                return term(op, self.leaf("v"), self.matrix(1))
            return term(op, *(self.vector(depth - 1) for _ in range(2 if op == "dot" else 1)))
        op = rng.choice(["add", "sub", "mul", "mul", "div", "square of", "exp", "log", "sqrt", "sin", "cos", "tanh",
                         "sigmoid"])
        if op == "square of":
            return term("pow", self.number(depth - 1, vectors), num(2))
        if op == "div":  # by what is positive
            return term(op, self.number(depth - 1, vectors), term("add", self.leaf("s"), num(rng.randint(1, 3))))
        if op in ("log", "sqrt"):
            return term(op, self.positive())
        if op in ("exp", "tanh", "sigmoid", "sin", "cos"):
            return term(op, self.number(min(depth - 1, 1), False))
        return term(op, self.number(depth - 1, vectors), self.number(depth - 1, vectors))

    def positive(self) -> Term:
        a, b = self.leaf("s"), self.leaf("s")
        return self.rng.choice([a, term("mul", a, b), term("add", a, b), term("div", a, b), term("pow", a, num(2))])

    def vector(self, depth: int) -> Term:
        if depth <= 0 or self.rng.random() < 0.3:
            return self.leaf("v")
        op = self.rng.choice(["add", "sub", "scale", "matvec"])
        if op == "scale":
            return term(op, self.leaf("s"), self.vector(depth - 1), kind="v")
        if op == "matvec":
            return term(op, self.leaf("m"), self.vector(depth - 1), kind="v")
        return term(op, self.vector(depth - 1), self.vector(depth - 1), kind="v")

    def matrix(self, depth: int) -> Term:
        if depth <= 0 or self.rng.random() < 0.2:
            return self.leaf("m")
        op = self.rng.choice(["add", "matmul", "matmul", "T", "inv", "scale", "outer"])
        if op == "outer":
            return term(op, self.leaf("v"), self.leaf("v"), kind="m")
        if op == "inv":
            inner = self.leaf("m")
            return term(op, inner if depth == 1 else term("matmul", inner, self.leaf("m"), kind="m"), kind="m")
        if op == "T":
            return term(op, self.matrix(depth - 1), kind="m")
        if op == "scale":
            return term(op, self.leaf("s"), self.matrix(depth - 1), kind="m")
        return term(op, self.matrix(depth - 1), self.matrix(depth - 1), kind="m")


def _commuted(t: Term, names: Names) -> Term | None:
    return Term(t.kind, t.op, t.args[::-1]) if t.op in ("add", "mul", "dot", "max") else None


def _regrouped(t: Term, names: Names) -> Term | None:
    if t.op in ("add", "mul", "matmul") and t.args[0].op == t.op:
        (a, b), c = t.args[0].args, t.args[1]
        return Term(t.kind, t.op, (a, Term(t.kind, t.op, (b, c))))
    return None


def _distributed(t: Term, names: Names) -> Term | None:
    if t.op not in ("mul", "matmul", "matvec", "dot", "scale"):
        return None
    for k in (0, 1):
        inner = t.args[k]
        if inner.op in ("add", "sub"):
            parts = [Term(t.kind, t.op, (p, t.args[1]) if k == 0 else (t.args[0], p)) for p in inner.args]
            return Term(t.kind, inner.op, tuple(parts))
    return None


def _signs(t: Term, names: Names) -> Term | None:
    if t.op == "sub":
        return term("add", t.args[0], term("neg", t.args[1], kind=t.kind), kind=t.kind)
    return None


def _added_nothing(t: Term, names: Names) -> Term | None:
    if t.op not in ("add", "name", "mul", "square", "tr") or names.rng.random() < 0.6:
        return None
    extra = names.leaf(t.kind)
    return term("sub", term("add", t, extra, kind=t.kind), extra, kind=t.kind)


def _squares(t: Term, names: Names) -> Term | None:
    if t.op == "pow" and t.args[1] == num(2):
        base = t.args[0]
        if base.op in ("add", "sub"):
            a, b = base.args
            double = term("mul", num(2), term("mul", a, b))
            return term("add", term(base.op, term("pow", a, num(2)), double), term("pow", b, num(2)))
        return term("mul", base, base)
    return None


def _exponentials(t: Term, names: Names) -> Term | None:
    inner = t.args[0] if t.args else t
    if t.op == "exp" and inner.op == "add":
        return term("mul", term("exp", inner.args[0]), term("exp", inner.args[1]))
    if t.op == "exp" and inner.op == "sub":
        return term("div", term("exp", inner.args[0]), term("exp", inner.args[1]))
    if t.op == "log" and inner.op in ("mul", "div"):
        return term("add" if inner.op == "mul" else "sub", *(term("log", a) for a in inner.args))
    if t.op == "log" and inner.op == "pow":
        return term("mul", inner.args[1], term("log", inner.args[0]))
    if t.op == "name" and t.kind == "s":
        return names.rng.choice([term("exp", term("log", t)), term("pow", term("sqrt", t), num(2))])
    if t.op == "sqrt" and inner.op in ("mul", "div"):
        return term(inner.op, *(term("sqrt", a) for a in inner.args))
    return None


def _functions(t: Term, names: Names) -> Term | None:
    if t.op == "tanh":
        up, down = term("exp", t.args[0]), term("exp", term("neg", t.args[0]))
        return term("div", term("sub", up, down), term("add", up, down))
    if t.op == "sigmoid":
        minus = term("neg", t.args[0])
        return names.rng.choice([
            term("div", num(1), term("add", num(1), term("exp", minus))),
            term("sub", num(1), term("sigmoid", minus)),
            term("div", term("add", num(1), term("tanh", term("div", t.args[0], num(2)))), num(2))])
    if t.op == "num" and t.value == 1:
        a = names.leaf("s")
        return term("add", *(term("pow", term(f, a), num(2)) for f in ("sin", "cos")))
    if t.op in ("sin", "cos") and t.args[0].op == "add":
        a, b = t.args[0].args
        if t.op == "sin":
            return term("add", term("mul", term("sin", a), term("cos", b)), term("mul", term("cos", a), term("sin", b)))
        return term("sub", term("mul", term("cos", a), term("cos", b)), term("mul", term("sin", a), term("sin", b)))
    if t.op == "div":
        return term("mul", t.args[0], term("div", num(1), t.args[1]))
    return None


def _products(t: Term, names: Names) -> Term | None:
    a = t.args
    if t.op == "square":
        return term("dot", a[0], a[0])
    if t.op == "dot" and all(x.op == "name" for x in a):
        return names.rng.choice([term("sumdot", *a), term("tr", term("outer", *a, kind="m"))])
    if t.op == "dot" and a[0].op == "matvec":
        m, v = a[0].args
        return term("dot", v, term("matvec", term("T", m, kind="m"), a[1], kind="v"))
    if t.op == "dot" and a[0].op == "scale":
        return term("mul", a[0].args[0], term("dot", a[0].args[1], a[1]))
    if t.op == "form":
        return names.rng.choice([
            term("dot", a[0], term("matvec", a[1], a[0], kind="v")), term("form", a[0], term("T", a[1], kind="m")),
            term("tr", term("matmul", a[1], term("outer", a[0], a[0], kind="m"), kind="m"))])
    if t.op == "frob":
        return term("tr", term("matmul", term("T", a[0], kind="m"), a[0], kind="m"))
    if t.op == "matvec" and a[0].op == "matmul":
        m, k = a[0].args
        return term("matvec", m, term("matvec", k, a[1], kind="v"), kind="v")
    return None


def _matrices(t: Term, names: Names) -> Term | None:
    a = t.args
    if t.op in ("tr", "det") and names.rng.random() < 0.3:
        return term(t.op, term("T", a[0], kind="m"))
    inner = a[0] if a else t
    if t.op == "tr" and inner.op in ("add", "sub"):
        return term(inner.op, *(term("tr", x) for x in inner.args))
    if t.op == "tr" and inner.op == "matmul":
        return term("tr", Term("m", "matmul", inner.args[::-1]))
    if t.op == "tr" and inner.op == "scale":
        return term("mul", inner.args[0], term("tr", inner.args[1]))
    if t.op == "det" and inner.op == "matmul":
        return term("mul", *(term("det", x) for x in inner.args))
    if t.op == "det" and inner.op == "inv":
        return term("div", num(1), term("det", inner.args[0]))
    if t.op in ("T", "inv") and inner.op == "matmul":
        return Term("m", "matmul", tuple(term(t.op, x, kind="m") for x in inner.args[::-1]))
    if t.op == "T" and inner.op == "add":
        return Term("m", "add", tuple(term("T", x, kind="m") for x in inner.args))
    if t.op == "T" and inner.op in ("T", "outer"):
        return inner.args[0] if inner.op == "T" else Term("m", "outer", inner.args[::-1])
    if t.op == "inv" and inner.op == "T":
        return term("T", term("inv", inner.args[0], kind="m"), kind="m")
    if t.op == "name" and t.kind == "m":
        return names.rng.choice([
            term("matmul", t, Term("m", "eye"), kind="m"),
            term("T", term("T", t, kind="m"), kind="m"), term("inv", term("inv", t, kind="m"), kind="m")])
    return None


STEPS: tuple[Step, ...] = (_commuted, _regrouped, _distributed, _signs, _added_nothing, _squares, _exponentials,
                           _functions, _products, _matrices)


def rewritten(t: Term, names: Names, steps: int) -> Term:
    """The term after some random steps at random places."""
    for _ in range(steps):
        places = [(path, node) for path, node in _places(t) if path or node.op not in ("name", "num")]
        names.rng.shuffle(places)
        for path, node in places:
            found = [new for step in STEPS if (new := step(node, names)) is not None and new != node]
            if found:
                t = _put(t, path, names.rng.choice(found))
                break
    return t


def _places(t: Term, path: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], Term]]:
    inner = [] if t.op == "sumdot" else [p for k, a in enumerate(t.args) for p in _places(a, (*path, k))]
    return [(path, t), *inner]


def _put(t: Term, path: tuple[int, ...], new: Term) -> Term:
    if not path:
        return new
    args = list(t.args)
    args[path[0]] = _put(args[path[0]], path[1:], new)
    return Term(t.kind, t.op, tuple(args), t.value)


def equal_pair(rng: Random) -> tuple[Term, Term]:
    """Two different terms of equal value."""
    while True:
        names = Names(rng)
        kind = rng.choice("sssvm")
        left = {"s": lambda: names.number(rng.randint(1, 3), rng.random() < 0.6), "v": lambda: names.vector(3),
                "m": lambda: names.matrix(3)}[kind]()
        right = rewritten(left, names, rng.randint(1, 4))
        if rng.random() < 0.4:
            left = rewritten(left, names, 1)
        if left != right and sum(1 for _ in left.nodes()) + sum(1 for _ in right.nodes()) < 40:
            return left, right


def _spoiled(t: Term, rng: Random) -> Term | None:
    if t.op in ("add", "sub"):
        return Term(t.kind, "sub" if t.op == "add" else "add", t.args)
    if t.op == "T":
        return t.args[0]
    if t.op in ("matmul", "div"):
        return Term(t.kind, t.op, t.args[::-1])
    if t.op in ("mul", "dot", "tr", "square", "exp", "log"):
        return term("mul", num(2), t)
    if t.op == "pow":
        return term("pow", t.args[0], num(3))
    return t.args[0] if t.op == "neg" else None


def wrong_twin(t: Term, rng: Random) -> Term | None:
    """The term with one error in it: a sign, a factor, a transpose, an order, an exponent."""
    places = _places(t)
    rng.shuffle(places)
    for path, node in places:
        new = _spoiled(node, rng)
        if new is not None:
            return _put(t, path, new)
    return None
