"""Forms from an e-graph (egglog, the extra `stable`): what all rules together make of a formula, within a budget.

The rules are the rows of the rulebook of stability, those of numbers: a row whose variable has a domain fires only on
what has it, by facts that the records of the operations derive. All rows become equalities there, also such as fail on
thin sets, so a form may be wrong: what is taken is measured, and compared with the formula in balls before.

A second opinion: of the scalar formulas of tests/stability/problems.py its best form is at most 0.11 bits better than
that of the directed search, which also knows reductions, fractions and series. What it finds shows missing rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import product
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, NoPoint, Undefined, Unsupported, evaluate_all, sample, size_choices
from lemmata.engine.expr import Apply, Expr, Number, Symbol, count_nodes, number, postorder, symbol, symbols
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability import STABILITY
from lemmata.engine.stability.candidates.clean import clean
from lemmata.engine.verdicts.compare import FAILS, compare

EGRAPH = "equal forms of an e-graph"
ROUNDS = 8
LARGEST = 1200  # nodes, from where no further round begins
PER_CLASS = 6  # forms that a class keeps
FORMS = 300  # of the whole formula
GROWTH = 30  # nodes that a form may have more than the formula
MOST = 40  # nodes of a formula that is looked at
TRIED = 6  # points at which a form is compared with the formula
DOMAINS = ("positive", "nonnegative")

x, y, z = symbol("x"), symbol("y"), symbol("z")
RING: tuple[Rule, ...] = (  # which the matcher of the directed search has in it
    Rule("sum in the other order", x + y, y + x),
    Rule("product in the other order", x * y, y * x),
    Rule("sum of three", (x + y) + z, x + (y + z)),
    Rule("product of three", (x * y) * z, x * (y * z)),
    Rule("opposite of an opposite", apply("neg", -x), x),
    Rule("opposite of a sum", -(x + y), -x + -y),
    Rule("opposite of a product", -(x * y), -x * y),
    Rule("product with an opposite", -x * y, -(x * y)),
    Rule("opposite of a quotient", -(x / y), -x / y),
    Rule("quotient of an opposite", -x / y, -(x / y)),
    Rule("sum with zero", x + 0, x),
    Rule("product with one", x * 1, x),
    Rule("quotient by one", x / 1, x),
)


def available() -> bool:
    """Whether egglog is installed."""
    return find_spec("egglog") is not None


def forms(expr: Expr, seed: int = 0) -> list[Expr]:
    """Other forms of a formula, the smallest first; none for an array, or where egglog is not installed."""
    if not available() or expr.shape or not isinstance(expr, Apply) or count_nodes(expr) > MOST:
        return []
    atoms = _Atoms()
    found = _extracted(*_grown(expr, atoms, _rules()), atoms, expr)
    return [form for form in found if form is not expr and _agrees(expr, form, seed)][:FORMS]


def in_scope(node: Expr) -> bool:
    """Whether a node is an operation on numbers, without parameters, real or a choice."""
    return isinstance(node, Apply) and not node.shape and OPS[node.op].elementwise and not node.params and (
        node.sort in ("real", "integer", "boolean"))


class _Atoms:
    """What stands for itself in the graph: variables, constants, whole arrays' operations."""

    def __init__(self) -> None:
        self.names: dict[Expr, str] = {}
        self.ops: dict[str, int] = {}

    def term(self, expr: Expr, variables: dict[Symbol, str] | None = None) -> str:
        """An expression as egglog has it; with `variables`, as a pattern."""
        done: dict[Expr, str] = {}
        stack = [expr]
        while stack:
            node = stack[-1]
            if node in done:
                stack.pop()
            elif isinstance(node, Number):
                done[node] = f"(Num {node.value.numerator} {node.value.denominator})"
            elif variables is not None and isinstance(node, Symbol):
                done[node] = variables[node]
            elif in_scope(node) and isinstance(node, Apply):
                waiting = [c for c in node.args if c not in done]
                if waiting:
                    stack += waiting
                    continue
                self.ops[node.op] = len(node.args)
                done[node] = f"({constructor(node.op)} {' '.join(done[c] for c in node.args)})"
            else:
                done[node] = f'(Atom {self.names.setdefault(node, str(len(self.names)))})'
        return done[expr]


def constructor(op: str) -> str:
    return f"Op_{op}"


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    """The rows that speak of numbers only."""
    def plain(rule: Rule) -> bool:
        nodes = list(postorder(rule.left, rule.right))
        return all(in_scope(n) or isinstance(n, Number) or (isinstance(n, Symbol) and not n.shape and n.domain in (
            "real", *DOMAINS)) for n in nodes) and not isinstance(rule.left, Symbol)

    return (*RING, *(rule for rule in STABILITY if plain(rule)))


