"""What formulas, functions and words call the same thing: the field's usual spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lemmata.engine.readers.syntax import words

# each row: names of one operation, in code or in formulas, with _ for blanks
_OPERATIONS = """
sigmoid logistic sigma expit logistic_sigmoid logistic_function sigmoid_function
softmax softmax_function
relu rectifier rectified_linear_unit
leaky_relu lrelu
softplus
swish silu
gelu
elu
tanh hyperbolic_tangent
kl kl_divergence kl_div kld dkl d_kl relative_entropy kullback_leibler kullback_leibler_divergence
js js_divergence jsd djs d_js jensen_shannon jensen_shannon_divergence
entropy shannon_entropy
cross_entropy ce ce_loss cross_entropy_loss crossentropy categorical_cross_entropy
bce bce_loss binary_cross_entropy binary_cross_entropy_loss log_loss
mutual_information mi
mse mse_loss mean_squared_error mean_square_error
mae mae_loss mean_absolute_error
rmse root_mean_squared_error root_mean_square_error
sse rss sum_of_squared_errors residual_sum_of_squares sum_of_squares
huber huber_loss
hinge hinge_loss
cosine_similarity cos_sim cosine cosine_sim
cosine_distance
euclidean_distance euclidean l2_distance
manhattan_distance manhattan l1_distance
attention scaled_dot_product_attention dot_product_attention
gaussian normal normal_pdf gaussian_pdf norm_pdf normal_density gaussian_density
mean average sample_mean arithmetic_mean x_bar
variance var sample_variance
std standard_deviation sample_standard_deviation
covariance cov sample_covariance
correlation corr pearson pearson_correlation correlation_coefficient
logsumexp log_sum_exp lse
log_softmax
layer_norm layernorm layer_normalization
batch_norm batchnorm batch_normalization
precision
recall sensitivity
f1 f1_score f_1
accuracy
ridge ridge_regression
least_squares ols normal_equation ordinary_least_squares
r2 r2_score r_squared coefficient_of_determination
perplexity ppl
bayes bayes_theorem bayes_rule
update sgd sgd_step sgd_update gradient_descent gradient_descent_step gradient_step gd gd_step step update_step \
update_weights update_parameters update_params update_rule
""".strip().replace("\\\n", "").split("\n")
_GROUP = {name: row.split()[0] for row in _OPERATIONS for name in row.split()}
# said of an amount per example, so that a sum is another thing
MEANS = frozenset(("mse", "mae", "rmse", "mean", "variance", "std", "covariance", "correlation", "r2"))
_LOSS = frozenset(("loss", "cost", "objective", "l", "j", "ell", "criterion", "loss_fn", "cost_function", "calL",
                   "loss_function", "objective_function"))
# what functions are called besides what they compute
_DECORATION = words("my naive stable numerically np numpy torch jax scratch from compute computed calc calculate get "
                    "manual custom vectorized vectorised loop fn func function impl implementation simple basic the "
                    "eval evaluate py python fast slow pure own ours")
# what rates that change from step to step are called; other words in such a name say in which way they do
SCHEDULE = "schedule"
_RATES = words("lr eta schedule scheduler annealing anneal decay")
_OF_RATES = _RATES | words("learning rate step size at t k n epoch weight")
_SLOPE = frozenset(("grad", "gradient", "derivative", "deriv", "prime", "d", "diff", "der"))
_CURVATURE = frozenset(("hessian", "hess"))
# names of parameters that mean the same; the first is what formulas write
_PARAMETERS = """
y y_true true targets target labels label t actual ground_truth y_actual observed gold truth
y_hat y_pred pred preds predictions prediction predicted yhat p_hat outputs output estimate
eta lr learning_rate step_size alpha
epsilon eps
lambda lambda_ lam lmbda lamda reg regularization l2
w weights weight W
b bias
theta params parameters param
mu mean loc x_bar avg average
sigma std sd scale stdev
sigma2 var variance sigma_squared sigma_sq
gradient grad grads g gradients dw dW dtheta dx d_w d_theta grad_w grad_theta
x X xs inputs input data
z logits scores a
p probs prob probabilities
q
eta_0 eta0 lr0 lr_0 initial_lr base_lr lr_init init_lr initial_learning_rate eta_max lr_max max_lr
eta_T eta_min lr_min min_lr final_lr
T total_steps num_steps n_steps max_steps t_max T_max steps total max_update n_epochs
t step epoch iteration it num_update iter
""".strip().split("\n")
_SAME_PARAMETER = [frozenset(row.split()) for row in _PARAMETERS]


def _row(name: str) -> frozenset[str]:
    return next(row for row in _SAME_PARAMETER if name in row)


@dataclass(frozen=True)
class Called:
    """How something is called: the name of its operation, and how often it was differentiated.

    generic  a name such as `f` or `loss`, that stands for something else in every section
    """

    name: str
    order: int = 0
    generic: bool = False

    @property
    def usual(self) -> bool:
        """Whether it is a name of the field."""
        return self.name in _GROUP


def called(name: str) -> Called:
    """A name of code or of a formula as that of its operation.

    >>> called("my_sigmoid"), called("mean_squared_error").name, called("sigmoid_prime").order, called("f").generic
    (Called(name='sigmoid', order=0, generic=False), 'mse', 1, True)
    """
    words = [w for w in re.split(r"_+|(?<=[a-z])(?=[A-Z][a-z])", name) if w]
    lower = [w.lower() for w in words]
    whole = _grouped(lower)
    if whole is not None:
        return Called(whole)
    order = 0
    kept = [w for w in lower if not w.isdigit() and w not in _DECORATION and w not in ("of", "wrt")]
    if len(kept) > 1 or any(len(w) > 1 for w in kept):
        slopes = [w for w in kept if w in _SLOPE]
        order = len(slopes) + 2 * sum(w in _CURVATURE for w in kept)
        kept = [w for w in kept if w not in _SLOPE and w not in _CURVATURE]
    if len(kept) == 1 and not order and len(kept[0]) > 4 and kept[0][0] == "d" and _grouped([kept[0][1:]]):
        kept, order = [kept[0][1:]], 1  # dsigmoid
    joined = "_".join(kept)
    found = _grouped(kept)
    if found is not None:
        return Called(found, order)
    if _rate(lower) and not order:
        return Called(SCHEDULE, 0, True)
    if joined in _LOSS:
        return Called("loss", order, True)
    return Called(joined, order, len(joined) <= 2)


def _rate(words: list[str]) -> bool:
    """Whether a name is that of a rate: `cosine_lr`, `learning_rate`, not `weight_decay`."""
    return "weight" not in words and (not _RATES.isdisjoint(words) or {"learning", "rate"} <= {*words} or (
        {"step", "size"} == {*words}))


def ways_of_rates(name: str) -> list[str]:
    """In which way a rate changes, as the name of a function says it.

    >>> ways_of_rates("get_cosine_lr"), ways_of_rates("learning_rate")
    (['cosine'], [])
    """
    found = re.split(r"_+|(?<=[a-z])(?=[A-Z][a-z])", name)
    return [w.lower() for w in found if len(w) > 2 and w.lower() not in _OF_RATES | _DECORATION]


def _grouped(words: list[str]) -> str | None:
    found = _GROUP.get("_".join(words))
    return found or _GROUP.get("_".join(words).rstrip("0123456789"))


_PHRASES = sorted(((name.replace("_", " "), group) for name, group in _GROUP.items() if len(name) > 3 or name in (
    "mse", "mae", "bce")), key=lambda pair: -len(pair[0]))


def operations_in(words: str) -> list[str]:
    """The operations that words name, in order; of "cross entropy", that and not the entropy.

    >>> operations_in("The **cross-entropy** of two laws, not the mean squared error (MSE), is")
    ['cross_entropy', 'mse']
    """
    text = re.sub(r"[\W_]+", " ", words.lower())
    found: list[tuple[int, str]] = []
    for phrase, group in _PHRASES:
        pattern = rf"\b{phrase}\b"
        for match in re.finditer(pattern, text):
            found.append((match.start(), group))
        text = re.sub(pattern, lambda m: "#" * len(m[0]), text)
    return list(dict.fromkeys(group for _, group in sorted(found)))


_SPREAD, _SQUARED = _row("sigma"), _row("sigma2")
# what a parameter of such a name is cannot be told by its place
_OWN = _row("mu") | _SPREAD | _SQUARED | _row("eta") | _row("epsilon") | _row("gradient") | {
    "logvar", "log_var", "log_sigma", "logstd", "log_std"}


_CHANCES = frozenset(("p", "q", "pi", "rho"))  # by their usual names
_NO_CHANCES = frozenset((  # what a function makes probabilities of
    "logits", "logit", "scores", "score", "log_p", "log_q", "logp", "logq", "log_probs", "log_prob", "logprobs",
    "labels", "energies", "energy"))


def is_square_of(code: str, formula: str) -> bool:
    """Whether a parameter is a variance where the formula has the standard deviation."""
    return code in _SQUARED and formula in _SPREAD


def by_place(code: str, formula: str) -> bool:
    """Whether a parameter may be a symbol of another name, by its place.

    >>> by_place("z", "x"), by_place("mu", "p"), by_place("var", "sigma"), by_place("logits", "p")
    (True, False, True, False)
    """
    if formula in _CHANCES and code.strip("_").lower() in _NO_CHANCES:
        return False
    return code.strip("_") not in _OWN or is_square_of(code, formula)


def operation_at_the_end(words: str) -> str:
    """The operation with which words end: "the **mean squared error** (MSE)"."""
    text = re.sub(r"[\W_]+", " ", words.lower()).strip()
    text = re.sub(r" (?:function|loss|score|formula)$", "", text)
    return next((group for phrase, group in _PHRASES if re.search(rf"\b{phrase}$", text)), "")


def same_parameter(code: str, formula: str) -> int:
    """How surely a parameter is a symbol of a formula: 2 by its name, 1 by a usual other one, else 0.

    >>> same_parameter("y_pred", "y_hat"), same_parameter("X", "x"), same_parameter("lam", "lambda_"), \\
    ...     same_parameter("a", "b")
    (1, 1, 1, 0)
    """
    one, other = code.strip("_"), formula.strip("_")
    if one == other:
        return 2
    if one.lower().replace("_", "") == other.lower().replace("_", ""):
        return 1
    return int(any({one, other} <= row or {one.lower(), other.lower()} <= row for row in _SAME_PARAMETER))
