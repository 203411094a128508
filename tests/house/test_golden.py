"""The command that writes golden files anew says what is, in the shape of what was expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden import PARSE, mirrored, parse_golden


@pytest.mark.parametrize(
    ("expected", "found", "written"),
    [
        ({"a": 1}, {"a": 2, "b": 3}, {"a": 2}),
        ({"a": 1, "gone": 2}, {"a": 1}, {"a": 1}),
        ({"b": 1, "a": 1}, {"a": 2, "b": 3}, {"b": 3, "a": 2}),
        ([{"a": 1}, {"b": 1}], [{"a": 2, "b": 2}, {"a": 3, "b": 3}], [{"a": 2}, {"b": 3}]),
        ([{"a": 1}], [{"a": 2, "b": 2}, {"a": 3, "b": 3}], [{"a": 2}, {"a": 3}]),
        ([{"a": 1}, {"b": 1}], [{"a": 2, "b": 2, "c": 2}], [{"a": 2, "b": 2}]),
        ([], [{"a": 1}], [{"a": 1}]),
        (["x"], ["y", "z"], ["y", "z"]),
        ({"a": None}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": {"b": 1}}, {"a": None}, {"a": None}),
    ],
)
def test_what_is_found_takes_the_shape_of_what_was_expected(
    expected: Any, found: Any, written: Any
) -> None:
    assert mirrored(expected, found) == written
    assert json.dumps(mirrored(expected, found)) == json.dumps(written)


def test_files_that_are_right_stay_as_they_are() -> None:
    paths = sorted(PARSE.glob("*.txt"))
    assert paths
    for path in paths:
        assert parse_golden(path) == path.with_suffix(".json").read_text("utf-8"), path.name


def test_a_file_that_is_wrong_is_written_in_the_style_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "CONFIDENTIAL ROME 002190\n\nSUBJECT: X\n\n1. (C) Là.\n", "utf-8"
    )
    (tmp_path / "a.json").write_text('{"subject": "Y", "paragraphs": [{"text": ""}]}', "utf-8")
    assert parse_golden(tmp_path / "a.txt") == (
        '{\n "subject": "X",\n "paragraphs": [\n  {\n   "text": "Là."\n  }\n ]\n}\n'
    )
