"""LaTeX to claims: the table says kind, Python text of each relation, and what the symbols are."""

import pytest
from tests.readers.readings import READINGS

from lemmata.engine.expr import Apply, postorder, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import declared
from lemmata.engine.readers.latex import Unreadable, read_expression, read_latex, scope_after
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.text import read_text
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.decide import decide, decide_relation
from lemmata.engine.writers import to_text


def same(found, expected) -> bool:
    """One expression, or one canonical form of both sides of a relation."""
    if found is expected:
        return True
    if (
        isinstance(found, Apply)
        and isinstance(expected, Apply)
        and found.op == expected.op
        and found.sort in ("boolean", "event")
    ):
        return len(found.args) == len(expected.args) and all(same(a, b) for a, b in zip(found.args, expected.args))
    try:
        return found.shape == expected.shape and same_form(found, expected)
    except (Undecided, TypeError, ValueError):
        return False


@pytest.mark.parametrize("source, kind, relations, roles", READINGS, ids=[row[0] for row in READINGS])
def test_a_formula_is_read_as_the_table_says(source, kind, relations, roles):
    claims = read_latex(source, Scope().with_options(document=True))[0].claims
    found = [r for claim in claims for r in claim.relations]
    assert [claim.kind for claim in claims] == [kind]
    for relation, text in zip(found, relations, strict=True):
        expected = read_text(text, roles)
        assert same(relation, expected), f"{relation.digest.hex()} is not {text}"
    names = declared(roles)
    for s in symbols(*found):
        if s.domain != "function" and s.name in names:
            assert (s.shape, s.domain) == (names[s.name].shape, names[s.name].domain)


@pytest.mark.parametrize(
    "source, kind",
    [
        (r"x \in \mathbb{R}^n", "notation"),
        (r"\lambda", "notation"),
        (r"H_0", "notation"),
        (r"\ell_2", "notation"),
        (r"m \times n", "notation"),
        (r"i^{\textrm{th}}", "notation"),
        (r"\mathcal{X}", "notation"),
        (r"\odot", "notation"),
        (r"\frac{\partial f}{\partial x_i}", "notation"),
        (r"f: \mathbb{R}^n \to \mathbb{R}", "notation"),
        (r"x \geq 0", "condition"),
        (r"x \in [a, b]", "condition"),
        (r"\eta = 0.1", "condition"),
        (r"n \to \infty", "condition"),
        (r"x \in \mathcal{S}", "condition"),
        (r"A \cap B = \emptyset", "condition"),
        (r"f(x) = f(-x)", "condition"),
        (r"p = q", "condition"),
        (r"P(A) \in [0, 1]", "claim"),
        (r"z = z(a, b)", "notation"),
        (r"w_{t+1} = w_t - \eta g_t", "definition"),
        (r"\theta \leftarrow \theta - \eta \nabla L(\theta)", "definition"),
        (r"\mathcal{S} = \{1, 2, 3\}", "definition"),
        (r"s^2 = \frac{1}{n-1} \sum_{i=1}^n (x_i - m)^2", "definition"),
    ],
)
def test_what_a_formula_does(source, kind):
    assert read_latex(source)[0].claims[0].kind == kind


def learn(*formulas: str) -> Scope:
    scope = Scope().with_options(document=True)
    for formula in formulas:
        scope = scope_after(scope, read_latex(formula, scope)[0])
    return scope


@pytest.mark.parametrize(
    "before, source, kind, text, roles",
    [
        (
            ["G = F^T F"],
            r"G_{ij} = \sum_k F_{ki} F_{kj}",
            "claim",
            "[[(F.T @ F)[i, j] for j in range(n)] for i in range(n)] == "
            "[[sum(F[k, i]*F[k, j] for k in range(m)) for j in range(n)] for i in range(n)]",
            "F: real[m n]",
        ),
        (["u = x^2", "v = u + 1"], r"\frac{dv}{du} = 1", "claim", "derivative(lambda t: t + 1)(x**2) == 1",
         "x: real"),
        (["f(x) = 2x"], r"f(3) = 6", "claim", "(lambda x: 2*x)(3) == 6", ""),
        (["f(x, y) = x y^2"], r"f_y(1, 2) = 4", "claim", "derivative(lambda x, y: x*y**2, arg=1)(1, 2) == 4", ""),
        (["f(x) = a x"], r"f(x) = b^x", "definition", "f(x) == b**x", "f: function, x: real, b: real"),
        (["f(x) = a x"], r"f(x) = x a + 0", "claim", "(lambda x: a*x)(x) == x*a + 0", "x: real, a: real"),
    ],
)
def test_earlier_formulas_give_meaning(before, source, kind, text, roles):
    claim = read_latex(source, learn(*before))[0].claims[0]
    assert claim.kind == kind
    assert same(claim.relations[0], read_text(text, roles))


