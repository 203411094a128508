"""``anchors.lock``: every address that a release has issued, with a fingerprint of its words.

The file is made of lines, so that a difference shows what changed::

    salt 5f0c...
    release 0.1.0
    source 05OTTAWA286 <SHA-256> 05OTTAWA286.txt
    anchor 05OTTAWA286 p4 <fingerprint>
    emendation 05OTTAWA286 e-p1-1 <fingerprint>
    note 05OTTAWA286 n-start
    entry person pascual-carlos

The lock of an edition in volumes has the lines of the cables in files beside it, a file a volume::

    shard anchors-2005-0123456789abcdef.lock <SHA-256>

It is one lock: what releases record of it are the lines of all together. A shard is named after
what it holds, so a release that is killed leaves the shards of the one before.

A fingerprint is keyed with the salt, so that it cannot be looked up in a list of hashes. The words
themselves are not kept: they may have to be withheld one day. A note and an entry of a register
have none, for an editor may write them anew; their addresses stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.record import LockRecord, Tally, tally

LOCK = "anchors.lock"

_HEAD = (
    "# Anchors issued by the releases of this edition. `cable-edition release` writes this file.\n"
)
_RESTORE = "restore the file from its history"
_SALT = late(r"[0-9a-f]{32,64}")
_DIGEST = late(r"[0-9a-f]{64}")
_PRINT = late(r"[0-9a-f]{32}")
_ANCHOR = late(r"[a-z][A-Za-z0-9-]{0,199}")
_ENTRY = late(r"(?:person|organization|term|tag|post) [A-Za-z0-9][A-Za-z0-9_-]{0,199}")
_SHARD = late(r"anchors-[A-Za-z0-9-]{1,120}-[0-9a-f]{16}\.lock")
VERSION = late(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class LockedSource:
    """The published witness as released: SHA-256 in hexadecimal, and the name of the file."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Lock:
    """What was issued: ``anchors`` maps cable and anchor to the fingerprint, in page order.

    ``emendations`` does so for the addresses of emendations; ``notes`` has those of notes by cable,
    ``entries`` kind and id of the entries of registers. ``release`` is the version that wrote the
    file last. ``read`` tells of the lines of the file, if it was read from one; ``shards`` are the
    files beside it in which it was.
    """

    salt: str
    release: str
    sources: dict[str, LockedSource] = field(default_factory=dict)
    anchors: dict[str, dict[str, str]] = field(default_factory=dict)
    emendations: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, frozenset[str]] = field(default_factory=dict)
    entries: frozenset[str] = frozenset()
    read: Tally | None = field(default=None, compare=False)
    shards: frozenset[str] = field(default=frozenset(), compare=False)

    def fingerprint(self, cable: str, words: str) -> str:
        """Return the fingerprint of folded source words of a cable (keyed BLAKE2b, 128 bits)."""
        data = f"{cable}\n{words}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16, key=bytes.fromhex(self.salt)).hexdigest()

    def text(self) -> str:
        """Return the file: cables by id, anchors in the order of the page."""
        return _HEAD + "".join(f"{line}\n" for line in self.lines())

    def of_cables(self, cables: Iterable[str]) -> Lock:
        """Return the part of some cables, without entries."""
        some = frozenset(cables)
        return Lock(
            self.salt,
            self.release,
            {cable: one for cable, one in self.sources.items() if cable in some},
            {cable: one for cable, one in self.anchors.items() if cable in some},
            {cable: one for cable, one in self.emendations.items() if cable in some},
            {cable: one for cable, one in self.notes.items() if cable in some},
        )

    def in_shards(self, shard_of: Callable[[str], str]) -> dict[str, str]:
        """Return the files of the lock in shards, that of the lock last.

        ``shard_of`` gives the name of the shard of a cable, of letters, digits and hyphens.
        """
        lines: dict[str, list[str]] = {}
        for cable in sorted(self.sources.keys() | self.anchors.keys()):
            lines.setdefault(shard_of(cable), []).extend(self._lines_of(cable))
        files: dict[str, str] = {}
        named = []
        for name in sorted(lines):
            text = _HEAD + "".join(f"{line}\n" for line in lines[name])
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            file = f"anchors-{name}-{digest[:16]}.lock"
            files[file] = text
            named.append(f"shard {file} {digest}\n")
        head = f"salt {self.salt}\nrelease {self.release}\n"
        entries = "".join(f"entry {one}\n" for one in sorted(self.entries))
        return files | {LOCK: f"{_HEAD}{head}{''.join(named)}{entries}"}

    def record(self) -> LockRecord:
        """Return what a release records of the lock that it writes."""
        return LockRecord(tally(self.lines()), tally(sorted(self.sources)))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file, without its remark and without line ends."""
        yield f"salt {self.salt}"
        yield f"release {self.release}"
        for cable in sorted(self.sources.keys() | self.anchors.keys()):
            yield from self._lines_of(cable)
        for one in sorted(self.entries):
            yield f"entry {one}"

    def _lines_of(self, cable: str) -> Iterator[str]:
        if source := self.sources.get(cable):
            yield f"source {cable} {source.sha256} {source.name}"
        for anchor, print_ in self.anchors.get(cable, {}).items():
            yield f"anchor {cable} {anchor} {print_}"
        for name, print_ in self.emendations.get(cable, {}).items():
            yield f"emendation {cable} {name} {print_}"
        for name in sorted(self.notes.get(cable, ())):
            yield f"note {cable} {name}"


def read_lock(folder: Path, path: Path | None = None) -> tuple[Lock | None, list[Problem]]:
    """Read the lock of a folder of sources, or that at ``path``; ``None`` where there is none yet.

    Problems: one ``lock-line``, for the first line that is none of the kinds or twice there, with
    the number of such lines, or for what is missing. Line ends of Windows are taken as well.
    """
    path = path or folder / LOCK
    try:
        text = read_file(path).decode("utf-8", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        return None, []
    except OSError as error:
        return None, [_fault(path, None, f"cannot be read: {error.strerror}")]
    return _Reader(path).read(text)


def _fault(path: Path, line: int | None, message: str) -> Problem:
    return Problem("lock-line", message, str(path), line)


def is_shard(name: str) -> bool:
    """Whether a file of this name is a shard of a lock."""
    return _SHARD.fullmatch(name) is not None


def _says(line: str) -> bool:
    return bool(line) and not line.startswith("#")


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._heads: dict[str, str] = {}
        self._sources: dict[str, LockedSource] = {}
        self._issued: dict[str, dict[str, dict[str, str]]] = {"anchor": {}, "emendation": {}}
        self._notes: dict[str, set[str]] = {}
        self._entries: set[str] = set()
        self._shards: set[str] = set()
        self._lost: list[str] = []

    def read(self, text: str) -> tuple[Lock | None, list[Problem]]:
        lines = text.split("\n")
        told = [(number, line) for number, line in enumerate(lines, 1) if _says(line)]
        bad = [number for number, line in told if not self._take(line)]
        problems = []
        if self._lost:
            message = f"the shard {self._lost[0]} is not there as it was written; {_RESTORE}"
            problems.append(_fault(self._path, None, message))
        missing = [key for key in ("salt", "release") if key not in self._heads]
        if bad:
            more = f", nor are {len(bad) - 1} more" if len(bad) > 1 else ""
            message = f"not a line of a lock, or there twice{more}; {_RESTORE}"
            problems.append(_fault(self._path, bad[0], message))
        elif missing:
            message = f"the lock has no {' and no '.join(missing)}; {_RESTORE}"
            problems.append(_fault(self._path, None, message))
        elif lines[-1]:
            message = f"the last line does not end, so the file was cut; {_RESTORE}"
            problems.append(_fault(self._path, len(lines), message))
        if missing:
            return None, problems
        lock = Lock(
            self._heads["salt"],
            self._heads["release"],
            self._sources,
            self._issued["anchor"],
            self._issued["emendation"],
            {cable: frozenset(notes) for cable, notes in self._notes.items()},
            frozenset(self._entries),
            tally(line for _, line in told),
            frozenset(self._shards),
        )
        if self._shards:
            lock = replace(lock, read=tally(lock.lines()))
        return lock, problems

    def _take(self, line: str) -> bool:
        kind, _, rest = line.partition(" ")
        if kind in {"salt", "release"}:
            pattern = _SALT if kind == "salt" else VERSION
            new = kind not in self._heads and pattern.fullmatch(rest) is not None
            if new:
                self._heads[kind] = rest
            return new
        if kind == "shard":
            return self._take_shard(*rest.partition(" ")[::2])
        if kind == "entry":
            return _ENTRY.fullmatch(rest) is not None and _new(self._entries, rest)
        cable, _, rest = rest.partition(" ")
        first, _, last = rest.partition(" ")
        if not is_valid_id(cable):
            return False
        if kind == "source" and _DIGEST.fullmatch(first) and last and cable not in self._sources:
            self._sources[cable] = LockedSource(first, last)
            return True
        if kind == "note" and _ANCHOR.fullmatch(rest):
            return _new(self._notes.setdefault(cable, set()), rest)
        if kind in self._issued and _ANCHOR.fullmatch(first) and _PRINT.fullmatch(last):
            issued = self._issued[kind].setdefault(cable, {})
            new = first not in issued
            issued.setdefault(first, last)
            return new
        return False

    def _take_shard(self, name: str, digest: str) -> bool:
        """Take the lines of a shard; those that are none of a cable count as a bad line here."""
        if not _SHARD.fullmatch(name) or not _DIGEST.fullmatch(digest) or name in self._shards:
            return False
        self._shards.add(name)
        try:
            data = read_file(self._path.parent / name)
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != digest:
            self._lost.append(name)
            return True
        lines = filter(_says, data.decode("utf-8", "replace").split("\n"))
        kinds = ("source ", "anchor ", "emendation ", "note ")
        return all(line.startswith(kinds) and self._take(line) for line in lines)


def _new(known: set[str], one: str) -> bool:
    new = one not in known
    known.add(one)
    return new
