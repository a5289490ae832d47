"""Extrema over a letter: argmin f = e, min f = v. Words that may restrict the letter leave a refuted one open."""

from tests.documents.judged import CONDITION, UNDECIDED, assert_last, rows, twins

HUBER = r"Let $v \in \mathbb{R}$ and $\kappa > 0$. Then "
PRICE = r"Let $a, b > 0$. Then "
CASES = [
    (r"Let $C \in \mathbb{R}$ and $D, \gamma > 0$, and let $q(s) = C s + \frac{1}{2} (D + \gamma) s^2$. The best is ",
     r"\arg\min_{s} q(s) = -\frac{C}{D + \gamma}", r"\arg\min_{s} q(s) = -\frac{C}{D}"),
    (r"Let $a > 1$ and $b > 1$. The mode is ",
     r"\operatorname*{arg\,max}_{u \in (0, 1)} u^{a - 1} (1 - u)^{b - 1} = \frac{a - 1}{a + b - 2}",
     r"\operatorname*{arg\,max}_{u \in (0, 1)} u^{a - 1} (1 - u)^{b - 1} = \frac{a}{a + b}"),
    (r"Let $k > 1$ and $r > 0$. The gamma density peaks at ", r"\arg\max_{t > 0} t^{k - 1} e^{-r t} = \frac{k - 1}{r}",
     r"\arg\max_{t > 0} t^{k - 1} e^{-r t} = \frac{k}{r}"),
    (PRICE, r"\min_{t > 0} \left(a t + \frac{b}{t}\right) = 2 \sqrt{a b}",
     r"\min_{t > 0} \left(a t + \frac{b}{t}\right) = \sqrt{a b}"),
    (PRICE, r"\arg\min_{t > 0} \left(a t + \frac{b}{t}\right) = \sqrt{\frac{b}{a}}",
     r"\arg\min_{t > 0} \left(a t + \frac{b}{t}\right) = \sqrt{\frac{a}{b}}"),
    (HUBER, r"\arg\min_{t} \left(\frac12 (t - v)^2 + \kappa |t|\right) = \operatorname{sign}(v) \max(|v| - \kappa, 0)",
     r"\arg\min_{t} \left(\frac12 (t - v)^2 + \kappa |t|\right) = \operatorname{sign}(v) \max(|v| - 2\kappa, 0)"),
    ("We have ", r"\max_{u \in [0, 1]} u (1 - u) = \frac{1}{4}", r"\max_{u \in [0, 1]} u (1 - u) = \frac{1}{2}"),
    (r"Let $s > 0$. Then ", r"\max_{t} \left(s t - e^{t}\right) = s \log s - s",
     r"\max_{t} \left(s t - e^{t}\right) = s \log s + s"),
]
OPEN = [
    (r"Let $a \in \mathbb{R}$. On the interval $[0, 1]$ we have $\arg\min_{t} e^{t - a} = 0$.", UNDECIDED),
    (r"Let $f(x) = x^2 - 4x$, where $x$ is restricted to be at least 3. Then $\min_{x} f(x) = -3$.", UNDECIDED),
    (r"Let $f(x) = x^2 - 4x$ with $x \geq 3$. Then $\min_{x} f(x) = -3$.", UNDECIDED),
]


ON_SINE = (r"Consider the problem of minimising $\sin(x)$ subject to $x^2 \le 3$, that is $-\sqrt{3} \le x "
           r"\le \sqrt{3}$. The constraint is not active at the optimum: ")
# What has no letter but the one under the extremum holds wherever words look, and a place is as exact as its digits.
CLOSED = [
    (ON_SINE, r"x^* = \arg\min_{-\sqrt{3} \le x \le \sqrt{3}} \sin(x) = -\frac{\pi}{2}",
     r"x^* = \arg\min_{-\sqrt{3} \le x \le \sqrt{3}} \sin(x) = -1.5"),
    ("The slope vanishes at the minimum: ", r"\arg\min_{x \in \mathbb{R}} (x^2 - 3 x) = 1.5",
     r"\arg\min_{x \in \mathbb{R}} (x^2 - 3 x) = 1.4"),
    ("At the optimum, ", r"\min_{x \in \mathbb{R}} (x^2 - 3 x) = -2.25", r"\min_{x \in \mathbb{R}} (x^2 - 3 x) = -2"),
    ("We have ", r"\arg\min_{x \in \mathbb{R}} (e^x - 2 x) = 0.69", r"\arg\min_{x \in \mathbb{R}} (e^x - 2 x) = 0.72"),
    ("We have ", r"\arg\min_{x \in \mathbb{R}} (e^x - 2 x) = 0.7", r"\arg\min_{x \in \mathbb{R}} (e^x - 2 x) = 0.8"),
    ("We have ", r"\arg\max_{x > 0} (\log x - x^2) = 0.71", r"\arg\max_{x > 0} (\log x - x^2) = 0.70"),
]
DIGITS = [
    (ON_SINE + r"$x^* = \arg\min_{-\sqrt{3} \le x \le \sqrt{3}} \sin(x) = -1.6$.", UNDECIDED),  # it rounds to that
    (ON_SINE + r"$x^* = \arg\min_{-\sqrt{3} \le x \le \sqrt{3}} \sin(x) = -1.57$.", UNDECIDED),
    (r"We have $\arg\min_{0 \le x \le \sqrt{2}} (x - 3)^2 = 1.4$.", UNDECIDED),  # the end rounds to that
    (r"We have $\arg\min_{x \in \mathbb{R}} |x - 1/3| = 0.3$.", UNDECIDED),
    (r"At the optimum we have approximately $\min_{x \in \mathbb{R}} (x^2 - 3 x) = -2$.", UNDECIDED),
    (r"At the optimum, $\min_{x \in \mathbb{R}} (x^2 - a x) = -2$.", CONDITION),
]


@rows([*twins(CASES), *OPEN, *twins(CLOSED), *DIGITS])
def test_extrema_over_a_letter(text: str, expected: str) -> None:
    assert_last(text, expected)