def test_a_later_definition_replaces_an_earlier_one():
    scope = learn("c = a + b", "c = a d")
    assert {s.name for s in symbols(scope.lookup("c").definition)} == {"a", "d"}


def test_a_recurrence_is_a_premise_at_every_step():
    scope = learn(r"v_t = \beta v_{t-1} + g")
    assert scope.lookup("v").domain == "function" and len(scope.premises) == 1
    claim = read_latex(r"v_t = 0 \cdot t", scope)[0].claims[0]
    assert claim.kind == "claim" and claim.premises == scope.premises


def test_premises_come_from_the_formula_and_from_the_scope():
    scope = Scope().declare("x", Role((), "real", source="prose")).assume(read_text("x > 1", "x: real"))
    claim = read_latex(r"\log x \le x \quad \text{for } x \ge 0", scope)[0].claims[0]
    assert {p.op for p in claim.premises} == {"ge", "gt"}


def test_a_condition_belongs_to_its_row():
    source = r"\begin{aligned} a^2 &\ge 0 && \text{if } a > 0 \\ b^2 &\ge 0 && \text{if } b > 0 \end{aligned}"
    first, second = read_latex(source)[0].claims
    assert [s.name for s in symbols(*first.premises)] == ["a"] and [s.name for s in symbols(*second.premises)] == ["b"]


@pytest.mark.parametrize(
    "source, roles, name, shape",
    [
        (r"y = Xw + b", {"X": ("m", "n")}, "w", ("n",)),
        (r"\|Qx\| = \|x\|", {"Q": ("d", "d")}, "x", ("d",)),
        (r"z_i = \sum_j W_{ij} x_j", {"x": ("p",)}, "W", None),
    ],
)
def test_sizes_follow_from_use(source, roles, name, shape):
    scope = Scope()
    for other, dims in roles.items():
        scope = scope.declare(other, Role(read_text("A", f"A: real[{' '.join(dims)}]").shape))
    reading = read_latex(source, scope)[0]
    found = {s.name: s for c in reading.claims for s in symbols(*c.relations)}
    assert found[name].rank == (2 if shape is None else len(shape))
    if shape is not None:
        assert tuple(map(str, found[name].shape)) == shape
    else:
        assert str(found[name].shape[1]) == "p"


def scope_of(declarations):
    scope = Scope()
    for s in declared(declarations).values():
        scope = scope.declare(s.name, Role(s.shape, s.domain, s.params))
    return scope


def test_sizes_that_cannot_fit_are_told_apart_from_notation_that_is_unknown():
    with pytest.raises(Unreadable) as caught:
        read_latex(r"x^\top W^\top x = 0", scope_of("W: real[3 2], x: real[3]"))
    assert caught.value.kind == "mismatch"
    with pytest.raises(Unreadable) as caught:
        read_latex(r"x \boxplus y")
    assert caught.value.kind == "syntax"


@pytest.mark.parametrize(("declarations", "source", "missing"), [
    ("W: real[d m], x: real[d]", r"x^\top W^\top x = 0", "d = m"),
    ("A: real[m n], x: real[n]", r"(Ax)_i = \sum_j A_{ij} x_i", "m = n"),
    ("A: real[m n], B: real[n k]", r"BA = AB", "k = m and k = n"),
    ("c: real[n], Q: real[n n]", r"c Q c = c^T Q c", "the column before the product is transposed"),
    ("A: real[m n], x: real[n]", r"(Ax)_i = \sum_j A_{ij} x_j", ""),
])
def test_what_the_text_must_say_for_its_sizes_to_fit(declarations, source, missing):
    assert {c.missing for r in read_latex(source, scope_of(declarations)) for c in r.claims} == {missing}


