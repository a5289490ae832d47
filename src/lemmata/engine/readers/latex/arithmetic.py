"""Operators between operands: sums, products, quotients, signs, roots."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import gcd

from lemmata.engine.expr import Expr, number, symbols
from lemmata.engine.expr.nodes import Apply, Int, Number
from lemmata.engine.ops import OPS, ShapeError, apply
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.complexes import conjugated, has_complex
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.ellipses import dotted
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, items_of
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Chain,
    Frac,
    Group,
    Nabla,
    Name,
    Node,
    Num,
    Postfix,
    Prefix,
    Product,
    Relation,
    Root,
    Script,
    Slope,
    walk,
)
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.sizes import fold

MOST_DIGITS = 4000  # of one number; Python itself reads no more than 4300


def is_operator(node: Node) -> bool:
    """\\nabla_w or \\frac{d}{dx} that waits for what it differentiates."""
    return (isinstance(node, Slope) and node.arg is None) or (isinstance(node, Nabla) and node.sub is not None)


def is_image(expr: Expr) -> bool:
    """Wx: what is added to it is a vector, since layers have a bias for every unit."""
    return isinstance(expr, Apply) and expr.op == "matmul"


class Arithmetic(State):
    """The part of the elaborator that joins operands."""

    # Leaves

    def num(self, node: Num) -> Value:
        text = node.text.replace(",", "")
        if len(text) > MOST_DIGITS:
            raise self.error(node, f"a number of {len(text)} digits; at most {MOST_DIGITS} are read")
        exact = number(Fraction(text))
        if "." in text and not self.exact:
            return Value(apply("decimal", exact, digits=len(text.split(".")[1])))
        return Value(exact)

    # Operators

    def chain(self, node: Chain) -> Value:
        if set(node.operators) <= {"and", "or"} and any(isinstance(o, Relation) for o in node.operands):
            return Value(truth(self, node))
        node = self.scientific(self.reaching(node))
        if (composed := self.composition(node)) is not None:
            return composed
        enumerated = dotted(self, node)
        if enumerated is not None:
            return enumerated
        operands, operators = list(node.operands), list(node.operators)
        if isinstance(operands[0], Nabla) and operators[0] == "dot" and operands[0].sub is None:
            result = self.divergence_of(operands[1])
            del operands[1], operators[0]
        else:
            result = self.value(operands[0])
        for op, operand in zip(operators, operands[1:]):
            right = self.value(operand)
            result = self.combine(op, result, right, operand)
        return result

    def reaching(self, node: Chain) -> Chain:
        """\\sum_i a_i + b_i as the sum of both, where else i would be free; \\nabla_w of a loss plus a penalty."""
        for place, operand in enumerate(node.operands[:-1]):
            wide = self.slope_of_sum(node, place)
            if wide is not None:
                return wide
            *before, last = operand.factors if isinstance(operand, Product) else (operand,)
            if not isinstance(last, Big) or last.name != "sum" or last.sub is None or last.body is None:
                continue
            part = items_of(last.sub)[0]
            letter = part.operands[0] if isinstance(part, Relation) else part
            rest = node.operands[place + 1 :]
            if (
                not isinstance(letter, Name)
                or not set(node.operators[place:]) <= {"+", "-"}
                or not any(self.mentions(o, {letter.text}) for o in rest)
                or not self.choices.choose(f"scope:{last.span[0]}", [(0, False), (1, True)])
            ):
                continue
            whole = replace(last, body=Chain((last.body, *rest), node.operators[place:], span=node.span))
            item = replace(operand, factors=(*before, whole)) if isinstance(operand, Product) else whole
            return Chain((*node.operands[:place], item), node.operators[:place], span=node.span)
        return node

    def scientific(self, node: Chain) -> Chain:
        """2 \\times 10^{20} / 4 \\times 10^{14} may be divided by all of 4 \\times 10^{14}."""
        operands, operators = list(node.operands), list(node.operators)
        for place in range(len(operators) - 1, 0, -1):
            number_, power = operands[place : place + 2]
            if (
                operators[place - 1] == "/"
                and operators[place] in ("times", "dot")
                and isinstance(number_, Num)
                and isinstance(power, Script)
                and isinstance(power.base, Num)
                and power.base.text == "10"
                and self.choices.choose(f"scientific:{number_.span[0]}", [(0, False), (1, True)])
            ):
                span = number_.span[0], power.span[1]
                whole = Chain((number_, power), (operators[place],), span=span)
                operands[place : place + 2] = [Group("(", ")", (whole,), span=span)]
                del operators[place]
        return replace(node, operands=tuple(operands), operators=tuple(operators))

    def slope_of_sum(self, node: Chain, place: int) -> Chain | None:
        """\\nabla_w f + g, \\frac{d}{dx} f + g with the whole sum under the operator; None where it ends before."""
        operand, rest = node.operands[place], node.operands[place + 1 :]
        factors = operand.factors if isinstance(operand, Product) else ()
        at = next((k for k, f in enumerate(factors[:-1]) if is_operator(f)), None)
        if at is None or not set(node.operators[place:]) <= {"+", "-"}:
            return None
        operator = factors[at]
        over = operator.over if isinstance(operator, Slope) else ((operator.sub, 1),)
        names = {b.text for v, _ in over for part in items_of(v) if isinstance(b := base_of(part), Name)}
        inside = [n for o in rest for n in walk(o)]
        if (
            any(isinstance(n, (Slope, Nabla)) for n in inside)
            or not any(isinstance(n, Name) and n.text in names for n in inside)
            or not self.choices.choose(f"scope:{operator.span[0]}", [(0, False), (1, True)])
        ):
            return None
        span = (factors[at + 1].span[0], node.span[1])
        whole = Chain((Product(factors[at + 1 :], span=span), *rest), node.operators[place:], span=span)
        taken = Product((*factors[: at + 1], Group("(", ")", (whole,), span=span)), span=node.span)
        if not place:
            return Chain((taken, Num("0", span=span)), ("+",), span=node.span)
        return Chain((*node.operands[:place], taken), node.operators[:place], span=node.span)

    def combine(self, op: str, a: Value, b: Value, node: Node) -> Value:
        """Two operands joined by an operator."""
        try:
            return self.joining(lambda left, right: self.joined(op, left, right, node), a, b)
        except ShapeError as error:
            raise self.blamed(error, a, b) from None

    def joined(self, op: str, a: Value, b: Value, node: Node) -> Value:
        if op in ("intersection", "union", "minus", "and", "or") and a.expr.sort in ("event", "boolean", "variable"):
            return self.events(op, a, b)
        if op in ("+", "-", "dot", "*", "times", "side"):
            folded = fold({"+": "add", "-": "sub"}.get(op, "mul"), a.expr, b.expr)
            if folded is not None:
                return Value(folded)
        if op in ("+", "-"):
            right = values.negative(b) if op == "-" else b
            if op == "-" and isinstance(b.expr, (Number, Int)):
                right = Value(-b.expr)
            plain = a.rank == b.rank or values.is_zero(a.expr) or values.is_zero(b.expr)
            shift = isinstance(node, (Name, Num)) and b.rank == 0 and a.rank == 1 and not is_image(a.expr)
            return values.plus(a, right, plain or self.broadcast(node, 1 if shift else 3))
        if op in ("dot", "*"):
            return (
                values.dot(a, b) if op == "dot" or a.rank != b.rank or not a.rank else Value(a.expr * b.expr, a.orient)
            )
        if op == "/":
            return self.quotient(a, b, node)
        if op == "times":
            if a.rank == b.rank == 1 and a.orient == b.orient:
                return value(apply("cross", a.expr, b.expr))
            return values.times(a, b)
        if op == "odot" or (op == "circ" and a.expr.sort != "function"):
            values.numeric("an entrywise product", a, b)
            if a.rank != b.rank:
                raise ShapeError("an entrywise product of arrays of different ranks")
            return Value(a.expr * b.expr, a.orient or b.orient)
        if op == "oplus":
            return Value(self.direct_sum(a.expr, b.expr))
        if op == "otimes":
            if a.rank == b.rank == 1:
                return Value(apply("outer", a.expr, b.expr))
            return Value(apply("kron", a.expr, b.expr))
        if op == "circ" and b.expr.sort == "function":
            return Value(apply("compose", a.expr, b.expr))
        raise self.error(node, f"the operator {op} between these is not known", "+ - \\cdot \\odot ...")

    def direct_sum(self, a: Expr, b: Expr) -> Expr:
        """The matrix with two blocks on its diagonal."""
        if a.rank != 2 or b.rank != 2:
            raise ShapeError("a direct sum is of matrices")
        above = apply("zeros", shape=(a.shape[0], b.shape[1]))
        below = apply("zeros", shape=(b.shape[0], a.shape[1]))
        rows = apply("concat", a, above, axis=1), apply("concat", below, b, axis=1)
        return apply("concat", *rows, axis=0)

    def quotient(self, a: Value, b: Value, node: Node) -> Value:
        exact = self.fraction(a.expr, b.expr)
        if exact is not None:
            return exact
        plain = not b.rank or a.rank == b.rank == 1
        try:
            return values.over(a, b, plain or self.broadcast(node))
        except ShapeError as error:
            raise self.blamed(error, a, b) from None

    def frac(self, node: Frac) -> Value:
        return self.quotient(self.value(node.num), self.value(node.den), node)

    def fraction(self, a: Expr, b: Expr) -> Value | None:
        """A quotient of two integers without a common factor is one number."""
        if not (isinstance(a, Number) and isinstance(b, Number)):
            return None
        whole = a.value.denominator == b.value.denominator == 1 and b.value > 1
        return Value(number(a.value / b.value)) if whole and gcd(int(a.value), int(b.value)) == 1 else None

    def prefix(self, node: Prefix) -> Value:
        if node.op == "-":
            return values.negative(self.value(node.arg))
        if node.op == "+":
            return self.value(node.arg)
        if node.op in ("not", "bar"):
            found = self.value(node.arg)
            if found.expr.sort in ("event", "boolean"):
                if node.op == "bar" and not self.chance and not any(
                        role.domain == "event" and role.source in ("prose", "declared")
                        for s in symbols(found.expr) if (role := self.scope.lookup(s.name)) is not None):
                    self.unsettled = "a bar may be a complement or a closure"
                return Value(apply("not", found.expr))
            if node.op == "bar" and has_complex(self, found.expr):
                return conjugated(self, found)
        raise self.error(node, f"{node.op} before an expression is not known", "a sign")

    def postfix(self, node: Postfix) -> Value:
        found = self.value(node.arg)
        if node.op == "!":
            return Value(apply("factorial", found.expr))
        return Value(found.expr / 100, found.orient)

    def binom(self, node: Binom) -> Value:
        return Value(apply("binomial", self.expr(node.top), self.expr(node.bottom)))

    def root(self, node: Root) -> Value:
        found = self.value(node.arg)
        if node.degree is None or (isinstance(node.degree, Num) and node.degree.text == "2"):
            if found.rank == 2 and "sqrtm" in OPS:
                return Value(apply("sqrtm", found.expr))
            return Value(apply("sqrt", found.expr), found.orient)
        if isinstance(node.degree, Num) and node.degree.text == "3":
            return Value(apply("cbrt", found.expr), found.orient)
        return Value(found.expr ** (number(1) / self.expr(node.degree)), found.orient)
