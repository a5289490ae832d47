"""Families of functions, \\ell_i(w) and \\phi_j(x): their members are told apart by an entry or by a number."""

from tests.documents.judged import PROVED, REFUTED, assert_last, rows, twins

SQUARES = r"\frac12 (w^\top x_i - y_i)^2"
ERM = rf"The risk is $R(w) = \frac1n \sum_{{i=1}}^n \ell_i(w)$ with $\ell_i(w) = {SQUARES}$. Then "
LATER = rf"The risk is $R(w) = \frac1n \sum_{{i=1}}^n \ell_i(w)$. For least squares $\ell_i(w) = {SQUARES}$. Then "
SOFTMAX = r"The softmax is $s_i(z) = \frac{e^{z_i}}{\sum_j e^{z_j}}$. Then "
COST = (r"Consider $J(\theta) = \frac{1}{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2$ with "
        r"$h_\theta(x) = \theta^\top x$. Then ")
RESIDUALS = r"\frac1n \sum_{i=1}^n (w^\top x_i - y_i) x_i"
HALVED = r"\frac1{2n} \sum_{i=1}^n (w^\top x_i - y_i) x_i"

OF_EXAMPLES = [
    (rf"The loss of an example is $\ell_i(w) = {SQUARES}$. Then ",
     r"\nabla \ell_i(w) = (w^\top x_i - y_i) x_i", r"\nabla \ell_i(w) = 2 (w^\top x_i - y_i) x_i"),
    (r"The loss of an example is $l^{(i)}(w) = (w - y^{(i)})^2$. Then ",
     r"\sum_{i=1}^n l^{(i)}(w) = \sum_{i=1}^n (w - y^{(i)})^2",
     r"\sum_{i=1}^n l^{(i)}(w) = \sum_{i=1}^n (w - y^{(i)})"),
    (ERM, rf"\nabla R(w) = {RESIDUALS}", rf"\nabla R(w) = {HALVED}"),
    (LATER, rf"\nabla R(w) = {RESIDUALS}", rf"\nabla R(w) = {HALVED}"),
    (LATER, r"\nabla^2 R(w) = \frac1n \sum_{i=1}^n x_i x_i^\top", r"\nabla^2 R(w) = \frac2n \sum_{i=1}^n x_i x_i^\top"),
    (r"Let $f(w) = \frac1n \sum_{i=1}^n f_i(w)$ where $f_i(w) = (w - y_i)^2$. Then ",
     r"f'(w) = \frac2n \sum_{i=1}^n (w - y_i)", r"f'(w) = \frac1n \sum_{i=1}^n (w - y_i)"),
    (r"Let $\ell_i(w) = (w - y_i)^2$ for $i = 1, \dots, n$. Then ",
     r"\ell_1(w) - \ell_2(w) = (w - y_1)^2 - (w - y_2)^2", r"\ell_1(w) - \ell_2(w) = 0"),
    (r"The loss of an example is $\ell_i(w) = \log(1 + e^{-y_i w^\top x_i})$. Then ",
     r"\nabla \ell_i(w) = -\frac{y_i x_i}{1 + e^{y_i w^\top x_i}}",
     r"\nabla \ell_i(w) = -\frac{y_i x_i}{1 + e^{-y_i w^\top x_i}}"),
    (SOFTMAX, r"\frac{\partial s_i}{\partial z_j} = s_i (\delta_{ij} - s_j)",
     r"\frac{\partial s_i}{\partial z_j} = s_i (\delta_{ij} + s_j)"),
    (SOFTMAX, r"\sum_i s_i(z) = 1", r"\sum_i s_i(z) = 2"),
    (r"Let $f(x) = \sum_{i=1}^n f_i(x_i)$. Then ",
     r"\frac{\partial f}{\partial x_i} = f_i'(x_i)", r"\frac{\partial f}{\partial x_i} = 2 f_i'(x_i)"),
    (COST, r"\frac{\partial J}{\partial \theta_j} = \frac1m \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}",
     r"\frac{\partial J}{\partial \theta_j} = \frac1{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}"),
]
DATA = [  # a factor before data of its index, and no function
    (r"Let $J = \frac12 \|w\|^2 - \sum_{n=1}^N \alpha_n (y_n (\langle w, x_n \rangle + b) - 1)$. We obtain ",
     r"\frac{\partial J}{\partial b} = -\sum_{n=1}^N \alpha_n y_n",
     r"\frac{\partial J}{\partial b} = \sum_{n=1}^N \alpha_n y_n"),
    (r"Let $J(b) = \sum_{i=1}^n c_i (u_i + b)$. Then ", r"J'(b) = \sum_{i=1}^n c_i", r"J'(b) = \sum_{i=1}^n u_i"),
    (r"The score is $S(w) = \sum_{i=1}^n t_i (w^\top x_i)$. Then ",
     r"\nabla S(w) = \sum_{i=1}^n t_i x_i", r"\nabla S(w) = \sum_{i=1}^n t_i w"),
]
BY_NUMBER = [
    (r"The basis functions are $\phi_j(x) = x^j$. Then ",
     r"\sum_{j=0}^M w_j \phi_j(x) = \sum_{j=0}^M w_j x^j", r"\sum_{j=0}^M w_j \phi_j(x) = \sum_{j=0}^M w_j x^{j+1}"),
    (r"The basis functions are $\phi_j(x) = x^j$. Then ", r"\phi_2(x) = x^2", r"\phi_2(x) = x^3"),
    (r"The basis functions are $\phi_j(x) = x^j$. Then ",
     r"\phi_j'(x) = j \phi_{j-1}(x)", r"\phi_j'(x) = (j + 1) \phi_{j-1}(x)"),
    (r"Let $T_n(x) = \cos(n \arccos x)$. Then ", r"T_2(x) = 2x^2 - 1", r"T_2(x) = 2x^2 + 1"),
    (r"Let $f_k(x) = \sin(k x)$. Then ", r"f_k''(x) = -k^2 f_k(x)", r"f_k''(x) = -k f_k(x)"),
    (r"The mass of $k$ is $p_k(\lambda) = \frac{\lambda^k e^{-\lambda}}{k!}$. Then ",
     r"\sum_{k=0}^\infty p_k(\lambda) = 1", r"\sum_{k=0}^\infty p_k(\lambda) = e^\lambda"),
]
NAMED_BY_NUMBER = [  # two functions, and no family
    (r"Let $f_1(x) = x^2$ and $f_2(x) = x^3$. Then ", r"f_1(x) f_2(x) = x^5", r"f_1(x) f_2(x) = x^6"),
    (r"Let $f_1(x) = x^2$ and $f_2(x) = x^3$. Then ", r"f_2'(x) = 3 f_1(x)", r"f_2'(x) = 2 f_1(x)"),
]
BEHIND = [
    (r"Let $L(w) = g(w)^2$, where $g(w) = w + 1$. Then ", r"L'(w) = 2(w + 1)", r"L'(w) = w + 1"),
    (r"Let $L(w) = g(w)^2$. Here $g(w) = w + 1$. Then ", r"L(2) = 9", r"L(2) = 8"),
    (r"Let $L = g(w)^2$ with $g(w) = w + 1$. Then ",
     r"\frac{dL}{dw} = 2(w + 1)", r"\frac{dL}{dw} = 2w"),
    (r"Let $F(x) = f(g(x))$ with $f(u) = u^2$ and $g(x) = \sin x$. Then ",
     r"F'(x) = 2 \sin x \cos x", r"F'(x) = 2 \sin x"),
    (r"Let $J(w) = h(Xw)$, where $h(z) = \frac12 \|z\|^2$. Then ",
     r"\nabla J(w) = X^\top X w", r"\nabla J(w) = 2 X^\top X w"),
    (r"The unit computes $f(x) = \sigma(g(x))$ where $g(x) = w^\top x + b$ and $\sigma(z) = \frac{1}{1+e^{-z}}$. Then ",
     r"\nabla f(x) = f(x) (1 - f(x)) w", r"\nabla f(x) = f(x) (1 + f(x)) w"),
]
EXAMPLES = [  # a function that is an example only: what holds in general is not read of it
    (r"Let $F(x) = f(g(x))$. With $g(x) = x^2$ we get $F'(x) = 2x f'(x^2)$. In general ",
     r"F'(x) = f'(g(x)) g'(x)"),
    (r"Let $F(x) = g(x)^2$. With $g(x) = x^2$ we get ", r"F(x) = x^4"),
]


