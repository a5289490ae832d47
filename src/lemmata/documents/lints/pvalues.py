"""A p-value that is said to be the probability of a hypothesis, in words, in what is printed, or by a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.flow import reached
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.sources import Part

_CODE = "M303"
_HYPOTHESIS = (r"(?:the\s+)?(?:null(?:\s+hypothesis)?|alternative(?:\s+hypothesis)?|hypothesis|H_?\{?[01]\}?|H[₀₁]|"
               r"effect)")
_CHANCE = r"(?:probability|chance|likelihood|odds|prob\.?|how\s+(?:probable|likely)\s+it\s+is)"
# what the world is like, in the present: "the coin is fair", "the two groups differ", "there is no effect"
_STATE = (r"(?:there\s+is\s+(?:no|an?|some|any)\s+(?:\w+\s+){0,2}(?:effect|difference|relation\w*|correlation|"
          r"association)|"
          r"(?:the|our|both|these|this|a)\s+(?!(?:tests?|methods?|procedure|experiment|model)\b)"
          r"(?:\w+\s+){1,4}?(?:differ\b|works?\b|(?:has|have)\s+(?:no|an?|any)\s+(?:\w+\s+)?effect\b|(?:is|are)\s+(?:not\s+|really\s+|"
          r"actually\s+|truly\s+|no\s+)*(?:fair|biased|unbiased|equal|unequal|different|the\s+same|identical|effective|"
          r"better|worse|(?:in)?dependent|related|unrelated|correlated|uncorrelated|associated|normal\b|normally|zero\b|0\b|"
          r"real\b)))")
_READ = re.compile(
    rf"(?i)\b{_CHANCE}\s+(?:that\s+|of\s+)?{_HYPOTHESIS}\s*(?:\(H_?[01]\)\s*)?(?:is|are|being|was|holds|to\s+be)\s+"
    r"(?:really\s+|actually\s+)?(?:true|false|correct|wrong|real|right|due)"
    rf"|\b{_CHANCE}\s+(?:that\s+|of\s+)?{_HYPOTHESIS}\s+(?:holds|exists)"
    rf"|%\s+(?:sure|certain|confident|likely)\s+that\s+{_HYPOTHESIS}\s+(?:is|holds|exists)"
    rf"|\b{_CHANCE}\s+of\s+(?:the\s+)?(?:null(?:\s+hypothesis)?|H_?0|H₀)\b(?!\s+(?:rejec|being\s+rejec))"
    rf"|\b{_CHANCE}\s+that\s+(?:the|our|this|these)\s+(?:results?|findings?|differences?|effects?)\s+(?:is|are|was|were)"
    r"\s+(?:purely\s+|only\s+|just\s+)?(?:due\s+to\s+chance|random|by\s+chance|a\s+fluke)"
    rf"|\b{_CHANCE}\s+that\s+(?:the|our|this|these)\s+(?:results?|findings?|differences?|effects?|data)\s+(?:have\s+)?"
    r"(?:happened|occurr?ed|arose|arisen)\s+(?:purely\s+|only\s+|just\s+)?by\s+chance"
    rf"|\b{_CHANCE}\s+that\s+(?:the|our|this|these|an?)\s+(?:\w+\s+){{1,2}}(?:is|are|was|were)\s+"
    r"(?:purely\s+|only\s+|just\s+)?(?:due\s+to\s+chance|by\s+chance|a\s+fluke)"
    r"|\bP\(\s*H_?[01]\s*(?:\|\s*\w+\s*)?\)|\bP\(\s*null\b[^)]*\)"
    rf"|\b{_CHANCE}\s+that\s+{_STATE}(?![^.;]*\b(?:if|given|under|assuming|when|would|chance|at\s+least|so|this|such)\b)"
    rf"|\b{_HYPOTHESIS}\s+(?:is|are|was|holds)\s+(?:(?:true|false|correct|wrong|real|right)\s+)?with\s+(?:an?\s+|the\s+)?"
    rf"{_CHANCE}\b"
    rf"|\b{_HYPOTHESIS}\s+(?:is|has)\s+(?:an?\s+)?[\d.{{}}:%\w]+\s*%?\s*(?:chance|probability|likely)?\s*(?:of\s+being|"
    r"to\s+be|likely\s+to\s+be)\s+(?:true|false)")
_DENIED = re.compile(r"(?i)\b(?:not|isn't|never|no|cannot|can't|doesn't|wrong|mis\w+|incorrect\w*|mistak\w+|fallac\w+|"
                     r"myth|if|given|assuming|under|when|thinks?|thought|believe\w*|belief|contrary|tempt\w+|common\w*|often|people|"
                     r"many|instead|rather|whether|what|posterior|prior|bayes\w*)\b")
_DENIED_AFTER = re.compile(r"(?i)\A[^?]{0,60}\?|\A.{0,80}?\b(?:this|that|which|it)(?:\s+is|'s|\s+would\s+be)\s+"
                           r"(?:\w+\s+)?(?:wrong|false|incorrect|not|untrue|mis\w+|a\s+(?:common\s+)?mis\w+)")
_SAID = re.compile(r"(?i)\bp[\s_-]*-?\s*val(?:ue)?s?\b|\bpval(?:ue)?s?\b|\bp\s*[=<>]")
_NAME = re.compile(r"(?i)p_?-?val(?:ue)?s?(?:_\w+)?|\w+_p_?val(?:ue)?")
_CALLED = re.compile(r"(?i)(?:p|prob|probability|chance)_?(?:of_|that_)?(?:the_)?"
                     r"(?:h_?[01]|null|hypothesis|alternative)(?:_hypothesis)?(?:_(?:is_)?(?:true|false|correct|wrong))?|"
                     r"(?:prob|probability|chance)_(?:of_|that_)?(?:an?_|the_|there_is_an?_|no_)?(?:effect|difference)"
                     r"(?:_(?:is_)?(?:real|true|exists))?")  # p_effect may be the p-value of an effect


_SURE = re.compile(  # of what: a name that is given one minus a p-value
    r"(?i)(?:prob|probability|chance|confidence|certainty|belief|trust|likelihood)_(?!.*(?:extreme|tail|less|greater|below|"
    r"above|smaller|larger|more|reject|error|at_least|at_most|of_data|cdf|sf)).+")


def p_values_misread(program: Program) -> Iterator[Remark]:
    given: set[str] = set()  # words around blocks that have been remarked upon: they stand between two
    yield from _misnamed(program)
    for node in program.nodes(ast.Constant, ast.JoinedStr):
        if not isinstance(program.parent(node), ast.JoinedStr | ast.FormattedValue):
            assert isinstance(node, ast.expr)
            text = _text(node)
            if text and (words := _misread(text)) and (_SAID.search(text) or _given_with(program, node)):
                yield program.remark(_CODE, node, _says(words), _REMEDY)
    for part in program.parts:
        for first, last, comment in _comments(part):
            if (words := _misread(comment)) and (_SAID.search(comment) or _on_line(program, part, last)):
                row = part.block.source.split("\n")[first - 1]
                column = row.find("#") + 1
                yield Remark(_CODE, first, max(column, 1), len(row) - column + 1, _says(words), _REMEDY, "", part.index)
        words = _misread(part.said)
        if words and words not in given and _SAID.search(part.said):
            place = next((n for n in ast.walk(part.tree) if isinstance(n, ast.expr) and is_p_value(program, n)), None)
            if place is not None:
                given.add(words)
                yield program.remark(_CODE, place, f"the text says of it: {_says(words)}", _REMEDY)


_REMEDY = ("say: the probability of data at least as extreme, if the null hypothesis is true; the probability of a "
           "hypothesis needs a prior (Bayes)")


def _comments(part: Part) -> Iterator[tuple[int, int, str]]:
    """The comments with their first and last line; lines of comment below each other are one."""
    rows = part.source.split("\n")
    open_: tuple[int, int, str] | None = None
    for line, comment in sorted(part.comments.items()):
        alone = rows[line - 1].lstrip().startswith("#")
        if open_ is not None and alone and open_[1] == line - 1 and rows[line - 2].lstrip().startswith("#"):
            open_ = (open_[0], line, f"{open_[2]} {comment.lstrip('# ')}")
            continue
        if open_ is not None:
            yield open_
        open_ = (line, line, comment)
    if open_ is not None:
        yield open_


def _says(words: str) -> str:
    return f"a p-value is not the {' '.join(words.split())}" if not words.startswith(("P(", "p(")) else (
        f"a p-value is not {words}")


def _misread(text: str) -> str:
    """The words that call something the probability of a hypothesis, where they are not denied."""
    for match in _READ.finditer(text):
        before = re.split(r"[.;!?]\s", text[:match.start()])[-1]
        after = text[match.end():]
        if not _DENIED.search(before[-80:]) and not _DENIED_AFTER.match(" ".join(after.split())) and not re.match(
                r"(?i)\s*,?\s*(?:is|are)\s+(?:not|wrong)|\s+would", after):
            return match[0]
    return ""


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    assert isinstance(node, ast.JoinedStr)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "0" for v in node.values)


def is_p_value(program: Program, node: ast.expr) -> bool:
    """Whether an expression is a p-value: by its name, or because a test of a library gives it."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("pvalue", "p_value", "pvalues")
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 1:
        return _is_test(program, program.meaning(node.value))
    if not isinstance(node, ast.Name):
        return False
    if _NAME.fullmatch(node.id):
        return True
    binding = program.binding(node)
    if binding is None or binding.value is None or binding.kind != "value":
        return False
    if binding.path == (1,):
        return _is_test(program, binding.value)
    return binding.value is not node and not binding.path and not isinstance(binding.value, ast.Name) and is_p_value(
        program, binding.value)


