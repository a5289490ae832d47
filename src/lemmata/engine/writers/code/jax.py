"""JAX's spelling: arrays are never written to, everything can be traced."""

from __future__ import annotations

from lemmata.engine.expr import Shape
from lemmata.engine.programs import Value
from lemmata.engine.writers.code.numpy import SPECIAL, UFUNCS, NumPy
from lemmata.engine.writers.code.printer import Printer
from lemmata.engine.writers.code.texts import POSTFIX, SUM, Text, binomial, call

JAX_SPECIAL = {"erf": "erf", "erfc": "erfc", "erfinv": "erfinv", "norm_cdf": "ndtr", "logit": "logit",
               "gamma": "gamma", "lgamma": "gammaln", "digamma": "digamma", "beta": "beta", "xlogy": "xlogy",
               "betaln": "betaln",
               "gammainc": "gammainc", "gammaincc": "gammaincc"}


class Jax(NumPy):
    """jax.Array in, jax.Array out; traceable under jit, vmap and grad."""

    module, along, vecdot = "jnp", "jnp.take_along_axis", "jnp.vecdot"
    special = "from jax.scipy import special"
    functions = {
        **UFUNCS, **{name: f"special.{spelled}" for name, spelled in JAX_SPECIAL.items()},
        "sigmoid": "jax.nn.sigmoid", "relu": "jax.nn.relu", "softplus": "jax.nn.softplus", "silu": "jax.nn.silu",
        "log_sigmoid": "jax.nn.log_sigmoid", "softmax": "jax.nn.softmax", "log_softmax": "jax.nn.log_softmax",
        "logsumexp": "special.logsumexp", "var": "var", "std": "std",
    }
    assert set(JAX_SPECIAL) <= set(SPECIAL)
    libraries = ("import jax", "import jax.numpy as jnp")

    def map_where(self, value: Value, args: list[Text]) -> Text:
        return call("jnp.where", *args)

    def kind(self, shape: Shape, sort: str) -> str:
        return "jax.Array"

    def function(self, name: str) -> str:
        spelled = super().function(name)
        if spelled.startswith("jax."):
            self.imports.add("import jax")
        return spelled

    def _matmul(self, value: Value, args: list[Text]) -> Text:
        return Printer._matmul(self, value, args)

    def scalars(self) -> list[str]:
        return []  # a number of Python takes the dtype of the arrays, also behind a function

    def copied(self, value: Value) -> str:
        return self.texts[value].text  # nobody can change it

    def map_relu(self, value: Value, args: list[Text]) -> Text:
        return call(self.function("relu"), *args)

    def map_softplus(self, value: Value, args: list[Text]) -> Text:
        return call(self.function("softplus"), *args)

    def map_log_sigmoid(self, value: Value, args: list[Text]) -> Text:
        return call(self.function("log_sigmoid"), *args)

    def map_norm_logcdf(self, value: Value, args: list[Text]) -> Text:
        """Above 0 through the other tail, as the logarithm of what is near 1 has lost its digits."""
        self.imports |= {self.special, "import math"}
        x = args[0]
        tail = f"special.erfc(jnp.maximum({x.text}, 0) / math.sqrt(2)) / 2"
        return call("jnp.where", Text(f"{x.at(SUM)} > 0"), Text(f"jnp.log1p(-{tail})"),
                    Text(f"special.log_ndtr({x.text})"))

    def map_erfcx(self, value: Value, args: list[Text]) -> Text:
        """exp(x**2) erfc(x), from 5 on its continued fraction, of which 12 terms are enough there."""
        self.imports |= {self.special, "import math"}
        near, far, below, k = (self.fresh(n) for n in ("near", "far", "below", "k"))
        self.lines += [f"{near}, {far} = jnp.minimum({args[0].text}, 5), jnp.maximum({args[0].text}, 5)",
                       f"{below} = {far}",
                       f"for {k} in range(12, 0, -1):",
                       f"    {below} = {far} + {k} / 2 / {below}"]
        return call("jnp.where", Text(f"{args[0].at(SUM)} < 5"), Text(f"jnp.exp({near}**2) * special.erfc({near})"),
                    Text(f"1 / (math.sqrt(math.pi) * {below})"))

    def map_binomial(self, value: Value, args: list[Text]) -> Text:
        return binomial(value, args, "jnp.exp", self.function("lgamma"),
                        lambda value, args: call(self.function("gamma"), *args))

    def map_betainc(self, value: Value, args: list[Text]) -> Text:
        self.imports.add("import jax")
        return self.incomplete_beta(args, value)

    map_betaincc = map_betainc

    def map_polygamma(self, value: Value, args: list[Text]) -> Text:
        self.imports.add(self.special)
        return call("special.polygamma", dict(value["given"])["order"], args[0])

    def _softmax(self, value: Value, args: list[Text]) -> Text:
        return call(self.function(value.op), args[0], axis=self.places(value))

    _log_softmax = _softmax

    def _logsumexp(self, value: Value, args: list[Text]) -> Text:
        everything = len(value["axes"]) == value.args[0].rank and not value["keepdims"]
        return call(self.function("logsumexp"), args[0], axis=None if everything else self.places(value),
                    keepdims=True if value["keepdims"] else None)

    def places(self, value: Value) -> str | None:
        axes = tuple(a - value.args[0].rank for a in value["axes"])
        return str(axes[0]) if len(axes) == 1 else str(axes)

    def _embed(self, value: Value, args: list[Text]) -> Text:
        return self.by_identities(value, args[0])

    def _add(self, value: Value, args: list[Text]) -> Text:
        return Printer._add(self, value, args)

    def _einsum(self, value: Value, args: list[Text]) -> Text:
        return call("jnp.einsum", f'"{value["equation"]}"', *args)

    def _pad(self, value: Value, args: list[Text]) -> Text:
        zeros = call("jnp.zeros", self.shape(value.shape), dtype=self.dtype)
        return Text(f"{zeros.text}.at[{self.slices(value)}].set({args[0].text})", POSTFIX)

    linalg = "from jax.scipy import linalg"

    def _along(self, value: Value, args: list[Text]) -> Text:
        return call("jnp.take_along_axis", *args, axis=value["axis"])
