"""Every formula of the book has a picture in the browser, whose numbers are those of the formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from tests.optional import need_target
from tests.pictures.scripts import run_modules

from lemmata.engine.pictures import PictureError, default_given, script
from lemmata.engine.pictures.script import MOST, plain
from lemmata.engine.pictures.setting import Setting, setting
from lemmata.engine.pictures.values import Family
from lemmata.formulas import Formula
from lemmata.lemmas import find, lemmas
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.picturing import moving, rules_of

BODY = """
  const { picture, functions } = module;
  if (!functions) return { why: picture.why };
  return one.map(({ sliders, places }) => {
    const along = tools.chart(picture, functions, sliders);
    if (!along.coordinates.length) return { value: along.now(), slopes: null };
    return { value: places.map((us) => along.value(...us)),
      slopes: along.hasSlopes ? places.map((us) => along.slopes(...us)) : null };
  });
"""


def _formulas() -> Iterator[tuple[str, Formula]]:
    for lemma in lemmas():
        formula = page_value(lemma)
        if formula is not None:
            yield lemma.id, formula


def _made(formula: Formula) -> tuple[str, Setting]:
    given, sliders = default_given(formula.expr, formula.declarations)
    module = script(formula.expr, formula.declarations, given, sliders=sliders, source=formula.source,
                    runtime="./runtime.mjs")
    family = Family(formula.expr, formula.declarations, {}, formula.source)
    return module, setting(family, given, sliders, MOST, fine=True)


def _asked(made: Setting) -> list[dict[str, Any]]:
    """Two places of the sliders with a few points each."""
    rows = [{key: s.values[s.start] for key, s in made.sliders.items()},
            {key: s.values[(s.start + 2 * len(s.values)) // 3] for key, s in made.sliders.items()}]
    places: list[list[float]] = []
    if made.chart is not None:
        parts = [c.places(7) for c in made.chart.coordinates]
        places = [[float(p[k % len(p)]) for p in parts] for k in (0, 1, 3, 5, 6)]
        if made.chart.simplex == 3:
            places = [[0.25, 0.25], [0.5, 0.3], [0.1, 0.2]]
    return [{"sliders": row, "places": places} for row in rows]


@pytest.mark.slow
def test_the_numbers_of_every_picture(tmp_path: Any) -> None:
    need_target("js")
    made = {id: _made(formula) for id, formula in _formulas()}
    asked = {id: _asked(one) for id, (_, one) in made.items()}
    found = run_modules(tmp_path, [module for module, _ in made.values()], list(asked.values()), BODY)
    assert len(made) > 100
    for (id, (_, one)), answers in zip(made.items(), found, strict=True):
        assert isinstance(answers, list), (id, answers)
        for row, answer in zip(asked[id], answers, strict=True):
            family, chart = one.at(row["sliders"]), one.chart
            if chart is None:
                _same(id, answer["value"], family())
                continue
            points = [np.array(column, float) for column in zip(*row["places"])]
            _same(id, answer["value"], chart.values(family, *points))
            slopes = None if answer["slopes"] is None else chart.slopes(family, *points)
            if slopes is not None:
                _same(f"slopes of {id}", answer["slopes"], slopes)


def _same(what: str, found: Any, wanted: Any) -> None:
    wanted = np.array(plain(np.asarray(wanted, float)), float)
    np.testing.assert_allclose(np.array(found, float), wanted, rtol=1e-9, atol=1e-10, err_msg=what)


def test_rules_go_down() -> None:
    """The path of every rule that the book names, at its learning rate, ends low in the valley."""
    about = [lemma for lemma in lemmas() if lemma.calls and lemma.calls[0].startswith("optimization.")]
    named = {rule.name: rule for lemma in about for rule in rules_of(lemma)}
    assert {"gradient descent", "momentum", "Nesterov momentum", "AdaGrad", "RMSprop", "Adam", "AdamW"} <= set(named)
    for rule in named.values():
        theta, state = np.array([-2.4, 2.1]), rule.start(np.zeros(2))
        for _ in range(40):
            theta, state = rule.step(theta, np.array([1.0, 8.0]) * theta, state)
        assert theta @ (np.array([1.0, 8.0]) * theta) < 4.2, rule.name  # from 41


def test_lemmas_without_a_formula_say_so() -> None:
    with pytest.raises(PictureError, match="is an algorithm"):
        moving(find("gram-schmidt"), "./runtime.mjs")
