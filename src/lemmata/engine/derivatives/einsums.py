"""Contractions without what is known of their operands: identities rename a letter, numbers stand in front."""

from __future__ import annotations

from lemmata.engine.derivatives.factors import ONE, is_op, times
from lemmata.engine.expr import Apply, Expr
from lemmata.engine.ops import apply


def contract(operands: tuple[Expr, ...], subscripts: str) -> Expr:
    """einsum over clean operands.

    delta(a, b) * f(b) summed over b is f(a); a number that was stretched over axes which other
    operands have is a factor; what is left of one operand is a transpose or itself.
    """
    inputs, output = subscripts.split("->")
    letters = inputs.split(",")
    parts = list(operands)
    factors: list[Expr] = []
    changed = True
    while changed:
        changed = False
        for k, (part, own) in enumerate(zip(parts, letters)):
            others = "".join(word for n, word in enumerate(letters) if n != k)
            if is_op(part, "eye") and not set(own) <= set(output) and own[0] != own[1]:
                gone, kept = (own[0], own[1]) if own[0] not in output else (own[1], own[0])
                if kept in others or gone in others:
                    letters = [word.replace(gone, kept) for n, word in enumerate(letters) if n != k]
                    del parts[k]
                    changed = True
                    break
            stretched = is_op(part, "broadcast_to") and not part.children[0].rank and set(own) <= set(others)
            if stretched or not own:
                factors.append(part.children[0] if stretched else part)
                del parts[k], letters[k]
                changed = True
                break
    return times(*factors, _remaining(parts, letters, output))


def _remaining(parts: list[Expr], letters: list[str], output: str) -> Expr:
    if not parts:
        return ONE
    if len(parts) == 1 and sorted(letters[0]) == sorted(output) and len(set(output)) == len(output):
        if letters[0] == output:
            return parts[0]
        return apply("transpose", parts[0], axes=tuple(letters[0].index(c) for c in output))
    return apply("einsum", *parts, subscripts=",".join(letters) + "->" + output)


def is_identity(node: Apply, args: tuple[Expr, ...]) -> bool:
    """Whether delta(i, j) is over all i and all j of one range: the identity matrix."""
    if node.rank != 2:
        return False
    left, right = args
    if is_op(right, "expand_dims"):
        left, right = right, left
    return is_op(left, "expand_dims") and is_op(right, "arange") and left.children[0] is right and (
        left.shape == (right.shape[0], 1)) and _from_zero(right)


def _from_zero(node: Expr) -> bool:
    assert isinstance(node, Apply)
    return node.params["start"] == 0 and node.params["step"] == 1


def choice(node: Expr) -> Expr | None:
    """The labels of which delta(labels[..., None], arange(k)) is the one-hot form."""
    if not is_op(node, "delta"):
        return None
    left, right = node.children
    if is_op(left, "expand_dims") and left.shape[-1:] == (1,) and is_op(right, "arange") and _from_zero(right):
        return left.children[0]
    return None
