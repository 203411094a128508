"""Memory of a build: what lives to its end is kept out of the garbage collector's rounds.

A build holds the whole edition, then a tree for each page, until its end. The collector walks
through all of them again and again while pages are read and written, and finds nothing. Freezing
them when each stage is done takes a tenth off a large build, and forked writers share the memory.
In between it looks less often than Python lets it: at the thresholds that Python begins with, its
rounds take a twentieth of a build.

Sphinx keeps the tree of each page that it read until it writes it, and the bytes of each that it
loaded, if one process does all; with many cables that is most of the memory. Both are on the disk
as well, where several processes take them from, and so does one here.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Objects made, and rounds through the young and the middle ones, before the next round.
_THRESHOLDS = (50_000, 20, 20)
#: What held when the extension was loaded: as a rule what Python begins with.
_BEFORE = gc.get_threshold()
#: Where Sphinx 9 holds trees and bytes; one that holds them elsewhere is left alone.
_READ, _LOADED = "_write_doc_doctree_cache", "_pickled_doctree_cache"


def _release(_app: Sphinx) -> None:
    # Another build of the same process is over; what it held may go.
    gc.unfreeze()


def _as_before(*_arguments: object) -> None:
    gc.set_threshold(*_BEFORE)


def _freeze(_app: Sphinx) -> None:
    # Without a round before: what little is garbage by then costs less than to look for it.
    gc.freeze()


def _freeze_trees(*_arguments: object) -> list[str]:
    gc.freeze()
    return []


def _drop_read(app: Sphinx, _tree: Any) -> None:
    # The page that is being read is put there after this.
    getattr(app.env, _READ, {}).clear()


def _drop_loaded(app: Sphinx, _tree: Any, _docname: str) -> None:
    getattr(app.env, _LOADED, {}).clear()


def setup_garbage(app: Sphinx) -> None:
    """Look rarely until the end; freeze after the edition is assembled and when all is read.

    Let go of other pages whenever one is read or written.
    """
    gc.set_threshold(*_THRESHOLDS)
    app.connect("builder-inited", _release, priority=100)
    app.connect("builder-inited", _freeze, priority=900)
    app.connect("env-updated", _freeze_trees, priority=900)
    app.connect("build-finished", _as_before, priority=900)
    app.connect("doctree-read", _drop_read)
    app.connect("doctree-resolved", _drop_loaded)
