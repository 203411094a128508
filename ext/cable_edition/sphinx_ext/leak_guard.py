"""No build may end well whose output has what an editor withholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.proof.leaks import search_folder
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import as_the_editor_knows

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After all that write something when a build has finished.
_LAST = 999


def _search(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    withheld = state_of(app).edition.redacted
    problems = search_folder(Path(app.outdir), tuple(withheld.values()))
    if problems:
        stop([as_the_editor_knows(problem, Path(app.confdir)) for problem in problems])


def setup_leak_guard(app: Sphinx) -> None:
    """Search the output at the very end of each build."""
    app.connect("build-finished", _search, priority=_LAST)
