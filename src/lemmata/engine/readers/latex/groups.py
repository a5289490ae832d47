"""Groups, lists with an ellipsis, matrices, cases, norms."""

from __future__ import annotations

from lemmata.engine.expr import Size, bind, fresh_local, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.brackets import bracket
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.ellipses import ellipsis
from lemmata.engine.readers.latex.inner_products import EITHER, INNER
from lemmata.engine.readers.latex.members import members_of
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Blank, Dots, Group, Name, Node, Num, Relation, Script, show, walk
from lemmata.engine.readers.latex.values import Value, value


class Groups(State):
    """The part of the elaborator that reads what delimiters hold."""

    def group(self, node: Group) -> Value:
        if not node.items:
            raise self.error(node, "nothing between the delimiters", "an expression")
        only = node.items[0] if len(node.items) == 1 else None
        if node.open in ("", "(", "[", "{") and only is not None:
            if isinstance(only, Relation) and node.open == "[":
                return Value(apply("indicator", truth(self, only)))
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
        if (members := members_of(self, item)) is not None:
            if not members and not (isinstance(item, Name) and item.style == "cal"):  # of those a text says the size
                self.unsettled = "the text does not say which members the set has"
            return Value(self.numeral(Size.of(len(members) if members else self.set_size(item))))
        if (isinstance(item, Name) and item.style == "cal") or (
            isinstance(item, Script) and isinstance(item.base, Name) and (item.base.style == "cal")
        ):
            return self.alphabet(item) or Value(self.numeral(Size.of(self.set_size(item))))
        found = self.value(item)
        if found.rank == 2:
            return Value(apply("det", found.expr))
        # a length is less usual between single bars: where |a| fits a number, a is one
        if found.rank == 1 and self.choices.choose(f"bars:{node.span[0]}", [(1, True), (2, False)]):
            return Value(apply("norm", found.expr))
        if found.expr.sort == "event":
            raise self.error(node, "the size of an event", "its probability")
        return Value(apply("abs", found.expr), found.orient)

    def set_size(self, node: Node) -> str:
        """The name of the number of members of a set that is known by name only."""
        return f"card_{self.set_name(node)}"

    def set_name(self, node: Node) -> str:
        """The name of a set, with its indices."""
        return "_".join(n.text for n in walk(node) if isinstance(n, (Name, Num)))

    def norm(self, node: Group, order: Node | None) -> Value:
        """\\|x\\|_p; of a matrix \\|A\\|_F, \\|A\\|_2 (spectral), \\|A\\|_*."""
        if len(node.items) != 1:
            raise self.error(node, "several items in a norm", "an expression")
        found = self.value(node.items[0])
        text = (self.scope.options.get("norm", "") if node.open == "||" else "") if order is None else show(order)
        if text == "?":
            self.unsettled, text = "which norm is meant was not understood", ""
        if order is None and found.rank < 2 and text in ("F", "star"):
            text = ""  # it was said of matrices
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
        elif not text and (induced := self.induced(found)) is not None:
            return induced
        elif text in ("", "2"):
            ord_ = 2
        elif text in ("1", "infty"):
            ord_ = 1 if text == "1" else "inf"
            name = plain(node.items[0])  # a capital is a matrix, of one row: it has its sums the other way round
            if found.orient == "row" and isinstance(name, Name) and name.text[:1].isupper():
                ord_ = self.choices.choose(f"norm:{node.span[0]}", [(0, "inf" if text == "1" else 1), (1, ord_)])
        elif text.isdigit():
            ord_ = int(text)
        elif isinstance(order, Name) and found.rank == 1 and order.style == "italic" and not order.text[:1].isupper():
            p = self.expr(order)
            if self.scope.lookup(order.text) is None:
                self.assumed.append(apply("ge", p, 1))
            return Value(apply("sum", apply("abs", found.expr) ** p) ** (1 / p))
        else:
            return Value(apply("sqrt", self.weighted(found, order or node, found).expr))
        return Value(apply("norm", found.expr, ord=ord_))

    def inner(self, node: Group, order: Node | None = None) -> Value:
        """<a, b>; <a, b>_A = a^T A b, where A is a matrix."""
        if len(node.items) != 2:
            raise self.error(node, "angle brackets hold two items", "a comma")
        if order is None and self.scope.options.get(INNER) == EITHER and self.scope.lookup(INNER) is not None:
            self.unsettled = "which inner product is meant was not understood"
        a, b = (self.value(i) for i in node.items)
        if order is not None and show(order) not in ("2", "F", "Fro"):
            return self.weighted(a, order, b)
        if a.rank == 0 and b.rank == 0:
            raise ShapeError("an inner product of numbers")
        if a.rank == b.rank == 1:
            return Value(apply("matmul", a.expr, b.expr))
        return Value(apply("inner_product", a.expr, b.expr))

    def weighted(self, a: Value, order: Node, b: Value) -> Value:
        """a^T W b, where the matrix W is a subscript; a letter that nothing else knows is the name of a space."""
        if a.rank != 1 or b.rank != 1:
            raise ShapeError("an inner product of what are no vectors")
        usage = self.scan[order.text] if isinstance(order, Name) and self.scope.lookup(order.text) is None else None
        if usage is not None and usage.bare == usage.below:
            raise self.error(order, "this is no known matrix", "a matrix, 1, 2, \\infty or F")
        weight = self.value(order)
        if weight.rank != 2:
            raise self.error(order, "this is no matrix", "a matrix, 1, 2, \\infty or F")
        if symbols(weight.expr) and not known(self.expanded(weight.expr), "semidefinite"):
            self.unsettled = "whether the matrix of the norm is positive definite is not said"
        return values.times(values.times(Value(a.expr, "row"), weight), Value(b.expr, "col"))

    def induced(self, found: Value) -> Value | None:
        """The norm of the inner product that the text has defined; None where there is none, or the usual is meant."""
        role = self.scope.lookup(INNER)
        if role is None or role.definition is None or found.rank != 1:
            return None
        if not self.choices.choose("norm:inner", [(0, True), (1, False)]):
            return None
        square = self.apply_values(self.function_named(INNER, [found, found], Name(INNER, "own")), [found, found])
        return Value(apply("sqrt", square.expr))

    # Lists

    def list_value(self, node: Group) -> Value:
        """[a, b, c], (x_1, \\ldots, x_n): a vector; brackets stand as a row, parentheses as a column."""
        orient = "row" if node.open == "[" else "col"
        items = [i for i in node.items if not isinstance(i, Blank)]
        if any(s not in (",", "\n") for s in node.separators):
            raise self.error(node, "this list has other separators than commas", ",")
        if any(isinstance(i, Dots) for i in items):
            return Value(ellipsis(self, items, node), orient)
        found = [self.value(i) for i in items]
        return bracket(self, node, found) or self.stacked_values(found, orient)

    def stacked_values(self, found: list[Value], orient: str) -> Value:
        shapes = {v.expr.shape for v in found}
        if len(shapes) != 1:
            raise ShapeError("a list of arrays of different shapes")
        result = apply("stack", *(v.expr for v in found))
        return Value(result, orient if result.rank == 1 else "")

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
            role, _ = self.choices.choose(f"role:{target.text}", self.role_options(target.text, None))
            known = arguments[place].expr.shape if arguments is not None and len(arguments) == len(targets) else None
            opened.append(fresh_local(role.shape or ()) if known is None else fresh_local(known))
            self.locals[target.text] = value(opened[-1])
        body = self.value(right).expr
        self.locals = saved
        for local in reversed(opened):
            body = bind("function", local, body)
        return Value(body)
