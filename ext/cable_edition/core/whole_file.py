"""Files that are written whole or not at all, whenever a run is killed.

The new file is made beside its place, under a hidden name, and moved there. What a killed run left
under the hidden name is read by nobody, and the next one writes over it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_into(place: Path) -> Iterator[None]:
    """Name the folder or file that was written in an ``OSError`` that names none.

    A disk that is full fails a write, which knows no name.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(place)
        raise


def part_of(path: Path) -> Path:
    """Return the hidden name beside ``path`` under which its next state is made."""
    return path.with_name(f".{path.name}.part")


def write_part(path: Path, data: bytes) -> Path:
    """Write the next state of ``path`` under its hidden name, onto the disk, and return that."""
    part = part_of(path)
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return part


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole; raises ``OSError`` if that fails, and leaves what was there."""
    write_part(path, data).replace(path)
