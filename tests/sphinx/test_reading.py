"""Corrections of the reading on pages: the cable, the register, the data, the proof, the lock."""

from __future__ import annotations

import json

import pytest
from lxml import html

from cable_edition.core.proof.verify import verify_build
from tests.sphinx.conftest import INDEX, TinyEdition, cable_text, warnings_of

TEXT = cable_text(
    paragraphs=("(C) Jane Roe came. Background\nThe hotel *stands* there.", "(C) No.")
)
SIDECAR = """\
reading:
  - {at: p1, quote: Background, is: heading, reason: It stands on a *line* of its own.}
  - {quote: "The hotel *stands*", is: paragraph, number: 7}
  - {quote: "E.O. 12958: DECL: 01/26/2009 TAGS", is: sign-off}
"""


def make(edition: TinyEdition, sidecar: str, listed: bool = True) -> str:
    edition.add(text=TEXT)
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    if listed:
        index = INDEX.replace("chronology/index", "chronology/index\nemendations/index")
        (edition.docs / "index.md").write_text(index, "utf-8")
    return warnings_of(edition.build())


def test_a_corrected_reading_alone_warns_of_nothing(edition: TinyEdition) -> None:
    kept = [line for line in SIDECAR.splitlines(keepends=True) if "sign-off" not in line]
    assert make(edition, "".join(kept)) == ""


@pytest.fixture
def built(edition: TinyEdition) -> TinyEdition:
    assert "reading-unapplied" in make(edition, SIDECAR)
    return edition


def test_the_page_shows_the_reading_that_is_corrected(built: TinyEdition) -> None:
    root = html.fromstring(built.page("cables/05OTTAWA1"))
    assert root.get_element_by_id("h1").find("h2").text.strip() == "Background"
    assert "The hotel *stands* there." in root.get_element_by_id("p7").text_content()
    (link,) = root.xpath("//a[contains(@href, '#corrections-of-the-reading')]")
    assert link.text_content() == "the reading at 2 places"
    assert link.get("href").startswith("../emendations/index.html#")


def test_the_register_lists_corrections_apart(built: TinyEdition) -> None:
    root = html.fromstring(built.page("emendations/index"))
    section = root.get_element_by_id("corrections-of-the-reading")
    lines = [" ".join(item.text_content().split()) for item in section.findall(".//li")]
    assert lines == [
        "05OTTAWA1, heading 1: “Background” is a heading. It stands on a line of its own.",
        "05OTTAWA1, ¶ 7: “The hotel *stands*” begins a paragraph, number 7.",
    ]
    assert [link.get("href") for link in section.findall(".//li//a")] == [
        "../cables/05OTTAWA1.html#h1",
        "../cables/05OTTAWA1.html#p7",
    ]
    assert not root.find_class("cable-emendations")


def test_the_data_of_the_register_has_them_apart(built: TinyEdition) -> None:
    data = json.loads((built.html / "data" / "emendations.json").read_text("utf-8"))
    assert data["emendations"] == []
    assert [(one["cable"], one["place"], one["kind"]) for one in data["corrections"]] == [
        ("05OTTAWA1", "h1", "heading"),
        ("05OTTAWA1", "p7", "paragraph"),
    ]
    assert data["corrections"][0]["reason"] == "It stands on a line of its own."


def test_verify_proves_the_page_by_the_same_reading(built: TinyEdition) -> None:
    _, found = verify_build(built.html, built.sources)
    assert [one.code for one in found] == ["reading-unapplied"]
    page = built.html / "cables" / "05OTTAWA1.html"
    page.write_text(page.read_text("utf-8").replace(">Background<", ">Foreground<"), "utf-8")
    assert "words-differ" in [one.code for one in verify_build(built.html, built.sources)[1]]


def test_without_a_correction_no_page_speaks_of_any(edition: TinyEdition) -> None:
    assert make(edition, "reading: []\n", listed=False) == ""
    assert "corrected" not in edition.page("cables/05OTTAWA1")
    assert not (edition.html / "emendations").exists()


@pytest.mark.parametrize("builder", ["latex", "epub"])
def test_book_and_epub_list_them(edition: TinyEdition, builder: str) -> None:
    make(edition, SIDECAR)
    assert "Traceback" not in warnings_of(edition.build(builder))
    name = "tiny.tex" if builder == "latex" else "emendations/index.xhtml"
    text = (edition.docs / "_build" / builder / name).read_text("utf-8")
    assert "begins a paragraph, number 7" in " ".join(text.split())
