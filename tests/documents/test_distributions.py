"""Entropies, divergences and laws as documents write them: what is true is not refuted, its false twin is."""

from tests.documents.judged import assert_all, rows

# A paragraph, and what its formulas are, T true, F false, D definition; notation isn't counted.
CASES = [
    (r"$D_{KL}(p\|q) = \sum_x p(x)\log\frac{p(x)}{q(x)}$", "T"),
    (r"$D_{KL}(P\|Q) = \sum_{x\in\mathcal{X}} P(x)\log\frac{P(x)}{Q(x)}$", "T"),
    (r"$D_{KL}(p\|q) = \sum_x q(x)\log\frac{p(x)}{q(x)}$", "F"),
    (r"$H(p) = -\sum_x p(x)\log p(x)$", "T"),
    (r"$H(p) = \sum_x p(x)\log p(x)$", "F"),
    (r"$H(p,q) = -\sum_x p(x)\log q(x) = H(p) + D_{KL}(p\|q)$", "T"),
    (r"$H(P, Q) = H(P) + D_{KL}(P\|Q)$", "T"),
    (r"$H(P, Q) = H(P) + D_{KL}(Q\|P)$", "F"),
    (r"$H(P) = -\sum_{x \in \mathcal{X}} P(x)\log P(x) = \mathbb{E}_{x\sim P}[-\log P(x)]$", "T"),
    (r"$\mathrm{KL}(q\|p) = \mathbb{E}_q[\log\frac{q(z)}{p(z)}]$", "T"),
    (r"$D_{KL}(q\|p) = \mathbb{E}_{q(z)}[\log q(z) - \log p(z)]$", "T"),
    (r"$D_{KL}(q\|p) = \mathbb{E}_{z \sim p}[\log q(z) - \log p(z)]$", "F"),
    (r"$\mathbb{E}_{x\sim p}[f(x)] = \sum_x f(x) p(x)$", "T"),
    (r"$\mathbb{E}_{x\sim p}[f(x)] = \mathbb{E}_{x\sim q}\left[\frac{p(x)}{q(x)}f(x)\right]$", "T"),
    (r"$\mathbb{E}_{x\sim p}[f(x)] = \mathbb{E}_{x\sim q}\left[\frac{q(x)}{p(x)}f(x)\right]$", "F"),
    (r"$H_2(p) = -p\log_2p-(1-p)\log_2(1-p)$, so $H_2(0.5)=1$ and $H_2(0.11)\approx 0.5$.", "TTT"),
    (r"$H_b(p) = -p\log_2p+(1-p)\log_2(1-p)$", "F"),
    (r"$H_b(p) = -p\ln p-(1-p)\ln(1-p)$", "T"),
    (r"$H(p) = -p\log p-(1-p)\log(1-p)$", "T"),
    (r"$H(1/2) = 1$", "T"),
    (r"$H(1/2) = 2$", "F"),
    (r"$H(X) = -\sum_x P(X=x)\log_2 P(X=x)$", "T"),
    (r"$H^2(p,q) = \frac12\sum_i(\sqrt{p_i}-\sqrt{q_i})^2 = 1-\sum_i\sqrt{p_iq_i}$", "T"),
    (r"$H^2(p,q) = \sum_i(\sqrt{p_i}-\sqrt{q_i})^2$", "T"),
    (r"$H^2(p,q) = 1-\sum_i p_iq_i$", "F"),
    (r"$H(p,q) = \frac{1}{\sqrt2}\|\sqrt p - \sqrt q\|_2$", "T"),
    (r"$H_\alpha(X) = \frac{1}{1-\alpha}\log\sum_i p_i^\alpha$", "D"),
    (r"$D_{KL}(\mathcal N(a,b)\|\mathcal N(c,d))\ge0$", "T"),
    (r"$D_{KL}(\mathrm{Bern}(p)\|\mathrm{Bern}(q)) = p\log\frac pq+(1-p)\log\frac{1-p}{1-q}$", "T"),
    (r"$D_{KL}(\mathrm{Bern}(p)\|\mathrm{Bern}(q)) = p\log\frac qp+(1-p)\log\frac{1-p}{1-q}$", "F"),
    (r"$D_{KL}(\mathrm{Cat}(p)\|\mathrm{Cat}(q)) = \sum_k p_k\log\frac{p_k}{q_k}$", "T"),
    (r"$D_{KL}(\mathrm{Poisson}(\lambda)\|\mathrm{Poisson}(\mu)) = \lambda\log\frac{\lambda}{\mu}+\mu-\lambda$", "T"),
    (r"$D_{KL}(\mathcal N(\mu,\operatorname{diag}(\sigma^2))\|\mathcal N(0,I)) "
     r"= \frac12\sum_i(\sigma_i^2+\mu_i^2-1-\log\sigma_i^2)$", "T"),
    (r"$H(\mathcal N(\mu,\sigma^2)) = \frac12\log(2\pi e\sigma^2)$", "T"),
]

