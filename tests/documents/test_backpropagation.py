"""Losses of which nothing is known, differentiated layer by layer: names keep what earlier formulas made them of."""

from tests.documents.judged import PROVED, REFUTED, assert_last, rows

NET = r"Let $z = W_1 x$, $h = \tanh(z)$, $o = W_2 h$ and $\delta = \frac{\partial L}{\partial o}$. Then "
BATCH = (r"Let $\mu=\frac1m\sum_jx_j$, $\sigma^2=\frac1m\sum_j(x_j-\mu)^2$, "
         r"$\hat x_i=(x_i-\mu)/\sqrt{\sigma^2+\epsilon}$ "
         r"and $g_i=\partial\ell/\partial\hat x_i$. Then ")
LINEAR = r"Let $y = Wx$ and $g = \frac{\partial L}{\partial y}$. Then "
SOFTMAX = r"Let $p = \operatorname{softmax}(z)$ and $g = \frac{\partial L}{\partial p}$. Then "
# a text; the verdict of its last formula
CASES = [
    (r"Let $a = \tanh(z)$ and $\delta = \frac{\partial L}{\partial a}$. Then $\frac{\partial L}{\partial z} = "
     r"\delta \odot (1 - a^2)$.", PROVED),
    (r"Let $a = \tanh(z)$ and $\delta = \frac{\partial L}{\partial a}$. Then $\frac{\partial L}{\partial z} = "
     r"\delta \odot (1 + a^2)$.", REFUTED),
    (LINEAR + r"$\frac{\partial L}{\partial x} = W^\top g$.", PROVED),
    (LINEAR + r"$\frac{\partial L}{\partial W} = g x^\top$.", PROVED),
    (r"Let $Y = XW$ and $G = \frac{\partial L}{\partial Y}$. Then $\frac{\partial L}{\partial W} = X^\top G$.",
     PROVED),
    (r"$z = Wx$, $a = \sigma(z)$. $\frac{\partial L}{\partial z} = \frac{\partial L}{\partial a} \odot \sigma'(z)$.",
     PROVED),
    (r"Let $W \in \mathbb{R}^{m \times n}$, $y \in \mathbb{R}^m$ and $x \in \mathbb{R}^n$. Then "
     r"$\nabla_x \|Wx-y\|^2 = 2W(Wx-y)$.", REFUTED),
    (NET + r"$\frac{\partial L}{\partial h} = W_2^\top \delta$.", PROVED),
    (NET + r"$\frac{\partial L}{\partial z} = (W_2^\top \delta) \odot (1 - h \odot h)$.", PROVED),
    (NET + r"$\frac{\partial L}{\partial z} = (W_2^\top \delta) \odot (1 + h \odot h)$.", REFUTED),
    (SOFTMAX + r"$\frac{\partial L}{\partial z_i} = p_i (g_i - \sum_j g_j p_j)$.", PROVED),
    (SOFTMAX + r"$\frac{\partial L}{\partial z_i} = p_i (g_i + \sum_j g_j p_j)$.", REFUTED),
    (BATCH + r"$$\frac{\partial\ell}{\partial x_i}=\frac{1}{m\sqrt{\sigma^2+\epsilon}}\left(m\,g_i-\sum_{j=1}^mg_j"
     r"-\hat x_i\sum_{j=1}^mg_j\hat x_j\right).$$", PROVED),
    (BATCH + r"$$\frac{\partial\ell}{\partial x_i}=\frac{1}{m\sqrt{\sigma^2+\epsilon}}\left(m\,g_i+\sum_{j=1}^mg_j"
     r"-\hat x_i\sum_{j=1}^mg_j\hat x_j\right).$$", REFUTED),
]


@rows(CASES)
def test_the_last_formula(text, expected):
    assert_last(text, expected)
