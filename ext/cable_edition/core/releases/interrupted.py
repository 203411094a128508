"""A release that was killed between its two files: the list has it, and the lock has not."""

from __future__ import annotations

from pathlib import Path

from cable_edition.core.releases.declared import RELEASES, read_releases
from cable_edition.core.releases.lock import LOCK, read_lock
from cable_edition.core.whole_file import part_of


def interrupted(folder: Path) -> str:
    """Return the version of a release whose lock waits to be put in its place, or ``""``.

    That is one whose record in ``releases.yaml`` is that of the lock which waits, and of no other.
    """
    part = part_of(folder / LOCK)
    if not part.is_file() or part_of(folder / RELEASES).exists():
        return ""
    lock, faults = read_lock(folder, part)
    newest = read_releases(folder)[0].newest
    if lock is None or newest is None or any(one.fatal for one in faults):
        return ""
    made = newest.version == lock.release and newest.record == lock.record()
    return newest.version if made else ""
