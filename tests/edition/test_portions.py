"""Filtering the first edition's paragraphs by portion mark, as a reader does with the keyboard."""

from __future__ import annotations

from pathlib import Path

from built_pages import CABLE_PAGE
from playwright.sync_api import Browser


def test_the_filter_works_by_keyboard_and_says_how_many_are_shown(
    html: Path, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    confidential = page.get_by_role("checkbox", name="Show (C)")
    confidential.focus()
    page.keyboard.press("Space")
    assert page.locator(".cable-par:visible").count() == 3
    assert page.locator(".cable-portions [role=status]").inner_text() == (
        "3 of 14 paragraphs are shown."
    )
    page.keyboard.press("Space")
    assert page.locator(".cable-par:visible").count() == 14
    page.close()


def test_a_link_to_a_hidden_paragraph_shows_it(html: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    page.get_by_role("checkbox", name="Show (C)").uncheck()
    page.evaluate("location.hash = 'p14-2'")
    page.locator("#p14-2").wait_for(state="visible")
    assert page.locator(".cable-par:visible").count() == 14
    page.close()


def test_without_scripts_all_paragraphs_are_shown(html: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    assert page.locator(".cable-par:visible").count() == 14
    assert page.locator(".cable-portions input").count() == 0
    context.close()
