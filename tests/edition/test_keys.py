"""Keys for reading: what they do, where they keep out of the way, how they are switched off."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import violations
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser, Page

HELP = "dialog.cable-keys-dialog"


@pytest.fixture
def page(fresh_cable_page: Page) -> Page:
    """The page of the cable, in a browser that knows nothing yet."""
    return fresh_cable_page


def paragraph(page: Page) -> str:
    """Return the paragraph that has the focus."""
    script = "document.activeElement.closest('.cable-par')?.id || ''"
    return str(page.evaluate(script))


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_go_from_paragraph_to_paragraph_and_bring_them_into_view(page: Page) -> None:
    press(page, "jjj")
    assert paragraph(page) == "p3"
    top = page.evaluate("document.getElementById('p3').getBoundingClientRect().top")
    assert -5 < top < 200
    press(page, "k")
    assert paragraph(page) == "p2"
    press(page, "kkkk")
    assert paragraph(page) == "p1"


def test_a_key_cites_the_paragraph_and_another_changes_the_view(page: Page) -> None:
    press(page, "jjjjc")
    assert page.inner_text("dialog[open] h2") == "Cite 05OTTAWA286, ¶ 4"
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.dataset.place === 'p4'")
    press(page, "v")
    assert page.evaluate("document.documentElement.dataset.cableView") == "transmitted"
    press(page, "v")
    assert page.evaluate("document.documentElement.dataset.cableView") == "reading"


def test_a_key_opens_the_reading_list(page: Page) -> None:
    press(page, "l")
    page.wait_for_url("**/reading-list.html")


def test_the_list_of_keys_opens_by_key_and_by_button_and_closes(page: Page) -> None:
    press(page, "?")
    assert page.locator(HELP).is_visible()
    names = page.locator(f"{HELP} kbd").all_inner_texts()
    assert names == ["?", "/", "j", "k", "c", "v", "l", "← →"]
    press(page, "j")
    assert paragraph(page) == ""
    page.keyboard.press("Escape")
    assert not page.locator(HELP).is_visible()
    button = page.get_by_role("button", name="Keyboard")
    button.press("Enter")
    assert page.locator(HELP).is_visible()
    page.get_by_role("button", name="Close").press("Enter")
    page.wait_for_function("document.activeElement.textContent === 'Keyboard'")


def test_a_page_without_paragraphs_lists_the_keys_that_it_has(page: Page, html: Path) -> None:
    page.goto((html / "about.html").as_uri())
    press(page, "?")
    assert page.locator(f"{HELP} kbd").all_inner_texts() == ["?", "/", "l", "← →"]


def test_a_letter_that_is_typed_is_a_letter(page: Page) -> None:
    page.focus("input[name=q]")
    press(page, "jack?/lv")
    assert page.input_value("input[name=q]") == "jack?/lv"
    assert page.url.endswith(CABLE_PAGE)


def test_a_letter_with_a_modifier_is_left_to_the_browser(page: Page) -> None:
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+l")
    assert paragraph(page) == ""
    assert page.url.endswith(CABLE_PAGE)


def test_keys_can_be_switched_off_for_good_and_on_again(page: Page, html: Path) -> None:
    press(page, "?")
    page.get_by_label("Use the keys of one letter or sign").uncheck()
    page.keyboard.press("Escape")
    page.goto((html / CABLE_PAGE).as_uri())
    press(page, "jv?l/")
    assert paragraph(page) == ""
    assert page.evaluate("document.documentElement.dataset.cableView") == "reading"
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Use the keys of one letter or sign").check()
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('dialog[open]')")
    page.evaluate("document.activeElement.blur()")
    press(page, "/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_axe_finds_no_violation_in_the_list_of_keys(page: Page) -> None:
    press(page, "?")
    assert violations(page, HELP) == []


def test_without_a_script_there_is_no_button_for_keys(browser: Browser, html: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    found = context.new_page()
    found.goto((html / CABLE_PAGE).as_uri())
    assert not found.get_by_text("Keyboard", exact=True).is_visible()
    context.close()