@rows(twins(DATA))
def test_data_are_multiplied(text: str, expected: str) -> None:
    assert_last(text, expected)


@rows(twins(OF_EXAMPLES))
def test_members_are_told_apart_by_an_entry(text, expected):
    assert_last(text, expected)


@rows(twins(BY_NUMBER))
def test_members_are_told_apart_by_a_number(text, expected):
    assert_last(text, expected)


@rows(twins(NAMED_BY_NUMBER))
def test_names_with_numbers_are_no_family(text, expected):
    assert_last(text, expected)


@rows(twins(BEHIND))
def test_functions_that_are_defined_behind_their_use(text, expected):
    assert_last(text, expected)


@rows([(f"{start}${claim}$.", "T") for start, claim in EXAMPLES])
def test_examples_of_a_function(text, expected):
    assert_last(text, expected)


CHAINS = r"Let $L(u) = u^3$ and $u(t) = \sin t$. Then "
COMPOSED = [
    (CHAINS, r"\frac{dL}{dt} = 3 \sin^2 t \cos t", r"\frac{dL}{dt} = 3 \sin^2 t"),
    (r"Let $E(r) = \frac12 \|r\|^2$ and $r(w) = Xw - y$. Then ",
     r"\frac{\partial E}{\partial w} = X^\top (Xw - y)", r"\frac{\partial E}{\partial w} = 2 X^\top (Xw - y)"),
]


