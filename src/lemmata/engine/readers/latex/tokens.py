"""LaTeX to tokens with source spans: commands, numbers, letters, delimiters; spacing is dropped.

Styles and accents stay commands here; what a token means is the parser's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.syntax import words

MAX_LENGTH = 20_000
MAX_DEPTH = 40  # of nested groups


class Unreadable(ReadError):
    """A formula, or a part of it, that is not understood: the place and what was expected there.

    kind: `syntax` (the notation is not known), `shapes` (read, but no sizes make it fit), `mismatch` (the
    same, where the text says the sizes of all names: the formula itself is wrong).
    """

    def __init__(
        self,
        message: str,
        position: int = 0,
        expected: str = "",
        *,
        text: str = "",
        end: int | None = None,
        kind: str = "syntax",
    ):
        self.expected, self.kind = expected, kind
        full = f"{message}; expected {expected}" if expected else message
        super().__init__(full, text, position, end)


@dataclass(frozen=True)
class Token:
    """kind: command (`text` without backslash), number, letter, symbol, words (the content of \\text), end."""

    kind: str
    text: str
    start: int
    stop: int

    def __str__(self) -> str:
        return "\\" + self.text if self.kind == "command" else self.text or "the end"

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.stop


_TOKEN = re.compile(
    r"""
    (?P<blank>(?:\s|~|(?<!\\)%[^\n]*(?:\n|$))+)
  | (?P<words>\\(?:text|textrm|textbf|textit|textsf|texttt|textnormal|mbox|hbox)\*?\s*(?=\{))
  | (?P<command>\\(?:[A-Za-z]+\*?|.))
  | (?P<number>\d+(?:\{,\}\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:(?:\\[,;:]|[~\u2009\u202f])\d{3})+(?!\d)(?:\.\d+)?
      |\d+(?:\.\d+)?|\.\d+)
  | (?P<letter>[^\W\d_])
  | (?P<symbol>\|\||:=|<=|>=|==|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_GROUPED = re.compile(r"\{,\}|\\[,;:]|[~\u2009\u202f]")  # between the digits of 10\,000

# Spacing and layout that says nothing about the meaning. Wide spaces are kept: they part claims.
BLANK = words(
    "! , : ; > thinspace medspace thickspace negthinspace negmedspace negthickspace enspace nonumber notag "
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits allowbreak nobreak noindent hfill strut "
    "mathstrut null relax protect / hline space "
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
)
# Commands whose argument says nothing about the meaning.
DROPPED_ARGUMENT = words(
    "label tag tag* ref eqref cite vspace hspace hspace* vspace* color phantom vphantom hphantom mspace"
)

# What needs something behind it, so that a space says nothing.
_GOES_ON = words("log ln exp sin cos tan sinh cosh tanh det sum prod int cdot times + - = ( [")
_LARGE_SLASH = re.compile(r"\\[bB]igg?[lrm]?\s*(?=/)")
_WORD = re.compile(r"[A-Za-z]{2,}(?:\\_[A-Za-z]+)*")

# Before a letter without braces: `\\text dx` is dx.
BARE_STYLES = words("text textrm textit mbox")
_TYPED = {"<=": "le", ">=": "ge", "<<": "ll", ">>": "gg"}
_UNICODE = {
    "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subseteq",
    "∞": "infty", "·": "cdot", "⋅": "cdot", "×": "times", "÷": "div", "±": "pm", "→": "to", "⇒": "implies",
    "⇔": "iff", "∑": "sum", "∏": "prod", "∫": "int", "∂": "partial", "∇": "nabla", "√": "sqrt", "∩": "cap",
    "∪": "cup", "∅": "emptyset", "⊤": "top", "†": "dagger", "∘": "circ", "⊙": "odot", "⊗": "otimes", "∥": "|",
    "‖": "|", "∣": "mid", "…": "ldots", "⋯": "cdots", "∼": "sim", "∝": "propto", "≡": "equiv", "∀": "forall",
    "∃": "exists", "ℝ": "R", "ℓ": "ell", "′": "prime", "−": "-", "α": "alpha", "β": "beta", "γ": "gamma",
    "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
    "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega",
}


def tokenize(source: str) -> list[Token]:
    """The tokens of a formula, without blanks and layout, closed by one of kind `end`.

    >>> [str(t) for t in tokenize(r"\\frac{1}{2.5}\\, x_i")]
    ['\\\\frac', '{', '1', '}', '{', '2.5', '}', 'x', '_', 'i', 'the end']
    """
    if len(source) > MAX_LENGTH:
        raise Unreadable(f"a formula of {len(source)} characters; at most {MAX_LENGTH} are read", 0)
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        assert match is not None
        kind, text, start, at = match.lastgroup or "symbol", match.group(), at, match.end()
        if kind == "blank":
            continue
        if kind == "words":
            stop = _closing(source, at)
            tokens.extend(_words(source, at + 1, stop - 1, start))
            at = stop
            continue
        if kind == "command":
            text = text[1:]
            if text in BARE_STYLES and re.match(r"\s*[A-Za-z]", source[at:]):
                continue
            if text in BLANK or (text.isspace() and text != " ") or _LARGE_SLASH.match(source, start):
                continue
            if text == " " and tokens and tokens[-1].text in _GOES_ON:  # \log\ x
                continue
            if text in DROPPED_ARGUMENT:
                at = _skip_argument(source, at)
                continue
            if text == "_" and _subscripted(tokens):  # n\\_samples, and the escape that Markdown takes away: x\\_k
                tokens.append(Token("symbol", "_", start, at))
                if word := _WORD.match(source, at):
                    tokens.append(Token("words", word[0].replace("\\_", "_"), at, word.end()))
                    at = word.end()
                continue
        elif kind == "number":
            text = _GROUPED.sub("", text)
        elif text == "==":
            text = "="
        elif text in _TYPED:
            text, kind = _TYPED[text], "command"
        elif text in _UNICODE:
            text = _UNICODE[text]
            kind = "symbol" if text in "-|" else "command"
            if text == "|":
                text = "||"
        tokens.append(Token(kind, text, start, at))
    tokens.append(Token("end", "", len(source), len(source)))
    return tokens


def _subscripted(tokens: list[Token]) -> bool:
    """Whether the last token is a symbol by itself, to which `\\_` adds: not in `\\mathrm{log\\_sigmoid}`."""
    if not tokens or (tokens[-1].kind != "letter" and tokens[-1].text != "}"):
        return False
    styled = len(tokens) > 2 and tokens[-2].text == "{" and tokens[-3].kind == "command"
    return not styled and not (tokens[-1].kind == "letter" and len(tokens) > 1 and tokens[-2].kind == "letter")


def _words(source: str, begin: int, end: int, start: int) -> list[Token]:
    """The content of \\text: words, and the formulas between dollar signs in it."""
    tokens: list[Token] = []
    at = begin
    for place, piece in enumerate(source[begin:end].split("$")):
        if place % 2:
            tokens.extend(Token(t.kind, t.text, t.start + at, t.stop + at) for t in tokenize(piece)[:-1])
        elif piece.strip() or "$" not in source[begin:end]:
            tokens.append(Token("words", piece, start if place == 0 else at, at + len(piece)))
        at += len(piece) + 1
    return tokens


def _closing(source: str, at: int) -> int:
    """The place after the brace that closes the one at `at`."""
    depth, place = 0, at
    while place < len(source):
        char = source[place]
        if char == "\\":
            place += 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    raise Unreadable("a brace that is never closed", at, "}", text=source)


def _skip_argument(source: str, at: int) -> int:
    place = at
    while place < len(source) and source[place].isspace():
        place += 1
    return _closing(source, place) if place < len(source) and source[place] == "{" else at
