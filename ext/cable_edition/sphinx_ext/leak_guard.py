"""No build may end well whose output has what an editor withholds, and none keeps it.

What the build wrote is taken away where it has withheld words, and so is what Sphinx keeps of the
pages for its next build, which reads and writes them all again. A file of somebody else stays: it
may be the only one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME

from cable_edition.core.proof.leaks import search_folder
from cable_edition.sphinx_ext.output import is_of_the_build
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop
from cable_edition.sphinx_ext.warnings import as_the_editor_knows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

#: After all that write something when a build has finished.
_LAST = 999


def _search(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    withheld = state_of(app).edition.redacted
    problems = search_folder(Path(app.outdir), tuple(withheld.values()))
    if problems:
        _take_away(app, [Path(problem.path) for problem in problems])
        stop([as_the_editor_knows(problem, Path(app.confdir)) for problem in problems])


def _take_away(app: Sphinx, found: Iterable[Path]) -> None:
    for path in found:
        if is_of_the_build(app, path):
            path.unlink(missing_ok=True)
    kept = Path(app.doctreedir)
    # An index has the stems of the words on the pages that went.
    indexes = Path(app.outdir).glob("searchindex.*")
    for path in (kept / ENV_PICKLE_FILENAME, *kept.rglob("*.doctree"), *indexes):
        path.unlink(missing_ok=True)


def setup_leak_guard(app: Sphinx) -> None:
    """Search the output at the very end of each build."""
    app.connect("build-finished", _search, priority=_LAST)
