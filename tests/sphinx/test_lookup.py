"""What finding by id needs beside the pages."""

from __future__ import annotations

from .conftest import TinyEdition


def test_the_ids_of_all_cables_stand_in_one_file(edition: TinyEdition) -> None:
    edition.add("05OTTAWA2")
    edition.add("05OTTAWA1")
    edition.build()
    text = (edition.html / "_static" / "cable-ids.js").read_text("utf-8")
    assert '"05OTTAWA1 05OTTAWA2"' in text
    assert '"cables/{id}.html"' in text


def test_the_site_map_has_every_page_if_the_edition_has_an_address(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    assert not (edition.html / "sitemap.xml").exists()
    edition.build(cable_base_url="https://example.org/edition")
    text = (edition.html / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/edition/cables/05OTTAWA1.html</loc>" in text
    assert "<loc>https://example.org/edition/index.html</loc>" in text


def test_the_page_of_a_lost_address_works_at_any_depth(edition: TinyEdition) -> None:
    edition.add()
    edition.build(cable_base_url="https://example.org/edition/")
    page = edition.page("404")
    assert 'href="/edition/index.html"' in page
    assert '"/edition/cables/{id}.html"' in page
    assert "<script src" not in page
    assert "<link" not in page


def test_no_page_leads_to_an_index_without_entries(edition: TinyEdition) -> None:
    """The registers are the index; who has entries of Sphinx's own asks for its page."""
    edition.add()
    edition.build()
    assert not (edition.html / "genindex.html").exists()
    assert 'rel="index"' not in edition.page("index") + edition.page("cables/05OTTAWA1")
    index = edition.docs / "index.md"
    index.write_text(f"{index.read_text('utf-8')}\n:::{{index}} cipher\n:::\n", "utf-8")
    edition.build(html_use_index=True)
    assert "cipher" in edition.page("genindex")
    assert 'rel="index"' in edition.page("cables/05OTTAWA1")
