"""Where the fields of a cable and its portion marks have a term of the glossary.

The page of a cable links the words of its paragraphs. What stands in the lines above them or in a
portion mark is not linked, and is a place of the term all the same: the glossary lists it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Passage, Value
from cable_edition.core.cable.span import Span
from cable_edition.core.registers.concordance import Occurrence, occurrence_of
from cable_edition.core.registers.entries import Term
from cable_edition.core.registers.mentions import Mention, MentionFinder


class FieldText(NamedTuple):
    """The words of a field at its anchor; a term may be named in the first ``reach`` of them."""

    anchor: str
    text: str
    reach: int


def field_texts(cable: Cable) -> Iterator[FieldText]:
    """Yield the fields of a cable that hold words of its text, as they stand there with labels.

    The codes behind ``TAGS:`` are entries of a register of their own, so there the label counts.
    """
    opening = cable.opening
    if opening.classification:
        yield from _field(cable, "classification", opening.classification)
    if opening.sections and opening.section_span:
        text = _words(cable, opening.section_span)
        yield FieldText("section", text, len(text))
    for caption in opening.captions:
        yield from _field(cable, "captions", caption)
    for line in opening.passing:
        yield from _field(cable, "passing", line)
    if opening.eo_line:
        yield from _field(cable, "eo", opening.eo_line)
    if opening.tags and cable.transmits(opening.tags[0]) and opening.tags[0].spans:
        label = _label_before(cable, opening.tags[0].spans[0].start)
        if label:
            whole = Span(label.start, opening.tags[-1].spans[-1].end)
            yield FieldText("tags", _words(cable, whole), len(_words(cable, label)))
    if opening.reasons and opening.reasons[0].spans:
        yield from _reasons(cable)


def _reasons(cable: Cable) -> Iterator[FieldText]:
    """Yield the reasons with the label before them; they are letters that share one stretch."""
    first = _segment_of_reasons(cable, cable.opening.reasons[0].spans[0])
    if first is None:
        return
    label = _label_before(cable, first.start)
    whole = Span(label.start if label else first.start, first.end)
    text = _words(cable, whole).lstrip(",; ")
    yield FieldText("reasons", text, len(text))


def _segment_of_reasons(cable: Cable, within: Span) -> Span | None:
    """Return the segment of the reasons in which a stretch stands, if there is one."""
    return next(
        (
            one.span
            for one in cable.segments
            if one.kind == "reasons" and one.span.start <= within.start < one.span.end
        ),
        None,
    )


def _field(cable: Cable, anchor: str, value: Value | Passage) -> Iterator[FieldText]:
    if value.spans and cable.transmits(value):
        text = " ".join(_words(cable, span) for span in value.spans)
        yield FieldText(anchor, text, len(text))


def _words(cable: Cable, span: Span) -> str:
    return fold(cable.words(span)).strip()


def _label_before(cable: Cable, position: int) -> Span | None:
    """Return the label right before a position of the source: only blanks part them."""
    last = None
    for one in cable.segments:
        if one.span.end > position:
            break
        if one.kind == "label":
            last = one.span
        elif one.kind != "blank":
            last = None
    return last


class FieldPlaces:
    """Finds these places; made once for an edition, used for each of its cables."""

    def __init__(self, finder: MentionFinder, glossary: Iterable[Term]) -> None:
        self._finder = finder
        #: Marks and other fields that a term has for its name, as they stand: ``(SBU)``.
        self._named = {term.name: term.id for term in glossary}

    def of(
        self,
        cable: Cable,
        texts: Mapping[str, str],
        *,
        date: str,
        post: str,
    ) -> dict[str, list[Occurrence]]:
        """Return the places of a cable by the id of the term, those of its fields first.

        ``texts`` is its reading text by anchor. Time is linear in it.
        """
        key = cable.reference_id or ""
        found: dict[str, list[Occurrence]] = {}
        for field in field_texts(cable):
            term = self._named.get(field.text)
            terms = self._finder.terms_in(
                field.anchor, field.text, cable_id=key, date=date, post=post
            )
            if term and not any(one.entry == term for one in terms):
                found.setdefault(term, []).append(Occurrence(key, field.anchor, "", field.text, ""))
            for mention in terms:
                if mention.end <= field.reach:
                    place = occurrence_of(key, field.text, mention)
                    found.setdefault(mention.entry, []).append(place)
        for paragraph in cable.paragraphs:
            mark = paragraph.marking.text if paragraph.marking else ""
            if term := self._named.get(mark):
                text = f"{mark} {texts.get(paragraph.anchor, '')}".rstrip()
                here = Mention(paragraph.anchor, 0, len(mark), "term", term, None, mark)
                found.setdefault(term, []).append(occurrence_of(key, text, here))
        return found
