"""Methods of classes beside formulas: what they take of their instance is a parameter as any other."""

import pytest
from tests.documents.twins.test_cases import document, found

SWISH = r"Swish is $\operatorname{swish}(x) = x \, \sigma(\beta x)$ where $\sigma(z) = 1 / (1 + e^{-z})$."
STEP = r"Gradient descent: $w \leftarrow w - \eta \nabla L(w)$."
LAYER = r"It gives $\operatorname{LayerNorm}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta$."
CASES = [  # text, head of the class, the right lines, the wrong ones
    (SWISH, "class Swish:\n    def __init__(self, beta=1.0):\n        self.beta = beta\n",
     "    def forward(self, x):\n        return x * scipy.special.expit(self.beta * x)",
     "    def forward(self, x):\n        return self.beta * x * scipy.special.expit(x)"),
    (SWISH, "class Activations:\n    beta = 1.0\n"
     "    def gate(self, x):\n        return 1 / (1 + np.exp(-self.beta * x))\n",
     "    def swish(self, x):\n        return x * self.gate(x)",
     "    def swish(self, x):\n        return x + self.gate(x)"),
    (STEP, "class SGD:\n    def __init__(self, lr=0.1):\n        self.lr = lr\n",
     "    def update(self, w, grad):\n        return w - self.lr * grad",
     "    def update(self, w, grad):\n        return w + self.lr * grad"),
    (LAYER, "class LayerNorm:\n    def __init__(self, gamma, beta, eps=1e-5):\n"
     "        self.gamma, self.beta, self.eps = gamma, beta, eps\n",
     "    def __call__(self, x):\n        mu, var = x.mean(), x.var()\n"
     "        return self.gamma * (x - mu) / np.sqrt(var + self.eps) + self.beta",
     "    def __call__(self, x):\n        mu, var = x.mean(), x.var()\n"
     "        return self.gamma * (x - mu) / (var + self.eps) + self.beta"),
    ("Mean squared error: $\\mathrm{MSE} = \\frac{1}{n}\\sum_{i=1}^n (y_i - \\hat y_i)^2$.", "class Losses:\n",
     "    @staticmethod\n    def mse(y, y_hat):\n        return np.mean((y - y_hat) ** 2)",
     "    @staticmethod\n    def mse(y, y_hat):\n        return np.mean(np.abs(y - y_hat))"),
]
NONE = [  # nothing is to be said
    (r"The perceptron predicts with the sigmoid $\sigma(z) = \frac{1}{1 + e^{-z}}$ of $z = w^\top x + b$.",
     "class Perceptron:\n    def sigmoid(self, z):\n        return 1 / (1 + np.exp(-z))\n"
     "    def forward(self, x):\n        return self.sigmoid(self.w @ x + self.b)"),
    (r"Momentum keeps $v \leftarrow \beta v + (1 - \beta) g$ and sets $w \leftarrow w - \eta v$.",
     "class Momentum:\n    def step(self, w, g):\n        self.v = self.beta * self.v + (1 - self.beta) * g\n"
     "        return w - self.eta * self.v"),
    (STEP, "class Adam:\n    def update(self, w, grad):\n        return w - self.lr * self.scaled(grad)\n"
     "    def scaled(self, grad):\n        return grad / self.norms[-1]"),
]


@pytest.mark.parametrize(("text", "head", "right", "wrong"), CASES)
def test_methods(text, head, right, wrong):
    remarks, notes = found(document(text, head + right))
    assert not remarks
    assert "agrees with the formula" in notes
    assert len(found(document(text, head + wrong))[0]) == 1


@pytest.mark.parametrize(("text", "code"), NONE)
def test_methods_that_are_something_else(text, code):
    assert not found(document(text, code))[0]
