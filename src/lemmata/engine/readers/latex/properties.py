"""Which equations and bounds say what a name or a word means, rather than claim something."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Symbol, postorder, symbols
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.latex.clauses import names_in
from lemmata.engine.readers.latex.heads import head_of
from lemmata.engine.readers.latex.parameters import is_parameter
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Group, Nabla, Name, Node, Num, Prefix, Product, Relation, Script, walk

# Labels under which an equation says what a word means.
PROPERTIES = (
    "independen",
    "orthogonal",
    "symmetr",
    "convex",
    "unbiased",
    "stationar",
    "linearity of a",
    "idempoten",
    "positive definite",
    "uncorrelated",
    "homogene",
    "equivarian",
    "invarian",
    "normaliz",
    "normalis",
    "eigenvector",
    "eigenvalue",
    "lipschitz",
    "exchangeab",
)

# Letters for what a bound leaves open.
CONSTANTS = frozenset(["L", "M", "C", "c", "K", "G", "B", "R", "r", "kappa", "rho"])


def says_dependence(left: Node, right: Node) -> bool:
    """z = z(a, b): z depends on a and b."""
    return (
        isinstance(left, Name)
        and isinstance(right, Product)
        and len(right.factors) == 2
        and (
            isinstance(right.factors[0], Name)
            and right.factors[0].text == left.text
            and isinstance(right.factors[1], Group)
        )
    )


def says_property(run: Stated, node: Relation, links: list[Expr]) -> bool:
    """A relation between values of functions of which nothing is known: it restricts them, f(x) = f(-x)."""
    stated = {s.name for s in symbols(*run.scope.premises)}
    if not any(s.domain == "function" and s.name not in stated for s in symbols(*links)):
        right = node.operands[-1]
        return (
            len(node.operands) == 2
            and node.relations[0] == "="
            and isinstance(right, Num)
            and plain_call(node.operands[0])
        )
    worked = {getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(*links)}
    if any(restricts(link, stated) for link in links):
        return True
    if set(node.relations) == {"="} and averages(run, links):
        return False
    if any(link.op in ("lt", "le", "gt", "ge", "ne") for link in links if isinstance(link, Apply)):
        return "limit" not in worked
    return not worked & {"derivative", "limit", "integral", "compose"}


MOMENTS = {"expectation", "variance", "covariance", "probability", "density"}


def averages(run: Stated, links: list[Expr]) -> bool:
    """Whether the links say how averages of any function go: E_{x ~ p}[f(x)] = \\sum_x p(x) f(x)."""
    sides = [a for link in links for a in link.children]
    worked = [{getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(a)} for a in sides]
    return any(w & MOMENTS for w in worked) or (bool(run.e.tables) and all("sum" in w for w in worked))


def restricts(link: Expr, stated: set[str]) -> bool:
    """Whether an equation tells something of a function: it, or a derivative, is on one side only."""
    if not isinstance(link, Apply) or link.op != "eq":
        return False
    sides = link.args
    functions = [{s.name for s in symbols(a) if s.domain == "function"} - stated for a in sides]
    worked = [
        bool({getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(a)} & {"derivative", "limit"})
        for a in sides
    ]
    one_sided = functions[0] ^ functions[1]
    return bool(one_sided) or (worked[0] != worked[1] and bool(functions[0] & functions[1]))


def bounds(run: Stated, links: list[Expr]) -> bool:
    """A bound with a constant that nothing defines, or an expansion with such a coefficient, says what it is."""
    for link in links:
        if not isinstance(link, Apply) or link.op not in ("lt", "le", "gt", "ge", "big_o", "little_o"):
            continue
        if link.op in ("big_o", "little_o"):
            if any(s.rank == 2 and is_new(run, s) for s in symbols(link)):
                return True
            continue
        small, large = (set(symbols(a)) for a in (link.args if link.op in ("lt", "le") else link.args[::-1]))
        if small and any(s.name in CONSTANTS and is_new(run, s) for s in large - small):
            return True
    return False


def is_new(run: Stated, s: Symbol) -> bool:
    return s.domain != "variable" and run.scope.lookup(s.name) is None


def plain_call(node: Node) -> bool:
    """f(x), f'(x), \\nabla f(x): with names for arguments."""
    factors = node.factors if isinstance(node, Product) else ()
    if not factors or not isinstance(factors[-1], Group) or factors[-1].open != "(":
        return False
    heads = [f.base if isinstance(f, Script) else f for f in factors[:-1]]
    return (
        all(isinstance(h, (Name, Nabla)) for h in heads)
        and len(factors) <= 3
        and all(is_parameter(i) for i in factors[-1].items)
        and not any(isinstance(h, Name) and chance_head(h, factors[-1], h) for h in heads)
    )