# formula, declarations, the claim as text
CUSTOMS = [
    (r"\sum_i (x_i - \bar{x}) = 0", "x: real[n]", "sum(x[i] - mean(x) for i in range(n)) == 0"),
    (r"\sum_{i=1}^m (X_{ij} - \bar{X}_j) = 0", "X: real[m n]",
     "[sum(X[i, j] - mean(X, axis=0)[j] for i in range(m)) for j in range(n)] == [0 for j in range(n)]"),
    (r"\bar{x} = 0", "x: real[n], x_bar: real[n]", "x_bar == 0"),
    (r"\det A = \prod_i \lambda_i", "A: symmetric[n n]", "det(A) == prod(eigvalsh(A)[i] for i in range(n))"),
    (r"\operatorname{tr} A = \sum_i \lambda_i(A)", "A: real[n n]", "trace(A) == sum(eigvals(A)[i] for i in range(n))"),
    (r"\lambda_{\max}(A^T A) = \sigma_{\max}(A)^2", "A: real[m n]", "max(eigvalsh(A.T @ A)) == max(svdvals(A))**2"),
    (r"\rho(A) \ge 0", "A: real[n n]", "max(abs(eigvals(A))) >= 0"),
    (r"\lambda x = x \lambda", "lambda: real, x: real[n]", "lambda_*x == x*lambda_"),
    (r"x_1 + x_2 = x_2 + x_1", "x1: real, x_2: real", "x1 + x_2 == x_2 + x1"),
    (r"\hat\lambda = -\lambda_0", "lambda_hat: real, lambda_0: real", "lambda_hat == -lambda_0"),
]

# notation that stands for an operation, a part of an array, a bound variable
NOTATION = [
    (r"A_{i,:} A_{j,:}^T = (A A^T)_{ij}", "A: real[m n]",
     "[[A[i] @ A[j] for j in range(m)] for i in range(m)] == [[(A @ A.T)[i, j] for j in range(m)] for i in range(m)]"),
    (r"\sum_{i=2}^n v_i = \mathbf{1}^T v_{2:n}", "v: real[n]",
     "sum(v[i] for i in range(1, n)) == ones((n - 1,)) @ v[1:]"),
    (r"A \mathbf{e}_1 = A_{:,1}", "A: real[m n]", "A @ [delta(i, 0) for i in range(n)] == A[:, 0]"),
    (r"\max_{2 \le i \le n} v_i \ge v_n", "v: real[n]", "max(v[i] for i in range(1, n)) >= v[n - 1]"),
    (r"\sum_j \delta_{ij} v_j = v_i", "v: real[n]",
     "[sum(delta(i, j)*v[j] for j in range(n)) for i in range(n)] == [v[i] for i in range(n)]"),
    (r"\mathbb{1}[x > 0] + \mathbf{1}_{\{x \le 0\}} = 1", "x: real", "indicator(x > 0) + indicator(x <= 0) == 1"),
    (r"E[\mathbb{1}\{X > 0\}] = P(X > 0)", "X: variable", "E(indicator(X > 0)) == P(X > 0)"),
    (r"\lceil x \rceil \ge \lfloor x \rfloor", "x: real", "ceil(x) >= floor(x)"),
    (r"\operatorname{vec}(A B) = (I_m \otimes A) \operatorname{vec}(B)", "A: real[k n], B: real[n m]",
     "vec(A @ B) == kron(eye(m), A) @ vec(B)"),
    (r"\det(A \oplus B) = 0", "A: real[n n], B: real[m m]",
     "det(concat(concat(A, zeros((n, m)), axis=1), concat(zeros((m, n)), B, axis=1))) == 0"),
    (r"\Delta f(x) = \nabla \cdot \nabla f(x)", "f: function[n], x: real[n]",
     "trace(derivative(derivative(f))(x)) == trace(derivative(derivative(f))(x))"),
    (r"\nabla \nabla^\top f(x) = 0", "f: function[n], x: real[n]", "derivative(derivative(f))(x) == 0"),
    (r"\int_0^1 (x \mapsto x^2)(t) dt = \frac{1}{3}", "", "integral((lambda x: x**2)(t), t, 0, 1) == 1/3"),
    (r"\max_{x, y} -x^2 y^2 = 0", "", "max(-x**2*y**2 for x in real for y in real) == 0"),
    (r"\operatorname{tr} I = n", "", "trace(eye(m)) == n"),
    (r"\softplus(x) = \log(1 + e^x)", "", "softplus(x) == log(1 + e**x)"),
    (r"\operatorname{Var}(X) = E[(X - \mu)^2]", "X: variable", "Var(X) == E((X - E(X))**2)"),
]


@pytest.mark.parametrize(("source", "declarations", "text"), NOTATION, ids=[row[0] for row in NOTATION])
def test_what_a_notation_stands_for(source, declarations, text):
    claim = read_latex(source, scope_of(declarations))[0].claims[0]
    known = {s.name: s for s in symbols(*claim.relations)}
    assert same(claim.relations[0], read_text(text, known)), to_text(claim.relations[0])


