"""Where an annotation stands in a cable: found by the words that it quotes.

Words are looked for in the text as the edition reads it, and then as transmitted; where they stand
more than once, what stands around them tells, and the position last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cable_edition.core.cable.places import place_name, texts_of
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.notes import record_places
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.proposed.annotation_file import Annotation

#: So many places are named.
_MOST = 6


class Spot(NamedTuple):
    """Where words stand: an anchor, and characters of the text as transmitted.

    ``whole`` is what belongs to all that stands at the anchor.
    """

    anchor: str
    start: int
    end: int
    whole: bool


class LostError(Exception):
    """An annotation without an entry; the text says why, and what to do."""


def spot_of(one: Annotation, cable: EditedCable) -> Spot:
    """Return where an annotation stands; raises :class:`LostError` where that cannot be told."""
    sources = dict(texts_of(cable.cable))
    if one.is_whole and one.anchor not in sources and one.anchor in record_places(cable.cable):
        return Spot(one.anchor, 0, 0, whole=True)  # A row of the record, quoted as its page has it.
    if not one.exact:
        if one.anchor in sources or one.anchor in record_places(cable.cable):
            return Spot(one.anchor, 0, 0, whole=True)
        raise LostError("it quotes no words and names no place; give a TextQuoteSelector")
    for texts, is_reading in ((dict(cable.texts), True), (sources, False)):
        if (found := _found(one, texts)) is None:
            continue
        anchor, at = found
        start, end = at, at + len(one.exact)
        is_all = len(one.exact) == len(texts[anchor])
        emended = cable.emendations.get(anchor, ()) if is_reading else ()
        start = in_source(start, emended, is_end=False)
        end = max(start, in_source(end, emended, is_end=True))
        return Spot(anchor, start, end, whole=is_all and one.is_whole)
    raise LostError(
        f"these words do not stand in {cable.id}; quote words of one paragraph as its page has "
        "them, without numbers of notes, or write the entry yourself"
    )


def _found(one: Annotation, texts: Mapping[str, str]) -> tuple[str, int] | None:
    """Return anchor and position of the words in texts; ``None`` where they do not stand."""
    bare = Quotation(one.exact)
    found = [(anchor, at) for anchor, text in texts.items() for at in occurrences(text, bare)]
    if not found:
        return None
    near = [(anchor, at) for anchor, at in found if _is_at(anchor, one.anchor)]
    found = near or found
    if len(found) == 1:
        return found[0]
    agreeing = [(_agreement(one, texts[anchor], at), (anchor, at)) for anchor, at in found]
    most = max(count for count, _ in agreeing)
    best = [place for count, place in agreeing if count == most >= 0]
    if len(best) > 1 and near:
        best = [place for place in best if place[1] == one.start]
    if len(best) == 1:
        return best[0]
    names = list(dict.fromkeys(place_name(anchor) for anchor, _ in found))
    more = " ..." if len(names) > _MOST else ""
    raise LostError(
        f"these words stand {len(found)} times ({', '.join(names[:_MOST])}{more}); give the words "
        "before and after them (`prefix` and `suffix` of a TextQuoteSelector)"
    )


def _is_at(anchor: str, named: str) -> bool:
    return bool(named) and (anchor == named or anchor.startswith(f"{named}-"))


def _agreement(one: Annotation, text: str, at: int) -> int:
    """Return how many characters around the words are as told; -1 where one is not.

    What is told may go on beyond the ends of the text: into the paragraphs beside it.
    """
    before, after = text[:at].rstrip(" "), text[at + len(one.exact) :].lstrip(" ")
    prefix, suffix = one.prefix.rstrip(" "), one.suffix.lstrip(" ")
    left, right = min(len(before), len(prefix)), min(len(after), len(suffix))
    if before[len(before) - left :] != prefix[len(prefix) - left :]:
        return -1
    return left + right if after[:right] == suffix[:right] else -1


def in_source(at: int, emendations: Sequence[Emendation], *, is_end: bool) -> int:
    """Return where a place of the reading text stands in the text as transmitted.

    A place within an emendation is moved out to its begin or its end.
    """
    shift = 0
    for one in emendations:
        if at < one.reading_start or (is_end and at == one.reading_start):
            break
        if at < one.reading_end:
            return one.end if is_end else one.start
        shift = one.end - one.reading_end
    return at + shift
