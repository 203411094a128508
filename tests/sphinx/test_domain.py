"""The cable domain, seen from other pages and from other projects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp
from sphinx.util.inventory import InventoryFile

from cable_edition.sphinx_ext.stopping import EditionError

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


def build_thesis(folder: Path, inventory: Path, conf: str, **pages: str) -> SphinxTestApp:
    """Build another project that names the inventory of the edition, as ``cables``."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(
        f'intersphinx_mapping = {{"cables": ("https://example.org/e/", {str(inventory)!r})}}\n'
        f'suppress_warnings = ["toc.not_included"]\nnitpicky = True\n{conf}\n',
        "utf-8",
    )
    for name, text in pages.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    app = SphinxTestApp(srcdir=folder)
    app.build()
    return app


@pytest.fixture
def inventory(edition: TinyEdition) -> Path:
    """The inventory of an edition whose cable has four paragraphs."""
    edition.add(text=cable_text(paragraphs=("(C) One.", "(C) Two.", "(U) Three.", "(C) Four.")))
    assert warnings_of(edition.build()) == ""
    return edition.html / "objects.inv"


def documented_lines() -> list[str]:
    """Return the lines by which the manual says that a paragraph is cited, of a cable that is."""
    page = (Path(__file__).parents[2] / "docs" / "how-to-cite.md").read_text("utf-8")
    section = page.split("## Linking from another Sphinx project")[1]
    blocks = re.findall(r"```text\n(.*?)```", section, re.DOTALL)
    return [line.replace("05OTTAWA286", "05OTTAWA1") for one in blocks for line in one.split("\n")]


def test_a_bare_project_cites_by_the_documented_lines(inventory: Path, tmp_path: Path) -> None:
    """Nothing of this package is loaded there."""
    lines = [line for line in documented_lines() if line]
    rst = [line for line in lines if line.startswith(":")]
    myst = [line for line in lines if line not in rst]
    assert (len(rst), len(myst)) == (1, 3)
    conf = 'extensions = ["myst_parser", "sphinx.ext.intersphinx"]'
    cable = ":external+cables:ref:`05OTTAWA1`"
    pages = {
        "index_md": "# Thesis\n\n" + "\n\n".join(myst),
        "more_rst": f"More\n====\n\n{rst[0]}\n\n{cable}\n",
    }
    app = build_thesis(tmp_path / "other", inventory, conf, **pages)
    try:
        assert warnings_of(app) == ""
        first, more = (links_of_thesis(app, name) for name in ("index", "more"))
    finally:
        app.cleanup()
    address = "https://example.org/e/cables/05OTTAWA1.html"
    assert first == [
        ("05OTTAWA1, ¶ 4", f"{address}#p4"),
        ("the fourth paragraph", f"{address}#p4"),
        ("the fourth paragraph", f"{address}#p4"),
    ]
    assert more == [("05OTTAWA1, ¶ 4", f"{address}#p4"), ("A VISIT", address)]


def test_a_paragraph_that_is_not_there_is_told_to_the_other_project(
    inventory: Path, tmp_path: Path
) -> None:
    conf = 'extensions = ["myst_parser", "sphinx.ext.intersphinx"]'
    text = "# Thesis\n\n{external+cables:ref}`05OTTAWA1#p9`\n"
    app = build_thesis(tmp_path / "other", inventory, conf, index_md=text)
    try:
        assert "05ottawa1#p9" in warnings_of(app)
    finally:
        app.cleanup()


def test_with_the_package_its_roles_cite_too(inventory: Path, tmp_path: Path) -> None:
    """The project has no sources and is no edition; it keeps what is its own."""
    conf = (
        'extensions = ["sphinx.ext.intersphinx", "cable_edition"]\n'
        'project, release = "A thesis", "7"'
    )
    roles = "{external+cables:cable:par}`05OTTAWA1#p4` {cable:par}`05OTTAWA1#p4`"
    lines = "\n\n".join(line for line in documented_lines() if not line.startswith(":"))
    text = f"# Thesis\n\n{roles}\n\n{lines}\n"
    app = build_thesis(tmp_path / "other", inventory, conf, index_md=text)
    try:
        assert warnings_of(app) == ""
        found = links_of_thesis(app, "index")
        page = (Path(app.outdir) / "index.html").read_text("utf-8")
    finally:
        app.cleanup()
    assert [href for _, href in found] == ["https://example.org/e/cables/05OTTAWA1.html#p4"] * 5
    assert "A thesis 7 documentation" in page
    assert "cable-edition" not in page
    assert {path.name for path in (tmp_path / "other").iterdir()} == {
        *("conf.py", "index.md", "_build")
    }


def test_the_labels_stand_in_the_inventory_once(edition: TinyEdition, inventory: Path) -> None:
    """A build in which nothing has changed writes no inventory."""
    before = inventory.read_bytes()
    edition.forget_standing()
    edition.build()
    assert inventory.read_bytes() == before
    labels = InventoryFile.loads(before, uri="").data["std:label"]
    assert labels["05ottawa1#p4"].uri == "cables/05OTTAWA1.html#p4"
    assert "05ottawa1" in labels


#: What an edition has -> a file of it, and its text.
OF_AN_EDITION: dict[str, tuple[str, str]] = {
    "a file of settings": ("edition.toml", 'title = "Dispatches"\n'),
    "settings beside conf.py": ("docs/edition.toml", ""),
    "a value in conf.py": ("docs/conf.py", 'cable_sources = "../raw"\n'),
    "a register": ("docs/registers/people.yaml", ""),
    "pages of a build": ("docs/.cable-edition-pages.json", "[]"),
    "a file in the place of sources": ("source_cables", ""),
}


@pytest.mark.parametrize("has", OF_AN_EDITION)
def test_an_edition_without_its_sources_ends_in_one_line(tmp_path: Path, has: str) -> None:
    name, text = OF_AN_EDITION[has]
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["cable_edition"]\n', "utf-8")
    (docs / "index.md").write_text("# Edition\n", "utf-8")
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
    with pytest.raises(EditionError, match="there is no folder") as stopped:
        SphinxTestApp(srcdir=docs)
    (line,) = str(stopped.value).splitlines()
    assert line.endswith("[bad-setting]")


def links_of_thesis(app: SphinxTestApp, page: str) -> list[tuple[str, str]]:
    root = html.fromstring((Path(app.outdir) / f"{page}.html").read_bytes())
    return [
        (a.text_content(), a.get("href", ""))
        for a in root.xpath("//a[@class]")
        if a.get("href", "").startswith("https://example.org/")
    ]
