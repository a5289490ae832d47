"""Notations whose meaning stands around them: true formulas are never refuted, false twins never proved."""

import pytest
from tests.verdicts.latex_claims import HOLDS, decided

from lemmata.engine.expr import shape_of, symbols
from lemmata.engine.readers.latex import Unreadable, read_latex, scope_after
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import decide_readings

TRUE = [
    ("A: event, B: event", r"\overline{A \cup B} = \overline{A} \cap \overline{B}"),
    ("A: event, B: event, C: event", r"\overline{A \cap B \cap C} = \bar A \cup \bar B \cup \bar C"),
    ("", r"P(\overline{A} \mid B) = 1 - P(A \mid B)"),
    ("", r"P(B) = P(B \mid A) P(A) + P(B \mid \bar A) P(\bar A)"),
    ("", r"[A, B] = -[B, A]"),
    ("", r"[A, [B, C]] + [B, [C, A]] + [C, [A, B]] = 0"),
    ("", r"[A, BC] = [A, B] C + B [A, C]"),
    ("", r"\int u\,dv = uv - \int v\,du"),
    ("", r"\int y\,dx = xy - \int x\,dy"),
    ("", r"\int_a^b u\,dv = uv\Big|_a^b - \int_a^b v\,du"),
    ("", r"\int_0^1\int_0^1 xy\,dx\,dy = \frac14"),
    ("z: real[n]", r"\sigma'(z) = \sigma(z) \odot (1 - \sigma(z))"),
    ("z: real[n]", r"\tanh'(z) = 1 - \tanh^2(z)"),
    ("Z: real[m n]", r"\sigma'(Z)_{ij} = \sigma(Z_{ij}) (1 - \sigma(Z_{ij}))"),
    ("", r"\frac{TP}{TP+FN} = 1 - \frac{FN}{TP+FN}"),
    ("", r"1 - \frac{RSS}{TSS} = \frac{TSS-RSS}{TSS}"),
    ("", r"MSE_{a} + MSE_{b} = MSE_{b} + MSE_{a}"),
    ("A: symmetric[n n]", r"\frac{x^\top A x}{\|x\|^2} \le \lambda_{\max}(A),\ \|x\| \ne 0"),
    ("", r"\mathrm{d} X^{-1} = -X^{-1}\,\mathrm{d}X\,X^{-1}"),
    ("", r"dx^2 = 2x\,dx"),
    ("", r"\mathrm{d}A^\top = (\mathrm{d}A)^\top"),
    ("", r"\operatorname{sech}^2 x = 1 - \tanh^2 x"),
    ("", r"\coth^2 x - \operatorname{csch}^2 x = 1"),
    ("", r"\operatorname{arsinh} x = \ln(x + \sqrt{x^2 + 1})"),
    ("x: positive", r"\operatorname{arcoth}(1 + x) = \frac12 \ln\frac{x + 2}{x}"),
    ("", r"\frac{d}{dx} \sec x = \sec x \tan x"),
    ("", r"\frac{d}{dt} A^{-1} = -A^{-1} \frac{dA}{dt} A^{-1}"),
    ("", r"\frac{d}{dt} A(t)^{-1} = -A(t)^{-1} \frac{dA(t)}{dt} A(t)^{-1}"),
    ("", r"\frac{d}{dt} f(x(t), y(t)) = f_x x' + f_y y'"),
    ("", r"\frac{d}{dt} f(x(t), y(t)) = \frac{\partial f}{\partial x} \frac{dx}{dt}"
         r" + \frac{\partial f}{\partial y} \frac{dy}{dt}"),
    ("", r"\frac{d}{dt} g(x(t)) = g'(x(t)) x'(t)"),
    ("a: positive", r"\operatorname*{argmin}_{x \in \mathbb{R}} (a x^2 + b x) = -\frac{b}{2a}"),
    ("a: positive", r"\min_{x \in \mathbb{R}} (a x^2 + b x + c) = c - \frac{b^2}{4a}"),
    ("", r"\sum_{k \in \mathbb{N}} 2^{-k} = 1"),
    ("z: complex, w: complex", r"|zw|^2 = |z|^2 |w|^2"),
    ("z: complex", r"z \bar z = |z|^2"),
    ("A: complex[n n], B: complex[n n]", r"(AB)^* = B^* A^*"),
    ("A: complex[n n], B: complex[n n]", r"\operatorname{tr}(AB) = \operatorname{tr}(BA)"),
    ("A: complex[n n], B: complex[n n]", r"\det(AB) = \det A \det B"),
    ("", r"\nabla \lVert\mathbf{x}\rVert_2 = \mathbf{x} / \lVert\mathbf{x}\rVert_2"),
    ("", r"\nabla (a^\top x) = a"),
    ("", r"\nabla^2 \tfrac12 \|\mathbf{w}\|^2 = I"),
    ("", r"\nabla \log\det X = X^{-\top}"),
    ("", r"\frac{d}{dx} \int_{a(x)}^{b(x)} f(x, t)\,dt = f(x, b(x)) b'(x) - f(x, a(x)) a'(x)"
         r" + \int_{a(x)}^{b(x)} \frac{\partial f}{\partial x}(x, t)\,dt"),
    ("", r"(\nabla f(\mathbf{x}))_i = \frac{\partial f}{\partial x_i}(\mathbf{x})"),
    ("", r"\frac{\partial}{\partial y} f(x, y) = \frac{\partial f}{\partial y}(x, y)"),
    ("", r"H_b'(p) = \log_2\frac{1 - p}{p}"),
    ("A: invertible[n n]", r"\kappa_2(A^\top A) = \kappa_2(A)^2"),
    ("A: invertible[n n]", r"\kappa_F(A) = \kappa_F(A^{-1})"),
    ("", r"c_1(x + y) = c_1 x + c_1 y"),
    ("", r"\frac{d}{dt} A^2 = A \frac{dA}{dt} + \frac{dA}{dt} A"),
    ("", r"d\sqrt{x} = \frac{dx}{2\sqrt{x}}"),
    ("", r"d\frac{u}{v} = \frac{v\,du - u\,dv}{v^2}"),
    ("", r"\int_a^b f\,dg = f(b) g(b) - f(a) g(a) - \int_a^b g\,df"),
    ("", r"P(\overline{A_1} \cap \overline{A_2}) = 1 - P(A_1 \cup A_2)"),
    ("z: complex, w: complex", r"\overline{zw} = \bar z \bar w"),
    ("x: complex[n]", r"\|x\|^2 = x^* x"),
    ("A: real[m n]", r"\dim\ker A + \operatorname{rank} A = n"),
    ("A: real[m n]", r"\operatorname{rank}(A) + \operatorname{nullity}(A) = n"),
    ("A: real[m n]", r"\dim\operatorname{im} A = \dim\operatorname{range}(A^\top)"),
    ("A: real[m n]", r"\dim(\ker A^\top) + \dim\mathcal{R}(A) = m"),
    ("", r"A \otimes B = \begin{bmatrix} a_{11}B & \cdots & a_{1n}B \\ \vdots & \ddots & \vdots \\"
         r" a_{m1}B & \cdots & a_{mn}B \end{bmatrix}"),
    ("", r"|xy| = |x||y|"),
    ("", r"||x| - |y|| \le |x - y|"),
    ("", r"||cx|| = |c|||x||"),
]
FALSE = [
    ("", r"\frac{TP}{TP+FN} = 1 - \frac{TP}{TP+FN}"),
    ("", r"\int_0^1\int_0^1 xy\,dx\,dy = \frac12"),
    ("z: real[n]", r"\sigma'(z) = \sigma(z) \odot (1 + \sigma(z))"),
    ("A: event, B: event", r"\overline{A \cup B} = \overline{A} \cup \overline{B}"),
    ("A: event, B: event", r"P(\overline{A} \cap \overline{B}) = 1 - P(A \cap B)"),
    ("", r"[A, BC] = [A, B] C + [A, C] B"),
    ("", r"\int u\,dv = uv + \int v\,du"),
    ("", r"\mathrm{d} X^{-1} = -X^{-2}\,\mathrm{d}X"),
    ("", r"\frac{d}{dx} \operatorname{sech} x = \operatorname{sech} x \tanh x"),
    ("", r"\frac{d}{dt} A^{-1} = -A^{-2} \frac{dA}{dt}"),
    ("", r"\frac{d}{dt} A^{-1} = A^{-1} \frac{dA}{dt} A^{-1}"),
    ("", r"\frac{d}{dt} f(x(t), y(t)) = f_x y' + f_y x'"),
    ("", r"\frac{d}{dt} g(x(t)) = g'(x(t)) x(t)"),
    ("a: positive", r"\operatorname*{argmin}_{x \in \mathbb{R}} (a x^2 + b x) = -\frac{b}{a}"),
    ("", r"\nabla (\mathbf{x}^\top \mathbf{x}) = \mathbf{x}"),
    ("", r"(\nabla f(\mathbf{x}))_i = 2 \frac{\partial f}{\partial x_i}(\mathbf{x})"),
    ("", r"H_b'(p) = \log_2\frac{p}{1 - p}"),
    ("A: invertible[n n]", r"\kappa_2(A^\top A) = 2 \kappa_2(A)"),
    ("A: real[m n]", r"\operatorname{rank}(A) + \operatorname{nullity}(A) = m"),
    ("", r"d\frac{u}{v} = \frac{v\,du + u\,dv}{v^2}"),
    ("z: complex, w: complex", r"\overline{zw} = \bar z w"),
    ("x: complex[n]", r"\|x\|^2 = x^\top x"),
    ("A: real[m n]", r"\dim\ker A = \dim\ker A^\top"),
    ("", r"A \otimes B = \begin{bmatrix} b_{11}A & \cdots & b_{1n}A \\ \vdots & \ddots & \vdots \\"
         r" b_{m1}A & \cdots & b_{mn}A \end{bmatrix}"),
    ("z: complex", r"|z|^2 = z^2"),
    ("A: complex[n n]", r"A A^* = A^* A"),
    ("A: complex[n n], B: complex[n n]", r"e^{A + B} = e^A e^B"),
]
DEFINITIONS = [r"[A, B] = AB - BA", r"[x, y] = xy - yx", r"[f, g] = f \circ g - g \circ f",
               r"\alpha^* = \arg\min_{\alpha \ge 0} f(x - \alpha g)"]


