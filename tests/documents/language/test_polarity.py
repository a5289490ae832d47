"""Wordings that deny, ask or imagine a formula, so that it is not claimed; and those that look like it and claim."""

import pytest
from tests.documents.judged import assert_each, assert_last, findings, rows

from lemmata.documents.formats.blocks import Formula, Paragraph
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.language.polarity import as_text, denied, hedged, implied
from lemmata.documents.language.sentences import sentences

# `$Q$` is denied, asked or imagined, `$A$` is claimed.
DENIED = """
It is not true that $Q$ for real numbers.
It is false that $Q$ in general.
It is by no means true that $Q$.
There is no way that $Q$ is correct.
Nobody should believe $Q$.
A common mistake is to write $Q$.
A frequent error here is to believe that $Q$.
The second classical blunder is to assume $Q$, but $A$.
Avoid the error of writing $Q$.
Students often believe that $Q$.
A careless beginner writes $Q$.
The false claim that $Q$ is popular.
An erroneous version of the formula, $Q$, circulates.
It is tempting to think that $Q$, but the truth is $A$.
True or false? $Q$ for all matrices.
Find a counterexample to $Q$ for square matrices.
To refute the statement that $Q$, take $A$.
Were it true that $Q$, we would get $Q$.
If it were the case that $Q$, then all is lost.
Let us pretend that $Q$.
We never have $Q$ here.
The distance is never $Q$.
Myth: $Q$ for every matrix.
**Wrong:** $Q$
(Wrong!) $Q$. The rule reads $A$.
The equation $Q$, which one sees in exams every year, is wrong even for independent variables.
The claim "$Q$" is false.
The slogan "$Q$" is nonsense; $A$.
One cannot conclude $Q$; all that follows is $A$.
It does not follow that $Q$.
The following is incorrect: $Q$
The fallacy is to believe that $Q$.
What is right? $Q$? No: $A$.
One would hope that $Q$. All we get is $A$.
The transpose is not $Q$ but $A$.
It is neither $Q$ nor $Q$; it is $A$.
Then $Q$, which is impossible.
Then $Q$, a contradiction.
Hence $Q$. This is absurd.
One might think that $Q$. That is wrong.
Is $Q$ true?
Does $Q$ hold for all vectors?
You should not write $Q$.
Don't conclude that $Q$ or $Q$.
$Q$ need not hold.
$Q$ may fail.
$Q$ is a common misconception.
$Q$ is simply not true.
Here $Q$ would be wrong.
Instead of $Q$ we use $A$.
Some authors define it as $Q$, we as $A$.
Warning: the shortcut $Q$ costs marks every year.
A frequent slip is $Q$; the expansion is $A$.
Dividing by zero is how one "shows" that $Q$.
The following "identity" is a trap: $Q$.
At first sight one would say that $Q$.
You might guess that the derivative is $Q$.
The student's solution reads $Q$, which loses a term.
It is the arcsine, not $Q$.
People who are new to this like to use $Q$.
"""
CLAIMED = """
The mistake is mine, so $A$.
Contrary to popular belief, $A$.
Contrary to what is often said, $A$.
The squared error is $A$.
The error of the approximation is $A$.
The type I error is $A$.
The error function satisfies $A$.
To avoid the mistake, note that $A$.
Why is $A$ true?
How can one show that $A$?
We expect that $A$.
One may assume that $A$.
One may conclude that $A$.
Not only $A$ but also $A$.
It is not hard to see that $A$.
It is not surprising that $A$.
Do not forget that $A$.
Never forget that $A$.
There is no doubt that $A$.
The false positive rate is $A$.
The null hypothesis is not rejected, so $A$.
The vectors are not parallel and $A$.
It is not the sign that matters: $A$.
The gradient is not zero but equals $A$.
Rather than proving it, we use $A$.
It is impossible to do better than $A$.
The naive bound can be improved: $A$.
$A$. It is not hard to prove.
$A$ for all numbers. This is not the only case.
$A$ (why?).
Remember $A$, and do not be mistaken.
It cannot be less, hence $A$.
It does not matter whether it is even: $A$.
If $A$, what is the value?
Nobody doubts that $A$.
No one would deny that $A$.
No one can miss that $A$.
The "identity matrix" has the property $A$.
"""


def told(text):
    """What is said against each formula of a text, with its source."""
    whole = list(sentences([b for b in parse_markdown(text).blocks if isinstance(b, Paragraph)]))
    texts = ["", *map(as_text, whole), ""]
    return [(s.source, denied(one, k, texts[place], texts[place + 2]))
            for place, one in enumerate(whole) for k, s in enumerate(one) if isinstance(s, Formula)]


