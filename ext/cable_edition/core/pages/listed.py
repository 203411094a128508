"""What lists and registers have of cables, as one number: where it stays, so do their pages.

An edit of a cable rarely changes a list: a word of a paragraph is on its own page, and nowhere else
unless something is named beside it. What lists ask of a cable lies in its drawer
(:mod:`cable_edition.core.drawers`), and there what stands for all of it. So the number of all
cables is put together from as many short ones, and of a cable that reads as it did nothing else is
looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.edition.pictures.people_pairs import people_told
from cable_edition.core.edition.pictures.portions import marks_told
from cable_edition.core.edition.references import cites_told, items_told
from cable_edition.core.edition.wanted import aliases_told, words_told
from cable_edition.core.edition.wider import NOTHING_WIDER
from cable_edition.core.edition.withheld_places import withheld_told
from cable_edition.core.kept_work import digest_of
from cable_edition.core.pages.missing_pages import remarks_told
from cable_edition.core.words import spoken

if TYPE_CHECKING:
    from cable_edition.core.edition.model import EditedCable, Edition


def listed(edition: Edition) -> str:
    """Return what stands for all that pages have of cables other than their own, and of registers.

    Empty where it is not known: where nothing is kept, where other witnesses or withheld words are
    laid over a cable, in volumes, and where cables have departed, whose pages ask for words.
    """
    releases = edition.releases
    if (
        not (edition.kept.keeps and edition.found_by)
        or edition.wider != NOTHING_WIDER
        or edition.redacted
        or releases.departed
        or any(one.witnesses or one.redactions for one in edition.cables)
    ):
        return ""
    asked = edition.found_by, spoken().tag
    whole = (
        edition.registers,
        edition.related,
        edition.quoted,
        (bool(releases.lock), releases.declared, releases.former, releases.revised),
    )
    cables = (_of_cable(edition, one, asked) for one in edition.cables)
    return digest_of((*asked, *map(repr, whole), *cables)).hex()


def _of_cable(edition: Edition, one: EditedCable, asked: tuple[str, str]) -> str:
    found = one.told("listed", lambda: _listed(one, edition.found_by), asked)
    # The register of emendations has the words of what is emended.
    return f"{found} {edition.kept.made_of(one.id)}" if one.is_emended else found


def _listed(one: EditedCable, found_by: str) -> str:
    """Return what stands for all that lists ask of a cable, in the order of their modules."""
    values = (
        (one.id, one.date, one.origin, one.classification, one.subject, one.tags, one.is_emended),
        one.told("places", _places_first, found_by),
        (cites_told(one), items_told(one), aliases_told(one), words_told(one)),
        (people_told(one), marks_told(one), withheld_told(one), remarks_told(one)),
    )
    return digest_of(map(repr, values)).hex()


def _places_first() -> object:
    message = "the places of an edition are gathered when it is assembled"
    raise LookupError(message)
