"""Which elements of a TEI file are what they are because an editor said so: their ``resp``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.reading.text.hints import STRETCHES
from cable_edition.exports.tei_ids import editors_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cable_edition.core.cable.model import BodyReference, Correction, Paragraph, Span
    from cable_edition.core.edition.assemble import EditedCable
    from cable_edition.exports.transcript import Transcript


class CorrectedParts:
    """Tells of the parts of one cable whether an editor corrected the reading there.

    Each method returns the value of ``resp``, or ``None`` where the part was read by the rules.
    """

    def __init__(self, one: EditedCable) -> None:
        self._editors = f"#{editors_id(one.id)}"
        self._corrections = one.cable.corrections

    def part(self, anchor: str, paragraph: Paragraph | None = None) -> str | None:
        """Tell of a heading, a paragraph or the sign-off."""
        kinds = {"paragraph", "continuation"} if paragraph else {"heading", "sign-off"}
        return self._any(one.kind in kinds and one.anchor == anchor for one in self._corrections)

    def block(self, anchor: str, kind: str, spans: Sequence[Span]) -> str | None:
        """Tell of a part of a paragraph; ``kind`` is that of the block."""
        return self._any(
            (STRETCHES.get(one.kind) == kind and _meets(one, spans))
            or (one.kind == "continuation" and one.anchor == anchor)
            for one in self._corrections
        )

    def field(self, kind: str) -> str | None:
        """Tell of a field of the opening."""
        return self._any(one.kind == kind == "subject" for one in self._corrections)

    def means(self, kind: str, means: str | None, spans: Sequence[Span]) -> str | None:
        """Tell of a TAG or a reference, and what it means."""
        return self._any(
            one.kind == kind and one.means == means and _meets(one, spans)
            for one in self._corrections
        )

    def cited(self, item: BodyReference, words: Span, transcript: Transcript) -> str | None:
        """Tell of a reference inside a paragraph; ``words`` are its place in the transcript."""
        return self._any(
            one.kind == "reference"
            and (one.anchor, one.means) == (item.paragraph, item.id)
            and any(
                span.start < words.end and words.start < span.end
                for span in transcript.spans(one.spans)
            )
            for one in self._corrections
        )

    def _any(self, found: Iterable[bool]) -> str | None:
        return self._editors if any(found) else None


def _meets(one: Correction, spans: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in spans)