def _is_test(program: Program, node: ast.AST | None) -> bool:
    if not isinstance(node, ast.Call):
        return False
    qualified = program.qualified(node.func)
    return qualified.startswith("scipy.stats.") and bool(re.search(
        r"test|shapiro|wilcoxon|kruskal|anova|f_oneway|mannwhitney|chisquare|chi2|fisher|ks_|binom|ranksums|alexander|"
        r"cramer|page_trend|pearsonr|spearmanr|kendalltau|levene|bartlett",
        qualified))


def _given_with(program: Program, node: ast.expr) -> bool:
    """Whether a p-value is shown together with a text: in it, or beside it in the same call."""
    around = [node]
    parent = program.parent(node)
    if isinstance(parent, ast.Call):
        around.extend(parent.args)
    elif isinstance(parent, ast.BinOp):
        around.append(parent)
    return any(_p_value_in(program, part) for part in around)


def _p_value_in(program: Program, node: ast.AST) -> bool:
    return any(isinstance(part, ast.expr) and is_p_value(program, part) for part in reached(
        program, node, lambda part: isinstance(part, ast.Compare)))


def _on_line(program: Program, part: Part, line: int) -> bool:
    """Whether the statement on a line, or the one after a comment that stands alone, has to do with a p-value."""
    statements = [s for s in part.tree.body if (s.lineno <= line <= (s.end_lineno or s.lineno)) or s.lineno == line + 1]
    return any(isinstance(n, ast.expr) and is_p_value(program, n) for s in statements for n in ast.walk(s))


