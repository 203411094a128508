"""What a volume knows of the wider edition that it is a part of.

Two files among its sources say so: ``volume.lock`` which cables are its own, and ``wider.lock``
what its pages must tell of all others: where references lead, who cites its cables, what stands
before and after them. Both are written by ``cable-edition volumes build``. An edition without them
is a whole one.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, NamedTuple

from cable_edition.core.cable.ids import in_order
from cable_edition.core.edition.references import Citation, ReferenceGraph, Telling, build_graph
from cable_edition.core.late_methods import dataclass
from cable_edition.core.quotations.quoted import QuotedAt, Verdict
from cable_edition.core.regular_file import read_file
from cable_edition.core.whole_file import write_whole

#: The two files, in the folder of the sources.
VOLUME, WIDER = "volume.lock", "wider.lock"
#: The catalogue of all volumes, which the front has beside them.
WHOLE = "whole.lock"
#: Names, in the surroundings of a build of the front, the folder of sources whose catalogue it may
#: read. There are objects of Python in what a catalogue leads to, so that reading one from whoever
#: sends a folder would run what they like.
FRONT = "CABLE_EDITION_FRONT"


class Neighbours(NamedTuple):
    """The cables before and after one in an order; an empty id where there is none.

    ``kind`` is ``date`` (all cables), ``post``, ``classification``, ``tag``, ``person`` or
    ``organization``; ``key`` is the code of the post, the classification spelt out, or the id of
    the entry.
    """

    kind: str
    key: str
    before: str
    after: str


class Other(NamedTuple):
    """A cable of another volume, as far as pages name it."""

    date: str
    subject: str


@dataclass(frozen=True, slots=True)
class Wider:
    """The wider edition, as far as the pages of one volume lead to it.

    ``own`` are the cables of the volume, or ``None`` for all that its sources hold. ``others`` are
    cables of other volumes by id; ``places`` those of their places that pages lead to, as
    ``05OTTAWA286#p4``. ``cited_by`` and ``neighbours`` are of the volume's own cables, by id.
    ``tags`` and ``posts`` are the codes that occur in any volume; ``lists`` has the page of the
    register of emendations on which a cable stands, ``pages`` the titles of the lists by page: a
    volume has them in its contents, and the front has what stands on them. ``quoted`` is
    what is said of the quotations of the register by the cables of all volumes. ``whole`` is the
    catalogue of all volumes, which the front alone has: it makes lists and registers, and no
    cable.
    """

    own: frozenset[str] | None = None
    others: Mapping[str, Other] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    cited_by: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    neighbours: Mapping[str, tuple[Neighbours, ...]] | None = None
    tags: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    quoted: tuple[Verdict, ...] = ()
    whole: Path | None = None

    @property
    def is_volume(self) -> bool:
        """Whether this is one volume of a wider edition, whose lists are elsewhere."""
        return self.neighbours is not None and self.whole is None

    @property
    def is_whole_here(self) -> bool:
        """Whether the edition is of one build, and neither a volume nor the front of volumes."""
        return self.neighbours is None

    def has(self, cable: str) -> bool:
        """Whether a cable of the sources is one of this volume."""
        return self.own is None or cable in self.own


#: What a whole edition knows of others.
NOTHING_WIDER = Wider()


def wider_graph(
    cables: Iterable[Telling], wider: Wider, dates: Mapping[str, str]
) -> ReferenceGraph:
    """Return who cites whom, with the cables of other volumes that are cited or that cite.

    ``dates`` has the date of each cable here; who cites a cable stands in the order of dates.
    """
    graph = build_graph(cables)
    if not wider.others:
        return graph
    cited_by = dict(graph.cited_by)
    for cable, found in wider.cited_by.items():
        if cable in graph.inside:
            every = (*cited_by.get(cable, ()), *found)
            cited_by[cable] = tuple(
                sorted(
                    every, key=lambda one: (_date(one.citing, dates, wider), in_order(one.citing))
                )
            )
    return replace(graph, inside=graph.inside | wider.others.keys(), cited_by=cited_by)


def _date(cable: str, dates: Mapping[str, str], wider: Wider) -> str:
    return wider.others[cable].date if cable in wider.others else dates.get(cable, "")


def read_wider(sources: Path) -> Wider:
    """Return what the sources of a volume say of the wider edition.

    Raises ``OSError`` where a file cannot be read, or is not what :func:`write_wider` wrote, and
    for a catalogue that is not that of this build (:data:`FRONT`).
    """
    volume, wider = sources / VOLUME, sources / WIDER
    found = NOTHING_WIDER
    if wider.exists():
        found = _wider(_tree(wider), wider)
    if (whole := sources / WHOLE).exists():
        if os.environ.get(FRONT) != str(sources.resolve()):
            message = "is of the work of cable-edition volumes build, which alone reads it"
            raise OSError(errno.EPERM, message, str(whole))
        found = replace(found, whole=whole)
    return replace(found, own=frozenset(_tree(volume))) if volume.exists() else found


def _tree(path: Path) -> Any:
    try:
        return json.loads(read_file(path))
    except ValueError:
        raise not_as_written(path) from None


def not_as_written(path: Path) -> OSError:
    """Return the error for a file that is not as it was written."""
    message = "is not as cable-edition volumes build wrote it; take it away and build again"
    return OSError(errno.EINVAL, message, str(path))


def _wider(tree: Any, path: Path) -> Wider:
    try:
        return Wider(
            others={cable: Other(*one) for cable, one in tree["others"].items()},
            places=frozenset(tree["places"]),
            cited_by={
                cable: tuple(Citation(citing, tuple(places)) for citing, places in found)
                for cable, found in tree["cited_by"].items()
            },
            neighbours={
                cable: tuple(Neighbours(*row) for row in rows)
                for cable, rows in tree["neighbours"].items()
            },
            tags=tuple(tree["tags"]),
            posts=tuple(tree["posts"]),
            lists=tree["lists"],
            pages=tree["pages"],
            quoted=tuple(
                Verdict(
                    verdict,
                    tuple(QuotedAt(*place) for place in places),
                    more,
                    tuple(tuple(step) for step in diff),
                )
                for verdict, places, more, diff in tree["quoted"]
            ),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise not_as_written(path) from None


def write_volume(sources: Path, own: Iterable[str]) -> None:
    """Write which cables are those of a volume, if that is news."""
    _write(sources / VOLUME, sorted(own))


def write_wider(sources: Path, wider: Wider) -> None:
    """Write what a volume must know of the wider edition, if that is news."""
    tree = {
        "others": {cable: list(one) for cable, one in sorted(wider.others.items())},
        "places": sorted(wider.places),
        "cited_by": {
            cable: [[one.citing, list(one.places)] for one in found]
            for cable, found in sorted(wider.cited_by.items())
        },
        "neighbours": {
            cable: [list(row) for row in rows]
            for cable, rows in sorted((wider.neighbours or {}).items())
        },
        "tags": list(wider.tags),
        "posts": list(wider.posts),
        "lists": dict(sorted(wider.lists.items())),
        "pages": dict(wider.pages),
        "quoted": [list(one) for one in wider.quoted],
    }
    _write(sources / WIDER, tree)


def _write(path: Path, tree: object) -> None:
    data = json.dumps(tree, ensure_ascii=False, indent=0).encode("utf-8", "surrogatepass")
    if not path.exists() or read_file(path) != data:
        write_whole(path, data)
