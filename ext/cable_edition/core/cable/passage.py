"""Passages: made of a stretch of the source, and read again from it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Cable, Passage
from cable_edition.core.cable.span import OffsetMap, Span


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
    return list(each_character(cable, one))


def each_character(cable: Cable, one: Passage) -> Iterator[Span | None]:
    """Yield what :func:`characters` returns, one by one: a passage may have very many."""
    if not cable.transmits(one):
        # Escapes of the record around the text are not told apart: the whole value is withheld.
        yield from repeat(Span(one.spans[0].start, one.spans[-1].end), len(one.text))
        return
    offsets = cable.offsets
    text = cable.source.text if offsets.plain else cable.transmitted_text
    begun = False
    for index, (start, end) in enumerate(one.spans):
        if not offsets.plain:
            start, end = offsets.position(start), offsets.position(end)  # noqa: PLW2901
        blank, empty = -1, True
        for at in range(start, end):
            if text[at] in WHITE:
                blank = at if blank < 0 else blank
                continue
            if empty and begun and index not in one.glued:
                yield None
            if blank >= 0 and not empty:
                yield _placed(offsets, Span(blank, at))
            blank, empty, begun = -1, False, True
            yield _placed(offsets, Span(at, at + 1))


def _placed(offsets: OffsetMap, span: Span) -> Span:
    return span if offsets.plain else offsets.span(span)
