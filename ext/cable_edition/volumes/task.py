"""A task: one step of one volume, with what it is made of. Any executor of Python's can run it.

The files of a task that is done are listed with their digests beside the volume. A task that is
handed out again, after whatever happened, does nothing if all of them are there and it is made of
the same.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, field
from pathlib import Path
from typing import Literal

from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings.edition_file import NAME, load_file
from cable_edition.core.settings.epoch import EPOCH
from cable_edition.core.unfinished import is_unfinished
from cable_edition.core.whole_file import write_whole
from cable_edition.volumes.looking import checksum

Step = Literal["digest", "build"]
#: The file of the digest of a volume.
DIGEST = "digest.sqlite"
#: So many lines of what a step said are kept.
_LINES = 200
#: A disk with less room than this, in bytes, is taken for full: no page can be written there.
_ROOM = 1 << 16


@dataclass(frozen=True, slots=True)
class Task:
    """A step of the volume in ``folder``; ``fingerprint`` stands for all that it is made of."""

    name: str
    step: Step
    folder: str
    fingerprint: str
    moment: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: 0 if it is done, 1 if with warnings, 2 if it is not done.

    ``said`` are the lines that tell why; ``is_new`` is false where all stood already. ``seconds``,
    ``cpu`` and ``peak`` (KiB) are of its process.
    """

    name: str
    step: Step
    status: int
    said: tuple[str, ...] = ()
    is_new: bool = True
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    files: dict[str, str] = field(default_factory=dict)


def run_volume(task: Task) -> Result:
    """Run a task in a fresh process, unless it stands already; raises nothing for its faults."""
    if standing := standing_result(task):
        return standing
    folder = Path(task.folder)
    begun = time.monotonic()
    command = [sys.executable, "-m", "cable_edition.volumes.step", task.step, task.folder]
    environment = {**os.environ, EPOCH: task.moment}
    note = manifest(folder, task.step)
    try:
        note.unlink(missing_ok=True)
        with (folder / f"{task.step}.log").open("wb") as log:
            child = subprocess.Popen(  # noqa: S603 - this very Python, and a path of the edition
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment
            )
            _, code, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(code)
        said = _said(folder / f"{task.step}.log")
        status = child.returncode
        files: dict[str, str] = {}
        if status == 0 or (status == 1 and task.step == "build" and not _is_left(folder)):
            files = made_files(folder, task.step)
        else:
            status, said = 2, said or (_ended(child.returncode, folder),)
        result = Result(
            task.name,
            task.step,
            status,
            said,
            seconds=time.monotonic() - begun,
            cpu=used.ru_utime + used.ru_stime,
            peak=used.ru_maxrss,
            files=files,
        )
        if status < 2:
            kept = {"fingerprint": task.fingerprint, **asdict(result)}
            write_whole(note, json.dumps(kept, indent=0).encode())
    except OSError as error:
        message = f"{error.filename or task.folder}: {error.strerror or error}"
        return Result(task.name, task.step, 2, (message,))
    return result


def manifest(folder: Path, step: Step) -> Path:
    """Return the file that says what a step of a volume made."""
    return folder / f"{step}.json"


def standing_result(task: Task) -> Result | None:
    """Return what came of a task before, if that stands and is made of the same."""
    folder = Path(task.folder)
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(manifest(folder, task.step).read_text("utf-8"))
        if kept.pop("fingerprint") != task.fingerprint:
            return None
        kept |= {"said": tuple(kept["said"]), "is_new": False}
        result = Result(**kept)
        # As fast as can be: a volume has thousands of files.
        if all(os.path.isfile(f"{folder}/{name}") for name in result.files):  # noqa: PTH113
            return result
    return None


def made_files(folder: Path, step: Step) -> dict[str, str]:
    """Return the files that a step of a volume made, with their digests."""
    if step == "digest":
        return {DIGEST: checksum(folder / DIGEST)}
    base = _html(folder).relative_to(folder).as_posix()
    names = []
    for at, _, here in os.walk(folder / base):
        below = os.path.relpath(at, folder)
        names += [f"{below}/{name}".replace(os.sep, "/") for name in here]
    return {name: checksum(Path(f"{folder}/{name}")) for name in sorted(names)}


def _html(folder: Path) -> Path:
    return load_file(folder / NAME)[0].documents / "_build" / "html"


def _ended(code: int, folder: Path) -> str:
    """Return what is told of a process that said nothing: on a full disk there is no log either."""
    said = f"the process ended with {code}"
    if shutil.disk_usage(folder).free < _ROOM:
        return f"{said}, and the disk has no room left; make room, and build again"
    return said


def _is_left(folder: Path) -> bool:
    """Whether the pages were left half written, or not begun."""
    html = _html(folder)
    return not html.is_dir() or is_unfinished(html)


def _said(log: Path) -> tuple[str, ...]:
    lines = log.read_text("utf-8", "replace").splitlines()
    return tuple(line for line in lines if line.strip())[-_LINES:]
