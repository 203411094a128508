"""What a reader sees first of home, lists and a lost page, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from lxml import html as parser
from playwright.sync_api import Browser, Page

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport=DESK)
    yield found
    found.close()


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def test_home_shows_the_first_words_of_a_cable_and_a_way_to_read_on(html: Path, page: Page) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto((html / "index.html").as_uri())
        opening = page.locator(".cable-opening")
        shown = words(opening.locator("blockquote").text_content()).removesuffix("…").strip()
        assert len(shown) > 200
        box = opening.locator("blockquote").bounding_box()
        assert box is not None
        # Its begin is within the first screen.
        assert box["y"] + 60 < size["height"]
        opening.get_by_role("link", name="Read on").click()
        assert page.url.endswith(f"/{CABLE_PAGE}#p1")
        whole = words(page.locator("#p1 .cable-words, #p1").first.text_content())
        letters = re.sub(r"\W+", "", whole)
        assert re.sub(r"\W+", "", shown)[:60] in letters


def test_the_contents_stand_in_three_groups(html: Path, page: Page) -> None:
    page.goto((html / "index.html").as_uri())
    assert page.locator(".sidebar-tree .caption").all_inner_texts() == ["READ", "LOOK UP", "ABOUT"]


def test_a_source_is_a_body_or_an_author_with_the_day_it_was_read(html: Path) -> None:
    """Not the name of a host alone; each link of a note and of a chapter that leads elsewhere."""
    page = parser.parse(html / CABLE_PAGE)
    said = [words(one.text_content()) for one in page.iterfind(".//a[@class]")
            if "cable-source" in one.get("class", "")]  # fmt: skip
    assert len(said) > 20
    bare = [
        one for one in said if not re.search(r", read \w+ \d{4}\Z", one) or "," not in one[:-19]
    ]
    assert bare == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_source_and_reading_of_an_emendation_stand_in_two_columns_at_any_width(
    everything: Path, page: Page, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto((everything / "emendations" / "index.html").as_uri())
    rows = page.evaluate(
        """() => [...document.querySelectorAll(".cable-emendations tr[id]")].map(row =>
            [...row.cells].map(cell => { const box = cell.getBoundingClientRect();
                return [Math.round(box.left), Math.round(box.top), box.right]; }))"""
    )
    assert len(rows) > 5
    for source, reading in rows:
        assert source[0] < reading[0]
        assert source[1] == reading[1]
        assert max(source[2], reading[2]) <= size["width"]


def test_a_table_of_cables_breaks_no_list_of_the_chronology_and_shows_each(
    everything: Path, page: Page
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto((everything / "chronology" / "index.html").as_uri())
    links = page.locator(".cable-list a")
    assert links.count() > 20
    boxes = [one.bounding_box() for one in links.all()]
    assert all(box and box["width"] > 40 and box["x"] + box["width"] <= 390 for box in boxes)


def test_an_entry_of_the_glossary_begins_with_its_meaning_and_folds_its_places(
    everything: Path, page: Page
) -> None:
    page.goto((everything / "glossary" / "index.html").as_uri())
    entries = page.locator("section.cable-entry")
    assert entries.count() > 10
    for entry in entries.all():
        # An entry that was renamed has its former addresses before its heading.
        kinds = entry.evaluate(
            "one => [...one.children].map(part => part.localName).filter(name => name !== 'span')"
        )
        assert kinds[0] == "h2"
        if "details" in kinds:
            assert "p" not in kinds[kinds.index("details") :]
    assert page.locator("details.cable-folded[open]").count() == 0
    # The bar of letters leads to an entry that begins so.
    bar = page.locator(".cable-letters a")
    assert bar.count() > 3
    for link in bar.all():
        letter, target = words(link.text_content()), link.get_attribute("href") or ""
        heading = words(page.locator(f"[id='{target[1:]}'] h2").first.text_content())
        assert letter.casefold() in heading[:2].casefold(), (letter, heading)


def test_a_lost_page_has_the_style_of_the_edition_and_leads_home(html: Path, page: Page) -> None:
    page.goto((html / "404.html").as_uri())
    family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Source Serif" in family
    main = page.locator("[role=main], main, article").first
    assert main.get_by_role("link").count() > 0
