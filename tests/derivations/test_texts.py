"""Derivations as one would write them on paper."""

from __future__ import annotations

import pytest

import lemmata as lm

FIT = "X: real[m n], w: real[n], y: real[m]"
TEXTS = [
    ("sum((X @ w - y)**2)", FIT, "w", 2, """\
  f = sum((X @ w - y)**2)
Name the parts.
  r = X @ w - y
  f = sum(r**2)
Go back from f to w, one rule at a time.
  df/dr = 2*r                     [derivative of a square]
  df/dw = X.T @ df/dr             [derivative of a matrix product]
Put the parts back.
  df/dw = 2*(X.T @ r)             [put in df/dr]
        = 2*(X.T @ (X @ w - y))   [put in r]
Differentiate again, now g.
  g = 2*(X.T @ (X @ w - y))
    = 2*(X.T @ r)
Go back from g to w, one rule at a time.
  dg/dr = 2*X.T                   [derivative of a matrix product]
  dg/dw = dg/dr @ X               [derivative of a matrix product]
Put the parts back.
  dg/dw = 2*(X.T @ X)             [put in dg/dr]"""),
    ("sum(softplus(X @ w) - y*(X @ w))", FIT, "w", 1, """\
  f = sum(softplus(X @ w) - y*(X @ w))
Name the parts.
  z = X @ w
  f = sum(softplus(z) - y*z)
Go back from f to w, one rule at a time.
  df/dz = sigmoid(z) - y               [sum over 2 ways: chain rule through softplus]
  df/dw = X.T @ df/dz                  [derivative of a matrix product]
Put the parts back.
  df/dw = X.T @ (sigmoid(z) - y)       [put in df/dz]
        = X.T @ (sigmoid(X @ w) - y)   [put in z]"""),
    ("-sum(h*log(softmax(W @ x)))", "h: onehot[k], W: real[k n], x: real[n]", "W", 1, """\
  f = -sum(h*log(softmax(W @ x)))
Name the parts.
  z = W @ x
  p = softmax(z)
  f = -sum(h*log(p))
Go back from f to W, one rule at a time.
  df/dp = -h / p                              [chain rule through log]
  df/dz = p*(df/dp - df/dp @ p)               [derivative of softmax]
  df/dW = outer(df/dz, x)                     [derivative of a matrix product]
Put the parts back.
  df/dW = outer(p*(-h / p - -h / p @ p), x)   [put in df/dz, df/dp]
        = outer(p - h, x)                     [cancel, sum(h) = 1]
        = outer(softmax(W @ x) - h, x)        [put in p, z]"""),
    ("logdet(X.T @ X + s*eye(n))", "X: real[m n], s: positive", "X", 1, """\
  f = logdet(X.T @ X + s*eye(n))
Name the parts.
  Z = X.T @ X + s*eye(n)
  f = logdet(Z)
Go back from f to X, one rule at a time.
  df/dZ = inv(Z)                            [derivative of a log-determinant]
  df/dX = 2*(X @ df/dZ)                     [sum over 2 ways: derivative of a matrix product]
Put the parts back.
  df/dX = 2*(X @ inv(Z))                    [put in df/dZ]
        = 2*(X @ inv(X.T @ X + s*eye(n)))   [put in Z]"""),
    ("x @ A @ x", "x: real[n], A: real[n n]", "x", 1, """\
  f = x @ A @ x
Go back from f to x, one rule at a time.
  df/dx = A.T @ x + A @ x   [sum over 2 ways: derivative of a matrix product]
        = (A + A.T) @ x     [factor out]"""),
    ("-y*log(p) - (1 - y)*log(1 - p)", "y: real, p: real", "p", 1, """\
  f = -y*log(p) - (1 - y)*log(1 - p)
Go back from f to p, one rule at a time.
  df/dp = (1 - y)/(1 - p) - y/p   [sum over 2 ways: chain rule through log]
        = (p - y)/(p*(1 - p))     [bring to one denominator]"""),
    ("a*x*b", "a: real, x: real, b: real", "x", 1, """\
  f = a*x*b
Go back from f to x, one rule at a time.
  df/dx = a*b   [constant factor]"""),
    ("exp(sin(x**2))", "x: real", "x", 1, """\
  f = exp(sin(x**2))
Name the parts.
  u = x**2
  v = sin(u)
  f = exp(v)
Go back from f to x, one rule at a time.
  df/dv = exp(v)                           [chain rule through exp]
  df/du = df/dv*cos(u)                     [chain rule through sin]
  df/dx = 2*(df/du*x)                      [derivative of a square]
Put the parts back.
  df/dx = 2*(x*cos(u)*exp(v))              [put in df/du, df/dv]
        = 2*(x*cos(x**2)*exp(sin(x**2)))   [put in v, u]"""),
    ("sum(log(1 + exp(y[i]*(X[i] @ w))) for i in range(m))", FIT, "w", 1, """\
  f = sum(log(1 + exp(y[i]*(X[i] @ w))) for i in range(m))
Name the parts.
  z = X @ w
  u = [1 + exp(y[i]*z[i]) for i in range(m)]
  f = sum(log(u[i]) for i in range(m))
Go back from f to w, one rule at a time.
  df/du = 1/u                                                              [chain rule through log]
  df/dz = df/du*y*exp(y*z)                                                 [chain rule through exp]
  df/dw = X.T @ df/dz                                                      [derivative of a matrix product]
Put the parts back.
  df/dw = X.T @ (y*exp(y*z) / u)                                           [put in df/dz, df/du]
        = X.T @ (y*exp(y*(X @ w)) / [1 + exp(y[i]*(X @ w)[i]) for i in range(m)])   [put in u, z]
        = X.T @ (y*sigmoid(y*(X @ w)))                                     [recognise sigmoid]"""),
]


