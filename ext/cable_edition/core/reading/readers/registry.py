"""The table of readers, and the choice among them.

A reader is any object with the attributes of :class:`Reader`. The form of a source is recognised,
not configured: every reader scores the start of the text, or where none is sure the whole of it,
and the highest score reads it. A package adds a reader without touching this one through an entry
point::

    [project.entry-points."cable_edition.readers"]
    x-letters = "harbor_letters:LetterReader"

whose object is called without arguments. The name of such a form starts with ``x-``.
"""

from __future__ import annotations

import errno
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cable_edition.core.reading.capitals import capitals_of, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cable_edition.core.reading.raw import RawCable

#: The group of entry points in which packages announce readers.
GROUP = "cable_edition.readers"
#: The number of the error that tells of a package whose reader is broken.
BROKEN_READER = errno.ENOPKG
#: How much of a text a reader sees at first to recognise its form, in characters.
SAMPLE = 32_768
#: A reader that is so sure of the start of a text need not see the rest.
SURE = 0.9


class Reader(Protocol):
    """What a reader offers."""

    #: The name of the form, as the record's ``source.format`` gives it.
    name: str

    def recognise(self, sample: str) -> float:
        """Return how surely the source is of this form, 0 (no) to 1.

        ``sample`` is its start, or the whole where no reader was sure of the start.
        """

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of the decoded source ``text``; their extents cover it.

        ``name`` is the name of the source. Never raises for content.
        """

    def decode(self, piece: str) -> str:
        """Return a piece of the source around the cable text with its escapes decoded."""


class _Sample(NamedTuple):
    """What the quick looks need of a text: all of it, its capitals and signs, what it begins with.

    ``start`` is without white space, and empty where that is long; ``raised`` is its first
    characters in capitals.
    """

    text: str
    capitals: str
    start: str
    raised: str


class _Own(NamedTuple):
    """A reader of this package: its form, where it is, and which texts may be of its form.

    ``possible`` is quick, and true for every text that the reader recognises: what needs no look
    at other forms does not pay for loading their readers.
    """

    form: str
    module: str
    reader: str
    possible: Callable[[_Sample], bool]


def _with(sign: str) -> Callable[[_Sample], bool]:
    """Return whether ``sign``, as :func:`capitals_of` has it, stands in a text."""
    return lambda sample: sign in sample.capitals


def _starts(*words: str) -> Callable[[_Sample], bool]:
    """Return whether a text begins with one of ``words`` (in capitals), however written."""
    return lambda sample: sample.raised.startswith(words) or not sample.start


def _names_columns(sample: _Sample) -> bool:
    """Whether the first line may name columns."""
    text = sample.text.lstrip("\ufeff \t\r\n")
    end = text.find("\n", 0, 4096)
    return end >= 0 and any(text.find(sign, 0, end) >= 0 for sign in ",;\t|")


def _names_field(sample: _Sample) -> bool:
    """Whether the text begins with the name of a field of a mail."""
    name, colon, _ = sample.text[:80].partition(":")
    return bool(colon) and (name.startswith("From ") or name.replace("-", "").isalnum())


def _has_markup(sample: _Sample) -> bool:
    """Whether there may be tags or entities."""
    return "<" in sample.capitals or "&" in sample.capitals


def _marks_up(sample: _Sample) -> bool:
    """Whether there may be fences, a heading, named values or a quotation as in Markdown."""
    return "`" in sample.capitals or sample.start[:1] in "-#>"


def _is_released(sample: _Sample) -> bool:
    """Whether a mark of a release may stand on the first or the last page, or a named value."""
    capitals = sample.capitals
    if holds(capitals, _RELEASES):
        return True
    if holds(capitals, _RELEASED):
        text = sample.text
        return text.rfind("eleased ", 0, _END) >= 0 or text.rfind("eleased ", -_END) >= 0
    return False


def _is_telegram(sample: _Sample) -> bool:
    """Whether there may be a head of a page, an office, the old order or a table of attributes."""
    capitals = sample.capitals
    if holds(capitals, _TELEGRAMS):
        return True
    if capitals.rfind("DN:") >= 0 and "Document Number:" in sample.text:
        return True
    # The originator of most cables has the two letters too: FM AMEMBASSY.
    more = capitals.count("MA") > capitals.count("FMAMEMB")
    return more and "Message Attributes" in sample.text


_STATEMENTS = (
    "--", "/*", "#", "INSERT", "REPLACE", "CREATE", "COPY", "SET", "DROP", "BEGIN", "PRAGMA", "USE",
    "LOCK", "ALTER", "START", "SELECT", "DELETE", "TRUNCATE",
)  # fmt: skip
#: ``U.S.DSCN`` is left of the stamp of a case.
_RELEASES = ("MRN:", "ELEASE", "DENIEDIN", "REVIEWAUTH", "U.S.DSCN")
#: How much of the start and of the end of a text marks of a release are looked for in.
_END = 2_000
#: What is left of ``Released in Full`` and the like.
_RELEASED = ("RF", "RP", "RIN")
_TELEGRAMS = ("PAGE", "ORIGIN", "ACTION", "11652")
#: In this order; of two that are as sure the first reads a text.
_OWN = (
    _Own("cablebrowser-2", "page", "PageReader", _with("|")),
    _Own("cablegate-html", "html", "HtmlReader", _has_markup),
    _Own("plusd-html", "plusd", "PlusdReader", _with("<")),
    _Own("frus-tei", "frus", "FrusReader", _with("<")),
    _Own("xml", "xml_records", "XmlReader", _starts("<")),
    _Own("cablegate-csv", "csv", "CsvReader", _starts(*'"0123456789', "ID")),
    _Own("csv", "csv_table", "TableReader", _names_columns),
    _Own("json", "json_records", "JsonReader", _starts("[", "{")),
    _Own("sql", "sql", "SqlReader", _starts(*_STATEMENTS)),
    _Own("mail", "mail", "MailReader", _names_field),
    _Own("markdown", "markdown", "MarkdownReader", _marks_up),
    _Own("state-release", "state_release", "ReleaseReader", _is_released),
    _Own("acp-127", "acp127", "Acp127Reader", _with("//")),
    _Own("telegram", "telegram", "TelegramReader", _is_telegram),
    _Own("plain", "plain", "PlainReader", lambda _: True),
)


@cache
def _own_reader(own: _Own) -> Reader:
    module = import_module(f"cable_edition.core.reading.readers.{own.module}")
    reader: Reader = getattr(module, own.reader)()
    return reader


@cache
def other_readers() -> tuple[Reader, ...]:
    """Return the readers of entry points, by name."""
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(map(_loaded, found))


def readers() -> tuple[Reader, ...]:
    """Return all readers: the package's own, then those of entry points by name."""
    return (*map(_own_reader, _OWN), *other_readers())


