"""The words of a passage read again from the source, apart from what the parser made of them."""

from __future__ import annotations

from cable_edition.core.fold import fold
from cable_edition.core.model import Cable, Passage


def source_text(cable: Cable) -> str:
    """Return the text as transmitted: the source's own characters, entities decoded."""
    if cable.transmitted_text:
        return cable.transmitted_text
    return "".join(cable.source.text[span.start : span.end] for span in cable.transmitted)


def passage_text(cable: Cable, passage: Passage) -> str:
    """Return the folded words at the spans of a passage, joined after its own rule."""
    offsets = cable.offsets
    text = cable.source.text if offsets.plain else source_text(cable)
    parts: list[str] = []
    for index, span in enumerate(passage.spans):
        start, end = span
        if not offsets.plain:
            start, end = offsets.position(start), offsets.position(end)
        piece = fold(text[start:end])
        if parts and piece and index not in passage.glued:
            parts.append(" ")
        parts.append(piece)
    return "".join(parts)
