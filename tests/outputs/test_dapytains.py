"""What can be cited in our TEI, asked of a library for Distributed Text Services (dapytains).

It reads ``citeStructure`` on its own, lists the units, and cuts the words of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.exports.tei import TeiFiles
from tests.outputs.conftest import INFO
from tests.outputs.test_tei import XML_ID, corpus_of

pytestmark = pytest.mark.outputs
TEI = "{http://www.tei-c.org/ns/1.0}"


def units_of(one: EditedCable) -> list[tuple[str, str | None]]:
    """Paragraphs and their parts, each with what it stands in, as the page has them."""
    found: list[tuple[str, str | None]] = []
    for paragraph in one.cable.paragraphs:
        found.append((paragraph.anchor, None))
        parts = [block.anchor for block in paragraph.blocks if block.anchor != paragraph.anchor]
        found += [(anchor, paragraph.anchor) for anchor in parts]
    return found


def words(element: etree._Element) -> list[str]:
    return "".join(element.itertext()).split()


def test_it_lists_and_cuts_what_the_page_has(each_edition: Edition, tmp_path: Path) -> None:
    from dapytains.tei.document import Document

    files = TeiFiles(each_edition, INFO)
    seen = 0
    for one in each_edition.cables:
        path = tmp_path / f"{one.id}.xml"
        path.write_text(files.cable(one)[0], "utf-8")
        root = etree.parse(path).getroot()
        places = {element.get(XML_ID): element for element in root.iter() if element.get(XML_ID)}
        document = Document(str(path))
        listed = [unit for top in document.get_reffs() for unit in (top, *top.children)]
        assert [(unit.ref, unit.parent) for unit in listed] == units_of(one), one.id
        assert {(unit.citeType, unit.level) for unit in listed} <= {("paragraph", 1), ("part", 2)}
        for unit in listed:
            cut = document.get_passage(unit.ref)
            place = places[f"c-{one.id}-{unit.ref}"]
            assert words(cut) == words(place), f"{one.id} {unit.ref}"
            seen += 1
    assert seen > 15


def test_the_corpus_says_the_same_of_all_cables(each_edition: Edition, tmp_path: Path) -> None:
    from saxonche import PySaxonProcessor

    path = tmp_path / "corpus.xml"
    path.write_bytes(corpus_of(each_edition))
    rules = etree.parse(path).getroot().findall(f".//{TEI}citeStructure")
    assert [rule.get("unit") for rule in rules] == ["cable", "paragraph", "part"]
    cable, paragraph, part = ((rule.get("match"), rule.get("use")) for rule in rules)
    delims = [rule.get("delim") or "" for rule in rules]
    assert delims == ["", "#", "-"]
    query = (
        f"for $c in {cable[0]}, $i in $c/{cable[1]}, $p in $c/{paragraph[0]}, "
        f"$n in concat($i, '#', $p/{paragraph[1]}) return "
        f"($n, for $b in $p/{part[0]} return concat($n, '-', $b/{part[1]}))"
    )
    with PySaxonProcessor(license=False) as saxon:
        asked = saxon.new_xpath_processor()
        asked.declare_namespace("", TEI.strip("{}"))
        asked.set_context(xdm_item=saxon.parse_xml(xml_file_name=str(path)))
        found = [item.string_value for item in asked.evaluate(query)]
    wanted = [f"{one.id}#{name}" for one in each_edition.cables for name, _ in units_of(one)]
    assert found == wanted
