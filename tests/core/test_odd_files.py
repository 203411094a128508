"""Pipes, folders and links to nothing under the names of the files of an edition.

None is waited for, none passes for a file that is not there, and each is named in one line.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.core.fatal_cases import WITHHELD, Folder


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


@pytest.fixture(autouse=True)
def hurry() -> Iterator[None]:
    """Nobody writes into the pipes: a command that reads one would never end."""

    def late(*_: object) -> None:
        raise AssertionError("waits for a pipe")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


#: Name of a file -> the code under which whatever else stands there is told, and the status.
FILES = {
    "edition.toml": ("unreadable-settings", 2),
    "source_cables/SHA256SUMS": ("checksums-unreadable", 2),
    "source_cables/05OTTAWA1.yaml": ("sidecar-unread", 2),
    "source_cables/05OTTAWA2.txt": ("source-unreadable", 1),
    "docs/registers/glossary.yaml": ("unreadable-file", 1),
}


@pytest.mark.parametrize("made", [pipe, Path.mkdir, link_to_nothing])
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_is_named(at: Folder, name: str, made: Callable[[Path], None]) -> None:
    made(at.root / name)
    code, status = FILES[name]
    if made is Path.mkdir and name.startswith("source_cables/05"):
        code, status = "source-unreadable", 1  # there is no file that could withhold
    done = at.run("export", "json", "--out", "data")
    (line,) = [line for line in done.stderr.splitlines() if line.endswith(f"[{code}]")]
    assert line.startswith(f"{name}: ")
    assert done.exit_code == status
    checked = at.run("check")
    assert checked.exit_code >= status
    assert isinstance(checked.exception, SystemExit)


@pytest.mark.parametrize("command", ["check", "suggest", "parse"])
def test_a_pipe_that_a_command_is_given_is_not_waited_for(at: Folder, command: str) -> None:
    pipe(at.sources / "05OTTAWA2.txt")
    done = at.run(command, "source_cables/05OTTAWA2.txt")
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 2
    assert "05OTTAWA2.txt" in done.stderr


@pytest.mark.parametrize("made", [pipe, Path.mkdir, device])
@pytest.mark.parametrize(
    ("name", "code"), [("anchors.lock", "lock-line"), ("releases.yaml", "unreadable-file")]
)
def test_what_is_no_record_of_a_release_is_named(
    at: Folder, name: str, code: str, made: Callable[[Path], None]
) -> None:
    at.release()
    (at.sources / name).unlink()
    made(at.sources / name)
    done = at.run("export", "json", "--out", "data")
    assert done.exit_code == 2
    assert f"source_cables/{name}: cannot be read: " in done.stderr
    assert f"[{code}]" in done.stderr


@pytest.mark.parametrize("made", [pipe, Path.mkdir, link_to_nothing])
def test_a_seal_is_not_written_over_what_cannot_be_read(
    at: Folder, made: Callable[[Path], None]
) -> None:
    made(at.sources / "SHA256SUMS")
    done = at.run("seal")
    assert done.exit_code == 2
    assert "[checksums-unreadable]" in done.stderr
    assert not (at.sources / "SHA256SUMS").is_file()


def test_a_name_withheld_in_a_sidecar_that_is_gone_is_not_published(at: Folder) -> None:
    at.write("kept.yaml", WITHHELD)
    (at.sources / "05OTTAWA1.yaml").symlink_to("../kept.yaml")
    (at.root / "kept.yaml").unlink()
    assert at.run("export", "json", "--out", "data").exit_code == 2
    assert not (at.root / "data").exists()


@pytest.mark.parametrize(
    "lines",
    [
        ["{other}  05OTTAWA1.txt", "{right}  05OTTAWA1.txt"],
        ["{right}  05OTTAWA1.txt", "{other}  05OTTAWA1.txt"],
        ["<<<<<<< ours", "{right}  05OTTAWA1.txt", "=======", "{other}  05OTTAWA1.txt"],
    ],
)
def test_a_source_with_two_checksums_is_named(at: Folder, lines: list[str]) -> None:
    at.run("seal")
    right = (at.sources / "SHA256SUMS").read_text("utf-8").split()[0]
    text = "".join(f"{line.format(right=right, other='0' * 64)}\n" for line in lines)
    at.write("source_cables/SHA256SUMS", text)
    done = at.run("check")
    assert done.exit_code > 0
    assert "05OTTAWA1.txt has another checksum in line" in done.output


def test_a_checksum_may_stand_there_twice(at: Folder) -> None:
    at.run("seal")
    text = (at.sources / "SHA256SUMS").read_text("utf-8")
    at.write("source_cables/SHA256SUMS", text * 2)
    assert at.run("check").exit_code == 0
