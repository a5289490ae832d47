"""No kind of page, light or dark, has what keeps readers with other senses or devices from using it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.web.browser.opening import KINDS, opened

# What KaTeX draws is hidden from screen readers, which get its MathML; its colour is that of the text around. Of the
# tables of signs, which are all alike, the first rows will do.
SEEN = "{exclude: ['.katex-html', '.js-plotly-plot', '.signs tr:nth-child(n + 4)']}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_serious_violation(page: Page, axe: str, kind: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    opened(page, kind).wait_for_load_state("networkidle")  # with its pictures
    page.evaluate(axe)
    serious = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(f"axe.run({SEEN}, {{resultTypes: ['violations']}})")
        serious += [f"{scheme}: {one['id']} ({one['help']}), {len(one['nodes'])} times, as {node['html'][:160]}: "
                    f"{node['failureSummary']}" for one in found["violations"] for node in one["nodes"][:1]
                    if one["impact"] in ("serious", "critical")]
    assert serious == []
