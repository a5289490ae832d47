"""Whether an equation says what its left side means, rather than stating something of a known name."""

from __future__ import annotations

from itertools import pairwise

from lemmata.engine.expr import Apply, Expr, Number, Symbol, symbols
from lemmata.engine.readers.latex.clauses import names_in
from lemmata.engine.readers.latex.heads import labelled_name
from lemmata.engine.readers.latex.parameters import SQUARE_MARK
from lemmata.engine.readers.latex.sequences import is_reached
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Function,
    Group,
    Matrix,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)

STATES = frozenset("ABCDGRS")  # names of states, of sets, never of what a function varies with
KNOWN = "known"  # the option of a scope with the names that no equation defines, as their meaning follows from others


def introduces(run: Stated, head: tuple[str, str, list[Node]], node: Relation, place: int) -> bool:
    """Whether the chain says what the name means, rather than stating something of a known name."""
    kind, name, _ = head
    if name in run.scope.options.get(KNOWN, ()):
        return False
    rest = node.operands[place + 1 :]
    if kind == "name" and place == 0 and is_reached(run.scope, name):
        return False
    role = run.scope.lookup(name)
    if kind == "components":
        unknown = role is None or (role.domain == "function" and role.definition is None)
        return unknown and name not in set().union(*(names_in(o) for o in rest))
    used = set().union(*(names_in(o) for o in rest))
    if kind == "step" and role is not None and role.domain == "function":
        return name in used or not is_determined(run, name)
    if kind in ("step", "family"):
        # z_t = z_{t-1} - ... is another z than a vector that was defined before.
        return role is None or role.definition is None or (
            kind == "step" and name in used and role.definition.sort != "function")
    if kind == "entries" and name in used and role is None and from_first(name, rest):
        return True
    if kind == "function" and (role is None or role.definition is None) and from_first(name, rest):
        used.discard(name)  # y(t) = y_0 e^{rt}: y_0 has a name of its own
    if name in used or scripted_in(run, name, rest):
        return False
    if any(rests_on(run, u, name) for u in used):
        return False
    if kind == "square" and (
        (role is not None and role.definition is not None) or len(node.operands) != 2 or not sums(rest[0])
    ):
        return False
    last = plain(node.operands[-1])
    if kind == "name" and place == 0 and len(node.operands) == 2:
        bare = last.arg if isinstance(last, Prefix) else last
        if isinstance(bare, Num) or (isinstance(bare, Name) and bare.style != "cal"):
            return False
    if kind == "function" and (role is None or role.definition is None) and all(
            isinstance(p, Name) and p.text in STATES and p.text not in used for p in head[2]):
        return False  # V(A) = 3 and V(B) = 4
    if kind == "function" and not used and (role is None or role.definition is None) and any(
            getattr(run.scope.lookup(n), "definition", None) is not None for part in head[2] for n in names_in(part)):
        return False  # mean(y) = 0 of a known y is no function that is 0 everywhere
    if role is None:
        return True
    if role.definition is not None and any(_grows(run, o) for o in rest):
        return False
    counted = {
        *run.e.scan.bound,
        *run.e.scan.sizes,
        *run.e.dims,
        *(n for part in head[2] for n in names_in(part)),
    }
    new = {n for n in used if run.scope.lookup(n) is None and n not in ("e", "pi", "i", "j", "k", "n", "infty")}
    new -= counted
    if role.definition is not None and kind == "function" and len(_known(run, name)) == len(head[2]) and any(
            isinstance(p, Script) and p.sup is not None for p in head[2]) and not any(
            k.endswith(SQUARE_MARK) for k in _known(run, name)):
        return False  # a value at a square
    if role.definition is not None and kind == "function" and not used - {"e", "pi"} and all(
            isinstance(p, Name) and _has_value(run, p.text) for p in head[2]):
        return False  # s(x, y) = 24 of given x and y
    if role.definition is not None and kind == "function" and all(
            isinstance(p, Name) and p.text not in _known(run, name) and _is_said(run, p.text) for p in head[2]):
        return False  # the value at the last step T, which words speak of
    if role.definition is not None:
        if run.label or run.scope.options.get("introduces"):
            return True
        arguments = names_in(Group("(", ")", tuple(head[2]))) if kind == "function" else set()
        free = rest_names(run, used - arguments)
        if (averaged := _averaged_names(run, role.definition)) and free <= averaged - arguments:
            return False
        own = definition_names(run, role.definition) - arguments
        return free != own and not (free < own and own - free <= _set_to_numbers(run))
    if role.domain == "function" and kind == "function":
        return True
    if (
        kind == "name"
        and role.shape is not None
        and len(role.shape) == 2
        and new
        and factorizes(node.operands[place + 1])
    ):
        run.e.note("for some " + ", ".join(sorted(new)))
        return False
    return True


def _grows(run: Stated, node: Node) -> bool:
    """Whether a side is known but for an order of growth, O(x^2), and so gives a name no meaning."""
    return any(isinstance(after, Group) and run.e.is_order(before, after) for n in walk(node) if isinstance(n, Product)
               for before, after in pairwise(n.factors))


def _has_value(run: Stated, name: str) -> bool:
    role = run.scope.lookup(name)
    return role is not None and role.definition is not None and not symbols(role.definition)


