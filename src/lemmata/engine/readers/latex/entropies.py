"""Entropies, mutual information, divergences."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, number, open_function
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.latex.beginnings import merged_lists
from lemmata.engine.readers.latex.conditions import SEMICOLON, split_given
from lemmata.engine.readers.latex.lifting import SIGNS
from lemmata.engine.readers.latex.randomness import LAWS
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import label, plain
from lemmata.engine.readers.latex.superscripts import superscript
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Script, show
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.spelling import with_label

DIVERGENCES = {
    "KL": "kl_divergence",
    "DKL": "kl_divergence",
    "D": "kl_divergence",
    "JS": "js_divergence",
    "JSD": "js_divergence",
    "DJS": "js_divergence",
    "DJSD": "js_divergence",
    "CE": "cross_entropy",
}


BINARY = ("2", "b")  # labels of the entropy of one probability


def binary_name(item: Node) -> str:
    """H_b, H_2 as a name of its own; nothing of other names."""
    if not isinstance(item, Script) or not isinstance(item.base, Name) or item.sub is None:
        return ""
    text = show(plain(item.sub))
    return with_label(item.base.text, text) if item.base.text in ("H", "h") and text in BINARY else ""


def entropy_call(e: State, item: Node, group: Group) -> Value | None:
    """An entropy with what its letter carries: H_2(p), H_b(p), H^2(p, q); None where it is no entropy."""
    if not isinstance(item, Script):
        assert isinstance(item, Name)
        labelled = (r for n, r in e.scope.roles.items() if n.startswith(f"{item.text}_"))
        if any(r.definition is not None and r.definition.sort == "function" for r in labelled):
            return None  # Huber's H_\\delta(r), and H(3) with \\delta = 1
        return entropy(e, item, group)
    assert isinstance(item.base, Name)
    text = "" if item.sub is None else show(plain(item.sub))
    if item.primes or (item.sup is not None and not (isinstance(item.sup, Num) and item.sup.text == "2")):
        return None
    squared = item.sup is not None
    if squared and not text and item.base.text == "H" and is_pair(group):
        return hellinger(e, group, True)
    if text in BINARY and item.base.text in ("H", "h") and len(group.items) == 1 and not group.separators:
        found = e.expr(group.items[0])
        if found.rank or found.sort not in ("real", "integer"):
            return None if text == "2" else Value(apply("entropy", found, **base_params(e, True)))
        one = Value(_in_base(apply("binary_entropy", found), base_params(e, True)))
        return superscript(e, one, item.sup)
    if text:
        return None
    return superscript(e, entropy(e, item.base, group), item.sup)


def _in_base(value: Expr, params: dict[str, int]) -> Expr:
    return value / apply("log", number(params["base"])) if params else value


def is_pair(group: Group) -> bool:
    """Two distributions by their names: p, q."""
    names = [plain(i) for i in group.items]
    heads = [n.base if isinstance(n, Script) else n for n in names]
    return group.separators == (",",) and all(isinstance(h, Name) and h.text in LAWS for h in heads)


def hellinger(e: State, group: Group, squared: bool) -> Value:
    """Hellinger's distance, with or without the factor 1/2 in its square."""
    laws = [_law_of(e, i) for i in group.items]
    p, q = laws if all(law is not None for law in laws) else [side(e, i) for i in group.items]
    assert p is not None and q is not None  # both are laws, or neither was asked for one
    if p.sort == "distribution" or q.sort == "distribution":
        raise e.error(group, "the Hellinger distance of laws by their names", "vectors of probabilities")
    gap = apply("sum", (apply("sqrt", p) - apply("sqrt", q)) ** 2)
    half = e.choices.choose("hellinger", [(0, True), (1, False)])
    found = gap / 2 if half else gap
    return Value(found if squared else apply("sqrt", found))


def entropy(e: State, head: Name, group: Group) -> Value:
    """H(X), H(X | Y), H(X, Y), H(p, q), I(X; Y), I(X; Y | Z), h(X)."""
    params = base_params(e)
    before, after = split_given(group, e, keep=";")
    if head.text == "I":
        sides: list[list[Node]] = [[]]
        for node in before:
            if node is SEMICOLON:
                sides.append([])
            else:
                sides[-1].append(node)
        if len(sides) == 1 and len(sides[0]) == 2:
            sides = [[sides[0][0]], [sides[0][1]]]
        table = e.table_entropy("I", sides, after) if e.tables else None
        if table is not None:
            return Value(table)
        if len(sides) != 2:
            raise e.error(group, "mutual information is of two sides", "I(X; Y)")
        x, y = (joint(e, s) for s in sides)
        given = [joint(e, after)] if after else []
        return Value(apply("mutual_information", x, y, *given, **params))
    nodes = [n for n in before if n is not SEMICOLON]
    table = e.table_entropy("H", [nodes], after) if e.tables and head.text == "H" else None
    if table is not None:
        return Value(table)
    pair = head.text == "H" and not after and e.scan.has_roots and is_pair(group)
    if pair and e.choices.choose("distance", [(0, False), (1, True)]):
        return hellinger(e, group, False)
    values = [n if isinstance(n, Expr) else named_law(e, n) or e.table_side(n) or e.expr(n)
              for n in merged_lists(e, nodes)]
    if all(v.sort == "variable" for v in values):
        given = [joint(e, after)] if after else []
        op = "differential_entropy" if head.text == "h" else "entropy"
        return Value(apply(op, joint_of(values), *given, **params))
    if len(values) == 2 and not after:
        return Value(apply("cross_entropy", *values, **params))
    if len(values) == 1 and not after:
        if values[0].rank == 0 and values[0].sort in ("real", "integer"):
            return Value(_in_base(apply("binary_entropy", values[0]), params))
        return Value(apply("entropy", values[0], **params))
    raise e.error(group, "an entropy of these", "random variables or probabilities")


