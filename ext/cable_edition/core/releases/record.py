"""What a release records of its lock, and the proof that the lock is still the one it wrote.

``releases.yaml`` holds both for each release, so that neither file can lose a line unseen::

    lock: {lines: 27, sha256: <SHA-256 of the lines>}
    issued: {cables: 1, sha256: <SHA-256 of the ids>}

Lines count without remarks and empty ones, in the order of the file; a line end of Windows is none
of the line. The ids are those of all cables issued up to the release, withdrawn ones too, sorted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class Tally(NamedTuple):
    """A number of lines, and their SHA-256 in hexadecimal (UTF-8, a line feed after each)."""

    number: int
    sha256: str


class LockRecord(NamedTuple):
    """What a release records: the lines of its lock, and the ids of all cables issued so far."""

    lines: Tally
    issued: Tally


def tally(lines: Iterable[str]) -> Tally:
    """Count lines and digest them."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
        count += 1
    return Tally(count, digest.hexdigest())


def parts_of(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, for comparing; empty for none."""
    return tuple(int(part) for part in version.split(".") if part.isascii() and part.isdigit())
