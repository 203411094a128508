"""No build may end well whose output has what an editor withholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.errors import ExtensionError

from cable_edition.core.leaks import search_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from cable_edition.core.redaction import Redacted

#: After all that write something when a build has finished.
_LAST = 999
#: Kept beside the application and never on its environment, which is written to disk.
_redacted: WeakKeyDictionary[Sphinx, tuple[Redacted, ...]] = WeakKeyDictionary()


def note_redacted(app: Sphinx, redacted: Iterable[Redacted]) -> None:
    """Remember for this build what its cables withhold."""
    _redacted[app] = tuple(redacted)


def _search(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    problems = search_folder(Path(app.outdir), _redacted.get(app, ()))
    if problems:
        raise ExtensionError("\n".join(problem.message for problem in problems))


def setup_leak_guard(app: Sphinx) -> None:
    """Search the output at the very end of each build."""
    app.connect("build-finished", _search, priority=_LAST)