def program(expr: Expr, atoms: _Atoms, rules: Sequence[Rule]) -> str:
    """Everything before the first round, as text of egglog."""
    start = atoms.term(expr)
    rows = []
    for rule in rules:
        variables = {s: f"v{k}" for k, s in enumerate(symbols(rule.left))}
        left, right = atoms.term(rule.left, variables), atoms.term(rule.right, variables)
        guards = " ".join(f"({s.domain} {v})" for s, v in variables.items() if s.domain != "real")
        rows.append(f"(rewrite {left} {right}{f' :when ({guards})' if guards else ''})")
    head = ["(datatype E (Num i64 i64) (Atom i64)", *(
        f"({constructor(op)} {' '.join(['E'] * count)})" for op, count in atoms.ops.items()), ")"]
    facts = [f"(relation {d} (E))" for d in DOMAINS] + ["(rule ((positive e)) ((nonnegative e)))"]
    facts += [row for op, count in atoms.ops.items() for row in _facts(op, count)]
    facts += [f"({d} (Num {v.numerator} {v.denominator}))" for rule in rules for n in postorder(rule.left, rule.right)
              if isinstance(n, Number) for v in [n.value] for d in DOMAINS if known(n, d)]
    facts += [f"({d} {atoms.term(node)})" for node in postorder(expr) if node in atoms.names or in_scope(node)
              for d in DOMAINS if node.sort != "boolean" and known(node, d)]
    small = " ".join(f"(< {v} 1000000) (< -1000000 {v})" for v in "ab")
    folded = [f"(rule ((= e ({constructor(op)} (Num a 1) (Num b 1))) {small}) ((union e (Num ({sign} a b) 1))))"
              for op, sign in (("add", "+"), ("mul", "*")) if op in atoms.ops]
    if "neg" in atoms.ops:
        folded.append(f"(rule ((= e ({constructor('neg')} (Num a b)))) ((union e (Num (- 0 a) b))))")
    return "\n".join([*head, *facts, *rows, *folded, f"(let $start {start})"])


def _facts(op: str, count: int) -> list[str]:
    """What is known of an operation's value from what is known of its arguments, as rules of the graph."""
    found = []
    names = [f"v{k}" for k in range(count)]
    for domains in product(("real", *DOMAINS), repeat=count if count <= 2 else 0):
        try:
            value = apply(op, *(symbol(v, domain=d) for v, d in zip(names, domains)))
        except (ValueError, TypeError):
            continue
        needs = " ".join(f"({d} {v})" for v, d in zip(names, domains) if d != "real")
        found += [f"(rule ((= e ({constructor(op)} {' '.join(names)})) {needs}) (({d} e)))"
                  for d in DOMAINS if domains and known(value, d)]
    return found


Row = tuple[str, tuple[str, ...], str, tuple[int, ...]]  # operation, classes of arguments, class, whole numbers


def _grown(expr: Expr, atoms: _Atoms, rules: Sequence[Rule]) -> tuple[list[Row], str]:
    """The nodes of the graph after all rounds, and the class of the formula."""
    from egglog.bindings import EGraph  # takes a third of a second

    graph = EGraph()

    def run(text: str) -> Any:
        return graph.run_program(*graph.parse_program(text))

    run(program(expr, atoms, rules))
    for _ in range(ROUNDS):
        report = run("(run 1)")[0].report
        (size,) = run("(print-size)")
        if not report.updated or sum(n for name, n in size.sizes if name.startswith("Op_")) > LARGEST:
            break
    rows: list[Row] = []
    root = ""
    for name, function in graph.freeze().functions.items():
        for row in function.rows:
            if name == "$start":
                root = str(row.output)
            elif name in ("Num", "Atom"):
                rows.append((name, (), str(row.output), tuple(graph.value_to_i64(v) for v in row.inputs)))
            elif name.startswith("Op_"):
                rows.append((name[3:], tuple(map(str, row.inputs)), str(row.output), ()))
    return rows, root


def _extracted(rows: Iterable[Row], root: str, atoms: _Atoms, expr: Expr) -> list[Expr]:
    """The smallest forms of the class of the formula, from few small forms of each class."""
    leaves = {int(name): atom for atom, name in atoms.names.items()}
    kept: dict[str, dict[Expr, int]] = {}
    inner: list[Row] = []
    for row in rows:
        op, _, out, values = row
        if op in ("Num", "Atom"):
            leaf = leaves[values[0]] if op == "Atom" else number(values[0]) / number(values[1])
            kept.setdefault(out, {})[clean(leaf)] = 1
        else:
            inner.append(row)
    largest = count_nodes(expr) + GROWTH
    changed = set(kept)
    while changed:
        before, changed = changed, set()
        for op, args, out, _ in inner:
            if not before.intersection(args) or not all(a in kept for a in args):
                continue
            own = kept.setdefault(out, {})
            most = FORMS if out == root else PER_CLASS
            parts = [list(enumerate(sorted(kept[a].items(), key=_simple)[:PER_CLASS])) for a in args]
            for chosen in product(*parts):
                if sum(place for place, _ in chosen) >= PER_CLASS:
                    continue
                size = 1 + sum(nodes for _, (_, nodes) in chosen)
                if size > largest or (len(own) >= most and size >= max(own.values())):
                    continue
                form = _made(op, [part for _, (part, _) in chosen])
                if form is None or form in own:
                    continue
                own[form] = count_nodes(form)
                if len(own) > most:
                    own.pop(max(own.items(), key=_simple)[0])
                if form in own:
                    changed.add(out)
    return [form for form, _ in sorted(kept.get(root, {}).items(), key=_simple)]


def _simple(item: tuple[Expr, int]) -> tuple[int, bytes]:
    form, nodes = item
    return nodes, form.digest


def _made(op: str, args: Sequence[Expr]) -> Expr | None:
    try:
        return clean(apply(op, *args))
    except (ValueError, TypeError, ZeroDivisionError):
        return None


def _agrees(expr: Expr, form: Expr, seed: int) -> bool:
    """Whether two forms agree in balls at random points, wherever both have a value, and have one at some."""
    rng, held = Random(seed), 0
    sizes = size_choices(expr)
    for k in range(2 * TRIED):
        try:
            point = sample(symbols(expr), sizes[k % len(sizes)], rng, ("random", "small")[k % 2])
            left, right = evaluate_all([expr, form], point, Balls(160))
        except (NoPoint, Unsupported, Undefined, ValueError, ZeroDivisionError):
            continue
        if compare("eq", left, right) == FAILS:
            return False
        held += bool(np.all([v is not None for v in np.ravel(np.asarray(right, dtype=object))]))
    return held > 0
