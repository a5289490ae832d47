"""From the syntax tree to an expression: names, scripts, sums and products under one choice of roles."""

from __future__ import annotations

from lemmata.engine.expr.claims import Written
from lemmata.engine.readers.latex.arithmetic import Arithmetic
from lemmata.engine.readers.latex.calculus import Calculus
from lemmata.engine.readers.latex.calls import Calls
from lemmata.engine.readers.latex.chance import Chance
from lemmata.engine.readers.latex.customs import Customs
from lemmata.engine.readers.latex.differentials import Differentials
from lemmata.engine.readers.latex.evaluations import evaluated
from lemmata.engine.readers.latex.family_calls import FamilyCalls
from lemmata.engine.readers.latex.function_values import FunctionValues
from lemmata.engine.readers.latex.functions import Functions
from lemmata.engine.readers.latex.gradients import Gradients
from lemmata.engine.readers.latex.groups import Groups
from lemmata.engine.readers.latex.indexing import Indexing
from lemmata.engine.readers.latex.lifting import Draws
from lemmata.engine.readers.latex.matrices import cases, matrix
from lemmata.engine.readers.latex.names import Names
from lemmata.engine.readers.latex.outcomes import Outcomes
from lemmata.engine.readers.latex.partials import Partials
from lemmata.engine.readers.latex.products import Products
from lemmata.engine.readers.latex.roles import Roles
from lemmata.engine.readers.latex.slices import Slices
from lemmata.engine.readers.latex.sums import Sums
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Blank,
    Cases,
    Chain,
    Differential,
    Dots,
    Evaluated,
    Frac,
    Function,
    Group,
    Matrix,
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
    Statements,
)
from lemmata.engine.readers.latex.tables import Tables
from lemmata.engine.readers.latex.values import Value


class Elaborator(
    Names, Roles, Draws, Customs, Outcomes, Indexing, Slices, Tables, Arithmetic, Products, Functions, Calls,
    FamilyCalls, Groups, Sums, Calculus, FunctionValues, Partials, Differentials, Gradients, Chance
):
    """Builds expressions; raises ShapeError where sizes don't fit, Unreadable where a notation is not known."""

    # Dispatch

    def value(self, node: Node) -> Value:
        """The value of an operand."""
        method = _METHODS.get(type(node))
        if method is None:
            raise self.error(node, f"{type(node).__name__.lower()} does not stand for a number here", "an expression")
        found = method(self, node)
        self.keep(node, found)
        return found

    def keep(self, node: Node, found: Value) -> None:
        """Keep how a part of the source was read; a row is written as a transpose, which is no part of its value."""
        kind = _KINDS.get(type(node))
        if kind is None or found.orient == "row" or found.expr.free or (isinstance(node, Group) and not node.open):
            return
        if isinstance(node, Script):
            kind = "name" if node.sup is None and not node.primes else "power"
        self.written.append(Written(found.expr, node.span, kind))

    def blank(self, node: Node) -> Value:
        raise self.error(node, "something is left out here", "an operand")

    def statements_value(self, node: Statements) -> Value:
        raise self.error(node, "several statements where one operand belongs", "an expression")

    def function_alone(self, node: Function) -> Value:
        return self.apply_function(node, None)


_KINDS: dict[type[Node], str] = {
    Name: "name", Script: "power", Chain: "sum", Frac: "fraction", Prefix: "sum", Binom: "atom", Root: "atom",
    Product: "product", Group: "atom", Matrix: "atom", Big: "big",
}
_METHODS = {
    Num: Elaborator.num,
    Name: Elaborator.name,
    Script: Elaborator.script,
    Chain: Elaborator.chain,
    Frac: Elaborator.frac,
    Prefix: Elaborator.prefix,
    Postfix: Elaborator.postfix,
    Binom: Elaborator.binom,
    Root: Elaborator.root,
    Product: Elaborator.product,
    Group: Elaborator.group,
    Matrix: matrix,
    Cases: cases,
    Big: Elaborator.big,
    Slope: Elaborator.slope,
    Differential: Elaborator.differential,
    Function: Elaborator.function_alone,
    Nabla: Elaborator.blank,
    Dots: Elaborator.blank,
    Blank: Elaborator.blank,
    Evaluated: evaluated,
    Statements: Elaborator.statements_value,
    Relation: Elaborator.iverson,
}
