"""Corrections of the reading in TEI and JSON: who says so, and never other words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.passage import source_text
from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.cable_json import cable_data, cable_schema
from cable_edition.exports.witness import TEI, witness_text
from tests.outputs.conftest import INFO
from tests.outputs.test_tei import corpus_of, tei_of

ID = "{http://www.w3.org/XML/1998/namespace}id"
SOURCE = """\
C O N F I D E N T I A L OTTAWA 000001

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, P GQV
SUBJECT: TWO MEETINGS
ON ONE DAY
REF: A. OTTAWA TWELVE

1. (C) The Embassy met a man in a hotel. Background
The hotel stands near the border; reftel tells.

2. (C) These were bought:
Bread 5 dollars
Milk 6 dollars

He said: we came
and we saw.

Z. (C) It was the last
that was

seen.

Regards
Torres
"""
SIDECAR = """\
reading:
  - {quote: Background, is: heading, reason: A line of its own.}
  - {quote: seen., is: continuation}
  - {quote: "Z. (C) It", is: paragraph, number: 3}
  - {quote: Bread, through: 6 dollars, is: list}
  - {quote: The hotel, through: border;, is: table}
  - {quote: we came, through: we saw., is: quotation}
  - {quote: Torres, is: sign-off}
  - {quote: TWO MEETINGS, is: subject}
  - {quote: OTTAWA TWELVE, is: reference, means: 05OTTAWA12}
  - {quote: reftel, is: reference, means: 05OTTAWA12}
  - {quote: P GQV, is: tag, means: PGOV}
"""


@pytest.fixture
def corrected(make_edition: Callable[..., Edition], tmp_path: Path) -> Edition:
    (tmp_path / "source_cables" / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    edition = make_edition(c05OTTAWA1=SOURCE)
    assert {one.code for one in edition.problems} == {"source-new"}
    return edition


def test_each_corrected_element_names_the_editors(corrected: Edition) -> None:
    root = tei_of(corrected)
    editors = root.find(f".//{TEI}respStmt").get(ID)
    found = [
        (element.tag.removeprefix(TEI), fold("".join(element.itertext())))
        for element in root.find(f"{TEI}text").iter()
        if element.get("resp") == f"#{editors}"
    ]
    assert found == [
        ("term", "P GQV"),
        ("ab", "SUBJECT: TWO MEETINGS"),
        ("ref", "OTTAWA TWELVE"),
        ("head", "Background"),
        ("seg", "The hotel stands near the border;"),
        ("ref", "reftel"),
        ("item", "Bread 5 dollars"),
        ("item", "Milk 6 dollars"),
        ("quote", "we came and we saw."),
        ("p", "Z. (C) It was the last that was seen. Regards"),
        ("ab", "Torres"),
    ]


def test_the_witness_comes_back_from_what_was_corrected(corrected: Edition) -> None:
    (one,) = corrected.cables
    assert witness_text(tei_of(corrected)) == fold(source_text(one.cable)) == fold(SOURCE)


def test_tei_is_valid(corrected: Edition, schema: Callable[[str], etree.RelaxNG]) -> None:
    tei_all = schema("tei_all.rng")
    for document in (etree.ElementTree(tei_of(corrected)), etree.fromstring(corpus_of(corrected))):
        assert tei_all.validate(document), tei_all.error_log


def test_json_keeps_to_its_schema_and_says_who_found_a_field(corrected: Edition) -> None:
    data = json.loads(json.dumps(cable_data(corrected.cables[0], INFO)))
    Draft202012Validator(cable_schema()).validate(data)
    assert data["found"]["subject"] == {"how": "editor", "by": "correction 8"}
    assert data["found"]["paragraphs"] == {"how": "editor", "by": "correction 2, 3, 4, 5, 6"}
    assert data["found"]["body_references"]["how"] == "editor"
    assert data["corrections"][0] == {
        "number": 1,
        "kind": "heading",
        "anchor": "h1",
        "text": "Background",
        "through": None,
        "paragraph": None,
        "means": None,
        "reason": "A line of its own.",
    }
    assert [one["anchor"] for one in data["corrections"]] == [
        "h1",
        "p3",
        "p3",
        "p2-1",
        "u1",
        "p2-4",
        "signature",
        "subject",
        "ref-a",
        "u1",
        "tags",
    ]
