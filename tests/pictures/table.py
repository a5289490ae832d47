"""Formulas, what is given, and the kind of picture that follows from their types."""

from __future__ import annotations

TURN = "[[cos(t), -sin(t)], [sin(t), cos(t)]]"
LOSS = "sum((X @ w - y)**2)"
DATA = {"X": [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], "y": [1.0, 2.0, 2.5]}

# text, declarations, what is given, kind
ROWS = [
    ("x**2", "x: real", {}, "curve"),
    ("log(x)/x", "x: positive", {}, "curve"),
    ("exp(-x**2/2)", "x: real", {"derivative": True}, "curve"),
    ("-p*log(p) - (1 - p)*log(1 - p)", "p: unit", {}, "curve"),
    ("sqrt(x - 20)", "x: real", {}, "curve"),
    ("sqrt(-x)", "x: negative", {}, "curve"),
    ("x**2", "x: real", {"x": [0.0, 1.0, 4.0]}, "curve"),
    ("relu(x)", "x: real", {"derivative": True}, "curve"),
    ("1/x", "x: nonzero", {"derivative": True}, "curve"),
    ("x*n", "x: real, n: natural", {"x": (0, 1), "n": 2}, "curve"),
    ("integral(exp(-t**2), t, 0, x)", "x: real", {}, "curve"),
    ("a*x**2 + b*x", "x: real, a: real, b: real", {"x": (-1, 1)}, "curve"),
    ("a*x", "x: real, a: real", {"sliders": "a"}, "curve"),
    ("a*x", "x: real, a: real", {"sliders": {"a": (0, 2)}}, "curve"),
    ("softmax(stack([x, 0, -x, 1]))", "x: real", {}, "curve"),
    ("lam**k*exp(-lam)/factorial(k)", "k: natural, lam: positive", {"lam": 4.0}, "stems"),
    ("lam**k*exp(-lam)/factorial(k)", "k: natural, lam: positive", {"k": (0, 12)}, "stems"),
    ("k**2", "k: integer", {}, "stems"),
    ("p**k*(1 - p)**(1 - k)", "k: binary, p: unit", {"p": 0.3}, "stems"),
    ("sum(1/k**2 for k in range(1, n + 1))", None, {}, "stems"),
    ("x**2 + 3*y**2 + x*y", "x: real, y: real", {}, "contours"),
    ("(1 - x)**2 + 100*(y - x**2)**2", "x: real, y: real", {"x": (-2, 2), "y": (-1, 3)}, "contours"),
    ("x/y", "x: real, y: real", {}, "contours"),
    ("x*0 + y*0 + 1", "x: real, y: real", {}, "contours"),
    ("sin(x + y)**2 + cos(x + y)**2", "x: real, y: real", {}, "contours"),
    ("w @ w", "w: real[2]", {}, "contours"),
    ("w @ w", "w: real[n]", {"n": 2}, "contours"),
    ("w @ w", "w: real[2]", {"w": ((-1, 1), (0, 2))}, "contours"),
    (LOSS, "X: real[m n], w: real[n], y: real[m]", DATA, "contours"),
    (LOSS + " + lam*sum(abs(w))", "X: real[m n], w: real[n], y: real[m], lam: positive", DATA, "contours"),
    ("sin(x)*cos(y)", "x: real, y: real", {"surface": True}, "surface"),
    ("a*x*y", "x: real, y: real, a: real", {"x": (0, 1), "y": (0, 1)}, "contours"),
    ("comb(n, k)", "n: natural, k: natural", {"n": (0, 8), "k": (0, 8)}, "heat map"),
    ("stack([-y, x])", "x: real, y: real", {}, "field"),
    ("A @ x", "A: real[2 2], x: real[2]", {"A": [[0, 1], [-1, 0]]}, "field"),
    ("stack([cos(t), sin(2*t)])", "t: real", {"t": (0, 6.28)}, "parametric curve"),
    ("stack([cos(t), sin(t), t])", "t: real", {"t": (0, 12)}, "parametric curve"),
    (TURN, "t: real", {"t": 0.6}, "plane"),
    (TURN, "t: real", {}, "plane"),
    (TURN, "t: real", {"t": (0, 1.5)}, "plane"),
    ("A", "A: real[2 2]", {"A": [[2, 1], [1, 2]]}, "plane"),
    ("[[1, 1], [0, 1]]", None, {}, "plane"),
    ("inv(A)", "A: real[n n]", {"A": [[2, 1, 0], [0, 1, 0], [0, 0, 4]]}, "heat map"),
    ("A @ A.T", "A: real[m n]", {"A": [[1, 2], [3, -4], [0, 1]]}, "heat map"),
    ("softmax(x)", "x: real[n]", {"x": [1, 2, 3, 0.5]}, "bars"),
    ("-sum(p*log(p))", "p: simplex[2]", {}, "curve"),
    ("-sum(p*log(p))", "p: simplex[n]", {"n": 2}, "curve"),
    ("-sum(p*log(p))", "p: simplex[3]", {}, "simplex"),
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", {"q": [0.2, 0.3, 0.5]}, "simplex"),
    ("where(x > 0, x**2, 1 - x/2)", "x: real", {}, "curve"),
]
# along single entries of arrays
ENTRIES = [
    ("trace(A @ A)", "A: real[n n]", {"A": [[1, 2], [3, 4]], "A[0, 0]": (-1, 1), "A[1, 1]": (0, 2)}, "contours"),
    ("det(A)", "A: real[n n]", {"A": [[1, 2], [3, 4]], "A[0, 0]": (-1, 1), "sliders": ["A[1, 0]"]}, "curve"),
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", {"p": [0.3, 0.7], "q": [0.6, 0.4], "p[0]": (0.1, 0.6),
                                                         "q[0]": (0.2, 0.9)}, "contours"),
]
