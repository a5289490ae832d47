"""Integrals of quotients whose two parts are zero at an end, and constants with gamma functions inside of one."""

from tests.documents.judged import UNDECIDED, assert_last, rows, twins

POWER = r"\int_{-\infty}^{\infty} \frac{\Gamma((\nu + 1)/2)}{\sqrt{\pi\nu} \, \Gamma(GAMMA)} "
STUDENT = POWER + r"\left(1 + \frac{x^2}{\nu}\right)^{-(\nu + 1)/2} dx = 1"
CASES = [
    (r"For $0 < z < 2$ we have ", r"\int_1^z \frac{\log(t)}{1 - t} \, dt = \sum_{k=1}^{\infty} \frac{(1 - z)^k}{k^2}",
     r"\int_1^z \frac{\log(t)}{1 - t} \, dt = -\sum_{k=1}^{\infty} \frac{(1 - z)^k}{k^2}"),
    (r"For $0 < x < 1$ we have ", r"\int_0^x \frac{\log(1 - t)}{t} dt = -\sum_{k=1}^\infty \frac{x^k}{k^2}",
     r"\int_0^x \frac{\log(1 - t)}{t} dt = \sum_{k=1}^\infty \frac{x^k}{k^2}"),
    (r"For $x > 0$ we have ",
     r"\int_0^x \frac{\sin t}{t} dt = \sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{(2k+1) (2k+1)!}",
     r"\int_0^x \frac{\sin t}{t} dt = \sum_{k=0}^\infty \frac{(-1)^k x^{2k}}{(2k+1) (2k+1)!}"),
    (r"For $x > 0$ we have ",
     r"\int_0^x \frac{1 - e^{-t}}{t} dt = \sum_{k=1}^\infty \frac{(-1)^{k+1} x^{k}}{k \cdot k!}",
     r"\int_0^x \frac{1 - e^{-t}}{t} dt = \sum_{k=1}^\infty \frac{(-1)^{k} x^{k}}{k \cdot k!}"),
    ("We have ", r"\int_0^1 \frac{\log(1 + x)}{x} dx = \frac{\pi^2}{12}",
     r"\int_0^1 \frac{\log(1 + x)}{x} dx = \frac{\pi^2}{6}"),
    ("We have ", r"\int_0^1 \frac{\log x}{1 - x} dx = -\frac{\pi^2}{6}",
     r"\int_0^1 \frac{\log x}{1 - x} dx = \frac{\pi^2}{6}"),
    ("For $a, b > 0$ we have ", r"\int_0^\infty \frac{e^{-ax} - e^{-bx}}{x} dx = \log\frac{b}{a}",
     r"\int_0^\infty \frac{e^{-ax} - e^{-bx}}{x} dx = \log\frac{a}{b}"),
    (r"For $\nu > 0$ we have ", STUDENT.replace("GAMMA", r"\nu/2"), STUDENT.replace("GAMMA", r"\nu")),
]
OPEN = [  # a pole; a zero of another order than is looked at
    (r"We have $\int_0^1 \frac{\cos x}{x} dx = 1$.", UNDECIDED),
    (r"We have $\int_0^1 \frac{1 - \cos x}{x^3} dx = 1$.", UNDECIDED),
    (r"We have $\int_0^1 \frac{e^x - 1}{x^2} dx = 1$.", UNDECIDED),
]


@rows([*twins(CASES), *OPEN])
def test_quotients_of_zeros(text: str, expected: str) -> None:
    assert_last(text, expected)
