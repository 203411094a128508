"""Emendations and notes reach TEI and JSON, and the witness still comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.passage import source_text
from cable_edition.core.editing.gap import GAP
from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.cable_json import cable_data, cable_schema
from cable_edition.exports.overlay import Overlay
from cable_edition.exports.tei_body import TeiBody
from cable_edition.exports.transcript import Transcript
from cable_edition.exports.witness import TEI, witness_text
from tests.core.forms.made import made
from tests.core.forms.made_releases import stamped_paper
from tests.core.forms.test_frus import document, volume
from tests.core.forms.test_messages import OWN, message
from tests.outputs.conftest import INFO
from tests.outputs.test_tei import XML_ID, bare_edition, tei_of, texts

CABLE = """\
UNCLAS ROME 000001

SUBJECT: CANADA,S PLAN
REF: A. PARIS 123

1. Jane Roe,s &aim8 -) said at the MFA,s door. The end

ROME 00000001  002 OF 002

is near

2. Last words
"""
SIDECAR = """\
emendations:
  - {at: subject, rule: comma-apostrophe, quote: "CANADA,S", read: "CANADA'S"}
  - {at: p1, rule: comma-apostrophe, quote: "Roe,s", read: "Roe's"}
  - {at: p1, rule: ampersand-quotes, quote: "&aim", read: '"aim'}
  - {at: p1, rule: ampersand-quotes, quote: "aim8", read: 'aim"'}
  - {at: p1, rule: dash-paren, quote: "-)", read: "--"}
  - {at: p1, rule: conjecture, quote: "end is", read: "start was", certainty: possible}
  - {at: p2, rule: conjecture, quote: "words", read: "words.", reason: A stop is lost.}
