"""The proof of the text of a cable in TEI: every character, what lies on it, and the apparatus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import unique_anchor
from cable_edition.core.cable.model import Paragraph, Passage
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import places_of
from cable_edition.core.cable.span import Span
from cable_edition.core.editing.notes import Note
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.problems import Problem
from cable_edition.core.proof.data.differences import told
from cable_edition.core.proof.data.entries import EntryAnchors
from cable_edition.core.proof.data.found import place_of
from cable_edition.core.proof.data.sources_named import sources_named
from cable_edition.core.proof.data.tei_layout import Layout, page_ends
from cable_edition.core.proof.data.tei_marks import Marks, Place, Run, in_source, wanted_runs
from cable_edition.core.proof.data.tei_parts import WantedParts, element_of
from cable_edition.core.proof.data.tei_reading import Apparatus, Part, TeiText, read_text
from cable_edition.core.proof.data.tei_resp import ByEditors
from cable_edition.core.proof.data.xml_tree import XML_ID, node, tree_differences

if TYPE_CHECKING:
    from lxml import etree

_SURE = {"certain": "high", "probable": "medium", "possible": "low"}
#: Kinds of places that stand in the record and not in the running text.
_RECORD = frozenset({"subject", "reference", "classified-by"})


class TeiTextCheck:
    """Compares the ``text`` element of one cable with the cable and its layers."""

    def __init__(self, one: EditedCable, anchors: EntryAnchors) -> None:
        self._one = one
        self._layout = Layout(one)
        cable = one.cable
        #: The words of every place that is transmitted, by anchor.
        self._passages: dict[str, Passage] = {
            place.anchor: place.passage
            for place in places_of(cable)
            if place.passage is not None and cable.transmits(place.passage)
        }
        self._stretches = Marks(self._layout, anchors).all(self._passages)
        self._by = ByEditors(self._layout)
        self._wanted = WantedParts(self._layout, self._by)

    def run(self, text: etree._Element) -> Iterator[Problem]:
        """Yield what differs."""
        found = read_text(text)
        for strange in dict.fromkeys(found.unknown):
            yield _problem(
                "markup-unknown", self._one.id, "", f"no text of the edition has {strange}"
            )
        yield from self._transmitted(found)
        yield from self._on_words(found)
        yield from self._parts(found)
        yield from self._fields(found)
        yield from self._readings(found)
        yield from self._notes(found)
        wanted = [(self._layout.rank(at), number) for at, number in page_ends(self._layout)]
        if sorted(wanted) != sorted(found.pages):
            what = told(str(sorted(wanted)), str(sorted(found.pages)))
            yield _problem("place-missing", self._one.id, "", f"the ends of pages differ: {what}")

    def _transmitted(self, found: TeiText) -> Iterator[Problem]:
        expected, here = fold(source_text(self._one.cable)), fold(found.written)
        if expected != here:
            yield _problem(
                "words-differ", self._one.id, "", f"text as transmitted: {told(expected, here)}"
            )

    def _on_words(self, found: TeiText) -> Iterator[Problem]:
        """Compare what lies on the words; of places that differ in one way the first is told."""
        prefix = f"{unique_anchor(self._one.id)}-"
        told_of: set[tuple[str, str]] = set()
        letters = "".join(one.text for one in found.runs)
        wanted = wanted_runs(self._layout, self._printed(), self._stretches)
        for at, must, is_ in _aligned(wanted, found.runs):
            if must[1:] == is_[1:]:
                continue
            anchor = is_.anchor.removeprefix(prefix)
            place = (must.anchor or anchor).partition(" ")[0]
            around = letters[at : at + 12]
            for what in _on_one(must, is_, anchor):
                if (what.code, place) not in told_of:
                    told_of.add((what.code, place))
                    message = f"{place_of(self._one.id, place)}: at {around!r}: {what.message}"
                    yield replace(what, message=message)

    def _printed(self) -> Iterator[Place]:
        """Yield the stretches of the running text, with the places that they are words of."""
        for one in places_of(self._one.cable):
            if one.kind in _RECORD or one.anchor not in self._passages:
                continue
            anchor = one.anchor
            if isinstance(one.part, Paragraph):
                kind = one.part.blocks[0].kind
                anchor += "" if kind == "text" else f" {element_of(kind)}"
            for span in self._passages[one.anchor].spans:
                yield Place(*self._layout.span(span), anchor)

    def _parts(self, found: TeiText) -> Iterator[Problem]:
        wanted, kinds = self._wanted.expected()
        for must, is_ in zip_longest(wanted, found.parts):
            if must != is_:
                anchor = _anchor_of(must or is_, self._one.id)
                yield _problem(
                    "place-missing",
                    self._one.id,
                    anchor,
                    f"it must be {_said(must)}, here it is {_said(is_)}",
                )
                return
        if kinds != found.divisions:
            what = f"the divisions differ: {told(', '.join(kinds), ', '.join(found.divisions))}"
            yield _problem("place-missing", self._one.id, "", what)

    def _fields(self, found: TeiText) -> Iterator[Problem]:
        """Compare the kinds of the fields of the opening by their words, and who says so."""
        parts = self._wanted.ordered
        wanted = list(self._layout.kinds(parts[0][0] if parts else len(self._layout.text)))
        here = [
            (kind, sum(one.words for one in group))
            for kind, group in groupby((f for f in found.fields if f.words), key=lambda f: f.kind)
        ]
        if wanted != here:
            yield _problem(
                "markup-unknown", self._one.id, "", "a field of the opening is of another type"
            )
        for one in found.fields:
            must = self._by.field(one.kind)
            if one.resp != must:
                what = f"the field {one.kind}: resp: {told(must, one.resp)}"
                yield _problem("markup-unknown", self._one.id, one.kind, what)

    def _readings(self, found: TeiText) -> Iterator[Problem]:
        marks = {dict(one.mark[1])["id"]: one for one in self._stretches if one.mark[0] == "sic"}
        emended = [one for items in self._one.emendations.values() for one in items]
        wanted = [
            Apparatus(
                self._layout.rank(marks[unique_anchor(self._one.id, one.id)].end),
                node(
                    "corr",
                    one.reading,
                    xml_id=unique_anchor(self._one.id, one.id),
                    type=one.rule,
                    ana=f"#rule-{one.rule}",
                    resp=f"#{unique_anchor(self._one.id, 'editors')}",
                    cert=_SURE[one.certainty],
                ),
            )
            for one in emended
            if unique_anchor(self._one.id, one.id) in marks
        ]
        yield from self._compared(wanted, found.readings, "emendations-differ")

    def _notes(self, found: TeiText) -> Iterator[Problem]:
        wanted = [
            Apparatus(
                self._layout.rank(self._note_end(one)),
                node(
                    "note",
                    node("p", plain(one.text)),
                    *sources_named(one.sources),
                    xml_id=unique_anchor(self._one.id, one.id),
                    type=one.kind,
                    n=one.number,
                    resp=f"#{unique_anchor(self._one.id, 'editors')}",
                ),
            )
            for one in self._one.notes
        ]
        yield from self._compared(wanted, found.notes, "note-differs")

    def _compared(
        self, wanted: list[Apparatus], here: list[Apparatus], code: str
    ) -> Iterator[Problem]:
        """Compare what the editors added, whatever its order."""
        by_id = {one.tree.attributes.get(XML_ID, ""): one for one in here}
        for must in wanted:
            name = must.tree.attributes[XML_ID]
            anchor = name.removeprefix(f"{unique_anchor(self._one.id)}-")
            is_ = by_id.pop(name, None)
            if is_ is None:
                yield _problem(code, self._one.id, anchor, "it is missing")
                continue
            for one in tree_differences(must.tree, is_.tree):
                yield _problem(code, self._one.id, anchor, f"{one.place}: {one.what}")
            if must.rank != is_.rank:
                yield _problem(
                    code, self._one.id, anchor, "it stands at another place than in the sidecar"
                )
        for name in by_id:
            yield _problem(code, self._one.id, name, "the sidecar has no such thing")
        if len({one.tree.attributes.get(XML_ID, "") for one in here}) != len(here):
            yield _problem(code, self._one.id, "", "one stands twice")

    def _note_end(self, note: Note) -> int:
        passage = self._passages.get(note.anchor)
        if passage is None:
            return self._field_end(note.anchor)
        places = self._layout.places(passage)
        end = places.length
        if note.position is not None:
            end = in_source(note.position, self._one.emendations.get(note.anchor, ()))
        return places.stretch(end, end).end

    def _field_end(self, anchor: str) -> int:
        opening = self._one.cable.opening
        spans: list[Span] = []
        if anchor == "classification" and opening.classification:
            spans += opening.classification.spans
        elif anchor == "section" and opening.section_span:
            spans.append(opening.section_span)
        elif anchor == "eo" and opening.eo_line:
            spans += opening.eo_line.spans
        elif anchor in {"captions", "passing", "tags", "reasons"}:
            spans += [span for item in getattr(opening, anchor) for span in item.spans]
        elif anchor == "references":
            spans += [span for item in opening.references for span in item.passage.spans]
        first = self._layout.pieces[0].start if self._layout.pieces else 0
        return max((self._layout.position(span.end) for span in spans), default=first)


def _problem(code: str, cable: str, anchor: str, what: str) -> Problem:
    return Problem(code, f"{place_of(cable, anchor)}: {what}")


def _aligned(wanted: Iterable[Run], found: Iterable[Run]) -> Iterator[tuple[int, Run, Run]]:
    """Yield stretches that are one run in both, as far as the characters are the same.

    The number is how many characters stand before the stretch. Where the characters differ the text
    as transmitted has told it.
    """
    musts, ises, at = iter(wanted), iter(found), 0
    must, is_ = next(musts, None), next(ises, None)
    while must and is_:
        length = min(len(must.text), len(is_.text))
        same = must.text[:length] == is_.text[:length]
        if same or must.text[0] == is_.text[0]:
            yield at, must, is_
        if not same:
            return
        at += length
        must = must._replace(text=must.text[length:])
        is_ = is_._replace(text=is_.text[length:])
        must = must if must.text else next(musts, None)
        is_ = is_ if is_.text else next(ises, None)


def _on_one(must: Run, is_: Run, anchor: str) -> Iterator[Problem]:
    if must.leftover != is_.leftover:
        what = f"it is {must.leftover or 'words'} in the source, "
        what += f"here it is {is_.leftover or 'words'}"
        if "marking" in {must.leftover, is_.leftover}:
            yield Problem("mark-differs", what)
        else:
            yield Problem("markup-unknown", what)
        return
    if must.anchor and must.anchor != anchor:
        yield Problem("words-differ", f"the words stand at {anchor or 'no place'}")
    for one in must.marks - is_.marks:
        yield Problem("name-differs", f"{_mark(one)} is missing")
    for one in is_.marks - must.marks:
        yield Problem("name-differs", f"{_mark(one)} is not in the edition")


def _mark(one: tuple[str, tuple[tuple[str, str], ...]]) -> str:
    return " ".join((one[0], *(f"{key}={value}" for key, value in one[1])))


def _anchor_of(part: Part | None, cable: str) -> str:
    name = part.attributes.get(XML_ID, "") if part else ""
    return name.removeprefix(f"{unique_anchor(cable)}-")


def _said(part: Part | None) -> str:
    if part is None:
        return "the end"
    return " ".join((part.name, *(f"{key}={value}" for key, value in part.attributes.items())))
