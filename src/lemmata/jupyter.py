"""Magics for Jupyter and IPython: `%load_ext lemmata`, then `%%lemmata check`, `%lemmata derive`, `%lemmata show`."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.display import Markdown

if TYPE_CHECKING:
    from lemmata.lemmas import Lemma

FORMATS = {"md": "<cell>.md", "tex": "<cell>.tex", "rst": "<cell>.rst"}


def register(shell: Any) -> None:
    """Give a shell the magics."""
    shell.register_magics(LemmataMagics)


class _Parser(argparse.ArgumentParser):
    """Its errors are messages for the cell, not the end of the process."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}\n{self.format_usage().strip()}")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise UsageError((message or "").strip() or self.format_help())


def _parser() -> _Parser:
    parser = _Parser(prog="%lemmata", description="Check mathematics, derive and compare formulas, read the book.",
                     add_help=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    check = commands.add_parser("check", add_help=False)
    check.add_argument("paths", nargs="*")
    check.add_argument("--run", action="store_true")
    check.add_argument("--seed", type=int, default=0)
    check.add_argument("--format", choices=sorted(FORMATS))
    derive = commands.add_parser("derive", add_help=False)
    derive.add_argument("expr")
    derive.add_argument("vars", nargs="?")
    derive.add_argument("--wrt", default="")
    derive.add_argument("--order", type=int, default=1)
    equal = commands.add_parser("equal", add_help=False)
    equal.add_argument("a")
    equal.add_argument("b")
    equal.add_argument("vars", nargs="?")
    commands.add_parser("list", add_help=False).add_argument("part", nargs="?", default="")
    commands.add_parser("search", add_help=False).add_argument("words", nargs="+")
    show = commands.add_parser("show", add_help=False)
    show.add_argument("id")
    show.add_argument("--hints", action="store_true")
    show.add_argument("--solution", action="store_true")
    show.add_argument("--answer")
    return parser


@magics_class
class LemmataMagics(Magics):
    """%lemmata and %%lemmata; a result is shown as its object shows itself, and `_` is that object."""

    @no_var_expand  # {x} and $x$ are mathematics here
    @line_cell_magic
    def lemmata(self, line: str, cell: str | None = None) -> Any:
        """Check mathematics, derive and compare formulas, read the book.

        %%lemmata check [--run] [--seed N] [--format md|tex|rst]
            checks the text of the cell, Markdown or LaTeX; --run its code blocks too
        %lemmata check notes.md ...
        %lemmata derive "sum((X @ w - y)**2)" ["X: real[m n], ..."] [--wrt w] [--order 2]
        %lemmata equal "A" "B" ["A: real, ..."]
        %lemmata list [linear-algebra]; %lemmata search chain rule
        %lemmata show dot-product [--hints] [--solution] [--answer "2*a"]
        """
        try:
            words = shlex.split(line)
        except ValueError as error:
            raise UsageError(f"%lemmata {line}: {error}; put formulas between quotes") from None
        # a formula may begin with a minus; with a blank in front it is no option
        options = _parser().parse_args([f" {w}" if w[:1] == "-" and w[:2] != "--" else w for w in words])
        try:
            return getattr(self, f"_{options.command}")(options, cell)
        except (ValueError, TypeError, OSError, ArithmeticError) as error:
            raise UsageError(str(error)) from None

    def _check(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.documents import check, check_document
        from lemmata.documents.formats.files import parse_document

        if (cell is None) == (not options.paths):
            raise ValueError("check what? %%lemmata check with a text in the cell, or %lemmata check notes.md")
        if cell is None:
            return check(options.paths, options.run, options.seed)
        name = FORMATS[options.format or ("tex" if _is_tex(cell) else "md")]
        return check_document(parse_document(cell, name), options.run, options.seed)

    def _derive(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.formulas import read_formula

        formula = read_formula(cell if cell is not None and options.expr == "-" else options.expr, options.vars)
        names = list(formula.vars)
        if not options.wrt and len(names) != 1:
            raise ValueError(f"by which variable? Add --wrt with one of {', '.join(names) or '(there is none)'}")
        return formula.derivation(options.wrt or names[0], options.order)

    def _equal(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.formulas import read_pair

        left, right = read_pair(options.a, options.b, options.vars)
        return left.equals(right)

    def _list(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.lemmas.book import named_sections

        return _table([lemma for _, section in named_sections(options.part) for lemma in section.lemmas])

    def _search(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.lemmas.book import search, why_none

        found = search(options.words)
        if not found:
            raise ValueError(why_none(options.words))
        return _table(found)

    def _show(self, options: argparse.Namespace, cell: str | None) -> Any:
        from lemmata.lemmas import find
        from lemmata.lemmas.page import markdown

        lemma = find(options.id)
        if options.answer is not None:
            return lemma.tasks[0].exercise.assess(options.answer)
        return Markdown(markdown(lemma, "solution" if options.solution else "hints" if options.hints else ""))


def _table(lemmas: Sequence[Lemma]) -> Markdown:
    """Lemmas, a row each."""
    rows = (f"| {lemma.id} | {lemma.title} | {', '.join(f'`{name}`' for name in lemma.names)} |" for lemma in lemmas)
    return Markdown("\n".join(("| id | title | functions |", "| :-- | :-- | :-- |", *rows)))


def _is_tex(text: str) -> bool:
    """Whether a text is a piece of a LaTeX document; formulas between dollar signs are Markdown's too."""
    return any(word in text for word in (r"\begin{document}", r"\section", r"\documentclass", r"\newcommand",
                                         r"\begin{theorem}", r"\begin{proof}")) or (
        "$" not in text and any(word in text for word in (r"\begin{equation", r"\begin{align", r"\[")))
