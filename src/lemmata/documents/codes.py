"""The codes of findings: what each one says, why it matters, how it is mended, with an example and its clean twin."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Code:
    """One kind of finding, as `lemmata explain CODE` shows it.

    code            F: formulas, C: code blocks, M: lints of the mathematics in code, D: documents
    name            the same in words, for people: `refuted-formula`
    says, why, fix  what was found; why it matters; what to write instead
    example, clean  a small document that gets it, and the same one mended
    suffix          of the file that these two are
    """

    code: str
    name: str
    says: str
    why: str
    fix: str
    example: str
    clean: str
    suffix: str = field(default=".md", kw_only=True)


VERDICTS = {
    ("formula", "refuted"): Code(
        "F101", "refuted-formula", "A formula is false under every plausible reading.",
        "Whoever uses it gets wrong results; the counterexample shows values at which both sides differ.",
        "Correct it; where a true formula stands near, the hint says it. If the text means it otherwise, say so in "
        "words or declare the symbols: <!-- lemmata: A: real[n n] -->.",
        "For matrices $A, B \\in \\mathbb{R}^{n \\times n}$: $(AB)^\\top = A^\\top B^\\top$.\n",
        "For matrices $A, B \\in \\mathbb{R}^{n \\times n}$: $(AB)^\\top = B^\\top A^\\top$.\n"),
    ("formula", "conditional"): Code(
        "F102", "conditional-formula", "A formula holds only under an assumption that the text does not state.",
        "A reader who applies it without the assumption gets wrong results.",
        "State the assumption, which the finding names.",
        "For random variables $X$ and $Y$: $\\operatorname{Var}(X + Y) = \\operatorname{Var}(X) + "
        "\\operatorname{Var}(Y)$.\n",
        "For independent random variables $X$ and $Y$: $\\operatorname{Var}(X + Y) = \\operatorname{Var}(X) + "
        "\\operatorname{Var}(Y)$.\n"),
    ("formula", "unreadable"): Code(
        "F103", "unreadable-formula", "A formula was not understood, so it is not checked.",
        "What nobody checks may be wrong.",
        "Mend the LaTeX at the place shown, or declare the symbols.",
        "Here $x = \\frac{1}{$ ends too early.\n", "Here $x = \\frac{1}{2}$ does not.\n"),
    ("formula", "undecided"): Code(
        "F104", "undecided-formula", "A formula was read, but neither proved nor refuted.",
        "It may be true or false; the finding says what stood in the way.",
        "Declare shapes and domains, or state in usual words what the symbols mean.",
        "For every gyroscopic matrix $Q$: $|\\det Q| = 1$.\n",
        "For every orthogonal matrix $Q \\in \\mathbb{R}^{n \\times n}$: $|\\det Q| = 1$.\n"),
    ("document", "unreadable"): Code(
        "D102", "unreadable-part", "A part of a document, or a comment for the checker, was not understood.",
        "What it says does not count: a directive that is misspelt silences nothing, what a missing file holds is not "
        "checked.",
        "Mend what the message names.",
        "<!-- lemmata: ignor -->\nThen $1 + 1 = 2$.\n", "<!-- lemmata: ignore -->\nThen $1 + 1 = 2$.\n"),
    ("code", "failed"): Code(
        "C101", "failed-code", "A code block ends with an error.",
        "Readers who run it get the same error.", "Mend it at the line shown; the hint says what helps.",
        "```python\nimport numpy as np\nnp.ones((2, 3)) @ np.ones((2, 3))\n```\n",
        "```python\nimport numpy as np\nnp.ones((2, 3)) @ np.ones((3, 2))\n```\n"),
    ("code", "cascade"): Code(
        "C102", "cascading-failure", "A code block fails because one before it failed.",
        "It is not the mistake itself.", "Mend the block that the finding names.",
        "```python\nx = 1 / 0\n```\n\n```python\nprint(x)\n```\n",
        "```python\nx = 1 / 2\n```\n\n```python\nprint(x)\n```\n"),
    ("code", "differs"): Code(
        "C104", "code-is-not-its-formula", "A function is not the formula of its name in the text.",
        "Readers take the code for the formula; one of the two is wrong.",
        "Mend the one that is wrong; at the values shown both can be computed by hand. If they are different things, "
        "give them different names.",
        "The sigmoid is $\\sigma(x) = \\frac{1}{1 + e^{-x}}$.\n\n```python\nimport numpy as np\ndef sigmoid(x):\n    "
        "return 1 / (1 + np.exp(x))\n```\n",
        "The sigmoid is $\\sigma(x) = \\frac{1}{1 + e^{-x}}$.\n\n```python\nimport numpy as np\ndef sigmoid(x):\n    "
        "return 1 / (1 + np.exp(-x))\n```\n"),
}

UNREAD = Code(
    "D101", "unreadable-document", "A file can't be read at all.",
    "Nothing in it was checked.", "Mend what the message names: save the file as UTF-8 text, or mend its syntax; or "
    "leave it out: exclude in [tool.lemmata] of pyproject.toml.",
    "def twice(x:\n    return 2 * x\n", "def twice(x):\n    return 2 * x\n", suffix=".py")

BROKEN = VERDICTS["document", "unreadable"]
ALL = (*VERDICTS.values(), UNREAD)


def code_of(kind: str, verdict: str) -> str:
    """The code of a finding of this kind and verdict; "" where there is nothing to remark.

    >>> code_of("formula", "refuted"), code_of("formula", "proved")
    ('F101', '')
    """
    found = VERDICTS.get((kind, verdict))
    return found.code if found else ""
