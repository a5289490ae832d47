"""No kind of page, light or dark, has what keeps readers with other senses or devices from using it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.web.browser.opening import KINDS, opened

# What KaTeX draws is hidden from screen readers, which get its MathML; its colour is that of the text around.
UNSEEN = "{exclude: ['.katex-html', '.js-plotly-plot']}"
# Of the tables of signs, which are all alike, the first rows will do.
SHORTEN = "document.querySelectorAll('.signs tr:nth-child(n + 4)').forEach(row => row.remove())"


@pytest.mark.parametrize("kind", KINDS)
def test_no_serious_violation(page: Page, axe: str, kind: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    opened(page, kind).wait_for_load_state("networkidle")  # with its pictures
    page.evaluate(SHORTEN)
    page.evaluate(axe)
    serious = []
    for scheme, rules in (("light", "undefined"), ("dark", "['color-contrast']")):
        page.emulate_media(color_scheme=scheme)
        page.locator(f"html[data-theme={scheme}]").wait_for(state="attached")
        found = page.evaluate(f"axe.run({UNSEEN}, {{resultTypes: ['violations'], runOnly: {rules}}})")
        serious += [f"{scheme}: {one['id']} ({one['help']}), {len(one['nodes'])} times, as {node['html'][:160]}: "
                    f"{node['failureSummary']}" for one in found["violations"] for node in one["nodes"][:1]
                    if one["impact"] in ("serious", "critical")]
    assert serious == []
