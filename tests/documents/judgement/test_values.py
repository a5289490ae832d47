"""Values that a text gives to symbols, and the claims that rest on them: true ones, and each with a false twin."""

from tests.documents.judged import CONDITION, DEFINITION, HOLDS, PROVED, REFUTED, assert_last, last, rows

# A text with a gap for the claim, the claim as it is right, and as it is wrong.
TWINS = [
    (r"The learning rate is $\eta=0.01$, so $%s$.", r"10\eta=0.1", r"10\eta=0.3"),
    (r"Example 1: $n=10$, so $%s$.", "2n=20", "2n=21"),
    (r"- $n=10$: $%s$", "2n=20", "2n=21"),
    (r"- $n=10$: $2n=20$" "\n" r"- $n=20$: $%s$", "2n=40", "2n=20"),
    (r"Using $\lambda=1$, $%s$.", r"e^{-\lambda}\approx0.368", r"e^{-\lambda}\approx0.468"),
    (r"For GPT-2, $d=768$ and $L=12$, so $%s$.", "12Ld^2=84934656", "12Ld^2=84934657"),
    (r"We use $d=512$ and $h=8$ heads, so each head has $%s$ dimensions.", "d/h=64", "d/h=32"),
    (r"Say $a=3$, $b=4$; then $%s$.", r"\sqrt{a^2+b^2}=5", r"\sqrt{a^2+b^2}=7"),
    (r"There are $n=4$ items and therefore $%s$ orders.", "n!=24", "n!=16"),
    (r"Our sample has $n=25$ and $\sigma=10$; hence the standard error is $%s$.", r"\frac\sigma{\sqrt n}=2",
     r"\frac\sigma{\sqrt n}=5"),
    (r"Start with $x=1$. Then $x+1=2$." "\n\n" r"After the update, $x=2$ and $%s$.", "x+1=3", "x+1=2"),
    (r"With $\beta=0.9$: $\frac1{1-\beta}=10$. With $\beta=0.99$: $%s$.",
     r"\frac1{1-\beta}=100", r"\frac1{1-\beta}=10"),
    (r"Let $p=0.3$. Then $1-p=0.7$." "\n\n" r"Now let $p=0.4$. Then $%s$.", "1-p=0.6", "1-p=0.7"),
    (r"Let $p=\frac13$. Then $1-p=\frac23$. Now let $p=\frac14$. Then $%s$.", r"1-p=\frac34", r"1-p=\frac23"),
    (r"With $d=512$, $h=8$ we have $d/h=64$." "\n\n" r"With $d=1024$, $h=16$ we have $%s$.", "dh=16384", "dh=4096"),
    (r"Plugging in $x=2$ gives $%s$.", "x^2=4", "x^2=5"),
    (r"Substituting $x=3$ we get $%s$.", "x^2-x=6", "x^2-x=9"),
    (r"If $n=3$, then $%s$.", "n^2=9", "n^2=8"),
    (r"Given $n=3$, we have $%s$.", "n^2=9", "n^2=8"),
    (r"When $n=3$, $%s$.", "n^2=9", "n^2=8"),
    (r"Consider the case $n=5$: then $%s$.", "n(n-1)/2=10", "n(n-1)/2=20"),
    (r"The batch size is $B=32$." "\n\n" r"Over $S=100$ steps, so $%s$ samples.", "BS=3200", "BS=320"),
    (r"Let $|\mathcal V|=50000$ be the size of the vocabulary. Then $%s$.",
     r"|\mathcal V|+1=50001", r"|\mathcal V|+1=50002"),
    (r"Let $n=3$. Then $%s$.", r"\sum_{i=1}^n i=6", r"\sum_{i=1}^n i=5"),
    (r"The momentum is $\beta_1=0.9$, hence $%s$.", r"1-\beta_1=0.1", r"1-\beta_1=0.9"),
    (r"We have $N=1000$ samples and $B=50$. Thus $%s$.", "N/B=20", "N/B=50"),
    (r"Each image has $H=32$, $W=32$ and $C=3$. So $%s$.", "HWC=3072", "HWC=1024"),
    (r"The temperature is $T=0.5$, so $%s$.", r"\frac1T=2", r"\frac1T=1"),
    (r"There is a parameter $u=0.9$. The row sums to one, as it should: $%s$.", r"\frac{1-u}2+u+\frac{1-u}2=1",
     r"\frac u2+u+\frac u2=1"),
    (r"Let $p=0.3$ and $q=0.7$. Indeed, $%s$.", "p+q=1", "p+2q=1"),
    (r"At $x=2$ the slope is $%s$.", r"\frac d{dx}x^2=4", r"\frac d{dx}x^2=5"),
    (r"The model has width $d=4096$." "\n\n" r"Its attention has $%s$ weights.", "4d^2=67108864", "4d^2=67108865"),
    (r"With a dropout rate of $p=0.1$ the scale is $%s$.", r"\frac1{1-p}\approx1.11", r"\frac1{1-p}\approx1.21"),
    (r"Suppose that $n=100$ and $p=0.5$. The mean is $np=50$ and the variance is $%s$.", "np(1-p)=25", "np(1-p)=20"),
    (r"The discriminant for $a=1$, $b=5$, $c=6$ is $%s$.", "b^2-4ac=1", "b^2-4ac=2"),
    (r"Let $x=(3,4)$. Then $\|x\|_2=5$. Now let $x=(5,12)$. Then $%s$.", r"\|x\|_2=13", r"\|x\|_2=5"),
    (r"Assume $\epsilon=10^{-3}$. Then $\epsilon^2=10^{-6}$. With $\epsilon=10^{-4}$, $%s$.", r"\epsilon^2=10^{-8}",
     r"\epsilon^2=10^{-6}"),
    (r"In the case $k=1$ we get $%s$.", r"\binom nk=n", r"\binom nk=n+1"),
    (r"Let $\gamma=0.9$. The effective horizon is $%s$.", r"\frac1{1-\gamma}=10", r"\frac1{1-\gamma}=9"),
    (r"Now $\sigma=2$ gives $2\sigma^2=8$, and $\sigma=3$ gives $%s$.", r"2\sigma^2=18", r"2\sigma^2=8"),
    (r"Because $m=2$ and $a=3$, we have $%s$.", "ma=6", "ma=5"),
    (r"The temperature $\tau=1$ leaves it, since $%s$.", r"p/\tau=p", r"p/\tau=2p"),
    (r"With $x_1=1$ and $x_2=3$ the mean is $%s$.", r"\frac{x_1+x_2}2=2", r"\frac{x_1+x_2}2=3"),
    (r"Let $X\sim\mathrm{Poisson}(\lambda)$ with $\lambda=2$. Then $%s$.", r"\mathbb E[X]=2", r"\mathbb E[X]=3"),
    (r"Let $X\sim\mathcal N(\mu,\sigma^2)$ with $\mu=1$ and $\sigma^2=4$. Then $%s$.", r"\mathbb E[X^2]=5",
     r"\mathbb E[X^2]=6"),
    (r"Let $X\sim\mathrm{Bin}(n,p)$ with $n=10$, $p=0.3$. Then $%s$.", r"\operatorname{Var}(X)=2.1",
     r"\operatorname{Var}(X)=3"),
    (r"The variance is $\sigma^2=4$, so $%s$.", r"2\sigma^2=8", r"2\sigma^2=9"),
    (r"The variance is $\sigma^2=3$, so $%s$.", r"2\sigma^2=6", r"2\sigma^2=9"),
    (r"Let $x\in\mathbb R^n$ with $n=2$. Then $%s$.", r"\|x\|_1\le\sqrt2\|x\|_2", r"\|x\|_1\le\|x\|_2"),
    (r"Take $k=3$, $n=5$. Then $%s$.", r"\binom nk=10", r"\binom nk=15"),
    (r"The mean is $\mu=2$ and the variance $\sigma^2=9$. Hence $%s$.", r"\mu+1=3", r"\mu+1=4"),
]

