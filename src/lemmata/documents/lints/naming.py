"""What the names of a program name: functions of libraries, functions of the document, objects and who made them."""

from __future__ import annotations

import ast
import builtins

from lemmata.documents.code.usual import USUAL
from lemmata.documents.lints.libraries import home, library, spelled_out
from lemmata.documents.lints.scopes import Function, Scopes

_STEPS = 40  # from name to name
_WRAPPERS = (  # that leave the mathematics of a function as it is, besides what leaves it all as it is (HARMLESS)
    "jax.vmap", "jax.pmap", "numpy.vectorize", "functools.wraps", "jax.checkpoint", "torch.vmap", "numba.vectorize",
    "tensorflow.function", "functools.partial")


class Names:
    """Looks names up with the bindings of a program."""

    def __init__(self, scopes: Scopes):
        self.scopes = scopes
        self.active: list[object] = []  # names and functions being looked up or read

    def qualified(self, node: ast.AST) -> str:
        """The dotted name of what an expression names in a library, as `numpy.linalg.inv`; "" for anything else."""
        if isinstance(node, ast.Attribute):
            base = self.qualified(node.value)
            return f"{base}.{node.attr}" if base else ""
        if not isinstance(node, ast.Name):
            return ""
        binding = self.scopes.uses.get(id(node))
        if binding is None:
            if hasattr(builtins, node.id):
                return f"builtins.{node.id}"
            for module in self.scopes.star:
                if home(f"{spelled_out(module)}.{node.id}"):
                    return f"{spelled_out(module)}.{node.id}"
            return USUAL.get(node.id, "")
        if binding.kind == "merged" and binding.before and all(b.kind == "import" for b in binding.before):
            binding = binding.before[0]  # try: import one, except ImportError: another
        if binding.kind == "import":
            return spelled_out(binding.target)
        if binding.kind == "value" and not binding.path and isinstance(binding.value, ast.Name | ast.Attribute):
            if binding in self.active:
                return ""
            self.active.append(binding)
            try:
                return self.qualified(binding.value)
            finally:
                self.active.pop()
        if binding.kind == "value" and not binding.path and isinstance(
                made := binding.value, ast.Call) and made.args and self._wraps(made.func):
            return self.qualified(made.args[0])  # jax.jit(f), partial(f, axis=1)
        return ""

    def meaning(self, node: ast.AST) -> ast.expr | None:
        """The expression that a name (or `self.name`) stands for at its place; None where that is unclear.

        What is no name stands for itself.
        """
        for _ in range(_STEPS):
            if isinstance(node, ast.Name):
                binding = self.scopes.uses.get(id(node))
                if binding is None or binding.kind != "value" or binding.path or binding.value is None:
                    return None
                node = binding.value
            elif isinstance(node, ast.Attribute) and (own := self.own_class(node.value)) is not None:
                values = self.scopes.attributes.get(id(own), {}).get(node.attr, [])
                if len(values) != 1:
                    return None
                node = values[0]
            else:
                return node if isinstance(node, ast.expr) else None
        return None

    def own_class(self, node: ast.AST) -> ast.ClassDef | None:
        """The class of the document of which an expression is an instance."""
        if isinstance(node, ast.Name) and (binding := self.scopes.uses.get(id(node))) is not None:
            if binding.kind == "parameter":
                return self.scopes.selves.get(id(binding))
            if binding.kind == "changed":  # an instance stays one
                while binding.kind == "changed":
                    binding = binding.before[0]
            node = binding.value if binding.kind == "value" and not binding.path and binding.value else node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made = self.scopes.uses.get(id(node.func))
            if made is not None and made.kind == "class" and isinstance(made.node, ast.ClassDef):
                return made.node
        return None

    def maker(self, node: ast.AST) -> ast.Call | None:
        """The call that made the object which an expression names, also where it was changed since."""
        if isinstance(node, ast.Name):
            binding = self.scopes.uses.get(id(node))
            while binding is not None and binding.kind == "changed":
                binding = binding.before[0]
            if binding is None or binding.kind != "value" or binding.path or binding.value is None:
                return None
            return self.maker(binding.value)
        found = self.meaning(node)
        return found if isinstance(found, ast.Call) else None

    def function(self, node: ast.AST) -> Function | None:
        """The function of the document that an expression names."""
        if isinstance(node, ast.Lambda):
            return node
        if isinstance(node, ast.Attribute) and (own := self.own_class(node.value)) is not None:
            return self.scopes.methods[id(own)].get(node.attr)
        if isinstance(node, ast.Name):
            binding = self.scopes.uses.get(id(node))
            if binding is not None and binding.kind == "function":
                return binding.node if isinstance(binding.node, Function) and self._plain(binding.node) else None
            value = self.meaning(node)
            return self.function(value) if value is not None and not isinstance(value, ast.Name) else None
        if isinstance(node, ast.Call) and len(node.args) == 1 and self._wraps(node.func):
            return self.function(node.args[0])
        return None

    def _plain(self, function: Function) -> bool:
        """Whether no decorator makes something else of it."""
        return isinstance(function, ast.Lambda) or all(
            self._wraps(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list)

    def _wraps(self, node: ast.AST) -> bool:
        """Whether an expression names a function of a library that makes nothing else of a function."""
        qualified = self.qualified(node)
        from lemmata.engine.readers.functions import HARMLESS  # only here: what is cached is shown without the engine

        return qualified in _WRAPPERS or qualified.rpartition(".")[2] in HARMLESS

    def known_array(self, node: ast.expr) -> bool:
        """Whether an expression is made with functions of an array library."""
        found = self.meaning(node)
        return found is not None and any(
            library(self.qualified(n)) for n in ast.walk(found) if isinstance(n, ast.Name | ast.Attribute))
