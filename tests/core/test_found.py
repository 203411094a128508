"""Each field that has a value says how it was found, and no other field does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.reading.parse import parse, parse_file
from cable_edition.core.registers.explained import FIELDS

CORPUS = sorted(
    path
    for path in (Path(__file__).parents[1] / "data" / "parse").iterdir()
    if path.suffix != ".json"
)
CABLE = """\
R 110145Z MAY 78
FM AMEMBASSY QUITO
TO SECSTATE WASHDC 475
C O N F I D E N T I A L QUITO 4321
E.O. 11652: GDS
AGS: PGOV, EC
SUBJECT: HARBOR WORKS
REF: STATE 99881
1. SUMMARY: THE WORKS GO ON.
TORRES
"""


def _record(text: str, name: str = "") -> dict[str, Any]:
    return parse(text, name=name).to_dict()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_value_says_how_it_was_found(path: Path) -> None:
    for cable in parse_file(path):
        record = cable.to_dict()
        assert set(record["found"]) == {name for name in FIELDS if record[name]}


@pytest.mark.parametrize(
    ("field", "how", "by"),
    [
        ("reference_id", "position", "classification line"),
        ("message_datetime", "position", "date-time group"),
        ("from", "label", "FM"),
        ("action_recipients", "label", "TO"),
        ("classification", "position", "classification line"),
        ("eo_line", "label", "E.O. 11652"),
        ("subject", "label", "SUBJECT:"),
        ("references", "label", "REF:"),
        ("signature", "position", "after the last paragraph"),
    ],
)
def test_what_decided_is_named(field: str, how: str, by: str) -> None:
    assert _record(CABLE)["found"][field] == {"how": how, "by": by}


def test_id_of_the_name_of_a_file_is_inferred() -> None:
    found = _record("UNCLAS QUITO 000317\n\n1. Text.\n", "06QUITO317.txt")["found"]
    assert found["reference_id"] == {"how": "inference", "by": "name of the file"}


def test_what_the_page_says_is_of_the_record() -> None:
    page = (
        "| Identifier: | 05ROME1 |\n| --- | --- |\n| Created: | 2005-01-28 20:38:00 |\n\n"
        "UNCLAS ROME 000001\n\n1. Text.\n"
    )
    found = _record(page)["found"]
    assert found["reference_id"] == {"how": "record", "by": "identifier"}
    assert found["message_datetime"] == {"how": "record", "by": "created"}
