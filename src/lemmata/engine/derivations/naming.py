"""Names for the parts of a formula, as the field has them: z before an activation, h behind it, r for a residual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count

from lemmata.engine.expr import Apply, Bind, Expr, operands
from lemmata.engine.expr.domains import DOMAINS
from lemmata.engine.ops import OPS
from lemmata.engine.ops.facts import known

_LETTERS = {
    "matmul": "z", "dot": "z", "inner": "z", "einsum": "z", "outer": "z", "softmax": "p", "log_softmax": "l",
    "mean": "mu", "norm": "s", "sqrt": "s", "sum": "s", "logsumexp": "s", "inv": "P", "call": "h", "det": "D",
}
_OTHERS = "uvtqabc"  # letters for what has no habit
_INSTEAD = {"R": ("E",)}  # where the letter is a variable's
_FORMULAS = ("f", "g", "h", "F", "G", "H")
_RESERVED = frozenset(("e", "d", "i", "j", "k"))
# From the strongest to the weakest: what may be known of a part, and is needed to read its derivative.
_KEPT = ("posdef", "semidefinite", "diagonal", "symmetric", "onehot", "simplex", "unit", "positive", "nonnegative")


class Names:
    """Gives each name once; `taken` are those of variables and sizes."""

    def __init__(self, taken: Iterable[str]):
        self.taken = set(taken) | _RESERVED
        self.known: dict[Expr, str] = {}  # parts that have a name
        self.shown: dict[str, tuple[str, str]] = {}  # the name of a derivative: of what, by what

    def formula(self, order: int) -> str:
        """f, its gradient g, ..."""
        pool = chain(_FORMULAS[order:], (f"f{k}" for k in count(1)))
        return self._take(next(name for name in pool if name not in self.taken))

    def parts(self, parts: Sequence[tuple[Expr, Expr, str]]) -> list[str]:
        """Names for parts in the order of the formula, of each its whole, its node, and the name it is given or "".

        What was named before keeps its name; of several with one letter all are numbered: z1, z2.
        """
        letters = [self._letter(whole, node) for whole, node, _ in parts]
        new = [letter for letter, (whole, _, given) in zip(letters, parts) if not given and whole not in self.known]
        found = []
        for letter, (whole, _, given) in zip(letters, parts):
            if given or whole in self.known:
                name = self.known.setdefault(whole, given)
            elif letter and new.count(letter) == 1 and letter not in self.taken and letter.lower() not in _RESERVED:
                name = letter
            else:
                pool = _INSTEAD.get(letter, ()) if letter else [c.upper() if whole.rank > 1 else c for c in _OTHERS]
                numbered = (f"{letter or ('A' if whole.rank > 1 else 'a')}{k}" for k in count(1))
                name = next(name for name in chain(pool, numbered) if name not in self.taken)
            found.append(self._take(name))
            self.known[whole] = name
        return found

    def _letter(self, whole: Expr, node: Expr) -> str:
        letter = _letter(node)
        return letter.upper() if whole.rank > 1 and len(letter) == 1 else letter

    def slope(self, of: str, by: str) -> str:
        name = f"d{of}_d{by}"
        if self.shown.get(name) == (of, by):
            return name
        while name in self.taken:
            name += "_"
        self.shown[name] = of, by
        return self._take(name)

    def quotient(self, name: str) -> str:
        """df/dw of df_dw."""
        return "d{}/d{}".format(*self.shown[name]) if name in self.shown else name

    def _take(self, name: str) -> str:
        self.taken.add(name)
        return name


def _letter(node: Expr) -> str:
    """The field's letter for a part, or "" where it has none."""
    if isinstance(node, Bind):
        return "s" if node.binder == "sum" else ""
    if not isinstance(node, Apply):
        return ""
    if node.op == "add":
        terms = operands(node, "add")
        if any(isinstance(t, Apply) and t.op == "neg" for t in terms):
            return "r" if len(terms) == 2 and all(t.rank == node.rank for t in terms) else ""
        return "z" if any(isinstance(t, Apply) and t.op in ("matmul", "einsum", "dot") for t in terms) else ""
    if node.op in _LETTERS:
        return _LETTERS[node.op]
    return "h" if OPS[node.op].group == "activations" or node.op == "tanh" else ""


def domain_of(node: Expr) -> str:
    """A domain that a part surely lies in, so that its name says as much of it as its formula does."""
    for domain in _KEPT:
        rank = DOMAINS[domain].rank
        if (rank is None or rank == node.rank) and known(node, domain) is True:
            return "integer" if domain == "nonnegative" and node.sort == "integer" else domain  # it may be an index
    return "real"