@pytest.mark.parametrize(("declarations", "formula"), TRUE, ids=[f for _, f in TRUE])
def test_true_formulas_hold(declarations: str, formula: str) -> None:
    verdict = decided(declarations, formula)
    assert verdict.kind in HOLDS, f"{verdict.kind}: {verdict.message} {dict(verdict.counterexample)}"


@pytest.mark.parametrize(("declarations", "formula"), FALSE, ids=[f for _, f in FALSE])
def test_false_formulas_fail(declarations: str, formula: str) -> None:
    verdict = decided(declarations, formula)
    assert verdict.kind == "refuted", f"{verdict.kind}: {verdict.message}"


@pytest.mark.parametrize("formula", DEFINITIONS)
def test_what_only_gives_a_meaning_is_a_definition(formula: str) -> None:
    assert decided("", formula).kind == "definition"


@pytest.mark.parametrize("formula", [
    r"\frac{d}{dt} V^{-1} = -V^{-2} \frac{dV}{dt}", r"\frac{d}{dt} A^2 = 2A \frac{dA}{dt}",
])
def test_a_letter_that_may_be_a_number_is_left_open(formula: str) -> None:
    """It holds for a number, and not for a matrix."""
    readings = read_latex(formula, Scope())
    assert all(claim.unsettled for reading in readings for claim in reading.claims)


