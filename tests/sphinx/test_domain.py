"""The cable domain, seen from other pages and from other projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp
from sphinx.util.inventory import InventoryFile

from .conftest import TinyEdition, cable_text, warnings_of


def add_page(edition: TinyEdition, text: str) -> None:
    (edition.docs / "index.md").write_text(
        (edition.docs / "index.md").read_text("utf-8") + "\n" + text + "\n", "utf-8"
    )


def links_of(page: str) -> dict[str, str]:
    article = html.fromstring(page).xpath("//article")[0]
    return {a.text_content(): a.get("href") for a in article.iter("a")}


def test_roles_lead_to_their_objects(edition: TinyEdition) -> None:
    edition.add()
    add_page(
        edition,
        "{cable:cable}`05OTTAWA1` {cable:par}`05OTTAWA1#p1` {cable:par}`here <05OTTAWA1#p1>` "
        "{cable:person}`roe-jane` {cable:tag}`PREL` {term}`S&R` [any](#05OTTAWA1#p1)",
    )
    app = edition.build()
    assert warnings_of(app) == ""
    links = links_of(edition.page("index"))
    assert links["A VISIT"] == "cables/05OTTAWA1.html"
    assert links["05OTTAWA1, ¶ 1"] == "cables/05OTTAWA1.html#p1"
    assert links["here"] == links["any"] == "cables/05OTTAWA1.html#p1"
    assert links["Jane Roe"] == "people/index.html#person-roe-jane"
    assert links["S&R"] == "glossary/index.html#term-s-and-r"


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{cable:person}`nobody`", "there is no person with the id nobody in people.yaml"),
        ("{cable:par}`05OTTAWA1#p9`", "there is no paragraph 05OTTAWA1#p9"),
        ("{cable:cable}`05OTTAWA9`", "there is no cable 05OTTAWA9"),
        ("{cable:tag}`NOPE`", "there is no TAG NOPE"),
    ],
)
def test_unknown_target_is_one_located_warning(
    edition: TinyEdition, role: str, message: str
) -> None:
    edition.add()
    add_page(edition, f"See {role}.")
    lines = warnings_of(edition.build()).splitlines()
    assert len(lines) == 1
    assert message in lines[0]
    assert "index.md:" in lines[0]


def test_inventory_has_every_place(edition: TinyEdition) -> None:
    text = cable_text(paragraphs=("(C) Points:\n\n-- One.\n\n-- Two.",))
    edition.add(text=text)
    edition.build()
    inventory = InventoryFile.loads((edition.html / "objects.inv").read_bytes(), uri="")
    data = inventory.data
    assert set(data["cable:paragraph"]) == {"05OTTAWA1#p1", "05OTTAWA1#p1-1", "05OTTAWA1#p1-2"}
    assert data["cable:paragraph"]["05OTTAWA1#p1-2"].uri == "cables/05OTTAWA1.html#p1-2"
    assert data["cable:cable"]["05OTTAWA1"].uri == "cables/05OTTAWA1.html"
    assert "roe-jane" in data["cable:person"]
    assert {"PREL", "CA"} <= set(data["cable:tag"])
    assert "S/CRS" in data["std:term"]


def test_large_edition_keeps_paragraphs_out_of_the_inventory(edition: TinyEdition) -> None:
    edition.add("05OTTAWA1")
    edition.add("05OTTAWA2", cable_text(2))
    edition.build(cable_inventory_limit=1)
    inventory = InventoryFile.loads((edition.html / "objects.inv").read_bytes(), uri="")
    assert "cable:paragraph" not in inventory.data
    assert set(inventory.data["cable:cable"]) == {"05OTTAWA1", "05OTTAWA2"}


@pytest.mark.parametrize(
    ("extensions", "text"),
    [
        (["cable_edition"], "{external+edition:cable:par}`05OTTAWA1#p4`"),
        (["cable_edition"], "{cable:par}`05OTTAWA1#p4`"),
        ([], "[paragraph](inv:edition:cable:paragraph#05OTTAWA1#p4)"),
    ],
)
def test_another_project_cites_a_paragraph_through_intersphinx(
    edition: TinyEdition, tmp_path: Path, extensions: list[str], text: str
) -> None:
    edition.add(text=cable_text(paragraphs=("(C) One.", "(C) Two.", "(U) Three.", "(C) Four.")))
    edition.build()
    other = tmp_path / "other"
    (other / "source_cables").mkdir(parents=True)
    inventory = edition.html / "objects.inv"
    (other / "conf.py").write_text(
        f'extensions = ["myst_parser", "sphinx.ext.intersphinx", *{extensions!r}]\n'
        'cable_sources = "source_cables"\n'
        f'intersphinx_mapping = {{"edition": ("https://example.org/e/", {str(inventory)!r})}}\n'
        'suppress_warnings = ["toc.not_included"]\nnitpicky = True\n',
        "utf-8",
    )
    (other / "index.md").write_text(f"# Thesis\n\nSee {text}.\n", "utf-8")
    app = SphinxTestApp(srcdir=other)
    try:
        app.build()
        assert warnings_of(app) == ""
        page = (Path(app.outdir) / "index.html").read_text("utf-8")
    finally:
        app.cleanup()
    assert "https://example.org/e/cables/05OTTAWA1.html#p4" in links_of_any(page)


def links_of_any(page: str) -> set[str]:
    return {a.get("href", "") for a in html.fromstring(page).iter("a")}
