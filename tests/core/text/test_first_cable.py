"""The first cable reads the same in every form: the page (one line), lines, with a header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.reading.parse import parse
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
    return parse(sources()[request.param], name=PAGE.name).to_dict()


#: What the form of the text must not change; ``test_seed_record.py`` says what each is.
SAME = (
    "reference_id",
    "classification",
    "captions",
    "passing",
    "sections",
    "eo_line",
    "declassify_on",
    "tags",
    "subject",
    "references",
    "classified_by",
    "reasons",
    "paragraphs",
    "headings",
    "closing",
    "summary",
    "signature",
    "body_references",
)


def test_every_form_has_the_same_opening_and_body(record: dict[str, Any]) -> None:
    flat = parse(PAGE.read_text("utf-8"), name=PAGE.name).to_dict()
    assert {key: record[key] for key in SAME} == {key: flat[key] for key in SAME}
    for key in ("section_headers", "paragraphs"):
        assert record["missing"][key] == flat["missing"][key]


@pytest.mark.parametrize("form", ["flat with header", "flat below header", "lines with header"])
def test_the_header_before_it_is_read(form: str) -> None:
    record = parse(sources()[form], name=PAGE.name).to_dict()
    assert record["transmission_id"] == "VZCZCXRO0000"
    assert record["message_datetime"] == "2005-01-28T20:38:00Z"
    assert record["from"] == "AMEMBASSY OTTAWA"
    assert [one["name"] for one in record["action_recipients"]] == ["SECSTATE WASHDC"]
    assert [one["name"] for one in record["info_recipients"]] == ["AMCONSUL XXX", "SECDEF WASHDC"]
    assert not record["missing"]["header"]
