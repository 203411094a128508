"""Pages as a browser prints them: nothing is folded up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from built_pages import CABLE_PAGE
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader
from tests.editions import ROOT

from cable_edition import parse


def printed(browser: Browser, page: Path) -> list[PageObject]:
    """Return the sheets of a page."""
    found = browser.new_page()
    found.goto(page.as_uri())
    sheets = PdfReader(io.BytesIO(found.pdf(format="A4", prefer_css_page_size=True))).pages
    found.close()
    return list(sheets)


def test_the_record_of_a_cable_is_open(browser: Browser, html: Path) -> None:
    sheets = printed(browser, html / CABLE_PAGE)
    assert len(sheets) > 5
    assert "Checksum" in sheets[0].extract_text()


def test_a_paragraph_is_printed_with_its_number(browser: Browser, html: Path) -> None:
    sheets = printed(browser, html / CABLE_PAGE)
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    record = parse((ROOT / "source_cables" / "05OTTAWA286.txt").read_bytes())
    assert len(record.paragraphs) == 14
    for one in record.paragraphs:
        begins = " ".join(["¶", str(one.n), one.marking.text, *one.text.split()[:3]])
        assert f" {begins}" in text, begins


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("glossary/index.html", "E.O. 12958: DECL: 01/26/2009"),
        ("emendations/index.html", "comma for apostrophe, certain"),
    ],
)
def test_what_a_page_folds_up_or_sets_in_a_table_is_printed(
    browser: Browser, html: Path, page: str, words: str
) -> None:
    text = " ".join(sheet.extract_text() for sheet in printed(browser, html / page))
    assert words in " ".join(text.split())
