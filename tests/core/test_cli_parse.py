from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main

DATA = Path(__file__).parents[1] / "data" / "parse"
SEED = Path(__file__).parents[2] / "source_cables" / "05OTTAWA286.txt"


def _run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def _ids(result: Result) -> list[str | None]:
    return [json.loads(line)["reference_id"] for line in result.stdout.splitlines()]


def test_one_line_of_json_for_each_cable_in_the_order_of_files() -> None:
    result = _run("parse", DATA / "reader-csv.txt", SEED, DATA / "reader-two-cables.txt")
    assert result.exit_code == 0
    assert _ids(result) == [
        "66BUENOSAIRES2481",
        "05OTTAWA287",
        "05OTTAWA286",
        "05OTTAWA286",
        "05OTTAWA287",
    ]


def test_without_a_file_the_sources_of_the_edition_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nothing = _run("parse")
    assert nothing.exit_code == 2
    assert "there is no folder source_cables" in nothing.stderr
    (tmp_path / "edition.toml").write_text("[folders]\nsources = 'raw'\n", "utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / SEED.name).write_bytes(SEED.read_bytes())
    assert _ids(_run("parse")) == ["05OTTAWA286"]
    assert _ids(_run("parse", "--sources", DATA.parent / "parse"))[:1] != ["05OTTAWA286"]


def test_name_of_the_source_has_no_directory() -> None:
    assert json.loads(_run("parse", SEED).stdout)["source"]["name"] == "05OTTAWA286.txt"


def test_problems_are_no_failure() -> None:
    result = _run("parse", DATA / "reader-prose.txt")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["source"]["format"] == "unknown"


def test_file_that_cannot_be_read_gives_two_and_the_others_are_printed(tmp_path: Path) -> None:
    result = _run("parse", tmp_path / "none.txt", SEED)
    assert result.exit_code == 2
    assert _ids(result) == ["05OTTAWA286"]
    assert "none.txt: No such file or directory" in result.stderr


def test_directory_cannot_be_read_as_a_file(tmp_path: Path) -> None:
    assert _run("parse", tmp_path).exit_code == 2


def test_standard_input_is_read() -> None:
    assert _ids(_run("parse", "-", stdin=SEED.read_bytes())) == ["05OTTAWA286"]


def test_several_processes_print_the_same(tmp_path: Path) -> None:
    paths = [*sorted(DATA.glob("*.txt")), tmp_path / "none.txt", SEED]
    alone, shared = _run("parse", *paths), _run("parse", "-j", "2", *paths)
    assert shared.stdout == alone.stdout
    assert shared.exit_code == alone.exit_code == 2


def test_every_command_shows_its_help() -> None:
    for command in ("parse", "check"):
        result = _run(command, "--help")
        assert result.exit_code == 0
        assert "FILE" in result.stdout
