"""Laws of families in words: what each parameter is called is in the record of the family."""

import pytest

from lemmata.documents import check
from lemmata.documents.language.marked import Marked
from lemmata.documents.prose.families import spoken_families
from lemmata.engine.ops.families import FAMILIES

# words of a law of X; a true formula and a false one
SAID = [
    (r"gamma distributed with shape $k$ and scale $\theta$", r"E[X] = k\theta", r"E[X] = k/\theta"),
    (r"gamma distributed with scale $2$ and shape $3$", "E[X] = 6", "E[X] = 3/2"),
    (r"gamma distributed with shape $3$ and scale $2\theta$", r"E[X] = 6\theta", r"E[X] = \frac{3}{2\theta}"),
    (r"gamma distributed with shape and rate parameters $a$ and $b$", "E[X] = a/b", "E[X] = ab"),
    (r"exponential with mean $2$", "E[X] = 2", "E[X] = 1/2"),
    (r"exponential with intensity $c$", "E[X] = 1/c", "E[X] = c"),
    (r"Laplace distributed with location $\mu$ and scale $b$", r"\operatorname{Var}(X) = 2b^2",
     r"\operatorname{Var}(X) = b^2"),
    (r"Weibull distributed with shape $k$ and scale $\lambda$", r"P(X > \lambda) = e^{-1}", r"P(X > \lambda) = e^{-2}"),
    (r"chi-square distributed with $k$ degrees of freedom", "E[X] = k", "E[X] = 2k"),
    (r"normally distributed with standard deviation $2$ and mean $2$", r"\operatorname{Var}(X) = 4",
     r"\operatorname{Var}(X) = 2"),
    (r"binomial with $n$ trials and success probability $p$", r"\operatorname{Var}(X) = np(1-p)",
     r"\operatorname{Var}(X) = np"),
    (r"geometric with success probability $p$", "E[X] = 1/p", "E[X] = p"),
    (r"a log-normal variable with parameters $\mu$ and $\sigma^2$", r"E[X] = e^{\mu + \sigma^2/2}",
     r"E[X] = e^{\mu + \sigma^2}"),
    (r"Pareto distributed with minimum $m$ and exponent $3$", r"E[X] = \frac{3m}{2}", "E[X] = 2m"),
    (r"beta distributed with parameters $a, b > 0$", r"E[X] = \frac{a}{a+b}", r"E[X] = \frac{b}{a+b}"),
    (r"Rayleigh distributed with scale $s$", "E[X^2] = 2s^2", "E[X^2] = s^2"),
    (r"Cauchy distributed with location $0$ and scale $1$", r"P(X > 1) = \frac14", r"P(X > 1) = \frac13"),
]
# what words leave open is no law
UNSAID = ["lognormal with mean $m$ and variance $v$", "Laplace with mean $m$ and variance $v$",
          "Weibull distributed with shape $k$", "gamma distributed with mean $m$ and rate $r$"]


def verdict(text, tmp_path):
    path = tmp_path / "text.md"
    path.write_text(text + "\n", encoding="utf-8")
    return check([str(path)]).findings[-1].verdict


@pytest.mark.parametrize("words, true, false", SAID, ids=[row[0].split()[0] + str(k) for k, row in enumerate(SAID)])
def test_what_words_say_of_a_law_decides(tmp_path, words, true, false):
    assert verdict(f"Let $X$ be {words}. Then ${true}$.", tmp_path) in ("agrees", "proved")
    assert verdict(f"Let $X$ be {words}. Then ${false}$.", tmp_path) == "refuted"


@pytest.mark.parametrize("words", UNSAID)
def test_words_that_leave_a_parameter_open_are_no_law(words):
    sources = {0: "X", 1: "a", 2: "b"}
    text = "⟦0⟧ is " + words
    for k in range(words.count("$") // 2):
        first, _, rest = text.partition("$")
        text = f"{first}⟦{k + 1}⟧{rest.partition('$')[2]}"
    assert spoken_families(Marked(text, text, sources)) == []


@pytest.mark.parametrize("name", [f.name for f in FAMILIES.values() if f.called])
def test_every_parameter_has_a_word(name):
    family = FAMILIES[name]
    assert len(family.called) == len(family.params)
    for k, words in enumerate(family.called):
        assert words or all(way.roles[k] for way in family.meanings)


def test_families_that_are_named_themselves(tmp_path):
    text = "Let $P$ and $Q$ be exponential distributions with means $a$ and $b$. Then $D_{KL}(P\\|Q) = "
    assert verdict(text + r"\log(b/a) + a/b - 1$.", tmp_path) in ("agrees", "proved")
    assert verdict(text + r"\log(a/b) + b/a - 1$.", tmp_path) == "refuted"


# of a variable X with rate lambda: what a later sentence says that speaks of a family, but of no variable of it
NAMELESS = [
    (r"A Bernoulli variable with success probability $p$ has $\operatorname{Var}(X) = p(1 - p)$.", False),
    (r"For the geometric distribution with success probability $p$ we have $E[X] = 1/p$.", False),
    (r"Every Poisson random variable of rate $c$ has $E[X] = c$.", False),
    (r"An exponential variable with rate $c$ has $E[X] = 1/c$.", False),
    (r"An exponential variable with rate $\lambda$ has $E[X] = \lambda$.", True),
    (r"The exponential distribution has $E[X] = \lambda$.", True),
    (r"Of this variable, $E[X] = \lambda$.", True),
]


@pytest.mark.parametrize("sentence, refuted", NAMELESS)
def test_a_family_without_a_name_is_not_judged_by_the_law_of_another(tmp_path, sentence, refuted):
    given = r"Let $X \sim \operatorname{Exp}(\lambda)$ with rate $\lambda > 0$. "
    assert (verdict(given + sentence, tmp_path) == "refuted") is refuted
