"""PyTorch's spelling: tensors on their device, in autograd."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lemmata.engine.expr import Shape, Size
from lemmata.engine.programs import NoProgram, Value
from lemmata.engine.writers.code.incomplete import BETA
from lemmata.engine.writers.code.printer import Printer
from lemmata.engine.writers.code.texts import POSTFIX, PRODUCT, SUM, Text, binomial, call

SAME = ("exp", "log", "log1p", "expm1", "logaddexp", "log2", "log10", "sqrt", "sin", "cos", "tan", "sinh", "cosh",
        "tanh", "sign", "floor", "ceil", "abs", "round", "asin", "acos", "atan", "atan2", "asinh", "acosh", "atanh",
        "erf", "erfc", "erfinv", "lgamma", "digamma", "xlogy", "logit", "sigmoid", "relu", "softmax", "log_softmax",
        "logsumexp", "where", "square", "hypot")  # var and std take PyTorch 30 times as long as the squares do
RENAMED = {"norm_cdf": "special.ndtr", "norm_logcdf": "special.log_ndtr", "erfcx": "special.erfcx",
           "gammainc": "special.gammainc", "gammaincc": "special.gammaincc",
           "and": "logical_and", "or": "logical_or", "not": "logical_not",
           "softplus": "nn.functional.softplus", "log_sigmoid": "nn.functional.logsigmoid",
           "silu": "nn.functional.silu"}


class Torch(Printer):
    """torch.Tensor in, torch.Tensor out."""

    module, axis, keepdims, along = "torch", "dim", "keepdim", "torch.take_along_dim"
    vecdot = "torch.linalg.vecdot"
    functions = {**{name: name for name in SAME}, **RENAMED}
    libraries = ("import torch",)

    def kind(self, shape: Shape, sort: str) -> str:
        return "torch.Tensor"

    def function(self, name: str) -> str:
        return f"torch.{self.functions[name]}"

    def dtype_of(self, name: str) -> str:
        if not name:
            return "torch.get_default_dtype()"
        symbol = next(s for s in self.program.inputs if self.input(s.name) == name)
        return f"{name}.dtype" if symbol.sort == "real" else f"torch.result_type({name}, 1.0)"

    @property
    def place(self) -> str | None:
        """The device of what is made anew."""
        return f"{self.like}.device" if self.like else None

    def scalar(self, text: Text) -> Text:
        return call("torch.tensor", text, dtype="torch.float64")

    def tensor(self, value: Value, text: Text) -> Text:
        """A number as a tensor, for functions that take nothing else."""
        if not value.weak:
            return text
        return call("torch.tensor", text, dtype=self.dtype, device=self.place)

    def copied(self, value: Value) -> str:
        return f"{self.texts[value].text}.clone()"

    # entry by entry

    def map_maximum(self, value: Value, args: list[Text], least: str = "min", name: str = "maximum") -> Text:
        for number, text, other in ((value.args[0], args[0], args[1]), (value.args[1], args[1], args[0])):
            if number.weak:
                return call("torch.clamp", other, **{least: text})
        return call(f"torch.{name}", *args)

    def map_minimum(self, value: Value, args: list[Text]) -> Text:
        return self.map_maximum(value, args, "max", "minimum")

    def map_logaddexp(self, value: Value, args: list[Text]) -> Text:
        return call("torch.logaddexp", *(self.tensor(v, a) for v, a in zip(value.args, args)))

    def map_and(self, value: Value, args: list[Text], name: str = "and") -> Text:
        """A comparison of two bare numbers is a truth value of Python's, which torch takes as a tensor only."""
        parts = (call("torch.tensor", a, device=self.place) if v.weak else a for v, a in zip(value.args, args))
        return call(f"torch.logical_{name}", *parts)

    def map_or(self, value: Value, args: list[Text]) -> Text:
        return self.map_and(value, args, "or")

    def map_not(self, value: Value, args: list[Text]) -> Text:
        return self.map_and(value, args, "not")

    def map_atan2(self, value: Value, args: list[Text]) -> Text:
        return call("torch.atan2", *(self.tensor(v, a) for v, a in zip(value.args, args)))

    def map_hypot(self, value: Value, args: list[Text]) -> Text:
        return call("torch.hypot", *(self.tensor(v, a) for v, a in zip(value.args, args)))

    def map_cbrt(self, value: Value, args: list[Text]) -> Text:
        x = args[0]
        return Text(f"torch.sign({x.text}) * torch.abs({x.text}) ** (1 / 3)", SUM)

    def map_polygamma(self, value: Value, args: list[Text]) -> Text:
        return call("torch.polygamma", dict(value["given"])["order"], args[0])

    def map_gamma(self, value: Value, args: list[Text]) -> Text:
        """exp(log|gamma|) with the sign that it has below 0."""
        x = args[0]
        odd = f"({x.at(SUM)} < 0) & (torch.floor({x.text}) % 2 != 0)"
        return Text(f"torch.exp(torch.lgamma({x.text})) * torch.where({odd}, -1.0, 1.0)", PRODUCT)

    def map_binomial(self, value: Value, args: list[Text]) -> Text:
        return binomial(value, args, "torch.exp", "torch.lgamma", self.map_gamma)

    def map_gammainc(self, value: Value, args: list[Text], name: str = "gammainc") -> Text:
        return call(f"torch.special.{name}", *(self.tensor(v, a) for v, a in zip(value.args, args)))

    def map_gammaincc(self, value: Value, args: list[Text]) -> Text:
        return self.map_gammainc(value, args, "gammaincc")

    def map_betainc(self, value: Value, args: list[Text]) -> Text:
        self.imports.add("import math")
        return call("incomplete_beta", *(self.tensor(v, a) for v, a in zip(value.args, args)))

    def used_helpers(self, name: str, lines: Sequence[str]) -> list[str]:
        beta = [BETA] if any("incomplete_beta(" in line for line in lines) else []
        return [*beta, *super().used_helpers(name, lines)]

    def map_where(self, value: Value, args: list[Text]) -> Text:
        if value.args[0].weak:
            return Text(f"{args[1].at(1)} if {args[0].at(1)} else {args[2].at(1)}", -1)
        if value.args[1].weak and value.args[2].weak:
            return call("torch.where", args[0], self.tensor(value.args[1], args[1]), args[2])
        return call("torch.where", *args)

    # axes

    def permuted(self, x: Text, order: Any) -> Text:
        return Text(f"{x.at(POSTFIX)}.permute({', '.join(map(str, order))})", POSTFIX)

    def _broadcast(self, value: Value, args: list[Text]) -> Text:
        if value.args[0].weak:
            return self.full(value, args[0])
        return Text(f"{args[0].at(POSTFIX)}.expand{self.shape(value.shape)}", POSTFIX)

    def full(self, value: Value, number: Text) -> Text:
        return self.full_of(number, value.shape)

    def full_of(self, number: Text, shape: Sequence[Size]) -> Text:
        """One number at every place."""
        named = {"dtype": self.dtype, "device": self.place}
        if number.text in ("0", "1"):
            return call("torch.zeros" if number.text == "0" else "torch.ones", self.shape(shape), **named)
        return call("torch.full", self.shape(shape), number, **named)

    def sliced(self, x: Text, axis: int, text: str, value: Value) -> Text:
        if value["step"] > 0:
            return super().sliced(x, axis, text, value)
        last = value["start"] + (value.shape[axis] - 1) * value["step"]  # slices of tensors go forwards only
        end = value["start"] + 1
        step = f":{-value['step']}" if value["step"] != -1 else ""
        forward = self._at_places(x, {axis: f"{self.size(last).text}:{self.size(end).text}{step}"}, value.rank)
        return call("torch.flip", forward, dims=f"({axis},)")

    def _embed(self, value: Value, args: list[Text]) -> Text:
        """One diagonal by `diag_embed`, which puts the last axis into two; several by identity matrices."""
        inner, target = value["inner"], value["target"]
        repeated = [c for c in inner if target.count(c) > 1]
        if len(repeated) > 1 or target.count(repeated[0]) > 2:
            return self.by_identities(value, args[0])
        (diagonal,), text, sizes = repeated, args[0], dict(zip(target, value.shape))
        if value.args[0].weak:
            text = self.full_of(text, [sizes[c] for c in inner])
        elif value.args[0].shape != tuple(sizes[c] for c in inner):
            text = Text(f"{text.at(POSTFIX)}.expand{self.shape([sizes[c] for c in inner])}", POSTFIX)
        order = [inner.index(c) for c in target if c != diagonal] + [inner.index(diagonal)]
        if order != sorted(order):
            text = self.permuted(text, order)
        first, second = (k for k, c in enumerate(target) if c == diagonal)
        return call("torch.diag_embed", text, dim1=first, dim2=second)

    def _diagonal(self, value: Value, args: list[Text]) -> Text:
        first, second = value["axes"]
        return call("torch.diagonal", args[0], dim1=first or None, dim2=second if (first, second) != (0, 1) else None)

    # sums and products

    def _reduce(self, value: Value, args: list[Text]) -> Text:
        kind, axes, x = value["how"], value["axes"], value.args[0]
        everything = len(axes) == x.rank and not value["keepdims"]
        keep = {"keepdim": True} if value["keepdims"] else {}
        if kind in ("max", "min"):
            return call(f"torch.a{kind}", args[0], dim=None if everything else axes[0] if len(axes) == 1 else axes,
                        **keep)
        if kind == "prod" and not everything:
            text = args[0]
            for axis in reversed(axes):
                text = call("torch.prod", text, dim=axis, **keep)
            return text
        return call(f"torch.{kind}", args[0], dim=None if everything else axes[0] if len(axes) == 1 else axes, **keep)

    def _dot(self, value: Value, args: list[Text]) -> Text:
        if value.args[0].rank == 1:
            return super()._dot(value, args)
        return Text(f"torch.sum({args[0].at(SUM)} * {args[1].at(SUM + 2)})", POSTFIX)

    def _softmax(self, value: Value, args: list[Text]) -> Text:
        axes = value["axes"]
        if len(axes) > 1:
            shifted = f"{args[0].at(SUM)} - torch.logsumexp({args[0].text}, dim={axes}, keepdim=True)"
            return call("torch.exp", shifted) if value.op == "softmax" else Text(shifted, SUM)
        return call(f"torch.{value.op}", args[0], dim=axes[0] - value.args[0].rank)

    _log_softmax = _softmax

    def _logsumexp(self, value: Value, args: list[Text]) -> Text:
        axes = tuple(a - value.args[0].rank for a in value["axes"])
        return call("torch.logsumexp", args[0], dim=axes[0] if len(axes) == 1 else axes,
                    keepdim=True if value["keepdims"] else None)

    # other instructions

    def _cast(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}.to({self.dtype})", POSTFIX)

    def _count(self, value: Value, args: list[Text]) -> Text:
        if value.weak:
            return super()._count(value, args)
        return Text(f"{args[0].at(POSTFIX)}.to(torch.int64)", POSTFIX)

    def _arange(self, value: Value, args: list[Text]) -> Text:
        found = super()._arange(value, args)
        return Text(f"{found.text[:-1]}, device={self.place})", POSTFIX) if self.place else found

    def identity(self, n: Size, dtype: str = "") -> Text:
        return call("torch.eye", self.size(n), dtype=f"torch.{dtype}" if dtype else self.dtype, device=self.place)

    def joined(self, name: str, value: Value, args: list[Text]) -> Text:
        dtype = self.dtype if value.kind == "real" else None
        if name == "stack" and all(x.weak for x in value.args):
            return call("torch.tensor", f"[{', '.join(a.text for a in args)}]", dtype=dtype, device=self.place)
        parts = [a if not v.weak else call("torch.tensor", a, dtype=dtype, device=self.place)
                 for v, a in zip(value.args, args)]
        axis = {} if not value["axis"] else {"dim": value["axis"]}
        function = "torch.cat" if name == "concatenate" else f"torch.{name}"
        return call(function, f"[{', '.join(p.text for p in parts)}]", **axis)

    def _sort(self, value: Value, args: list[Text]) -> Text:
        return Text(f"torch.sort({args[0].text}, dim={value['axis']}).values", POSTFIX)

    def _along(self, value: Value, args: list[Text]) -> Text:
        return call("torch.take_along_dim", *args, dim=value["axis"])

    def _pad(self, value: Value, args: list[Text]) -> Text:
        name = self.fresh("padded")
        self.lines.append(f"{name} = torch.zeros({self.shape(value.shape)}, dtype={self.dtype}, device={self.place})")
        turned = [start if step > 0 else start + (count - 1) * step for start, count, step in value["slices"]]
        forward = [(start, count, abs(step)) for start, (_, count, step) in zip(turned, value["slices"])]
        backwards = [k for k, (*_, step) in enumerate(value["slices"], value["lead"]) if step < 0]
        given = call("torch.flip", args[0], dims=str(tuple(backwards))) if backwards else args[0]
        self.lines.append(f"{name}[{self.slices(value, forward)}] = {given.text}")
        return Text(name)

    def _linalg(self, value: Value, args: list[Text]) -> Text:
        from lemmata.engine.expr import as_size

        name, x = value["name"], args[0]
        plain = {"inv": "inv", "det": "det", "pinv": "pinv", "rank": "matrix_rank", "cond": "cond",
                 "svdvals": "svdvals", "expm": "matrix_exp"}
        if name in plain:
            return call(f"torch.linalg.{plain[name]}", x)
        if name in ("cholesky", "eigvalsh"):
            arg = value.args[0]
            half = Text(f"({x.at(SUM)} + {x.at(POSTFIX)}.{'T' if arg.rank == 2 else 'mT'}) / 2", SUM)
            return call(f"torch.linalg.{name}", half)
        if name == "logdet":
            return Text(f"torch.linalg.slogdet({x.text})[1]", POSTFIX)
        if name == "solve":
            if value.args[1].rank == value.args[0].rank - 1 and value.args[0].rank > 2:
                return Text(f"torch.linalg.solve({x.text}, {args[1].at(POSTFIX)}[..., None])[..., 0]", POSTFIX)
            return call("torch.linalg.solve", *args)
        if name == "matrix_power":
            return call("torch.linalg.matrix_power", x, self.size(as_size(value["power"])))
        if name == "eigh_vectors":
            whole = f"({x.at(SUM)} + {x.at(POSTFIX)}.mT) / 2"
            return self.upright("Q", f"torch.linalg.eigh({whole})[1]")
        if name in ("svd_left", "svd_right"):
            return self.singular(name, x)
        raise NoProgram(f"{name} has no PyTorch code of its own; write it in terms of other operations")
