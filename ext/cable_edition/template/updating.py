"""A later version of the template, merged into an edition: what is done with each file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

#: What ends the name of a file that stands beside one which the editor has changed.
BESIDE = ".new"


class Deed(Enum):
    """What is done with a file of an edition; the value says it."""

    ADDED = "added"
    REPLACED = "renewed; you had not changed it"
    MERGED = "merged with your changes"
    REMOVED = "removed; later versions have none, and you had not changed it"
    DIFFERS = f"left as it is, for both of you changed the same lines; compare FILE{BESIDE}"
    YOURS = f"left as it is, for you have such a file; compare FILE{BESIDE}"
    GONE = "not written, for you took it out"
    KEPT = "left as it is, for you changed it; later versions have none"


class Step(NamedTuple):
    """What is done with the file at ``path``; ``text`` is what is written, if anything is."""

    path: str
    deed: Deed
    text: str | None = None

    @property
    def target(self) -> str:
        """The path that is written."""
        beside = self.deed in {Deed.DIFFERS, Deed.YOURS}
        return f"{self.path}{BESIDE}" if beside else self.path


def steps(now: dict[str, str], before: dict[str, str], later: dict[str, str]) -> Iterator[Step]:
    """Yield what brings the files of an edition from one version of the template to a later one.

    ``now`` has the files of the edition by path, as far as either version has them; ``before``
    those that the edition was given, ``later`` those of the later version. What the template did
    not change is not touched and not told.
    """
    for path in sorted(before.keys() | later.keys()):
        mine, base, new = now.get(path), before.get(path), later.get(path)
        if new in (base, mine):
            continue
        yield _step(path, mine, base, new)


def _step(path: str, mine: str | None, base: str | None, new: str | None) -> Step:
    if new is None:
        return Step(path, Deed.REMOVED if mine == base else Deed.KEPT)
    if base is None:
        return Step(path, Deed.YOURS if mine is not None else Deed.ADDED, new)
    if mine is None:
        return Step(path, Deed.GONE)
    if mine == base:
        return Step(path, Deed.REPLACED, new)
    merged = merge(mine, base, new)
    return Step(path, Deed.DIFFERS, new) if merged is None else Step(path, Deed.MERGED, merged)


def merge(mine: str, base: str, new: str) -> str | None:
    """Return both changes of ``base`` in one text; ``None`` where they meet, or git is not there.

    git compares, outside of any repository.
    """
    git = shutil.which("git")
    if git is None:
        return None
    with TemporaryDirectory() as folder:
        names = ("mine", "base", "new")
        for name, text in zip(names, (mine, base, new), strict=True):
            (Path(folder) / name).write_bytes(text.encode("utf-8"))
        done = subprocess.run(  # noqa: S603
            [git, "merge-file", "-p", *names], cwd=folder, capture_output=True, check=False
        )
    return None if done.returncode else done.stdout.decode("utf-8")
