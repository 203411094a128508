from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.yaml_files.source import Items, Mapping, Scalar, read_yaml, read_yaml_file


def test_values_stay_as_written_with_their_lines() -> None:
    tree, problems = read_yaml(b"\xef\xbb\xbf# c\n- code: NO\n  n: 0x1F\n- [3D, 'true', ~]\n", "f")
    assert problems == []
    assert tree == Items(
        (
            Mapping(
                (
                    (Scalar("code", 2), Scalar("NO", 2)),
                    (Scalar("n", 3), Scalar("0x1F", 3)),
                ),
                2,
            ),
            Items((Scalar("3D", 4), Scalar("true", 4, quoted=True), Scalar("~", 4)), 4),
        ),
        2,
    )


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + k)}: &{chr(98 + k)} [{', '.join(['*' + chr(97 + k)] * 9)}]\n" for k in range(9)
)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (LAUGHS, 1, "yaml-alias"),
        ("- a\n- *b\n", 2, "yaml-alias"),
        ("- a\n- !!python/object/apply:os.system [true]\n", 2, "yaml-tag"),
        ("- a\n- !x y\n", 2, "yaml-tag"),
        ("- a\n- " + "[" * 21, 2, "yaml-nesting"),
        ("- a\n- " + "[" * 1_000, 2, "yaml-nesting"),
        ("- a\n- " + "[" * 10_000, 2, "yaml-nesting"),
        ("- a\n- " + "{a: " * 10_000, 2, "yaml-nesting"),
        ("- a\n" + "- " * 10_000, 2, "yaml-nesting"),
        ("[\n" * 10_000, 21, "yaml-nesting"),
        ("a: b\n---\nc: d\n", 2, "broken-yaml"),
        ("a:\n  b: c: d\n", 2, "broken-yaml"),
        ("a\nb \x07\n", 2, "broken-yaml"),
        ("? [a]\n: b\n", 1, "broken-yaml"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, line: int, code: str) -> None:
    tree, problems = read_yaml(text.encode(), "f.yaml")
    assert tree is None
    assert [(p.path, p.line, p.code) for p in problems] == [("f.yaml", line, code)]


def test_other_encodings_are_refused() -> None:
    tree, problems = read_yaml(b"a: b\nc: \xe9\n", "f.yaml")
    assert (tree, [(p.line, p.code) for p in problems]) == (None, [(2, "not-utf8")])


def test_missing_file_is_no_problem(tmp_path: Path) -> None:
    assert read_yaml_file(tmp_path / "x.yaml", "x.yaml") == (None, [])


def test_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    tree, problems = read_yaml_file(tmp_path, "x.yaml")
    assert (tree, [p.code for p in problems]) == (None, ["unreadable-file"])


@given(st.binary(max_size=60) | st.text("-:[]{}&*!#|>'\"%@`, \n\tab", max_size=60).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_no_file_raises(data: bytes) -> None:
    tree, problems = read_yaml(data, "f")
    assert tree is None or problems == []
