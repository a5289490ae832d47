"""Formulas with the functions beside them: text, the function that is the formula, and variants that are not.

Every right function is Python that was checked by hand against its formula; the wrong ones are one mistake away.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    customs: tuple[str, ...] = ()  # neither the formula nor wrong


CASES = {
    "gravity": Case(
        r"Newton's law is $F = G \frac{M m}{r^2}$.",
        ("def F(G, M, m, r): return G * M * m / r**2",
         "def F(m, M, r, G):\n    return G * (m * M) / (r * r)"),
        ("def F(G, M, m, r): return G * M * m / r**3", "def F(G, M, m, r): return G * (M + m) / r**2")),
    "resistors": Case(
        r"Two resistors in parallel have $R = \frac{R_1 R_2}{R_1 + R_2}$.",
        ("def R(R1, R2): return 1 / (1 / R1 + 1 / R2)", "def R(R_1, R_2): return R_1 * R_2 / (R_1 + R_2)"),
        ("def R(R1, R2): return R1 + R2", "def R(R1, R2): return R1 * R2 / (R1 - R2)")),
    "speed": Case(
        r"Under constant acceleration, $v = v_0 + a t$.",
        ("def v(v0, a, t): return v0 + a * t", "def v(t, a, v0): return a * t + v0"),
        ("def v(v0, a, t): return v0 - a * t", "def v(v0, a, t): return v0 + a * t**2")),
    "running mean of squares": Case(
        r"The second moment follows $v_{t+1} = \beta v_t + (1 - \beta) g_t^2$.",
        ("def v_next(v, g, beta): return beta * v + (1 - beta) * g**2",
         "def update_v(v, g, beta): return v + (1 - beta) * (g * g - v)"),
        ("def v_next(v, g, beta): return beta * v + (1 - beta) * g",
         "def update_v(v, g, beta): return beta * v + (1 + beta) * g**2")),
    "density with constants": Case(
        r"For $\sigma > 0$, let $f(x) = \frac{1}{\sigma\sqrt{2\pi}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}$.",
        ("mu, sigma = 2, 0.5\ndef f(x): return np.exp(-(x - mu)**2 / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))",),
        ("mu, sigma = 2, 0.5\ndef f(x): return np.exp(-(x - mu)**2 / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma)",)),
    "harmonic mean": Case(
        r"The harmonic mean: $\mathrm{HM}(x) = \frac{n}{\sum_{i=1}^n 1/x_i}$",
        ("def harmonic_mean(xs): return len(xs) / sum(1 / x for x in xs)",
         "def harmonic_mean(x): return 1 / np.mean(1 / x)"),
        ("def harmonic_mean(xs): return sum(1 / x for x in xs) / len(xs)",)),
    "sigmoid": Case(
        r"The sigmoid is $\sigma(x) = \frac{1}{1 + e^{-x}}$.",
        ("def sigmoid(x): return 1 / (1 + np.exp(-x))",
         "def sigmoid(z):\n    return 1.0 / (1.0 + math.exp(-z))",
         "def sigmoid(x):\n    if x >= 0:\n        return 1 / (1 + np.exp(-x))\n"
         "    e = np.exp(x)\n    return e / (1 + e)",
         "def sigmoid_torch(x): return torch.exp(x) / (torch.exp(x) + 1)",
         "def logistic(t): return 0.5 * (1 + np.tanh(t / 2))",
         "def my_sigmoid(a): return scipy.special.expit(a)"),
        ("def sigmoid(x): return 1 / (1 + np.exp(x))",
         "def sigmoid(x): return 1 / (1 - np.exp(-x))",
         "def sigmoid(x):\n    if x >= 0:\n        return 1 / (1 + np.exp(-x))\n"
         "    e = np.exp(-x)\n    return e / (1 + e)",
         "def logistic(x): return np.exp(x) / (2 + np.exp(x))")),
    "derivative of the sigmoid": Case(
        r"With $\sigma(x) = \frac{1}{1 + e^{-x}}$ we have $\sigma'(x) = \sigma(x)(1 - \sigma(x))$.",
        ("def sigmoid_derivative(x):\n    s = 1 / (1 + np.exp(-x))\n    return s * (1 - s)",
         "def sigmoid_prime(s): return s * (1 - s)",
         "def d_sigmoid(x): return np.exp(-x) / (1 + np.exp(-x))**2"),
        ("def sigmoid_derivative(x):\n    s = 1 / (1 + np.exp(-x))\n    return s * (1 + s)",
         "def sigmoid_grad(s): return s**2 * (1 - s)")),
    "softmax of a vector": Case(
        r"$$\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}$$",
        ("def softmax(z):\n    e = np.exp(z - np.max(z))\n    return e / np.sum(e)",
         "def softmax(x):\n    x = x - x.max(axis=-1, keepdims=True)\n    e = np.exp(x)\n"
         "    return e / e.sum(axis=-1, keepdims=True)",
         "def softmax(X): return torch.exp(X) / torch.exp(X).sum(dim=1, keepdim=True)",
         "def softmax(z):\n    total = sum(math.exp(v) for v in z)\n    return [math.exp(v) / total for v in z]",
         "def stable_softmax(logits): return np.exp(logits - scipy.special.logsumexp(logits))",
         "def softmax(Z):\n    e = np.exp(Z)\n    return e / e.sum(axis=0)"),
        ("def softmax(z):\n    return np.exp(z) / np.max(np.exp(z))",
         "def softmax(z):\n    e = np.exp(z - np.max(z))\n    return e / np.sum(z)",
         "def softmax(z):\n    e = np.exp(-z)\n    return e / np.sum(e)",
         "def softmax(z):\n    return z / np.sum(z)",
         "def softmax(X):\n    e = torch.exp(X)\n    return e / e.sum(dim=1, keepdim=True)**2")),
    "softmax of a matrix": Case(
        r"$$\mathrm{softmax}(\mathbf{X})_{ij} = \frac{\exp(\mathbf{X}_{ij})}{\sum_k \exp(\mathbf{X}_{ik})}.$$",
        ("def softmax(X):\n    X_exp = np.exp(X)\n    return X_exp / X_exp.sum(1, keepdims=True)",
         "def softmax(X):\n    e = torch.exp(X - X.max(dim=1, keepdim=True).values)\n"
         "    return e / e.sum(1, keepdim=True)"),
        ("def softmax(X):\n    X_exp = np.exp(X)\n    return X_exp / X_exp.sum(0, keepdims=True)",
         "def softmax(X):\n    X_exp = np.exp(X)\n    return X_exp / X_exp.sum()")),
    "ReLU": Case(
        r"$\mathrm{ReLU}(x) = \max(0, x)$",
        ("def relu(x): return np.maximum(0, x)", "def relu(x): return x * (x > 0)",
         "def relu(x):\n    return x if x > 0 else 0", "def relu(x): return torch.clamp(x, min=0)",
         "def relu(X):\n    a = torch.zeros_like(X)\n    return torch.max(X, a)"),
        ("def relu(x): return np.minimum(0, x)", "def relu(x): return x * (x < 0)", "def relu(x): return np.abs(x)")),
    "leaky ReLU": Case(
        r"The leaky ReLU is $f(x) = \max(\alpha x, x)$ for $0 < \alpha < 1$.",
        ("def leaky_relu(x, alpha=0.01): return np.maximum(alpha * x, x)",),
        ("def leaky_relu(x, alpha=0.01): return np.minimum(alpha * x, x)",)),
    "softplus": Case(
        r"**Softplus**: $f(x) = \log(1 + e^x)$",
        ("def softplus(x): return np.log1p(np.exp(x))",
         "def softplus(x): return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))",
         "def softplus(x): return np.logaddexp(0, x)"),
        ("def softplus(x): return np.log(1 - np.exp(x))", "def softplus(x): return np.log(1 + np.exp(-x))")),
    "entropy": Case(
        r"The entropy of a distribution is $$H(p) = -\sum_i p_i \log p_i.$$",
        ("def entropy(p): return -np.sum(p * np.log(p))",
         "def entropy(probs):\n    total = 0\n    for p in probs:\n        if p > 0:\n"
         "            total -= p * math.log(p)\n    return total",
         "def entropy(p): return np.sum(p * np.log(1 / p))",
         "def H(p): return -(p * np.log(p)).sum()"),
        ("def entropy(p): return np.sum(p * np.log(p))", "def entropy(p): return -np.sum(np.log(p))",
         "def entropy(p): return -np.sum(p * np.log(1 - p))"),
        ("def entropy(p): return -np.sum(p * np.log2(p))",
         "def entropy(p, eps=1e-12): return -np.sum(p * np.log(p + eps))",
         "def entropy(p):\n    p = np.clip(p, 1e-15, 1 - 1e-15)\n    return -np.sum(p * np.log(p))")),
    "cross-entropy": Case(
        r"$$H(p, q) = -\sum_{i} p_i \log q_i$$",
        ("def cross_entropy(p, q): return -np.sum(p * np.log(q))",
         "def cross_entropy(p, q): return -(p @ np.log(q))",
         "def cross_entropy(q, p): return -sum(a * math.log(b) for a, b in zip(p, q))"),
        ("def cross_entropy(p, q): return -np.sum(q * np.log(p))",
         "def cross_entropy(p, q): return np.sum(p * np.log(q))",
         "def cross_entropy(p, q): return -np.sum(p * q)")),
    "Kullback-Leibler divergence": Case(
        r"$$D_{\mathrm{KL}}(p \,\|\, q) = \sum_i p_i \log \frac{p_i}{q_i}$$",
        ("def kl_divergence(p, q): return np.sum(p * np.log(p / q))",
         "def kl(p, q): return np.sum(p * (np.log(p) - np.log(q)))",
         "def kl_div(p, q):\n    return sum(p[i] * math.log(p[i] / q[i]) for i in range(len(p)))"),
        ("def kl_divergence(p, q): return np.sum(p * np.log(q / p))",
         "def kl(p, q): return np.sum(q * np.log(q / p))",
         "def kl_divergence(p, q): return np.sum(np.log(p / q))"),
        ("def kl_divergence(p, q, eps=1e-10): return np.sum(p * np.log((p + eps) / (q + eps)))",)),
    "mean squared error in words": Case(
        r"- **Mean squared error**: $\frac{1}{n}\sum_{i=1}^n (y_i - \hat{y}_i)^2$",
        ("def mse(y_true, y_pred): return np.mean((y_true - y_pred)**2)",
         "def mean_squared_error(y, y_hat):\n    return ((y_hat - y)**2).sum() / len(y)",
         "def mse_loss(pred, target): return torch.mean((pred - target)**2)",
         "def mse(y, y_hat):\n    total = 0\n    for i in range(len(y)):\n        total += (y[i] - y_hat[i])**2\n"
         "    return total / len(y)"),
        ("def mse(y_true, y_pred): return np.sum((y_true - y_pred)**2)",
         "def mse(y_true, y_pred): return np.mean(np.abs(y_true - y_pred))",
         "def mse(y_true, y_pred): return np.mean(y_true - y_pred)**2",
         "def mse(y_true, y_pred): return np.mean((y_true - y_pred)**2) / 2",
         "def mse(y_true, y_pred): return np.mean((y_true + y_pred)**2)")),
    "root mean squared error": Case(
        r"$$\mathrm{RMSE} = \sqrt{\frac{1}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2}$$",
        ("def rmse(y, y_hat): return np.sqrt(np.mean((y - y_hat)**2))",
         "def rmse(a, b): return np.linalg.norm(a - b) / np.sqrt(len(a))"),
        ("def rmse(y, y_hat): return np.mean((y - y_hat)**2)",
         "def rmse(y, y_hat): return np.linalg.norm(y - y_hat) / len(y)")),
    "mean absolute error": Case(
        r"The mean absolute error is $\frac{1}{n} \sum_{i} |y_i - \hat y_i|$.",
        ("def mae(y, y_hat): return np.abs(y - y_hat).mean()",),
        ("def mae(y, y_hat): return np.abs(y - y_hat).max()",)),
    "half a squared loss": Case(
        r"The loss is $L(w) = \frac{1}{2n} \|Xw - y\|^2$.",
        ("def loss(w, X, y):\n    r = X @ w - y\n    return r @ r / (2 * len(y))",
         "def loss(X, y, w): return 0.5 * np.mean((X @ w - y)**2)"),
        ("def loss(w, X, y): return np.mean((X @ w - y)**2)",
         "def loss(w, X, y): return np.linalg.norm(X @ w - y) / (2 * len(y))"),
        ("def loss(w, X, y): return 0.5 * np.sum((X @ w - y)**2)",)),
    "its gradient": Case(
        r"The gradient is $\nabla L(w) = X^\top (Xw - y)$.",
        ("def gradient(w, X, y): return X.T @ (X @ w - y)",
         "def grad_L(X, y, w):\n    return np.dot(X.T, np.dot(X, w) - y)"),
        ("def gradient(w, X, y): return X.T @ (y - X @ w)", "def gradient(w, X, y): return 2 * X.T @ (X @ w - y)")),
    "binary cross-entropy": Case(
        r"The binary cross-entropy is $$L = -\frac{1}{n}\sum_{i=1}^n \left[y_i\log\hat y_i + (1-y_i)\log(1-\hat y_i)"
        r"\right].$$",
        ("def binary_cross_entropy(y, y_hat):\n"
         "    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",),
        (),
        ("def binary_cross_entropy(y, y_hat, eps=1e-9):\n    y_hat = np.clip(y_hat, eps, 1 - eps)\n"
         "    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",)),
    "cosine similarity": Case(
        r"The cosine similarity is $$\operatorname{sim}(u, v) = \frac{u^\top v}{\|u\| \|v\|}.$$",
        ("def cosine_similarity(u, v): return np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v))",
         "def cos_sim(a, b): return a @ b / np.sqrt((a @ a) * (b @ b))"),
        ("def cosine_similarity(u, v): return np.dot(u, v) / np.linalg.norm(u) * np.linalg.norm(v)",
         "def cosine_similarity(u, v): return np.dot(u, v) / (np.linalg.norm(u) + np.linalg.norm(v))")),
    "Euclidean distance": Case(
        r"The Euclidean distance is $d(x, y) = \sqrt{\sum_i (x_i - y_i)^2}$.",
        ("def euclidean_distance(x, y): return np.sqrt(np.sum((x - y)**2))",
         "def euclidean_distance(a, b): return math.sqrt(sum((p - q)**2 for p, q in zip(a, b)))"),
        ("def euclidean_distance(x, y): return np.sum((x - y)**2)",
         "def euclidean_distance(x, y): return np.sqrt(np.sum((x + y)**2))",
         "def euclidean_distance(x, y): return np.sum(np.abs(x - y))")),
    "normal density": Case(
        r"The density of the normal distribution with mean $\mu$ and variance $\sigma^2$ is $$p(x) = \frac{1}{\sqrt{2 "
        r"\pi \sigma^2}} \exp\left(-\frac{1}{2 \sigma^2} (x - \mu)^2\right).$$",
        ("def normal(x, mu, sigma):\n    p = 1 / math.sqrt(2 * math.pi * sigma**2)\n"
         "    return p * np.exp(-0.5 / sigma**2 * (x - mu)**2)",
         "def normal_pdf(x, mu, sigma):\n    z = (x - mu) / sigma\n"
         "    return np.exp(-z**2 / 2) / (sigma * np.sqrt(2 * np.pi))"),
        ("def normal(x, mu, sigma):\n    p = 1 / math.sqrt(2 * math.pi * sigma)\n"
         "    return p * np.exp(-0.5 / sigma**2 * (x - mu)**2)",
         "def normal_pdf(x, mu, sigma): return np.exp(-(x - mu)**2 / sigma**2) / (sigma * np.sqrt(2 * np.pi))")),
    "attention": Case(
        r"$$\mathrm{Attention}(Q, K, V) = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) V$$",
        ("def attention(Q, K, V):\n    d_k = K.shape[-1]\n    scores = Q @ K.T / np.sqrt(d_k)\n"
         "    weights = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)\n    return weights @ V",
         "def attention(Q, K, V):\n    return F.softmax(Q @ K.transpose(-2, -1) / math.sqrt(Q.size(-1)), dim=-1) @ V"),
        ("def attention(Q, K, V):\n    d_k = K.shape[-1]\n    scores = Q @ K.T / d_k\n"
         "    weights = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)\n    return weights @ V",
         "def attention(Q, K, V):\n    scores = Q @ K.T\n"
         "    weights = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)\n    return weights @ V")),
    "least squares": Case(
        r"The least squares solution is $\hat{w} = (X^\top X)^{-1} X^\top y$.",
        ("def least_squares(X, y): return np.linalg.inv(X.T @ X) @ X.T @ y",
         "def normal_equation(X, y): return np.linalg.solve(X.T @ X, X.T @ y)"),
        ("def least_squares(X, y): return np.linalg.solve(X.T @ X, X.T @ y) / 2",)),
    "a function of its own name": Case(
        r"Consider $f(x) = x^3 - 2x + 1$ with the derivative $f'(x) = 3x^2 - 2$.",
        ("def f(x): return x**3 - 2*x + 1\ndef df(x): return 3*x**2 - 2",
         "def f(x):\n    return 1 + x * (x**2 - 2)\ndef f_prime(x):\n    return 3 * x * x - 2"),
        ("def f(x): return x**3 + 2*x + 1", "def f(x): return x**2 - 2*x + 1", "def f_prime(x): return 3*x - 2",
         "def f_grad(x): return 2*x**2 - 2")),
    "two variables": Case(
        r"Let $g(x, y) = x^2 y + \sin y$.",
        ("def g(x, y): return x**2 * y + np.sin(y)", "def g(a, b): return a * a * b + math.sin(b)"),
        ("def g(x, y): return x * y**2 + np.sin(y)", "def g(x, y): return x**2 * y + np.sin(x)")),
    "a quadratic form": Case(
        r"For $A \in \mathbb{R}^{n \times n}$ let $q(x) = x^\top A x$, so that $\nabla q(x) = (A + A^\top) x$.",
        ("def q(x, A): return x @ A @ x\ndef grad_q(x, A): return A @ x + A.T @ x",),
        ("def grad_q(x, A): return A @ x", "def grad_q(x, A): return A @ x - A.T @ x",
         "def q(x, A): return A @ x @ A @ x")),
    "layer normalization": Case(
        r"Layer normalization computes $$\mathrm{LayerNorm}(x) = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}.$$",
        ("def layer_norm(x, mu, sigma, epsilon): return (x - mu) / np.sqrt(sigma**2 + epsilon)",),
        ("def layer_norm(x, mu, sigma, epsilon): return (x - mu) / np.sqrt(sigma + epsilon)",)),
    "sample variance": Case(
        r"**Sample variance**: $s^2 = \frac{1}{n - 1} \sum_{i=1}^n (x_i - \bar{x})^2$",
        ("def sample_variance(x): return np.sum((x - np.mean(x))**2) / (len(x) - 1)",
         "def variance(x): return np.var(x, ddof=1)"),
        ("def sample_variance(x): return np.sum(x - np.mean(x))**2 / (len(x) - 1)",
         "def sample_variance(x): return np.std(x, ddof=1)",
         "def sample_variance(x): return np.sum((x - np.mean(x))**2) / len(x)",
         "def sample_variance(x):\n    m = sum(x) / len(x)\n    return sum((v - m)**2 for v in x) / len(x)"),
        ("def variance(x): return np.var(x)",)),
    "gradient descent": Case(
        r"The update rule is $\theta \leftarrow \theta - \eta \nabla L(\theta)$.",
        ("def sgd_step(theta, grad, lr=0.1): return theta - lr * grad",
         "def update(params, gradient, eta):\n    params = params - eta * gradient\n    return params"),
        ("def sgd_step(theta, grad, lr=0.1): return theta + lr * grad",
         "def update(params, gradient, eta): return params - gradient / eta",
         "def gradient_step(theta, dtheta, lr): return lr * theta - dtheta")),
    "gradient descent by steps": Case(
        r"$$w_{t+1} = w_t - \eta \nabla L(w_t)$$",
        ("def gradient_descent_step(w, grad, lr):\n    w -= lr * grad\n    return w",),
        ("def gradient_descent_step(w, grad, lr):\n    w = lr * grad\n    return w",)),
    "cross-entropy of labels": Case(
        r"The cross-entropy loss is $L = -\sum_{k} y_k \log \hat{y}_k$.",
        ("def cross_entropy(y_hat, y): return -np.log(y_hat[range(len(y_hat)), y])",
         "def cross_entropy(y_hat, y): return -np.mean(np.sum(y * np.log(y_hat), axis=1))",
         "def cross_entropy(y_hat, y): return -np.log(y_hat[np.arange(len(y)), y]).mean()"),
        ("def cross_entropy(y_hat, y): return np.log(y_hat[range(len(y_hat)), y])",
         "def cross_entropy(y_hat, y): return np.mean(np.sum(y * np.log(y_hat), axis=1))")),
    "a linear map": Case(
        r"A layer computes $z = Wx + b$ with $W \in \mathbb{R}^{m \times n}$.",
        ("def z(x, W, b): return W @ x + b",)),
    "swish": Case(
        r"Swish: $\text{Swish}(x) = x \cdot \sigma(x)$, with $\sigma(x) = 1/(1+e^{-x})$.",
        ("def swish(x): return x / (1 + np.exp(-x))",),
        ("def swish(x): return x * np.exp(-x) / (1 + np.exp(x))",
         "def swish(x): return 1/(1+np.exp(-x))",)),
    "hyperbolic tangent": Case(
        r"The hyperbolic tangent is $\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}$.",
        ("def tanh(x): return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))",
         "def tanh(x): return (1 - np.exp(-2*x))/(1+np.exp(-2*x))",),
        ("def tanh(x): return (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))",)),
    "gelu": Case(
        r"The GELU is $\mathrm{GELU}(x) = \frac{x}{2}\left(1 + \operatorname{erf}\left(\frac{x}{\sqrt "
        r"2}\right)\right)$",
        ("def gelu(x): return 0.5*x*(1+scipy.special.erf(x/np.sqrt(2)))",),
        ("def gelu(x): return 0.5*x*(1+scipy.special.erf(x))",
         "def gelu(x): return x*(1+scipy.special.erf(x/np.sqrt(2)))",)),
    "huber loss": Case(
        r"Huber loss: $$L_\delta(a) = \begin{cases} \frac12 a^2 & |a| \le \delta \\ \delta(|a| - "
        r"\frac12\delta) & \text{otherwise} \end{cases}$$",
        ("def huber(a, delta=1.0): return np.where(np.abs(a) <= delta, 0.5*a**2, delta*(np.abs(a)-0.5*delta))",),
        ("def huber(a, delta=1.0): return np.where(np.abs(a) <= delta, a**2, delta*(np.abs(a)-0.5*delta))",)),
    "hinge loss": Case(
        r"The hinge loss is $\ell(y, s) = \max(0, 1 - y s)$.",
        ("def hinge_loss(y, s): return np.maximum(0, 1 - y*s)",),
        ("def hinge_loss(y, s): return np.maximum(0, 1 + y*s)",
         "def hinge_loss(y, s): return np.maximum(0, y*s - 1)",)),
    "mahalanobis distance": Case(
        r"The Mahalanobis distance is $d(x) = \sqrt{(x-\mu)^\top \Sigma^{-1} (x-\mu)}$.",
        ("def d(x, mu, Sigma):\n"
         "    z = x - mu\n"
         "    return np.sqrt(z @ np.linalg.inv(Sigma) @ z)",),
        ("def d(x, mu, Sigma):\n"
         "    z = x - mu\n"
         "    return np.sqrt(z @ Sigma @ z)",)),
    "ridge regression": Case(
        r"Ridge regression: $\hat w = (X^\top X + \lambda I)^{-1} X^\top y$.",
        ("def ridge(X, y, lam): return np.linalg.solve(X.T @ X + lam*np.eye(X.shape[1]), X.T @ y)",),
        ("def ridge(X, y, lam): return np.linalg.solve(X.T @ X - lam*np.eye(X.shape[1]), X.T @ y)",
         "def ridge(X, y, lam): return np.linalg.solve(X.T @ X + lam, X.T @ y)",)),
    "compound interest": Case(
        r"Compound interest: $A(P, r, n) = P(1 + r)^n$.",
        ("def A(P, r, n): return P*(1+r)**n",),
        ("def A(P, r, n): return P*(1+r*n)",)),
    "binary entropy function": Case(
        r"The binary entropy function is $$H_b(p) = -p\log_2 p - (1-p)\log_2(1-p).$$",
        ("def binary_entropy(p): return -p*np.log2(p) - (1-p)*np.log2(1-p)",),
        ("def H_b(p): return -p*np.log2(p) + (1-p)*np.log2(1-p)",)),
    "jensen-shannon divergence": Case(
        r"The Jensen-Shannon divergence: $\mathrm{JS}(p, q) = \frac12 \sum_i p_i \log\frac{2p_i}{p_i+q_i} + "
        r"\frac12\sum_i q_i \log\frac{2q_i}{p_i+q_i}$",
        ("def kl(p, q): return np.sum(p*np.log(p/q))\n"
         "def js(p, q):\n"
         "    m = (p+q)/2\n"
         "    return 0.5*kl(p, m) + 0.5*kl(q, m)",),
        ("def kl(p, q): return np.sum(p*np.log(p/q))\n"
         "def js(p, q):\n"
         "    m = (p+q)/2\n"
         "    return kl(p, m) + kl(q, m)",
         "def kl(p, q): return np.sum(p*np.log(p/q))\n"
         "def js(p, q):\n"
         "    m = p+q\n"
         "    return 0.5*kl(p, m) + 0.5*kl(q, m)",)),
    "gaussian kernel": Case(
        r"The Gaussian kernel is $k(x, x') = \exp\left(-\frac{\|x - x'\|^2}{2\sigma^2}\right)$.",
        ("def k(x, x_prime, sigma): return np.exp(-np.sum((x-x_prime)**2)/(2*sigma**2))",
         "def k(x, y, sigma=1.0): return np.exp(-np.linalg.norm(x-y)**2/(2*sigma**2))",),
        ("def k(x, y, sigma=1.0): return np.exp(-np.linalg.norm(x-y)/(2*sigma**2))",)),
    "an rbf kernel": Case(
        r"The Gaussian (RBF) kernel is $$k(x, y) = \exp\left(-\frac{\|x - y\|^2}{2 \sigma^2}\right).$$",
        ("def rbf_kernel(x, y, sigma=1.0):\n    d = x - y\n    return np.exp(-d @ d / (2 * sigma**2))",),
        ("def rbf_kernel(x, y, sigma=1.0): return np.exp(-np.linalg.norm(x - y) / (2 * sigma**2))",)),
    "cosine of two vectors": Case(
        r"The cosine similarity is $$\cos(u, v) = \frac{u \cdot v}{\|u\| \, \|v\|}.$$",
        ("def cosine_similarity(u, v): return np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v))",),
        ("def cosine_similarity(u, v): return np.dot(u, v) / (np.linalg.norm(u) + np.linalg.norm(v))",
         "def cosine_similarity(u, v): return np.dot(u, v) / np.linalg.norm(u)**2")),
    "f_1 by its harmonic mean": Case(
        r"The $F_1$ score of precision $p$ and recall $r$ is $$F_1 = \frac{2 p r}{p + r}.$$",
        ("def f1(p, r): return 2 / (1 / p + 1 / r)",),
        ("def f1(p, r): return p * r / (p + r)",)),
    "f1 score": Case(
        r"The F1 score is $F_1 = \frac{2 P R}{P + R}$.",
        ("def f1_score(P, R): return 2*P*R/(P+R)",),
        ("def f1_score(P, R): return P*R/(P+R)",)),
    "covariance": Case(
        r"Covariance: $\operatorname{cov}(x, y) = \frac{1}{n-1}\sum_{i=1}^n (x_i-\bar x)(y_i - \bar y)$",
        ("def covariance(x, y): return np.sum((x-x.mean())*(y-y.mean()))/(len(x)-1)",),
        ()),
    "pearson": Case(
        r"Pearson: $r = \frac{\sum_i (x_i-\bar x)(y_i-\bar y)}{\sqrt{\sum_i (x_i-\bar x)^2 \sum_i (y_i-\bar "
        r"y)^2}}$ is the correlation coefficient.",
        ("def r(x, y):\n"
         "    a = x - x.mean(); b = y - y.mean()\n"
         "    return (a*b).sum()/np.sqrt((a**2).sum()*(b**2).sum())",),
        ()),
    "newton's law": Case(
        r"Newton's law: $F(m_1, m_2, r) = G\frac{m_1 m_2}{r^2}$ with $G = 6.674 \cdot 10^{-11}$.",
        ("G = 6.674e-11\n"
         "def F(m1, m2, r): return G*m1*m2/r**2",),
        ("G = 6.674e-11\n"
         "def F(m1, m2, r): return G*m1*m2/r",)),
    "logistic function": Case(
        r"The logistic function $f(x) = \frac{L}{1 + e^{-k(x - x_0)}}$.",
        ("def f(x, L, k, x0): return L/(1+np.exp(-k*(x-x0)))",),
        ("def f(x, L, k, x0): return L/(1+np.exp(-k*x-x0))",)),
    "euclidean norm": Case(
        r"Euclidean norm: $\|x\|_2 = \sqrt{\sum_i x_i^2}$",
        ("def norm(x): return np.sqrt(np.sum(x**2))",),
        ("def norm(x): return np.sum(x**2)",)),
    "log-likelihood": Case(
        r"The log-likelihood is $$\ell(\mu) = -\frac{n}{2}\log(2\pi) - \frac12\sum_{i=1}^n (x_i-\mu)^2.$$",
        ("def log_likelihood(mu, x): return -len(x)/2*np.log(2*np.pi) - 0.5*np.sum((x-mu)**2)",),
        ("def log_likelihood(mu, x): return -len(x)/2*np.log(2*np.pi) + 0.5*np.sum((x-mu)**2)",)),
    "poisson probability": Case(
        r"The Poisson probability is $P(k; \lambda) = \frac{\lambda^k e^{-\lambda}}{k!}$.",
        ("def poisson(k, lam): return lam**k*np.exp(-lam)/math.factorial(k)",
         "def P(k, lam): return lam**k*np.exp(-lam)/math.factorial(k)",),
        ("def P(k, lam): return lam**k*np.exp(lam)/math.factorial(k)",)),
    "batch norm": Case(
        r"Batch norm: $\hat x_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}}$, $\mu = \frac1m\sum_i x_i$.",
        ("def batch_norm(x, mu, sigma, epsilon=1e-5): return (x-mu)/np.sqrt(sigma**2+epsilon)",),
        ("def batch_norm(x, mu, sigma, epsilon): return (x-mu)/(sigma**2+epsilon)",)),
    "prediction": Case(
        r"The prediction is $\hat y = Xw + b$.",
        ("def y_hat(X, w, b): return X @ w + b",),
        ("def y_hat(X, w, b): return X @ w - b",)),
    "l2 regularized loss": Case(
        r"L2 regularized loss: $J(w) = \frac1n \|Xw-y\|^2 + \lambda \|w\|^2$.",
        ("def J(w, X, y, lam): return np.mean((X@w-y)**2) + lam*np.sum(w**2)",),
        ("def J(w, X, y, lam): return np.mean((X@w-y)**2) + lam*np.sum(np.abs(w))",
         "def J(w, X, y, lam): return np.mean((X@w-y)**2) - lam*w@w",)),
    "projection of": Case(
        r"The projection of $b$ onto $a$ is $\operatorname{proj}_a(b) = \frac{a^\top b}{a^\top a} a$.",
        ("def proj(a, b): return (a@b)/(a@a)*a",),
        ("def proj(a, b): return (a@b)/(a@a)*b",
         "def proj(a, b): return (a@b)/np.linalg.norm(a)*a",)),
    "exponential schedule": Case(
        r"The learning rate decays exponentially, $\eta_t = \eta_0 e^{-\lambda t}$.",
        ("def learning_rate(t, eta0, lam): return eta0 * math.exp(-lam * t)",
         "def exponential_lr(step, initial_lr, lam): return initial_lr / math.exp(lam * step)"),
        ("def learning_rate(t, eta0, lam): return eta0 * math.exp(-lam / t)",
         "def lr_decay(t, eta_0, lam): return eta_0 * math.exp(lam * t)")),
    "polynomial schedule as a function": Case(
        r"We use polynomial decay: $\eta(t) = \eta_0 (\beta t + 1)^{-\alpha}$.",
        ("def eta(t, eta_0, alpha, beta): return eta_0 * (beta * t + 1) ** -alpha",),
        ("def eta(t, eta_0, alpha, beta): return eta_0 * (beta * t + 1) ** alpha",)),
    "cosine schedule": Case(
        r"With a cosine schedule $\eta_t = \eta_T + \frac{\eta_0 - \eta_T}{2}\left(1 + \cos(\pi t / T)\right)$.",
        ("def cosine_lr(t, T, eta_0, eta_T):\n"
         "    return eta_T + (eta_0 - eta_T) * (1 + math.cos(math.pi * t / T)) / 2",),
        ("def cosine_lr(t, T, eta_0, eta_T):\n    return eta_T + (eta_0 - eta_T) * (1 + math.cos(math.pi * t / T))",)),
    "a power with a default": Case(
        r"A polynomial schedule: $\eta_t = \eta_0 (1 - t/T)^p$.",
        ("def poly_lr(step, total_steps, base_lr, power=2.0): return base_lr * (1 - step / total_steps) ** power",),
        ("def poly_lr(step, total_steps, base_lr, power=2.0): return base_lr * (1 - (step / total_steps) ** power)",)),
    "a law explained behind it": Case(
        r"GELU is $\mathrm{GELU}(x) = x \Phi(x)$, where $\Phi$ is the standard normal distribution function.",
        ("def gelu(x): return x * (1 + scipy.special.erf(x / math.sqrt(2))) / 2",
         "def gelu(x): return x * scipy.special.ndtr(x)"),
        ("def gelu(x): return x * (1 + scipy.special.erf(x)) / 2", "def gelu(x): return scipy.special.ndtr(x)")),
    "a pair of mean and variance": Case(
        r"For numbers $x_1, \dots, x_n$ the sample variance $s^2 = \frac{1}{n-1} \sum_{i=1}^n (x_i - \bar x)^2$ has "
        r"the mean $\bar x = \frac1n \sum_{i=1}^n x_i$.",
        ("def moments(x):\n    mean = sum(x) / len(x)\n"
         "    sample_variance = sum((v - mean)**2 for v in x) / (len(x) - 1)\n    return mean, sample_variance",),
        ("def moments(x):\n    mean = sum(x) / len(x)\n"
         "    sample_variance = sum((v - mean) for v in x) / (len(x) - 1)\n    return mean, sample_variance",
         "def moments(x):\n    mean = sum(v * v for v in x) / len(x)\n    return mean, len(x)")),
}