def possible_readers(sample: str) -> Iterator[Reader]:
    """Yield the readers that may recognise a text, in order; other own ones are not loaded."""
    start = sample[:200].replace("\ufeff", "").lstrip()
    looked_at = _Sample(sample, capitals_of(sample), start, start[:16].upper())
    for own in _OWN:
        if own.possible(looked_at):
            yield _own_reader(own)
    yield from other_readers()


def _loaded(point: EntryPoint) -> Reader:
    """Return the reader of an entry point; raise :class:`OSError` where its package is broken."""
    try:
        reader: Reader = point.load()()
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        message = f"this reader of another package cannot be loaded ({said}); mend or remove it"
        raise OSError(BROKEN_READER, message, point.value) from error
    return reader


def reader_of(text: str) -> Reader | None:
    """Return the reader whose form ``text`` has; ``None`` if no cable can be seen in it.

    A page may have its menus first and a telegram its attributes last, so where the start of the
    text leaves a doubt the whole is looked at.
    """
    best, sure = _surest(text[:SAMPLE])
    if sure < SURE and len(text) > SAMPLE:
        best, _ = _surest(text)
    return best


def _surest(sample: str) -> tuple[Reader | None, float]:
    best, highest = None, 0.0
    for reader in possible_readers(sample):
        score = reader.recognise(sample)
        if score > highest:
            best, highest = reader, score
            if score >= 1:
                break
    return best, highest


def reader_named(name: str) -> Reader | None:
    """Return the reader of the form ``name``, or ``None``."""
    for own in _OWN:
        if own.form == name:
            return _own_reader(own)
    return next((reader for reader in other_readers() if reader.name == name), None)