# Laws: the sentence that gives one, and claims about it. C is a condition.
LAWS = [
    (r"Let $U \sim U(0, 1)$. Then $\mathrm{Var}(U) = \frac{1}{12}$, $E[U^2] = \frac13$ and $E[U^2] = \frac12$.",
     "CTTF"),
    (r"Let $U \sim \mathcal{U}(a, b)$. Then $\mathrm{Var}(U) = \frac{(b-a)^2}{12}$, $E[U] = b - a$.", "CTF"),
    (r"Let $D \sim \mathrm{Unif}\{1, \ldots, 6\}$. Then $E[D] = 3.5$, $\mathrm{Var}(D) = \frac{35}{12}$, "
     r"$\mathrm{Var}(D) = \frac{25}{12}$.", "CTTF"),
    (r"Let $D \sim \mathrm{Uniform}(1, 6)$. Then $E[D] = 3.5$, $\mathrm{Var}(D) = \frac{35}{12}$.", "CTT"),
    (r"Let $Y \sim \Gamma(k, \theta)$. Then $E[Y] = k\theta$, $E[Y] = \frac{k}{\theta}$, $\mathrm{Var}(Y) = k\theta$.",
     "CTFF"),  # one way for all of them
    (r"Let $Y \sim \Gamma(k, \theta)$. Then $E[Y] = \frac{k}{\theta}$.", "CT"),
    (r"Let $Y \sim \mathrm{Exp}(\beta)$. Then $\mathbb{E}[Y] = \beta$ and $\operatorname{Var}(Y) = \beta$.", "CTF"),
    (r"Let $Y \sim \mathrm{Exp}(\lambda)$. Then $\mathbb{E}[Y] = \lambda$ and $\operatorname{Var}(Y) = 1/\lambda^2$.",
     "CFT"),
    (r"Let $X \sim \mathcal N(\mu,\sigma)$. Then $\operatorname{Var}(X) = \sigma^2$, "
     r"$\operatorname{Var}(X) = 2\sigma$.",
     "CTF"),
    (r"Let $X \sim \mathcal N(\mu,\sigma^2)$. Then $\operatorname{Var}(X) = \sigma^4$.", "CF"),
    (r"Let $X\sim\mathrm{Geom}(p)$. Then $E[X]=\frac{1-p}{p}$, $P(X=k)=(1-p)^{k-1}p$, $E[X] = p$.", "CTFF"),
    (r"Let $X\sim\mathrm{Geom}(p)$. Then $P(X=k)=(1-p)^{k-1}p$, $E[X]=\frac{1}{p}$, $E[X] = p$.", "CTTF"),
    (r"Let $N\sim\mathrm{NegBin}(r, p)$. Then $E[N] = \frac{r(1-p)}{p}$, $E[N] = \frac{rp}{1-p}$, $E[N] = r/p$, "
     r"$E[N] = rp$.", "CTFFF"),
    (r"Let $N\sim\mathrm{NegBin}(r, p)$. Then $E[N] = \frac{rp}{1-p}$, $E[N] = rp$.", "CTF"),
    (r"Let $N\sim\mathrm{NegBin}(r, p)$. Then $E[N] = r/p$, $E[N] = rp$.", "CTF"),
    (r"Let $Q \sim \chi^2_k$. Then $\operatorname{Var}(Q) = 2k$, $\operatorname{Var}(Q) = k$.", "CTF"),
    (r"Let $T \sim t_\nu$ with $\nu > 2$. Then $\operatorname{Var}(T) = \frac{\nu}{\nu-2}$, $E[T^2] = \nu$.", "CCTF"),
    (r"Let $X\sim\mathrm{Bern}(\pi)$. Then $E[X]=\pi$ and $\operatorname{Var}(X) = \pi^2$.", "CTF"),
    (r"Let $X\sim\mathrm{Categorical}(\pi)$. Then $P(X=k)=\pi_k$ and $E[X] = \sum_k k\pi_k$, $P(X=k)=1-\pi_k$.",
     "CTTF"),
]
CASES += LAWS


@rows(CASES)
def test_a_paragraph_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)


