"""What moves in the browser: defaults from types, sliders, common axes, samples, paths of rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats
from tests.optional import need_target
from tests.pictures.scripts import run_modules
from tests.pictures.table import ENTRIES

import lemmata as lm
from lemmata import parse
from lemmata.engine.pictures import Contours, Curve, PictureError, default_given, script
from lemmata.optimization import adam, gradient_descent, momentum

SQUARE = [[1.0, 2.0], [3.0, 4.0]]
NORMAL = "exp(-((x - mu)/sigma)**2/2)/(sigma*sqrt(2*pi))"
# formula, declarations, what the picture goes along, its sliders
DEFAULTS = [
    ("sin(x)", "x: real", ["x"], []),
    ("a*b", "a: unit, b: unit", ["a", "b"], []),
    ("r*exp(-r*x)", "x: nonnegative, r: positive", ["x"], ["r"]),  # a density
    (NORMAL, "x: real, mu: real, sigma: positive", ["x"], ["mu", "sigma"]),
    ("r**k*exp(-r)/factorial(k)", "k: natural, r: positive", ["k"], ["r"]),
    ("a + b + c + d + u + v", "a: real, b: real, c: real, d: real, u: real, v: real", ["a"], ["b", "c", "d", "u"]),
    ("a @ b", "a: real[n], b: real[n]", ["a[0]", "a[1]"], ["b[0]", "b[1]"]),
    ("logsumexp(x)", "x: real[n]", ["x[0]", "x[1]"], ["x[2]"]),
    ("sum((X @ w - y)**2)/m", "X: real[m n], y: real[m], w: real[n]", ["w[0]", "w[1]"], ["y[0]", "y[1]", "y[2]",
                                                                                         "X[0, 0]"]),
    ("det(A)", "A: real[n n]", ["A[0, 0]", "A[0, 1]"], ["A[1, 0]", "A[1, 1]"]),
    ("trace(S)", "S: symmetric[n n]", ["S[0, 0]", "S[1, 1]"], []),
    ("-sum(p*log(p))", "p: simplex[n]", ["p[0]", "p[1]"], []),
    ("sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", ["p[0]", "q[0]"], []),
    ("softmax(x)", "x: real[n]", [], ["x[0]", "x[1]", "x[2]"]),
    ("A @ B", "A: real[m n], B: real[n k]", [], ["A[0, 0]", "A[0, 1]", "A[1, 0]", "A[1, 1]"]),
    ("stack([cos(t), sin(t)])", "t: real", ["t"], []),
    ("sum(1/k**2 for k in range(1, n + 1))", None, ["n"], []),
]


def _module(text: str, declarations: str | None, **options: Any) -> str:
    f = parse(text, declarations)
    given, sliders = default_given(f.expr, f.declarations)
    return script(f.expr, f.declarations, given, sliders=sliders, source=f.source, runtime="./runtime.mjs", **options)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Of each formula: what it goes along, how its picture moves."""
    need_target("js")
    modules = [_module(text, declarations) for text, declarations, _, _ in DEFAULTS]
    return run_modules(tmp_path_factory.mktemp("modules"), modules, [0] * len(modules), """
      const { picture, functions } = module;
      const shared = tools.common(picture, functions);
      const start = tools.starts(picture);
      const frames = tools.corners(picture).map((values) => tools.frame(picture, functions, values, shared));
      return { along: picture.coordinates.map((c) => c.name + (c.places.length ? `[${c.places.join(", ")}]` : "")),
        sliders: picture.sliders.map((s) => s.key), support: picture.support, about: picture.about,
        limits: frames.map((f) => [f.x.limits, f.y.limits]), layers: frames.map((f) => f.layers.map((l) => l.type)),
        moves: new Set(frames.map((f) => JSON.stringify(f.layers))).size, fixed: picture.fixed,
        drawn: picture.support && tools.seeded(picture, functions, 4000) };""")




@pytest.mark.parametrize("row", range(len(DEFAULTS)), ids=[row[0] for row in DEFAULTS])
def test_defaults_follow_from_types(row: int, seen: list[Any]) -> None:
    _, _, along, sliders = DEFAULTS[row]
    found = seen[row]
    assert not isinstance(found, str), found
    assert (found["along"], found["sliders"]) == (along, sliders)
    assert found["moves"] > len(sliders)  # every slider changes what is seen
    assert all(limits == found["limits"][0] for limits in found["limits"])  # and no axis
    assert found["about"]


