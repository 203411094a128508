"""WCAG 2.2 AA as far as a machine can tell (axe-core), and what a browser does with the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Page

PAGES = ["index.html", CABLE_PAGE, "people/index.html", "glossary/index.html"]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desktop size."""
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(
    html: Path, page: Page, name: str, scheme: Literal["light", "dark"]
) -> None:
    # Colours fade in on some elements; axe must see where they end.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto((html / name).as_uri())
    results = Axe().run(page, options=RULES).response
    assert results["passes"]
    assert [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_window_needs_no_sideways_scrolling(html: Path, page: Page, name: str) -> None:
    # WCAG 2.2, 1.4.10 Reflow: 320 CSS pixels.
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto((html / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PAGES)
def test_a_browser_asks_no_host_and_reports_no_fault(html: Path, page: Page, name: str) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((html / name).as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert faults == []


@pytest.mark.parametrize("anchor", ["p4", "p14-2", "h1", "u1"])
def test_a_focused_permalink_is_visible(html: Path, page: Page, anchor: str) -> None:
    page.goto((html / CABLE_PAGE).as_uri())
    link = page.locator(f"[id='{anchor}'] a[href$='#{anchor}']").first
    link.focus()
    shown = link.evaluate(
        """link => {
            const box = link.getBoundingClientRect();
            let opacity = 1;
            for (let e = link; e; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
            return document.activeElement === link && box.width > 0 && box.height > 0
                && getComputedStyle(link).visibility === "visible" && opacity > 0.5;
        }"""
    )
    assert shown
