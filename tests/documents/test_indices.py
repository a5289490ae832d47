"""Indices in documents: what a sum binds, what stays free, and for which entries a relation is meant."""

import pytest

from lemmata.documents import check_document
from lemmata.documents.formats.markdown import parse_markdown

SOFTMAX = r"Let $p = \operatorname{softmax}(z)$. "

TRUE = [
    r"Let $x \in \mathbb{R}^n$. We have $\sum_{j=1}^n x_j = x_i + \sum_{j\ne i} x_j$.",
    r"$$1 - \mathrm{softmax}(x)_i = \frac{\sum_{j\ne i} e^{x_j}}{\sum_j e^{x_j}}$$",
    r"$$\frac{\partial}{\partial x_i} \prod_j x_j = \prod_{j\neq i} x_j$$",
    r"$$\frac{\partial}{\partial x_k} \sum_{j\neq k} x_j = 0$$",
    r"$$\frac{\partial}{\partial x_k} \sum_{i<j} x_i x_j = \sum_{j\ne k} x_j$$",
    r"$$\sum_{i\ne j} x_i x_j = \left(\sum_i x_i\right)^2 - \sum_i x_i^2$$",
    r"$$\sum_{j<i} a_{ij} + a_{ii} + \sum_{j>i} a_{ij} = \sum_j a_{ij}$$",
    r"$$\sum_{k\ne i,j} x_k = \sum_k x_k - x_i - x_j \quad (i\ne j)$$",
    r"$$\sum_{k\notin\{i,j\}} x_k = \sum_k x_k - x_i - x_j, \quad i < j$$",
    SOFTMAX + r"For $i\neq j$, $\frac{\partial p_i}{\partial z_j} = -p_i p_j$.",
    SOFTMAX + r"We have $$\frac{\partial p_i}{\partial z_j} = -p_i p_j \quad (i\ne j)$$",
    SOFTMAX + r"We have $\frac{\partial p_i}{\partial z_j} = p_i (1 - p_i)$ for $i = j$.",
    r"Let $x\in\mathbb{R}^n$. If $i\ne j$ then $\frac{\partial x_i}{\partial x_j} = 0$.",
    r"$$\frac{\partial}{\partial y_k} \sum_{i=1}^n \sum_{j=1}^{i-1} y_i y_j = \sum_{j=1}^n y_j - y_k$$",
    r"$$\frac{\partial}{\partial y_k} \sum_i y_i \sum_{j=1}^{i} z_j = \sum_{j=1}^{k} z_j$$",
    SOFTMAX + r"Let $L = -\log p_k$. Then $\frac{\partial L}{\partial z_i} = p_i - \delta_{ik}$.",
    SOFTMAX + r"Let $L = -\log p_y$. Then $\frac{\partial L}{\partial z_i} = p_i - \mathbb{1}[i = y]$.",
    SOFTMAX + r"The loss for the class $c$ is $\ell = -\log p_c$. Hence $\nabla_z \ell = p - e_c$.",
    r"Let $p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$ and $L = -\log p_k$. "
    r"Then $\frac{\partial L}{\partial z_i} = p_i - \delta_{ik}$.",
    r"Let $x \in \mathbb{R}^n$ and $f = x_k^2$. Then $\frac{\partial f}{\partial x_i} = 2 x_k \delta_{ik}$.",
    r"$$\sum_{t=0}^{T-1} \gamma^t = \frac{1 - \gamma^T}{1 - \gamma}$$",
    r"$$\sum_{t=1}^T \beta^{T-t} = \frac{1 - \beta^T}{1 - \beta}$$",
    r"$$(1 + r)^T = e^{T\ln(1 + r)}$$",
    r"$$\sum_{t=1}^T w^T x_t = w^T \sum_{t=1}^T x_t$$",
    r"$$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} (x_{i+1} - x_i)^2 = 2(x_k - x_{k-1}) - 2(x_{k+1} - x_k)$$",
    r"Let $x \in \mathbb{R}^n$. $$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} x_i x_{i+1} = x_{k-1} + x_{k+1}$$",
]
FALSE = [
    r"Let $x \in \mathbb{R}^n$. We have $\sum_{j=1}^n x_j = 2 x_i + \sum_{j\ne i} x_j$.",
    r"$$1 - \mathrm{softmax}(x)_i = \frac{\sum_{j\ne i} e^{x_j}}{\sum_{j\ne i} e^{x_j} + 1}$$",
    r"$$\frac{\partial}{\partial x_i} \prod_j x_j = \prod_j x_j$$",
    r"$$\frac{\partial}{\partial x_k} \sum_{j\neq k} x_j = 1$$",
    r"$$\sum_{i<j} x_i x_j = \left(\sum_i x_i\right)^2 - \sum_i x_i^2$$",
    r"$$\sum_{k\ne i,j} x_k = \sum_k x_k - x_i \quad (i\ne j)$$",
    SOFTMAX + r"For $i\neq j$, $\frac{\partial p_i}{\partial z_j} = p_i p_j$.",
    SOFTMAX + r"We have $\frac{\partial p_i}{\partial z_j} = p_i (1 + p_i)$ for $i = j$.",
    r"Let $x\in\mathbb{R}^n$. If $i\ne j$ then $\frac{\partial x_i}{\partial x_j} = 1$.",
    r"$$\frac{\partial}{\partial y_k} \sum_{i=1}^n \sum_{j=1}^{i-1} y_i y_j = \sum_{j=1}^n y_j$$",
    SOFTMAX + r"Let $L = -\log p_k$. Then $\frac{\partial L}{\partial z_i} = p_i + \delta_{ik}$.",
    r"Let $x \in \mathbb{R}^n$ and $f = x_k^2$. Then $\frac{\partial f}{\partial x_i} = 2 x_k$.",
    r"$$\sum_{t=0}^{T-1} \gamma^t = \frac{1 - \gamma^T}{\gamma}$$",
    r"$$x_0 + x_i = 2 x_i$$",  # more than the numbered entries
    r"Let $C = \frac{1}{n} X^\top X$. Then $u^\top C u = \|Xu\|^2$.",  # one X in each reading
    r"Let $L(w) = \frac{1}{n} \|Xw - y\|^2$. Then $\nabla L(w) = \frac{1}{n} X^\top (Xw - y)$.",
    r"$$(1 + r)^T = e^{T\ln r}$$",
    r"$$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} (x_{i+1} - x_i)^2 = 2(x_k - x_{k-1}) + 2(x_{k+1} - x_k)$$",
    r"Let $x \in \mathbb{R}^n$. $$\frac{\partial}{\partial x_k} \sum_{i=1}^{n-1} x_i x_{i+1} = x_{k+1}$$",
]
STATED = [  # updates and definitions: neither true nor false
    r"$$\theta_{t+1,i} = \theta_{t,i} - \frac{\eta}{\sqrt{G_{t,ii} + \epsilon}} g_{t,i}$$",
    r"$$x_i^{(t+1)} = x_i^{(t)} - \eta g_i^{(t)}$$",
    r"$$u_{i,j} = \frac14 (u_{i+1,j} + u_{i-1,j} + u_{i,j+1} + u_{i,j-1})$$",
    r"$$y_{i,j} = \sum_a \sum_b w_{a,b} x_{i+a,j+b}$$",
    r"$$\sigma_n^2 = \frac{\sigma_0^2}{1 + n}$$",
    r"$$\mu_n = \mu_0 + n\mu$$",
    r"$$n_{out} = \lfloor\frac{n_{in} + 2p - k}{s}\rfloor + 1$$",
    r"$$C_{in} = \sum_j A_{ij} B_{jn}$$",
]


def verdicts(text: str) -> list[str]:
    return [f.verdict for f in check_document(parse_markdown(text + "\n")).findings]


@pytest.mark.parametrize("text", TRUE)
def test_true_formulas_with_indices_are_accepted(text: str) -> None:
    found = verdicts(text)
    assert not set(found) & {"refuted", "unreadable", "undecided", "conditional"}
    assert set(found) & {"proved", "agrees"}


@pytest.mark.parametrize("text", FALSE)
def test_false_formulas_with_indices_are_refuted(text: str) -> None:
    assert "refuted" in verdicts(text)


@pytest.mark.parametrize("text", STATED)
def test_updates_by_indices_are_no_claims(text: str) -> None:
    assert set(verdicts(text)) <= {"definition", "condition"}
