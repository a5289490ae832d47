"""LaTeX in prose as text for terminals: symbols become characters, and no bracket is lost.

Kept apart from the readers: it shows what stands on the page, whether or not it is understood.
"""

from __future__ import annotations

import re
import unicodedata

_SYMBOLS = {
    "cdot": "·", "times": "×", "sum": "∑", "prod": "∏", "int": "∫", "infty": "∞", "partial": "∂", "nabla": "∇",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "setminus": "∖",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "~",
    "propto": "∝", "to": "→", "rightarrow": "→", "mapsto": "↦", "leftarrow": "←", "Rightarrow": "⇒", "iff": "⇔",
    "implies": "⇒", "forall": "∀", "exists": "∃", "pm": "±", "circ": "∘", "odot": "⊙", "otimes": "⊗", "oplus": "⊕",
    "top": "T", "mid": "|", "vert": "|", "Vert": "‖", "|": "‖", "ell": "ℓ", "dots": "...", "ldots": "...",
    "cdots": "...", "quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "{": "{", "}": "}",
    "perp": "⊥", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "star": "*",
    "ast": "*", "parallel": "‖", "colon": ":", "lVert": "‖", "rVert": "‖", "lvert": "|", "rvert": "|", "%": "%",
    "coloneqq": ":=", "ll": "≪", "gg": "≫", "land": "∧", "lor": "∨", "neg": "¬", "hbar": "ħ", "prime": "'",
    "varepsilon": "ε", "epsilon": "ε", "varphi": "φ", "vartheta": "θ", "lambda": "λ", "Lambda": "Λ", "left": "",
    "right": "", "displaystyle": "", "limits": "", "big": "", "Big": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "",
}
_SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "E", "P": "P"}
_RAISED = dict(zip("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")) | {"T": "ᵀ"} | dict(
    zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"))
_LOWERED = dict(zip("0123456789+-=", "₀₁₂₃₄₅₆₇₈₉₊₋₌")) | dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7",
            "dot": "\u0307", "overline": "\u0304"}
_PLAIN = ("mathrm", "text", "operatorname", "mathbf", "boldsymbol", "mathcal", "textbf", "mathsf", "mathit",
          "textit")
_FRACTIONS = ("frac", "tfrac", "dfrac")
_FUNCTIONS = ("log", "ln", "exp", "sin", "cos", "tan", "tanh", "det", "operatorname")
_BIG = ("sum", "prod", "int")
_TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+|.)|(?P<brace>[{}])|(?P<script>[\^_])|(?P<space>\s+)|(?P<other>.)",
                    re.DOTALL)
_MATH = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$\n](?:[^$]*?[^$\s])?)\$", re.DOTALL)
_FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_DOWN = f"[{''.join(_LOWERED.values())}]*"
_SCRIPTS = f"[{''.join([*_LOWERED.values(), *_RAISED.values()])}]*"
_LETTER = f"\\w[{''.join(_ACCENTS.values())}]?"
_ATOM = re.compile(rf"(?:[\d.]+|√?{_LETTER}|(?:√|{_LETTER}\^|\w*{_SCRIPTS}'*)\((?P<inner>.*)\)|\|[^|]*\||‖[^‖]*‖)"
                   rf"{_SCRIPTS}!?", re.DOTALL)
_DIFFERENTIAL = rf"[d∂]{_LETTER}{_SCRIPTS}"
_OPERATOR = re.compile(rf"[d∂]{_SCRIPTS}/{_DIFFERENTIAL}")
_SLOPE = re.compile(rf"[d∂]{_SCRIPTS}(?:{_LETTER}{_SCRIPTS}|\([^()]*\))?/{_DIFFERENTIAL}(?: ?{_DIFFERENTIAL})*")


def plain(latex: str) -> str:
    r"""A formula as a line of text.

    >>> plain(r"\frac{1}{n} \sum_{i=1}^n (x_i - \mu)^2 \ge 0"), plain(r"\frac{\partial f}{\partial x_i}")
    ('1/n ∑ᵢ₌₁ⁿ (xᵢ - μ)² ≥ 0', '∂f/∂xᵢ')
    >>> plain(r"\frac{a + b}{2\sigma^2} \in \mathbb{R}"), plain(r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}")
    ('(a + b)/(2σ²) ∈ ℝ', '[a, b; c, d]')
    """
    text = re.sub(r"\\begin\{[a-z]*matrix\}(.*?)\\end\{[a-z]*matrix\}", _matrix, latex, flags=re.DOTALL)
    text = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*?|cases)\}|&", " ", text).replace(r"\\", "; ")
    text = re.sub(r"\s+\\right", r"\\right", re.sub(r"\\left\s*(\\?.)\s+", r"\\left\1", text))
    words, _ = _sequence([m for m in _TOKEN.finditer(text)], 0)
    return re.sub(r" (?=[,;)])", "", re.sub(r"\s+", " ", words)).strip()


