"""Whether a cable is read as a correction says, and at which of its anchors that shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cable_edition.core.cable.model import Cable, Passage, Span
from cable_edition.core.cable.places import places_of, reference_anchors
from cable_edition.core.reading.text.hints import STRETCHES, Hint, HintKind

#: The field of the record whose value a correction gives.
_FIELDS: dict[HintKind, str] = {
    "heading": "headings",
    "continuation": "paragraphs",
    "paragraph": "paragraphs",
    "list": "paragraphs",
    "table": "paragraphs",
    "quotation": "paragraphs",
    "sign-off": "signature",
    "subject": "subject",
    "reference": "references",
    "tag": "tags",
}


def standing(cable: Cable, hint: Hint) -> tuple[str | None, str]:
    """Return the anchor where ``cable`` is read as ``hint`` says, or ``None``; and its field."""
    kind = hint.kind
    at = _At(cable, hint)
    if kind == "reference":
        anchor = at.listed()
        return (anchor, "references") if anchor else (at.cited(), "body_references")
    found = {
        "heading": at.heading,
        "paragraph": at.paragraph,
        "continuation": at.continued,
        "sign-off": lambda: "signature" if at.is_whole(cable.signature) else None,
        "subject": lambda: "subject" if at.is_whole(cable.opening.subject) else None,
        "tag": at.tag,
    }.get(kind, at.stretch)()
    return found, _FIELDS[kind]


class _At:
    """How a cable is read where a hint stands."""

    def __init__(self, cable: Cable, hint: Hint) -> None:
        self._cable = cable
        self._hint = hint

    def _bounds(self, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
        offsets = self._cable.offsets
        for span in spans:
            start = offsets.position(span.start)
            yield start, offsets.position(span.end) if span.end > span.start else start

    def _meets(self, spans: Sequence[Span]) -> bool:
        hint = self._hint
        return any(low < hint.end and hint.start < high for low, high in self._bounds(spans))

    def _start(self, spans: Sequence[Span]) -> int:
        return min((low for low, _ in self._bounds(spans)), default=-1)

    def is_whole(self, passage: Passage | None) -> bool:
        """Whether a passage has the words of the hint, all of them and no other."""
        if passage is None or not passage.spans or not self._cable.transmits(passage):
            return False
        bounds = list(self._bounds(passage.spans))
        return bounds[0][0] == self._hint.start and bounds[-1][1] == self._hint.end

    def heading(self) -> str | None:
        """Return the heading that it is."""
        return next(
            (one.anchor for one in self._cable.headings if self.is_whole(one.passage)), None
        )

    def paragraph(self) -> str | None:
        """Return the paragraph that begins there, with the number that was given."""
        for one in self._cable.paragraphs:
            spans = [*one.passage.spans, *(one.marking.spans if one.marking else ())]
            spans += [one.number_span] if one.number_span else []
            first = self._start(spans)
            numbered = self._hint.number is None or one.n == self._hint.number
            if first == self._hint.start and numbered:
                return one.anchor
        return None

    def continued(self) -> str | None:
        """Return the place in which the words stand, if they do not begin it."""
        for place in places_of(self._cable):
            if place.passage and place.kind in {"paragraph", "block", "heading"}:
                begins = self._start(place.passage.spans)
                bounds = self._bounds(place.passage.spans)
                if begins < self._hint.start and any(
                    low < self._hint.end and self._hint.start < high for low, high in bounds
                ):
                    return place.anchor
        return None

    def stretch(self) -> str | None:
        """Return the first of the parts of which the words are made, if they are of the kind."""
        wanted = STRETCHES[self._hint.kind]
        blocks = [
            block
            for paragraph in self._cable.paragraphs
            for block in paragraph.blocks
            if self._meets(block.passage.spans)
        ]
        inside = all(
            block.kind == wanted
            and self._start(block.passage.spans) >= self._hint.start
            and max(high for _, high in self._bounds(block.passage.spans)) <= self._hint.end
            for block in blocks
        )
        single = len(blocks) == 1 or self._hint.kind != "table"
        return blocks[0].anchor if blocks and inside and single else None

    def listed(self) -> str | None:
        """Return the item of the list of references that it is."""
        for anchor, one in reference_anchors(self._cable):
            if one.id == self._hint.means and self._meets(one.passage.spans):
                return anchor
        return None

    def cited(self) -> str | None:
        """Return the paragraph that names the cable there."""
        for one in self._cable.paragraphs:
            if self._meets(one.passage.spans):
                cited = (
                    item.id for item in self._cable.body_references if item.paragraph == one.anchor
                )
                return one.anchor if self._hint.means in cited else None
        return None

    def tag(self) -> str | None:
        """Return the list of TAGS, if the TAG is in it."""
        tags = self._cable.opening.tags
        found = any(one.text == self._hint.means and self._meets(one.spans) for one in tags)
        return "tags" if found else None