@pytest.mark.parametrize("text", (DENIED + CLAIMED).strip().splitlines())
def test_what_is_denied(text):
    assert [bool(word) for _, word in told(text)] == [source == "Q" for source, _ in told(text)]


# a text; the verdict of its last formula, which is wrong where it is claimed
QUOTED = [
    (r"A common mistake is to write $\log(a + b) = \log a + \log b$.", "N"),
    (r"To see the common mistake, write $\log(a + b) = \log a + \log b$.", "F"),
    (r"For positive $a$ and $b$ we never have $(a + b)^2 = a^2 + b^2$.", "N"),
    (r"For positive $a$ and $b$ we always have $(a + b)^2 = a^2 + b^2$.", "F"),
    (r"The transpose of a product is not $(AB)^\top = A^\top B^\top$.", "N"),
    (r"The transpose of a product is $(AB)^\top = A^\top B^\top$.", "F"),
    (r"Is it true that $\|x + y\| = \|x\| + \|y\|$ for all vectors?", "N"),
    (r"It is true that $\|x + y\| = \|x\| + \|y\|$ for all vectors.", "F"),
    (r"Some authors write $(a + b)^2 = a^2 + b^2$ for $a, b \in \mathbb{R}$.", "N"),
    # what the text denies and holds is no error that could be shown, and is not agreed with
    (r"For real $a$ and $b$ it is not true that $(a + b)^2 = a^2 + 2ab + b^2$.", "U"),
    ("| wrong | right |\n|---|---|\n| $(x+y)^2 = x^2 + y^2$ | $(x + y)^2 = x^2 + 2xy + y^2$ |", "NT"),
    ("| one | two |\n|---|---|\n| $(x+y)^2 = x^2 + 2xy + y^2$ | $(x + y)^2 = x^2 + y^2$ |", "TF"),
]


@rows(QUOTED)
def test_what_is_quoted_as_wrong(text, expected):
    assert_last(text, expected)


LISTS = [
    ("Which of the following are correct?\n\n1. $\\det(2A) = 2 \\det A$\n2. $\\det(AB) = \\det A \\det B$\n", "NT"),
    ("Find the mistake.\n\n- $\\det(2A) = 2 \\det A$\n\nWe have $\\det(A + B) = \\det A + \\det B$.", "NF"),
    ("We list some rules.\n\n1. $\\det(2A) = 2 \\det A$\n2. $\\det(AB) = \\det A \\det B$\n", "FT"),
    ("### Common mistakes\n\n- $\\det(2A) = 2 \\det A$\n", "N"),
    ("### Common rules\n\n- $\\det(2A) = 2 \\det A$\n", "F"),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_of_what_may_be_wrong(text, expected):
    assert_each(findings(text), expected)


RESTRICTED = [
    (r"Unlike for independent events, here $P(A \cap B) = P(A) P(B)$.", "A"),
    (r"As opposed to the case of independent events, $P(A \cap B) = P(A) P(B)$.", "A"),
    (r"The naive Bayes classifier uses $(a + b)^2 = a^2 + b^2$.", "F"),
    (r"The naive approach gives $(a + b)^2 = a^2 + b^2$.", ""),
    (r"Only for commuting matrices can we expect $e^{A + B} = e^A e^B$.", "U"),
    (r"We always have $\|A\|_F = \|A\|_2$ only at special points.", "U"),
]


@rows(RESTRICTED)
def test_what_holds_under_words_that_were_not_understood(text, expected):
    assert_last(text, expected)


NOT_LEARNED = [
    (r"We never have $x < 0$ here. So $|x| = -x$.", "F"),
    (r"We always have $x < 0$ here. So $|x| = -x$.", "T"),
    (r"In other books one also finds $f(x) = x^3$. Let $f(x) = x^2$. Then $f'(x) = 2x$.", "T"),
    (r"A perfect model would have $w = 0$. We have $w + w = 2w$ and $w = 0$.", "TC"),
]


@rows(NOT_LEARNED)
def test_what_is_denied_is_not_learned(text, expected):
    assert_last(text, expected)


def test_what_holds_in_some_way_only():
    text = parse_markdown("Forgetting the sign, $a$ only at special points.").blocks[0].segments
    assert hedged(text, 1) == ("Forgetting", "only at special points")
    assert hedged(parse_markdown("We get $a$ for all points.").blocks[0].segments, 1) == ()
    assert implied(parse_markdown("If $a$ implies $b$.").blocks[0].segments, 1)
    assert not implied(parse_markdown("Hence $a$, which implies $b$.").blocks[0].segments, 1)


def test_a_quoted_formula_says_why_it_is_not_judged():
    (found,) = findings(r"The claim $\sqrt{a + b} = \sqrt{a} + \sqrt{b}$ is false.")
    assert (found.verdict, found.message) == ("notation", "false, as the text says")
