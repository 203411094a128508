"""The check of what the releases record: of their locks, and of one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import Declared, Release
from cable_edition.core.releases.lock import Lock
from cable_edition.core.releases.record import Tally, parts_of, tally

#: So many cables are named in a message; of more, the number is told.
_NAMED = 5


def check_record(
    lock: Lock | None, declared: Declared, lock_path: Path, releases_path: Path
) -> list[Problem]:
    """Compare the lock with what the releases record of it, and the releases with one another.

    A release without a record is one that an earlier version of the program wrote; its list of new
    cables still counts. Problems: ``release-order``, ``release-record``, ``lock-differs``, and of
    all these the first alone, for the others may come of it.
    """
    check = _RecordCheck(lock, declared, lock_path, releases_path)
    first = next(check.of_releases(), None) or next(check.of_lock(), None)
    return [first] if first else []


class _RecordCheck:
    def __init__(
        self, lock: Lock | None, declared: Declared, lock_path: Path, releases_path: Path
    ) -> None:
        self._lock = lock
        self._releases = declared.releases
        self._lock_path = lock_path
        self._releases_path = releases_path

    def of_releases(self) -> Iterator[Problem]:
        """Yield what is wrong among the releases, newest first."""
        for newer, older in zip(self._releases, self._releases[1:], strict=False):
            yield from self._order(newer, older)
        recorded = False
        issued: set[str] = set()
        for release in reversed(self._releases):
            issued |= {one.cable for one in release.cables if one.change == "new"}
            if release.record is None:
                if recorded:
                    message = (
                        f"release {release.version} lacks `lock` and `issued`, which an earlier "
                        "release has; restore them from the history of the file"
                    )
                    yield self._fault("release-record", message, release)
                continue
            recorded = True
            if tally(sorted(issued)) != release.record.issued:
                number = release.record.issued.number
                others = "as many others" if number == len(issued) else str(number)
                message = (
                    f"up to release {release.version} the list has "
                    f"{number_of(len(issued), 'new cable')}, and the release issued {others}; "
                    "restore the lists of the releases from the history of the file"
                )
                yield self._fault("release-record", message, release)

    def _order(self, newer: Release, older: Release) -> Iterator[Problem]:
        if parts_of(newer.version) <= parts_of(older.version):
            message = (
                f"release {newer.version} stands above {older.version} and is not higher; the "
                "newest stands first, each once"
            )
            yield self._fault("release-order", message, newer)
        elif newer.date < older.date:
            message = (
                f"release {newer.version} is dated {newer.date}, before {older.version} of "
                f"{older.date}; mend the date that is wrong"
            )
            yield self._fault("release-order", message, newer)

    def of_lock(self) -> Iterator[Problem]:
        """Yield what is wrong with the lock."""
        lock = self._lock
        if lock is None:
            return
        newest = self._releases[0] if self._releases else None
        if newest is None or newest.version != lock.release:
            has = f"its newest is {newest.version}" if newest else "it has no release"
            known = any(one.version == lock.release for one in self._releases)
            what = "is an old one, of" if known else "names"
            yield self._differs(
                f"the lock {what} release {lock.release}, but for {self._releases_path.name} {has}"
            )
            return
        issued = [
            one.cable
            for release in reversed(self._releases)
            for one in release.cables
            if one.change == "new"
        ]
        lost = [cable for cable in dict.fromkeys(issued) if cable not in lock.sources]
        unknown = sorted(lock.sources.keys() - set(issued))
        lines = newest.record.lines if newest.record else None
        if lost:
            yield self._differs(
                f"the lock has lost {_listed(lost)}, issued by the releases in "
                f"{self._releases_path.name}"
            )
        elif unknown:
            yield self._differs(
                f"the lock has {_listed(unknown)}, which no release in "
                f"{self._releases_path.name} issued"
            )
        elif lines and lock.read and lines != lock.read:
            yield self._differs(
                f"the lock is not the one that release {lock.release} wrote: "
                f"{_than(lines, lock.read)}"
            )

    def _differs(self, what: str) -> Problem:
        message = f"{what}; restore both files from one point of their history"
        return Problem("lock-differs", message, str(self._lock_path))

    def _fault(self, code: str, message: str, release: Release) -> Problem:
        return Problem(code, message, str(self._releases_path), release.line)


def _listed(cables: Sequence[str]) -> str:
    more = f" and {len(cables) - _NAMED} more" if len(cables) > _NAMED else ""
    return ", ".join(cables[:_NAMED]) + more


def _than(then: Tally, now: Tally) -> str:
    if then.number == now.number:
        return "as many lines, but others, or in another order"
    return f"{number_of(now.number, 'line')} instead of {then.number}"
