"""Where two places of a cable say different things of one field.

Nothing is decided by it: of each field the value stays that the rules took, and the reader of the
edition is told of the other.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_post, parse_id, year_of
from cable_edition.core.cable.posts import known_post
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.created import is_ambiguous
from cable_edition.core.reading.text.patterns import CLASSIFICATION, classification_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Opening, Passage, TransmissionHeader, Value
    from cable_edition.core.cable.span import Span
    from cable_edition.core.reading.raw import RawCable

_CLASS = late(CLASSIFICATION)
#: The words before a post that only say what it is, also small ones: ``Embassy Rome``.
_KIND = late(r"(?:AM)?(?:EMBASSY|CONSUL(?:ATE)?)\b", re.IGNORECASE)
#: A record gives local days, and a cable may be sent some days after it was written.
_APART = 3
_EMPTY_TO = late(r"(?:^|(?<=\n))TO[ \t:]{0,20}(?=\r?\n)")
#: A header that addresses every post in the world has some 20,000 characters.
_HEADER = 65_536


def contradictions(
    raw: RawCable, opening: Opening, header: TransmissionHeader, identifier: str | None
) -> Iterator[Problem]:
    """Yield what contradicts something else in a cable, with its place; all in source coordinates.

    ``opening``, ``header`` and ``identifier`` are those that were read of ``raw``. Problems:
    ``fields-differ``; ``date-unclear`` where the record's date can be read in two ways or in none;
    and ``field-empty`` where no addressee stands after the label TO.
    """
    yield from _posts(raw, header, identifier)
    yield from _dates(raw, opening, header)
    yield from _levels(raw, opening)
    yield from _references(raw, opening, identifier, header)
    if opening.sections and opening.section_span:
        first, of = opening.sections
        if first > of:
            yield _differs(f"section {first} of {of} is announced", opening.section_span)
    for one in (*header.action, *header.info):
        if one.name.startswith("FM "):
            message = f"a second originator stands among the addressees: {one.name[:60]}"
            yield _differs(message, one.span)
    if header.sender and not header.action:
        empty = _EMPTY_TO.search(raw.text, 0, _HEADER)
        if empty:
            at = raw.offsets.start(empty.start())
            yield Problem("field-empty", "nothing stands after the label 'TO'", offset=at)


def _differs(message: str, span: Span) -> Problem:
    return Problem("fields-differ", message, offset=span.start)


def _posts(raw: RawCable, header: TransmissionHeader, identifier: str | None) -> Iterator[Problem]:
    """Yield the originator and the record's origin where they are another post than the id's."""
    parts = parse_id(identifier) if identifier else None
    if parts is None or known_post(parts.post) is None:
        return
    for what, words in (("originator", header.sender), ("record's origin", raw.record.origin)):
        if words is None or not _KIND.match(words.text):
            continue
        post = canonical_post(words.text)
        if post != parts.post and known_post(post):
            message = f"the {what} is {words.text[:60]}, and the id says {identifier}"
            yield _differs(message, words.spans[0])


def _dates(raw: RawCable, opening: Opening, header: TransmissionHeader) -> Iterator[Problem]:
    """Yield a record's date far from the date-time group, and a release before the cable's day.

    A date of a record that cannot be read is told, too.
    """
    stamp = raw.record.created
    if stamp and raw.created is None and stamp.spans:
        words = f"the record's date {stamp.text[:40]}"
        reason = "can be read in no known way"
        if is_ambiguous(stamp.text):
            reason = "is one of two days, and no other row shows the order of day and month"
        yield Problem("date-unclear", f"{words} {reason}", offset=stamp.spans[0].start)
    sent = _day(header.message_datetime)
    created = _day(raw.created)
    days = abs((sent - created).days) if sent and created else 0
    if days > _APART and raw.created and raw.created.spans:
        message = f"the record is of {created}, the date-time group of {sent}"
        yield _differs(message, raw.created.spans[0])
    due = _day(opening.declassify_on)
    written = sent or created
    if due and written and opening.declassify_on and due < written:
        message = f"the cable is to be declassified on {due}, before its own day, {written}"
        yield _differs(message, opening.declassify_on.spans[0])


def _day(value: Value | None) -> date | None:
    try:
        return date.fromisoformat(value.text[:10]) if value else None
    except ValueError:
        return None


def _levels(raw: RawCable, opening: Opening) -> Iterator[Problem]:
    """Yield the record's classification where the text has another."""
    stated: Passage | None = raw.record.classification
    own = opening.classification
    if stated is None or own is None:
        return
    match = _CLASS.match(stated.text.upper())
    level = classification_name(match["class"]) if match else own.text
    if level != own.text and {level, own.text} <= _LEVELS:
        message = f"the record says {level}, the classification line {own.text}"
        yield _differs(message, stated.spans[0])


#: Others have no fixed names, or none in records.
_LEVELS = frozenset({"UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET"})


def _lettered(raw: RawCable, label: str, at: int) -> bool:
    """Whether a reference has its letter before it: ``A. KABUL 936/935`` are two under one."""
    place = raw.offsets.position(at)
    before = raw.text[max(0, place - _LETTER) : place].upper().rstrip(" .):]\n")
    return before.endswith(label) and not before[-2:-1].isalpha()


#: A letter stands so many characters before its reference, with its stop and blanks.
_LETTER = 6


def _references(
    raw: RawCable, opening: Opening, identifier: str | None, header: TransmissionHeader
) -> Iterator[Problem]:
    """Yield references of a later year than the cable, and letters that two of them have."""
    sent = _day(header.message_datetime)
    year = sent.year if sent else year_of(identifier) if identifier else None
    letters: set[str] = set()
    for one in opening.references:
        span = one.passage.spans[0]
        parts = parse_id(one.id) if one.id else None
        if parts and year and parts.year > year:
            yield _differs(f"the reference {one.id} is of a later year than the cable", span)
        if one.label and one.label in letters and _lettered(raw, one.label, span.start):
            yield _differs(f"a second reference has the letter {one.label}", span)
        letters.add(one.label or "")
