"""The files of an output, looked at once when all of them are written.

What a build does last goes over all files of its output four times: which this build wrote, whose
dates are to stay, what the next build must find. A large edition has five files a cable, so they
are looked at once, before the first of these, and this is handed on. After that files are only
taken away, or given the dates that they had.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.events import EventManager


class OutputFile(NamedTuple):
    """When the entry of a file last changed and when its bytes did (nanoseconds)."""

    touched: int
    date: int
    is_link: bool


class OutputFiles(NamedTuple):
    """The files of an output by name, and whether a folder among them is a link."""

    files: dict[str, OutputFile]
    has_linked_folder: bool


_SEEN: WeakKeyDictionary[EventManager, OutputFiles] = WeakKeyDictionary()


def files_at_the_end(app: Sphinx) -> OutputFiles:
    """Return the files of the output of a build as they were when it first asked at its end."""
    if app.events not in _SEEN:
        _SEEN[app.events] = files_of(app.outdir)
    return _SEEN[app.events]


def forget_files(app: Sphinx) -> None:
    """Have them looked at again: some were taken away, or another build begins or ends."""
    _SEEN.pop(app.events, None)


def files_of(folder: str | os.PathLike[str]) -> OutputFiles:
    """Return all files below a folder; links to folders are not followed."""
    linked: list[str] = []
    files = dict(_files(os.fspath(folder), "", linked))
    return OutputFiles(files, bool(linked))


def _files(folder: str, name: str, linked: list[str]) -> Iterator[tuple[str, OutputFile]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                yield from _files(one.path, f"{name}{one.name}/", linked)
            elif one.is_file():
                status = one.stat(follow_symlinks=False)
                row = OutputFile(status.st_ctime_ns, status.st_mtime_ns, one.is_symlink())
                yield f"{name}{one.name}", row
            elif one.is_dir():
                linked.append(one.name)
