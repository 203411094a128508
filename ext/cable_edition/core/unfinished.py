"""The mark in a folder that is being written.

It goes when all is written. If a build or an export is killed or fails, it stays, and nobody takes
what is there for an edition.
"""

from __future__ import annotations

from pathlib import Path

MARK = ".cable-edition-unfinished"


def begin(folder: Path) -> None:
    """Mark a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def end(folder: Path) -> None:
    """Take the mark away."""
    (folder / MARK).unlink(missing_ok=True)


def is_unfinished(folder: Path) -> bool:
    """Tell whether a folder is being written, or was left half written."""
    return (folder / MARK).exists()
