"""``--format json``: the same option with the same words on all commands that report."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from tests.core.fatal_cases import CASES, WITHHELD, Folder
from tests.core.test_exit_statuses import begun, exported, leaking, tampered

REPORTING = (
    "add",
    "check",
    "leaks",
    "publish",
    "quote",
    "release",
    "seal",
    "status",
    "update",
    "verify",
)


def told(at: Folder, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    done = at.run(*arguments, "--format", "json")
    assert done.stderr == ""
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", REPORTING)
def test_the_option_has_the_same_words_everywhere(folder: Folder, command: str) -> None:
    said = " ".join(re.sub("[│╭╮╰╯─]", " ", folder.run(command, "--help").stdout).split())
    assert "--format [text|json] Text for people, or one JSON object a line for " in said


def test_verify(folder: Folder) -> None:
    exported(folder)
    summary = {"output": "data", "kind": "data folder", "cables": 1, "differences": 0}
    assert told(folder, "verify", "data") == (0, [summary])
    tampered(folder)
    status, items = told(folder, "verify", "data")
    assert status == 1
    assert items[-1] == summary | {"differences": len(items) - 1}
    assert items[0]["path"].endswith("05OTTAWA1.json")
    assert items[0]["code"] == "field-differs"
    assert items[0]["action"]


def test_leaks(folder: Folder) -> None:
    exported(folder)
    nothing = {"folder": "data", "redacted_cables": 0, "leaks": 0}
    assert told(folder, "leaks", "data") == (0, [nothing])
    leaking(folder)
    status, items = told(folder, "leaks", "data")
    assert status == 2
    assert items[-1] == {"folder": "data", "redacted_cables": 1, "leaks": len(items) - 1}
    assert items[0]["code"] == "withheld-survives"
    assert "quux" not in json.dumps(items).lower()


def test_seal(folder: Folder) -> None:
    assert told(folder, "seal") == (0, [{"recorded": "05OTTAWA1.txt"}])
    assert told(folder, "seal") == (0, [])
    CASES["source-lost"](folder)
    status, items = told(folder, "seal")
    assert (status, items[-1]["code"]) == (2, "source-lost")


def test_release(folder: Folder) -> None:
    folder.run("seal")
    status, (change, made) = told(folder, "release", "1.0.0", "--date", "2026-11-23")
    assert (status, change["cable"], change["change"]) == (0, "05OTTAWA1", "new")
    assert made == {"released": "1.0.0", "cables": 1, "anchors": 4}
    CASES["source-lost"](folder)
    status, items = told(folder, "release", "1.1.0", "--date", "2026-11-24")
    assert (status, items[0]["code"]) == (2, "source-lost")


def test_update(folder: Folder) -> None:
    begun(folder)
    update = ("update", "--settings", "begun/edition.toml")
    assert told(folder, *update) == (0, [])
    changed_alike_after(folder)
    status, (item,) = told(folder, *update, "--dry-run")
    assert (status, item["path"], item["deed"], item["written"]) == (1, "Makefile", "differs", None)
    status, (item,) = told(folder, *update)
    assert item["written"] == "Makefile.new"


def changed_alike_after(at: Folder) -> None:
    at.write("begun/Makefile", "html:\n")
    at.write("begun/.cable-edition/written/Makefile", "pdf:\n")


def test_outputs_that_are_not_named_are_those_of_the_edition(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever folder we stand: what one command writes the next one finds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder.write("edition.toml", "")
    site = folder.root / "docs" / "_build" / "html"
    site.mkdir(parents=True)
    (site / "x.txt").write_text("Nothing.", "utf-8")
    monkeypatch.chdir(folder.root / "docs")
    for command in (("export", "all"), ("archive",)):
        done = folder.run(*command)
        assert done.exit_code == 0, done.output
    made = {path.name for path in (folder.root / "docs" / "_build").iterdir()}
    assert made == {"html", "data", "archive"}
    folder.sidecar(WITHHELD)
    assert folder.run("leaks").exit_code == 0
    done = folder.run("typeset")
    assert done.exit_code == 2
    assert "there is no LaTeX in " in done.stderr or "TeX" in done.stderr


def test_what_comes_by_the_standard_input_is_taken_in(folder: Folder) -> None:
    text = folder.source.read_bytes().replace(b"OTTAWA", b"ROME")
    done = CliRunner().invoke(main, ["add", "-", "--format", "json"], input=text)
    assert done.exit_code == 0, done.output
    (item,) = map(json.loads, done.stdout.splitlines())
    assert (item["file"], item["source"]) == ("-", "source_cables/05ROME1.txt")
    assert (folder.sources / "05ROME1.txt").read_bytes() == text
    again = CliRunner().invoke(main, ["add", "-"], input=text)
    assert (again.exit_code, again.stderr[:14]) == (1, "-: not taken: ")
