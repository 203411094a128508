"""What an EPUB has of any edition: each page in the line of pages, and a front of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from lxml import etree

from cable_edition.cli import main
from cable_edition.core.proof.verify import verify_output
from cable_edition.core.settings.edition_file import load_from

from .conftest import TinyEdition, cable_text, tiny_edition, warnings_of

NAMES = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}
LISTS = ("missing/index", "releases/index", "references/index")
GONE = """
redirects:
  - {from: 05OTTAWA3, to: 05OTTAWA1, reason: It was misread., date: 2026-12-01}
withdrawn:
  - {cable: 05OTTAWA4, reason: It was asked for., date: 2026-12-01}
"""


def book_of(edition: TinyEdition, **settings: object) -> ZipFile:
    app = edition.build("epub", epub_basename="tiny", epub_publisher="Tiny Press", **settings)
    assert warnings_of(app) == ""
    return ZipFile(Path(app.outdir, "tiny.epub"))


def page(book: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name))


def in_line(book: ZipFile) -> list[str]:
    package = page(book, "content.opf")
    files = {one.get("id"): one.get("href") for one in package.iter("{*}item")}
    return [
        files[one.get("idref")] for one in package.iter("{*}itemref") if one.get("linear") != "no"
    ]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """Two cables, one of which cites the other, and two that went; no toctree has the lists."""
    edition = tiny_edition(tmp_path_factory.mktemp("epub"))
    edition.add(text=cable_text(paragraphs=("(C) Jane Roe spoke.", "(C) She left.")))
    cited = cable_text(2).replace("Classified By", "REF: 05 OTTAWA 1\n\nClassified By")
    edition.add("05OTTAWA2", cited)
    gone = [edition.add(f"05OTTAWA{n}", cable_text(n)) for n in (3, 4)]
    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    assert CliRunner().invoke(main, ["seal", str(edition.sources)]).exit_code == 0
    done = CliRunner().invoke(main, ["release", "1.0.0", "--date", "2026-03-02", *folders])
    assert done.exit_code == 0, done.output
    (edition.sources / "SHA256SUMS").unlink()
    for path in gone:
        path.unlink()
    path = edition.sources / "releases.yaml"
    path.write_text(path.read_text("utf-8") + GONE, "utf-8")
    return edition


@pytest.fixture(scope="module")
def book(two: TinyEdition) -> Iterator[ZipFile]:
    """The EPUB of that edition, as it comes."""
    with book_of(two) as made:
        yield made


def test_a_list_that_no_table_of_contents_names_is_a_chapter(book: ZipFile) -> None:
    assert {f"{name}.xhtml" for name in LISTS} <= set(in_line(book))
    contents = page(book, "nav.xhtml").xpath("//h:nav[@*='toc']//h:a/@href", namespaces=NAMES)
    assert {f"{name}.xhtml" for name in LISTS} <= set(contents)


def test_the_pages_of_cables_that_went_are_in_the_line_of_pages(book: ZipFile) -> None:
    assert {"cables/05OTTAWA3.xhtml", "cables/05OTTAWA4.xhtml"} <= set(in_line(book))
    moved = page(book, "cables/05OTTAWA3.xhtml")
    assert moved.xpath("//h:a[@href='05OTTAWA1.xhtml']", namespaces=NAMES)


def test_every_page_is_in_the_line_once(book: ZipFile) -> None:
    pages = [name for name in book.namelist() if name.endswith(".xhtml")]
    assert sorted(in_line(book)) == sorted(set(pages) - {"nav.xhtml"})


def test_the_title_page_says_what_is_known_and_nothing_else(book: ZipFile) -> None:
    words = " ".join("".join(page(book, "index.xhtml").itertext()).split())
    assert words.startswith("Tiny Tiny")
    assert "Tiny Press Version 1.0.0, 2026-03-02" in words
    assert "http" not in words


def test_the_index_has_people_terms_and_tags_by_paragraph(book: ZipFile) -> None:
    index = page(book, "index-of-names.xhtml")
    listed = {
        item.xpath("string(h:a)", namespaces=NAMES): item.xpath(".//h:a/@href", namespaces=NAMES)
        for item in index.xpath("//h:ul[@class='index-of-names']/h:li", namespaces=NAMES)
    }
    assert listed["Roe, Jane"] == [
        "people/index.xhtml#person-roe-jane",
        "cables/05OTTAWA1.xhtml",
        "cables/05OTTAWA1.xhtml#p1",
        "cables/05OTTAWA2.xhtml",
        "cables/05OTTAWA2.xhtml#p1",
    ]
    assert listed["S/CRS"][0] == "glossary/index.xhtml#term-s-crs"
    assert any(name.startswith("PREL") for name in listed)
    for addresses in listed.values():
        for address in addresses:
            name, _, anchor = address.partition("#")
            tree = page(book, name)
            assert not anchor or tree.xpath("//*[@id = $anchor]", anchor=anchor), address


def test_settings_of_an_edition_count(two: TinyEdition) -> None:
    (two.docs / "own").mkdir()
    (two.docs / "own" / "mine.css").write_text("p { margin: 0 }\n", "utf-8")
    own = {"html_static_path": ["own"], "epub_css_files": ["mine.css"]}
    left_out = ["missing/*", "releases/index"]
    address = "https://cables.example.org/"
    with book_of(two, cable_base_url=address, cable_book_without=left_out, **own) as book:
        names = set(book.namelist())
        assert not {"missing/index.xhtml", "releases/index.xhtml"} & names
        assert "references/index.xhtml" in in_line(book)
        assert f'<a href="{address}">'.encode() in book.read("index.xhtml")
        assert b"margin: 0" in book.read("_static/mine.css")
        styles = page(book, "cables/05OTTAWA1.xhtml").xpath(
            "//h:link[@rel='stylesheet']/@href", namespaces=NAMES
        )
        assert styles == ["../_static/cable-epub.css", "../_static/mine.css"]


def test_the_contents_keep_the_marks_of_a_subject(edition: TinyEdition) -> None:
    """Sphinx makes marks in the contents clever; those of a source stay."""
    subject = 'THE "WAY" -- IT\'S <SHORT> & LONG...'
    edition.add(text=cable_text(subject=subject))
    with book_of(edition) as book:
        named = {
            link.get("href"): "".join(link.itertext())
            for link in page(book, "nav.xhtml").iter("{*}a")
        }
        old = ["".join(text.itertext()) for text in page(book, "toc.ncx").iter("{*}text")]
    words = f"05OTTAWA1: {subject}"
    assert named["cables/05OTTAWA1.xhtml"] == words
    assert words in old
    assert named["index.xhtml"] == "Tiny"


def test_the_contents_are_named_in_the_language(edition: TinyEdition) -> None:
    toml = edition.root / "edition.toml"
    toml.write_text('title = "Tiny"\nlanguages = ["de"]\n', "utf-8")
    with book_of(edition) as book:
        contents = page(book, "nav.xhtml")
        titles = [contents.findtext(f".//{{*}}{tag}") for tag in ("title", "h1", "h2")]
    assert titles == ["Inhaltsverzeichnis", "Inhaltsverzeichnis", "Orientierungspunkte"]


def verified(edition: TinyEdition, *settings: str, allowed: str = "") -> list[str]:
    toml = f'title = "Tiny"\n[book]\n{"".join(settings)}[verify]\nallowed = [{allowed}]\n'
    (edition.root / "edition.toml").write_text(toml, "utf-8")
    file, problems = load_from(edition.root)
    assert problems == []
    _, found = verify_output(edition.docs / "_build" / "epub", file)
    return [one.located() for one in found]


def test_a_book_without_some_pages_is_proved(edition: TinyEdition) -> None:
    """What would lead to a page that the book does not hold is its words alone."""
    edition.add(
        text=cable_text(paragraphs=("(C) Jane Roe of S/CRS wrote &yes8.", "(C) See para 1."))
    )
    edition.add("05OTTAWA2", cable_text(2, subject='A "VISIT" -- MORE'))
    note = "notes:\n  - {at: p1, quote: wrote, kind: inference, id: x, "
    note += "text: '{cable:person}`roe-jane` went.'}\n"
    read = "emendations:\n  - {at: p2, quote: See, read: Read, rule: conjecture, reason: X.}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(note + read, "utf-8")
    for without in ((), ("people/*", "emendations/*"), ("*/index",), ("cables/05OTTAWA2",)):
        edition.build("epub", cable_book_without=list(without))
        named = ", ".join(f'"{one}"' for one in without)
        assert verified(edition, f"without = [{named}]\n") == []
        (edition.root / "edition.toml").unlink()


def test_a_chapter_of_no_contents_is_proved_and_no_other_may_be_missing(
    edition: TinyEdition,
) -> None:
    edition.add()
    (edition.docs / "apart.md").write_text("---\norphan: true\n---\n# Apart\n\nWords.\n", "utf-8")
    (edition.docs / "aside.rst").write_text(":orphan:\n\nAside\n=====\n\nWords.\n", "utf-8")
    (edition.docs / "other.md").write_text("# Other\n\n    orphan: true\n", "utf-8")
    edition.build("epub", suppress_warnings=["toc.not_included"])
    (told,) = verified(edition)
    assert "the contents lack other.xhtml" in told


def test_a_style_of_ones_own_is_named_in_the_settings(edition: TinyEdition) -> None:
    edition.add()
    (edition.docs / "own").mkdir()
    (edition.docs / "own" / "mine.css").write_text("p { margin: 0 }\n", "utf-8")
    with book_of(edition, html_static_path=["own"], epub_css_files=["mine.css"]):
        pass
    found = verified(edition)
    assert found
    assert all(line.endswith("[frame-differs]") for line in found)
    assert verified(edition, allowed='"link[href=_static/mine.css]"') == []


def test_a_claim_of_conformance_is_the_publishers_and_is_proved(edition: TinyEdition) -> None:
    edition.add()
    claim = 'title = "Tiny"\n[book]\nconforms_to = "WCAG 2.2 Level AA"\n'
    (edition.root / "edition.toml").write_text(claim, "utf-8")
    with book_of(edition) as book:
        package = page(book, "content.opf")
    told = {one.get("property"): one.text for one in package.iter("{*}meta")}
    assert told["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert told["a11y:certifiedBy"] == "Tiny Press"
    assert "not claimed" not in told["schema:accessibilitySummary"]
    assert verified(edition, 'conforms_to = "WCAG 2.2 Level AA"\n') == []
    assert len(verified(edition)) == 4


def test_the_pages_below_a_list_that_no_table_of_contents_names_are_chapters(
    edition: TinyEdition,
) -> None:
    for number in range(1, 4):
        cited = f"REF: 05 ROME {number}\n\nClassified By"
        text = cable_text(number).replace("Classified By", cited)
        edition.add(f"05OTTAWA{number}", text)
    (edition.root / "edition.toml").write_text('title = "Tiny"\n', "utf-8")
    with book_of(edition) as book:
        line = in_line(book)
        navigation = book.read("nav.xhtml").decode()
    below = ["missing/index.xhtml", "missing/wanted.xhtml"]
    assert line[line.index(below[0]) :][:2] == below
    assert all(f'href="{name}"' in navigation for name in below)
    assert verified(edition) == []
    edition.build("epub", cable_book_without=["missing/index"])
    assert verified(edition, 'without = ["missing/index"]\n') == []
