"""The reading list in a browser: collecting, sharing, writing out, and what hostile data can do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
import pytest
import rispy
from axe import violations
from built_pages import CABLE_PAGE
from local_server import local_server
from playwright.sync_api import Browser, Locator, Page

LIST = "reading-list.html"
KEY = "cable-edition-reading-list"


@pytest.fixture
def page(fresh_cable_page: Page) -> Page:
    """The page of the cable, in a browser that knows nothing yet."""
    return fresh_cable_page


@pytest.fixture(scope="module")
def served(html: Path) -> Iterator[str]:
    """The edition on a server of this machine."""
    with local_server(html) as address:
        yield address


def add(page: Page, anchor: str, to: str = "") -> None:
    """Add a place by the keyboard."""
    page.focus(f"a.cable-cite-link[data-place='{anchor}']")
    page.keyboard.press("Enter")
    if to:
        page.get_by_label("To", exact=True).select_option(label=to)
    page.get_by_role("button", name="Add to the reading list").press("Enter")
    assert "is in your reading list." in page.inner_text(".cable-cite-status")
    page.keyboard.press("Escape")


def show(page: Page, html: Path, fragment: str = "") -> Locator:
    page.goto("about:blank")
    page.goto((html / LIST).as_uri() + fragment)
    page.wait_for_selector("#cable-reading-list:visible")
    return page.locator("[data-part='items'] > li")


def saved(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.path().read_bytes().decode("utf-8")


def test_places_are_collected_and_shown_with_their_citations(page: Page, html: Path) -> None:
    add(page, "p4")
    add(page, "p4", "¶ 6")
    page.get_by_role("button", name="Add this cable to the reading list").click()
    assert page.locator("a.cable-list-link").inner_text() == "Reading list (3)"
    items = show(page, html)
    assert items.locator(".cable-list-place").all_inner_texts() == [
        "05OTTAWA286, ¶ 4",
        "05OTTAWA286, ¶¶ 4-6",
        "05OTTAWA286",
    ]
    assert items.nth(0).locator("a").get_attribute("href") == f"./{CABLE_PAGE}#p4"
    citations = items.locator(".cable-list-citation").all_inner_texts()
    assert citations[0].endswith("05OTTAWA286, version 0.1.0, 2026, para. 4.")
    assert citations[1].endswith("version 0.1.0, 2026, paras. 4–6.")
    assert citations[2].endswith("version 0.1.0, 2026.")
    assert items.nth(0).locator("i").inner_text() == "Cable Edition"
    page.get_by_label("Citations in the style of").select_option(label="APA, reference list")
    page.wait_for_function(
        "document.querySelector('.cable-list-citation').textContent.includes('(2005, January 28)')"
    )


def test_a_place_is_there_once_and_each_view_is_another(page: Page, html: Path) -> None:
    add(page, "p4")
    page.evaluate("document.documentElement.dataset.cableView = 'transmitted'")
    page.locator("a.cable-cite-link[data-place='any']").click()
    page.get_by_label("From", exact=True).select_option(label="¶ 4")
    page.get_by_label("To", exact=True).select_option(label="¶ 4")
    page.get_by_role("button", name="Add to the reading list").click()
    page.get_by_role("button", name="Add to the reading list").click()
    assert "was already in your reading list." in page.inner_text(".cable-cite-status")
    items = show(page, html)
    assert items.count() == 2
    assert items.nth(1).locator(".cable-list-place").inner_text().endswith(", text as transmitted")
    assert "(text as transmitted)" in items.nth(1).locator(".cable-list-citation").inner_text()


def test_the_list_is_written_out_as_citations_that_others_read(page: Page, html: Path) -> None:
    add(page, "p4")
    add(page, "p14-2")
    show(page, html)
    library = bibtexparser.parse_string(saved(page, "BibTeX"))
    assert [entry.key for entry in library.entries] == ["05OTTAWA286-p4", "05OTTAWA286-p14-2"]
    assert not library.failed_blocks
    assert "¶ 4. Reading text" in library.entries[0]["note"]
    records = rispy.loads(saved(page, "RIS"))
    assert [record["id"] for record in records] == ["05OTTAWA286-p4", "05OTTAWA286-p14-2"]
    csl = json.loads(saved(page, "CSL-JSON"))
    assert [one["id"] for one in csl] == ["05OTTAWA286-p4", "05OTTAWA286-p14-2"]
    assert csl[1]["note"] == "Edition of 2026. ¶ 14, item 2. Reading text"
    text = saved(page, "Formatted references")
    first, second = text.split("\n\n")
    assert first.endswith("para. 4.")
    assert second.endswith("para. 14, item 2.\n")


def test_a_place_is_taken_out_by_the_keyboard_and_the_focus_stays_near(
    page: Page, html: Path
) -> None:
    for anchor in ("p1", "p2", "p3"):
        add(page, anchor)
    items = show(page, html)
    page.get_by_role("button", name="Remove 05OTTAWA286, ¶ 2").press("Enter")
    page.wait_for_function("document.querySelectorAll('[data-part=items] > li').length === 2")
    assert items.locator("a").all_inner_texts() == ["05OTTAWA286, ¶ 1", "05OTTAWA286, ¶ 3"]
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == "Remove 05OTTAWA286, ¶ 3"
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Empty the list").click()
    page.wait_for_function("document.querySelectorAll('[data-part=items] > li').length === 0")
    assert page.get_by_text("There is nothing in it yet.").is_visible()
    assert page.locator("a.cable-list-link").inner_text().strip() == "Reading list"


def test_a_link_carries_the_list_to_another_browser(
    page: Page, browser: Browser, html: Path, served: str
) -> None:
    add(page, "p4", "¶ 6")
    add(page, "p14-2")
    show(page, html)
    page.get_by_role("button", name="Copy a link to this list").click()
    page.wait_for_selector("[data-part='link']:visible")
    fragment = page.input_value("[data-part='link']").partition("#")[2]
    assert fragment == "list=05OTTAWA286.p4.p6,05OTTAWA286.p14-2"
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{served}/{LIST}#{fragment}")
    other.wait_for_selector("[data-part='shared']:visible")
    shared = other.locator("[data-part='shared-items'] > li")
    assert shared.locator("a").all_inner_texts() == [
        "05OTTAWA286, ¶¶ 4-6",
        "05OTTAWA286, ¶ 14, item 2",
    ]
    assert shared.nth(0).locator(".cable-list-citation").inner_text().endswith("paras. 4–6.")
    assert other.locator("[data-part='items'] > li").count() == 0
    other.get_by_role("button", name="Add all of it to your list").click()
    other.wait_for_function("document.querySelectorAll('[data-part=items] > li').length === 2")
    context.close()


def test_without_a_server_a_shared_list_still_leads_to_its_places(page: Page, html: Path) -> None:
    show(page, html, "#list=05OTTAWA286.p4,05OTTAWA286.p4.p4.t,99NOWHERE1")
    places = page.locator("[data-part='shared-items'] .cable-list-place")
    assert places.all_inner_texts() == [
        "05OTTAWA286, ¶ 4",
        "05OTTAWA286, ¶ 4, text as transmitted",
        "99NOWHERE1 (not in this edition)",
    ]
    assert places.locator("a").count() == 2


HOSTILE = [
    "#list=<img src=x onerror=alert(1)>",
    "#list=../../x.p1,05OTTAWA286.p4%22onclick=,javascript:alert(1),05OTTAWA286.__proto__",
    "#list=05OTTAWA286.p4</a><script>alert(1)</script>",
]


@pytest.mark.parametrize("fragment", HOSTILE)
def test_a_hostile_link_shows_nothing_of_its_own(page: Page, html: Path, fragment: str) -> None:
    page.on("dialog", lambda _: pytest.fail("a script of the link ran"))
    show(page, html, fragment)
    assert page.locator("[data-part='shared-items'] > li").count() == 0


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        '{"id": 1}',
        '[{"id": "05OTTAWA286", "from": "x\\" y", "to": "", "reading": true, "label": "x"}]',
        '[null, {"id": "<b>", "from": "", "to": "", "reading": true, "label": "", "texts": null}]',
    ],
)
def test_a_damaged_store_is_an_empty_list(page: Page, html: Path, kept: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, kept])
    assert show(page, html).count() == 0


def test_markup_in_the_store_comes_out_as_text(page: Page, html: Path) -> None:
    texts = {"chicago-note": ["<img src=x onerror=alert(1)>", ["i", "<b>"]]}
    item = {"id": "05OTTAWA286", "from": "p1", "to": "p1", "reading": True}
    kept = json.dumps([item | {"label": "<u>¶ 1</u>", "texts": texts}])
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, kept])
    items = show(page, html)
    assert items.locator("a").inner_text() == "<u>¶ 1</u>"
    assert items.locator("img").count() == 0
    assert items.locator("i").inner_text() == "<b>"


def test_axe_finds_no_violation_in_a_full_list(page: Page, html: Path) -> None:
    add(page, "p4")
    show(page, html, "#list=05OTTAWA286.p5")
    assert violations(page) == []


def test_without_a_script_the_page_says_so(browser: Browser, html: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / LIST).as_uri())
    assert "needs JavaScript" in page.inner_text("article")
    assert not page.locator("#cable-reading-list").is_visible()
    context.close()
