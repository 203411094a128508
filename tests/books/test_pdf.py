"""The book: every place of the site has its destination, every word its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from cable_edition.core.edition.assemble import assemble
from cable_edition.sphinx_ext.book.prose import prose

CABLE = "05OTTAWA286"
ROOT = Path(__file__).parents[2]
EDITION = assemble(ROOT / "source_cables", ROOT / "docs" / "registers")
EDITED = next(one for one in EDITION.cables if one.id == CABLE)
RECORD: dict[str, Any] = EDITED.cable.to_dict()

#: The text block in points: left edge, foot and head; and the size of the notes.
LEFT, BOTTOM, TOP = 90.7, 84.0, 611.0
NOTES = 8.85


@cache
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@cache
def running_text(pdf: Path) -> str:
    """The words of the book in the size of its text: no running heads, margins and notes."""
    parts: list[str] = []

    def keep(text: str, page: list[float], place: list[float], _font: Any, size: float) -> None:
        left, up = page[4] + place[4], page[5] + place[5]
        if left > LEFT - 2 and BOTTOM < up < TOP and size > NOTES:
            parts.append(text)

    for page in reader(pdf).pages:
        page.extract_text(visitor_text=keep)
    return bare("".join(parts))


def bare(text: str) -> str:
    """Leave out blanks and hyphens, since lines are divided at will; undo ligatures."""
    return re.sub(r"[\s\u00ad-]+", "", unicodedata.normalize("NFKC", text))


def anchors() -> list[str]:
    paragraphs = RECORD["paragraphs"]
    parts = [*RECORD["headings"], *paragraphs, *RECORD["closing"]]
    blocks = [block for paragraph in paragraphs for block in paragraph["blocks"][1:]]
    emended = [one.id for found in EDITED.emendations.values() for one in found]
    notes = [note.id for note in EDITED.notes]
    return [part["anchor"] for part in [*parts, *blocks]] + emended + notes


def test_the_list_of_anchors_is_not_empty() -> None:
    assert {"p1", "p14", "p14-4", "h4", "u1", "e-p1-1", "n-extract"} <= set(anchors())


@pytest.mark.parametrize("anchor", anchors())
def test_an_anchor_of_the_site_is_a_destination(pdf: Path, anchor: str) -> None:
    assert f"c-{CABLE}-{anchor}" in reader(pdf).named_destinations


def test_a_destination_stands_on_the_page_of_its_words(pdf: Path) -> None:
    book = reader(pdf)
    for paragraph in RECORD["paragraphs"]:
        place = book.named_destinations[f"c-{CABLE}-{paragraph['anchor']}"]
        page = book.get_destination_page_number(place)
        assert page is not None
        assert bare(paragraph["text"])[:20] in bare(book.pages[page].extract_text())


def test_every_paragraph_heading_and_closing_line_is_printed_whole(pdf: Path) -> None:
    text = running_text(pdf)
    wanted = [at for at, _ in EDITED.texts if re.match(r"[phu][0-9]", at)]
    assert len(wanted) > 20
    assert [at for at in wanted if bare(EDITED.text(at)) not in text] == []


def test_every_emendation_and_every_note_is_printed(pdf: Path) -> None:
    text = bare("".join(page.extract_text() for page in reader(pdf).pages))
    emended = [one for found in EDITED.emendations.values() for one in found]
    assert [one.id for one in emended if bare(f"{one.read}] {one.lemma}") not in text] == []
    opening = {note.id: re.split(r"[*{`_]", note.text)[0] for note in EDITED.notes}
    plain = {name: bare(prose(words, "en")) for name, words in opening.items()}
    assert [name for name, words in plain.items() if words[:30] not in text] == []


def test_a_cable_ends_with_its_apparatus(pdf: Path) -> None:
    book = reader(pdf)
    last = book.get_destination_page_number(book.named_destinations[f"c-{CABLE}-u1"])
    next_chapter = book.get_destination_page_number(book.named_destinations["person-chapin-paul"])
    assert last is not None
    assert next_chapter is not None
    text = bare("".join(page.extract_text() for page in book.pages[last:next_chapter]))
    emended = [one for found in EDITED.emendations.values() for one in found]
    assert [one.id for one in emended if bare(f"{one.read}] {one.lemma}") not in text] == []
    doubted = [one for one in emended if one.rule == "conjecture"]
    assert doubted
    assert [one.id for one in doubted if bare(f"*{one.read}] {one.lemma}") not in text] == []


def links(book: PdfReader) -> Iterator[str]:
    for page in book.pages:
        for reference in page.get("/Annots") or []:
            link = reference.get_object()
            action = link.get("/A", {})
            if action.get("/S") == "/GoTo":
                yield str(action["/D"])
            elif "/Dest" in link:
                yield str(link["/Dest"])


def test_every_link_inside_the_book_has_its_destination(each_pdf: Path) -> None:
    book = reader(each_pdf)
    found = set(links(book))
    assert len(found) > 100
    assert found - set(book.named_destinations) == set()


def addresses_of(page: PageObject) -> set[str]:
    links = [link.get_object() for link in page.get("/Annots") or []]
    return {str(link["/A"]["/URI"]) for link in links if "/URI" in link.get("/A", {})}


def test_links_out_of_the_book_are_whole_addresses(pdf: Path) -> None:
    addresses = {address for page in reader(pdf).pages for address in addresses_of(page)}
    assert f"https://wikileaks.org/plusd/cables/{CABLE}_a.html" in addresses
    assert all(re.match(r"https?://[^\s]+$", address) for address in addresses)


def test_no_address_is_divided_within_a_word(pdf: Path) -> None:
    """A line ends behind a sign, as ``/``; only a checksum of 40 characters may be divided."""
    divided: list[str] = []
    for page in reader(pdf).pages:
        text = page.extract_text()
        for address in addresses_of(page):
            over_lines = "\n?".join(map(re.escape, address))
            divided += [one for one in re.findall(over_lines, text) if "\n" in one]
    assert len(divided) > 20
    words = [word for one in divided for word in re.findall(r"[^\W_]+\n[^\W_]+", one)]
    assert [word for word in words if len(word) <= 40] == []


def test_the_book_tells_its_title_and_its_language(pdf: Path) -> None:
    book = reader(pdf)
    assert book.metadata is not None
    assert book.metadata.title == "Cable Edition"
    assert book.trailer["/Root"]["/Lang"] == "en"


def titles(outline: list[Any]) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield str(item.title)


def test_bookmarks_lead_to_chapters_the_cable_its_headings_and_people(pdf: Path) -> None:
    found = list(titles(reader(pdf).outline))
    for heading in RECORD["headings"]:
        assert heading["text"] in found
    assert {"Introduction", "Textual policy", "People", "Paul Chapin", "Index"} <= set(found)
    assert any(title.startswith(CABLE) for title in found)


def test_the_documentation_of_the_tool_is_not_in_the_book(pdf: Path) -> None:
    tools = {"For editors", "For developers", "Data", "Accessibility statement"}
    assert not tools & set(titles(reader(pdf).outline))


def test_cables_follow_the_guide_and_the_index_ends_the_book(pdf: Path) -> None:
    chapters = [str(one.title) for one in reader(pdf).outline if not isinstance(one, list)]
    assert chapters[:4] == ["Introduction", "How to read a cable", "Cables", "People"]
    assert chapters.index("Releases") < chapters.index("Textual policy")
    assert chapters[-1] == "Index"


def test_no_two_pages_have_one_number(each_pdf: Path) -> None:
    labels = reader(each_pdf).page_labels
    assert len(set(labels)) == len(labels)
    assert labels[:3] == ["i", "ii", "iii"]


def test_page_1_is_a_right_one(each_pdf: Path) -> None:
    labels = reader(each_pdf).page_labels
    assert labels.index("1") % 2 == 0
    before = reader(each_pdf).pages[labels.index("1") - 1].extract_text()
    assert not before or before.endswith(labels[labels.index("1") - 1])


def test_no_heading_is_the_last_line_of_a_page(each_pdf: Path) -> None:
    book = reader(each_pdf)
    headings = {bare(title).lower() for title in titles(book.outline)}
    assert len(headings) > 50
    # Behind the last line stands the number of the page; a name in capitals signs a cable.
    pages = [page.extract_text().split("\n") for page in book.pages]
    last = [lines[-2] for lines in pages if len(lines) > 2]
    assert len(last) > 50
    stranded = [one for one in last if bare(one).lower() in headings]
    assert [one for one in stranded if not re.fullmatch("[A-Z]+", one)] == []


def test_the_notices_say_licence_version_and_how_to_cite(each_pdf: Path) -> None:
    words = " ".join(reader(each_pdf).pages[1].extract_text().split())
    assert "https://creativecommons.org/licenses/by/4.0/" in words
    assert re.search(r"Version [0-9.]+, [0-9]+ \w+ 2026\.", words)
    assert "The edition is cited as: " in words
    assert "A paragraph is cited by the name of its cable" in words


def test_the_book_says_that_it_is_not_tagged_and_is_not(each_pdf: Path) -> None:
    book = reader(each_pdf)
    root = book.trailer["/Root"]
    assert "This PDF is not tagged" in " ".join(book.pages[1].extract_text().split())
    assert "/MarkInfo" not in root
    assert "/StructTreeRoot" not in root


def test_the_chapter_stands_above_a_left_page_and_the_cable_above_a_right_one(pdf: Path) -> None:
    book = reader(pdf)
    labels = book.page_labels
    for number in range(labels.index("10"), labels.index("10") + 6):
        page = bare(book.pages[number].extract_text())
        assert page.startswith(CABLE if int(labels[number]) % 2 else "CABLES"), labels[number]
    shared = next(
        text
        for page in book.pages
        if "The posts that sent the cables" in (text := page.extract_text())
    )
    assert bare(shared).startswith("POSTSPOSTS"), "of two chapters on a page, the first"


def test_the_file_tells_title_rights_and_licence_in_xmp(each_pdf: Path) -> None:
    told = reader(each_pdf).xmp_metadata
    assert told is not None
    assert reader(each_pdf).metadata is not None
    assert told.dc_title == {"en": reader(each_pdf).metadata.title}
    assert told.dc_creator == [reader(each_pdf).metadata.author]
    assert "CC BY 4.0" in told.dc_rights["en"]
    assert told.dc_language == ["en"]
    (licence,) = told.get_element("", "http://ns.adobe.com/xap/1.0/rights/", "WebStatement")
    assert licence.firstChild.data == "https://creativecommons.org/licenses/by/4.0/"


def test_the_index_gives_cable_paragraph_and_page(pdf: Path) -> None:
    book = reader(pdf)
    index = "\n".join(page.extract_text() for page in book.pages[-6:])
    entry = re.search(rf"Chapin, Paul[^\n]*\n{CABLE}, ¶\s7 \((\d+)\)", index)
    assert entry is not None
    shown = [label for label in book.page_labels if label == entry[1]]
    page = book.pages[book.page_labels.index(shown[0])]
    assert "Paul Chapin" in " ".join(page.extract_text().split())


def test_no_page_is_nearly_empty_or_has_the_tail_of_a_cable_alone(each_pdf: Path) -> None:
    # Behind title and notices: the head, the number, and at least some lines between. The left page
    # before page 1 may have nothing at all.
    book = reader(each_pdf)
    blank = book.page_labels.index("1") - 1
    pages = [
        page.extract_text().split("\n")
        for number, page in enumerate(book.pages)
        if number >= 2 and not (number == blank and not page.extract_text())
    ]
    assert [lines for lines in pages if len(lines) < 10] == []
    assert [lines for lines in pages if lines[1].lower().startswith("cited by")] == []


def test_the_places_of_an_entry_stand_with_what_says_how_many(each_pdf: Path) -> None:
    said = re.compile(r"\d+ places? in the cables")
    pages = [page.extract_text().split("\n") for page in reader(each_pdf).pages]
    assert sum(1 for lines in pages for line in lines if said.fullmatch(line)) > 10
    assert [lines for lines in pages if len(lines) > 1 and said.fullmatch(lines[-2])] == []


def test_path_and_surroundings_leave_no_trace(
    pdf_of_everything: Path, pdf_of_everything_elsewhere: Path
) -> None:
    # The other book has nothing that this one has not, and takes as long to set.
    assert pdf_of_everything.read_bytes() == pdf_of_everything_elsewhere.read_bytes()
