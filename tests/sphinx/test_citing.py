"""Citing on the page of a cable: the section, the controls, and what programs read of the head."""

from __future__ import annotations

import json

import pytest
from lxml import html

from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, cable_text, warnings_of

#: name of a meta element -> field of Zotero, as its translator "Embedded Metadata" documents them:
#: Highwire Press tags first, then Dublin Core, each in the item that a browser's connector saves.
ZOTERO_FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "reportNumber",
    "citation_language": "language",
    "citation_public_url": "url",
    "citation_author": "creators",
    "citation_keywords": "tags",
    "DC.title": "title",
    "DC.creator": "creators",
    "DC.date": "date",
    "DC.identifier": "identifiers",
    "DC.language": "language",
    "DC.subject": "tags",
}
ADDRESS = "https://example.org/edition/"
TELEGRAM = cable_text(subject='TALKS <ON> "START"').replace(
    "C O N F", "R 281538Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n\nC O N F", 1
)


def built(edition: TinyEdition, text: str = TELEGRAM, **settings: object) -> html.HtmlElement:
    edition.add(text=text)
    app = edition.build(**settings)
    assert warnings_of(app) == ""
    return html.fromstring(edition.page("cables/05OTTAWA1"))


def metas(page: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.xpath("//head/meta[@name]"):
        found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def test_zotero_finds_each_field_that_the_record_has(edition: TinyEdition) -> None:
    found = metas(built(edition, cable_base_url=ADDRESS))
    fields: dict[str, set[str]] = {}
    for name, field in ZOTERO_FIELDS.items():
        fields.setdefault(field, set()).update(
            value.replace("/", "-").rstrip(",") for value in found[name]
        )
    assert fields == {
        "title": {'TALKS <ON> "START"'.replace("/", "-")},
        "date": {"2005-01-28"},
        "institution": {"U.S. Embassy Ottawa"},
        "reportNumber": {"05OTTAWA1"},
        "language": {"en"},
        "url": {f"{ADDRESS}cables/05OTTAWA1.html".replace("/", "-")},
        "creators": {"U.S. Embassy Ottawa"},
        "tags": {"PREL", "CA"},
        "identifiers": {f"{ADDRESS}cables/05OTTAWA1.html".replace("/", "-")},
    }


def test_vocabularies_of_the_names_are_declared(edition: TinyEdition) -> None:
    page = built(edition)
    links = {link.get("rel"): link.get("href") for link in page.xpath("//head/link")}
    prefixes = {name.partition(".")[0] for name in metas(page) if name.startswith("DC")}
    assert prefixes == {"DC", "DCTERMS"}
    assert {links[f"schema.{prefix}"] for prefix in prefixes} == {
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }


def test_neither_classifier_nor_signer_is_an_author(edition: TinyEdition) -> None:
    page = built(edition)
    head = html.tostring(page.find("head"), encoding="unicode")
    assert "Flora" not in head
    assert "DICKSON" not in head
    assert "Flora" not in page.get_element_by_id("cite").text_content()


def test_json_ld_of_the_page_is_data(edition: TinyEdition) -> None:
    page = built(edition)
    (script,) = page.xpath("//head/script[@type='application/ld+json']")
    assert json.loads(script.text)["name"] == 'TALKS <ON> "START"'


def test_address_of_the_edition_gives_canonical_and_lasting_links(edition: TinyEdition) -> None:
    page = built(edition, cable_base_url=ADDRESS.rstrip("/"))
    here = f"{ADDRESS}cables/05OTTAWA1.html"
    assert page.xpath("//head/link[@rel='canonical']/@href") == [here]
    assert page.xpath("//head/link[@rel='cite-as']/@href") == [here]
    assert page.xpath("//head/meta[@property='og:url']/@content") == [here]
    assert page.get_element_by_id("cite").get("data-address") == here
    assert f"{here}." in page.xpath("string(//dd[@data-cite='chicago'])")


def test_without_an_address_no_link_pretends_one(edition: TinyEdition) -> None:
    page = built(edition)
    assert page.xpath("//head/link[@rel='canonical' or @rel='cite-as']") == []
    assert page.xpath("//head/meta[@property='og:url']") == []
    assert "http" not in page.xpath("string(//dd[@data-cite='chicago'])")


def test_doi_of_each_cable_is_its_lasting_link(edition: TinyEdition) -> None:
    page = built(edition, cable_base_url=ADDRESS, cable_doi="10.1234/{id}")
    assert page.xpath("//head/link[@rel='cite-as']/@href") == ["https://doi.org/10.1234/05OTTAWA1"]
    assert metas(page)["citation_doi"] == ["10.1234/05OTTAWA1"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("cable_base_url", "example.org"),
        ("cable_base_url", "javascript:alert(1)"),
        ("cable_base_url", 'https://example.org/"><script>'),
        ("cable_doi", "https://doi.org/10.1234/abc"),
        ("cable_doi", "10.1/x"),
    ],
)
def test_wrong_address_or_doi_stops_the_build(
    edition: TinyEdition, setting: str, value: str
) -> None:
    edition.add()
    with pytest.raises(EditionError, match=setting):
        edition.build(**{setting: value})


def test_each_place_has_a_control_that_leads_to_the_section(edition: TinyEdition) -> None:
    text = cable_text(paragraphs=("(C) Two points:\n\n-- First, this.\n\n-- Second, that.",))
    text = text.replace("1. (C)", "A HEADING\n---------\n\n1. (C)")
    page = built(edition, text)
    controls = page.find_class("cable-cite-link")
    assert [(c.get("data-place"), c.get("aria-label"), c.get("href")) for c in controls] == [
        ("h1", "Cite heading 1", "#cite"),
        ("p1", "Cite paragraph 1", "#cite"),
        ("p1-1", "Cite ¶ 1, part 1", "#cite"),
        ("p1-2", "Cite ¶ 1, part 2", "#cite"),
        ("any", None, "#cite"),
    ]
    assert page.get_element_by_id("cite").tag == "section"


def test_section_has_every_form_and_format_once(edition: TinyEdition) -> None:
    page = built(edition)
    forms = page.xpath("//section[@id='cite']//@data-cite")
    assert sorted(forms) == sorted(
        "chicago chicago-note mla mla-text apa apa-text bibtex ris csl".split()  # noqa: SIM905
    )
    in_text = page.xpath("string(//dd[@data-cite='apa-text'])")
    assert in_text == "(U.S. Embassy Ottawa, 2005, para. N)"


def test_text_of_a_cable_cannot_write_into_the_section(edition: TinyEdition) -> None:
    page = built(edition, cable_text(subject="<b>X</b> \ue000\ue001 </pre><script>1</script>"))
    section = page.get_element_by_id("cite")
    assert section.xpath(".//b[.='X'] | .//script") == []
    assert len(section.xpath(".//pre[@data-cite='bibtex']//*[@data-slot='place']")) == 1


def test_weight_of_a_page_grows_by_the_control_alone(edition: TinyEdition) -> None:
    def weight(count: int) -> int:
        page = built(edition, cable_text(paragraphs=("(C) A.",) * count))
        section = html.tostring(page.get_element_by_id("cite"))
        head = html.tostring(page.find("head"))
        return len(section) + len(head)

    assert weight(2) == weight(30)


def test_book_formats_have_no_control_without_a_section(edition: TinyEdition) -> None:
    edition.add()
    edition.build("epub")
    page = (edition.docs / "_build" / "epub" / "cables" / "05OTTAWA1.xhtml").read_text("utf-8")
    assert "cable-cite-link" not in page
    assert "#cite" not in page
