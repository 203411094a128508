"""No build may end well whose output has what an editor withholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from cable_edition.core.proof.leaks import search_folder
from cable_edition.sphinx_ext.state import state_of

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
        raise ExtensionError("\n".join(problem.message for problem in problems))


def setup_leak_guard(app: Sphinx) -> None:
    """Search the output at the very end of each build."""
    app.connect("build-finished", _search, priority=_LAST)
