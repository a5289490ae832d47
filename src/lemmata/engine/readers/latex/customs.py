"""What decorated names stand for by custom: \\bar{x} a mean, \\lambda_i(A) an eigenvalue, \\kappa(A) a condition."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Size, at, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.latex.complexes import conjugated
from lemmata.engine.readers.latex.imaginary import UNIT
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices, label
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Script
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.scope import Role

CONDITIONS: dict[str, object] = {"": "spectral", "2": "spectral", "F": "fro", "1": 1, "infty": "inf"}
OF_MATRICES = ("lambda_", "sigma", "rho", "kappa")


def eigenvalues(matrix: Expr) -> Expr:
    """Real ones in ascending order where the matrix is known to be symmetric, else all."""
    return apply("eigvalsh" if known(matrix, "symmetric") else "eigvals", matrix)


class Customs(State):
    """The part of the elaborator that knows what a name means that nothing defines."""

    def customary(self, name: str, node: Node) -> Value | None:
        """The mean of an array for its name with a bar, the eigenvalues of the one matrix for \\lambda."""
        base = name.removesuffix("_bar").removesuffix("_star")
        whole = self.scope.lookup(base) if base != name else None
        if whole is not None and whole.definition is not None and UNIT in symbols(whole.definition):
            self.note(f"{name} is the conjugate of {base}")
            return conjugated(self, value(whole.definition))
        if whole is not None and whole.domain == "complex":
            self.note(f"{name} is the conjugate of {base}")
            return conjugated(self, self.named(base, node))
        if name.endswith("_bar"):
            return self.mean_of(name.removesuffix("_bar"), node)
        if name in ("mu", "sigma") and not self.scan[name].ranks:
            return self.moment_by_custom(name)
        if name == "lambda_" and self.scan[name].ranks == {1}:
            matrix = self.only_matrix(name)
            if matrix is not None and self.choices.choose("spectrum", [(0, True), (1, False)]):
                self.note(f"lambda are the eigenvalues of {matrix}")
                return value(eigenvalues(self.named(matrix, node).expr))
        return None

    def mean_of(self, name: str, node: Node) -> Value | None:
        for base in (name, name.upper() if len(name) == 1 else name):
            role = self.scope.lookup(base)
            shape = self.symbols[base][0].shape if base in self.symbols else _shape(role)
            if role is None and base in VARIABLES and self.scan[f"{name}_bar"].random and base not in self.symbols:
                self.scan[base].ranks.add(1)  # the mean of X_1, ..., X_n
            rank = len(shape) if shape is not None else max(self.scan[base].ranks, default=0)
            if rank not in (1, 2) or (role is not None and role.domain == "function"):
                continue
            if not self.choices.choose(f"mean:{base}", [(0, True), (1, False)]):
                return None
            self.scan[base].random |= self.scan[f"{name}_bar"].random
            array = self.named(base, node)
            self.ranged |= {atom for size in array.expr.shape[:1] for atom in size.atoms}  # beside X_1 there are others
            if array.rank == 2:
                self.note(f"{name}_bar is the mean of the rows of {base}")
                return value(apply("mean", array.expr, axis=0))
            self.note(f"{name}_bar is the mean of {base}")
            return Value(apply("mean", array.expr))
        return None

    def only_matrix(self, name: str) -> str | None:
        """The one name beside this one in the formula, where it is a square matrix."""
        skipped = {name, *self.scan.bound, *self.scan.sizes, *self.scan.index_names, *self.dims, "T"}
        others = [n for n, usage in self.scan.usage.items() if n not in skipped and "symbol" not in usage.styles]
        if len(others) != 1:
            return None
        shape = _shape(self.scope.lookup(others[0]))
        square = shape is not None and len(shape) == 2 and shape[0] == shape[1]
        return others[0] if square else None

    def spectral_call(self, item: Node, group: Group) -> Value | None:
        """\\lambda_i(A), \\lambda_{\\max}(A), \\sigma_i(A), \\rho(A), \\kappa(A) of a matrix; None for all else."""
        base = item.base if isinstance(item, Script) else item
        if not isinstance(base, Name) or base.text not in OF_MATRICES or len(group.items) != 1 or group.open != "(":
            return None
        if isinstance(item, Script) and (item.primes or item.sup is not None or item.sub is None):
            return None
        sub = item.sub if isinstance(item, Script) else None
        order = CONDITIONS.get("" if sub is None else label(sub)) if base.text == "kappa" else None
        single = base.text == "rho" or (base.text == "kappa" and order is None)
        labelled = order is not None and sub is not None  # \\kappa_2, whatever \\kappa is
        if (order is None and (sub is None) != single) or (self.scope.lookup(base.text) is not None and not labelled):
            return None
        matrix = self.value(group.items[0])
        if matrix.rank != 2 or matrix.expr.sort == "function":
            return None
        if order is not None:
            return Value(self.condition_number(matrix.expr, order))
        if sub is None:
            return Value(self.radius(matrix.expr))
        spectrum = eigenvalues(matrix.expr) if base.text == "lambda_" else apply("svdvals", matrix.expr)
        word = label(sub)
        if word in ("max", "min"):
            return Value(apply(word, spectrum))
        parts = indices(sub, self.bound_here())
        if parts is None or len(parts) != 1:
            return None
        part = parts[0]
        summed = isinstance(part, Name) and part.text in self.indices
        ascending = base.text == "lambda_" and not summed and isinstance(part, (Name, Num))
        if ascending and self.choices.choose(f"order:{sub.span[0]}", [(0, True), (1, False)]):
            place = self.index_size(part) - self.base
            self.fit(place, spectrum.shape[0])
            self.note("eigenvalues in descending order")
            return Value(at(spectrum, spectrum.shape[0] - Size.of(1) - place))
        return Value(self.entry(spectrum, parts))

    def radius(self, matrix: Expr) -> Expr:
        return apply("max", apply("abs", eigenvalues(matrix)))

    def condition_number(self, matrix: Expr, order: object) -> Expr:
        """\\|A\\| \\|A^{-1}\\|; of a matrix that is not square by its singular values."""
        rows, columns = matrix.shape
        if order == "spectral" and rows != columns and not any(a[0] == "?" for d in (rows, columns) for a in d.atoms):
            values = apply("svdvals", matrix)
            return apply("max", values) / apply("min", values)
        return apply("norm", matrix, ord=order) * apply("norm", apply("inv", matrix), ord=order)


def _shape(role: Role | None) -> tuple[Size, ...] | None:
    if role is None:
        return None
    if role.definition is not None:
        return role.definition.shape if role.definition.sort != "function" else None
    return role.shape
