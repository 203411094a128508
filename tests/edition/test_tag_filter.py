"""Cables by several TAGS in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Browser, Page
from tests.sphinx.conftest import cable_text, tiny_edition

TAGS = ("PREL, CA", "PREL, CA, MARR", "PREL, EAIR", "MARR")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of TAGS of an edition of four cables."""
    edition = tiny_edition(tmp_path_factory.mktemp("tags"))
    for serial, tags in enumerate(TAGS, 1):
        text = cable_text(serial).replace("TAGS: PREL, CA", f"TAGS: {tags}")
        edition.add(f"05OTTAWA{serial}", text)
    edition.build()
    return (Path(edition.html) / "tags" / "index.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found.goto(address)
    yield found
    found.close()


def left(page: Page) -> list[str]:
    return page.locator(".cable-tag-left button").all_inner_texts()


def found(page: Page) -> list[str]:
    return page.locator(".cable-tag-found a").all_inner_texts()


def said(page: Page, text: str) -> None:
    page.wait_for_function(
        "text => document.querySelector('.cable-tag-filter [role=status]').textContent === text",
        arg=text,
    )


def test_each_choice_narrows_the_cables_and_the_choices_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Choose TAGS").press("Enter")
    said(page, "Choose a first TAG.")
    assert left(page) == ["PREL (3)", "CA (2)", "MARR (2)", "EAIR (1)"]
    page.get_by_role("button", name="PREL: 3 cables").press("Enter")
    said(page, "3 cables with PREL.")
    assert left(page) == ["CA (2)", "EAIR (1)", "MARR (1)"]
    assert page.evaluate("document.activeElement.textContent") == "PREL ×"
    page.get_by_role("button", name="CA: 2 cables").press("Enter")
    said(page, "2 cables with PREL and CA.")
    assert left(page) == ["MARR (1)"]
    assert found(page) == ["05OTTAWA1", "05OTTAWA2"]
    page.get_by_role("button", name="Take PREL away").press("Enter")
    said(page, "2 cables with CA.")
    page.locator(".cable-tag-found a").first.click()
    page.wait_for_url("**/cables/05OTTAWA1.html")


def test_the_address_keeps_the_choice(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}#with=MARR+PREL")
    said(page, "1 cable with MARR and PREL.")
    assert found(page) == ["05OTTAWA2"]
    assert page.url.endswith("#with=MARR+PREL")


@pytest.mark.parametrize(
    "fragment", ["#with=<img src=x>", "#with=%3Cscript%3E+PREL", "#with=ZZ", "#with=%E0%A4%A"]
)
def test_an_address_that_names_no_tag_shows_nothing_of_its_own(
    page: Page, address: str, fragment: str
) -> None:
    page.goto("about:blank")
    page.goto(f"{address}{fragment}")
    assert page.locator(".cable-tag-filter :is(img, script)").count() == 0


def test_axe_finds_no_violation(page: Page) -> None:
    page.get_by_role("button", name="Choose TAGS").click()
    page.get_by_role("button", name="PREL: 3 cables").click()
    said(page, "3 cables with PREL.")
    assert violations(page, ".cable-tag-filter") == []


def test_filling_the_place_moves_nothing_below_it(page: Page) -> None:
    place = "document.getElementById('tag-ca').getBoundingClientRect().top"
    filled = page.evaluate(place)
    page.evaluate("document.querySelector('.cable-tag-filter').replaceChildren()")
    assert page.evaluate(place) == filled
