"""Numerical computing: stable forms, compensated sums, conditioning, constant memory."""

from lemmata.numerics.blocked import blocked_attention, blocked_log_sum_exp, blocked_softmax
from lemmata.numerics.cancellation import accuracy_at, exact_value, subtraction_bits_lost
from lemmata.numerics.conditioning import (
    condition_of,
    evaluation_condition,
    norm_condition_of,
    skeel_condition,
    subtraction_condition,
    summation_condition,
)
from lemmata.numerics.devices import compare_devices
from lemmata.numerics.log_domain import log_add_exp, log_mean_exp, log_softmax, log_sub_exp, log_sum_exp, softmax
from lemmata.numerics.memory import peak_memory, shares_memory, storage_of
from lemmata.numerics.moments import combined_moments, textbook_variance, two_pass_variance, welford
from lemmata.numerics.near_zero import (
    exp_minus_one,
    log_one_minus_exp,
    log_one_plus,
    log_sigmoid,
    logistic_difference,
    softplus,
    xlog1py,
    xlogy,
)
from lemmata.numerics.rounding import floating_point, relative_error, rounded, ulps_between
from lemmata.numerics.summation import (
    compensated_dot,
    kahan_sum,
    naive_sum,
    neumaier_sum,
    pairwise_sum,
    two_product,
    two_sum,
)
from lemmata.numerics.vectorization import compare_vectorization, loop_dot, loop_matmul

__all__ = [
    "accuracy_at",
    "blocked_attention",
    "blocked_log_sum_exp",
    "blocked_softmax",
    "combined_moments",
    "compare_devices",
    "compare_vectorization",
    "compensated_dot",
    "condition_of",
    "evaluation_condition",
    "exact_value",
    "exp_minus_one",
    "floating_point",
    "kahan_sum",
    "log_add_exp",
    "log_mean_exp",
    "log_one_minus_exp",
    "log_one_plus",
    "log_sigmoid",
    "log_softmax",
    "log_sub_exp",
    "log_sum_exp",
    "logistic_difference",
    "loop_dot",
    "loop_matmul",
    "naive_sum",
    "neumaier_sum",
    "norm_condition_of",
    "pairwise_sum",
    "peak_memory",
    "relative_error",
    "rounded",
    "shares_memory",
    "skeel_condition",
    "softmax",
    "softplus",
    "storage_of",
    "subtraction_bits_lost",
    "subtraction_condition",
    "summation_condition",
    "textbook_variance",
    "two_pass_variance",
    "two_product",
    "two_sum",
    "ulps_between",
    "welford",
    "xlog1py",
    "xlogy",
]
