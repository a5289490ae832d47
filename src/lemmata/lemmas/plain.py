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
    "varepsilon": "ε", "epsilon": "ε", "varphi": "φ", "vartheta": "θ", "lambda": "λ", "left": "", "right": "",
    "displaystyle": "", "limits": "", "big": "", "Big": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "",
}
_SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "E", "P": "P"}
_RAISED = dict(zip("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")) | {"T": "ᵀ"}
_LOWERED = dict(zip("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")) | dict(zip("aeijkmnoprstuvx", "ₐₑᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓ"))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "overline": "\u0304"}
_PLAIN = ("mathrm", "text", "operatorname", "mathbf", "boldsymbol", "mathcal", "textbf", "mathsf", "mathit",
          "textit")
_TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+|.)|(?P<brace>[{}])|(?P<script>[\^_])|(?P<space>\s+)|(?P<other>.)",
                    re.DOTALL)
_MATH = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$\n](?:[^$]*?[^$\s])?)\$", re.DOTALL)


def plain(latex: str) -> str:
    r"""A formula as a line of text.

    >>> plain(r"\frac{1}{n} \sum_{i=1}^n (x_i - \mu)^2 \ge 0")
    '1/n ∑_(i=1)ⁿ (xᵢ - μ)² ≥ 0'
    >>> plain(r"\frac{a + b}{2\sigma^2} \in \mathbb{R}"), plain(r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}")
    ('(a + b)/(2σ²) ∈ ℝ', '[a, b; c, d]')
    """
    text = re.sub(r"\\begin\{[a-z]*matrix\}(.*?)\\end\{[a-z]*matrix\}", _matrix, latex, flags=re.DOTALL)
    text = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*?|cases)\}|&", " ", text).replace(r"\\", "; ")
    words, _ = _sequence([m for m in _TOKEN.finditer(text)], 0)
    return re.sub(r"\s+", " ", words).strip()


def with_plain_math(markdown: str) -> str:
    """Markdown with its formulas as plain text, displays in lines of their own."""
    def put(match: re.Match[str]) -> str:
        if match["display"]:
            return f"\n```\n    {plain(match['display'])}\n```\n"
        return plain(match["inline"]).replace("*", r"\*").replace("_", r"\_")

    parts = re.split(r"(^```.*?^```)", markdown, flags=re.DOTALL | re.MULTILINE)
    return "".join(part if part.startswith("```") else _MATH.sub(put, part) for part in parts)


def _matrix(match: re.Match[str]) -> str:
    rows = [r.replace("&", ",").strip() for r in match[1].split(r"\\")]
    return "[" + "; ".join(re.sub(r"\s*,\s*", ", ", r) for r in rows if r) + "]"


def _sequence(tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    """The text up to the end or a closing brace, and the place behind it."""
    found = ""
    while place < len(tokens) and tokens[place]["brace"] != "}":
        part, place = _one(tokens, place)
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
        return token["script"] + _grouped(inner), place
    if token["command"] is None:
        return (" " if token["space"] else token["other"]), place + 1
    return _command(token["command"], tokens, place + 1)


def _command(name: str, tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    if name in ("frac", "tfrac", "dfrac", "binom"):
        upper, place = _argument(tokens, place)
        lower, place = _argument(tokens, place)
        return (f"C({upper}, {lower})" if name == "binom" else f"{_grouped(upper)}/{_grouped(lower)}"), place
    if name == "sqrt":
        inner, place = _argument(tokens, place)
        return f"√{_grouped(inner)}", place
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
    """In brackets, unless it is one thing."""
    return text if re.fullmatch(r"\w|\d+|\w[₀-₉ₐ-ₜ]", text) or re.fullmatch(r"\([^()]*\)", text) else f"({text})"


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return name
