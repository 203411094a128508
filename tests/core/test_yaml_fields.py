"""What a key of YAML takes: a value that stands there and is empty is not one that is absent."""

from __future__ import annotations

import pytest

from cable_edition.core.problems.problem import Problem
from cable_edition.core.yaml_files.fields import Fields
from cable_edition.core.yaml_files.source import Mapping, read_yaml

KEYS = ("kind", "sure", "day")


def fields(text: str) -> tuple[Fields, list[Problem]]:
    tree, problems = read_yaml(text.encode(), "a.yaml")
    assert isinstance(tree, Mapping)
    return Fields(tree, "a.yaml", problems, what="a note", keys=KEYS), problems


def taken(text: str) -> tuple[str, bool, str, list[str]]:
    """Return the values of all keys, and what was told."""
    found, problems = fields(text)
    values = found.choice("kind", ("fact", "guess"), "guess"), found.flag("sure"), found.date("day")
    return *values, [f"{one.code}: {one.message}" for one in problems]


@pytest.mark.parametrize("text", ["kind:", "kind: ~", "{}", "sure: null\nday:\n"])
def test_what_is_absent_has_its_default(text: str) -> None:
    assert taken(text) == ("guess", False, "", [])


def test_what_is_given_is_taken() -> None:
    assert taken("kind: fact\nsure: true\nday: 2005-01-28\n") == ("fact", True, "2005-01-28", [])


@pytest.mark.parametrize("empty", ['""', "''", '" "', '"\\t"'])
def test_an_empty_text_is_told_and_never_taken_for_the_default(empty: str) -> None:
    assert taken(f"kind: {empty}")[3] == ["bad-value: `kind` cannot be empty; write fact or guess"]
    assert taken(f"sure: {empty}")[3] == ["wrong-type: `sure` takes true or false"]
    assert taken(f"day: {empty}")[3] == [
        "malformed-date: `day` is empty; write 2005-01-28, 2005-01 or 2005"
    ]


@pytest.mark.parametrize("value", ["[]", "{}"])
def test_what_is_no_text_is_told_once(value: str) -> None:
    for key in KEYS:
        assert [one.partition(":")[0] for one in taken(f"{key}: {value}")[3]] == ["wrong-type"]
