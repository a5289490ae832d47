"""Expressions of a program to terms: names replaced by what they were given, own functions by what they return."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lemmata.documents.lints.entries import averaged, either, item, takes_all, transposed
from lemmata.documents.lints.naming import Names
from lemmata.documents.lints.scopes import Binding, Function, Scopes
from lemmata.documents.lints.terms import Term, add, mul, num, pow_


class Given(dict[Binding, Term]):
    """The terms of bindings that are known from outside: the arguments of a call, the entries of a comprehension."""

    def __init__(self, known: Mapping[Binding, Term]):
        super().__init__(known)
        self.terms: dict[int, Term] = {}  # what has been read with them


_NONE = Given({})
_DEPTH, _SIZE = 100, 3000  # of expressions read within each other; of a term
_WAYS = 4  # in which a function may end
_RANDOM = ("randn", "rand", "randint", "randperm", "normal", "bernoulli", "multinomial", "uniform", "random", "choice",
           "rvs", "sample", "standard_normal", "integers", "permutation", "dropout", "poisson", "binomial",
           "exponential", "random_sample", "rsample", "gauss", "shuffle", "input", "next", "pop", "read", "readline")


class Reader(Names):
    """Reads expressions with the bindings of a program."""

    def __init__(self, scopes: Scopes):
        super().__init__(scopes)
        self.known = Given({})
        self.depth = 0
        self.cuts = 0  # how often something was left as it is because it was being read already

    def term(self, node: ast.expr, given: Given = _NONE) -> Term:
        """The term of an expression; `given`: the terms of bindings that are known from outside."""
        memo = given.terms if given else self.known.terms
        if id(node) in memo:
            return memo[id(node)]
        if self.depth > _DEPTH:
            return Term("name", (), id(node), node)
        cuts = self.cuts
        read = getattr(self, "_" + type(node).__name__.lower(), self._other)
        self.depth += 1
        try:
            term = read(node, given)
        finally:
            self.depth -= 1
        if term.size > _SIZE:
            term = Term("name", (), id(node), node)
        if self.cuts == cuts:  # else it may say more when it is asked for from elsewhere
            memo[id(node)] = term
        return term

    def _other(self, node: ast.expr, given: Given) -> Term:
        parts = tuple(self.term(c, given) for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr))
        return Term(type(node).__name__.lower(), parts, id(node) if isinstance(node, ast.Await | ast.Yield) else None,
                    node)

    def _constant(self, node: ast.Constant, given: Given) -> Term:
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            if abs(node.value) <= 1e300:
                return num(float(node.value), node)
            return Term("constant", (), str(node.value)[:20] if isinstance(node.value, float) else "large", node)
        return Term("text", (), (type(node.value).__name__, repr(node.value)), node)

    def _name(self, node: ast.Name, given: Given) -> Term:
        binding = self.scopes.uses.get(id(node))
        if binding is None:
            return Term("name", (), node.id, node)
        return self.of_binding(binding, node, given)

    def of_binding(self, binding: Binding, node: ast.expr, given: Given = _NONE) -> Term:
        if binding in given:
            return given[binding]
        leaf = Term("name", (), binding, node)
        if binding.kind not in ("value", "each") or binding.value is None:
            return leaf
        if binding in self.active:
            self.cuts += 1
            return leaf
        self.active.append(binding)
        try:
            term = self.term(binding.value, given)
        finally:
            self.active.pop()
        if binding.kind == "each":
            return item(term, binding.path, node)
        for place in binding.path:
            term = Term("index", (term, num(place)), None, node)
        return term if term.size <= _SIZE else leaf

    def _binop(self, node: ast.BinOp, given: Given) -> Term:
        left, right = self.term(node.left, given), self.term(node.right, given)
        match node.op:
            case ast.Add():
                if "text" in (left.head, right.head) or self._is_list(node.left) or self._is_list(node.right):
                    return Term("concatenate", (left, right), None, node)
                return add([left, right], node)
            case ast.Sub():
                return add([left, mul([num(-1), right])], node)
            case ast.Mult() if self._is_list(node.left) or self._is_list(node.right):
                return Term("repeated", (left, right), None, node)
            case ast.Mult():
                return averaged(mul([left, right], node))
            case ast.Div():
                return averaged(mul([left, pow_(right, num(-1))], node))
            case ast.Pow():
                return pow_(left, right, node)
            case ast.MatMult():
                return Term("matmul", (left, right), None, node)
        return Term(type(node.op).__name__.lower(), (left, right), None, node)

    def _is_list(self, node: ast.expr) -> bool:
        return isinstance(self.meaning(node), ast.List | ast.ListComp | ast.Tuple)

    def _unaryop(self, node: ast.UnaryOp, given: Given) -> Term:
        inner = self.term(node.operand, given)
        if isinstance(node.op, ast.USub):
            return mul([num(-1), inner], node)
        return inner if isinstance(node.op, ast.UAdd) else Term(type(node.op).__name__.lower(), (inner,), None, node)

    def _ifexp(self, node: ast.IfExp, given: Given) -> Term:
        return either([self.term(node.body, given), self.term(node.orelse, given)], node)

    def _compare(self, node: ast.Compare, given: Given) -> Term:
        sides = tuple(self.term(part, given) for part in (node.left, *node.comparators))
        return Term("compare", sides, tuple(type(op).__name__ for op in node.ops), node)

    def _subscript(self, node: ast.Subscript, given: Given) -> Term:
        base = self.term(node.value, given)
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if all(takes_all(place) for place in places):
            return base
        return Term("index", (base, *(self.term(place, given) for place in places)), None, node)

    def _slice(self, node: ast.Slice, given: Given) -> Term:
        none = Term("text", (), ("NoneType", "None"))
        return Term("slice", tuple(none if part is None else self.term(part, given)
                                   for part in (node.lower, node.upper, node.step)), None, node)

    def _attribute(self, node: ast.Attribute, given: Given) -> Term:
        qualified = self.qualified(node)
        if qualified:
            root, _, name = qualified.rpartition(".")
            if name in ("e", "pi", "inf", "nan") and root in ("numpy", "math", "jax.numpy", "torch", "scipy.constants"):
                return Term("constant", (), name, node)
            return Term("library", (), qualified, node)
        value = self.meaning(node)
        if value is not None and value is not node and value not in self.active:
            self.active.append(value)
            try:
                return self.term(value)
            finally:
                self.active.pop()
        base = self.term(node.value, given)
        if node.attr in ("data", "values", "real", "flat"):
            return base
        if node.attr in ("T", "mT"):
            return transposed(base, node)
        return Term("attribute", (base,), node.attr, node)

    def _tuple(self, node: ast.Tuple | ast.List | ast.Set, given: Given) -> Term:
        return Term("list", tuple(self.term(e, given) for e in node.elts), None, node)

    _list = _set = _tuple

    def _dict(self, node: ast.Dict, given: Given) -> Term:
        keys = [Term("text", (), "**") if key is None else self.term(key, given) for key in node.keys]
        return Term("dict", (Term("list", tuple(keys)), Term("list", tuple(self.term(v, given) for v in node.values))),
                    None, node)

    def _lambda(self, node: ast.Lambda, given: Given) -> Term:
        return Term("function", (), id(node), node)

    def _joinedstr(self, node: ast.JoinedStr, given: Given) -> Term:
        return Term("text", (), id(node), node)

    def _namedexpr(self, node: ast.NamedExpr, given: Given) -> Term:
        return self.term(node.value, given)

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, given: Given) -> Term:
        """`f(v) for v in z` is f(z), entry by entry."""
        inner = Given(given)
        some = False
        for generator in node.generators:
            source = self.term(generator.iter, Given(inner))
            for name in ast.walk(generator.target):
                binding = self.scopes.targets.get(id(name))
                if binding is not None and isinstance(name, ast.Name):
                    inner[binding] = item(source, binding.path, name, whole=True)
            some = some or bool(generator.ifs)
        term = self.term(node.elt, inner)
        return Term("index", (term, Term("text", (), id(node))), None, node) if some else term

    _generatorexp = _setcomp = _listcomp

    def _call(self, node: ast.Call, given: Given) -> Term:
        from lemmata.documents.lints.calls import read_call

        return read_call(self, node, given)

    def inlined(self, function: Function, arguments: Sequence[Term], named: Mapping[str, Term], node: ast.expr,
                itself: Term | None = None) -> Term | None:
        """What a function of the document returns for arguments; None where that is unclear."""
        if isinstance(function, ast.Lambda):
            results: list[ast.expr | None] = [function.body]
        else:
            results = [r.value for r in self.scopes.returns.get(id(function), [])]
            if not isinstance(function, ast.FunctionDef) or not 0 < len(results) <= _WAYS:
                return None
        if function in self.active:
            self.cuts += 1
            return None
        parameters = function.args
        if parameters.vararg or parameters.kwarg:
            return None
        places = [*parameters.posonlyargs, *parameters.args]
        values = [*([itself] if itself is not None else []), *arguments]
        if len(values) > len(places):
            return None
        inner = Given({})
        for place, parameter in enumerate([*places, *parameters.kwonlyargs]):
            binding = self.scopes.targets[id(parameter)]
            if place < len(values):
                inner[binding] = values[place]
            elif parameter.arg in named:
                inner[binding] = named[parameter.arg]
            elif binding.value is not None:
                inner[binding] = self.term(binding.value)
            else:
                return None
        self.active.append(function)
        try:
            return either([self.term(result, inner or _NONE) for result in results if result is not None], node)
        finally:
            self.active.pop()

    def is_draw(self, qualified: str, name: str) -> bool:
        """Whether a call may give something else each time."""
        return name in _RANDOM or ".random." in f".{qualified}."
