"""Sizes with labels, names with an underscore that is escaped, slashes made large: read as they are written."""

from tests.documents.judged import DEFINITION, HOLDS, REFUTED, UNREADABLE, assert_last, rows

SIZES = [
    (r"The output is $o = \sum_{j=1}^{n_{\mathrm{in}}} w_j x_j$.", DEFINITION),
    (r"We have $\sum_{j=1}^{n_{\mathrm{in}}} 1 = n_{\mathrm{in}}$.", HOLDS),
    (r"We have $\sum_{j=1}^{n_{\mathrm{in}}} 1 = n_{\mathrm{in}} + 1$.", REFUTED),
    (r"Let $\bar x = \frac{1}{n_1} \sum_{i=1}^{n_1} x_i$. Then $\sum_{i=1}^{n_1} (x_i - \bar x) = 0$.", HOLDS),
    (r"Let $\bar x = \frac{1}{n_1} \sum_{i=1}^{n_1} x_i$. Then $\sum_{i=1}^{n_1} (x_i + \bar x) = 0$.", REFUTED),
    (r"We have $\sum_{j=0}^{n_\text{samples}-1} j = \frac{n_\text{samples}(n_\text{samples} - 1)}{2}$.", HOLDS),
    (r"We have $\sum_{j=0}^{n_\text{samples}-1} j = \frac{n_\text{samples}(n_\text{samples} + 1)}{2}$.", REFUTED),
    (r"We have $\sum_{j=1}^{k} \sum_{i=1}^{n_j} x_{ij} = N$.", UNREADABLE),
]
ESCAPED = [
    (r"We have $n\_samples + n\_samples = 2 n\_samples$.", HOLDS),
    (r"We have $\sum_{i=1}^{n\_samples} 1 = n\_samples$.", HOLDS),
    (r"We have $\sum_{i=1}^{n\_samples} 1 = 2 n\_samples$.", REFUTED),
    (r"The state is $\mathbf{x}\_{k} = \mathbf{F}\_k \mathbf{x}\_{k-1}$.", DEFINITION),
    (r"We have $x\_1 + x\_2 = x\_2 + x\_1$.", HOLDS),
    (r"We have $\operatorname{log\_softmax}(x)_i = x_i - \log \sum_j e^{x_j}$.", HOLDS),
    (r"We have $x \big/ y = \frac{x}{y}$.", HOLDS),
    (r"We have $x \Big/ y = \frac{y}{x}$.", REFUTED),
    (r"We have $(x + 1)^2 = x^2 \space + 2x + 1$.", HOLDS),
]


@rows(SIZES)
def test_sizes_with_labels(text, expected):
    assert_last(text, expected)


@rows(ESCAPED)
def test_what_is_escaped(text, expected):
    assert_last(text, expected)


@rows([
    (r"We have $\cos(2x) = \cos^2 x - \sin^2 x = 2cos^2 x - 1$.", HOLDS),
    (r"We have $sin^2 x + cos^2 x = 1$.", HOLDS),
    (r"We have $sin^2 x - cos^2 x = 1$.", REFUTED),
    (r"We have $-\sum_{x} p(x) log\ p(x) = -\sum_x p(x) \log p(x)$.", HOLDS),
    (r"We have $s \, i \, n = i n s$.", HOLDS),
    (r"We have $\large (x + 1)^2 = x^2 + 2x + 1$.", HOLDS),
    (r"We have $\Large \sum_{i=1}^n i = n(n+1)$.", REFUTED),
    (r"Let $X \sim \mathrm{Binomial}(n, p)$. Then $\large \text{var}(X) = np(p-1)$.", REFUTED),
])
def test_functions_without_a_backslash_and_sizes_of_type(text, expected):
    assert_last(text, expected)
