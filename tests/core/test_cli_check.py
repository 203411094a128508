from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.cli._excerpt import excerpt, visible
from cable_edition.core.cable.model import Source
from cable_edition.core.problems import CODES

CLEAN = "P 282038Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000286\n\n"
CLEAN += "TAGS: PREL\nSUBJECT: X\n\n1. Text.\nDICKSON\n"


def _check(tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "cable.txt"
    path.write_text(text, "utf-8")
    return CliRunner().invoke(main, ["check", *options, str(path)])


def test_clean_cable_has_no_problems(tmp_path: Path) -> None:
    result = _check(tmp_path, CLEAN, "--strict")
    assert result.exit_code == 0
    assert "05OTTAWA286  (1 paragraph, plain)  no problems" in result.stdout


def test_warning_is_shown_with_its_line_and_place(tmp_path: Path) -> None:
    result = _check(tmp_path, CLEAN.replace("1. Text.", "1. Text.\n\n3. More."))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if "[paragraph-gap]" in line)
    assert "line 11:" in lines[at]
    assert lines[at + 1 : at + 4] == [
        "      3. More.",
        "      ^",
        f"      {CODES['paragraph-gap'].action}",
    ]


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    assert (
        _check(tmp_path, CLEAN.replace("1. Text.", "1. Text.\n\n3. More."), "--strict").exit_code
        == 1
    )


def test_error_gives_one(tmp_path: Path) -> None:
    assert _check(tmp_path, "nothing here").exit_code == 1


def test_unreadable_file_gives_two(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / "none.txt")])
    assert result.exit_code == 2
    assert "No such file" in result.stderr


@pytest.mark.parametrize("text", ["notes:\n  - id: [\n", "notes: {\n", 'notes: "a\n'])
def test_a_fault_below_the_last_line_of_a_sidecar_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "05OTTAWA286.yaml").write_text(text, "utf-8")
    result = _check(tmp_path, CLEAN)
    assert result.exit_code == 2
    assert "[broken-yaml]" in result.stdout


def test_json_has_one_object_for_each_problem(tmp_path: Path) -> None:
    result = _check(tmp_path, CLEAN.replace("1. Text.", "1. Text.\n\n3. More."), "--format", "json")
    (item,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert item["code"] == "paragraph-gap"
    assert item["action"] == CODES["paragraph-gap"].action
    assert item["line"] == 11


def test_terminal_is_not_steered_by_a_source(tmp_path: Path) -> None:
    result = _check(tmp_path, "\x1b[31mSUBJECT: \x1b]0;evil\x07[bold]x[/bold] \u202e\n\n1. Text.\n")
    assert not re.search("[\x1b\x07\u202e]", result.stdout)


def test_excerpt_of_a_long_line_points_at_the_place() -> None:
    source = Source("x", "a" * 500 + "B" + "c" * 500, "", "utf-8", "plain")
    line, column = excerpt(source, 500)
    assert line[column] == "B"
    assert len(line) < 120


def test_column_counts_what_a_terminal_shows() -> None:
    source = Source("x", "\u6f22\x01B", "", "utf-8", "plain")
    line, column = excerpt(source, 2)
    assert line == "\u6f22<0001>B"
    assert column == 8


@pytest.mark.parametrize(("mark", "shown"), [("\x1b", "<001B>"), ("\u202e", "<202E>"), ("a", "a")])
def test_control_characters_are_shown_as_code_points(mark: str, shown: str) -> None:
    assert visible(mark) == shown


def _edition(folder: Path, texts: dict[str, str]) -> Result:
    sources = folder / "source_cables"
    sources.mkdir()
    for name, text in texts.items():
        (sources / f"{name}.txt").write_text(text, "utf-8")
    (folder / "edition.toml").write_text('title = "A"\neditors = ["B"]\n', "utf-8")
    return CliRunner().invoke(main, ["check"])


def test_a_whole_edition_tells_of_cables_that_have_something_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    gap = CLEAN.replace("1. Text.", "1. Text.\n\n3. More.")
    texts = {f"05OTTAWA{n}": CLEAN.replace("000286", f"{n:06}") for n in range(1, 9)}
    texts |= {f"05OTTAWA{n}": gap.replace("000286", f"{n:06}") for n in range(11, 16)}
    shown = _edition(tmp_path, texts).stdout
    assert "05OTTAWA1  (" not in shown
    assert "05OTTAWA11  (2 paragraphs, plain)" in shown
    assert shown.count("[paragraph-gap]") == 5
    assert shown.count(CODES["paragraph-gap"].action) == 3
    assert "13 cables, " in shown
    assert "  warning  5 paragraph-gap\n" in shown


def test_of_notes_on_a_whole_edition_the_first_are_shown_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lost = CLEAN.replace("UNCLAS OTTAWA", "UNCLAS SECTION 01 OF 02 OTTAWA")
    texts = {f"05OTTAWA{n}": lost.replace("000286", f"{n:06}") for n in range(1, 9)}
    shown = _edition(tmp_path, texts).stdout
    assert shown.count("[section-header-missing]") == 3
    assert "  info  8 section-header-missing  (5 not shown; check FILE shows them)\n" in shown


def test_a_file_that_is_named_is_told_of_wholly(tmp_path: Path) -> None:
    lost = CLEAN.replace("UNCLAS OTTAWA", "UNCLAS SECTION 01 OF 02 OTTAWA")
    names = []
    for n in range(1, 6):
        names.append(str(tmp_path / f"05OTTAWA{n}.txt"))
        Path(names[-1]).write_text(lost.replace("000286", f"{n:06}"), "utf-8")
    shown = CliRunner().invoke(main, ["check", *names]).stdout
    assert shown.count("[section-header-missing]") == 5
    assert shown.count(CODES["section-header-missing"].action) == 5
