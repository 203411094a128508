"""Passages: made of a stretch of the source, and read again from it."""

from __future__ import annotations

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Cable, Passage
from cable_edition.core.cable.span import Span


def passage(text: str, start: int, end: int, shift: int = 0) -> Passage | None:
    """Return ``text[start:end]`` as a passage of one span, trimmed; ``None`` where it is blank.

    ``shift`` is added to the span.
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(WHITE))
    words = piece.strip(WHITE)
    if not words:
        return None
    begin = start + left
    return Passage(fold(words), (Span(begin + shift, begin + len(words) + shift),))


def source_text(cable: Cable) -> str:
    """Return the text as transmitted: the source's own characters, entities decoded."""
    if cable.transmitted_text:
        return cable.transmitted_text
    return "".join(cable.source.text[span.start : span.end] for span in cable.transmitted)


def passage_text(cable: Cable, passage: Passage) -> str:
    """Return the folded words at the spans of a passage, joined after its own rule.

    Words of the record around the text are given as its form has them.
    """
    if not cable.transmits(passage):
        return passage.text
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


def characters(cable: Cable, one: Passage) -> list[Span | None]:
    """Return where each character of a passage stands in the source; ``None`` for a joining blank.

    A blank that stands for a run of white space stands at the whole run.
    """
    if not cable.transmits(one):
        # Escapes of the record around the text are not told apart: the whole value is withheld.
        return [Span(one.spans[0].start, one.spans[-1].end)] * len(one.text)
    offsets = cable.offsets
    text = cable.source.text if offsets.plain else cable.transmitted_text
    found: list[Span | None] = []
    for index, (start, end) in enumerate(one.spans):
        if not offsets.plain:
            start, end = offsets.position(start), offsets.position(end)  # noqa: PLW2901
        piece: list[Span | None] = []
        blank = -1
        for at in range(start, end):
            if text[at] in WHITE:
                blank = at if blank < 0 else blank
                continue
            if blank >= 0 and piece:
                piece.append(Span(blank, at))
            blank = -1
            piece.append(Span(at, at + 1))
        if not offsets.plain:
            piece = [offsets.span(span) if span else None for span in piece]
        if found and piece and index not in one.glued:
            found.append(None)
        found += piece
    return found
