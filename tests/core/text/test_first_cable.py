"""The first cable of the edition: from the page (one line) and broken into lines by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.parse import parse
from tests.core.text.forms import flattened

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "source_cables" / "05OTTAWA286.txt"
LINES = ROOT / "tests" / "data" / "parse" / "seed-lines.txt"


#: A header as one of that day would be; no copy of the cable's own is known.
HEADER = """VZCZCXRO0000
PP RUEHXX
DE RUEHOT #0286/01 0282038
ZNY CCCCC ZZH
P 282038Z JAN 05
FM AMEMBASSY OTTAWA
TO RUEHC/SECSTATE WASHDC PRIORITY 0000
INFO RUEHXX/AMCONSUL XXX PRIORITY
RUEKJCS/SECDEF WASHDC
"""
OPENS = "C O N F I D E N T I A L SECTION 01"


def sources() -> dict[str, str]:
    """Return the page, the hand-made lines, and both with a header, also flattened with it."""
    flat, lines = PAGE.read_text("utf-8"), LINES.read_text("utf-8")
    return {
        "flat": flat,
        "lines": lines,
        "flat with header": flat.replace(OPENS, " ".join(HEADER.split()) + " " + OPENS),
        "flat below header": flat.replace(OPENS, f"{HEADER}{OPENS}"),
        "lines with header": lines.replace(OPENS, f"{HEADER}{OPENS}"),
        "text alone": flattened(flat[flat.index(OPENS) : flat.index("Latest source of this page")]),
    }


@pytest.fixture(params=sources())
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    return parse(sources()[request.param], name="05OTTAWA286.txt").to_dict()


def test_opening_fields(record: dict[str, Any]) -> None:
    expected = {
        "reference_id": "05OTTAWA286",
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
    }
    assert {key: record[key] for key in expected} == expected


def test_paragraphs_and_their_marks(record: dict[str, Any]) -> None:
    marks = {3: "(SBU)", 6: "(SBU)", 9: "(U)"}
    found = [(one["n"], one["anchor"], one["marking"]) for one in record["paragraphs"]]
    assert found == [(n, f"p{n}", marks.get(n, "(C)")) for n in range(1, 15)]
    texts = [one["text"] for one in record["paragraphs"]]
    assert texts[0].startswith("Summary: In consultations January 20 with colleagues")
    assert texts[1].endswith("and may need to act. End Summary")
    assert texts[13].endswith("on international coordination in such scenarios.")


def test_headings(record: dict[str, Any]) -> None:
    assert [(one["text"], one["precedes"], one["anchor"]) for one in record["headings"]] == [
        ("BETTER, SMARTER, FASTER", 2, "h1"),
        ("SEEKING A MULTILATERAL APPROACH", 6, "h2"),
        ("CANADA TO ADOPT A MODULAR, SEQUENCED APPROACH", 9, "h3"),
        ("FOLLOW-UP", 13, "h4"),
    ]


def test_only_the_last_paragraph_has_items(record: dict[str, Any]) -> None:
    blocks = [
        [(block["kind"], block["anchor"], block["text"][:9]) for block in one["blocks"]]
        for one in record["paragraphs"]
    ]
    assert all(len(one) == 1 for one in blocks[:13])
    assert blocks[13] == [
        ("text", "p14", "In final "),
        ("item", "p14-1", "-- First,"),
        ("item", "p14-2", "-- Second"),
        ("item", "p14-3", "-- Third,"),
        ("item", "p14-4", "-- Fourth"),
    ]


def test_summary_is_two_paragraphs_without_label_and_end_mark(record: dict[str, Any]) -> None:
    first, second = (one["text"] for one in record["paragraphs"][:2])
    words = f"{first.removeprefix('Summary: ')} {second.removesuffix(' End Summary')}"
    assert record["summary"] == words


def test_closing_and_what_is_missing(record: dict[str, Any]) -> None:
    site = "Visit Canada's Classified Web Site at http://www.state.sgov.gov/p/wha/ottawa"
    assert record["closing"] == [{"kind": "website", "anchor": "u1", "text": site}]
    assert record["signature"] == "DICKSON"
    assert record["missing"]["section_headers"] == [2, 3]
    assert record["missing"]["paragraphs"] == []


def test_every_form_has_the_same_body(record: dict[str, Any]) -> None:
    flat = parse(PAGE.read_text("utf-8"), name="05OTTAWA286.txt").to_dict()
    keys = (
        "reference_id",
        "classification",
        "paragraphs",
        "headings",
        "closing",
        "summary",
        "signature",
        "body_references",
    )
    assert {key: record[key] for key in keys} == {key: flat[key] for key in keys}


@pytest.mark.parametrize("form", ["flat with header", "flat below header", "lines with header"])
def test_the_header_before_it_is_read(form: str) -> None:
    record = parse(sources()[form], name="05OTTAWA286.txt").to_dict()
    assert record["transmission_id"] == "VZCZCXRO0000"
    assert record["message_datetime"] == "2005-01-28T20:38:00Z"
    assert record["from"] == "AMEMBASSY OTTAWA"
    assert [one["name"] for one in record["action_recipients"]] == ["SECSTATE WASHDC"]
    assert [one["name"] for one in record["info_recipients"]] == ["AMCONSUL XXX", "SECDEF WASHDC"]
    assert not record["missing"]["header"]
