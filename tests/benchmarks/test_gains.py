"""The report of gains and losses between two revisions."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

import gains
from revisions import UnknownRevisionError, program_of

#: A program that knows of a file what its lines say: ``key value``; a bare key is a list of words.
PROGRAM = """
import json
def main(arguments, standalone_mode):
    text = open(arguments[1], encoding="utf-8").read()
    if "exit" in text:
        raise SystemExit(2)
    print(json.dumps(dict(line.split(" ", 1) for line in text.splitlines() if line)))
"""


def changes(
    old: dict[str, Any], new: dict[str, Any]
) -> dict[str, tuple[list[Any], list[Any], list[Any]]]:
    fields: dict[str, gains.Field] = {}
    gains.compare("a.txt", old, new, fields)
    return {
        name: (
            [change.after for change in one.gained],
            [change.before for change in one.lost],
            [(change.before, change.after) for change in one.changed],
        )
        for name, one in fields.items()
        if one.gained or one.lost or one.changed
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"subject": None}, {"subject": "A"}, {"subject": (["A"], [], [])}),
        ({"subject": "A"}, {"subject": ""}, {"subject": ([], ["A"], [])}),
        ({"subject": "A"}, {"subject": "B"}, {"subject": ([], [], [("A", "B")])}),
        ({"subject": "A"}, {"subject": "A"}, {}),
        ({"subject": "A"}, {}, {"subject": ([], ["A"], [])}),
        ({"tags": ["A", "B"]}, {"tags": ["B", "C", "D"]}, {"tags": (["C", "D"], ["A"], [])}),
        ({"tags": ["A", "B"]}, {"tags": ["B", "A"]}, {}),
        ({"tags": ["A", "A"]}, {"tags": ["A"]}, {"tags": ([], ["A"], [])}),
        ({"found": {"n": 1}}, {"found": {"n": 2}}, {"found.n": ([], [], [(1, 2)])}),
        ({"flag": False}, {"flag": True}, {"flag": ([], [], [(False, True)])}),
        ({"count": 0}, {"count": None}, {"count": ([], [0], [])}),
        ({"source": {"name": "a"}}, {"source": {"name": "b"}}, {}),
    ],
)
def test_each_kind_of_change_of_a_field(
    old: dict[str, Any], new: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert changes(old, new) == expected


def test_items_with_anchors_are_compared_anchor_by_anchor() -> None:
    old = {"paragraphs": [{"anchor": "p1", "text": "One.", "marking": None}]}
    new = {
        "paragraphs": [
            {"anchor": "p1", "text": "One.", "marking": "(C)"},
            {"anchor": "p2", "text": "Two.", "marking": None},
        ]
    }
    assert changes(old, new) == {
        "paragraphs.marking": (["(C)"], [], []),
        "paragraphs.text": (["Two."], [], []),
    }


def test_the_cables_with_a_field_are_counted() -> None:
    fields: dict[str, gains.Field] = {}
    for old, new in (({"a": 1}, {"a": 1}), ({}, {"a": 1}), ({}, {})):
        gains.compare("x", old, new, fields)
    assert (fields["a"].before, fields["a"].after) == (1, 2)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with another program at its first revision than in its working tree."""
    root = tmp_path / "repository"
    cli = root / "ext" / "cable_edition" / "cli"
    cli.mkdir(parents=True)
    (cli.parent / "__init__.py").touch()
    (cli / "__init__.py").write_text(PROGRAM.replace("line.split", "line.lower().split"))
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", root]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], check=True)
    (cli / "__init__.py").write_text(PROGRAM)
    return root


def test_a_folder_is_read_by_both_programs(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cables"
    (folder / "sub").mkdir(parents=True)
    (folder / "a b.txt").write_text("subject WORK\ntags ab\n")
    (folder / "sub" / "c.txt").write_text("subject same\n")
    (folder / "sub" / "c.yaml").write_text("no cable")
    (folder / "z.txt").write_text("exit")
    report = gains.report_of("HEAD", folder, tmp_path, repository)
    assert report.cables == 2
    (change,) = report.fields["subject"].changed
    assert (change.cable, change.before, change.after) == ("a b.txt", "work", "WORK")
    assert report.fields["tags"].changed == []
    lines = list(gains.lines_of(report, 3))
    assert "    ~ a b.txt: work => WORK" in lines
    assert [line for line in lines if line.startswith("tags")] == []


def test_a_file_that_fails_at_one_revision_is_told(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cables"
    folder.mkdir()
    (folder / "a.txt").write_text("EXIT now\n")
    old = repository / "ext" / "cable_edition" / "cli" / "__init__.py"
    old.write_text(PROGRAM.replace('"exit"', '"EXIT"'))
    report = gains.report_of("HEAD", folder, tmp_path, repository)
    assert report.files == [
        "a.txt: cables 1 before, 0 after",
        "a.txt: status 0 before, 2 after",
    ]


def test_a_revision_that_is_not_there_is_named(repository: Path) -> None:
    with pytest.raises(UnknownRevisionError, match="no-such"), program_of("no-such", repository):
        pass


@pytest.mark.parametrize(
    ("revision", "folder", "told"),
    [
        ("no-such", ".", "no program at 'no-such'"),
        ("HEAD", "no-such", "there is no folder no-such"),
    ],
)
def test_what_is_not_there_ends_with_one_line(
    revision: str, folder: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        gains.main([revision, folder])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err.splitlines()[-1]


def test_the_program_of_the_working_tree_has_no_changes_against_itself(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "source_cables"
    read = gains.read_folder(gains.ROOT, folder, gains.files_below(folder), tmp_path)
    report = gains.compare_folders(read, read)
    assert report.cables >= 1
    assert list(gains.lines_of(report, 3))[-1] == "no field of any cable has changed"
