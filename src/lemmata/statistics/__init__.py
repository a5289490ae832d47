"""Statistics: descriptive statistics, tests, intervals, likelihood and Bayesian inference."""

from lemmata.statistics.bayesian import (
    GridPosterior,
    NormalInverseGamma,
    conjugate_posterior,
    credible_interval,
    grid_posterior,
    posterior_predictive,
)
from lemmata.statistics.count_tests import chi_square_test, difference_of_means, independence_test, permutation_test
from lemmata.statistics.descriptive import (
    correlation,
    covariance,
    covariance_matrix,
    excess_kurtosis,
    mean,
    skewness,
    standard_deviation,
    standard_error,
    variance,
    weighted_mean,
    z_scores,
)
from lemmata.statistics.intervals import (
    bootstrap_interval,
    confidence_interval,
    prediction_interval,
    proportion_interval,
)
from lemmata.statistics.likelihood import Fit, laplace_approximation, maximum_a_posteriori, maximum_likelihood
from lemmata.statistics.multiple import benjamini_hochberg, bonferroni, holm
from lemmata.statistics.order import interquartile_range, median, median_absolute_deviation, quantile
from lemmata.statistics.power import sample_size, simulated_power, t_test_power
from lemmata.statistics.results import HypothesisTest, Interval
from lemmata.statistics.statistics_of_tests import (
    chi_square_statistic,
    effect_size,
    expected_counts,
    pooled_variance,
    t_statistic,
    two_sample_t_statistic,
    welch_degrees_of_freedom,
    welch_statistic,
)
from lemmata.statistics.t_tests import p_value, paired_t_test, t_test, two_sample_t_test, z_test

__all__ = [
    "Fit", "GridPosterior", "HypothesisTest", "Interval", "NormalInverseGamma", "benjamini_hochberg",
    "bonferroni", "bootstrap_interval", "chi_square_statistic", "chi_square_test", "confidence_interval",
    "conjugate_posterior", "correlation", "covariance", "covariance_matrix", "credible_interval",
    "difference_of_means", "effect_size", "excess_kurtosis", "expected_counts", "grid_posterior", "holm",
    "independence_test", "interquartile_range", "laplace_approximation", "maximum_a_posteriori",
    "maximum_likelihood", "mean", "median", "median_absolute_deviation", "p_value", "paired_t_test",
    "permutation_test", "pooled_variance", "posterior_predictive", "prediction_interval", "proportion_interval",
    "quantile", "sample_size", "simulated_power", "skewness", "standard_deviation", "standard_error",
    "t_statistic", "t_test", "t_test_power", "two_sample_t_statistic", "two_sample_t_test", "variance",
    "weighted_mean", "welch_degrees_of_freedom", "welch_statistic", "z_scores", "z_test",
]
