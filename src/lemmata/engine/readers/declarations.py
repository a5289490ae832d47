"""Declarations: what each name of a formula stands for, `X: real[m n], w: real[n], s: positive`."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lemmata.engine.expr import DOMAINS, Shape, Size, Symbol, dims, implied, symbol
from lemmata.engine.readers.errors import ReadError

Declarations = str | Mapping[str, str | Symbol] | Iterable[Symbol] | None
MAX_TEXT = 100_000
_TOKEN = re.compile(r"\s*(?:(?P<name>[^\W\d]\w*)|(?P<number>\d+)|(?P<mark>->|\*\*|\S))")


def parse_declarations(text: str) -> dict[str, Symbol]:
    """The symbols that a text declares, by name and in order.

    `name: domain[sizes]`, separated by commas, semicolons or lines. A size is an integer, a name, or a
    polynomial of them (`n + 1`, `2*n`); sizes are separated by blanks or commas. `labels[m k]` are m
    integers below k. `function[n -> m]` takes an array of shape [n] and gives one of shape [m];
    `function[m n, () -> k]` takes two arguments; `function` takes and gives numbers. A number declared as
    `integer` or `natural` that is also used as a size is that size, and no symbol of its own.

    Raises ReadError with the place of the mistake.

    >>> [(s.name, s.domain, s.shape) for s in parse_declarations("X: real[m n], s: positive").values()]
    [('X', 'real', (m, n)), ('s', 'positive', ())]
    """
    if len(text) > MAX_TEXT:
        raise ReadError(f"declarations of {len(text)} characters; at most {MAX_TEXT} are read")
    reader = _Reader(text)
    found: dict[str, Symbol] = {}
    places: dict[str, int] = {}
    while not reader.done():
        if reader.skip(",", ";"):
            continue
        place = reader.position
        name = reader.name("a name")
        name = "lambda_" if name == "lambda" else name
        if keyword.iskeyword(name):
            raise reader.error(f"{name!r} is a keyword of Python; write {name}_", place)
        if name in found:
            raise reader.error(f"{name!r} is declared twice; keep one", place)
        reader.need(":", f"after {name!r}: write {name}: real or {name}: real[n]")
        found[name], places[name] = _symbol(reader, name), place
        if not reader.done() and not reader.peek(",", ";") and not reader.after_line():
            raise reader.error(f"expected a comma after the declaration of {name!r}", reader.position)
    for size in dims(*found.values()):
        if size in found:
            if found[size].shape or not implied(found[size].domain, "integer"):
                raise reader.error(
                    f"{size!r} is the size of an axis and declared as {found[size].domain}; rename one", places[size])
            del found[size]
    return found


def declared(given: Declarations) -> dict[str, Symbol]:
    """Declarations in any form (text, a mapping of names, symbols, nothing) as symbols by name."""
    if given is None:
        return {}
    if isinstance(given, str):
        return parse_declarations(given)
    if not isinstance(given, Mapping):
        found = list(given) if isinstance(given, Iterable) else [given]
        if not all(isinstance(s, Symbol) for s in found):
            raise TypeError('declarations are a text, "x: real[n]", or a mapping of names, {"x": "real[n]"}')
        return {s.name: s for s in found}
    text = ", ".join(f"{name}: {value}" for name, value in given.items() if isinstance(value, str))
    parsed = parse_declarations(text)
    rest = {name: value for name, value in given.items() if isinstance(value, Symbol)}
    return {name: rest.get(name) or parsed[name] for name in given if name in rest or name in parsed}


def _symbol(reader: _Reader, name: str) -> Symbol:
    place = reader.position
    domain = reader.name(f"a domain ({', '.join(DOMAINS)})")
    if domain not in DOMAINS:
        near = get_close_matches(domain, DOMAINS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(DOMAINS)}"
        raise reader.error(f"no domain {domain!r}; {hint}", place)
    if domain == "function":
        arguments, value = _signature(reader) if reader.skip("[") else (((),), ())
        return symbol(name, value, domain, arguments)
    shape = _shape(reader, "]") if reader.skip("[") else ()
    params: tuple[Size, ...] = ()
    if domain == "labels":
        if not shape:
            raise reader.error(f"labels need the number of classes; write {name}: labels[m k]", place)
        shape, params = shape[:-1], (shape[-1],)
    _check_rank(reader, name, domain, shape, place)
    return symbol(name, shape, domain, params)


def _check_rank(reader: _Reader, name: str, domain: str, shape: Shape, place: int) -> None:
    rank = DOMAINS[domain].rank
    if domain == "labels" or rank is None or rank == len(shape):
        pass
    elif not 0 < rank < len(shape):  # with more axes: each row, each matrix lies in the set
        sizes = {0: "", 1: "[n]", 2: "[n n]" if implied(domain, "square") else "[m n]"}[rank]
        raise reader.error(f"{domain} is declared with {rank} size(s), not {len(shape)}; "
                           f"write {name}: {domain}{sizes}", place)
    if implied(domain, "square") and shape[-2] != shape[-1]:
        rows, columns = shape[-2:]
        sizes = " ".join(map(str, (*shape[:-2], rows, rows)))
        raise reader.error(f"a matrix that is {domain} is square, not {rows} by {columns}; "
                           f"write {name}: {domain}[{sizes}]", place)


def _signature(reader: _Reader) -> tuple[tuple[Shape, ...], Shape]:
    """`m n, () -> k]`: the shapes of the arguments and of the value."""
    arguments: list[Shape] = []
    while True:
        arguments.append(_one_shape(reader))
        if not reader.skip(","):
            break
    value = _one_shape(reader) if reader.skip("->") else ()
    reader.need("]", "after the sizes")
    return tuple(arguments), value


def _one_shape(reader: _Reader) -> Shape:
    if reader.skip("("):
        return _shape(reader, ")")
    sizes: list[Size] = []
    while not reader.peek(",", "->", "]") and not reader.done():
        sizes.append(_size(reader))
    return tuple(sizes)


def _shape(reader: _Reader, close: str) -> Shape:
    sizes: list[Size] = []
    while not reader.skip(close):
        if reader.done():
            raise reader.error(f"the bracket is not closed; expected {close!r}", reader.position)
        if sizes:
            reader.skip(",")
        sizes.append(_size(reader))
    return tuple(sizes)


def _size(reader: _Reader) -> Size:
    total, place = _product(reader), reader.position
    while reader.peek("+", "-"):
        sign = 1 if reader.skip("+") else -1 if reader.skip("-") else 0
        total = total + _product(reader) * sign
    if total.constant is not None and total.constant < 1:
        raise reader.error(f"a size of {total}; sizes are at least 1", place - 1)
    return total


def _product(reader: _Reader) -> Size:
    total = _factor(reader)
    while reader.skip("*"):
        total = total * _factor(reader)
    return total


def _factor(reader: _Reader) -> Size:
    if reader.skip("("):
        inside = _size(reader)
        reader.need(")", "after the size")
        return inside
    kind, token = reader.token
    if kind not in ("name", "number"):
        raise reader.error(f"expected a size (a name or an integer), found {token or 'the end'!r}", reader.position)
    reader.advance()
    if kind == "number" and len(token) > 12:
        raise reader.error(f"a size of {len(token)} digits; at most 12 are read", reader.position - 1)
    return Size.of(int(token) if kind == "number" else token)


class _Reader:
    """Tokens of the text, one ahead."""

    def __init__(self, text: str):
        self.text, self._end = text, 0
        self.position, self.token = 0, ("", "")
        self.advance()

    def advance(self) -> None:
        self._previous = self._end
        match = _TOKEN.match(self.text, self._end)
        if match is None:
            self.position, self.token = len(self.text), ("", "")
            return
        kind = match.lastgroup or ""
        self.position, self._end, self.token = match.start(kind), match.end(), (kind, match[kind])

    def done(self) -> bool:
        return self.token[0] == ""

    def after_line(self) -> bool:
        """Whether a line ended before the next token."""
        return "\n" in self.text[self._previous : self.position]

    def peek(self, *marks: str) -> bool:
        return self.token[0] == "mark" and self.token[1] in marks

    def skip(self, *marks: str) -> bool:
        if self.peek(*marks):
            self.advance()
            return True
        return False

    def need(self, mark: str, where: str) -> None:
        if not self.skip(mark):
            raise self.error(f"expected {mark!r} {where}", self.position)

    def name(self, what: str) -> str:
        kind, token = self.token
        if kind != "name":
            raise self.error(f"expected {what}, found {token or 'the end'!r}", self.position)
        self.advance()
        return token

    def error(self, message: str, position: int) -> ReadError:
        return ReadError(message, self.text, position)
