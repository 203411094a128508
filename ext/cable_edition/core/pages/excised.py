"""What a releasing body cut out, in the reading text of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cable_edition.core.edition.references import Link

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Cable
    from cable_edition.core.editing.emendation import Emendation


def excision_links(
    cable: Cable, emendations: Mapping[str, Sequence[Emendation]]
) -> dict[str, tuple[Link, ...]]:
    """Return the excisions of a cable in its reading text, by anchor, to be marked on its page.

    One that an emendation has altered is left without a mark.
    """
    links: dict[str, list[Link]] = {}
    for item in cable.excisions:
        if item.anchor is None:
            continue
        shift = 0
        for one in emendations.get(item.anchor, ()):
            if one.start < item.end and item.start < one.end:
                break
            if one.end <= item.start:
                shift += len(one.reading) - len(one.source)
        else:
            link = Link(item.start + shift, item.end + shift, "excised", "")
            links.setdefault(item.anchor, []).append(link)
    return {anchor: tuple(found) for anchor, found in links.items()}
