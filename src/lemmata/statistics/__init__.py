"""Statistics: descriptive statistics, tests, intervals, likelihood and Bayesian inference."""

__all__: list[str] = []
