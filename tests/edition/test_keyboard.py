"""The pages without a pointer: past the navigation, into what is folded, through the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, pages, tree
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desktop size."""
    found = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield found
    found.close()


def skip_navigation(page: Page) -> None:
    """Go past the navigation, from the beginning of a page."""
    link = page.locator(".skip-to-content")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**#furo-main-content")


def tab_to(page: Page, wanted: str, most: int) -> None:
    """Press Tab until an element has the focus that a selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not among the next {most} stops")


def test_what_is_folded_is_opened_and_shut_again(html: Path, page: Page) -> None:
    page.goto((html / CABLE_PAGE).as_uri())
    skip_navigation(page)
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('[role=main]'))")
    for folded in ("details.cable-about", "details.cable-transmitted"):
        tab_to(page, f"{folded} > summary", 400)
        about = page.locator(folded)
        expect(about.locator("summary")).to_be_in_viewport()
        expect(about).not_to_have_attribute("open", "")
        page.keyboard.press("Enter")
        expect(about).to_have_attribute("open", "")
        page.keyboard.press("Space")
        expect(about).not_to_have_attribute("open", "")


def test_a_paragraph_is_searched_for_and_reached(html: Path, page: Page) -> None:
    page.goto((html / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("judicial")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=judicial")
    expect(page.locator(".cable-search-results a").first).to_be_visible()
    skip_navigation(page)
    tab_to(page, ".cable-search-results a", 12)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CABLE_PAGE}**#p4")
    expect(page.locator("#p4")).to_be_in_viewport()
    # And the walk goes on from there.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cable-par')?.id") == "p4"


def test_the_focus_goes_in_the_order_of_the_page(each_html: Path) -> None:
    ahead = {
        f"{page.name}: {index}"
        for page in pages(each_html)
        for index in tree(page).xpath("//@tabindex")
        if int(index) > 0
    }
    assert ahead == set()
