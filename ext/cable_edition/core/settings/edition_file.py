"""The file of settings of an edition: where it is, and what it says with the folder it is in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.regular_file import read_file
from cable_edition.core.settings.model import Settings, with_values
from cable_edition.core.settings.reading import read_settings

NAME = "edition.toml"
#: The folder of conf.py and the chapters, in an edition that is laid out as ours.
DOCUMENTS = "docs"
#: The files of the registers.
REGISTERS = (
    *("people.yaml", "organizations.yaml", "glossary.yaml", "tags.yaml", "posts.yaml"),
    "chronology.yaml",
    "sources.yaml",
    "quotations.yaml",
)
#: The files beside them that reference managers write: works that quote cables.
WORKS = ("works.ris", "works.bib", "works.json")
#: Folders of the pages that the edition writes about its cables.
GENERATED = frozenset(
    {
        "people",
        "organizations",
        "glossary",
        "tags",
        "posts",
        "chronology",
        "parts",
        "classifications",
        "emendations",
        "references",
        "quoted",
        "missing",
        "releases",
    }
)


@dataclass(frozen=True, slots=True)
class EditionFile:
    """The settings of an edition and what they were read from.

    ``root`` is the folder that the settings name folders from; ``path`` the file, or ``None``
    where there is none and all is default. ``lines`` has the line of each setting that the file
    gives, by dotted name; ``shown`` is the file's name for messages.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    path: Path | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    shown: str = NAME

    @property
    def sources(self) -> Path:
        """The folder of the raw cables."""
        return self.root / self.settings.folders.sources

    @property
    def registers(self) -> Path:
        """The folder of the registers."""
        if named := self.settings.folders.registers:
            return self.root / named
        return self.documents / "registers"

    @property
    def archives(self) -> Path | None:
        """The folder of the archives of past releases; ``None`` if there is no such setting."""
        named = self.settings.folders.archives
        return self.root / named if named else None

    @property
    def documents(self) -> Path:
        """The folder of conf.py and the chapters, as far as it can be told from the settings."""
        return self.root if (self.root / "conf.py").is_file() else self.root / DOCUMENTS

    @property
    def work_place(self) -> Path | None:
        """The folder whose lock all take who work on the edition; ``None`` if none is its own."""
        if self.path:
            return self.path.parent
        return self.documents if (self.documents / "conf.py").is_file() else None

    def place(self, name: str) -> str:
        """Return where the file gives a setting, for a message: ``edition.toml:4``."""
        line = self.lines.get(name)
        return f"{self.shown}:{line}" if line else self.shown

    def with_(self, values: Mapping[str, Any]) -> EditionFile:
        """Return the same with other values for some settings, by dotted name."""
        return replace(self, settings=with_values(self.settings, values))


def load_file(path: Path) -> tuple[EditionFile, list[Problem]]:
    """Read the settings in ``path``.

    Problems: those of :func:`~cable_edition.core.settings.reading.read_settings`, and
    ``unreadable-settings``.
    """
    shown = shown_path(path)
    empty = EditionFile(path.parent, path=path, shown=shown)
    try:
        data = read_file(path)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        fault = Problem("unreadable-settings", message, shown)
        return empty, [fault]
    read, problems = read_settings(data, shown)
    return replace(empty, settings=read.settings, lines=read.lines), problems


def load_of_documents(folder: Path) -> tuple[EditionFile, list[Problem]]:
    """Read the settings for a folder of conf.py: from the folder above it, or from beside it.

    Without the file, all is default and the root is the folder above. Problems: those of
    :func:`load_file`, and ``bad-setting`` where there are two files.
    """
    return _load_one([folder.parent / NAME, folder / NAME], folder.parent)


def load_from(start: Path) -> tuple[EditionFile, list[Problem]]:
    """Read the settings that hold in a folder: its own, or those of the nearest folder above.

    A folder's own file is in it, or in its ``docs``. Without any, all is default and the root is
    ``start``. Problems: as for :func:`load_of_documents`.
    """
    whole = start.resolve()
    for at, folder in enumerate((whole, *whole.parents)):
        # Paths below the start stay as short as the start was written.
        base = start if at == 0 else folder
        candidates = [base / NAME, base / DOCUMENTS / NAME]
        if any(map(os.path.lexists, candidates)):
            return _load_one(candidates, base)
    return EditionFile(start), []


def _load_one(candidates: list[Path], root: Path) -> tuple[EditionFile, list[Problem]]:
    # A link that leads nowhere, or a folder, is no edition without settings.
    found = [path for path in candidates if os.path.lexists(path)]
    if not found:
        return EditionFile(root), []
    file, problems = load_file(found[0])
    if len(found) > 1:
        message = f"{file.shown} is a file of settings too; keep one"
        other = shown_path(found[1])
        problems.append(Problem("bad-setting", message, other))
    return file, problems


def sources_fault(file: EditionFile, documents: Path) -> Problem | None:
    """Return a problem ``bad-setting`` where the folder of sources cannot be one.

    What is built is no source: neither ``documents``, the folder of conf.py, may be in it, nor may
    it be in one that pages are written into.
    """
    sources, docs = file.sources.resolve(), documents.resolve()
    fault = ""
    if docs.is_relative_to(sources) and docs.is_dir():
        fault = "the documents are in it, and their pages would be read as sources"
    for folder in ("cables", *sorted(GENERATED)):
        if sources.is_relative_to(docs / folder):
            fault = f"the pages that the edition writes are in {folder}/"
    if not fault:
        return None
    name = shown_path(file.sources)
    message = f"{name} cannot be the folder of sources: {fault}; keep the raw cables in another"
    place = file.shown if file.path else ""
    return Problem("bad-setting", message, place, file.lines.get("folders.sources"))


def registers_fault(named: Path) -> str:
    """Return in a sentence why a folder that was named cannot be that of the registers.

    Empty if it can: it has a register, or nothing at all yet. A folder that is not named may be
    missing.
    """
    shown = shown_path(named)
    if not named.is_dir():
        return f"there is no folder {shown} for the registers; make it, or name the right one"
    names = {path.name for path in named.iterdir() if not path.name.startswith(".")}
    if names and names.isdisjoint(REGISTERS):
        files = ", ".join(REGISTERS)
        return f"{shown} has no register ({files}); name the folder that has them"
    return ""


def shown_path(path: Path) -> str:
    """Return a path for a message: from the current folder, where it is below that."""
    try:
        # A link is told by its own name, wherever it leads.
        whole = path.parent.resolve() / path.name
        return whole.relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError):
        return str(path)
