"""Losses of which nothing is known, differentiated layer by layer: names keep what earlier formulas made them of."""

import pytest

from lemmata.documents import check

NET = r"Let $z = W_1 x$, $h = \tanh(z)$, $o = W_2 h$ and $\delta = \frac{\partial L}{\partial o}$. Then "
BATCH = (r"Let $\mu=\frac1m\sum_jx_j$, $\sigma^2=\frac1m\sum_j(x_j-\mu)^2$, "
         r"$\hat x_i=(x_i-\mu)/\sqrt{\sigma^2+\epsilon}$ "
         r"and $g_i=\partial\ell/\partial\hat x_i$. Then ")
LINEAR = r"Let $y = Wx$ and $g = \frac{\partial L}{\partial y}$. Then "
SOFTMAX = r"Let $p = \operatorname{softmax}(z)$ and $g = \frac{\partial L}{\partial p}$. Then "
# a text; the verdict of its last formula
CASES = [
    (r"Let $a = \tanh(z)$ and $\delta = \frac{\partial L}{\partial a}$. Then $\frac{\partial L}{\partial z} = "
     r"\delta \odot (1 - a^2)$.", "proved"),
    (r"Let $a = \tanh(z)$ and $\delta = \frac{\partial L}{\partial a}$. Then $\frac{\partial L}{\partial z} = "
     r"\delta \odot (1 + a^2)$.", "refuted"),
    (LINEAR + r"$\frac{\partial L}{\partial x} = W^\top g$.", "proved"),
    (LINEAR + r"$\frac{\partial L}{\partial W} = g x^\top$.", "proved"),
    (r"Let $Y = XW$ and $G = \frac{\partial L}{\partial Y}$. Then $\frac{\partial L}{\partial W} = X^\top G$.",
     "proved"),
    (r"$z = Wx$, $a = \sigma(z)$. $\frac{\partial L}{\partial z} = \frac{\partial L}{\partial a} \odot \sigma'(z)$.",
     "proved"),
    (r"Let $W \in \mathbb{R}^{m \times n}$, $y \in \mathbb{R}^m$ and $x \in \mathbb{R}^n$. Then "
     r"$\nabla_x \|Wx-y\|^2 = 2W(Wx-y)$.", "refuted"),
    (NET + r"$\frac{\partial L}{\partial h} = W_2^\top \delta$.", "proved"),
    (NET + r"$\frac{\partial L}{\partial z} = (W_2^\top \delta) \odot (1 - h \odot h)$.", "proved"),
    (NET + r"$\frac{\partial L}{\partial z} = (W_2^\top \delta) \odot (1 + h \odot h)$.", "refuted"),
    (SOFTMAX + r"$\frac{\partial L}{\partial z_i} = p_i (g_i - \sum_j g_j p_j)$.", "proved"),
    (SOFTMAX + r"$\frac{\partial L}{\partial z_i} = p_i (g_i + \sum_j g_j p_j)$.", "refuted"),
    (BATCH + r"$$\frac{\partial\ell}{\partial x_i}=\frac{1}{m\sqrt{\sigma^2+\epsilon}}\left(m\,g_i-\sum_{j=1}^mg_j"
     r"-\hat x_i\sum_{j=1}^mg_j\hat x_j\right).$$", "proved"),
    (BATCH + r"$$\frac{\partial\ell}{\partial x_i}=\frac{1}{m\sqrt{\sigma^2+\epsilon}}\left(m\,g_i+\sum_{j=1}^mg_j"
     r"-\hat x_i\sum_{j=1}^mg_j\hat x_j\right).$$", "refuted"),
]


@pytest.mark.parametrize(("text", "verdict"), CASES)
def test_the_last_formula(tmp_path, text, verdict):
    path = tmp_path / "text.md"
    path.write_text(text)
    found = check([str(path)]).findings[-1]
    assert found.verdict == verdict, (found.source, found.message, found.reading)