# A text, and the verdicts that its last formula may have.
LAST = [
    # general statements behind a value are decided for all values
    (r"Let $n=3$. Then $n^2=9$. In general, $\sum_{i=1}^n i=\frac{n(n+1)}2$.", PROVED),
    (r"Let $n=3$. Then $n^2=9$. In general, $\sum_{i=1}^n i=2n$.", REFUTED),
    (r"Let $n=1$. For all $n$, $2^n\ge n^3$.", REFUTED),
    (r"Let $x=2$. For every $x>0$ we have $x^2=2x$.", REFUTED),
    (r"Let $x=0$. Then $\cos x=1$. Now let $x$ be a real number. Then $(x+1)^2=x^2+1$.", REFUTED),
    (r"Let $x=2$. Then $(x+y)^2=x^2+2xy+y^2$.", HOLDS),
    (r"Let $\lambda=1$. Then $\lambda x+\lambda y=x+y$.", HOLDS),
    # equations that are posed stay so
    (r"The equation $x^2=4$ has the solution $x=2$. We solve $x^2=9$.", CONDITION),
    (r"The first root is $x=2$. The equation $x^2=9$ has others.", CONDITION),
    (r"Let $x=3$. The point lies on the line $x+y=5$.", CONDITION),
    # what is put in for a moment does not last
    (r"Setting $\lambda=0$ gives least squares. Moreover, $(a+\lambda)^2=a^2+\lambda^2$.", REFUTED),
    (r"Let $a=1$, $b=2$, $c=3$ and $d=4$. Then $a+b=3$. Let $X$ be Poisson distributed with rate $2$. Then $a+c=4$.",
     HOLDS),
    (r"The energy is $E=mc^2$.", DEFINITION),
    # values behind the claim
    (r"The number of weights is therefore $12Ld^2=84934656$, where $d=768$ and $L=12$.", "TCC"),
    (r"The number of weights is therefore $12Ld^2=84934655$, where $d=768$ and $L=12$.", "FCC"),
    # those of the next case are not the claim's
    (r"Let $f(x)=x^2$. For $x=3$ we get $f(x)=9$; for $x=4$ it is more.", "TC"),
    (r"Let $f(x)=x^2$. For $x=3$ we get $f(x)=8$; for $x=4$ it is more.", "FC"),
    (r"Let $f(x)=x^2$. For $x=3$ we get $f(x)=9$, for $x=4$ we get $f(x)=16$, and for $x=5$ it is $25$.", "TCTCN"),
    (r"Let $f(x)=x^2$. For $x=3$ we get $f(x)=9$, for $x=4$ we get $f(x)=9$, and for $x=5$ it is $25$.", "FCN"),
    (r"For $x=(3,4)$ we get $\|x\|=5$, while for $x=(1,2)$ it is less.", HOLDS + DEFINITION),
    (r"For $x=(3,4)$ we get $\|x\|=7$, while for $x=(1,2)$ it is less.", REFUTED + DEFINITION),
    (r"For $a>0$, $\sqrt{a^2}=a$; for $a<0$ we have $\sqrt{a^2}=-a$, and for $a=0$ both.", "TCTC"),
    (r"For $a>0$, $\sqrt{a^2}=a$; for $a<0$ we have $\sqrt{a^2}=a$, and for $a=0$ both.", "FC"),
    # digits in groups
    (r"A layer has $4(200\cdot300+200)=240\,800$ weights.", HOLDS),
    (r"A layer has $4(200\cdot300+200)=240\,000$ weights.", REFUTED),
    # names that are defined
    (r"Let $z=x+y$ with $x=1$ and $y=2$. Then $z=3$.", HOLDS),
    (r"Let $z=x+y$ with $x=1$ and $y=2$. Then $z=4$.", REFUTED),
]


@rows(row for text, right, wrong in TWINS for row in ((text % right, HOLDS), (text % wrong, REFUTED)))
def test_claims_about_values(text, expected):
    assert_last(text, expected)


@rows(LAST)
def test_the_last_formula(text, expected):
    assert_last(text, expected)


def test_the_value_is_in_the_counterexample():
    assert last(r"The learning rate is $\eta=0.01$, so $10\eta=0.3$.").counterexample["eta"] == "0.01"


def test_a_value_ends_with_its_section():
    assert_last("# One\n\nLet $x=2$.\n\n# Two\n\nHence $x^2=4$.", CONDITION)
