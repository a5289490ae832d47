"""The walk through the statements of a program in the order in which they run: what each name stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from lemmata.documents.lints.expressions import Expressions
from lemmata.documents.lints.libraries import TRANSPARENT, method
from lemmata.documents.lints.loops import gathered
from lemmata.documents.lints.scopes import Binding, Env, Function, bound_in


class Walker(Expressions):
    """Walks the statements of one scope; functions wait until what is around them has been walked."""

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
