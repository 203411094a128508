"""TEI: valid, and every character of the witness comes back from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import texts_of
from cable_edition.core.edition.assemble import EditedCable, Edition, assemble
from cable_edition.core.reading.parse import parse_all
from cable_edition.core.registers.entries import Registers
from cable_edition.exports.tei import TeiFiles
from cable_edition.exports.witness import TEI, witness_text
from tests.editions import EDITIONS
from tests.outputs.conftest import CABLE, INFO, ROOT

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SAMPLES = sorted((ROOT / "tests" / "data" / "parse").glob("*.txt"))


def tei_of(edition: Edition, index: int = 0) -> etree._Element:
    file, _ = TeiFiles(edition, INFO).cable(edition.cables[index])
    return etree.fromstring(file.encode())


def corpus_of(edition: Edition) -> bytes:
    tei = TeiFiles(edition, INFO)
    parts = [tei.cable(one)[1] for one in edition.cables]
    return "".join([tei.corpus_head(), *parts, tei.corpus_foot()]).encode()


def bare_edition(content: bytes, name: str) -> Edition:
    """An edition of what a file holds, without registers."""
    cables = [c for c in parse_all(content, name=name) if c.reference_id]
    edited = tuple(EditedCable(c, Path(name), texts_of(c), {}) for c in cables)
    return Edition(edited, Registers(), {})


def texts(root: etree._Element, path: str) -> list[str]:
    space = {"t": TEI.strip("{}")}
    return [fold("".join(element.itertext())) for element in root.findall(path, space)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_witness_comes_back_from_every_form_of_source(sample: Path) -> None:
    edition = bare_edition(sample.read_bytes(), sample.name)
    for index, one in enumerate(edition.cables):
        assert witness_text(tei_of(edition, index)) == fold(source_text(one.cable))


def test_the_witnesses_of_each_edition_come_back(each_edition: Edition) -> None:
    for index, one in enumerate(each_edition.cables):
        assert witness_text(tei_of(each_edition, index)) == fold(source_text(one.cable)), one.id


def test_markup_and_control_characters_come_back(edition: Edition, hostile: EditedCable) -> None:
    found = witness_text(tei_of(edition))
    assert found == fold(source_text(hostile.cable))
    # What separates lines, U+2028, ends one: a blank, as at every end of a line.
    assert "\x01\x85 \u202e\ufffe" in found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_no_words_are_lost_or_break_the_file(words: str) -> None:
    content = CABLE.replace("{hostile}", words).encode("utf-8", "surrogatepass")
    edition = bare_edition(content, "06ROME2190.txt")
    assert witness_text(tei_of(edition)) == fold(source_text(edition.cables[0].cable))


def test_a_lost_word_shows(edition: Edition, hostile: EditedCable) -> None:
    root = tei_of(edition)
    root.find(f".//{TEI}fw").text = ""
    assert witness_text(root) != fold(source_text(hostile.cable))


def test_what_editors_add_is_no_part_of_the_witness() -> None:
    body = "<p>Canada<choice><sic>,</sic>\n<corr>'</corr></choice>s<note>a <b/>note</note> aim</p>"
    file = f'<TEI xmlns="{TEI.strip("{}")}"><text><body>\n{body}\n</body></text></TEI>'
    assert witness_text(file.encode()) == "Canada,s aim"


@pytest.mark.outputs
def test_files_and_corpus_are_valid(
    edition: Edition, schema: Callable[[str], etree.RelaxNG]
) -> None:
    # One test for all: the schema takes longer to load than any file to check.
    rules = schema("tei_all.rng")
    whole = [
        assemble(root / "source_cables", root / "docs" / "registers") for root in EDITIONS.values()
    ]
    samples = [bare_edition(path.read_bytes(), path.name) for path in SAMPLES]
    for one in (*whole, edition, *samples):
        for index in range(len(one.cables)):
            rules.assertValid(tei_of(one, index))
        if one.cables:
            rules.assertValid(etree.fromstring(corpus_of(one)))


def test_every_anchor_is_an_id_that_is_unique_in_the_corpus(edition: Edition) -> None:
    root = etree.fromstring(corpus_of(edition))
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    assert len(ids) == len(set(ids))
    for one in edition.cables:
        anchors = {a for a, _ in one.texts} - {"subject", "classified-by"}
        assert {f"c-{one.id}-{anchor}" for anchor in anchors} <= set(ids)


def test_references_point_to_entries_of_the_same_file(edition: Edition) -> None:
    root = tei_of(edition)
    ids = {element.get(XML_ID) for element in root.iter()}
    targets = {e.get("ref") for e in root.iter() if (e.get("ref") or "").startswith("#")}
    assert "#person-roe-jane" in targets
    assert {target[1:] for target in targets} <= ids


def test_the_terms_of_a_cable_point_to_what_they_are(edition: Edition) -> None:
    root, corpus = tei_of(edition), etree.fromstring(corpus_of(edition))
    for file in (root, corpus):
        schemes = {element.get("scheme") for element in file.iter(f"{TEI}keywords")}
        ids = {element.get(XML_ID) for element in file.iter(f"{TEI}taxonomy")}
        assert schemes
        assert {scheme.removeprefix("#") for scheme in schemes} <= ids
        assert "" not in texts(file, ".//t:taxonomy/t:desc")


def test_parts_of_a_cable_are_marked(edition: Edition) -> None:
    root = tei_of(edition)
    assert texts(root, ".//t:head") == ["SUMMARY -------"]
    assert texts(root, ".//t:seg[@type='marking']") == ["(C)", "(SBU)", "(C)"]
    assert texts(root, ".//t:gap/t:desc") == ["XXXXXXXXXXXX"]
    assert texts(root, ".//t:fw[@type='banner']") == ["ROME 00002190 002 OF 002"]
    assert root.find(f".//{TEI}milestone").get("n") == "2"
    assert [item[:9] for item in texts(root, ".//t:body//t:item")] == ["-- First,", "-- Second"]
    assert texts(root, ".//t:ab[@type='signature']") == ["SPOGLI"]
    names = texts(root, ".//t:text//t:persName")
    assert names.count("Jane Roe") == 2
    assert "Roe" in names


def test_the_header_tells_sender_date_and_source(edition: Edition, hostile: EditedCable) -> None:
    root = tei_of(edition)
    assert texts(root, ".//t:sourceDesc//t:idno") == [hostile.cable.source.sha256]
    assert [r.get("cRef") for r in root.iter(f"{TEI}ref")].count("05OTTAWA286") == 3
    assert root.find(f".//{TEI}correspDesc").get("key") == "06ROME2190"


def test_the_place_is_that_of_the_register(first_edition: Edition) -> None:
    root = tei_of(first_edition)
    assert texts(root, ".//t:correspAction[@type='sent']/t:placeName") == ["OTTAWA, Canada"]


def test_the_addressees_stand_in_the_correspondence() -> None:
    path = next(path for path in SAMPLES if path.stem == "header-modern")
    root = tei_of(bare_edition(path.read_bytes(), path.name))
    assert root.find(f".//{TEI}correspAction/{TEI}date").get("when") == "2006-07-21T07:22:00Z"
    received = texts(root, ".//t:correspAction[@subtype='action']/t:orgName")
    assert received == ["SECSTATE WASHDC"]
