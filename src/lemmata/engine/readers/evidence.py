"""What the names of a text may be, judged by use and by the field's habits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from lemmata.engine.expr import DOMAINS, Size, Symbol, dims, implied, shape_of, symbol
from lemmata.engine.ops import OPS
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.readers.axes import name_of, rank_of_product
from lemmata.engine.readers.forms import FORMS
from lemmata.engine.readers.inference import assumed
from lemmata.engine.readers.spellings import find
from lemmata.engine.readers.syntax import Source, words

SIZED = words("range size arange eye identity ones zeros full linspace")
# names in text of what is random -> the operation
CHANCE = {"cov": "covariance", "corr": "correlation", "I": "mutual_information", "MI": "mutual_information",
          "conditional_entropy": "entropy", "joint_entropy": "entropy", "prob": "probability",
          "conditional_probability": "probability",
          **dict.fromkeys(("D_KL", "DKL", "kl", "KL_divergence", "relative_entropy"), "kl_divergence")}
BY_CLASSES = words("cross_entropy nll_loss")  # of PyTorch: scores and labels
SHAPED = words("reshape view broadcast_to expand")
VECTORS = words("x y z u v w p q r g h b logits scores weights probs")
COUNTS = words("n m k N M K d i j")
REDUCED = words("sum mean prod norm var std max min softmax log_softmax logsumexp argmax argmin cumsum dot outer "
                    "diag median")
MATRICES = words("trace det logdet slogdet inv pinv solve eigvals eigvalsh cholesky svdvals rank matrix_rank "
                     "expm matrix_power vec")
DERIVATIVES = words("derivative grad gradient jacobian hessian")
LABELS = words("labels idx index indices targets")
VECTOR_LAWS = words("entropy cross_entropy kl_divergence js_divergence")
# Names that a text may use for a function without declaring it: one letter, or a Greek one, and what labels it.
FUNCTION = re.compile(r"(?:[A-Za-z]|alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|mu|nu|xi|rho|tau|phi|varphi|"
                      r"chi|psi|omega|Gamma|Delta|Theta|Lambda|Phi|Psi|Omega)(?:_?\d+|_\w+)?")
LIBRARIES = words("np numpy jnp jax torch F nn scipy special math stats lax lm lemmata")
CONSTANTS = words("pi e inf infinity Infinity euler_gamma")


def size_names(source: Source) -> frozenset[str]:
    """Names that stand for a size: in `range(n)`, `eye(n)`, `zeros((m, n))`, `reshape(x, (m, n))`."""
    found: set[str] = set()
    bound = set()
    for node in _nodes(source):
        if isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name):
            bound.add(node.target.id)
        for place in _size_places(node):
            found.update(n.id for n in ast.walk(place) if isinstance(n, ast.Name))
    return frozenset(found - bound - LIBRARIES - {name for name, _ in source.definitions} - CONSTANTS - SIZED)


def _size_places(node: ast.AST) -> list[ast.expr]:
    """The parts of a node that are sizes."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in DOMAINS:
        return [node.slice]
    if not isinstance(node, ast.Call):
        return []
    name = name_of(node.func)
    places = [k.value for k in node.keywords if k.arg in ("shape", "n", "slices")]
    if name == "linspace":
        return places + node.args[2:3]
    if name == "one_hot":
        return places + node.args[1:] + [k.value for k in node.keywords if k.arg == "num_classes"]
    if name in SIZED:
        places = [k.value for k in node.keywords]
        return places + (node.args[:1] if name == "full" else node.args)
    if name in SHAPED:
        return places + node.args[0 if isinstance(node.func, ast.Attribute) and len(node.args) > 0
                                  and not _is_library(node.func.value) else 1 :]
    return places


