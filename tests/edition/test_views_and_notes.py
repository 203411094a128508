"""The two views of a cable and the notes beside its text, as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, tree
from playwright.sync_api import Browser, Page

#: (top, bottom) of the notes in the margin, in order, and how far each is from its line.
_NOTES = """() => [...document.querySelectorAll(".cable-note")].map((note) => {
  const box = note.getBoundingClientRect();
  const line = document.getElementById("r" + note.id).getBoundingClientRect();
  return {
    beside: note.classList.contains("cable-note-beside"),
    top: box.top, bottom: box.bottom, left: box.left, right: box.right, line: line.top,
  };
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1000})
    yield context.new_page()
    context.close()


def opened(page: Page, html: Path, fragment: str = "") -> Page:
    page.goto((html / CABLE_PAGE).as_uri() + fragment)
    return page


def shown(page: Page) -> tuple[bool, bool]:
    """Return whether the reading text and the text as transmitted are shown."""
    return page.locator("#p4").is_visible(), page.locator("#transmitted pre").is_visible()


def test_the_switch_works_by_keyboard_and_its_choice_is_kept(page: Page, html: Path) -> None:
    opened(page, html)
    assert shown(page) == (True, False)
    page.get_by_role("radio", name="reading text").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="as transmitted").is_checked()
    assert shown(page) == (False, True)
    opened(page, html)
    assert shown(page) == (False, True)
    page.get_by_label("reading text").check()
    opened(page, html)
    assert shown(page) == (True, False)


def test_an_address_of_a_paragraph_leads_to_it_in_any_view(page: Page, html: Path) -> None:
    opened(page, html)
    page.get_by_label("as transmitted").check()
    page.goto("about:blank")
    opened(page, html, "#p9")
    assert page.locator("#p9").is_visible()
    page.goto("about:blank")
    opened(page, html)
    assert shown(page) == (False, True)


def test_print_has_the_reading_text_in_any_view(page: Page, html: Path) -> None:
    opened(page, html)
    page.get_by_label("as transmitted").check()
    page.emulate_media(media="print")
    assert shown(page) == (True, False)


def test_print_shows_the_addresses_behind_the_links(page: Page, html: Path) -> None:
    opened(page, html)
    page.emulate_media(media="print")
    printed = page.evaluate(
        """[...document.querySelectorAll('.cable-note a[href^=http]')].map(link => {
            const after = getComputedStyle(link, '::after');
            const whole = after.content.includes(link.getAttribute("href"));
            return whole && parseFloat(after.fontSize) > 8;
        })"""
    )
    assert page.locator("#n-start .cable-note-back").is_visible()
    assert not page.locator(".skip-to-content").is_visible()
    assert len(printed) > 25
    assert all(printed)


def test_both_views_are_in_reach_without_scripts(browser: Browser, html: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), html)
    assert shown(page) == (True, False)
    assert page.locator("a[href='#transmitted']").is_visible()
    page.locator("#transmitted summary").click()
    assert page.locator("#transmitted pre").is_visible()
    assert page.locator("#n-start").is_visible()
    context.close()


def test_notes_in_the_margin_never_overlap_and_stand_by_their_lines(page: Page, html: Path) -> None:
    opened(page, html)
    page.wait_for_timeout(200)
    notes = [note for note in page.evaluate(_NOTES) if note["beside"]]
    assert len(notes) >= 25
    for above, below in pairwise(notes):
        assert above["bottom"] <= below["top"]
    assert all(note["top"] >= note["line"] - 8 for note in notes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1920
    text = page.locator("#p4 .cable-words").first.bounding_box()
    assert text is not None
    assert all(note["left"] >= text["x"] + text["width"] for note in notes)


def test_notes_stand_below_the_text_on_a_narrow_screen(page: Page, html: Path) -> None:
    page.set_viewport_size({"width": 420, "height": 800})
    opened(page, html)
    page.wait_for_timeout(200)
    notes = page.evaluate(_NOTES)
    assert not any(note["beside"] for note in notes)
    last = page.locator("#signature").bounding_box()
    assert last is not None
    assert notes[0]["top"] > last["y"]
    assert all(note["right"] <= 420 for note in notes)


def test_notes_and_their_places_are_reached_by_keyboard(page: Page, html: Path) -> None:
    opened(page, html)
    page.locator("#rn-leslie").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#n-leslie"
    page.locator("#n-leslie a.cable-note-back").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#rn-leslie"


def test_the_page_and_the_register_have_all_twenty_two(html: Path) -> None:
    places = tree(html / CABLE_PAGE).find_class("cable-emendation")
    register = tree(html / "emendations/index.html")
    rows = register.xpath("//table[contains(@class, 'cable-emendations')]/tbody/tr/@id")
    assert rows == [f"05OTTAWA286-{place.get('id')}" for place in places]
    assert len(rows) == 22
