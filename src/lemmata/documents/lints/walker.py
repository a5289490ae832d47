"""The walk through the statements of a program in the order in which they run: what each name stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from lemmata.documents.lints.effects import changed_by
from lemmata.documents.lints.libraries import TRANSPARENT, method
from lemmata.documents.lints.loops import gathered
from lemmata.documents.lints.scopes import Binding, Env, Function, Scopes, bound_in

Since = tuple[Env, dict[str, int]]  # the bindings at a place, and how many each name had had before


class Walker:
    """Walks the statements of one scope; functions wait until what is around them has been walked."""

    def __init__(self, scopes: Scopes, outer: Walker | None = None, function: Function | None = None,
                 owner: ast.ClassDef | None = None, since: Since | None = None):
        self.scopes, self.outer, self.function, self.owner, self.since = scopes, outer, function, owner, since
        self.env: Env = {}
        self.all: dict[str, list[Binding]] = {}  # every binding of a name in this scope
        self.joined: dict[str, Binding] = {}
        self.waiting: list[tuple[Function, ast.ClassDef | None, Since]] = []
        self.away: set[str] = set()  # names that `global` or `nonlocal` give to the scope around

    def run(self, body: Iterable[ast.stmt]) -> None:
        self.block(body)
        self.finish()

    def finish(self) -> None:
        """Walk the functions of this scope, which see it as it is in the end."""
        while self.waiting:
            function, owner, since = self.waiting.pop(0)
            inner = Walker(self.scopes, self, function, owner, since)
            inner.enter(function)
            if isinstance(function, ast.Lambda):
                inner.expression(function.body)
                inner.finish()
            else:
                inner.run(function.body)

    def enter(self, function: Function) -> None:
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults)) + [*arguments.defaults]
        pairs = [*zip(positional, defaults), *zip(arguments.kwonlyargs, arguments.kw_defaults)]
        pairs += [(extra, None) for extra in (arguments.vararg, arguments.kwarg) if extra]
        for argument, default in pairs:
            binding = Binding(argument.arg, "parameter", argument, default)
            self.scopes.targets[id(argument)] = binding
            self.bind(binding)
        if self.owner is not None and positional and not isinstance(function, ast.Lambda):
            self.scopes.selves[id(self.env[positional[0].arg])] = self.owner

    # names

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

    # expressions

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

    # statements

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

    def block(self, body: Iterable[ast.stmt]) -> bool:
        """Walk statements; whether the end is reached, as far as one sees."""
        for statement in body:
            method = getattr(self, "on_" + type(statement).__name__.lower(), None)
            if method is not None:
                method(statement)
            else:
                self.expression(statement)
            if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
                return False
        return True

    def on_return(self, node: ast.Return) -> None:
        self.expression(node.value)
        if self.function is not None:
            self.scopes.returns.setdefault(id(self.function), []).append(node)

    def on_assign(self, node: ast.Assign) -> None:
        self.expression(node.value)
        for target in node.targets:
            self.assign(target, node.value, node)

    def on_annassign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.expression(node.value)
            self.assign(node.target, node.value, node)

    def on_augassign(self, node: ast.AugAssign) -> None:
        self.expression(node.value)
        if not isinstance(node.target, ast.Name):
            self.assign(node.target, None, node)
            return
        old = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        self.expression(old)
        self.assign(node.target, ast.copy_location(ast.BinOp(old, node.op, node.value), node), node)

    def on_expr(self, node: ast.Expr) -> None:
        self.expression(node.value)
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and (call.func.attr == "add" or not (
                method(call.func.attr) or call.func.attr in TRANSPARENT)):
            self.change(call.func.value, node)  # a method called for what it does, not for its value

    def on_delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.env.pop(target.id, None)
            else:
                self.change(target, node)

    def on_global(self, node: ast.Global | ast.Nonlocal) -> None:
        self.away.update(node.names)

    on_nonlocal = on_global

    def on_import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            self.scopes.roots.add(alias.name.split(".")[0])
            self.bind(Binding(name, "import", node, target=alias.name if alias.asname else name))

    def on_importfrom(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        self.scopes.roots.add(module.split(".")[0])
        for alias in node.names:
            if alias.name == "*":
                self.scopes.star.append(module)
            else:
                self.bind(Binding(alias.asname or alias.name, "import", node, target=f"{module}.{alias.name}"))

    def on_functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            self.expression(part)
        self.bind(Binding(node.name, "function", node))
        self.wait(node)

    on_asyncfunctiondef = on_functiondef

    def on_classdef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *[k.value for k in node.keywords]):
            self.expression(part)
        self.bind(Binding(node.name, "class", node))
        inner = Walker(self.scopes, self)
        inner.block(statement for statement in node.body
                    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef))
        methods = [s for s in node.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)]
        self.scopes.methods[id(node)] = {m.name: m for m in methods}
        for one in methods:
            for outside in (*one.decorator_list, *one.args.defaults, *one.args.kw_defaults):
                self.expression(outside)
            self.wait(one, node)
        for function, owner, _ in inner.waiting:
            self.wait(function, owner)

    def on_if(self, node: ast.If) -> None:
        self.expression(node.test)
        if ast.unparse(node.test).startswith("__name__ =="):
            self.block(node.body)
            return
        self.branches([node.body, node.orelse], node)

    def on_match(self, node: ast.Match) -> None:
        self.expression(node.subject)
        self.branches([*(case.body for case in node.cases), []], node)

    def branches(self, bodies: Sequence[list[ast.stmt]], node: ast.AST) -> None:
        start, ends = self.env, []
        for body in bodies:
            self.env = dict(start)
            if self.block(body):
                ends.append(self.env)
        self.env = self.merged(ends, node) if ends else dict(start)

    def merged(self, envs: Sequence[Env], node: ast.AST) -> Env:
        """One environment where several ways come together."""
        result: Env = {}
        for name in dict.fromkeys(name for env in envs for name in env):
            options = list({id(env[name]): env[name] for env in envs if name in env}.values())
            targets = {option.target or id(option) for option in options}
            if len(targets) == 1:
                result[name] = options[0]
            else:
                result[name] = Binding(name, "merged", node, before=tuple(options))
                self.all.setdefault(name, []).append(result[name])
        return result

    def on_try(self, node: ast.Try) -> None:
        start = dict(self.env)
        reached = self.block([*node.body, *node.orelse])
        ends = [self.env] if reached else []
        for handler in node.handlers:
            self.env = dict(start)
            if self.block(handler.body):
                ends.append(self.env)
        self.env = self.merged(ends, node) if ends else start
        self.block(node.finalbody)

    on_trystar = on_try

    def on_with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.expression(item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, None, node)
        self.block(node.body)

    on_asyncwith = on_with

    def on_while(self, node: ast.While) -> None:
        self.loop(node)

    def on_for(self, node: ast.For | ast.AsyncFor) -> None:
        self.expression(node.iter)
        self.loop(node)

    on_asyncfor = on_for

    def loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        """A body that may run again: what it binds is unclear where it begins."""
        before = dict(self.env)
        for name in bound_in(node.body) | self.changed_in(node.body):
            if name in self.env and self.env[name].kind != "import":
                self.env[name] = Binding(name, "merged", node, before=(self.env[name],))
        if isinstance(node, ast.While):
            self.expression(node.test)
        else:
            self.assign(node.target, node.iter, node, "each")
        self.block(node.body)
        after = self.env
        self.env = self.merged([before, after], node) if before else after
        for name, value in gathered(node, before, self.scopes):
            self.bind(Binding(name, "value", node, value))
        self.block(node.orelse)
