"""Terms: expressions of a program as mathematics, the same for every spelling of it.

Sums and products are flat and in no order, a difference is a sum with -1 times, a quotient a product with a power of
-1, sqrt a power of 1/2, numbers are multiplied out. What a lint looks for is written in the same form (`patterns.py`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_LONG = 60  # characters of a source that a message does not repeat


@dataclass(frozen=True)
class Term:
    """An operation on terms, or a leaf.

    head    log, sum, add, mul, pow, ...; number, name, text, index (a part of an array), call (of what is unknown)
    value   of a number; what a name is (its binding), of a call what tells it from others
    node    the expression that it comes from; None for one that only the normal form has
    """

    head: str
    args: tuple[Term, ...] = ()
    value: Any = None
    node: ast.expr | None = field(default=None, compare=False, repr=False)

    @cached_property
    def size(self) -> int:
        return 1 + sum(a.size for a in self.args)

    @cached_property
    def _hash(self) -> int:
        return hash((self.head, self.args, self.value))

    def __hash__(self) -> int:
        return self._hash

    @property
    def number(self) -> float | None:
        """Its value, where it is a number."""
        return self.value if self.head == "number" else None

    def walk(self) -> Iterator[Term]:
        """The term and all below it, each once."""
        seen: set[int] = set()
        work = [self]
        while work:
            term = work.pop()
            if id(term) not in seen:
                seen.add(id(term))
                yield term
                work.extend(term.args)

    def contains(self, *heads: str) -> bool:
        return any(t.head in heads for t in self.walk())

    def ways(self) -> list[Term]:
        """What the term is in each case, where it or what it is an operation on is one of several."""
        if self.head == "either":
            return list(self.args)
        for place, arg in enumerate(self.args):
            if arg.head == "either":
                return [Term(self.head, (*self.args[:place], way, *self.args[place + 1:]), self.value, self.node)
                        for way in arg.args]
        return [self]

    @property
    def whole(self) -> Term:
        """The array of which this is a part: indices are taken off."""
        term = self
        while term.head == "index":
            term = term.args[0]
        return term


def num(value: float, node: ast.expr | None = None) -> Term:
    return Term("number", (), value, node)


def add(terms: Iterable[Term], node: ast.expr | None = None) -> Term:
    """A sum: flat, numbers added up (but for small ones beside large ones), what cancels left out.

    >>> x = Term("name", (), "x")
    >>> add([x, mul([num(-1), x]), num(2)]) == num(2)
    True
    """
    flat, constants = [], [0.0]
    for term in terms:
        for part in term.args if term.head == "add" else (term,):
            if part.number is not None:
                last = constants[-1]
                if last and part.number and not 1e-3 < abs(last / part.number) < 1e3:
                    constants.append(part.number)
                else:
                    constants[-1] += part.number
            else:
                flat.append(part)
    for part in list(flat):
        opposite = mul([num(-1), part])
        if part in flat and opposite in flat and part is not opposite:
            flat.remove(part)
            flat.remove(opposite)
    flat += [num(constant) for constant in constants if constant]
    if not flat:
        return num(0, node)
    return _with(flat[0], node) if len(flat) == 1 else Term("add", tuple(flat), None, node)


def mul(terms: Iterable[Term], node: ast.expr | None = None) -> Term:
    """A product: flat, numbers multiplied into it (into a sum too), powers of one base collected."""
    constant, powers = 1.0, {}  # type: float, dict[Term, float]
    for term in terms:
        for part in term.args if term.head == "mul" else (term,):
            if part.number is not None:
                constant *= part.number
            else:
                base, exponent = _power(part)
                powers[base] = powers.get(base, 0) + exponent
    flat = [pow_(base, num(exponent)) if exponent != 1 else base for base, exponent in powers.items() if exponent]
    if constant == 0:
        return num(0, node)
    if len(flat) == 1 and flat[0].head == "add" and constant != 1:
        return add([mul([num(constant), part]) for part in flat[0].args], node)
    if constant != 1:
        flat.insert(0, num(constant))
    if not flat:
        return num(1, node)
    return _with(flat[0], node) if len(flat) == 1 else Term("mul", tuple(flat), None, node)


def pow_(base: Term, exponent: Term, node: ast.expr | None = None) -> Term:
    """A power; of a power of numbers, of a number, and `e**x`, `1/exp(x)` as exp."""
    k = exponent.number
    if k is not None and base.number is not None and 1e-3 < abs(base.number) < 1e3 and abs(k) < 50 and (
            base.number > 0 or k % 1 == 0):
        return num(base.number ** k, node)
    if k is not None and base.number is not None and k == -1 and 1e-100 < abs(base.number) < 1e100:
        return num(1 / base.number, node)
    if k == 1:
        return _with(base, node)
    if base.head == "exp" and k is not None:
        return Term("exp", (mul([exponent, base.args[0]]),), None, node)
    if base.head == "constant" and base.value == "e":
        return Term("exp", (exponent,), None, node)
    if base.head == "pow" and k is not None and (inner := base.args[1].number) is not None and (
            inner == -1 or k == -1 or (inner % 1 == 0 and inner % 2 and k % 1 == 0)):
        return pow_(base.args[0], num(inner * k), node)
    if base.head == "mul" and k == -1:
        return mul([pow_(part, exponent) for part in base.args], node)
    return Term("pow", (base, exponent), None, node)


def _power(term: Term) -> tuple[Term, float]:
    if term.head == "pow" and (k := term.args[1].number) is not None:
        return term.args[0], k
    return term, 1.0


def _with(term: Term, node: ast.expr | None) -> Term:
    """The same term as what another expression is."""
    return term if node is None or term.node is not None else Term(term.head, term.args, term.value, node)


def source_of(term: Term) -> str:
    """The text that a term comes from; "" where it is long, or it comes from none."""
    text = ast.unparse(term.node) if term.node is not None else ""
    return text if len(text) <= _LONG else "..."


def show(term: Term, told: Callable[[Term], str] = source_of) -> str:
    """A term as short text for a message; what is `told` of it or of its parts as it is.

    >>> show(Term("exp", (mul([num(-1), Term("name", (), "x")]),)))
    'exp(-x)'
    >>> show(Term("call", (Term("name", (), "net"), Term("name", (), "x")), ".layer"))
    'net.layer(x)'
    """
    if text := told(term):
        return text
    if term.head == "number":
        return f"{term.value:g}"
    if term.head in ("name", "library", "constant"):
        return str(getattr(term.value, "name", term.value))
    if term.head == "text":
        return str(term.value[1]) if isinstance(term.value, tuple) else "..."
    inner = [show(a, told) for a in term.args]
    if term.head == "index" and all(a.head in ("counter", "text") for a in term.args[1:]):
        return inner[0]  # an entry in each round of a loop
    if term.head == "call":
        return _shown_call(term, inner)
    if term.head == "add":
        return " + ".join(inner).replace("+ -", "- ")
    if term.head == "mul":
        signed = inner[1:] if term.args[0].number == -1 else inner
        return ("-" if signed is not inner else "") + " * ".join(
            f"({s})" if a.head == "add" else s for s, a in zip(signed, term.args[len(inner) - len(signed):]))
    match term.head, inner:
        case "pow", [base, exponent]:
            return f"({base})**{exponent}" if term.args[0].head in ("add", "mul") else f"{base}**{exponent}"
        case "attribute", [of]:
            return f"{of}.{term.value}"
        case "keyword", [value]:
            return f"{term.value}={value}"
        case "transpose", [of]:
            return f"{of}.T"
        case "index", [of, *places]:
            return f"{of}[{', '.join(places)}]"
        case "slice", [low, high, step]:
            return f"{low}:{high}{'' if step == 'None' else ':' + step}".replace("None", "")
        case "list", _:
            return f"[{', '.join(inner)}]"
        case "matmul", _:
            return " @ ".join(inner)
        case "either", _:
            return " or ".join(inner)
    return f"{term.head}({', '.join(inner)})"


def _shown_call(term: Term, inner: Sequence[str]) -> str:
    """A call of which nothing is known: of a method, of a function of a library, of anything else."""
    called = str(term.value[0] if isinstance(term.value, tuple) else term.value)
    if called.startswith("."):
        return f"{inner[0]}{called}({', '.join(inner[1:])})"
    if called in ("", "layer"):
        return f"{inner[0]}({', '.join(inner[1:])})"
    return f"{called.rpartition('.')[2]}({', '.join(inner)})"