notes:
  - {id: mfa, at: p1, quote: MFA, kind: fact, text: "A *ministry* & more.", sources: [https://example.org/m]}
  - {id: whole, at: p2, kind: inference, text: Of the whole paragraph.}
  - {id: head, at: classification, kind: inference, text: Of the class.}
  - {id: file, at: source, kind: inference, text: Of the copy.}
"""


@pytest.fixture
def emended(make_edition: Callable[..., Edition], tmp_path: Path) -> Edition:
    (tmp_path / "source_cables" / "06ROME1.yaml").write_text(SIDECAR, "utf-8")
    edition = make_edition(c06ROME1=CABLE)
    assert [p for p in edition.problems if p.code != "source-new"] == []
    return edition


def test_the_witness_comes_back_without_the_editors(emended: Edition) -> None:
    (one,) = emended.cables
    assert witness_text(tei_of(emended)) == fold(source_text(one.cable))


def test_the_reading_text_is_in_the_file_too(emended: Edition) -> None:
    root = tei_of(emended)
    space = {"t": TEI.strip("{}")}
    for path in (".//t:text//t:fw", ".//t:text//t:sic", ".//t:text//t:note", ".//t:text//t:seg"):
        for element in root.findall(path, space):
            tail, element.tail = element.tail, None
            element.clear()
            element.tail = tail
    (one,) = emended.cables
    reading = dict(one.texts)
    assert texts(root, ".//t:body//t:p") == [reading["p1"], reading["p2"]]
    assert texts(root, ".//t:ab[@type='subject']") == [reading["subject"]]


def test_each_emendation_has_its_rule_and_certainty(emended: Edition) -> None:
    root = tei_of(emended)
    ids = {element.get(XML_ID) for element in root.iter()}
    (one,) = emended.cables
    wanted = [item.id for items in one.emendations.values() for item in items]
    found = list(root.iter(f"{TEI}corr"))
    assert [corr.get(XML_ID) for corr in found] == [f"c-06ROME1-{name}" for name in wanted]
    assert {corr.get("ana")[1:] for corr in found} | {corr.get("resp")[1:] for corr in found} <= ids
    assert [corr.get("cert") for corr in found][-2:] == ["low", "medium"]


def test_notes_stand_behind_their_words(emended: Edition) -> None:
    root = tei_of(emended)
    notes = {note.get(XML_ID): note for note in root.iter(f"{TEI}note") if note.get("resp")}
    assert set(notes) == {f"c-06ROME1-n-{name}" for name in ("mfa", "whole", "head", "file")}
    mfa = notes["c-06ROME1-n-mfa"]
    assert mfa.getprevious().text == "MFA"
    assert mfa.find(f"{TEI}p").text == "A ministry & more."
    assert mfa.find(f"{TEI}bibl/{TEI}ptr").get("target") == "https://example.org/m"
    assert notes["c-06ROME1-n-whole"].getparent().get("n") == "2"
    assert notes["c-06ROME1-n-head"].getparent().get("type") == "classification"


def test_names_keep_their_place_beside_emendations(emended: Edition) -> None:
    names = texts(tei_of(emended), ".//t:text//t:persName")
    assert names == ["Jane Roe"]


@pytest.mark.outputs
def test_the_file_is_valid(emended: Edition, schema: Callable[[str], etree.RelaxNG]) -> None:
    schema("tei_all.rng").assertValid(tei_of(emended))


def test_withheld_words_are_a_gap(make_edition: Callable[..., Edition], tmp_path: Path) -> None:
    sidecar = "redactions:\n  - {name: Jane Roe, reason: At risk., date: 2026-01-02}\n"
    (tmp_path / "source_cables" / "06ROME1.yaml").write_text(sidecar, "utf-8")
    edition = make_edition(c06ROME1=CABLE)
    (one,) = edition.cables
    root = tei_of(edition)
    assert set(texts(root, ".//t:gap[@agent='editor']/t:desc")) == {GAP}
    assert witness_text(root) == fold(source_text(one.cable))
    assert "Jane" not in witness_text(root)
    data = cable_data(one, INFO)
    assert list(Draft202012Validator(cable_schema()).iter_errors(data)) == []
    assert [note["reason"] for note in data["editorial"]["redactions"]] == ["At risk."]


@given(st.integers(0, len(CABLE)), st.integers(0, 40), st.booleans())
def test_a_layer_may_lie_over_anything(start: int, length: int, whole: bool) -> None:
    edition = bare_edition(CABLE.encode(), "06ROME1.txt")
    transcript = Transcript(edition.cables[0].cable)
    end = min(start + length, len(transcript.text))
    overlays = [Overlay(min(start, end), end, "<hi>", "</hi>", whole)]
    body = TeiBody(edition.cables[0], transcript, overlays).markup()
    file = f'<TEI xmlns="{TEI.strip("{}")}">{body}</TEI>'
    assert witness_text(file.encode()) == fold(CABLE)


def test_json_has_both_layers(emended: Edition) -> None:
    (one,) = emended.cables
    data = cable_data(one, INFO)
    assert list(Draft202012Validator(cable_schema()).iter_errors(data)) == []
    editorial = data["editorial"]
    transmitted = {
        "subject": data["subject"],
        **{p["anchor"]: p["text"] for p in data["paragraphs"]},
    }
    readings = {item["anchor"]: item["text"] for item in editorial["readings"]}
    for anchor, reading in readings.items():
        made, at = "", 0
        for item in (e for e in editorial["emendations"] if e["anchor"] == anchor):
            assert transmitted[anchor][item["start"] : item["end"]] == item["source"]
            made += transmitted[anchor][at : item["start"]] + item["reading"]
            at = item["end"]
        assert made + transmitted[anchor][at:] == reading
    assert set(readings) == {"subject", "p1", "p2"}
    assert [note["id"] for note in editorial["notes"]] == ["n-head", "n-file", "n-mfa", "n-whole"]


def test_excisions_are_gaps_with_their_reason(make_edition: Callable[..., Edition]) -> None:
    one = made(77, paragraphs=("He met [      ] 1.4(D) there.", "She met [REDACTED] too."))
    edition = make_edition(**{f"c{one.id}": stamped_paper(one)})
    root = tei_of(edition)
    found = [
        (gap.get("reason"), gap.get("agent"), "".join(gap.itertext()))
        for gap in root.iterfind(f".//{TEI}gap")
    ]
    assert found == [
        ("excised 1.4(D)", "releasing-body", "[ ] 1.4(D)"),
        ("excised", "releasing-body", "[REDACTED]"),
    ]
    assert fold(witness_text(root)) == fold(source_text(edition.cables[0].cable))
    data = cable_data(edition.cables[0], INFO)
    Draft202012Validator(cable_schema()).validate(data)
    assert [item["anchor"] for item in data["excisions"]] == ["p1", "p2"]
    assert data["missing"]["excisions"] == 2
    assert data["editorial"]["redactions"] == []


def test_an_id_of_our_own_form_is_one_in_every_export(make_edition: Callable[..., Edition]) -> None:
    edition = make_edition(cmessage=message(made(1)))
    data = cable_data(edition.cables[0], INFO)
    Draft202012Validator(cable_schema()).validate(data)
    assert data["editorial"]["id"] == OWN
    root = tei_of(edition)
    assert root.get(XML_ID) == f"c-{OWN}"
    assert root.find(f".//{TEI}*[@{XML_ID}='c-{OWN}-p2']") is not None


def test_printed_pages_are_milestones_and_notes_stay_apart(
    make_edition: Callable[..., Edition],
) -> None:
    edition = make_edition(c59QUITO831=volume(document(made(12))))
    root = tei_of(edition)
    pages = [item.get("n") for item in root.iterfind(f".//{TEI}milestone[@unit='page']")]
    assert pages == [marker.text.split()[1] for marker in edition.cables[0].cable.page_markers]
    assert fold(witness_text(root)) == fold(source_text(edition.cables[0].cable))
    assert "footnote" not in witness_text(root)
    data = cable_data(edition.cables[0], INFO)
    Draft202012Validator(cable_schema()).validate(data)
    assert {"name": "Note 2", "text": "See footnote 1."} in data["record"]["attributes"]