def base_params(e: State, binary: bool = False) -> dict[str, int]:
    """In what units: as the text's logarithms say; where nothing says it, nats, or bits as another reading."""
    option = str(e.scope.options.get("log", "") or e.scope.options.get("units", ""))
    if option:
        return {} if option == "e" else {"base": int(option)}
    bases = e.scan.log_bases
    if bases and len(bases) == 1:
        return {} if "e" in bases else {"base": int(min(bases))}
    if bases:
        return {}
    units = [(0, 0), (1, 2)] if not binary else [(0, 2), (1, 0)]
    base = e.choices.choose("units", units) if e.scan.has_numerals else 0
    return {"base": base} if base else {}


def joint(e: State, nodes: list[Node]) -> Expr:
    return joint_of([n if isinstance(n, Expr) else e.value(n).expr for n in merged_lists(e, nodes)])


def joint_of(values: list[Expr]) -> Expr:
    return values[0] if len(values) == 1 else apply("joint", *values)


def divergence(e: State, name: str, group: Group) -> Value:
    """KL(p || q), D_{KL}(p || q): of vectors of probabilities or of distributions."""
    if len(group.items) != 2:
        raise e.error(group, "a divergence is of two distributions", "p \\| q")
    laws = [_law_of(e, i) for i in group.items]
    p, q = laws if all(law is not None for law in laws) else [side(e, i) for i in group.items]
    assert p is not None and q is not None  # both are laws, or neither was asked for one
    if p.sort == q.sort == "distribution" and p.rank == q.rank == 1 and p.shape != q.shape:
        raise ShapeError(f"laws of vectors of {p.shape[0]} and {q.shape[0]} entries", p.shape[0], q.shape[0])
    if p.sort == q.sort == "real" and p.rank != q.rank:
        raise ShapeError(f"a divergence of arrays with {p.rank} and {q.rank} axes")
    if all(_is_number(one) for one in (p, q)) and any(known(one, "unit") for one in (p, q)):
        p, q = (apply("stack", one, 1 - one) for one in (p, q))  # \\mathrm{KL}(\\rho \\| \\hat\\rho), of two coins
    return Value(apply(DIVERGENCES[name], p, q, **base_params(e)))


def _is_number(found: Expr) -> bool:
    return found.rank == 0 and found.sort == "real"


def _law_of(e: State, node: Node) -> Expr | None:
    """The law that words give a letter: "let $P$ be the uniform distribution on $[0, 1]$"."""
    inner = plain(node)
    role = e.scope.lookup(inner.text) if isinstance(inner, Name) else None
    return None if role is None or role.shape else role.family


def side(e: State, node: Node) -> Expr:
    """p, or \\mathcal{N}(\\mu, \\Sigma), in a divergence; q where q(z) = \\mathcal{N}(z; \\mu, 1) was said."""
    law = named_law(e, node)
    if law is not None:
        return law
    table = e.table_side(node) if e.tables else None
    if table is not None:
        return table
    inner = plain(node)
    role = e.scope.lookup(inner.text) if isinstance(inner, Name) else None
    if isinstance(inner, Name) and (role is None or (role.definition is None and role.domain in SIGNS)):  # Q > 0
        e.scan[inner.text].simplex = True
        e.scan[inner.text].event = False
    return e.value(inner).expr


def named_law(e: State, node: Node) -> Expr | None:
    """The law whose density or whose name a function of the text is: q, q(z), q(z | x)."""
    inner = plain(node)
    group = inner.factors[1] if isinstance(inner, Product) and len(inner.factors) == 2 else None
    head = inner.factors[0] if isinstance(inner, Product) and group is not None else inner
    base = head.base if isinstance(head, Script) else head
    if not isinstance(base, Name) or not (group is None or isinstance(group, Group)):
        return None
    name = base.text if base is head or not isinstance(head, Script) or head.sub is None else with_label(
        base.text, label(head.sub))
    roles = e.scope.roles
    names = [name, *sorted(n for n in roles if n.startswith(f"{name}_") and "_given_" in n)]
    if isinstance(group, Group):
        names = [e.density_name(head, group) or name]
    found = [role.definition for n in names if (role := roles.get(n)) is not None and role.definition is not None]
    return _law_in(found[0]) if len(found) == 1 else None


def _law_in(function: Expr) -> Expr | None:
    """The law in z, x -> N(m, s), or in z, x -> density(N(m, s), z), of which the arguments are no part."""
    if function.sort == "distribution":
        return function
    arguments, function = open_function(function)
    if isinstance(function, Apply) and function.op == "density" and arguments and function.args[1] is arguments[0]:
        function = function.args[0]
    free = any(a.name in function.free for a in arguments)
    return function if arguments and function.sort == "distribution" and not free else None
