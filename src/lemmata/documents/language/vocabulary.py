"""The words of mathematical prose: adjectives with their domains, nouns with their ranks, conventions."""

from __future__ import annotations

import re

# Adjectives with their domains; where two of them fit at one place, as "stochastic", the first is meant.
ADJECTIVES: tuple[tuple[str, str], ...] = (
    (r"one[- ]hot(?:[- ]encoded)?", "onehot"),
    (r"positive[- ]semi[- ]?definite|p\.?s\.?d\.?", "semidefinite"),
    (r"positive[- ]definite|s\.?p\.?d\.?", "posdef"),
    (r"orthogonal|orthonormal|rotation|permutation", "orthogonal"),
    (r"diagonal", "diagonal"),
    (r"lower[- ]triangular", "lower"),
    (r"upper[- ]triangular", "upper"),
    (r"symmetric|hermitian|self-adjoint", "symmetric"),
    (r"invertible|non-?singular|regular|full[- ]rank", "invertible"),
    (r"diagonali[sz]able", "diagonalizable"),
    (r"random|stochastic(?! (?:[\w⟦⟧-]+ )?matri)", "variable"),
    (r"probability|stochastic", "simplex"),
    (r"strictly positive|positive", "positive"),
    (r"non-?negative", "nonnegative"),
    (r"(?:strictly )?negative", "negative"),
    (r"non-?zero", "nonzero"),
    (r"binary|boolean|indicator", "binary"),
    (r"natural", "natural"),
    (r"integer|whole", "integer"),
    (r"(?:twice |once |infinitely |continuously |three times )*(?:sub)?differentiable", "function"),
    (r"real|real-valued|scalar", "real"),
)
MATRIX_ONLY = ("semidefinite", "posdef", "orthogonal", "diagonal", "symmetric", "invertible", "diagonalizable", "lower",
               "upper")

# Of functions p(x) that are read as tables: what words say before them, "strictly positive", is said of their values.
MASSES = "masses"
# Nouns: rank and domain.
NOUNS: tuple[tuple[str, int | None, str], ...] = (
    (r"covariance matri(?:x|ces)|precision matri(?:x|ces)", 2, "posdef"),
    (r"gram matri(?:x|ces)|kernel matri(?:x|ces)", 2, "semidefinite"),
    (r"(?:(?!(?:an?|the) )[a-z]+[- ])?matri(?:x|ces)", 2, ""),
    (r"mean vectors?|vectors?|query|queries|keys?", 1, ""),
    (r"random variables?|estimators?", None, "variable"),
    (r"random vectors?", 1, "variable"),
    (r"events?", 0, "event"),
    (r"(?:probability )?mass functions?|pmfs?|probability densit(?:y|ies)(?: functions?)?", None, MASSES),
    (r"functions?", None, "function"),
    (r"probability distributions?|probability vectors?|(?:categorical|discrete|finite) distributions?|"
     r"distributions?(?= (?:on|over) (?:an? |the )?(?:same |common )?(?:finite|discrete)\b)", 1, "simplex"),
    (r"success probabilit(?:y|ies)|probabilit(?:y|ies)|dropout rates?", 0, "unit"),
    (r"standard deviations?|step sizes?|learning rates?|temperatures?|bandwidths?|rate parameters?|scale parameters?",
     0, "positive"),
    (r"variances?", 0, "positive"),
    (r"natural numbers?", 0, "natural"),
    (r"integers?|counts?|degrees of freedom", 0, "integer"),
    (r"real numbers?|reals?|scalars?|numbers?|constants?|real (?:variables?|parameters?)", 0, ""),
    (r"(?:real |model )?parameters?|coefficients?|means?|weights?|logits?|labels?|targets?|"
     r"(?<!singular )(?<!absolute )(?<!expected )values?", None, ""),
)
NOUN = re.compile(  # also in "$n$-vector"
    r"(?:(?<![\w-])|(?<=⟧-))(?:" + "|".join(f"(?P<n{k}>{row[0]})" for k, row in enumerate(NOUNS)) + r")\b",
    re.IGNORECASE)
