"""The two views of a cable and the notes beside its text, as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, tree
from playwright.sync_api import Browser, Page
from tests.page_checks import TEXT_BEGINS

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


def words(page: Page, place: str = "p1") -> str:
    return page.locator(f"#{place} .cable-words").first.inner_text()


def as_sent(page: Page) -> bool:
    """Return whether the paragraphs have the words of the source, commas for apostrophes."""
    read, sent = "Prime Minister's Office", "Prime Minister,s Office"
    assert (read in words(page)) != (sent in words(page))
    return sent in words(page)


def test_the_switch_works_by_keyboard_and_its_choice_is_kept(page: Page, html: Path) -> None:
    opened(page, html)
    assert not as_sent(page)
    page.get_by_role("radio", name="reading text").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="as transmitted").is_checked()
    assert as_sent(page)
    opened(page, html)
    assert as_sent(page)
    page.get_by_label("reading text").check()
    assert not as_sent(page)
    opened(page, html)
    assert not as_sent(page)


def test_as_transmitted_keeps_numbers_addresses_and_cite(page: Page, html: Path) -> None:
    opened(page, html, "#p9")
    before = page.locator("#p9").bounding_box()
    page.evaluate("document.querySelectorAll('.cable-views input')[1].click()")
    after = page.locator("#p9").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 30
    for kind in ("a.cable-number", "a.cable-cite-link"):
        assert page.locator(f"#p9 {kind}").is_visible()
    page.locator("#p9 a.cable-cite-link").click()
    title = page.get_by_role("heading", name="Cite 05OTTAWA286, ¶ 9", exact=True)
    assert title.is_visible()
    assert "View cited: text as transmitted" in page.locator("dialog").inner_text()


def test_each_paragraph_as_transmitted_is_the_source(page: Page, html: Path) -> None:
    opened(page, html)
    source = " ".join(page.locator("#transmitted pre").inner_text().split())
    if not source:
        source = " ".join((page.locator("#transmitted pre").text_content() or "").split())
    page.get_by_label("as transmitted").check()
    found = page.locator(".cable-par .cable-words, .cable-section > h2").evaluate_all(
        """all => all.map(one => {
            const copy = one.cloneNode(true);
            const out = ".cable-note-ref, .headerlink, .cable-cite-link";
            for (const mark of copy.querySelectorAll(out)) mark.remove();
            return copy.textContent.replace(/\\s+/g, " ").trim();
        })"""
    )
    assert len(found) > 14
    for text in found:
        assert text in source


def test_an_address_in_the_record_opens_it(page: Page, html: Path) -> None:
    opened(page, html)
    assert not page.locator("#tags").is_visible()
    opened(page, html)
    page.goto("about:blank")
    opened(page, html, "#tags")
    assert page.locator("#tags").is_visible()


def test_the_text_begins_on_the_first_screen(page: Page, html: Path) -> None:
    for size, limit in TEXT_BEGINS:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        opened(page, html)
        box = page.locator("#p1 .cable-words").bounding_box()
        assert box is not None
        assert box["y"] < limit - 40


def test_the_choice_of_portions_moves_no_line(page: Page, html: Path) -> None:
    opened(page, html)
    before = page.locator("#p1").bounding_box()
    page.get_by_role("checkbox", name="Show (U)").uncheck()
    assert page.locator(".cable-portion-status").is_visible()
    assert page.locator("#p1").bounding_box() == before


def test_later_mentions_in_a_paragraph_show_their_line_when_pointed_at(
    page: Page, html: Path
) -> None:
    opened(page, html)
    color = "link => getComputedStyle(link).textDecorationColor"
    first, later = (
        page.locator(f"#p4 a.cable-mention{kind}[href$='#person-wright-james']").first
        for kind in (":not(.cable-again)", ".cable-again")
    )
    assert "/ 0)" in later.evaluate(color) or later.evaluate(color) == "rgba(0, 0, 0, 0)"
    assert first.evaluate(color) != later.evaluate(color)
    later.hover()
    page.wait_for_timeout(100)
    assert later.evaluate(color) != "rgba(0, 0, 0, 0)"


def test_notes_on_the_record_stand_with_it(page: Page, html: Path) -> None:
    opened(page, html)
    assert "cable-note-beside" not in (page.locator("#n-sipdis").get_attribute("class") or "")
    page.locator("#about > summary").click()
    page.wait_for_timeout(200)
    notes = page.evaluate(_NOTES)
    text = page.locator("#p1").bounding_box()
    assert text is not None
    assert all(note["beside"] for note in notes)
    on_record = notes[:11]
    assert all(note["bottom"] <= text["y"] + 1 for note in on_record)
    boxes = [(n["left"], n["right"], n["top"], n["bottom"]) for n in on_record]
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
            assert apart


def test_print_has_the_record_unfolded(page: Page, html: Path) -> None:
    opened(page, html)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#tags").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator("#tags").is_visible()


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
    assert not as_sent(page)
    assert page.locator("a[href='#transmitted']").is_visible()
    page.locator("#about summary").click()
    assert page.locator("#tags").is_visible()
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
    rows = register.xpath("//table[contains(@class, 'cable-emendations')]/tbody/tr[@id]/@id")
    assert rows == [f"05OTTAWA286-{place.get('id')}" for place in places]
    assert len(rows) == 22
