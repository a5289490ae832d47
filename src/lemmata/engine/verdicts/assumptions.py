"""The closed list of assumptions a text may leave unsaid, tried one by one on a claim that fails.

`differentiable` has no row: the domain of an abstract function is the smooth ones, a derivative that is written
exists (definedness is no missing assumption), and kinks lie on thin sets, which refute nothing. A row needs a
domain of functions that may have kinks, which readers give to those that no words call differentiable.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, implied, postorder, substitute, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.question import Question, with_domain
from lemmata.engine.verdicts.sampling import STRICT
from lemmata.engine.verdicts.showing import listed
from lemmata.engine.writers import to_text

# domain -> how the assumption is said
MATRIX = {
    "symmetric": "{} is symmetric", "invertible": "{} is invertible", "fullrank": "{} has full column rank",
    "diagonalizable": "{} is diagonalizable", "posdef": "{} is positive definite",
    "orthogonal": "{} is orthogonal",
}
VECTOR = {"nonnegative": "{} has no negative entry", "simplex": "{} is normalized (sums to 1, no negative entry)"}
# Of more symbols that are alike not all pairs and groups are tried: each is a question of its own.
MOST_NUMBERS = MOST_VECTORS = 4
MOST_EVENTS = 5
SCALAR = {"nonnegative": "{} is not negative", "positive": "{} is positive"}


def strengthened(question: Question, thin: bool = False) -> Iterator[tuple[str, Question]]:
    """Each assumption, said in words, with the question under it.

    A claim that fails on a thin set only may lack one about a matrix (those of low rank are thin), but a
    single number at which it fails is a coincidence.
    """
    free = [s for s in question.symbols if s.sort == "real" and not (thin and s.rank < 2)]
    for one in free:
        for domain, words in _list_for(one).items():
            yield words.format(one.name), question.replaced({one: with_domain(one, domain)})
    for one in (s for s in free if s.rank == 2 and s.shape[0] != s.shape[1] and s.domain == "real"):
        turned = symbol(one.name, one.shape[::-1], "semiorthogonal")
        yield f"{one.name} has orthonormal rows", question.replaced({one: apply("transpose", turned)})
    square = [s for s in free if s.rank == 2 and s.shape[0] == s.shape[1] and s.domain in ("real", "invertible")]
    if len(square) > 1:
        names = ", ".join(s.name for s in square)
        values: dict[Expr, Expr] = {s: with_domain(s, "symmetric") for s in square}
        yield f"{names} are symmetric", question.replaced(values)
    if not thin:
        yield from _signs(free, question)
        yield from _nonnegative(question)
    if question.op in STRICT:
        yield from _not_zero(question)
    yield from _ordered(question)
    yield from _independence(question)
    if question.op == "eq":  # an order the wrong way round holds where both sides are equal
        yield from _exclusive(question)
        yield from _centred(question)
        yield from _orthogonal(question)
    yield from _tables(question)


def _signs(free: list[Symbol], question: Question) -> Iterator[tuple[str, Question]]:
    """Two single numbers beside random variables, as the factors of both in a correlation."""
    if not any(s.sort == "variable" for s in question.symbols):
        return
    for pair in itertools.combinations([s for s in free if not s.shape and s.domain == "real"][:MOST_NUMBERS], 2):
        values: dict[Expr, Expr] = {s: with_domain(s, "nonnegative") for s in pair}
        yield f"{listed([s.name for s in pair])} are not negative", question.replaced(values)


def _not_zero(question: Question) -> Iterator[tuple[str, Question]]:
    """Vectors that are not zero, alone and with what is assumed of one matrix: a strict order fails at zero."""
    vectors = [s for s in question.symbols if s.sort == "real" and s.rank == 1 and s.domain == "real"]
    if not vectors:
        return
    are = "is" if len(vectors) == 1 else "are"
    words = f"{listed([s.name for s in vectors])} {are} not zero"
    nonzero = replace(question, premises=(*question.premises, *(apply("ne", s, 0) for s in vectors)))
    yield words, nonzero
    for matrix in (s for s in question.symbols if s.sort == "real" and s.rank == 2):
        for domain, more in _list_for(matrix).items():
            yield f"{more.format(matrix.name)} and {words}", nonzero.replaced({matrix: with_domain(matrix, domain)})


def _ordered(question: Question) -> Iterator[tuple[str, Question]]:
    """The ends of an event `a < X <= b` in order: who writes it presupposes that."""
    for node in postorder(question.left, question.right):
        if not isinstance(node, Apply) or node.op != "and" or node.sort != "event":
            continue
        lows: list[tuple[Expr, Expr]] = []
        highs: list[tuple[Expr, Expr]] = []
        for part in node.args:
            if isinstance(part, Apply) and part.op in _SMALLER + _LARGER:
                small, large = part.args if part.op in _SMALLER else reversed(part.args)
                if small.sort == "variable" and large.sort == "real":
                    highs.append((small, large))
                elif large.sort == "variable" and small.sort == "real":
                    lows.append((large, small))
        for (x, low), (y, high) in itertools.product(lows, highs):
            if x is y and low.shape == high.shape:
                yield (f"{to_text(low)} <= {to_text(high)}",
                       replace(question, premises=(*question.premises, apply("le", low, high))))


_SMALLER, _LARGER = ("lt", "le"), ("gt", "ge")


def _tables(question: Question) -> Iterator[tuple[str, Question]]:
    """A table of joint probabilities that is the product of its margins."""
    for table in question.symbols:
        if table.rank == 2 and table.domain in ("positive", "nonnegative"):
            parts = [symbol(f"{table.name} along axis {k + 1}", (size,), table.domain)
                     for k, size in enumerate(table.shape)]
            yield (f"{table.name} is the table of two independent variables",
                   question.replaced({table: apply("outer", *parts)}))


def _nonnegative(question: Question) -> Iterator[tuple[str, Question]]:
    """Random variables without negative values, also together with the numbers beside them (thresholds)."""
    variables = [s for s in question.symbols if s.sort == "variable"]
    numbers = [s for s in question.symbols if variables and s.rank < 2 and s.domain in ("real", "nonzero")]
    values: dict[Expr, Expr] = {s: with_domain(s, "nonnegative") for s in numbers}
    groups = [([x], False) for x in variables] if numbers or len(variables) > 1 else []
    for group, signed in (*groups, (variables, bool(numbers))):
        names = sorted(s.name for s in (*group, *(numbers if signed else ())))
        if not group:
            continue
        premises = (*question.premises, *(apply("ge", x, 0) for x in group))
        stronger = replace(question, premises=premises)
        are = "is" if len(names) == 1 else "are"
        yield f"{listed(names)} {are} not negative", stronger.replaced(values) if signed else stronger


def _list_for(symbol: Symbol) -> dict[str, str]:
    if symbol.rank == 2:
        table = dict(MATRIX)
        if symbol.shape[0] != symbol.shape[1]:
            table = {"fullrank": MATRIX["fullrank"], "semiorthogonal": "{} has orthonormal columns"}
    elif symbol.rank == 1:
        table = VECTOR
    else:
        table = SCALAR if not symbol.shape else {}
    # That an inverse exists is definedness: a weaker class of matrices may be named instead.
    defined_only = symbol.domain in ("invertible", "fullrank")
    return {d: words for d, words in table.items()
            if not implied(symbol.domain, d) and (implied(d, symbol.domain) or defined_only)}


def _independence(question: Question) -> Iterator[tuple[str, Question]]:
    """Two of three given the third (as in a Markov chain), or by themselves; all of them."""
    random = [s for s in question.symbols if s.sort in ("variable", "event")]
    if len(random) == 3:
        for given in random:
            x, y = (s for s in random if s is not given)
            premise = apply("conditionally_independent", x, y, given)
            yield (f"{x.name} and {y.name} are independent given {given.name}",
                   replace(question, premises=(*question.premises, premise)))
    for sequence in (s for s in random if s.rank == 1):
        premises = (*question.premises, apply("independent", sequence))
        yield f"the entries of {sequence.name} are independent", replace(question, premises=premises)
        if sequence.sort == "event":
            for word in ("partition", "disjoint"):
                are = "form a partition" if word == "partition" else "exclude each other"
                premises = (*question.premises, apply(word, sequence))
                yield f"the events of {sequence.name} {are}", replace(question, premises=premises)
        if sequence.sort == "variable":
            premises = (*premises, apply("identically_distributed", sequence))
            yield (f"the entries of {sequence.name} are independent and identically distributed",
                   replace(question, premises=premises))
    groups = [*itertools.combinations(random, 2)] if len(random) == 3 else []
    for group in (*groups, *([tuple(random)] if len(random) > 1 else [])):
        yield (f"{listed([s.name for s in group])} are independent",
               replace(question, premises=(*question.premises, apply("independent", *group))))


def _exclusive(question: Question) -> Iterator[tuple[str, Question]]:
    """Single events that exclude each other, two or all of them: their probabilities add up."""
    events = [s for s in question.symbols if s.sort == "event" and not s.shape][:MOST_EVENTS]
    for count in range(2, len(events) + 1):
        for group in itertools.combinations(events, count):
            yield (f"{listed([s.name for s in group])} exclude each other",
                   replace(question, premises=(*question.premises, apply("disjoint", *group))))


_MOMENTS = ("expectation", "variance", "covariance")


def _centred(question: Question) -> Iterator[tuple[str, Question]]:
    """Random variables with mean 0, one or all of them, where no law and no term speaks of their mean."""
    lawful = {s for p in question.premises if isinstance(p, Apply) and p.op == "distributed" for s in symbols(p)}
    centred: dict[Expr, Expr] = {x - apply("expectation", x): x for x in question.symbols if x.sort == "variable"}
    sides = [substitute(side, centred) for side in (question.left, question.right)]
    lawful |= {s for n in postorder(*sides) if isinstance(n, Apply) and n.op == "expectation"
               for s in (n.args[0].args[0] if isinstance(n.args[0], Apply) and n.args[0].op == "neg" else n.args[0],)
               if isinstance(s, Symbol)}
    variables = [s for s in question.symbols if s.sort == "variable" and not s.shape and s not in lawful]
    for group in (*([x] for x in variables), *([variables] if len(variables) > 1 else [])):
        have = "has" if len(group) == 1 else "have"
        zero = tuple(apply("eq", apply("expectation", x), 0) for x in group)
        yield (f"{listed([x.name for x in group])} {have} mean 0",
               replace(question, premises=(*question.premises, *zero)))
    moments = any(isinstance(n, Apply) and n.op in _MOMENTS for n in postorder(question.left, question.right))
    told = {s for p in question.premises for s in symbols(p)}  # the entries of a sequence are numbers
    vectors = [s for s in question.symbols if s.sort == "variable" and s.rank == 1 and s not in {*lawful, *told}]
    for vector in vectors if moments else ():
        any_mean = symbol(f"{vector.name}_0", vector.shape, "variable")
        yield f"{vector.name} has mean 0", question.replaced({vector: any_mean - apply("expectation", any_mean)})


def _orthogonal(question: Question) -> Iterator[tuple[str, Question]]:
    """Two vectors at a right angle: the second is what is left of another one across the first."""
    vectors = [s for s in question.symbols if s.sort == "real" and s.rank == 1 and s.domain == "real"]
    for x, y in itertools.combinations(vectors[:MOST_VECTORS], 2):
        if x.shape == y.shape:
            other = symbol(f"{y.name} across {x.name}", y.shape)
            across = other - (x @ other) / (x @ x) * x
            turned = question.replaced({y: across})
            # True by construction: it says for `makes_terms_vanish` what was assumed.
            yield (f"{x.name} and {y.name} are orthogonal",
                   replace(turned, premises=(*turned.premises, apply("eq", x @ across, 0))))


def makes_terms_vanish(stronger: Question, question: Question) -> bool:
    """Whether a question was strengthened by an independence, or by what makes terms vanish (`E[X] = 0`)."""
    return any(isinstance(p, Apply) and p.op in ("independent", "conditionally_independent", "disjoint", "eq")
               for p in stronger.premises[len(question.premises):])
