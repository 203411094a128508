"""Where a cable was sent from: the post as the cable writes it, and the country of its entry."""

from __future__ import annotations

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.registers.entries import Registers


class SendingPlaces:
    """Tells the places of cables; a post without a country in the register gives none.

    Some posts are missions to an organization, and their names are no places. An editor who has
    given the country has looked.
    """

    def __init__(self, registers: Registers) -> None:
        self._countries = {post.code: post.country for post in registers.posts if post.country}

    def of(self, one: EditedCable) -> str:
        """Return the place (``OTTAWA, Canada``), or an empty string."""
        parts = parse_id(one.id)
        country = self._countries.get(parts.post) if parts else None
        if parts is None or not country:
            return ""
        post = one.cable.opening.post
        return f"{post.text if post else parts.post}, {country}"
