"""The cable can be read in its page as served, with no script run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, text_between, tree, words
from playwright.sync_api import Browser
from tests.editions import ROOT

PARAGRAPHS = range(1, 15)
_START = re.compile(r"(?<= )(\d{1,2})\. \([A-Z]{1,3}\) ")


@pytest.fixture(scope="module")
def source_paragraphs() -> dict[int, str]:
    """The numbered paragraphs of the source, cut at their numbers, headings and all."""
    source = (ROOT / "source_cables" / "05OTTAWA286.txt").read_text(encoding="utf-8")
    starts = list(_START.finditer(source))
    assert [int(found[1]) for found in starts] == list(PARAGRAPHS)
    ends = [found.start() for found in starts[1:]] + [source.index("Visit Canada's Classified")]
    return {
        int(found[1]): source[found.end() : end] for found, end in zip(starts, ends, strict=True)
    }


@pytest.mark.parametrize("n", PARAGRAPHS)
def test_every_word_of_the_paragraph_is_in_the_static_page(
    html: Path, source_paragraphs: dict[int, str], n: int
) -> None:
    shown = text_between(html / CABLE_PAGE, f"p{n}", f"p{n + 1}" if n < 14 else "u1")
    assert _missing(words(source_paragraphs[n]), words(shown)) is None


def _missing(wanted: list[str], shown: list[str]) -> str | None:
    """Return the first word that does not follow in order; case is left to headings."""
    rest = iter(word.casefold() for word in shown)
    return next((word for word in wanted if word.casefold() not in rest), None)


@pytest.fixture
def lines_without_scripts(html: Path, browser: Browser) -> Iterator[str]:
    """What a browser shows of the cable's page with scripts off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / CABLE_PAGE).as_uri())
    yield page.inner_text("body")
    context.close()


def test_a_browser_shows_the_paragraphs_with_scripts_off(
    lines_without_scripts: str, source_paragraphs: dict[int, str]
) -> None:
    shown = words(lines_without_scripts)
    for paragraph in source_paragraphs.values():
        assert _missing(words(paragraph)[:40], shown) is None


def test_the_first_page_begins_with_the_words_of_the_cable_and_leads_to_it(html: Path) -> None:
    (opening,) = tree(html / "index.html").find_class("cable-opening")
    (quoted,) = opening.xpath(".//blockquote")
    said = " ".join(quoted.text_content().removesuffix("…").rstrip().removesuffix("…").split())
    (first,) = tree(html / CABLE_PAGE).xpath("//*[@id='p1']")
    read = " ".join(first.find_class("cable-words")[0].text_content().split())
    assert words(said) == words(read)[: len(words(said))]
    assert len(words(said)) > 50
    assert [link.get("href") for link in opening.xpath(".//a")] == [
        CABLE_PAGE,
        f"{CABLE_PAGE}#p1",
    ]


def test_the_menu_has_three_groups(html: Path) -> None:
    page = tree(html / "index.html")
    groups = page.xpath("//*[contains(@class, 'sidebar-tree')]//p[contains(@class, 'caption')]")
    assert [group.text_content().strip() for group in groups] == ["Read", "Look up", "About"]
