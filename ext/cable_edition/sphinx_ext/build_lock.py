"""One build of an edition at a time: two would write the same pages and the same index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.at_work import A_BUILD, LOCK, AtWorkError, let_go, take
from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.late import LAST
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _take(app: Sphinx, _config: Config) -> None:
    folder = Path(app.srcdir)
    place = editors_path(folder.resolve() / LOCK, folder)
    try:
        take(folder, A_BUILD)
    except AtWorkError as other:
        stop([Problem("build-running", str(other), place)])
    except OSError as error:
        stop([Problem("file-failed", error.strerror or str(error), place)])


def _release(app: Sphinx, _exception: Exception | None) -> None:
    let_go(Path(app.srcdir))


def setup_build_lock(app: Sphinx) -> None:
    """Take the lock before anything is read; let it go at the very end."""
    app.connect("config-inited", _take, priority=410)
    app.connect("build-finished", _release, priority=LAST + 1)
