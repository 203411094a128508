"""The site: the front, and from each volume the pages of its cables, in one folder.

A file of the site has the bytes of the file that was built; where the disk can, it is the same file
under a second name, so a site of many gigabytes takes no second place. What nobody made is left
alone, and what was put there before and is made no more is removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from cable_edition.core import unfinished
from cable_edition.core.whole_file import write_whole

#: What was put into the site, beside the work on volumes.
PUT = "site.json"
#: The folders in which a build has a file for each cable, named after it.
_OF_CABLES = (
    "cables/",
    "_sources/cables/",
)
_SEARCH = "_search/"


class SiteError(Exception):
    """Two volumes have made one file, or something else stands in the place of one."""


def put_together(
    front: Path,
    volumes: Mapping[str, tuple[Path, frozenset[str]]],
    site: Path,
    note: Path,
    beside: Mapping[str, Path],
) -> int:
    """Bring a site up to date; return the number of its files.

    ``front`` is the folder that the front was built in, ``volumes`` has for each volume that folder
    and the ids of its cables; ``beside`` are files of the whole, by name. Raises
    :class:`SiteError` and ``OSError``; where the site is half written it is marked as unfinished.
    """
    before = _noted(note)
    now: dict[str, str] = {}
    for name in _files(front):
        # Its pages of cables are those of cables that have departed.
        if not name.startswith(_SEARCH):
            now[name] = f"{front}/{name}"
    for folder, own in volumes.values():
        for name in _files(folder):
            if _cable_of(name) in own:
                if name in now:
                    raise SiteError(f"{name} is made by two volumes")
                now[name] = f"{folder}/{name}"
    now |= {name: str(path) for name, path in beside.items()}
    unfinished.begin(site)
    for name in sorted(before - now.keys()):
        path = site / name
        path.unlink(missing_ok=True)
        with suppress(OSError):
            while (path := path.parent) != site:
                path.rmdir()
    # Noted before they are there: what a killed run put there is found by the next.
    write_whole(note, json.dumps(sorted(before | now.keys()), indent=0).encode())
    for name, made in now.items():
        _put(made, f"{site}/{name}", is_ours=name in before)
    write_whole(note, json.dumps(sorted(now), indent=0).encode())
    unfinished.end(site)
    return len(now)


def _cable_of(name: str) -> str:
    """Return the cable that a file is named after, in a folder of such files."""
    if not name.startswith(_OF_CABLES):
        return ""
    for folder in _OF_CABLES:
        if name.startswith(folder):
            return name.removeprefix(folder).partition("/")[0].partition(".")[0]
    return ""


def _files(folder: Path) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders.sort()
        base = os.path.relpath(at, folder)
        for name in sorted(names):
            if not name.startswith(".cable-edition") and name != ".buildinfo":
                yield name if base == "." else f"{base}/{name}".replace(os.sep, "/")


def _put(path: str, target: str, *, is_ours: bool) -> None:
    # As fast as can be: a large edition has many files, of which an edit changes few.
    with suppress(FileNotFoundError):
        if os.path.samestat(os.stat(target), os.stat(path)):  # noqa: PTH116
            return
        if not is_ours:
            raise SiteError(f"{target}: this file is none of the edition; move it away")
        os.unlink(target)  # noqa: PTH108
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def _noted(note: Path) -> set[str]:
    with suppress(OSError, ValueError):
        found = json.loads(note.read_text("utf-8"))
        if isinstance(found, list):
            return {name for name in found if isinstance(name, str)}
    return set()
