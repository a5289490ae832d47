"""What a text makes random without capital letters: masks, gradients, estimators; moments that it names."""

from tests.documents.judged import assert_all, rows

# A paragraph, and what its formulas are: T true, F false, A lacking an assumption, C a condition,
# D a definition, U open.
MASK = r"Let $m\in\{0,1\}$ with $\Pr(m=1)=1-p$. Then "
SAMPLE = r"Let $X_1,\dots,X_n$ be i.i.d. with mean $\mu$ and variance $\sigma^2$. "
CASES = [
    (MASK + r"$\mathbb E[m]=1-p$ and $\mathbb E[m]=p$.", "CTF"),
    (MASK + r"$\operatorname{Var}(m)=p(1-p)$ and $\operatorname{Var}(m)=p$.", "CTF"),
    (r"Dropout multiplies the activation $h$ by $m/(1-p)$, where $m\in\{0,1\}$ and $\Pr(m=1)=1-p$: "
     r"$$\mathbb E\left[\frac{m}{1-p}\,h\right]=h$$ and $$\mathbb E[m\,h]=p\,h.$$", "CTF"),
    (r"Let $d\in\{0,1\}$ with $P(d=0)=q$. Then $E[d]=1-q$ and $E[d^2]=q^2$.", "CTF"),
    (r"$\Pr(m=1)=1-\Pr(m\ne1)$", "T"),
    (r"$P(x\le a)+P(x>a)=1$", "T"),
    (r"$P(x\le a)=P(x>a)$", "F"),
    (r"$\mathrm{Var}(g+h)=\mathrm{Var}(g)+\mathrm{Var}(h)$", "A"),
    (r"$\mathrm{Var}(g+h)=\mathrm{Var}(g)+\mathrm{Var}(h)+2\mathrm{Cov}(g,h)$", "T"),
    (r"$\mathbb E[g+h]=\mathbb E[g]+\mathbb E[h]$", "T"),
    (r"$\mathbb E[g]=\nabla f(w)$", "C"),
    (SAMPLE + r"Write $\bar X=\frac1n\sum_{i=1}^nX_i$. Then "
     r"$$\mathbb E\left[\frac1n\sum_{i=1}^n(X_i-\bar X)^2\right]=\frac{n-1}n\sigma^2$$ and "
     r"$$\mathbb E\left[\frac1n\sum_{i=1}^n(X_i-\bar X)^2\right]=\sigma^2.$$", "DTF"),
    (SAMPLE + r"Let $S^2=\frac1{n-1}\sum_{i=1}^n(X_i-\bar X)^2$. Then $\mathbb E[S^2]=\sigma^2$ and "
     r"$\mathbb E[S^2]=n\sigma^2$.", "DTF"),
    (r"Let $S^2=\frac1{n-1}\sum_{i=1}^n(X_i-\bar X)^2$. Then $\mathbb E[S^2]=\sigma^2$.", "DA"),
    (SAMPLE + r"Let $T=\sum_{i=1}^nX_i$. Then $E[T]=n\mu$, $\operatorname{Var}(T)=n\sigma^2$, $E[T]=\mu$ and "
     r"$E[T^2]=n\sigma^2+n^2\mu^2$ and $E[T^2]=n\sigma^2$.", "DTTFTF"),
    (r"Let $\hat\theta=\frac1n\sum_{i=1}^nX_i$. Then $\operatorname{Var}(\hat\theta)=\sigma^2/n$ and "
     r"$\operatorname{Var}(\hat\theta)=\sigma^2$.", "DAF"),
    (r"Let $E[X]=\mu$ and $\operatorname{Var}(X)=v$. Then $E[X^2]=v+\mu^2$ and $E[X^2]=v-\mu^2$.", "DDTF"),
    (r"Let $w_1,\dots,w_n$ be i.i.d. with $E[w_j]=0$ and $\operatorname{Var}[w_j]=\sigma^2$. Then "
     r"$E[\sum_jw_j]=0$, $E[(\sum_j w_j)^2]=n\sigma^2$ and $E[(\sum_j w_j)^2]=\sigma^2$.", "CDTTF"),
    # numbers that are listed: divided by n or by n - 1, and by nothing else
    (r"$\operatorname{Var}(x)=\frac1{n-1}\sum_{i=1}^n(x_i-\bar x)^2$", "T"),
    (r"$\operatorname{Var}(x)=\frac1n\sum_{i=1}^n(x_i-\bar x)^2$", "T"),
    (r"$\operatorname{Var}(x)=\frac1{n+1}\sum_{i=1}^n(x_i-\bar x)^2$", "F"),
    (r"$\operatorname{Cov}(x,y)=\frac1{n-1}\sum_{i=1}^n(x_i-\bar x)(y_i-\bar y)$", "T"),
    (r"$E[x]=\frac1n\sum_{i=1}^nx_i$", "T"),
    (r"$E[x]=\sum_{i=1}^nx_i$", "F"),
    # means of the first n
    (r"$P(|\bar X_n-\mu|>\epsilon)\le\frac{\sigma^2}{n\epsilon^2}$", "U"),
    (r"$E[\bar X_n]=\mu$", "T"),
    (r"$\operatorname{Var}(\bar X_n)=\frac{\sigma^2}{n^2}$", "F"),
    (r"Let $\bar X_n=\frac1n\sum_{i=1}^nX_i$. Then $E[\bar X_n]=\mu$ and $\operatorname{Var}(\bar X_n)=\sigma^2/n$ and "
     r"$\operatorname{Var}(\bar X_n)=\sigma^2$.", "DTAF"),
    (r"$E|XY|\le E[|X|^p]^{1/p}E[|Y|^q]^{1/q}$", "U"),
    (r"$E|X+Y|\le E|X|+E|Y|$", "T"),
    (r"$E|X|=|E[X]|$", "A"),
    (r"$H(X)\le\log|\mathcal X|$", "T"),
    (r"$H(X)=\log|\mathcal X|$", "F"),
    (r"$D_{\mathrm{KL}}(p\|u)=\log n-H(p)$", "U"),
    (r"$D_{\mathrm{KL}}(p\|u)=\log n+H(p)$", "U"),  # what u is, is not said
    (r"We have $H(p)\le3$. Here $D_{\mathrm{KL}}(p\|u)=\log n-H(p)$ where $u_i=1/n$.", "TTD"),
    (r"$P\left(\max_{1\le k\le n}|S_k|\ge\lambda\right)\le\frac{\operatorname{Var}(S_n)}{\lambda^2}$", "U"),
    (r"$P\left(\max_{1\le k\le n}|S_k|\ge\lambda\right)\le\frac{\operatorname{Var}(S_n)}{4\lambda^2}$", "F"),
    (r"The bound is $\mathcal L(q)=\mathbb E_{q(z)}[\log p(x\mid z)]-D_{KL}(q(z)\|p(z))$.", "D"),
    # a mean that is read of a number is no premise on the vector
    (r"With $\hat\beta=(X^\top X)^{-1}X^\top y$ and $y=X\beta+\varepsilon$, $\mathbb E[\varepsilon]=0$, "
     r"$$\mathbb E[\hat\beta]=\beta.$$", "DDCU"),
    # E without brackets
    (r"Let $Z\sim N(0,1)$. Then $EZ=0$ and $EZ^2=1$ and $EZ=1$.", "CTTF"),
    (r"Let $X$ be a random variable. Then $\operatorname{Var}(X)=EX^2-(EX)^2$ and $\operatorname{Var}(X)=EX^2$.", "TA"),
    (r"Let $E$ and $Z$ be $n\times n$ matrices. Then $EZ=ZE$.", "F"),
    # a function that is random by its definition
    (r"Let $f(x;\lambda)=\lambda e^{-\lambda x}$ and $X\sim\mathrm{Exp}(\lambda)$. The score is "
     r"$s(\lambda)=\frac{\partial}{\partial\lambda}\log f(X;\lambda)$. Then $\mathbb E[s(\lambda)]=0$, "
     r"$\operatorname{Var}(s(\lambda))=\frac1{\lambda^2}$ and "
     r"$\operatorname{Var}(s(\lambda))=\frac1\lambda$.", "DCDTTF"),
    (r"Let $f(x;\lambda)=\lambda e^{-\lambda x}$ and $X\sim\mathrm{Exp}(\lambda)$. Then "
     r"$-E\left[\frac{\partial^2}{\partial\lambda^2}\log f(X;\lambda)\right]=\frac1{\lambda^2}$ and "
     r"$E\left[\left(\frac{\partial}{\partial\lambda}\log f(X;\lambda)\right)^2\right]=\frac1{\lambda}$.", "DCTF"),
    # sigma of a normal law, and then the function
    (r"For $X\sim\mathcal N(\mu,\sigma^2)$ we have $h(X)=\frac12\log(2\pi e\sigma^2)$. For labels $y\in\{0,1\}$ let "
     r"$\hat y=\sigma(z)$ and $L=-y\log\hat y-(1-y)\log(1-\hat y)$. Then $\frac{\partial L}{\partial z}=\hat y-y$ and "
     r"$\frac{\partial L}{\partial z}=y-\hat y$.", "CTDDTF"),
    # densities of which nothing is known
    (r"$\mathbb E_{x\sim p}[f(x)]=\int f(x)p(x)\,dx$", "T"),
    (r"$\mathbb E_{x\sim p}[f(x)]=\int f(x)p(x)^2\,dx$", "F"),
    (r"$\int p(x,y)\,dy=p(x)$", "T"),
    (r"$\int p(x,y)\,dy=p(y)$", "F"),
    (r"$p(x)=\int p(x\mid z)p(z)\,dz$", "T"),
    (r"$p(x)=\int p(x\mid z)\,dz$", "F"),
    (r"$D_{KL}(p\|q)=\int p(x)\log\frac{p(x)}{q(x)}\,dx$", "T"),
    (r"$D_{KL}(p\|q)=\int q(x)\log\frac{p(x)}{q(x)}\,dx$", "F"),
    (r"Let $\operatorname{Var}(w)=\gamma^2$. Then $\operatorname{Var}(3w)=9\gamma^2$ and "
     r"$\operatorname{Var}(3w)=3\gamma^2$.", "DTF"),
    (r"Let $o=\sum_{j=1}^nw_jx_j$ where all $w_j$ and $x_j$ are mutually independent with zero mean, "
     r"$\operatorname{Var}[w_j]=\sigma^2$ and $\operatorname{Var}[x_j]=\gamma^2$. Then "
     r"$$\operatorname{Var}[o]=n\,\sigma^2\gamma^2.$$ Also $$\operatorname{Var}[o]=\sigma^2\gamma^2.$$", "DDDTF"),
]


@rows(CASES)
def test_a_paragraph_is_judged_as_it_should_be(text, expected):
    assert_all(text, expected)