def _is_said(run: Stated, name: str) -> bool:
    role = run.scope.lookup(name)
    return role is not None and role.source in ("prose", "declared")


def is_determined(run: Stated, name: str) -> bool:
    """Whether something earlier says what a sequence is; a^{l-1} inside of what z^l is says nothing of a."""
    if run.e.scan[name].bare or getattr(run.scope.lookup(name), "source", "") in ("declared", "prose"):
        return True
    return any(isinstance(p, Apply) and any(s.name == name for s in symbols(p.args[0])) for p in run.scope.premises)


def _known(run: Stated, name: str) -> tuple[str, ...]:
    """The parameters of a defined function."""
    return tuple(run.scope.options.get("parameters", {}).get(name, ()))


def renamed_constant(run: Stated, node: Relation) -> str:
    """e or pi where an equation says of quantities of the text that it is them: e = y - Xw."""
    left = node.operands[0]
    if not isinstance(left, Name) or left.text not in ("e", "pi") or left.style == "symbol":
        return ""
    counted = {*run.e.scan.bound, *run.e.scan.sizes, *run.e.dims, *run.e.scan.index_names, "n", "k", "i", "e", "pi"}
    used = set().union(*(names_in(o) for o in node.operands[1:]))
    of_text = used - counted or any(_lists(o) for o in node.operands[1:])
    return left.text if of_text and left.text not in used else ""


def _lists(node: Node) -> bool:
    """Several entries: (1/3, 2/3), a matrix; no number is one of these."""
    node = node.base if isinstance(node, Script) else node
    return isinstance(node, Matrix) or (
        isinstance(node, Group) and len(node.items) > 1 and set(node.separators) == {","})


def from_first(name: str, nodes: tuple[Node, ...]) -> bool:
    """Whether a name stands only with numbers as indices: x_t = c^t x_0."""
    found = [n for o in nodes for n in walk(o)]
    scripts = [n for n in found if isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == name]
    every = sum(isinstance(n, Name) and n.text == name for n in found)
    return every == len(scripts) and all(isinstance(n.sub, Num) for n in scripts)


def rest_names(run: Stated, used: set[str]) -> set[str]:
    """Free names of a meaning, defined ones replaced by the names that they rest on."""
    found: set[str] = set()
    skipped = {"e", "pi", "infty", *run.e.scan.bound, *run.e.scan.sizes, *run.e.dims, *run.e.scan.index_names}
    for name in used:
        role = run.scope.lookup(name)
        if role is not None and role.definition is not None:
            found |= definition_names(run, role.definition)
        elif name not in skipped and not (role is None and name in ("P", "E", "H", "I")):
            found.add(name)
    return found


def definition_names(run: Stated, definition: Expr) -> set[str]:
    return {s.name.removesuffix("_point").split("_")[0] for s in symbols(run.e.expanded(definition))}


def _set_to_numbers(run: Stated) -> set[str]:
    """The names that premises set to a number: "for $a = 0$, $f(x) = b x$" is said of the f with an a."""
    return {p.args[0].name for p in run.scope.premises if isinstance(p, Apply) and p.op == "eq" and isinstance(
        p.args[0], Symbol) and isinstance(p.args[1], Number)}


def _averaged_names(run: Stated, definition: Expr) -> set[str]:
    """What a mean rests on: its names, with the parameters of laws for the random ones; nothing where one has no law.

    After M(u) = E[e^{uX}] of X ~ N(0, s^2) an equation M(u) = exp(u^2 s^2 / 2) has the names of that law.
    """
    found = definition_names(run, definition)
    random = {s for s in symbols(run.e.expanded(definition)) if s.sort == "variable"}
    for variable in random:
        laws = [law.args[1] for law in run.scope.laws if law.args[0] is variable]
        if not laws:
            return set()
        found |= {s.name.split("_")[0] for law in laws for s in symbols(law) if s.sort != "variable"}
    return found if random else set()


def rests_on(run: Stated, name: str, other: str) -> bool:
    """Whether the definition of a name contains the other."""
    role = run.scope.lookup(name)
    return (
        role is not None and role.definition is not None and any(s.name == other for s in symbols(role.definition))
    )


def sums(node: Node) -> bool:
    """A mean or an expectation: what says what a variance is."""
    return any(
        (isinstance(n, Big) and n.name in ("sum", "int"))
        or (isinstance(n, Name) and n.text in ("E", "Var", "Cov"))
        or (isinstance(n, Function) and n.name in ("Var", "Cov"))
        for n in walk(node)
    )


def scripted_in(run: Stated, name: str, nodes: tuple[Node, ...]) -> bool:
    return any(
        isinstance(n, Script)
        and n.sub is not None
        and isinstance(n.base, Name)
        and labelled_name(run, n.base.text, n.sub) == name
        for o in nodes
        for n in walk(o)
    )


def factorizes(node: Node) -> bool:
    """A product of matrices: A = Q \\Lambda Q^{-1}."""
    if not isinstance(node, Product) or len(node.factors) < 2:
        return False
    heads = [f.base if isinstance(f, Script) else f for f in node.factors]
    return all(isinstance(h, Name) and h.text[:1].isupper() for h in heads)
