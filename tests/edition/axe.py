"""What axe-core finds against WCAG 2.2 AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


def violations(page: Page, context: str | None = None) -> list[str]:
    """Return the violations on a page, or in an element of it; fail if no rule was tried."""
    results = Axe().run(page, context=context, options=RULES).response
    assert results["passes"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
