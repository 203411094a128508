"""Which elements of a TEI text must have ``resp``: what editors say that words of the source are.

A correction of the reading changes no character. It makes words a heading, a paragraph, a list ...,
or tells what a TAG or reference means; the element that stands there for that reason names the
editors.
"""

from __future__ import annotations

from collections.abc import Iterable

from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.cable.model import Block, Correction
from cable_edition.core.cable.span import Span
from cable_edition.core.proof.data.tei_layout import Layout

#: Element of a part -> the kinds of corrections that say so of its words.
_PARTS = {
    "p": {"paragraph", "continuation"},
    "head": {"heading"},
    "ab": {"sign-off"},
}
#: Kind of a block -> the kind of the correction that makes words one.
_BLOCKS = {"item": "list", "table": "table", "quote": "quotation"}


class ByEditors:
    """Tells of each part of one cable who made it so: methods return ``resp``, or nothing."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._corrections = layout.one.cable.corrections
        self._editors = f"#{unique_anchor(layout.one.id, 'editors')}"

    def part(self, element: str, anchor: str) -> str:
        """Tell of a paragraph, a heading or the sign-off."""
        return self._said(
            one.anchor == anchor and one.kind in _PARTS[element] for one in self._corrections
        )

    def block(self, block: Block) -> str:
        """Tell of a part of a paragraph."""
        where = [self._layout.span(span) for span in block.passage.spans]
        return self._said(
            (one.kind == "continuation" and one.anchor == block.anchor)
            or (one.kind == _BLOCKS.get(block.kind) and self._on(one, where))
            for one in self._corrections
        )

    def field(self, kind: str) -> str:
        """Tell of a field of the opening; of these only the subject can be said."""
        return self._said(kind == one.kind == "subject" for one in self._corrections)

    def meaning(self, kind: str, means: str | None, where: Iterable[Span]) -> str:
        """Tell of a TAG or reference; ``where`` are stretches of the text as transmitted."""
        stretches = list(where)
        return self._said(
            one.kind == kind and one.means == means and self._on(one, stretches)
            for one in self._corrections
        )

    def _on(self, one: Correction, stretches: Iterable[Span]) -> bool:
        own = [self._layout.span(span) for span in one.spans]
        return any(a.start < b.end and b.start < a.end for a in own for b in stretches)

    def _said(self, any_of: Iterable[bool]) -> str:
        return self._editors if any(any_of) else ""
