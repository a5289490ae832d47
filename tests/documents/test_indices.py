"""Indices in documents: what a sum binds, what stays free, and for which entries a relation is meant."""

from tests.documents.judged import assert_all, rows

SOFTMAX = r"Let $p = \operatorname{softmax}(z)$. "

CASES = [
    # the entry 0, given by the one at t: in a later formula it is the same t
    (r"Let $x_t, e \in \mathbb{R}^d$ and $x_0 = x_t - 2e$. Then $x_0 + x_t = 2 (x_t - e)$.", "DT"),
    (r"Let $x_t, e \in \mathbb{R}^d$ and $x_0 = x_t - 2e$. Then $x_0 + x_t = 2 (x_t + e)$.", "DF"),
    (r"Let $x \in \mathbb{R}^n$. We have $\sum_{j=1}^n x_j = x_i + \sum_{j\ne i} x_j$.", "T"),
    (r"$$1 - \mathrm{softmax}(x)_i = \frac{\sum_{j\ne i} e^{x_j}}{\sum_j e^{x_j}}$$", "T"),
    (r"$$\frac{\partial}{\partial x_i} \prod_j x_j = \prod_{j\neq i} x_j$$", "T"),
    (r"$$\frac{\partial}{\partial x_k} \sum_{j\neq k} x_j = 0$$", "T"),
    (r"$$\frac{\partial}{\partial x_k} \sum_{i<j} x_i x_j = \sum_{j\ne k} x_j$$", "T"),
    (r"$$\sum_{i\ne j} x_i x_j = \left(\sum_i x_i\right)^2 - \sum_i x_i^2$$", "T"),
    (r"$$\sum_{j<i} a_{ij} + a_{ii} + \sum_{j>i} a_{ij} = \sum_j a_{ij}$$", "T"),
    (r"$$\sum_{k\ne i,j} x_k = \sum_k x_k - x_i - x_j \quad (i\ne j)$$", "T"),
    (r"$$\sum_{k\notin\{i,j\}} x_k = \sum_k x_k - x_i - x_j, \quad i < j$$", "T"),
    (SOFTMAX + r"For $i\neq j$, $\frac{\partial p_i}{\partial z_j} = -p_i p_j$.", "DCT"),
    (SOFTMAX + r"We have $$\frac{\partial p_i}{\partial z_j} = -p_i p_j \quad (i\ne j)$$", "DT"),
    (SOFTMAX + r"We have $\frac{\partial p_i}{\partial z_j} = p_i (1 - p_i)$ for $i = j$.", "DTC"),
    (r"Let $x\in\mathbb{R}^n$. If $i\ne j$ then $\frac{\partial x_i}{\partial x_j} = 0$.", "CT"),
    (r"$$\frac{\partial}{\partial y_k} \sum_{i=1}^n \sum_{j=1}^{i-1} y_i y_j = \sum_{j=1}^n y_j - y_k$$", "T"),
    (r"$$\frac{\partial}{\partial y_k} \sum_i y_i \sum_{j=1}^{i} z_j = \sum_{j=1}^{k} z_j$$", "T"),
    (SOFTMAX + r"Let $L = -\log p_k$. Then $\frac{\partial L}{\partial z_i} = p_i - \delta_{ik}$.", "DDT"),
    (SOFTMAX + r"Let $L = -\log p_y$. Then $\frac{\partial L}{\partial z_i} = p_i - \mathbb{1}[i = y]$.", "DDT"),
    (SOFTMAX + r"The loss for the class $c$ is $\ell = -\log p_c$. Hence $\nabla_z \ell = p - e_c$.", "DDT"),
    (r"Let $p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$ and $L = -\log p_k$. "
    r"Then $\frac{\partial L}{\partial z_i} = p_i - \delta_{ik}$.", "DDT"),
    (r"Let $x \in \mathbb{R}^n$ and $f = x_k^2$. Then $\frac{\partial f}{\partial x_i} = 2 x_k \delta_{ik}$.", "DT"),
    (r"$$\sum_{t=0}^{T-1} \gamma^t = \frac{1 - \gamma^T}{1 - \gamma}$$", "T"),
    (r"$$\sum_{t=1}^T \beta^{T-t} = \frac{1 - \beta^T}{1 - \beta}$$", "T"),
    (r"$$(1 + r)^T = e^{T\ln(1 + r)}$$", "T"),
    (r"$$\sum_{t=1}^T w^T x_t = w^T \sum_{t=1}^T x_t$$", "T"),
    (r"$$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} (x_{i+1} - x_i)^2 = 2(x_k - x_{k-1}) - 2(x_{k+1} - x_k)$$",
     "T"),
    (r"Let $x \in \mathbb{R}^n$. $$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} x_i x_{i+1} = x_{k-1} + x_{k+1}$$",
     "T"),
    # false
    (r"Let $x \in \mathbb{R}^n$. We have $\sum_{j=1}^n x_j = 2 x_i + \sum_{j\ne i} x_j$.", "F"),
    (r"$$1 - \mathrm{softmax}(x)_i = \frac{\sum_{j\ne i} e^{x_j}}{\sum_{j\ne i} e^{x_j} + 1}$$", "F"),
    (r"$$\frac{\partial}{\partial x_i} \prod_j x_j = \prod_j x_j$$", "F"),
    (r"$$\frac{\partial}{\partial x_k} \sum_{j\neq k} x_j = 1$$", "F"),
    (r"$$\sum_{i<j} x_i x_j = \left(\sum_i x_i\right)^2 - \sum_i x_i^2$$", "F"),
    (r"$$\sum_{k\ne i,j} x_k = \sum_k x_k - x_i \quad (i\ne j)$$", "F"),
    (SOFTMAX + r"For $i\neq j$, $\frac{\partial p_i}{\partial z_j} = p_i p_j$.", "DCF"),
    (SOFTMAX + r"We have $\frac{\partial p_i}{\partial z_j} = p_i (1 + p_i)$ for $i = j$.", "DFC"),
    (r"Let $x\in\mathbb{R}^n$. If $i\ne j$ then $\frac{\partial x_i}{\partial x_j} = 1$.", "CF"),
    (r"$$\frac{\partial}{\partial y_k} \sum_{i=1}^n \sum_{j=1}^{i-1} y_i y_j = \sum_{j=1}^n y_j$$", "F"),
    (SOFTMAX + r"Let $L = -\log p_k$. Then $\frac{\partial L}{\partial z_i} = p_i + \delta_{ik}$.", "DDF"),
    (r"Let $x \in \mathbb{R}^n$ and $f = x_k^2$. Then $\frac{\partial f}{\partial x_i} = 2 x_k$.", "DF"),
    (r"$$\sum_{t=0}^{T-1} \gamma^t = \frac{1 - \gamma^T}{\gamma}$$", "F"),
    (r"$$x_0 + x_i = 2 x_i$$", "F"),  # more than the numbered entries
    (r"Let $C = \frac{1}{n} X^\top X$. Then $u^\top C u = \|Xu\|^2$.", "DF"),  # one X in each reading
    (r"Let $L(w) = \frac{1}{n} \|Xw - y\|^2$. Then $\nabla L(w) = \frac{1}{n} X^\top (Xw - y)$.", "DF"),
    (r"$$(1 + r)^T = e^{T\ln r}$$", "F"),
    (r"$$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} (x_{i+1} - x_i)^2 = 2(x_k - x_{k-1}) + 2(x_{k+1} - x_k)$$",
     "F"),
    (r"Let $x \in \mathbb{R}^n$. $$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} x_i x_{i+1} = x_{k+1}$$", "F"),
    # updates and definitions: neither true nor false
    (r"$$\theta_{t+1,i} = \theta_{t,i} - \frac{\eta}{\sqrt{G_{t,ii} + \epsilon}} g_{t,i}$$", "D"),
    (r"$$x_i^{(t+1)} = x_i^{(t)} - \eta g_i^{(t)}$$", "C"),
    (r"$$u_{i,j} = \frac14 (u_{i+1,j} + u_{i-1,j} + u_{i,j+1} + u_{i,j-1})$$", "D"),
    (r"$$y_{i,j} = \sum_a \sum_b w_{a,b} x_{i+a,j+b}$$", "D"),
    (r"$$\sigma_n^2 = \frac{\sigma_0^2}{1 + n}$$", "D"),
    (r"$$\mu_n = \mu_0 + n\mu$$", "D"),
    (r"$$n_{out} = \lfloor\frac{n_{in} + 2p - k}{s}\rfloor + 1$$", "D"),
    (r"$$C_{in} = \sum_j A_{ij} B_{jn}$$", "D"),
]


@rows(CASES)
def test_formulas_with_indices(text, expected):
    assert_all(text, expected)