@pytest.mark.parametrize("formula", [r"z^2 \ge 0", r"\log(z^2) = 2 \log z"])
def test_what_is_not_read_for_complex_numbers_is_not_decided_by_real_ones(formula: str) -> None:
    with pytest.raises(Unreadable, match="z is complex"):
        read_latex(formula, Scope().declare("z", Role((), "complex")))


def test_a_sign_that_is_said_of_a_letter_fixes_no_shape() -> None:
    scope = scope_after(Scope(), read_latex(r"y \ge 0")[0])
    reading = read_latex(r"A^\top y \ge c", scope)[0]
    assert {s.name: s.rank for s in symbols(*reading.claims[0].relations)} == {"A": 2, "y": 1, "c": 1}


@pytest.mark.parametrize(("earlier", "formula", "kind"), [
    (r"f(x, y) = x^2 y", r"\frac{\partial f}{\partial x}(1, 2) = 4", "proved"),
    (r"f(x, y) = x^2 y", r"\frac{\partial f}{\partial x}(1, 2) = 2", "refuted"),
    (r"f(x) = x^3", r"\frac{df}{dx}(2) = 12", "proved"),
    (r"M_X(t) = E[e^{tX}]", r"M_X''(0) = E[X^2]", "proved"),
    (r"M_X(t) = E[e^{tX}]", r"M_X''(0) = \operatorname{Var}(X)", "conditional"),  # of mean 0
])
def test_slopes_at_points(earlier: str, formula: str, kind: str) -> None:
    scope = scope_after(Scope(), read_latex(earlier)[0])
    assert decide_readings(list(read_latex(formula, scope)))[0].kind == kind


def test_a_labelled_name_that_only_takes_arguments_is_a_function() -> None:
    found = symbols(*read_latex(r"G_1(x) + G_2(x) = G_2(x) + G_1(x)")[0].claims[0].relations)
    assert {s.name: s.domain for s in found} == {"x": "real", "G_1": "function", "G_2": "function"}


@pytest.mark.parametrize(("formula", "kind"), [
    (r"\operatorname{tr} \sum_i q_i q_i^\top = \sum_i q_i^\top q_i", "proved"),
    (r"\sum_i q_i q_i^\top = \sum_i q_i^\top q_i", "refuted"),
])
def test_members_of_a_list_that_are_transposed_are_vectors(formula: str, kind: str) -> None:
    scope = Scope().declare("q", Role(shape_of(["n"]), "real", source="prose"))
    assert decide_readings(list(read_latex(formula, scope)))[0].kind == kind


def test_a_sequence_inside_of_a_recurrence_is_not_determined_by_it() -> None:
    scope = Scope().with_options(document=True)
    scope = scope_after(scope, read_latex(r"z^l = W^l a^{l-1} + b^l", scope)[0])
    assert read_latex(r"a^l = \sigma(z^l)", scope)[0].claims[0].kind != "claim"


def test_the_logistic_function_beside_a_standard_deviation() -> None:
    scope = Scope().declare("sigma", Role((), "positive", source="formula"))
    for formula in (r"\log\sigma(z) = -\log(1 + e^{-z})", r"\sigma(x + y) = \sigma x + \sigma y"):
        assert decide_readings(list(read_latex(formula, scope)))[0].kind == "proved"
