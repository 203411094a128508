"""Witnesses beside the base text, as a reader has them: by keyboard, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Browser, Page, expect

CABLE = "cables/05ROME1180.html"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, everything: Path, browser: Browser) -> Iterator[Page]:
    """The page of a cable with two witnesses, the first of them open beside the base text."""
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 1280, "height": 900}
    )
    found = context.new_page()
    found.goto((everything / CABLE).as_uri())
    found.get_by_role("link", name="2 other witnesses").press("Enter")
    found.locator(".cable-beside > summary").first.press("Enter")
    yield found
    context.close()


def test_the_switch_works_by_keyboard_with_and_without_scripts(page: Page) -> None:
    part = page.locator(".cable-beside").first
    both = part.get_by_role("radio", name="A and B")
    expect(both).to_be_checked()
    base, other = (part.locator(f"td.cable-column-{one}:visible") for one in "ab")
    whole = base.count()
    assert whole == other.count() > 20
    both.press("ArrowDown")
    expect(part.get_by_role("radio", name="A alone")).to_be_checked()
    assert (base.count(), other.count()) == (whole, 0)
    part.get_by_role("radio", name="A alone").press("ArrowDown")
    expect(part.get_by_role("radio", name="B alone")).to_be_checked()
    assert (base.count(), other.count()) == (0, whole)
    part.get_by_role("checkbox", name="only passages that differ").press("Space")
    # Date and addressees, of which this copy has none, and two paragraphs.
    assert other.count() == 5
    assert "Coordinator [ ] 1.4(B), B6 excised under 1.4(B), B6" in " ".join(
        other.nth(3).inner_text().split()
    )
    # The other witness is not touched.
    page.locator(".cable-beside > summary").nth(1).press("Enter")
    assert page.locator(".cable-beside").nth(1).locator("td.cable-column-a:visible").count() > 20


def test_the_columns_are_a_table_that_programs_read_aloud_row_by_row(page: Page) -> None:
    part = page.locator(".cable-beside").first
    row = part.get_by_role("row", name="¶ 2").first
    assert row.get_by_role("rowheader").inner_text() == "¶ 2"
    assert row.get_by_role("cell").count() == 2
    assert part.get_by_role("columnheader").all_inner_texts() == ["Place", "A, base text", "B"]
    page.set_viewport_size({"width": 390, "height": 844})
    assert part.get_by_role("row", name="¶ 2").first.get_by_role("cell").count() == 2


def test_on_a_phone_the_columns_stand_below_each_other(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    cells = page.locator(".cable-columns tr:has(a[href='#p2'])").first.locator("td")
    (first, end), (second, _) = cells.evaluate_all(
        "cells => cells.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    assert first < end <= second + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_has_the_columns_that_are_open_and_the_list_of_differences(page: Page) -> None:
    page.emulate_media(media="print")
    parts = page.locator(".cable-beside")
    assert parts.first.locator("td").first.is_visible()
    assert not parts.first.locator("fieldset").is_visible()
    assert not parts.nth(1).is_visible()
    assert page.locator("#witnesses li li:visible").count() == 12


def test_axe_finds_nothing_in_open_columns(everything: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto((everything / CABLE).as_uri())
    for summary in page.locator(".cable-beside > summary").all():
        summary.click()
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(page, "#witnesses") == []
    page.close()
