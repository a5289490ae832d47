"""Nouns and short adjectives of mathematics that restrict what they name, or say what it is made of.

A noun of daily life before a symbol ("the update gate $z$", "the search direction $p$") only names the part that it
plays; those here do more: a projection is idempotent, a residual a difference, a median in the middle of its data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lemmata.documents.language.plainwords import ADJECTIVAL, words_of

_STEMS = words_of("""
    small smaller tiny little large larger big bigger huge high higher low lower short shorter long longer near close
    far deep wide narrow slow fast weak strong light heavy thick hot cold young early late quick sharp rough hard soft
    moderate mild modest extreme clean empty full whole solid pair whitened blank nil naught double simple proper
    projection projector reflection reflector rotation rotor permutation involution idempotent isometry contraction
    translation dilation homothety shear similarity congruence equivalence automorphism isomorphism homomorphism
    morphism identity unity inverse pseudoinverse adjoint adjugate cofactor minor transpose conjugate complement
    dual primal orthant cone simplex ball sphere disk disc polytope polyhedron ellipsoid hyperplane halfspace
    subspace basis eigenvalue eigenvector eigenfunction eigenspace singular root zero pole solution optimum optimal
    maximum minimum maxima minima max min maximizer minimizer maximiser minimiser argmax argmin extremum extremizer
    saddle critical fixpoint equilibrium equilibria attractor limit supremum infimum sup inf bound envelope median
    mode mean average sum total product quotient ratio difference increment decrement power square cube logarithm
    exponential reciprocal multiple divisor dividend denominator numerator prime integer parity remainder residue
    modulus modulo fraction percentage percent proportion share probability odds chance quantile percentile
    quartile cdf pdf pmf density mass likelihood posterior prior entropy information divergence distance metric
    norm seminorm kernel covariance correlation variance deviation moment skewness kurtosis gram gramian derivative
    differential slope tangent normal normalization normalisation normalizer normaliser binormal curvature
    laplacian curl integral integrand antiderivative primitive transform transformation fourier laplace wavelet
    convolution autocorrelation spectrum resolvent martingale process walk brownian wiener poisson gaussian uniform
    bernoulli binomial geometric gamma beta dirichlet cauchy student chi wishart rademacher sign indicator
    characteristic sigmoid softmax relu tanh logistic hinge polynomial monomial quadratic cubic linear affine
    bilinear quadric trace determinant discriminant rank nullity nullspace image range span condition toeplitz
    circulant hankel vandermonde hilbert hadamard companion stencil tridiagonal bidiagonal banded triangular
    hessenberg schur cholesky jordan lu qr svd adjacency incidence graph tree path cycle clique estimator estimate
    mle map fit interpolant interpolation extrapolation approximation truncation rounding quadrature knot node mesh
    grid spacing midpoint centroid center centre barycenter barycentre vertex vertices edge face hypotenuse
    perimeter circumference area volume altitude bisector parallelogram triangle rectangle circle ellipse parabola
    hyperbola plane line curve chord arc geodesic multiplier lagrangian slack certificate subgradient support
    proximal copy twin double half third quarter partner neighbour neighbor opposite mirror negative reverse
    mixture combination stochastic transition stationary steady absorbing fair tied flat thin skew odd even pure
    mixed rare biased unbiased balanced equal equals same identical alike duplicate fixed ideal perfect exact null
    void vanishing trivial convex concave monotone sorted ordered ascending descending decreasing increasing nested
    disjoint commuting coprime cyclic periodic symmetric antisymmetric alternating definite unitary normalised
    normalized standardized standardised centered centred whitened orthogonal orthonormal parallel perpendicular
    collinear coplanar independent dependent sparse dense low-rank rank-one full-rank steepest descent ascent
    newton secant bisecting golden interval set group ring field lattice module algebra sequence series progression
    arithmetic harmonic fibonacci convolutional recurrence recursion iterate discounted cumulative relative
    absolute marginal joint conditional version part inner outer cross dot wedge tensor kronecker cartesian truth
    predicate proposition event outcome circuit resistor impedance lens focal pendulum spring doubling halving
    rotationally counterpart expansion summand addend subtrahend minuend excess deficit change growth decay drop
    rise return yield discount annuity amount balance profit surplus gain loss risk regret utility payoff value
    bellman advantage""")
# Those of them of which some member has each value of an interval, as of "an odds ratio $r > 0$".
_MEASURES = words_of("""
    fraction percentage percent proportion share probability odds chance quantile percentile density mass entropy
    information divergence distance norm variance deviation correlation covariance volume area curvature yield
    discount amount balance profit surplus gain loss risk regret utility payoff value ratio increment decrement change
    growth decay drop rise return modulus similarity estimate approximation posterior prior likelihood moment""")
# Nouns of which some member has each value of the real numbers, or of all arrays of its size.
_ANYTHING = words_of("""
    residual gradient error quantile percentile estimate approximation increment return profit utility payoff change
    drift slope jump shock disturbance""")
_PLURAL = re.compile(r"(?:(?<=[a-z]{3})s|es)$")


class Naming(str):
    """Words that only name which part a symbol plays, though they are in no vocabulary: "the forget gate $f$"."""


class AnyOf(Naming):
    """Words that call a symbol one of a kind, beside the set of its values: "a residual $t \\in \\mathbb{R}$"."""


def told(known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The words of names with new ones; what only names a symbol takes nothing back."""
    return {**known, **{name: words for name, words in new.items() if _weight(words) >= _weight(known.get(name, ""))}}


def _weight(words: str) -> int:
    """How much words may say of a symbol."""
    return (1 if type(words) is Naming else 2 if isinstance(words, AnyOf) else 3) if words else 0


def restricts(word: str) -> bool:
    """Whether a word may say of a symbol more than which part it plays.

    >>> restricts("projections"), restricts("gate")
    (True, False)
    """
    word = word.lower()
    return bool({word, word.removesuffix("s"), _PLURAL.sub("", word)} & _STEMS)


def names_only(phrase: list[str]) -> bool:
    """Whether a noun phrase right before a symbol, read without its articles, only names the symbol.

    >>> names_only(["forget", "gate"]), names_only(["periodic", "gate"]), names_only(["tied", "gate"])
    (True, False, False)
    """
    *before, head = phrase
    return not any(restricts(part) for word in phrase for part in [word, *word.split("-")]) and not any(
        word.lower().endswith(ADJECTIVAL) for word in before) and not head.lower().endswith(_ADJECTIVES) and all(
        word.isascii() and word.islower() for word in phrase)


def any_of(phrase: list[str], interval: bool) -> bool:
    """Whether some member of what a noun phrase names has each value of an interval, or else of a whole space.

    >>> any_of(["odds", "ratio"], True), any_of(["odds", "ratio"], False), any_of(["residual"], False)
    (True, False, True)
    >>> any_of(["root"], True), any_of(["relative", "error"], False)
    (False, False)
    """
    free = _MEASURES if interval else _ANYTHING
    *before, head = phrase
    return head in free and names_only([*(word for word in before if word not in free), _MEMBER])


_MEMBER = "one"  # says no more than that it is one of them
# A head in these is an adjective that stands alone before its symbol: "an idempotent $P$", "periodic $f$".
_ADJECTIVES = ("ic", "ous", "ive", "ed", "ble", "ary", "less", "ful", "ing", "nal", "ral", "cal", "ial")
