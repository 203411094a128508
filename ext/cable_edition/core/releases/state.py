"""What readers are told of releases: former addresses, departed cables, revised places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.releases.check import StandingAddresses, check_anchors
from cable_edition.core.releases.declared import RELEASES, Declaration, Declared, read_releases
from cable_edition.core.releases.interrupted import interrupted
from cable_edition.core.releases.lock import LOCK, Lock, read_lock
from cable_edition.core.releases.record_check import check_record


class Former(NamedTuple):
    """An address that leads elsewhere: the old anchor, and the cable and anchor it leads to."""

    anchor: str
    cable: str
    to: str


@dataclass(frozen=True, slots=True)
class Departed:
    """A cable that was released and is not published any more, with the anchors it had.

    ``to`` is the cable that took its place, or empty for a withdrawn one.
    """

    cable: str
    reason: str
    date: str
    to: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """The lock and the declarations of an edition, arranged for its pages."""

    lock: Lock | None = None
    declared: Declared = field(default_factory=Declared)
    former: dict[str, tuple[Former, ...]] = field(default_factory=dict)
    departed: tuple[Departed, ...] = ()
    revised: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)


def state_of_volume(folder: Path) -> tuple[ReleaseState, list[Problem]]:
    """Read lock and declarations of a volume; the front of its edition proves them.

    Problems: those of :func:`~cable_edition.core.releases.lock.read_lock` and
    :func:`~cable_edition.core.releases.declared.read_releases`.
    """
    lock, problems = read_lock(folder)
    declared, faults = read_releases(folder)
    return _arrange(lock, declared), [*problems, *faults]


def load_state(
    folder: Path,
    standing: Mapping[str, StandingAddresses],
    entries: Collection[str] | None = None,
    barred: Collection[str] = (),
    is_barred: Callable[[str], bool] = lambda _entry: False,
) -> tuple[ReleaseState, list[Problem]]:
    """Read lock and declarations of a folder of sources and check them against what stands now.

    What stands now: see :func:`~cable_edition.core.releases.check.check_anchors`.

    Problems: those of :func:`~cable_edition.core.releases.lock.read_lock`,
    :func:`~cable_edition.core.releases.record_check.check_record`,
    :func:`~cable_edition.core.releases.declared.read_releases` and
    :func:`~cable_edition.core.releases.check.check_anchors`.
    """
    lock, problems = read_lock(folder)
    declared, faults = read_releases(folder)
    problems += faults
    if lock is None and declared.releases and not problems:
        message = f"there are releases, but the lock is not there; {_restore(folder)}"
        problems.append(Problem("lock-line", message, str(folder / LOCK)))
    if not any(one.fatal for one in problems):
        problems += _of_the_killed(
            check_record(lock, declared, folder / LOCK, folder / RELEASES), folder
        )
    # A lock that is not whole proves nothing of the anchors; its own line is enough.
    whole = None if any(one.fatal for one in problems) else lock
    problems += check_anchors(whole, declared, standing, folder, entries, barred, is_barred)
    return _arrange(lock, declared), problems


def _of_the_killed(problems: list[Problem], folder: Path) -> list[Problem]:
    """Say what is to be done of a lock that is older than the list of releases."""
    if not problems or not interrupted(folder):
        return problems
    message = f"this lock is older than the newest release; {_restore(folder)}"
    return [replace(problems[0], message=message)]


def _restore(folder: Path) -> str:
    if version := interrupted(folder):
        return f"run cable-edition release {version} again, which was interrupted"
    return "restore it from its history"


def _arrange(lock: Lock | None, declared: Declared) -> ReleaseState:
    former: dict[str, list[Former]] = {}
    revised: dict[str, list[Declaration]] = {}
    issued = lock.anchors if lock else {}
    for one in declared.redirects:
        if one.anchor:
            cable, _, anchor = one.to.partition("#")
            former.setdefault(one.cable, []).append(Former(one.anchor, cable, anchor))
    for one in declared.revisions:
        revised.setdefault(one.cable, []).append(one)
    departed = [
        Departed(one.at, one.reason, one.date, one.to, tuple(issued.get(one.at, {})))
        for one in (*declared.withdrawn, *(r for r in declared.redirects if not r.anchor))
    ]
    departed.sort(key=lambda one: one.cable)
    return ReleaseState(
        lock,
        declared,
        {cable: tuple(items) for cable, items in former.items()},
        tuple(departed),
        {cable: tuple(items) for cable, items in revised.items()},
    )
