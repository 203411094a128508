"""Headers in small letters: read with their capitals given back, told as they are written."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Addressee, Passage, TransmissionHeader
from cable_edition.core.reading.header import patterns
from cable_edition.core.reading.text.class_line import near_class_line

if TYPE_CHECKING:
    from cable_edition.core.cable.span import Span

_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
#: How far such a header is looked for, and how far the line that ends it.
_TOP, _LIMIT = 3_000, 12_000


def raised(text: str) -> str | None:
    """Return ``text`` with the capitals of its header, or ``None`` where it has them already."""
    if text.rfind("fm ", 0, _TOP) < 0 and text.rfind("Fm ", 0, _TOP) < 0:
        return None
    if not _starts_small(text):
        return None
    line = near_class_line(text, 0, min(len(text), _LIMIT))
    stop = patterns.STOP.search(text, 0, _LIMIT)
    end = line.end if line else stop.start() if stop else _TOP
    return text[:end].translate(_CAPITALS) + text[end:]


def _starts_small(text: str) -> bool:
    found = patterns.LOWERED.search(text, 0, _TOP)
    return found is not None and any(map(str.islower, found[0]))


def as_written(header: TransmissionHeader, text: str) -> TransmissionHeader:
    """Return ``header``, read from raised letters, with the words that ``text`` has."""
    return replace(
        header,
        sender=_passage(header.sender, text),
        action=tuple(_addressee(one, text) for one in header.action),
        info=tuple(_addressee(one, text) for one in header.info),
        distribution=tuple(
            Passage(_words(text, one.spans[0]), one.spans) for one in header.distribution
        ),
        drafted_by=_passage(header.drafted_by, text),
        approved_by=_passage(header.approved_by, text),
    )


def _words(text: str, span: Span) -> str:
    return fold(text[span.start : span.end])


def _passage(passage: Passage | None, text: str) -> Passage | None:
    return Passage(_words(text, passage.spans[0]), passage.spans) if passage else None


def _addressee(one: Addressee, text: str) -> Addressee:
    words = _words(text, one.span)
    at = words.translate(_CAPITALS).find(one.name)
    return one._replace(name=words[at : at + len(one.name)]) if at >= 0 else one
