"""The words of LaTeX mathematics as data: a notation is added here, in one line."""

from __future__ import annotations

from lemmata.engine.readers.spelling import plain_name
from lemmata.engine.readers.syntax import words

GREEK = words(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi "
    "varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
    "Upsilon Phi Psi Omega digamma"
)
# Commands that are one name: how it is called, and its style.
NAMES: dict[str, tuple[str, str]] = {
    **{name: (plain_name(name), "italic") for name in GREEK}, "ell": ("ell", "italic"), "hbar": ("hbar", "italic"),
    "imath": ("i", "italic"), "jmath": ("j", "italic"), "infty": ("infty", "symbol"),
    "Re": ("Re", "upright"), "Im": ("Im", "upright"),
    "emptyset": ("emptyset", "symbol"), "varnothing": ("emptyset", "symbol"), "Pr": ("P", "upright"),
    "R": ("R", "bb"), "N": ("N", "bb"), "Z": ("Z", "bb"), "E": ("E", "bb"), "top": ("top", "symbol"),
    "intercal": ("top", "symbol"), "dagger": ("dagger", "symbol"), "star": ("star", "symbol"),
    "bot": ("bot", "symbol"),
}

# Functions that LaTeX knows as operators: their argument may stand without parentheses.
FUNCTIONS = words(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth sech csch log ln lg exp det dim ker deg gcd hom "
    "arg"
)
# Names that read as such operators when they stand upright.
OPERATORS = words(
    "tr Tr trace Trace rank diag Diag vec sgn sign erf erfc logit Var var Cov cov Corr corr softmax sigmoid relu "
    "ReLU logsumexp LSE span asin acos atan arcsinh arccosh arctanh asinh acosh atanh Cat Bernoulli Beta Gamma "
    "sech csch cosec arsinh arcosh artanh arcsec arccsc arcoth arsech arcsch arccoth arcsech arccsch"
)
BIG = {
    "sum": "sum", "prod": "prod", "int": "int", "iint": "int", "iiint": "int", "oint": "int", "lim": "lim",
    "max": "max", "min": "min", "sup": "sup", "inf": "inf", "argmax": "argmax", "argmin": "argmin",
    "bigcup": "union", "bigcap": "intersection", "limsup": "limsup", "liminf": "liminf",
}
# Words that people write in italics.
SPELLED_OUT = words(
    "KL JS Var Cov Corr tr Tr det rank diag erf exp log ln sin cos tan ReLU softmax sigmoid max min"
)
# How many differentials an integral sign asks for.
INTEGRALS = {"int": 1, "iint": 2, "iiint": 3, "oint": 1}
EXTREMA = frozenset(["max", "min", "sup", "inf", "argmax", "argmin"])

RELATIONS: dict[str, str] = {
    "=": "=", "<": "<", ">": ">", ":=": ":=", ":": ":", "ne": "!=", "neq": "!=", "le": "<=", "leq": "<=",
    "leqslant": "<=", "leqq": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "geqq": ">=", "lt": "<",
    "gt": ">", "approx": "approx", "approxeq": "approx", "simeq": "approx", "cong": "cong",
    "lessapprox": "lessapprox", "gtrapprox": "gtrapprox", "lesssim": "lessapprox", "gtrsim": "gtrapprox",
    "sim": "~", "propto": "propto", "equiv": "equiv", "triangleq": ":=", "coloneqq": ":=", "doteq": ":=",
    "colon": ":", "to": "->", "rightarrow": "->", "longrightarrow": "->", "leftarrow": "<-", "gets": "<-",
    "longleftarrow": "<-", "mapsto": "|->", "in": "in", "ni": "ni", "notin": "notin", "subset": "subset",
    "subseteq": "subset", "supset": "supset", "supseteq": "supset", "subsetneq": "subset", "succ": "succ",
    "succeq": "succeq", "prec": "prec", "preceq": "preceq", "ll": "<<", "gg": ">>", "perp": "perp",
    "vdash": "vdash",
}
LOGIC = {
    "iff": "iff", "Leftrightarrow": "iff", "Longleftrightarrow": "iff", "leftrightarrow": "iff",
    "implies": "implies", "Rightarrow": "implies", "Longrightarrow": "implies", "impliedby": "if",
    "Leftarrow": "if", "Longleftarrow": "if", "therefore": "hence", "because": "since", "forall": "for",
}

# Operators between operands: name and level (1 sets and logic, 2 sums, 3 products).
SETS, SUM, TIMES = 1, 2, 3
INFIX: dict[str, tuple[str, int]] = {
    "cup": ("union", SETS), "cap": ("intersection", SETS), "setminus": ("minus", SETS), "land": ("and", SETS),
    "wedge": ("and", SETS), "lor": ("or", SETS), "vee": ("or", SETS), "backslash": ("minus", SETS),
    "+": ("+", SUM), "-": ("-", SUM), "pm": ("pm", SUM), "mp": ("mp", SUM), "oplus": ("oplus", SUM),
    "cdot": ("dot", TIMES), "times": ("times", TIMES), "*": ("*", TIMES), "ast": ("*", TIMES),
    "/": ("/", TIMES), "div": ("/", TIMES), "odot": ("odot", TIMES), "otimes": ("otimes", TIMES),
    "circ": ("circ", TIMES), "bullet": ("dot", TIMES), "bmod": ("mod", TIMES), "mod": ("mod", TIMES),
}

