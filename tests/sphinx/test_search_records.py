"""What the search of a site is given, and the files that it becomes."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.proof.search_shards import Shards
from cable_edition.core.proof.site.shipped import PROGRAM
from cable_edition.core.search.found import SearchPage, SearchPlace
from cable_edition.core.search.index import make_index
from cable_edition.core.search.page_places import section_places
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, cable_text, warnings_of

SIDECAR = """\
emendations:
  - at: p1
    rule: conjecture
    quote: Europena
    read: European
    certainty: certain
    reason: Letters in another order.
notes:
  - {id: start, at: p1, quote: ministers, kind: inference, text: "Those of *three* states."}
"""


def page_of(edition: TinyEdition) -> SearchPage:
    (found,) = cable_records(assemble(edition.sources, edition.docs / "registers"))
    return found


def test_each_paragraph_is_found_by_itself_under_the_filters_of_its_cable(
    edition: TinyEdition,
) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Jane Roe spoke of S&R.", "(C) End.")))
    page = page_of(edition)
    found = {place.anchor: place for place in page.places}
    assert found["p1"] == SearchPlace("p1", "¶ 1", "Jane Roe spoke of S&R.")
    assert page.title == "05OTTAWA1: A VISIT"
    assert page.filters["TAG"] == ["CA", "PREL"]
    assert "Jane Roe" in page.filters["Person"]
    assert page.filters["Classification"] == ["Confidential"]
    # The subject is the cable's, and no paragraph's.
    assert sum("A VISIT" in place.words for place in page.places) == 1
    assert (
        page.places[1].words == "CONFIDENTIAL · SIPDIS · PREL · CA · E.O. 12958: DECL: 01/26/2009"
    )


def test_words_as_transmitted_are_found_beside_the_reading_text(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) The Europena ministers.", "(C) End.")))
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    found = {place.anchor: place for place in page_of(edition).places}
    assert found["p1"].words == "The European ministers."
    assert found["p1"].transmitted == "The Europena ministers."
    assert found["p2"].transmitted == ""


@pytest.fixture
def built(edition: TinyEdition) -> TinyEdition:
    edition.add(text=cable_text(paragraphs=("(C) The Europena ministers of S/CRS.",)))
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    index = edition.docs / "index.md"
    index.write_text(
        index.read_text("utf-8").replace("people/index", "people/index\nemendations/index")
    )
    (edition.docs / "more.md").write_text(
        "---\norphan: true\n---\n# More words\n\nA chapter.\n\n## A part\n\n- One\n- *Two*\n",
        "utf-8",
    )
    (edition.docs / "not.md").write_text(
        "---\norphan: true\nno-search: true\n---\n# Nothing\n\nNowhere.\n", "utf-8"
    )
    assert warnings_of(edition.build()) == ""
    return edition


def shard_folder(edition: TinyEdition) -> Path:
    return edition.html / "_search"


def test_chapters_registers_and_notes_are_found_as_their_pages_have_them(
    built: TinyEdition,
) -> None:
    shards = Shards(shard_folder(built))
    texts = {(text.page, text.anchor): text.words for text in shards.texts if not text.transmitted}
    assert texts["more.html", ""] == "More words A chapter."
    assert texts["more.html", "a-part"] == "A part One Two"
    assert texts["cables/05OTTAWA1.html", "n-start"] == "Those of three states."
    term = texts["glossary/index.html", "term-s-crs"]
    assert term.startswith("S/CRS Office of the Coordinator")
    assert "ministers" not in term
    assert not [page for page, _ in texts if page == "not.html"]
    parts = shards.filters()
    names = {name: [shards.pages[n].address for n in at] for name, at in parts["Part"].items()}
    assert names["Cables"] == ["cables/05OTTAWA1.html"]
    assert "glossary/index.html" in names["Registers"]
    assert "chronology/index.html" in names["Lists"]
    assert names["Chapters"] == ["index.html", "more.html"]
    assert parts["Register"].keys() == {"Person", "Organization", "Term", "Post", "TAG"}


def test_sphinx_writes_no_index_and_the_search_page_loads_nothing_of_it(
    built: TinyEdition,
) -> None:
    assert not (built.html / "searchindex.js").exists()
    assert not (built.html / "_static" / "searchtools.js").exists()
    page = built.page("search")
    assert "searchindex" not in page
    assert "searchtools" not in page
    assert 'name="q"' in page
    assert "noindex" in page
    assert "<noscript>" in page


def test_what_did_not_change_is_not_written_again_and_what_has_gone_goes(
    built: TinyEdition,
) -> None:
    folder = shard_folder(built)
    (folder / "w-old.js").write_text("x")
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    (built.docs / "more.md").write_text(
        "---\norphan: true\n---\n# More words\n\nA zebra.\n", "utf-8"
    )
    built.build()
    assert not (folder / "w-old.js").exists()
    changed = {path.name for path in folder.iterdir() if path.stat().st_mtime > 1}
    assert {"index.js", "w-z.js", "p-z.js"} <= changed
    assert len(changed) < len(list(folder.iterdir())) / 2


def test_no_index_is_made_where_no_words_changed_and_a_lost_shard_comes_back(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shard_folder(built)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    made: list[int] = []

    def counting(*given: object, **settings: bool) -> object:
        made.append(1)
        return make_index(*given, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr("cable_edition.sphinx_ext.site.search.make_index", counting)
    built.forget_standing()
    built.build()
    assert made == []
    (folder / "index.js").write_text("x")
    built.build()
    (folder / "t-0.js").unlink()
    built.build()
    (folder / "w-old.js").write_text("x")
    built.build()
    assert made == [1, 1, 1]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_edit_gives_the_shards_that_a_new_build_gives(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def noted(*pages: object, before: object, **settings: bool) -> object:
        given.append(before)
        return make_index(*pages, before=before, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr("cable_edition.core.search.index._FEW", 1)
    monkeypatch.setattr("cable_edition.sphinx_ext.site.search.make_index", noted)
    index = built.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("\n\n", "\n\nA zebra.\n\n", 1), "utf-8")
    built.build()
    edited = {path.name: path.read_bytes() for path in shard_folder(built).iterdir()}
    assert "w-z.js" in edited
    shutil.rmtree(built.docs / "_build")
    built.build()
    assert edited == {path.name: path.read_bytes() for path in shard_folder(built).iterdir()}
    assert [type(before).__name__ for before in given] == ["KeptIndex", "NoneType"]


def test_of_the_written_pages_only_those_that_changed_are_read(
    built: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def noted(page: bytes) -> object:
        read.append(page)
        return section_places(page)

    monkeypatch.setattr("cable_edition.sphinx_ext.site.search.section_places", noted)
    for word in ("zebra", "zither"):
        read.clear()
        index = built.docs / "index.md"
        index.write_text(index.read_text("utf-8") + f"\nA {word}.\n", "utf-8")
        built.build()
        assert len(read) == 1
        assert word.encode() in read[0]


def test_the_scripts_of_the_search_stand_in_its_page_words_and_index_before_the_styles(
    built: TinyEdition,
) -> None:
    page = built.page("search")
    head, _, rest = page.partition('rel="stylesheet"')
    at = []
    for folder, name in (
        ("static", "cable-elements"),
        ("theme/static", "cable-search-words"),
        ("theme/static", "cable-search-index"),
    ):
        words = (PROGRAM / folder / f"{name}.js").read_text("utf-8")
        assert page.count(words) == 1
        at.append(head.index(f'<script data-root="./">{words}</script>'))
        assert f"{name}.js" not in page.replace(words, "")
    assert at == sorted(at)
    below = (PROGRAM / "theme" / "static" / "cable-search.js").read_text("utf-8")
    assert f"<script>{below}</script>" in rest.partition('id="cable-search"')[2]


def test_no_script_that_stands_in_a_page_ends_there(built: TinyEdition) -> None:
    """What would end the element early, or open another in it, is in none of them."""
    scripts = re.findall(r"<script[^>]*>\n?/\*.*?</script>", built.page("search"), re.DOTALL)
    assert len(scripts) == 4
    assert not any(re.search(r"<(?:!--|/?script)", one[7:-9], re.IGNORECASE) for one in scripts)


def test_a_site_in_folders_is_found_by_its_addresses(edition: TinyEdition) -> None:
    edition.add()
    edition.build("dirhtml")
    page = (edition.docs / "_build" / "dirhtml" / "search" / "index.html").read_text("utf-8")
    assert page.count('<script data-root="../">') == 3
    shards = Shards(edition.docs / "_build" / "dirhtml" / "_search")
    assert shards.pages[0].address == "cables/05OTTAWA1/"


def test_two_builds_give_the_same_shards(built: TinyEdition) -> None:
    before = {path.name: path.read_bytes() for path in shard_folder(built).iterdir()}
    built.build(freshenv=True)
    assert {path.name: path.read_bytes() for path in shard_folder(built).iterdir()} == before


def test_the_old_setting_says_that_it_is_needed_no_more(edition: TinyEdition) -> None:
    with pytest.raises(EditionError, match="cable_search`; every site has the search by paragraph"):
        edition.build(cable_search="pagefind")
