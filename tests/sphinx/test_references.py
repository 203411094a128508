"""References both ways, in a small edition of three cables."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text, warnings_of

REFS = "\n\nREF: A. 05 OTTAWA 11\n     B. 04 STATE 1234\n     C. A TELCON\n\nClassified By"
WORDS = (
    "(C) As refs A and B say, and ref C, this is so. Jane Roe knows.",
    "(C) It follows on 05 OTTAWA 11 and on 04 ROME 77.",
)


def citing(serial: int = 2) -> str:
    return cable_text(serial, WORDS, "A FOLLOW-UP").replace("\n\nClassified By", REFS)


@pytest.fixture
def cited(edition: TinyEdition) -> TinyEdition:
    """An edition in which 05OTTAWA2 cites 05OTTAWA11 and two cables that are not in it."""
    edition.add("05OTTAWA11", cable_text(11))
    edition.add("05OTTAWA2", citing())
    return edition


def page(edition: TinyEdition, name: str) -> html.HtmlElement:
    return html.fromstring(edition.page(name))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def hrefs(element: html.HtmlElement) -> list[str]:
    return [link.get("href") for link in element.iter("a")]


def test_each_item_of_the_list_leads_in_or_honestly_out(cited: TinyEdition) -> None:
    assert warnings_of(cited.build()) == ""
    found = page(cited, "cables/05OTTAWA2")
    assert hrefs(found.get_element_by_id("ref-a")) == ["05OTTAWA11.html"]
    outside = found.get_element_by_id("ref-b")
    assert hrefs(outside) == ["https://wikileaks.org/plusd/cables/04STATE1234_a.html"]
    assert "outside this edition" in text_of(outside)
    assert hrefs(found.get_element_by_id("ref-c")) == []
    assert text_of(found.get_element_by_id("ref-c")) == "C. A TELCON"
    assert len(found.get_element_by_id("references").findall("li")) == 3


def test_a_letter_in_the_words_leads_to_its_item(cited: TinyEdition) -> None:
    cited.build()
    words = page(cited, "cables/05OTTAWA2").get_element_by_id("p1").find_class("cable-words")[0]
    links = [(link.text_content(), link.get("href")) for link in words.iter("a")]
    assert links[:3] == [("refs A", "#ref-a"), ("B", "#ref-b"), ("ref C", "#ref-c")]
    assert links[3][0] == "Jane Roe"
    assert text_of(words) == WORDS[0].removeprefix("(C) ")


def test_an_id_in_the_words_leads_to_the_cable_or_the_record(cited: TinyEdition) -> None:
    cited.build()
    words = page(cited, "cables/05OTTAWA2").get_element_by_id("p2").find_class("cable-words")[0]
    links = {link.text_content(): link for link in words.iter("a")}
    assert links["05 OTTAWA 11"].get("href") == "05OTTAWA11.html"
    record = links["04 ROME 77"]
    assert record.get("href") == "https://wikileaks.org/plusd/cables/04ROME77_a.html"
    assert "outside this edition" in record.get("title")


def test_a_cited_cable_lists_who_cites_it_and_where(cited: TinyEdition) -> None:
    cited.build(language="fr")
    cable = page(cited, "cables/05OTTAWA11")
    section = cable.get_element_by_id("cited-by")
    assert "A FOLLOW-UP: référence A, ¶ 1, ¶ 2" in text_of(section)
    assert "05OTTAWA2.html" in hrefs(section)
    assert "05OTTAWA2.html#p2" in hrefs(section)
    assert not page(cited, "cables/05OTTAWA2").xpath("//*[@id='cited-by']")
    # Words of cables are in English, the edition is not.
    for words in (
        "//*[@id='cited-by']//li//span[@lang='en']",
        "//h1/span[@lang='en']",
        "//a[contains(@class, 'next-page')]//span[@lang='en']",
        "//*[@id='cite']//dd[@lang='en']",
        "//dl[contains(@class, 'cable-record')]//*[@lang='en']",
    ):
        there = [*cable.xpath(words), *page(cited, "cables/05OTTAWA2").xpath(words)]
        assert there, words


def test_the_page_of_references_has_both_kinds(cited: TinyEdition) -> None:
    cited.build()
    text = text_of(page(cited, "references/index"))
    assert "cites 05OTTAWA11: reference A, ¶ 1, ¶ 2" in text
    assert "cites 04STATE1234 (outside this edition): reference B, ¶ 1" in text


def test_without_an_address_of_the_public_record_nothing_leads_out(cited: TinyEdition) -> None:
    app = cited.build(cable_public_record="")
    assert warnings_of(app) == ""
    found = page(cited, "cables/05OTTAWA2")
    assert hrefs(found.get_element_by_id("ref-b")) == []
    assert "(outside this edition)" in text_of(found.get_element_by_id("ref-b"))
    assert "04 ROME 77" not in [a.text_content() for a in found.get_element_by_id("p2").iter("a")]


def test_long_lists_of_citing_cables_go_to_pages_of_their_own(edition: TinyEdition) -> None:
    edition.add("05OTTAWA11", cable_text(11))
    for serial in range(2, 9):
        edition.add(f"05OTTAWA{serial}", citing(serial))
    assert warnings_of(edition.build(cable_places_per_entry=3)) == ""
    section = page(edition, "cables/05OTTAWA11").get_element_by_id("cited-by")
    assert len(section.findall(".//li")) == 3
    assert "../references/more/05OTTAWA11-3.html" in hrefs(section)
    listed = sum(
        len(page(edition, f"references/more/05OTTAWA11-{n}").xpath("//article//li")) for n in (2, 3)
    )
    assert listed == 4


def test_a_new_citing_cable_touches_only_the_page_it_cites(cited: TinyEdition) -> None:
    cited.add("05OTTAWA9", cable_text(9))
    cited.build()
    cited.add("05OTTAWA3", citing(3))
    before = (cited.docs / "cables" / "05OTTAWA9.md").stat().st_mtime_ns
    other = (cited.docs / "cables" / "05OTTAWA2.md").stat().st_mtime_ns
    cited.build()
    assert (cited.docs / "cables" / "05OTTAWA9.md").stat().st_mtime_ns == before
    assert (cited.docs / "cables" / "05OTTAWA2.md").stat().st_mtime_ns == other
    assert "05OTTAWA3" in (cited.docs / "cables" / "05OTTAWA11.md").read_text("utf-8")


def test_related_records_come_from_the_sidecar(edition: TinyEdition) -> None:
    edition.add("05OTTAWA11", cable_text(11))
    sidecar = edition.sources / "05OTTAWA11.yaml"
    sidecar.write_text(
        "related:\n"
        "  - {id: 05OTTAWA3125, title: Later, date: 2005-10-19, note: Nine months on.,"
        " source: 'https://example.org/x'}\n",
        "utf-8",
    )
    assert warnings_of(edition.build()) == ""
    section = page(edition, "cables/05OTTAWA11").get_element_by_id("related")
    text = text_of(section)
    assert "05OTTAWA3125 (outside this edition): 2005-10-19, Later. Nine months on." in text
    assert "https://example.org/x" in hrefs(section)
    sidecar.write_text("related:\n  - {id: x, title: Later, source: S}\n", "utf-8")
    assert "malformed-id" in warnings_of(edition.build())


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("REF: 05 ROME 1", ["05 ROME 1"]),
        ("REF: A. 05 OTTAWA 2 B. 05 ROME 1", ["A. ", "B. "]),
        ("REF: 1) 05 ROME 1; 2) 05 ROME 2; 3) 05 ROME 3", ["05 ROME 1", "05 ROME 2", "05 ROME 3"]),
        ("REF: A. DOE-ROE E-MAIL OF 3/2/05", ["DOE"]),
    ],
)
def test_the_list_is_a_row_of_the_head_in_a_book(
    edition: TinyEdition, line: str, shown: list[str]
) -> None:
    edition.add(text=cable_text().replace("Classified By", f"{line}\n\nClassified By"))
    app = edition.build("latex")
    text = next(Path(app.outdir).glob("*.tex")).read_text("utf-8")
    head = text.partition("\\begin{cablerecord}")[2].partition("\\end{cablerecord}")[0]
    assert "\\item" not in head
    row = head.partition("\\cablefield{References}{")[2].partition("\n\\cablefield")[0]
    lines = row.split("\\cablerowbreak")
    assert len(lines) == len(shown)
    for words, here in zip(shown, lines, strict=True):
        assert words in here
        assert "\\cabledest{c-05OTTAWA1-ref-" in here
    assert "\\cabledest{c-05OTTAWA1-references}" in lines[0]


def test_a_telegram_of_the_seventies_has_no_link_to_a_record_that_is_not_there(
    edition: TinyEdition,
) -> None:
    text = cable_text(paragraphs=("See 75 NEW DELHI 14031 and 04 ROME 77.",))
    edition.add("75OTTAWA1", text.replace("OTTAWA 000001", "OTTAWA 00001"))
    edition.build()
    page = html.fromstring(edition.page("cables/75OTTAWA1"))
    links = page.xpath("//a[contains(@href, 'plusd/cables')]/@href")
    assert links == ["https://wikileaks.org/plusd/cables/04ROME77_a.html"]
    assert verify_build(edition.html, edition.sources) == (1, [])