DOTS = frozenset(["ldots", "dots", "cdots", "vdots", "ddots", "dotsc", "dotsb", "dotso", "dotsm"])
BOLD = frozenset(["mathbf", "boldsymbol", "bm", "pmb", "bf", "mathbfit", "symbf", "vb"])
STYLES = {
    **{name: "bold" for name in BOLD}, "mathbb": "bb", "mathbbm": "bb", "mathds": "bb", "mathcal": "cal",
    "mathscr": "cal", "mathfrak": "frak", "mathrm": "upright", "mathsf": "upright", "mathtt": "upright",
    "mathit": "upright", "mathnormal": "italic", "operatorname": "upright", "operatorname*": "upright",
    "mathop": "operator", "rm": "upright",
}
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "dot": "dot", "ddot": "ddot", "check": "check", "breve": "breve", "acute": "acute", "grave": "grave",
    "vec": "", "overrightarrow": "", "underline": "", "mathring": "ring",
}
# Decorations that leave the meaning of what they hold.
TRANSPARENT = frozenset(
    ["underbrace", "overbrace", "boxed", "fbox", "mathbin", "mathrel", "mathord", "mathopen", "mathclose", "mathinner"]
)

DELIMITERS: dict[str, tuple[str, str]] = {
    "(": ("(", "open"), ")": (")", "close"), "[": ("[", "open"), "]": ("]", "close"), "\\{": ("{", "open"),
    "\\}": ("}", "close"), "\\lbrace": ("{", "open"), "\\rbrace": ("}", "close"), "\\lbrack": ("[", "open"),
    "\\rbrack": ("]", "close"), "|": ("|", ""), "||": ("||", ""), "\\|": ("||", ""), "\\vert": ("|", ""),
    "\\Vert": ("||", ""), "\\lvert": ("|", "open"), "\\rvert": ("|", "close"), "\\lVert": ("||", "open"),
    "\\rVert": ("||", "close"), "\\langle": ("<", "open"), "\\rangle": (">", "close"),
    "\\lfloor": ("floor", "open"), "\\rfloor": ("floor", "close"), "\\lceil": ("ceil", "open"),
    "\\rceil": ("ceil", "close"), "\\lparen": ("(", "open"), "\\rparen": (")", "close"),
}
CLOSERS = {
    "(": (")", "]"), "[": ("]", ")"), "{": ("}", "."), "|": ("|",), "||": ("||",), "<": (">",),
    "floor": ("floor",), "ceil": ("ceil",), ".": ("|", ")", "]", "}", "||", "."),
}
SIZED = {
    **dict.fromkeys(words("left bigl Bigl biggl Biggl"), "open"),
    **dict.fromkeys(words("right bigr Bigr biggr Biggr"), "close"),
    **dict.fromkeys(words("big Big bigg Bigg middle bigm Bigm biggm"), ""),
}

MATRICES = words(
    "matrix bmatrix pmatrix vmatrix Vmatrix Bmatrix smallmatrix array bsmallmatrix psmallmatrix"
)
ROWS = words(
    "aligned align align* alignat alignat* alignedat split gathered gather gather* equation equation* eqnarray "
    "eqnarray* multline multline* displaymath math subequations IEEEeqnarray IEEEeqnarray*"
)
CASES = frozenset(["cases", "dcases", "rcases", "cases*", "dcases*"])

# What connects statements: the word as written, and what it means.
CONNECTIVES: dict[str, str] = {
    "if and only if": "iff", "iff": "iff", "exactly when": "iff", "precisely when": "iff", "implies": "implies",
    "implies that": "implies", "then": "then", "hence": "hence", "and hence": "hence", "thus": "hence",
    "and thus": "hence", "so": "hence", "and so": "hence", "so that": "hence", "therefore": "hence",
    "and therefore": "hence", "it follows that": "hence", "which gives": "hence", "or equivalently": "iff",
    "if": "if", "when": "if", "whenever": "if", "provided": "if", "provided that": "if", "assuming": "if",
    "as long as": "if", "since": "if", "because": "if", "as": "as", "where": "where", "with": "where",
    "such that": "where", "s.t.": "where", "st": "where", "subject to": "where", "given": "if",
    "given that": "if", "let": "where", "while": "and", "for": "for", "for all": "for", "for any": "for",
    "for every": "for", "for each": "for", "for some": "some", "over": "for", "on": "for",
    "there exists": "exists", "and": "and", "or": "or", "but": "and", "where each": "where",
    "and where": "where", "and for": "for", "and if": "if", "otherwise": "otherwise", "else": "otherwise",
    "elsewhere": "otherwise", "or else": "otherwise", "by": "since", "is": "is", "are": "is", "equals": "is",
    "not": "not",
}
# A phrase that ends so names what stands beside it.
TITLES = words(
    "rule law theorem identity definition property lemma inequality formula trick case step equation"
)
# Words after a connective that say what kind of thing follows (a domain), or nothing.
NOUNS: dict[str, str] = {
    **dict.fromkeys(words(
        "all any every each some constant constants fixed given the a an number numbers real reals scalar scalars "
        "values value"), ""),
    "integer": "integer", "integers": "integer", "natural": "natural", "positive": "positive",
    "negative": "negative", "nonnegative": "nonnegative", "non-negative": "nonnegative", "nonzero": "nonzero",
}
