"""What dots leave out: a_1, ..., a_n in lists, sums, products and matrices."""

from __future__ import annotations

from dataclasses import fields, replace

from lemmata.engine.expr import Expr, Size, bind
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.state import Index, State
from lemmata.engine.readers.latex.subscripts import is_index
from lemmata.engine.readers.latex.syntax import Blank, Chain, Dots, Matrix, Name, Node, Num, Product, Script, show
from lemmata.engine.readers.latex.values import Value, value


def _end(first: Node, last: Node) -> tuple[Num, Node, tuple[object, ...]] | None:
    """Where two nodes differ: the numeral in the first, what stands there in the last, and the way there."""
    stack: list[tuple[object, object, tuple[object, ...]]] = [(first, last, ())]
    found: list[tuple[Num, Node, tuple[object, ...]]] = []
    while stack:
        a, b, path = stack.pop()
        if isinstance(a, Num) and isinstance(b, Node) and is_end(b):
            if show(a) != show(b):
                found.append((a, b, path))
            continue
        if isinstance(a, Node) and isinstance(b, Node):
            if type(a) is not type(b):
                return None
            for f in fields(a):
                if f.name != "span":
                    stack.append((getattr(a, f.name), getattr(b, f.name), (*path, f.name)))
        elif isinstance(a, tuple) and isinstance(b, tuple):
            if len(a) != len(b):
                return None
            stack.extend((x, y, (*path, k)) for k, (x, y) in enumerate(zip(a, b)))
        elif a != b:
            return None
    if not found or len({show(f[1]) for f in found}) != 1 or len({f[0].text for f in found}) != 1:
        return None
    return found[0][0], found[0][1], tuple(f[2] for f in found)


def begins(first: Node, last: Node) -> bool:
    """Whether an entry is one of the first of an enumeration that ends with the other: `x_2`, `x_n`."""
    return _end(first, last) is not None


def _two_indices(node: Node) -> Node:
    """a_{12} as two indices, in every entry."""
    if isinstance(node, Script) and isinstance(node.sub, Num) and len(node.sub.text) == 2:
        digits = tuple(Num(c, span=node.sub.span) for c in node.sub.text)
        return replace(node, sub=Product(digits, span=node.sub.span))
    if isinstance(node, Product):
        return replace(node, factors=tuple(_two_indices(f) for f in node.factors))
    return node


def is_end(node: Node) -> bool:
    """What may stand as the last index of an enumeration."""
    return is_index(node, (), frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _put(node: Node, paths: tuple[object, ...], new: Node) -> Node:
    """The tree with another node at each of the paths."""
    for path in paths:
        node = _put_one(node, path, new)  # type: ignore[arg-type, assignment]
    return node


def _put_one(value: object, path: tuple[object, ...], new: Node) -> object:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, tuple):
        assert isinstance(step, int)
        return (*value[:step], _put_one(value[step], rest, new), *value[step + 1 :])
    return replace(value, **{str(step): _put_one(getattr(value, str(step)), rest, new)})  # type: ignore[type-var]


def ellipsis(e: State, items: list[Node], node: Node) -> Expr:
    """a_1, a_2, ..., a_n as the array of its generic entry."""
    at = next(k for k, i in enumerate(items) if isinstance(i, Dots))
    if at == 0 or at + 2 != len(items):
        raise e.error(node, "an ellipsis that is not followed by one last entry", "first, ..., last")
    index, body = generic(e, items[:at], items[at + 1], node)
    return bind("array", index.atom, body, 0, index.high)


def generic(e: State, heads: list[Node], last: Node, node: Node) -> tuple[Index, Expr]:
    """The index of an enumeration and its entry there, from the first entries and the last one."""
    end = _end(heads[0], last) if heads else None
    if end is None:
        raise e.error(node, "no pattern is seen in what the dots leave out", "first, second, ..., last")
    first, final, path = end
    start = int(first.text)
    for count, head in enumerate(heads):
        if show(_put(last, path, Num(str(start + count)))) != show(head):
            raise e.error(node, "no pattern is seen in what the dots leave out", "first, second, ..., last")
    high = e.index_size(final)
    index = e.new_index(high + 1 - start)
    value_of = index.atom + start
    index = Index(value_of, index.atom, Size.of(0), high + 1 - start)
    name = f"dots@{node.span[0]}"
    e.indices[name] = index
    e.scan.bound.add(name)
    body = e.expr(_put(last, path, Name(name)))
    del e.indices[name]
    return index, body


