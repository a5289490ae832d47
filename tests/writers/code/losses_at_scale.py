"""Losses of the field where exponentials overflow, logits are +-1e4, and probabilities are exactly 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Z, FAR = [1e4, -1e4, 3.0, 9999.5], [-1e4, 1e4, 1e4, 0.0]  # logits
SMALL = [0.3, -1.2, 0.7, 0.1]
P, Q, HOT = [0.5, 0.25, 0.25, 0.0], [0.25, 0.25, 0.375, 0.125], [0.0, 1.0, 0.0, 0.0]
X, NEAR = [1e4, -9e3, 8e3, -9997.0], [1e4, 10001.0, 9998.0, 10000.5]  # data: wide, and far from 0 but close together
SIGNS = [1.0, -1.0, -1.0, 1.0]
QUERIES, KEYS = [[1e4, -1e4, 5.0], [3e3, 2.0, -1e4]], [[1e4, 1.0, 0.5], [-1e4, 2e3, 1.0]]
VALUES = [[1.0, -2.0], [3e3, 1e4]]
SPREAD = [1.0, 2.0, 3.0, 4.0]


@dataclass(frozen=True, eq=False)
class Row:
    """A loss and the points that it is tried at.

    wrt    what value, gradient and Hessian are by; none where the gradient is infinite
    true   another text of the same function, where the first one has no value in exact numbers
    fast   tried in every run
    """

    name: str
    text: str
    vars: str
    wrt: tuple[str, ...]
    points: tuple[dict[str, Any], ...]
    true: str = ""
    fast: bool = False

    def arrays(self, place: int, dtype: Any) -> dict[str, Any]:
        """The numbers of a point, those that the dtype has."""
        return {name: np.asarray(value, dtype).astype(float) for name, value in self.points[place].items()}


LOGITS = (dict(z=Z), dict(z=FAR), dict(z=SMALL))
LABELLED = (dict(z=Z, y=HOT), dict(z=FAR, y=P), dict(z=SMALL, y=P))
SCALES = dict(s=SPREAD)

ROWS = [
    Row("cross-entropy", "-sum(y*log(softmax(z)))", "z: real[n], y: real[n]", ("z",), LABELLED),
    Row("cross-entropy, exponentials", "-sum(y*log(exp(z)/sum(exp(z))))", "z: real[n], y: real[n]", ("z",), LABELLED,
        fast=True),
    Row("cross-entropy, logsumexp", "log(sum(exp(z))) - z @ y", "z: real[n], y: real[n]", ("z",), LABELLED),
    Row("cross-entropy, rows", "-sum(Y*log(softmax(Z, axis=1)))/m", "Z: real[m n], Y: real[m n]", ("Z",),
        (dict(Z=QUERIES, Y=[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),)),
    Row("cross-entropy, an entry", "-log(softmax(z)[0])", "z: real[n]", ("z",), LOGITS),
    Row("attention", "sum(W*(softmax(Q @ K.T / sqrt(d), axis=1) @ V))",
        "Q: real[m d], K: real[n d], V: real[n k], W: real[m k]", ("Q",),
        (dict(Q=QUERIES, K=KEYS, V=VALUES, W=[[3e3, 1e4], [1.0, -2.0]]),), fast=True),
    Row("attention, exponentials", "sum((exp(Q @ K.T)/sum(exp(Q @ K.T), axis=1, keepdims=True)) @ V)",
        "Q: real[m d], K: real[n d], V: real[n k]", ("Q", "K"),
        (dict(Q=QUERIES, K=KEYS, V=VALUES), dict(Q=np.divide(QUERIES, 1e4), K=np.divide(KEYS, 1e4), V=VALUES))),
    Row("layer norm", "sum(g*(x - mean(x))/sqrt(var(x) + 1e-5))", "x: real[n], g: real[n]", ("x",),
        (dict(x=X, g=SMALL), dict(x=NEAR, g=SMALL), dict(x=[1e4] * 4, g=SMALL)), fast=True),
    Row("Gaussian", "sum(-(x - mu)**2/(2*s**2) - log(s) - log(2*pi)/2)", "x: real[n], mu: real, s: positive",
        ("mu", "s"), (dict(x=X, mu=-1e4, s=1e4), dict(x=X, mu=1e4, s=1e-4), dict(x=NEAR, mu=1e4, s=3.0))),
    Row("Gaussian, log of the density", "sum(log(exp(-(x - mu)**2/(2*s**2))/(s*sqrt(2*pi))))",
        "x: real[n], mu: real, s: positive", ("mu", "s"),
        (dict(x=X, mu=-1e4, s=1e4), dict(x=X, mu=1e4, s=1e-2), dict(x=NEAR, mu=1e4, s=3.0))),
    Row("Gaussian, log of the product", "log(prod(exp(-(x - mu)**2/2)/sqrt(2*pi)))", "x: real[n], mu: real", ("mu",),
        (dict(x=X, mu=-1e4), dict(x=NEAR, mu=1e4))),
    Row("normal vector", "-(x - mu) @ inv(S) @ (x - mu)/2 - log(det(S))/2", "x: real[n], mu: real[n], S: posdef[n n]",
        ("mu",), (dict(x=X[:2], mu=[-8e3, 9997.0], S=[[2.0, 0.5], [0.5, 1.0]]),)),
    Row("mixture of two", "log(w*exp(-(x-a)**2/2) + (1-w)*exp(-(x-b)**2/2))", "x: real, a: real, b: real, w: unit",
        ("a", "w"), (dict(x=1e4, a=3.0, b=-5.0, w=0.25), dict(x=1e4, a=10001.0, b=9999.0, w=0.5),
                     dict(x=1.0, a=3.0, b=-5.0, w=0.25))),
    Row("mixture", "log(sum(w*exp(-(x-m)**2/(2*s**2))/s))", "x: real, m: real[n], s: positive[n], w: simplex[n]",
        ("m", "x"), (dict(x=1e4, m=X, s=SPREAD, w=Q), dict(x=1e4, m=NEAR, s=SPREAD, w=P)), fast=True),
    Row("KL", "sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", ("q",), (dict(p=P, q=Q), dict(p=HOT, q=Q)),
        "sum(xlogy(p, p) - p*log(q))", fast=True),
    Row("KL, two logarithms", "sum(p*(log(p) - log(q)))", "p: simplex[n], q: simplex[n]", ("q",),
        (dict(p=P, q=Q), dict(p=HOT, q=Q)), "sum(xlogy(p, p) - p*log(q))"),
    Row("KL of logits", "sum(softmax(a)*log(softmax(a)/softmax(b)))", "a: real[n], b: real[n]", ("a",),
        (dict(a=Z, b=SMALL), dict(a=SMALL, b=Z), dict(a=Z, b=FAR))),
    Row("a term of KL near equality", "p*log(p/q)", "p: positive, q: positive", ("p", "q"),
        (dict(p=0.3, q=0.3 * (1 + 1e-7)), dict(p=1e4, q=3e-4))),
    Row("entropy", "-sum(p*log(p))", "p: simplex[n]", ("p",), (dict(p=Q),)),
    Row("entropy with zeros", "-sum(p*log(p))", "p: simplex[n]", (), (dict(p=P), dict(p=HOT)), "-sum(xlogy(p, p))",
        fast=True),
    Row("entropy of logits", "-sum(softmax(z)*log(softmax(z)))", "z: real[n]", ("z",), LOGITS),
    Row("focal", "-(1 - sigmoid(z))**2*log(sigmoid(z))", "z: real", ("z",),
        (dict(z=1e4), dict(z=-1e4), dict(z=0.3)), fast=True),
    Row("focal of probabilities", "-sum((1 - p)**g*log(p))", "p: unit[n], g: positive", ("p",),
        (dict(p=[0.5, 1e-4, 0.999, 0.25], g=2.0),)),
    Row("cosine", "x @ y/(norm(x)*norm(y))", "x: real[n], y: real[n]", ("x",), (dict(x=X, y=NEAR), dict(x=X, y=SMALL)),
        fast=True),
    Row("cosine by sums", "sum(x*y)/sqrt(sum(x**2)*sum(y**2))", "x: real[n], y: real[n]", ("x",),
        (dict(x=X, y=NEAR), dict(x=X, y=SMALL))),
    Row("InfoNCE", "-log(exp(s[0]/t)/sum(exp(s/t)))", "s: real[n], t: positive", ("s",),
        (dict(s=Z, t=1.0), dict(s=SMALL, t=0.125), dict(s=SMALL, t=2.0**-13))),
    Row("InfoNCE, vectors", "-log(exp(q @ k/t)/(exp(q @ k/t) + sum(exp(N @ q/t))))",
        "q: real[d], k: real[d], N: real[m d], t: positive", ("q",), (dict(q=X[:3], k=NEAR[:3], N=QUERIES, t=0.0625),)),
    Row("label smoothing", "-(1 - e)*log(softmax(z))[0] - e*mean(log(softmax(z)))", "z: real[n], e: unit", ("z",),
        (dict(z=Z, e=0.125), dict(z=SMALL, e=0.125))),
    Row("binary cross-entropy", "-mean(y*log(sigmoid(z)) + (1 - y)*log(1 - sigmoid(z)))", "z: real[n], y: real[n]",
        ("z",), (dict(z=Z, y=HOT), dict(z=np.negative(Z), y=HOT), dict(z=SMALL, y=P)),
        "mean(log(1 + exp(-abs(z))) + maximum(z, 0) - y*z)"),
    Row("binary cross-entropy, exponentials", "-sum(y*log(1/(1 + exp(-z))) + (1 - y)*log(1 - 1/(1 + exp(-z))))",
        "z: real[n], y: real[n]", ("z",), (dict(z=Z, y=HOT), dict(z=np.negative(Z), y=HOT), dict(z=SMALL, y=P)),
        "sum(log(1 + exp(-abs(z))) + maximum(z, 0) - y*z)"),
    Row("binary cross-entropy of 0 and 1", "-sum(y*log(p) + (1 - y)*log(1 - p))", "p: unit[n], y: unit[n]", (),
        (dict(p=[1.0, 0.0, 1e-9, 0.25], y=[1.0, 0.0, 0.0, 1.0]),), "-sum(xlogy(y, p) + xlogy(1 - y, 1 - p))"),
    Row("Poisson", "sum(r - y*log(r))", "r: positive[n], y: nonnegative[n]", ("r",),
        (dict(r=np.abs(X), y=[1e4, 0.0, 3.0, 1.0]), dict(r=[1e-4, 1e-3, 1.0, 1e4], y=[0.0, 0.0, 3.0, 1.0]))),
    Row("Student's t", "sum((v+1)/2*log(1 + (x-mu)**2/(v*s**2)) + log(s))",
        "x: real[n], mu: real, s: positive, v: positive", ("mu", "s"), (dict(x=NEAR, mu=1e4, s=1e4, v=3.0),)),
    Row("Huber", "sum(where(abs(r) <= d, r**2/2, d*(abs(r) - d/2)))", "r: real[n], d: positive", ("r",),
        (dict(r=X, d=1.0), dict(r=SMALL, d=1.0), dict(r=[0.0] * 4, d=1.0))),
    Row("pseudo-Huber", "sum(d**2*(sqrt(1 + (r/d)**2) - 1))", "r: real[n], d: positive", (),
        (dict(r=X, d=1.0), dict(r=np.multiply(SMALL, 1e-6), d=1.0))),
    Row("hinge", "sum(maximum(0, 1 - y*s))", "s: real[n], y: real[n]", ("s",),
        (dict(s=X, y=SIGNS), dict(s=SMALL, y=SIGNS))),
    Row("Dice", "1 - 2*sum(p*t)/(sum(p) + sum(t))", "p: unit[n], t: unit[n]", ("p",), (dict(p=P, t=HOT),)),
    Row("contrastive", "y*norm(a - b)**2 + (1 - y)*maximum(0, m - norm(a - b))**2",
        "a: real[n], b: real[n], y: real, m: positive", ("a",),
        (dict(a=X, b=NEAR, y=0.0, m=1.0), dict(a=X, b=NEAR, y=1.0, m=1.0), dict(a=SMALL, b=P, y=0.0, m=3.0))),
    Row("triplet", "maximum(0, norm(a - p) - norm(a - n) + m)", "a: real[k], p: real[k], n: real[k], m: positive",
        ("a",), (dict(a=X, p=NEAR, n=Z, m=1.0), dict(a=SMALL, p=P, n=Q, m=3.0))),
    Row("RMS norm", "sum(g*x/sqrt(mean(x**2)))", "x: real[n], g: real[n]", ("x",), (dict(x=X, g=SMALL),)),
    Row("softmax with a temperature", "sum(v*softmax(z/T))", "z: real[n], v: real[n], T: positive", ("z", "T"),
        (dict(z=SMALL, v=X, T=1e4), dict(z=Z, v=SMALL, T=1e4))),
    Row("logsumexp pooling", "log(mean(exp(r*x)))/r", "x: real[n], r: positive", ("x",),
        (dict(x=X, r=8.0), dict(x=SMALL, r=2.0))),
    Row("ELBO", "-sum(1 + v - mu**2 - exp(v))/2", "mu: real[n], v: real[n]", ("mu", "v"),
        (dict(mu=X, v=-np.abs(X)), dict(mu=SMALL, v=SMALL))),
    Row("ELBO of scales", "-sum(1 + log(s**2) - mu**2 - s**2)/2", "mu: real[n], s: positive[n]", ("mu", "s"),
        (dict(mu=X, s=np.abs(X)), dict(mu=SMALL, s=[1e-4, 1.0, 1e4, 2.0]))),
    Row("Hellinger", "sqrt(sum((sqrt(p) - sqrt(q))**2))", "p: simplex[n], q: simplex[n]", ("q",), (dict(p=P, q=Q),)),
    Row("Jensen-Shannon", "(sum(p*log(2*p/(p+q))) + sum(q*log(2*q/(p+q))))/2", "p: simplex[n], q: simplex[n]", ("q",),
        (dict(p=P, q=Q),), "(sum(xlogy(p, p) - p*log((p+q)/2)) + sum(q*log(2*q/(p+q))))/2"),
    Row("log cosh", "sum(log(cosh(r)))", "r: real[n]", ("r",),
        (dict(r=X), dict(r=SMALL), dict(r=np.multiply(SMALL, 1e-7))), fast=True),
    Row("logistic regression", "sum(log(1 + exp(-y*(X @ w))))", "X: real[m n], y: real[m], w: real[n]", ("w",),
        (dict(X=QUERIES, y=SIGNS[:2], w=SMALL[:3]),)),
    Row("GELU", "sum(x*norm_cdf(x))", "x: real[n]", ("x",), (dict(x=X), dict(x=SMALL))),
    Row("probit", "-sum(log(norm_cdf(y*x)))", "x: real[n], y: real[n]", ("x",), (dict(x=SMALL, y=SIGNS),)),
    Row("log of the normal distribution function", "log(norm_cdf(x))", "x: real", (),
        (dict(x=1e4), dict(x=-1e4), dict(x=-30.0), dict(x=8.0))),
    Row("tanh squash", "sum(log(1 - tanh(u)**2))", "u: real[n]", ("u",), (dict(u=X), dict(u=SMALL)),
        "-2*sum(abs(u) + log((1 + exp(-2*abs(u)))/2))"),
    Row("SiLU", "sum(x/(1 + exp(-x)))", "x: real[n]", ("x",), (dict(x=X), dict(x=SMALL))),
    Row("softplus", "sum(log(1 + exp(x)))", "x: real[n]", ("x",), (dict(x=X), dict(x=SMALL), dict(x=[-40.0] * 4))),
    Row("mish", "sum(x*tanh(log(1 + exp(x))))", "x: real[n]", ("x",), (dict(x=X), dict(x=SMALL))),
    Row("length of two", "sqrt(x**2 + y**2)", "x: real, y: real", ("x", "y"),
        (dict(x=1e4, y=-1e4), dict(x=3e4, y=1e-4))),
    Row("pairs ranked", "-sum(log(sigmoid(a - b)))", "a: real[n], b: real[n]", ("a",),
        (dict(a=Z, b=FAR), dict(a=SMALL, b=P))),
    Row("variance by squares", "mean(x**2) - mean(x)**2", "x: real[n]", ("x",), (dict(x=NEAR), dict(x=X))),
    Row("log-odds", "sum(log(p/(1 - p)))", "p: unit[n]", ("p",), (dict(p=[0.5, 1e-6, 0.999, 1e-4]),)),
    Row("energies", "-log(exp(-E[0]/T)/sum(exp(-E/T)))", "E: real[n], T: positive", ("E",), (dict(E=Z, T=1.0),)),
    Row("experts", "log(sum(softmax(g)*exp(a)))", "g: real[n], a: real[n]", ("g", "a"),
        (dict(g=Z, a=np.negative(FAR)), dict(g=SMALL, a=-np.abs(X)), dict(g=SMALL, a=SMALL))),
    Row("preferences", "-log(sigmoid(b*((a - c) - (d - e))))", "a: real, c: real, d: real, e: real, b: positive",
        ("a", "d"), (dict(a=1e4, c=0.0, d=-1e4, e=3.0, b=0.125), dict(a=-1e4, c=0.0, d=1e4, e=3.0, b=0.125))),
    Row("Laplace", "sum(abs(x - mu)/b + log(2*b))", "x: real[n], mu: real, b: positive", ("mu", "b"),
        (dict(x=X, mu=9995.0, b=1e-4), dict(x=SMALL, mu=0.25, b=2.0))),
    Row("Cauchy", "sum(log(pi*g*(1 + ((x - m)/g)**2)))", "x: real[n], m: real, g: positive", ("m", "g"),
        (dict(x=SMALL, m=0.25, g=2.0), dict(x=NEAR, m=1e4, g=1.0))),
]
