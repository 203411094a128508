"""All entries that an edition's cables give for its registers, by kind, less what was dismissed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.proposed.entry import EntryProposal, ProposedEntry, with_ids
from cable_edition.core.edition.proposed.others import (
    proposed_acronyms,
    proposed_organizations,
    proposed_posts,
)
from cable_edition.core.edition.proposed.people import proposed_people
from cable_edition.core.registers.unregistered import found_words


def proposed_entries(edition: Edition, kinds: Collection[EntryProposal]) -> list[ProposedEntry]:
    """Return the entries of these kinds that cables give and no register has.

    Words that an editor dismissed at a place (``dismissed`` of the sidecar) are not proposed for
    it; an entry of which no place is left is not proposed.
    """
    texts = kinds and any(kind != "posts" for kind in kinds)
    found = {one.id: found_words(one.texts) for one in edition.cables} if texts else {}
    proposals: list[ProposedEntry] = []
    if "people" in kinds:
        proposals += proposed_people(edition, found)
    if "organizations" in kinds:
        proposals += proposed_organizations(edition, found)
    if "acronyms" in kinds:
        proposals += proposed_acronyms(edition, found)
    if "posts" in kinds:
        proposals += proposed_posts(edition)
    dismissed = {
        (cable, one.at, one.quote)
        for cable, sidecar in edition.sidecars.items()
        for one in sidecar.dismissed
    }
    left = []
    for one in proposals:
        places = tuple(at for at in one.places if (at.cable, at.anchor, at.words) not in dismissed)
        if places:
            left.append(replace(one, places=places))
    taken = {entry.id for _, entry in edition.registers.by_kind()}
    taken |= {old for _, entry in edition.registers.by_kind() for old in entry.formerly}
    return with_ids(left, taken)
