"""The first cable of the edition: its record, and that its file comes back from the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems, regenerated
from cable_edition.core.reading.decode import encode
from cable_edition.core.reading.parse import parse, parse_file
from tests.core.expected import differences

PAGE = Path(__file__).parents[2] / "source_cables" / "05OTTAWA286.txt"


@pytest.fixture(scope="module")
def seed() -> Cable:
    (cable,) = parse_file(PAGE)
    return cable


def test_record_has_every_field(seed: Cable, record_schema: Draft202012Validator) -> None:
    record = seed.to_dict()
    record_schema.validate(record)
    expected = {
        "reference_id": "05OTTAWA286",
        "raw_id": "05OTTAWA286",
        "aliases": [],
        "record": {
            "identifier": "05OTTAWA286",
            "origin": "Embassy Ottawa",
            "created": "2005-01-28 20:38:00",
            "classification": "CONFIDENTIAL",
            "tags": "MCAP PREL PGOV CA KCRS START FAC",
            "redacted": "This cable was not redacted by Wikileaks.",
            "extract_note": "This record is a partial extract of the original cable. "
            "The full text of the original cable is not available.",
            "release": "Latest source of this page is cablebrowser-2, released 2011-10-04",
            "link": "View 05OTTAWA286 at Wikileaks.org",
        },
        "transmission_id": None,
        "message_datetime": "2005-01-28T20:38:00",
        "precedence": None,
        "from": None,
        "action_recipients": [],
        "info_recipients": [],
        "distribution": [],
        "classification": "CONFIDENTIAL",
        "captions": ["SIPDIS"],
        "passing": [],
        "sections": {"n": 1, "of": 3},
        "eo_line": "E.O. 12958: DECL: 01/26/2009",
        "declassify_on": "2009-01-26",
        "tags": ["MCAP", "PREL", "PGOV", "CA", "KCRS", "START", "FAC"],
        "subject": "S/CRS AMBASSADOR PASCUAL,S OTTAWA CONSULTATIONS: "
        "SEEKING COLLABORATION AND SYNERGY",
        "references": [],
        "classified_by": {
            "name": "Brian Flora",
            "title": "Pol Mincouns",
            "text": "Pol Mincouns Brian Flora",
        },
        "reasons": ["1.4 (b)", "1.4 (d)"],
        "headings": [
            {"text": "BETTER, SMARTER, FASTER", "precedes": 2, "anchor": "h1"},
            {"text": "SEEKING A MULTILATERAL APPROACH", "precedes": 6, "anchor": "h2"},
            {
                "text": "CANADA TO ADOPT A MODULAR, SEQUENCED APPROACH",
                "precedes": 9,
                "anchor": "h3",
            },
            {"text": "FOLLOW-UP", "precedes": 13, "anchor": "h4"},
        ],
        "closing": [
            {
                "kind": "website",
                "anchor": "u1",
                "text": "Visit Canada's Classified Web Site at "
                "http://www.state.sgov.gov/p/wha/ottawa",
            }
        ],
        "signature": "DICKSON",
        "page_markers": [],
        "missing": {
            "header": True,
            "section_headers": [2, 3],
            "paragraphs": [],
            "redactions": 0,
            "garbled": [],
        },
        "source": {
            "name": "05OTTAWA286.txt",
            "sha256": "ff51b981505734690d387b8e20fbcf381f7b12e5238ab3ac99b2c3ab0af861be",
            "encoding": "utf-8",
            "format": "cablebrowser-2",
        },
    }
    assert differences(expected, record) == []


def test_fourteen_paragraphs_carry_number_marking_and_anchor(seed: Cable) -> None:
    numbers = range(1, 15)
    assert [paragraph.n for paragraph in seed.paragraphs] == list(numbers)
    assert [paragraph.anchor for paragraph in seed.paragraphs] == [f"p{n}" for n in numbers]
    others = {3: "(SBU)", 6: "(SBU)", 9: "(U)"}
    marks = [paragraph.marking.text for paragraph in seed.paragraphs if paragraph.marking]
    assert marks == [others.get(n, "(C)") for n in numbers]
    texts = [paragraph.text for paragraph in seed.paragraphs]
    assert texts[0].startswith("Summary: In consultations January 20 with colleagues")
    assert texts[1].endswith("and may need to act. End Summary")
    assert texts[13].endswith("on international coordination in such scenarios.")


def test_only_the_last_paragraph_has_items(seed: Cable) -> None:
    assert all(len(paragraph.blocks) == 1 for paragraph in seed.paragraphs[:-1])
    blocks = seed.paragraphs[-1].blocks
    assert [(block.kind, block.anchor) for block in blocks] == [
        ("text", "p14"),
        ("item", "p14-1"),
        ("item", "p14-2"),
        ("item", "p14-3"),
        ("item", "p14-4"),
    ]
    starts = [block.passage.text[:9] for block in blocks]
    assert starts == ["In final ", "-- First,", "-- Second", "-- Third,", "-- Fourth"]


def test_summary_is_the_first_two_paragraphs(seed: Cable) -> None:
    first, second = (paragraph.text for paragraph in seed.paragraphs[:2])
    words = f"{first.removeprefix('Summary: ')} {second.removesuffix(' End Summary')}"
    assert seed.summary == words
    assert seed.summary_anchors == ("p1", "p2")


def test_problem_says_why_the_body_looks_whole(seed: Cable) -> None:
    assert [(problem.code, problem.message, problem.line) for problem in seed.problems] == [
        (
            "section-header-missing",
            (
                "The headers of sections 2 and 3 were announced and not met, while paragraphs "
                "1-14 run on without a gap and a sign-off is present, so the body looks whole"
            ),
            11,
        )
    ]


def test_file_is_regenerated_byte_for_byte(seed: Cable) -> None:
    assert encode(regenerated(seed), seed.source.encoding) == PAGE.read_bytes()
    assert cover_problems(seed) == []


def test_transmitted_text_is_what_stands_between_note_and_footer(seed: Cable) -> None:
    (span,) = seed.transmitted
    text = seed.words(span)
    assert text.startswith("C O N F I D E N T I A L SECTION 01 OF 03 OTTAWA 000286")
    assert text.endswith("http://www.state.sgov.gov/p/wha/ottawa DICKSON")
    assert len(text) == 13_293


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode("utf-8").encode("utf-16"),
        lambda data: b" ".join(data.split()),
    ],
    ids=["crlf", "byte order mark", "utf-16", "flattened"],
)
def test_page_in_another_dress_gives_the_same_record(change: Callable[[bytes], bytes]) -> None:
    def content(data: bytes) -> dict[str, Any]:
        record = parse(data, name=PAGE.name).to_dict()
        del record["source"]
        record["problems"] = [problem["message"] for problem in record["problems"]]
        return record

    assert content(change(PAGE.read_bytes())) == content(PAGE.read_bytes())