def commands(symbol: str) -> list[str]:
    """The LaTeX commands that are shown as a symbol.

    >>> commands("∑"), commands("σ"), commands("x")
    (['sum'], ['sigma'], [])
    """
    found = [name for name, shown in _SYMBOLS.items() if shown == symbol and name.isalpha()]
    words = unicodedata.name(symbol, "").split() if len(symbol) == 1 else []
    if not found and words[:1] == ["GREEK"] and words[2:3] == ["LETTER"]:
        found = [words[3].capitalize() if words[1] == "CAPITAL" else words[3].lower()]
    return found


def pieces(markdown: str) -> list[tuple[str, str]]:
    """What stands in Markdown one after the other: a kind and its text, with formulas as plain text.

    The kind is "" for prose, which stays Markdown, "formula" for a display, else the language of a code block.

    >>> pieces("Let $x_1 > 0$:\\n\\n$$x^2$$\\n\\n```python\\nx = 1\\n```")
    [('', 'Let x₁ \\\\> 0:'), ('formula', 'x²'), ('python', 'x = 1')]
    """
    found, place = [], 0
    for match in _FENCE.finditer(markdown):
        found += [*_prose(markdown[place:match.start()]), (match["language"] or "text", match["code"].rstrip("\n"))]
        place = match.end()
    return [*found, *_prose(markdown[place:])]


def _prose(markdown: str) -> list[tuple[str, str]]:
    found, words = [], ""

    def put(match: re.Match[str]) -> str:
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", plain(match["inline"]))  # no mark of Markdown

    place = 0
    for match in _MATH.finditer(markdown):
        words += markdown[place:match.start()]
        place = match.end()
        if match["inline"]:
            words += put(match)
        else:
            found += [("", words.strip()), ("formula", plain(match["display"]))]
            words = ""
    found.append(("", (words + markdown[place:]).strip()))
    return [(kind, text) for kind, text in found if text]


def _matrix(match: re.Match[str]) -> str:
    rows = [r.replace("&", ",").strip() for r in match[1].split(r"\\")]
    return "[" + "; ".join(re.sub(r"\s*,\s*", ", ", r) for r in rows if r) + "]"


def _sequence(tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    """The text up to the end or a closing brace, and the place behind it."""
    found, applied, divided = "", False, False  # log or d/dx, which go on to what comes next; a fraction, just now
    while place < len(tokens) and tokens[place]["brace"] != "}":
        token = tokens[place]
        name = token["command"] or ""
        part, place = _one(tokens, place)
        if name in _FRACTIONS and applied:
            part = f"({part})"
        elif part == " " and found[-1:] in ("∂", "∇"):
            part = ""
        elif (divided and part[:1] == "(") or (
                name in (*_BIG, *_FUNCTIONS) and (found[-1:].isalnum() or found[-1:] in (")", "!"))):
            part = f" {part}"
        if name in _FUNCTIONS or name in _FRACTIONS:
            applied = name in _FUNCTIONS or _OPERATOR.fullmatch(part) is not None
        elif not token["space"] and not token["script"]:
            applied = False
        divided = name in _FRACTIONS
        found += part
    return found, place


def _one(tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    token = tokens[place]
    if token["brace"] == "{":
        inner, place = _sequence(tokens, place + 1)
        return inner, place + 1
    if token["script"]:
        inner, place = _argument(tokens, place + 1)
        table = _RAISED if token["script"] == "^" else _LOWERED
        if inner == "'":
            return inner, place
        if inner and all(letter in table for letter in inner):
            return "".join(table[letter] for letter in inner), place
        return token["script"] + (inner if len(inner) == 1 else f"({inner})"), place
    if token["command"] is None:
        return (" " if token["space"] else token["other"]), place + 1
    return _command(token["command"], tokens, place + 1)


def _command(name: str, tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    if name in _FRACTIONS or name == "binom":
        upper, place = _argument(tokens, place)
        lower, place = _argument(tokens, place)
        if name == "binom":
            return f"C({upper}, {lower})", place
        whole = f"{upper}/{lower}"
        return (whole if _SLOPE.fullmatch(whole) else f"{_grouped(upper)}/{_grouped(lower)}"), place
    if name == "sqrt":
        inner, place = _argument(tokens, place)
        return f"√{inner if re.fullmatch(rf'{_LETTER}{_DOWN}|[0-9]+', inner) else f'({inner})'}", place
    if name == "mathbb":
        inner, place = _argument(tokens, place)
        return _SETS.get(inner, inner), place
    if name in _PLAIN:
        return _argument(tokens, place)
    if name in _ACCENTS:
        inner, place = _argument(tokens, place)
        return (inner + _ACCENTS[name] if len(inner) == 1 else f"{name}({inner})"), place
    return _SYMBOLS.get(name, _greek(name)), place


def _argument(tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    while place < len(tokens) and tokens[place]["space"]:
        place += 1
    if place == len(tokens):
        return "", place
    text, place = _one(tokens, place)
    return text.strip(), place


def _grouped(text: str) -> str:
    """In brackets, unless it is one thing: a number, a letter with indices and exponents, f(...), |...|."""
    match = _ATOM.fullmatch(text)
    return text if match and _closed(match["inner"] or "") else f"({text})"


def _closed(text: str) -> bool:
    """Whether no bracket is closed that was not opened in it."""
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return True


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return name