# Densities over finite tables, proportions, families of events. A lacks an assumption, U is left open.
TABLES = [
    (r"$P(A|B) \propto P(B|A)P(A)$", "T"),
    (r"$P(A|B) \propto P(A|B)P(A)$", "F"),
    (r"$P(A|B) = \frac{P(B|A)P(A)}{P(B)} \propto P(B|A)P(A)$", "T"),
    (r"$p(\theta|D) \propto p(D|\theta)p(\theta)$", "T"),
    (r"$p(\theta \mid x) \propto \frac{p(x\mid\theta)}{p(\theta)}$", "F"),
    (r"With a flat prior $p(\theta \mid x) \propto p(x\mid\theta)$.", "U"),
    (r"$\log p(\theta|D)=\log p(D|\theta)+\log p(\theta)-\log p(D)$", "T"),
    (r"$\log p(\theta|D)=\log p(D|\theta)+\log p(\theta)+\log p(D)$", "F"),
    (r"$p(x,y)=p(x)p(y)$", "A"),
    (r"$I(X;Y)=D_{KL}(p(x,y)\|p(x)p(y))$", "T"),
    (r"$I(X;Y)=D_{KL}(p(x)p(y)\|p(x,y))$", "F"),
    (r"$D_{KL}(p(x,y)\|q(x,y)) = D_{KL}(p(x)\|q(x)) + \sum_x p(x) D_{KL}(p(y|x)\|q(y|x))$", "T"),
    (r"$\log p(x) = \mathbb{E}_{q(z)}\left[\log\frac{p(x,z)}{q(z)}\right] + D_{KL}(q(z)\|p(z\mid x))$", "T"),
    (r"$\log p(x) = \mathbb{E}_{q(z)}\left[\log\frac{p(x,z)}{q(z)}\right] - D_{KL}(q(z)\|p(z\mid x))$", "F"),
    (r"$P(B) = \sum_i P(B|A_i) P(A_i)$", "A"),
    (r"$P(B) = \sum_i P(B|A_i)$", "F"),
    # the letter of a table stands for values, of which nothing is known
    (r"$\sum_x (x - \sum_x x p(x)) p(x) = 0$", "T"),
    (r"$\sum_x x p(x) \ge 0$", "A"),
    (r"$\sum_x \sum_y (x + y) p(x, y) = \sum_x x p(x) + \sum_y y p(y)$", "T"),
    (r"$\sum_x \sum_y x y p(x, y) = \sum_x x p(x) \sum_y y p(y)$", "A"),
    (r"$\sum_{x \in \{-1, 1\}} x^2 p(x) = \sum_{x \in \{-1, 1\}} p(x)$", "T"),
    (r"$\sum_{x \in \{-1, 1\}} x p(x) = \sum_{x \in \{-1, 1\}} p(x)$", "F"),
    (r"$\sum_{x \in \{-1, 1\}} x^2 = 2$", "T"),
    (r"$\sum_{x \in \{-1, 3\}} x^2 = 8$", "F"),
    (r"A sign has $x \in \{-1, 1\}$, $p(1) = a$ and mean $\mu$. Then $\sum_x (x - \mu)^2 p(x) = 1 - \mu^2$.", "CCU"),
]


@rows(TABLES)
def test_a_table_or_family_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)


VAE = (r"With $q_\phi(z|x) = \mathcal{N}(z; \mu, \mathrm{diag}(\sigma^2))$ and $p(z) = \mathcal{N}(z; 0, I)$ we have "
       r"$D_{KL}(q_\phi(z|x) \| p(z)) = ")
NAMED = [
    (r"With $q(z) = \mathcal{N}(\mu, \sigma^2)$ and $p(z) = \mathcal{N}(0, 1)$ we have "
     r"$\mathrm{KL}(q \| p) = \frac12 (\mu^2 + \sigma^2 - 1 - \log \sigma^2)$.", "DDT"),
    (r"With $q(z|x) = \mathcal{N}(\mu, \sigma^2)$ and $p(z) = \mathcal{N}(0, 1)$ we have "
     r"$\mathrm{KL}(q(z|x) \| p(z)) = \frac12 (\mu^2 + \sigma^2 - 1 + \log \sigma^2)$.", "DDF"),
    (VAE + r"\frac12 \sum_{j=1}^d (\mu_j^2 + \sigma_j^2 - 1 - \log \sigma_j^2)$.", "DDT"),
    (VAE + r"\frac12 \sum_{j=1}^d (\mu_j^2 + \sigma_j^2 - 1 + \log \sigma_j^2)$.", "DDF"),
    (r"Let $q(z) = \mathcal{N}(z; \mu, \sigma^2)$. Then $H(q) = \frac12 \log(2\pi e \sigma^2)$.", "DT"),
    (r"Let $q(z) = \mathcal{N}(z; \mu, \sigma^2)$. Then $H[q] = \frac12 \log(2\pi \sigma^2)$.", "DF"),
]


@rows(NAMED)
def test_laws_that_functions_of_the_text_name(text, expected):
    assert_all(text, expected)
