"""The book: which pages it holds and in which order, and what its first pages say."""

from __future__ import annotations

import re

import pytest
from docutils.utils import new_document
from sphinx import addnodes

from cable_edition.sphinx_ext.book.contents import book_order

from .conftest import TinyEdition, cable_text

TOML = """\
title = "Tiny שלום עולם"
editors = ["Ann Год"]
copyright = "2026, nobody"
base_url = "https://example.org/e"

[book]
without = ["guide/tools"]
"""


def order(*names: str, without: tuple[str, ...] = ()) -> list[str]:
    page = new_document("<index>")
    page += addnodes.toctree("", includefiles=list(names))
    return book_order(page, without)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("intro how cables/index people/index about", "intro how cables/index people/index about"),
        ("intro people/index cables/index about", "intro cables/index people/index about"),
        # Where nothing stands before them, the chapters are the front of the book.
        ("cables/index people/index about", "about cables/index people/index"),
        ("about intro", "about intro"),
        ("intro cables/index about missing/index", "intro cables/index missing/index about"),
    ],
)  # fmt: skip
def test_order_is_that_of_a_press(given: str, found: str) -> None:
    assert order(*given.split()) == found.split()


def test_pages_that_are_named_stay_out() -> None:
    assert order("intro", "tools/index", "cables/index", without=("tools/*",)) == [
        "intro",
        "cables/index",
    ]


def book(edition: TinyEdition) -> str:
    (edition.root / "edition.toml").write_text(TOML, "utf-8")
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"Tiny"', '"Tiny שלום עולם"'), "utf-8")
    (edition.docs / "guide").mkdir()
    (edition.docs / "guide" / "index.md").write_text(
        "# The guide\n\nWords of the guide.\n\n```{toctree}\ntools\n\nplaces\n```\n", "utf-8"
    )
    (edition.docs / "guide" / "tools.md").write_text("# Tools\n\nHidden words.\n", "utf-8")
    (edition.docs / "guide" / "places.md").write_text("# Places\n\nOpen words.\n", "utf-8")
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("cables/index", "guide/index\ncables/index"))
    edition.add("05OTTAWA1", cable_text())
    edition.build("latex")
    return next((edition.docs / "_build" / "latex").glob("*.tex")).read_text("utf-8")


def test_a_page_below_another_stays_out_too(edition: TinyEdition) -> None:
    text = book(edition)
    assert "Words of the guide" in text
    assert "Open words" in text
    assert "Hidden words" not in text


def test_copyright_page_has_licence_address_and_how_to_cite(edition: TinyEdition) -> None:
    written = book(edition)
    leftward = r"Tiny \cablertl{\cableother{שלום עולם}}"
    assert f"\\title{{{leftward}}}" in written
    assert r"\author{Ann \cableother{Год}}" in written
    assert f"{leftward}. https://example.org/e/" in written
    text = re.sub(r"\\[a-z]+(?:\{\}|\b ?)|[{}]", "", written)
    assert "© 2026, nobody" in text
    assert "The editorial matter is licensed under CC BY 4.0." in text
    assert "Published at https://example.org/e/" in text
    assert "The edition is cited as: Ann Год. Tiny שלום עולם. https://example.org/e/" in text
    assert "A paragraph is cited by the name of its cable and its number (¶)" in text
    # Before the first release nothing claims one.
    assert "before the first release" in text
    assert "Release unreleased" not in text


def test_the_first_chapter_of_a_part_begins_a_page(edition: TinyEdition) -> None:
    opening = r"\\(cablenewpart|cablerunon)\n(?:\\cableregister\n)?\s*\\chapter\{(\w+)"
    found = re.findall(opening, book(edition))
    assert ("cablenewpart", "The") in found
    assert ("cablenewpart", "Cables") in found
    assert ("cablenewpart", "People") in found
    assert ("cablerunon", "Organizations") in found
