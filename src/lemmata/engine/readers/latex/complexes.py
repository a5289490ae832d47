"""Names of complex values: z stands for its real and imaginary part, z_re + i z_im, and A^* for the adjoint.

Where that can't be split (an inverse, an exponential of a matrix), the values stay real. A counterexample among these
is one among all; an equation of analytic functions that holds for them holds for all; nothing else is read so.
"""

from __future__ import annotations

from lemmata.engine.expr import Apply, Bind, Expr, Number, postorder, symbol, symbols
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


def adjoint(found: Value) -> Value:
    """The conjugate transpose; of a number the conjugate."""
    turned = Value(conjugate(found.expr), found.orient)
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
