"""A site that checks no quotations: no page, no way to it, no index, and `verify` agrees."""

from __future__ import annotations

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, warnings_of


def test_page_index_and_way_go_and_come_back(edition: TinyEdition) -> None:
    edition.add()
    settings, page = edition.root / "edition.toml", edition.html / "check-a-quotation.html"
    index = edition.html / "_quotations"
    assert warnings_of(edition.build()) == ""
    assert page.is_file()
    assert (index / "index.js").is_file()
    kept = page.read_bytes()
    settings.write_text('[site]\nquotations = "off"\n', "utf-8")
    # Such a site lacks nothing that it must have, and has too much: page and index.
    told = {one.path for one in verify_build(edition.html, edition.sources)[1]}
    assert {str(page), str(index / "index.js")} <= told
    assert warnings_of(edition.build()) == ""
    assert not page.exists()
    assert not index.exists()
    assert "Check a quotation" not in edition.page("index")
    assert verify_build(edition.html, edition.sources)[1] == []
    page.write_bytes(kept)
    assert [one.path for one in verify_build(edition.html, edition.sources)[1]][:1] == [str(page)]
    page.unlink()
    settings.unlink()
    assert {one.path for one in verify_build(edition.html, edition.sources)[1]} >= {str(page)}
    assert warnings_of(edition.build()) == ""
    assert page.is_file()
    assert verify_build(edition.html, edition.sources)[1] == []
