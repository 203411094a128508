"""Where a cable was sent from: the post as the cable writes it, and the country of its entry."""

from __future__ import annotations

from collections.abc import Iterable

from cable_edition.core.authorities import authority_of
from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.registers.entries import Post, Registers

#: Which id a service asks for first, of a name and of a place: correspSearch sorts people and
#: bodies by GND and VIAF, places by GeoNames, and finds its way from the others to those.
_FIRST = ("geonames", "gnd", "viaf", "lcnaf", "wikidata")


def one_id(addresses: Iterable[str]) -> str:
    """Return of several addresses of authority files the one that services know best."""
    ordered = sorted(addresses, key=lambda one: _FIRST.index(authority_of(one).scheme.key))
    return ordered[0] if ordered else ""


class SendingPlaces:
    """Tells the posts of cables, and the places where they are.

    Some posts are missions to an organization, and their names are no places. An editor who has
    given the country, or the town in an authority file, has looked.
    """

    def __init__(self, registers: Registers) -> None:
        self._posts = {post.code: post for post in registers.posts if post.code}

    def post(self, one: EditedCable) -> Post | None:
        """Return the entry of the post that a cable comes from."""
        parts = parse_id(one.id)
        return self._posts.get(parts.post) if parts else None

    def of(self, one: EditedCable) -> str:
        """Return the place (``OTTAWA, Canada``), or an empty string."""
        post, written = self.post(one), one.cable.opening.post
        if post is None or not (post.country or post.place_same_as):
            return ""
        town = written.text if written else post.code
        return f"{town}, {post.country}" if post.country else town

    def ids_of(self, one: EditedCable) -> tuple[str, ...]:
        """Return the addresses of the place in authority files."""
        post = self.post(one)
        return post.place_same_as if post else ()

    def sender_ids(self, one: EditedCable) -> tuple[str, ...]:
        """Return the addresses of the post itself; none where the cable names no sender."""
        post = self.post(one) if one.origin else None
        return post.same_as if post else ()
