"""What is left to do as tables: for the terminal, and for the page of the preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.nouns import number_of

if TYPE_CHECKING:
    from cable_edition.core.edition.left_to_do import CableWork, LeftToDo, WithoutEntry
    from cable_edition.core.problems import Problem

#: So many rows of a table are shown unless all are wanted, and so many places of a row.
MOST_ROWS = 20
_MOST_PLACES = 4
_TITLES = {
    "acronym": "Acronyms without an entry",
    "name": "Names without an entry",
    "tag": "TAGS that are not explained",
    "post": "Posts that are not explained",
}
#: The columns of the table of cables.
_HEADS = (
    *("cable", "read", "sealed", "notes", "emended", "doubts"),
    *("questions", "dismissed", "named", "without entry"),
)


class Table(NamedTuple):
    """A table with its title; each row has as many cells as there are heads.

    ``places`` are the cables with anchors that the last cell of each row names, if it names any;
    with ``of_cables`` its first cell is the id of a cable.
    """

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    places: Sequence[Sequence[tuple[str, str]]] = ()
    of_cables: bool = False


def tables(left: LeftToDo, links: Iterable[Problem], *, whole: bool) -> Iterator[Table]:
    """Yield the tables that have a row; ``links`` are those of ``left`` as they may be told.

    With ``whole`` each row names all of its places.
    """
    for kind, title in _TITLES.items():
        found = [one for one in left.without_entry if one.kind == kind]
        rows = [(one.words, str(len(one.places)), _places(one, whole=whole)) for one in found]
        places = [tuple(dict.fromkeys(one.places)) for one in found]
        yield from _table(title, ("words", "times", "where"), rows, places)
    rows = [
        (one.entry.id, one.kind, _at(one.entry.path, one.entry.line)) for one in left.without_place
    ]
    yield from _table("Entries without a place", ("entry", "kind", "where"), rows)
    failing = [(one.place, one.told) for one in links]
    yield from _table("Links that fail", ("where", "what"), failing)
    for table in _table("Cables", _HEADS, [_row(one) for one in left.cables]):
        yield table._replace(of_cables=True)


def summary(cables: Iterable[CableWork]) -> str:
    """Return in a line how far the cables have come."""
    every = list(cables)
    counts = (
        ("read", sum(bool(one.read) for one in every)),
        ("sealed", sum(one.sealed for one in every)),
        ("with notes", sum(one.notes > 0 for one in every)),
        ("without a doubt", sum(not one.doubts for one in every)),
        ("without an open question", sum(not one.questions for one in every)),
    )
    said = ", ".join(f"{count} {what}" for what, count in counts)
    return f"{number_of(len(every), 'cable')}: {said}"


def _table(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    places: Sequence[Sequence[tuple[str, str]]] = (),
) -> Iterator[Table]:
    if rows:
        yield Table(title, heads, rows, places)


def _row(one: CableWork) -> tuple[str, ...]:
    counts = (
        *(one.notes, one.emendations, one.doubts, one.questions),
        *(one.dismissed, one.named, one.without_entry),
    )
    return (one.cable, one.read or "no", "yes" if one.sealed else "no", *map(str, counts))


def _places(one: WithoutEntry, *, whole: bool) -> str:
    named = [f"{cable} {anchor}".rstrip() for cable, anchor in dict.fromkeys(one.places)]
    shown = named if whole else named[:_MOST_PLACES]
    more = f", and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
    return ", ".join(shown) + more


def _at(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path
