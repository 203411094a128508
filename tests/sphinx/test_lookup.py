"""What finding by id needs beside the pages."""

from __future__ import annotations

import re

import pytest

from cable_edition.core.proof.verify import verify_build
from cable_edition.sphinx_ext.names_index import Name, index_parts
from cable_edition.sphinx_ext.site import lookup

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


def test_a_site_map_in_several_files_is_proved(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "MOST", 5)
    (edition.root / "edition.toml").write_text('base_url = "https://example.org/a/"\n', "utf-8")
    edition.add()
    edition.build()

    def told() -> list[str]:
        found = verify_build(edition.html, edition.sources)[1]
        return [one.located() for one in found if one.code != "source-new"]

    assert told() == []
    part = edition.html / "sitemap-2.xml"
    right = part.read_text("utf-8")
    part.write_text(re.sub(r"<url>.*?</url>\n", "", right, count=1), "utf-8")
    assert "is missing" in told()[0]
    part.write_text(right.replace("</urlset>", "<!-- Forged. --></urlset>"), "utf-8")
    assert "not as the program writes it" in told()[0]
    part.write_text(right, "utf-8")
    (edition.html / "sitemap-9.xml").write_text(right, "utf-8")
    assert "no such file" in told()[0]
    (edition.html / "sitemap-9.xml").unlink()
    whole = edition.html / "sitemap.xml"
    whole.write_text(whole.read_text("utf-8").replace("a/sitemap-2", "a/../../sitemap-2"), "utf-8")
    (edition.html.parents[1] / "sitemap-2.xml").write_text(right, "utf-8")
    assert "not as the program writes it" in told()[0]


def test_the_page_of_a_lost_address_works_at_any_depth(edition: TinyEdition) -> None:
    edition.add()
    edition.build(cable_base_url="https://example.org/edition/")
    page = edition.page("404")
    assert 'href="/edition/index.html"' in page
    assert '"/edition/cables/{id}.html"' in page
    assert "<script src" not in page
    assert "<link" not in page


def test_every_page_leads_to_the_index_of_names(edition: TinyEdition) -> None:
    """It has the names of the registers by cable and place, and what chapters give to it."""
    edition.add()
    index = edition.docs / "index.md"
    index.write_text(f"{index.read_text('utf-8')}\n:::{{index}} cipher\n:::\n", "utf-8")
    edition.build()
    page = edition.page("genindex")
    assert '<a href="people/index.html#person-roe-jane">Roe, Jane</a>' in page
    assert '<a href="cables/05OTTAWA1.html#tags">TAGS</a>' in page
    assert page.index("Roe, Jane") < page.index("cipher")
    assert 'rel="index" title="Index" href="../genindex.html"' in edition.page("cables/05OTTAWA1")
    assert page.count('name="viewport"') == 1
    cable = edition.page("cables/05OTTAWA1")
    for style, used in (("cable-edition", True), ("cable-registers", False), ("pygments", False)):
        assert (f"_static/{style}.css" in cable) is used
    assert "_static/cable-registers.css" in page
    edition.build(html_use_index=False)
    assert 'rel="index"' not in edition.page("index") + edition.page("cables/05OTTAWA1")
    assert "genindex" not in edition.page("index")


def test_an_entry_of_many_places_leads_to_them() -> None:
    places = {"05OTTAWA1": ("p1", "p2"), "05OTTAWA2": (), "05OTTAWA3": ("p9",)}
    name = Name("Œuvre", "glossary/index.html#term-o", places)
    parts = [list(index_parts([name], lambda page: page, limit)) for limit in (0, 4, 3, 1)]
    assert [part.letter for (part,) in parts] == ["O"] * 4
    assert parts[0] == parts[1]
    shown = [part.rows.count("#p") for (part,) in parts]
    assert shown == [3, 3, 2, 1]
    more = [re.findall(r"#term-o\">and (\d+) more", part.rows) for (part,) in parts]
    assert more == [[], [], ["1"], ["3"]]
