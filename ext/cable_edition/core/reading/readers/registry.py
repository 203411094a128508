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
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.reading.raw import RawCable

#: The group of entry points in which packages announce readers.
GROUP = "cable_edition.readers"
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


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers: the package's own, then those of entry points by name."""
    from cable_edition.core.reading.readers.acp127 import Acp127Reader  # noqa: PLC0415
    from cable_edition.core.reading.readers.csv import CsvReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.csv_table import TableReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.frus import FrusReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.html import HtmlReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.json_records import JsonReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.mail import MailReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.markdown import MarkdownReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.page import PageReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.plain import PlainReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.plusd import PlusdReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.sql import SqlReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.state_release import ReleaseReader  # noqa: PLC0415
    from cable_edition.core.reading.readers.telegram import TelegramReader  # noqa: PLC0415

    own: list[Reader] = [
        PageReader(),
        HtmlReader(),
        PlusdReader(),
        FrusReader(),
        CsvReader(),
        TableReader(),
        JsonReader(),
        SqlReader(),
        MailReader(),
        MarkdownReader(),
        ReleaseReader(),
        Acp127Reader(),
        TelegramReader(),
        PlainReader(),
    ]
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return (*own, *map(_loaded, found))


def _loaded(point: EntryPoint) -> Reader:
    """Return the reader of an entry point; raise :class:`OSError` where its package is broken."""
    try:
        reader: Reader = point.load()()
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        message = f"this reader of another package cannot be loaded ({said}); mend or remove it"
        raise OSError(errno.ENOPKG, message, point.value) from error
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
    for reader in readers():
        score = reader.recognise(sample)
        if score > highest:
            best, highest = reader, score
            if score >= 1:
                break
    return best, highest


def reader_named(name: str) -> Reader | None:
    """Return the reader of the form ``name``, or ``None``."""
    return next((reader for reader in readers() if reader.name == name), None)