@rows(twins(COMPOSED))
def test_functions_of_functions(text, expected):
    assert_last(text, expected)


def test_vectors_given_one_by_one_beside_all_of_them():
    """Whether k_1 is one of the k_i is not read, so nothing is refuted."""
    text = r"Let $q, k_1, k_2 \in \mathbb{R}^d$ and $s_i = q^\top k_i$. Then $s_1 - s_2 = q^\top (k_1 - k_2)$."
    assert_last(text, "U")


def test_a_derivative_by_the_parameter_itself():
    assert_last(CHAINS + r"$\frac{dL}{du} = 3 u^2$.", "T")


CONSTRAINTS = r"The constraints are $c_i(x) \ge 0$. "
CONSTRAINED = [  # one function of a family, wherever it was met first
    (CONSTRAINTS + r"Then $\sum_i c_i(x) \ge 0$.", "T"), (CONSTRAINTS + r"Then $\sum_i c_i(x) < 0$.", "U"),
    (CONSTRAINTS + r"With $L(x) = f(x) - \sum_i a_i c_i(x)$ we have $L(x) + \sum_i a_i c_i(x) = f(x)$.", "DT"),
]


@rows(CONSTRAINED)
def test_members_met_in_a_condition(text, expected):
    assert_last(text, expected)


SOFTMAX = r"The softmax is $\sigma(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}$. Then "
MAP = r"The map is $g(x)_k = x_k^2 + \sum_j x_j$ for $k = 1, \dots, n$. Then "
BRACKETS = r"Define $h$ by $[h(x)]_i = \frac{x_i}{\|x\|}$. For $x \neq 0$, "
COMPONENTS = [
    (SOFTMAX, r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} - \sigma(z)_j)",
     r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} + \sigma(z)_j)"),
    (SOFTMAX, r"\sum_i \sigma(z)_i = 1", r"\sum_i \sigma(z)_i = K"),
    (MAP, r"g(x)_k - g(x)_j = x_k^2 - x_j^2", r"g(x)_k - g(x)_j = x_k - x_j"),
    (BRACKETS, r"\|h(x)\| = 1", r"\|h(x)\| = 2"),
    (r"Let $A$ be an $n \times n$ matrix. Then ", r"(A x)_i = \sum_j A_{ij} x_j", r"(A x)_i = 2 \sum_j A_{ij} x_j"),
    ("", r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}", r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{e^{z_j}}"),
]


@rows(twins(COMPONENTS))
def test_functions_defined_by_components(text, expected):
    assert_last(text, expected)


TWICE = [  # f^2(x) is f(x)^2, or f(f(x))
    (r"Let $f(x) = 2x$. Then $f^2(3) = 36$.", PROVED), (r"Let $f(x) = 2x$. Then $f^2(3) = 12$.", PROVED),
    (r"Let $f(x) = 2x$. Then $f^2(3) = 13$.", REFUTED), (r"Let $f(x) = 2x$. Then $f^3(1) = 7$.", REFUTED),
    (r"Let $T(x) = 1 - x$. Then $T^2(x) = x$.", PROVED), (r"Let $T(x) = 1 - x$. Then $T^3(x) = 2 - x$.", REFUTED),
]


@rows(TWICE)
def test_powers_of_functions(text: str, expected: str) -> None:
    assert_last(text, expected)
