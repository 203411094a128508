"""What an edition keeps of its beginning: the answers, and its files as the template wrote them.

It lies in ``.cable-edition/`` beside ``edition.toml``. A later version of the template is compared
with these files, so that no older template has to be found.
"""

from __future__ import annotations

import os
from pathlib import Path

from cable_edition.core.regular_file import read_file
from cable_edition.core.whole_file import write_whole
from cable_edition.template.answers import Answers

FOLDER = ".cable-edition"
_ANSWERS = "answers.toml"
_WRITTEN = "written"


class NoOriginError(Exception):
    """An edition that was not begun by the program, or does not say so any more."""


def keep(root: Path, answers: Answers, written: dict[str, str]) -> None:
    """Keep in the folder of an edition what it was begun with, in place of what was kept."""
    kept = root / FOLDER
    for path in _paths(kept / _WRITTEN):
        if path not in written:
            (kept / _WRITTEN / path).unlink()
    for path, text in written.items():
        write_text(kept / _WRITTEN / path, text)
    write_text(kept / _ANSWERS, answers.to_toml())


def kept_of(root: Path) -> tuple[Answers, dict[str, str]]:
    """Return the answers and the files as they were written, by path.

    Raises :class:`NoOriginError` with a sentence where they are not there or cannot be read, and
    ``OSError`` where a file fails.
    """
    kept = root / FOLDER
    if not (kept / _ANSWERS).is_file():
        reason = "this edition has no .cable-edition/answers.toml, which cable-edition new writes"
        raise NoOriginError(reason)
    try:
        answers = Answers.from_toml(read_file(kept / _ANSWERS).decode("utf-8"))
        written = {
            path: read_file(kept / _WRITTEN / path).decode("utf-8")
            for path in _paths(kept / _WRITTEN)
        }
    except ValueError as error:
        raise NoOriginError(f".cable-edition cannot be read: {error}; restore it") from None
    return answers, written


def write_text(path: Path, text: str) -> None:
    """Write a file whole, with its folders; line ends stay as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8"))


def _paths(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, from it."""
    return sorted(
        (Path(base) / name).relative_to(folder).as_posix()
        for base, _, names in os.walk(folder)
        for name in names
    )
