"""How each command ends, as the page for editors says: each row of its table is run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest

from cable_edition.cli import _preview
from cable_edition.cli import build as command_build
from cable_edition.cli import lsp as command_lsp
from cable_edition.cli import serve as command_serve
from cable_edition.cli import typeset as command_typeset
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.proof import verify
from cable_edition.press import tex_tools
from cable_edition.press.typeset import Typeset
from tests.core.exit_starts import (
    NEW,
    bad_register,
    bad_sidecar,
    begun,
    broken_plan,
    changed_alike,
    chapters,
    complaint,
    doubt,
    empty,
    exported,
    good,
    leaking,
    lost_annotation,
    no_file,
    no_place,
    offered,
    offered_late,
    released,
    site,
    stopped,
    stopped_site,
    tampered,
    tampered_site,
    two_cables,
    unfinished,
    unreadable,
    unrecorded,
)
from tests.core.fatal_cases import CASES, Folder
from tests.sphinx.test_stopping import CASES as BUILDS

PAGE = Path(__file__).parents[2] / "docs" / "editors" / "check-and-verify.md"
Row = tuple[str, int, str]


def rows() -> list[Row]:
    """Return (command, status, when) for each thing that the table says."""
    head, _, table = PAGE.read_text("utf-8").partition("| Command | 0 | 1 | 2 |\n")
    assert head
    found = []
    for line in table.splitlines()[1:]:
        if not line.startswith("|"):
            break
        command, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        for status, cell in enumerate(cells):
            found += [(command.strip("`"), status, when) for when in cell.split("; ") if when]
    return found


PUBLISH = ("publish", "public")
BUILD, SERVE, LSP = ("build", "data"), ("serve",), ("lsp", "--stdio")
UPDATE = ("update", "--settings", "begun/edition.toml")
CHECK, EXPORT = ("check",), ("export", "all", "--out", "data")
SEAL, VERIFY = ("seal",), ("verify", "data")
SUGGEST, PARSE = (
    ("suggest", "source_cables/05OTTAWA1.txt"),
    ("parse", "source_cables/05OTTAWA1.txt"),
)
QUOTE = ("quote", "came to the mission at noon by train")
RELEASE = ("release", "0.2.0", "--date", "2026-11-24")
ARCHIVE = ("archive", "--site", "data", "--data", "data", "--out", "out")
TYPESET, LEAKS = ("typeset", "data", "data"), ("leaks", "data")
PLAN = ("volumes", "plan", "--jobs", "1")
AS_ONE = "volumes release`, `volumes verify`, `volumes leaks"
STOPS = "something stops the edition"
FAULT = "a fault in a file of yours"
UNREAD = "a file cannot be read"
RUNS: dict[Row, tuple[Callable[[Folder], None], tuple[str, ...]]] = {
    ("parse", 0, "every file was read, whatever the cables lack"): (doubt, PARSE),
    ("parse", 2, UNREAD): (no_file, PARSE),
    ("check", 0, "there are doubts at most"): (doubt, CHECK),
    ("check", 1, FAULT): (bad_register, CHECK),
    ("check", 1, "a doubt, with `--strict`"): (doubt, ("check", "--strict")),
    ("check", 2, STOPS): (CASES["source-changed"], CHECK),
    ("check", 2, UNREAD): (no_file, ("check", *PARSE[1:])),
    ("status", 0, "what is left is shown"): (bad_register, ("status",)),
    ("status", 2, STOPS): (CASES["source-changed"], ("status",)),
    ("suggest", 0, "every file was read"): (doubt, SUGGEST),
    ("suggest", 1, "a fault in a sidecar"): (bad_sidecar, SUGGEST),
    ("suggest", 1, "an entry that a build would refuse was left out"): (
        no_place,
        ("suggest", "--kind", "posts", "--write"),
    ),
    ("suggest", 1, "an annotation becomes no entry"): (
        lost_annotation,
        ("suggest", "--from", "given.json"),
    ),
    ("suggest", 2, "a redaction that is not understood"): (CASES["redaction-faulty"], SUGGEST),
    ("suggest", 2, UNREAD): (no_file, SUGGEST),
    ("quote", 0, "every quotation is exact or emended"): (good, QUOTE),
    ("quote", 1, "one is altered or absent"): (good, (*QUOTE, "by car")),
    ("quote", 2, STOPS): (CASES["redaction-faulty"], QUOTE),
    ("quote", 2, UNREAD): (good, ("quote", "--file", "none.txt")),
    ("new", 0, "the edition is begun"): (good, NEW),
    ("new", 1, "a file cannot be read, the others are"): (
        unreadable,
        (*NEW, "--from", "odd"),
    ),
    ("new", 2, "the folder has something in it"): (good, ("new", "docs", "--defaults")),
    ("new", 2, "an answer cannot stand"): (good, (*NEW, "--language", "no language")),
    ("add", 0, "every file was taken"): (offered, ("add", "06ROME2.txt")),
    ("add", 1, "a file was not taken"): (good, ("add", *PARSE[1:])),
    ("add", 2, "a source has changed or is lost"): (offered_late, ("add", "06ROME2.txt")),
    ("add", 2, UNREAD): (no_file, ("add", *PARSE[1:])),
    ("add", 2, "a folder holds the chapters of the edition"): (good, ("add", "docs")),
    ("build", 0, "all is made"): (chapters, BUILD),
    ("build", 1, "a step ended with 1: a warning, a fault"): (chapters, BUILD),
    ("build", 2, "conf.py is not there"): (good, BUILD),
    ("build", 2, "TeX is not there"): (chapters, ("build", "pdf")),
    ("build", 2, "a step ended with 2"): (chapters, BUILD),
    ("update", 0, "every file is as this version has it"): (begun, UPDATE),
    ("update", 1, "a file is left for you to compare"): (changed_alike, UPDATE),
    ("update", 1, "a release has no record of its lock, and something is wrong"): (
        unrecorded,
        UPDATE,
    ),
    ("update", 2, "`new` did not begin the edition"): (good, ("update",)),
    ("seal", 0, "every source is recorded, and as it was"): (empty, SEAL),
    ("seal", 2, "a source has changed or is lost"): (CASES["source-lost"], SEAL),
    ("seal", 2, "a line of the checksums is none"): (CASES["checksum-line"], SEAL),
    ("release", 0, "the anchors are issued, or what changed is told"): (released, RELEASE),
    ("release", 1, FAULT): (bad_register, RELEASE),
    ("release", 1, "a source without a checksum"): (good, RELEASE),
    ("release", 1, "a version that is not higher, or an earlier date"): (
        released,
        ("release", "0.1.0"),
    ),
    ("release", 2, STOPS): (CASES["source-changed"], RELEASE),
    ("release", 2, "what `--compare` names is not found"): (
        released,
        ("release", "--compare", "0.0.9", "now"),
    ),
    ("export", 0, "all is written"): (doubt, EXPORT),
    ("export", 1, FAULT): (bad_register, EXPORT),
    ("export", 1, "all that could be read is written"): (bad_register, EXPORT),
    ("export", 2, STOPS): (CASES["source-changed"], EXPORT),
    ("export", 2, "withheld words stand in the folder"): (leaking, EXPORT),
    ("archive", 0, "the archive is made"): (exported, ARCHIVE),
    ("archive", 1, FAULT): (two_cables, ARCHIVE),
    ("archive", 1, "there is no release and no `SOURCE_DATE_EPOCH`"): (exported, ARCHIVE),
    ("archive", 1, "site or data are unfinished"): (unfinished, ARCHIVE),
    ("archive", 2, STOPS): (stopped, ARCHIVE),
    ("archive", 2, "withheld words stand in the bag"): (leaking, ARCHIVE),
    ("typeset", 0, "the book is made"): (exported, TYPESET),
    ("typeset", 1, "the log of TeX has something that a reader would see"): (complaint, TYPESET),
    ("typeset", 2, "TeX or the LaTeX is not there"): (exported, ("typeset", "docs", "data")),
    ("typeset", 2, "withheld words stand in the book"): (leaking, TYPESET),
    ("publish", 0, "the site is where it should be"): (site, PUBLISH),
    ("publish", 1, "the site differs from the edition"): (tampered_site, PUBLISH),
    ("publish", 1, "the place is refused"): (site, ("publish", "source_cables")),
    ("publish", 2, STOPS): (stopped_site, PUBLISH),
    ("publish", 2, "there is no site"): (good, PUBLISH),
    ("serve", 0, "you stopped it"): (chapters, SERVE),
    ("serve", 2, "conf.py is not there"): (good, SERVE),
    ("serve", 2, "sphinx-autobuild is not installed"): (chapters, SERVE),
    ("serve", 2, "the port is taken"): (chapters, SERVE),
    ("lsp", 0, "your editor ended it"): (good, LSP),
    ("lsp", 2, "pygls is not installed"): (good, LSP),
    ("verify", 0, "all agrees"): (exported, VERIFY),
    ("verify", 1, "something differs"): (tampered, VERIFY),
    ("verify", 2, STOPS): (stopped, VERIFY),
    ("leaks", 0, "nothing withheld was found"): (exported, LEAKS),
    ("leaks", 2, "withheld words were found"): (leaking, LEAKS),
    ("leaks", 2, STOPS): (stopped, LEAKS),
    ("volumes plan", 0, "the plan is there"): (good, PLAN),
    ("volumes plan", 2, "a source is not what was recorded"): (CASES["source-changed"], PLAN),
    ("volumes plan", 2, "the plan cannot be read"): (broken_plan, PLAN),
}
#: Rows that take the build of several volumes, and the test that has each.
IN_VOLUMES: dict[Row, str] = {
    ("volumes build", 0, "all volumes and the site are built"): "building.py::serial",
    ("volumes build", 1, "a volume was built with warnings"): (
        "building.py::test_a_volume_with_a_doubt_is_told_of"
    ),
    ("volumes build", 2, "a volume was not built, and the site is as it was"): (
        "building.py::test_a_volume_that_fails_leaves_the_rest"
    ),
    (AS_ONE, 0, "as `release`, `verify` and `leaks`"): (
        "promises.py::test_a_site_in_volumes_is_proved_and_searched"
    ),
    (AS_ONE, 1, "as these"): "promises.py::test_whatever_is_changed_in_the_site_is_told",
    (AS_ONE, 2, "as these"): (
        "promises.py::test_withheld_words_are_found_whatever_volume_withholds_them"
    ),
    (AS_ONE, 2, "a volume cannot be read"): (
        "promises.py::test_what_stops_a_volume_stops_its_proof_in_a_line"
    ),
}


def test_the_page_says_all_that_is_run_and_nothing_else() -> None:
    said = rows()
    assert [row for row in said if row[0] != "sphinx-build"] == [*RUNS, *IN_VOLUMES]
    for place in IN_VOLUMES.values():
        file, _, name = place.partition("::")
        tests = Path(__file__).parents[1] / "volumes" / f"test_{file}"
        assert f"\ndef {name}(" in tests.read_text("utf-8"), place
    # A build of each status is in these.
    assert [row[1] for row in said if row[0] == "sphinx-build"] == sorted(
        {status for _, status, _ in BUILDS}
    )


@pytest.mark.parametrize("row", RUNS, ids=lambda row: f"{row[0]} {row[1]}: {row[2]}")
def test_a_command_ends_as_the_page_says(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, row: Row
) -> None:
    case, arguments = RUNS[row]
    case(folder)
    if row[0] == "typeset":
        complaints = ["a line"] if (folder.root / "data" / "said").is_file() else []
        folder.write("data/book.tex", "")
        monkeypatch.setattr(command_typeset, "missing_tex", lambda: "")
        made = Typeset(None, complaints)
        monkeypatch.setattr(command_typeset, "typeset_document", lambda _tex, _tell: made)
    if row[0] == "build":
        # What each step does is in the rows of its command.
        ended = CompletedProcess([], row[1], stdout="")
        monkeypatch.setattr(command_build.subprocess, "run", lambda *_, **__: ended)
        monkeypatch.setattr(tex_tools, "missing_tex", lambda: "there is no TeX")
    if row[0] == "publish" and row[1:] != (1, "the site differs from the edition"):
        # A site is built in the tests of outputs.
        fatal = [one for one in read_cables(folder.sources).problems if one.fatal]
        monkeypatch.setattr(verify, "verify_output", lambda *_: (1, fatal))
    if row[0] == "serve":
        there = None if "autobuild" in row[2] else True
        monkeypatch.setattr(command_serve, "find_spec", lambda _: there)
        monkeypatch.setattr(_preview, "port_taken", lambda _: "port" * ("port" in row[2]))
        monkeypatch.setattr(_preview, "serve", lambda *_, **__: None)
    if row[0] == "lsp":
        there = None if row[1] else True
        monkeypatch.setattr(command_lsp, "find_spec", lambda _: there)
        # The server itself is run in the tests of outputs, where its package is.
        server = SimpleNamespace(made_server=lambda: SimpleNamespace(start_io=lambda: None))
        monkeypatch.setitem(sys.modules, "cable_edition.lsp.server", server)
    if row[0] == "archive" and "EPOCH" not in row[2]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    done = folder.run(*arguments)
    assert done.exit_code == row[1], done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if row[1]:
        assert done.stderr or "check" in arguments
    assert "Traceback" not in done.output
    assert "╭" not in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "cable-edition: No such command 'nonsense'"),
        (["--nonsense"], "cable-edition: No such option "),
        (["new"], "cable-edition new: Missing argument 'FOLDER'"),
        (["verify", "nowhere"], "cable-edition verify: Invalid value for '[OUTPUT...]': "),
        (["check", "--format"], "cable-edition check: Option '--format' requires an argument"),
        (["status", "--all=1"], "cable-edition status: Option '--all' does not take a value"),
        (["check", "--format", "xml"], "cable-edition check: Invalid value for '--format': "),
        (["release", "1.0.0", "--date", "x"], "cable-edition release: Invalid value for '--date'"),
    ],
)
def test_a_slip_in_a_command_is_told_in_a_line(
    folder: Folder, arguments: list[str], said: str
) -> None:
    done = folder.run(*arguments)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert (
        line.replace("main:", "cable-edition:")
        .replace("main ", "cable-edition ", 1)
        .startswith(said)
    )
    assert re.search(r"; \S+( \S+)? --help tells more$", line)


@pytest.mark.parametrize(
    "command", ["check", "status", "suggest", "seal", "export all", "leaks docs"]
)
def test_where_no_edition_is_every_command_says_so(folder: Folder, command: str) -> None:
    folder.source.unlink()
    folder.sources.rmdir()
    done = folder.run(*command.split())
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("there is no folder source_cables; ")
    assert line.endswith("[bad-setting]")


@pytest.mark.parametrize("command", ["check", "suggest", "parse"])
def test_a_folder_stands_for_the_sources_in_it(folder: Folder, command: str) -> None:
    (folder.sources / "2005").mkdir()
    folder.source.rename(folder.sources / "2005" / folder.source.name)
    (folder.root / "empty").mkdir()
    one = folder.run(command, str(folder.sources / "2005" / folder.source.name))
    assert one.exit_code == 0, one.output
    right = {"source_cables/2005": one.stdout.replace(f"{folder.root}/", "")}
    # Of the folder of all sources check tells what it tells of the edition.
    right["source_cables"] = (
        folder.run(command).stdout if command == "check" else right["source_cables/2005"]
    )
    for name, output in right.items():
        done = folder.run(command, name)
        assert (done.exit_code, done.stdout) == (0, output)
    for name, reason in ((".", "is the folder of an edition; "), ("empty", "there is no source")):
        done = folder.run(command, name)
        assert done.exit_code == 2
        assert done.stderr.startswith(f"{name}: {reason}")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "parse", "suggest"])
def test_a_sidecar_leads_to_its_source(folder: Folder, command: str) -> None:
    folder.write("source_cables/05OTTAWA1.yaml", "read: 2026-11-30\n")
    done = folder.run(command, "source_cables/05OTTAWA1.yaml")
    assert done.exit_code == 2
    beside = "source_cables/05OTTAWA1"
    assert done.output == f"{beside}.yaml: is the sidecar of {beside}.txt; name that\n"
