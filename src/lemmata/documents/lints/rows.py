"""Lints that are rows: patterns, and what is said where one is found."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from lemmata.documents.lints.losses import Naive
from lemmata.documents.lints.patterns import Found, matches, pattern
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.terms import Term, add, show, source_of

When = Callable[[Program, ast.expr, Found], bool]
Words = dict[str, str]
STABLE = {  # the stable function of each library
    "log_softmax": {"numpy": "scipy.special.log_softmax({x})", "torch": "torch.log_softmax({x}, dim=...)",
                    "jax": "jax.nn.log_softmax({x})", "tensorflow": "tf.nn.log_softmax({x})"},
    "softmax": {"numpy": "scipy.special.softmax({x})", "torch": "torch.softmax({x}, dim=...)",
                "jax": "jax.nn.softmax({x})", "tensorflow": "tf.nn.softmax({x})"},
    "logsumexp": {"numpy": "scipy.special.logsumexp({x})", "torch": "torch.logsumexp({x}, dim=...)",
                  "jax": "jax.scipy.special.logsumexp({x})", "tensorflow": "tf.reduce_logsumexp({x})"},
    "log_sigmoid": {"numpy": "-np.logaddexp(0, -({x}))", "torch": "torch.nn.functional.logsigmoid({x})",
                    "jax": "jax.nn.log_sigmoid({x})", "tensorflow": "tf.math.log_sigmoid({x})"},
    "softplus": {"numpy": "np.logaddexp(0, {x})", "torch": "torch.nn.functional.softplus({x})",
                 "jax": "jax.nn.softplus({x})", "tensorflow": "tf.math.softplus({x})"},
    "sigmoid": {"numpy": "scipy.special.expit({x})", "torch": "torch.sigmoid({x})", "jax": "jax.nn.sigmoid({x})",
                "tensorflow": "tf.math.sigmoid({x})"},
    "expm1": {"numpy": "np.expm1({x})", "torch": "torch.expm1({x})", "jax": "jnp.expm1({x})",
              "tensorflow": "tf.math.expm1({x})", "math": "math.expm1({x})"},
    "log1p": {"numpy": "np.log1p({x})", "torch": "torch.log1p({x})", "jax": "jnp.log1p({x})",
              "tensorflow": "tf.math.log1p({x})", "math": "math.log1p({x})"},
    "solve": {"numpy": "np.linalg.solve({A}, {b})", "torch": "torch.linalg.solve({A}, {b})",
              "jax": "jnp.linalg.solve({A}, {b})", "tensorflow": "tf.linalg.solve({A}, {b})"},
    "slogdet": {"numpy": "np.linalg.slogdet({A})", "torch": "torch.linalg.slogdet({A})",
                "jax": "jnp.linalg.slogdet({A})", "tensorflow": "tf.linalg.slogdet({A})"},
    "var": {"numpy": "np.var({x})", "torch": "torch.var({x}, correction=0)", "jax": "jnp.var({x})",
            "tensorflow": "tf.math.reduce_variance({x})", "math": "statistics.pvariance({x})"},
}
_HEADS = {  # what is called where the stable form is
    "log_softmax": ("log_softmax", "cross_entropy"), "softmax": ("softmax",), "logsumexp": ("logsumexp",),
    "log_sigmoid": ("logsigmoid", "binary_cross_entropy_with_logits"), "softplus": ("softplus", "logaddexp"),
    "sigmoid": ("sigmoid",), "expm1": ("expm1",), "log1p": ("log1p",), "solve": ("solve",), "slogdet": ("slogdet",),
    "var": ("var",),
}
_NAIVE = re.compile(r"(?i)naive|unstable|(?<![a-z])(?:bad|wrong)(?![a-z])|overflow|underflow|cancel")


def always(program: Program, node: ast.expr, found: Found) -> bool:
    return True


@dataclass(frozen=True)
class Row:
    """Patterns, and the words for what one of them finds; `{x}` in them is what `_x` stands for.

    stable   which row of STABLE the hint names as `{stable}`; where the program itself calls that function with the
             same `_x` (or `_A`), it shows the difference, and nothing is said
    when     what else must hold
    spell    makes the words of the place from those of the pattern, where they don't say enough
    naive    the form as a formula, with numbers at which what it loses is measured
    whole    what the hint is written in place of, where that is more than what the pattern finds
    """

    patterns: tuple[str, ...]
    message: str
    hint: str
    stable: str = ""
    when: When = always
    spell: Callable[[Program, ast.expr, Words], Words] = lambda program, node, words: words
    naive: Naive | None = None
    whole: Callable[[Program, ast.expr], ast.expr] = lambda program, node: node


def by_rows(code: str, name: str, says: str, why: str, fix: str, example: str, clean: str, *rows: Row,
            overrules: tuple[str, ...] = ()) -> Lint:
    """A lint that finds what one of its rows describes."""
    return Lint(code, name, says, why, fix, example, clean, find=partial(_find, code=code, rows=rows),
                overrules=overrules)


def sites(program: Program) -> Iterator[ast.expr]:
    """The expressions that say something by themselves; names only repeat what was said."""
    for node in program.nodes(ast.expr):
        if isinstance(node, ast.Call | ast.BinOp | ast.UnaryOp | ast.Compare):
            yield node


def _find(program: Program, code: str, rows: tuple[Row, ...]) -> Iterator[Remark]:
    compared = _compared(program, rows)
    roots = {pattern(text).head for row in rows for text in row.patterns}
    said: set[int] = set()  # the expressions that were remarked upon, of which a call may be made again
    later: list[ast.Call] = []
    for node in sites(program):
        if isinstance(node, ast.Call) and program.function(node.func) is not None:
            later.append(node)
            continue
        term = program.term(node)
        if term.head not in roots or term.node is not node:  # an index, a change of type: the same as what is inside
            continue
        for row in rows:
            if (found := _first(program, row, term, node)) is not None:
                said.add(id(node))
                if _shows_both(program, row, node, found, compared):
                    break
                yield _remark(program, code, row, node, found)
                break
    for call in later:  # what a function of the document does only with what it is given here
        inside = {id(n) for a in (*call.args, *call.keywords) for n in ast.walk(a)}
        for term in program.term(call).walk():
            if term.head not in roots or term.node is None or id(term.node) in said or id(term.node) in inside:
                continue
            within = term.node if program.has(term.node) else call  # a condition may stand here or there
            hit = next(((row, found) for row in rows if (found := _first(program, row, term, call)) is not None
                        and (within is call or _first(program, row, term, within) is not None)), None)
            if hit is not None and not _shows_both(program, hit[0], call, hit[1], compared):
                yield _remark(program, code, hit[0], call, hit[1])
                break


def _compared(program: Program, rows: tuple[Row, ...]) -> dict[str, set[Term]]:
    """What the stable functions of these rows are called with in the program."""
    wanted = {name for row in rows for name in _HEADS.get(row.stable, ())}
    found: dict[str, set[Term]] = {}
    for call in program.calls() if wanted else ():
        term = program.term(call)
        if term.head in wanted and term.args:
            found.setdefault(term.head, set()).add(term.args[0])
    return found


def _shows_both(program: Program, row: Row, node: ast.expr, found: Found, compared: dict[str, set[Term]]) -> bool:
    """Whether the text has the stable form beside the naive one: of the same, or of anything where it says why."""
    stable = {term for name in _HEADS.get(row.stable, ()) for term in compared.get(name, ())}
    if not stable:
        return False
    if any(term in stable for name, term in found.items() if name in ("_x", "_A")):
        return True
    around = next((up for up in program.above(node) if isinstance(up, ast.FunctionDef)), None)
    statement = program.statement(node)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    words = [around.name if around else "", *(ast.unparse(t) for t in targets),
             program.part(node).comments.get(node.lineno, ""), program.part(node).comments.get(node.lineno - 1, "")]
    return any(_NAIVE.search(word) for word in words)


def _first(program: Program, row: Row, term: Term, node: ast.expr) -> Found | None:
    """What one of the patterns finds; where a condition decides what the term is, in every case."""
    if term.head == "either":
        return None  # each case is remarked upon where it stands
    hits = [_first_of(program, row, way, node) for way in term.ways()]
    return hits[0] if all(hit is not None for hit in hits) else None


def _first_of(program: Program, row: Row, term: Term, node: ast.expr) -> Found | None:
    for text in row.patterns:
        for found in matches(text, term):
            if row.when(program, node, found):
                return found
    return None


def _remark(program: Program, code: str, row: Row, node: ast.expr, found: Found) -> Remark:
    if row.stable in ("softmax", "log_softmax"):  # the same of z - max(z) as of z
        found = {name: _unshifted(term) for name, term in found.items()}
    words = row.spell(program, node, {name.lstrip("_"): _shown(program, node, term) for name, term in found.items()})
    stable = STABLE.get(row.stable, {})
    instead = stable.get(program.library(node)) or stable.get("numpy", "")
    words["stable"] = instead.format(**words) if instead else ""
    measured = f". Measured: {row.naive.loss(words)}" if row.naive is not None else ""
    hint = row.hint.format(**words)
    place = row.whole(program, node)
    line = _rewritten(program, place, hint.removeprefix("use ")) if hint in _uses(words["stable"]) else ""
    return program.remark(code, node, row.message.format(**words) + measured, f"{hint}: {line}" if line else hint)


def _uses(stable: str) -> tuple[str, ...]:
    """Hints that name nothing but what to write."""
    return (f"use {stable}", f"use -{stable}") if stable else ()


def _rewritten(program: Program, node: ast.expr, text: str) -> str:
    """The line with another expression in the place of one; "" where that has more lines, or the text holds dots."""
    part = program.part(node)
    lines = part.source.splitlines()
    if "..." in text or node.end_lineno != node.lineno or node.end_col_offset is None:
        return ""
    line = lines[node.lineno - 1].encode()
    new = line[:node.col_offset].decode() + text + line[node.end_col_offset:].decode()
    try:  # 2 * -x stays one product, -x**2 would not
        same = ast.dump(ast.parse(new.strip(), mode="exec")) == ast.dump(
            ast.parse((line[:node.col_offset].decode() + f"({text})" + line[node.end_col_offset:].decode()).strip()))
    except SyntaxError:  # the head of a compound statement
        same = text[0] != "-"
    return new.strip() if same else ""


def _unshifted(term: Term) -> Term:
    """`z` of `z - max(z)`."""
    for part in term.args if term.head == "add" else ():
        if part.head == "mul" and part.args[0].number == -1 and len(part.args) == 2 and part.args[1].head == "max" and (
                add(other for other in term.args if other is not part) == part.args[1].args[0]):
            return part.args[1].args[0]
    return term


def _shown(program: Program, node: ast.expr, term: Term) -> str:
    """A term in the words of the expression that is remarked upon: `x`, not what x was given far above.

    Where it has none, as the name that was given to it, else as its source, unless that speaks of the names of another
    function.
    """
    for part in ast.walk(node):
        if isinstance(part, ast.expr) and part is not node and program.term(part) == term:
            text = ast.unparse(part)
            return text if len(text) <= 60 else "..."
    around = [None, *(up for up in program.above(node) if isinstance(up, Function))]

    def told(part: Term) -> str:
        if part.head not in ("name", "number") and (name := program.named(part, node)):
            return name
        return source_of(part) if part.node is not None and program.around(part.node) in around else ""

    return show(term, told)
