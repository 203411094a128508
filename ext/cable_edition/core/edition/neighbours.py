"""Before and after: the neighbours of each cable in every order in which a reader may go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.edition.wider import Neighbours

__all__ = ["ENTRY_KINDS", "Neighbours", "neighbours"]


#: The kinds of entry in whose order a reader can go on from a cable.
ENTRY_KINDS = ("person", "organization")


def neighbours(edition: Edition) -> dict[str, tuple[Neighbours, ...]]:
    """Return the neighbours of each cable by id, in the order of :class:`Neighbours`.

    All orders are by date and id; in a volume they are those of all volumes. An order in which a
    cable stands alone is left out. The time is linear in the memberships of all cables.
    """
    ids = [one.id for one in edition.cables]
    if (wider := edition.wider.neighbours) is not None:
        return {cable_id: wider.get(cable_id, ()) for cable_id in ids}
    found: dict[str, list[Neighbours]] = {cable_id: [] for cable_id in ids}
    _note(found, "date", "", ids)
    _note_all(found, "post", ((p.post, c) for c in ids if (p := parse_id(c))))
    marked = ((one.classification, one.id) for one in edition.cables if one.classification)
    _note_all(found, "classification", marked)
    tags = ((code, one.id) for one in edition.cables for code in dict.fromkeys(one.tags))
    _note_all(found, "tag", tags)
    rank = {cable_id: place for place, cable_id in enumerate(ids)}
    for kind in ENTRY_KINDS:
        for (entry_kind, key), places in edition.places.items():
            if entry_kind == kind:
                cables = sorted({place.cable for place in places}, key=lambda one: rank[one])
                _note(found, kind, key, cables)
    return {cable_id: tuple(rows) for cable_id, rows in found.items()}


def _note_all(
    found: Mapping[str, list[Neighbours]], kind: str, members: Iterable[tuple[str, str]]
) -> None:
    orders: dict[str, list[str]] = {}
    for key, cable_id in members:
        orders.setdefault(key, []).append(cable_id)
    for key, cables in orders.items():
        _note(found, kind, key, cables)


def _note(
    found: Mapping[str, list[Neighbours]], kind: str, key: str, cables: Sequence[str]
) -> None:
    if len(cables) < 2:
        return
    for place, cable_id in enumerate(cables):
        before = cables[place - 1] if place else ""
        after = cables[place + 1] if place + 1 < len(cables) else ""
        found[cable_id].append(Neighbours(kind, key, before, after))