def relates_sets(node: Relation, links: list[Expr]) -> bool:
    """A \\cap B = \\emptyset, A \\subset B: said of bare events, it is a condition on them."""
    events = [link for link in links if isinstance(link, Apply) and link.op in ("iff", "subset")]
    bare = any(isinstance(plain(o), (Name, Script)) for o in node.operands)
    return bool(links) and len(events) == len(links) and bare


def assigns(run: Stated, node: Relation) -> bool:
    """x = 3, p = q: a value given to a bare name."""
    if len(node.operands) != 2 or node.relations[0] not in ("=", "<-"):
        return False
    left, right = node.operands
    bare = right.arg if isinstance(right, Prefix) else right
    if not isinstance(left, (Name, Script)) or head_of(run, left) is None or head_of(run, left)[0] == "step":  # type: ignore[index]
        return False
    special = isinstance(left, Name) and left.text in ("pi", "e") and run.scope.lookup(left.text) is None
    role = run.scope.lookup(head_of(run, left)[1])  # type: ignore[index]
    if special or (role is not None and role.definition is not None):
        return False
    return isinstance(bare, Num) or (isinstance(bare, Name) and bare.text != "infty")


def is_closed_form(run: Stated, node: Relation) -> bool:
    """\\sigma_n^2 = \\sigma_0^2 / (1 + n): an entry from the first one says what the sequence is."""
    left, *others = node.operands
    if set(node.relations) != {"="} or not isinstance(left, Script) or not isinstance(left.base, Name):
        return False
    if not isinstance(left.sub, Name) or not (left.sup is None or isinstance(left.sup, Num)):
        return False
    role = run.scope.lookup(left.base.text)
    if role is not None and role.definition is not None:
        return False
    same = [n for o in others for n in walk(o) if isinstance(n, Script) and isinstance(n.base, Name)
            and n.base.text == left.base.text and n.sub is not None]
    return bool(same) and all(isinstance(n.sub, Num) for n in same)


def is_property(run: Stated, node: Relation) -> bool:
    """Under the label of a property an equation defines the word."""
    word = run.label.lower()
    if any(p in word for p in PROPERTIES) and node.relations[0] in ("=", "equiv", "<=", ">="):
        return True
    if node.relations[0] == ":=":
        return True
    if ("definition" in word and node.relations == ("=",)) or family(run) is not None:
        new = names_in(node.operands[-1]) - names_in(node.operands[0])
        return any(
            run.scope.lookup(n) is None and n not in ("e", "pi", "i", "j", "k", "P", "H", "E", "infty")
            for n in new
        ) or (family(run) is not None)
    return False


def family(run: Stated) -> str | None:
    """The distribution family that the label names."""
    words = run.label.lower().replace("/", " ").replace("-", " ").split()
    for word in words:
        for name, family in FAMILIES.items():
            plain_name = name.replace("_distribution", "")
            if word == plain_name or word in (s.lower() for s in (*family.spelled, *family.python) if len(s) > 3):
                return name
    return None
