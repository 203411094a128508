"""What stands on a cable's page around its words: releases, references, and what is missing."""

from __future__ import annotations

from cable_edition.core.edition import EditedCable, Edition
from cable_edition.core.pages.markup import fence
from cable_edition.core.pages.release_pages import (
    former_anchor,
    former_elsewhere,
    revision_lines,
)


class CablePieces:
    """Gives a cable's page its pieces; made once for an edition."""

    def __init__(self, edition: Edition) -> None:
        self._releases = edition.releases

    def head(self, one: EditedCable) -> str:
        """Return what stands before the first paragraph."""
        revised = revision_lines(self._releases.revised.get(one.id, ()))
        return fence("cable:revised", "", {}, "\n".join(revised)) if revised else ""

    def before(self, one: EditedCable, *anchors: str) -> str:
        """Return what stands before a place whose words are at ``anchors``: former addresses."""
        former = self._releases.former.get(one.id)
        if not former:
            return ""
        return "\n".join(
            piece for anchor in anchors if (piece := former_anchor(one.id, anchor, former))
        )

    def tail(self, one: EditedCable) -> str:
        """Return what stands after the last line."""
        return former_elsewhere(one.id, self._releases.former.get(one.id, ()))
