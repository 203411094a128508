"""Each edition in every form: each place, note, emendation and entry of the data is in all of them.

The list comes from the data files that the edition publishes; the forms are the site, the book,
the EPUB and TEI, each as its own command makes it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdf import PdfReader

from cable_edition.core.cable.ids import ID
from cable_edition.core.myst.escape import visible
from tests.books.test_pdf import bare, running_text

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
#: What a TEI file has besides the words as the edition reads them.
NO_WORDS = "//t:sic | //t:note | //t:fw | //t:seg[@type='number' or @type='marking']"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
REGISTERS = ("people", "organizations", "glossary", "tags", "posts")
#: Form -> the fixture that makes it.
FORMS = {"site": "each_site", "book": "each_pdf", "epub": "each_epub", "tei": "each_data"}


@cache
def records(data: Path) -> tuple[dict[str, Any], ...]:
    lines = (data / "cables.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def entries(data: Path) -> frozenset[str]:
    registers = json.loads((data / "registers.json").read_text("utf-8"))
    return frozenset(entry["anchor"].lower() for name in REGISTERS for entry in registers[name])


@cache
def ids(form: str, made: Path) -> frozenset[str]:
    """The ids of a form: ``ID#anchor`` of a cable, or the id of an entry in small letters."""
    if form == "book":
        return frozenset(map(_of_one_file, PdfReader(made).named_destinations))
    if form == "tei":
        tree = etree.parse(made / "corpus.xml")
        return frozenset(
            _of_one_file(str(node.get(XML_ID))) for node in tree.iter() if node.get(XML_ID)
        )
    found: set[str] = set()
    for name, text in _pages(made):
        cable = name.removeprefix("cables/") if name.startswith("cables/") else ""
        for one in re.findall(r'\sid="([^"]+)"', text):
            found.add(f"{cable}#{unescape(one)}" if cable else unescape(one).lower())
    return frozenset(found)


def _of_one_file(name: str) -> str:
    match = re.fullmatch(rf"c-({ID})-(.+)", name)
    return f"{match[1]}#{match[2]}" if match else name.lower()


def _pages(made: Path) -> list[tuple[str, str]]:
    if made.is_dir():
        return [
            (path.relative_to(made).with_suffix("").as_posix(), path.read_text("utf-8"))
            for path in sorted(made.rglob("*.html"))
        ]
    with ZipFile(made) as book:
        return [
            (name.removesuffix(".xhtml"), book.read(name).decode())
            for name in sorted(book.namelist())
            if name.endswith(".xhtml")
        ]


@cache
def words(form: str, made: Path) -> str:
    """The words of the cables in a form as the edition reads them, without blanks and hyphens."""
    if form == "book":
        return running_text(made)
    if form == "tei":
        return _without(etree.parse(made / "corpus.xml").getroot(), NO_WORDS, TEI)
    return "".join(
        _without(
            etree.HTML(text.encode(), etree.HTMLParser(encoding="utf-8")),
            "//a[@role='doc-noteref'] | //*[contains(@class, 'cable-note-ref')]",
        )
        for name, text in _pages(made)
        if name.startswith("cables/")
    )


def _without(root: Any, path: str, names: dict[str, str] | None = None) -> str:
    """Return the words of a tree less some of its elements, whose tails stay."""
    for node in root.xpath(path, namespaces=names):
        parent, before = node.getparent(), node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (node.tail or "")
        else:
            parent.text = (parent.text or "") + (node.tail or "")
        parent.remove(node)
    return bare("".join(root.itertext()))


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """A form of the edition, and the file or folder in which it was made."""
    return request.param, request.getfixturevalue(FORMS[request.param])


def test_every_place_of_the_data_is_a_place_of_the_form(
    form: tuple[str, Path], each_data: Path
) -> None:
    wanted = {
        f"{record['reference_id']}#{one['anchor']}"
        for record in records(each_data)
        for one in record["editorial"]["anchors"]
        if one["kind"] != "field"
    }
    assert len(wanted) > 20
    assert wanted - ids(*form) == set()


@pytest.mark.parametrize("layer", ["notes", "emendations"])
def test_every_note_and_emendation_of_the_data_is_a_place_of_the_form(
    form: tuple[str, Path], each_data: Path, layer: str
) -> None:
    wanted = {
        f"{record['reference_id']}#{one['id']}"
        for record in records(each_data)
        for one in record["editorial"][layer]
    }
    assert len(wanted) > 2
    assert wanted - ids(*form) == set()


def test_every_entry_of_the_registers_is_a_place_of_the_form(
    form: tuple[str, Path], each_data: Path
) -> None:
    assert len(entries(each_data)) > 30
    assert entries(each_data) - ids(*form) == set()


def test_the_form_reads_as_the_data_do(form: tuple[str, Path], each_data: Path) -> None:
    text = words(*form)
    read: dict[str, str] = {}
    for record in records(each_data):
        emended = {one["anchor"]: one["text"] for one in record["editorial"]["readings"]}
        sent = [
            part
            for kind in ("headings", "paragraphs", "closing")
            for part in record[kind]
            if len(part.get("blocks", [])) < 2
        ]
        sent += [
            block
            for paragraph in record["paragraphs"]
            if len(paragraph["blocks"]) > 1
            for block in paragraph["blocks"]
        ]
        for one in sent:
            place = f"{record['reference_id']}#{one['anchor']}"
            read[place] = emended.get(one["anchor"], one["text"])
    assert len(read) > 20
    shown = _without_controls if form[0] == "tei" else visible
    assert [name for name, said in read.items() if bare(shown(said)) not in text] == []


def _without_controls(text: str) -> str:
    """Leave out what XML cannot hold: TEI has an element with the code point in its place."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")
