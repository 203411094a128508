"""The build as a whole: quiet, complete, and the same wherever and however it is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_pages import CABLE_PAGE, REGISTER_PAGES, tree
from tests.editions import Build


def test_the_edition_builds_without_a_warning(each_build: Build) -> None:
    # A notice says what a source has not, such as a cable; it is no fault of the edition.
    lines = each_build.first.warnings.splitlines()
    assert [line for line in lines if ": NOTICE: " not in line] == []
    assert each_build.first.status == 0


def test_a_second_build_reads_nothing_again(each_html: Path, each_build: Build) -> None:
    # An edition that withholds words is always looked at.
    said = ("nothing has changed", "0 added, 0 changed, 0 removed")
    assert any(words in each_build.second.output for words in said)


@pytest.mark.parametrize("page", ["index.html", *REGISTER_PAGES, "objects.inv"])
def test_the_page_is_there(each_html: Path, page: str) -> None:
    assert (each_html / page).is_file()


def test_the_page_of_the_cable_is_there(html: Path) -> None:
    assert (html / CABLE_PAGE).is_file()


def test_path_processes_and_surroundings_leave_no_trace(
    each_html: Path, each_elsewhere: Build
) -> None:
    here, there = _contents(each_html), _contents(each_elsewhere.html)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


def _contents(html: Path) -> dict[str, bytes]:
    # .buildinfo is Sphinx's note for its own next build, not a page.
    return {
        str(path.relative_to(html)): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def test_an_entry_of_the_glossary_without_a_place_stands_in_no_cable(each_html: Path) -> None:
    page = tree(each_html / "glossary" / "index.html")
    texts = (
        tree(cable).xpath("string(//details[@id='transmitted'])")
        for cable in sorted((each_html / "cables").glob("[0-9C]*.html"))
    )
    # The page of a cable that was withdrawn or moved has none.
    cables = [" ".join(str(text).split()) for text in texts if text]
    assert cables
    entries = page.find_class("cable-entry")
    assert entries
    for entry in entries:
        name = entry.findtext("h2") or ""
        if not entry.find_class("cable-places"):
            assert [text for text in cables if name in text] == [], name
