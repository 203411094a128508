"""Issuing anchors: the lock and the entry of ``releases.yaml`` that a release writes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from cable_edition.core.releases.check import StandingAddresses
from cable_edition.core.releases.declared import RELEASES, CableChange, Declared, Release
from cable_edition.core.releases.interrupted import interrupted
from cable_edition.core.releases.lock import LOCK, VERSION, Lock, LockedSource, is_shard
from cable_edition.core.releases.record import LockRecord, parts_of
from cable_edition.core.whole_file import part_of, write_part, write_whole

#: The schema of the file in an edition that `cable-edition new` began, from the sources.
_SCHEMA = "../schemas/releases.schema.json"
_HEAD = (
    "# The releases of this edition, newest first; `cable-edition release` adds to them.\n"
    "# Redirects, revisions and withdrawals are yours to declare, each with a reason.\n"
)


class ReleaseError(ValueError):
    """A version that cannot be the next one, or a file that has no place for it."""


def next_lock(
    lock: Lock | None,
    declared: Declared,
    standing: Mapping[str, StandingAddresses],
    version: str,
    entries: Iterable[str] = (),
) -> tuple[Lock, tuple[CableChange, ...]]:
    """Return the lock after a release, and what changed in each cable.

    ``entries`` are kind and id of the entries of the registers (``person pascual-carlos``).

    An anchor once issued stays in the lock: what was led elsewhere or withdrawn must go on being
    reachable. Raises :class:`ReleaseError` unless ``version`` is higher than the last one.
    """
    if not VERSION.fullmatch(version):
        raise ReleaseError(f"{version!r} is no version; write three numbers such as 1.0.2")
    last = lock.release if lock else ""
    if last and parts_of(version) <= parts_of(last):
        raise ReleaseError(f"{version} is not higher than {last}, the last release")
    salt = lock.salt if lock else secrets.token_hex(16)
    new = Lock(salt, version, entries=frozenset(entries))
    if lock:
        new = replace(
            new,
            sources=dict(lock.sources),
            anchors={cable: dict(issued) for cable, issued in lock.anchors.items()},
            emendations={cable: dict(issued) for cable, issued in lock.emendations.items()},
            notes=dict(lock.notes),
            entries=new.entries | lock.entries,
        )
    changes = []
    for cable, now in sorted(standing.items()):
        if change := _take(new, cable, now, known=lock is not None and cable in lock.sources):
            changes.append(change)
    changes += _departed(declared)
    return new, tuple(sorted(changes, key=lambda one: (one.cable, one.change)))


def unchanged_since(before: Lock | None, after: Lock, changes: Collection[CableChange]) -> str:
    """Return the version since which nothing changed of what a lock has, or nothing.

    That is: sources, anchors and their words, the addresses of emendations, notes and entries.
    """
    if before is None or changes:
        return ""
    same = sorted(replace(before, release=after.release).lines()) == sorted(after.lines())
    return before.release if same else ""


def check_day(declared: Declared, day: str) -> None:
    """Raise :class:`ReleaseError` for the day of a release that is before that of the last one."""
    newest = declared.newest
    if newest and day < newest.date:
        raise ReleaseError(f"{day} is before {newest.date}, the day of release {newest.version}")


def _take(lock: Lock, cable: str, now: StandingAddresses, *, known: bool) -> CableChange | None:
    before = lock.anchors.get(cable, {})
    source = lock.sources.get(cable)
    after = {anchor: lock.fingerprint(cable, words) for anchor, words in now.words.items()}
    changed = tuple(anchor for anchor, one in after.items() if before.get(anchor) != one)
    same = source is not None and source.sha256 == now.sha256
    name = source.name if source else ""
    lock.anchors[cable] = after | {a: one for a, one in before.items() if a not in after}
    emended = {at: lock.fingerprint(cable, place.words) for at, place in now.emendations.items()}
    issued = lock.emendations.get(cable, {})
    if emended or issued:
        kept = {at: one for at, one in issued.items() if at not in emended}
        lock.emendations[cable] = emended | kept
    if notes := lock.notes.get(cable, frozenset()) | frozenset(now.notes):
        lock.notes[cable] = notes
    lock.sources[cable] = LockedSource(now.sha256, now.name or name)
    if not known:
        return CableChange(cable, "new")
    if same and not changed:
        return None
    redacted = source is not None and now.raw_sha256 == source.sha256
    return CableChange(cable, "redacted" if redacted else "revised", changed)


def _departed(declared: Declared) -> list[CableChange]:
    """Return the withdrawals and the redirects of cables that no release has recorded yet."""
    told = {(one.cable, one.change) for release in declared.releases for one in release.cables}
    gone = [CableChange(one.at, "withdrawn") for one in declared.withdrawn]
    gone += [CableChange(one.at, "redirected") for one in declared.redirects if not one.anchor]
    return [one for one in gone if (one.cable, one.change) not in told]


def write_release(
    folder: Path, lock: Lock, release: Release, shard_of: Callable[[str], str] | None = None
) -> None:
    """Write the lock and add the release to ``releases.yaml``, keeping all else in it as it is.

    The entry gets the record of the lock. ``shard_of`` gives the shard of a cable, if the lock is
    to be in shards.

    Raises :class:`ReleaseError` if the file has no line ``releases:`` to add it under.
    """
    path = folder / RELEASES
    text = path.read_text("utf-8") if path.is_file() else f"{_head(folder)}releases:\n"
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.rstrip() == "releases:"]
    if not starts:
        raise ReleaseError(f"{path} needs a line `releases:` that the release is added under")
    lines.insert(starts[0] + 1, _entry(replace(release, record=lock.record())))
    shards = lock.in_shards(shard_of) if shard_of else {LOCK: lock.text()}
    text = shards.pop(LOCK)
    # The lock of before does not name the new shards, and the new lock is moved last.
    for name, part in shards.items():
        write_whole(folder / name, part.encode("utf-8"))
    _replace({path: "".join(lines), folder / LOCK: text})
    _forget_shards(folder, shards)


def _forget_shards(folder: Path, kept: Collection[str]) -> None:
    for path in folder.glob("anchors-*.lock"):
        if is_shard(path.name) and path.name not in kept:
            path.unlink()


def _head(folder: Path) -> str:
    """Return the first lines of a new file; where its schema is, text editors are told so."""
    there = (folder / _SCHEMA).is_file()
    return f"# yaml-language-server: $schema={_SCHEMA}\n{_HEAD}" if there else _HEAD


def add_record(folder: Path, lock: Lock, release: Release) -> None:
    """Add to the newest release the record of its lock, which an earlier program did not write.

    Raises :class:`ReleaseError` if its entry is not in the form in which a release writes it.
    """
    path = folder / RELEASES
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = release.line - 1
    end = start + 1
    while end < len(lines) and lines[end].startswith("    ") and not lines[end].startswith("     "):
        if lines[end].split(":")[0].strip() == "cables":
            break
        end += 1
    if lines[start].rstrip() != f"  - version: {release.version}":
        line = f"{path}:{release.line}"
        raise ReleaseError(f"{line} is not `  - version: {release.version}` and nothing more")
    lines[end:end] = [f"{line}\n" for line in _record_lines(lock.record())]
    _replace({path: "".join(lines)})


def _replace(texts: Mapping[Path, str]) -> None:
    """Write files whole or not at all, one right after the other."""
    parts = [write_part(path, text.encode("utf-8")) for path, text in texts.items()]
    for part, path in zip(parts, texts, strict=True):
        part.replace(path)


def finish_release(folder: Path) -> str:
    """Put things right where a release was killed while it wrote; return its version if it stands.

    The list of releases is moved to its place before the lock. So a release of which the list is
    there has been made, and its lock is moved too; of another nothing is left, and the result is
    an empty string.
    """
    part, listed = part_of(folder / LOCK), part_of(folder / RELEASES)
    version = interrupted(folder)
    if version:
        part.replace(folder / LOCK)
    for path in (part, listed):
        path.unlink(missing_ok=True)
    return version


def _record_lines(record: LockRecord) -> list[str]:
    lines, issued = record
    return [
        f"    lock: {{lines: {lines.number}, sha256: {lines.sha256}}}",
        f"    issued: {{cables: {issued.number}, sha256: {issued.sha256}}}",
    ]


def _entry(release: Release) -> str:
    lines = [f"  - version: {release.version}", f"    date: {release.date}"]
    if release.note:
        quoted = release.note.replace("'", "''")
        lines.append(f"    note: '{quoted}'")
    if release.address:
        lines.append(f"    address: '{release.address}'")
    if release.record:
        lines += _record_lines(release.record)
    if release.cables:
        lines.append("    cables:")
    for one in release.cables:
        anchors = f", anchors: [{', '.join(one.anchors)}]" if one.anchors else ""
        lines.append(f"      - {{id: {one.cable}, change: {one.change}{anchors}}}")
    return "\n".join(lines) + "\n"
