"""The forms in which people hold cables: each small case with the fields that must come out.

The files of ``tests/data/forms`` are synthetic, in the style of real ones. ``expected.json`` names
for each the fields of the record: ``refs`` are the ids of the references in order (null for an item
that is no cable), ``to`` and ``info`` the names of addressees (``name|message number``), ``paras``
the numbers of the paragraphs, ``para_text`` the text of a numbered one, ``records`` the ids of all
cables of the file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.proof.cover import cover_problems, regenerated
from cable_edition.core.reading.parse import parse_file
from tests.core.expected import schema
from tests.core.forms.reading import DUMPS

DATA = Path(__file__).parents[2] / "data" / "forms"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text("utf-8"))


def _addressees(record: dict[str, Any], key: str) -> list[str]:
    return [
        f"{item['name']}|{item['mcn']}" if item["mcn"] else item["name"] for item in record[key]
    ]


def seen(key: str, records: list[dict[str, Any]]) -> Any:
    """Return what the records say where ``expected.json`` says something under ``key``."""
    record = records[0]
    simple = {
        "format": lambda: record["source"]["format"],
        "to": lambda: _addressees(record, "action_recipients"),
        "info": lambda: _addressees(record, "info_recipients"),
        "refs": lambda: [item["id"] for item in record["references"]],
        "ref_texts": lambda: [item["text"] for item in record["references"]],
        "paras": lambda: [item["n"] for item in record["paragraphs"]],
        "page_markers": lambda: len(record["page_markers"]),
        "para_text": lambda: {str(p["n"]): p["text"] for p in record["paragraphs"]},
        "records": lambda: [item["reference_id"] for item in records],
        "record_created": lambda: record["record"]["created"],
    }
    return simple[key]() if key in simple else record[key]


@pytest.mark.parametrize("name", EXPECTED)
def test_case_is_read_as_expected(name: str) -> None:
    cables = list(parse_file(DATA / name))
    records = [json.loads(json.dumps(cable.to_dict())) for cable in cables]
    for record in records:
        schema().validate(record)
    for cable in cables:
        assert cover_problems(cable) == []
    wanted = EXPECTED[name]
    found = {key: seen(key, records) for key in wanted}
    if "para_text" in wanted:
        found["para_text"] = {n: found["para_text"].get(n) for n in wanted["para_text"]}
    assert found == wanted


@pytest.mark.parametrize("name", EXPECTED)
def test_no_character_of_the_file_is_lost(name: str) -> None:
    cables = list(parse_file(DATA / name))
    text = (DATA / name).read_text("utf-8")
    if cables[0].source.format in DUMPS:
        for cable in cables:
            assert text.startswith(regenerated(cable), cable.source.offset)
        return
    assert "".join(map(regenerated, cables)) == text
