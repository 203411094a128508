"""The pages of the front of an edition in volumes: its lists and registers, over all volumes."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.edition.whole import WholeEdition
from cable_edition.core.pages.anchors import EntryAt, place_entries
from cable_edition.core.pages.classification_pages import classification_pages
from cable_edition.core.pages.emendation_pages import emendation_pages, emendation_pages_of
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.pages.list_pages import chronology_pages, list_pages
from cable_edition.core.pages.missing_pages import remark_pages
from cable_edition.core.pages.reference_pages import ReferencePieces
from cable_edition.core.pages.register_pages import TITLES, RegisterPages


class FrontPages:
    """The pages of a front, with the same names as an edition of one build has for them.

    ``edition`` is that of the front: it has the registers and no cable.
    """

    def __init__(
        self, edition: Edition, whole: WholeEdition, limits: PageLimits, public_record: str
    ) -> None:
        self._edition = edition
        self._whole = whole
        self._limits = limits
        self._has_record = bool(public_record)
        self.entries: dict[tuple[str, str], EntryAt] = place_entries(
            edition.registers, limits.entries
        )
        #: No page of a cable is made here.
        self.emendation_pages: dict[str, str] = {}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield (docname, MyST text) of every page."""
        cables = self._whole.cables()
        limits = self._limits
        yield from list_pages(cables, limits.cables, contents=False)
        emended = self._whole.emended()
        yield from emendation_pages(emended, emendation_pages_of(emended, limits.entries))
        registers = RegisterPages(self.entries, self._whole.places(), limits.places)
        for kind in TITLES:
            yield from registers.pages(kind)
        yield from chronology_pages(cables, self._edition.registers.events, limits.cables)
        yield from classification_pages(cables, limits.cables)
        titles = {one.id: (one.date, one.subject) for one in cables}
        references = ReferencePieces(
            self._whole.graph(), titles, has_record=self._has_record, limit=limits.places
        )
        yield from references.pages(self._whole.related())
        yield from remark_pages(len(cables), self._whole.remarks(), limits.cables)
