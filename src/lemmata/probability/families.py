"""The families of distributions, each from the engine's record; `normal` takes mean and VARIANCE."""

from __future__ import annotations

from lemmata.probability.family import family

DEGROOT = "DeGroot and Schervish, Probability and Statistics, 4th ed., chapter 5"
CASELLA = "Casella and Berger, Statistical Inference, 2nd ed., chapter 3"
BISHOP = "Bishop, Pattern Recognition and Machine Learning, chapter 2 and appendix B"

# of whole numbers
bernoulli = family("bernoulli", "bernoulli", "One trial: 1 with probability p, else 0.", f"{DEGROOT}.2",
                   "density(1, 0.3) = 0.3")
binomial = family("binomial", "binomial_distribution", "How many of n independent trials succeed.", f"{DEGROOT}.2",
                  "density(3, 10, 0.5) = 0.117188")
categorical = family("categorical", "categorical", "A class out of k, x = 0, ..., k - 1.", f"{BISHOP} (2.26)",
                     "density(2, [0.2, 0.3, 0.5]) = 0.5")
discrete_uniform = family("discrete_uniform", "discrete_uniform", "A whole number from a to b, all alike.",
                          f"{DEGROOT}, section 3.1",
                          "density(3, 1, 6) = 0.166667")
geometric = family("geometric", "geometric", "Trials up to AND WITH the first success: x = 1, 2, ...", f"{CASELLA}.2",
                   "mean(0.25) = 4.0")
geometric_failures = family("geometric_failures", "geometric_failures",
                            "Failures before the first success: x = 0, 1, ...", f"{DEGROOT}.5",
                            "mean(0.25) = 3.0")
negative_binomial = family("negative_binomial", "negative_binomial", "Failures before the r-th success.",
                           f"{DEGROOT}.5",
                           "density(2, 3.0, 0.5) = 0.1875")
poisson = family("poisson", "poisson", "How many events happen at a constant rate.", f"{DEGROOT}.4",
                 "density(2, 3.0) = 0.224042")

# of real numbers
beta = family("beta", "beta_distribution", "An unknown probability.", f"{DEGROOT}.8",
              "mean(2.0, 3.0) = 0.4")
cauchy = family("cauchy", "cauchy", "Tails so heavy that there is no mean.", f"{CASELLA}.3",
                "cdf(1.0, 0.0, 1.0) = 0.75")
chi_squared = family("chi_squared", "chi_squared", "The sum of k squared standard normal variables.",
                     "DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.2",
                     "mean(3.0) = 3.0")
exponential = family("exponential", "exponential", "The time up to an event of constant rate: by RATE, not by scale.",
                     f"{DEGROOT}.7",
                     "cdf(1.0, 2.0) = 0.864665")
gamma = family("gamma", "gamma_distribution", "Times up to the shape-th event; by shape and RATE, not scale.",
               f"{DEGROOT}.7",
               "mean(3.0, 2.0) = 1.5")
gumbel = family("gumbel", "gumbel", "The largest of many; the noise behind a softmax.", f"{CASELLA}",
                "cdf(0.0, 0.0, 1.0) = 0.367879")
laplace = family("laplace", "laplace", "Two exponentials back to back: noise of the absolute error.", f"{CASELLA}.3",
                 "density(0.0, 0.0, 1.0) = 0.5")
logistic = family("logistic", "logistic", "The law with the sigmoid as its cdf.", f"{CASELLA}.3",
                  "cdf(0.0, 0.0, 1.0) = 0.5")
lognormal = family("lognormal", "lognormal", "exp of a normal variable with mean mu and VARIANCE sigma2.",
                   f"{DEGROOT}.6",
                   "mean(0.0, 2.0) = 2.718282")
location_scale_t = family("location_scale_t", "location_scale_t", "mu + sigma T with T of student_t(nu).",
                          f"{BISHOP} (2.159)",
                          "variance(4.0, 1.0, 3.0) = 18.0")
normal = family("normal", "normal", "Sums of many small causes; by mean and VARIANCE, not standard deviation.",
                f"{DEGROOT}.6",
                "cdf(1.96, 0.0, 1.0) = 0.975002")
pareto = family("pareto", "pareto", "Power-law tails above a least value.", f"{DEGROOT}.7, exercises",
                "mean(1.0, 3.0) = 1.5")
student_t = family("student_t", "student_t", "A standardised mean whose variance is estimated.",
                   "DeGroot and Schervish, Probability and Statistics, 4th ed., section 8.4",
                   "variance(4.0) = 2.0")
uniform = family("uniform", "uniform", "All places between a and b alike.",
                 "DeGroot and Schervish, Probability and Statistics, 4th ed., section 3.2",
                 "variance(0.0, 6.0) = 3.0")
weibull = family("weibull", "weibull", "Lifetimes whose hazard is a power of age: by SCALE and shape.", f"{CASELLA}.3",
                 "mean(2.0, 1.0) = 2.0")

# of vectors
dirichlet = family("dirichlet", "dirichlet", "An unknown vector of probabilities.", f"{BISHOP} (2.38)",
                   "density([0.2, 0.3, 0.5], [1.0, 1.0, 1.0]) = 2.0")
multivariate_normal = family("multivariate_normal", "multivariate_normal",
                             "A vector of jointly normal entries; by mean and COVARIANCE matrix.", f"{DEGROOT}.10",
                             "density([0.0, 0.0], [0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]]) = 0.159155")
