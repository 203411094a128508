"""The files of an EPUB, unpacked with care: nothing is written, none is read past a limit."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType

from cable_edition.core.nouns import number_of
from cable_edition.core.proof.unpacked import ZIP_ERRORS

#: More of one file is not read, in bytes. The longest page of the largest edition has a tenth.
MOST = 100_000_000
#: An EPUB has no more files than this.
MOST_FILES = 200_000
MIMETYPE = "mimetype"
#: What the files of a zip say of their time where they are given none.
_FIRST = (1980, 1, 1, 0, 0, 0)
_KIND = b"application/epub+zip"
_DAMAGE = (*ZIP_ERRORS, ValueError)


class UnreadableBookError(ValueError):
    """A book, or a file in it, that cannot be read."""


class EpubFile:
    """An EPUB that is open. Raises :class:`UnreadableBookError` for what is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise UnreadableBookError(f"this is no EPUB: {error}") from error
        self._members = {one.filename: one for one in self._zip.infolist()}
        #: The names of the files, in the order of the book.
        self.names: list[str] = list(self._members)
        if len(self._zip.infolist()) > MOST_FILES:
            self._zip.close()
            raise UnreadableBookError(f"it has more than {number_of(MOST_FILES, 'file')}")

    def __enter__(self) -> EpubFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raises :class:`UnreadableBookError`."""
        try:
            with self._zip.open(self._members[name]) as file:
                data = file.read(MOST + 1)
        except _DAMAGE as error:
            raise UnreadableBookError(f"cannot be unpacked: {error}") from error
        if len(data) > MOST:
            raise UnreadableBookError(f"is longer than {MOST} bytes")
        return data

    def is_made_at(self, moment: datetime) -> bool:
        """Whether the zip may have been made at a moment, by the times of its files.

        All have one time, which is the moment; where nobody gave the builder one, it is the first
        that a zip can name.
        """
        times = {one.date_time for one in self._zip.infolist()}
        if times == {_FIRST}:
            return True
        # A zip counts in steps of two seconds.
        there = {(*one[:5], one[5] // 2) for one in times}
        when = moment.timetuple()[:6]
        return there == {(*when[:5], when[5] // 2)}

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) with the zip itself; the file may be empty."""
        members = self._zip.infolist()
        first = members[0] if members else None
        # What stands before the zip would be there for other programs.
        if first and min(one.header_offset for one in members):
            yield "", "something stands before the zip"
        if first is None or first.filename != MIMETYPE or first.compress_type != 0:
            yield MIMETYPE, "the first file of an EPUB must be mimetype, stored as it is"
        elif self.read(MIMETYPE) != _KIND:
            yield MIMETYPE, f"it must say {_KIND.decode()}"
        for name, count in Counter(one.filename for one in members).items():
            if count > 1:
                yield name, "two files of the book have this name"
        for member in members:
            name = member.filename
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                yield name, "the name of this file leads out of the book"
            if member.comment:
                yield name, "the file has a comment in the zip"
        if self._zip.comment:
            yield "", "the zip has a comment"
