"""Functions of usual names that are no mistakes beside these formulas: other conventions, other things of the name."""

from __future__ import annotations

CLEAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"$$\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$",
     ("def softmax(Z):\n"
      "    e = np.exp(Z - Z.max(axis=0, keepdims=True))\n"
      "    return e / e.sum(axis=0, keepdims=True)",
      "def softmax(x, axis=-1):\n"
      "    e = np.exp(x - np.max(x, axis=axis, keepdims=True))\n"
      "    return e / np.sum(e, axis=axis, keepdims=True)",
      "def softmax(x, temperature=1.0):\n"
      "    x = np.asarray(x, dtype=float) / temperature\n"
      "    e = np.exp(x - x.max())\n"
      "    return e / e.sum()",
      "def softmax(scores):\n"
      "    exps = [math.exp(s - max(scores)) for s in scores]\n"
      "    return [e / sum(exps) for e in exps]",)),
    (r"The cross-entropy loss is $L = -\sum_{i} y_i \log \hat y_i$.",
     ("def cross_entropy_loss(y_hat, y): return -np.sum(y * np.log(y_hat)) / y.shape[0]",
      "def cross_entropy(predictions, targets):\n"
      "    N = predictions.shape[0]\n"
      "    return -np.sum(targets * np.log(predictions + 1e-9)) / N",
      "def cross_entropy(logits, y): return -np.log(np.exp(logits[y]) / np.sum(np.exp(logits)))",
      "def cross_entropy_loss(logits, labels): return F.cross_entropy(logits, labels)",
      "def loss(y, y_hat): return -(y * np.log(y_hat)).sum(axis=1).mean()",)),
    (r"Mean squared error: $\mathrm{MSE} = \frac{1}{n}\sum_{i=1}^n (y_i - \hat y_i)^2$.",
     ("def mse(X, y, w): return np.mean((X @ w - y)**2)",
      "def mse(y, yhat): return np.square(y - yhat).mean()",
      "def mse(y_true, y_pred):\n"
      "    return ((y_true - y_pred) ** 2).mean(axis=0)",
      "def mse(Y, Y_hat): return np.mean(np.sum((Y - Y_hat)**2, axis=1))",
      "def mse(a, b): return sum([(x - y)**2 for x, y in zip(a, b)]) / len(a)",
      "def mse_loss(pred, target): return F.mse_loss(pred, target)",
      "def mse(errors): return np.mean(errors**2)",)),
    (r"Linear regression predicts $\hat{y} = w^\top x + b$.",
     ("def y_hat(X, w, b): return X @ w + b",
      "def predict(X, w, b): return X.dot(w) + b",
      "def linear_regression(x, w, b): return np.dot(w, x) + b",
      "def linear_regression(X, y): return np.linalg.lstsq(X, y)[0]",)),
    (r"The gradient of the loss is $\nabla_w L = \frac{1}{n} X^\top (\sigma(Xw) - y)$ with the sigmoid "
     r"$\sigma(z) = \frac{1}{1+e^{-z}}$.",
     ("def sigmoid(z): return 1/(1+np.exp(-z))\n"
      "def gradient(w, X, y): return X.T @ (sigmoid(X @ w) - y) / len(y)",
      "def sigmoid(z): return 1/(1+np.exp(-z))\n"
      "def grad(X, y, w):\n"
      "    p = sigmoid(X @ w)\n"
      "    return X.T @ (p - y)",
      "def sigmoid(z): return 1/(1+np.exp(-z))\n"
      "def gradient(f, x, h=1e-5): return (f(x+h)-f(x-h))/(2*h)",)),
    (r"The derivative is $f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$ for $f(x) = x^2$.",
     ("def f(x): return x**2\n"
      "def derivative(f, x, h=1e-6): return (f(x+h)-f(x))/h",
      "def f(x): return x**2\n"
      "def df(x, h=1e-6): return (f(x+h)-f(x-h))/(2*h)",
      "def f(x): return x**2\n"
      "def numerical_derivative(x): return (f(x+1e-6)-f(x))/1e-6",)),
    (r"With $f(x) = x^3$ we get $f'(x) = 3x^2$.",
     ("def f(x): return x**3\n"
      "def f_prime(x, h=1e-5): return (f(x + h) - f(x - h)) / (2 * h)",
      "def f_prime(x): return 3*x**2",)),
    (r"The variance is $\sigma^2 = \frac1n\sum_i (x_i-\mu)^2$, the standard deviation $\sigma$.",
     ("def variance(x): return np.var(x, ddof=1)",
      "def std(x): return np.std(x)",
      "def variance(x): return sum((v - sum(x)/len(x))**2 for v in x)/(len(x)-1)",
      "def variance(p, x): return np.sum(p*x**2) - np.sum(p*x)**2",)),
    (r"The entropy $H(X) = -\sum_x p(x)\log p(x)$.",
     ("def entropy(p): return -sum(q*math.log2(q) for q in p if q > 0)",
      "def entropy(labels):\n"
      "    _, c = np.unique(labels, return_counts=True)\n"
      "    p = c / c.sum()\n"
      "    return -np.sum(p*np.log2(p))",
      "def entropy(counts):\n"
      "    p = counts / counts.sum()\n"
      "    return -np.sum(p*np.log(p))",)),
    (r"$$H(p) = -\sum_i p_i\log p_i$$",
     ("def entropy(counts):\n"
      "    p = counts / counts.sum()\n"
      "    return -np.sum(p*np.log(p))",
      "def entropy(p):\n"
      "    p = p / np.sum(p)\n"
      "    return -np.sum(p * np.log(p))",
      "def entropy(p): return -np.nansum(p * np.log2(p))",
      "def entropy(p, base=2): return -np.sum(p*np.log(p))/np.log(base)",
      "def entropy(p): return np.sum(-p * np.log(p), axis=-1)",
      "def entropy(p): return scipy.stats.entropy(p)",
      "def entropy(x): return -(x*np.log(x) + (1-x)*np.log(1-x))",)),
    (r"The KL divergence $D_{KL}(P\|Q) = \sum_x P(x)\log\frac{P(x)}{Q(x)}$.",
     ("def kl_divergence(p, q): return np.sum(np.where(p != 0, p*np.log(p/q), 0))",
      "def kl(mu, logvar): return -0.5*np.sum(1 + logvar - mu**2 - np.exp(logvar))",
      "def kl_divergence(q, p): return np.sum(q*np.log(q/p))",
      "def kl_divergence(mu1, s1, mu2, s2): return np.log(s2/s1) + (s1**2 + (mu1-mu2)**2)/(2*s2**2) - 0.5",)),
    (r"A Gaussian: $\mathcal N(x;\mu,\sigma^2) = \frac{1}{\sqrt{2\pi\sigma^2}}e^{-\frac{(x-\mu)^2}{2\sigma^2}}$",
     ("def gaussian(x, mu, sigma2): return np.exp(-(x-mu)**2/(2*sigma2))/np.sqrt(2*np.pi*sigma2)",
      "def normal(mu, sigma, n): return mu + sigma*np.random.randn(n)",
      "def gaussian(x): return np.exp(-x**2/2)/np.sqrt(2*np.pi)",
      "def gaussian(x, mean=0.0, var=1.0): return np.exp(-(x-mean)**2/(2*var))/np.sqrt(2*np.pi*var)",)),
    (r"ReLU: $f(x) = \max(0, x)$, its derivative $f'(x) = 1$ for $x > 0$ and $0$ for $x < 0$.",
     ("def relu(x): return np.maximum(0, x)\n"
      "def relu_derivative(x): return (x > 0).astype(float)",
      "def relu_derivative(x): return np.where(x > 0, 1, 0)",
      "def drelu(dA, Z): return dA * (Z > 0)",)),
    (r"The update is $\theta \leftarrow \theta - \eta\nabla J(\theta)$; with momentum $v \leftarrow \beta v + "
     r"\eta\nabla J(\theta)$, $\theta \leftarrow \theta - v$.",
     ("def update(theta, v, grad, eta, beta):\n"
      "    v = beta*v + eta*grad\n"
      "    return theta - v, v",
      "def sgd(theta, grad, lr): return theta - lr*grad",
      "def step(theta, v): return theta - v",
      "def momentum(v, grad, beta, eta): return beta*v + eta*grad",
      "def sgd(params, lr, batch_size):\n"
      "    for p in params:\n"
      "        p -= lr*p.grad/batch_size",
      "def update(v, grad, beta, eta): return beta * v + eta * grad",
      "def sgd(w, grad, lr, wd=0.01): return w - lr*(grad + wd*w)",)),
    (r"Accuracy is $\frac{1}{n}\sum_i 1[y_i = \hat y_i]$ and precision is $\frac{TP}{TP+FP}$, recall is "
     r"$\frac{TP}{TP+FN}$.",
     ("def accuracy(y, y_hat): return (y == y_hat).mean()",
      "def precision(tp, fp): return tp/(tp+fp)\n"
      "def recall(tp, fn): return tp/(tp+fn)",
      "def precision(y, p): return np.sum((y==1)&(p==1))/np.sum(p==1)",)),
    (r"Attention: $$\mathrm{Attention}(Q,K,V) = \mathrm{softmax}\left(\frac{QK^T}{\sqrt{d}}\right)V$$",
     ("def attention(Q, K, V, mask=None):\n"
      "    d = Q.shape[-1]\n"
      "    s = Q @ K.T / np.sqrt(d)\n"
      "    if mask is not None:\n"
      "        s = s + mask\n"
      "    w = np.exp(s - s.max(-1, keepdims=True))\n"
      "    w = w / w.sum(-1, keepdims=True)\n"
      "    return w @ V",
      "def attention(Q, K, V):\n"
      "    d = Q.size(-1)\n"
      "    w = F.softmax(Q @ K.transpose(-2, -1) / d**0.5, dim=-1)\n"
      "    return w @ V, w",
      "def attention(q, k, v):\n"
      "    return torch.softmax(torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.shape[-1]), -1) @ v",)),
    (r"Cosine: $\cos(a, b) = \frac{a\cdot b}{\|a\|\|b\|}$",
     ("def cosine_similarity(A, B):\n"
      "    A = A / np.linalg.norm(A, axis=1, keepdims=True)\n"
      "    B = B / np.linalg.norm(B, axis=1, keepdims=True)\n"
      "    return A @ B.T",
      "def cosine_distance(a, b): return 1 - a @ b/(np.linalg.norm(a)*np.linalg.norm(b))",
      "def cosine(a, b): return a @ b/(np.linalg.norm(a)*np.linalg.norm(b) + 1e-8)",)),
    (r"BCE: $\ell = -[y\log p + (1-y)\log(1-p)]$",
     ("def bce(y, p): return -np.mean(y*np.log(p) + (1-y)*np.log(1-p))",
      "def binary_cross_entropy(p, y): return -(y*np.log(p+1e-7) + (1-y)*np.log(1-p+1e-7)).sum()",
      "def bce(logits, y): return np.mean(np.maximum(logits,0) - logits*y + np.log1p(np.exp(-np.abs(logits))))",
      "def bce_with_logits(z, y): return np.log1p(np.exp(z)) - y*z",)),
    (r"The body mass index is $$\mathrm{BMI} = \frac{m}{h^2}$$",
     ("def bmi(weight_kg, height_cm): return weight_kg / (height_cm / 100)**2",
      "def bmi(weight_lbs, height_inches): return 703 * weight_lbs / height_inches**2",)),
    (r"The haversine is $\operatorname{hav}(\theta) = \sin^2(\theta / 2)$.",
     ("def hav(theta_deg): return math.sin(theta_deg * math.pi / 360)**2",
      "def hav(theta): return (1 - math.cos(theta)) / 2",)),
    (r"Simple interest: $I(P, r, t) = P r t$.",
     ("def I(P, r_percent, t): return P * r_percent / 100 * t",
      "def I(P, r, t_months): return P * r * t_months / 12",)),
    (r"The entropy is $H(p) = -\sum_i p_i \log p_i$.",
     ("def entropy(logits):\n"
      "    p = np.exp(logits) / np.exp(logits).sum()\n"
      "    return -np.sum(p * np.log(p))",
      "def entropy(log_p): return -np.sum(np.exp(log_p) * log_p)",)),
    (r"The logistic loss is $\ell(y, z) = \log(1 + e^{-yz})$ for $y \in \{-1, 1\}$.",
     ("def logistic_loss(y, z): return np.logaddexp(0, z) - y * z  # y is 0 or 1",
      "def logistic_loss(y, z): return np.logaddexp(0, -y * z)",
      "def logistic_loss(w, X, y): return np.logaddexp(0, -y * (X @ w)).mean()",)),
    (r"The learning rate decays as $\eta_t = \frac{\eta_0}{1 + k t}$.",
     ("def eta(t, eta0=0.1, k=0.01): return eta0 / (1 + k * t)",
      "def eta(t, eta_0, k): return eta_0 / (1 + k * t)",)),
    (r"During the warmup the learning rate grows linearly: $\eta_t = \eta_{\max} \frac{t}{T}$.",
     ("def cosine_lr(t, T, eta_max): return eta_max * (1 + math.cos(math.pi * t / T)) / 2",
      "def warmup_lr(t, T, eta_max): return eta_max * t / T",
      "def weight_decay(w, lam): return lam * w",)),
    (r"The rate is halved: $\eta_t = \eta_{t-1} / 2$.", ("def lr(t, eta_0): return eta_0 * 0.5 ** t",)),
    (r"The features of $x$ are $\Phi(x)$, and $f(x) = w \Phi(x)$.", ("def f(x, w): return w * x",)),
    (r"With the argument tanh, GELU is estimated with $\mathrm{GELU}(x) = "
     r"\frac{x}{2}\left(1 + \tanh\left(\sqrt{2/\pi}(x + 0.044715x^3)\right)\right)$.",
     ("def gelu(x): return 0.5 * x * (1 + scipy.special.erf(x / np.sqrt(2)))",
      "def gelu(x): return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))",)),
)
