"""The search by paragraph, on a served copy of the edition, and the simple one on a local disk."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from local_server import local_server
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def searchable(html: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition with an index for the search by paragraph."""
    folder = tmp_path_factory.mktemp("site")
    docs = html.parents[1] / "docs"
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-qW", "-D", "cable_search=pagefind"]
    paths = ["-d", folder / "doctrees", docs, folder / "html"]
    subprocess.run([*command, *paths], check=True, timeout=600)
    return folder / "html"


@pytest.fixture(scope="module")
def site(searchable: Path) -> Iterator[str]:
    """The address of the edition, served below a folder as many sites are."""
    with local_server(searchable.parent) as address:
        yield f"{address}/{searchable.name}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


def titles(page: Page) -> list[str]:
    expect(page.locator("#cable-search-said")).to_contain_text("found")
    expect(page.locator(".cable-search-results a").first).to_be_visible()
    return page.locator(".cable-search-results a").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "paragraph"),
    [
        ("S%26R", "05OTTAWA286 ¶ 2"),
        ("S/CRS", "05OTTAWA286 ¶ 5"),
        ("%22knit together the efforts%22", "05OTTAWA286 ¶ 5"),
    ],
)
def test_acronyms_and_phrases_are_found_at_their_paragraph(
    site: str, page: Page, query: str, paragraph: str
) -> None:
    page.goto(f"{site}search.html?q={query}")
    assert any(title.startswith(paragraph) for title in titles(page))


def test_a_phrase_that_is_not_there_is_not_found(site: str, page: Page) -> None:
    page.goto(f"{site}search.html?q=%22efforts the together knit%22")
    expect(page.locator("#cable-search-said")).to_have_text("0 places found.")


def test_a_filter_leaves_only_what_has_it(site: str, page: Page) -> None:
    page.goto(f"{site}search.html?q=reconstruction")
    before = titles(page)
    page.get_by_label("Register").select_option("Term")
    expect(page.locator(".cable-search-results a", has_text="05OTTAWA286")).to_have_count(0)
    expect(page.locator(".cable-search-results a").first).to_be_visible()
    assert 0 < len(titles(page)) < len(before)


def test_a_result_lands_on_its_paragraph_with_the_words_lit(site: str, page: Page) -> None:
    page.goto(f"{site}search.html?q=judicial")
    page.locator(".cable-search-results a", has_text="¶ 4").first.click()
    page.wait_for_url(f"**/{CABLE_PAGE}**#p4")
    expect(page.locator("#p4 .highlighted").first).to_have_text("judicial")
    expect(page.locator("#p4")).to_be_in_viewport()


def test_markup_in_a_query_is_text(site: str, page: Page) -> None:
    page.goto(f"{site}search.html?q=%3Cimg src=x onerror=document.title=1%3E peace")
    expect(page.locator("#cable-search-said")).to_contain_text("found")
    assert page.locator("#cable-search img").count() == 0


def test_a_copy_on_a_disk_is_searched_by_sphinx(searchable: Path, page: Page) -> None:
    page.goto((searchable / "search.html").as_uri() + "?q=judicial")
    expect(page.locator("#search-results a", has_text="05OTTAWA286").first).to_be_visible()
    expect(page.locator("#cable-search")).to_be_hidden()
