"""The index of an edition: for each entry of the registers, the cables and the places in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import parse_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cable_edition.core.edition.assemble import Edition

#: Kind and id of an entry -> id of a cable -> the anchors at which it occurs there.
IndexPlaces = dict[tuple[str, str], dict[str, tuple[str, ...]]]


def index_places(edition: Edition) -> IndexPlaces:
    """Return where each entry occurs, cables in the order of the edition, places in that of a page.

    A TAG occurs in the line of TAGS too. A cable from a post belongs to that post, with the places
    that name it, if any.
    """
    found: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    posts = {post.code: post.id for post in edition.registers.posts}
    for one in edition.cables:
        for code in one.tags:
            found.setdefault(("tag", code), {}).setdefault(one.id, {})["tags"] = None
        parts = parse_id(one.id)
        if parts and parts.post in posts:
            found.setdefault(("post", posts[parts.post]), {}).setdefault(one.id, {})
    for key, occurrences in edition.places.items():
        cables = found.setdefault(key, {})
        for place in occurrences:
            cables.setdefault(place.cable, {})[place.anchor] = None
    order = {one.id: number for number, one in enumerate(edition.cables)}
    return {key: _in_order(cables, order) for key, cables in found.items()}


def _in_order(
    cables: Mapping[str, Mapping[str, None]], order: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    return {cable: tuple(cables[cable]) for cable in sorted(cables, key=lambda one: order[one])}
