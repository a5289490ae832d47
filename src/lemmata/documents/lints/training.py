"""Loops of torch that compute gradients and never take a step, or take steps without gradients."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Remark

_SCHEDULES = "torch.optim.lr_scheduler."
_LOOKED_AT = ("zero_grad", "param_groups", "state_dict", "load_state_dict", "state", "defaults", "step")
_LOSS = re.compile(r"(?i).*(loss|cost|objective|nll|elbo).*")
_GRADIENTS = re.compile(  # names of gradients and of what computes some, beside names of settings
    r"(?i)(?!zero_grad|(?:set_)?(?:requires|no|enable)_?grad|(?:set|is)_grad_enabled).*(backward|grad).*")


def never_moved(program: Program, code: str) -> Iterator[Remark]:
    """`opt.zero_grad()` and `loss.backward()` in a loop without `opt.step()`, and steps without `backward`."""
    for made in program.nodes(ast.Assign):
        assert isinstance(made, ast.Assign)
        target, value = made.targets[0], made.value
        if not (isinstance(target, ast.Name) and isinstance(value, ast.Call)) or not _is_optimizer(
                program.qualified(value.func)):
            continue
        methods = _methods(program, target.id)
        if methods is None:
            continue
        name = target.id
        if not any(how == "step" and _is_called(program, at) for at, how in methods):
            if any(_computes(program, at) for at, how in methods if how == "zero_grad"):
                yield program.remark(
                    code, value, f"{name} never takes a step: gradients are computed, and the parameters stay where "
                    "they started", f"call {name}.step() after backward()")
        elif not _gradients(program):
            steps = [at for at, how in methods if how == "step" and _has_loss(program, at)]
            if steps and isinstance(call := program.parent(steps[0]), ast.Call) and not call.args and not call.keywords:
                yield program.remark(
                    code, call, f"{name} takes steps without gradients: nothing computes any, and the parameters stay "
                    "where they started", "call backward() on the loss before each step")


def _is_optimizer(qualified: str) -> bool:
    module, _, name = qualified.rpartition(".")
    return module == "torch.optim" and name[:1].isupper()


def _methods(program: Program, name: str) -> Sequence[tuple[ast.Attribute, str]] | None:
    """What is asked of an optimizer wherever its name stands; None where it is handed on to what may use it."""
    found = []
    for use in program.nodes(ast.Name):
        if not (isinstance(use, ast.Name) and use.id == name and isinstance(use.ctx, ast.Load)):
            continue
        up = program.parent(use)
        if isinstance(up, ast.Attribute) and up.attr in _LOOKED_AT:
            found.append((up, up.attr))
        elif not (isinstance(up, ast.Call) and program.qualified(up.func).startswith(_SCHEDULES)):
            return None
    return found


def _is_called(program: Program, method: ast.Attribute) -> bool:
    up = program.parent(method)
    return (isinstance(up, ast.Call) and up.func is method) or not isinstance(up, ast.Expr)


def _loop(program: Program, node: ast.AST) -> ast.AST | None:
    return next((up for up in program.above(node) if isinstance(up, ast.For | ast.While)), None)


def _computes(program: Program, node: ast.AST) -> bool:
    """Whether the loop around computes gradients with `backward`, and reads none of them itself."""
    loop = _loop(program, node)
    named = [part.attr for part in ast.walk(loop) if isinstance(part, ast.Attribute)] if loop is not None else []
    return "backward" in named and "grad" not in named


def _has_loss(program: Program, node: ast.AST) -> bool:
    """Whether the loop around computes something that is called a loss."""
    loop = _loop(program, node)
    return loop is not None and any(isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store) and _LOSS.fullmatch(
        part.id) for part in ast.walk(loop))


def _gradients(program: Program) -> bool:
    """Whether anything in the program is called a gradient, or computes some."""
    names = (getattr(node, "attr", getattr(node, "id", getattr(node, "name", None)))
             for node in program.nodes(ast.Attribute, ast.Name, ast.FunctionDef, ast.alias))
    return any(isinstance(name, str) and _GRADIENTS.fullmatch(name) for name in names)
