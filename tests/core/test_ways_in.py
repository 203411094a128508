"""What leads into a site is compared with the pages, each fault told with its file."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.proof.site.ways_in import WaysIn

PAGES = {
    "index": '<h1>First</h1><p id="p1">Harbor lights of <b>Rome</b>.</p>',
    "more": '<h1>More &amp; more</h1><section id="two"><h2>Two</h2></section><p>The keepers</p>',
}
LINES = [
    "lamp cable:par -1 index.html#p1 -",
    "two std:label -1 more.html#$ Two",
    "EO 12958 std:term -1 more.html#two -",
    "modindex std:label -1 py-modindex.html Module Index",
    "more std:doc -1 more.html -",
]


def site(folder: Path, lines: list[str] = LINES) -> Path:
    for name, words in PAGES.items():
        page = f'<html><body><div role="main">{words}</div></body></html>'
        (folder / f"{name}.html").write_text(page, "utf-8")
    packed = zlib.compress("\n".join(lines).encode())
    head = b"# Sphinx inventory version 2\n# Project: x\n# Version:\n# zlib\n"
    (folder / "objects.inv").write_bytes(head + packed)
    return folder


def told(folder: Path) -> list[str]:
    ways = WaysIn(folder)
    index = folder / "genindex.html"
    if index.is_file():
        assert list(ways.index_page(SitePage("genindex", index))) == []
    names = sorted(path.stem for path in folder.glob("*.html"))
    pages = [SitePage(name, folder / f"{name}.html") for name in names]
    found = [one for page in pages for one in ways.faults(page, whole=True)]
    return [f"{file}: {message}" for file, message in [*found, *ways.rest()]]


def test_ways_that_lead_to_what_they_name_are_right(tmp_path: Path) -> None:
    assert told(site(tmp_path)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lamp cable:par -1 index.html#p2 -", "index has no place 'p2'"),
        ("lamp cable:par -1 other.html#p1 -", "it leads to 'other', which is not there"),
        ("other std:doc -1 other.html -", "it leads to 'other', which is not there"),
    ],
)
def test_a_fault_of_the_inventory_is_told(tmp_path: Path, line: str, said: str) -> None:
    (found,) = told(site(tmp_path, lines=[line]))
    assert found.startswith("objects.inv: ")
    assert said in found


def test_an_inventory_of_another_form_is_told(tmp_path: Path) -> None:
    (site(tmp_path) / "objects.inv").write_bytes(b"x")
    (line,) = told(tmp_path)
    assert line.startswith("objects.inv: cannot be read")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("index.html#p1", ""),
        ("index.html#p9", "index has no place 'p9'"),
        ("other.html#p1", "it leads to 'other', which is not there"),
    ],
)
def test_a_link_of_the_index_of_words_leads_to_a_place(
    tmp_path: Path, address: str, said: str
) -> None:
    page = (
        f'<html><body><div role="main"><h1>Index</h1><a href="{address}">x</a></div></body></html>'
    )
    (site(tmp_path) / "genindex.html").write_text(page)
    found = told(tmp_path)
    assert [line for line in found if line.startswith("genindex.html: ") and said in line] == found
    assert bool(found) == bool(said)


def test_a_link_of_the_index_to_no_place_is_told(tmp_path: Path) -> None:
    page = '<html><body><div role="main"><a href="index.html">x</a></div></body></html>'
    (site(tmp_path) / "genindex.html").write_text(page)
    (message,) = WaysIn(tmp_path).index_page(SitePage("genindex", tmp_path / "genindex.html"))
    assert message == "a link leads to 'index', which is no place of a page"
