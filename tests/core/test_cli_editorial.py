"""``suggest``, and what ``check`` says of sidecars and ambiguous words."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from cable_edition.cli import main

TEXT = (
    "UNCLAS OTTAWA 000001\n\nTAGS: PREL\nSUBJECT: A\n\n1. (U) Canada,s START of Canada,s START.\n"
)
GLOSSARY = """\
- id: start
  term: START
  status: inference
  senses:
    - {id: talks, expansion: arms talks, tip: arms talks}
    - {id: force, expansion: a task force, tip: a task force}
"""


def source(folder: Path, sidecar: str = "") -> str:
    path = folder / "05OTTAWA1.txt"
    path.write_text(TEXT, "utf-8")
    if sidecar:
        (folder / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    return str(path)


def test_suggest_prints_yaml_that_leaves_nothing_to_suggest(tmp_path: Path) -> None:
    path = source(tmp_path)
    first = CliRunner().invoke(main, ["suggest", path])
    assert first.exit_code == 0
    assert "2 emendations proposed, 0 in the sidecar" in first.stderr
    (tmp_path / "05OTTAWA1.yaml").write_text(first.stdout, "utf-8")
    second = CliRunner().invoke(main, ["suggest", path])
    assert (second.exit_code, second.stdout) == (0, "")
    assert "0 emendations proposed, 2 in the sidecar" in second.stderr


def test_suggest_names_a_fault_of_the_sidecar(tmp_path: Path) -> None:
    path = source(tmp_path, "emendations:\n  - {at: p1, rule: conjecture, quote: x, read: y}\n")
    done = CliRunner().invoke(main, ["suggest", path])
    assert done.exit_code == 1
    assert "05OTTAWA1.yaml:2: `x` does not stand at p1" in done.stderr
    assert done.stdout.startswith("# add to `emendations`")


def test_suggest_fails_on_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["suggest", str(tmp_path / "no.txt")]).exit_code == 2


def test_check_shows_the_faults_of_the_sidecar_with_file_and_line(tmp_path: Path) -> None:
    path = source(tmp_path, "notes:\n  - {id: a, at: p1, quote: x, kind: inference, text: y}\n")
    done = CliRunner().invoke(main, ["check", path])
    assert done.exit_code == 1
    assert "05OTTAWA1.yaml:2: `x` does not stand at p1" in done.stdout
    lines = CliRunner().invoke(main, ["check", "--format", "json", path]).stdout.splitlines()
    found = next(one for one in map(json.loads, lines) if one["code"] == "quote-missing")
    assert (found["path"].endswith("05OTTAWA1.yaml"), found["line"]) == (True, 2)


def test_check_reports_ambiguous_uses_until_an_editor_decides(tmp_path: Path) -> None:
    registers = tmp_path / "registers"
    registers.mkdir()
    (registers / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    folder = tmp_path / "sources"
    folder.mkdir()
    path = source(folder)
    arguments = ["check", "--registers", str(registers), path]
    done = CliRunner().invoke(main, arguments)
    assert "`START` in 05OTTAWA1#p1" in done.stdout
    assert "[ambiguous-mention]" in done.stdout
    decided = GLOSSARY.replace("id: force,", "id: force, cables: [05OTTAWA1],")
    (registers / "glossary.yaml").write_text(decided, "utf-8")
    assert "ambiguous-mention" not in CliRunner().invoke(main, arguments).stdout
