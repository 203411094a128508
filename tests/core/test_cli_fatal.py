"""What stops an edition: every fatal problem through the command, a clear line and status 2."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.core.fatal_cases import CASES, PEOPLE, TEXT, WITHHELD, Folder


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


@pytest.mark.parametrize("content", ["", " \n", "Nothing here.\n"])
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


def test_an_export_that_stops_leaves_nothing_of_what_was_written_before(folder: Folder) -> None:
    assert folder.run("export", "all", "--out", "data").exit_code == 0
    written = sorted(path for path in (folder.root / "data").rglob("*") if path.is_file())
    folder.write("data/mine.txt", "Quux, as I know.")
    folder.sidecar(WITHHELD)
    folder.write("source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002"))
    done = folder.run("export", "all", "--out", "data")
    assert done.exit_code == 2
    assert "data/json/05OTTAWA1.json" in done.stderr
    assert "an earlier run wrote it; it is taken away [withheld-survives]" in done.stderr
    assert "mine.txt: line 1: " in done.stderr
    assert "quux" not in done.output.lower()
    left = [path for path in (folder.root / "data").rglob("*") if path.is_file()]
    assert [one.name for one in left if b"quux" in one.read_bytes().lower()] == ["mine.txt"]
    assert len(left) < len(written)


@pytest.mark.parametrize("place", ["site/a.html", "data/b.json"])
def test_an_archive_that_stops_leaves_no_bag(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    for name in ("site", "data"):
        (folder.root / name).mkdir()
        folder.write(f"{name}/x.txt", "Nothing.")
    arguments = ["--site", "site", "--data", "data", "--out", "out"]
    assert folder.run("archive", *arguments).exit_code == 0
    assert len(list((folder.root / "out").iterdir())) == 2
    folder.sidecar(WITHHELD)
    folder.write(place, "Quux came too.")
    done = folder.run("archive", *arguments)
    assert done.exit_code == 2
    assert "[withheld-survives]" in done.stderr
    assert list((folder.root / "out").iterdir()) == []


def test_a_bag_that_was_left_half_made_is_made_anew(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    (folder.root / "site").mkdir()
    folder.write("site/x.txt", "Nothing.")
    half = folder.root / "out" / ".cable-edition-unreleased.part" / "data"
    half.mkdir(parents=True)
    done = folder.run("archive", "--site", "site", "--data", "site", "--out", "out")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (folder.root / "out").iterdir()) == [
        "cable-edition-unreleased",
        "cable-edition-unreleased.zip",
    ]


@pytest.mark.parametrize("kind", ["json", "tei", "all"])
def test_a_full_disk_is_told_with_the_folder_that_was_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def full(*_: object, **__: object) -> int:
        # As the system has it: a write knows no name.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    done = folder.run("export", kind, "--out", "data")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == "data: No space left on device [file-failed]"
