"""One build of an edition at a time: two would write the same pages and the same index.

The lock is one of the operating system on a file in the folder of conf.py. It goes with the
process that holds it, however that ends; the file stays, and means nothing without the lock.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, two builds at once are not told
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LOCK = ".cable-edition-build.lock"

#: The locks that this process holds: it may build for itself as often as it likes.
_HELD: dict[Path, IO[str]] = {}


def _take(app: Sphinx, _config: Config) -> None:
    path = Path(app.srcdir).resolve() / LOCK
    if fcntl is None or path in _HELD:
        return
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        place = editors_path(path, Path(app.srcdir))
        stop([Problem("file-failed", error.strerror or str(error), place)])
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read(20).strip()
        file.close()
        who = f" (process {holder})" if holder.isdecimal() else ""
        message = f"another build of this edition is running{who}; wait until it has ended"
        stop([Problem("build-running", message, editors_path(path, Path(app.srcdir)))])
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    _HELD[path] = file


def _release(app: Sphinx, _exception: Exception | None) -> None:
    if file := _HELD.pop(Path(app.srcdir).resolve() / LOCK, None):
        file.close()


def setup_build_lock(app: Sphinx) -> None:
    """Take the lock before anything is read; let it go at the very end."""
    app.connect("config-inited", _take, priority=410)
    app.connect("build-finished", _release, priority=LAST + 1)
