"""Names of complex values: z stands for its real and imaginary part, z_re + i z_im, and A^* for the adjoint.

Where that can't be split (an inverse, an exponential of a matrix), the values stay real: an equation of analytic
functions that holds for real values holds for all; nothing else is read so. A conjugate is not analytic, so it is a
variable of its own there: what holds for independent A and A_conj holds where one is the conjugate of the other, and
an equation that fails for some such pair fails for some conjugates too.
"""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Bind, Expr, Number, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.latex.imaginary import UNIT, conjugate
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.values import Value, transpose, value
from lemmata.engine.readers.scope import Role
from lemmata.engine.readers.spelling import with_label

ANALYTIC = frozenset(
    ["add", "sub", "mul", "div", "neg", "matmul", "dot", "outer", "kron", "trace", "transpose", "inv", "det", "solve",
     "matrix_power", "exp", "expm", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sum", "mean", "prod", "diag", "eye",
     "zeros", "ones", "stack", "reshape", "ravel", "vec", "expand_dims", "broadcast_to", "derivative", "call", "eq"]
)
_CONJUGATE, _ITS_OWN = "the conjugate of", "is read as a value of its own"
_BINDERS = frozenset(["array", "sum", "prod", "function"])


def complex_value(e: State, name: str, role: Role) -> Value | None:
    """The value of a name of the domain of complex values; None where it is to be read as real."""
    if role.shape is None:
        return None
    e.complex = name
    if not e.choices.choose("complex", [(0, True), (3, False)]):
        e.restricted = name
        return None
    shape = tuple(e.choices.size(d) for d in role.shape)
    parts = []
    for word in ("re", "im"):
        found = symbol(with_label(name, word), shape)
        e.symbols[found.name] = (found, role.source)
        parts.append(found)
    e.note(f"{name} is {parts[0].name} + i {parts[1].name}")
    return value(parts[0] + UNIT * parts[1])


def is_complex(e: State, name: str) -> bool:
    role = e.scope.lookup(name)
    return role is not None and (role.domain == "complex" or (
        role.definition is not None and UNIT in symbols(role.definition)))


def has_complex(e: State, expr: Expr) -> bool:
    """Whether a name of complex values stands in an expression."""
    return UNIT in symbols(expr) or (bool(e.restricted) and any(is_complex(e, s.name) for s in symbols(expr)))


def conjugated(e: State, found: Value) -> Value:
    """The conjugate: that of an analytic function of names that are read as real is it of their conjugates."""
    expr = found.expr
    if e.restricted:
        expr = e.expanded(expr)
        if any(s.domain == "function" for s in symbols(expr)):
            raise ShapeError("the conjugate of a function of which nothing is known")
        named: dict[Expr, Expr] = {}
        for s in symbols(expr):
            if is_complex(e, s.name):
                other = named[s] = symbol(with_label(s.name, "conj"), s.shape)
                e.symbols.setdefault(other.name, (other, e.symbols[s.name][1] if s.name in e.symbols else "habit"))
                e.unsettled = f"{_CONJUGATE} {s.name} {_ITS_OWN}"
        expr = substitute(expr, named)
    return Value(conjugate(expr), found.orient)


def of_real_values(claim: Claim) -> Claim | None:
    """The claim for real values, which are their own conjugates; None where no conjugate is a value of its own."""
    if not (claim.unsettled.startswith(_CONJUGATE) and claim.unsettled.endswith(_ITS_OWN)):
        return None
    ending = with_label("", "conj")
    real: dict[Expr, Expr] = {
        s: symbol(s.name.removesuffix(ending), s.shape, s.domain, s.params)
        for s in symbols(*claim.relations, *claim.premises) if s.name.endswith(ending)}
    return replace(claim, relations=tuple(substitute(r, real) for r in claim.relations),
                   premises=tuple(substitute(p, real) for p in claim.premises), unsettled="")


def part(e: State, name: str, found: Value) -> Value:
    """Re z or Im z."""
    other = conjugated(e, found).expr
    if name == "Re":
        return Value((found.expr + other) / 2, found.orient)
    return Value((found.expr - other) / (2 * UNIT), found.orient)


def adjoint(e: State, found: Value) -> Value:
    """The conjugate transpose; of a number the conjugate."""
    turned = conjugated(e, found)
    return transpose(turned) if found.rank else turned


def is_analytic(relation: Expr) -> bool:
    """Whether a relation that holds for real values holds for complex ones too."""
    for node in postorder(relation):
        if isinstance(node, Apply) and node.op == "pow":
            if not isinstance(node.args[1], Number) or node.args[1].value.denominator != 1:
                return False
        elif (isinstance(node, Apply) and node.op not in ANALYTIC) or (
                isinstance(node, Bind) and node.binder not in _BINDERS):
            return False
    return True
