"""One release over all volumes: the anchors of all cables, in one lock with a shard a volume."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import CableChange, Release
from cable_edition.core.releases.issue import (
    ReleaseError,
    check_day,
    finish_release,
    next_lock,
    unchanged_since,
    write_release,
)
from cable_edition.core.releases.lock import Lock
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.volumes.building import Tell
from cable_edition.volumes.engines import Engine
from cable_edition.volumes.looking import Progress
from cable_edition.volumes.proving import read_volumes_anew

#: The shard of cables that no volume has any more.
_DEPARTED = "departed"
#: The lock, what changed, the release since which nothing did, and the errors.
Issued = tuple[Lock | None, tuple[CableChange, ...], str, tuple[Problem, ...]]


def release_volumes(
    entry: Release,
    file: EditionFile,
    engine: Engine,
    width: int,
    progress: Progress,
    tell: Tell,
) -> Issued:
    """Issue the anchors of all volumes as one release; return the lock and what changed.

    Third is the release since which nothing has changed, or nothing.
    The lock is ``None``, and nothing is written, where the edition has errors, which are returned.
    Raises :class:`~cable_edition.core.releases.issue.ReleaseError`, and as
    :func:`~cable_edition.volumes.proving.read_volumes_anew` does.
    """
    sources = file.sources
    if not sources.is_dir():
        raise ReleaseError(f"{sources} is not there, and the release is kept in it")
    finished = finish_release(sources)
    if finished == entry.version:
        raise ReleaseError("the run that was interrupted is finished, and it is released now")
    with read_volumes_anew(file, engine, width, progress, tell) as anew:
        edition = anew.edition
        new = [one for one in anew.surveyed.problems if one.code == "source-new"]
        if new:
            have = f" and {len(new) - 1} more have" if len(new) > 1 else " has"
            name = Path(new[0].path).name
            raise ReleaseError(f"{name}{have} no recorded checksum; run cable-edition seal first")
        fatal = [one for one in edition.problems if one.fatal]
        if stopping := tuple(dict.fromkeys((*fatal, *anew.problems))):
            return None, (), "", stopping
        state = edition.releases
        check_day(state.declared, entry.date)
        lock, changes = next_lock(
            state.lock,
            state.declared,
            edition.standing_addresses,
            entry.version,
            edition.registers.lasting(),
        )
        volume_of = dict(anew.volumes)
        write_release(
            sources,
            lock,
            replace(entry, cables=changes),
            lambda cable: volume_of.get(cable, _DEPARTED),
        )
        return lock, changes, unchanged_since(state.lock, lock, changes), ()
