"""The names and lines of a function over arrays: which intermediate results get a name, sizes, the dtype."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Size
from lemmata.engine.programs import Program, Value
from lemmata.engine.writers.code.names import suggestion
from lemmata.engine.writers.code.parameters import Parameters
from lemmata.engine.writers.code.texts import ATOM, Text

LONGEST = 72  # characters of an expression before it gets a name
CHEAP = ("input", "number", "constant", "size")
RESERVED = ("np", "jnp", "jax", "torch", "math", "special", "dtype", "F", "linalg")


class Lines(Parameters):
    """Names and lines of one function; subclasses spell the instructions."""

    reserved = RESERVED
    module = "np"  # the library's short name

    def __init__(self, program: Program, taken: Sequence[str] = ()):
        super().__init__(program, taken)
        self.lines: list[str] = []
        self.uses = program.uses()
        self.texts: dict[Value, Text] = {}
        self.names: dict[Value, str] = {}
        self.needs_dtype = False

    def body(self, outputs: Sequence[str]) -> list[str]:
        """The lines that compute the outputs and return them; several are named as `outputs` says."""
        values = list(self.program.values())
        several = len(self.program.outputs) > 1
        wanted = dict(zip(self.program.outputs, outputs)) if several else {}
        for value in values:
            text = self.render(value)
            if value in wanted and value.op != "input":
                self._define(value, text, wanted[value])
            elif self._needs_name(value, text):
                self._define(value, text, suggestion(value, self._shown))
            else:
                self.texts[value] = text
        results = (self.copied(v) if v.op == "input" and v.rank else self.texts[v].text for v in self.program.outputs)
        self.lines.append(f"return {', '.join(results)}")
        scalars = self.scalars()  # these may need the dtype
        return [*self._sizes(), *self._dtype(), *scalars, *self.lines]

    def scalars(self) -> list[str]:
        """Lines that give numbers among the inputs the dtype of the arrays, where the library would not."""
        return []

    def copied(self, value: Value) -> str:
        """An input that is also a result: whoever changes the one in place must not change the other."""
        return f"{self.texts[value].text}.copy()"

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

    # sizes and dtype

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
        for name in left:
            told = self.told(name)
            if not told:
                continue  # it is a parameter
            symbol, axis, factor, rest = told[0]
            text = f"{self.input(symbol.name)}.shape[{axis}]"
            if rest != Size.of(0):
                text = f"({text} - {rest})" if factor != 1 else f"{text} - {rest}"
            lines.append(f"{name} = {text}" + (f" // {factor}" if factor != 1 else ""))
        return lines

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
        symbol = next(s for s in self.program.inputs if self.input(s.name) == name)
        plain = symbol.shape and symbol.sort == "real"
        return f"{name}.dtype" if plain else f"{self.module}.result_type({name}, 1.0)"

    @property
    def dtype(self) -> str:
        self.needs_dtype = True
        return "dtype"

    def render(self, value: Value) -> Text:
        """The source of one instruction over the sources of its arguments."""
        raise NotImplementedError
