"""What must stand on each character of a cable in TEI, from the cable and its layers.

The text as transmitted is a row of characters. On each lie the kind of leftover that it belongs to,
the place of the page that it is a word of, and the names, references, gaps and emendations around
it. White space bears nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.cable.model import BodyReference, Passage
from cable_edition.core.cable.span import Span
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.gap import gaps
from cable_edition.core.proof.data.entries import EntryAnchors
from cable_edition.core.proof.data.tei_layout import Layout, PassagePlaces, without_white
from cable_edition.core.proof.data.tei_resp import ByEditors

#: Elements and attributes that can lie on words, as one value: ``(name, ((key, value), ...))``.
Mark = tuple[str, tuple[tuple[str, str], ...]]
#: Kind of entry -> the element that names it, and its type.
_ENTRIES = {
    "person": ("persName", ""),
    "organization": ("orgName", ""),
    "term": ("term", "glossary"),
    "tag": ("term", "tag"),
    "post": ("orgName", "post"),
}
_REDACTED = re.compile("X{4,}")


class Stretch(NamedTuple):
    """A stretch of the text with what lies on it; ``end`` is exclusive."""

    start: int
    end: int
    mark: Mark


def mark(name: str, **attributes: str | None) -> Mark:
    """Return an element with those of its attributes that have a value."""
    found = {key.replace("xml_", "xml:"): value for key, value in attributes.items() if value}
    return name, tuple(sorted(found.items()))


def in_source(position: int, emendations: Iterable[Emendation]) -> int:
    """Return the place in the source's words of a place in the reading text."""
    shift = 0
    for one in emendations:
        if one.reading_end > position:
            break
        shift = one.end - one.reading_end
    return position + shift


class Marks:
    """What lies on the text of one cable."""

    def __init__(self, layout: Layout, anchors: EntryAnchors) -> None:
        self._layout = layout
        self._one = layout.one
        self._anchors = anchors
        self._by = ByEditors(layout)
        self._passages: dict[str, Passage] = {}

    def _places(self, anchor: str) -> PassagePlaces:
        return self._layout.places(self._passages[anchor])

    def all(self, passages: dict[str, Passage]) -> list[Stretch]:
        """Return what lies on words; ``passages`` are those that are transmitted, by anchor.

        Of emendations and gaps that cross, the first alone is there.
        """
        self._passages = passages
        whole: list[Stretch] = []
        empty: list[Stretch] = []
        for one in sorted(self._whole(), key=lambda s: (s.start, -s.end)):
            if one.start == one.end:
                empty.append(one)
            elif not whole or whole[-1].end <= one.start:
                whole.append(one)
        return [*whole, *empty, *self._names(), *self._references()]

    def _whole(self) -> Iterator[Stretch]:
        for anchor, items in self._one.emendations.items():
            for item in items if anchor in self._passages else ():
                span = self._places(anchor).stretch(item.start, item.end)
                named = unique_anchor(self._one.id, item.id)
                yield Stretch(*span, mark("sic", id=named))
        for cut in self._one.cable.excisions:
            if cut.anchor in self._passages:
                span = self._places(cut.anchor).stretch(cut.start, cut.end)
                reason = " ".join(("excised", *cut.exemptions))
                yield Stretch(*span, mark("gap", reason=reason, agent="releasing-body"))
        text = self._layout.text
        for span in gaps(text) if self._one.redactions else ():
            yield Stretch(*span, mark("gap", reason="redacted", agent="editor"))
        for piece in self._layout.pieces:
            for found in _REDACTED.finditer(text, piece.start, piece.end) if piece.words else ():
                yield Stretch(*found.span(), mark("gap", reason="redacted", agent="publisher"))

    def _names(self) -> Iterator[Stretch]:
        for anchor, items in self._one.mentions.items():
            emended = self._one.emendations.get(anchor, ())
            for item in items if anchor in self._passages else ():
                start, end = in_source(item.start, emended), in_source(item.end, emended)
                if start < end:
                    span = self._places(anchor).stretch(start, end)
                    yield Stretch(*span, self._entry(item.kind, item.entry, item.sense or ""))
        for tag in self._one.cable.opening.tags:
            if tag.spans:
                span = self._layout.span(Span(tag.spans[0].start, tag.spans[-1].end))
                where = [self._layout.span(one) for one in tag.spans]
                resp = self._by.meaning("tag", tag.text, where)
                yield Stretch(*span, self._entry("tag", tag.text, resp=resp))
        for span in self._one.cable.missing.garbled:
            yield Stretch(*self._layout.span(span), mark("unclear", reason="garbled"))

    def _entry(self, kind: str, entry: str, sense: str = "", resp: str = "") -> Mark:
        name, type_ = _ENTRIES[kind]
        anchor = self._anchors.get((kind, entry))
        ref = f"#{anchor}" if anchor else ""
        return mark(name, type=type_, subtype=sense, key=entry, ref=ref, resp=resp)

    def _references(self) -> Iterator[Stretch]:
        cable = self._one.cable
        taken: set[str] = set()
        for number, item in enumerate(cable.opening.references, 1):
            name = (item.label or "").lower()
            lettered = name.isascii() and name.isalpha() and len(name) <= 2
            anchor = f"ref-{name}" if lettered and f"ref-{name}" not in taken else f"ref-{number}"
            taken.add(anchor)
            named = unique_anchor(self._one.id, anchor)
            spans = item.passage.spans
            if spans:
                span = self._layout.span(Span(spans[0].start, spans[-1].end))
                where = [self._layout.span(one) for one in spans]
                made = mark(
                    "ref",
                    type=item.kind,
                    xml_id=named,
                    cRef=item.id,
                    n=item.label,
                    resp=self._by.meaning("reference", item.id, where),
                )
                yield Stretch(*span, made)
        met_in: dict[str, list[BodyReference]] = {}
        for one in cable.body_references:
            met_in.setdefault(one.paragraph, []).append(one)
        for paragraph in cable.paragraphs:
            inside = met_in.get(paragraph.anchor, [])
            for met in inside:
                places = self._layout.places(paragraph.passage)
                end = met.offset + len(met.text)
                if met.text and end <= places.length:
                    span = places.stretch(met.offset, end)
                    resp = self._by.meaning("reference", met.id, [span])
                    made = mark("ref", type="cable", cRef=met.id, n=met.label, resp=resp)
                    yield Stretch(*span, made)


