"""Where the words that a correction of the reading quotes stand in the cable text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Cable, Passage, Span
from cable_edition.core.cable.passage import characters, passage_text, source_text
from cable_edition.core.cable.places import passages_of
from cable_edition.core.editing.emendation import find_place
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.editing.sidecar.reading import TAGS, TEXT, ReadingEntry
from cable_edition.core.problems import Problem
from cable_edition.core.reading.text.hints import STRETCHES

#: Signs of rules, and blanks, which are no part of a heading and the like.
_SIGNS = "-=_*~ "


def recorded_tags(cable: Cable) -> Passage | None:
    """Return the words of the record that the TAGS of a cable come from, if they do."""
    tags = cable.opening.tags
    return cable.record.tags if tags and not cable.transmits(tags[0]) else None


def fault(entry: ReadingEntry, code: str, message: str) -> Problem:
    """Return a problem of an entry, with the line it is on."""
    return Problem(code, message, entry.place.path, entry.place.line)


class QuotedTexts:
    """The words of a cable by anchor, each character with its place in the cable text."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable
        self._passages = passages_of(cable)
        self._words = {anchor: one.text for anchor, one in self._passages.items()}
        self._places: dict[str, list[int]] = {}
        self._whole = ""

    def find(self, entry: ReadingEntry) -> tuple[tuple[int, int] | None, Problem | None]:
        """Return where in the cable text the words of an entry begin and end, or why not."""
        place = entry.place
        if place.at == TAGS:
            return self._in_tags(entry)
        texts = {TEXT: self._text(TEXT)} if place.at == TEXT else self._words
        start, missing = find_place(place, texts)
        if missing:
            return None, missing[0]
        if place.at != TEXT and not self._cable.transmits(self._passages[place.at]):
            message = f"{place.at} stands in the record around the text, which is not read by rules"
            return None, fault(entry, "reading-record", message)
        if not place.quote.strip(_SIGNS):
            message = "the words quoted are signs only; quote a word"
            return None, fault(entry, "quote-missing", message)
        signs = " " if entry.kind in STRETCHES else _SIGNS
        left = len(place.quote) - len(place.quote.lstrip(signs))
        words = len(place.quote.strip(signs))
        low, high = _ends(self._positions(place.at), start + left, start + left + words)
        if entry.through:
            found = self._through(entry, start, low)
            if found is None:
                message = (
                    f"`{entry.through[:60]}` does not stand once after the words quoted; tell the "
                    "last words in full"
                )
                return None, fault(entry, "quote-missing", message)
            high = found
        if place.at != TEXT and start == 0 and entry.kind in {"paragraph", "continuation"}:
            low = self._opening(place.at, low)
        return (low, high), None

    def _in_tags(self, entry: ReadingEntry) -> tuple[tuple[int, int] | None, Problem | None]:
        """Return where words of the list of TAGS stand, in the text or in the record around it."""
        cable, place = self._cable, entry.place
        if entry.kind != "tag":
            message = f"words at {TAGS} can be a tag, and nothing else"
            return None, fault(entry, "bad-value", message)
        if recorded := recorded_tags(cable):
            _, missing = find_place(place, {TAGS: recorded.text})
            span = Span(recorded.spans[0].start, recorded.spans[-1].end)
            return (None, missing[0]) if missing else (span, None)
        spans = sorted({span for one in cable.opening.tags for span in one.spans})
        if not spans:
            texts = {**self._words, TEXT: ""}
            return None, find_place(place, texts)[1][0]
        listed = Passage("", (Span(spans[0].start, spans[-1].end),))
        listed = Passage(passage_text(cable, listed), listed.spans)
        start, missing = find_place(place, {TAGS: listed.text})
        if missing:
            return None, missing[0]
        positions = [
            cable.offsets.position(span.start) if span else -1 for span in characters(cable, listed)
        ]
        return _ends(positions, start, start + len(place.quote)), None

    def _through(self, entry: ReadingEntry, start: int, low: int) -> int | None:
        """Return where the last words end: at the anchor, or else further on in the text."""
        for anchor in dict.fromkeys((entry.place.at, TEXT)):
            text = self._text(anchor)
            if anchor != entry.place.at:
                start = bisect_left(self._places[TEXT], low)
            last = entry.through.rstrip(_SIGNS)
            found = [at for at in occurrences(text, Quotation(entry.through)) if at >= start]
            if len(found) == 1 and last:
                return _ends(self._positions(anchor), found[0], found[0] + len(last))[1]
            if found:
                return None
        return None

    def _opening(self, anchor: str, low: int) -> int:
        """Return where the number and the mark before the first words of a paragraph begin."""
        for paragraph in self._cable.paragraphs:
            if paragraph.anchor == anchor:
                spans = list(paragraph.marking.spans) if paragraph.marking else []
                spans += [paragraph.number_span] if paragraph.number_span else []
                starts = [self._cable.offsets.position(span.start) for span in spans]
                return min([low, *starts])
        return low

    def _positions(self, anchor: str) -> list[int]:
        """Return the place in the cable text of each character at an anchor; -1 for a joint."""
        if anchor not in self._places:
            offsets = self._cable.offsets
            self._places[anchor] = [
                offsets.position(span.start) if span else -1
                for span in characters(self._cable, self._passages[anchor])
            ]
        return self._places[anchor]

    def _text(self, anchor: str) -> str:
        """Return the words at an anchor, or those of the whole text."""
        if anchor != TEXT:
            return self._words[anchor]
        if TEXT not in self._places:
            self._whole, self._places[TEXT] = _folded(source_text(self._cable))
        return self._whole


def _ends(places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return the bounds in the cable text of some characters; quoted words begin with no blank."""
    return places[start], places[end - 1] + 1


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text with its white space folded, and where each character of it stood."""
    words: list[str] = []
    places: list[int] = []
    blank = -1
    for at, char in enumerate(text):
        if char in WHITE:
            blank = at if blank < 0 else blank
            continue
        if blank >= 0 and words:
            words.append(" ")
            places.append(blank)
        blank = -1
        words.append(char)
        places.append(at)
    return "".join(words), places
