"""The tables of an edition for programs that count: which there are, and what each column is.

This is the one place that says so. The files (CSV, SQLite, Parquet), their descriptions (Data
Package, Croissant) and the table in the manual are made from it; who proves the files compares
their heads with it and makes the rows by itself.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

#: What a value is: words, a whole number, yes or no, a day.
ColumnType = Literal["text", "integer", "boolean", "date"]


class Column(NamedTuple):
    """A column: its name, what a value is and means, where it comes from, what a number counts."""

    name: str
    type: ColumnType
    meaning: str
    source: str
    unit: str = ""


class Link(NamedTuple):
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    to: str


class Table(NamedTuple):
    """A table: its name, what one row is, its columns, and those that together name a row."""

    name: str
    title: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


_SOURCE = "source"
_READ = "source, as the edition reads it"
_RECORD = "record of the cable"
_SIDECAR = "sidecar"
_REGISTER = "register"
_MADE = "made by the program"
_OF_CABLE = (Link("cable", "records", "id"),)
_CHARACTERS = "characters"


def _cable() -> Column:
    return Column("cable", "text", "Id of the cable.", _RECORD)


def _anchor(meaning: str = "Anchor of the place on the page of the cable: `p4` is ¶ 4.") -> Column:
    return Column("anchor", "text", meaning, _MADE)


def _position(among: str) -> Column:
    return Column("position", "integer", f"Place in the order of {among}, from 1.", _MADE)


_SAME_AS = Column(
    "same_as", "text", "Addresses of the same in authority files, parted by `; `.", _REGISTER
)
_KIND = Column(
    "kind", "text", "person, organization, term, tag or post: the register it is in.", _REGISTER
)
_NAME = Column("name", "text", "Name of the entry in its register.", _REGISTER)
_START = "Where the words begin in {}, from 0."
_STOP = "Where they end, the character there left out."
_READING = "the words at the anchor as the edition reads them (`reading` of blocks)"

#: All tables, in the order in which they are written.
TABLES: tuple[Table, ...] = (
    Table(
        "records",
        "Cables",
        "one cable",
        (
            Column("id", "text", "Id of the cable: year, post, serial.", _RECORD),
            Column(
                "date",
                "text",
                "Date as far as it is known (ISO 8601): a day, or the year that the id names.",
                _RECORD,
            ),
            Column("day", "date", "Day, where it is known.", _RECORD),
            Column("year", "integer", "Year of `date`.", _RECORD),
            Column(
                "message_datetime",
                "text",
                "Date-time group (ISO 8601), or the date and time of the record.",
                _SOURCE,
            ),
            Column("post", "text", "Post as ids write it: `OTTAWA`.", _RECORD),
            Column("origin", "text", "Origin, as the record or the FM line names it.", _SOURCE),
            Column("sender", "text", "Originator after FM.", _SOURCE),
            Column("action", "text", "Addressees after TO, parted by `; `.", _SOURCE),
            Column("info", "text", "Addressees after INFO, parted by `; `.", _SOURCE),
            Column("classification", "text", "Class of the whole, spelt out.", _SOURCE),
            Column("captions", "text", "Captions (`SIPDIS`), parted by `; `.", _SOURCE),
            Column("tags", "text", "TAGS, parted by `; `.", _SOURCE),
            Column("subject", "text", "Subject, without portion mark.", _READ),
            Column("paragraphs", "integer", "How many paragraphs it has.", _MADE, "paragraphs"),
            Column("words", "integer", "Words of its paragraphs.", _MADE, "words"),
            Column("signature", "text", "Sign-off.", _SOURCE),
            Column("partial", "boolean", "Whether the copy lacks its header.", _MADE),
            Column(
                "redactions",
                "integer",
                "Places where a publisher put letters in place of words.",
                _SOURCE,
                "places",
            ),
            Column(
                "excisions",
                "integer",
                "Places that the body which released the copy cut out.",
                _SOURCE,
                "places",
            ),
            Column("source_file", "text", "Name of the source.", _MADE),
            Column("source_format", "text", "Form in which the source is.", _MADE),
            Column(
                "source_sha256",
                "text",
                "SHA-256 checksum of the source as it is published, in hexadecimal.",
                _MADE,
            ),
            Column("address", "text", "Address of its page.", "settings"),
        ),
        ("id",),
    ),
    Table(
        "paragraphs",
        "Paragraphs",
        "one paragraph of a cable",
        (
            _cable(),
            _anchor(),
            _position("the page"),
            Column("number", "integer", "Number that the sender gave it.", _SOURCE),
            Column("mark", "text", "Portion mark, normalised: `(C)`, `(S//NF)`.", _SOURCE),
            Column(
                "level",
                "text",
                "Level of the mark alone: `U`, `SBU`, `LOU`, `C`, `S`, `TS`.",
                _MADE,
            ),
            Column(
                "text",
                "text",
                "Words as the edition reads them. Numbers, portion marks, headings, captions, "
                "class lines and page banners are not among them.",
                _READ,
            ),
            Column(
                "transmitted",
                "text",
                "What the sender wrote there, before emendation, with white space folded; marks "
                "of items and later sentences stand in it.",
                _SOURCE,
            ),
            Column("words", "integer", "Words of `text`, parted by blanks.", _MADE, "words"),
            Column("address", "text", "Address of the paragraph.", "settings"),
        ),
        ("cable", "anchor"),
        _OF_CABLE,
    ),
    Table(
        "blocks",
        "Parts of paragraphs",
        "one part of a paragraph: text, an item of a list, a quoted letter, a table",
        (
            _cable(),
            Column("paragraph", "text", "Anchor of the paragraph.", _MADE),
            _anchor("Anchor of the part; the first has that of the paragraph."),
            _position("the paragraph"),
            Column("kind", "text", "text, item, quote or table.", _MADE),
            Column("mark", "text", "Portion mark before its words, normalised.", _SOURCE),
            Column("level", "text", "Level of the mark alone.", _MADE),
            Column(
                "text",
                "text",
                "Words as the edition reads them, without portion marks and class lines.",
                _READ,
            ),
            Column(
                "reading",
                "text",
                "All that the edition reads there, marks too; positions of mentions, notes and "
                "marks count in it.",
                _READ,
            ),
            Column("transmitted", "text", "The same as transmitted, white space folded.", _SOURCE),
        ),
        ("cable", "anchor"),
        _OF_CABLE,
    ),
    Table(
        "portions",
        "Portion marks",
        "one portion mark: that of a paragraph, of an item, of a later sentence",
        (
            _cable(),
            Column("paragraph", "text", "Anchor of the paragraph.", _MADE),
            _anchor("Anchor of the part that bears the mark; the first has that of the paragraph."),
            _position("the paragraph"),
            Column("mark", "text", "Portion mark, normalised.", _SOURCE),
            Column("level", "text", "Level alone, without caveats.", _MADE),
            Column("caveat", "text", "What stands behind the level: `NF`.", _SOURCE),
            Column("meaning", "text", "The mark in words, where it is known.", _MADE),
            Column(
                "start",
                "integer",
                "Where it stands in `reading` of the part, from 0; empty for the mark of a "
                "paragraph that stands before its words.",
                _MADE,
                _CHARACTERS,
            ),
        ),
        ("cable", "paragraph", "position"),
        _OF_CABLE,
    ),
    Table(
        "tags",
        "TAGS",
        "one TAG of a cable",
        (
            _cable(),
            _position("the TAGS line"),
            Column("tag", "text", "The TAG, in capitals.", _SOURCE),
            Column("name", "text", "What it stands for, where the register has it.", _REGISTER),
        ),
        ("cable", "position"),
        _OF_CABLE,
    ),
    Table(
        "mentions",
        "Mentions",
        "words of a cable that name an entry of a register",
        (
            _cable(),
            _anchor(),
            Column("start", "integer", _START.format(_READING), _MADE, _CHARACTERS),
            Column("stop", "integer", _STOP, _MADE, _CHARACTERS),
            Column("words", "text", "The words.", _READ),
            _KIND,
            Column("entry", "text", "Id of the entry.", _REGISTER),
            _NAME,
            Column("sense", "text", "Sense of a term that has several.", _REGISTER),
        ),
        ("cable", "anchor", "start"),
        _OF_CABLE,
    ),
    Table(
        "refs",
        "References",
        "one reference: an item of the REF list, or one within a paragraph",
        (
            _cable(),
            _anchor("Anchor of the item of the list, or of the paragraph."),
            _position("the cable"),
            Column("place", "text", "list or text: where the reference stands.", _MADE),
            Column("label", "text", "Letter of the reference.", _SOURCE),
            Column("words", "text", "The reference as transmitted, white space folded.", _SOURCE),
            Column("kind", "text", "cable, email, telcon, report or other.", _MADE),
            Column("cited", "text", "Id of the cable that is meant, where it can be told.", _MADE),
            Column("published", "boolean", "Whether that cable is in the edition.", _MADE),
            Column(
                "start",
                "integer",
                "Where a reference within a paragraph begins in `transmitted`, from 0.",
                _MADE,
                _CHARACTERS,
            ),
        ),
        ("cable", "position"),
        _OF_CABLE,
    ),
    Table(
        "notes",
        "Notes",
        "one explanatory note of the editors",
        (
            _cable(),
            Column("id", "text", "Id of the note, which is its anchor.", _SIDECAR),
            Column("number", "integer", "Number of the note on the page.", _MADE),
            _anchor("Anchor of the place that the note is on."),
            Column(
                "start",
                "integer",
                f"Behind how many characters of {_READING} it is called; empty where it is on the "
                "whole place.",
                _MADE,
                _CHARACTERS,
            ),
            Column("lemma", "text", "Words that the note is on.", _READ),
            Column("kind", "text", "fact or inference.", _SIDECAR),
            Column("text", "text", "The note, in Markdown.", _SIDECAR),
            Column("sources", "text", "Its evidence, parted by `; `.", _SIDECAR),
            Column("author", "text", "Who wrote it, where that is said.", _SIDECAR),
            Column("date", "text", "When it was written, where that is said.", _SIDECAR),
        ),
        ("cable", "id"),
        _OF_CABLE,
    ),
    Table(
        "emendations",
        "Emendations",
        "one place where the edition reads otherwise than the source",
        (
            _cable(),
            Column("id", "text", "Id of the emendation, which is its anchor.", _SIDECAR),
            _anchor(),
            Column(
                "start",
                "integer",
                _START.format("the text as transmitted (`transmitted` of blocks)"),
                _MADE,
                _CHARACTERS,
            ),
            Column("stop", "integer", _STOP, _MADE, _CHARACTERS),
            Column("transmitted", "text", "What is emended, as transmitted.", _SOURCE),
            Column("reading", "text", "What the edition reads.", _SIDECAR),
            Column("rule", "text", "Id of the rule of emendation.", _SIDECAR),
            Column(
                "certainty",
                "text",
                "certain, probable or possible: how sure the reading is.",
                _MADE,
            ),
            Column("reason", "text", "Reason, in Markdown.", _SIDECAR),
        ),
        ("cable", "id"),
        _OF_CABLE,
    ),
    Table(
        "entries",
        "Entries of the registers",
        "one entry: a person, an organization, a term, a TAG, a post",
        (
            _KIND,
            Column("entry", "text", "Id of the entry.", _REGISTER),
            _NAME,
            Column("meaning", "text", "The meaning in one line.", _REGISTER),
            Column("anchor", "text", "Anchor on the page of its register.", _MADE),
            _SAME_AS,
            Column("places", "integer", "How many words of the cables name it.", _MADE, "places"),
        ),
        ("kind", "entry"),
    ),
    Table(
        "people",
        "People",
        "one person",
        (
            Column("id", "text", "Id of the person.", _REGISTER),
            Column("name", "text", "Name.", _REGISTER),
            Column("sort", "text", "Name as it is sorted.", _REGISTER),
            Column("meaning", "text", "Who it is, in one line.", _REGISTER),
            Column("office", "text", "Office at the time of the cables.", _REGISTER),
            Column(
                "office_status",
                "text",
                "verified, cable, inference or unverified: what the office rests on.",
                _REGISTER,
            ),
            Column("office_sources", "text", "Evidence of the office, parted by `; `.", _REGISTER),
            Column("spelled", "text", "Other spellings in the cables, parted by `; `.", _REGISTER),
            _SAME_AS,
            Column("places", "integer", "How many words of the cables name them.", _MADE, "places"),
        ),
        ("id",),
    ),
    Table(
        "places",
        "Places of entries",
        "words of a cable that name an entry; captions, and terms in longer names, count too",
        (
            _KIND,
            Column("entry", "text", "Id of the entry.", _REGISTER),
            _NAME,
            _cable(),
            Column("anchor", "text", "Anchor of the place: `p4`, `captions`, `subject`.", _MADE),
            Column("words", "text", "The words there.", _READ),
            Column("sense", "text", "Sense of a term that has several.", _REGISTER),
        ),
        (),
        (Link("cable", "records", "id"),),
    ),
)