def _is_library(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in LIBRARIES


def candidates_of(
    source: Source, known: Mapping[str, Symbol], dims_known: frozenset[str] = frozenset()
) -> tuple[dict[str, list[Symbol]], frozenset[str]]:
    """For each name its candidates, the usual first, and the names that are sizes."""
    sizes = size_names(source) | dims_known
    sizes = frozenset(name for name in sizes if name not in known
                      or (not known[name].shape and implied(known[name].domain, "integer")))
    uses = _Uses(source)
    taken = {d for s in known.values() for d in dims(s)}
    found: dict[str, list[Symbol]] = {}
    for name in uses.order:
        if name in known and name not in sizes:
            found[name] = [known[name]]
        elif name not in sizes and name not in taken and not uses.is_unknown_function(name):
            found[name] = uses.candidates(name)
    return {**{n: [s] for n, s in known.items() if n not in sizes}, **found}, sizes


class _Uses:
    """How each free name of a text is used."""

    def __init__(self, source: Source):
        self.order: dict[str, None] = {}
        self.rank: dict[str, int] = {}  # at least
        self.exact: dict[str, int] = {}  # subscripted with that many indices
        self.calls: dict[str, int] = {}
        self.random: dict[str, str] = {}
        self.laws: set[str] = set()
        self.skipped: set[ast.AST] = set()  # names that stand for an operation, a domain
        self.labels: set[str] = set()  # stand as an index
        self.rows: set[str] = set()  # stand as an index beside arange(n)
        self.classes: set[str] = set()  # labels of a loss
        self.beside: dict[str, int] = {}  # added to products of matrices of that rank, or times one
        self.arrays = False
        bound = {name for name, _ in source.definitions}
        for node in _nodes(source):
            bound.update(_bound_by(node))
            self._look(node)
        self.order = {n: None for n in self.order if n not in bound}

    def _look(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            if node not in self.skipped and not hasattr(node, "terms") and node.id not in LIBRARIES | CONSTANTS:
                self.order.setdefault(node.id)
        elif isinstance(node, ast.comprehension):
            self._skip_domain(node.iter)
        elif isinstance(node, ast.Lambda):
            for default in node.args.defaults:
                self._skip_domain(default)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            self.arrays = True
            for side in (node.left, node.right):
                self._at_least(side, 1)
                self._difference(side)
        elif isinstance(node, ast.BinOp):
            self._beside(node)
        elif isinstance(node, ast.Attribute):
            if node.attr in ("T", "mT") or node.attr in REDUCED | {"shape"}:
                self.arrays = True
                self._at_least(node.value, 1)
        elif isinstance(node, ast.Subscript):
            self._subscript(node)
        elif isinstance(node, ast.Call):
            self._call(node)

    def _beside(self, node: ast.BinOp) -> None:
        """`W @ x + b` and `y - A @ x` have as many axes on both sides, `y * (x @ w)` those of a number.

        A bias of data, `X @ w + b`, is a number.
        """
        for one, other in ((node.left, node.right), (node.right, node.left)):
            rank = rank_of_product(other)
            while isinstance(one, ast.UnaryOp):
                one = one.operand
            if not isinstance(one, ast.Name) or rank is None:
                continue
            data = one.id.startswith("b") and any(isinstance(n, ast.Name) and n.id[0] == "X" for n in ast.walk(other))
            if isinstance(node.op, ast.Add | ast.Sub) and rank and not data:
                self.beside[one.id] = rank
            elif isinstance(node.op, ast.Mult) and not rank:
                self.beside.setdefault(one.id, 0)

    def _difference(self, node: ast.expr) -> None:
        """Both of `(x - mu) @ ...` are vectors."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            names = [side.id for side in (node.left, node.right) if isinstance(side, ast.Name)]
            if len(names) == 2 and not any(name[0].isupper() for name in names):
                self.beside |= dict.fromkeys(names, 1)

    def _skip_domain(self, node: ast.expr) -> None:
        base = node.value if isinstance(node, ast.Subscript) else node
        if isinstance(base, ast.Name) and base.id in DOMAINS:
            self.skipped.add(base)

    def _subscript(self, node: ast.Subscript) -> None:
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        base, count = node.value, 0
        if isinstance(base, ast.Name) and (_is_probability(base.id) or base.id in DOMAINS):
            self.skipped.add(base)
            if _is_probability(base.id):
                self._probability(_law(base.id), items)
            return
        self.arrays = True
        self.labels.update(i.id for i in items if isinstance(i, ast.Name))
        if any(isinstance(i, ast.Call) and name_of(i.func) in ("arange", "range") for i in items):
            self.rows.update(i.id for i in items if isinstance(i, ast.Name))
        while isinstance(base, ast.Subscript):
            count += len(base.slice.elts) if isinstance(base.slice, ast.Tuple) else 1
            base = base.value
        if isinstance(base, ast.Name):
            count += sum(1 for i in items if not (isinstance(i, ast.Constant) and i.value in (None, Ellipsis)))
            self.exact[base.id] = max(count, self.exact.get(base.id, 0))

    def _call(self, node: ast.Call) -> None:
        name = name_of(node.func)
        inner = node.func
        while isinstance(inner, ast.Call) and name_of(inner.func) in DERIVATIVES and inner.args:
            inner = inner.args[0]
        if isinstance(inner, ast.Name) and inner is not node.func:
            if inner.id in PYTHON_NAMES:
                self.skipped.add(inner)
            else:
                self.calls[inner.id] = len(node.args)
        op = PYTHON_NAMES.get(name or "", name)
        if isinstance(node.func, ast.Name):
            if node.func.id in PYTHON_NAMES or node.func.id in FORMS or node.func.id in SIZED or _is_spelled(node):
                self.skipped.add(node.func)
            else:
                self.calls[node.func.id] = len(node.args)
        plain = [a for a in node.args if not isinstance(a, ast.GeneratorExp)]
        if name in ("eye", "zeros", "ones"):
            self.arrays = True
        if op in MATRICES:
            self.arrays = True
            for arg in plain[:1]:
                self._at_least(arg, 2)
        elif (op in REDUCED and len(plain) == 1) or op in ("dot", "outer"):
            self.arrays = True
            for arg in plain:
                self._at_least(arg, 1)
        if isinstance(node.func, ast.Attribute) and _is_library(node.func.value):
            self._labelled(name, plain)
        elif name and _is_probability(name) and (name not in ONE_LETTER or len(plain) > 1):
            self._probability(_law(name), plain)

    def _labelled(self, name: str | None, args: list[ast.expr]) -> None:
        """Losses of classes: a matrix of scores, a label for each row."""
        label = args[1] if name in BY_CLASSES and len(args) > 1 else args[0] if name == "one_hot" and args else None
        if name in BY_CLASSES and args:
            self.arrays = True
            self._at_least(args[0], 2)
        if isinstance(label, ast.Name):
            self.classes.add(label.id)

    def _probability(self, op: str, args: list[ast.expr]) -> None:
        for arg in args:
            names = [n.id for n in ast.walk(arg) if isinstance(n, ast.Name)]
            if op in VECTOR_LAWS and isinstance(arg, ast.Name) and arg.id[0].islower():
                self.laws.add(arg.id)
                continue
            compared = {n.id for c in ast.walk(arg) if isinstance(c, ast.Compare)
                        for n in ast.walk(c) if isinstance(n, ast.Name)}
            for n in names:
                if n[0].isupper() and n not in PYTHON_NAMES:
                    kind = "event" if op == "probability" and n not in compared else "variable"
                    self.random.setdefault(n, kind)

    def _at_least(self, node: ast.expr, rank: int) -> None:
        """The names of an elementwise expression together have that rank: noted where there is one."""
        if isinstance(node, ast.Name):
            self.rank[node.id] = max(rank, self.rank.get(node.id, 0))

    def is_unknown_function(self, name: str) -> bool:
        """Whether a name is called that no habit takes for a function: a misspelling, or a library's function."""
        return name in self.calls and not FUNCTION.fullmatch(name)

    def candidates(self, name: str) -> list[Symbol]:
        if name in self.calls:
            count = self.calls[name]
            vector = [(f"?{name}{k}",) for k in range(count)]
            return [symbol(name, (), "function", ((),) * count),
                    symbol(name, (), "function", _shapes(vector)),
                    symbol(name, (f"?{name}out",), "function", _shapes(vector))]
        if name in self.random:
            return [symbol(name, (), self.random[name])]
        if name in self.laws:
            return [assumed(name, 1, "simplex")]
        if name in self.classes:
            return [assumed(name, rank, "labels", (Size.of(f"?{name}k"),)) for rank in (1, 0)]
        if name in self.labels and name not in self.exact and not self.rank.get(name):
            both = [symbol(name, (), "integer"), assumed(name, 1, "integer")]
            return both[::-1] if name in LABELS or name in self.rows else both
        return [assumed(name, rank, "real") for rank in self._ranks(name)]

    def _ranks(self, name: str) -> list[int]:
        low = max(self.rank.get(name, 0), self.exact.get(name, 0))
        stem = name.split("_")[0]
        if name in self.exact:
            order = [low, low + 1, low + 2]
        elif stem[:1].isupper() and self.arrays and stem not in COUNTS:
            order = [2, 1, 0, 3]
        elif stem.rstrip("0123456789") in VECTORS and self.arrays and not (stem == "b" and self._has_weights()):
            order = [1, 0, 2, 3]
        else:
            order = [0, 1, 2]
        if name in self.beside:
            order.sort(key=lambda rank: rank != self.beside[name])
        return [r for r in order if r >= low] or [low]

    def _has_weights(self) -> bool:
        return "w" in self.order or "W" in self.order


def _shapes(shapes: Sequence[tuple[str, ...]]) -> tuple[object, ...]:
    return tuple(shape_of(s) for s in shapes)


def _bound_by(node: ast.AST) -> list[str]:
    """The names that a node binds."""
    if isinstance(node, ast.comprehension):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    if isinstance(node, ast.Lambda):
        return [a.arg for a in node.args.args]
    if isinstance(node, ast.Call) and name_of(node.func) in ("integral", "integrate", "limit") and len(node.args) > 1:
        second = node.args[1]
        second = second.elts[0] if isinstance(second, ast.Tuple) and second.elts else second
        return [second.id] if isinstance(second, ast.Name) else []
    return []


def _is_probability(name: str) -> bool:
    op = PYTHON_NAMES.get(name)
    return name in CHANCE or (op is not None and OPS[op].group == "probability")


def _law(name: str) -> str:
    return CHANCE.get(name) or PYTHON_NAMES[name]


ONE_LETTER = ("I",)  # of one argument it is a function of that name


def _is_spelled(node: ast.Call) -> bool:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    return find(name, "-") is not None and (name not in ONE_LETTER or len(node.args) > 1)


def _nodes(source: Source) -> Iterator[ast.AST]:
    """Every tree node in the order of the text, the terms of long sums included."""
    stack: list[ast.AST] = [*(tree for _, tree in reversed(source.definitions)), source.main]
    while stack:
        node = stack.pop()
        yield node
        terms = getattr(node, "terms", None)
        below: list[ast.AST] = list(ast.iter_child_nodes(node)) if terms is None else [tree for _, tree in terms]
        stack.extend(reversed(below))
