"""Laws of the fields as patterns (`data/laws.txt`): `@x` is a name of the kind declared; both sides are equal.

Each pattern is mathematics of textbooks, and holds for all values of the domains that it declares.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

LAWS = Path(__file__).parent / "data" / "laws.txt"
POOLS = {"event": "ABCDEFG", "variable": "XYZUVW", "function": "fgh", "simplex": "pqrw"}
MATRICES, VECTORS, NUMBERS = "ABCDMSXYW", "xyzuvwab", ("a", "b", "c", "s", "t", "r", r"\alpha", r"\beta", r"\lambda",
                                                          r"\gamma", r"\theta", r"\mu")
VARIED = (
    ("^T", (r"^\top", r"^{\top}", r"^{\mathsf{T}}", "^{T}", r"^\intercal")),
    (r"\operatorname{tr}", (r"\mathrm{tr}", r"\operatorname{Tr}", r"\text{tr}")),
    (r"\mathbb{E}", (r"\mathrm{E}", r"\operatorname{E}", "E")),
    (r"\operatorname{Var}", (r"\mathrm{Var}", r"\mathbb{V}", r"\operatorname{var}", r"\text{Var}")),
    (r"\operatorname{Cov}", (r"\mathrm{Cov}", r"\operatorname{cov}", r"\text{Cov}")),
    (r"\log", (r"\ln",)),
    (r"\operatorname{softmax}", (r"\mathrm{softmax}", r"\text{softmax}")),
    (r"\|", (r"\lVert ", )),
    (r"\frac", (r"\dfrac", r"\tfrac")),
    (r"\mid", ("|", r"\,|\,")),
    ("P(", (r"\mathbb{P}(", r"\Pr(", r"\mathrm{P}(")),
)


def law_rows() -> list[tuple[str, str, str]]:
    lines = LAWS.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ; ") for line in lines if line and not line.startswith("#")]
    return [(declared, left, right) for declared, left, right in rows]


def instance(row: tuple[str, str, str], rng: Random) -> tuple[str, str, str]:
    """A law with names and notation of its own: its declarations and its two sides."""
    declared, left, right = row
    taken = set(re.findall(r"(?<![@\\A-Za-z])[a-zA-Z](?![A-Za-z])", left + right)) | {"e", "d", "n", "m", "k", "i", "j"}
    names: dict[str, str] = {}
    for letter, domain, shape in re.findall(r"@(\w): (\w+)(\[[^\]]*\])?", declared):
        pool = POOLS.get(domain) or (NUMBERS if not shape else MATRICES if " " in shape else VECTORS)
        if letter == "Q":
            pool = "QUV"
        names[letter] = rng.choice([one for one in pool if one not in taken])
        taken.add(names[letter])
    bold = rng.random() < 0.25

    def named(match: re.Match[str]) -> str:
        arrays = re.search(rf"@{match[2]}: \w+\[", declared) is not None
        text = rf"\mathbf{{{names[match[2]]}}}" if bold and arrays else names[match[2]]
        return f"{match[1]}{{{text}}}" if match[1] else text

    left, right = (re.sub(r"([_^]?)@(\w)", named, side) for side in (left, right))
    for plain, others in VARIED:
        if plain in left + right and rng.random() < 0.5:
            other = rng.choice(others)
            if plain == r"\|":
                left, right = (re.sub(r"\\\|(.*?)\\\|", r"\\lVert \1 \\rVert", side) for side in (left, right))
            else:
                left, right = (side.replace(plain, other) for side in (left, right))
    if rng.random() < 0.4 and "\\left" not in left + right:
        left, right = (side.replace("(", r"\left(").replace(")", r"\right)") for side in (left, right))
    if rng.random() < 0.5:
        left, right = right, left
    plain_names = {k: v.removeprefix("\\").replace("lambda", "lambda_") for k, v in names.items()}
    shown = re.sub(r"@(\w)", lambda m: plain_names[m[1]], declared)
    return shown, left, right


def broken(left: str, right: str, rng: Random) -> str:
    """The formula with a right side that is certainly another one, where it is a number that is not 0."""
    return left + " = " + rng.choice([rf"{right} + 1", rf"2 \left({right}\right)", rf"-\left({right}\right)"])
