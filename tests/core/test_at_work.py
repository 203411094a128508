"""One build or command at a time: another waits and says for whom, or ends in one line."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core import at_work
from cable_edition.core.at_work import LOCK, AtWorkError

CABLE = "C O N F I D E N T I A L OTTAWA 000001\n\nSIPDIS\n\nSUBJECT: A VISIT\n\n1. (C) One.\n"
#: Every command that writes, with what it needs.
COMMANDS = {
    "release": ("release", "0.1.0", "--sources", "source_cables"),
    "seal": ("seal",),
    "seal of a folder": ("seal", "source_cables"),
    "export": ("export", "json", "--out", "data"),
    "typeset": ("typeset", "latex", "pdf"),
    "archive": ("archive", "--site", "latex", "--data", "latex", "--out", "bags"),
}


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition of one cable, which is where we stand; nobody waits long."""
    for name in ("source_cables", "docs/registers", "latex"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "source_cables" / "05OTTAWA1.txt").write_text(CABLE, "utf-8")
    (tmp_path / "docs" / "conf.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(at_work, "PATIENCE", 0.0)
    return tmp_path


@contextmanager
def held(path: Path, who: str) -> Iterator[int]:
    """Hold a lock as another process does: by a file of its own."""
    file = os.open(path, os.O_RDWR | os.O_CREAT if who else os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        if who:
            os.write(file, who.encode())
        yield file
    finally:
        os.close(file)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_beside_a_build_says_who_builds_and_writes_nothing(
    edition: Path, words: tuple[str, ...]
) -> None:
    with held(edition / "docs" / LOCK, "4711 another build of this edition\n"):
        before = files(edition)
        done = run(*words)
    assert done.exit_code == 2
    who = "another build of this edition is running (process 4711); wait until it has ended"
    assert done.output.splitlines() == [f"docs/{LOCK}: {who} [build-running]"]
    assert files(edition) == before


def test_a_command_that_waited_does_its_work(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "PATIENCE", 30.0)
    with held(edition / "docs" / LOCK, "4711 cable-edition release\n") as file:
        threading.Timer(0.15, fcntl.flock, (file, fcntl.LOCK_UN)).start()
        done = run("seal")
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        ["waiting: cable-edition release is running (process 4711)", "recorded 05OTTAWA1.txt"],
    )


def test_what_a_command_left_in_the_lock_holds_nobody(edition: Path) -> None:
    assert run("seal").exit_code == 0
    assert (edition / "docs" / LOCK).read_text("utf-8") == f"{os.getpid()} cable-edition seal\n"
    assert run("seal").output == "every source is recorded and unchanged\n"


def test_without_a_conf_py_the_folder_of_sources_is_the_lock(edition: Path) -> None:
    (edition / "docs" / "conf.py").unlink()
    with held(edition / "source_cables", ""):
        done = run("seal")
    assert done.exit_code == 2
    assert "source_cables: another command on this edition is running;" in done.output
    assert run("seal").exit_code == 0
    assert not list(edition.rglob(LOCK))


def test_the_sources_that_are_named_are_those_of_the_edition_around_them(
    edition: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    with held(edition / "docs" / LOCK, "4711 a build\n"):
        assert run("seal", str(edition / "source_cables")).exit_code == 2
    assert run("seal", str(edition / "source_cables")).exit_code == 0


def test_an_edition_that_cannot_be_written_needs_no_lock(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(at_work, "take", refuse)
    assert run("export", "json", "--out", "data").exit_code == 0
    assert (edition / "data" / "cables.jsonl").is_file()


def test_one_process_takes_the_lock_once(edition: Path) -> None:
    docs = edition / "docs"
    assert at_work.take(docs, "a build")
    assert not at_work.take(docs, "cable-edition seal")
    (file,) = at_work.held()
    assert os.fstat(file).st_ino == (docs / LOCK).stat().st_ino
    assert run("seal").exit_code == 0
    assert at_work.held() == (file,)
    at_work.let_go(docs)
    at_work.let_go(docs)
    assert at_work.held() == ()


def test_who_is_at_work_is_told_plainly_whatever_stands_in_the_lock(edition: Path) -> None:
    for said in ("", "\x1b[31m\n", "17\n", "x y\n"):
        with (
            held(edition / "docs" / LOCK, said or "\n"),
            pytest.raises(AtWorkError) as caught,
        ):
            at_work.take(edition / "docs", "a build")
        assert "\x1b" not in str(caught.value)
        assert " is running" in str(caught.value)
