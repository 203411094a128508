"""The fields as people write them: cases of ``tests/data/fields``, in lines and flattened.

A case has ``text``, or ``body`` below a plain opening; ``record``, the expected part of its record
(keys may be left out, lists are compared whole); ``problems``, codes that must be among those
reported; ``post``, that of the classification line; ``flat``, false where the same cannot be told
without line ends, or what differs then; ``file``, the name of the source.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse
from tests.core.expected import differences

DATA = Path(__file__).parents[1] / "data" / "fields"
OPENING = "UNCLAS QUITO 000317\n\nE.O. 12958: N/A\nTAGS: PREL, EC\nSUBJECT: HARBOR WORKS\n\n"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(DATA.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def _check(text: str, case: dict[str, Any], wanted: Any, schema: Draft202012Validator) -> None:
    cable = parse(text, name=case.get("file", "06QUITO317.txt"))
    record = json.loads(json.dumps(cable.to_dict()))
    assert differences(wanted, record) == []
    assert cover_problems(cable) == []
    schema.validate(record)
    assert set(case.get("problems", ())) <= {problem["code"] for problem in record["problems"]}
    if "post" in case:
        assert cable.opening.post is not None
        assert cable.opening.post.text.upper() == case["post"]


def _text(case: dict[str, Any]) -> str:
    return case.get("text") or OPENING + case["body"]


@pytest.mark.parametrize("case", CASES)
def test_field_is_read_in_lines(case: dict[str, Any], record_schema: Draft202012Validator) -> None:
    _check(_text(case), case, case["record"], record_schema)


@pytest.mark.parametrize("case", [one for one in CASES if one.values[0].get("flat", True)])
def test_field_is_read_flattened(case: dict[str, Any], record_schema: Draft202012Validator) -> None:
    wanted = case["record"] | (case["flat"] if isinstance(case.get("flat"), dict) else {})
    _check(" ".join(_text(case).split()), case, wanted, record_schema)
