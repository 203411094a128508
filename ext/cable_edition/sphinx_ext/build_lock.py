"""One build of an edition at a time: two would write the same pages and the same index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.at_work import A_BUILD, LOCK, AtWorkError, let_go, take
from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _folders(app: Sphinx) -> list[Path]:
    """Return the folder of the edition, for its commands, and that into which pages are written."""
    pages = Path(app.srcdir)
    return list(dict.fromkeys([edition_file(app.config).work_place or pages, pages]))


def _take(app: Sphinx, _config: Config) -> None:
    pages = Path(app.srcdir)
    for folder in _folders(app):
        place = editors_path(folder.resolve() / LOCK, pages)
        try:
            take(folder, A_BUILD)
        except AtWorkError as other:
            release_build(app)
            stop([Problem("build-running", str(other), place)])
        except OSError as error:
            if folder != pages:
                continue  # no command writes there either
            release_build(app)
            stop([Problem("file-failed", error.strerror or str(error), place)])


def release_build(app: Sphinx, _exception: Exception | None = None) -> None:
    """Let the locks of a build go."""
    for folder in _folders(app):
        let_go(folder)


def setup_build_lock(app: Sphinx) -> None:
    """Take the lock before anything is read; let it go at the very end."""
    app.connect("config-inited", _take, priority=410)
    app.connect("build-finished", release_build, priority=LAST + 1)