@pytest.mark.parametrize(("text", "law"), [
    (NORMAL, stats.norm(1.0, 1.5)), ("r*exp(-r*x)", stats.expon(scale=1 / 1.5)),
    ("r**k*exp(-r)/factorial(k)", stats.poisson(1.5))])
def test_samples_follow_their_density(text: str, law: Any, seen: list[Any]) -> None:
    drawn = np.array(seen[[row[0] for row in DEFAULTS].index(text)]["drawn"])
    if text.startswith("r**k"):
        assert abs(drawn.mean() - law.mean()) < 0.08 and abs(drawn.var() - law.var()) < 0.15
    else:
        assert stats.kstest(drawn, law.cdf).pvalue > 1e-3


def test_what_is_no_density_draws_no_samples(seen: list[Any]) -> None:
    assert [row[0] for row, found in zip(DEFAULTS, seen) if found["support"]] == [
        "r*exp(-r*x)", NORMAL, "r**k*exp(-r)/factorial(k)"]


def test_paths_are_those_of_the_rules(tmp_path: Any) -> None:
    need_target("js")
    f = parse("(x - 1)**2 + 3*(y + x)**2", "x: real, y: real")
    rules = [gradient_descent(0.05), momentum(0.02), adam(0.1)]
    module = script(f.expr, f.declarations, {}, source=f.source, rules=[r.steps for r in rules],
                    runtime="./runtime.mjs")
    (found,) = run_modules(tmp_path, [module], [0], """
      const along = tools.chart(module.picture, module.functions, {});
      return module.rules.map((rule) => tools.descent(along, rule, [-2, 1.5], rule.hyperparameters.alpha, 25));""")
    slope = lm.parse("stack([2*(x - 1) + 6*(y + x), 6*(y + x)])", "x: real, y: real")
    for rule, points in zip(rules, found, strict=True):
        theta, state = np.array([-2.0, 1.5]), rule.start(np.zeros(2))
        for point in points:
            np.testing.assert_allclose(point, theta, rtol=1e-10)
            theta, state = rule.step(theta, slope(x=theta[0], y=theta[1]), state)
        assert len(points) == 26


@pytest.mark.parametrize(("text", "declarations", "said"), [
    ("P(E)", "E: event", "E .event. is no number"), ("pi + 1", None, "nothing in it moves"),
    ("stack([X, X])", "X: real[m n]", "shows numbers, vectors and matrices")])
def test_no_picture_for_a_reason(text: str, declarations: str | None, said: str) -> None:
    f = parse(text, declarations)
    with pytest.raises(PictureError, match=said):
        default_given(f.expr, f.declarations)


@pytest.mark.parametrize(("given", "sliders", "said"), [
    ({"A[0, 0]": None}, {}, "give A a value"), ({"A": SQUARE, "A[2, 0]": None}, {}, "without an entry"),
    ({"A": SQUARE, "A[0]": None}, {}, "A has 2 axes"), ({"A": SQUARE}, {"B[0, 0]": None}, "there is no B")])
def test_entries_that_are_none(given: dict[str, Any], sliders: dict[str, Any], said: str) -> None:
    f = parse("det(A)", "A: real[n n]")
    with pytest.raises(PictureError, match=said):
        script(f.expr, f.declarations, given, sliders=sliders)


@pytest.mark.parametrize(("text", "declarations", "given", "kind"), ENTRIES, ids=[str(row[2]) for row in ENTRIES])
def test_along_entries(text: str, declarations: str, given: dict[str, Any], kind: str) -> None:
    f = parse(text, declarations)
    picture = f.picture(**given)
    assert picture.kind == kind
    if kind == "contours":
        (layer,) = picture.of(Contours)
        x, y = layer.x[None, :], layer.y[:, None]
        of_probabilities = x * np.log(x / y) + (1 - x) * np.log((1 - x) / (1 - y))  # the other ones follow
        np.testing.assert_allclose(layer.z, x**2 + y**2 + 12 if "A" in given else of_probabilities)
    else:
        (line,) = picture.of(Curve)
        np.testing.assert_allclose(line.y, 4 * line.x - 2 * picture.sliders[0].values[picture.sliders[0].start])


def test_a_formula_without_code_is_drawn_as_python_draws_it() -> None:
    f = parse("integral(exp(-t**2), t, 0, x)", "x: real")
    module = script(f.expr, f.declarations, {"x": (-1, 1)})
    assert "functions = null" in module and '"why": "no JavaScript: the integral over a variable' in module
    assert '"type": "curve"' in module and "import" not in module
