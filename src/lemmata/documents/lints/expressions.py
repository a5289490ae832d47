"""Expressions in the order in which they are evaluated: what their names stand for, what they change in place."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from lemmata.documents.lints.effects import changed_by
from lemmata.documents.lints.scopes import Binding, Env, Function, Scopes

Since = tuple[Env, dict[str, int]]  # the bindings at a place, and how many each name had had before


class Expressions:
    """The names of one scope, and the expressions in it, each when it is evaluated."""

    def __init__(self, scopes: Scopes, outer: Expressions | None = None, function: Function | None = None,
                 owner: ast.ClassDef | None = None, since: Since | None = None):
        self.scopes, self.outer, self.function, self.owner, self.since = scopes, outer, function, owner, since
        self.env: Env = {}
        self.all: dict[str, list[Binding]] = {}  # every binding of a name in this scope
        self.joined: dict[str, Binding] = {}
        self.waiting: list[tuple[Function, ast.ClassDef | None, Since]] = []
        self.away: set[str] = set()  # names that `global` or `nonlocal` give to the scope around

    def bind(self, binding: Binding) -> Binding:
        if binding.name in self.away and self.outer:
            return self.outer.bind(binding)
        self.env[binding.name] = binding
        self.all.setdefault(binding.name, []).append(binding)
        return binding

    def wait(self, function: Function, owner: ast.ClassDef | None = None) -> None:
        """A function is walked later; it may be called from here on."""
        self.waiting.append((function, owner, (dict(self.env), {name: len(found) for name, found in self.all.items()})))

    def look(self, name: str) -> Binding | None:
        """The binding at this place; from a function, that of the scope around from its definition to the end."""
        return self.env.get(name) or (self.outer.settled(name, self.since) if self.outer else None)

    def settled(self, name: str, since: Since | None = None) -> Binding | None:
        found = self.all.get(name)
        if not found:
            return self.outer.settled(name, self.since) if self.outer else None
        if since is not None and name in since[0]:
            found = [since[0][name], *found[since[1].get(name, 0):]]
        if len(found) == 1 or len({b.target or id(b) for b in found}) == 1:
            return found[-1]
        if name not in self.joined or self.joined[name].before != tuple(found):
            self.joined[name] = Binding(name, "merged", found[-1].node, before=tuple(found))
        return self.joined[name]

    def expression(self, node: ast.AST | None) -> None:
        """Resolve the names of an expression, in the order in which it is evaluated, roughly."""
        if node is None:
            return
        if isinstance(node, ast.Name):
            found = self.look(node.id)
            if found is not None:
                self.scopes.uses[id(node)] = found
        elif isinstance(node, ast.Lambda):
            for default in (*node.args.defaults, *node.args.kw_defaults):
                self.expression(default)
            self.wait(node, self.owner)
        elif isinstance(node, ast.NamedExpr):
            self.expression(node.value)
            self.assign(node.target, node.value, node)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            self.comprehension(node)
        else:
            for child in ast.iter_child_nodes(node):
                self.expression(child)
            if isinstance(node, ast.Call):
                for changed in changed_by(node, self.look):
                    self.change(changed, node)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        kept = dict(self.env)
        for generator in node.generators:
            self.expression(generator.iter)
            self.assign(generator.target, generator.iter, generator.target, "each", local=True)
            for test in generator.ifs:
                self.expression(test)
        for result in ((node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)):
            self.expression(result)
        self.env = kept

    def assign(self, target: ast.expr, value: ast.expr | None, node: ast.AST, kind: str = "value",
               path: tuple[int, ...] = (), local: bool = False) -> None:
        if isinstance(target, ast.Name):
            binding = Binding(target.id, kind, node, value, path)
            self.scopes.targets[id(target)] = binding
            if local:  # of a comprehension
                self.env[target.id] = binding
            else:
                self.bind(binding)
        elif isinstance(target, ast.Tuple | ast.List):
            single = isinstance(value, ast.Tuple | ast.List) and kind == "value" and not any(
                isinstance(item, ast.Starred) for item in (*target.elts, *value.elts)) and len(
                value.elts) == len(target.elts)
            for place, item in enumerate(target.elts):
                if single and isinstance(value, ast.Tuple | ast.List):
                    self.assign(item, value.elts[place], node, kind, path, local)
                else:
                    self.assign(item, value, node, kind, (*path, place), local)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, None, node, kind, path, local)
        elif isinstance(target, ast.Subscript | ast.Attribute):
            self.expression(target)
            if isinstance(target, ast.Attribute) and self._is_self(target.value):
                kept = self.scopes.attributes.setdefault(id(self.owner), {})
                kept.setdefault(target.attr, []).append(value or target)  # of `self.n += 1` itself: no value
            else:
                self.change(target.value, node)

    def _is_self(self, node: ast.expr) -> bool:
        arguments = self.function.args.args if self.function is not None and self.owner is not None else []
        return bool(arguments) and isinstance(node, ast.Name) and node.id == arguments[0].arg

    def change(self, node: ast.expr, by: ast.AST) -> None:
        """What the expression names is changed in place."""
        while isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        if isinstance(node, ast.Name) and (old := self.env.get(node.id)) is not None and old.kind not in (
                "import", "function", "class"):
            self.bind(Binding(node.id, "changed", by, before=(old,)))

    def changed_in(self, body: Iterable[ast.stmt]) -> set[str]:
        """The names whose values calls in some statements change in place."""
        calls = (node for part in body for node in ast.walk(part) if isinstance(node, ast.Call))
        return {one.id for call in calls for one in changed_by(call, self.look) if isinstance(one, ast.Name)}
