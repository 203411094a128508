"""Memory of a build: what lives to its end is kept out of the garbage collector's rounds.

A build holds the whole edition, then a tree for each page, until its end. The collector walks
through all of them again and again while pages are read and written, and finds nothing. Freezing
them when each stage is done takes a tenth off a large build, and forked writers share the memory.
In between it looks rarely (`core/rare_rounds.py`).

Sphinx keeps the tree of each page that it read until it writes it, and the bytes of each that it
loaded, if one process does all; with many cables that is most of the memory. Both are on the disk
as well, where several processes take them from, and so does one here.

A tree whose nodes know what they stand in is a ring, which the collector alone can free. When a
page has been read, and when it has been written, its tree is taken apart, and is gone at once: the
next page has its memory, and the collector has little to look for. So are the translators, each of
which holds a hundred methods of its own that hold it. That is done where all extensions are known;
another one may hold a tree for later.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from cable_edition.core.rare_rounds import begin_rounds, end_rounds
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.made_from import KNOWN

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: What held when the extension was loaded: as a rule what Python begins with.
_BEFORE = gc.get_threshold()
#: Where Sphinx 9 holds trees and bytes; one that holds them elsewhere is left alone.
_READ, _LOADED = "_write_doc_doctree_cache", "_pickled_doctree_cache"


def _release(_app: Sphinx) -> None:
    # Another build of the same process is over; what it held may go.
    gc.unfreeze()


def _as_before(*_arguments: object) -> None:
    end_rounds(_BEFORE)


def _freeze(_app: Sphinx) -> None:
    # Without a round before: what little is garbage by then costs less than to look for it.
    gc.freeze()


def _freeze_trees(*_arguments: object) -> list[str]:
    gc.freeze()
    return []


def _are_known(app: Sphinx) -> bool:
    """Whether nobody is there who may hold a tree for later."""
    return KNOWN.issuperset(app.extensions) and app.config.setup is None


def take_apart(tree: nodes.document) -> None:
    """Have a tree that nobody uses any more forget its nodes, and these what they stand in.

    They know of what document they were, as words of titles do that Sphinx keeps to the end.
    """
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if node.children:
            waiting += node.children
        node.parent = None
    held = vars(tree)
    for name, value in held.items():
        if name != "attributes" and type(value) in {dict, list}:
            held[name] = type(value)()
    tree.reporter = tree.transformer = None  # type: ignore[assignment]


class _Trees:
    """The tree of the page that was read last."""

    def __init__(self) -> None:
        self._last: nodes.document | None = None

    def read(self, app: Sphinx, tree: nodes.document) -> None:
        """Take the tree of the page before apart; the one that is read now is put away later."""
        getattr(app.env, _READ, {}).clear()
        self.end()
        if _are_known(app):
            self._last = tree

    def end(self, app: Sphinx | None = None, *_given: object) -> None:
        """Take the last one apart."""
        if self._last is not None:
            if app is not None:
                getattr(app.env, _READ, {}).clear()
            take_apart(self._last)
            self._last = None


def _written_and_gone(app: Sphinx) -> None:
    """Have each tree taken apart when its page is written."""
    builder: Any = app.builder
    if builder.name not in BUILDERS or not _are_known(app):
        return
    write, create = builder.write_doc, builder.create_translator
    translators: list[Any] = []

    def write_doc(docname: str, doctree: nodes.document) -> None:
        translators.clear()
        write(docname, doctree)
        take_apart(doctree)
        for one in translators:
            vars(one).clear()
        translators.clear()

    def create_translator(*given: Any) -> Any:
        made = create(*given)
        translators.append(made)
        return made

    builder.write_doc, builder.create_translator = write_doc, create_translator


def _drop_loaded(app: Sphinx, _tree: Any, _docname: str) -> None:
    getattr(app.env, _LOADED, {}).clear()


def setup_garbage(app: Sphinx) -> None:
    """Look rarely until the end; freeze after the edition is assembled and when all is read.

    Let go of other pages whenever one is read or written.
    """
    begin_rounds()
    app.connect("builder-inited", _release, priority=100)
    app.connect("builder-inited", _freeze, priority=900)
    app.connect("env-updated", _freeze_trees, priority=900)
    app.connect("build-finished", _as_before, priority=900)
    trees = _Trees()
    app.connect("builder-inited", _written_and_gone, priority=900)
    app.connect("doctree-read", trees.read)
    app.connect("env-updated", trees.end, priority=899)
    app.connect("doctree-resolved", _drop_loaded)
