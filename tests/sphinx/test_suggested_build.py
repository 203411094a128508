"""What ``suggest --write`` put into registers is taken by builds, and stands where it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cable_edition.cli import main
from tests.core.test_suggested_entries import KINDS, TEXT

from .conftest import TinyEdition, warnings_of


def page(edition: TinyEdition, name: str) -> html.HtmlElement:
    return html.document_fromstring(edition.page(name))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def taken(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> TinyEdition:
    """An edition whose registers have what was proposed, and nothing else."""
    for name in ("people", "organizations", "glossary", "posts"):
        edition.register(name, "# Of mine.\n")
    edition.add("05OTTAWA1", TEXT)
    monkeypatch.chdir(edition.root)
    chosen = [one for kind in KINDS for one in ("--kind", kind)]
    done = CliRunner().invoke(main, ["suggest", "--write", *chosen])
    assert done.exit_code == 0, done.output
    return edition


def test_what_was_proposed_stands_on_its_pages(taken: TinyEdition) -> None:
    app = taken.build()
    assert warnings_of(app) == ""
    entries = {
        name: page(taken, f"{name}/index").xpath("//section[@id]/h2")
        for name in ("people", "organizations", "glossary", "posts")
    }
    heads = {name: [words(head).rstrip("¶") for head in found] for name, found in entries.items()}
    assert heads == {
        "people": ["DICKSON", "HELEN MARROW", "Jane Roe"],
        "organizations": ["Harbor Office"],
        "glossary": ["DND", "LAOP"],
        "posts": ["AMEMBASSY OTTAWA"],
    }
    roe = words(page(taken, "people/index").get_element_by_id("person-roe-jane"))
    assert "Lamp Minister only the cable says so 05OTTAWA1, ¶ 1" in roe
    assert "2 places in the cables" in roe
    laop = words(page(taken, "glossary/index").get_element_by_id("term-laop"))
    assert "Lamp And Oil Plan" in laop
    cable = page(taken, "cables/05OTTAWA1")
    led = {
        (link.text_content(), Path(link.get("href")).as_posix())
        for link in cable.get_element_by_id("p1").xpath(".//a[contains(@href, '#')]")
    }
    assert {
        ("Jane Roe", "../people/index.html#person-roe-jane"),
        ("Roe", "../people/index.html#person-roe-jane"),
        ("Harbor Office", "../organizations/index.html#org-harbor-office"),
        ("LAOP", "../glossary/index.html#term-laop"),
        ("DND", "../glossary/index.html#term-dnd"),
    } <= led


def test_the_index_has_the_surname_first_where_the_cable_tells_which_it_is(
    taken: TinyEdition,
) -> None:
    """Nobody is sorted by a guess: who has no surname alone stands as the cable has the name."""
    people = taken.docs / "registers" / "people.yaml"
    entries = people.read_text("utf-8")
    assert 'sort: "Roe, Jane"' in entries
    unsorted = "\n- {id: lorne-edith, name: Edith Lorne, tip: Named in 05OTTAWA1}\n"
    people.write_text(entries + unsorted, "utf-8")
    taken.add("05OTTAWA1", TEXT.replace("Lucia Ferrandini", "Edith Lorne"))
    taken.build()
    index = words(page(taken, "genindex"))
    assert "Roe, Jane 05OTTAWA1: ¶ 1" in index
    assert "MARROW, HELEN" in index
    assert "Edith Lorne 05OTTAWA1: ¶ 1" in index
    assert "Jane Roe" not in index


@pytest.mark.parametrize("builder", ["latex", "epub"])
def test_books_take_it_too(taken: TinyEdition, builder: str) -> None:
    assert warnings_of(taken.build(builder)) == ""
