"""The words of one cable in their order, as the edition reads them and as they were transmitted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from cable_edition.core.quotations.liberties import loosened
from cable_edition.core.quotations.nearest import changes
from cable_edition.core.quotations.spans import Span, word_spans
from cable_edition.core.search.found import SearchPlace

#: How the label of an editor's note begins: its words are not those of the cable.
NOTE = "note "


class Variant(NamedTuple):
    """Words of the reading text, from the first to before the last, that were sent otherwise."""

    start: int
    end: int
    sent: tuple[str, ...]


class Words:
    """The words of texts in their order; ``starts`` has the number of the first word of each.

    ``cut`` has the texts with blanks in the place of words that do not count.
    """

    def __init__(self, texts: Sequence[str], cut: Sequence[str] | None = None) -> None:
        self._texts = texts
        self._spans: list[Span] = []
        self.starts: list[int] = []
        for text in texts if cut is None else cut:
            self.starts.append(len(self._spans))
            self._spans += word_spans(text)
        self.forms = [span.form for span in self._spans]

    def place_of(self, word: int) -> int:
        """Return the number of the text in which a word stands."""
        return bisect_right(self.starts, word) - 1

    def shown(self, start: int, end: int) -> str:
        """Return words as they stand, with what is between them; a blank parts two texts."""
        return " ".join(text[first:last] for text, first, last in self._slices(start, end))

    def _slices(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        while start < end:
            place = self.place_of(start)
            limits = [*self.starts[place + 1 : place + 2], len(self.forms)]
            stop = min(end, limits[0])
            spans = self._spans
            yield self._texts[place], spans[start].start, spans[stop - 1].end
            start = stop

    @cached_property
    def joined(self) -> str:
        """All words, each between two blanks."""
        return f" {' '.join(self.forms)} " if self.forms else " "

    @cached_property
    def offsets(self) -> list[int]:
        """Where in :attr:`joined` the blank before each word stands, and the last one."""
        found, at = [0], 0
        for form in self.forms:
            at += len(form) + 1
            found.append(at)
        return found

    def number_at(self, offset: int) -> int:
        """Return the number of the word before which a blank of :attr:`joined` stands."""
        return bisect_left(self.offsets, offset)


class Layer(NamedTuple):
    """The words of a cable as one may quote them: as read and as sent, and where those differ.

    ``sent`` is ``None`` where the words as transmitted are those of the reading text.
    """

    reading: Words
    sent: Words | None
    variants: frozenset[Variant]


class Wording:
    """A cable as a quotation is compared with it; ``places`` are those of a search page."""

    def __init__(self, places: Sequence[SearchPlace]) -> None:
        self.places = [place for place in places if not place.label.startswith(NOTE)]
        self._texts = [place.words for place in self.places]
        self.reading = Words(self._texts)

    @cached_property
    def _sent(self) -> list[str]:
        """The texts as transmitted; none where they are those of the reading text."""
        if not any(place.transmitted for place in self.places):
            return []
        return [place.transmitted or place.words for place in self.places]

    @property
    def is_emended(self) -> bool:
        """Whether the edition reads otherwise than was sent."""
        return bool(self._sent)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All words; those without headings; and without the letters of lists too."""
        first = self._layer(self.reading, Words(self._sent) if self._sent else None)
        return first, *self._looser

    @cached_property
    def _looser(self) -> tuple[Layer, ...]:
        found, known = [], [self._texts]
        for letters in (False, True):
            cut = self._loosened(self._texts, letters)
            if cut not in known:
                known.append(cut)
                sent = self._loosened(self._sent, letters) if self._sent else []
                words = Words(self._sent, sent) if sent else None
                found.append(self._layer(Words(self._texts, cut), words))
        return tuple(found)

    def _loosened(self, texts: Sequence[str], letters: bool) -> list[str]:
        anchors = [place.anchor for place in self.places]
        return loosened(list(zip(anchors, texts, strict=True)), letters=letters)

    def _layer(self, reading: Words, sent: Words | None) -> Layer:
        return Layer(reading, sent, frozenset(self._variants(reading, sent) if sent else ()))

    def _variants(self, reading: Words, sent: Words) -> Iterator[Variant]:
        for number, place in enumerate(self.places):
            if place.transmitted:
                read, was = _part(reading, number), _part(sent, number)
                base = reading.starts[number]
                for start, end, first, last in changes([(form, "") for form in was], read):
                    yield Variant(base + first, base + last, tuple(was[start:end]))


def _part(words: Words, number: int) -> list[str]:
    ends = [*words.starts[number + 1 : number + 2], len(words.forms)]
    return words.forms[words.starts[number] : ends[0]]