@pytest.mark.parametrize(("text", "names", "wrt", "order", "expected"), TEXTS, ids=[row[0] for row in TEXTS])
def test_a_derivation_as_text(text, names, wrt, order, expected):
    assert str(lm.parse(text, names).derivation(wrt, order)) == expected


def test_a_derivation_as_latex():
    assert lm.parse("sum((X @ w - y)**2)", FIT).derivation("w").latex() == r"""\begin{align*}
f &= \operatorname{sum}((X w - y)^{2}) \\
r &= X w - y \\
f &= \operatorname{sum}(r^{2}) \\
\frac{\partial f}{\partial r} &= 2 r && \text{derivative of a square} \\
\frac{\partial f}{\partial w} &= X^{\top} \frac{\partial f}{\partial r} && \text{derivative of a matrix product} \\
&= 2 X^{\top} r && \text{put in } \frac{\partial f}{\partial r} \\
&= 2 X^{\top} (X w - y) && \text{put in } r
\end{align*}"""


def test_names_do_not_meet_those_of_variables():
    found = lm.parse("sum((f @ r - z)**2) + d", "f: real[m n], r: real[n], z: real[m], d: real").derivation("r")
    names = [step.left.name for step in found if step.kind == "name"]
    assert names == ["r1", "g"]
    assert [step.text for step in found if step.kind == "derive"] == ["dg/dr1 = 2*r1", "dg/dr = f.T @ dg/dr1"]


def test_layers_are_numbered():
    chain = lm.parse("sum(tanh(tanh(A @ tanh(A @ x))))", "A: real[n n], x: real[n]").chain("x")
    assert [row.name for row in chain.forward] == ["z1", "h1", "z2", "h2", "f"]


def test_a_step_by_itself():
    step = lm.parse("tanh(x)**3", "x: real").derivation("x")[4]
    assert step.text == "df/dx = df/dh*(1 - h**2)"
    assert step.rule == "chain rule through tanh" and step.hint == "The derivative of tanh(x) is 1 - tanh(x)**2."
    assert step._repr_latex_() == rf"$\displaystyle {step.latex()}$"
    assert step.latex() == r"\frac{\partial f}{\partial x} = \frac{\partial f}{\partial h} (1 - h^{2})"


def test_nothing_to_derive():
    f = lm.parse("x**2", "x: real")
    assert f.derivation("x", order=0).result is f.expr and not f.derivation("x", order=0).steps
    assert str(f.derivation("x", order=20).result)
    with pytest.raises(ValueError, match="order -1; give 0 or more"):
        f.derivation("x", order=-1)
    with pytest.raises(ValueError, match="no variable 'z' to differentiate by"):
        f.derivation("z")
    with pytest.raises(ValueError, match="implicitly"):
        lm.latex(r"\arg\max_{t} (t x - t^2)", "x: real").derivation("x")
