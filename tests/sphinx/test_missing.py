"""What is missing, and the portions, as readers see them."""

from __future__ import annotations

import pytest
from lxml import html

from cable_edition.core.pages import missing_pages

from .conftest import TinyEdition, cable_text, warnings_of

TERMS = "- {id: portion-c, term: (C), expansion: Confidential, tip: Confidential, status: cable}\n"


def page(edition: TinyEdition, name: str) -> html.HtmlElement:
    return html.fromstring(edition.page(name))


def texts(found: html.HtmlElement, css: str) -> list[str]:
    (box,) = found.find_class(css)
    return [" ".join(item.text_content().split()) for item in box.iter("li")]


def sectioned(paragraphs: str, sign_off: str = "DICKSON\n") -> str:
    head = cable_text().partition("1. (C)")[0]
    return head.replace("OTTAWA 000001", "SECTION 01 OF 03 OTTAWA 000001") + paragraphs + sign_off


def box(edition: TinyEdition, text: str) -> list[str]:
    edition.add(text=text)
    app = edition.build()
    assert warnings_of(app) == ""
    return texts(page(edition, "cables/05OTTAWA1"), "cable-missing")


def test_sections_without_heads_in_a_whole_body(edition: TinyEdition) -> None:
    lines = box(edition, sectioned("1. (C) One.\n\n2. (C) Two.\n\n"))
    assert lines[0].startswith("The transmission header is absent: ")
    assert (
        "Sections 2 and 3 were announced; their heads are not in this copy. Paragraphs 1 to 2 run "
        "on without a gap and the sign-off is there, so the body looks whole."
    ) in lines


def test_sections_without_heads_in_a_body_that_breaks_off(edition: TinyEdition) -> None:
    lines = box(edition, sectioned("1. (C) One.\n\n2. (C) Two.\n\n", ""))
    assert any(line.endswith("so text may be lost at the end.") for line in lines)
    assert not any("looks whole" in line for line in lines)


def test_gaps_in_the_numbering(edition: TinyEdition) -> None:
    lines = box(
        edition, cable_text(paragraphs=("(C) One.",)).replace("DICK", "5. (C) Five.\n\nDICK")
    )
    assert "Paragraphs 2 to 4 are missing from the numbering." in lines


def test_every_line_is_a_sentence(edition: TinyEdition) -> None:
    lines = box(edition, sectioned("1. (S) One.\n\n1. (C) Two.\n\n4. (C) Four.\n\n"))
    assert len(lines) > 3
    for line in lines:
        assert line[0].isupper() or line[0].isdigit()
        assert line[-1] in ".”"


def test_the_page_of_the_edition_has_every_cable_in_parts(edition: TinyEdition) -> None:
    for serial in range(1, 6):
        edition.add(f"05OTTAWA{serial}", cable_text(serial))
    assert warnings_of(edition.build(cable_cables_per_page=2)) == ""
    assert (
        "Of 5 cables, none are without a remark here."
        in page(edition, "missing/index").text_content()
    )
    listed = [
        link.get("href")
        for name in ("missing/index", "missing/more/2", "missing/more/3")
        for link in page(edition, name).xpath("//article//li//a[contains(@href, 'cables/05')]")
    ]
    assert len(listed) == 5


def test_an_edition_that_lacks_nothing_says_so_below_the_heading_too(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing_pages, "missing_sentences", lambda _: ())
    edition.add()
    assert warnings_of(edition.build()) == ""
    section = page(edition, "missing/index").get_element_by_id("by-cable")
    assert "Of 1 cable, 1 is without a remark here." in section.text_content()


def test_portions_are_counted_and_explained(edition: TinyEdition) -> None:
    glossary = (edition.docs / "registers" / "glossary.yaml").read_text("utf-8")
    edition.register("glossary", glossary + TERMS)
    edition.add(text=cable_text(paragraphs=("(C) One.", "(U) Two.", "(C) Three.", "Four.")))
    assert warnings_of(edition.build()) == ""
    found = page(edition, "cables/05OTTAWA1")
    (portions,) = found.find_class("cable-portions")
    items = {item.get("data-portion"): item for item in portions.iter("li")}
    assert " ".join(items["(C)"].text_content().split()) == "(C) Confidential: 2 paragraphs"
    assert items["(C)"].xpath(".//a/@href") == ["../glossary/index.html#term-portion-c"]
    assert " ".join(items[""].text_content().split()) == "no mark: 1 paragraph"
    (said,) = found.xpath("//details[@id='about']/p[@class='cable-agreement']")
    assert "The highest portion is Confidential, as is the cable" in said.text_content()


def test_a_portion_above_the_whole_is_said(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(S) One.",)))
    edition.build()
    found = page(edition, "cables/05OTTAWA1")
    (said,) = found.find_class("cable-agreement")
    assert "lower than its highest portion, Secret" in said.text_content()
    assert any("marked Secret, which is higher" in line for line in texts(found, "cable-missing"))
