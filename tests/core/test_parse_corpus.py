"""The small cables of ``tests/data/parse``: each text with the expected part of its records.

``NAME.json`` holds one object for each cable of ``NAME.txt``, or a single object. Keys may be left
out; lists are compared whole. The name of the source is ``NAME.txt``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse_file
from tests.core.expected import differences

DATA = Path(__file__).parents[1] / "data" / "parse"
TEXTS = sorted(DATA.glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_cable_is_read_as_expected(path: Path, record_schema: Draft202012Validator) -> None:
    cables = list(parse_file(path))
    records = [json.loads(json.dumps(cable.to_dict())) for cable in cables]
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    wanted = expected if isinstance(expected, list) else [expected]
    assert differences(wanted, records) == []
    for cable, record in zip(cables, records, strict=True):
        assert cover_problems(cable) == []
        record_schema.validate(record)


def test_every_expectation_has_its_text() -> None:
    assert [path.stem for path in sorted(DATA.glob("*.json"))] == [path.stem for path in TEXTS]
