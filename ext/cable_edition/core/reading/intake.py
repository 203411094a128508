"""Files taken in among the sources of an edition: each under the name of its cable, byte for byte.

What a file is called matters little to the reading, and much to whoever looks into the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.nouns import number_of
from cable_edition.core.reading.parse import UNKNOWN, parse_all
from cable_edition.core.reading.sources import can_be_source, is_no_text, source_paths
from cable_edition.core.regular_file import read_file
from cable_edition.core.settings.edition_file import NAME as SETTINGS
from cable_edition.core.whole_file import write_whole

#: Endings that a source cannot have, for files with them say something of sources.
_TAKEN = {".yaml", ".yml", ".lock"}
#: The works that quote an edition stand among its registers in a file of one of these names.
_WORKS = {"works.ris", "works.bib", "works.json"}


class Taken(NamedTuple):
    """One file that was looked at.

    ``target`` is where it is now, ``None`` if it was not taken; ``reason`` says why it was not, or
    what is odd. ``cables`` are the ids of the cables in it, as far as they have one; ``others`` the
    files that hold one of them as well. ``failed`` is true of a file that cannot be read,
    ``empty`` of one that was left because no cable was found in it.
    """

    file: Path
    target: Path | None
    cables: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reason: str = ""
    failed: bool = False
    empty: bool = False


class Intake:
    """Takes files into the folder of sources at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_digest: dict[str, Path] = {}
        self._by_cable: dict[str, list[str]] = {}
        for path in source_paths(folder) if folder.is_dir() else ():
            self._by_digest[_digest(read_file(path))] = path
            if is_valid_id(path.stem):
                self._by_cable.setdefault(path.stem, []).append(path.name)

    def take(self, file: Path, *, cables_only: bool = False) -> Taken:
        """Copy one file, named after its cable if it holds one and that has an id.

        A file that is there already, cannot be read, is no text, or says something of a source is
        not taken, and keeps no other from being so. A name that another file has is given a number.
        With ``cables_only`` a file in which no cable is found is not taken either, unless it is
        named after one.
        Raises ``OSError`` where the copy cannot be written.
        """
        try:
            content = read_file(file)
        except OSError as error:
            why = error.strerror or str(error)
            return Taken(file, None, reason=f"cannot be read: {why}", failed=True)
        if why := _no_source(file, content):
            return Taken(file, None, reason=why)
        digest = _digest(content)
        if there := self._by_digest.get(digest):
            return Taken(file, None, reason=f"is there already, as {there.name}")
        ids: list[str | None] = []
        nothing = True
        for cable in parse_all(content, name=file.name):
            ids.append(cable.reference_id)
            nothing = nothing and cable.source.format == UNKNOWN
        if (nothing or not ids) and (not can_be_source(file.name) or file.name in _WORKS):
            return Taken(file, None, reason="is no source, by its name")
        if (nothing or not ids) and cables_only and not is_valid_id(file.stem):
            return Taken(file, None, reason="no cable was found in it", empty=True)
        named = tuple(dict.fromkeys(one for one in ids if one))
        target = self._free(self._name(file, ids[0] if len(ids) == 1 else None))
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
        self._by_digest[digest] = target
        others: list[str] = []
        for one in named:
            others += self._by_cable.get(one, ())
            self._by_cable.setdefault(one, []).append(target.name)
        nameless = sum(not (one and is_valid_id(one)) for one in ids)
        if nothing or not ids:
            reason = "no cable was found in it"
        elif nameless and len(ids) == 1:
            reason = "no id of a cable was found in it: name the file after its cable"
        else:
            reason = f"{number_of(nameless, 'cable')} in it without an id" if nameless else ""
        return Taken(file, target, named, tuple(dict.fromkeys(others)), reason)

    def _name(self, file: Path, cable: str | None) -> str:
        named = cable is not None and is_valid_id(cable)
        if file.name.startswith("."):
            return f"{cable if named else file.name.lstrip('.')}.txt"
        return f"{cable}{file.suffix.lower() or '.txt'}" if named else file.name

    def _free(self, name: str) -> Path:
        target, number = self._folder / name, 1
        while os.path.lexists(target):
            number += 1
            plain = Path(name)
            target = self._folder / f"{plain.stem}-{number}{plain.suffix}"
        return target


def _no_source(file: Path, content: bytes) -> str:
    """Return why a file can be no source, whatever it says, or nothing."""
    if file.suffix.lower() in _TAKEN:
        return "is no source, by the end of its name"
    if file.name == SETTINGS:
        return "is no source: it has the settings of an edition"
    if not content.strip():
        return "is empty"
    return "is neither text nor a PDF with a text layer" if is_no_text(content) else ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def has_cable(folder: Path) -> bool:
    """Whether a file of a folder, or of one in it, holds a cable or is named after one.

    Raises ``OSError`` for a file that cannot be read.
    """
    for path in source_paths(folder):
        content = read_file(path)
        if is_valid_id(path.stem) or (
            not _no_source(path, content)
            and any(one.source.format != UNKNOWN for one in parse_all(content, name=path.name))
        ):
            return True
    return False


def files_to_take(named: Iterable[Path]) -> list[Path]:
    """Return the files that are named; of a folder those that can be sources, by name.

    Those that are named after a cable come first, for they have the best claim to the name.
    """
    return [
        file
        for path in named
        for file in (
            sorted(source_paths(path), key=lambda one: not is_valid_id(one.stem))
            if path.is_dir()
            else (path,)
        )
    ]
