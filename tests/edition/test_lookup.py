"""An id in the search box leads to its cable, and to the paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


def ask(page: Page, query: str) -> None:
    box = page.locator("input[name=q]").first
    box.fill(query)
    box.press("Enter")


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("05OTTAWA286", ""),
        (" 05 ottawa 000286 ", ""),
        ("2005 Ottawa 286", ""),
        ("05OTTAWA286 ¶4", "#p4"),
        ("05OTTAWA286#p14-2", "#p14-2"),
        ("05OTTAWA286, para 4", "#p4"),
    ],
)
@pytest.mark.parametrize("start", ["index.html", "people/index.html"])
def test_an_id_leads_to_its_cable(
    html: Path, page: Page, start: str, query: str, anchor: str
) -> None:
    page.goto((html / start).as_uri())
    ask(page, query)
    page.wait_for_url(f"**/{CABLE_PAGE}{anchor}")


@pytest.mark.parametrize("query", ["05OTTAWA287", "stabilization", "3D", "task force 8"])
def test_anything_else_is_searched_for(html: Path, page: Page, query: str) -> None:
    page.goto((html / "index.html").as_uri())
    ask(page, query)
    page.wait_for_url("**/search.html?q=*")


def test_on_the_page_of_the_search_the_places_that_name_an_id_are_found(
    html: Path, page: Page
) -> None:
    page.goto((html / "search.html").as_uri())
    field = page.get_by_label("exact phrase")
    field.fill("05OTTAWA286")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=05OTTAWA286")
    expect(page.locator("#cable-search-said")).to_contain_text("found for 05OTTAWA286")
    expect(page.locator(".cable-search-results li")).not_to_have_count(0)
    field.fill("05 Ottawa 286")
    field.press("Enter")
    expect(page.locator("#cable-search-said")).to_contain_text("found for 05 Ottawa 286")


@pytest.mark.parametrize(
    ("query", "anchor"),
    [("05OTTAWA286 ¶ 4", "#p4"), ("2005 Ottawa 286", ""), ("05OTTAWA000286", "")],
)
def test_on_the_page_of_the_search_other_ways_to_write_an_id_lead_to_the_cable(
    html: Path, page: Page, query: str, anchor: str
) -> None:
    page.goto((html / "search.html").as_uri())
    page.get_by_label("exact phrase").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CABLE_PAGE}{anchor}")


def test_the_page_of_a_lost_address_leads_to_the_cable(html: Path, page: Page) -> None:
    page.goto((html / "404.html").as_uri())
    page.get_by_label("Find a cable").fill("05 OTTAWA 286")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CABLE_PAGE}")
