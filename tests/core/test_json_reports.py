"""``--format json``: the same option with the same words on all commands that report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE
from types import SimpleNamespace
from typing import Any

import pytest
from click import Context
from click.testing import CliRunner

from cable_edition.cli import LazyGroup, main
from cable_edition.cli import build as command_build
from cable_edition.cli import typeset as command_typeset
from cable_edition.cli._format import fault_item
from cable_edition.core.problems import Problem
from cable_edition.press.typeset import Typeset
from tests.core.exit_starts import begun, exported, leaking, released_begun, tampered
from tests.core.fatal_cases import CASES, TEXT, WITHHELD, Folder

REPORTING = (
    "add",
    "archive",
    "build",
    "check",
    "export",
    "leaks",
    "new",
    "publish",
    "quote",
    "release",
    "seal",
    "status",
    "suggest",
    "typeset",
    "update",
    "verify",
)
#: What answers a person or a program in another way.
#: `volumes` has commands of its own.
OTHERS = {"lsp", "parse", "query", "serve", "volumes"}
PAGE = Path(__file__).parents[2] / "docs" / "editors" / "check-and-verify.md"
FAULT = {"path", "line", "code", "severity", "message", "action"}


def objects() -> dict[str, list[set[str]]]:
    """Return, of each command, the keys of each object that the page says it prints."""
    _, _, table = PAGE.read_text("utf-8").partition("| Command | Objects |\n")
    made: dict[str, list[set[str]]] = {}
    for line in table.splitlines()[1:]:
        if not line.startswith("|"):
            break
        names, cell = (one.strip() for one in line.strip("|").split("|"))
        shapes = [set(re.findall("`([a-z_]+)`", one)) for one in cell.split(";")]
        for name in re.findall("`([a-z]+)`", names):
            made[name] = shapes
    return made


def told(at: Folder, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    done = at.run(*arguments, "--format", "json")
    assert done.stderr == ""
    items = [json.loads(line) for line in done.stdout.splitlines()]
    for item in items:
        own = set(item) - FAULT if set(item) >= FAULT else set(item)
        assert own in (set(), *objects()[arguments[0]]), (arguments, item)
    return done.exit_code, items


def test_every_command_that_reports_is_in_the_page() -> None:
    commands = set(LazyGroup().list_commands(Context(main)))
    assert {*REPORTING, *OTHERS} == commands
    assert set(objects()) == set(REPORTING)


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


def test_release_compares(folder: Folder) -> None:
    exported(folder)
    folder.change("left again", "stayed")
    status, (change, made) = told(folder, "release", "--compare", "data", "now")
    assert (status, change["at"], change["words"][0]["after"]) == (0, "p2", "stayed.")
    assert made == {"before": "data", "after": "now", "changes": 1}


def test_update(folder: Folder) -> None:
    begun(folder)
    update = ("update", "--settings", "begun/edition.toml")
    assert told(folder, *update) == (0, [])
    changed_alike_after(folder)
    status, (item,) = told(folder, *update, "--dry-run")
    assert (status, item["path"], item["deed"], item["written"]) == (1, "Makefile", "differs", None)
    status, (item,) = told(folder, *update)
    assert item["written"] == "Makefile.new"


def test_new_and_add(folder: Folder) -> None:
    status, items = told(folder, "new", "begun", "--defaults", "--from", "source_cables")
    assert (status, items[0]["source"]) == (0, "begun/source_cables/05OTTAWA1.txt")
    assert items[-1]["begun"] == "begun"
    assert len(items) == 2
    done = folder.run("new", "other", "--format", "json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--defaults" in done.stderr
    folder.write("06ROME2.txt", folder.source.read_text("utf-8").replace("OTTAWA", "ROME"))
    doubtful = folder.write(
        "05OTTAWA3.txt", TEXT.replace("000001", "000003").replace("2. Q", "3. Q")
    )
    assert told(folder, "add", "06ROME2.txt")[0] == 0
    (item,) = told(folder, "add", str(doubtful))[1]
    assert [doubt["code"] for doubt in item["doubts"]] == ["paragraph-gap"]
    CASES["source-lost"](folder)
    status, items = told(folder, "add", "06ROME2.txt")
    assert (status, items[-1]["code"]) == (2, "source-lost")


def test_export_and_archive(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    status, (made,) = told(folder, "export", "csv", "json", "--out", "data")
    assert (status, made["written"], made["kinds"], made["cables"]) == (
        0,
        "data",
        ["csv", "json"],
        1,
    )
    assert made["changed"] > 1
    assert told(folder, "export", "json", "csv", "--out", "data")[1][0]["changed"] == 0
    (folder.root / "site").mkdir()
    folder.write("site/x.txt", "Nothing.")
    where = ("archive", "--site", "site", "--data", "data", "--out", "out")
    status, (packed,) = told(folder, *where)
    assert status == 0
    assert (folder.root / packed["archive"]).is_file()
    assert (folder.root / packed["bag"] / "bagit.txt").is_file()
    folder.write("docs/registers/people.yaml", "- {id: x, nmae: X}\n")
    for command in (where, ("export", "csv", "--out", "data")):
        status, items = told(folder, *command)
        assert (status, items[0]["code"]) == (1, "unknown-key")
    CASES["source-changed"](folder)
    assert [item["code"] for item in told(folder, *where)[1]][-1] == "source-changed"


def test_what_is_wrong_with_the_settings_is_told_so_too(folder: Folder) -> None:
    folder.write("edition.toml", 'titel = "x"\n')
    for command in (("status",), ("export", "csv"), ("build",)):
        status, (item,) = told(folder, *command)
        assert (status, item["path"], item["line"]) == (2, "edition.toml", 1)


def test_typeset(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    book = folder.write("book.pdf", "")
    folder.write("source_cables/none.txt", "")
    made = iter([Typeset(book, ["a line stands out"]), Typeset(None, ["no"])])

    def typeset(_tex: Path, tell: Callable[[str], None]) -> Typeset:
        tell("a step")
        return next(made)

    monkeypatch.setattr(command_typeset, "missing_tex", lambda: "")
    monkeypatch.setattr(command_typeset, "typeset_document", typeset)
    folder.write("docs/book.tex", "")
    first = {"document": "book.tex", "book": "out/book.pdf", "complaints": ["a line stands out"]}
    assert told(folder, "typeset", "docs", "out") == (1, [first])
    second = {"document": "book.tex", "book": None, "complaints": ["no"]}
    assert told(folder, "typeset", "docs", "out") == (1, [second])


def test_build(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("docs/conf.py", "")
    commands = []
    said = "docs/a.md:3: \x1b[91mWARNING: no such page [toc.not_included]\x1b[39;49;00m\n"

    def run(command: list[str], **more: Any) -> SimpleNamespace:
        if command[0] == "git":
            return SimpleNamespace(stdout="")
        commands.append(command)
        assert more["stderr"] == PIPE
        return SimpleNamespace(returncode=int("epub" in command), stderr=said)

    monkeypatch.setattr(command_build.subprocess, "run", run)
    fault = {"path": "docs/a.md", "line": 3, "message": "no such page", "severity": "warning"}
    fault |= {"code": "toc.not_included", "action": ""}
    html = {"output": "html", "folder": "docs/_build/html", "status": 0}
    assert told(folder, "build") == (0, [fault, html])
    assert "--quiet" in commands[0]
    epub = {"output": "epub", "folder": "docs/_build/epub", "status": 1}
    # The EPUB keeps the site from nothing.
    assert told(folder, "build", "html", "epub") == (1, [fault, epub, fault, html])
    assert told(folder, "build", "data")[0] == 0
    assert commands[-1][2:6] == ["cable_edition", "export", "--format", "json"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            Problem("unknown-key", "no key", "a b/c.yaml", 12)
            .located()
            .replace("12: ", "12: ERROR: "),
            ("a b/c.yaml", 12, "error", "no key", "unknown-key"),
        ),
        ("/x/y.md: WARNING: lost", ("/x/y.md", None, "warning", "lost", "")),
        ("WARNING: no place: 5", ("", None, "warning", "no place: 5", "")),
        ("a.md:1: CRITICAL: x [y] z", ("a.md", 1, "error", "x [y] z", "")),
        ("Running Sphinx v9", None),
        ("the edition says WARNING: lost", None),
    ],
)
def test_a_line_of_a_build_as_a_fault(line: str, wanted: tuple[Any, ...] | None) -> None:
    item = fault_item(line)
    keys = ("path", "line", "severity", "message", "code")
    assert (item and tuple(item[key] for key in keys)) == wanted
    assert item is None or set(item) == FAULT
    if wanted and wanted[-1] == "unknown-key":
        assert item
        assert item["action"]


def test_parse_takes_the_option_too(folder: Folder) -> None:
    assert told_by_parse(folder, "--format", "json") == told_by_parse(folder)


def told_by_parse(at: Folder, *more: str) -> str:
    done = at.run("parse", "source_cables/05OTTAWA1.txt", *more)
    assert done.exit_code == 0
    return done.stdout


def test_update_gives_a_release_the_record_of_its_lock(folder: Folder) -> None:
    released_begun(folder)
    path = folder.root / "begun" / "source_cables" / "releases.yaml"
    before = path.read_text("utf-8")
    update = ("update", "--settings", "begun/edition.toml")
    status, (item,) = told(folder, *update, "--dry-run")
    assert (status, item["deed"], item["written"]) == (0, "recorded", None)
    people = folder.root / "begun" / "docs" / "registers" / "people.yaml"
    right = people.read_text("utf-8")
    people.write_text("- {id: x, nmae: X}\n", "utf-8")
    status, (item,) = told(folder, *update)
    assert (status, item["deed"], item["written"]) == (1, "left", None)
    assert path.read_text("utf-8") == before
    people.write_text(right, "utf-8")
    status, (item,) = told(folder, *update)
    assert (status, item["deed"]) == (0, "recorded")
    assert item["written"] == item["path"] == "begun/source_cables/releases.yaml"
    assert "    lock: " in path.read_text("utf-8")
    assert folder.run("check", "--settings", "begun/edition.toml").exit_code == 0
    assert told(folder, *update) == (0, [])


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
