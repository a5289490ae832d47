"""Notations with two meanings: true under one of them, a formula is not refuted; false under both, it is."""

import pytest
from tests.verdicts.latex_claims import HOLDS, decided

AB = "A: real[n n], B: real[n n], C: real[n n]"
WX = "w: real[n], x: real[n]"
AX = "A: real[m n], b: real[m], x: real[n]"
Z = "Z: real[m n]"
BRACKETS = [
    ("holds", AB, r"[A, B][A, B]^\top = AA^\top + BB^\top"),
    ("holds", AB, r"[A, B]^\top = [B^\top, A^\top]"),
    ("holds", AB, r"C[A, B] = [CA, CB]"),
    ("holds", "A: real[m n], B: real[m p]", r"[A, B][A, B]^\top = AA^\top + BB^\top"),
    ("refuted", AB, r"[A, B][A, B]^\top = AA^\top - BB^\top"),
    ("refuted", AB, r"[A, B] = [B, A]"),
]
GRADIENTS = [
    ("holds", WX, r"\nabla \|w - x\|^2 = 2(w - x)"),
    ("holds", WX, r"\nabla (w^\top x) = x"),
    ("holds", "", r"\nabla (\mathbf{w}^\top \mathbf{x}) = \mathbf{x}"),
    ("holds", AX, r"\nabla \|Ax - b\|^2 = 2A^\top(Ax - b)"),
    ("refuted", WX, r"\nabla (w^\top x) = 2w"),
    ("refuted", WX, r"\nabla \|w - x\|^2 = w - x"),
    ("refuted", AX, r"\nabla \|Ax - b\|^2 = A^\top(Ax - b)"),
    ("refuted", AX, r"\nabla \|Ax - b\|^2 = 2(Ax - b)"),
]
BARS = [
    ("holds", "z: complex", r"\overline{e^z} = e^{\bar z}"),
    ("holds", "z: complex", r"\overline{e^{iz}} = e^{-i \bar z}"),
    ("holds", "z: complex", r"\overline{z^2} = \bar z^2"),
    ("holds", "A: complex[n n]", r"\overline{A^{-1}} = (\bar A)^{-1}"),
    ("refuted", "z: complex", r"\overline{e^z} = e^{z}"),
    ("refuted", "z: complex", r"\overline{z^2} = z^2"),
]
CAPITALS = [
    ("holds", "", r"(TP)^{-1} = P^{-1}T^{-1}"),
    ("holds", "", r"\det(FP) = \det F \det P"),
    ("holds", "", r"(FP)^\top = P^\top F^\top"),
    ("holds", "", r"\det(TN) = \det T\det N"),
    ("holds", "", r"T(FP)x = TFPx"),
    ("holds", "", r"\operatorname{tr}(FP) = \operatorname{tr}(PF)"),
    ("holds", "T: positive, P: positive", r"TP = PT"),
    ("holds", "", r"TP + FN = FN + TP"),
    ("definition", "", r"P = TP + FN"),
    ("refuted", "", r"(TP)^{-1} = T^{-1}P^{-1}"),
    ("refuted", "", r"\det(FP) = \det F + \det P"),
]
POINTS = [
    ("holds", "", r"[x y^2]_0^1 = x"),
    ("holds", "", r"[x y^2]_0^1 = y^2"),
    ("holds", "", r"\int_0^1 t x\,dx = \left[\frac{t x^2}{2}\right]_0^1"),
    ("refuted", "", r"[x y^2]_0^1 = 2x"),
    ("refuted", "", r"\int_0^1 t x\,dx = \left[t x^2\right]_0^1"),
]
CASES = [*BRACKETS, *GRADIENTS, *BARS, *CAPITALS, *POINTS]
AFTER = [
    ("proved", "", r"e = y - x", r"e^n = (y - x)^n"),
    ("proved", "", r"e = y - x", r"e^{n} e = e^{n+1}"),
    ("proved", "", r"e = y - x", r"e^{-x} e^{x} = 1"),
    ("refuted", "", r"e = y - x", r"e^n = (x - y)^n"),
    ("refuted", "", r"e = y - x", r"e^{-x} e^{x} = 2"),
    # of a matrix it may be the function of the matrix, so that nothing is said here
    ("definition", "A: real[n n]", r"f(x) = e^x", r"f(A) = e^A"),
    ("condition", "A: posdef[n n]", r"f(x) = \sqrt{x}", r"f(A) f(A) = A"),
    ("condition", "A: posdef[n n]", r"f(x) = \log x", r"e^{f(A)} = A"),
    ("condition", "A: real[n n]", r"f(x) = x^3", r"f'(A) = 3A^2"),
    ("proved", Z, r"f(x) = \operatorname{relu}(x)", r"f(Z)_{ij} = \max(0, Z_{ij})"),
    ("proved", Z, r"y = x", r"\tanh'(Z) = 1 - \tanh(Z) \odot \tanh(Z)"),
    ("refuted", Z, r"y = x", r"\tanh'(Z) = 1 - \tanh(Z)"),
]


@pytest.mark.parametrize(("kind", "declarations", "formula"), CASES, ids=[f"{f} {d}" for _, d, f in CASES])
def test_either_meaning_counts(kind: str, declarations: str, formula: str) -> None:
    verdict = decided(declarations, formula)
    assert verdict.kind in (HOLDS if kind == "holds" else (kind,)), f"{verdict.kind}: {verdict.message}"


@pytest.mark.parametrize(("kind", "declarations", "earlier", "formula"), AFTER, ids=[f"{d}; {f}" for *_, d, f in AFTER])
def test_what_an_earlier_formula_makes_of_it(kind: str, declarations: str, earlier: str, formula: str) -> None:
    verdict = decided(declarations, earlier, formula)
    assert verdict.kind == kind, f"{verdict.kind}: {verdict.message}"
