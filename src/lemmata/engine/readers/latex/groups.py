"""Groups, lists with an ellipsis, matrices, cases, norms."""

from __future__ import annotations

from dataclasses import fields, replace

from lemmata.engine.expr import Expr, Size, bind, fresh_local, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.indexing import Index
from lemmata.engine.readers.latex.subscripts import is_index, plain
from lemmata.engine.readers.latex.syntax import (
    Blank,
    Cases,
    Chain,
    Dots,
    Group,
    Matrix,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    Statements,
    show,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value

COMPARISONS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}


class Groups:
    """The part of the elaborator that reads what delimiters hold."""

    locals: dict[str, Value]

    def group(self, node: Group) -> Value:
        if not node.items:
            raise self.error(node, "nothing between the delimiters", "an expression")
        only = node.items[0] if len(node.items) == 1 else None
        if node.open in ("", "(", "[", "{") and only is not None:
            if isinstance(only, Relation) and node.open == "[":
                return Value(apply("indicator", self.truth(only)))
            return self.value(only)
        if node.open in ("(", "["):
            return self.list_value(node)
        if node.open == "|":
            return self.bars(node)
        if node.open == "||":
            return self.norm(node, None)
        if node.open == "<":
            return self.inner(node)
        if node.open in ("floor", "ceil") and only is not None:
            return Value(apply(node.open, self.expr(only)))
        raise self.error(node, "this group does not stand for a number", "an expression")

    def bars(self, node: Group) -> Value:
        """|x|: absolute value, determinant, length, size of a set."""
        if len(node.items) != 1:
            raise self.error(node, "several items between bars", "an expression")
        item = plain(node.items[0])
        if (isinstance(item, Name) and item.style == "cal") or (
            isinstance(item, Script) and isinstance(item.base, Name) and (item.base.style == "cal")
        ):
            return Value(self.numeral(Size.of(self.set_size(item))))
        found = self.value(item)
        if found.rank == 2:
            return Value(apply("det", found.expr))
        if found.rank == 1 and self.choices.choose(f"bars:{node.span[0]}", [(0, True), (1, False)]):
            return Value(apply("norm", found.expr))
        if found.expr.sort == "event":
            raise self.error(node, "the size of an event", "its probability")
        return Value(apply("abs", found.expr), found.orient)

    def set_size(self, node: Node) -> str:
        """The name of the number of members of a set that is known by name only."""
        names = [n.text for n in walk(node) if isinstance(n, (Name, Num))]
        return "card_" + "_".join(names)

    def norm(self, node: Group, order: Node | None) -> Value:
        """\\|x\\|_p; of a matrix \\|A\\|_F, \\|A\\|_2 (spectral), \\|A\\|_*."""
        if len(node.items) != 1:
            raise self.error(node, "several items in a norm", "an expression")
        found = self.value(node.items[0])
        text = "" if order is None else show(order)
        if node.open == "|" and order is not None and text not in ("1", "2", "infty", "F"):
            raise self.error(order, "a subscript of bars", "a norm")
        if found.rank == 0:
            if (
                isinstance(node.items[0], Name)
                and node.open == "||"
                and not self.choices.choose(f"norm:{node.span[0]}", [(0, False), (2, True)])
            ):
                raise self.blamed(ShapeError("a norm of a number"), found)
            if order is None or text in ("1", "2"):
                return Value(apply("abs", found.expr))
            raise ShapeError("a norm of a number")
        ord_: object
        if found.rank == 2:
            known = {
                "": "fro",
                "F": "fro",
                "Fro": "fro",
                "fro": "fro",
                "star": "nuc",
                "2": "spectral",
                "1": 1,
                "infty": "inf",
            }
            if text not in known:
                raise self.error(order or node, f"a norm {text} of a matrix", "F, 1, 2, \\infty or *")
            ord_ = known[text]
            if not text:
                ord_ = self.choices.choose(f"norm:{node.span[0]}", [(0, "fro"), (1, "spectral")])
        elif text in ("", "2"):
            ord_ = 2
        elif text == "infty":
            ord_ = "inf"
        elif text.isdigit():
            ord_ = int(text)
        elif isinstance(order, Name) and found.rank == 1 and order.style == "italic":
            p = self.expr(order)
            if self.scope.lookup(order.text) is None:
                self.assumed.append(apply("ge", p, 1))
            return Value(apply("sum", apply("abs", found.expr) ** p) ** (1 / p))
        else:
            weight = self.value(order) if order is not None else found
            if weight.rank != 2:
                raise self.error(order or node, f"a norm {text} of a vector", "1, 2, \\infty")
            inner = values.times(values.times(Value(found.expr, "row"), weight), Value(found.expr, "col"))
            return Value(apply("sqrt", inner.expr))
        return Value(apply("norm", found.expr, ord=ord_))

    def inner(self, node: Group) -> Value:
        """<a, b>."""
        if len(node.items) != 2:
            raise self.error(node, "angle brackets hold two items", "a comma")
        a, b = (self.value(i) for i in node.items)
        if a.rank == 0 and b.rank == 0:
            raise ShapeError("an inner product of numbers")
        if a.rank == b.rank == 1:
            return Value(apply("matmul", a.expr, b.expr))
        return Value(apply("inner_product", a.expr, b.expr))

    # Lists

    def list_value(self, node: Group) -> Value:
        """[a, b, c], (x_1, \\ldots, x_n): a vector; brackets stand as a row, parentheses as a column."""
        orient = "row" if node.open == "[" else "col"
        items = [i for i in node.items if not isinstance(i, Blank)]
        if any(s not in (",", "\n") for s in node.separators):
            raise self.error(node, "this list has other separators than commas", ",")
        if any(isinstance(i, Dots) for i in items):
            return Value(self.ellipsis(items, node), orient)
        found = [self.value(i) for i in items]
        return self.stacked_values(found, orient)

    def stacked_values(self, found: list[Value], orient: str) -> Value:
        shapes = {v.expr.shape for v in found}
        if len(shapes) != 1:
            raise ShapeError("a list of arrays of different shapes")
        result = apply("stack", *(v.expr for v in found))
        return Value(result, orient if result.rank == 1 else "")

    def ellipsis(self, items: list[Node], node: Node) -> Expr:
        """a_1, a_2, ..., a_n as the array of its generic entry."""
        at = next(k for k, i in enumerate(items) if isinstance(i, Dots))
        if at == 0 or at + 2 != len(items):
            raise self.error(node, "an ellipsis that is not followed by one last entry", "first, ..., last")
        index, body = self.generic(items[:at], items[at + 1], node)
        return bind("array", index.atom, body, 0, index.high)

    def generic(self, heads: list[Node], last: Node, node: Node) -> tuple[Index, Expr]:
        """The index of an enumeration and its entry there, from the first entries and the last one."""
        end = _end(heads[0], last) if heads else None
        if end is None:
            raise self.error(node, "no pattern is seen in what the dots leave out", "first, second, ..., last")
        first, final, path = end
        start = int(first.text)
        for count, head in enumerate(heads):
            if show(_put(last, path, Num(str(start + count)))) != show(head):
                raise self.error(node, "no pattern is seen in what the dots leave out", "first, second, ..., last")
        high = self.index_size(final)
        index = self.new_index("", high + 1 - start)
        value_of = index.atom + start
        index = Index(value_of, index.atom, Size.of(0), high + 1 - start)
        name = f"dots@{node.span[0]}"
        self.indices[name] = index
        self.scan.bound.add(name)
        body = self.expr(_put(last, path, Name(name)))
        del self.indices[name]
        return index, body

    def dotted(self, node: Chain) -> Value | None:
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
                result = self.value(head)
                for op, operand in zip(operators[at + 1 :], operands[at + 2 :]):
                    result = self.combine(op, result, self.value(operand), operand)
                return result
            raise self.error(node, "dots among operators of several kinds", "one operator")
        operands = list(node.operands)
        at = next(k for k, o in enumerate(operands) if isinstance(o, Dots))
        rest = operands[at + 2 :]
        if at + 1 >= len(operands):
            raise self.error(node, "a sum without end", "a last term")
        index, body = self.generic(operands[:at], operands[at + 1], node)
        result = value(bind(binder, index.atom, body, 0, index.high))
        for operand in rest:
            result = self.combine(node.operators[0], result, self.value(operand), operand)
        return result

    def dotted_product(self, items: list[Node], node: Node) -> Value:
        at = next(k for k, i in enumerate(items) if isinstance(i, Dots))
        if at + 2 != len(items):
            raise self.error(node, "dots in a product that is not first, ..., last", "a last factor")
        index, body = self.generic(items[:at], items[at + 1], node)
        return value(bind("prod", index.atom, body, 0, index.high))

    # Matrices and cases

    def matrix(self, node: Matrix) -> Value:
        rows = [list(row) for row in node.rows]
        if any(isinstance(c, Dots) for row in rows for c in row):
            return self.ellipsis_matrix(rows, node)
        width = max((len(r) for r in rows), default=0)
        if not width or any(len(r) != width for r in rows):
            raise self.error(node, "rows of different lengths", "as many entries in each row")
        found = [[self.value(c) for c in row] for row in rows]
        ranks = {v.rank for row in found for v in row}
        if ranks == {0}:
            if width == 1 and len(rows) > 1:
                return self.determinant_or(node, self.stacked_values([r[0] for r in found], "col"))
            if len(rows) == 1 and width > 1:
                return self.stacked_values(found[0], "row")
            lines = [apply("stack", *(v.expr for v in row)) for row in found]
            return self.determinant_or(node, Value(apply("stack", *lines)))
        return self.blocks(found, node)

    def determinant_or(self, node: Matrix, found: Value) -> Value:
        if node.kind == "vmatrix":
            return Value(apply("det", found.expr))
        if node.kind == "Vmatrix":
            return Value(apply("norm", found.expr))
        return found

    def blocks(self, found: list[list[Value]], node: Matrix) -> Value:
        """A matrix of blocks, columns beside each other, or rows below each other."""
        if len(found[0]) == 1 and all(row[0].rank == 1 for row in found):
            if all(row[0].orient == "row" for row in found):
                return Value(apply("stack", *(row[0].expr for row in found)))
            return value(apply("concat", *(row[0].expr for row in found), axis=0))
        if len(found) == 1 and all(v.rank == 1 and v.orient == "col" for v in found[0]):
            return Value(apply("transpose", apply("stack", *(v.expr for v in found[0]))))
        if any(v.rank != 2 for row in found for v in row):
            raise ShapeError("blocks of a matrix must be matrices")
        lines = [apply("concat", *(v.expr for v in row), axis=1) if len(row) > 1 else row[0].expr for row in found]
        return self.determinant_or(node, Value(apply("concat", *lines, axis=0) if len(lines) > 1 else lines[0]))

    def ellipsis_matrix(self, rows: list[list[Node]], node: Matrix) -> Value:
        """A matrix with dots: its generic entry from the first and the last row and column."""
        if all(len(r) == 1 for r in rows):
            cells = [r[0] for r in rows]
            return value(self.ellipsis(cells, node))
        if len(rows) == 1:
            found = self.ellipsis(rows[0], node)
            return Value(found, "row") if found.rank == 1 else Value(apply("transpose", found))
        rows = [[_two_indices(c) for c in row] for row in rows]
        full = [r for r in rows if not all(isinstance(c, (Dots, Blank)) for c in r)]
        at = next((k for k, r in enumerate(rows) if r not in full), None)
        columns = next((k for k, c in enumerate(full[0]) if isinstance(c, Dots)), None)
        if at is None or columns is None or len(full) != len(rows) - 1 or at != len(rows) - 2:
            raise self.error(
                node, "no pattern is seen in what the dots leave out", "dots between the first and last rows"
            )
        corner, last_row = rows[0][0], rows[-1]
        right, below, final = rows[0][-1], last_row[0], last_row[-1]
        across, down = _end(corner, right), _end(corner, below)
        if across is None or down is None:
            raise self.error(node, "no pattern is seen in what the dots leave out", "a_{11} ... a_{mn}")
        for i, row in enumerate(rows[:at]):
            for j, cell in enumerate(row[:columns]):
                wanted = _put(
                    _put(corner, across[2], Num(str(int(across[0].text) + j))), down[2], Num(str(int(down[0].text) + i))
                )
                if show(wanted) != show(cell):
                    raise self.error(cell, "this entry does not fit the pattern", show(wanted))
        if show(_put(_put(corner, across[2], across[1]), down[2], down[1])) != show(final):
            raise self.error(final, "the last entry does not fit the pattern", "a_{mn}")
        wide = self.new_index("", self.index_size(across[1]) + 1 - int(across[0].text))
        tall = self.new_index("", self.index_size(down[1]) + 1 - int(down[0].text))
        wide = replace(wide, value=wide.atom + int(across[0].text))
        tall = replace(tall, value=tall.atom + int(down[0].text))
        names = (f"across@{node.span[0]}", f"down@{node.span[0]}")
        self.indices.update(dict(zip(names, (wide, tall))))
        self.scan.bound.update(names)
        body = self.expr(_put(_put(corner, across[2], Name(names[0])), down[2], Name(names[1])))
        for name in names:
            del self.indices[name]
        return Value(bind("array", tall.atom, bind("array", wide.atom, body, 0, wide.high), 0, tall.high))

    def cases(self, node: Cases) -> Value:
        """Nested choices; the last case is what remains."""
        *rest, (last, _) = node.rows
        result = self.value(self.case_value(last))
        for content, condition in reversed(rest):
            if condition is None:
                raise self.error(content, "a case without a condition before the last one", "if ...")
            here = self.value(self.case_value(content))
            result = Value(apply("where", self.truth(condition), here.expr, result.expr), here.orient or result.orient)
        return result

    def case_value(self, node: Node) -> Node:
        return node.items[0] if isinstance(node, Statements) and len(node.items) == 1 else node

    # Truth

    def iverson(self, node: Relation) -> Value:
        if node.relations == ("|->",):
            return self.mapping(node.operands[0], node.operands[1])
        raise self.error(node, "a relation where a number belongs", "an expression")

    def mapping(self, left: Node, right: Node, arguments: list[Value] | None = None) -> Value:
        """x \\mapsto x^2, (x, y) \\mapsto x y: a function."""
        targets = list(left.items) if isinstance(left, Group) else [left]
        saved, opened = dict(self.locals), []
        for place, target in enumerate(targets):
            if not isinstance(target, Name):
                raise self.error(target, "this is no argument of a function", "x \\mapsto f(x)")
            role, _ = self.choices.choose(f"role:{target.text}", self.role_options(target.text, None, target))
            known = arguments[place].expr.shape if arguments is not None and len(arguments) == len(targets) else None
            opened.append(fresh_local(role.shape or ()) if known is None else fresh_local(known))
            self.locals[target.text] = value(opened[-1])
        body = self.value(right).expr
        self.locals = saved
        for local in reversed(opened):
            body = bind("function", local, body)
        return Value(body)

    def truth(self, node: Node) -> Expr:
        """A condition as a boolean expression or event."""
        if isinstance(node, Statements):
            parts = [self.truth(i) for i in node.items if not isinstance(i, Blank)]
            if not parts:
                raise self.error(node, "a case without a condition", "a relation")
            result = parts[0]
            for part, connective in zip(parts[1:], node.connectives[1:]):
                if connective not in ("and", "or", ",", " ", "for", "if"):
                    raise self.error(node, f"conditions joined by {connective!r}", "and, or")
                result = apply("or" if connective == "or" else "and", result, part)
            return result
        if isinstance(node, Group) and node.open == "(" and len(node.items) == 1:
            return self.truth(node.items[0])
        if isinstance(node, Chain) and set(node.operators) <= {"and", "or"}:
            result = self.truth(node.operands[0])
            for op, operand in zip(node.operators, node.operands[1:]):
                result = apply(op, result, self.truth(operand))
            return result
        if isinstance(node, Prefix) and node.op == "not":
            return apply("not", self.truth(node.arg))
        if isinstance(node, Relation):
            links = [self.link(a, r, b, node) for a, r, b in zip(node.operands, node.relations, node.operands[1:])]
            result = links[0]
            for link in links[1:]:
                result = apply("and", result, link)
            return result
        found = self.value(node)
        if found.expr.sort in ("event", "boolean"):
            return found.expr
        raise self.error(node, "this is no condition", "a relation")

    def link(self, left: Node, relation: str, right: Node, node: Node) -> Expr:
        """One comparison."""
        if relation in COMPARISONS:
            a, b = self.value(left).expr, self.value(right).expr
            if a.sort == "event" and b.sort == "event":
                return apply("iff", a, b)
            return apply(COMPARISONS[relation], a, b)
        if relation in ("in", "notin"):
            inside = self.membership(self.value(left).expr, right)
            return inside if relation == "in" else apply("not", inside)
        raise self.error(node, f"the relation {relation} as a condition", "= < > \\in")

    def membership(self, x: Expr, node: Node) -> Expr:
        """x in [a, b), {0, 1}, \\mathbb{R}: as comparisons."""
        if isinstance(node, Group) and len(node.items) == 2 and node.open in ("[", "("):
            low, high = node.items
            parts = []
            for end, op in ((low, "ge" if node.open == "[" else "gt"), (high, "le" if node.close == "]" else "lt")):
                if not any(isinstance(n, Name) and n.text == "infty" for n in walk(end)):
                    parts.append(apply(op, x, self.expr(end)))
            if not parts:
                return apply("eq", x, x)
            return parts[0] if len(parts) == 1 else apply("and", *parts)
        if (
            isinstance(node, Group)
            and node.open == "{"
            and node.items
            and not any(isinstance(i, (Dots, Relation)) for i in node.items)
            and all(s == "," for s in node.separators)
        ):
            result: Expr | None = None
            for item in node.items:
                same = apply("eq", x, self.expr(item))
                result = same if result is None else apply("or", result, same)
            assert result is not None
            return result
        named = plain(node)
        head = named.base if isinstance(named, Script) else named
        if (isinstance(head, Chain) and set(head.operators) <= {"union", "intersection", "minus"}) or (
            isinstance(head, Name) and head.style != "bb"
        ):
            return apply("member", x, symbol(self.set_size(named)[5:]))
        raise self.error(node, "membership in this set", "an interval or a list of numbers")


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
