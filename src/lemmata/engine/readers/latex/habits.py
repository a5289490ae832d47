"""The field's habits: what a name that nothing declares may be, from how it is written and used.

`Usage` is collected from the syntax tree; `candidates` turns it into roles with costs, the usual first.
"""

from __future__ import annotations

from lemmata.engine.readers.latex.usage import Usage

FUNCTION_LETTERS = frozenset(
    ["f", "g", "h", "F", "G", "J", "L", "ell", "phi", "psi", "varphi", "Phi", "Psi", "K", "u", "v", "r"]
)
INTEGERS = frozenset("ijklmnN")
VARIABLES = ("x", "t", "u", "s", "y", "z", "r", "theta")  # of functions of a number, the usual first
# Numbers of decisions, sums and means of squares; rates of decisions.
NONNEGATIVE = frozenset(("TP", "FP", "TN", "FN", "RSS", "TSS", "ESS", "SSE", "SSR", "SST", "MSE", "RMSE", "MAE"))
RATES = frozenset(("TPR", "FPR", "TNR", "FNR", "PPV", "NPV"))


def candidates(name: str, usage: Usage) -> list[tuple[int, tuple[int, str]]]:
    """(cost, (rank, domain)) of an undeclared name, the usual first.

    >>> candidates("A", Usage(styles={"bold"}))[0]
    (0, (2, 'real'))
    """
    head = name.split("_")[0]
    if (head in NONNEGATIVE or head in RATES) and not (usage.ranks or usage.random or usage.event):
        return [(0, (0, "nonnegative" if head in NONNEGATIVE else "unit"))]
    bold = "bold" in usage.styles
    upper = head[:1].isupper()
    greek = len(head) > 1
    if (usage.random or usage.event) and len(usage.ranks) == 1:  # X_i, A_i: of a sequence
        return [(0, (max(usage.ranks), "variable" if usage.random else "event"))]
    if usage.random:
        return [(0, (1, "variable")), (1, (0, "variable"))] if bold else [(0, (0, "variable")), (2, (1, "variable"))]
    if usage.event or (usage.styles == {"cal"} and not usage.ranks and not usage.called):
        return [(0, (0, "event"))] if usage.event else [(0, (0, "event")), (1, (0, "real"))]
    if usage.ranks:
        rank = max(usage.ranks)
        if usage.ranks == {1} and usage.rows and not upper:
            return [(0, (2, "real")), (2, (1, "real"))]
        if usage.simplex or (rank == 1 and head in ("p", "q") and not bold and len(usage.ranks) == 1):
            return [(0, (rank, "simplex")), (1, (rank, "real"))] if rank == 1 else [(0, (rank, "real"))]
        if usage.ranks == {1} and upper:
            return [(0, (1, "real")), (1, (2, "real")), (2, (3, "real"))]
        if usage.ranks == {1} and bold and not usage.entries:
            return [(0, (2, "real")), (1, (1, "real"))]
        return [(0, (rank, "real")), (2, (rank + 1, "real"))]
    if usage.simplex:
        return [(0, (1, "simplex")), (2, (0, "unit"))]
    if usage.largest and usage.bare:
        return [(0, (1, "real")), (2, (0, "real")), (3, (2, "real"))]
    if head == "Sigma":
        return [(0, (2, "posdef")), (1, (2, "symmetric")), (2, (0, "real")), (3, (2, "real"))]
    if head == "Lambda":
        return [(0, (2, "diagonal")), (2, (2, "real")), (3, (0, "real"))]
    if head == "sigma" and not bold:
        return [(0, (0, "positive")), (2, (1, "positive")), (3, (0, "real"))]
    beside = usage.beside_capital and not usage.divides
    if (bold and upper) or (upper and not greek and (usage.squared_up or beside or usage.transposed)):
        return [(0, (2, "real")), (3, (1, "real")), (4, (0, "real"))]
    if bold:
        return [(0, (1, "real")), (1, (2, "real")), (3, (0, "real"))]
    if usage.gradient and not upper:
        return [(0, (1, "real")), (1, (0, "real")), (2, (2, "real"))]
    if usage.transposed:
        return [(0, (1, "real")), (1, (2, "real"))]
    number = "natural" if usage.natural or name in INTEGERS else "real"
    if usage.number or (usage.divides and not greek):
        return [(0, (0, number)), (2, (2, "real"))]
    if upper and not greek:
        if head in "LJFGTNKREP":
            return [(0, (0, number)), (1, (2, "real")), (2, (1, "real"))]
        return [(0, (2, "real")), (1, (0, "real")), (2, (1, "real"))]
    if upper and head == "Delta":  # a step, a gap
        return [(0, (0, "real")), (1, (2, "real")), (1, (1, "real"))]
    if upper:
        return [(0, (2, "real")), (0, (0, "real")), (1, (1, "real"))]
    if usage.acted_on and head not in ("lambda", "alpha", "eta", "t") and number == "real":
        return [(0, (1, "real")), (2, (0, "real")), (3, (2, "real"))]
    if usage.numerator:
        return [(0, (0, number)), (1, (1, "real"))]
    return [(0, (0, number)), (1, (1, "real")), (3, (2, "real"))]


def called(name: str, usage: Usage) -> bool:
    """Whether habit takes an undeclared name before a parenthesis for a function."""
    head = name.split("_")[0]
    return head in FUNCTION_LETTERS or usage.arguments > 1
