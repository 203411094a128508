"""The proof of the text of a cable in TEI: every character, what lies on it, and the apparatus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
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
from cable_edition.core.proof.data.tei_layout import (
    Layout,
    kinds_of_words,
    page_ends,
    rank,
    words_before,
)
from cable_edition.core.proof.data.tei_marks import Character, Marks, in_source, wanted_characters
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
        self._printed = {
            place.anchor: place.passage
            for place in places_of(cable)
            if place.passage is not None
            and place.kind not in _RECORD
            and place.anchor in self._passages
        }
        self._stretches = Marks(self._layout, anchors).all(self._passages)
        self._words = words_before(self._layout)
        self._by = ByEditors(self._layout)
        #: Parts that have a place in the text, in its order.
        self._sorted_parts = sorted(
            (one for one in self._all_parts() if one[0] >= 0), key=lambda one: one[0]
        )

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
        wanted = [(rank(self._words, at), number) for at, number in page_ends(self._layout)]
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
        """Compare each character; of those that differ in one way the first is told."""
        prefix = f"{unique_anchor(self._one.id)}-"
        told_of: set[tuple[str, str]] = set()
        wanted = wanted_characters(self._layout, self._printed, self._stretches)
        for number, (must, is_) in enumerate(zip_longest(wanted, found.characters)):
            if must is None or is_ is None or must.text != is_.text:
                # The text as transmitted has told it.
                return
            anchor = is_.anchor.removeprefix(prefix)
            around = "".join(one.text for one in found.characters[number : number + 12])
            for what in _on_one(must, is_, anchor, self._one.id):
                code = what.code
                if (code, must.anchor or anchor) not in told_of:
                    told_of.add((code, must.anchor or anchor))
                    place = place_of(self._one.id, must.anchor or anchor)
                    yield replace(what, message=f"{place}: at {around!r}: {what.message}")

    def _parts(self, found: TeiText) -> Iterator[Problem]:
        wanted, kinds = self._wanted_parts()
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

    def _wanted_parts(self) -> tuple[list[Part], list[str]]:
        """Return all parts in the order of the text, and the types of the divisions around them.

        A division begins with the first of some headings, and where the closing begins or ends.
        """
        found: list[Part] = []
        divisions = ["opening"]
        before = ""
        for _, kind, parts in self._sorted_parts:
            if (kind == "closing") != (before == "closing") or (
                before != "heading" if kind == "heading" else not before
            ):
                divisions.append("closing" if kind == "closing" else "section")
            before = kind
            place = f"{divisions[-1]} {len(divisions)}"
            found += [one._replace(place=f"{place} {one.place}") for one in parts]
        return found, divisions

    def _all_parts(self) -> Iterator[tuple[int, str, list[Part]]]:
        """Yield where a part begins in the text, its kind, and it with those in it."""
        cable, name = self._one.cable, self._one.id

        def start(spans: Iterable[Span]) -> int:
            return min((self._layout.position(span.start) for span in spans), default=-1)

        for par in cable.paragraphs:
            marked = par.marking.spans if par.marking else ()
            numbered = (par.number_span,) if par.number_span else ()
            attributes = {XML_ID: unique_anchor(name, par.anchor)}
            attributes |= {} if par.n is None else {"n": str(par.n)}
            attributes |= _resp(self._by.part("p", par.anchor))
            made = [Part("p", attributes, "div"), *self._blocks(par)]
            yield start((*par.passage.spans, *marked, *numbered)), "paragraph", made
        for heading in cable.headings:
            attributes = {XML_ID: unique_anchor(name, heading.anchor)}
            attributes |= _resp(self._by.part("head", heading.anchor))
            spans = (*heading.passage.spans, *heading.rules)
            yield start(spans), "heading", [Part("head", attributes, "div")]
        for line in cable.closing:
            attributes = {XML_ID: unique_anchor(name, line.anchor), "type": "closing"}
            attributes["subtype"] = line.kind
            yield start(line.passage.spans), "closing", [Part("ab", attributes, "div")]
        if cable.signature:
            attributes = {XML_ID: unique_anchor(name, "signature"), "type": "signature"}
            attributes |= _resp(self._by.part("ab", "signature"))
            yield start(cable.signature.spans), "closing", [Part("ab", attributes, "div")]

    def _blocks(self, par: Paragraph) -> Iterator[Part]:
        """Yield the elements in a paragraph; items that follow each other are one list."""
        listed = False
        for block in par.blocks:
            if not block.passage.spans:
                continue
            own = block.anchor != par.anchor
            attributes = {XML_ID: unique_anchor(self._one.id, block.anchor)} if own else {}
            resp = _resp(self._by.block(block))
            if block.kind == "item" and not listed:
                yield Part("list", {}, "p")
            listed = block.kind == "item"
            if block.kind in {"item", "quote"}:
                yield Part(block.kind, {**attributes, **resp}, "list" if listed else "p")
            elif own or block.kind != "text":
                yield Part("seg", {**attributes, "type": block.kind, **resp}, "p")

    def _fields(self, found: TeiText) -> Iterator[Problem]:
        """Compare the kinds of the fields of the opening by their words, and who says so."""
        kinds = [kind for kind, count in kinds_of_words(self._layout) for _ in range(count)]
        parts = self._sorted_parts
        wanted = kinds[: rank(self._words, parts[0][0])] if parts else kinds
        here = [one.kind for one in found.fields for _ in range(one.words)]
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
                rank(self._words, marks[unique_anchor(self._one.id, one.id)].end),
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
                rank(self._words, self._note_end(one)),
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
        end = len(places)
        if note.position is not None:
            end = in_source(note.position, self._one.emendations.get(note.anchor, ()))
        return self._layout.stretch(places, end, end).end

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


def _resp(editors: str) -> dict[str, str]:
    return {"resp": editors} if editors else {}


def _problem(code: str, cable: str, anchor: str, what: str) -> Problem:
    return Problem(code, f"{place_of(cable, anchor)}: {what}")


def _on_one(must: Character, is_: Character, anchor: str, cable: str) -> Iterator[Problem]:
    if must.leftover != is_.leftover:
        what = f"it is {must.leftover or 'words'} in the source, "
        what += f"here it is {is_.leftover or 'words'}"
        if "marking" in {must.leftover, is_.leftover}:
            yield Problem("mark-differs", what)
        else:
            yield Problem("markup-unknown", what)
    elif not must.leftover:
        if must.anchor and must.anchor != anchor:
            yield Problem("words-differ", f"the words stand at {anchor or 'no place'} of {cable}")
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
