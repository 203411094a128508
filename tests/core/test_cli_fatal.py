"""What stops an edition: every fatal problem through the command, a clear line and status 2."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.problems import CODES

TEXT = (
    "P 010000Z JAN 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nUNCLAS OTTAWA 000001\n\n"
    "TAGS: PREL\nSUBJECT: A VISIT\n\n1. Zebedee Quux came to the mission at noon by train.\n\n"
    "2. Quux left again.\nDICKSON\n"
)
PEOPLE = (
    "- {id: roe-jane, name: Jane Roe, sort: 'Roe, Jane', tip: A visitor, office: Visitor, "
    "office_status: cable, forms: [Jane Roe]}\n"
)
CHANGE = "  - {at: p1, quote: train, read: rail, rule: conjecture, reason: Sense.}\n"
CHANGES = "emendations:\n" + CHANGE
NOTES = "notes:\n  - {at: p1, quote: came, kind: inference, text: So it seems., id: visit}\n"
WITHHELD = (
    "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"
)


class Folder:
    """An edition in a folder, for commands alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "source_cables"
        self.registers = root / "docs" / "registers"
        self.registers.mkdir(parents=True)
        self.sources.mkdir()
        self.source = self.write("source_cables/05OTTAWA1.txt", TEXT)
        self.write("docs/registers/people.yaml", PEOPLE)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text, "utf-8")
        return path

    def sidecar(self, text: str) -> None:
        self.write("source_cables/05OTTAWA1.yaml", text)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments])

    def release(self) -> None:
        """Release; the checksums go again, for cases of which they would tell another fault."""
        self.run("seal")
        done = self.run("release", "0.1.0", "--date", "2026-11-23")
        assert done.exit_code == 0, done.output
        (self.sources / "SHA256SUMS").unlink()

    def declare(self, text: str) -> None:
        path = self.sources / "releases.yaml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def change(self, old: str, new: str) -> None:
        self.source.write_text(TEXT.replace(old, new), "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Folder(tmp_path)


def bad_setting(at: Folder) -> None:
    at.write("edition.toml", "[limits]\nentries_per_page = 0\n")


def broken_toml(at: Folder) -> None:
    at.write("edition.toml", "title = \n")


def unknown_setting(at: Folder) -> None:
    at.write("edition.toml", 'titel = "x"\n')


def unreadable_settings(at: Folder) -> None:
    # A file that no user can read from its start.
    (at.root / "edition.toml").symlink_to("/proc/self/mem")


def source_changed(at: Folder) -> None:
    at.write("source_cables/SHA256SUMS", f"{'0' * 64}  05OTTAWA1.txt\n")


def source_lost(at: Folder) -> None:
    at.write("source_cables/SHA256SUMS", f"{'0' * 64}  gone.txt\n")


def source_name(at: Folder) -> None:
    Path(os.fsdecode(bytes(at.sources) + b"/05OTTAWA\xe9.txt")).write_text(TEXT, "utf-8")


def anchor_changed(at: Folder) -> None:
    at.release()
    at.change("left again", "stayed")


def anchor_lost(at: Folder) -> None:
    at.release()
    at.change("2. Quux left again.\n", "")


def cable_lost(at: Folder) -> None:
    at.release()
    at.source.unlink()


def emendation_lost(at: Folder) -> None:
    at.sidecar(CHANGES)
    at.release()
    at.sidecar(NOTES)


def emendation_changed(at: Folder) -> None:
    at.sidecar(CHANGES)
    at.release()
    before = CHANGE.replace("train", "Zebedee").replace("rail", "Zebediah")
    at.sidecar("emendations:\n" + before + CHANGE)


def entry_lost(at: Folder) -> None:
    at.release()
    at.write("docs/registers/people.yaml", PEOPLE.replace("roe-jane", "roe-joan"))


def lock_line(at: Folder) -> None:
    at.release()
    (at.sources / "anchors.lock").unlink()


def lock_differs(at: Folder) -> None:
    at.release()
    path = at.sources / "anchors.lock"
    path.write_text(path.read_text("utf-8").rpartition("entry")[0], "utf-8")


def release_order(at: Folder) -> None:
    at.release()
    at.declare("  - {version: 0.0.9, date: 2026-11-24}\n")


def release_record(at: Folder) -> None:
    at.release()
    path = at.sources / "releases.yaml"
    path.write_text(path.read_text("utf-8").replace("change: new", "change: revised"), "utf-8")


def note_lost(at: Folder) -> None:
    at.sidecar(NOTES)
    at.release()
    at.sidecar(CHANGES)


def redirect_broken(at: Folder) -> None:
    at.release()
    at.change("2. Quux left again.\n", "")
    at.declare(
        "redirects:\n- {from: 05OTTAWA1#p2, to: 05OTTAWA1#p9, date: 2026-11-23, reason: X.}\n"
    )


def redirect_needless(at: Folder) -> None:
    at.release()
    at.declare(
        "redirects:\n- {from: 05OTTAWA1#p2, to: 05OTTAWA1#p1, date: 2026-11-23, reason: X.}\n"
    )


def retired_present(at: Folder) -> None:
    at.release()
    at.declare("retired:\n- {entry: person roe-jane, date: 2026-11-23, reason: X.}\n")


def source_revised(at: Folder) -> None:
    at.release()
    at.source.write_text(TEXT + "\n\n", "utf-8")


def withdrawn_present(at: Folder) -> None:
    at.release()
    at.declare("withdrawn:\n- {cable: 05OTTAWA1, date: 2026-11-23, reason: X.}\n")


def redaction_faulty(at: Folder) -> None:
    at.sidecar(WITHHELD.replace("reason", "reson"))


def redaction_moves(at: Folder) -> None:
    at.sidecar("redactions:\n  - {name: '2. Quux', reason: X., date: 2026-11-23}\n")


def redaction_near(at: Folder) -> None:
    at.change("left again", "left. Zebedee Quax did not")
    at.sidecar(WITHHELD)


def redaction_unplaced(at: Folder) -> None:
    at.sidecar(WITHHELD.replace("Zebedee Quux, forms: [Quux]", "Nobody Here"))


def sidecar_unread(at: Folder) -> None:
    at.sidecar("redacted: Quux\n")


def withheld_survives(at: Folder) -> None:
    at.sidecar(WITHHELD)
    at.write("docs/registers/people.yaml", PEOPLE.replace("A visitor", "Seen with Quux"))


def file_failed(at: Folder) -> None:
    at.write("taken", "")


CASES: dict[str, Callable[[Folder], None]] = {
    case.__name__.replace("_", "-"): case
    for case in (
        *(bad_setting, broken_toml, unknown_setting, unreadable_settings),
        *(source_changed, source_lost, source_name),
        *(anchor_changed, anchor_lost, cable_lost, emendation_lost, emendation_changed, entry_lost),
        *(lock_differs, lock_line, release_order, release_record),
        *(note_lost, redirect_broken, redirect_needless, retired_present),
        *(source_revised, withdrawn_present),
        *(redaction_faulty, redaction_moves, redaction_near, redaction_unplaced, sidecar_unread),
        *(withheld_survives, file_failed),
    )
}
#: What only a build can meet; `tests/sphinx/test_stopping.py` has it.
OF_BUILDS = {"page-taken", "build-running"}


def test_every_fatal_problem_has_a_case() -> None:
    assert CASES.keys() | OF_BUILDS == {code for code, known in CODES.items() if known.fatal}


@pytest.mark.parametrize("code", CASES)
def test_a_fatal_problem_is_a_clear_line_and_status_2(folder: Folder, code: str) -> None:
    CASES[code](folder)
    out = "taken/data" if code == "file-failed" else "data"
    done = folder.run("export", "json", "--out", out)
    assert done.exit_code == 2, done.output
    lines = [line for line in done.stderr.splitlines() if line.endswith(f"[{code}]")]
    assert lines, done.stderr
    for line in lines:
        place, _, message = line.partition(": ")
        assert len(message) > len(f"[{code}]") + 8, line
        assert Path(place.partition(":")[0]).name, line
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("command", ["seal", "release", "leaks", "archive", "check"])
def test_other_commands_end_with_status_2_too(folder: Folder, command: str) -> None:
    (folder.root / "site").mkdir()
    folder.write("source_cables/SHA256SUMS", f"{'0' * 64}  05OTTAWA1.txt\n")
    arguments = {
        "release": ["0.1.0"],
        "leaks": ["site"],
        "archive": ["--site", "site", "--data", "site"],
        "check": ["no-such-file.txt"],
    }.get(command, [])
    done = folder.run(command, *arguments)
    assert done.exit_code == 2, done.output
    if command != "check":
        assert "source_cables/05OTTAWA1.txt: this source has changed" in done.stderr


@pytest.mark.parametrize("epoch", ["tomorrow", "-1", "4354819200", "9" * 30, "1e9", "٣"])
@pytest.mark.parametrize("command", ["export", "release"])
def test_a_moment_that_no_format_can_hold_is_refused(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, command: str, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = folder.run(command, *(["json"] if command == "export" else ["0.1.0"]))
    assert done.exit_code == 2
    assert "SOURCE_DATE_EPOCH is a number of seconds since 1970" in " ".join(done.stderr.split())


@pytest.mark.parametrize("epoch", ["", "0", "1767225600", "4354819199", " 5 "])
def test_a_moment_that_every_format_can_hold_is_taken(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert folder.run("export", "json").exit_code == 0
    assert folder.run("seal").exit_code == 0
    assert folder.run("release", "0.1.0").exit_code == 0


@pytest.mark.parametrize("content", ["", " \n", "Nothing here.\n", "\x00\x01\x02" * 40])
def test_content_gives_status_0(folder: Folder, content: str) -> None:
    folder.write("source_cables/other.txt", content)
    folder.write("source_cables/05OTTAWA000001.txt", TEXT)
    done = folder.run("export", "json")
    assert done.exit_code == 0, done.output
    assert "source_cables/other.txt: " in done.stderr
    assert "[no-cable]" in done.stderr
    assert "[duplicate-cable]" in done.stderr


def test_a_fault_of_an_editor_gives_status_1(folder: Folder) -> None:
    folder.write("docs/registers/people.yaml", PEOPLE + "- {id: x, nmae: X}\n")
    assert folder.run("export", "json").exit_code == 1
