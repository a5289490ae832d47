"""Values as they are written in comments and outputs: read to words and numbers, and compared to the digits shown."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice

_TOKEN = re.compile(
    r"(?P<number>(?:(?<![\w.)\]])[-+]|[-+](?=[\d.]+(?:[eE][-+]?\d+)?[jJ]))?(?:(?<![A-Za-z_\d.])(?:\d+(?:_\d{3})+|\d+)(?:\.\d*)?|(?<![\w.])\.\d+)(?:[eE][-+]?\d+)?"
    r"(?P<imaginary>[jJ])?(?![\w]))"
    r"|(?P<special>[-+]?\b(?:inf|nan|Infinity|NaN)\b)"
    r"|(?P<gap>\.{3}|…)|(?P<word>[A-Za-zΑ-ω_][\w.]*|\d[\w.]*)|(?P<sign>[^\s\w])")
# What libraries write around values, which differs from version to version.
_WRAPPED = re.compile(
    r"\b(?:np|numpy|jnp|torch)\.(?:float|int|bool|str|complex|longdouble|uint)\w*_?\((?P<in>[^()]*)\)")
_AROUND = re.compile(
    r"(?:,|(?<!\s))\s*(?:dtype=[\w.'<>]+|device='?[\w:]+'?|requires_grad=\w+|grad_fn=<[^<>]*>|"
    r"weak_type=\w+|shape=\([\d, ]*\))")
_NAMES = re.compile(r"\b(?:(?:np|jnp)\.array|torch\.tensor|tf\.Tensor|array|tensor|Array|DeviceArray|matrix|Tensor)\(")
_SIZE = re.compile(r"\btorch\.Size\(\[([\d, ]*)\]\)|\bTensorShape\(\[([\d, ]*)\]\)")
_ANSI = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
_REMARK = re.compile(  # what may follow a value: `3 (rounded)`, `3, as it should be`
    r"(?=\s\(|\s[-–—]{1,2}\s|;|,\s+(?!(?:True|False|None|inf|nan)\b)[A-Za-z]|\.\s*$|\s#|!\s*$|\s\[[A-Za-z])")
_MOST_REMARKS = 20  # places where a remark may begin
_FAR = 10**9  # a power of ten past all floats
_FRACTION = re.compile(r"[-+]?\d+\s*/\s*\d+")


@dataclass(frozen=True)
class Token:
    """A number with the size of its last digit, a word, or a sign; `whole`: written as an integer."""

    text: str
    kind: str
    number: complex = 0
    unit: float = 0.0
    whole: bool = False


def plain(text: str) -> str:
    """The text without what libraries write around values.

    >>> plain("tensor([1., 2.], device='cuda:0')"), plain("(np.float64(0.5), True)")
    ('[1., 2.]', '(0.5, True)')
    """
    text = _SIZE.sub(lambda m: f"[{m[1] or m[2] or ''}]", _ANSI.sub("", text))
    text = _AROUND.sub("", text)
    for _ in range(2):
        text = _WRAPPED.sub(lambda m: m["in"], text)
    text = re.sub(r"\b(?:np|numpy)\.(True|False)_?\b", r"\1", text)
    text = re.sub(r"\bdtype\('([^']*)'\)", r"\1", text)
    return _unwrapped(text)


def _unwrapped(text: str) -> str:
    """The text without the names of arrays and the brackets behind them: `array([1])` is `[1]`."""
    named = {match.end() - 1: match.start() for match in _NAMES.finditer(text)}
    if not named:
        return text
    cuts = [(start, bracket + 1) for bracket, start in named.items()]
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in "([{":
            opened.append(at)
        elif sign in ")]}" and opened and opened.pop() in named:
            cuts.append((at, at + 1))
    kept, end = [], 0
    for start, stop in sorted(cuts):
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]])


def tokens(text: str) -> list[Token]:
    """The numbers, words and signs of a text.

    >>> [(t.text, t.kind) for t in tokens("x1 = -2.50 m")]
    [('x1', 'word'), ('=', 'sign'), ('-2.50', 'number'), ('m', 'word')]
    """
    found = []
    for match in _TOKEN.finditer(plain(text)):
        if match["number"] is not None:
            found.append(_number(match["number"]))
        elif match["special"] is not None:
            found.append(Token(match[0], "number", float(match[0].replace("Infinity", "inf")), 0.0))
        else:
            found.append(Token(match[0], "gap" if match["gap"] else "word" if match["word"] else "sign"))
    return found


def _number(text: str) -> Token:
    bare = text.replace("_", "").rstrip("jJ")
    digits, _, exponent = bare.lower().partition("e")
    _, point, decimals = digits.partition(".")
    power = int(exponent or 0) if len(exponent) < 9 else _FAR
    unit = 10.0 ** (power - len(decimals)) if -400 < power < 300 else math.inf
    value = complex(0, float(bare)) if text[-1] in "jJ" else float(bare)
    return Token(text, "number", value, unit, not point and not exponent)


def is_value(text: str) -> bool:
    """Whether a text is a number, a list or array of some, or True, False, None, as a whole.

    >>> [is_value(t) for t in ("3.14", "[1 2]", "(2, 3)", "3 layers", "0.01 learning rate", "x + 1", "2-3")]
    [True, True, True, False, False, False, False]
    """
    text = text.strip()
    if text.endswith(".") and text.count(".") > 1:  # the end of a sentence
        text = text.rstrip(".")
    if text in ("True", "False", "None") or _FRACTION.fullmatch(text):
        return True
    shown = plain(text).strip()
    if not shown or shown.count("[") != shown.count("]") or shown.count("(") != shown.count(")"):
        return False
    rest = tokens(text)
    if not any(t.kind == "number" for t in rest):
        return False
    if not all(t.kind in ("number", "gap") or t.text in "[](),{}:" or t.text in ("True", "False") for t in rest):
        return False
    if ":" in shown and "{" not in shown:
        return False
    bracketed = shown[0] in "[({" and shown[-1] in "])}"
    numbers = [t for t in rest if t.kind == "number"]
    if len(numbers) == 1 and not bracketed:
        return bool(re.fullmatch(r"[-+]?[\d._]+(?:[eE][-+]?\d+)?[jJ]?(?:\.\.\.|…)?|[-+]?(?:inf|nan)", shown)) and (
            not re.fullmatch(r"0\d+", shown))
    return bracketed or bool(re.fullmatch(r"[-+\d._eEjJ]+(?:(?:,\s*|\s+)[-+\d._eEjJ]+)+", shown) and (
        "." in shown or ", " in shown)) or _complex(shown)


def _complex(text: str) -> bool:
    return bool(re.fullmatch(r"\(?[-+]?[\d.]+\s*[-+]\s*[\d.]+[jJ]\)?", text))


def leading_value(text: str) -> str | None:
    """The value that a text begins with, where nothing but a remark follows.

    >>> leading_value("3.14 (rounded)"), leading_value("[1, 2], as it should be"), leading_value("2 layers")
    ('3.14', '[1, 2]', None)
    """
    text = text.strip()
    if is_value(text):
        return text
    for match in islice(_REMARK.finditer(text), _MOST_REMARKS):
        value = text[:match.start()].rstrip()
        if is_value(value):
            return value
    return None


def agree(stated: Token, seen: Token, near: bool = False) -> bool:
    """Whether a number is the stated one, to the last digit that is written.

    >>> [agree(tokens(text)[0], tokens("3.14159")[0]) for text in ("3.14", "3.141", "3.15", "3", "4")]
    [True, True, False, True, False]
    """
    a, b = stated.number, seen.number
    if a == b or (_nan(a) and _nan(b)):
        return True
    if not all(math.isfinite(part) for x in (a, b) for part in (complex(x).real, complex(x).imag)):
        return False
    if stated.whole and seen.whole:
        return near and abs(a - b) <= 0.05 * abs(b)
    longer = abs(b) > abs(a) and not stated.whole  # then the digits that follow may have been cut off
    rough = max(stated.unit if longer else 0.5 * stated.unit, 0.5 * seen.unit)  # the code may print fewer digits
    return abs(a - b) <= max(rough * (1 + 1e-9), 1e-5 * abs(b), 0.05 * abs(b) if near else 0.0, 1e-12)


def _nan(value: complex) -> bool:
    return value != value