ADJECTIVE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<a{k}>{row[0]})" for k, row in enumerate(ADJECTIVES)) + r")(?![\w-])",
    re.IGNORECASE)
# What a matrix has: "with orthonormal columns".
BELONGINGS = ((r"orthonormal columns", "semiorthogonal"),
              (r"full (?:column )?rank|linearly independent columns", "fullrank"))
BELONGING = re.compile(r"\b(?:" + "|".join(f"(?P<h{k}>{row[0]})" for k, row in enumerate(BELONGINGS)) + r")\b",
                       re.IGNORECASE)
# Names of methods, models and quantities, whose words say nothing of a symbol beside them.
TERMS = re.compile(
    r"\b(?:(?:simple |multiple |ordinary |generali[sz]ed )*(?:linear|logistic|ridge|lasso|softmax|polynomial|poisson|"
    r"least[- ]squares|bayesian) (?:regressions?|models?|layers?|classifiers?)|coefficients? of determination|"
    r"(?:deep |artificial |convolutional |recurrent |feed-?forward |fully[- ]connected )*neural networks?|"
    r"(?:stochastic |mini-?batch |batch |projected |accelerated )*gradient (?:descent|ascent|flow|step)|"
    r"(?:variational |denoising |sparse )*auto-?encoders?|"
    r"(?:loss|cost|objective|activation|sigmoid|softmax|logistic|softplus|rectifier|error|gamma|beta|link|"
    r"kernel|likelihood|score|utility|value|reward|transfer) functions?|"
    r"characteristic (?:polynomials?|equations?)|singular value decompositions?|eigendecompositions?|"
    r"(?:gaussian|normal|bernoulli|categorical|conjugate|flat|uninformative) (?:priors?|posteriors?|likelihoods?)|"
    r"attention (?:scores?|logits?|heads?|layers?|blocks?|mechanisms?)|(?:temporal[- ]difference|TD) errors?|"
    r"net (?:inputs?|activations?|potentials?)|(?:computation(?:al)?|compute|directed|data-?flow) graphs?|"
    r"(?:leaf|root|parent|child|input|output|hidden|intermediate|internal|inner) (?:nodes?|units?|neurons?)|"
    r"(?:at|of|from) (?:the |an? )?(?:current|previous|next|last|first|initial|new|old|present) "
    r"(?:iterates?|iterations?|guess(?:es)?|estimates?|points?|weights|parameters?|positions?|steps?)|"
    r"(?:current|previous|next|last|initial|new|old) (?:iterates?|guess(?:es)?)|"
    r"(?:around|about|near|at) (?:the |an? )?(?:current |given |fixed )?(?:iterate|expansion point|base point)|"
    r"geometric (?:series|sequences?|progressions?) (?:with|of) (?:the )?(?:(?:first|initial) term (?:⟦\d+⟧ )?and )?"
    r"(?:the )?(?:common )?ratio|kernel (?:sizes?|widths?)|stride|padding|(?:full|same|common) support|"
    r"log[- ](?:likelihoods?|probabilit(?:y|ies)|odds|densit(?:y|ies))|(?:probability )?(?:mass|density) functions?|"
    r"pmfs?|"
    r"(?:strictly )?positive (?:probability )?(?:distributions?|mass functions?|densit(?:y|ies))|"
    r"finitely many (?:values|states|outcomes|points)|"
    r"(?:heav(?:y|ier)|light(?:er)?|fat(?:ter)?|long(?:er)?|thin(?:ner)?|thick(?:er)?)[- ]tails?|"
    r"(?:(?:pairwise|linear|Pearson|sample) )*correlations?(?: coefficients?)?|"
    r"(?:confidence|credible|prediction) intervals?|random (?:walks?|fields?|forests?)|"
    r"(?:population|sample|growth|interest|error|false positive|true positive) (?:rates?|size|means?|variances?))\b",
    re.IGNORECASE)