class Run(NamedTuple):
    """Characters that are no white space, with what lies on all of them.

    ``leftover`` is the kind of a leftover, ``anchor`` the place of the page that they are words of.
    Where they stand in an element of that place that has no anchor of its own, a blank and the name
    of the element follow.
    """

    text: str
    leftover: str
    anchor: str
    marks: frozenset[Mark]


class Place(NamedTuple):
    """A stretch of the text that is words of a place of the page; ``anchor`` as in :class:`Run`."""

    start: int
    end: int
    anchor: str


def wanted_runs(
    layout: Layout, places: Iterable[Place], stretches: Iterable[Stretch]
) -> Iterator[Run]:
    """Yield all that a TEI file must have, in order; a leftover has neither place nor marks."""
    edges: dict[int, list[tuple[bool, int, Mark | str]]] = {}
    what: list[tuple[int, int, Mark | str]] = [*places, *stretches]
    for number, (start, end, one) in enumerate(what):
        if start < end:
            edges.setdefault(start, []).append((True, number, one))
            edges.setdefault(end, []).append((False, number, one))
    order, at_edge = sorted(edges), 0
    lying: dict[int, Mark | str] = {}
    for piece in layout.pieces:
        leftover = "" if piece.words or piece.kind == "blank" else piece.kind
        start = piece.start
        while start < piece.end:
            while at_edge < len(order) and order[at_edge] <= start:
                for opens, number, one in edges[order[at_edge]]:
                    if opens:
                        lying[number] = one
                    else:
                        del lying[number]
                at_edge += 1
            end = min(piece.end, order[at_edge]) if at_edge < len(order) else piece.end
            text = without_white(layout.text[start:end])
            start = end
            if not text:
                continue
            if leftover:
                yield Run(text, leftover, "", frozenset())
            else:
                anchors = [one for one in lying.values() if isinstance(one, str)]
                marks = frozenset(one for one in lying.values() if not isinstance(one, str))
                yield Run(text, "", anchors[-1] if anchors else "", marks)
