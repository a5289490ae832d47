"""Formulas that go on with the one before them, and those that only begin like them."""

from tests.documents.judged import HOLDS, NOTATION, REFUTED, assert_last, rows

CONTINUED = [
    ("$$(a + b)^2 = (a + b)(a + b)$$\n$$= a^2 + 2ab + b^2$$", HOLDS * 2),
    ("$$(a + b)^2 = (a + b)(a + b)$$\n\n$$= a^2 + ab + b^2$$", HOLDS + REFUTED),
    (" $(Ax-b)^T(Ax-b)$\n $=(Ax)^TAx-(Ax)^Tb-b^TAx+b^Tb$\n $=x^TA^TAx-2b^TAx+b^Tb$", HOLDS * 2),
    (" $(Ax-b)^T(Ax-b)$\n $=(Ax)^TAx-(Ax)^Tb-b^TAx+b^Tb$\n $=x^TA^TAx+2b^TAx+b^Tb$", HOLDS + REFUTED),
    ("$$\\begin{aligned} (a+b)^2 &= (a+b)(a+b) \\\\ &= a^2 + ab + ba + b^2 \\end{aligned}$$\n$$= a^2 + 2ab + b^2.$$",
     HOLDS * 2),
    ("$$\\int_0^1 x\\,dx$$\n\n$$= \\frac12$$\n\n$$< 1$$", HOLDS * 2),
    ("$$\\int_0^1 x\\,dx$$\n\n$$= \\frac12$$\n\n$$> 1$$", HOLDS + REFUTED),
    ("The value $x$ is $= 3$.", NOTATION),
    ("$$x^2$$\n\nis another number.\n\n$$= 3$$", NOTATION),
    ("# One\n\n$$1 + 1$$\n\n# Two\n\n$$= 3$$", NOTATION),
]


@rows(CONTINUED)
def test_a_formula_goes_on(text, expected):
    assert_last(text, expected)
