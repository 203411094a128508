"""A run of ``archive`` is killed at any moment: what stands is whole, and the next run is right."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from tests.outputs.test_export import contents
from tests.sphinx.conftest import TinyEdition, cable_text, tiny_edition

#: What a program asks of the system for files, by Python's audit events.
EVENTS = ("open", "os.", "shutil.")
#: What it asks of a folder that is removed, without the path of that.
REMOVING = ("os.remove", "os.rmdir")
MOMENTS = 16


class Archived:
    """An edition with a site and data in their folders, so that nothing is to be built."""

    def __init__(self, folder: Path) -> None:
        self.edition: TinyEdition = tiny_edition(folder)
        self.edition.add()
        for name in ("html", "data"):
            place = self.edition.docs / "_build" / name
            place.mkdir(parents=True)
            (place / "one.txt").write_text(name)
            (place / "two.txt").write_text(name * 9)
        self.out = self.edition.docs / "_build" / "archive"

    def run(self) -> None:
        arguments = ["archive", "--site", "html", "--data", "data", "--out", "archive"]
        folders = {"--site", "--data", "--out"}
        built = self.edition.docs / "_build"
        whole = [
            str(built / one) if before in folders else one
            for before, one in zip(("", *arguments), arguments, strict=False)
        ]
        whole += ["--sources", str(self.edition.sources)]
        done = CliRunner().invoke(
            main, [*whole, "--registers", str(self.edition.docs / "registers")]
        )
        assert done.exit_code == 0, done.output

    def _is_of_archive(self, event: str, told: tuple[object, ...]) -> bool:
        if event in REMOVING:
            return True
        return event.startswith(EVENTS) and any(str(self.out) in str(one) for one in told)

    def killed(self, moment: int) -> bool:
        """Run in a process that is killed at its ``moment``-th word on the archive."""
        child = os.fork()
        if not child:
            left = moment

            def heard(event: str, told: tuple[object, ...]) -> None:
                nonlocal left
                if self._is_of_archive(event, told):
                    left -= 1
                    if left == 0:
                        os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(heard)
            try:
                self.run()
            finally:
                os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def count(self) -> int:
        """Return how many words on the archive a run has for the system."""
        heard: list[str] = []
        on = True

        def hear(event: str, told: tuple[object, ...]) -> None:
            if on and self._is_of_archive(event, told):
                heard.append(event)

        sys.addaudithook(hear)
        self.run()
        on = False
        return len(heard)


@pytest.fixture
def archived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archived:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return Archived(tmp_path)


def is_whole(out: Path) -> None:
    """Whatever stands under a name that is not hidden is valid, and the zip can be read."""
    for path in out.iterdir() if out.exists() else ():
        if path.name.startswith("."):
            continue
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as zipped:
                assert zipped.testzip() is None
        else:
            bagit.Bag(str(path)).validate(processes=1)


@pytest.mark.outputs
@pytest.mark.parametrize("again", [False, True], ids=["a first one", "over another"])
def test_it_may_be_killed_at_any_moment(archived: Archived, *, again: bool) -> None:
    archived.run()
    first = contents(archived.out)
    if again:
        archived.edition.add("05OTTAWA2", cable_text(2))
        number = archived.count()
    else:
        shutil.rmtree(archived.out)
        number = archived.count()
    right = contents(archived.out)
    assert number > MOMENTS
    assert (right == first) is not again
    for moment in range(1, number + 1, max(1, number // MOMENTS)):
        shutil.rmtree(archived.out)
        if again:
            (archived.edition.sources / "05OTTAWA2.txt").unlink()
            archived.run()
            archived.edition.add("05OTTAWA2", cable_text(2))
        assert archived.killed(moment), moment
        is_whole(archived.out)
        archived.run()
        assert contents(archived.out) == right, moment


@pytest.mark.outputs
def test_what_a_killed_run_of_another_version_left_goes(archived: Archived) -> None:
    archived.run()
    (bag,) = (path for path in archived.out.iterdir() if path.is_dir())
    stem = bag.name.rpartition("-")[0]
    (archived.out / f".{stem}-0.9.0.part").mkdir()
    (archived.out / f".{stem}-0.9.0.part" / "one").write_text("Quux")
    (archived.out / f".{stem}-0.9.0.zip.part").write_text("Quux")
    (archived.out / "mine.part").write_text("Mine.")
    (archived.out / ".another.part").write_text("Mine.")
    archived.run()
    hidden = {path.name for path in archived.out.iterdir()} - {bag.name, f"{bag.name}.zip"}
    assert hidden == {"mine.part", ".another.part"}