# Words with which what follows is claimed.
CONCLUDING = r"then|hence|thus|therefore|so(?! that)|consequently|it follows|shows?|implies|conclude"
# What is kept of a list of eigenvalues whose order the words do not give.
UNSORTED = "in an order that the text does not state"
MARK = r"⟦\d+⟧"
LIST = rf"{MARK}(?:\s*(?:,\s*and|,\s*or|,|and|or|resp\.)\s*{MARK})*"

# option, its value, the words that say so
CONVENTIONS = tuple((option, value, re.compile(pattern, re.IGNORECASE)) for option, value, pattern in (
    ("log", "2", r"\b(?:in bits|base[- ](?:2|two)|binary logarithms?)\b"),
    ("log", "e", r"\b(?:(?:in|uses?|using) nats|natural logarithms?)\b"),
    ("log", "10", r"\b(?:base[- ](?:10|ten)|decimal logarithms?)\b"),
    ("layout", "row", r"\b(?:gradients?|derivatives?)\b[^.]{0,60}\brow\b|\bnumerator layout\b"),
    ("layout", "column", r"\b(?:gradients?|derivatives?)\b[^.]{0,60}\bcolumn\b|\bcolumn vector the gradient\b"
                         r"|\bdenominator layout\b"),
))
_LOGS = r"log(?:arithm)?s?"
_ARE = (r"(?:is|are|denotes?|means?|stands? for|(?:always )?refers? to|to be|will be)"
        r"(?: (?:taken|understood|meant|computed|always|all|here|to be))*(?: (?:to|in|with|of))?(?: the| a)?")
_BASE = rf"(?:base|(?:natural|binary|decimal) {_LOGS}|natural(?=[.,;]|$)|{_LOGS} (?:to|in|with|of)(?: the)? base)\b"
# That every plain log of the text has the base of CONVENTIONS that is named here, and not only one of an example.
LASTING_BASE = re.compile(
    rf"\b(?:all|every)(?: of)?(?: the| our)? {_LOGS}\b[^.;:,]{{0,30}}\bbase\b|"
    rf"\b(?:throughout|everywhere|always)\b[^.;:]{{0,40}}\b{_LOGS} {_ARE} {_BASE}|"
    rf"(?:^|[.;] )\s*(?:here,? |our |the )*{_LOGS} {_ARE} {_BASE}|\blog {_ARE} {_BASE}", re.IGNORECASE)
_STRENGTH = ("", "real", "function", "complex", "nonzero", "integer", "natural", "nonnegative", "negative", "positive",
             "unit", "binary", "fullrank", "invertible", "diagonalizable", "lower", "upper", "cholesky", "symmetric",
             "semiorthogonal", "orthogonal", "diagonal", "semidefinite", "posdef", "simplex", "onehot", "labels",
             "variable", "event")



def adjective_domain(adjective: re.Match[str]) -> str:
    """The domain that a match of ADJECTIVE names."""
    return next(row[1] for k, row in enumerate(ADJECTIVES) if adjective[f"a{k}"])


def noun_row(noun: re.Match[str]) -> tuple[int | None, str]:
    """The rank and the domain that a match of NOUN gives."""
    return next(row[1:] for k, row in enumerate(NOUNS) if noun[f"n{k}"])


def belonging_domain(belonging: re.Match[str]) -> str:
    """The domain that a match of BELONGING names."""
    return next(row[1] for k, row in enumerate(BELONGINGS) if belonging[f"h{k}"])


def strength(domain: str) -> int:
    """A number that grows with how much a domain says."""
    return _STRENGTH.index(domain) if domain in _STRENGTH else 0


def unemphasised(text: str) -> str:
    """Words without the marks of emphasis and code: `*symmetric*` is symmetric."""
    return re.sub(r"[*_`]", "", text)
