"""The card of a name in the text: it comes and goes by pointer, keyboard and touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Locator, Page, expect

NAME = "#p4 a.cable-person >> nth=0"


@pytest.fixture
def page(html: Path, browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    found.goto((html / CABLE_PAGE).as_uri() + "#p4")
    yield found
    found.close()


def card(page: Page) -> Locator:
    return page.locator(".cable-card")


def test_focus_shows_the_card_and_ties_it_to_the_name(page: Page) -> None:
    page.locator("#p4 .cable-cite-link").focus()
    page.keyboard.press("Tab")
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("James R. (Jim) Wright")
    expect(card(page)).to_contain_text("Assistant Deputy Minister")
    expect(page.locator(NAME)).to_have_attribute("aria-describedby", "cable-card")
    page.keyboard.press("Tab")
    expect(page.locator(NAME)).not_to_have_attribute("aria-describedby", "cable-card")


def test_an_emended_place_has_a_card_too(page: Page) -> None:
    link = page.locator("#p4 a.cable-emendation").first
    tip = link.get_attribute("title") or ""
    link.hover()
    expect(card(page)).to_contain_text("Emendation")
    expect(card(page)).to_contain_text(tip)


def test_the_card_says_where_else_the_page_names_the_person(page: Page) -> None:
    page.locator(NAME).hover()
    expect(card(page)).to_contain_text("¶\u00a03, ¶\u00a04, ¶\u00a05, ¶\u00a06")


def test_escape_sends_the_card_away_and_the_focus_stays(page: Page) -> None:
    page.locator("#p4 .cable-cite-link").focus()
    page.keyboard.press("Tab")
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    assert page.locator(NAME).evaluate("link => document.activeElement === link")


def test_the_card_stays_while_the_pointer_is_on_it(page: Page) -> None:
    page.locator(NAME).hover()
    expect(card(page)).to_be_visible()
    card(page).hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


def test_the_card_moves_nothing_and_stays_in_the_window(page: Page) -> None:
    where = "e => [e.offsetLeft, e.getBoundingClientRect().top + scrollY]"
    page.wait_for_timeout(300)
    before = page.locator("#p5").evaluate(where)
    page.locator(NAME).hover()
    expect(card(page)).to_be_visible()
    assert page.locator("#p5").evaluate(where) == before
    box = card(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_first_tap_shows_the_card_and_the_second_follows_the_link(
    html: Path, browser: Browser
) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((html / CABLE_PAGE).as_uri() + "#p4")
    page.locator(NAME).tap()
    expect(card(page)).to_be_visible()
    assert page.url.endswith("#p4")
    page.locator(NAME).tap()
    page.wait_for_url("**/people/index.html#person-wright-james")
    context.close()


def test_without_script_the_link_and_its_tip_remain(html: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    link = page.locator(NAME)
    assert "Assistant Deputy Minister" in (link.get_attribute("title") or "")
    assert (link.get_attribute("href") or "").endswith("people/index.html#person-wright-james")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_words_that_say_nothing_lead_to_their_entry_in_the_panel(
    html: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto((html / CABLE_PAGE).as_uri() + "#p4")
    entry = page.locator("#beside-term-start")
    words = page.locator("#p4 a.cable-term", has_text="START").first
    expect(entry).not_to_be_in_viewport()
    before = page.evaluate("scrollY")
    for _ in range(2):
        words.click()
        expect(entry).to_be_in_viewport()
        expect(entry.locator(".cable-panel-name")).to_be_focused()
        expect(entry).to_contain_text("Canada's planned counterpart")
        # The text has not moved, and Escape leads back.
        assert page.evaluate("scrollY") == before
        page.keyboard.press("Escape")
        expect(words).to_be_focused()
        if width == 390:
            expect(entry).not_to_be_in_viewport()
    page.close()
