"""Pages read and written side by side: each process has one share of them, and does all for it.

Sphinx deals pages out in many small parts. For each part that was read it takes over the whole
environment of the process that read it, and before a part is written it resolves each page itself,
while the writers wait; two processes are then hardly faster than one. Here there are as many shares
as processes, dealt in turn, and those that write resolve, too.

What a page leaves behind when it is resolved is known for the extensions that
:mod:`cable_edition.sphinx_ext.made_from` knows: its pictures, which the output is given a copy of.
With others, and where Sphinx indexes the words of pages, all goes Sphinx's way.
"""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from cable_edition.sphinx_ext.made_from import KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

#: Of fewer pages than these, one process does all: others begin no sooner than it has ended.
FEWEST = 25
#: The steps of Sphinx's builders that are taken otherwise; one without them is left alone.
_READ, _WRITE = "_read_parallel", "_write_parallel"


def _shares(names: Sequence[str], count: int) -> list[list[str]]:
    """Deal names out in turn; no share is empty."""
    return [share for share in (list(names[at::count]) for at in range(count)) if share]


def _together(
    shares: list[list[str]],
    what: str,
    do: Callable[[list[str]], Any],
    take: Callable[[list[str], Any], None],
) -> None:
    """Have each share done by a process of its own, and what comes of it taken here."""
    progress = status_iterator(shares, what, "purple", len(shares), stringify_func=_said)

    def taken(names: list[str], made: Any) -> None:
        take(names, made)
        next(progress)

    tasks = ParallelTasks(len(shares))
    for share in shares:
        tasks.add_task(do, share, taken)
    tasks.join()


def _said(share: list[str]) -> str:
    return f"{share[0]} .. {share[-1]}"


def _read(app: Sphinx, names: list[str], nproc: int) -> None:
    """Read pages as Sphinx does, in as many shares as there are processes."""
    env, builder = app.env, app.builder
    if len(names) < FEWEST:
        builder._read_serial(list(names))
        return
    for name in names:
        app.events.emit("env-purge-doc", env, name)
        env.clear_doc(name)

    def read(share: list[str]) -> bytes:
        for name in share:
            builder.read_doc(name, _cache=False)
        return pickle.dumps(env, pickle.HIGHEST_PROTOCOL)

    def merge(share: list[str], pickled: bytes) -> None:
        # It comes from a process that this one started.
        env.merge_info_from(share, pickle.loads(pickled), app)  # noqa: S301

    _together(_shares(names, nproc), "reading sources... ", read, merge)


def _write(app: Sphinx, as_sphinx: Callable[..., None], names: Sequence[str], nproc: int) -> None:
    """Resolve and write pages; Sphinx counts one process less, as its own is busy with them."""
    builder: Any = app.builder
    if builder.indexer is not None or not KNOWN.issuperset(app.extensions):
        as_sphinx(names, nproc=nproc)
        return
    # The first page has templates compiled, for all processes.
    alone = 1 if len(names) >= FEWEST else len(names)
    for name in names[:alone]:
        _write_page(app, name)
    if alone == len(names):
        return

    def write(share: list[str]) -> dict[str, str]:
        for name in share:
            _write_page(app, name)
        return dict(builder.images)

    def take(_share: list[str], images: dict[str, str]) -> None:
        builder.images.update(images)

    _together(_shares(names[1:], nproc + 1), "writing output... ", write, take)


def _write_page(app: Sphinx, name: str) -> None:
    """Resolve and write a page, in the order in which Sphinx does it."""
    builder = app.builder
    builder.phase = BuildPhase.RESOLVING
    tree = app.env.get_and_resolve_doctree(name, builder, tags=app.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(name, tree)
    builder.write_doc(name, tree)


def _begin(app: Sphinx) -> None:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not builder.allow_parallel:
        return
    if all(hasattr(builder, name) for name in (_READ, _WRITE)):
        own = {
            _READ: partial(_read, app),
            _WRITE: partial(_write, app, getattr(builder, _WRITE)),
        }
        vars(builder).update(own)


def setup_side_by_side(app: Sphinx) -> None:
    """Take the place of Sphinx's steps in builders of HTML."""
    app.connect("builder-inited", _begin)
