"""What stands on a cable's page around its words: releases, references, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.cable.places import places_of
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.references import Link, body_links, items_told
from cable_edition.core.myst.markup import fence
from cable_edition.core.myst.row_kinds import RecordRow
from cable_edition.core.pages.missing_pages import missing_box, portion_list
from cable_edition.core.pages.quoted_pages import QuotedPieces
from cable_edition.core.pages.reference_pages import ReferencePieces
from cable_edition.core.pages.release_pages import (
    former_anchor,
    former_elsewhere,
    revision_lines,
)
from cable_edition.core.pages.variant_list import variant_list


class CablePieces:
    """Gives a cable's page its pieces; made once for an edition."""

    def __init__(self, edition: Edition, *, has_record: bool, limit: int) -> None:
        self._releases = edition.releases
        self._term_names = {term.id: term.name for term in edition.registers.glossary}
        self._related = edition.related
        self._graph = edition.graph()
        self._references = ReferencePieces(
            self._graph, edition.titles(), has_record=has_record, limit=limit
        )
        self.quoted = QuotedPieces(edition.quoted, limit)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the pages of all references, and of the works that quote cables."""
        yield from self._references.pages(self._related)
        yield from self.quoted.pages()

    def around(self, one: EditedCable) -> tuple[str, ...]:
        """Return what these pieces have from other cables, from releases and from settings."""
        releases = self._releases
        return (
            repr(releases.revised.get(one.id)),
            repr(releases.former.get(one.id)),
            self._links_said(one),
            repr(self.references(one)),
            repr(self.quoted.works_at(one.id)),
            self.tail(one),
        )

    def _links_said(self, one: EditedCable) -> str:
        """Return what stands for the links of a cable, which follow from what is in the edition."""
        ids = one.told(
            "cited in paragraphs",
            lambda: tuple(dict.fromkeys(body.id for body in one.cable.body_references if body.id)),
        )
        inside = tuple(cable for cable in ids if cable in self._graph.inside)
        return one.told("links", lambda: repr(self.links(one)), inside)

    def links(self, one: EditedCable) -> dict[str, tuple[Link, ...]]:
        """Return where the references inside the paragraphs of a cable lead, by anchor."""
        return body_links(one.cable, self._graph.inside, dict(one.texts))

    def references(self, one: EditedCable) -> list[RecordRow]:
        """Return the rows of the record that list the references."""
        return self._references.rows(items_told(one))

    def head(self, one: EditedCable) -> str:
        """Return what stands before the first paragraph."""
        revised = revision_lines(self._releases.revised.get(one.id, ()))
        parts = (
            missing_box(one),
            fence("cable:revised", "", {}, "\n".join(revised)) if revised else "",
            portion_list(one, self._term_names),
        )
        return "\n".join(part for part in parts if part)

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
        former = self._releases.former.get(one.id, ())
        parts = (
            former_elsewhere(one.id, former),
            self._references.cited_by(one.id),
            self.quoted.section(one.id, (place.anchor for place in places_of(one.cable))),
            self._references.related(self._related.get(one.id, ())),
            variant_list(one, self.quoted.works_at(one.id)),
        )
        return "\n".join(part for part in parts if part)