@pytest.mark.parametrize("source", [
    r"\sum_x P(X = x) = 1", r"E[X] = \sum_x x P(X = x)", r"E[X] = \sum_i x_i P(X = x_i)", r"\sum_x x p(x) = E[X]",
    r"P(Y = y) = \sum_x P(Y = y \mid X = x) P(X = x)", r"\sum_{x \in \mathcal{X}} P(X = x) = 1"])
def test_sums_over_the_values_of_a_variable(source):
    relation = read_latex(source)[0].claims[0].relations[0]
    sums = [n for n in postorder(relation) if getattr(n, "binder", "") == "sum"]
    assert [(n.range[0].name, n.range[0].domain) for n in sums] == [("X", "variable")]


@pytest.mark.parametrize(("source", "body"), [
    (r"\int x \, dx = \frac{x^2}{2} + C", "x"), (r"\int e^{a x} dx = \frac{e^{a x}}{a}", "exp(a*x)"),
    (r"\int \frac{dx}{x} = \ln x + C", "1/x")])
def test_an_antiderivative_is_compared_by_its_derivative(source, body):
    relation = read_latex(source)[0].claims[0].relations[0]
    known = {s.name: s for s in symbols(relation)}
    assert decide_relation(apply("eq", relation.args[0], read_text(body, known))).kind == "proved"
    assert decide_relation(relation).kind in ("proved", "agrees")


@pytest.mark.parametrize(("source", "kind"), [
    (r"\mathbf{w}^*, b^* = \operatorname*{argmin}_{\mathbf{w}, b} L(\mathbf{w}, b)", "definition"),
    (r"f: x \mapsto x^2", "definition"), (r"f^{-1}(f(x)) = x", "condition"),
    (r"P(\mathbf y \mid \mathbf X) = \prod_{i=1}^{n} p(y^{(i)} \mid \mathbf{x}^{(i)})", "definition"),
    (r"p(k \mid \lambda) = \frac{\lambda^k e^{-\lambda}}{k!}", "definition"),
    (r"A_{1,:} = a", "claim"), (r"v_{2:n} = 0", "claim")])
def test_what_states_nothing_is_no_claim(source, kind):
    assert read_latex(source)[0].claims[-1].kind == kind


def test_a_relation_in_a_subscript_is_no_label():
    with pytest.raises(Unreadable):
        read_latex(r"w_{t>0} + 1 = 2")


@pytest.mark.parametrize("source", [r"x < 0 \lor x > 1 \iff x(x - 1) > 0", r"x > 0 \land y > 0 \implies xy > 0"])
def test_relations_are_joined_by_logic(source):
    assert decide(read_latex(source)[0].claims[0]).kind in ("proved", "agrees")


@pytest.mark.parametrize(("source", "declarations", "text"), CUSTOMS, ids=[row[0] for row in CUSTOMS])
def test_what_names_stand_for_by_custom(source, declarations, text):
    claim = read_latex(source, scope_of(declarations))[0].claims[0]
    assert same(claim.relations[0], read_text(text, declarations)), claim.relations


def test_two_readings_are_kept_where_the_notation_is_open():
    readings = read_latex(r"\nabla_x Ax = A^T")
    assert len({r.claims[0].relations for r in readings}) > 1
    assert [r.cost for r in readings] == sorted(r.cost for r in readings)


@pytest.mark.parametrize(
    "source, exact",
    [
        (r"\pi = 3.14", False),
        (r"0.5 + 0.25 = 0.75", False),
        (r"0.5 x = x / 2", True),
        (r"\sqrt{2} \approx 1.414", False),
    ],
)
def test_a_decimal_means_its_last_digit_where_it_stands_alone(source, exact):
    claim = read_latex(source, Scope().with_options(document=True))[0].claims[0]
    assert exact != any(getattr(n, "op", "") == "decimal" for n in postorder(*claim.relations))


def test_an_expression_is_read_with_free_indices_as_axes():
    expr = read_expression(r"\sum_k A_{ik} x_k")
    assert expr.rank == 1


@pytest.mark.parametrize("source", [r"a = b", r"x +", r"\mathbb{R}^n", r"x \boxplus y"])
def test_what_is_no_expression_is_refused(source):
    with pytest.raises(Unreadable):
        read_expression(source)
