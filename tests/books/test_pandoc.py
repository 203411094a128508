"""pandoc takes a cable to a word processor with its notes and the places that links lead to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypandoc
from lxml import etree, html

from cable_edition.core.edition.assemble import assemble
from tests.editions import EDITIONS

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The place of the attributes in what pandoc says of an element.
_ATTRIBUTES = {"Div": 0, "Span": 0, "Header": 1, "Link": 0}


def parts(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for one in tree:
            yield from parts(one)


def words(tree: Any) -> str:
    return "".join(
        one["c"] if one["t"] == "Str" else " " if one["t"] in {"Space", "SoftBreak"} else ""
        for one in parts(tree)
    )


def ids(tree: Any) -> set[str]:
    return {
        one["c"][_ATTRIBUTES[one["t"]]][0] for one in parts(tree) if one["t"] in _ATTRIBUTES
    } - {""}


def must_have(edition: str) -> dict[str, tuple[set[str], list[str]]]:
    """Return for each cable the anchors of its paragraphs and the texts of its notes in order."""
    root = EDITIONS[edition]
    return {
        one.id: (
            {par.anchor for par in one.cable.paragraphs},
            [note.id for note in one.notes],
        )
        for one in assemble(root / "source_cables", root / "docs" / "registers").cables
    }


def note_words(page: etree._Element | html.HtmlElement, name: str) -> str:
    """Return what a note says, without the number that leads back."""
    (note,) = page.xpath("//*[@id = $name]", name=name)
    whole = "".join(note.itertext())
    return "".join(whole.split()).removeprefix(str(note.xpath("string(.//*[@role])")))


def test_an_epub_keeps_notes_and_paragraphs(each_epub: Path, edition: str) -> None:
    tree = json.loads(pypandoc.convert_file(str(each_epub), "json", format="epub"))
    notes = ["".join(words(one).split()) for one in parts(tree) if one["t"] == "Note"]
    places = ids(tree)
    with ZipFile(each_epub) as book:
        for cable, (anchors, names) in must_have(edition).items():
            file = f"{cable}.xhtml"
            assert {f"{file}_{anchor}" for anchor in anchors} - places == set()
            page = etree.fromstring(book.read(f"cables/{file}"))
            for name in names:
                assert note_words(page, name) in notes, (cable, name)


def test_a_page_of_the_site_keeps_notes_and_paragraphs(each_site: Path, edition: str) -> None:
    for cable, (anchors, names) in must_have(edition).items():
        if not names:
            continue
        path = each_site / "cables" / f"{cable}.html"
        tree = json.loads(pypandoc.convert_file(str(path), "json", format="html"))
        notes = ["".join(words(one).split()) for one in parts(tree) if one["t"] == "Note"]
        assert anchors - ids(tree) == set()
        page = html.fromstring(path.read_bytes())
        assert [note_words(page, name) for name in names] == list(dict.fromkeys(notes))


def _bookmark(name: str) -> str:
    """Return what pandoc calls a place whose name Word does not take, such as one with a digit."""
    return f"X{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[1:]}"


def test_a_word_processor_gets_footnotes_and_bookmarks(epub: Path, tmp_path: Path) -> None:
    pypandoc.convert_file(str(epub), "docx", format="epub", outputfile=str(tmp_path / "x.docx"))
    with ZipFile(tmp_path / "x.docx") as made:
        notes = etree.fromstring(made.read("word/footnotes.xml"))
        text = etree.fromstring(made.read("word/document.xml"))
    told = ["".join(one.itertext()) for one in notes.iter(f"{WORD}footnote")]
    ((_, names),) = must_have("first").values()
    assert len([one for one in told if one.strip()]) >= len(names)
    assert any("The record calls itself a partial extract." in one for one in told)
    marks = {one.get(f"{WORD}name") for one in text.iter(f"{WORD}bookmarkStart")}
    links = {one.get(f"{WORD}anchor") for one in text.iter(f"{WORD}hyperlink")}
    wanted = {_bookmark(f"05OTTAWA286.xhtml_p{number}") for number in range(1, 15)}
    assert wanted <= marks
    assert wanted & links