def dotted(e: State, node: Chain) -> Value | None:
    """a_1 + ... + a_n, a_1 \\cdot ... \\cdot a_n; None for a chain without dots."""
    if not any(isinstance(o, Dots) for o in node.operands):
        return None
    if all(op == "+" for op in node.operators):
        binder = "sum"
    elif all(op in ("dot", "times", "*") for op in node.operators):
        binder = "prod"
    else:
        operands, operators = list(node.operands), list(node.operators)
        while (operators and operators[-1] != "+") or (
            operators and not any(isinstance(o, Dots) for o in operands)
        ):
            break
        at = next(k for k, o in enumerate(operands) if isinstance(o, Dots))
        if at + 1 < len(operands) and set(operators[: at + 1]) == {"+"}:
            head = Chain(tuple(operands[: at + 2]), tuple(operators[: at + 1]), span=node.span)
            result = e.value(head)
            for op, operand in zip(operators[at + 1 :], operands[at + 2 :]):
                result = e.combine(op, result, e.value(operand), operand)
            return result
        raise e.error(node, "dots among operators of several kinds", "one operator")
    operands = list(node.operands)
    at = next(k for k, o in enumerate(operands) if isinstance(o, Dots))
    rest = operands[at + 2 :]
    if at + 1 >= len(operands):
        raise e.error(node, "a sum without end", "a last term")
    index, body = generic(e, operands[:at], operands[at + 1], node)
    result = value(bind(binder, index.atom, body, 0, index.high))
    for operand in rest:
        result = e.combine(node.operators[0], result, e.value(operand), operand)
    return result


def dotted_product(e: State, items: list[Node], node: Node) -> Value:
    at = next(k for k, i in enumerate(items) if isinstance(i, Dots))
    if at + 2 != len(items):
        raise e.error(node, "dots in a product that is not first, ..., last", "a last factor")
    index, body = generic(e, items[:at], items[at + 1], node)
    return value(bind("prod", index.atom, body, 0, index.high))


def ellipsis_matrix(e: State, rows: list[list[Node]], node: Matrix) -> Value:
    """A matrix with dots: its generic entry from the first and the last row and column."""
    if all(len(r) == 1 for r in rows):
        cells = [r[0] for r in rows]
        return value(ellipsis(e, cells, node))
    if len(rows) == 1:
        found = ellipsis(e, rows[0], node)
        return Value(found, "row") if found.rank == 1 else Value(apply("transpose", found))
    rows = [[_two_indices(c) for c in row] for row in rows]
    full = [r for r in rows if not all(isinstance(c, (Dots, Blank)) for c in r)]
    at = next((k for k, r in enumerate(rows) if r not in full), None)
    columns = next((k for k, c in enumerate(full[0]) if isinstance(c, Dots)), None)
    if at is None or columns is None or len(full) != len(rows) - 1 or at != len(rows) - 2:
        raise e.error(
            node, "no pattern is seen in what the dots leave out", "dots between the first and last rows"
        )
    corner, last_row = rows[0][0], rows[-1]
    right, below, final = rows[0][-1], last_row[0], last_row[-1]
    across, down = _end(corner, right), _end(corner, below)
    if across is None or down is None:
        raise e.error(node, "no pattern is seen in what the dots leave out", "a_{11} ... a_{mn}")
    for i, row in enumerate(rows[:at]):
        for j, cell in enumerate(row[:columns]):
            wanted = _put(
                _put(corner, across[2], Num(str(int(across[0].text) + j))), down[2], Num(str(int(down[0].text) + i))
            )
            if show(wanted) != show(cell):
                raise e.error(cell, "this entry does not fit the pattern", show(wanted))
    if show(_put(_put(corner, across[2], across[1]), down[2], down[1])) != show(final):
        raise e.error(final, "the last entry does not fit the pattern", "a_{mn}")
    wide = e.new_index(e.index_size(across[1]) + 1 - int(across[0].text))
    tall = e.new_index(e.index_size(down[1]) + 1 - int(down[0].text))
    wide = replace(wide, value=wide.atom + int(across[0].text))
    tall = replace(tall, value=tall.atom + int(down[0].text))
    names = (f"across@{node.span[0]}", f"down@{node.span[0]}")
    e.indices.update(dict(zip(names, (wide, tall))))
    e.scan.bound.update(names)
    body = e.expr(_put(_put(corner, across[2], Name(names[0])), down[2], Name(names[1])))
    for name in names:
        del e.indices[name]
    found = bind("array", tall.atom, bind("array", wide.atom, body, 0, wide.high), 0, tall.high)
    return Value(joined(found) if body.rank == 2 else found)


def joined(grid: Expr) -> Expr:
    """The matrix that a grid of blocks of one shape is, whose axes are rows and columns of blocks, then of a block."""
    m, n, p, q = grid.shape
    return apply("reshape", apply("transpose", grid, axes=(-4, -2, -3, -1)), shape=(m * p, n * q))
