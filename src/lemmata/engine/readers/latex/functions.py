"""Functions by their names: \\log x, \\sin^2(x), \\max(a, b), \\operatorname{softmax}(z)."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import at as at_entry
from lemmata.engine.expr.nodes import At, Bind
from lemmata.engine.ops import OPS, ShapeError, apply
from lemmata.engine.ops.record import LATEX_NAMES, PYTHON_NAMES
from lemmata.engine.readers.latex.named import argument, has_parameter, parameter_of, settings
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import indices, plain
from lemmata.engine.readers.latex.superscripts import of_function, superscript
from lemmata.engine.readers.latex.syntax import (
    Big,
    Differential,
    Dots,
    Frac,
    Function,
    Group,
    Nabla,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Script,
)
from lemmata.engine.readers.latex.values import Value, value

INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan", "sinh": "asinh", "cosh": "acosh", "tanh": "atanh",
            "logit": "sigmoid", "sigmoid": "logit", "expit": "logit", "logistic": "logit", "erf": "erfinv"}
SPELLED = {
    "ln": "log",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "Tr": "trace",
    "tr": "trace",
    "Trace": "trace",
    "sgn": "sign",
    "ReLU": "relu",
    "LSE": "logsumexp",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "Diag": "diag",
    "lg": "log10",
    "sup": "max",
    "inf": "min",
}
RECIPROCAL = {"cot": "tan", "sec": "cos", "csc": "sin", "coth": "tanh", "sech": "cosh", "csch": "sinh", "cosec": "sin"}
OF_RECIPROCAL = {"arcsec": "acos", "arccsc": "asin", "arcoth": "atanh", "arsech": "acosh", "arcsch": "asinh",
                 "arcsech": "acosh", "arccsch": "asinh", "arccoth": "atanh"}  # not arccot: its branches differ
LAWS = {
    "Var": "variance",
    "var": "variance",
    "Cov": "covariance",
    "cov": "covariance",
    "Corr": "correlation",
    "corr": "correlation",
    "E": "expectation",
    "Std": "standard_deviation",
}
ARRAY_LAWS = ("var",)
ALONG = ("softmax", "log_softmax")


def _reach(items: list[Node], at: int) -> tuple[list[Node], int]:
    """A function inside of the argument of another: \\log \\sin x takes all that \\sin takes."""
    stop = at + 1
    if stop < len(items):
        group, _ = group_of(items[stop])
        if group is not None and group.open in ("(", "[", "{"):
            return items[at : stop + 1], stop + 1
    while stop < len(items) and not isinstance(items[stop], (Function, Nabla)):
        stop += 1
    return items[at:stop], stop


def group_of(node: Node | None) -> tuple[Group | None, Script | None]:
    """The group that follows a head, and the script on it."""
    if isinstance(node, Group):
        return node, None
    if isinstance(node, Script) and isinstance(node.base, Group):
        return node.base, node
    return None, None


class Functions(State):
    """The part of the elaborator that applies named functions."""

    def operator(self, items: list[Node], at: int) -> tuple[Value, int]:
        """\\log x y, \\sin(x), \\det A: the argument is the group that follows, or what stands side by side."""
        head = items[at]
        assert isinstance(head, Function)
        if at + 1 == len(items):
            return self.apply_function(head, None), at + 1
        following = items[at + 1]
        group, script = group_of(following)
        if group is not None and group.open in ("(", "[", "{"):
            plain_array = head.name in ARRAY_LAWS and (
                has_parameter(head.name, list(group.items)) or self.is_plain_array(group))
            if head.name in LAWS and not plain_array:
                return self.finish_call(self.law(head, group), script, at + 2)
            if (
                script is not None
                and script.sup is not None
                and head.name in ("log", "ln", "exp", "sqrt")
                and (self.choices.choose(f"power:{head.span[0]}", [(0, False), (1, True)]))
            ):
                return self.apply_function(head, [script]), at + 2
            result = self.apply_function(head, list(group.items), group)
            return self.finish_call(result, script, at + 2)
        stop = at + 1
        while stop < len(items):
            item = items[stop]
            if stop > at + 1 and isinstance(item, (Function, Nabla, Differential)):
                break
            if isinstance(item, Function):
                _, stop = _reach(items, stop)
                break
            if isinstance(item, Big) and item.name == "sum" and stop > at + 1 and self.choices.choose(
                    f"before:{item.span[0]}", [(0, True), (1, False)]):
                break  # \\log x \\sum_i y_i
            stop += 1
            if isinstance(item, Big):
                break
        inner = items[at + 1 : stop]
        arg = inner[0] if len(inner) == 1 else Product(tuple(inner), span=(inner[0].span[0], inner[-1].span[1]))
        if head.name in LAWS:
            return self.law(head, Group("(", ")", (arg,), span=arg.span)), stop
        return self.apply_function(head, [arg]), stop

    def apply_function(self, head: Function, args: list[Node] | None, group: Group | None = None) -> Value:
        """A named function of its arguments, with its own scripts (\\sin^2, \\log_2, \\sigma')."""
        if args is None:
            raise self.error(head, f"{head.name} without an argument", "an argument")
        name = SPELLED.get(head.name, head.name)
        role = self.scope.lookup(head.name)
        if role is not None and (role.domain == "function" or isinstance(role.definition, Bind)):
            found = self.call(Name(head.name, "upright", span=head.span), Group("(", ")", tuple(args), span=head.span))
            if found is not None:
                return superscript(self, found, head.sup)
        if name == "arg":
            raise self.error(head, "arg without max or min", "\\arg\\max")
        if isinstance(head.sup, Prefix) and name in INVERSES:
            return self.builtin(INVERSES[name], args, head)
        if isinstance(head.sup, Prefix) and name in RECIPROCAL:
            name, head = f"arc{name}", replace(head, name=f"arc{name}", sup=None)
        if head.primes:
            return self.prime_of_builtin(name, args, head)
        if name in RECIPROCAL:
            result = Value(1 / self.builtin(RECIPROCAL[name], args, head).expr)
        elif name in OF_RECIPROCAL and len(args) == 1:
            result = self.builtin(OF_RECIPROCAL[name], [Frac(Num("1", span=head.span), args[0], span=head.span)], head)
        elif name in ("max", "min") and not any(parameter_of(a, OPS[name].params) for a in args):
            result = self.extremum_of(name, args, group, head)
        else:
            result = self.builtin(name, args, head)
        if head.sup is not None:
            acts = name in OPS and OPS[name].elementwise
            result = (of_function if acts else superscript)(self, result, head.sup)
        return result

    def builtin(self, name: str, args: list[Node], head: Function) -> Value:
        """An operation that has a record."""
        if name == "log":
            return self.logarithm(args, head)
        if name == "nullity" and len(args) == 1:
            return self.nullity(args[0])
        op = LATEX_NAMES.get(name) or PYTHON_NAMES.get(name) or PYTHON_NAMES.get(name.lower())
        if op is None or op not in OPS:
            raise self.error(head, f"{name} is not known", "a function of the field")
        record = OPS[op]
        if op == "diag" and len(args) > 1:
            args = [Group("(", ")", tuple(args), (",",) * (len(args) - 1), span=head.span)]
        given, params = settings(self, record.params, args)
        before = set(self.free)
        operands = [argument(self, a) for a in given]
        if op == "diag":
            operands = [self.listed(o, before) for o in operands]
        if op == "cos" and len(operands) == 2:
            return cosine_between(*operands)
        if record.arity is not None and record.arity != len(operands):
            raise self.error(head, f"{name} takes {record.arity} argument(s), {len(operands)} given", "")
        if head.sub is not None and op not in ALONG:
            raise self.error(head.sub, f"a subscript of {name}", "an argument")
        if not operands:
            raise self.error(head, f"{name} without an argument", "an argument")
        first = operands[0]
        if op in ALONG and not params and isinstance(first.expr, At) and not first.rank:
            array, places = first.expr.array, first.expr.indices
            return Value(at_entry(apply(op, array), *places))
        if op == "exp" and first.rank == 2:
            return Value(apply("expm", first.expr))
        if (
            record.elementwise
            and first.rank == 2
            and op not in ("relu", "sigmoid", "tanh")
            and first.expr.shape[0] == (first.expr.shape[1])
            and not self.broadcast(head, 1)
        ):
            raise ShapeError(f"{op} of a matrix")
        result = apply(op, *(o.expr for o in operands), **params)
        found = value(result, first.orient if result.rank == 1 and first.rank == 1 else "col")
        if head.sub is not None:
            parts = indices(head.sub, self.bound_here())
            if parts is None:
                raise self.error(head.sub, "a label on a function", "an index")
            return value(self.entry(found.expr, parts))
        return found

    def listed(self, operand: Value, before: set[str]) -> Value:
        """diag(p_i (1 - p_i)): the entries for all i, where the letter is first met in them."""
        new = [n for n, index in self.free.items() if n not in before and index.atom.atom in operand.expr.free]
        if operand.rank or len(new) != 1:
            return operand
        found = self.close(operand.expr, new)
        del self.free[new[0]]
        return value(found)

    def is_plain_array(self, group: Group) -> bool:
        """Whether var(A) is of an array of numbers, and not of a random variable."""
        found = self.value(group.items[0]) if group.items and not group.separators.count("|") else None
        return found is not None and found.expr.sort not in ("variable", "event", "distribution") and found.rank > 0

    def nullity(self, node: Node) -> Value:
        """The dimension of the kernel of a matrix: as many as it has columns, without its rank."""
        matrix = self.value(node)
        if matrix.rank != 2:
            raise self.blamed(ShapeError("a kernel of what is no matrix"), matrix)
        return Value(self.numeral(matrix.expr.shape[1]) - apply("rank", matrix.expr))

    def logarithm(self, args: list[Node], head: Function) -> Value:
        if len(args) != 1:
            raise self.error(head, f"log takes 1 argument, {len(args)} given")
        operand = self.value(args[0])
        if operand.rank == 2 and not self.broadcast(head):
            raise ShapeError("a logarithm of a matrix")
        base = head.sub
        if base is None and head.name == "log":
            option = str(self.scope.options.get("log", "e"))
            base = None if option == "e" else Num(option)
            if self.scope.settled("log") is not None:
                self.note(f"log to base {option}, by convention")
        if base is None or (isinstance(base, Name) and base.text == "e"):
            return Value(apply("log", operand.expr), operand.orient)
        if isinstance(base, Num) and base.text in ("2", "10"):
            return Value(apply("log" + base.text, operand.expr), operand.orient)
        return Value(apply("log_base", operand.expr, self.expr(base)), operand.orient)

    def extremum_of(self, name: str, args: list[Node], group: Group | None, head: Function) -> Value:
        """max(a, b), max{x_1, ..., x_n}, max x."""
        if len(args) > 1 and group is not None and any(isinstance(a, Dots) for a in args):
            return Value(apply(name, self.list_value(group).expr))
        if len(args) == 1:
            operand = self.value(args[0])
            if not operand.rank:
                role_like = isinstance(plain(args[0]), (Name, Script))
                raise ShapeError(f"{name} of one number" if role_like else f"{name} takes an array or several numbers")
            return Value(apply(name, operand.expr))
        if not args:
            raise self.error(head, f"{name} of nothing", "an argument")
        op = {"max": "maximum", "min": "minimum"}[name]
        result = self.value(args[0])
        for arg in args[1:]:
            other = self.value(arg)
            result = Value(apply(op, result.expr, other.expr), result.orient or other.orient)
        return result


def cosine_between(one: Value, other: Value) -> Value:
    r"""The cosine of the angle between two vectors: `\cos(u, v)`."""
    if one.rank != 1 or other.rank != 1:
        raise ShapeError("the cosine of the angle between what are no vectors")
    return Value(apply("matmul", one.expr, other.expr) / (apply("norm", one.expr) * apply("norm", other.expr)))