def _misnamed(program: Program) -> Iterator[Remark]:
    """`prob_null = p_value`, `p_h1 = 1 - p_value`, `{"prob_null_true": p_value}`"""
    for name, value, at in _named(program):
        if not (_CALLED.fullmatch(name) or (_SURE.fullmatch(name) and isinstance(value, ast.BinOp))):
            continue
        what = "a p-value"
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Sub) and isinstance(value.left, ast.Constant):
            what, value = "one minus a p-value", value.right
        if is_p_value(program, value):
            yield program.remark(_CODE, at, f"{name} is given {what}, which is not the probability of a hypothesis",
                                 _REMEDY)


def _named(program: Program) -> Iterator[tuple[str, ast.expr, ast.expr | ast.stmt]]:
    """What is given a name, and where: names, attributes, entries of tables, arguments, what functions give."""
    for node in program.nodes(ast.Assign, ast.Dict, ast.Call, ast.FunctionDef):
        if isinstance(node, ast.Assign):
            yield from ((_name_of(target), node.value, node) for target in node.targets)
        elif isinstance(node, ast.Dict):
            yield from ((key.value, value, value) for key, value in zip(node.keys, node.values)
                        if isinstance(key, ast.Constant) and isinstance(key.value, str))
        elif isinstance(node, ast.Call):
            yield from ((k.arg, k.value, k.value) for k in node.keywords if k.arg)
        elif isinstance(node, ast.FunctionDef):
            yield from ((node.name, value, value) for value in program.returned(node))


def _name_of(target: ast.expr) -> str:
    if isinstance(target, ast.Subscript):
        key = target.slice
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    return getattr(target, "attr", getattr(target, "id", ""))


PVALUES = (
    Lint(
        _CODE, "p-value-as-probability", "A p-value is read as the probability of a hypothesis.",
        "It is the probability of data at least as extreme, if the null hypothesis is true. That of the hypothesis "
        "depends on its prior probability, and is often many times as large.",
        "Say what it is, or compute a posterior probability with a prior.",
        "```python\nfrom scipy import stats\nt, p = stats.ttest_1samp(x, 0)\n"
        "print(f'probability that the null hypothesis is true: {p:.3f}')\n```\n",
        "```python\nfrom scipy import stats\nt, p = stats.ttest_1samp(x, 0)\n"
        "print(f'probability of such data if the null hypothesis is true: {p:.3f}')\n```\n", p_values_misread),
)
