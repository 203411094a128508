"""The typed links of a served site, read by the library of Signposting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edition.local_server import local_server
from tests.sphinx.conftest import TinyEdition, tiny_edition

DOI = "10.5555/a.{id}"


@pytest.fixture
def built(tmp_path: Path) -> TinyEdition:
    """A built edition of two cables with an address, DOIs and all data."""
    edition = tiny_edition(tmp_path)
    (edition.root / "edition.toml").write_text(
        f'base_url = "https://cables.example/"\ndoi = "{DOI}"\n'
        '[site]\ndata = ["all"]\ndts = "cables"\nannotations = "on"\n',
        "utf-8",
    )
    edition.add()
    edition.add("05OTTAWA2")
    edition.build(exclude_patterns=[])
    return edition


def test_pages_and_linkset_say_the_same(built: TinyEdition) -> None:
    import signposting

    base = "https://cables.example/"
    with local_server(built.html) as served:
        linkset = signposting.find_signposting_linkset(f"{served}/linkset.json")
        for page in ("index.html", "cables/05OTTAWA1.html", "cables/05OTTAWA2.html"):
            found = signposting.find_signposting_html(f"{served}/{page}")
            listed = linkset.for_context(base + page)

            def shown(links: object, at: str) -> list[tuple[str, str]]:
                return sorted((str(one.target).removeprefix(at), str(one.type)) for one in links)  # type: ignore[attr-defined]

            for name in ("types", "items", "describedBy"):
                here = shown(getattr(found, name), f"{served}/")
                assert here == shown(getattr(listed, name), base), name
                assert len(here) >= 2
            assert str(found.license.target) == str(listed.license.target)
            wanted = base
            if page != "index.html":
                wanted = f"https://doi.org/10.5555/a.{page[7:-5]}"
            assert str(found.citeAs.target) == str(listed.citeAs.target) == wanted
            assert [str(one.target) for one in found.linksets] == [f"{served}/linkset.json"]
        back = linkset.for_context(f"{base}data/json/05OTTAWA2.json")
        assert str(back.collection.target) == f"{base}cables/05OTTAWA2.html"


def test_a_page_about_the_edition_is_no_author(tmp_path: Path) -> None:
    import signposting

    edition = tiny_edition(tmp_path)
    (edition.docs / "about.md").write_text("# About\n\nWords.\n", "utf-8")
    edition.add()
    edition.build(exclude_patterns=[])
    with local_server(edition.html) as served:
        found = signposting.find_signposting_html(f"{served}/cables/05OTTAWA1.html")
    assert [str(one.target) for one in found.authors] == []
    head = (edition.html / "cables" / "05OTTAWA1.html").read_text("utf-8").partition("</head>")[0]
    assert 'rel="index"' in head
    assert 'rel="search"' in head
