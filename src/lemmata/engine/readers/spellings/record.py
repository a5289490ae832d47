"""What a library's function is in terms of operations: its signature as that library has it, and its meaning.

A name that means the same everywhere stands in the record of its operation. Here stand those that differ:
by their parameters, their order, their defaults, or altogether. What a signature has not is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature, signature
from typing import Any

from lemmata.engine.readers.operations import expression, param

# what stands before the dot in texts -> the module; the longest that fits
MODULES = {
    "np": "numpy", "numpy": "numpy", "jnp": "jax.numpy", "jax": "jax", "lax": "jax.lax", "torch": "torch",
    "F": "torch.nn.functional", "functional": "torch.nn.functional", "nn": "torch.nn", "scipy": "scipy",
    "special": "scipy.special", "linalg": "scipy.linalg", "stats": "scipy.stats", "math": "math", "lemmata": "-",
    "lm": "-", "random": "numpy.random",
}
TORCH_WORDS = frozenset(("dim", "keepdim", "unbiased", "dims"))  # parameters that only PyTorch calls so
_ALIASES = {"axis": "dim", "keepdims": "keepdim", "ord": "p", "dim": "axis", "keepdim": "keepdims", "p": "ord"}
# parameters that say how a value is computed or kept, not which one it is
IGNORED = frozenset(("dtype", "out", "device", "optimize", "casting", "inplace", "requires_grad", "check_finite",
                     "overwrite_a", "overwrite_b", "precision", "preferred_element_type", "layout", "pin_memory"))


class Several(tuple[Any, ...]):
    """The results of a function that has several, by place and by name."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, **values: Any) -> Several:
        made = cls(values.values())
        made.names = tuple(values)
        return made


@dataclass(frozen=True)
class Spelling:
    """One function of some libraries.

    modules    where it stands: "torch" with all below it, "numpy.linalg"; "-": without a module, ".": a method
    signature  as the library has it; an argument without a default is an array, one with a default a parameter;
               annotations say otherwise: `array`, `arrays` (several of them), `param`, `raw`
    build      the meaning, of the bound arguments
    """

    name: str
    modules: tuple[str, ...]
    signature: Signature
    build: Callable[..., Any]

    def bind(self, args: Sequence[Any], keywords: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments by name. Raises TypeError for what the signature has not."""
        known = self.signature.parameters
        full = {_ALIASES[k] if k not in known and _ALIASES.get(k) in known else k: v for k, v in keywords.items()}
        try:
            bound = self.signature.bind(*args, **full)
        except TypeError as error:
            shown = str(self.signature).replace("'", "")
            raise TypeError(f"{self.name}{shown}: {error}") from None
        bound.apply_defaults()
        values = {name: _converted(value, known[name]) for name, value in bound.arguments.items()
                  if name not in IGNORED}
        return {"name": self.name, **values} if self.named else values

    @property
    def named(self) -> bool:
        """Whether one meaning serves several names, and is told which one."""
        return "name" in signature(self.build).parameters and "name" not in self.signature.parameters


def _converted(value: Any, parameter: Parameter) -> Any:
    kind = parameter.annotation
    if kind == "raw" or parameter.kind is Parameter.VAR_KEYWORD:
        return value
    if parameter.kind is Parameter.VAR_POSITIONAL:
        return tuple(expression(v) if kind == "array" else param(v) for v in value)
    if value is parameter.default:
        return value
    if kind == "array" or (kind is Parameter.empty and parameter.default is Parameter.empty):
        return expression(value)
    if kind == "param":
        return param(value)
    if kind == "arrays":
        if not isinstance(value, (list, tuple)):
            raise TypeError("expected several arrays in brackets: [a, b]")
        return [expression(v) for v in value]
    return param(value)


SPELLINGS: dict[str, list[Spelling]] = {}


def spelled(names: str, modules: str, arguments: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter the decorated function as the meaning of names in modules.

    >>> find("f", "numpy.linalg") is None
    True
    """
    parsed = _signature(arguments)

    def enter(build: Callable[..., Any]) -> Callable[..., Any]:
        for name in names.split():
            SPELLINGS.setdefault(name, []).append(
                Spelling(name, tuple(modules.split()), parsed, build))
        return build
    return enter


def _signature(text: str) -> Signature:
    """The signature that a text such as `x, axis=None, *, keepdims=False` writes."""
    node = ast.parse(f"def f({text}): pass").body[0]
    assert isinstance(node, ast.FunctionDef)
    a = node.args
    names = [*a.posonlyargs, *a.args]
    defaults: list[ast.expr | None] = [*[None] * (len(names) - len(a.defaults)), *a.defaults]
    found = [_parameter(arg, default, Parameter.POSITIONAL_OR_KEYWORD) for arg, default in zip(names, defaults)]
    if a.vararg:
        found.append(_parameter(a.vararg, None, Parameter.VAR_POSITIONAL))
    found += [_parameter(arg, default, Parameter.KEYWORD_ONLY) for arg, default in zip(a.kwonlyargs, a.kw_defaults)]
    if a.kwarg:
        found.append(_parameter(a.kwarg, None, Parameter.VAR_KEYWORD))
    return Signature(found)


def _parameter(arg: ast.arg, default: ast.expr | None, kind: Any) -> Parameter:
    annotation = ast.unparse(arg.annotation) if arg.annotation else Parameter.empty
    value = Parameter.empty if default is None else ast.literal_eval(default)
    return Parameter(arg.arg, kind, default=value, annotation=annotation)


def module_of(path: Sequence[str]) -> str:
    """The module of a dotted name: np.linalg.norm stands in numpy.linalg.

    >>> module_of(["F", "relu"]), module_of(["jax", "nn", "gelu"]), module_of(["np", "linalg", "norm"])
    ('torch.nn.functional', 'jax.nn', 'numpy.linalg')
    """
    return ".".join((MODULES.get(path[0], path[0]), *path[1:-1]))


def find(name: str, module: str) -> Spelling | None:
    """The spelling of a name in a module: the row of the nearest module above it."""
    rows = SPELLINGS.get(name, ())
    while module:
        for row in rows:
            if module in row.modules:
                return row
        module = module.rpartition(".")[0] if module != "." else ""
    return None


def refused(names: str, modules: str, reason: str) -> None:
    """Enter names that mean in modules what no formula says, or what another operation of the name does not say."""
    def build(**_: Any) -> Any:
        raise TypeError(reason)

    for name in names.split():
        SPELLINGS.setdefault(name, []).append(
            Spelling(name, tuple(modules.split()), _signature("*args: raw, **keywords"), build))
