"""Entries put into YAML of an editor: all that stood there stays, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cable_edition.core.yaml_files.insertion import InsertionError, entry_lines, with_entries
from cable_edition.core.yaml_files.source import Items, Mapping, Scalar, read_yaml

NEW = [["- id: x", "  name: X"]]


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("", "", "- id: x\n  name: X\n"),
        ("# mine", "", "# mine\n\n- id: x\n  name: X\n"),
        ("- id: a\n", "", "- id: a\n\n- id: x\n  name: X\n"),
        ("- id: a\n- id: b # b\n# end\n", "", "- id: a\n- id: b # b\n# end\n- id: x\n  name: X\n"),
        ("- id: a\n\n- id: b\n", "", "- id: a\n\n- id: b\n\n- id: x\n  name: X\n"),
        ("  - id: a\n", "", "  - id: a\n\n  - id: x\n    name: X\n"),
        ("- id: a\r\n", "", "- id: a\r\n\r\n- id: x\r\n  name: X\r\n"),
        ("", "notes", "notes:\n  - id: x\n    name: X\n"),
        ("read: 2026 # day\n", "notes", "read: 2026 # day\nnotes:\n  - id: x\n    name: X\n"),
        (
            "notes:\n- {id: a} # a\n\n# of b\nbase: b\n",
            "notes",
            "notes:\n- {id: a} # a\n- id: x\n  name: X\n\n# of b\nbase: b\n",
        ),
        (
            "notes:\n  - text: >-\n      a\n\n      # b\n\n# of\nb: b\n",
            "notes",
            "notes:\n  - text: >-\n      a\n\n      # b\n  - id: x\n    name: X\n\n# of\nb: b\n",
        ),
        ("notes:\nbase: b\n", "notes", "notes:\n  - id: x\n    name: X\nbase: b\n"),
    ],
)
def test_an_entry_is_added_and_all_else_stays(before: str, key: str, after: str) -> None:
    made, (line,) = with_entries(before, NEW, key)
    assert made == after
    assert made.splitlines()[line - 1].strip() == "- id: x"


@pytest.mark.parametrize(
    ("before", "key", "says"),
    [
        ("[{id: a}]\n", "", "in brackets"),
        ("[]\n", "", "empty brackets"),
        ("id: a\n", "", "brackets"),
        ("{read: 2026}\n", "notes", "braces"),
        ("notes: [a]\n", "notes", "`notes` is no list"),
        ("- [a\n", "", "line 2"),
        ("notes: &a\n  - b\n", "notes", "anchors"),
    ],
)
def test_what_has_no_place_for_an_entry_says_so(before: str, key: str, says: str) -> None:
    with pytest.raises(InsertionError, match=says):
        with_entries(before, NEW, key)


WORDS = st.text(min_size=1, max_size=30).filter(
    lambda one: one.strip() == one and one.isprintable()
)
VALUES = st.one_of(
    WORDS, st.booleans(), st.integers(0, 99), st.dictionaries(st.sampled_from("ab"), WORDS)
)
ENTRIES = st.dictionaries(
    st.sampled_from(["id", "name", "forms", "tip"]),
    st.one_of(VALUES.filter(lambda one: one != {}), st.lists(WORDS, min_size=1, max_size=3)),
    min_size=1,
)


@given(st.lists(ENTRIES, min_size=1, max_size=3))
def test_every_value_comes_back_by_this_reader_and_by_another(entries: list[dict]) -> None:
    made, _ = with_entries("# mine\n", [entry_lines(one) for one in entries])
    root, problems = read_yaml(made.encode("utf-8"), "x")
    assert problems == []
    assert isinstance(root, Items)
    assert [_plain(one) for one in root.items] == [_written(one) for one in entries]
    assert YAML(typ="safe").load(made) == entries


def _plain(node: object) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(one) for one in node.items]
    assert isinstance(node, Mapping)
    return {key.value: _plain(value) for key, value in node.pairs}


def _written(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list) else str(value)


def test_an_empty_list_is_written_as_one() -> None:
    entry = {"id": "lamp", "forms": [], "tip": "A lamp"}
    text, _ = with_entries("", [entry_lines(entry)])
    root, problems = read_yaml(text.encode(), "")
    assert problems == []
    assert "forms: []" in text
    assert root is not None
