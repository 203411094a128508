"""Files and folders of an output that fail a build: told in one line, as all that stops one.

Sphinx writes pages, doctrees and indexes itself, and takes a full disk for a crash of its own.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What is the matter with a disk or with rights, whatever file it befalls.
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


def failed_file(app: Sphinx, error: BaseException | None) -> Problem | None:
    """Return the problem ``file-failed`` of a file; other errors are for whoever raised them.

    What a handler of an event raised, Sphinx passes on within an error of its own.
    """
    if isinstance(error, ExtensionError):
        error = error.orig_exc
    if not isinstance(error, OSError):
        return None
    name = error.filename if isinstance(error.filename, str) else ""
    folders = [Path(one).resolve() for one in (app.outdir, app.doctreedir)]
    ours = name and any(Path(name).resolve().is_relative_to(folder) for folder in folders)
    if not ours and error.errno not in _OF_THE_DISK:
        return None
    path = editors_path(name, Path(app.confdir)) if name else ""
    return Problem("file-failed", error.strerror or str(error), path)
