"""The page of one cable."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cable_edition.core.cable.dates import day_in_words, stamp_of
from cable_edition.core.cable.model import Block, Closing, Heading, Paragraph, Passage, Value
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import RECORD_KINDS, Place, places_of
from cable_edition.core.cable.public_record import record_address
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.references import Link, gap_links, merge
from cable_edition.core.myst.escape import escape, visible
from cable_edition.core.myst.inline import note_role, role, words
from cable_edition.core.myst.markup import EMPTY_BLOCK, fence, opening, rows
from cable_edition.core.myst.row_kinds import RecordAddress, RecordRow, RecordTitle
from cable_edition.core.pages.cable_pieces import CablePieces
from cable_edition.core.pages.correction_list import correction_sentence
from cable_edition.core.pages.excised import excision_links
from cable_edition.core.pages.note_list import note_list
from cable_edition.core.registers.entries import Post, Tag
from cable_edition.core.words import is_translated, say, say_day, spoken


class CablePage:
    """Writes cables as pages; made once for an edition.

    ``term_names`` maps the id of a glossary entry to its name, ``tags`` the code of a TAG to its
    entry, ``posts`` the id of a cable to its post; ``public_record`` is an address with
    ``{id}`` in it, or empty. ``register`` maps the id of a cable to the page of the register of
    emendations that lists its own.
    """

    def __init__(
        self,
        term_names: Mapping[str, str],
        tags: Mapping[str, Tag],
        posts: Mapping[str, Post],
        public_record: str,
        pieces: CablePieces,
        register: Mapping[str, str],
    ) -> None:
        self._term_names = term_names
        self._tags = tags
        self._posts = posts
        self._public_record = public_record
        self._pieces = pieces
        self._register = register
        self._links: dict[str, tuple[Link, ...]] = {}
        self._excised: dict[str, tuple[Link, ...]] = {}

    def around(self, one: EditedCable) -> tuple[str, ...]:
        """Return all that the page of a cable has from elsewhere than cable and registers."""
        register = self._register.get(one.id, "")
        return (self._public_record, register, spoken().tag, *self._pieces.around(one))

    def text(self, one: EditedCable) -> str:
        """Return the page of a cable as MyST text.

        The same cable with the same :meth:`around` has the same page.
        """
        title = f"{one.id}: {one.subject}" if one.subject else one.id
        self._links = self._pieces.links(one)
        self._excised = excision_links(one.cable, one.emendations) if one.cable.excisions else {}
        parts = [opening(escape(title), f"the source {one.cable.source.name}")]
        parts.append(self._views(one))
        places = list(places_of(one.cable))
        in_record = [place.anchor for place in places if place.kind in RECORD_KINDS]
        parts.append(self._pieces.before(one, *in_record))
        parts.append(self._record(one))
        parts.append(correction_sentence(one, self._register.get(one.id, "")))
        parts.append(self._pieces.head(one))
        for place in places[len(in_record) :]:
            parts += self._place(one, place)
        parts.append(self._pieces.tail(one))
        parts.append(note_list(one.notes))
        parts.append(transmitted(source_text(one.cable)))
        return "\n".join(part for part in parts if part)

    def _words(self, one: EditedCable, anchor: str) -> str:
        mentions = one.mentions.get(anchor, ())
        text = one.text(anchor)
        links = (
            *self._links.get(anchor, ()),
            *self._excised.get(anchor, ()),
            *(gap_links(text) if one.redactions else ()),
        )
        return words(
            text,
            merge(mentions, links) if links else mentions,
            self._term_names,
            emendations=one.emendations.get(anchor, ()),
            notes=one.notes_at(anchor),
        )

    def _place(self, one: EditedCable, place: Place) -> tuple[str, ...]:
        """Return the pieces of the page for a place after the record."""
        anchor, part = place.anchor, place.part
        if isinstance(part, Paragraph):
            blocks = [block.anchor for block in part.blocks]
            return self._pieces.before(one, *blocks), self._paragraph(one, part)
        if isinstance(part, Block):
            return ()
        name, argument = "cable:line", f"{place.kind} {anchor}"
        if isinstance(part, Heading):
            name, argument = "cable:heading", anchor
        elif isinstance(part, Closing):
            argument = f"{part.kind} {anchor}"
        return self._pieces.before(one, anchor), fence(name, argument, {}, self._words(one, anchor))

    def _paragraph(self, one: EditedCable, paragraph: Paragraph) -> str:
        number = "-" if paragraph.n is None else str(paragraph.n)
        mark = visible(paragraph.marking.text) if paragraph.marking else ""
        kinds = [block.kind for block in paragraph.blocks]
        quoted = self._pieces.quoted.works_at(one.id).get(paragraph.anchor, 0)
        options = {
            "blocks": (" ".join(kinds) or "none") if kinds != ["text"] else "",
            "quoted": str(quoted or ""),
        }
        body = "\n\n".join(
            self._words(one, block.anchor) or EMPTY_BLOCK for block in paragraph.blocks
        )
        return fence("cable:par", f"{paragraph.anchor} {number} {mark}".rstrip(), options, body)

    def _record(self, one: EditedCable) -> str:
        lines = [RecordRow("", say("Identifier"), escape(one.id))]
        lines += self._transmission(one)
        lines += self._opening(one)
        lines += self._copy(one)
        lines = [row for row in lines if row.words]
        # The list of references is one row to a reader; a note on it stands at its end.
        last = max((n for n, row in enumerate(lines) if row.is_reference), default=-1)
        table: list[RecordTitle | RecordAddress | RecordRow] = [
            row._replace(
                words=row.words + self._row_notes(one, "references" if n == last else row.anchor)
            )
            for n, row in enumerate(lines)
        ]
        table.append(RecordTitle(words=one.subject or one.id))
        if address := record_address(self._public_record, one.id):
            table.append(RecordAddress(address=address))
        return rows("cable:record", table, one.id)

    @staticmethod
    def _row_notes(one: EditedCable, anchor: str) -> str:
        """Return the references to the notes of a row that holds no words of the text."""
        if anchor in {"", "subject", "classified-by"} or anchor.startswith("ref-"):
            return ""
        return "".join(map(note_role, one.notes_at(anchor)))

    def _origin(self, one: EditedCable) -> str:
        post = self._posts.get(one.id)
        return role("post", one.origin or post.name, post.id) if post else escape(one.origin)

    def _views(self, one: EditedCable) -> str:
        """Return the line below the title: whence, when, how classified, how much emended."""
        count = sum(map(len, one.emendations.values()))
        whole = escape(one.classification)
        if whole and is_translated():
            whole = role("sent", one.classification, "")
        day = escape(say_day(one.date, day_in_words(one.date)))
        said = (self._origin(one), day, whole)
        lines = "\n".join(line for line in said if line)
        witnesses = {"witnesses": str(len(one.witnesses) or "")}
        return fence("cable:views", f"{one.id} {count}", witnesses, lines)

    def _transmission(self, one: EditedCable) -> list[RecordRow]:
        cable = one.cable
        origin = self._origin(one)
        created = cable.record.created.text if cable.record.created else ""
        stamp = stamp_of(cable)
        if not created and stamp:
            created = stamp.text.replace("T", " ").replace("Z", " UTC")
        header = cable.header
        return [
            RecordRow("", say("Origin"), origin),
            RecordRow("", say("Created"), escape(created)),
            RecordRow("", say("Precedence"), _escaped(header.precedence)),
            RecordRow("", say("From"), _escaped(header.sender)),
            RecordRow("", say("To"), escape("; ".join(line.name for line in header.action))),
            RecordRow("", say("Info"), escape("; ".join(line.name for line in header.info))),
        ]

    def _opening(self, one: EditedCable) -> list[RecordRow]:
        opening_ = one.cable.opening
        section = ""
        if opening_.sections:
            number, count = opening_.sections
            section = say("{number} of {count}", number=number, count=count)
        by = opening_.classified_by
        reasons = ", ".join(reason.text for reason in opening_.reasons)
        tags = "; ".join(self._tag(tag.text) for tag in opening_.tags)
        subject = opening_.subject
        return [
            RecordRow("classification", say("Classification"), escape(one.classification)),
            RecordRow("section", say("Section"), section),
            RecordRow(
                "captions", say("Captions"), escape(", ".join(c.text for c in opening_.captions))
            ),
            RecordRow(
                "passing", say("Passing"), escape("; ".join(p.text for p in opening_.passing))
            ),
            RecordRow("eo", say("Executive order"), _escaped(opening_.eo_line)),
            RecordRow("tags", "TAGS", tags),
            RecordRow("subject", say("Subject"), self._words(one, "subject") if subject else ""),
            *self._pieces.references(one),
            RecordRow(
                "classified-by",
                say("Classified by"),
                self._words(one, "classified-by") if by else "",
            ),
            RecordRow("reasons", say("Reasons"), escape(reasons)),
        ]

    def _copy(self, one: EditedCable) -> list[RecordRow]:
        record = one.cable.record
        source = one.cable.source
        return [
            RecordRow("", say("Redaction"), _escaped(record.redacted)),
            RecordRow("", say("Extract"), _escaped(record.extract_note)),
            RecordRow("source", say("Source file"), escape(f"{source.name}{_of_file(one)}")),
            RecordRow("", say("Checksum"), f"SHA-256 `{source.sha256}`{_of_witness(one)}"),
            RecordRow("", say("Attributes of the copy"), _attributes(one)),
        ]

    def _tag(self, code: str) -> str:
        tag = self._tags.get(code)
        meaning = tag.name if tag else ""
        link = role("tag", code, code) if tag else escape(code)
        return f"{link} ({escape(meaning, line_start=False)})" if meaning else link


def _escaped(found: Passage | Value | None) -> str:
    return escape(found.text) if found else ""


def _of_file(one: EditedCable) -> str:
    """Return where the cable begins in a file that has another before it."""
    source, begin = one.cable.source, one.cable.extent.start
    line = source.line + source.text.count("\n", 0, begin) + 1
    return say(", from line {line}", line=line) if source.offset + begin else ""


def _attributes(one: EditedCable) -> str:
    """Return what the copy says of the cable, each value under the name that it has there."""
    found = one.cable.record.attributes
    return escape("; ".join(f"{item.name}: {item.value.text}" for item in found))


def _of_witness(one: EditedCable) -> str:
    if not one.redactions:
        return ""
    return " " + say("(of the published witness, in which words are withheld)")


def transmitted(text: str) -> str:
    """Return the whole text as transmitted, in a fence that no run of backticks in it ends."""
    shown = visible(text)
    longest = max((len(run) for run in _runs(shown)), default=0)
    mark = "`" * max(3, longest + 1)
    lines = shown.count("\n") + 1
    return fence("cable:transmitted", "", {"lines": str(lines)}, shown, mark)


def _runs(text: str) -> list[str]:
    return re.findall("`+", text)
