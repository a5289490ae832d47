"""Errors of code blocks in plain words: what happened, with which shapes, and what helps."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from lemmata.documents.code.usual import usual_import
from lemmata.wording import counted

Error = dict[str, Any]

MORE_TIME = "make the example smaller, or allow more time: --time-limit SECONDS"


def first_line(text: str) -> str:
    return text.strip().split("\n")[0].strip()


def explain(error: Error, source: str, place: str) -> tuple[str, str]:
    """What went wrong and what helps; `place` is how the line of the document is named, "" where it isn't known.

    >>> explain({"type": "ZeroDivisionError", "bases": [], "message": "division by zero", "frames": []}, "", "line 7")
    ('line 7 divides by zero', '')
    """
    where = f"{place or 'the block'} "
    for kind, pattern, words in _ROWS:
        if kind not in (error["type"], *error.get("bases", ())):
            continue
        match = re.search(pattern, error["message"], re.DOTALL)
        if match is not None:
            message, hint = words(error, match, source)
            return where + message, hint
    message = first_line(error["message"])
    return f"{where}raises {error['type']}{': ' + message if message else ''}", ""


def expression(error: Error, source: str) -> ast.expr | None:
    """The expression of the document that failed."""
    frames = [f for f in error["frames"] if f["file"].startswith("<block")]
    if not frames or frames[-1]["place"][2] is None:
        return None
    line, end, low, high = frames[-1]["place"]
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == (
                line, end, low, high):
            return node
    return None


def _operands(error: Error, source: str) -> str:
    """The shapes of the named arrays at the place: "A has shape (2, 3) and B has shape (4,)"."""
    node = expression(error, source)
    values: dict[str, str] = error.get("values", {})
    shown = []
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Name) and values.get(part.id, "").startswith("shape "):
            text = f"{part.id} has {values[part.id]}"
            if text not in shown:
                shown.append(text)
    return " and ".join(shown[:4])


def _sizes(text: str) -> str:
    """A shape as Python writes it."""
    return re.sub(r",(?=\S)", ", ", text.replace(" ", "")).replace(", )", ",)")


def _product(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    left, right, inner, outer = match["left"], match["right"], match["inner"], match["outer"]
    node = expression(error, source)
    what = f"{ast.unparse(node)}: " if node is not None and len(ast.unparse(node)) <= 50 else ""
    message = (f"multiplies arrays whose shapes don't fit: {what}{_sizes(left)} times {_sizes(right)}; "
               f"the inner sizes {inner} and {outer} must be equal")
    return message, _transpose_hint(_sizes(left), _sizes(right))


def _transpose_hint(left: str, right: str) -> str:
    a, b = (tuple(map(int, re.findall(r"\d+", s))) for s in (left, right))
    if len(a) == len(b) == 2 and a[-1] == b[-1]:
        return "transpose the second: .T"
    if len(a) == len(b) == 2 and a[0] == b[0]:
        return "transpose the first: .T"
    if len(a) == 2 and len(b) == 1 and a[0] == b[0]:
        return "transpose the matrix: .T"
    if len(a) == 2 and len(b) == 1:
        return f"a matrix of shape {a} takes a vector of {a[1]} numbers, this one has {b[0]}"
    return ""


def _matmul(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    shown = _operands(error, source)
    message = f"multiplies arrays whose shapes don't fit: inner sizes {match[2]} and {match[1]} must be equal"
    node = expression(error, source)
    values = error.get("values", {})
    shapes = [values.get(side.id, "") for side in (node.left, node.right) if isinstance(side, ast.Name)] if isinstance(
        node, ast.BinOp) else []
    hint = _transpose_hint(*shapes) if len(shapes) == 2 and all(s.startswith("shape") for s in shapes) else ""
    return message + (f" ({shown})" if shown else ""), hint


def _broadcast(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    shapes = [_sizes(s) for s in re.findall(r"\([\d, ]*\)", match[0])]
    shown = _operands(error, source)
    return (f"combines arrays whose shapes don't fit: {' and '.join(dict.fromkeys(shapes))} don't broadcast"
            + (f" ({shown})" if shown else ""),
            "aligned from the right, each pair of sizes must be equal, or one of them 1")


def _caller(error: Error, source: str) -> str:
    """The library function of the document's line through which the error came, else ""."""
    if not error["frames"] or error["frames"][-1]["file"].startswith("<block"):
        return ""
    node = expression(error, source)
    return ast.unparse(node.func) if isinstance(node, ast.Call) else "a library function"


