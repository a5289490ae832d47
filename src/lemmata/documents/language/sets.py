"""Sets and sizes in short formulas: `\\mathbb{R}^{m \\times n}`, `\\{0, 1\\}^k`, `m \\times n`."""

from __future__ import annotations

import re

_POWER = re.compile(r"\^(\{(?:[^{}]|\{[^{}]*\})*\}|\w)")
SET = re.compile(
    r"\\(?:mathbb|mathbf|bm|Bbb)\s*\{?\s*(?P<letter>[RNZCS])\s*\}?|\\(?P<short>[RNZ])(?![A-Za-z])|(?P<sign>[ℝℕℤℂ])")


def set_of(source: str) -> tuple[tuple[str, ...] | None, str]:
    """Sizes and domain of a set; sizes are None where the set gives none.

    >>> set_of(r"\\mathbb{R}^{n \\times n}"), set_of(r"(0, 1)"), set_of(r"\\{0, 1\\}^k")
    ((('n', 'n'), 'real'), ((), 'unit'), (('k',), 'binary'))
    """
    text = source.strip().rstrip(".,;: ")
    match = SET.match(text)
    if match:
        letter = match["letter"] or match["short"] or {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℂ": "C"}[match["sign"]]
        rest = text[match.end():].replace(" ", "")
        domain = {"R": "real", "N": "natural", "Z": "integer", "C": "complex", "S": "symmetric"}[letter]
        marks = re.findall(r"[_^](\{[^{}]*\}|\+{1,2}|[^{}])", rest)
        plus = [m.strip("{}") for m in marks]
        if letter == "S":
            domain = next((d for sign, d in (("++", "posdef"), ("+", "semidefinite")) if any(sign in m for m in plus)),
                          "symmetric")
        elif any(m in ("++", "{>0", ">0") for m in plus):
            domain = "positive"
        elif any(m in ("+", r"\ge0", r"\geq0", "≥0") for m in plus):
            domain = {"R": "nonnegative", "Z": "natural"}.get(letter, domain)
        power = _POWER.search(rest)
        found = sizes_of(power[1].strip("{}")) if power else ()
        if letter == "S" and found:
            found = (found[0], found[0])
        return found, domain
    bare = text.replace(" ", "").replace("\\left", "").replace("\\right", "")
    if match := re.fullmatch(r"\\\{0,1\\\}(?:\^(?P<power>\{[^{}]*\}|\w))?", bare):
        return (sizes_of(match["power"].strip("{}")) if match["power"] else ()), "binary"
    if match := re.fullmatch(r"([(\[])0,1([)\]])(?:\^(?P<power>\{[^{}]*\}|\w))?", bare):
        return (sizes_of(match["power"].strip("{}")) if match["power"] else ()), "unit"
    if re.fullmatch(r"\(0,\+?\\infty\)", bare):
        return (), "positive"
    if re.fullmatch(r"\[0,\+?\\infty[)\]]", bare):
        return (), "nonnegative"
    if re.match(r"\\\{-?\d+,", bare):
        return (), "integer"
    return None, ""


def sizes_of(text: str) -> tuple[str, ...] | None:
    """`m \\times n` as sizes in the language of declarations; None where it is no product of sizes."""
    found = []
    for part in re.split(r"\\times|×", text):
        part = re.sub(r"(\d)\s*([A-Za-z\\])", r"\1*\2", part.strip().strip("()"))
        part = re.sub(r"\\(?:mathrm|text|textrm|mathit)\s*\{(\w+)\}", r"\1", part)
        part = re.sub(r"_\{(\w+)\}", r"_\1", part).replace("\\cdot", "*").replace("\\", "")
        if not re.fullmatch(r"[A-Za-z0-9]\w*(?:\s*[-+*]\s*[A-Za-z0-9]\w*)*", part):
            return None
        found.append(part.replace(" ", ""))
    return tuple(found)
