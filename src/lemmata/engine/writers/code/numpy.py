"""NumPy's spelling."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Shape
from lemmata.engine.programs import NoProgram, Value
from lemmata.engine.programs.signs import nonnegative
from lemmata.engine.programs.values import ARITHMETIC, is_map
from lemmata.engine.writers.code.entrywise import INFIX
from lemmata.engine.writers.code.printer import Printer
from lemmata.engine.writers.code.texts import POSTFIX, PRODUCT, SUM, Text, call

SAME = ("exp", "log", "log1p", "expm1", "logaddexp", "log2", "log10", "sqrt", "cbrt", "sin", "cos", "tan", "sinh",
        "cosh", "tanh", "sign", "floor", "ceil", "maximum", "minimum", "where", "square",
        "hypot", "isfinite")
UFUNCS = {
    **{name: name for name in SAME}, "abs": "abs", "round": "rint", "asin": "arcsin", "acos": "arccos",
    "atan": "arctan", "atan2": "arctan2", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh",
    "and": "logical_and", "or": "logical_or", "not": "logical_not",
}
SPECIAL = {"erf": "erf", "erfc": "erfc", "erfinv": "erfinv", "norm_cdf": "ndtr", "logit": "logit", "gamma": "gamma",
           "lgamma": "gammaln", "digamma": "digamma", "beta": "beta", "binomial": "binom", "xlogy": "xlogy",
           "sigmoid": "expit", "norm_logcdf": "log_ndtr", "erfcx": "erfcx", "betaln": "betaln",
           "gammainc": "gammainc", "gammaincc": "gammaincc", "betainc": "betainc", "betaincc": "betaincc"}
LINALG = {"inv": "inv", "det": "det", "cholesky": "cholesky", "pinv": "pinv", "rank": "matrix_rank",
          "cond": "cond"}


class NumPy(Printer):
    """np.ndarray in, np.ndarray out."""

    functions = {**UFUNCS, **{name: f"special.{spelled}" for name, spelled in SPECIAL.items()}}
    libraries: Sequence[str] = ("import numpy as np",)

    def kind(self, shape: Shape, sort: str) -> str:
        return "np.ndarray" if shape else "float"

    def _expand(self, value: Value, args: list[Text]) -> Text:
        if not value.args[0].rank:  # it may be a number of Python
            return call(f"{self.module}.reshape", args[0], "(1,)" if value.rank == 1 else str((1,) * value.rank))
        return super()._expand(value, args)

    def _reshape(self, value: Value, args: list[Text]) -> Text:
        if not value.args[0].rank:
            return call(f"{self.module}.reshape", args[0], self.shape(value.shape))
        return super()._reshape(value, args)

    def scalars(self) -> list[str]:
        """np.exp of Python's number is a float64, which would make all arrays float64."""
        needed: set[str] = set()
        alone: dict[Value, set[str]] = {}  # what is made of numbers only, and the inputs in it
        for value in self.program.values():
            if value.rank or value.weak or any(a not in alone and not a.weak for a in value.args):
                continue
            names = {n for a in value.args for n in alone.get(a, ())}
            alone[value] = {value["symbol"].name} if value.op == "input" else names
            if value.op == "map" and value["name"] not in (*ARITHMETIC, *INFIX):
                needed |= names
        arrays = any(s.shape and s.sort == "real" for s in self.program.inputs)
        real = [s.name for s in self.program.inputs if s.name in needed and s.sort == "real"]
        return [f"{self.input(n)} = {self.dtype}.type({self.input(n)})" for n in real] if arrays else []

    def _cast(self, value: Value, args: list[Text]) -> Text:
        """Truth values are numbers by themselves where they are added to numbers or multiplied with them."""
        if value.args[0].kind != "boolean" or value in self.program.outputs:
            if not value.args[0].rank:  # it may be a number of Python
                return call(f"{self.module}.asarray", args[0], dtype=self.dtype)
            return super()._cast(value, args)
        counted = all(self._counts(value, user) for user in self._users(value))
        return args[0] if counted else super()._cast(value, args)

    def _counts(self, cast: Value, user: Value) -> bool:
        if is_map(user, "neg"):
            above = self._users(user)
            return len(above) == 1 == self.uses[user] and is_map(above[0], "add") and self._counts(user, above[0])
        if is_map(user, "mul") and self._negated(user):  # -t * x is (-t) * x, and NumPy has no minus of truth values
            return False
        return (is_map(user, "add") or is_map(user, "mul")) and all(
            a is cast or (a.kind == "real" and not a.weak and a.op != "cast") for a in user.args)

    def _negated(self, product: Value) -> bool:
        """Whether a minus comes to stand before a product."""
        return any(is_map(u, "neg") or (is_map(u, "mul") and self._negated(u)) for u in self._users(product))

    def _users(self, value: Value) -> list[Value]:
        return [v for v in self.program.values() if value in v.args]

    def map_relu(self, value: Value, args: list[Text]) -> Text:
        return call("np.maximum", args[0], 0)

    def map_where(self, value: Value, args: list[Text]) -> Text:
        """Of two numbers of Python it would be a float64."""
        condition, first, second = args
        arrays = any(s.shape and s.sort == "real" for s in self.program.inputs)
        if arrays and value.kind == "real" and not value.weak and not any(a.rank for a in value.args[1:]):
            first = Text(f"{self.dtype}.type({first.text})", POSTFIX)
        return call("np.where", condition, first, second)

    def map_softplus(self, value: Value, args: list[Text]) -> Text:
        return call("np.logaddexp", 0, args[0])

    def map_log_sigmoid(self, value: Value, args: list[Text]) -> Text:
        self.imports.add(self.special)
        return call("special.log_expit", args[0])

    def map_polygamma(self, value: Value, args: list[Text]) -> Text:
        self.imports.add(self.special)
        found = call("special.polygamma", dict(value["given"])["order"], args[0])
        return found if value.weak else Text(f"{found.text}.astype({self.dtype})", POSTFIX)

    def _matmul(self, value: Value, args: list[Text]) -> Text:
        """X.T @ (w * X) as Z.T @ Z where the weights have roots: BLAS then works out one half of it."""
        transposed, weighted = value.args
        if transposed.op == "permute" and is_map(weighted, "mul") and value.rank == 2 and weighted not in self.names:
            matrix = transposed.args[0]
            weights = [a for a in weighted.args if a is not matrix]
            if len(weights) == 1 and weights[0].op == "expand" and weights[0].rank == 2 and nonnegative(weights[0]):
                name = self.fresh("Z")
                root = call(f"{self.module}.sqrt", self.texts[weights[0].args[0]])
                self.lines.append(f"{name} = {self.texts[matrix].at(PRODUCT)} * {root.text}[:, None]")
                return Text(f"{name}.T @ {name}", PRODUCT)
        return super()._matmul(value, args)

    def _embed(self, value: Value, args: list[Text]) -> Text:
        """Zeros, and a view of their diagonals that is written; left to a sum where it is a term of one only."""
        users = self._users(value)
        if len(users) == 1 == self.uses[value] and users[0].op == "map" and users[0]["name"] == "add":
            return Text("")
        return self._zeros_around(value)

    def _add(self, value: Value, args: list[Text]) -> Text:
        """Diagonals are added in place to an array that nothing else uses."""
        waiting = [v for v, a in zip(value.args, args) if not a.text]
        if not waiting:
            return super()._add(value, args)
        diagonal, other = waiting[0], next(v for v in value.args if v is not waiting[0])
        if not self.texts[other].text:
            name = self._zeros_around(other).text
            if other.shape != value.shape:
                self.lines.append(f"{name} = np.broadcast_to({name}, {self.shape(value.shape)}).copy()")
        else:
            name = self.fresh("H")
            text = self.texts[other]
            if other.weak:
                text = self.full(value, text)
            elif other.shape != value.shape:
                text = call("np.broadcast_to", text, self.shape(value.shape))
            fresh = other.op in ("map", "matmul", "einsum", "reduce", "linalg", "cast") and other not in self.names
            copied = text.text if other.weak or (fresh and other.shape == value.shape) else f"{text.at(POSTFIX)}.copy()"
            self.lines.append(f"{name} = {copied}")
        lead = "..." if diagonal.rank < value.rank else ""
        inner, target = lead + diagonal["inner"], lead + diagonal["target"]
        self.lines.append(f'np.einsum("{target}->{inner}", {name})[...] += {self.stretching(diagonal.args[0]).text}')
        return Text(name)

    def _zeros_around(self, value: Value) -> Text:
        name = self.fresh("D")
        self.lines.append(f"{name} = np.zeros({self.shape(value.shape)}, dtype={self.dtype})")
        inner, target = value["inner"], value["target"]
        self.lines.append(f'np.einsum("{target}->{inner}", {name})[...] = {self.stretching(value.args[0]).text}')
        return Text(name)

    def stretching(self, x: Value) -> Text:
        """Without leading axes of size 1, as it is stretched anyway."""
        if x.op == "expand" and x["axes"] == tuple(range(len(x["axes"]))) and x not in self.names:
            return self.texts[x.args[0]]
        return self.texts[x]

    def _diagonal(self, value: Value, args: list[Text]) -> Text:
        first, second = value["axes"]
        if value.args[0].rank == 2:
            return call(f"{self.module}.diagonal", args[0])
        return call(f"{self.module}.diagonal", args[0], axis1=first, axis2=second)

    def _einsum(self, value: Value, args: list[Text]) -> Text:
        if self.rows(value):
            return super()._einsum(value, args)
        inputs, output = value["equation"].split("->")
        left, right = (set(term) for term in inputs.split(","))
        blas = (left - right) & set(output) and (right - left) & set(output)  # then there is a matrix product in it
        return call("np.einsum", f'"{value["equation"]}"', *args, optimize="True" if blas else None)

    def _reduce(self, value: Value, args: list[Text]) -> Text:
        found = super()._reduce(value, args)
        if args[0].level < POSTFIX:
            return found
        inside = found.text.removeprefix(f"{self.module}.{value['how']}(").removeprefix(args[0].text).removeprefix(", ")
        return Text(f"{args[0].text}.{value['how']}({inside}", POSTFIX)

    def _along(self, value: Value, args: list[Text]) -> Text:
        return call("np.take_along_axis", *args, axis=value["axis"])

    def _pad(self, value: Value, args: list[Text]) -> Text:
        name = self.fresh("padded")
        self.lines.append(f"{name} = np.zeros({self.shape(value.shape)}, dtype={self.dtype})")
        self.lines.append(f"{name}[{self.slices(value)}] = {args[0].text}")
        return Text(name)

    linalg = "from scipy import linalg"

    def _linalg(self, value: Value, args: list[Text]) -> Text:
        name, rank = value["name"], value.args[0].rank
        if name in LINALG:
            given = self.symmetric(value, args[0]) if name == "cholesky" else args[0]
            return call(f"{self.module}.linalg.{LINALG[name]}", given)
        if name == "logdet":
            return Text(f"{self.module}.linalg.slogdet({args[0].text})[1]", POSTFIX)
        if name == "solve":
            if value.args[1].rank == rank - 1 and rank > 2:
                columns = f"{args[1].at(POSTFIX)}[..., None]"
                return Text(f"{self.module}.linalg.solve({args[0].text}, {columns})[..., 0]", POSTFIX)
            return call(f"{self.module}.linalg.solve", *args)
        if name == "eigvalsh":
            return call(f"{self.module}.linalg.eigvalsh", self.symmetric(value, args[0]))
        if name == "svdvals":
            return call(f"{self.module}.linalg.svd", args[0], compute_uv="False")
        if name == "expm":
            self.imports.add(self.linalg)
            return call("linalg.expm", args[0])
        if name == "matrix_power":
            return call(f"{self.module}.linalg.matrix_power", args[0], self.power(value))
        if name == "eigh_vectors":
            return self.upright("Q", call(f"{self.module}.linalg.eigh", self.symmetric(value, args[0])).text + "[1]")
        if name in ("svd_left", "svd_right"):
            return self.singular(name, args[0])
        raise NoProgram(f"{name} has no NumPy code of its own; write it in terms of other operations")

    def power(self, value: Value) -> Text:
        from lemmata.engine.expr import as_size

        return self.size(as_size(value["power"]))

    def symmetric(self, value: Value, x: Text) -> Text:
        """The symmetric part, also of what is declared symmetric: in derivatives each entry varies by itself."""
        return Text(f"({x.at(SUM)} + {x.at(POSTFIX)}.{'T' if value.args[0].rank == 2 else 'mT'}) / 2", SUM)

