"""Which program made a page: what it left from an earlier one is made anew."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cable_edition

PACKAGE = Path(cable_edition.__file__).parent
_CODE = frozenset({".py", ".html", ".css", ".js", ".json", ".sty"})


def program_print(package: Path) -> int:
    """Return a number that stands for every file of the program.

    Sphinx keeps pages that are not outdated; with another program all are, also without a new
    version of it.
    """
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(package.rglob("*")):
        if path.suffix in _CODE:
            data = path.read_bytes()
            digest.update(f"{path.relative_to(package).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return int.from_bytes(digest.digest())