def _missing_arguments(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    name = match["name"].split(".")[-1]
    missing = ", ".join(re.findall(r"'(\w+)'", match["missing"]))
    caller = _caller(error, source)
    made = error.get("functions", {}).get(name)
    arguments = made["arguments"] if made else []
    takes = f"{name} needs more"
    if arguments:
        takes = f"{name} takes {counted(len(arguments), 'argument')} ({', '.join(arguments)})"
    if caller and arguments:
        given = made["required"] - len(re.findall(r"'(\w+)'", match["missing"]))
        if given == 1:
            return (f"passes {name} to {caller}, which calls it with one vector of all variables, but {takes}",
                    f"take one vector and unpack it: def {name}(v): {', '.join(arguments)} = v")
        return (f"passes {name} to {caller}, which calls it without {missing}, but {takes}",
                f"define {name} with the arguments that {caller} passes")
    return f"calls {name} without {missing}: {takes}", f"pass {missing} too"


def _many_arguments(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    caller = _caller(error, source)
    by = f"{caller} calls {match['name']}" if caller else f"calls {match['name']}"
    return f"{by} with {match['given']} argument(s), and it takes {match['takes']}", ""


def _not_defined(error: Error, match: re.Match[str], source: str) -> tuple[str, str]:
    name = match[1]
    usual = usual_import(name)
    if usual:
        return f"uses {name}, which nothing in the document imports", f"add: {usual}"
    near = get_close_matches(name, error.get("known", ()), 1)
    return (f"uses {name}, which nothing in the document defines",
            f"did you mean {near[0]}?" if near else f"define {name} before this line")


def _plain(message: str, hint: str = "") -> Callable[[Error, re.Match[str], str], tuple[str, str]]:
    """Words with the pattern's groups: {0}, {1}."""
    return lambda error, match, source: (message.format(*match.groups()), hint.format(*match.groups()))


# kind of error, what its message looks like, what it means
_ROWS: tuple[tuple[str, str, Callable[[Error, re.Match[str], str], tuple[str, str]]], ...] = (
    ("ValueError", r"shapes (?P<left>\([\d, ]*\)) and (?P<right>\([\d, ]*\)) not aligned: "
                   r"(?P<inner>\d+) \(dim \d+\) != (?P<outer>\d+)", _product),
    ("ValueError", r"mismatch in its core dimension.*\(size (\d+) is different from (\d+)\)", _matmul),
    ("RuntimeError", r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)",
     lambda e, m, s: (f"multiplies matrices whose shapes don't fit: ({m[1]}, {m[2]}) times ({m[3]}, {m[4]}); the inner "
                      f"sizes {m[2]} and {m[3]} must be equal", _transpose_hint(f"{m[1]},{m[2]}", f"{m[3]},{m[4]}"))),
    ("TypeError", r"dot_general requires contracting dimensions to have the same shape, got \((\d+),\) and \((\d+),\)",
     lambda e, m, s: _matmul(e, re.match(r"(\d+) (\d+)", f"{m[2]} {m[1]}"), s)),  # type: ignore[arg-type]
    ("ValueError", r"operands could not be broadcast together with (?:remapped )?shapes .*", _broadcast),
    ("TypeError", r"incompatible shapes for broadcasting: .*", _broadcast),
    ("ValueError", r"Incompatible shapes for broadcasting: .*", _broadcast),
    ("RuntimeError", r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension "
                     r"(\d+)", _plain("combines tensors whose shapes don't fit: size {0} against {1} on axis {2}")),
    ("ValueError", r"cannot reshape array of size (\d+) into shape (\([\d, -]*\))",
     _plain("reshapes {0} numbers into shape {1}, which holds another number of them")),
    ("RuntimeError", r"shape '\[([\d, -]*)\]' is invalid for input of size (\d+)",
     _plain("reshapes {1} numbers into shape ({0}), which holds another number of them")),
    ("ValueError", r"along dimension (\d+), the array at index \d+ has size (\d+) and the array at index \d+ has size "
                   r"(\d+)", _plain("joins arrays whose sizes differ on axis {0}: {1} and {2}")),
    ("ValueError", r"inhomogeneous shape", _plain("makes an array of rows that are not equally long")),
    ("ValueError", r"truth value of an array", _plain(
        "asks whether an array of several numbers is true", "use .all(), .any(), or np.where for a choice by entry")),
    ("ValueError", r"too many values to unpack \(expected (\d+)",
     _plain("unpacks more values than the {0} names take")),
    ("ValueError", r"not enough values to unpack \(expected (\d+), got (\d+)\)",
     _plain("unpacks {1} value(s) into {0} names")),
    ("LinAlgError", r"Singular matrix", _plain("inverts a singular matrix: its determinant is 0",
                                               "use np.linalg.pinv or lstsq, or another matrix")),
    ("LinAlgError", r"must be square", _plain("needs a square matrix and gets another")),
    ("LinAlgError", r"not positive definite",
     _plain("takes the Cholesky factor of a matrix that is not positive definite")),
    ("TypeError", r"(?P<name>[\w.<>]+)\(\) missing \d+ required positional arguments?: (?P<missing>.*)",
     _missing_arguments),
    ("TypeError", r"(?P<name>[\w.<>]+)\(\) takes (?P<takes>[\w ]+?) positional arguments? "
                  r"but (?P<given>\d+) (?:was|were)",
     _many_arguments),
    ("TypeError", r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
     _plain("calls {0} with {1}=, which it doesn't take")),
    ("TypeError", r"'(\w+)' object is not callable", _plain("calls a value of type {0} as if it were a function")),
    ("TypeError", r"'(\w+)' object is not subscriptable", _plain("indexes a value of type {0}, which has no entries")),
    ("TypeError", r"unsupported operand type\(s\) for ([^:]+): '([\w.]+)' and '([\w.]+)'",
     _plain("computes {1} {0} {2}, which is not defined")),
    ("TypeError", r"can't multiply sequence by non-int", _plain(
        "multiplies a list by a number that is no integer", "make it an array: np.array(...)")),
    ("TypeError", r"only (?:length-1|0-dimensional) arrays can be converted", _plain(
        "needs one number and gets an array of several", "use NumPy's function (np.exp, np.sqrt) instead of math's")),
    ("NameError", r"name '(\w+)' is not defined", _not_defined),
    ("UnboundLocalError", r"variable '(\w+)'", _plain("uses {0} before its function has set it")),
    ("ModuleNotFoundError", r"No module named '([\w.]+)'", _plain("imports {0}, which is not installed here")),
    ("ImportError", r"cannot import name '(\w+)' from '([\w.]+)'", _plain("imports {0}, which {1} does not have")),
    ("AttributeError", r"module '([\w.]+)' has no attribute '(\w+)'", _plain("uses {0}.{1}, which does not exist")),
    ("AttributeError", r"'([\w.]+)' object has no attribute '(\w+)'",
     _plain("asks a {0} for .{1}, which it doesn't have")),
    ("IndexError", r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
     _plain("uses index {0} on axis {1}, which has size {2}")),
    ("IndexError", r"(list|tuple|string) index out of range", _plain("uses an index past the end of a {0}")),
    ("IndexError", r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
     _plain("gives {1} indices to an array with {0} axis or axes")),
    ("KeyError", r"(.+)", _plain("looks up the key {0}, which is not there")),
    ("ZeroDivisionError", r"", _plain("divides by zero")),
    ("FileNotFoundError", r"'([^']+)'", _plain("opens the file {0}, which is not beside the document")),
    ("EOFError", r"", _plain("asks for input, and there is nobody to answer")),
    ("RecursionError", r"", _plain("calls itself without end")),
    ("MemoryError", r"", _plain("needs more memory than the limit allows")),
    ("Timeout", r"", _plain("did not finish within the time limit", MORE_TIME)),
    ("AssertionError", r"(.*)", lambda e, m, s: (
        f"asserts what does not hold{': ' + first_line(m[1]) if m[1].strip() else ''}", "")),
    ("SystemExit", r"(.*)", _plain("ends the program with status {0}")),
)
