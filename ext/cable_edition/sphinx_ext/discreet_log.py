"""What a build says has nothing that is withheld: logs are read by many, and are kept.

What Sphinx or another extension tells repeats what it found: a reference that leads nowhere, the
name of a picture. Where a withheld word stands in it, it has the sign for it in its place.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.sphinx_ext.state import has_state, state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After the pages were generated, which is when it is known what is withheld.
_LATER = 900


class _Discreet(logging.Filter):
    """Lets every record through, and takes out of it what is withheld."""

    def __init__(self, search: LeakSearch) -> None:
        super().__init__()
        self._search = search

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record where it must be."""
        said = record.getMessage()
        if self._search.place(said):
            told = self._search.discreet(Problem("withheld-open", said)).message
            if told != said:
                # The place, which may be such a name too, stands before the message already.
                vars(record).update(msg=told, args=(), location=None)
        return True


def _listen(app: Sphinx) -> None:
    # An output that is left as it stands withholds nothing.
    redacted = state_of(app).edition.redacted if has_state(app) else {}
    search = LeakSearch(redacted.values())
    if search.needed:
        for handler in logging.getLogger(NAMESPACE).handlers:
            handler.addFilter(_Discreet(search))


def setup_discreet_log(app: Sphinx) -> None:
    """Listen to all that is said from then on."""
    app.connect("builder-inited", _listen, priority=_LATER)
