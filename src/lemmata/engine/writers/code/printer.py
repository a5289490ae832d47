"""A program as the lines of a Python function over arrays; what differs between libraries is in `targets`."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from lemmata.engine.expr import Size
from lemmata.engine.programs import NoProgram, Program, Value
from lemmata.engine.writers.code.names import suggestion
from lemmata.engine.writers.code.texts import (
    ATOM, COMPARE, POSTFIX, POWER, PRODUCT, SIGN, SUM, Text, call, infix, literal,
)

LONGEST = 72  # characters of an expression before it gets a name
INFIX = {"mul": ("*", PRODUCT), "div": ("/", PRODUCT), "sub": ("-", SUM), "lt": ("<", COMPARE), "le": ("<=", COMPARE),
         "gt": (">", COMPARE), "ge": (">=", COMPARE), "eq": ("==", COMPARE), "ne": ("!=", COMPARE)}
BASIC = ("add", "neg", "pow", "delta")
MATH = ("exp", "log", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc", "gamma",
        "lgamma", "floor", "ceil", "atan", "asin", "acos")
CHEAP = ("input", "number", "constant", "size")


class Printer:
    """Names and lines of one function; a subclass spells for one library."""

    module = "np"  # the library's short name
    axis, keepdims = "axis", "keepdims"
    functions: dict[str, str] = {}  # entry by entry, where the spelling is a function of that name

    def __init__(self, program: Program, taken: Sequence[str] = ()):
        self.program = program
        self.lines: list[str] = []
        self.imports: set[str] = set()
        self.taken = {*taken, *(s.name for s in program.inputs), *program.dims, *RESERVED}
        self.uses = program.uses()
        self.texts: dict[Value, Text] = {}
        self.names: dict[Value, str] = {}
        self.sizes: dict[str, str] = {}
        self.needs_dtype = False

    def body(self, outputs: Sequence[str]) -> list[str]:
        """The lines that compute the outputs and return them; several are named as `outputs` says."""
        values = list(self.program.values())
        several = len(self.program.outputs) > 1
        wanted = dict(zip(self.program.outputs, outputs)) if several else {}
        for value in values:
            text = self.render(value)
            if value in wanted:
                self._define(value, text, wanted[value])
            elif self._needs_name(value, text):
                self._define(value, text, suggestion(value, self._shown))
            else:
                self.texts[value] = text
        self.lines.append(f"return {', '.join(self.texts[v].text for v in self.program.outputs)}")
        return [*self._sizes(), *self._dtype(), *self.lines]

    @classmethod
    def knows(cls, op: str) -> bool:
        """Whether the library has the operation; else its definition is written."""
        return op in cls.functions or op in INFIX or op in BASIC or hasattr(cls, f"map_{op}")

    # names

    def _shown(self, value: Value) -> str:
        return self.texts[value].text

    def _needs_name(self, value: Value, text: Text) -> bool:
        if value.op in CHEAP or text.text.isidentifier():
            return False
        if self.uses[value] > 1 and not self._trivial(value, text):
            return True
        last = value in self.program.outputs
        return not last and len(text.text) > LONGEST

    def _trivial(self, value: Value, text: Text) -> bool:
        """Whether writing it again costs nothing: another view of a name."""
        views = ("permute", "expand", "squeeze", "part", "place")
        if value.weak:
            return len(text.text) < 8
        return value.op in views and self.texts[value.args[0]].level == ATOM

    def _define(self, value: Value, text: Text, name: str) -> None:
        name = self.fresh(name)
        self.lines.append(f"{name} = {text.text}")
        self.texts[value], self.names[value] = Text(name), name

    def fresh(self, name: str) -> str:
        """A name that nothing else has."""
        found, count = name, 1
        while found in self.taken or keyword.iskeyword(found):
            count += 1
            found = f"{name}{count}"
        self.taken.add(found)
        return found

    # sizes and dtype

    def size(self, size: Size) -> Text:
        """A size as an integer of the language."""
        for atom in size.atoms:
            self.sizes.setdefault(atom, atom)
        text = str(size)
        return Text(text, SUM if "+" in text or "-" in text else PRODUCT if "*" in text else ATOM)

    def shape(self, shape: Sequence[Size]) -> str:
        sizes = [self.size(s).text for s in shape]
        return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"

    def _sizes(self) -> list[str]:
        """Lines that read the sizes off the arrays."""
        lines = []
        left = sorted(self.sizes)
        for symbol in self.program.inputs:
            atoms = [s.atom if s.atom in left else None for s in symbol.shape]
            if len(symbol.shape) > 1 and all(atoms) and len(set(atoms)) == len(atoms):
                lines.append(f"{', '.join(map(str, atoms))} = {self.input(symbol.name)}.shape")
                left = [name for name in left if name not in atoms]
        for name in list(left):
            found = next(((s, k, size) for s in self.program.inputs for k, size in enumerate(s.shape)
                          if size.atoms == {name} and size.coefficient(name)), None)
            if found is None:
                continue  # it is a parameter
            symbol, axis, size = found
            factor = size.coefficient(name)
            rest = size - Size.of(name) * (factor or 1)
            text = f"{self.input(symbol.name)}.shape[{axis}]"
            if rest != Size.of(0):
                text = f"({text} - {rest})" if factor != 1 else f"{text} - {rest}"
            lines.append(f"{name} = {text}" + (f" // {factor}" if factor != 1 else ""))
            left.remove(name)
        return lines

    @property
    def free_sizes(self) -> list[str]:
        """Sizes that stand in no array's shape: parameters of the function."""
        given = {name for s in self.program.inputs for size in s.shape if len(size.atoms) == 1
                 for name in size.atoms if size.coefficient(name)}
        return [name for name in sorted(self.sizes) if name not in given]

    def _dtype(self) -> list[str]:
        return [f"dtype = {self.dtype_of(self.like)}"] if self.needs_dtype else []

    @property
    def like(self) -> str:
        """The array whose dtype (and device) is the program's: the first real one, with axes where there is one."""
        real = [s for s in self.program.inputs if s.sort == "real"] or list(self.program.inputs)
        found = next((s for s in real if s.shape), real[0] if real else None)
        return self.input(found.name) if found is not None else ""

    def dtype_of(self, name: str) -> str:
        """The dtype of an input; of the language's own numbers that of the library's."""
        if not name:
            return f"{self.module}.float64"
        scalar = not next(s for s in self.program.inputs if self.input(s.name) == name).shape
        return f"{self.module}.result_type({name}, {self.module}.float32)" if scalar else f"{name}.dtype"

    @property
    def dtype(self) -> str:
        self.needs_dtype = True
        return "dtype"

    def input(self, name: str) -> str:
        """The parameter of that name."""
        return f"{name}_" if keyword.iskeyword(name) else name

    # instructions

    def render(self, value: Value) -> Text:
        if value.weak and value.op == "map":
            return self._weak(value)
        method: Callable[[Value, list[Text]], Text] | None = getattr(self, f"_{value.op}", None)
        if method is None:
            raise NoProgram(f"{value.op} has no {type(self).__name__} code; write it in terms of other operations")
        return method(value, [self.texts[a] for a in value.args])

    def _weak(self, value: Value) -> Text:
        """Numbers alone: Python's own, so that they take the dtype of the arrays."""
        name, args = value["name"], [self.texts[a] for a in value.args]
        if name in MATH:
            self.imports.add("import math")
            return call(f"math.{name}", *args)
        if name in INFIX or name in ("add", "neg", "pow"):
            return self._map(value, args)
        plain = {"abs": "abs", "maximum": "max", "minimum": "min", "square": "square"}
        if name == "square":
            return Text(f"{args[0].at(POSTFIX)}**2", POWER)
        if name in plain:
            return call(plain[name], *args)
        return call("float", self._map(value, [self.scalar(a) for a in args]))

    def scalar(self, text: Text) -> Text:
        """A number of the language as the library's functions take it."""
        return text

    def _input(self, value: Value, args: list[Text]) -> Text:
        return Text(self.input(value["symbol"].name))

    def _number(self, value: Value, args: list[Text]) -> Text:
        return literal(value["value"])

    def _constant(self, value: Value, args: list[Text]) -> Text:
        name = value["name"]
        if name == "euler_gamma":
            return Text("0.5772156649015329")
        self.imports.add("import math")
        return Text(f"math.{name}")

    def _size(self, value: Value, args: list[Text]) -> Text:
        return self.size(value["size"])

    def _map(self, value: Value, args: list[Text]) -> Text:
        name = value["name"]
        if name == "add":
            return self._add(value, args)
        if name == "neg":
            return Text(f"-{args[0].at(SIGN)}", SIGN)
        if name == "pow":
            return self._pow(value, args)
        own = getattr(self, f"map_{name}", None)
        if own is not None:
            return own(value, args)  # type: ignore[no-any-return]
        if name in INFIX:
            return infix(args[0], INFIX[name][0], args[1], INFIX[name][1])
        return call(self.function(name), *args)

    def function(self, name: str) -> str:
        """The library's function of an operation."""
        spelled = self.functions[name]
        if spelled.startswith("special."):
            self.imports.add(self.special)
        return spelled if "." in spelled else f"{self.module}.{spelled}"

    special = "from scipy import special"

    def _add(self, value: Value, args: list[Text]) -> Text:
        """a + b, or a - b where b has a minus."""
        (left, right), (first, second) = args, value.args
        for minus, text, other in ((second, right, left), (first, left, right)):
            if minus.op == "map" and minus["name"] == "neg" and minus not in self.names:
                return infix(other, "-", self.texts[minus.args[0]], SUM)
            if text.text.startswith("-") and text.level >= PRODUCT and minus not in self.names:
                return Text(f"{other.at(SUM)} - {text.text[1:]}", SUM)
        return infix(left, "+", right, SUM)

    def _pow(self, value: Value, args: list[Text]) -> Text:
        exponent = value.args[1]["value"] if value.args[1].op == "number" else None
        if exponent == Fraction(1, 2):
            return self._root(value, args[0])
        if exponent == -1:
            return Text(f"1 / {args[0].at(SIGN)}", PRODUCT)
        if exponent == Fraction(-1, 2):
            return Text(f"1 / {self._root(value, args[0]).at(SIGN)}", PRODUCT)
        if exponent == 3 and args[0].level == ATOM and not value.weak:
            return Text(f"{args[0].text} * {args[0].text} * {args[0].text}", PRODUCT)
        return Text(f"{args[0].at(POSTFIX)}**{args[1].at(SIGN)}", POWER)

    def _root(self, value: Value, base: Text) -> Text:
        if value.weak:
            self.imports.add("import math")
            return call("math.sqrt", base)
        return call(self.function("sqrt"), base)

    # axes

    def _permute(self, value: Value, args: list[Text]) -> Text:
        order = value["order"]
        if order == (1, 0):
            return Text(f"{args[0].at(POSTFIX)}.T", POSTFIX)
        if order == (*range(len(order) - 2), len(order) - 1, len(order) - 2):
            return Text(f"{args[0].at(POSTFIX)}.{self.matrix_transpose}", POSTFIX)
        return self.permuted(args[0], order)

    matrix_transpose = "mT"

    def permuted(self, x: Text, order: Sequence[int]) -> Text:
        return Text(f"{x.at(POSTFIX)}.transpose({', '.join(map(str, order))})", POSTFIX)

    def _expand(self, value: Value, args: list[Text]) -> Text:
        places = ["None" if k in value["axes"] else ":" for k in range(value.rank)]
        if places.count(":") > 1 and places[0] == ":" and "None" not in places[:-1]:
            return Text(f"{args[0].at(POSTFIX)}[..., None]", POSTFIX)
        while places[-1] == ":":
            places.pop()
        return Text(f"{args[0].at(POSTFIX)}[{', '.join(places)}]", POSTFIX)

    def _squeeze(self, value: Value, args: list[Text]) -> Text:
        return self._at_places(args[0], {axis: "0" for axis in value["axes"]}, value.args[0].rank)

    def _place(self, value: Value, args: list[Text]) -> Text:
        return self._at_places(args[0], {value["axis"]: self.size(value["place"]).text}, value.args[0].rank)

    def _part(self, value: Value, args: list[Text]) -> Text:
        start, count, step = value["start"], value["count"], value["step"]
        first = "" if start == Size.of(0) and step > 0 else self.size(start).text
        end = start + count * step
        axis = value["axis"]
        if step > 0:
            last = "" if end == value.args[0].shape[axis] else self.size(end).text
        else:
            last = "" if end - step == Size.of(0) else self.size(end).text
            first = "" if start == value.args[0].shape[axis] - 1 else first
        text = f"{first}:{last}" + (f":{step}" if step != 1 else "")
        return self.sliced(args[0], axis, text, value)

    def sliced(self, x: Text, axis: int, text: str, value: Value) -> Text:
        return self._at_places(x, {axis: text}, value.rank)

    def _at_places(self, x: Text, places: dict[int, str], rank: int) -> Text:
        given = [places.get(k, ":") for k in range(rank)]
        if len(places) == 1 and rank > 2 and rank - 1 in places:
            given = ["...", given[-1]]
        while given[-1] == ":":
            given.pop()
        return Text(f"{x.at(POSTFIX)}[{', '.join(given)}]", POSTFIX)

    def _reshape(self, value: Value, args: list[Text]) -> Text:
        if value.rank == 1:
            return Text(f"{args[0].at(POSTFIX)}.reshape(-1)", POSTFIX)
        return Text(f"{args[0].at(POSTFIX)}.reshape{self.shape(value.shape)}", POSTFIX)

    def _broadcast(self, value: Value, args: list[Text]) -> Text:
        if value.args[0].weak:
            return self.full(value, args[0])
        return call(f"{self.module}.broadcast_to", args[0], self.shape(value.shape))

    def full(self, value: Value, number: Text) -> Text:
        if number.text in ("0", "1"):
            name = "zeros" if number.text == "0" else "ones"
            return call(f"{self.module}.{name}", self.shape(value.shape), dtype=self.dtype)
        return call(f"{self.module}.full", self.shape(value.shape), number, dtype=self.dtype)

    def _gather(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}[{', '.join(a.text for a in args[1:])}]", POSTFIX)

    # sums and products

    def _reduce(self, value: Value, args: list[Text]) -> Text:
        axes = value["axes"]
        everything = len(axes) == value.args[0].rank
        axis = None if everything else axes[0] if len(axes) == 1 else axes
        named: dict[str, Any] = {} if axis is None else {self.axis: axis}
        if value["keepdims"]:
            named[self.keepdims] = True
        if value.get("ddof"):
            named["ddof"] = literal(Fraction(value["ddof"])).text
        return call(f"{self.module}.{value['how']}", args[0], **named)

    def _matmul(self, value: Value, args: list[Text]) -> Text:
        return infix(args[0], "@", args[1], PRODUCT)

    def _dot(self, value: Value, args: list[Text]) -> Text:
        """The sum of the products of all entries."""
        if value.args[0].rank == 1:
            return infix(args[0], "@", args[1], PRODUCT)
        return call(f"{self.module}.vdot", *args)

    def _einsum(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.einsum", repr(value["equation"]).replace("'", '"'), *args)

    # other instructions

    def _cast(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}.astype({self.dtype})", POSTFIX)

    def _count(self, value: Value, args: list[Text]) -> Text:
        return Text(f"{args[0].at(POSTFIX)}.astype(int)", POSTFIX)

    def _arange(self, value: Value, args: list[Text]) -> Text:
        start, (count,), step = value["start"], value.shape, value["step"]
        if step == 1 and start == Size.of(0):
            return call(f"{self.module}.arange", self.size(count))
        ends = [self.size(start), self.size(start + count * step)]
        return call(f"{self.module}.arange", *ends, *([step] if step != 1 else []))

    def _eye(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.eye", self.size(value.shape[0]), dtype=self.dtype)

    def _concat(self, value: Value, args: list[Text]) -> Text:
        return self.joined("concatenate", value, args)

    def _stack(self, value: Value, args: list[Text]) -> Text:
        return self.joined("stack", value, args)

    def joined(self, name: str, value: Value, args: list[Text]) -> Text:
        parts = [a if not x.weak else call(f"{self.module}.asarray", a, dtype=self.dtype)
                 for x, a in zip(value.args, args)]
        axis = {} if not value["axis"] else {self.axis: value["axis"]}
        return call(f"{self.module}.{name}", f"[{', '.join(p.text for p in parts)}]", **axis)

    def _triangle(self, value: Value, args: list[Text]) -> Text:
        offset = value["offset"]
        return call(f"{self.module}.{value['name']}", args[0], *([offset] if offset else []))

    def _cumsum(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.cumsum", args[0], **{self.axis: value["axis"]})

    def _arg(self, value: Value, args: list[Text]) -> Text:
        return call(f"{self.module}.{value['how']}", args[0], **{self.axis: value["axis"]})

    # vectors of decompositions

    def upright(self, name: str, text: str) -> Text:
        """Vectors as columns, each with the sign that makes its largest entry positive."""
        found, m = self.fresh(name), self.module
        self.lines.append(f"{found} = {text}")
        places = f"{m}.argmax({m}.abs({found}), {self.axis}=-2)[..., None, :]"
        self.lines.append(f"{found} = {found} * {m}.sign({self.along}({found}, {places}, {self.axis}=-2))")
        return Text(found)

    along = "np.take_along_axis"

    def singular(self, name: str, x: Text) -> Text:
        """Singular vectors as columns; the largest entry of each right one is positive."""
        left, right, signs = self.fresh("left"), self.fresh("right"), self.fresh("signs")
        m = self.module
        self.lines.append(f"{left}, _, {right} = {m}.linalg.svd({x.text}, full_matrices=False)")
        self.lines.append(f"{right} = {right}.mT")
        places = f"{m}.argmax({m}.abs({right}), {self.axis}=-2)[..., None, :]"
        self.lines.append(f"{signs} = {m}.sign({self.along}({right}, {places}, {self.axis}=-2))")
        return Text(f"{left if name == 'svd_left' else right} * {signs}", PRODUCT)


RESERVED = ("np", "jnp", "jax", "torch", "math", "special", "dtype", "F", "linalg")

