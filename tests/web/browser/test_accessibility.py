"""No kind of page, light or dark, has what keeps readers with other senses or devices from using it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.web.browser.opening import KINDS, opened


@pytest.mark.parametrize("kind", KINDS)
def test_no_serious_violation(page: Page, axe: str, kind: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    opened(page, kind).evaluate(axe)
    serious = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # What KaTeX draws is hidden from screen readers, which get its MathML; its colour is that of the text around.
        found = page.evaluate("axe.run({exclude: ['.katex-html', '.js-plotly-plot']}, {resultTypes: ['violations']})")
        serious += [f"{scheme}: {one['id']} ({one['help']}), {len(one['nodes'])} times, as {node['html'][:160]}: "
                    f"{node['failureSummary']}" for one in found["violations"] for node in one["nodes"][:1]
                    if one["impact"] in ("serious", "critical")]
    assert serious == []
