"""The table of readers, and the choice among them.

A reader is any object with the attributes of :class:`Reader`. The form of a source is recognised,
not configured: every reader scores the start of the text, the highest score reads it. A package
adds a reader without touching this one through an entry point::

    [project.entry-points."cable_edition.readers"]
    x-mail = "my_package.mail:MailReader"

whose object is called without arguments. The name of such a form starts with ``x-``.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from cable_edition.core.raw import RawCable

#: The group of entry points in which packages announce readers.
GROUP = "cable_edition.readers"
#: How much of a text a reader sees to recognise its form, in characters.
SAMPLE = 32_768


class Reader(Protocol):
    """What a reader offers."""

    #: The name of the form, as the record's ``source.format`` gives it.
    name: str

    def recognise(self, sample: str) -> float:
        """Return how surely the source is of this form, 0 (no) to 1, from its start."""

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of the decoded source ``text``; their extents cover it.

        ``name`` is the name of the source. Never raises for content.
        """

    def decode(self, piece: str) -> str:
        """Return a piece of the source around the cable text with its escapes decoded."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers: the package's own, then those of entry points by name."""
    from cable_edition.core.readers.csv import CsvReader  # noqa: PLC0415
    from cable_edition.core.readers.html import HtmlReader  # noqa: PLC0415
    from cable_edition.core.readers.page import PageReader  # noqa: PLC0415
    from cable_edition.core.readers.plain import PlainReader, TelegramReader  # noqa: PLC0415

    own: list[Reader] = [PageReader(), HtmlReader(), CsvReader(), TelegramReader(), PlainReader()]
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return (*own, *(point.load()() for point in found))


def reader_of(text: str) -> Reader | None:
    """Return the reader whose form ``text`` has; ``None`` if no cable can be seen in it."""
    sample = text[:SAMPLE]
    best = max(readers(), key=lambda reader: reader.recognise(sample))
    return best if best.recognise(sample) > 0 else None


def reader_named(name: str) -> Reader | None:
    """Return the reader of the form ``name``, or ``None``."""
    return next((reader for reader in readers() if reader.name == name), None)
