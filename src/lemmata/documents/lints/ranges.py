"""What is known of the size of a term: whether exponents are bounded, something is small, or counts something."""

from __future__ import annotations

import ast
import re

from lemmata.documents.lints.counting import called_a_count, counts, entries
from lemmata.documents.lints.patterns import Found
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.scopes import Binding
from lemmata.documents.lints.terms import Term, mul, num
from lemmata.documents.lints.values import values

_BOUND = re.compile(r"(?i)[mcb]|.*(max|shift|peak|largest|biggest|top|offset).*")
_LEAST = re.compile(r"(?i)(?:.*_|\w)?(?:min|minimum|low|lowest|least|smallest|ground)(?:_.*|\d*)")
_LOWERS = re.compile(r"max|clip|clamp|logsumexp|subtract|sub_$")
_POSITIVE = re.compile(r"(?i)\w*(dist|sq|loss|cost|err|norm|var|sigma|abs|chi2|tau|temp|rate|lam)\w*|[dr]2|T|beta|h|"
                       r"bandwidth|gamma")
_SMALL = 1e-3  # from here on cancellation costs less than three digits
_SAFE = 80.0  # exponents that no precision minds


def not_shifted(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether no maximum is subtracted from the exponents `_x`, and they are not fixed."""
    return not shifted(found["_x"]) and not _called_a_bound(found["_x"]) and not _fixed(found["_x"])


def _fixed(term: Term) -> bool:
    """Whether exponents are the same whatever the data are, and small: numbers and grids, no lists of data."""
    known = values(term)
    return known is not None and max(map(abs, known)) <= _SAFE and not term.contains("list")


def _called_a_bound(term: Term) -> bool:
    """Whether what is subtracted is called a maximum: `s - s_max`."""
    return term.node is not None and any(
        isinstance(n, ast.BinOp) and isinstance(n.op, ast.Sub) and isinstance(n.right, ast.Name)
        and len(n.right.id) > 1 and bool(_BOUND.fullmatch(n.right.id)) for n in ast.walk(term.node))


def neither_shifted(program: Program, node: ast.expr, found: Found) -> bool:
    return not shifted(found["_x"]) and not shifted(found["_y"]) and not (_fixed(found["_x"]) and _fixed(found["_y"]))


def of_one_array(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether `_x` and `_y` are the same array, or entries of it."""
    return found["_x"].whole == found["_y"].whole


def of_one_array_and_growing(program: Program, node: ast.expr, found: Found) -> bool:
    return of_one_array(program, node, found) and growing_and_unguarded(program, node, found)


def growing(term: Term) -> bool:
    """Whether exponents may be large, as far as one sees."""
    if shifted(term) or nonpositive(term):
        return False
    known = values(term)
    return known is None or max(known) > _SAFE


def growing_and_unguarded(program: Program, node: ast.expr, found: Found) -> bool:
    return growing(found["_x"]) and not guarded(program, node, found["_x"])


def cancels(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether `_x` may be close to 0; with a number added to it, it is hardly meant to be."""
    if found["_x"].head == "add" and any(abs(part.number or 0) >= 1 for part in found["_x"].args):
        return False
    known = values(found["_x"])
    if known is None:
        whole = all(part.head == "counter" or part.number in (1, -1) for part in (
            found["_x"].args if found["_x"].head == "mul" else (found["_x"],)))
        return not whole and not shifted(found["_x"])
    return any(0 < abs(value) < _SMALL for value in known)


def no_count(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether `_x` may be close to 0, because it counts nothing and is not subtracted."""
    term = found["_x"]
    known = values(entries(term))
    if known is not None:
        return any(0 < abs(value) < _SMALL for value in known)
    if term.contains("exp") and term.head == "exp":
        return False
    if any(_negative(part) for part in (term.args if term.head == "add" else (term,))):
        return False
    if term.head == "index" and any(part.head == "text" for part in term.args[1:]):  # a column of a table
        return False
    return not called_a_count(program, node, term) and not counts(term)


def _negative(term: Term) -> bool:
    return (term.number or 0) < 0 or (term.head == "mul" and (term.args[0].number or 0) < 0)


def unknown_matrix(program: Program, node: ast.expr, found: Found) -> bool:
    """Whether the matrix `_A` may be large: it is not written out in the text."""
    return values(found["_A"]) is None


def shifted(term: Term, sign: int = 1) -> bool:
    """Whether something is subtracted that keeps exponents at or below 0, as far as one sees.

    sign: of the factor that it has

    >>> from lemmata.documents.lints.patterns import pattern
    >>> [shifted(pattern(text)) for text in ("_x - max(_x)", "-_b * (_x - min(_x))", "_x - min(_x)")]
    [True, True, False]
    """
    term = term.whole
    if term.head in ("clip", "minimum", "log_softmax"):
        return True
    if term.head == "mul":
        return any(shifted(part, -sign if _negative(term) else sign) for part in term.args)
    if term.head == "name" and isinstance(term.value, Binding):
        return _shifted_in_place(term.value)
    if term.head != "add":
        return False
    return any(part.contains("max", "maximum", "logsumexp") or _named_as_a_bound(part) for part in term.args) or any(
        (part.contains("min") or _named_as_the_least(part)) and _negative(part) == (sign < 0) for part in term.args)


def _shifted_in_place(binding: Binding) -> bool:
    """Whether what changed a value in place may have taken its maximum out: `z[:] -= z.max()`, a function's call."""
    seen, work = set(), [binding]
    while work:
        one = work.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        work.extend(one.before)
        if one.kind == "changed" and any(_may_lower(n) for n in ast.walk(one.node)):
            return True
    return False


def _may_lower(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) or (
            isinstance(node.func, ast.Attribute) and bool(_LOWERS.search(node.func.attr)))
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Sub)


def _named_as_a_bound(term: Term) -> bool:
    if term.head != "mul" or term.args[0].number != -1 or len(term.args) != 2:
        return False
    names = [str(getattr(t.value, "name", t.value)) for t in term.walk() if t.head == "name"]
    return len(names) == 1 and bool(_BOUND.fullmatch(names[0]))


def _named_as_the_least(term: Term) -> bool:
    if term.whole.head == "name":
        return bool(_LEAST.fullmatch(str(getattr(term.whole.value, "name", term.whole.value))))
    return (
        term.head == "mul" and term.args[0].number == -1 and len(term.args) == 2 and _named_as_the_least(term.args[1]))


def nonpositive(term: Term) -> bool:
    """Whether a term is never above 0.

    >>> from lemmata.documents.lints.patterns import pattern
    >>> [nonpositive(pattern(text)) for text in ("-abs(_x)", "sum(-_x**2 / 2)", "-_x", "minimum(_x, 0)")]
    [True, True, False, True]
    """
    if term.head == "minimum":
        return any(part.number == 0 for part in term.args)
    if term.head == "logsigmoid":
        return True
    if term.head in ("sum", "mean", "max"):
        return nonpositive(term.args[0])
    if term.head == "add":
        return all(map(nonpositive, term.args))
    return nonnegative(mul([num(-1), term]))


def nonnegative(term: Term) -> bool:
    term = term.whole
    if term.number is not None:
        return term.number >= 0
    if term.head in ("add", "mul", "sum", "mean", "max"):
        return all(nonnegative(part) for part in term.args)
    if term.head == "pow":
        k = term.args[1].number
        return k is not None and (k % 2 == 0 or nonnegative(term.args[0]))
    if term.head == "name":
        return bool(_POSITIVE.fullmatch(str(getattr(term.value, "name", term.value))))
    return term.head in ("abs", "exp", "var", "std", "norm", "sigmoid", "softmax", "len", "softplus")


def guarded(program: Program, node: ast.expr, term: Term) -> bool:
    """Whether a condition chooses where an expression counts: `where`, if, a mask."""
    if any(t.head == "index" and any(i.head in ("compare", "name", "invert", "and", "bitand") for i in t.args[1:])
           for t in term.walk()):
        return True
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    names |= {str(getattr(t.value, "name", t.value)) for t in term.walk() if t.head == "name"}
    if (statement := program.statement(node)) is not None and isinstance(statement, ast.Assign) and isinstance(
            target := statement.targets[0], ast.Name) and any(
            program.name(call) == "where" and any(isinstance(a, ast.Name) and a.id == target.id for a in call.args)
            for call in program.calls()):
        return True
    for up in program.above(node):
        if isinstance(up, ast.Call) and program.name(up) in ("where", "select", "piecewise", "cond"):
            return True
        if isinstance(up, ast.IfExp | ast.If | ast.While) and names & {
                n.id for n in ast.walk(up.test) if isinstance(n, ast.Name)}:
            return True
        if isinstance(up, ast.FunctionDef | ast.AsyncFunctionDef):
            return any(isinstance(s, ast.If) and s.lineno < node.lineno and isinstance(s.body[-1], ast.Return)
                       and names & {n.id for n in ast.walk(s.test) if isinstance(n, ast.Name)} for s in up.body)
    return False
