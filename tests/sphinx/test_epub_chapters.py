"""Chapters with all that they can have, in an EPUB: it is built, valid XML, and proved."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from cable_edition.core.proof.verify import verify_output
from cable_edition.core.settings.edition_file import load_of_documents
from cable_edition.sphinx_ext.epub.raw_html import as_xml
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import INDEX, TinyEdition

#: A piece of HTML as a chapter has it -> the same as XML has it.
PIECES = {
    "One<br>two": "One<br />two",
    '<input type=checkbox disabled checked="">': (
        '<input type="checkbox" disabled="disabled" checked="" />'
    ),
    "<b>open": "<b>open",
    "shut</b></br>": "shut</b>",
    "R&D &amp; &nbsp;&#8212;&#0;": "R&amp;D &amp; \u00a0\u2014\ufffd",
    "<p id=a id=b @click='x'>": '<p id="a">',
    "<!-- a -- b --><hr/>": "<hr />",
    '<img alt="a < b" src="x.png">': '<img alt="a &lt; b" src="x.png" />',
}
MORE = """\
# More

<p>One<br>two &nbsp; R&D <img src="_static/a.png" alt="a"></p>

<input type=checkbox disabled> Done.

```{py:function} lamp(wick)
:module: coast
Lights it.
```
"""


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_of_html_is_written_as_xml_has_it(piece: str) -> None:
    assert as_xml(piece) == PIECES[piece]
    assert as_xml(as_xml(piece)) == as_xml(piece)


def built(edition: TinyEdition, more: str) -> Path:
    edition.add()
    (edition.docs / "more.md").write_text(more, "utf-8")
    (edition.docs / "index.md").write_text(
        INDEX.replace("cables/index", "Said otherwise <more>\ncables/index"), "utf-8"
    )
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "html_static_path = ['own']\n", "utf-8")
    (edition.docs / "own").mkdir()
    (edition.docs / "own" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    edition.build("epub", epub_basename="tiny")
    return edition.docs / "_build" / "epub" / "tiny.epub"


@pytest.mark.outputs
def test_an_epub_with_html_objects_and_titles_of_its_own_is_proved(edition: TinyEdition) -> None:
    book = built(edition, MORE)
    with zipfile.ZipFile(book) as pages:
        names = pages.namelist()
        for name in names:
            if name.endswith(".xhtml"):
                etree.fromstring(pages.read(name))
        assert b"R&amp;D" in pages.read("more.xhtml")
    assert not [name for name in names if "modindex" in name]
    file, _ = load_of_documents(edition.docs)
    assert [one.located() for one in verify_output(book, file)[1]] == []


@pytest.mark.outputs
def test_html_that_a_chapter_does_not_close_is_told_with_its_file(edition: TinyEdition) -> None:
    with pytest.raises(EditionError, match=r"^docs/more\.md: the HTML of this chapter is no page"):
        built(edition, "# More\n\n<div><p>One\n\nTwo.\n")
